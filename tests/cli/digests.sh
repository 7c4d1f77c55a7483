# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The weights digests beside an independent computation, and `licet hash` with its manifests.
. "$(dirname "$0")/lib.sh"

if command -v python3 >/dev/null; then
	mkdir py
	python3 -B "$LICET_ROOT/tests/cli/digests.py" "$LICET" py || echo "not ok digests.py ends badly"
	python3 -B - <<'END'
import zipfile
with zipfile.ZipFile("bad.keras", "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("metadata.json", "{}")
    z.writestr("model.weights.h5", bytes(5000))
zipped = bytearray(open("bad.keras", "rb").read())
for mark, at in ((b"PK\3\4", 14), (b"PK\1\2", 16)):  # the checksum of the second member
    zipped[zipped.rindex(mark) + at] ^= 1
open("bad.keras", "wb").write(zipped)
END
	run scan bad.keras
	expect 'a damaged member that is held in memory' 3 'CRC'
	refuse 'nor is it called too large' 'too large'
else
	echo "skip the independent computation: python3 is not there"
fi

mkdir model
weights model/a.safetensors
printf 'You may.\n' >model/LICENSE
printf 'x' >"model/odd
name\\"
run hash -f sha256sum model
cp out sums
expect 'sha256sum format' 0 '^[0-9a-f]{64}  model/a.safetensors$'
sha256sum -c --quiet sums && echo "ok sha256sum reads it" || echo "not ok sha256sum does not read it"
run hash --check sums
expect 'check' 0 '^model/a.safetensors: OK$' '^model/LICENSE: OK$'
mkdir many # big files, of different lengths, of which more are hashed at a time than there are processors
for i in 1 2 3 4 5 6 7; do
	(echo "$i" && head -c "$((9000000 + 800000 * i))" /dev/zero) >many/$i.bin
done
for jobs in 1 2 5; do
	run hash -f sha256sum -j "$jobs" many
	(sha256sum many/*.bin | diff - out >&2) && echo "ok big files with -j $jobs" || echo "not ok big files with -j $jobs: other sums"
done
for i in 1 2 3; do # beside them some that are more than hashed
	tar -cf "many/$i.tar" "many/$i.bin" "many/$((i + 1)).bin"
done
for jobs in 1 2 5; do
	"$LICET" hash -j "$jobs" many | sed 's/"/\n/g' | grep -E '^[0-9a-f]{64}$' | sort >sums.$jobs
	"$LICET" scan -f json -j "$jobs" many >report.$jobs
done
[ "$(wc -l <sums.1)" = 10 ] && cmp sums.1 sums.2 && cmp sums.1 sums.5 && echo 'ok archives among them' || echo 'not ok archives among them'
cmp report.1 report.2 && cmp report.1 report.5 && echo 'ok they are scanned alike' || echo 'not ok they are not scanned alike'
rm -r many
(sha256sum model/a.safetensors model/LICENSE; printf '\n# a remark\n') >theirs
run hash --check theirs
expect 'check what sha256sum wrote' 0 '^model/LICENSE: OK$'

run hash model
cp out manifest.json
expect 'JSON' 0 '"schema": "licet-manifest/1"' '"tensors": 1' '"dtypes": "U8 ×1"' '"weights_digest": "[0-9a-f]{64}"'
digest=$(sed -n 's/.*"weights_digest": "\([0-9a-f]*\)".*/\1/p' out | head -n 1)
sum=$("$LICET" hash -f tensors model | cut -c1-64 | sort -u | sha256sum | cut -c1-64)
[ "$digest" = "$sum" ] && echo "ok the digest is that of the sorted ids" || echo "not ok the digest: $digest, not $sum"
run hash --tensors model
expect 'the list of tensors' 0 '"name": "w"' '"dtype": "U8"'
run hash model/a.safetensors
expect 'a single file keeps its path' 0 '"path": "model/a.safetensors"'
tar -czf m.tgz model/a.safetensors
run hash m.tgz
expect 'weights inside an archive' 0 '"path": "m.tgz!/model/a.safetensors"' "$digest"
run hash --check manifest.json
expect 'check JSON' 0 '^model/a.safetensors: OK$'
run hash --check manifest.json -q
expect 'check, quiet' 0
[ ! -s out ] && [ ! -s err ] && echo 'ok quiet says nothing' || echo 'not ok quiet says something'

printf '\100\000\000\000\000\000\000\000%-64s12345678' '{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}' >model/a.safetensors
run hash --check manifest.json
expect 'another header' 1 'FAILED, but its tensors are the same' '1 of 3 files'
weights model/a.safetensors
printf 'You may not.\n' >model/LICENSE
run hash --check manifest.json
expect 'another text' 1 '^model/LICENSE: FAILED$' '^model/a.safetensors: OK$'
rm model/LICENSE
run hash --check sums
expect 'a file that is gone' 1 '^model/LICENSE: FAILED open or read$'
printf 'no manifest\n' >bad
run hash --check bad
expect 'no manifest' 2 'line 1'
printf '{"files": 3}' >bad
run hash --check bad
expect 'JSON that is no manifest' 2 'no list of files'
{ cat sums && printf '\000\nand more\n'; } >bad
run hash --check bad
expect 'a manifest with a NUL' 2 'a NUL'
head -c 600 manifest.json >bad
run hash --check bad
expect 'half a manifest' 2 'the manifest is damaged: line'
mkdir odd && printf 'x' >"$(printf 'odd/\377')"
"$LICET" hash odd >odd.json
run hash --check odd.json
expect 'a name that is not UTF-8' 0 'xFF: OK$'
awk 'BEGIN {
	print "{\"files\":["
	for (i = 0; i < 70000; i++) printf "%s{\"path\":\"sums%d\",\"size\":1,\"sha256\":\"%064d\"}\n", i ? "," : "", i, i
	print "]}"
}' >many.json
run hash --check many.json -q
expect 'a manifest of many files' 1 '70000 of 70000 files could not be read'
run hash --check manifest.json model
expect 'paths beside --check' 2 'from the manifest'
run hash
expect 'nothing to hash' 2 'needs a path'
run hash -f xml model
expect 'a format that does not exist' 2 'xml'
head -c 60 model/a.safetensors >model/cut.safetensors
run hash model
expect 'a damaged file makes it incomplete' 3 'model/cut.safetensors' '"weights_digest": null'
echo finished
