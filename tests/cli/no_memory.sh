# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Memory that is refused, wherever: the scan ends with its sentence (2), or says what it could not read (3), or nobody needed it. Nothing
# crashes, and no report that is not the whole one passes.
. "$(dirname "$0")/lib.sh"

if "$LICET" version | grep -q 'no seccomp'; then
	echo 'skip no memory: a sanitizer has a malloc of its own'
	echo finished
	exit
fi

# A file of each format, texts, claims, and archives of several kinds.
mkdir all
cp -r "$LICET_ROOT/fixtures/weights-formats/Formats" all/w
cp -r "$LICET_ROOT/fixtures/example-community/Example-Tiny" all/t
(cd all/t && tar -cf ../t.tar . && gzip -9k ../t.tar && xz -k ../t.tar && bzip2 ../t.tar)
(cd all && zip -qr t.zip t 2>/dev/null)
printf '{"name": "x", "license": "MIT"}' >all/package.json
printf '<project><licenses><license><name>MIT License</name></license></licenses></project>' >all/pom.xml
"$LICET" scan -f json --policy research all >whole.json && echo 'ok it passes' || echo 'not ok it passes: then nothing here could ever be a false pass'
sed -i 's/"seconds": .*//' whole.json

# judge HOW: how a scan ended that wrote to out and err: adds to $bad what must not be. Without memory not even the C library comes up (127).
# What was written before the end of a report that breaks off is no report.
judge() {
	case $code in
	0) sed 's/"seconds": .*//' out | cmp -s - whole.json || bad="$bad $1:another-report-passes" ;;
	2) grep -Eq 'out of memory|Out of memory|Cannot allocate|could not be|cannot be' err && ! grep -q '^}' out || bad="$bad $1:$(head -c 200 err)" ;;
	3) grep -q '"verdict": "incomplete"' out || bad="$bad $1:3-without-its-verdict" ;;
	127) [ "$2" = early ] || bad="$bad $1:127" ;;
	*) bad="$bad $1:$code" ;;
	esac
}

# less STEP FROM TO: a scan under ulimit -v, in KiB.
less() {
	bad='' kib=$2 ended=0
	while [ "$kib" -gt "$3" ]; do
		# shellcheck disable=SC3045 # dash, bash and busybox have it
		(ulimit -v "$kib" && exec "$LICET" scan -f json --policy research all >out 2>err)
		code=$?
		[ $code -eq 2 ] && ended=$((ended + 1))
		judge "$kib" early
		kib=$((kib - $1))
	done
	[ -z "$bad" ] && echo "ok less and less memory" || echo "not ok less and less memory:$bad"
	[ $ended -gt 0 ] && echo 'ok it was too little at last' || echo 'not ok it was too little at last'
}
less 5300 200000 16000
less 10 30900 29900 # where the stack once could not grow any more

if ! ${CC:-cc} -shared -fPIC -o refuse.so "$LICET_ROOT/tests/cli/no_memory.c" -ldl 2>cc.err; then
	echo "skip one refusal: the library that refuses does not build: $(head -n 1 cc.err)"
	echo finished
	exit
fi

# refused FAULT: with -j1, so that the N-th request is the same each time
refused() {
	FAULT=$1 FAULT_COUNT=$T/count LD_PRELOAD=$T/refuse.so "$LICET" scan --no-sandbox -j1 -f json --policy research all >out 2>err
	code=$?
}
refused none
n=$(cat count)
[ $code -eq 0 ] && [ "$n" -gt 5000 ] && echo 'ok the requests are counted' || echo "not ok the requests are counted: $n"
for how in once from; do
	bad='' at=7 ended=0
	while [ $at -lt "$n" ]; do
		refused $how=$at
		[ $code -eq 2 ] && ended=$((ended + 1))
		judge $how=$at late
		at=$((at + n / 71))
	done
	[ -z "$bad" ] && echo "ok refused $how, at 71 places of $n" || echo "not ok refused $how:$bad"
	[ $ended -gt 50 ] && echo "ok refused $how: most end the scan" || echo "not ok refused $how: only $ended end the scan"
done
echo finished
