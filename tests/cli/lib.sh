# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# lib.sh: what every script of tests/cli begins with. $LICET is the program, $T a fresh directory that is removed at the end.
# A script prints `ok NAME`, `not ok NAME: why` or `skip NAME: why` for each check, and `finished` as its last line.
set -u
LICET_ROOT=${LICET_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
LICET=${LICET:-$LICET_ROOT/build/licet}
LICET_SHARED=${LICET_SHARED:-$LICET_ROOT/../shared}
NO_COLOR=1
export NO_COLOR
T=$(mktemp -d) || exit 2
trap 'chmod -R u+rwX "$T" 2>/dev/null; rm -rf "$T"' EXIT
cd "$T" || exit 2

# run ARG…: runs licet; output in $T/out and $T/err, exit code in $code.
run() {
	"$LICET" "$@" >"$T/out" 2>"$T/err" </dev/null
	code=$?
}

# expect NAME CODE [PATTERN…]: the exit code, and each extended regular expression somewhere in the output or the messages.
expect() {
	name=$1 want=$2
	shift 2
	if [ "$code" -ne "$want" ]; then
		echo "not ok $name: exit code $code, not $want"
		sed 's/^/    /' "$T/out" "$T/err" | head -n 20
		return
	fi
	for pattern; do
		if ! grep -Eq -- "$pattern" "$T/out" "$T/err"; then
			echo "not ok $name: nothing matches '$pattern'"
			sed 's/^/    /' "$T/out" "$T/err" | head -n 20
			return
		fi
	done
	echo "ok $name"
}

# refuse NAME PATTERN…: something was said, and the patterns are nowhere in it.
refuse() {
	name=$1
	shift
	if [ ! -s "$T/out" ] && [ ! -s "$T/err" ]; then
		echo "not ok $name: nothing was said (exit code $code)"
		return
	elif [ ! -s "$T/out" ] && [ "$code" -eq 0 ]; then
		echo "not ok $name: there is no output"
		return
	fi
	for pattern; do
		if grep -Eq -- "$pattern" "$T/out" "$T/err"; then
			echo "not ok $name: '$pattern' is there"
			grep -Eahn -- "$pattern" "$T/out" "$T/err" | head -n 5
			return
		fi
	done
	echo "ok $name"
}

# weights FILE: a small safetensors file that says nothing of licenses.
weights() {
	printf '\070\000\000\000\000\000\000\000%-56s12345678' '{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}' >"$1"
}

# faults_build: $T/faults.so, the library that makes the machine go wrong (faults.c). When it fails, cc.err has why.
faults_build() {
	${CC:-cc} -shared -fPIC -o "$T/faults.so" "$LICET_ROOT/tests/cli/faults.c" -ldl 2>"$T/cc.err"
}

# registry COMMAND…: a client of a package registry. One that does not answer must not hold up the tests.
registry() {
	timeout -k 5 "${REGISTRY_SECONDS:-120}" "$@" 2>/dev/null
}

# npm_pack PACKAGE: fetches it; the name of its file.
npm_pack() {
	registry npm pack --silent --fetch-retries=0 --fetch-timeout=30000 "$1" | tail -n 1
}

# npm_file PACKAGE MEMBER FILE: that file of the package as FILE.
npm_file() {
	mkdir -p "$T/npm" && (cd "$T/npm" && npm_pack "$1" >name && tar -xzOf "$(cat name)" "package/$2" >file 2>/dev/null) && mv "$T/npm/file" "$3"
}
