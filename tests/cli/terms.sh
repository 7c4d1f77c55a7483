# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Sentences of a card that restrict and name nothing: they are of the model where they stand under a heading about terms, or near the
# title; and near misses, which are of something else. $LICET_ROOT/LICENSE is an open license.
. "$(dirname "$0")/lib.sh"
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors

# alarm NAME CARD: terms-beside-license is found. calm NAME CARD: it is not.
alarm() {
	printf '%b' "$2" >tern/README.md
	run scan tern
	expect "alarm: $1" 0 'terms-beside-license'
}
calm() {
	printf '%b' "$2" >tern/README.md
	run scan tern
	refuse "calm: $1" 'terms-beside-license'
}
license() { alarm "$1" "# Tern\n\nA model of birds.\n\n## License\n\n$1\n"; }

license 'Commercial use is not permitted.'
license 'NOT for commercial use!'
license 'Non-commercial only'
license 'For research purposes only.'
license 'Free for academic use; contact us for a commercial license.'
license 'For any commercial use, please contact us.'
license 'Please do not use for commercial purposes.'
license '**For research use only. Not for commercial use.**'
license '> Commercial use requires permission from the authors.'
license 'Commercial use: ❌'
license 'Tern is for non-commercial use only.'
license '- Non-commercial use only'
license '仅供学术研究使用，禁止商用。'
license 'Copyright 2026 Tern Labs. All rights reserved. Unauthorized copying of this software is strictly prohibited.'
license 'You may not copy, modify or distribute this software without permission.'
license 'No use without permission of the authors.'
license 'License: Proprietary'
license 'This software is proprietary and confidential.'
license 'This source code is proprietary and confidential.'
license 'MIT. If you want to use it commercially, please reach out first.'
license 'Contact me directly if you want to use this commercially.'
license 'You can freely use it for personal use; commercial use needs our consent.'
license 'This repository is for personal/educational use only.'
license '❌ **Commercial use**: Commercial use is strictly prohibited'
license 'Feel free to use and modify it, but no commercial use without permission.'
license 'MIT License (non-commercial)'
license '禁止用于商业'
license '商用请联系我们。'
license '商用利用は禁止です。'
license '상업적 이용을 금지합니다.'
license 'Nur für nicht-kommerzielle Zwecke.'
license "L'usage commercial est interdit."
license 'Please do not use our software for large-scale commercial or industrial publications without our approval.'
alarm 'behind what introduces the code' '# Tern\n\nTorch implementation of our paper on wings. For academic use only.\n'
calm 'behind the license of the code' '# Tern\n\nThe code is released under the GPL-3.0 license. For academic use only.\n'
alarm 'under the title, bold' '# Tern\n\n**NOT for commercial use!**\n\nA model of birds.\n'
alarm 'without a word for use' '# Tern\n\nA model of birds.\n\nIt is for non-commercial.\n'
alarm 'so it is' '# Tern\n\nA model of birds. This is strictly non-commercial.\n'
alarm 'a library that is free for some' '# Tern\n\nThe library is free for non-commercial and not-for-profit usage, otherwise please contact the author.\n'
alarm 'a callout' '# Tern\n\n> [!WARNING]\n> For non-commercial use only.\n\n## Model\n\nIt knows birds.\n'
alarm 'a disclaimer' '# Tern\n\n## Install\n\nRun it.\n\n## Disclaimer\n\nFor academic research only.\n'
alarm 'a disclaimer below thanks' '# Tern\n\nA model of birds.\n\n# Acknowledgements\n\nWe thank the makers of Plover.\n\n## Disclaimer\n\nThe resources of this project are for academic research only and are strictly prohibited for commercial use.\n'
alarm 'terms below references' '# Tern\n\nA model of birds.\n\n# References\n\n## Terms of use\n\nThis repository may not be used commercially.\n'
calm 'a disclaimer below thanks, of others' '# Tern\n\nA model of birds.\n\n# Acknowledgements\n\nWe thank the makers of Plover.\n\n## Disclaimer\n\nPlover may not be used commercially.\n'
calm 'of others, on which this rests' '# Tern\n\nA model of birds.\n\n# Acknowledgements\n\n## Licenses\n\nThis project is built on Plover, which is for non-commercial use only.\n'
calm 'thanks without a chapter of terms' '# Tern\n\nA model of birds.\n\n# Acknowledgements\n\nThis project is for Plover and for non-commercial use only.\n'
alarm 'a disclaimer in Chinese' '# 燕\n\n## 免责声明\n\n仅供学习交流，不得用于商业用途。\n'
alarm 'terms of use in Chinese' '# 燕\n\n## 使用条款\n\n仅供学术研究使用。\n'
alarm 'under a heading that is joint' '# Tern\n\n## License and Acknowledgements\n\nCommercial use is prohibited.\n'
alarm 'under a heading for permission' '# Tern\n\n## Use\n\nRun it.\n\n## Permission\n\nCommercial use is prohibited.\n'
alarm 'the release' '# Tern\n\n## Ethics\n\nThis release is for research purposes only.\n'
alarm 'intended for one thing only' '# Tern\n\nThe model is intended for non-commercial use only.\n'
license '本模型旨在促进学术研究，仅用于非商业用途。'
license '本模型旨在促进学术研究，仅供非商业使用。'
license 'Use of the model is restricted to its intended non-commercial purposes.'
alarm 'under a heading for what is out of scope' '# Tern\n\n## Use\n\nRun it.\n\n## Out-of-Scope Use\n\n- Surveillance\n- No commercial use\n'
calm 'rights are reserved beside a license' '# Tern\n\n## License\n\nCopyright 2026 Tern Labs. All rights reserved.\n'
calm 'data that are kept' '# Tern\n\n## License\n\nThe training data are proprietary.\n'
calm 'a name that is kept' '# Tern\n\n## License\n\nUnauthorized use of the logo is prohibited.\n'
calm 'what it is not intended for' '# Tern\n\n## Use\n\nRun it.\n\n## Out-of-Scope Use\n\nNot intended for commercial use.\n'
calm 'the same of the model' '# Tern\n\n## Use\n\nRun it.\n\n## Out-of-Scope Use\n\nThe model is not intended for commercial use.\n'
calm 'a use that is said to be out of scope' '# Tern\n\n## Use\n\nRun it.\n\n## Out-of-Scope Use\n\n- Any use outside of research projects is currently out of scope as we do not test Tern elsewhere.\n'
calm 'a use that is out of scope' '# Tern\n\n## Use\n\nRun it.\n\n## Out-of-Scope Use\n\n- Commercial use\n'
rm tern/LICENSE
printf -- '---\nlicense: mit\n---\n# Tern\n\n## Terms\n\nCommercial use is not permitted.\n' >tern/README.md
run scan tern
expect 'alarm: against a field' 0 'terms-beside-license'
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n\n## License\n\nCommercial use is not permitted.\n' >tern/README.md
run scan tern
refuse 'calm: the license says it itself' 'terms-beside-license'
cp "$LICET_ROOT/LICENSE" tern/LICENSE

calm 'a dataset' '# Tern\n\n## License\n\nThe Plover dataset is for non-commercial use only.\n'
calm 'under a heading for the data' '# Tern\n\n## Dataset\n\n### License\n\nFor non-commercial use only.\n'
calm 'behind a sentence about the data' '# Tern\n\n## License\n\nThe images are from the Plover dataset. It is for non-commercial use only.\n'
calm 'pictures' '# Tern\n\n## License\n\nThe sample pictures are for non-commercial use only.\n'
calm 'a demo' '# Tern\n\n## Terms\n\nThe online demo is for research purposes only.\n'
calm 'an interface' '# Tern\n\nCommercial use of the hosted API requires a license.\n'
calm 'a logo' '# Tern\n\n## License\n\nCommercial use of the logo is not permitted.\n'
calm 'another project' '# Tern\n\n## Related work\n\nFor research purposes only.\n'
calm 'thanks' '# Tern\n\n## Acknowledgements\n\nWe thank the makers of Plover. Non-commercial use only.\n'
calm 'the code of others' '# Tern\n\n## License\n\nThe renderer is taken from Plover, which is for non-commercial use only.\n'
calm 'outputs of another model' '# Tern\n\n## License\n\nOutputs of Plover are for non-commercial use only.\n'
calm 'a list of data' '# Tern\n\n## License\n\nThe datasets have terms of their own:\n\n- For non-commercial use only.\n'
calm 'how to use a tool' '# Tern\n\n## Evaluation\n\nFor research purposes only.\n'
calm 'an answer in a table' '# Tern\n\n| Model | Response |\n| --- | --- |\n| Other models | The model must not be used for commercial purposes. |\n'
calm 'an answer below its heading' '# Tern\n\n## Sample answers\n\nThe model must not be used for commercial purposes.\n'
alarm 'the title speaks of answers' '# Tern answers\n\nThe model must not be used for commercial purposes.\n'
alarm 'a table of other things' '# Tern\n\n| Question | Note |\n| --- | --- |\n| Trade | The model must not be used for commercial purposes. |\n'
calm 'what is intended' '# Tern\n\nIntended for research.\n'
calm 'what is intended, of a use that a rule knows' '# Tern\n\nThe model is for non-commercial use, as intended by its authors.\n'
calm 'weights of others' '# Tern\n\n## License\n\nThe model weights borrowed from Plover may not be used for commercial purposes.\n'
calm 'commerce is allowed' '# Tern\n\n## License\n\nCommercial use is permitted.\n'
calm 'both' '# Tern\n\n## License\n\nFree for research and commercial use.\n'
calm 'support' '# Tern\n\n## License\n\nFor commercial support, please contact us.\n'
calm 'a column of a table' '# Tern\n\n## Models\n\n| Plover | for non-commercial use only |\n| --- | --- |\n'
calm 'the license in its own words' '# Tern\n\n## License\n\nThe software is provided as is, without warranty.\n'
calm 'a demo in Chinese' '# 燕\n\n## 许可\n\n在线演示仅供学术研究使用。\n'
calm 'data in Chinese' '# 燕\n\n## 许可\n\n数据集仅限非商业用途。\n'
calm 'under a heading for versions in Chinese' '# 燕\n\n## 版本\n\n仅供学术研究使用。\n'
calm 'a trade mark in Japanese' '# 燕\n\n## ライセンス\n\nロゴの商用利用は禁止です。\n'
calm 'code alone' '# Tern\n\n## License\n\nThe scripts are for research purposes only.\n'
# What a sentence is about: a method is what is here, a reason is not what it is about; a demo, data and limits that are denied are not.
alarm 'a method' '# Tern\n\nBirds.\n\nThis method is for non-commercial use only.\n'
alarm 'behind a reason' '# Tern\n\nBirds.\n\nDue to its dependencies, Tern may only be used for non-commercial purposes.\n'
alarm 'another name, because of dependencies' '# Tern\n\n## License\n\nBecause of these dependencies, TernSky can be used for non-commercial purposes only.\n'
alarm 'a subject in the reason alone' '# Tern\n\nBirds.\n\nDue to the faults of the model, commercial use is not permitted.\n'
alarm 'data and what is here' '# Tern\n\nThe data and the software are for non-commercial use only.\n'
calm 'data in a place' '# Tern\n\nBirds.\n\nThe training data of Tern is available in the [hub repository](https://example.org/tern) for non-commercial use only.\n'
calm 'a demo' '# Tern\n\nBirds.\n\nThe web demo serves as a preview and is only for non-commercial use, subject to the Model License of Auk.\n'
calm 'a limit that is denied' '# Tern\n\nBirds.\n\nOur models are neither restricted by non-commercial clauses for any use nor sold.\n'
calm 'a heading of third parties' '# Tern\n\n## Third-party licenses\n\nNon-commercial use only.\n'

# A card promises more than the license file grants.
license_file() {
	printf 'Tern License\n\nCopyright the Tern Lab. You are granted a license to use and copy the model under these terms and conditions.\n\n%s\n' "$1" >tern/LICENSE
}
promise() {
	printf '# Tern\n\n## License\n\n%b\n' "$2" >tern/README.md
	run scan tern
	expect "promise: $1" 0 'warning promise-exceeds-license' 'LICENSE, line 5'
}
no_promise() {
	printf '# Tern\n\n## License\n\n%b\n' "$2" >tern/README.md
	run scan tern
	refuse "no promise: $1" 'promise-exceeds-license'
}
license_file 'The model may be used for non-commercial purposes only.'
promise 'by a noun' 'The weights are open for research and support free commercial use.'
promise 'by its name' 'Tern-7B may be used commercially without a license.'
promise 'in Chinese' '模型权重对学术研究开放，并支持免费商用。'
no_promise 'with a condition' 'The weights are free for commercial use after registration.'
no_promise 'denied' 'The model is not free for commercial use.'
no_promise 'of data' 'The dataset is free for commercial use.'
no_promise 'of another model' 'Auk-9 is free for commercial use.'
license_file 'For commercial use of the model you must register with the Tern Lab first and obtain its written permission.'
promise 'where the license asks for permission' 'The weights are fully open for research and commercial use.'
no_promise 'whose condition follows' 'The models support commercial use. If you wish to use them for commercial purposes, please write to us to apply.'
promise 'whose condition is far away' 'The models support commercial use.\n\n## Birds\n\n'"$(printf 'Songs of birds that nest here. %.0s' 1 2 3 4 5 6 7 8)"'\n\nIf you wish to use the tool for commercial purposes, please write to us to apply.'
license_file 'You may use the model for any purpose, but must register before you download it.'
no_promise 'where the license asks all to register' 'The model is free for commercial use.'
cp "$LICET_ROOT/LICENSE" tern/LICENSE
no_promise 'that the license keeps' 'The model is free for commercial use.'

# Of a project without a license for its weights, what holds for all of it is held against the license of its code.
printf '[![Code License](https://img.shields.io/badge/Code%%20License-MIT-green.svg)](LICENSE)\n\n# Tern\n\nThe model weights are limited to research purposes only.\n\n## Disclaimer\n\nThis project is for study only, commercial use is prohibited.\n' >tern/README.md && rm tern/m.safetensors && run scan tern
expect 'the whole project against its code' 0 'terms-beside-license' 'MIT, which is the license of the'
weights tern/m.safetensors

# A card that calls its own model by name says what that is made from; the license here is that of the code.
made_from() {
	printf '# Tern\n\n%b\n' "$1" >code/tern/README.md
	run scan code/tern
}
mkdir -p code/tern && cp "$LICET_ROOT/LICENSE" code/tern/LICENSE
made_from 'The open-source Tern-7B is fine-tuned based on Llama-2-7b.'
expect 'a sentence, and no weights' 0 'warning laundering-suspected' 'README.md, line 3'
made_from 'The current version of Tern is trained based on Llama-2-7b.'
expect 'a version of it' 0 'warning laundering-suspected' 'comes from Llama-2-7b'
made_from 'The weights are a delta, and the script can be used to convert LLaMA-65B to Tern.'
expect 'a delta' 0 'warning laundering-suspected' 'llama-1-noncommercial'
made_from 'Tern-7B is fine-tuned from LLaMA.'
expect 'a base of a family' 0 'warning laundering-suspected' 'which of that|that family|demands the least'
made_from 'Auk-7B is fine-tuned based on Llama-2-7b.'
refuse 'of another model' 'laundering'
made_from 'Tern-7B is fine-tuned based on Llama-2-7b.\n\nThe code is under the MIT License. The weights of the small Tern are under the Apache-2.0 license.'
refuse 'where models are told from each other' 'laundering'

# A license of its own that borrows most of a short one is no edit of that; one with a few words put in is.
borrowing() {
	sed 's/including without limitation the rights//; s/in an action of contract, tort or otherwise//I' "$LICET_ROOT/LICENSE"
	i=0
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		printf '\nThe licensee shall use release %s of the birds for non-commercial purposes only, and must not distribute it to any third party.\n' $i
	done
}
mkdir own && borrowing 14 >own/LICENSE
run scan own
refuse 'a text that borrows' 'edited-license-text'
expect 'and is one of its own' 0 'unknown-license-text'
borrowing 2 >own/LICENSE
run scan own
expect 'an edit' 0 'edited-license-text'
# Terms of their own that quote the license of a component behind them, and a long rider in front of a license.
quoting() {
	printf '# Tern Terms of Use\n'
	i=0
	while [ $i -lt "$1" ]; do
		i=$((i + 1))
		printf '\nUnder this license the licensee shall use release %s of the birds for research only, and must not distribute it to any third party.\n' $i
	done
	printf '\nThe wing is released by its makers:\n\n' && cat "$LICET_ROOT/LICENSE"
}
quoting 25 >own/LICENSE
run scan own
expect 'terms that no record explains' 0 'warning unknown-license-text'
refuse 'and what they quote is no edit' 'edited-license-text|text-adds-restriction'
quoting 5 >own/LICENSE
run scan own
expect 'a long rider is one' 0 'MIT, edited' 'text-adds-restriction' 'unknown-license-text' 'With it stands the text of the MIT'
refuse 'and told once' 'edited-license-text'
# Terms that are called after data bind who takes the data; where nothing else is here, nobody knows.
quoting 25 | sed '/^The wing/,$d' >own/Tern-Dataset-Terms-of-Use.txt && cp "$LICET_ROOT/LICENSE" own/LICENSE
run scan own
expect 'terms of a data set' 0 '^PASS' 'note +unknown-data-terms' 'Tern-Dataset-Terms-of-Use.txt'
rm own/LICENSE && run scan own
expect 'and nothing else' 0 '^REVIEW'
mv own/Tern-Dataset-Terms-of-Use.txt own/Tern-Terms-of-Use.txt && cp "$LICET_ROOT/LICENSE" own/LICENSE && run scan own
expect 'terms of anything' 0 'warning unknown-license-text'

# Where such a text begins and ends: neither what is to be installed nor how to write to the authors is a part of it.
mkdir lines && {
	printf '# Tern\n\n## Start\n\nInstall the required packages first.\n\n## Birds\n'
	for i in 1 2 3 4 5; do
		printf '\nThe licensee shall use release %s of the birds for non-commercial purposes only under this license, and must not distribute it.\n' $i
	done
	printf '\n## Contact us\n\nYou must write to the licensor about the license and other terms.\n'
} >lines/README.md
run scan lines
expect 'where the text begins and ends' 0 'unknown-license-text' 'README.md, lines 9 to 17, reads'
# A license file that holds such terms tells them for the cards that sum it up, too.
mkdir faq && cp lines/README.md faq/LICENSE.md && cp lines/README.md faq/LICENSE-FAQ.md && cp lines/README.md faq/README.md
run scan faq
expect 'terms of a license file' 0 'warning unknown-license-text' 'LICENSE.md, lines' 'LICENSE.md holds terms'
refuse 'told once' '(FAQ|README).md, lines'
rm faq/LICENSE.md && run scan faq
expect 'and of a summary alone' 0 'warning unknown-license-text' 'FAQ.md, lines'
# Beside a license the finding says itself what such terms of a card restrict.
cp "$LICET_ROOT/LICENSE" lines/LICENSE && run scan lines
expect 'what the terms restrict' 0 'warning unknown-license-text' 'restricts use .no-distribution'
rm lines/LICENSE
# A list of tasks states no terms; a box to tick for those who agree does.
tasks() {
	printf '# Tern\n\nYou must:\n\n%b\n' "$1" >tasks.md
	run identify tasks.md
}
tasks '- [x] Release the source code to the public\n- [ ] publish the training data'
refuse 'a list of tasks' 'source-disclosure'
tasks '- [ ] I will use the weights only for non-commercial purposes.'
expect 'a box to tick' 0 'non-commercial'

# One clause that two rules read, the one from its heading on.
cat >cap.txt <<'T'
Tern License

Tern Version Release Date: May 5, 2026

1. You may use, copy and change the model for free, if you keep to these terms.

2. Additional Commercial Terms. If, on the Tern version release date, the monthly active users of the products of the licensee, or its affiliates, is greater than 10 million monthly active users in the preceding calendar month, you must request a license from us.
T
run identify cap.txt
expect 'a clause that two rules read' 0 'usage-cap: limit 10000000, metric monthly-active-users, as_of 2026-05-05'
[ "$(grep -c usage-cap: out)" -eq 1 ] && echo 'ok is one clause' || echo 'not ok it is told twice'
# Words that bind beside a license that stands there word for word: none of them passes, whether a rule reads them or not.
mkdir rider && weights rider/m.safetensors && printf '# Tern\n' >rider/README.md
for words in 'You must send us a postcard.' 'Whoever publishes results must cite our paper.' 'Changed versions must have another name.' \
	'The software is for people who cannot see, and for them alone.' 'You may run it on one machine at a time.' 'All outputs belong to us.' \
	'Each use requires a subscription that is paid for.' 'You must show "Runs on Tern" to all users.' 'Use on the moon is prohibited.' \
	'Users must comply with the licenses of third-party components and use the software for research alone.' \
	'Contributors and all others may not use the software commercially.' '使用者必须寄一张明信片。' 'Jeder Nutzer muss uns eine Postkarte schicken.' 'Вы должны прислать нам открытку с птицей.'; do
	{ cat "$LICET_ROOT/LICENSE" && printf '\n%s\n' "$words"; } >rider/LICENSE
	run scan rider
	expect "behind: $words" 0 '^REVIEW' 'added-term|edited-license-text|terms-beside-license'
	{ printf 'Tern\n\n%s\n\n' "$words" && cat "$LICET_ROOT/LICENSE"; } >rider/LICENSE
	run scan rider
	expect "in front: $words" 0 '^REVIEW' 'added-term|edited-license-text|terms-beside-license'
done
{ printf 'Noncommercial License\n\n' && sed 's/including without limitation/including/; s/ and\/or sell//' "$LICET_ROOT/LICENSE"; } >rider/LICENSE
printf '# Tern\n\n## License\n\n[Noncommercial License](LICENSE)\n\nNo part of the model may be used for commercial purposes.\n' >rider/README.md
run scan rider
expect 'an edited text says it itself' 0 '^REVIEW' 'text-adds-restriction'
refuse 'and is not held against itself, nor by the card' 'terms-beside-license'
{ printf 'Wren Nets for non-commercial purposes\n\n' && sed 's/including without limitation/including/' "$LICET_ROOT/LICENSE"; } >rider/LICENSE
printf '# Tern\n\nThe trained models can only be used for non-commercial purposes.\n' >rider/README.md
run scan rider
expect 'the title of an edited text says it' 0 '^REVIEW' 'text-adds-restriction|edited-license-text'
refuse 'and the card says no more' 'terms-beside-license'
# What the card keeps out, in words that name nothing else.
cp "$LICET_ROOT/LICENSE" rider/LICENSE
for words in 'All resources are for academic research only.' 'Only academic usage is permitted.' 'The models are provided under a research-only license.' \
	'The code and models are free for non-profit organisations.' 'The code and the models are licensed under the MIT License for academic and other non-commercial uses.' \
	'We have open-sourced the weights for non-commercial use by single persons.'; do
	printf '# Tern\n\n## License\n\n%s\n' "$words" >rider/README.md
	run scan rider
	expect "kept out beside the license: $words" 0 '^REVIEW' 'terms-beside-license'
done
# Words that name no license, and say what it keeps out.
cp "$LICET_ROOT/LICENSE" rider/LICENSE
for words in 'Non-commercial bespoke license.' 'A non-commercial license.'; do
	printf '# Tern\n\n## License\n\n%s Please refer to the terms [here](LICENSE).\n' "$words" >rider/README.md
	run scan rider
	expect "a license by its kind: $words" 0 '^REVIEW' 'License +MIT$' 'terms-beside-license'
	refuse "that names none: $words" 'claim-contradicts-text'
done
printf '# Tern\n' >rider/README.md
for words in 'Further, the project may contain third-party software under licenses that require the authors to display the following notice:' \
	'The authors do not make any representation or warranty with respect to any free software that may be included in the program. THE AUTHORS DISCLAIM ALL LIABILITY TO ANY THIRD PARTY RELATED TO SUCH SOFTWARE.' \
	'If a contributor wants to mark their own copyright on a contribution, they should indicate it solely in the message of the commit.' \
	'By contributing to this repository the contributor releases their content to the license and copyright terms herein.' \
	'Users must comply with all terms and conditions of the original licenses of these third-party components.' \
	'For questions write to the authors.' 'Tern is made by those who love birds.' 'Third-party code must keep its own notices.' 'Please cite us if you like.' \
	'You are not required to tell us.' 'Required Notice: Copyright (c) 2026 Auk'; do
	{ cat "$LICET_ROOT/LICENSE" && printf '\n%s\n' "$words"; } >rider/LICENSE
	run scan rider
	expect "no term: $words" 0 '^PASS'
	refuse "nothing is added by: $words" 'added-term'
done
{ cat "$LICET_ROOT/LICENSE" && printf '\nYou must send us a postcard.\n'; } >rider/LICENSE && run scan rider
expect 'the words are shown' 0 'LICENSE, line [0-9]+, adds to the text of the MIT License: "You must send us a'
apache=$LICET_SHARED/texts/apache-2.0/canonical.txt
if [ -f "$apache" ]; then
	{ cat "$apache" && printf '\nCopyright 2026 Auk\n\n' && grep -A 3 'Unless required by applicable law or agreed to in writing, software$' "$apache" && printf '\n'; } >rider/LICENSE
	run scan rider
	expect 'what the license says itself' 0 '^PASS'
else
	echo "skip a sentence of the license: there is nothing in $LICET_SHARED"
fi
echo finished
