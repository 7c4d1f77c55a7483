# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Records: comparing two of them, families of licenses, and what is wrong with a record.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

mkdir -p data/licenses
record() { # record ID: the facts from stdin, then the fingerprint of the text in the file ID.txt
	cat >"data/licenses/$1.yaml"
	"$LICET" licenses add "$1.txt" --id "$1" --language en --into data >out 2>err || cat err
}
cat >brook-1.txt <<'T'
Brook Model License 1

1. Grant. The Brook people let you run, copy and change the model for free, for as long as you keep to this license.

2. Outputs. You must not use what the model writes to train or improve any other model, except models that are made from Brook.

3. Users. When your products have more than ten million monthly users you need another license from us before you go on.

4. End. Your rights end when you break this license and do not mend it within thirty days.
T
cat >brook-2.txt <<'T'
Brook Model License 2

1. Grant. The Brook people let you run, copy and change the model for free, for as long as you keep to this license.

2. Users. When your products have more than twenty million monthly users you need another license from us before you go on.

3. End. Your rights end when you break this license and do not mend it within thirty days.

4. Names. Models that you train or improve with what Brook writes must have names that begin with the word Brook.
T
record brook-1 <<'Y'
# SPDX-License-Identifier: MIT
id: brook-1
name: Brook Model License 1
publisher: Brook
version: "1"
successor: brook-2
category: community-restricted
terms:
- {kind: outputs, clause: "2", values: {exception: models made from Brook}}
- {kind: usage-cap, clause: "3", values: {limit: 10000000, metric: monthly-active-users}}
- {kind: termination-on-breach, clause: "4", values: {cure_days: 30}}
- {kind: military, clause: "4"}
Y
record brook-2 <<'Y'
# SPDX-License-Identifier: MIT
id: brook-2
name: Brook Model License 2
publisher: Brook
version: "2"
predecessor: brook-1
category: community-restricted
incorporates: [brook-policy]
terms:
- {kind: usage-cap, clause: "2", values: {limit: 20000000, metric: monthly-active-users}}
- {kind: termination-on-breach, clause: "4", values: {cure_days: 30}}
- {kind: naming, clause: "4", values: {phrase: Brook}}
Y
cat >data/licenses/brook-policy.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: brook-policy
name: Brook Use Policy
policy: true
category: policy
terms:
- {kind: military, clause: "1"}
Y

run licenses diff brook-1 brook-2 --data data
expect 'what changed between two versions' 0 'B follows A' 'version: 1 -> 2' 'incorporates: none -> brook-policy' \
	'category: community-restricted, both'
sed -n '/^Gone/,/^New/p' out >gone
sed -n '/^New/,/^Other/p' out >new
sed -n '/^Other/,/^The same/p' out >other
grep -q 'outputs: .*(section 2): exception models made' gone && grep -q '^  military' gone &&
	grep -q 'B incorporates it: brook-policy' gone && echo 'ok terms that are gone' || { echo 'not ok terms that are gone'; cat out; }
grep -q 'naming: .*(section 4): phrase Brook' new && [ "$(grep -c '^  [a-z]' new)" -eq 1 ] &&
	echo 'ok terms that are new' || { echo 'not ok terms that are new'; cat out; }
grep -q 'usage-cap: .*(section 3 -> section 2)' other && grep -q 'limit: 10000000 -> 20000000' other && ! grep -q 'metric' other &&
	echo 'ok other values' || { echo 'not ok other values'; cat out; }
sed -n '/^The same/,/^The text/p' out | grep -q '^  termination-on-breach$' && echo 'ok terms of both' || { echo 'not ok terms of both'; cat out; }
sed -n '/^The text/,$p' out >text
grep -q '^    3 -> 2: 1 of 21 words are there no more, 1 of 21 are new' text && grep -q 'word for word: 2 sections' text &&
	echo 'ok sections that changed' || { echo 'not ok sections that changed'; cat text; }
sed -n '/only in A/,/only in B/p' text | grep -q '^    2 (23 words)' && sed -n '/only in B/,$p' text | grep -q '^    4 (' &&
	echo 'ok sections of one side' || { echo 'not ok sections of one side'; cat text; }
run licenses diff brook-1 brook-1 --data data
expect 'a license and itself' 0 '0 % changed' 'word for word: 5 sections'
refuse 'nothing differs' 'only in|Only in|Gone|New:|->'
run licenses diff brook-1 example-community --data data
expect 'two licenses that have little in common' 0 'LicenseRef-example-community' 'only in A'
run licenses diff brook-2 brook-policy --data data
expect 'a license without a text' 0 'the text of Brook Use Policy is not known'
run licenses diff brook-1
expect 'one license is not enough' 2 'two licenses'
run licenses diff brook-1 brook-3 --data data
expect 'a license that is not there' 2 "no license is called 'brook-3'"
run licenses diff llama-3-community llama-3.1-community
expect 'the issue that this was made for' 0 'outputs: .*1\.b\.v' 'phrase: Llama 3 -> Llama'

run licenses carry brook-1 brook-2 --data data
expect 'another version carries' 0 '^Yes: ' 'is that license itself|may take its place'
run licenses carry llama-3-community apache-2.0
expect 'both clauses' 1 '^No: Apache-2.0 leaves out' 'not carried +usage-cap .*section 2$' 'its section 2 grants the rights without it' \
	'met beside' 'naming .*section 1.b.i$'
run licenses carry apache-2.0 mit
expect 'what lets other terms be' 0 'its section 4 lets what is made from it be under other terms'
run licenses carry qwen-research cc-by-nc-4.0
expect 'research only is narrower than no trade' 1 'not carried +research-only' 'has only non-commercial, section 2.a.1'
run licenses carry cc-by-nc-4.0 qwen-research
expect 'and carries it' 0 '^Yes: '
run licenses carry gpl-3.0 agpl-3.0
expect 'what a license names itself' 0 'may take its place'
run licenses carry agpl-3.0 gpl-3.0
expect 'and not the other way round' 1 'wants the same license'
for pair in 'cc-by-sa-3.0-de cc-by-sa-3.0' 'cc-by-sa-3.0 cc-by-sa-3.0-at' 'cc-by-nc-sa-2.0-fr cc-by-nc-sa-4.0'; do
	# shellcheck disable=SC2086
	run licenses carry $pair
	expect "a port to the law of one country: $pair" 0 '^Yes: '
done
run licenses carry cc-by-sa-3.0 cc-by-sa-2.0-uk
expect 'an earlier port' 1 'wants the same license'
run licenses carry 'mit OR gpl-3.0' 'mit'
expect 'a choice' 0 '^Yes: '
run licenses carry 'mit AND (gpl-3.0 OR river-9)' mit
expect 'a part that is not there' 2 "called 'river-9', which is in 'mit AND"
run licenses carry mit 'gpl-3.0 OR'
expect 'a choice of nothing' 2 "'gpl-3.0 OR': .*column"
run licenses carry other mit
expect 'what names no license' 3 '^Not known' "'LicenseRef-other' names no license"
run licenses carry gpl-2.0-with-classpath-exception mit
expect 'an exception is not weighed' 1 'Classpath-exception-2.0 may allow more than the GNU General Public License v2.0 alone'
run licenses carry Classpath-exception-2.0 mit
expect 'an exception alone' 3 'is an exception: name the license with it'
run licenses carry brook-1 river-9 --data data
expect 'a license that is not there' 2 "no license is called 'river-9'"
sed 's/id: brook-1/id: brook-3/;s/metric: monthly-active-users/metric: devices/;s/limit: 10000000/limit: 5/;/^successor/d;/^fingerprints/,$d' data/licenses/brook-1.yaml >data/licenses/brook-3.yaml
run licenses carry brook-1 brook-3 --data data
expect 'a cap on devices is none on users' 1 'not carried +usage-cap .limit 10000000' 'has only usage-cap .limit 5, metric devices'
sed -i 's/metric: devices/metric: users/' data/licenses/brook-3.yaml && run licenses carry brook-1 brook-3 --data data
expect 'users are users' 0 '^Yes: '
rm data/licenses/brook-3.yaml
run licenses carry mit
expect 'one is not enough' 2 'needs two licenses'
sed 's/^category:/clauses: {gift: "1"}\n&/' data/licenses/brook-1.yaml >brook-1.tmp && cp data/licenses/brook-1.yaml kept && mv brook-1.tmp data/licenses/brook-1.yaml
run licenses check --data data
expect 'a clause that nobody knows' 2 "licenses/brook-1.yaml:7:11: 'gift' is no clause that decides"
mv kept data/licenses/brook-1.yaml

cat >data/licenses/brook.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: brook
name: Brook Model License, version not stated
aliases: [Brook Model License]
members: [brook-1, brook-2]
category: community-restricted
Y
mkdir family && weights family/model.safetensors && printf -- '---\nlicense: brook\n---\n' >family/README.md
run scan -f json family --data data
expect 'a family alone' 0 '"concluded": "LicenseRef-brook"' '"id": "claim-too-vague"' 'brook-1 and brook-2' '"verdict": "review"'
mild=$(sed -n 's/^name: /the /p' data/licenses/brook-2.yaml)
run licenses carry brook mit --data data
expect 'the mildest of a family' 1 "^Of $mild, which demands the least of what LicenseRef-brook may mean, stays"
cp brook-2.txt family/LICENSE
run scan -f json family --data data
expect 'a family and the text of a member' 0 '"concluded": "LicenseRef-brook-2"' '"verdict": "pass"'
refuse 'agree' 'claim-too-vague|claim-contradicts-text'
cp "$fixture/LICENSE" family/LICENSE
run scan -f json family --data data
expect 'a family and another text' 0 'claim-contradicts-text'
rm family/LICENSE
run scan --fail-on claim-too-vague family --data data
expect 'a policy may deny vague claims' 1
run explain brook --data data
expect 'explain a family' 0 'LicenseRef-brook-1 +community-restricted'
run licenses show brook --data data
expect 'show a family' 0 '^members: brook-1, brook-2$'

cat >data/licenses/brook-nc.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: brook-nc
name: Brook Non-Trade License
category: non-commercial
terms_of: [brook-1, brook-policy]
terms:
- {kind: non-commercial, clause: "5"}
Y
cat >data/licenses/brook-nc-sa.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: brook-nc-sa
name: Brook Non-Trade Same-Terms License
category: non-commercial
terms_of: [brook-nc, brook-1]
terms:
- {kind: share-alike, clause: "6"}
Y
run licenses show brook-nc-sa --data data
sed -n 's/^term: //p' out >terms
printf '%s\n' 'termination-on-breach at 4 cure_days=30' 'usage-cap at 3 limit=10000000 metric=monthly-active-users' \
	'non-commercial at 5' 'military at 4' 'military at 1' 'outputs at 2 exception=models made from Brook' 'share-alike at 6' >wanted
cmp -s terms wanted && echo "ok terms of other records, each once and in order" || { echo "not ok terms of other records"; diff terms wanted; }
sed -i 's/limit: 10000000/limit: 11000000/' data/licenses/brook-1.yaml
run licenses show brook-nc-sa --data data
expect 'a shared term is one edit' 0 '^term: usage-cap at 3 limit=11000000'
sed -i 's/limit: 11000000/limit: 10000000/' data/licenses/brook-1.yaml
rm data/licenses/brook-nc.yaml data/licenses/brook-nc-sa.yaml

# A record that is made of another one, whose name a card puts in parentheses.
cp data/licenses/brook-2.yaml brook-2.kept && sed -i 's/^category:/terms_of: [mit]\n&/' data/licenses/brook-2.yaml
mkdir made && cp brook-2.txt made/LICENSE && weights made/model.safetensors
made() {
	printf '# Beck\n\n## License\n\n%s\n' "$1" >made/README.md && run scan made --data data
}
made 'The model is under the Brook Model License 2 (the MIT License with additional conditions).'
expect 'what the license here is made of' 0 'License +LicenseRef-brook-2$'
refuse 'is no part that lacks its text' 'part-without-text'
made 'The model is under the Brook Model License 2. The weights of its sister are under the MIT License.'
expect 'said apart it is one' 0 'part-without-text'
made 'The model is under the Brook Model License 2 (the Apache License 2.0 with additional conditions).'
expect 'and so is one that it is not made of' 0 'part-without-text'
mv brook-2.kept data/licenses/brook-2.yaml

cat >bach-1.txt <<'T'
Bach Modell Lizenz 1

1. Rechte. Die Leute vom Bach erlauben jedem, das Modell ohne Entgelt zu benutzen, zu kopieren und zu verändern, solange er diese Lizenz einhält.

2. Ende. Die Rechte enden, wenn jemand diese Lizenz verletzt und den Schaden nicht in dreißig Tagen behebt.
T
record bach-1 <<'Y'
# SPDX-License-Identifier: MIT
id: bach-1
name: Bach Modell Lizenz 1
translation_of: brook-1
category: community-restricted
Y
mkdir two && weights two/model.safetensors && printf -- '---\nlicense: other\nlicense_name: brook-1\n---\n' >two/README.md
cp bach-1.txt two/LICENSE
run scan -f json two --data data
expect 'a claim and the text in another language' 0 '"concluded": "LicenseRef-bach-1"'
refuse 'are no contradiction' 'claim-contradicts-text'
cp brook-1.txt two/LICENSE.en
run scan two --data data
refuse 'one license in two languages' 'several-license-texts|translations-differ'
printf 'terms:\n- {kind: usage-cap, clause: "1", values: {limit: 50000000, metric: monthly-active-users}}\n' >cap
sed -i '/^category/r cap' data/licenses/bach-1.yaml
run scan two --data data
expect 'that say different things' 0 '^REVIEW' 'translations-differ' 'usage-cap has limit'
rm two/LICENSE.en
run explain brook-1 --data data
expect 'each names the other' 0 'another language' 'Bach Modell Lizenz 1 \(bach-1\)'
rm data/licenses/bach-1.yaml

sed -i 's/brook-2\]/brook-9]/' data/licenses/brook.yaml
run licenses check --data data
expect 'a member that is not there' 2 "licenses/brook.yaml:5:20: members: 'brook-9'"
sed -i 's/brook-9\]/river]/' data/licenses/brook.yaml
family() { # family ID NAME MEMBER…
	printf '# SPDX-License-Identifier: MIT\nid: %s\nname: %s\ncategory: permissive\nmembers: [%s]\n' "$1" "$2" "$3" >"data/licenses/$1.yaml"
}
family river River brook-2
run licenses check --data data
expect 'a family in a family' 0
run licenses show brook -f json --data data
expect 'stands for its members' 0 '"members"' '^ *"brook-1",$' '^ *"brook-2"$'
family stream Stream brook-1
family river River stream
run licenses check --data data
expect 'but no family of families' 2 "licenses/brook.yaml:5:20: members: 'river' is a family of families itself"
rm data/licenses/river.yaml data/licenses/stream.yaml
sed -i 's/river\]/brook-2]/' data/licenses/brook.yaml
"$LICET" licenses add brook-1.txt --id brook --into data >/dev/null 2>&1
run licenses check --data data
expect 'a family with a text' 2 'licenses/brook.yaml:[0-9]+:[0-9]+' 'family'
echo finished
