# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What distributions in the wild have in them: fine files that must not be called damaged, and what must not pass unseen.
. "$(dirname "$0")/lib.sh"

# A program of which nothing is wanted is stepped over: its size counts as unpacked, and its packed bytes are never read.
python3 - <<'P'
import os, zipfile
with zipfile.ZipFile("program.whl", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
    with z.open("a/_a.so", "w", force_zip64=True) as f:
        f.write(b"\x7fELF" + os.urandom(4 << 20))
        for _ in range(260):
            f.write(bytes(1 << 20))
    z.writestr("a-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: a\nVersion: 1\nLicense: MIT\n")
P
run scan -f json program.whl
expect 'a large program in a package is stepped over' 0 '"concluded": "MIT"'
rm program.whl

echo finished
