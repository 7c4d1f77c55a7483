# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The main job on the bundled fixture: the same artifact as a directory, archives, nested archives and a stream.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny
cp -r "$fixture" model

# facts: what must not depend on the packaging.
facts() { grep -Eo '"(sha256|concluded|kind|state|spdx|format)": "[^"]*"' "$T/out" | sort | uniq -c; }

run scan -f json model
facts >dir.facts
expect directory 0 '"verdict": "(pass|review)"' '"sha256": "[0-9a-f]{64}"' '"state": "exact"' '"kind": "usage-cap"' '"limit": "?50000000'

sum=$(sha256sum model/model.safetensors | cut -c1-64)
expect 'the digest is that of sha256sum' 0 "$sum"

tar -cf m.tar model
tar -czf m.tar.gz model
tar -cJf m.tar.xz model
tar -cjf m.tar.bz2 model
(cd model && ar -qc ../m.a ./*) 2>/dev/null
for archive in m.tar m.tar.gz m.tar.xz m.tar.bz2; do
	run scan -f json $archive
	facts >archive.facts
	if cmp -s dir.facts archive.facts; then
		expect "$archive says what the directory says" 0 '"verdict"' "$archive!/model/LICENSE"
	else
		echo "not ok $archive says something else than the directory"
		diff dir.facts archive.facts
	fi
done
"$LICET" scan -f json - <m.tar.gz >out 2>err
code=$?
facts >archive.facts
if cmp -s dir.facts archive.facts; then echo "ok stdin"; else echo "not ok stdin: $(diff dir.facts archive.facts)"; fi

mkdir outer && cp m.tar.xz outer/ && tar -czf outer.tgz outer
run scan -f json outer.tgz
expect 'an archive in an archive' 0 'outer.tgz!/outer/m.tar.xz!/model/LICENSE' "$sum"
run scan -f json --limit depth=1 outer.tgz
expect 'the depth limit is named' 3 '"verdict": "incomplete"' 'depth'

run scan model
expect 'text report' 0 'Example Community Model License' 'LICENSE:[0-9]+' 'limit 50000000'
run scan -q model
expect 'quiet' 0
run scan -f json -o report.json model
expect 'output into a file' 0
grep -q '"schema"' report.json && echo "ok the file holds the report" || echo "not ok the file holds no report"
run scan --fail-on usage-cap model
expect 'a denied kind fails' 1 'usage-cap|users'
run scan -j 1 -f json model
cp out one
run scan -j 2 -f json model
if cmp -s out one; then echo "ok -j changes nothing"; else echo "not ok -j changes the report"; fi
run scan -f json model model
expect 'two paths' 0 '"verdict"'
run scan -f xml model
expect 'a format that does not exist' 2 'xml'
run scan --limit nonsense=1 model
expect 'a limit that does not exist' 2 'nonsense'
run scan --policy /nonexistent model
expect 'a policy that does not exist' 2 'nonexistent'

ln -s ../m.tar model/outside
ln -s LICENSE model/LICENSE-link
ln -s loop model/loop
mkfifo model/fifo
run scan -f json model
expect 'symlinks and FIFOs are named, not followed out' 0 'outside' 'fifo'
# What is called like weights, a license or a card, and was not read, is a gap: nobody has seen what the name promises.
for lost in model.safetensors LICENSE README.md; do
	rm -rf gone && cp -r model gone && rm gone/fifo gone/outside "gone/$lost" && ln -s ../../nowhere "gone/$lost"
	run scan gone
	expect "a symlink that leads nowhere: $lost" 3 "problem: $lost: It is a symlink"
	tar -cf gone.tar gone && run scan gone.tar
	expect "in an archive: $lost" 3 "gone.tar!/gone/$lost: It is a symlink"
done
rm -rf gone && cp -r model gone && rm gone/fifo gone/outside && mkdir gone/blobs && mv gone/model.safetensors gone/blobs/x
ln -s blobs/x gone/model.safetensors && tar -cf gone.tar gone
run scan gone.tar
expect 'whose bytes the archive has under another name' 0 'note: gone.tar!/gone/model.safetensors: It is a symlink'
mv gone/blobs/x gone/blobs/y && ln -s y gone/blobs/x && tar -cf gone.tar gone
run scan gone.tar
expect 'also by way of another link' 0 'note: gone.tar!/gone/model.safetensors: It is a symlink'
ln -s b.safetensors gone/a.safetensors && ln -s a.safetensors gone/b.safetensors && tar -cf gone.tar gone
run scan gone.tar
expect 'links that lead to each other' 3 'problem: gone.tar!/gone/a.safetensors'
mkfifo gone/model.gguf
run scan gone
expect 'a pipe that is called like weights' 3 'problem: model.gguf'
# More directories beside each other, and in those, than are listed at a time; some are not entered.
for i in $(seq 70); do
	mkdir -p "many/auk-$i" "many/deep/tern-$i/inner"
	echo "auk $i" >"many/auk-$i/$i.txt"
	echo "tern $i" >"many/deep/tern-$i/inner/$i.txt"
	[ $((i % 9)) -ne 0 ] || mkdir "many/deep/.git" "many/auk-$i/.git" 2>err
done
mkdir many/deep/closed many/.git
(cd many && LC_ALL=C find . -name "*.txt" | sed 's|^./||' | LC_ALL=C sort) >listed
for jobs in 1 2 5; do
	run hash -f sha256sum -j $jobs many
	[ "$(wc -l <listed)" -eq 140 ] && sed 's/^[0-9a-f]*  //' out | sed 's|^many/||' | cmp -s - listed &&
		echo "ok many directories: each file once and in order, -j $jobs" || {
		echo "not ok many directories: other files, or in another order, -j $jobs"
		sed 's/^[0-9a-f]*  //' out | diff - listed | head -n 5
	}
done

run scan -v -q model
expect '-v says as what each entry was read' 0 'licet: LICENSE: [0-9]+ bytes, read as text' 'read as safetensors'
[ ! -s err ] || ! grep -q '%' err && echo 'ok no progress when it is no terminal' || echo 'not ok no progress when it is no terminal'
echo finished
