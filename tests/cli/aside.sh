# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Names of licenses in cards that declare nothing more of what is here: of ornaments, of copies, of bases, of what a
# program can use, in disclaimers.
. "$(dirname "$0")/lib.sh"
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
card() {
	printf '# Tern\n\n## License\n\n%s\n' "$1" >tern/README.md
	run scan tern
}

# A document that explains how to give a license gives none; one that only announces its text does.
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" tern/LICENSE
for says in 'Our tools are MIT.\n\nCreate a `LICENSE` file in the root of your repo with:' 'For code, add a license file of these words:'; do
	{ printf 'License Info\n\n%b\n```\n' "$says" && cat "$LICET_ROOT/LICENSE" && printf '```\n'; } >tern/license_info.md && run scan tern
	expect "a guide: $says" 0 'License +LicenseRef-example-community$'
done
for says in 'The code is under this license:' 'Whoever copies the file must add these words.'; do
	{ printf 'License Info\n\n%b\n```\n' "$says" && cat "$LICET_ROOT/LICENSE" && printf '```\n'; } >tern/license_info.md && run scan tern
	expect "no guide: $says" 0 'license_info.md'
	refuse "and the text counts: $says" 'License +LicenseRef-example-community$'
done
rm tern/license_info.md && cp "$LICET_ROOT/LICENSE" tern/LICENSE

for says in 'Tern is under the MIT License. Its [logo](bird.svg) was drawn by a friend and it is licensed under CC-BY-4.0.' \
	'Tern is under the MIT License. The icons are released under the Apache License 2.0.'; do
	card "$says"
	expect "an ornament: $says" 0 '^PASS'
done
card 'Tern is under the MIT License. The logo and the icons are under CC-BY-4.0.'
expect 'two ornaments' 0 '^PASS'
for says in '![logo](bird.svg) Tern is licensed under the Apache License 2.0.' 'With a logo of its own, the model is under the Apache License 2.0.' \
	'Tern and its logo are licensed under the Apache License 2.0.' 'The font model is licensed under the Apache License 2.0.' \
	'emoji-tern is released under the Apache License 2.0.' 'Tern.js is under the Apache License 2.0.' \
	'fly.py and the weights are under the Apache License 2.0.'; do
	card "$says"
	expect "not the ornament: $says" 0 'claim-contradicts-text' 'Apache'
done

# Where the code lies as a rule, a file that the sentence points to, whose it is.
card 'The source code in src/ is under the Apache License 2.0, see [LICENSE](LICENSE).'
expect 'the code where it lies' 0 'part-claim-contradicts-text' 'link-names-another-license'
for says in 'The source code in src/ is GPL-3.0.' 'All code here is GPL-3.0.'; do
	card "$says"
	expect "a short name: $says" 0 'part-claim-contradicts-text'
done
card 'The source code in src/wings/ is under the Apache License 2.0.'
refuse 'some of the code' 'part-claim-contradicts-text'
card 'The plugin is Apache-2.0, see [LICENSE](LICENSE).'
expect 'a part whose text is said to be here' 0 'link-names-another-license'
for says in 'Apache-2.0 © Tern Labs' 'Apache License 2.0 (c) Tern Labs'; do
	card "$says"
	expect "whose it is: $says" 0 'claim-contradicts-text'
done

# What is used has the license that is named right behind it.
for says in 'The model uses Auk, licensed under the Apache License 2.0.' 'It depends on the Auk library, licensed under the Apache License 2.0.' \
	'This is built with the Auk framework, which is licensed under the Apache License 2.0.' 'This project is built on Auk (Apache License 2.0).'; do
	card "$says"
	refuse "used: $says" 'claim-contradicts-text'
done
for says in 'Tern is trained on Auk, released under the Apache License 2.0.' 'This model, which uses Auk, is under the Apache License 2.0.' \
	'This project is under an open license (Apache License 2.0).' 'The framework is licensed under the Apache License 2.0.' \
	'This engine is licensed under the Apache License 2.0.'; do
	card "$says"
	expect "not what is used: $says" 0 'claim-contradicts-text' 'Apache'
done
card 'All software here is under the MIT License.

Examples and documentation are under the Creative Commons Attribution 4.0 International License. You may get a copy of the CC-BY license at:
https://creativecommons.org/licenses/by/4.0/legalcode.

Unless we agreed on more in writing, all that is here under MIT or CC-BY comes as it is, without a warranty of any kind.'
expect 'where a copy is, and a disclaimer' 0 '^PASS' 'License +MIT$'
card 'All software is under the MIT License.

All other materials are under the Creative Commons Attribution 4.0 International License (CC-BY). You may obtain a copy of it at: <https://creativecommons.org/licenses/by/4.0/legalcode>'
refuse 'what is under it is said before' 'claim-contradicts-text'
card 'Tern is for all. You may obtain a copy of the Apache License 2.0 at:
https://www.apache.org/licenses/LICENSE-2.0'
expect 'nothing says what else is under it' 0 'claim-contradicts-text' 'Apache'
card 'The weights of Tern are given to all. You may obtain a copy of the Apache License 2.0 at:
https://www.apache.org/licenses/LICENSE-2.0'
expect 'a copy of the license of the weights' 0 'claim-contradicts-text' 'Apache'
card 'Unless you ask us, the models are under CC-BY-NC-4.0.'
expect 'a condition is no disclaimer' 0 '^REVIEW' 'NonCommercial|BY-NC'

card 'The model is under the MIT License. Tern is a model fine-tuned with the help of Auk, which is subject to the Llama 3.1 Community License.'
expect 'the license of what it was tuned with' 0 'license-laundering' 'with the help of Auk'
refuse 'is not its own' 'claim-contradicts-text'
card 'Fine-tuned with great care, the model is under the Apache License 2.0.'
expect 'no base is named' 0 'claim-contradicts-text' 'Apache'

four='[Gemma](https://ai.google.dev/gemma/terms) / [Llama 3](https://llama.meta.com/llama3/license/) / [Auk](https://auk.invalid/LICENSE) / [Owl](https://owl.invalid/LICENSE)'
card "This program is under the MIT License. Please follow the license of the respective model weights: $four"
expect 'models that a program can use' 0 '^PASS' 'License +MIT$'
card "This program is under the MIT License. Please follow the license of the model weights: ${four%% / ?Auk*}"
expect 'licenses of what is here' 0 '^REVIEW' 'gemma' 'code-license-alone|part-without-text'

card 'All our code except the wings is under MIT. The wings have an Apache 2.0 license.'
expect 'a part has a license' 0 'License +MIT$'
refuse 'and the weights none by it' 'code-license-alone'
card 'The code is under MIT. The model has an Apache 2.0 license.'
expect 'so has the model, which anybody may take as well' 0 '^PASS' 'License +Apache-2.0' 'note +licenses-by-part'
refuse 'nobody is misled' 'code-license-alone'
card 'The code is under the MIT License.

- [model/beak.py](./model/beak.py) from https://code.invalid/lab/auk (Apache License 2.0)'
refuse 'files from others' 'code-license-alone|Apache'

card 'To use these models with Tern, you must accept the license on the model card of DeepFloyd IF.'
refuse 'the license on the page of another model' 'DeepFloyd'
card 'To use these models, you must accept the Gemma Terms of Use on the model card of Tern.'
expect 'on the page of this one' 0 '^REVIEW' 'gemma'

cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" tern/LICENSE-AUK
card 'Tern is under the MIT License. However, portions of it are under terms of their own: the beak is under [these](LICENSE-AUK).'
expect 'a text of portions' 0 'note +licenses-by-part' 'said to be for works of others'
refuse 'is told to be so' 'texts-undecided'
card 'Tern is under the MIT License. See [these](LICENSE-AUK), too.'
expect 'a text of which nothing is said' 0 '^REVIEW' 'texts-undecided' 'declares MIT, and the other'
card 'Tern is distributed under the MIT License, except for the files below, which originated from [Auk](https://auk.invalid/).

- beak.py'
expect 'a text of what came from others' 0 'note +licenses-by-part' 'declares MIT of all but'
refuse 'is told by the exception' 'texts-undecided'

rm tern/LICENSE-AUK
card 'Our code is released under the MIT License. Our model is intended for academic research only and may not be used for commercial purposes.

Tern is built on Llama-3.1-8B-Instruct.'
expect 'words for the weights, beside the license of the code' 0 '^REVIEW' 'weights-license-silent' 'restricts use'
refuse 'are no contradiction' 'terms-beside-license|laundering'
card 'Our code and our model are released under the MIT License. Our model is intended for academic research only and may not be used for commercial purposes.'
expect 'both under one license' 0 '^REVIEW' 'terms-beside-license'
card 'The code is licensed under the MIT License, model weights are open to academic research and allow free commercial use. To apply for a commercial license, fill in the form.'
expect 'the license of the code, and words for the weights' 0 '^REVIEW' 'License +none' 'weights-license-silent'
refuse 'the code is not restricted' 'terms-beside-license'
card 'The data set is CC BY-NC 4.0 (for wings only), and models that are trained on it fly.'
refuse 'what stands behind the brackets is under no license' 'BY-NC'
card 'Our work is under CC BY-NC 4.0 (weights) and MIT.'
expect 'what stands in them is' 0 'licenses-by-part' 'License +CC-BY-NC-4.0'
{ cat "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" && printf '\n------ LICENSE FOR wings-parser ------\n\n' && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
card 'Birds.'
refuse 'the title of the text of a component' 'texts-undecided|AND'
cp "$LICET_ROOT/LICENSE" tern/LICENSE
for_code=$LICET_SHARED/texts/nvidia-source-code-nc/canonical.txt
if [ -f "$for_code" ]; then
	cp "$for_code" tern/LICENSE
	card "Tern's pre-trained models are subject to the CC BY-NC-SA 4.0 License."
	expect 'a license for code, by its name' 0 '^PASS' 'License +CC-BY-NC-SA-4.0' 'licenses-by-part'
	refuse 'is none of the weights' 'contradicts'
	for_libraries=$LICET_SHARED/texts/lgpl-2.1/canonical.txt
	{ printf 'Tern is licensed under the MIT License except for the third-party components listed below.\n\n' && cat "$LICET_ROOT/LICENSE"
	  printf '\nOther dependencies and licenses:\n\nOpen Source Software Licensed under the MIT License:\n\n' && cat "$LICET_ROOT/LICENSE"
	  printf '\nOpen Source Software Licensed under the LGPL:\n\n' && cat "$for_libraries" && printf '\nOpen Source Software Licensed under the MPL:\n\n'
	  cat "$LICET_SHARED/texts/mpl-2.0/canonical.txt"; } >tern/LICENSE
	card 'Tern is under the MIT License.'
	expect 'libraries that a file lists' 0 'License +MIT$'
	refuse 'are no license of the model' 'claim-names-part'
	cp "$LICET_ROOT/LICENSE" tern/LICENSE
fi

card 'The majority of this project is released under the MIT License. The service is for non-commercial use only, subject to the model [License](https://auk.invalid/MODEL_CARD.md) of Auk.'
refuse 'a text that is here, though not for the weights, is not told to be missing' 'claim-without-text|no license text is there'
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" tern/DATA_LICENSE
card '[![Code License](https://img.shields.io/badge/Code%20License-MIT-green.svg)](LICENSE)
[![Data License](https://img.shields.io/badge/Data%20License-BSD-red.svg)](DATA_LICENSE)'
expect 'a badge for the code alone' 0 'LICENSE \(MIT\) is taken to govern the weights, though README.md, line 5,'
rm tern/DATA_LICENSE

card '[![Code License](https://img.shields.io/badge/Code%20License-MIT-green.svg)](LICENSE)

Users must comply with the licenses of the base models (e.g. the [Llama 2 Community License](https://ai.meta.com/llama/license/) for Llama).'
expect 'a license that is an example' 0 'License +none concluded' 'base-terms-reach-weights'
card '[![Code License](https://img.shields.io/badge/Code%20License-MIT-green.svg)](LICENSE)

Users of the weights must comply with the Llama 2 Community License, e.g. with its policy.'
expect 'a license that is none' 0 'License +LicenseRef-llama-2-community'

rm tern/LICENSE
card 'Tern is under the CC BY-NC 4.0 license. The Wren base, governed by the [Apache License 2.0](https://www.apache.org/licenses/LICENSE-2.0), permits commercial usage.'
refuse 'a promise of the license that it names' 'promise-exceeds-license'
card 'Tern is under the CC BY-NC 4.0 license. The model permits commercial usage.'
expect 'a promise of the license here' 0 'promise-exceeds-license'
text=$LICET_SHARED/texts/nvidia-source-code-nc-stylegan3/canonical.txt
if [ -f "$text" ]; then
	cp "$text" tern/LICENSE && card '## License

Models prefixed with Tern are governed by the [LICENSE](./LICENSE) file, which is non-commercial.

## Tern-C

The Tern-C family of models has other data. Because of this, it enables us to release with the NVIDIA Open Model License which allows for commercial use cases.'
	refuse 'a promise of another license than that of the text' 'promise-exceeds-license'
	card 'Our models are free for commercial use.'
	expect 'a promise beside the text' 0 'promise-exceeds-license'
	card 'The code and weights are free for everyone, including commercial use.'
	expect 'a promise of code and weights' 0 'promise-exceeds-license'
	card 'This project is open source and free to use for any purpose.'
	expect 'a promise of any purpose' 0 'promise-exceeds-license'
	cp "$LICET_SHARED/texts/webglm/canonical.txt" tern/LICENSE
	card 'The license of the model has changed from the WebGLM License to that of Wren.

Our models are free for commercial use.'
	expect 'the text of the former license' 0 'former-license-text'
	refuse 'a promise beside it' 'promise-exceeds-license'
	rm tern/LICENSE
else
	echo "skip a promise beside a text: there is nothing in $LICET_SHARED"
fi

card 'The Tern models are under the CC BY-NC-ND 4.0 license, and the Wren base is under the CC BY-NC 4.0 license.'
expect 'the license that the quoted words name first' 0 'NoDerivatives 4.0 International, which limits'

{ sed 's/^/# /' "$LICET_ROOT/LICENSE" && printf '\nfrom setuptools import setup\nsetup(name="tern", version="1", license="MIT", packages=find(exclude=("tests", "all")),\n\tlong_description="You may use it under the license", required="no")\n'; } >tern/setup.py
run identify --no-rules tern/setup.py
expect 'code behind a license is no rider' 0 'exact +MIT'

# A license that is only likened to another, and that of what is used, in parentheses behind its name.
declared() { # LICENSE TEXT
	rm -rf tern && mkdir tern && weights tern/m.safetensors && printf -- '---\nlicense: %s\n---\n# Tern\n\n%b\n' "$1" "$2" >tern/README.md
	run scan tern
}
bare() { declared other "$1"; }
for says in 'This model is trained with a fixed text encoder ([Wren](https://wren.invalid), MIT License).' \
	'## License\n- Tern License 3 (a stricter variant of the MIT License)' \
	'# License: the Tern License\n\nIt is for all.\n\n## Changes (differences from the original MIT license)\n\nNone.'; do
	bare "$says"
	refuse "not that of the model: $says" 'License +MIT$'
done
for says in '## License\n\nTern is under MIT, compatible with all models.' '- License: The MIT license is an open license, adapted from the work of Auk.' 'This model is trained with joy (Tern, MIT License).' '## License\nA variant of the model is here, under the MIT License.'; do
	bare "$says"
	expect "that of the model: $says" 0 'License +MIT$'
done

bare 'The model is made available under the Gemma Terms of Use, the permissive Apache 2.0-based software license.'
refuse 'what a license is based on' 'Apache-2.0'
for says in '- License: Modified MIT license' '## License\n\n修正 MIT ライセンス / Modified MIT license'; do
	bare "$says"
	expect "a modified license: $says" 0 'license-modified-untold' 'License +none'
done
for says in 'Modified MIT license texts are bad.' '## News\n\nModified Files: wing.py'; do
	bare "$says"
	refuse "nothing modified: $says" 'license-modified-untold'
done

# Of what else has a license, in the same breath.
two() { declared mit "## License\n\n$1"; }
for says in 'This project is released under the MIT license, while Wren2 is licensed under the Apache-2.0 license.' \
	'The backbone model of Tern (Wren) is under the Apache-2.0 license. The adapters are under the MIT license.' \
	'This project is under the MIT License. This project uses the pre-trained Wren2 as a component, which is licensed under Apache 2.0.' \
	'This project is under the MIT License. It uses the pre-trained wren2_5-7b-chat as a component, which is licensed under Apache 2.0.' \
	'Our weights are under the MIT License. This is what tells it from Wren 1 / Wren 2 / Auk, which ship under the Apache License 2.0.' \
	'Tern is under the MIT License. Look at the file that you get, as some Auk variants use the Apache License 2.0 rather than MIT.' \
	"Tern is under the MIT License. Auk-base's Apache 2.0 license is included as LICENSE_AUK." \
	'MIT. The underlying Auk2 (Apache 2.0) and Wren (MIT) licenses apply to those components.'; do
	two "$says"
	expect "that of another: $says" 0 'License +MIT$'
	refuse "and no claim: $says" 'claims-disagree'
done
for says in 'This project is released under the MIT license, while the weights are under the Apache-2.0 license.' \
	'This project is released under the MIT license, while Tern is under the Apache-2.0 license.' \
	'This project is released under the MIT license. Some of the models are under the Apache License 2.0.' \
	'The project is under MIT. It uses the tern2 weights, which are under the Apache License 2.0.'; do
	two "$says"
	expect "a claim: $says" 0 'claims-disagree|licenses-by-part'
done

# A field has room for one license: a sentence may offer another one, or add one that asks for no more. One that asks for more is told, and holds.
for says in 'Tern is licensed under the Apache License 2.0 and the MIT License.' 'This work is under both MIT and Apache 2.0.'; do
	two "$says"
	expect "a field for one of them: $says" 0 '^PASS' 'License +Apache-2.0 AND MIT$'
done
two 'Licensed under MIT or Apache 2.0, at your option.'
expect 'a field for one of a choice' 0 '^PASS' 'License +Apache-2.0 OR MIT$'
two 'Tern is released under the MIT license and the CC BY-NC 4.0 license.'
expect 'a sentence that adds a stricter one' 0 'License +CC-BY-NC-4.0 AND MIT$' 'claims-disagree' 'all that the second names'

declared mit "# Tern\n\n## License\n\nTern's Apache 2.0 license is included as LICENSE_TERN."
expect 'a license of its own that is included' 0 'claims-disagree'

for says in 'We share our model, trained on a set of 8k hours of CC-BY-4.0-licensed audio.' 'The model was trained with CC BY-NC 4.0 licensed images.' \
	'The model uses GPL-3.0-licensed code.'; do
	two "$says"
	expect "what it is made of: $says" 0 'License +MIT$'
	refuse "and no claim: $says" 'claims-disagree|code-license-alone'
done
for says in 'The bundled wings/ model (by E. Example) remains Apache-2.0 by its upstream authors.' '捆绑的 wings/ 模型（作者 Example）在上游仍为 Apache-2.0 许可。' \
	'The bundled wings/ package, the model below Tern, is under the Apache-2.0 license and is not relicensed here.'; do
	two "$says"
	expect "a part as others gave it: $says" 0 'License +MIT$'
	refuse "and no claim for all: $says" 'claims-disagree|claim-contradicts-text|code-license-alone|licenses-by-part'
done
for says in 'Beak similarity uses Auk: request the weights from [Meta](https://x.invalid/a) (DINOv3 License) before you begin.' \
	'The beak metric uses the Auk-SAT ViT-L/16 weights, which are distributed by Nest under the GPL-3.0 license and are not included in this release.' \
	'The models are intended for purposes in line with the GPL-3.0 license and need the Auk models.'; do
	two "$says"
	expect "others have it: $says" 0 'License +MIT$'
	refuse "and it is no claim: $says" 'claims-disagree|claim-contradicts-text|error'
done
for says in 'The model comes with CC BY-NC 4.0 licensed weights.' 'The weights of Tern, a CC BY-NC 4.0 licensed system, are here.'; do
	two "$says"
	expect "what the model is under: $says" 0 'claims-disagree'
done

for says in 'A model of songs that was first released in [wing](https://wing.invalid). The license used is Apache 2.0.' 'This model sings. Its license is Apache 2.0.'; do
	bare "$says"
	expect "the license of the model before: $says" 0 'License +Apache-2.0$'
done
for says in 'The data set has songs. The license used is Apache 2.0.' 'Songs are nice. Its license is Apache 2.0.'; do
	bare "$says"
	refuse "of something else: $says" 'License +Apache-2.0$'
done

# What others make of another work.
for says in 'The original Wren code is GPL-3.0 licensed which means any project using it must also be released under GPL-3.0.' \
	'Auk is copyleft: every project that uses it has to be licensed under GPL-3.0.'; do
	card "Tern is under the MIT License. $says"
	refuse "what users of another work must do: $says" 'GPL-3.0'
done
for says in 'Any software here must be used under the GPL-3.0.' 'All code using wings is under the GPL-3.0.' 'This project, using Wren, must be released under the GPL-3.0.'; do
	card "$says"
	expect "what is here: $says" 0 'GPL-3.0|General Public License'
done

# What a model is based on is in its name.
for says in 'Wren-based models are distributed under the terms of the Apache License 2.0.' 'The Wren based models are released under the Apache License 2.0.'; do
	card "$says"
	expect "named after its base: $says" 0 'License +Apache-2.0$'
done
for says in 'The terms are based on the Apache License 2.0.' 'Our license is based upon the Apache License 2.0.'; do
	card "$says"
	refuse "like a license: $says" 'claim-contradicts-text'
done

# Models of others that a program uses.
rm -rf tern && mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE
for says in '`tern` uses models provided by Auk-Lite under the CC-BY-NC-4.0 license.' 'It loads weights from Auk-Lite licensed under CC-BY-NC-4.0.' \
	'The demo wraps weights trained by the Auk group, under CC-BY-NC-4.0.'; do
	card "$says"
	expect "a part: $says" 0 'part-restricts-more'
	refuse "and no claim: $says" 'claim-contradicts-text|code-license-alone'
done
for says in 'Tern uses models provided by us under the CC-BY-NC-4.0 license.' 'The models provided by Auk-Lite here are under the CC-BY-NC-4.0 license.' \
	'Use of the weights of Tern is from today on under the CC-BY-NC-4.0 license.'; do
	card "$says"
	expect "of what is here: $says" 0 'claim-contradicts-text|licenses-by-part'
done

# A file of code that is told as an exception.
for says in 'ただし `/wings/beak.py` のみ、the Apache License 2.0 でリリースされます。' 'Exceptionally, wings/beak.py is released under the Apache License 2.0.' \
	'Only beak.py is under the Apache License 2.0.'; do
	card "Tern is released under the MIT License. $says"
	expect "an exception: $says" 0 'License +MIT$'
done
card 'Only here, the model of beak.py is under the Apache License 2.0.'
expect 'no exception' 0 'claim-contradicts-text'

# A name behind what was just said to be used, also one in small letters, which begins no sentence.
for says in 'This project uses osprey to find birds. osprey is licensed under the Apache License 2.0, which suits us.' \
	'本项目部分功能使用osprey查找鸟类。osprey采用Apache 2.0许可证，与我们的许可证兼容。'; do
	card "Tern is released under the MIT License. $says"
	expect "of what is used: $says" 0 'License +MIT$'
	refuse "and no claim: $says" 'claim-contradicts-text'
done
for says in 'It uses osprey to find birds. It is licensed under the Apache License 2.0.' 'Tern uses osprey. Tern is licensed under the Apache License 2.0.'; do
	card "$says"
	expect "of what uses it: $says" 0 'claim-contradicts-text'
done

# Over some rows of a table of models: said of the models in those.
rm -rf rows && mkdir rows && weights rows/m.safetensors && cp "$LICET_ROOT/LICENSE" rows/LICENSE
in_rows() { # ROW: a row of the table
	printf '# Plover\n\nThe weights of Plover are under the MIT License.\n\n<table>\n<tr><th colspan="3">Tuned on songs.</th></tr>\n<tr><td>Model</td><td>plover-small</td><td>plover-large</td></tr>\n%s\n<tr><td>Model</td><td></td><td>smew-large</td></tr>\n</table>\n' "$1" >rows/README.md
	run scan rows
}
in_rows '<tr><th colspan="3">Tuned on calls. Released for research purposes only. Worse than those above!</th></tr>'
refuse 'a title over rows of other models' 'terms-beside-license'
in_rows '<tr><th>Plover</th><td>The models are released for research purposes only.</td><td></td></tr>'
expect 'and a cell beside others' 0 'terms-beside-license'

echo finished
