# SPDX-License-Identifier: MIT
"""modelaudit's license reader on the files named on standard input: a line "file<TAB>id" for each license found."""
import sys

from modelaudit.integrations.license_checker import scan_for_license_headers

for name in sys.stdin.read().splitlines():
    for license in scan_for_license_headers(name):
        print(f"{name}\t{license.spdx_id}")
