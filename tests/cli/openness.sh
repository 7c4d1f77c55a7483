# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# How open a model is: components, classes, the definition; and what is wrong with rules/openness.yaml is said with its place.
. "$(dirname "$0")/lib.sh"

mkdir -p all/train all/data && weights all/model.safetensors && weights all/checkpoint-100.safetensors
printf -- '---\nlicense: apache-2.0\n---\n# Tern\n\n## Training data\n\nAbout 10 GB of notes that we took ourselves at the lake.\n' >all/README.md
for f in modeling_tern.py train/train.py generate.py evaluate.py preprocess.py; do echo 'pass' >"all/$f"; done
for f in technical_report.md paper.md; do echo 'How the model was made.' >"all/$f"; done
echo '{"accuracy": 1}' >all/eval_results.json
echo '{"text": "tern"}' >all/data/train.jsonl
echo '{"text": "tern"}' >all/test.jsonl
run scan all
expect 'all is here and open' 0 'Openness: open source AI \(OSAID 1\.0\)' 'MOF: Class I \(Open Science\)\.'
run scan -f html all
expect 'in the page' 0 'Openness: open source AI' '<th scope="row">training code</th><td>II</td><td>here: <span class="path">train/train.py'

rm all/technical_report.md
run scan all
expect 'a paper stands in for the report' 0 'MOF: Class I \(Open Science\)\.'
printf 'SPDX-License-Identifier: CC-BY-NC-4.0\n' >all/data/LICENSE
rm all/test.jsonl && mkdir all/test_data && echo '{"text": "tern"}' >all/test_data/a.jsonl
run scan -f json all
expect 'training data of any license, for the framework' 0 '"class": "I"' '"is": "open source AI'
cp all/data/LICENSE all/test_data/ && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" all/test_data/LICENSE
run scan -f json all
expect 'evaluation data has to be open' 0 '"missing": "evaluation data .under LicenseRef-example-community, which is no open'
rm -r all/test_data/LICENSE all/data/LICENSE

rm all/train/train.py
run scan all
expect 'without training code' 0 'Openness: open weights' 'MOF: Class III \(Open Model\); for Class II \(Open Tooling\) this lacks training' 'code \(not here\)'
mkdir all/train/lib && echo 'pass' >all/train/train.py
printf 'SPDX-License-Identifier: CC-BY-NC-4.0\n' >all/train/LICENSE
sed -i 's/^pass$/# SPDX-License-Identifier: CC-BY-NC-4.0/' all/train/train.py
run scan all
expect 'training code that is not open' 0 'Openness: open weights' 'CC-BY-NC-4\.0, which'

mkdir bare && weights bare/model.safetensors && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" bare/
run scan bare
expect 'a restricted license' 0 'Openness: weights with restrictions' 'which is no open' 'no class; for Class III'

mkdir open && weights open/model.safetensors
printf -- '---\nlicense: apache-2.0\ndatasets: [lake/notes]\n---\n# Tern\n\nSee arxiv.org/abs/1.\n\n## Training data\n\n[More Information Needed]\n\n## Evaluation\n\n<!-- how it was tested -->\n' >open/README.md
run scan open
expect 'weights alone' 0 'Openness: open weights' 'Apache-2\.0' 'training data'
run scan -f json open
expect 'what a card names is not here' 0 '"is": "open weights"' 'named in README\.md, not here' '"class": null' '"parameters": "yes"' '"code": "no"' '"data": "unknown"'
tr -d ' \n' <out >flat
grep -q '"component":"evaluation-results","class":"III","required":true,"presence":"not-here"' flat && echo 'ok an empty section is none' || echo 'not ok an empty section counts'
grep -q '"component":"data-card","class":"III","required":true,"presence":"cannot-tell"' flat && echo 'ok a dataset that is named' || echo 'not ok a dataset that is named'

head -c 100000 /dev/zero >zeros && tar -cf open.tar open/README.md open/model.safetensors zeros && head -c 50000 open.tar >cut.tar
run scan -f json cut.tar
expect 'what could not all be read may have more' 3 '"next_class_reached": "unknown"' 'not everything here could be read' 'whether it is open source AI cannot be told'
refuse 'and nothing is said not to be here' '"not-here"'

mkdir silent && weights silent/model.safetensors
run scan silent
expect 'no license' 0 'Openness: unknown' 'No license of the weights'

printf '# how the program is installed\n' >open/setup.py
cp open/setup.py open/tokenization_tern.py
run scan -f json open
expect 'what is called otherwise may not be it' 0 '"is": "open weights"'
refuse 'no more than its name says' 'setup.py may be it|tokenization_tern.py may be it'
cp open/setup.py open/tern.py
run scan -f json open
expect 'and what is called anyhow may' 0 'tern.py may be it'
rm open/*.py

# broken NAME SED PLACE WORDS
mkdir -p d/rules
broken() {
	sed -e "$2" "$LICET_ROOT/rules/openness.yaml" >d/rules/openness.yaml
	run scan --data d open
	expect "$1" 2 "rules/openness\\.yaml:[0-9]+:$3: $4"
}
broken 'a class that is none' '0,/^  class: III/s//  class: IV/' 10 "there is no class 'IV'"
broken 'a work that is none' '0,/^  work: code/s//  work: art/' 9 "there is no work 'art'"
broken 'a field that is none' '0,/^  work: code/s//  art: code/' 3 "there is no field 'art'"
broken 'a license that is none' 's/openmdw-1\.1\]/no-such-license]/' '[0-9]+' "there is no license 'no-such-license'"
broken 'a fact that is none' 's/facts: osi,/facts: osd,/' '[0-9]+' "a fact is osi, fsf or open_definition, not 'osd'"
broken 'a component that none is' 's/instead: research-paper/instead: song/' 12 "there is no other component 'song'"
broken 'a part that is none' 's/definition: parameters/definition: weights/' '[0-9]+' 'for the definition a component is'
sed -e 's/facts: \[osi, open_definition\]/facts: open_definition/;s/categories: \[permissive, public-domain\]/categories: []/' "$LICET_ROOT/rules/openness.yaml" >d/rules/openness.yaml
run scan --data d open
expect 'what is open is data' 0 'Openness: weights with restrictions'
echo finished
