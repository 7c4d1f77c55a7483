# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The other commands: identify, explain, licenses, rules, version, help, install.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

run identify "$fixture/LICENSE"
expect identify 0 'LicenseRef-example-community' 'exact'
run identify -f json "$fixture/LICENSE" "$fixture/README.md"
expect 'identify prints a line for each file' 0 '"path": ?".*LICENSE"' '"state": ?"exact"' '"coverage": ?1'
run identify --no-rules -f json "$fixture/LICENSE"
expect 'identify without rules names the license' 0 '"state": ?"exact"'
refuse 'and is silent on restrictions, instead of saying that there are none' '"restrictions"'
run identify -f json "$fixture/LICENSE" "$fixture/README.md"
[ "$(wc -l <out)" -eq 2 ] && echo "ok two lines" || echo "not ok two lines: $(wc -l <out)"
sed 's/50 million/5 million/' "$fixture/LICENSE" >edited
run identify -f json edited
expect 'one changed number is an edit in its section' 0 '"state": ?"edited"' '"section": ?"2.2"'
refuse 'and never exact' '"state": ?"exact"'
{ cat "$fixture/LICENSE"; printf '\nIn addition, you may not use the Example Materials for commercial purposes.\n'; } >rider
run identify -f json rider
expect 'a rider makes it edited' 0 '"state": ?"edited"' 'non-commercial'
run identify missing
expect 'identify of a missing file' 2 'missing'

run explain example-community
expect 'explain a license' 0 'limit 50,000,000' 'section 2.2' '^What you must do$' '^Versions|^Where to read it'
grep -q '^  no  *Train other models' out && grep -q '^ *outputs, section 4$' out && echo "ok what one may not do, and why" ||
	echo "not ok what one may not do, and why"
run explain -f json example-community
expect 'explain as JSON' 0 '"kind": "usage-cap"' '"clause": "2.2"' '"limit": 50000000'
run explain -f yaml mit
expect 'explain in a format that is not there' 2 "no format 'yaml'"
run explain h-research
expect 'what is not known is not allowed' 0 '^  unknown  *Pass it on'
run explain llama-3.1-community
expect 'versions, policy and links' 0 '^  > llama-3.1-community' 'Llama 3.1 Acceptable Use Policy' '^  https://'
run explain "Apache License, Version 2.0"
expect 'explain a license by its name' 0 '^Apache-2.0, permissive'
run explain usage-cap
expect 'explain a kind' 0 'LicenseRef-example-community'
run explain nothing-of-the-kind
expect 'explain nothing' 2 'nothing-of-the-kind'
run licenses list
expect 'licenses list' 0 'Apache-2.0' 'LicenseRef-example-community'
run licenses list --kind usage-cap --publisher meta
expect 'list by kind and publisher' 0 'LicenseRef-llama-3.1-community'
refuse 'only these' 'LicenseRef-(qwen|llama-1|falcon)'
run licenses list --category policy -f json
expect 'list as JSON lines' 0 '^\{"id":"llama-3.1-aup",.*"policy":true.*\}$'
[ "$(grep -c '^{"id":' out)" -eq "$(wc -l <out)" ] && echo "ok one object a line" || echo "not ok one object a line"
run licenses show -f json cc-by-nc-sa-4.0
expect 'show as JSON' 0 '"terms_of"' '"kind": "attribution"' '"kind": "share-alike"' '"open_definition": false'
run licenses show cc-by-sa-4.0
expect 'standing and composition' 0 '^approved by: FSF, Open Definition$' '^terms of: cc-by-4.0$' '^term: attribution at'
run licenses show example-community
expect 'licenses show' 0 'usage-cap at 2.2'
mkdir data
run licenses add "$fixture/LICENSE" --id mine --name 'My License' --category proprietary --into data
expect 'licenses add' 0 'words in [0-9]+ sections'
run identify -f json --data data "$fixture/LICENSE"
expect 'an added license is found' 0 '"state": ?"exact"' 'LicenseRef-(mine|example-community)'
cp data/licenses/mine.yaml before
run licenses add "$fixture/LICENSE" --id mine --into data
cmp -s before data/licenses/mine.yaml && echo "ok adding twice changes nothing" || echo "not ok adding twice changes the record"
printf 'Reed Terms\n\nThe Reed people own no river, and nobody should ask them for advice on boats.\n\n%s\n\n%s\n' \
	'1. Cutting. Anyone may cut the reeds along this river and thatch a roof with them, for pay or for nothing.' \
	'2. Nests. Whoever cuts the reeds leaves those alone that a bird has built in, and tells others to do so.' >reed.txt
run licenses add reed.txt --id reed --around 3-3 --into data
expect 'what only stands around a license' 0 'in 4 sections'
sed 3,4d reed.txt >bare.txt
run identify --no-rules --data data bare.txt
expect 'may be left out' 0 'exact +LicenseRef-reed'
sed 7d reed.txt >fewer.txt
run identify --no-rules --data data fewer.txt
expect 'a clause may not' 0 '(edited|partial) +LicenseRef-reed'
cat >heron.txt <<'EOF'
Heron Terms

Please read these terms before you take the Heron model, or whatever comes with it, from this page and put it to work.

Whoever takes it may run it at home, show friends what it draws, and write to us about all that it does well or badly.
Nobody may rent it out, build a shop around it, or teach another model with the pictures that it has drawn for them.
We ask that you keep this page beside it, and say in the report of your work that it was made with its help.
EOF
run licenses add heron.txt --id heron --into data
for words in 'the Grebe model' 'the Grebe Weights'; do
	sed "s/the Heron model/$words/" heron.txt | sed 1d >grebe.txt
	run identify --no-rules --data data grebe.txt
	expect "the same terms for $words" 0 'other-version +LicenseRef-heron'
done
sed 's/at home/on Mars/' heron.txt >grebe.txt
run identify --no-rules --data data grebe.txt
expect 'and other terms for it' 0 'edited +LicenseRef-heron'
printf '%%PDF-1.4\n1. Cutting. Anyone may cut the reeds along this river.\n' >reed.pdf
run licenses add reed.pdf --id reed-pdf --into data
expect 'a PDF is not added by its bytes' 2 'pdf-text'
for lines in 3 3- 7-3 3-3,x 99-120 1-3; do
	run licenses add reed.txt --id reed --around "$lines" --into data
	expect "lines that are none: $lines" 2 '--around'
done
run licenses check
expect 'licenses check' 0 'well formed'
run rules list
expect 'rules list' 0 'usage-cap'
run rules check
expect 'rules check' 0 'every example'
run version
expect version 0 '^licet [0-9]' 'digest sha256:[0-9a-f]{64}'
run help
expect help 0 'scan' 'exit codes'
run help scan
expect 'help of a command' 0 'fail-on'
run help limits
expect 'help limits' 0 'expanded-bytes'
run help --man
expect 'man page' 0 '^\.TH LICET' 'fail\\-on'
if command -v man >/dev/null 2>&1; then
	man -l --warnings out >/dev/null 2>man.err
	[ -s man.err ] && echo "not ok the man page formats: $(head -n 1 man.err)" || echo "ok the man page formats"
fi
cp "$LICET" copied
(cd / && "$T/copied" identify "$fixture/LICENSE" >"$T/out" 2>"$T/err")
code=$?
expect 'one copied file works anywhere' 0 'LicenseRef-example-community'
run identify --data "$LICET_ROOT" "$fixture/LICENSE"
expect 'a full data directory replaces the built-in one' 0 'LicenseRef-example-community'
build=$(dirname "${LICET#"$LICET_ROOT"/}") # as make names it, so that its dependency files stay true
if command -v make >/dev/null 2>&1; then
	make -s -C "$LICET_ROOT" B="$build" DESTDIR="$T/root" PREFIX=/usr install >out 2>err
	code=$?
	expect 'make install' 0
	"$T/root/usr/bin/licet" identify --data "$T/root/usr/share/licet" "$fixture/LICENSE" >out 2>err
	code=$?
	expect 'the installed program with the installed data' 0 'exact'
	[ -s "$T/root/usr/share/man/man1/licet.1" ] && echo "ok the man page is installed" || echo "not ok no man page"
	make -s -C "$LICET_ROOT" B="$build" DESTDIR="$T/root" PREFIX=/usr uninstall >out 2>err
	[ -z "$(find "$T/root" -type f)" ] && echo "ok make uninstall" || echo "not ok make uninstall leaves files"
fi
if [ -w /dev/full ]; then
	"$LICET" licenses list >/dev/full 2>err
	code=$?
	expect 'a full disk' 2 'output'
fi
echo finished
