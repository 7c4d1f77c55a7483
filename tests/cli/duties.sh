# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2059,SC2154
# SPDX-License-Identifier: MIT
# Duties: what the license of the base model demands, met and not met; who owes it; what a policy makes of it. The license is ours.
. "$(dirname "$0")/lib.sh"

# model NAME CARD: a model made from one whose license is not known, under terms of our own.
model() {
	mkdir -p "$1" && weights "$1/m.safetensors"
	printf 'Tern Terms\n\n1. You may use the weights.\n\n2. Whoever distributes a derivative must prominently display "Built with Tern" on its website.\n\n3. The name of every derivative must begin with "Tern".\n\n4. You must keep in all copies the following notice within a "Notice" text file: "Tern is under the Tern Terms, by the Tern people."\n\n5. You must state in the files that you changed them.\n' >"$1/LICENSE"
	printf -- "$2" >"$1/README.md"
}

made='---\nlicense: other\nbase_model: lab/tern\n---\n'
model Tern-chat "$made# Tern-chat\n\nBuilt with Tern, and fine-tuned.\n"
echo 'Tern is under the Tern Terms, by the Tern people.' >Tern-chat/NOTICE
run scan Tern-chat
expect 'all are met' 0 'pass +display' 'pass +naming' 'pass +notice' 'README.md:7'
refuse 'and none is a finding' 'duty-not-met'

model Finch "$made# Finch\n\nA model.\n"
run scan Finch
expect 'none is met' 0 'fail +display' 'fail +naming' 'fail +notice' 'duty-not-met' '"Built with Tern" is not shown'

model Own '# Own\n\nA model.\n'
run scan Own
refuse 'its publisher owes nothing to itself' 'duty-not-met|fail +'
model Finch-2 "---\nlicense: other\nbase_model: lab/tern\n---\n# Finch-2\n\nLoad lab/Finch-2.\n"
run scan Finch-2
refuse 'nor does the publisher of the base model' 'duty-not-met'

mkdir Wren && cp Finch/m.safetensors Wren/ && sed 's/"Built with Tern"/"[your model] hatched from the eggs of Tern"/' Finch/LICENSE >Wren/LICENSE
printf -- "$made# Wren\n\nWren hatched from the eggs of Tern.\n" >Wren/README.md
run scan Wren
expect 'a phrase with a place for a name' 0 'pass +display' 'hatched from the eggs of Tern. is shown'
sed -i 's/hatched from/hatched near/' Wren/README.md
run scan Wren
expect 'and not its words' 0 'fail +display'
sed -i 's/hatched from the eggs of Tern/with Tern/' Wren/LICENSE
run scan Wren
expect 'a phrase that is all place' 0 'cannot-tell +display' 'Which words complete the phrase'

mkdir quoted && cp Finch/LICENSE Finch/m.safetensors quoted/
cp Finch/README.md quoted/README.md
printf 'The site shows "Built  with\n*Tern*".\n' >>quoted/README.md
run scan quoted
expect 'a phrase is found through its dress' 0 'pass +display'
rm quoted/README.md
run scan quoted
refuse 'without a card nothing is known of a base' 'duty-not-met'

printf 'name: firm\nrequire: {duties: [display]}\nverdict: {fail: error}\n' >firm.yaml
run scan --policy firm.yaml Finch
expect 'what is required and not met fails' 1 'FAIL' 'error duty-not-met'
cat >waived.yaml <<'END'
require: {duties: [display, naming]}
verdict: {fail: error}
waivers:
- {finding: duty-not-met, kind: display, path: LICENSE, reason: The site shows it., approver: Legal, expires: 2099-01-01}
- {finding: duty-not-met, kind: display, path: README.md, reason: The site shows it., approver: Legal, expires: 2099-01-01}
END
run scan -f json --policy waived.yaml Finch
expect 'a waiver of one duty waives no other' 1 '"reason": "The site shows it."' 'Names are regulated .naming.'
sed -i '/^require/s/, naming//' waived.yaml
run scan --policy waived.yaml Finch
expect 'a duty that is waived' 0 'waived duty-not-met'
run scan --policy firm.yaml Tern-chat
expect 'what is met needs no waiver' 0
refuse 'and is not asked for' 'duty-required'

mkdir Mute && weights Mute/m.safetensors
printf -- '---\nlicense: llama3.2\nbase_model: meta-llama/Llama-3.2-1B\n---\n# Mute\n' >Mute/README.md
run scan Mute
expect 'by the record alone' 0 'fail +display' 'fail +naming' 'fail +license-copy' 'fail +notice'

# named NAME LICENSE PARENT: a model made from one of a known license, whose record says where in the name a word must be.
named() { mkdir "$1" && weights "$1/m.safetensors" && printf -- '---\nlicense: %s\nbase_model: %s\n---\n# %s\n\n## Made from %s\n' "$2" "$3" "$1" "$3" >"$1/README.md"; }
named Tern-Llama llama3.2 meta-llama/Llama-3.2-1B
run scan Tern-Llama
expect 'a word that must be first, and is not' 0 'fail +naming' 'has "Llama" in it, but not first'
named Tern-MiniCPM minicpm-model openbmb/MiniCPM-2B
run scan Tern-MiniCPM
expect 'a word that may be anywhere' 0 'pass +naming'
named Tern-Finch minicpm-model openbmb/MiniCPM-2B
run scan Tern-Finch
expect 'and is nowhere' 0 'cannot-tell +naming' 'does not have "MiniCPM"'

mkdir Both && weights Both/m.safetensors
printf -- '---\nlicense: llama3.1\nbase_model:\n- meta-llama/Llama-3.1-8B\n- google/gemma-2-9b\n---\n# Both\n' >Both/README.md
run scan -f json Both
expect 'each parent has its own policy' 0 'Llama 3.1 Community License Agreement makes' 'Gemma Terms of Use makes'

run scan -f html=duties.html -f markdown=duties.md -f json=duties.json Mute
expect 'reports' 0
grep -q 'Are the duties met' duties.html && grep -q '^Duties: 0 met' duties.md && grep -q '"outcome": "fail"' duties.json &&
	echo 'ok all reports have them' || echo 'not ok all reports have them'

# Each check met, not met and not to be told, of the license of a base model that is known by its record; and where was looked.
mkdir -p data/licenses/known
cat >tern.txt <<'T'
Tern Model Terms

1. Grant. The Tern people let you run, copy, change and pass on the Tern model for nothing, as long as you keep to these terms.

2. Passing on. Give a copy of these terms to all who get the model from you, and bind them to the uses of section 3.

3. Uses. You must not use the model for the ends that the Tern Use Policy names, which is a part of these terms.

4. Words. Whoever passes on what is made from the model shows "Built with Tern" on a page of its own, and gives it a name that begins with Tern.

5. Changes. You must say in changed files that you changed them, and name the Tern people.
T
printf 'Tern Use Policy\n\nYou will not use Tern models to count birds that do not want to be counted, nor to frighten them, nor to find out where their nests are.\n' >policy.txt
cat >data/licenses/tern-terms.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: tern-terms
name: Tern Model Terms
publisher: Tern
urls: [https://tern.example/terms]
incorporates: [tern-policy]
category: community-restricted
terms:
- {kind: field-of-use, clause: "3"}
- {kind: pass-through, clause: "2"}
- {kind: license-copy, clause: "2"}
- {kind: display, clause: "4", values: {phrase: Built with Tern}}
- {kind: naming, clause: "4", values: {phrase: Tern}}
- {kind: notice, clause: "6", values: {words: set}}
- {kind: state-changes, clause: "5"}
- {kind: attribution, clause: "5"}
Y
printf '# SPDX-License-Identifier: MIT\nid: tern-policy\nname: Tern Use Policy\npolicy: true\ncategory: policy\nterms:\n- {kind: field-of-use, clause: null}\n' >data/licenses/tern-policy.yaml
"$LICET" licenses add tern.txt --id tern-terms --into data >out 2>&1 && "$LICET" licenses add policy.txt --id tern-policy --into data >out 2>&1 || cat out
printf '# SPDX-License-Identifier: MIT\nmodel\tlicense\tstatus\nlab/tern\ttern-terms\t\n' >data/licenses/known/models.tsv
duties() { # duties NAME LICENSE WORDS: a model made from lab/tern
	mkdir -p "$1" && weights "$1/m.safetensors" && printf -- '---\nlicense: %s\nbase_model: lab/tern\n---\n# %s\n\n%s\n' "$2" "${1##*/}" "$3" >"$1/README.md"
}
duties all/Tern-all tern-terms 'Built with Tern. It was fine-tuned on songs.'
cp tern.txt all/Tern-all/LICENSE && cp policy.txt all/Tern-all/POLICY
run scan --data data all/Tern-all
for kind in pass-through license-copy attribution display naming state-changes incorporated-policy; do
	expect "$kind is met" 0 "pass +$kind"
done
expect 'no notice, though its words are set' 0 'fail +notice' 'looked in README.md'
printf 'Tern\n' >all/Tern-all/NOTICE
run scan --data data all/Tern-all
expect 'a notice whose words are not known' 0 'cannot-tell +notice'

duties none/Finch mit 'A model.'
sed -i 's/base_model: lab.tern/base_model: lab\/tern/' none/Finch/README.md
run scan --data data none/Finch
for kind in pass-through license-copy display naming state-changes incorporated-policy notice; do
	expect "$kind is not met" 0 "fail +$kind"
done
expect 'and where was looked' 0 'lab/tern; looked in README.md'
refuse 'the license of the base is known' 'is made from is$|is not known'

sed -i 's/phrase: Built with Tern}/phrase: Built with Tern, only_for: Heron}/' data/licenses/tern-terms.yaml && run scan --data data none/Finch
expect 'a phrase for other models' 0 'cannot-tell +display' 'only for models called Heron'
sed -i 's/only_for: Heron/only_for: Tern/' data/licenses/tern-terms.yaml && run scan --data data none/Finch
expect 'and one for this' 0 'fail +display'
sed -i 's/, only_for: Tern//' data/licenses/tern-terms.yaml

duties some/Finch-Tern tern-terms 'See https://tern.example/terms.'
sed 's/to all who get/to nearly all of those who get/' tern.txt >some/Finch-Tern/LICENSE
run scan --data data some/Finch-Tern
expect 'a changed text, and a word that is not first' 0 'cannot-tell +license-copy' 'cannot-tell +pass-through' 'cannot-tell +naming' \
	'A changed text of the Tern Model Terms is in LICENSE'
rm some/Finch-Tern/LICENSE
run scan --data data some/Finch-Tern
expect 'its address alone' 0 'cannot-tell +license-copy' 'has its address' 'pass +pass-through'
printf 'PK\003\004broken' >some/Finch-Tern/rest.zip
run scan --data data some/Finch-Tern
expect 'where not everything could be read' 3 'cannot-tell +display' 'cannot-tell +state-changes' 'cannot-tell +incorporated-policy' \
	'Not everything here'
echo finished
