# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The sandbox is in force before the first byte is read, unless --no-sandbox says otherwise, and `licet version` says what there is.
# (What a process in it may not do is tried in test_sandbox.c.)
. "$(dirname "$0")/lib.sh"
run version
expect 'the state is said' 0 '^sandbox: '
faults_build

# on FAULT ARG…: licet on a machine of which that is so (faults.c).
on() {
	fault=$1
	shift
	FAULT=$fault LD_PRELOAD=$T/faults.so "$LICET" "$@" >out 2>err </dev/null
	code=$?
}

# early NAME CODE ARG…: not a byte below fault/ is read before the filter is in force.
early() {
	name=$1 want=$2
	shift 2
	on early "$@"
	expect "not a byte is read before: $name" "$want"
}

# status NAME WANT ARG…: seccomp's mode (2: a filter) of licet while it waits for the first byte of `pipe`.
status() {
	name=$1 want=$2
	shift 2
	rm -f pipe && mkfifo pipe
	"$LICET" "$@" <pipe >out 2>err &
	pid=$!
	exec 9>pipe
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		grep -q 'pipe_read\|pipe_wait\|anon_pipe' "/proc/$pid/wchan" 2>/dev/null && break
		sleep 0.1
	done
	mode=$(sed -n 's/^Seccomp:[^0-9]*//p' "/proc/$pid/status")
	exec 9>&-
	wait "$pid"
	[ "$mode" = "$want" ] && echo "ok $name" || echo "not ok $name: the mode is '$mode', not $want"
}
if "$LICET" version | grep -q 'no seccomp'; then
	echo 'skip it is in force: this build or kernel has no seccomp'
elif outer=$(sed -n 's/^Seccomp:[^0-9]*//p' /proc/self/status) && [ "$outer" != 0 ]; then
	echo 'skip it is in force: the tests run under another filter'
else
	mkdir some && weights some/m.safetensors
	status 'scan: it is in force by default' 2 scan -q -
	status 'scan: --no-sandbox goes without' 0 scan -q --no-sandbox -
	status 'hash' 2 hash -
	status 'hash --check' 2 hash --check pipe
	status 'diff, the one side' 2 diff - some
	status 'diff, the other' 2 diff some -
	status 'notice' 2 notice -
	status 'known add' 2 known add --into . -
	status 'identify' 2 identify pipe
	status 'licenses add' 2 licenses add pipe --id x
	status 'rules check' 2 rules check pipe
	if [ -e faults.so ]; then
		mkdir -p fault/m && weights fault/m/m.safetensors && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/"[LR]* fault/m
		for input in m m/m.safetensors; do "$LICET" scan -f json -o fault/"${input##*/}".json fault/$input; done
		"$LICET" hash -f sha256sum fault/m >fault/sums
		early 'else it ends' 134 scan -q --no-sandbox fault/m
		early scan 0 scan -q fault/m
		early 'the baseline of a scan' 0 scan -q --baseline fault/m.json fault/m
		early 'diff of distributions' 1 diff fault/m fault/m/m.safetensors
		early 'diff of reports' 1 diff fault/m.json fault/m.safetensors.json
		early hash 0 hash fault/m
		early 'hash --check' 0 hash --check fault/sums
		early identify 0 identify fault/m/LICENSE
		early notice 0 notice fault/m
		early 'known add' 0 known add --into . --license mit fault/m
		early 'licenses add' 0 licenses add fault/m/LICENSE --id x
		early 'rules check' 0 rules check fault/m/LICENSE
	else
		echo "skip not a byte is read before: the library that tells does not build: $(head -n 1 cc.err)"
	fi
fi
if "$LICET" version | grep -q '^sandbox: .*Landlock version'; then
	mkdir m outside && weights m/one.safetensors && sed 's/12345678/87654321/' m/one.safetensors >outside/two.safetensors
	ln -s "$T/outside/two.safetensors" m/two.safetensors
	run scan -f json m
	expect 'a symlink that leads outside is told' 3 '"symlink-outside"' "$(sha256sum m/one.safetensors | cut -c1-64)"
	refuse 'and its file is not read' "$(sha256sum outside/two.safetensors | cut -c1-64)"
	run scan -f json -o outside/report.json m
	[ -s outside/report.json ] && echo 'ok the report may be written' || echo 'not ok the report may be written'
	# a sanitizer wants to be the first library itself
	if [ -e faults.so ] && ! "$LICET" version | grep -q 'no seccomp'; then
		mkdir -p fault/m && weights fault/m/m.safetensors && : >fault/out
		for file in new fault/m/m.safetensors; do
			on spoil="$T/$file" scan -q --no-sandbox fault/m
			expect "without it is written to: $file" 134
			rm -f new
			for how in -fjson=beside.json -ofault/out --cache=c; do
				on spoil="$T/$file" scan -q "$how" fault/m
				expect "what stands beside an output is not written to: $file, $how" 0
			done
			on spoil="$T/$file" notice -o beside fault/m
			expect "beside notices: $file" 0
			on spoil="$T/$file" diff -o beside fault/m m
			expect "beside what changed: $file" 1
		done
	fi
fi

# A library that lies elsewhere is loaded before it is out of reach: here one of a name that no system has.
zstd=$(find /usr/lib /lib -name libzstd.so.1 2>/dev/null | head -n 1)
if [ -z "$zstd" ] || ! command -v zstd >/dev/null; then
	echo 'skip a library elsewhere: zstd or its library is not found'
else
	mkdir -p elsewhere && cp -L "$zstd" elsewhere/libzstd.so.9
	sed 's/libzstd[.]so[.]1/libzstd.so.9/g' "$LICET" >moved && chmod +x moved
	printf 'made-up notes\n' | zstd -q >notes.zst
	LD_LIBRARY_PATH=$T/elsewhere ./moved scan -q notes.zst >out 2>err </dev/null
	code=$?
	expect 'a library elsewhere is found' 0
	./moved scan notes.zst >out 2>err </dev/null
	code=$?
	expect 'one that is missing is named' 3 'libzstd1'
fi

if ! "$LICET" version | grep -q '^sandbox: Landlock version [1-9].* and seccomp'; then
	echo 'skip older kernels: this build or kernel has not both, Landlock and seccomp'
elif [ ! -e faults.so ]; then
	echo "skip older kernels: the library that makes one does not build: $(head -n 1 cc.err)"
else
	for version in 1 2 3 4 5 6; do
		on landlock=$version version
		expect "a kernel with Landlock $version" 0 "^sandbox: Landlock version $version and seccomp"
		on landlock=$version scan -f json m
		expect "whose rules are in force: $version" 3 '"symlink-outside"'
		refuse "whose rules are in force: $version, and what is outside" "$(sha256sum outside/two.safetensors | cut -c1-64)"
	done
	on landlock=0 version
	expect 'a kernel without Landlock' 0 '^sandbox: seccomp, no Landlock in this kernel'
	on landlock=0 scan -f json m
	expect 'which scans' 3 "$(sha256sum m/one.safetensors | cut -c1-64)" '"symlink-outside"'
	refuse 'and reads nothing outside' "$(sha256sum outside/two.safetensors | cut -c1-64)"
	on bare version
	expect 'a kernel with neither' 0 '^sandbox: no seccomp, no Landlock in this kernel'
	on bare scan -f json m
	expect 'which scans, too' 3 "$(sha256sum m/one.safetensors | cut -c1-64)"
	LICET_WAS=$LICET
	printf '#!/bin/sh\nLD_PRELOAD=%s/faults.so exec "%s" "$@"\n' "$T" "$LICET" >old && chmod +x old
	LICET=$T/old FAULT=landlock=0
	export FAULT
	status 'without Landlock seccomp is in force' 2 scan -q -
	FAULT=bare
	status 'with neither there is nothing' 0 scan -q -
	LICET=$LICET_WAS
	unset FAULT
fi
echo finished
