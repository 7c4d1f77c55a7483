# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What distributions in the wild have in them: fine files that must not be called damaged, and what must not pass unseen.
. "$(dirname "$0")/lib.sh"

# A program of which nothing is wanted is stepped over: its size counts as unpacked, and its packed bytes are never read.
if command -v python3 >/dev/null; then
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
else
	echo 'skip a large program in a package: python3 is not there'
fi

# Debian's copyright file spells out licenses under names; those of other files than the weights are no terms of the weights.
mkdir -p deb/usr/share/doc/a deb/usr/share/a && weights deb/usr/share/a/model.safetensors
{
	cat <<'D'
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: a

Files: *
Copyright: 2026 A
License: GPL-3+

Files: doc/*
Copyright: 2026 B
License: Example
D
	sed 's/[[:space:]]*$//; s/^$/./; s/^/ /' "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE"
	cat <<'D'

License: GPL-3+
 This model is under version 3 of the GNU General Public License, or any later version.

License: Pictures
 You may not use the pictures for military purposes.
D
} >deb/usr/share/doc/a/copyright
run scan -f json deb
expect 'a text for other files by its name' 0 '"concluded": "GPL-3.0-or-later"'
for id in claim-contradicts-text code-license-alone edited-license-text unknown-license-text; do
	refuse "$id of a text for other files" "\"id\": \"$id\""
done
refuse 'terms of other files' '"kind": "(usage-cap|field-of-use)"'
sed -i 's/^License: GPL-3+$/License: GPL-3+ and Example/' deb/usr/share/doc/a/copyright
run scan -f json deb
expect 'a text that the claim names among others' 0 '"kind": "usage-cap"'
refuse 'what stands in the next stanza is no rider' 'edited-license-text'

echo finished
