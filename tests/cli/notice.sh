# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# licet notice: what must go with a distribution, from the texts in it.
. "$(dirname "$0")/lib.sh"
model=$LICET_ROOT/fixtures/example-community/Example-Tiny

run notice "$model"
expect 'sentences and texts' 0 '^License: LicenseRef-example-community' '^Built with Example$' '^=== license: LICENSE'
cp out first
run notice "$model"
cmp -s out first && echo 'ok it is the same again' || echo 'not ok it is not the same again'

mkdir more && cp "$model/LICENSE" "$model/model.safetensors" more/ && cp "$model/LICENSE" more/LICENSE.txt
printf '  Copyright 2026 The Tern people\nCopyright is a right.\n' >more/NOTICE
run notice -f json more
expect 'copyright lines' 0 '"Copyright 2026 The Tern people"$'
[ "$(grep -c '"role": "license"' out)" = 1 ] && echo 'ok a text is written once' || echo 'not ok a text is written once'
run notice -f markdown -o n.md more
expect 'into a file' 0
grep -q 'Copyright is a right' n.md && echo 'ok notices word for word' || echo 'not ok notices word for word'

mkdir bare && weights bare/m.safetensors && printf -- '---\nlicense: mit\n---\n# Bare\n' >bare/README.md
run notice bare
expect 'a text that is not here is named' 3 'The text of the MIT License .https://.* is not in the distribution'
mkdir made && weights made/m.safetensors && printf -- '---\nlicense: llama3.2\nbase_model: meta-llama/Llama-3.2-1B\n---\n# Made\n' >made/README.md
run notice made
expect 'what is made from another model' 3 '^Made from: meta-llama/Llama-3.2-1B$' '^Built with Llama$' 'The text of the Llama 3\.2 Community License Agreement' 'The text of the Llama 3\.2 Acceptable Use Policy'
mkdir given && weights given/m.safetensors && printf -- '---\nlicense: cc-by-4.0\nbase_model: lab/tern\n---\n# Given\n' >given/README.md
run notice -f json given
expect 'credit in our own words' 3 'given is under the Creative Commons Attribution 4.0 International' '"texts_missing": \['
sed -i 's/cc-by-4.0/mit/; s|lab/tern|stabilityai/stablelm-base-alpha-7b|' given/README.md
run notice given
expect 'credit to the base' 3 'given is made from stabilityai/stablelm-base-alpha-7b, which is under the Creative Commons'
refuse 'whose license is not that of the model' '^given is under'
run notice -f pdf bare
expect 'no such format' 2 'there is no format'
echo finished
