# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Faults of the machine: what goes wrong while reading is said, nothing else is lost, and nothing passes that was not read.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

fresh() {
	rm -rf fault m
	mkdir fault && cp -r "$fixture" fault/m
}

# faulty FAULT ARG…: licet while reading goes wrong so.
faulty() {
	fault=$1
	shift
	FAULT=$fault LD_PRELOAD=$T/faults.so "$LICET" "$@" >"$T/out" 2>"$T/err" </dev/null
	code=$?
}

if "$LICET" version | grep -q 'no seccomp'; then # a sanitizer wants to be the first library itself
	echo 'skip faults of reading: they cannot be injected into this build'
elif ! faults_build; then
	echo "skip faults of reading: the library that injects them does not build: $(head -n 1 cc.err)"
else
	fresh
	run scan -f json fault/m
	sed 's/"seconds": .*//' out >whole.json
	for f in short eintr; do
		faulty $f scan -f json fault/m
		if [ "$code" -eq 0 ] && sed 's/"seconds": .*//' out | cmp -s - whole.json; then
			echo "ok $f: the report is the same"
		else
			echo "not ok $f: exit code $code, or another report"
		fi
	done
	# A file of each format, and archives, whose ends are looked at first.
	rm -rf fault && mkdir fault && cp -r "$LICET_ROOT/fixtures/weights-formats/Formats" fault/m
	tar -C "$fixture" -czf fault/m/t.tar.gz .
	(cd "$fixture" && zip -qr "$T/fault/m/t.zip" . 2>/dev/null)
	mkdir -p fault/m/.cache/huggingface/download
	printf '%040d\n%064d\n1\n' 1 0 >fault/m/.cache/huggingface/download/model.gguf.metadata # of other bytes
	run scan -f json --no-sandbox fault/m
	sed 's/"seconds": .*//' out >formats.json
	expect 'other bytes than the record of their download says' 0 'edited-download'
	for f in short eintr backwards; do
		faulty $f scan -f json fault/m
		if [ "$code" -eq 0 ] && sed 's/"seconds": .*//' out | cmp -s - formats.json; then
			echo "ok $f, all formats: the report is the same"
		else
			echo "not ok $f, all formats: exit code $code, or another report"
		fi
	done
	bad=
	for at in 0 1 20 63 64 100 150 200 300 500 800 1000; do
		faulty eio=$at scan -f json fault/m
		if [ "$code" -ne 3 ] || ! grep -q 'Input/output error' out; then bad="$bad $at:$code"; fi
	done
	[ -z "$bad" ] && echo 'ok an error at any byte of any format' || echo "not ok an error at any byte:$bad"
	faulty eio=0 scan -f json fault/m
	expect 'a record of a download that cannot be read' 3 'The record of its download cannot be read: Input/output error'
	fresh
	faulty eio=0 scan -f json fault/m
	expect 'an error at the first byte' 3 '"verdict": "incomplete"' 'cannot be read at byte 0: Input/output error'
	faulty eio=600 scan -f json fault/m
	expect 'an error further on' 3 '"verdict": "incomplete"' 'cannot be read at byte [1-9][0-9]*: Input/output error'
	tar -cf fault/m.tar -C fault m
	faulty eio=9000 scan -f json fault/m.tar
	expect 'an error in an archive' 3 '"verdict": "incomplete"' 'cannot be read at byte [0-9]+: Input/output error'
	if (cd fault && zip -qr m.zip m 2>/dev/null) || python3 -c 'import shutil; shutil.make_archive("fault/m", "zip", "fault", "m")' 2>/dev/null; then
		faulty eio=2000 scan -f json fault/m.zip
		expect 'an error in a zip archive' 3 '"verdict": "incomplete"' 'Input/output error'
	else
		echo 'skip an error in a zip archive: neither zip nor python3 is there'
	fi
	faulty eio=600 hash fault/m
	expect 'an error while hashing' 3 'cannot be read at byte [0-9]+: Input/output error'
	"$LICET" hash -f sha256sum fault/m >sums
	faulty eio=0 hash --check sums
	expect 'an error while checking' 1 'FAILED open or read'
	faulty gone scan -f json fault/m
	expect 'files that vanish after they were listed' 3 '"verdict": "incomplete"' 'cannot be opened: No such file'
	faulty grow scan --no-sandbox -j1 -f json fault/m
	expect 'a file that grows while it is read' 3 '"verdict": "incomplete"' 'It was written to while it was read'
	fresh
	faulty rewrite scan --no-sandbox -j1 -f json fault/m
	expect 'a file that becomes another while it is read' 3 '"verdict": "incomplete"' 'It was written to while it was read'
	fresh
	faulty list scan -f json fault/m
	expect 'a directory that can be listed in part only' 3 '"verdict": "incomplete"' 'Input/output error'
	faulty threads scan -f json fault/m
	if [ "$code" -eq 0 ] && sed 's/"seconds": .*//' out | cmp -s - whole.json; then
		echo 'ok no threads: the report is the same'
	else
		echo "not ok no threads: exit code $code, or another report"
	fi
	fresh
	faulty shrink=600 scan --no-sandbox -f json fault/m
	expect 'files that shrink while they are read' 3 '"verdict": "incomplete"' 'It was written to while it was read'
	rm -rf fault && mkdir -p fault/m
	for i in 1 2 3 4 5 6; do head -c 9000000 /dev/zero >fault/m/filler$i.dat; done
	faulty lent=5000 hash --no-sandbox -j1 fault/m
	if [ "$(wc -c <fault/m/filler6.dat)" -eq 5000 ]; then
		expect 'big files that are cut while their pages are lent' 3 'filler6.dat.*was cut, or the disk failed'
	else
		echo 'skip big files that are cut while their pages are lent: this system lends none'
	fi
	fresh
	mkdir reports
	faulty unsaid scan --no-sandbox -o reports/new fault/m
	expect 'an end before a report has its name' 137
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ -z "$(ls reports)" ] || sleep 0.1
	done
	[ -z "$(ls reports)" ] && echo 'ok leaves nothing of it' || echo "not ok leaves nothing of it: $(ls reports)"
	mkdir own
	run known add --into own --model Owl --license mit fault/m
	expect 'a set of known weights' 0 'own.known: [1-9]'
	faulty cut="$T/own/licenses/known/own.known" scan --no-sandbox --data own -f json fault/m
	expect 'that is cut off while it is in use' 2 'was cut off while it was in use'
	[ -s out ] && echo 'not ok and nothing is reported' || echo 'ok and nothing is reported'
fi

# --- the end of the run --------------------------------------------------------------------------------------------------

hearing='env --default-signal=INT' # what a shell starts in the background does not hear it
$hearing true 2>/dev/null || hearing=

# end_by SIGNAL: gives it to $pid, whose exit code is $code then. Should it ignore the signal, the test must end all the same.
end_by() {
	kill -"$1" "${all-}$pid"
	(sleep 30 && kill -KILL "$pid") >/dev/null 2>&1 &
	guard=$!
	wait "$pid"
	code=$?
	kill "$guard" 2>/dev/null
}

# interrupted SIGNAL ARG…: licet reads half an archive from a pipe whose other end stays open, and then gets the signal.
interrupted() {
	signal=$1
	shift
	rm -f pipe && mkfifo pipe
	# shellcheck disable=SC2086
	$hearing "$LICET" "$@" <pipe >out 2>err &
	pid=$!
	exec 9>pipe
	cat half.tar >&9
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		# nor is another thread still at what was read
		grep -q 'pipe_read\|pipe_wait\|anon_pipe' "/proc/$pid/wchan" 2>/dev/null && [ "$(echo "/proc/$pid/task/"*)" = "/proc/$pid/task/$pid" ] && break
		sleep 0.1
	done
	end_by "$signal"
	exec 9>&-
}

cp -r "$fixture" m
head -c 3000000 /dev/urandom >m/zz.bin
tar --sort=name -cf whole.tar m
head -c 2000000 whole.tar >half.tar
interrupted TERM scan -f json -
expect 'SIGTERM: what was read is reported' 3 '"verdict": "incomplete"' 'told to end \(SIGTERM\)' 'LicenseRef-example-community'
if [ -n "$hearing" ]; then
	interrupted INT scan -f json -
	expect 'SIGINT: what was read is reported' 3 '"verdict": "incomplete"' 'told to end \(SIGINT\)' 'LicenseRef-example-community'
	interrupted INT scan -f json -o partial.json -
	cat partial.json >>out
	expect 'in a file, too' 3 '"verdict": "incomplete"' 'told to end \(SIGINT\)'
	all='-' hearing='setsid env --default-signal=INT' # as from a terminal, all processes get it
	interrupted INT scan -f json -o told.json -
	all=
	cat told.json >>out
	expect 'in a file, when its helpers are told to end as well' 3 '"verdict": "incomplete"' 'told to end \(SIGINT\)'
else
	echo 'skip SIGINT: this env cannot give a signal back'
fi
interrupted TERM hash -
expect 'so is what was hashed' 3 'told to end \(SIGTERM\)' '"sha256"'

# Nobody reads the report, or no more of it: a signal ends the run all the same, whichever thread it comes to.
mkdir many && for n in 1 2 3 4 5 6 7 8 9 10 11 12; do cp -r "$fixture" many/$n; done
run scan -f json many
"$LICET" scan -f json many | cat >piped
cmp -s out piped && [ -s piped ] && echo 'ok a pipe gets what a file gets' || echo 'not ok a pipe gets something else than a file'
rm -f pipe && mkfifo pipe
"$LICET" scan -f json many >pipe 2>err &
pid=$!
exec 8<pipe
head -c 1 <&8 >first # a signal before that would be one while it scans
sleep 0.5
end_by TERM
exec 8<&-
: >out
expect 'SIGTERM while the report is written' 2 'standard output: its reader took nothing more when the run was told to end'

run scan -f json --limit seconds=0 m
expect 'no time at all' 3 '"verdict": "incomplete"' '--limit seconds='
run scan -f json --limit entry-seconds=0 m
expect 'no time for an entry' 3 '"verdict": "incomplete"' '--limit entry-seconds='
mkfifo silent
for limit in seconds entry-seconds; do
	sleep 20 >silent & # opens it, and says nothing
	pid=$!
	begun=$(date +%s)
	"$LICET" scan -f json --limit $limit=1 silent >out 2>err
	code=$?
	[ $(($(date +%s) - begun)) -lt 15 ] && expect "a pipe that says nothing, $limit" 3 '"verdict": "incomplete"' "--limit $limit=" ||
		echo "not ok a pipe that says nothing, $limit: it was waited for"
	kill $pid
done
if "$LICET" version | grep -q 'no seccomp'; then
	echo 'skip no memory: a sanitizer needs more of it than any limit'
else
	bad=
	for kib in 120000 110000 100000 90000 85000 80000 75000 70000 65000 60000; do
		# shellcheck disable=SC3045 # dash, bash and busybox have it
		(ulimit -v $kib && exec "$LICET" scan -q m >out 2>err)
		code=$?
		case $code in
		0 | 3 | 127) ;; # 127: not even the libraries fit
		2) grep -q 'out of memory\|Cannot allocate' err || bad="$bad $kib:$(cat err)" ;;
		*) bad="$bad $kib:$code" ;;
		esac
	done
	[ -z "$bad" ] && echo 'ok less and less memory' || echo "not ok less and less memory:$bad"
fi
{
	sleep 0.3
	"$LICET" scan -f json m 2>err
	echo $? >code
} | :
code=$(cat code)
: >out
expect 'a closed pipe' 2 'standard output: its reader went away'
run scan -f json=/dev/full m
expect 'a full disk' 2 '/dev/full: No space left'
"$LICET" scan -f json m >/dev/full 2>err
code=$?
: >out
expect 'a full disk behind standard output' 2 'standard output: No space left'
tar -czf packed.tgz -C "$LICET_ROOT/fixtures/weights-formats/Formats" model.h5
(
	ulimit -f 1
	"$LICET" scan --limit spool-bytes=10 packed.tgz 2>&1
	echo $? >code
) | cat >out
code=$(cat code)
expect 'a full disk below a temporary file' 3 'INCOMPLETE' 'temporary file'
echo finished
