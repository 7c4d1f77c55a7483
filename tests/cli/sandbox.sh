# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The sandbox is in force before the first byte is read, unless --no-sandbox says otherwise, and `licet version` says what there is.
# (What a process in it may not do is tried in test_sandbox.c.)
. "$(dirname "$0")/lib.sh"
run version
expect 'the state is said' 0 '^sandbox: '

# status NAME WANT ARG…: seccomp's mode (2: a filter) of a scan that waits for its first byte.
status() {
	name=$1 want=$2
	shift 2
	rm -f pipe && mkfifo pipe
	"$LICET" scan -q "$@" - <pipe >out 2>err &
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
	status 'it is in force by default' 2
	status '--no-sandbox goes without' 0 --no-sandbox
fi
if "$LICET" version | grep -q '^sandbox: .*Landlock version'; then
	mkdir m outside && weights m/one.safetensors && weights outside/two.safetensors && echo >>outside/two.safetensors
	ln -s "$T/outside/two.safetensors" m/two.safetensors
	run scan -f json m
	expect 'a file is read' 0 "$(sha256sum <m/one.safetensors | cut -d' ' -f1)" 'symlink-outside'
	refuse 'a file outside is not read by a symlink' "$(sha256sum <outside/two.safetensors | cut -d' ' -f1)"
	run scan -f json -o outside/report.json m
	[ -s outside/report.json ] && echo 'ok the report may be written' || echo 'not ok the report may be written'
fi
echo finished
