# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Every limit of `licet help limits` is one that can be reached: the scan goes on, says which it was, and is incomplete (3).
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

mkdir m
cp "$fixture/LICENSE" "$fixture/README.md" m/
weights m/one.safetensors
tar -cf inner.tar m
gzip -k inner.tar
cp inner.tar.gz m/
tar -czf whole.tar.gz m
head -c 3000000 /dev/zero >m/zeros
tar -cf nested.tar m
rm m/zeros m/inner.tar.gz
yes | head -c 400000000 | gzip -9 >bomb.gz
printf '{"model_type": "example", "architectures": ["ExampleModel"]}' >m/config.json
printf '%%PDF-1.4\n%%%%EOF\n' >m/LICENSE.pdf

mkdir long
for n in 1 2 3 4 5 6 7 8; do sed "s/users/users of kind $n/; s/Model/Model $n/" "$fixture/LICENSE"; done >long/LICENSE # no clause is met twice

# reach LIMIT=VALUE [PATH]: scans it with that limit, and it is the limit that the report names.
reached=
reach() {
	limit=${1%%=*}
	reached="$reached $limit"
	run scan -f json --limit "$1" "${2:-m}"
	expect "the limit $limit" 3 '"verdict": "incomplete"' "[-][-]limit $limit="
}

reach depth=1 nested.tar
reach entries=2
reach expanded-bytes=1K whole.tar.gz
reach ratio=2 bomb.gz
reach seconds=0
reach entry-seconds=0
reach name-bytes=8 nested.tar
reach text-bytes=100
reach header-bytes=16
reach tensors=0
reach match-steps=1
reach align-work=10
reach matches=1
reach names=0
reach restrictions=1
reach rule-seconds=0 long
reach json-bytes=10
reach pdf-bytes=10
formats=$LICET_ROOT/fixtures/weights-formats/Formats
for file in model.h5 model.tflite model.keras v.index; do # what they say of their license may stand anywhere in them
	cp "$fixture/README.md" "$fixture/LICENSE" . && cp "$formats/$file" .
	tar -czf file.tgz README.md LICENSE $file
	run scan -f json file.tgz
	refuse "$file in an archive" 'spool-bytes'
	run scan -f json --limit spool-bytes=10 file.tgz
	refuse "$file in a temporary file" 'limit spool-bytes='
	cp "$T/out" held.json
	run scan -f json --limit disk-bytes=0 file.tgz
	expect "$file in memory is read alike" 0 "$(sed -n 's/^ *"\(weights_digest": ".*\)"$/\1/p' held.json | head -n 1)"
	run scan -f json --limit spool-bytes=10 --limit disk-bytes=10 file.tgz
	expect "$file too large for both" 3 '"verdict": "incomplete"' 'limit spool-bytes=.*disk-bytes='
done
reached="$reached spool-bytes disk-bytes"
if "$LICET" version | grep -q 'no seccomp'; then
	echo 'skip the limit memory: a sanitizer needs more of it than any limit'
	reached="$reached memory"
else
	reach memory=1K
	refuse 'the limit memory: not all was read' '"verdict": "pass"'
	"$LICET" scan -q --limit memory=100M "$fixture" && echo 'ok memory that is enough' || echo 'not ok memory that is enough'
fi

# Tried elsewhere: what a PDF may take in pdf.sh and test_pdf.c.
reached="$reached pdf-seconds pdf-memory"
for limit in $("$LICET" help limits | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
	case " $reached " in
	*" $limit "*) echo "ok $limit is tried" ;;
	*) echo "not ok $limit is tried: no input here reaches it" ;;
	esac
done
echo finished
