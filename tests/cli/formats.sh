# shellcheck shell=sh disable=SC1091
# SPDX-License-Identifier: MIT
# Tensors beside what the libraries of the formats say of them.
. "$(dirname "$0")/lib.sh"

if command -v python3 >/dev/null; then
	mkdir py
	python3 -B "$LICET_ROOT/tests/cli/formats.py" "$LICET" py 2>errors || { echo "not ok formats.py ends badly"; tail -n 3 errors; }
else
	echo "skip formats of one library: python3 is not there"
fi
echo finished
