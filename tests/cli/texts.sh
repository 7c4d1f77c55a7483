# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Real license texts: as they are, dressed, edited, beside others (texts.py). Needs the shared texts and Python.
. "$(dirname "$0")/lib.sh"
if [ ! -f "$LICET_SHARED/texts/index.json" ]; then
	echo "skip real texts: there are none in $LICET_SHARED"
elif ! command -v python3 >/dev/null 2>&1; then
	echo 'skip real texts: python3 is missing'
else
	python3 -B "$LICET_ROOT/tests/cli/texts.py" "$LICET" "$LICET_SHARED" "$T" || echo "not ok texts.py: exit code $?"
fi
echo finished
