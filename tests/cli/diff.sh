# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What changed: `licet diff` of distributions, reports and manifests, and `scan --baseline`.
. "$(dirname "$0")/lib.sh"
model=$LICET_ROOT/fixtures/example-community/Example-Tiny

# tensors FILE NAME=BYTES…: a safetensors file with a tensor of eight bytes for each.
tensors() {
	file=$1 header='' data='' at=0
	shift
	for t; do
		header="$header${header:+,}\"${t%%=*}\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[$at,$((at + 8))]}"
		data="$data${t#*=}"
		at=$((at + 8))
	done
	header="{$header}"
	n=${#header}
	# shellcheck disable=SC2059
	{ printf "\\$(printf %03o $((n % 256)))\\$(printf %03o $((n / 256)))\\0\\0\\0\\0\\0\\0"; printf '%s%s' "$header" "$data"; } >"$file"
}

# --- weights
mkdir -p whole sharded changed
tensors whole/model.safetensors a=aaaaaaaa b=bbbbbbbb c=cccccccc d=dddddddd
tensors sharded/model-00001-of-00002.safetensors a=aaaaaaaa d=dddddddd
tensors sharded/model-00002-of-00002.safetensors c=cccccccc b=bbbbbbbb
tensors changed/model.safetensors a=aaaaaaaa b=BBBBBBBB cc=cccccccc e=eeeeeeee
for m in whole sharded changed; do printf -- '---\nlicense: mit\nmodel_name: Tern\nversion: 1\n---\n# Tern\n' >$m/README.md; done

run diff whole whole
expect 'a distribution and itself' 0 '^SAME' 'Nothing differs'
run diff whole sharded
expect 'another sharding is no difference' 0 '^SAME' '100.0 % of 4 tensors' 'weights-repacked'
run diff whole changed
expect 'one stays, one changes, one is renamed, one comes, one goes' 1 '^DIFFERENT' '25.0 % of 4 tensors' \
	'renamed, 1 changed, 1 added, 1 missing' 'changed b ' 'cc \(was c\)' 'weights-changed-under-same-name'
run diff -f json whole changed
expect 'and so in JSON' 1 '"schema": "licet-diff/1"' '"outcome": "different"' '"fate": "renamed"'
run diff -f markdown whole changed
expect 'and in Markdown' 1 '### licet diff: different' '\*\*weights-changed-under-same-name\*\*'
run diff -q whole changed
expect 'quiet' 1
[ ! -s out ] && echo 'ok quiet prints nothing' || echo 'not ok quiet printed'
run diff -f json -o d.json whole changed
expect 'into a file' 1
grep -q licet-diff/1 d.json && echo 'ok the file is there' || echo 'not ok the file is not there'
mkdir -p typed renamed && cp whole/README.md typed/ && cp whole/README.md renamed/
tensors typed/model.safetensors a=aaaaaaaa b=bbbbbbbb c=cccccccc d=dddddddd
sed -i 's/"U8","shape":\[8\],"data_offsets":\[0,8\]/"I8","shape":[8],"data_offsets":[0,8]/' typed/model.safetensors
run diff whole typed
expect 'another type' 1 'retyped a U8 \[8\] -> I8 \[8\]'
tensors renamed/model.safetensors x.a=aaaaaaaa x.b=bbbbbbbb x.c=cccccccc x.d=dddddddd
run diff whole renamed
expect 'only names' 1 'tensors-renamed' '4 renamed'
refuse 'only names are no other weights' 'weights-changed'

# --- reports and manifests instead of distributions
for m in whole sharded changed; do
	"$LICET" scan -f json -o $m.json $m
	"$LICET" scan --tensors -f json -o $m.full.json $m
	"$LICET" hash $m >$m.manifest
	"$LICET" hash --tensors $m >$m.full.manifest
done
for a in whole whole.json whole.full.json whole.manifest whole.full.manifest; do
	for b in sharded sharded.json sharded.full.json sharded.manifest sharded.full.manifest; do
		run diff $a $b
		expect "$a and $b are the same" 0 '^SAME'
	done
	run diff $a changed.full.manifest
	expect "$a and other weights" 1 '^DIFFERENT' 'weights-changed'
done
run diff whole.full.json changed.full.manifest
expect 'tensors from lists' 1 '25.0 % of 4 tensors' 'B is a manifest: it says nothing of licenses'
run diff whole.json changed.json
expect 'tensors that no side lists' 1 'does not list its tensors' 'at least 0.0 % of 4 tensors'

# --- terms
cp -r "$model" old && cp -r old new
sed -i 's/50 million/1 million/' new/LICENSE
run diff old new
expect 'weights stay, terms change' 1 'silent-relicense' 'text-changed-under-same-license' 'section 2.2: 1 of 47 words are gone, 1 of 47 are new' \
	'usage-cap: limit 50000000.* -> limit 1000000|usage-cap: limit 50000000' 'verdict-changed' 'pass -> review'
"$LICET" scan -f json -o old.json old
"$LICET" scan -f json -o new.json new
run diff -f json old new && sed 1,30d out | grep -v '"scanned"' >of-models
run diff -f json old.json new.json
sed 1,30d out | grep -v '"scanned"' >of-reports
grep -q '"silent-relicense"' of-models && cmp -s of-models of-reports && echo 'ok reports tell the same as what they are of' ||
	{ echo 'not ok reports tell something else'; diff of-models of-reports | head; }
run diff new.json old.json
expect 'the reverse' 1 'limit 1000000' 'verdict-changed' 'review -> pass'
cp -r old claimed && sed -i 's/^license_name: .*/license_name: another-license/' claimed/README.md
run diff old claimed
expect 'a claim changes' 1 'claim-changed' 'another-license' 'silent-relicense'
cp -r old rewrapped && tr '\n' '\r' <old/LICENSE | sed 's/\r/\r\n/g' >rewrapped/LICENSE
run diff old rewrapped
expect 'other line ends are no difference' 0 '^SAME' 'text-reformatted'
cp -r old named && rm named/LICENSE && printf 'You may use the model for anything but war.\nIt is given to you as it is, without any warranty, under this license.\n' >named/LICENSE
run diff old named
expect 'another license under the same name' 1 '! text-changed-under-same-name' '! silent-relicense'
mkdir twice twice.new && cp -r old twice/a && cp -r old twice/b && cp -r old twice.new/a && cp -r new twice.new/b
"$LICET" scan -f json -o twice.json twice
[ "$(grep -c '"words": "' twice.json)" -eq 1 ] && echo 'ok the words of a text are there once' || echo 'not ok the words of a text are there twice'
run diff twice.json twice
expect 'a text that two models have' 0 '^SAME'
run diff twice.json twice.new
expect 'a text whose words stand with another model' 1 'section 2.2: 1 of 47 words are gone, 1 of 47 are new'
mkdir -p top/w bare && weights top/w/m.safetensors && weights bare/m.safetensors
printf -- '---\nlicense: mit\n---\n# Tern\n' >top/w/README.md
run diff top bare
expect 'a model at the top, of which no license is concluded' 1 'lies elsewhere: w -> [.]$' 'Another license is concluded: MIT -> none$'
mkdir two && cp -r old two/a && cp -r whole two/b
mkdir moved && cp -r old moved/x && cp -r whole moved/b
run diff two moved
expect 'a model lies elsewhere' 0 'model-moved' '^SAME'
rm -r moved/b
run diff two moved
expect 'a model is gone' 1 'model-gone'

# --- gaps
cp -r whole gap && head -c 100 whole/model.safetensors >gap/other.safetensors
run diff gap gap
expect 'what could not be read is not the same' 3 '^INCOMPLETE' 'could not be read'

# --- a baseline
run scan --baseline old.json old
expect 'nothing new' 0 'Since old.json \(pass\)' 'Nothing is new, changed or gone'
run scan --baseline old.json new
expect 'new and gone' 0 '^REVIEW' 'new +value-differs' 'gone +usage-cap' 'edited-license-text \(new\)'
run scan -f json --baseline old.json new
expect 'a baseline in JSON' 0 '"baseline": "new"' '"baseline": "same"' '"gone": \['
run scan -f sarif --baseline old.json new
expect 'a baseline in SARIF' 0 '"baselineState": "new"' '"baselineState": "unchanged"' '"baselineState": "absent"'
{ echo && echo && cat old/LICENSE; } >shifted && cp -r old lines && mv shifted lines/LICENSE
run scan -f csv --baseline old.json new
expect 'a baseline in CSV' 0 ',waived,baseline' ',"new"' ',"same"' ',"gone"'
run scan -f junit --baseline old.json new
expect 'a baseline in JUnit' 0 'new since the baseline' '<testsuite name="gone since the baseline" tests="[1-9]'
run scan -f gitlab --baseline old.json new
expect 'a baseline in GitLab code quality' 0 'new since the baseline'
run scan -f markdown --baseline old.json new
expect 'a baseline in Markdown' 0 'Since the baseline: [1-9][0-9]* new, [0-9]+ changed, [0-9]+ the same, [1-9][0-9]* gone' '^- gone: ' 'new since the baseline'
run scan -f github --baseline old.json new
expect 'a baseline in annotations' 0 'new since the baseline'
run scan -f markdown new
refuse 'no baseline, no word of it' baseline
mkdir calm && weights calm/m.safetensors && printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n' >calm/README.md
"$LICET" scan -f json -o calm.json calm
run scan --baseline calm.json calm
expect 'the same terms of the same weights' 0
refuse 'are no alarm' silent-relicense
sed -i 's/cc-by-nc-4.0/mit/' calm/README.md
run scan --baseline calm.json calm
expect 'other terms of the same weights' 0 'warning silent-relicense .new.' 'where CC-BY-NC-4.0 was$|where CC-BY-NC-4.0 was concluded' 'here it is MIT'
run scan --baseline calm.json --fail-on silent-relicense --fail-on-new calm
expect 'a policy may deny that' 1 'FAIL'
sed -i 's/12345678/12345679/' calm/m.safetensors
run scan --baseline calm.json calm
refuse 'other weights are no relicensing' silent-relicense
expect 'other weights at the same place are told' 0 'note weights-changed-under-same-name .new.'
# A license that no record has: no other finding tells that its text changed.
mkdir unknown && weights unknown/m.safetensors
printf 'Tern Terms\n\n1. We grant you a license to use and change the weights.\n\n2. Send us three cakes every year.\n' >unknown/LICENSE
"$LICET" scan -f json -o unknown.json unknown
sed 's/Send us/Send\nus/' unknown/LICENSE >wrapped && cp wrapped unknown/LICENSE
run scan --baseline unknown.json unknown
refuse 'a text that is only wrapped otherwise' 'text-changed'
sed 's/three cakes/nine cakes/' wrapped >unknown/LICENSE
run scan --baseline unknown.json unknown
expect 'a text changed under the same name' 0 'warning text-changed-under-same-name .new.' 'LICENSE has other words than in unknown.json'
run scan --baseline unknown.json --fail-on text-changed-under-same-name --fail-on-new unknown
expect 'and a policy may deny that' 1 'FAIL'
run scan --baseline old.json lines
expect 'other lines are nothing new' 0 'Nothing is new, changed or gone'
mkdir -p v1/tern-1 v2/tern-2 && cp -r old/. v1/tern-1/ && cp -r old/. v2/tern-2/
"$LICET" scan -f json -o v1.json v1
run scan --baseline v1.json v2
expect 'a restriction in a directory of another name is nothing new' 0 'Since v1.json'
refuse 'nor is it gone' '(new|gone) +usage-cap'
cp -r v1 v3 && cp new/LICENSE v3/tern-1/LICENSE
run scan -f json --baseline v1.json v3
expect 'a clause that is gone from a directory' 0 '"gone": \[' '"path": "tern-1/LICENSE"'
refuse 'a place is never seen from the model' '"path": "LICENSE"'
"$LICET" scan -q --fail-on usage-cap -f json=failing.json old
run scan -q --fail-on usage-cap --baseline failing.json old
expect 'a baseline alone forgives nothing' 1
run scan --fail-on usage-cap --baseline failing.json --fail-on-new old
expect 'what was there before does not fail' 0 'there is nothing new'
run scan -q --fail-on usage-cap --baseline failing.json --fail-on-new new
expect 'but a change of it does' 1
cp -r old holed && head -c 100 whole/model.safetensors >holed/other.safetensors
"$LICET" scan -q -f json=holed.json holed
run scan -q --baseline holed.json --fail-on-new holed
expect 'and a gap is a gap' 3
"$LICET" scan -f json -o bare.json bare
for policy in default strict; do
	run scan --policy $policy --baseline bare.json --fail-on-new bare
	expect "no evidence does not pass because there was none before: $policy" 0 '^REVIEW' 'no-license-evidence'
done
run scan --fail-on-new old
expect 'new since when?' 2 'needs --baseline'
run scan --baseline old.manifest old
expect 'no baseline' 2 'old.manifest'
run scan --baseline whole.manifest old
expect 'a manifest is no baseline' 2 'that is a manifest'

# --- documents that are none
run diff old
expect 'one side' 2 'compares two'
run diff - -
expect 'twice standard input' 2 'only one side'
run diff old missing
expect 'a side that is not there' 2 'missing'
run diff -f sarif old new
expect 'no such format' 2 "no format 'sarif'"
bad() { # bad NAME SENTENCE SED: old.json with something wrong in it
	sed "$3" old.json >bad.json
	run diff bad.json old
	expect "a report with $1" 2 '^licet: bad.json: ' "$2"
}
for words in '' '{}' 'Auk'; do
	printf '%s' "$words" >bad.json
	run diff bad.json old
	expect "a report that is none: '$words'" 2 '^licet: bad.json: it is no report'
done
bad 'another schema' 'it is of the form licet-scan/9' 's|licet-scan/1|licet-scan/9|'
bad 'a list that is none' 'line [0-9]+, column [0-9]+ \(byte [0-9]+\), field artifacts: a list should stand here' 's/"artifacts": \[/"artifacts": 3, "x": [/'
bad 'a number that is none' 'field artifacts.weights.size: a whole number' 's/"size": [0-9]*/"size": -1/'
bad 'a model that is none' 'field artifacts: an object should stand here' 's/"artifacts": \[/"artifacts": [null, /'
bad 'a digest that is none' 'field artifacts.weights.sha256: that is no SHA-256' 's/"sha256": "../"sha256": "XX/'
bad 'a field that stands twice' 'the field verdict stands twice' 's/"verdict": "pass",/"verdict": "pass", "verdict": "pass",/'
bad 'a field that is missing' 'lacks the field fingerprint' 's/"fingerprint"/"print"/'
bad 'words that are none' 'no hashes of words' 's/"words": "..../"words": "*/'
bad 'too few words' 'have not as many words' 's/"words": "..../"words": "/'
head -c 5000 old.json >bad.json
run diff bad.json old
expect 'a report that ends early' 2 'bad.json: line [0-9]+'
{ printf '{"schema": "licet-scan/1", "verdict": "' && head -c 5000000 /dev/zero | tr '\0' x && printf '"}'; } >bad.json
run diff bad.json old
expect 'a text without end' 2 'field verdict: the text has 5000000 bytes, and at most 4194304 may stand here'
"$LICET" scan -f jsonl -o lines.jsonl old
run diff lines.jsonl old
expect 'JSON lines' 2 'it is of the form JSON lines'
echo '{"schema": "mine", "license": "mit"}' >config.json
run diff config.json config.json
expect 'JSON that is not from licet is a distribution' 0 '^SAME'
echo finished
