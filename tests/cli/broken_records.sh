# shellcheck shell=sh disable=SC1091,SC2016,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What is wrong with a record is said with its file, line and column, when it is loaded and by `licenses check`.
. "$(dirname "$0")/lib.sh"

mkdir -p data/licenses good
cat >text.txt <<'T'
Dune Model License

1. Grant. The Dune people let you run, copy and change the model for free, for as long as you keep to this license.

2. End. Your rights end when you break this license and do not mend it within thirty days.
T
cat >good/dune.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: dune
name: Dune Model License
aliases: [Dune License]
publisher: Dune
version: "1"
date: 2026-01-31
urls: [https://dune.example/license]
languages: [en]
incorporates: [dune-policy]
category: community-restricted
terms:
- {kind: usage-cap, clause: "1", values: {limit: 1000, metric: users}}
- {kind: termination-on-breach, clause: "2", values: {cure_days: 30}}
Y
cat >good/dune-policy.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: dune-policy
name: Dune Use Policy
policy: true
category: policy
Y
mkdir -p new/licenses && cp good/dune.yaml new/licenses/
"$LICET" licenses add text.txt --id dune --language en --into new >/dev/null 2>err || cat err
cp new/licenses/dune.yaml good/

fresh() {
	rm -rf data/licenses
	mkdir data/licenses
	cp good/*.yaml data/licenses/
}

fresh
run licenses check --data data
expect 'the record is sound before it is broken' 0 'well formed'

# broken NAME SED PLACE WORDS: the record with that change; the place is line:column in it, as an extended regular expression.
broken() {
	fresh
	sed -i -e "$2" data/licenses/dune.yaml
	cmp -s data/licenses/dune.yaml good/dune.yaml && echo "not ok $1: the change changes nothing"
	run licenses check --data data
	expect "$1" 2 "licenses/dune\\.yaml:$3: .*$4"
	run identify --data data text.txt
	[ "$code" -eq 2 ] || echo "not ok $1: it is loaded all the same"
}

broken 'an unknown field' 's/^publisher:/maker:/' '5:1' "no field 'maker'"
broken 'a field twice' 's/^version:.*/publisher: Dune/' '6:1' "'publisher' stands twice"
broken 'no name' '/^name:/d' '2:1' "'name' is missing"
broken 'no category' '/^category:/d' '2:1' "'category' is missing"
broken 'an unknown category' 's/community-restricted/comunity/' '11:11' "'comunity' is no category"
broken 'an unknown kind' 's/kind: usage-cap/kind: use-cap/' '13:10' "'use-cap' is not a kind"
broken 'a term without a clause' 's/ clause: "2",//' '14:3' "'clause' is missing"
broken 'a value that the kind does not carry' 's/cure_days/days/' '14:55' "carries no value 'days'"
broken 'a number that is none' 's/limit: 1000/limit: a thousand/' '13:43' "'a thousand' is no value for limit"
broken 'a metric that is none' 's/metric: users/metric: people/' '13:56' "'people' is no value for metric"
broken 'a month that is none' 's/^date:.*/date: 2026-13-01/' '7:7' "'2026-13-01' is no date"
broken 'a day that is none' 's/^date:.*/date: 2026-02-29/' '7:7' "'2026-02-29' is no date"
broken 'a date in words' 's/^date:.*/date: January 2026/' '7:7' 'is no date'
broken 'an address that is none' 's#https://#www.#' '8:7' 'is no address'
broken 'an id that is no name of a file' 's/^id: dune/id: Dune!/' '2:5' 'an id is made of'
broken 'an id that is not the name of the file' 's/^id: dune/id: dunes/' '2:5' 'not the name of the file'
broken 'a use policy that is not there' 's/dune-policy/sand-policy/' '10:16' "'sand-policy' is the id of no"
broken 'a license in place of a policy' 's/dune-policy/mit/' '10:16' "'mit' is no use policy"
broken 'a predecessor that is not there' 's/^incorporates:.*/predecessor: dune-0/' '10:14' "'dune-0' is the id of no"
broken 'a successor that is not there' 's/^incorporates:.*/successor: dune-2/' '10:12' "'dune-2' is the id of no"
broken 'its own predecessor' 's/^incorporates:.*/predecessor: dune/' '10:14' 'the record itself'
broken 'a placeholder for a predecessor' 's/^incorporates:.*/predecessor: other/' '10:14' "'other' is the id of no"
broken 'a member that is not there' 's/^incorporates:.*/members: [mit, dune-9]/;/^# Written/,$d' '10:16' "'dune-9' is the id of no"
broken 'terms of a record that is not there' 's/^incorporates:.*/terms_of: [mit, dune-9]/' '10:17' "'dune-9' is the id of no"
broken 'terms of itself' 's/^incorporates:.*/terms_of: [dune]/' '10:12' 'the record itself'
broken 'a translation of nothing' 's/^incorporates:.*/translation_of: dune-zh/' '10:17' "'dune-zh' is the id of no"
broken 'an alias of another record' 's/Dune License/MIT License/' '4:11' "alias 'mit-license' is also one of licenses/mit.yaml"
broken 'a hub id of another record' 's/^publisher:.*/huggingface: [x, llama2]/' '5:18' "alias 'llama2' is also one of"
broken 'a policy that is called a license' 's/^publisher:.*/policy: true/' '5:9' 'use policy'
broken 'a placeholder with a category' 's/^publisher:.*/placeholder: true/' '2:1' 'placeholder'
broken 'text in another language' 's/^languages:.*/languages: [zh]/' '[0-9]+:13' "in 'en', which is none"
broken 'a digest cut short' 's/digest: "../digest: "/' '[0-9]+:[0-9]+' '32 hexadecimal'
broken 'a digest of other letters' 's/digest: ".../digest: "xyz/' '[0-9]+:[0-9]+' '32 hexadecimal'
broken 'a count too high' '/optional: true/s/words: [0-9]*/words: 99/' '[0-9]+:11' 'the sections count [0-9]+ words, the hashes [0-9]+'
broken 'a count too high for a number' 's/words: [0-9]*/words: 99999999999/' '[0-9]+:[0-9]+' 'count'
broken 'hashes cut short' '$d' '[0-9]+:11' 'the sections count [0-9]+ words, the hashes [0-9]+'
broken 'a hash cut short' '$s/...$//' '[0-9]+:11' 'not base64'
broken 'hashes that are no base64' '$s/^    ..../    !!!!/' '[0-9]+:11' 'not base64'
broken 'no sections' '/^  sections:/,/^  hashes/{/^  hashes/!d}' '[0-9]+:3' "'sections' is missing"
broken 'YAML that is none' 's/^aliases:.*/aliases: [Dune/' '5:10' ''

fresh
awk '/^  sections:/ { keep = 1 } /^  hashes:/ { keep = 0 } keep { held = held $0 "\n"; next } { print } END { printf "%s", held }' \
	good/dune.yaml | sed '/optional: true/s/words: [0-9]*/words: 9999999/' >data/licenses/dune.yaml
run licenses check --data data
expect 'the hashes before the sections that they do not fit' 2 'licenses/dune.yaml:[0-9]+:[0-9]+: the sections count'

fresh
sed -n '/^- name: "canonical"/,$p' good/dune.yaml >>data/licenses/dune.yaml
run licenses check --data data
expect 'two fingerprints of one name' 2 "licenses/dune.yaml:[0-9]+:9: there are two fingerprints 'canonical'"

fresh
mkdir data/licenses/more && cp good/dune.yaml data/licenses/more/
run licenses check --data data
expect 'one id in two files' 2 "licenses/more/dune.yaml:2:5: licenses/dune.yaml is the record 'dune' already"

fresh
sed 's/^id: dune/id: dune-2/; s/^incorporates:.*/predecessor: dune-3/; s/^aliases:.*//; /^# Written/,$d' good/dune.yaml >data/licenses/dune-2.yaml
sed 's/dune-2$/dune-3/; s/predecessor: dune-3/predecessor: dune-2/' data/licenses/dune-2.yaml >data/licenses/dune-3.yaml
run licenses check --data data
expect 'versions in a circle' 2 'licenses/dune-[23].yaml:10:14: its predecessors lead back'
sed -i 's/^predecessor: /terms_of: /' data/licenses/dune-[23].yaml
run licenses check --data data
expect 'terms in a circle' 2 'licenses/dune-[23].yaml:10:11: terms_of leads back'

fresh
{
	printf 'id: bomb\nname: Bomb\ncategory: permissive\na: &a [x, x, x, x, x, x, x, x, x]\n'
	for n in b c d e f g h; do
		p=$(echo "$n" | tr b-h a-g)
		printf '%s: &%s [*%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s]\n' "$n" "$n" "$p" "$p" "$p" "$p" "$p" "$p" "$p" "$p" "$p"
	done
} >data/licenses/bomb.yaml
run licenses check --data data
expect 'a bomb of aliases' 2 'licenses/bomb.yaml:5:[0-9]+: an alias'
awk 'BEGIN { printf "id: "; for (i = 0; i < 100000; i++) printf "["; print "" }' >data/licenses/bomb.yaml
run licenses check --data data
expect 'a thousand lists in one another' 2 'licenses/bomb.yaml:1:[0-9]+: '
awk 'BEGIN { print "id: bomb"; printf "aliases: ["; for (i = 0; i < 300000; i++) printf "a%d, ", i; print "]" }' >data/licenses/bomb.yaml
run licenses check --data data
expect 'too many aliases' 2 'licenses/bomb.yaml:2:[0-9]+: '
printf 'id: bomb\nname: "a\001b"\ncategory: permissive\n' >data/licenses/bomb.yaml
run licenses check --data data
expect 'a control character' 2 'licenses/bomb.yaml:2:9: control'
printf '' >data/licenses/bomb.yaml
run licenses check --data data
expect 'an empty record' 2 'licenses/bomb.yaml: a map of fields'
awk 'BEGIN { printf "id: bomb\nname: "; for (i = 0; i < 17 * 1024; i++) { for (k = 0; k < 1024; k++) printf "x" } print "" }' >data/licenses/bomb.yaml
run licenses check --data data
expect 'a record that is too large' 2 'bomb.yaml: larger than'
echo finished
