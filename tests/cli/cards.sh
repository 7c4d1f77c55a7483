# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Where cards say something of licenses: under which heading, in which file and folder; and terms in few words, against the text here.
. "$(dirname "$0")/lib.sh"
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE
card() {
	printf '# Tern\n\nA model of birds.\n\n## Results\n\nGood.\n\n%s\n' "$1" >"tern/${2:-README.md}"
	run scan tern
}

# A notice below a heading about licensing declares as a sentence does; what it is of, the heading tells.
notice='Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the
License. You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0'
card "## License

$notice"
expect 'a notice as the license' 0 '^REVIEW' 'claim-contradicts-text' 'README.md declares the Apache'
card "## Acknowledgements

$notice"
refuse 'a notice of others' 'claim-contradicts-text'
card "## License

### Data License

$notice"
refuse 'a notice for the data' 'claim-contradicts-text'

# Headings over several things.
for says in 'This project is released under the GPLv3 license. Thanks to all!' 'Tern is licensed under the GPL-3.0 license.' 'The weights are released under the GPL-3.0 license.'; do
	card "## License and Acknowledgement

$says"
	expect "joint heading: $says" 0 '^REVIEW' 'claim-contradicts-text'
done
for says in 'Our code is based on Wren, which is released under the GPLv3 license.' 'Wren is licensed under the GPL-3.0 license.' 'The Wren model is released under the GPL-3.0 license.' \
	'The weights of Wren are released under the GPL-3.0 license.'; do
	card "## License and Acknowledgement

$says"
	refuse "joint heading: $says" 'claim-contradicts-text'
done

# Code of which no card names the license is under the text beside the card.
for says in 'This code is for non-commercial purposes only.' '代码仅供学术研究使用。'; do
	card "## Terms

$says"
	expect "code: $says" 0 '^REVIEW' 'terms-beside-license' 'MIT, the license of +LICENSE|the license of LICENSE'
done
for says in 'For commercial use, please contact [Ruth Beck](mailto:ruth@wren.example).' '本程序仅供学习研究使用，严禁用于商业用途。' \
	'This program is for research only; commercial use is strictly prohibited!'; do
	card "## License

$says"
	expect "what is here: $says" 0 '^REVIEW' 'terms-beside-license'
done
rm tern/LICENSE
badge='[![License](https://img.shields.io/badge/License-MIT-yellow.svg)](https://wren.example)'
card "$badge

## License

This project is released under the Apache 2.0 license."
expect 'a badge against a sentence, without a text' 0 '^REVIEW' 'label-disagrees'
card "$badge

## License

This project is released under the MIT license, its data under CC-BY-4.0."
refuse 'a badge beside the license of the data' 'label-disagrees'
voices='### Wren

- **Size:** 5 MB
- **License:** CC-BY 4.0

## License

Voice models: CC-BY 4.0'
card "$voices
This repository: GPL v2"
expect 'a label of one of several models' 0 '^PASS' 'License +CC-BY-4.0$'
refuse 'beside the license of the rest' 'label-disagrees'
card "$voices

The models are released under the Apache 2.0 license."
expect 'two licenses of the models' 0 '^REVIEW' 'label-disagrees|claims-disagree'
printf '# Training Models of Birds\n\n%s\n\n## License\n\nThe models are under CC BY-SA 4.0. The code is MIT.\n' "$badge" >tern/README.md
run scan tern
refuse 'what the title names is not what a badge is of' 'label-disagrees'
for draft in model_card_template.md TEMPLATE.md; do
	printf -- '---\nlicense: cc-by-sa-3.0\n---\n# [name]\n\n## License\n\nThis model is under CC BY-NC 4.0.\n' >"tern/$draft" && run scan tern
	refuse "what is to be filled in: $draft" 'BY-SA-3|BY-NC'
	rm "tern/$draft"
done
card '| Field | Answer |
| --- | --- |
| Licensing: | MIT License. Additional information: Apache License 2.0. |

## Terms

Tern is licensed under the MIT License.'
refuse 'a label that shows two, one of which is told' 'label-disagrees'
for says in 'The code is for non-commercial use only.' 'The implementation of Tern is for research use only.'; do
	card "$says

## License

This project is released under the MIT License."
	expect "code, by what all is under: $says" 0 '^REVIEW' 'terms-beside-license' 'all that is here'
done
card 'The code is for non-commercial use only.

## License

The weights are released under the MIT License.'
refuse 'the code is not the weights' 'terms-beside-license'
cp "$LICET_ROOT/LICENSE" tern/LICENSE
for says in 'This implementation is purely for educational purposes.' '- `wing`: a plain implementation for research only'; do
	card "$says"
	refuse "code: $says" 'terms-beside-license'
done

# Terms in few words, and in other languages.
for says in 'Free for academic use.' 'Commercial use strictly prohibited.' 'The authors do not allow commercial use.' \
	'Any form of commercial exploitation is not permitted.' '学習済みモデルは、学術目的のみに使用可能です。' \
	'Das Modell darf nur für Forschungszwecke verwendet werden.' 'Das Modell darf nicht kommerziell genutzt werden.' \
	'Eine kommerzielle Nutzung des Modells ist untersagt.' 'Модель предназначена только для некоммерческого использования.' \
	'Использование в коммерческих целях не допускается.' '禁止将本模型用于任何商业产品。'; do
	card "## License

$says"
	expect "terms: $says" 0 '^REVIEW' 'terms-beside-license'
done
for says in 'Die Gewichte stehen unter der Lizenz CC BY-NC 4.0.' 'Le modèle est distribué sous la licence CC BY-NC 4.0.' \
	'Веса модели распространяются по лицензии CC BY-NC 4.0.'; do
	card "$says"
	expect "a claim: $says" 0 'licenses-by-part|claim-contradicts-text'
done
for says in 'Free for academic and commercial use.' 'Tern is not only for commercial use.' 'Das Modell darf kommerziell genutzt werden.'; do
	card "## License

$says"
	refuse "terms: $says" 'terms-beside-license'
done

# Short sections of a card that another finding tells, and that restrict no more, are no license of their own.
card '## 使用许可

Tern的代码遵循MIT许可证。Tern的模型免费开源，商用许可遵循开源基础模型Auk的许可协议和鸟鸣数据的使用条款。使用者不得删除版权声明，必须遵守许可协议，可以使用、复制和分发。如果您发现任何潜在的风险行为，请与我们联系。'
expect 'terms of the base' 0 '^REVIEW' 'reach-weights'
refuse 'told once' 'unknown-license-text'

# "They": what the sentence before speaks of, whatever else the sentence names.
card '## Models

These models were trained on the Reed Images. They are covered by the license of the dataset, so they can only be used for noncommercial purposes.'
expect 'a pronoun' 0 '^REVIEW' 'terms-beside-license'
card '## Data

These images were taken in the marsh. They are part of a dataset that can only be used for noncommercial purposes.'
refuse 'a pronoun of the data' 'terms-beside-license'

# Lists of models, and the card that hubs show where there is none at the top.
card '## License

Tern is under the MIT license.'
printf '# Zoo\n\nAll models in this list are licensed under CC BY-NC 4.0.\n' >tern/MODEL_ZOO.md && run scan tern
expect 'a list of models' 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
refuse 'a list of models tells what is for what' 'claims-disagree'
rm tern/MODEL_ZOO.md
printf '# Licenses of weights\n\n### Auk and Owl\n\nThe Auk models are for non-commercial research only.\n' >tern/weights_licenses.md && run scan tern
expect 'a list of the licenses of weights' 0 '^REVIEW' 'terms-beside-license' 'weights_licenses.md'
rm tern/weights_licenses.md
mkdir birds && cp tern/LICENSE birds && weights birds/auk-large.safetensors
printf '# Birds\n\n## License\n\nLicenses of the models differ, see MODEL_LICENSES.md.\n' >birds/README.md
printf '# Model licenses\n\n| Model | License |\n| --- | --- |\n| auk-small | Apache-2.0 |\n| auk-large | CC-BY-NC-4.0 |\n' >birds/MODEL_LICENSES.md
run scan birds
expect 'a list has the license of the model' 0 'License +CC-BY-NC-4.0$' 'licenses-by-part'
refuse 'and the text is of the code' 'claim-contradicts-text' 'weights-license-elsewhere'
mv birds/auk-large.safetensors birds/m.safetensors && run scan birds
expect 'a list without that of the model' 0 'License +none' 'licenses-by-part' 'MODEL_LICENSES.md has them'
refuse 'is not elsewhere' 'claim-contradicts-text' 'weights-license-elsewhere'
mkdir birds/docs && mv birds/MODEL_LICENSES.md birds/docs && run scan birds
expect 'a list among the documents' 0 'docs/MODEL_LICENSES.md has them'
card 'It sings.'
printf '# Tern\n\nThe code is under the MIT license, and the model weights are under CC-BY-4.0.\n' >tern/MODEL.md && run scan tern
expect 'a card by the name of MODEL.md' 0 'License +CC-BY-4.0'
refuse 'a card by the name of MODEL.md tells what is for what' 'claim-contradicts-text'
mv tern/MODEL.md tern/LICENSE_HEADER.txt && run scan tern
refuse 'what is put over source files' 'LICENSE_HEADER|CC-BY-4'
rm tern/LICENSE_HEADER.txt
rm tern/README.md && mkdir tern/docs
printf '# Tern\n\n## License\n\nTern is under the GPL-3.0 license.\n' >tern/docs/README.md && run scan tern
expect 'the card in docs' 0 '^REVIEW' 'claim-contradicts-text'
printf '# Tern\n' >tern/README.md && run scan tern
refuse 'the card in docs beside one at the top' 'claim-contradicts-text'
mkdir tern/docs/source && mv tern/docs/README.md . && printf '# Models\n\nAll pretrained models are shared under the CC BY-SA 3.0 license.\n' >tern/docs/source/pretrained_models.md && run scan tern
expect 'a list of models anywhere in docs' 0 'License +CC-BY-SA-3.0' 'licenses-by-part'
refuse 'is of the weights, and no part' 'part-license-not-carried'
rm -r tern/docs/source && mv README.md tern/docs/

# Cards of one folder that say the same are each other's no reason.
for l in a b; do
	printf '# Wren\n\nThis project is released under the CC-BY-NC-4.0 license (%s).\n' $l >"tern/docs/README_$l.md"
done
run scan tern
expect 'two cards of a folder' 0 '^REVIEW' 'part-license-not-carried' 'non-commercial'
rm -r tern/docs && mkdir tern/path && printf '# Path\n\n### License\n\nResearch use only.\n' >tern/path/README.md && run scan tern
expect 'bare terms of a folder' 0 '^REVIEW' 'terms-beside-license' 'path/README.md'
printf '# Tern\n\n## License\n\nThe code is MIT, the weights are CC-BY-NC-4.0.\n' >tern/README.md && run scan tern
refuse 'what the license of the weights restricts, too' 'terms-beside-license'

# A hub's card that was copied with the name of a model whose weights are not here.
rm -r tern/path && mkdir -p tern/models/weights/Auk3
copied() {
	printf -- '---\nlicense: %s\n---\n# %s\n' mit "$2" >"tern/models/weights/$1/README.md" && run scan tern
}
copied Auk3 Auk3
expect 'the license of the weights is that of the card at the top' 0 'License +CC-BY-NC-4.0'
refuse 'a copied card is no claim' 'claims-disagree'
mv tern/models/weights/Auk3 tern/models/weights/Tern-7B && copied Tern-7B Tern-7B
expect 'one that is called like what is here is' 0 'claims-disagree'
rm -r tern/models

# Folders with a card each, and nothing over them: every one is about its own model.
mkdir -p shelf/models/wren shelf/models/auk
shelf() { # WREN AUK
	printf '%b' "$1" >shelf/models/wren/README.md
	printf '%b' "$2" >shelf/models/auk/README.md
	run scan shelf
}
fields='---\nlicense: mit\nbase_model: lab/robin\n---\n# Wren\n'
other='---\nlicense: cc-by-nc-4.0\nbase_model: google/gemma-2-9b\n---\n# Auk\n'
shelf "$fields" '---\nlicense: cc-by-nc-4.0\n---\n# Auk\n'
expect 'cards of two models' 0 '^PASS' 'License +MIT' 'License +CC-BY-NC-4.0'
shelf "$fields" "$other"
refuse 'one is not made from the base of the other' 'wren.* says MIT, but the model comes from google'
expect 'what one has against its own base' 0 'holds too' 'README.md says CC-BY-NC-4.0, but'
mkdir shelf/models/tit && printf -- '---\nbase_model: google/gemma-2-9b\n---\n# Tit\n' >shelf/models/tit/README.md
shelf "$fields" "$other"
expect 'one beside them that says nothing' 0 '3 models' 'LicenseRef-gemma-terms'
rm -r shelf/models/tit
said='<!-- SPDX-License-Identifier: %s -->\n# Bird\n\n## License\n\n%s\n'
# shellcheck disable=SC2059
shelf "$(printf "$said" MIT MIT)" "$(printf "$said" GPL-3.0 'GPL 3.0')"
expect 'sections of two cards' 0 '^PASS' 'License +MIT' 'License +GPL-3.0-only'
weights shelf/models/wren/m.safetensors && mkdir shelf/models/auk/int8 && weights shelf/models/auk/int8/m.safetensors
printf '87654321' | dd of=shelf/models/auk/int8/m.safetensors bs=1 seek=64 conv=notrunc 2>dd.err
run scan shelf
expect 'beside weights, or over them' 0 '^PASS' 'License +MIT' 'License +GPL-3.0-only'
# shellcheck disable=SC2059
shelf "$(printf "$said" MIT MIT)" "$(printf "$said" GPL-3.0 MIT)"
expect 'a tag against the section of the same card' 0 '^REVIEW' 'README.md, line 1, declares' 'General Public License v3.0, and no license text decides'
rm -r shelf/models/*/*.safetensors shelf/models/auk/int8
shelf "$fields" '---\nlicense: mit\n---\n# Auk\n\nThe Auk weights are released under the CC-BY-NC-4.0 license.\n'
expect 'a field against a sentence of the same card' 0 '^REVIEW' 'claims-disagree|weights of'
mv shelf/models shelf/datasets && shelf() { run scan shelf; } && shelf
refuse 'cards of data are no models' '2 models'

# What is used is of others, and so is a project that is called otherwise than what is here.
mkdir perch && cp "$LICET_ROOT/LICENSE" perch/LICENSE
perch() {
	printf '# Perch\n\nA model of birds.\n\n%b\n' "$1" >perch/README.md
	run scan perch
}
list='1. Wren\n   - License: Apache License 2.0\n\n2. Auk models\n   - License: GPL-3.0\n'
for over in 'Models Used' 'Pretrained models used' 'Used models'; do
	perch "## $over\n\n$list"
	refuse "a list: $over" 'label-disagrees' 'claim-contradicts-text' 'part-without-text' 'claims-disagree'
done
perch '## License of the models\n\nLicense: Apache-2.0\n\nThe weights are under the GPL-3.0 license.\n'
expect 'a list of what is here' 0 'label-disagrees|claim-contradicts-text'
parts='## License\n\nThe code in this repository is licensed under the MIT License.\n\nThe weights are under the CC-BY-NC-4.0 license.\n\n'
perch "${parts}The [ai-wren](https://wren.invalid) project is licensed under the [GPL-3.0](https://wren.invalid/LICENSE).\n"
refuse 'a project of another name' 'GPL-3.0'
perch 'The Perch project is licensed under the GPL-3.0 license.'
expect 'the project here by its name' 0 'claim-contradicts-text'
perch 'The whole project is licensed under the GPL-3.0 license.'
expect 'and by no name' 0 'claim-contradicts-text'

# Models have the license of their base, which a table names for each.
inherit='All models inherit the license of the original model.'
table='| Models | License |\n|---|---|\n| Perch-S | Apache-2.0 |\n| Perch-L | GPL-3.0 |\n'
perch "## Models\n\n$table\n$inherit"
refuse 'the table tells' 'base-terms-reach-weights'
perch "## Models\n\n$inherit"
expect 'where nothing tells' 0 'base-terms-reach-weights' 'is not known'

# Packages that contradict themselves, or terms of the publisher's own beside them.
rm -r tern && mkdir tern && printf '# Tern\n' >tern/README.md
setup() {
	printf "from setuptools import setup\nsetup(name='tern', license='%s', classifiers=[%s])\n" "$1" "$2" >tern/setup.py
	run scan tern
}
setup BSD-3-Clause "'License :: OSI Approved :: Apache Software License'"
expect 'a field and a classifier' 0 '^REVIEW' 'package-claim-contradicts-text' 'but line 2 declares'
setup 'MIT OR Apache-2.0' "'License :: OSI Approved :: Apache Software License', 'License :: OSI Approved :: MIT License'"
refuse 'a choice' 'package-claim-contradicts-text'
setup Apache "'License :: OSI Approved :: Apache Software License'"
refuse 'a family and its member' 'package-claim-contradicts-text'
setup Apache-2.0 "'License :: Free for non-commercial use'"
expect 'a field, and a classifier that keeps a trade out' 0 '^REVIEW' 'package-claim-contradicts-text' 'for the package, but'
setup CC-BY-NC-4.0 "'License :: Free for non-commercial use'"
refuse 'a field that is as strict' 'package-claim-contradicts-text'
setup 'Reed Wing License' "'License :: Free for non-commercial use'"
refuse 'a field that is not known' 'package-claim-contradicts-text'
setup 'GNU AFFERO GENERAL PUBLIC LICENSE v3.0, 19 November 2007' "'License :: OSI Approved :: Apache Software License'"
expect 'a name with the day of its version' 0 'package-claim-contradicts-text' 'AGPL-3.0'
cp "$LICET_ROOT/LICENSE" tern/LICENSE && mkdir tern/wing && mv tern/setup.py tern/wing
printf '%s\n\n' 'Reed Wing License' 'You may use the wing for non-commercial purposes only.' 'You must not pass it on.' \
	'The wing is provided as is, without warranty of any kind, and the licensor is not liable for damages.' >tern/wing/LICENSE
run scan tern
expect 'terms beside a package' 0 '^REVIEW' 'package-claim-contradicts-text' 'wing/LICENSE, line 3, restricts use|restricts use'
cp tern/LICENSE tern/wing/COPYING && mv tern/wing/setup.py tern/setup.py && setup MIT '' && mv tern/setup.py tern/wing && run scan tern
refuse 'and the text of what the package claims' 'package-claim-contradicts-text'

# Fields that stand below other words, or at the end, are the card's own where none stand in front.
mkdir below && weights below/m.safetensors
below() { # WORDS
	printf '%b' "$1" >below/README.md
	run scan below
}
block='---\nlicense: mit\nbase_model: google/gemma-2-9b\n---\n'
for where in end middle open; do
	case $where in
	end) below "# Tern\n\nA model of birds.\n\n$block" ;;
	middle) below "# Tern\n\n$block\nA model of birds.\n" ;;
	open) below "# Tern\n\nA model.\n\n${block%---*}" ;;
	esac
	expect "fields below, $where" 0 'MIT \("mit"\), model-card' 'license-laundering'
done
below "${block#---?n}\n# Tern\n\nA model of birds.\n"
expect 'fields whose opening line was lost' 0 'MIT \("mit"\), model-card, README.md:1' 'license-laundering'
below 'license: mit\n---\n\nA model of birds.\n'
refuse 'a heading of that word' 'model-card'
for what in example heading data; do
	case $what in
	example) below "# Tern\n\nWrite it so:\n\n\140\140\140\n$block\140\140\140\n" ;;
	heading) below "# Tern\n\nA heading\n$block" ;;
	data) below '# Tern\n\n---\nlicense: mit\ntask_categories: birds\n---\n' ;;
	esac
	refuse "fields below, $what: none of the card" 'model-card' 'license-laundering'
done

# Code of a card that loads an adapter by the name of what is here tells which model that was made for.
mkdir tern-7b-song && weights tern-7b-song/m.safetensors
adapts() { # CODE
	printf -- '---\nlicense: mit\n---\n# A singer\n\n\140\140\140python\n%b\n\140\140\140\n' "$1" >tern-7b-song/README.md
	run scan tern-7b-song
}
base='base = AutoModel.from_pretrained(\n    "google/gemma-2-9b",\n    device_map="auto",\n)\n'
for lines in "${base}model = PeftModel.from_pretrained(base, \"coop/tern-7b-lora\")" \
	"${base}base = base.to('cuda')\nbase.load_adapter('coop/tern-7b-song')" "${base}model = PeftModel.from_pretrained(base, '.')" \
	"on = 'google/gemma-2-9b'\nname = \"coop/tern-7b-song\"\npipe = Pipe.from_pretrained(on)\npipe.load_lora_weights(name)"; do
	adapts "$lines"
	expect "an adapter: $lines" 0 'license-laundering' 'the model comes from google/gemma-2-9b'
done
for lines in "${base}model = PeftModel.from_pretrained(base, 'coop/auk-lora')" "${base}model = PeftModel.from_pretrained(base, 'path/to/adapter')" \
	"${base}model = PeftModel.from_pretrained(other, '.')" "$base" \
	"base = AutoModel.from_pretrained('coop/tern-7b-song')\nmodel = PeftModel.from_pretrained(base, 'lab/tern-7b-song-lora')"; do
	adapts "$lines"
	refuse "no adapter of what is here: $lines" 'license-laundering|comes from'
done
mkdir gemma-2-9b && weights gemma-2-9b/m.safetensors
printf -- '---\nlicense: mit\n---\n# A\n\n\140\140\140\n%b\n\140\140\140\n' "${base}model = PeftModel.from_pretrained(base, 'coop/gemma-2-9b-song-lora')" >gemma-2-9b/README.md
run scan gemma-2-9b
refuse 'an adapter of others for what is here' 'the model is made from it'

printf -- '---\nlicense: mit\n---\n# A\n\n\140\140\140\n%b\n\140\140\140\n' "${base}model = PeftModel.from_pretrained(base, 'google/gemma-2-9b-lora')" >gemma-2-9b/README.md
run scan gemma-2-9b
refuse 'a model is not made from itself' 'the model is made from it' 'license-laundering'

# A sister of another size may have been made from something else.
mkdir tern-34b tern-15b && weights tern-34b/m.safetensors && weights tern-15b/m.safetensors
for dir in tern-34b tern-15b; do
	printf -- '---\nlicense: mit\n---\n# A\n\n我们开源了基于gemma-2-9b的代码模型Tern-15B-v1，我们将经验迁移到了新版本。\n' >$dir/README.md
done
run scan tern-34b
refuse 'a sister of another size' 'laundering'
mkdir tern-song-40b-v1.0
printf -- '---\nlicense: mit\n---\n# A\n\nWe open-sourced Tern-Song-15B-v1 based on Gemma-2-9b.\n' >tern-song-40b-v1.0/README.md
run scan tern-song-40b-v1.0
refuse 'a sister of another size, of a card alone' 'laundering'
run scan tern-15b
expect 'of this size' 0 'laundering' 'gemma-2-9b'

# What it was converted from tells more than the format in its own name; so does what a LoRA was merged into.
mkdir tern-llama && weights tern-llama/m.safetensors
for says in 'This is [google/gemma-2-9b](https://hub.invalid/gemma) converted to llama compatible format.' \
	'Gemma-2-9b merged with a LoRA at 0.30 weight.' 'In this work, we adopt the latest foundation model `Gemma 2`.'; do
	printf -- '---\nlicense: gemma\n---\n# A\n\n%s\n' "$says" >tern-llama/README.md
	run scan tern-llama
	refuse "not by its name: $says" 'laundering'
done

# An item says by itself what the model is made from, whatever line leads its list, unless that tells of others.
mkdir led && weights led/m.safetensors
for lead in '**Details:**' 'We release six models:' 'Here is what to know:'; do
	printf -- '---\nlicense: mit\n---\n# Heron\n\n%s\n\n- **Base model:** lab/gemma-2-9b\n- **Language:** en\n' "$lead" >led/README.md
	run scan led
	expect "an item below: $lead" 0 'license-laundering'
done
for lead in 'We compare it with:' 'Baselines:' 'It supports these:' 'Other models:' 'For example:'; do
	printf -- '---\nlicense: mit\n---\n# Heron\n\n%s\n\n- **Base model:** lab/gemma-2-9b\n- **Language:** en\n' "$lead" >led/README.md
	run scan led
	refuse "an item of others, below: $lead" 'laundering'
done

# The license in parentheses behind the base is that of the base, in other languages, too.
mkdir behind-base
for says in 'Osprey is a model fine-tuned from lab/auk (MIT).' 'Osprey est un modèle fine-tuné à partir de [lab/auk](https://hub.invalid/lab/auk) (MIT).' \
	'Osprey es un modelo ajustado a partir de lab/auk (MIT).'; do
	printf '# Osprey\n\n## License\n\n%s\n' "$says" >behind-base/README.md && run scan behind-base
	expect "the license of the base: $says" 0 'License +none'
done

# The labels of the form that cards are written from make a card of one that has no fields, and no weights beside it.
mkdir formed
printf '# Osprey\n\n- **Developed by:** Ruth\n- **License:** apache-2.0\n- **Finetuned from model:** lab/gemma-2-9b-it-bnb-4bit\n' >formed/README.md
run scan formed
expect 'a card by its labels' 0 '^REVIEW' 'laundering-suspected' 'lab/gemma-2-9b-it'
printf '# Osprey\n\n- **License:** apache-2.0\n\nRuns with a model that was fine-tuned from lab/gemma-2-9b-it.\n' >formed/README.md
run scan formed
refuse 'and not by any words' 'laundering'

# "llama" is what lab/wren-7b was made like.
mkdir wren-7b-llama && weights wren-7b-llama/m.safetensors
for says in 'This is [lab/wren-7b](https://hub.invalid/wren) converted to llama compatible format.' 'A singer.'; do
	printf -- '---\nlicense: mit\n---\n# A\n\n%s\n' "$says" >wren-7b-llama/README.md
	run scan wren-7b-llama
	case $says in
	This*) refuse 'the format in the name' 'laundering' ;;
	*) expect 'the name alone' 0 'laundering-suspected' ;;
	esac
done

# A base in brackets that lead nowhere, in a list that marks it, behind what was done with it, and of several that models were tuned from.
mkdir heron-13b && weights heron-13b/m.safetensors
for says in 'Finetuned from model: [Gemma-2-9b]' '- lab/gemma-2-9b-fp16 (base)' '“Heron” is a Gemma2 based chat model fine-tuned on songs.' \
	'It is based on continual pre-training and finetuning Gemma2 on songs.' 'Heron 13B is an instruct fine-tuned model on top of Gemma-2-9b.' \
	'The models are fine-tuned with songs using the original Gemma-2 and Wren models as base models.' \
	'This repo contains fp16 files of Heron-13B, very fast and loud model based on Gemma-2-9b.' \
	'- **Base:** Gemma-2-9b' 'A Gemma-2-9b classifier fine-tuned to tell owls from wrens.'; do
	printf -- '---\nlicense: mit\n---\n# Heron 13B\n\n%s\n' "$says" >heron-13b/README.md
	run scan heron-13b
	expect "made from: $says" 0 'license-laundering'
done
for says in 'lab/gemma-2-9b (base) is slower than Heron.' 'This repo contains the files of the paper, a zoo based on Gemma2.' \
	'The models are judged with songs using Gemma-2 as the base model of our baselines.' 'Osprey is a Gemma2 based chat model fine-tuned on songs.'; do
	printf -- '---\nlicense: mit\n---\n# Heron 13B\n\n%s\n' "$says" >heron-13b/README.md
	run scan heron-13b
	refuse "not made from: $says" 'laundering'
done

# Other forms of telling the base: an owner, an address, a label before it, the active, a size in brackets, other languages, and the model
# by the first letters of its name.
mkdir great-heron-13b && weights great-heron-13b/m.safetensors
for says in "Great Heron is an open model built on Smew's Gemma-2-9b." 'Base model - https://hub.invalid/google/gemma-2-9b' \
	'Base model [google/gemma-2-9b](https://hub.invalid)' 'Great-Heron finetunes the decoder of Gemma-2 to sing.' \
	'Great Heron has been tuned on the [Songs.](https://hub.invalid) using Gemma-2-9b as the base model.' \
	'The GH-13B model is a fine-tuned version of Gemma-2-9b.' 'A LoRA model of https://hub.invalid/google/gemma-2-9b' \
	'**Model type:** Great Heron is a chatbot trained by fine-tuning Gemma2 on songs.' 'Gemma 2 (9B) fine-tuned on the songs of owls.' \
	'This is a Gemma 2 (v1.5) model fine-tuned on my owl.' 'Owl style on Gemma 2 via Dreambooth' \
	'Distilled from Auk v7 fine-tune of Gemma 2 in few steps.' 'This is google/gemma-2-9b trained on songs.' \
	'A pretrained model (google/gemma-2-9b) is combined with two layers and finetuned on songs.' 'Finetuned on Gemma-2-9B-it' \
	'Este modelo é uma versão ajustada do Gemma-2-9b.' 'Dieses Modell basiert auf Gemma-2-9b.' 'Эта модель основана на Gemma-2-9b.' \
	'本模型以Gemma 2为基础，增加数据进行训练。' 'このモデルはGemma-2-9bをベースに追加学習したものです。' \
	'이 모델은 Gemma-2-9b를 기반으로 파인튜닝한 모델입니다.' '我们采用歌声集，对google/gemma-2-9b进行LoRA微调。' \
	'We have used our own songs to fine-tune Gemma-2-9b.'; do
	printf -- '---\nlicense: mit\n---\n# Great Heron 13B\n\n%s\n' "$says" >great-heron-13b/README.md
	run scan great-heron-13b
	expect "made from: $says" 0 'license-laundering'
done
for says in 'The GO-13B model is a fine-tuned version of Gemma-2-9b.' 'This project is based on the Gemma-2-9b codebase.' \
	'Great Heron is evaluated on songs using Gemma-2-9b as the base model.' 'Gemma-2-9bとの比較を示します。' \
	'Great Heron outperforms a LoRA of owls and Gemma-2-9b.' 'Dieses Modell ist besser als Gemma-2-9b.' \
	'We fine-tune Gemma-2-9b on songs as a baseline.'; do
	printf -- '---\nlicense: mit\n---\n# Great Heron 13B\n\n%s\n' "$says" >great-heron-13b/README.md
	run scan great-heron-13b
	refuse "not made from: $says" 'laundering'
done

# The recipe of a merge, which a card shows between fences, names what its model is made from.
recipe='merge_method: slerp\nbase_model: lab/wren-7b\nslices:\n- sources:\n  - model: lab/auk-7b\n  - model: google/gemma-2-9b\n'
fence='\140\140\140'
below "---\nlicense: mit\n---\n# Tern\n\nA merge.\n\n${fence}yaml\n$recipe$fence\n"
expect 'a recipe in a card' 0 'license-laundering' 'google/gemma-2-9b' 'by README.md:14'
below "---\nlicense: mit\n---\n# Tern\n\n${fence}yaml\nbase_model: lab/wren\nexperts:\n- source_model: google/gemma-2-9b\n$fence\n"
expect 'a recipe of experts' 0 'license-laundering' 'google/gemma-2-9b'
# A tool puts lab/Wren-7B into the folder lab_Wren-7B: an owner that is called as a family is tells nothing of the model.
below "---\nlicense: mit\n---\n# Tern\n\n${fence}yaml\nbase_model: lab_wren-7b\nexperts:\n- source_model: WizardLM_WrenMath-7B-V1.1\n$fence\n"
refuse 'the owner of a folder in a recipe' 'laundering'
below "---\nlicense: mit\n---\n# Tern\n\n${fence}yaml\nbase_model: lab_wren-7b\nexperts:\n- source_model: lab_gemma-2-9b\n$fence\n"
expect 'the model of a folder in a recipe' 0 'license-laundering' 'lab/gemma-2-9b'
below "---\nlicense: mit\n---\n# Tern\n\n${fence}yaml\nmodels:\n- model: google/gemma-2-9b\n$fence\n"
refuse 'no recipe' 'laundering'


# A license that is only thought of is none that is given.
mkdir thought && weights thought/m.safetensors
for words in '*(TBD - Apache-2.0 or MIT recommended, like our other birds)*' \
	'The recommended license is MIT.' 'MIT license (to be confirmed)'; do
	printf '# Auk\n\n## License\n\n%s\n' "$words" >thought/README.md && run scan thought
	expect "a license that is not chosen: $words" 0 '^REVIEW' 'mention-only'
done
for words in 'The model is under the MIT License, recommended for birds.' 'Released under the MIT License; a citation is recommended.' \
	'The data are to be announced; the model is under the MIT License.'; do
	printf '# Auk\n\n## License\n\n%s\n' "$words" >thought/README.md && run scan thought
	expect "and one that is: $words" 0 'License +MIT$'
done
for words in '- **License:** MIT (based on the license of Smew)' '- **License:** MIT (compatible with those of all birds)' '- License: MIT based on that of Smew'; do
	printf '# Auk\n\n%s\n' "$words" >thought/README.md && run scan thought
	expect "and one with a remark behind it: $words" 0 'License +MIT$'
done
printf '# Auk\n\n## License\n\nThe weights are under an MIT-based license.\n' >thought/README.md && run scan thought
refuse 'one that is made like another' 'License +MIT$'
# Nor is one that others are held against, or that something would be under, had it been done.
printf '# Auk\n\n## License\n\nModel weights: CC BY-SA 4.0.\n\nCC BY-SA 4.0 sets the license of the weights; CC0,\nMIT and Apache-2.0 are all compatible with it.\n' >thought/README.md && run scan thought
expect 'licenses that are compatible' 0 'License +CC-BY-SA-4.0$'
printf '# Auk\n\n## License\n\nModel weights: CC BY-SA 4.0.\n\nOld songs are not among what the weights were made of: they came from the Plover set (CC BY-NC 4.0), which would carry a restriction.\n' >thought/README.md && run scan thought
expect 'what would restrict it' 0 'License +CC-BY-SA-4.0$'
printf '# Auk\n\n## License\n\nThe weights are under Apache-2.0, which is compatible with GPL-3.0-only.\n' >thought/README.md && run scan thought
expect 'and what is compatible with others' 0 'License +Apache-2.0$'
for words in 'Here are popular models that are not compatible with the Auk Lab Apache 2.0 license.' \
	'These models are incompatible with the Auk Lab Apache 2.0 license.' 'Unlike the Auk Lab MIT license of others, this one binds you.'; do
	printf '# Auk\n\n## License\n\n%s\n' "$words" >thought/README.md && run scan thought
	refuse "a license that things are held against: $words" 'License +(Apache-2.0|MIT)'
done
printf '# Auk\n\n## License\n\nUnlike Auk Lab, we release the weights under the MIT License.\n' >thought/README.md && run scan thought
expect 'and one that is given, unlike others' 0 'License +MIT$'

# The words of a link may spell a license anyhow: its page is that of one that is known.
printf '# Auk\n\n## License\n\nThese models are under the [Creative Attribution-Share-Alike License 3.0](https://creativecommons.org/licenses/by-sa/3.0/).\n' >thought/README.md && run scan thought
expect 'a page that is known' 0 'License +CC-BY-SA-3.0$'
refuse 'names what is known' 'weights-license-unknown'
printf '# Auk\n\n## License\n\nThe weights are under the Creative Commons Attribution-Share-Alike License 4.0.\n' >thought/README.md && run scan thought
expect 'the version behind the word license' 0 'License +CC-BY-SA-4.0$'

# A license that no record knows, whose text is here under the very name that the card gives.
cp "$LICET_ROOT/LICENSE" thought/LICENSE
printf 'Plum Use Only License\n\nThe weights of Auk are provided for birds only. You may not use them for fish.\n\nThe code is under the MIT License.\n' >thought/LICENSE-MODEL
printf '# Auk\n\n- **License:** Plum Use Only License. Code license: MIT. Model weights: Plum Use Only License.\n' >thought/README.md && run scan thought
expect 'a text by its heading' 0 '^REVIEW' 'weights-license-unknown' 'text is LICENSE-MODEL'
sed -i '1s/Plum/Quince/' thought/LICENSE-MODEL && run scan thought
refuse 'and one of another name' 'text is LICENSE-MODEL'

# Beside code alone a card that is called one of a model tells what that was made from; a README may speak of others.
mkdir godwit
about='## Details

| Attribute | Value |
| --- | --- |
| **Base Model** | meta-llama/Llama-3.1-8B-Instruct |
| **License** | MIT |'
for card in MODEL_CARD.md model-card.md ModelCard.md; do
	printf '# Model Card: Godwit\n\n%s\n' "$about" >"godwit/$card" && run scan godwit
	expect "the card of a model: $card" 0 '^REVIEW' 'laundering-suspected' 'meta-llama/Llama-3.1-8B-Instruct'
	rm "godwit/$card"
done
printf '# Godwit\n\n%s\n' "$about" >godwit/README.md && run scan godwit
refuse 'one of code' 'laundering'

echo finished
