# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Bad input: a clear sentence each; the verdict is incomplete (3) where something could not be read, the run stops (2) where it makes no sense.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

cp -r "$fixture" m
head -c 300000 /dev/urandom >m/noise
tar -czf whole.tar.gz m
rm m/noise
head -c 150000 whole.tar.gz >cut.tar.gz
run scan -f json cut.tar.gz
expect 'truncated archive' 3 '"verdict": "incomplete"' 'cut.tar.gz' 'truncated'

yes | head -c 400000000 | gzip -9 >bomb.gz
run scan -f json bomb.gz
expect 'a bomb' 3 '"verdict": "incomplete"' 'ratio'
head -c 400000000 /dev/zero | gzip -9 >zeros.gz
run scan -f json zeros.gz
expect 'a bomb that looks like an empty tar' 3 '"verdict": "incomplete"' 'trailing-data'
run scan --limit expanded-bytes=1M -f json whole.tar.gz
expect 'the limit of expanded bytes' 0
run scan --limit expanded-bytes=100K -f json whole.tar.gz
expect 'a lower limit of expanded bytes' 3 'expanded-bytes'

mkdir -p d/e && cp "$fixture/LICENSE" d/LICENSE && (cd d/e && tar -cf ../../dots.tar -P ../LICENSE)
run scan -f json dots.tar
expect 'a path with ../' 3 '\.\./LICENSE' '"verdict": "incomplete"'

cp -r "$fixture" card
printf -- '---\nlicense: [mit\n: : x\n---\n# Broken\n' >card/README.md
run scan -f json card
expect 'a card with broken YAML' 3 'README.md' 'line [0-9]+'

mkdir latin && printf 'EXAMPLE \226 \251 2026 \223quoted\224 caf\351\n' >latin/LICENSE && cat "$fixture/LICENSE" >>latin/LICENSE
run scan -f json latin
expect 'a license that is not UTF-8' 0 'LicenseRef-example-community'

mkdir empty
run scan -f json empty
expect 'an empty directory is not passed silently' 0 '"verdict": "review"'
# fetched NAME BYTES CODE: a model that passes, and beside it a file with that name and those bytes
fetched() {
	rm -rf got && mkdir got && printf -- '---\nlicense: mit\n---\n# A model\n' >got/README.md && weights got/one.safetensors
	# shellcheck disable=SC2059
	printf "$2" >"got/$1"
	run scan -f json got
	[ "$3" -eq 0 ] && expect "$1 may be a text" 0 || expect "$1 that was not fetched" 3 'misnamed|damaged' 'is called like'
}
for name in model.safetensors model.gguf model.onnx pytorch_model.bin w.npy model.h5 x.zip x.tar.gz x.whl model.ckpt; do
	fetched $name 'Entry not found' 3
done
fetched x.tgz '' 3
fetched x.iso '\377\001\002' 3
fetched x.7z '\377\001\002' 3
fetched europarl.pt 'Bom dia' 0
fetched site.pth './lib' 0
fetched train.params 'rate = 1' 0

# An archive that is called like a piece of an array is read as the archive that it is; of pieces of numbers nothing is unpacked.
hidden=d/0123456789abcdef0123456789abcdef
mkdir -p store/d terms && printf -- '---\nlicense: mit\n---\n# A model\n' >store/README.md && weights store/one.safetensors
printf '# License\n\nYou may not use the model for commercial purposes.\n' >terms/LICENSE
head -c 20000 /dev/urandom >terms/noise
if command -v zstd >/dev/null; then
	tar -cf - terms | zstd -q >store/$hidden
	run scan -f json store
	expect 'an archive that is called like OCDBT data' 0 "$hidden!/terms/LICENSE" 'non-commercial'
	head -c 10000 store/$hidden >half && mv half store/$hidden
	run scan -f json store
	expect 'and one that was cut' 3 'truncated|damaged'
	zstd -q -c "$fixture/LICENSE" >store/$hidden
	run scan -f json store
	expect 'a text that is called like OCDBT data' 0 "$hidden!/" 'LicenseRef-example-community'
	# of which a block, packed, is longer than what is looked at first
	head -c 300000 /dev/urandom | tr '\000-\077' '\100-\177' | zstd -q >store/$hidden
	run scan -f json store
	expect 'OCDBT data' 0 '"format": "ocdbt"' "\"path\": \"$hidden\""
	head -c 200000 store/$hidden >half && mv half store/$hidden
	run scan -f json store
	expect 'OCDBT data that were cut' 3 'OCDBT store is damaged at byte [0-9]+: it ends too early'
else
	echo 'skip archives called like OCDBT data: zstd is not here'
fi
rm -r store

# An archive in pieces, however they are called: no piece alone, and not all of them, is the whole.
for pack in gzip xz zstd cat; do
	command -v $pack >/dev/null || continue
	tar -cf - -C m . | $pack >whole
	half=$(($(wc -c <whole) / 2 + 100)) # a tar that is cut at a header is one that begins later
	mkdir pieces && weights pieces/m.safetensors && printf -- '---\nlicense: mit\n---\n# A model\n' >pieces/README.md
	head -c $half whole >pieces/more.tar.gz.001
	run scan -f json pieces
	expect "the first piece of an archive, $pack" 3 '"verdict": "incomplete"'
	tail -c +$((half + 1)) whole >pieces/more.tar.gz.002
	run scan -f json pieces
	expect "both pieces of an archive, $pack" 3 '"verdict": "incomplete"'
	rm pieces/more.tar.gz.001
	for name in 002 part2 partab; do
		mv pieces/more* second && mv second pieces/more.tar.gz.$name
		run scan -f json pieces
		expect "the second piece of an archive, $pack, $name" 3 'misnamed|damaged'
	done
	rm -r pieces
done

# A name alone makes no piece of a Zarr array of an archive.
mkdir -p digits/w/1 && weights digits/m.safetensors && tar -czf digits/0 -C m LICENSE
cp digits/0 digits/0.0 && cp digits/0 digits/w/1/2
run scan -f json digits
expect 'archives called like pieces of an array are read' 0 'digits/0!/LICENSE|"0!/LICENSE"' '"0.0!/LICENSE"' '"w/1/2!/LICENSE"'
printf '{"chunks":[1],"compressor":{"id":"gzip"},"dtype":"<f4","dimension_separator":"/","shape":[2,3],"zarr_format":2}' >digits/w/.zarray
run scan -f json digits
refuse 'unless a description tells of them' '"w/1/2!/LICENSE"'
run scan missing
expect 'a path that does not exist' 2 'missing' 'No such file|does not exist'
run scan
expect 'no path at all' 2

if [ "$(id -u)" -ne 0 ]; then
	cp -r "$fixture" closed && chmod 000 closed/LICENSE
	run scan -f json closed
	expect 'an unreadable file' 3 'LICENSE' 'Permission denied'
else
	cp -r "$fixture" closed && cp closed/LICENSE closed/WEIGHTS && chmod 000 closed/LICENSE
	if command -v setpriv >/dev/null 2>&1; then
		chmod 755 "$T" && setpriv --reuid 65534 --regid 65534 --clear-groups "$LICET" scan -f json closed >out 2>err
		code=$?
		expect 'an unreadable file' 3 'LICENSE' 'Permission denied'
	else
		echo 'skip an unreadable file: the tests run as root and setpriv is missing'
	fi
fi

mkdir -p data/rules/use data/licenses
cat >data/rules/use/broken.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: broken
kind: usage-cap
title: A broken pattern
words: [users]
match: ['(users']
fire: [many users]
silent: [nobody]
Y
run scan --data data "$fixture"
expect 'a rule with a broken pattern' 2 'broken' 'parenthes'
sed -i 's/usage-cap/no-such-kind/' data/rules/use/broken.yaml
run scan --data data "$fixture"
expect 'a rule with an unknown kind' 2 'rules/use/broken.yaml:3:7' 'no-such-kind'
sed -i 's/no-such-kind/usage-cap/; s/(users/nothing/' data/rules/use/broken.yaml
run rules check --data data
expect 'a rule whose example does not fire' 2 'broken'
rm data/rules/use/broken.yaml
printf 'orchard: [pear]\nhedge: [sloe, Pear]\n' >data/rules/subjects.yaml
run rules check --data data
expect 'a name that stands for two things' 2 "rules/subjects.yaml:1:1: the name 'pear' stands under '(orchard|hedge)' and under '(hedge|orchard)'"
rm data/rules/subjects.yaml
printf 'id: x\nname: X\ncategory: permissive\ncolour: red\n' >data/licenses/x.yaml
run scan --data data "$fixture"
expect 'a record with an unknown field' 2 'licenses/x.yaml:4:1' 'colour'
printf 'name: mine\ndeny:\n  kinds: [no-such]\n' >policy.yaml
run scan --policy policy.yaml "$fixture"
expect 'a policy with an unknown kind' 2 'policy.yaml:3:' 'no-such'
run frobnicate
expect 'an unknown command' 2 'help'
run scan --frobnicate x
expect 'an unknown option' 2 'frobnicate'
echo finished
