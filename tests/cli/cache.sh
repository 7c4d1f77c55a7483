# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The cache: a report does not depend on it, whatever happens to the files and to the cache; what is the same is not read again.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny
unset LICET_CACHE_DIR

cp -r "$fixture" model
tar -czf model/inner.tar.gz -C "$fixture" .
printf 'a text of no license\n' >model/other.txt
weights model/one.safetensors
mkdir tree
i=0
while [ $i -lt 300 ]; do
	printf 'The file %d.\n' $i >tree/$i.txt
	i=$((i + 1))
done
cp -r model tree/model
cp -r tree twin
sleep 2.1 # a file that has just been changed is not kept

# hits NAME WANT: what the last scan found in the cache.
hits() {
	found=$("$LICET" cache stats --cache "${3-c}" | sed -n 's/.*found \(.*\) files here/\1/p')
	if [ "$found" = "$2" ]; then echo "ok $1: $2"; else echo "not ok $1: $found were found, not $2"; fi
}

# same NAME PATH: with the cache the report is that of a scan without it; nothing is complained of.
same() {
	"$LICET" scan --no-cache -f json -f sarif=plain.sarif "$2" >plain.json 2>plain.err
	plain=$?
	"$LICET" scan --cache "${3-c}" -f json -f sarif=cached.sarif "$2" >cached.json 2>cached.err
	code=$?
	if [ $code -eq $plain ] && cmp -s plain.json cached.json && cmp -s plain.sarif cached.sarif && cmp -s plain.err cached.err; then
		echo "ok $1"
	else
		echo "not ok $1: exit code $code, not $plain, or another report"
		diff plain.json cached.json | head -n 10
		cat cached.err
	fi
}

# complained NAME PATTERN: with the cache the report is right, and there is such a message.
complained() {
	"$LICET" scan --cache "${3-c}" -f json model >cached.json 2>cached.err
	code=$?
	if [ $code -eq 0 ] && cmp -s plain.json cached.json && grep -Eq "$2" cached.err; then
		echo "ok $1"
	else
		echo "not ok $1: exit code $code, another report, or no such message"
		cat cached.err
	fi
}

n=$(find model -type f | wc -l)
same 'a new cache' model
hits 'nothing is known at first' "0 of $n"
same 'a full cache' model
hits 'everything is known then' "$n of $n"
LICET_CACHE_DIR=e "$LICET" scan -q model && hits 'the environment names a cache' "0 of $n" e
LICET_CACHE_DIR=f "$LICET" scan -q --no-cache model && [ ! -e f ] && echo 'ok --no-cache' || echo 'not ok --no-cache made one'
mkdir model/.cache && weights model/.cache/hidden.safetensors
run scan -f json --no-cache model
entries=$(grep '"entries"' out)
for time in first second; do
	run scan -f json --cache model/.cache model
	expect "a cache in what is scanned is no part of it, the $time time" 0 cache-file "$entries" 'path": ".cache/hidden.safetensors'
done
rm -r model/.cache
mode=$(stat -c %a c)
[ "$mode" = 700 ] && echo 'ok only its owner gets in' || echo "not ok the mode of the cache is $mode"

# What a file may become.
same 'before the change' model
touch -r model/one.safetensors stamp
printf 87654321 | dd of=model/one.safetensors bs=1 seek=64 conv=notrunc 2>dd.err
touch -r stamp model/one.safetensors
changed=$(date +%s)
same 'other bytes, the same size, the old time' model
hits 'they are read' "$((n - 1)) of $n"
same 'what was changed just now' model
if [ $(($(date +%s) - changed)) -lt 2 ]; then
	hits 'is not kept' "$((n - 1)) of $n"
else
	echo 'skip is not kept: the machine is busy, and it was changed long ago by now'
fi
mv model/one.safetensors model/two.safetensors
same 'another name' model
cp model/two.safetensors model/three.safetensors
same 'a copy' model
ln model/LICENSE model/other-license.txt
same 'a hard link' model
ln -s LICENSE model/link.md
same 'a symlink' model
rm model/link.md model/other-license.txt model/three.safetensors
n=$(find model -type f | wc -l)
sleep 2.1
same 'kept later' model
same 'and found' model
hits 'all of it' "$n of $n"

# What else facts depend on.
other() {
	name=$1
	shift
	"$LICET" scan -q --cache c "$@" model >out 2>err
	hits "$name" "0 of $n"
	"$LICET" scan -q --cache c model
}
other 'another limit' --limit text-bytes=2M
other 'other options' --no-tensor-digests
mkdir -p data/rules && sed 's/^id: .*/id: my-own-policy/' "$LICET_ROOT/rules/patterns.yaml" >data/rules/patterns.yaml
other 'other data' --data data

# What had a problem is read, and said, each time.
head -c 70 "$fixture/model.safetensors" >model/cut.safetensors
head -c 300 model/inner.tar.gz >model/cut.tar.gz
sleep 2.1
same 'damaged files' model
same 'damaged files again' model
[ $code -eq 3 ] && echo 'ok they make it incomplete' || echo "not ok damaged files: exit code $code"
rm model/cut.*
same 'as it was' model

# What may happen to the cache.
printf 'no database at all, and long enough to be looked at as one ................................' >c/facts.sqlite
complained 'a damaged cache' 'damaged'
[ -e c/facts.sqlite.damaged ] && echo 'ok it is kept aside' || echo 'not ok the damaged cache is gone'
same 'a new one in its place' model
hits 'it serves' "$n of $n"
printf '\000\000\000\143' | dd of=c/facts.sqlite bs=1 seek=60 conv=notrunc 2>dd.err
complained 'a cache of a newer version' 'newer'
same 'another new one' model
dd if=/dev/urandom of=c/facts.sqlite bs=512 seek=9 count=20 conv=notrunc 2>dd.err
"$LICET" scan --cache c -f json model >cached.json 2>cached.err
code=$?
[ $code -eq 0 ] && cmp -s plain.json cached.json && echo 'ok pages of noise' || echo 'not ok pages of noise change the report'
"$LICET" scan --cache model/LICENSE -f json model >cached.json 2>cached.err
code=$?
[ $code -eq 0 ] && grep -q 'no directory' cached.err && cmp -s plain.json cached.json && echo 'ok no directory' ||
	echo 'not ok a file as cache'
rm -rf c
same 'none again' model
refused() {
	rm -rf b && mkdir b
	eval "$2"
	timeout 20 "$LICET" scan --cache b -f json model >cached.json 2>cached.err
	code=$?
	[ $code -eq 0 ] && cmp -s plain.json cached.json && grep -Eq "$3" cached.err && [ "$(wc -l <cached.err)" -eq 1 ] &&
		echo "ok a cache of which $1" || { echo "not ok a cache of which $1: $code" && cat cached.err; }
}
refused 'anybody may write' 'chmod a+w b' 'anybody may write there'
refused 'the file is a pipe' 'mkfifo b/facts.sqlite' 'facts.sqlite is no regular file'
refused 'the lock is a pipe' 'mkfifo b/lock' 'lock is no regular file'
: >elsewhere
refused 'the file is a symlink' 'ln -s ../elsewhere b/facts.sqlite' 'facts.sqlite is no regular file'
[ -s elsewhere ] && echo 'not ok what it leads to is left alone' || echo 'ok what it leads to is left alone'
chmod a+w c
run cache stats --cache c
expect 'nor are its numbers told' 2 'anybody may write there'
chmod go-w c

# As somebody who may read the cache and not write: root may write anywhere.
somebody=
[ "$(id -u)" -ne 0 ] || somebody='setpriv --reuid 65534 --regid 65534 --clear-groups'
chmod a+rx . && chmod a-w,a+rx c && chmod a-w,a+r c/*
touch model/new.txt && n=$(find model -type f | wc -l)
if $somebody "$LICET" version >out 2>err; then
	$somebody "$LICET" scan -f json --no-cache model >plain.json
	for time in first second; do
		$somebody "$LICET" scan -v -f json --cache c model >cached.json 2>cached.err
		remembered=$(grep -c 'the cache remembers' cached.err)
		if cmp -s plain.json cached.json && [ "$remembered" -eq $((n - 1)) ] && ! grep -q 'the cache c' cached.err; then
			echo "ok a cache that cannot be written serves the $time time"
		else
			echo "not ok a cache that cannot be written: $remembered of $((n - 1))"
			cat cached.err
		fi
	done
	mkdir -m 777 theirs && $somebody mkdir -m 755 theirs/b
	if [ -n "$somebody" ]; then
		chown 65533 theirs/b
		$somebody "$LICET" scan -f json --cache theirs/b model >cached.json 2>cached.err
		cmp -s plain.json cached.json && grep -q 'belongs to somebody else' cached.err && echo "ok another user's is not used" ||
			echo "not ok another user's is not used: $(cat cached.err)"
	else
		echo "skip another user's is not used: only root can make one"
	fi
else
	echo 'skip a cache that cannot be written: root may write anywhere'
fi
chmod u+w c c/* && rm model/new.txt && n=$((n - 1))

# Commands.
run cache stats --cache c
expect 'stats' 0 "$n files in [0-9]+ bytes"
run cache prune --cache c --size 0
expect 'prune' 0 "dropped $n files" '^0 files'
run cache prune --cache c --days x
expect 'a number is asked for' 2 'number'
run cache stats --cache nowhere
expect 'no cache' 2 'there is no cache'
run cache stats
expect 'no cache is named' 2 'LICET_CACHE_DIR'

# Several at once, in the same tree and in another.
same 'alone' tree
cp plain.json tree.json
rm -rf c
for i in 1 2 3 4 5 6; do
	"$LICET" scan --cache c -f json tree >tree.$i 2>err.$i &
	"$LICET" scan --cache c -f json twin >twin.$i 2>twin.err.$i &
done
wait
bad=0
for i in 1 2 3 4 5 6; do
	cmp -s tree.$i tree.json && [ ! -s err.$i ] && [ ! -s twin.err.$i ] || bad=$((bad + 1))
done
[ $bad -eq 0 ] && echo 'ok several at once' || { echo "not ok several at once: $bad"; cat err.? twin.err.? | sort | uniq -c; }
same 'after them' tree
n=$(find tree -type f | wc -l)
hits 'they left everything there' "$n of $n"

# Killed in the middle of each write, and a disk that is full from each on.
if "$LICET" version | grep -q 'no seccomp'; then # a sanitizer wants to be the first library itself
	echo 'skip faults of writing: they cannot be injected into this build'
elif ! faults_build; then
	echo "skip faults of writing: the library that injects them does not build: $(head -n 1 cc.err)"
else
	for fault in kill full; do
		w=1 bad=0 died=0 step=1
		[ $fault = kill ] || step=9
		while [ $w -le 40 ]; do
			rm -rf c
			[ $((w % 2)) -eq 0 ] && "$LICET" scan -q --cache c tree/model # some of it is there already
			FAULT=$fault=$w LD_PRELOAD=$T/faults.so "$LICET" scan --cache c -f json tree >cached.json 2>cached.err
			code=$?
			[ $code -eq 137 ] && died=$((died + 1)) || cmp -s tree.json cached.json || bad=$((bad + 1))
			"$LICET" scan --cache c -f json tree >cached.json 2>cached.err
			cmp -s tree.json cached.json && [ ! -s cached.err ] || { bad=$((bad + 1)) && cat cached.err; }
			w=$((w + step))
		done 2>shell.err
		[ $bad -eq 0 ] && echo "ok $fault at each write" || echo "not ok $fault at each write: $bad reports are wrong"
		[ $fault = full ] || [ $died -gt 20 ] && echo "ok $fault happened" || echo "not ok $fault: only $died times"
	done
fi
echo finished
