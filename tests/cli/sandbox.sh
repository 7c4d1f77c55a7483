# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The sandbox is in force before the first byte is read, unless --no-sandbox says otherwise, and `licet version` says what there is.
# (What a process in it may not do is tried in test_sandbox.c.)
. "$(dirname "$0")/lib.sh"
run version
expect 'the state is said' 0 '^sandbox: '

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
fi
if "$LICET" version | grep -q '^sandbox: .*Landlock version'; then
	mkdir m outside && weights m/one.safetensors && sed 's/12345678/87654321/' m/one.safetensors >outside/two.safetensors
	ln -s "$T/outside/two.safetensors" m/two.safetensors
	run scan -f json m
	expect 'a symlink that leads outside is told' 0 '"symlink-outside"' "$(sha256sum m/one.safetensors | cut -c1-64)"
	refuse 'and its file is not read' "$(sha256sum outside/two.safetensors | cut -c1-64)"
	run scan -f json -o outside/report.json m
	[ -s outside/report.json ] && echo 'ok the report may be written' || echo 'not ok the report may be written'
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

# on KERNEL ARG…: licet on an older kernel.
on() {
	kernel=$1
	shift
	KERNEL=$kernel LD_PRELOAD=$T/kernel.so "$LICET" "$@" >out 2>err </dev/null
	code=$?
}
if ! "$LICET" version | grep -q '^sandbox: Landlock version [1-9].* and seccomp'; then
	echo 'skip older kernels: this build or kernel has not both, Landlock and seccomp'
elif ! ${CC:-cc} -shared -fPIC -o kernel.so "$LICET_ROOT/tests/cli/old_kernel.c" -ldl 2>cc.err; then
	echo "skip older kernels: the library that makes one does not build: $(head -n 1 cc.err)"
else
	for version in 1 2 3 4 5 6; do
		on landlock=$version version
		expect "a kernel with Landlock $version" 0 "^sandbox: Landlock version $version and seccomp"
		on landlock=$version scan -f json m
		expect "whose rules are in force: $version" 0 '"symlink-outside"'
		refuse "whose rules are in force: $version, and what is outside" "$(sha256sum outside/two.safetensors | cut -c1-64)"
	done
	on landlock=0 version
	expect 'a kernel without Landlock' 0 '^sandbox: seccomp, no Landlock in this kernel'
	on landlock=0 scan -f json m
	expect 'which scans' 0 "$(sha256sum m/one.safetensors | cut -c1-64)" '"symlink-outside"'
	refuse 'and reads nothing outside' "$(sha256sum outside/two.safetensors | cut -c1-64)"
	on bare version
	expect 'a kernel with neither' 0 '^sandbox: no seccomp, no Landlock in this kernel'
	on bare scan -f json m
	expect 'which scans, too' 0 "$(sha256sum m/one.safetensors | cut -c1-64)"
	LICET_WAS=$LICET
	printf '#!/bin/sh\nLD_PRELOAD=%s/kernel.so exec "%s" "$@"\n' "$T" "$LICET" >old && chmod +x old
	LICET=$T/old KERNEL=landlock=0
	export KERNEL
	status 'without Landlock seccomp is in force' 2 scan -q -
	KERNEL=bare
	status 'with neither there is nothing' 0 scan -q -
	LICET=$LICET_WAS
	unset KERNEL
fi
echo finished
