# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What cards say of licenses in passing, in labels, tables and folders: each against the text that is here.
. "$(dirname "$0")/lib.sh"
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
card() {
	printf '# Tern\n\n%s\n' "$1" >"tern/${2:-README.md}"
	run scan tern
}

# A split that is told nowhere but in a few words, and the text of the weights' license is not here: always told.
for says in 'The code is MIT, the weights are CC-BY-NC-4.0.' '## Citation

Cite us. Code is MIT; note that model weights are CC BY-NC 4.0.' '## License

MIT for code, CC-BY-NC-4.0 for weights.' 'Code is released under MIT while weights use CC-BY-NC-4.0' '## License

This project is MIT licensed (see LICENSE). The released checkpoints inherit CC BY-NC 4.0 from the training data.'; do
	card "$says"
	expect "a split: $(echo "$says" | tail -n 1)" 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
done
# The code's license stands under a heading and goes on with where its text is; or it is that of the rest, beside the weights.
for says in '## License

### Code

MIT, see [LICENSE](LICENSE).

### Model

The model is under CC-BY-NC-4.0.' 'The model is under CC-BY-NC-4.0. Everything else is under MIT.' '## License

The weights are CC-BY-NC-4.0; all else is MIT.' '## License

The model is under CC-BY-NC-4.0. All other files are released under the MIT License.' '## License

MIT, except for the model, which is under CC-BY-NC-4.0.'; do
	card "$says"
	expect "the rest is the code: $(echo "$says" | tail -n 1)" 0 'License +CC-BY-NC-4.0$' 'licenses-by-part'
	refuse 'and nothing contradicts' 'claim-contradicts-text'
done
# What models were trained on tells which of them are meant: their license is told, and not that of the data.
for says in 'All models are under the MIT License, except those trained on the Quince dataset, which are under CC-BY-NC-4.0.' \
	'Our models are MIT licensed, but the ones fine-tuned on Quince are CC-BY-NC-4.0.' \
	'The weights are under the MIT License. Those that were trained with the Quince dataset are released under CC-BY-NC-4.0.' \
	'All models are MIT licensed, other than the ones tuned on Quince (CC-BY-NC-4.0).' \
	'The models trained on the Quince dataset are only available under CC-BY-NC-4.0; all other models are under MIT.'; do
	card "$says"
	expect "models by what they were trained on: $says" 0 '^REVIEW' 'License +CC-BY-NC-4.0 AND MIT$'
	refuse 'and nothing is laundered' 'license-laundering'
done
for says in 'The weights are under the MIT License. They were trained on the Quince dataset, which is under CC-BY-NC-4.0.' \
	'The weights are under the MIT License. We compare them to models trained on Quince, which are CC-BY-NC-4.0.'; do
	card "$says"
	expect "and what is none of them: $says" 0 'License +MIT$'
done
card 'The data are under CC-BY-NC-4.0. Everything else is under the MIT License.'
expect 'beside the data it is the weights, too' 0 'License +MIT$'
# In other languages: of the model, of its data, of its code.
for says in 'Das Modell steht unter der MIT-Lizenz.' 'このモデルはMITライセンスで提供されます。' '本モデルのライセンスは MIT License です。' \
	'モデルは MIT License の下で公開しています。' '이 모델은 MIT 라이선스로 공개됩니다.' '본 모델의 라이선스는 MIT License 입니다.' 'Les poids sont publiés sous licence MIT.' \
	'Il modello è rilasciato con licenza MIT.' 'Model jest udostępniany na licencji MIT.' 'The model follows the MIT protocol.' '模型權重採用 MIT 授權。'; do
	card "$says"
	expect "the same as the text: $says" 0 '^PASS' 'License +MIT'
	refuse "nothing else: $says" 'claim-contradicts-text'
done
for says in 'Das Modell steht unter der Apache-2.0-Lizenz.' 'このモデルは Apache 2.0 ライセンスで提供されます。' '본 모델의 라이선스는 Apache 2.0 입니다.' \
	'モデルは Apache License 2.0 の下で公開しています。' 'Il modello è rilasciato con licenza Apache 2.0.' '模型權重採用 Apache 2.0 授權。'; do
	card "$says"
	expect "another than the text: $says" 0 '^REVIEW' 'claim-contradicts-text'
done
card '| | Tern | Auk |
| --- | --- | --- |
| モデル | はい (MIT) | Apache 2.0 ライセンス |'
refuse 'a table that compares' 'contradicts'
for says in 'データセットは Apache 2.0 ライセンスで公開しています。' '데이터는 Apache 2.0 라이선스를 따릅니다.' 'Die Daten stehen unter der Apache-2.0-Lizenz.'; do
	card "$says"
	refuse "of the data: $says" 'contradicts'
done

for says in 'Birds. The weights are CC-BY-NC.' '## Disclaimer

Weights: CC BY-NC 4.0' '## Acknowledgements

Thanks to all. Our weights are under CC BY-NC 4.0.'; do
	card "$says"
	expect "in passing: $(echo "$says" | tail -n 1)" 0 'License +.*(BY-NC|by-nc)' 'licenses-by-part|code-license-alone'
done
{ printf 'The vectors are released as README.md says.\n\nThe code is released under the ' && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
card '## License

These vectors are distributed under the CC-BY-SA-4.0 license.'
expect 'a license file that puts the code under its text' 0 'License +CC-BY-SA-4.0' 'licenses-by-part'
refuse 'which nothing contradicts' 'claim-contradicts-text|edited-license-text'
{
	printf 'Code License\n\nThis license applies to all files except the model weights.\n\n' && cat "$LICET_ROOT/LICENSE"
	printf '\n---\n\nModel License\n\nThis license applies to the model weights.\n\n' && cat "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE"
} >tern/LICENSE
card 'A model.'
expect 'a license file of two parts that tells what each is for' 0 'License +LicenseRef-example-community$' 'licenses-by-part'
# And one that names the license of the weights behind the text of that of the code.
apart() {
	{ printf '# Licenses\n\n## Code license\n\n' && cat "$LICET_ROOT/LICENSE" && printf '\n\n## Weights license\n\n%s\n' "$1"; } >tern/LICENSE
	card 'A model.'
}
for says in 'The weights are licensed under CC BY-NC 4.0.' 'The weights are released for research use only, under CC BY-NC 4.0.' \
	'The weights are licensed under CC BY-NC 4.0. You may not use the weights commercially.'; do
	apart "$says"
	expect "the weights, behind a text: $says" 0 '^PASS' 'License +CC-BY-NC-4.0$' 'note +licenses-by-part'
done
apart 'The weights are licensed under CC BY-NC 4.0. You must send a postcard before you use the weights.'
expect 'and a term that this has not' 0 '^REVIEW' 'License +CC-BY-NC-4.0$' 'postcard'
apart 'The weights are licensed under the MIT License.'
expect 'the same license of the weights' 0 '^PASS' 'License +MIT$'
{ printf 'The code and the model are released under the ' && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
card '## License

These songs are distributed under the CC-BY-SA-4.0 license.'
expect 'a license file that puts all under its text' 0 '^REVIEW' 'claim-contradicts-text'
cp "$LICET_ROOT/LICENSE" tern/LICENSE
card 'Pre-trained word vectors are made available under the [Public Domain Dedication](https://creativecommons.org/publicdomain/zero/1.0/).

## License

All work in this package is licensed under the MIT License.'
expect 'word vectors are the weights' 0 'License +CC0-1.0$'
free=$LICET_SHARED/texts/apple-ml-ferret/canonical.txt
if [ -f "$free" ]; then
	cp "$free" tern/LICENSE && card 'The weights are licensed under the CC-BY-NC-4.0 license.'
	expect 'beside a license of software that no list has' 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
	cp "$LICET_ROOT/LICENSE" tern/LICENSE
else
	echo "skip a license that no list has: there is nothing in $LICET_SHARED"
fi
card 'The model is under the CC-BY-NC-4.0 license.'
expect 'the model is all that is here' 0 '^REVIEW' 'claim-contradicts-text'
card 'The weights are under the Apache-2.0 license.'
expect 'a license as loose as the text is no split' 0 '^REVIEW' 'claim-contradicts-text'
card 'The checkpoints are released under ODC-By.'
expect 'one for data is none of the code' 0 'License +ODC-By-1.0$' 'licenses-by-part'
refuse 'though it is loose' 'claim-contradicts-text'
card 'The weights are under the [Creative Commons Attribution 4.0 license](LICENSE).'
expect 'a link to the text says that it is that' 0 '^REVIEW' 'link-names-another'
card '## License

[![License](https://img.shields.io/badge/License-MIT-yellow.svg)](LICENSE) This work is under the CC-BY-NC-4.0 license.'
expect 'nor is one that is said of all' 0 '^REVIEW' 'claim-contradicts-text'
printf 'The model weights of Tern are licensed under CC BY NC 4.0.\n' >tern/MODEL_LICENSE && card 'A model.'
expect 'a file called after the weights names their license' 0 'License +CC-BY-NC-4.0' 'note +licenses-by-part'
cat >tern/MODEL_LICENSE <<'EOF'
The model weights of Tern are licensed under CC BY-NC 4.0:

https://creativecommons.org/licenses/by-nc/4.0/

The code is licensed under the MIT License.
EOF
run scan tern
expect 'and tells where its text is published' 0 'License +CC-BY-NC-4.0' 'note +licenses-by-part' 'note +claim-without-text'
refuse 'so that nobody is misled' 'code-license-alone'
cat >tern/MODEL_LICENSE <<'EOF'
Creative Commons Attribution-NonCommercial 4.0 International

This file is for the model artifacts that are kept here, such as:

- checkpoints of wings
- songs that were exported

They may be had under CC BY-NC 4.0 as it stands at

https://creativecommons.org/licenses/by-nc/4.0/

This file is not for the source code. The source code stays under the MIT license in LICENSE.
EOF
run scan tern
expect 'by a heading, over a sentence of the code' 0 'License +CC-BY-NC-4.0' 'note +licenses-by-part' 'non-commercial'
refuse 'with its address' 'license-file-without-text|code-license-alone|claim-contradicts-text'
sed -i '/https:/d' tern/MODEL_LICENSE && run scan tern
expect 'without its address' 0 '^REVIEW' 'License +CC-BY-NC-4.0' 'license-file-without-text'
sed -i '/source code/d' tern/MODEL_LICENSE && run scan tern
expect 'the license beside it is that of the code' 0 '^REVIEW' 'License +CC-BY-NC-4.0' 'license-file-without-text'
printf '[project]\nname = "tern"\nlicense = {text = "MIT"}\n' >tern/pyproject.toml
cat >tern/MODEL_LICENSE <<'EOF'
Tern Weights Terms

You may not use the weights for commercial purposes. You may use them for research and teaching only. You may not pass them on to others.
We may end these terms when you break them, and you must then delete all copies. The weights come as they are, without warranty of any
kind, and we are not liable for any damage. These terms are governed by the law of the place where we have our seat.
EOF
card 'A model. The code is under the MIT license.'
expect 'terms of the weights that no record has' 0 '^REVIEW' 'unknown-license-text'
card 'A model. The code is under the MIT license. You may not use the weights for commercial purposes.'
refuse 'which the card may say again' 'terms-beside-license'
card 'A model. The code is under the MIT license.'
refuse 'which are no terms beside the license, nor those of the package' 'terms-beside-license|package-claim'
rm tern/pyproject.toml && card 'A model. You may not use this project for commercial purposes.'
expect 'but not those of all that is here' 0 '^REVIEW' 'terms-beside-license'
printf 'The weights of Tern are under the license of the songs:\n\n    CC BY-NC-SA 4.0\n\nFull text: https://creativecommons.org/licenses/by-nc-sa/4.0/\n\nThe code here (everything outside the published weight files) is under the MIT License, see LICENSE.\n' >tern/MODEL_LICENSE
card '- **Code**: MIT (see `LICENSE`).
- **Weights**: CC BY-NC-SA 4.0, as the songs (see `MODEL_LICENSE`).'
expect 'the code, all but the weights' 0 'License +CC-BY-NC-SA-4.0'
refuse 'is no license of the weights' 'contradicts' 'terms-beside'
rm tern/MODEL_LICENSE && mv tern/LICENSE tern/LICENSE_MODEL && card 'A model.'
echo 'The nest.tar.gz file is licensed under the CC-BY-NC-4.0 license.' >tern/LICENSE_DATA && run scan tern
expect 'a file called after the data' 0 '^PASS'
mv tern/LICENSE_MODEL tern/LICENSE && rm tern/LICENSE_DATA
for name in 'BY-NC-SA 4.0' 'ccbyncsa4.0' 'CC-BYNC-SA-4.0' 'CreativeCommons Attribution-NonCommercial-ShareAlike 4.0' 'CC-BY-NonCommercial-SA 4.0'; do
	card "Tern is released under the $name license."
	expect "written as $name" 0 'claim-contradicts-text' 'NonCommercial-ShareAlike 4.0'
done
card 'The dataset is CC BY NC 4.0 (not for trade) and models trained using it should be for studies.'
refuse 'the rest of a name of what is said of the data' 'CC-BY-NC|NonCommercial'
card 'The weights carry a non-commercial license.'
expect 'a license without a name' 0 '^REVIEW' 'terms-beside-license'
card 'The nest is CC-BY-NC-4.0. The weights are MIT.'
refuse 'what is none of the weights' 'contradicts|code-license-alone'

# A part whose license makes demands of the whole, beside one that cannot carry them.
for says in '- VAE: GPL-3.0' 'MIT (except the VAE, which is GPL-3.0)' 'The VAE is under the GPL v3, all else under MIT.'; do
	card "## License

$says"
	expect "a part: $says" 0 '^REVIEW' 'License +MIT' 'part-license-not-carried' 'share-alike'
done
card '## License

- VAE: Apache-2.0'
refuse 'a part whose license is carried' 'part-license-not-carried'

# Licenses that no record has, in tables and labels.
card '| Model | License |
| --- | --- |
| Tern-7B | ASL |
| Auk | MIT |'
expect 'a row of a table' 0 '^REVIEW' 'weights-license-unknown' '"Tern-7B ASL"'
mv tern/LICENSE row.text
card '| Model | License |
| --- | --- |
| Tern-7B | ASL |
| Tern-70B | CC-BY-NC-4.0 |'
expect 'two rows are of two models' 0 '^REVIEW' 'weights-license-unknown' 'License +none' 'README.md, line 6, is the row of a model under CC-BY-NC-4.0' 'line 5 that of one'
card '| Model | License |
| --- | --- |
| Auk-7B | ASL |
| Tern-70B | CC-BY-NC-4.0 |'
expect 'the one of another model counts for nothing' 0 'License +CC-BY-NC-4.0' 'says so in a row'
mv row.text tern/LICENSE
card '| Model | License |
| --- | --- |
| Auk-7B | Proprietary |'
refuse 'the row of a model that is compared with' 'weights-license-unknown'
card '## License

| Part | License |
| --- | --- |
| Code | MIT |
| Weights | Proprietary |'
expect 'a row for the weights' 0 '^REVIEW' 'License +none' 'weights-license-unknown' '"Proprietary"'
card '## License

| Dataset | License |
| --- | --- |
| Nests | PSL |'
refuse 'a row of data' 'weights-license-unknown'
card '| Model | License |
| --- | --- |
| Tern-7B | Not Found |'
refuse 'a row without a name' 'weights-license-unknown'
card '| Engine | Languages | License |
| --- | --- | --- |
| Auk | Model-dependent | Varies |
| Wren | Every model | Differs by model |'
refuse 'a row of several licenses' 'weights-license-unknown'
card 'The weights are released under ASL.'
expect 'a short name' 0 '^REVIEW' 'weights-license-unknown' '"ASL"'
card 'License: See LICENSE'
refuse 'words that are no name' 'weights-license-unknown'
card '- **License(s):** [MIT](https://licenses.invalid/mit.md)'
refuse 'a license, or several' 'weights-license-unknown'
card '- **License:** Plum License'
expect 'a label for all' 0 '^REVIEW' 'License +none' 'weights-license-unknown' '"Plum License"'

# Badges: by their address, by the words that stand for them, by where they lead to.
for badge in '<img src="https://badges.invalid/static/v1?label=license&message=CC-BY-NC-4.0&color=red">' '![CC BY-NC 4.0](badge.svg)' \
	'<img alt="License: CC BY-NC 4.0" src="badge.png">' '![License: CC BY-NC 4.0](badge.svg)' '![CC BY-NC 4.0][badge]' \
	'[b]: https://badges.invalid/badge/license-CC--BY--NC--4.0-red' \
	'[![CC](badge.png)](https://creativecommons.org/licenses/by-nc/4.0/)' \
	'<a rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/"><img alt="CC" src="badge.png"></a>'; do
	card "$badge"
	expect "a badge: $badge" 0 '^REVIEW' 'claim-contradicts-text' 'NonCommercial'
done
for badge in '![MIT](badge.svg)' '[![Data](badge.png)](https://creativecommons.org/licenses/by-nc/4.0/)' \
	'[CC](https://creativecommons.org/licenses/by-nc/4.0/)' '<img alt="CC BY-NC 4.0 wings" src="badge.png">' \
	'[b]: https://badges.invalid/license-CC--BY--NC--4.0-red'; do
	card "$badge"
	refuse "no contradiction: $badge" 'claim-contradicts-text'
done
# An address that is told below for a name above is said of what the name is said of.
card '## Birds

Picture by Finch, which is licensed under [CC BY-NC 2.0].

## Commercial License

This software is also available for licensing by our office.

[CC BY-NC 2.0]: https://creativecommons.org/licenses/by-nc/2.0/'
refuse 'the address of a name in a credit' 'claim-contradicts-text|declares the Creative'
card '## License

Tern is under [this license][by].

[by]: https://creativecommons.org/licenses/by-nc/2.0/'
expect 'the address of words that name none' 0 '^REVIEW' 'claim-contradicts-text' 'NonCommercial'

# The weights go with the data by words that point back.
for says in 'The Beak data is licensed under CC BY-NC-SA 4.0, therefore the derived weights for Tern are also shared under the same license.' \
	'The Beak dataset is under [CC BY-NC-SA 4.0](https://creativecommons.org/licenses/by-nc-sa/4.0/), so our weights are under the same terms.'; do
	card "This project is licensed under the MIT License. $says"
	expect "the same as the data: $says" 0 '^PASS' 'License +CC-BY-NC-SA-4.0$' 'licenses-by-part'
done
card 'This project is licensed under the MIT License. The Beak dataset is under CC BY-NC-SA 4.0, so our pictures are under the same license.'
expect 'pictures with the data' 0 '^PASS' 'License +MIT$'

card '![License](https://badges.invalid/badge/license-ASL-blue)'
expect 'a badge with a license that nobody knows' 0 '^REVIEW' 'weights-license-unknown' '"ASL"'

# What the card of a folder says of the model there, held against the text beside it, or above.
rm tern/m.safetensors && mkdir tern/chat && printf '# Tern\n\nBirds.\n' >tern/README.md
for says in 'The weights in this folder are under CC-BY-NC-4.0.' 'Weights: CC BY-NC 4.0' 'This folder is licensed under CC-BY-NC-4.0.' \
	'The weights are under CC-BY-NC-4.0, the code is under MIT.'; do
	card "$says" chat/README.md
	expect "in a folder: $says" 0 '^REVIEW' 'License +MIT' 'part-license-not-carried' 'chat/README.md, line 3, says'
done
cp "$LICET_ROOT/LICENSE" tern/chat/LICENSE && run scan tern
expect 'against the text beside it' 0 '^REVIEW' 'part-license-not-carried' 'chat/LICENSE, cannot carry'
card 'While the Chat code is licensed under the MIT License, the weights are made available under CC-BY-NC-4.0.' chat/README.md
expect 'which is said to be that of the code' 0 'note +licenses-by-part'
refuse 'and no warning' 'part-license-not-carried'
rm tern/chat/LICENSE
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Chat\n' >tern/chat/README.md && run scan tern
expect 'in a field' 0 '^REVIEW' 'part-license-not-carried'
mkdir -p tern/data/nests && mv tern/chat/README.md tern/data/nests && run scan tern
refuse 'a card of data' 'part-license-not-carried'
rm -r tern/data
card 'The weights are under Apache-2.0.' chat/README.md
refuse 'a license that is carried' 'part-license-not-carried'
card 'The weights are under CC-BY-NC-4.0.' chat/README.md
printf '# Tern\n\nThe files in chat are for all who keep to the CC BY-NC 4.0 license.\n' >tern/README.md && run scan tern
expect 'a card above names the license' 0 'note +licenses-by-part'
refuse 'and no warning' 'part-license-not-carried'
printf '# Tern\n\nThe code is under the MIT License. The weights are for academic research only.\n' >tern/README.md
for says in 'The weights are under CC-BY-NC-4.0.' 'The weights are for academic research only.'; do
	card "$says" chat/README.md
	refuse "beside the license of the code: $says" 'part-license-not-carried|terms-beside-license'
done
printf -- '---\nlicense: other\n---\n# Chat\n' >tern/chat/README.md && run scan tern
expect 'a field of a folder is none of the whole' 0 '^REVIEW' 'weights-license-silent'
printf '# Tern\n\nBirds.\n' >tern/README.md
card 'The models in this directory are distributed under the Plum Research License.' chat/README.md
expect 'a license that nobody knows' 0 '^REVIEW' 'weights-license-unknown' 'weights of its folder'
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" tern/chat/LICENSE
card 'The models in this directory are distributed under the Example Research License.' chat/README.md
refuse 'whose text is in the folder' 'weights-license-unknown'
rm tern/chat/LICENSE
card 'This model is under the same license as the Gemma models.' chat/README.md
expect 'the license of other models' 0 '^REVIEW' 'part-license-not-carried'
card 'This model is released under the same terms as Llama 3.1.' chat/README.md
expect 'the terms of another model' 0 '^REVIEW' 'base-terms-reach-weights' 'llama-3.1-community, and MIT, the license of LICENSE' 'usage-cap'
for i in $(seq 60); do mkdir "tern/$i" && printf '# Wing\n\nThe models here are under the Plum %d License.\n' "$i" >"tern/$i/README.md"; done
run scan tern
expect 'more names in folders than are looked for' 3 '^INCOMPLETE' 'bound-reached' 'Cards of folders name more'
rm -r tern/[0-9]* tern/chat

# The license of what the model is made from: known by its name, or by the lineage, or not known at all.
weights tern/m.safetensors
rm -f tern/m.safetensors
for says in 'Tern is based on Gemma 2, a model that should be used under the [license](https://ai.google.dev/gemma/terms) of that model.' \
	'This project is based on the model Gemma-2. Please adhere to the Gemma-2 [open-source license agreement](https://ai.google.dev/gemma/terms).' \
	'Tern 基于 Gemma-2 微调。请严格遵守Gemma-2的[开源许可协议](https://ai.google.dev/gemma/terms)。'; do
	card "$says"
	expect "beside the license of code alone: $says" 0 '^REVIEW' 'base-terms-reach-weights' 'License +LicenseRef-gemma-terms AND MIT'
	refuse "nobody claims another one for the model: $says" 'laundering|contradicts'
done
card 'The model is under the MIT License. Tern is based on Gemma 2, a model under the Gemma Terms of Use.'
expect 'where the model is claimed to be' 0 'license-laundering'
card '## License

The use of the Tern model requires adherence to the [MIT License](LICENSE) and the [Community License for Tern Model](https://tern.invalid/license.pdf).'
expect 'a license beside the text, which is somewhere else' 0 '^REVIEW' 'License +none' 'weights-license-elsewhere' 'But README.md, line 5'
weights tern/m.safetensors
for says in 'This model is released under the original license of Gemma.' 'The model follows the license of Gemma.' \
	'This model adheres to the license of its base, Gemma 2.' 'This model is distributed under the same license as Gemma 2.'; do
	card "$says"
	expect "a base by name: $says" 0 '^REVIEW' 'base-terms-reach-weights' 'gemma-terms, and the license here, MIT, does' 'field-of-use'
done
card 'This model was trained based on the weights of Gemma-2-9b (and Auk was used, too), you may also need to comply with the commercial use restrictions of these two models.'
expect 'the restrictions of what it is made from' 0 '^REVIEW' 'base-terms-reach-weights' 'gemma'
card 'This model was trained based on the weights of Mistral-7B (and Gemma-2 was used, too), you may also need to comply with the commercial use restrictions of these two models.'
expect 'of the second one, too' 0 '^REVIEW' 'base-terms-reach-weights' 'gemma'
card 'The model follows the license of Gemma.'
expect 'which is a part of what is concluded' 0 'License +LicenseRef-gemma-terms AND MIT' 'holds too, by'
card 'For models based on Wren, please follow the Gemma Terms of Use.'
expect 'the base of some models' 0 'warning laundering-suspected' 'what some models are made'
refuse 'and no more' 'license-laundering'
card 'The model is subject to the license of LLaMA.'
expect 'the base may be of several versions' 0 'base-terms-reach-weights' 'of that$|of that family' 'Llama [0-9.]+ Community License'
based() {
	printf -- '---\nlicense: mit\nbase_model: %s\n---\n# Tern\n\n%s\n' "$1" "$2" >tern/README.md
	run scan tern
}
based google/gemma-2-9b 'The weights are subject to the license of the base model.'
expect 'a base by lineage' 0 '^REVIEW' 'base-terms-reach-weights' 'google/gemma-2-9b is'
printf -- '---\nlicense: wtfpl\n---\n# Tern\n\nIt is derived from Wren and LLaMA2, and you want to comply with the commercial use restrictions of both models.\n' >tern/README.md && run scan tern
expect 'words of any sentence are no name of a license' 0 'base-terms-reach-weights' 'LLaMA2'
based mistralai/Mistral-7B-v0.1 'The weights are subject to the license of the base model.'
refuse 'a base whose license is carried' 'base-terms-reach-weights'
based nobody/unheard 'See the license of the original model.'
expect 'a base whose license nobody knows' 0 '^REVIEW' 'base-terms-reach-weights' 'which license nobody/unheard has'
based baichuan-inc/Baichuan2-7B-Base 'A model.'
expect 'a family without a record' 0 'note +base-model-license' 'whose license'
based google/gemma-2-9b 'A model.'
refuse 'a base whose license is known is compared' 'base-model-license'
mkdir -p tern/tests/dummy && weights tern/tests/dummy/m.safetensors
based tests/dummy 'A model.'
refuse 'a folder with weights here is no other model' 'base-model-license'
mkdir -p tern/google/gemma-2-9b && weights tern/google/gemma-2-9b/m.safetensors
based google/gemma-2-9b 'A model.'
expect 'a copy of a known model here is still one of others' 0 '^REVIEW' 'license-laundering'
rm -r tern/google
mkdir -p tern/tests/heron tern/wing/auk && based tests/heron 'A model.'
expect 'one without is' 0 'note +base-model-license' 'tests/heron'
printf '[project]\nname = "auk-tools"\n' >tern/wing/auk/pyproject.toml && run scan tern
refuse 'nor is the model called like a package deep in folders' 'auk-tools'
printf '[project]\nname = "auk-tools"\n' >tern/pyproject.toml && run scan tern
expect 'but like the one at the top' 0 '^auk-tools'
rm -r tern/tests tern/wing tern/pyproject.toml
card 'This model is released under the original license of Dunlin.'
expect 'a name that nobody knows' 0 '^REVIEW' 'base-terms-reach-weights' 'which license Dunlin has'
card 'This code is released under the original license of Gemma.'
refuse 'the code alone' 'base-terms-reach-weights'
rm tern/LICENSE
card 'The model inherits the license of the base model.'
expect 'nothing else gives a license' 0 '^REVIEW' 'no-license-evidence' 'says that the license of a base'

cp "$LICET_ROOT/LICENSE" tern/LICENSE
# A link that misses a file whose name is nearly that.
for link in LICENSE.md LICENCE; do
	card "## License

MIT, see [the license]($link)."
	expect "a near name of the license that is named: $link" 0 '^PASS' 'note +folder-link-missing' 'LICENSE lies beside it, and'
	card "See [the license]($link)."
	expect "a near name: $link" 0 'warning +license-link-missing' 'LICENSE lies beside it, and'
done
card '## License

MIT, see [the license](MODEL_LICENSE).'
expect 'another name' 0 'license-link-missing'
refuse 'which is not near' 'lies beside it'

# A link to a license that nobody has filled in.
for link in '[MIT License](#)' '<a href="TODO">License</a>' '[License](TODO)' '[MIT License]()' '[the license](link)' '<a href="">License</a>' \
	'[![License: MIT](https://badges.invalid/license-MIT-blue)]()' '[![License: MIT](https://badges.invalid/license-MIT-blue)](https://host.invalid/username/repo/blob/main/LICENSE)' \
	'[license](https://host.invalid/your-org/tern/LICENSE)' '[license](./your-license-url)' \
	'[license](path/to/LICENSE)' '[license](/path/to/your/LICENSE.md)' '[license](LICENSE_URL)'; do
	card "See the $link."
	expect "a template: $link" 0 'note +license-link-unfilled' 'README.md, line 3, gives'
	refuse "no file is missing: $link" 'license-link-missing'
done
for link in '[license](#license)' '[license](MIT)' '[paper]()' '[demo](TODO)' '[license](https://host.invalid/lab/username-tern/LICENSE)' '[paper](#)' '[License](LICENSE), [demo](#)'; do
	card "See the $link."
	refuse "no template: $link" 'license-link-unfilled'
done

# The document's title names what a sentence puts under a license, and so does "it" behind that.
for says in 'Tern is released under the CC BY-NC 4.0.' 'Tern is MIT. It is also released under CC BY-NC 4.0.' 'Tern is additionally licensed under CC BY-NC 4.0.'; do
	card "$says"
	expect "of what the title names: $says" 0 '^REVIEW' 'claim-contradicts-text' 'NonCommercial'
done
for says in 'Tern is built on Wren, which is released under CC BY-NC 4.0.' 'Wren is released under CC BY-NC 4.0.' 'Wren is good. It is released under CC BY-NC 4.0.'; do
	card "$says"
	expect "of something else: $says" 0 'License +MIT$'
	refuse 'which is no contradiction' 'claim-contradicts-text'
done

# News of a release tell the license of its weights.
for says in '## March: new checkpoint 0.9

- New license for commercial use ([CC BY-NC 4.0](https://tern.invalid/license.txt))' '## New model Tern-2

- Updated license ([CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/)) for all'; do
	card "$says"
	expect "news: $(echo "$says" | tail -n 1)" 0 '^REVIEW' 'claim-contradicts-text|code-license-alone' 'NonCommercial'
done
for says in '## New checkpoint 0.9

- New license checks find CC BY-NC 4.0, too' '## News

- New license texts (CC BY-NC 4.0)'; do
	card "$says"
	refuse "no news of a license: $(echo "$says" | tail -n 1)" 'claim-contradicts-text|code-license-alone'
done

# What is named as an example is none that is claimed.
for says in '(e.g. the [CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/) for Wren)' 'such as CC BY-NC 4.0' 'like CC BY-NC 4.0' \
	', for example CC BY-NC 4.0 or CC BY-ND 4.0'; do
	card "The model must comply with the licenses of what you put in $says."
	expect "an example: $says" 0 'License +MIT$'
	refuse "which is no claim: $says" 'claim-contradicts-text|code-license-alone'
done
card 'The model must comply with the license CC BY-NC 4.0.'
expect 'no example' 0 'claim-contradicts-text|code-license-alone'

# "This model" is the one that was just brought in, and not all that is here.
card '- We release a Tern-Chat model for all who love birds. This model comes under CC BY-NC 4.0.

## License

This repository is under the MIT License.'
expect 'a model beside the others' 0 'License +MIT$' '^REVIEW' 'part-restricts-more'
refuse 'whose license is not that of all' 'code-license-alone' 'claim-contradicts-text'
for says in 'Tern sings.' 'We present a small language model.' 'We release a Tern model.'; do
	card "$says This model comes under CC BY-NC 4.0."
	expect "the model that is here: $says" 0 '^REVIEW' 'claim-contradicts-text|code-license-alone'
	refuse "which is none beside it: $says" 'part-restricts-more'
done

# Names that are not spelt as they should be, in a sentence and in a field.
mkdir slip && weights slip/m.safetensors
for slip in 'CC BY NC SA4.0' 'CC-BY-NC-SA4.0' 'Creatives Common Attribution-NonCommercial-ShareAlike 4.0' 'cc-by-nc-sa-v4.0'; do
	card "The weights are released under the $slip license."
	expect "misspelt in a sentence: $slip" 0 'licenses-by-part' 'NonCommercial-ShareAlike 4.0'
done
for slip in 'Apache License 2.0v' 'MIT Lisence' 'apache version 2.0' 'Creatives Common by nc sa4.0'; do
	printf -- '---\nlicense: %s\n---\n# Tern\n' "$slip" >slip/README.md && run scan slip
	expect "misspelt in a field: $slip" 0 '^PASS' 'License +(Apache-2.0|MIT|CC-BY-NC-SA-4.0)$'
done
card 'The weights are under CC-BY-NC4.0.'
expect 'nothing is cut off the name' 0 'licenses-by-part' 'NonCommercial 4.0'
card 'The Llama-2 models and the MiniCPM models are good.'
refuse 'names of models' 'part-without-text' 'Llama'

# What the model is for: a term where it says so, a note where it is only meant so; and what a demo is for says nothing of it.
cp "$LICET_ROOT/LICENSE" tern/LICENSE
for says in 'It is meant for study, and not for commercial purposes.' 'Tern is intended strictly for academic research.' \
	'Intended for study; commercial use requires permission.' '本项目旨在用于学术研究，严禁商用。' 'Das Modell dient ausschließlich der Forschung.' \
	'Этот проект предназначен только для научных исследований.' 'O uso comercial deste modelo não é permitido.' '이 모델은 연구 목적으로만 쓸 수 있습니다.'; do
	card "The model. $says"
	expect "a term: $says" 0 '^REVIEW' 'terms-beside-license'
done
for says in 'The model is intended for academic research, and we answer for nothing.' '本项目用于学术研究。'; do
	card "$says"
	expect "meant so: $says" 0 '^PASS' 'intent-narrower-than-license'
	refuse "no term: $says" 'terms-beside-license'
done
for says in '## License

The service is a research preview intended for non-commercial use only.' 'This is a preview for non-commercial use only.' \
	'We have a demo. The weights are here, too. They are for non-commercial use only.' '## License

Tern is for non-commercial use only, subject to the terms of the data.'; do
	card "$says"
	expect "of the model: $(echo "$says" | tail -n 1)" 0 '^REVIEW' 'terms-beside-license'
done
for says in 'Try our demo. The service is a preview intended for non-commercial use only.' '## Online demo

It is for non-commercial use only.' 'There is an API. It is for non-commercial use only.' 'A web demo is at hand.

The service is for non-commercial use only.'; do
	card "$says"
	expect "of what is shown: $(echo "$says" | tail -n 1)" 0 '^PASS'
	refuse 'which is no term of the model' 'terms-beside-license'
done

# The front matter of a second card that was pasted in, right behind the first or further down; one in a fence is an example.
mkdir pasted && weights pasted/m.safetensors
for between in '' '

' '# Tern

Birds.

---

And more.
'; do
	printf -- '---\nlicense: apache-2.0\n---\n%s\n---\ntags:\n- birds\nlicense: cc-by-nc-4.0\n---\n# Auk\n' "$between" >pasted/README.md
	run scan pasted
	expect 'a second front matter' 0 '^REVIEW' 'claims-disagree' 'README.md, line 2, declares the Apache License 2.0, but README.md, line [0-9]+' 'non-commercial'
done
printf -- '---\ntags: [birds]\n---\n---\nlicense: cc-by-nc-4.0\n---\n# Auk\n' >pasted/README.md && run scan pasted
expect 'the first names no license' 0 'License +CC-BY-NC-4.0'
refuse 'so that the second is the own one' 'mention-only'
printf -- '---\ntags: [birds]\n---\n# Auk\n\nBirds.\n\n---\nlicense: cc-by-nc-4.0\n---\n' >pasted/README.md && run scan pasted
expect 'and one at the end' 0 'License +CC-BY-NC-4.0'
refuse 'which is the own one' 'mention-only'
printf -- '# Auk\n\n```\nsing()\n  ```\n\n---\nlanguage: la\nlicense: cc-by-nc-4.0\n---\n' >pasted/README.md && run scan pasted
refuse 'behind a fence whose end has blanks before it' 'mention-only'
printf -- '---\n---\nlanguage: la\nlicense: cc-by-nc-4.0\n---\n---\n\n# Auk\n' >pasted/README.md && run scan pasted
expect 'the lines around it written twice' 0 'License +CC-BY-NC-4.0'
refuse 'which are those of a front matter' 'mention-only'
printf -- '\n --- \nlicense: cc-by-nc-4.0\ntags:\n- birds\n---\n\n# Auk\n' >pasted/README.md && run scan pasted
expect 'blanks before its first line' 0 'License +CC-BY-NC-4.0'
refuse 'which open it all the same' 'mention-only'
printf -- '---\n---\nNote: birds\n\n---\n\nMore: [\n' >pasted/README.md && run scan pasted
refuse 'an empty front matter' 'not readable' 'never closed'
printf -- '---\nlicense: cc-by-nc-4.0\n---\n---\nlicense: CC-BY-NC-4.0\n---\n# Auk\n' >pasted/README.md && run scan pasted
refuse 'both name one license' 'claims-disagree'
printf -- '---\nlicense: apache-2.0\n---\n# Tern\n\n```yaml\n---\nlicense: cc-by-nc-4.0\n---\n```\n' >pasted/README.md && run scan pasted
expect 'one that is shown' 0 '^PASS'
refuse 'which says nothing' 'claims-disagree' 'BY-NC'
printf -- '---\nlicense: apache-2.0\n---\n# Tern\n\n---\nnote: birds\n---\n\n---\nand so on: [\n---\n' >pasted/README.md && run scan pasted
expect 'lines across the page' 0 '^PASS'
printf -- '---\nlicense: apache-2.0\n---\n---\nlicense: cc-by-nc-4.0\ntags: [\n---\n' >pasted/README.md && run scan pasted
expect 'one that is no YAML' 0 '^REVIEW' 'claims-disagree'
cp "$LICET_ROOT/LICENSE" pasted/LICENSE
printf -- '---\nlicense: mit\n---\n\n---\nlicense: cc-by-nc-4.0\n---\n# Auk\n' >pasted/README.md && run scan pasted
expect 'a second front matter against the text' 0 '^REVIEW' 'claim-contradicts-text' 'NonCommercial'

{ printf -- '---\nlicense: mit\n---\n# Tern\n' && for i in $(seq 600); do printf '\nWing %d\n\n---\n' "$i"; done; } >pasted/README.md && run scan pasted
expect 'more lines across the page than are looked behind' 3 '^INCOMPLETE' 'more lines across the page'

# Bounds: what is reached is told, and nothing passes.
rm -r tern && mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE
{ printf '# Tern\n\n## License\n' && for i in $(seq 100); do printf '\n- Wing %d is ours.\n' "$i"; done && printf '\n- Weights: CC-BY-NC-4.0\n'; } >tern/README.md
run scan tern
expect 'a heading far above' 0 'licenses-by-part' 'CC-BY-NC-4.0'
{ printf '# Tern\n\n## License\n' && for i in $(seq 33); do printf '\n- Weights: Plum %d License\n' "$i"; done; } >tern/README.md
run scan tern
expect 'more names that nobody knows than are kept' 3 '^INCOMPLETE' 'names more licenses of what is here'
{ printf '# Tern\n' && for i in $(seq 201); do printf '\nSee [one](wing/%d/LICENSE).\n' "$i"; done; } >tern/README.md
run scan tern
expect 'more links than are followed' 3 '^INCOMPLETE' 'links to more license files'
for k in 1 2 3; do
	mkdir "tern/$k" && { printf '# Tern\n' && for i in $(seq 90); do printf '\nSee [one](wing/%d/LICENSE).\n' "$i"; done; } >"tern/$k/README.md"
done
printf '# Tern\n' >tern/README.md && run scan tern
expect 'more links that lead nowhere than are listed' 3 '^INCOMPLETE' 'bound-reached' 'than are listed'

# A table of works of others, and a word of another column before the name of a license.
card '## License

The code and the model files are under the [MIT License](LICENSE).
Portions of these projects are here, with the licenses listed.

Project | Changed | License
---|---|---
auk | Yes | BSD
beak-models | No | CC0'
refuse 'a table of others' '(license-unknown|part-without-text|LICENSE.*contradict)'
card '## License

Model | Changed | License
---|---|---
tern | No | CC0'
refuse 'what another column denies' 'license-unknown'

# What stands in a table of models of others, by column or by row, is none that is concluded for what is here.
rm -rf guide && mkdir guide
for rows in '| Feature | Wren v2 | Auk MMS |
|---|---|---|
| **Languages** | 16 | 1,100 |
| **License** | Plum Public License | CC-BY-NC 4.0 |' '| Model | Size | License |
|---|---|---|
| Wren-7B | 14 GB | a license of its own |
| Auk-3B | 6 GB | CC-BY-NC 4.0 |'; do
	printf '# Singing\n\nHow to choose.\n\n## Which model?\n\n%s\n' "$rows" >guide/README.md && run scan guide
	expect "models of others are compared: $rows" 0 '^REVIEW' 'License +none concluded' 'mention-only'
done
printf '# Singing\n\n| Model | License |\n|---|---|\n| Guide-3B | CC-BY-NC 4.0 |\n' >guide/README.md && run scan guide
expect 'the row of what is here' 0 'License +CC-BY-NC-4.0'
# Sections of a license file that are headed by files, or by data, tell nothing of the whole.
rm -rf parted && mkdir parted && weights parted/m.safetensors
for heads in 'data/wings data/beaks.num,' 'Corpus Benchmarks' 'data/wings.num data/beaks.num'; do
	# shellcheck disable=SC2086
	set -- $heads
	printf '## %s\nOf birds.\nDistributed under: CC BY-SA 3.0\n\n## %s data/all.num\nDistributed under: CC BY 2.5\n' "$1" "$2" >parted/LICENSE.md && run scan parted
	expect "sections for $heads" 0 '^REVIEW' 'License +none concluded'
	printf '## %s\nDistributed under: CC BY-SA 3.0\n' "$1" >parted/LICENSE.md && run scan parted
	expect "one section for $1" 0 '^REVIEW' 'License +none concluded'
done
for head in 'Tern' 'License' 'm.safetensors' 'tern.js'; do
	printf '## %s\nDistributed under: CC BY-SA 3.0\n' "$head" >parted/LICENSE.md && run scan parted
	expect "a section of all, or of the weights: $head" 0 'License +CC-BY-SA-3.0'
done
# The code alone has a license: said once.
printf '# Tern\n\n## License\n\nThe source code is licensed MIT.\n' >parted/README.md && rm parted/LICENSE.md && run scan parted
expect 'the code alone' 0 '^REVIEW' 'weights-license-silent'
refuse 'is told once' 'mention-only'

# A notice that is called after licenses, and says that there is none, is named.
rm -rf unsaid && mkdir unsaid && weights unsaid/m.safetensors && printf '# Tern\n\nA model of birds.\n' >unsaid/README.md
printf '# License Notice\n\nNo license has been chosen yet.\n' >unsaid/LICENSE_NOTICE.md && run scan unsaid
expect 'a notice without a license' 0 '^REVIEW' 'no-license-evidence' 'the model is, and LICENSE_NOTICE.md'
# A document that is here is named for the terms of the weights, and holds no license: it is not "not which".
cp "$LICET_ROOT/LICENSE" unsaid/LICENSE && rm unsaid/LICENSE_NOTICE.md
printf '# Model card\n\n## Terms of use\n\nFree to share, not for profit.\n' >unsaid/MODEL_CARD.md
printf '# Tern\n\n## License\n\nScripts and tests: [MIT](LICENSE). The voice model has separate terms: [MODEL_CARD.md](MODEL_CARD.md).\n' >unsaid/README.md
run scan -f json unsaid
expect 'separate terms in a document here' 0 'weights-license-elsewhere' 'MODEL_CARD.md is here, and declares none' 'non-commercial'
refuse 'which it says' 'and not which'

# Later versions may be taken where a sentence says so, be it of the code, of the text that is here.
if [ -f "$LICET_SHARED/texts/gpl-3.0/canonical.txt" ]; then
	rm -rf later && mkdir later && cp "$LICET_SHARED/texts/gpl-3.0/canonical.txt" later/COPYING
	printf '# Auk\n\n## License\n\nThe code is released under the GPLv3 or later, except for wings.h and the beaks subdirs.\n' >later/README.md && run scan later
	expect 'later versions of what the text holds' 0 'License +GPL-3.0-or-later$'
	printf '# Auk\n\n## License\n\nThe code is released under the GPLv3, except for wings.h and the beaks subdirs.\n' >later/README.md && run scan later
	expect 'this version alone' 0 'License +GPL-3.0-only$'
else
	echo "skip later versions of what the text holds: there is nothing in $LICET_SHARED"
fi
# The card that others are made from claims nothing.
mkdir made && cp "$LICET_ROOT/LICENSE" made/LICENSE && printf -- '---\nlicense: llama{{ version }}\n---\n# {{ name }}\n' >made/base_template.md && run scan made
expect 'a template' 0 '^PASS' 'License +MIT'

# The cards of a zoo, each in the folder of its model: one of another license speaks of that model, and the rest is as it was.
mkdir -p zoo/tern zoo/auk && cp "$LICET_ROOT/LICENSE" zoo/LICENSE && weights zoo/tern/t.safetensors && weights zoo/auk/a.safetensors
printf '# Zoo\n\n## License\n\nMIT unless otherwise stated.\n' >zoo/README.md
printf '# Auk\n\n## License\n\n[Apache-2.0](https://spdx.org/licenses/Apache-2.0.html)\n' >zoo/auk/README.md && run scan zoo
expect 'a zoo' 0 'License +MIT' 'note +licenses-by-part' 'auk/README.md, line 5, declares the Apache License'
refuse 'one model of it is under another license' 'claim-contradicts-text'
printf '# Auk\n\n## License\n\nCC-BY-NC-4.0\n' >zoo/auk/README.md && run scan zoo
expect 'a stricter one' 0 '^REVIEW' 'part-license-not-carried' 'auk/README.md'
rm zoo/tern/t.safetensors && printf '# Auk\n\n## License\n\nApache-2.0\n' >zoo/auk/README.md && run scan zoo
expect 'the only model' 0 '^REVIEW' 'claim-contradicts-text'

# A folder that is called after what is done with models holds none: its card speaks of what is in it.
for folder in wing_model_distillation model-training weights_conversion; do
	rm -rf aside && mkdir -p "aside/$folder" aside/tern && weights aside/tern/t.safetensors && printf '# Birds\n' >aside/README.md
	printf '# Tern\n\nA model of birds.\n' >aside/tern/README.md
	printf '# Wings\n\n## License\n\nThis project is licensed under the MIT License.\n' >"aside/$folder/README.md" && run scan aside
	expect "the card of a folder beside the model: $folder" 0 '^REVIEW' 'License +none concluded' 'folders have their own'
done
mkdir aside/wing_models && mv aside/weights_conversion/README.md aside/wing_models/ && run scan aside
expect 'a folder of models' 0 'License +MIT'
# A text that is linked only from what is said of data is that of the data, where there is another.
rm -rf linked && mkdir -p linked/LICENSES && cp "$LICET_ROOT/LICENSE" linked/LICENSE && weights linked/m.safetensors
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" linked/LICENSES/EXAMPLE.md
for link in '## Sources of data

| Dataset name | Made by | License |
|---|---|---|
| Wing songs | Auk | [Example Community](LICENSES/EXAMPLE.md) |
| Beak songs | Wren | Public Domain |' 'The songs dataset is under the [Example Community Model License](LICENSES/EXAMPLE.md).'; do
	printf '# Tern\n\nThe code is released under the [MIT License](LICENSE).\n\n%s\n' "$link" >linked/README.md && run scan linked
	expect "a text for data: $link" 0 'License +MIT$'
done
printf '# Tern\n\nThe code is under the [MIT License](LICENSE), the weights under the [Example Community Model License](LICENSES/EXAMPLE.md).\n' >linked/README.md && run scan linked
expect 'a text for the weights' 0 'License +LicenseRef-example-community$'
# Of more links than are looked at the last may be that of the weights: then no text is left to the data.
{
	printf '# Tern\n\nThe dataset is under the [Example Community Model License](LICENSES/EXAMPLE.md).\n'
	for n in $(seq 60); do printf '\nDataset %s is under the [Example Community Model License](LICENSES/EXAMPLE.md).\n' "$n"; done
	printf '\nSee the [license](LICENSES/EXAMPLE.md) before you use the weights.\n'
} >linked/README.md && run scan linked
expect 'a link to the text behind many' 0 'License +LicenseRef-example-community AND MIT$'
rm linked/LICENSE && printf '# Tern\n\nThe dataset is under the [Example Community Model License](LICENSES/EXAMPLE.md).\n' >linked/README.md && run scan linked
expect 'the only text' 0 'LicenseRef-example-community'

rm -r tern && mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
for words in 'For the pretrained models, please refer to the corresponding license of the models.' 'See the respective licenses for the weights.'; do
	card "## License

This project is licensed under the MIT License. $words"
	expect "each model has its own: $words" 0 'License +none' 'weights-license-elsewhere'
done
card '## License

This project is licensed under the MIT License. Please refer to the license for the models.'
refuse 'the license that is here' 'weights-license-elsewhere'
for words in '## Models (research use only):' '## Weights (non-commercial)'; do
	card "$words

- Tern-7B"
	expect "a heading: $words" 0 'terms-beside-license'
done
card '## Models (research, and more)'
refuse 'a heading that limits nothing' 'terms-beside-license'
# A zoo without weights: the license files of its models, side by side, are each for one of them.
mkdir -p bundles/models/auk/docs bundles/models/tern && cp "$LICET_ROOT/LICENSE" bundles/LICENSE && cp "$LICET_ROOT/LICENSE" bundles/models/tern/LICENSE
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" bundles/models/auk/LICENSE
printf '# Bundles\n\n## License\n\nThe MIT License.\n' >bundles/README.md
printf '# Auk\n\n## License\n\nThe model is under the Example Community Model License.\n' >bundles/models/auk/docs/README.md
printf 'Third Party Licenses\n\ni. Birds of the Sea\nhttps://birds.invalid/sea\n' >bundles/models/auk/docs/data_license.txt && run scan bundles
expect 'a zoo without weights' 0 'License +MIT$'
refuse 'its models are not all that is here' '(claims-disagree|license-file-without-text|several-license-texts)'
expect 'the stricter license of one is told' 0 '^REVIEW' 'models/auk/LICENSE'
# Which of two licenses holds: both, unless a card offers the choice.
mkdir two && cp "$LICET_ROOT/LICENSE" two/LICENSE-MIT && weights two/m.safetensors
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" two/LICENSE-EXAMPLE
both() { printf '# Two\n\n## License\n\n%s\n' "$1" >two/README.md && run scan two; }
for words in 'The model is dual-licensed under the MIT License and the Example Community Model License, at your choice.' \
	'The code is under the MIT License or the Example Community Model License.' \
	'Licensed under either of

- the MIT License ([LICENSE-MIT](LICENSE-MIT))
- the Example Community Model License ([LICENSE-EXAMPLE](LICENSE-EXAMPLE))

at your option.'; do
	both "$words"
	expect "a choice: $(printf %s "$words" | head -n 1)" 0 'License +LicenseRef-example-community OR MIT$' 'README.md offers the choice'
done
for words in 'The model is under the MIT License and the Example Community Model License.' \
	'The model is under the MIT License or, at your option, any later version of it. It is under the Example Community Model License.' \
	'The model is under the MIT License, or the Example Community Model License, depending on its size.'; do
	both "$words"
	refuse "no choice: $words" 'OR MIT'
done

# Whom a sentence speaks of: a card with a license and a base model tells the license of that, too.
mkdir -p wren/tern && weights wren/tern/m.safetensors
told() {
	printf -- '---\nlicense: cc-by-nc-sa-4.0\nbase_model: lab/Wren-Song-7\n---\n# Tern\n\n## License\n\n%s\n' "$1" >wren/tern/README.md
	run scan wren/tern
}
for words in 'Wren-Song-7 is licensed under Apache 2.0.' 'The original model, Wren-Song, is licensed under Apache 2.0.' \
	'Base model licenses hold where they are stricter: Wren-Song-7 is Apache-2.0.' '- **License for base weights**: Apache-2.0' \
	'The base Wren model is Apache-2.0.' 'The original Wren Song 7 weights are licensed under Apache 2.0.'; do
	told "$words"
	expect "of the base: $words" 0 'License +CC-BY-NC-SA-4.0'
	refuse "and not of the model: $words" 'claims-disagree'
done
told 'It was made from
[`lab/wren-song-of-birds-7`](https://hub.invalid/lab/wren-song-of-birds-7-and-of-all-others-that-sing-at-night-and-day).

It was tuned on the songs of birds that sing when the sun has gone. The base
Wren model is Apache-2.0.'
expect 'a sentence wrapped below a line that is one long link' 0 'License +CC-BY-NC-SA-4.0'
for words in 'Tern is licensed under Apache 2.0.' 'The base Tern model is Apache-2.0.' 'The base model and the chat model are licensed under Apache 2.0.' \
	'The model is licensed under Apache 2.0, as the base model is.'; do
	told "$words"
	expect "of the model: $words" 0 'claims-disagree'
done
for words in 'Tern is a fine-tuned version of lab/Wren-Song-7, which is licensed Apache 2.0.' \
	'This model is a derivative work of a nest, which is under CC-BY-4.0, and of lab/Wren-Song-7, licensed Apache 2.0.' \
	'**License:** CC BY-NC-SA 4.0. Base model and corpora retain their own licenses (Songs: Apache 2.0).' \
	'- CC BY-NC-SA 4.0 (adapter) + Apache 2.0 (base)' '- [Wren-Song-8](https://hub.invalid/lab/wren-song-8): a wren that sings.
  - License: Apache-2.0' '- **nests**: A data set of songs of all birds. License: Apache-2.0.'; do
	told "$words"
	expect "of something else: $words" 0 'License +CC-BY-NC-SA-4.0'
	refuse "and not of the model: $words" 'claims-disagree'
done
for words in '- About the model:
  - License: Apache-2.0' '- [Tern](https://hub.invalid/lab/tern): a tern.
  - License: Apache-2.0' '- A model of songs. License: Apache-2.0.'; do
	told "$words"
	expect "of the model: $words" 0 'claims-disagree'
done
# A license that a card spells out is of what the sentence before says.
spelled() {
	told "$1

\`\`\`
$(cat "$LICET_ROOT/LICENSE")
\`\`\`"
}
for words in 'The base model lab/Wren-Song-7 is MIT licensed:' 'Wren-Song-7 is under this license:' 'The dataset is licensed as follows:'; do
	spelled "$words"
	expect "a text of something else: $words" 0 'License +CC-BY-NC-SA-4.0'
	refuse "and of no file: $words" 'claim-contradicts-text|for other things than'
done
spelled 'Tern is licensed as follows:'
expect 'a text of the model' 0 'claim-contradicts-text'
printf -- '---\nlicense: cc-by-nc-sa-4.0\n---\n# Tern\n\n---\nlicense: apache-2.0\npretty_name: Nests\nsize_categories:\n- 1K<n<10K\n---\n' >wren/tern/README.md && run scan wren/tern
expect 'the front matter of a data set further below' 0 'License +CC-BY-NC-SA-4.0'
sed -i '/pretty_name/,$d' wren/tern/README.md && printf -- 'tags:\n- birds\n---\n' >>wren/tern/README.md && run scan wren/tern
expect 'and that of another model' 0 'claims-disagree'
for row in '| This adapter | CC BY-NC-SA 4.0 | free |' '| This adapter | CC BY-NC-SA 4.0 | free |
| **Wren base weights** | Apache 2.0 | accept it |
| Nest training content | MIT | none |'; do
	told "| Layer | License | Notes |
|---|---|---|
$row"
	expect 'rows of what it is made from' 0 'License +CC-BY-NC-SA-4.0'
	refuse 'say nothing of all that is here' 'claims-disagree|label-disagrees'
done

# The field names a family, or none, and a sentence of the card which license it is.
field() { printf -- '---\nlicense: %s\n---\n# Tern\n\n## License\n\n%s\n' "$1" "$2" >wren/tern/README.md && run scan wren/tern; }
field openrail 'The model is under the BigScience OpenRAIL-M license.'
expect 'a member of the family' 0 'License +LicenseRef-bigscience-openrail-m$'
refuse 'which is told' 'claim-too-vague'
field openrail '| Wing | Form |
|---|---|
| `left` | Feathers of the first year, and of the second one, and of the third, which are all of them here |

The model and what is made from it are under the included BigScience
Open RAIL-M license. Birds fly and feathers fall, and so on and on.'
expect 'a name on two lines below a long row' 0 'License +LicenseRef-bigscience-openrail-m$'
refuse 'which is read whole' 'claim-too-vague'
field other 'The model is licensed under CC BY-NC 4.0.'
expect 'another one, by a sentence' 0 'License +CC-BY-NC-4.0$'
refuse 'which names it' 'unresolved-claim'
field openrail 'The model is under the MIT license.'
expect 'no member of the family' 0 'claims-disagree'

# A family of a publisher's own licenses, and a base that is known to be under one of them.
field 'other
base_model: meta-llama/Llama-3.2-1B' 'The model is under the Meta Llama Community License.'
expect 'the version of the base' 0 'License +LicenseRef-llama-3.2-community$'
refuse 'which settles it' 'claim-too-vague'
field 'other
base_model: [meta-llama/Llama-3.2-1B, meta-llama/Llama-2-7b]' 'The model is under the Meta Llama Community License.'
expect 'bases that differ' 0 'claim-too-vague'
field 'cc-by-nc
base_model: facebook/wav2vec2-base-it-voxpopuli' 'Birds.'
expect 'a version that anybody may choose' 0 'claim-too-vague'
field 'openrail
base_model: runwayml/stable-diffusion-v1-5' 'Birds.'
expect 'a family of many publishers' 0 'claim-too-vague'
field 'apache-2.0
base_model: facebook/wav2vec2-base-it-voxpopuli' 'Birds.'
expect 'a base that is known' 0 'license-laundering'
field apache-2.0 'This model is a fine-tuned version of [wav2vec2-base-it-voxpopuli](https://hub.invalid/wav2vec2-base-it-voxpopuli) on birds.'
expect 'one that a sentence tells, in small letters' 0 'license-laundering'
field other 'The model is under the BSD 3.0 License.'
expect 'a name that people give it' 0 'License +BSD-3-Clause$'

# A name that is not known, beside a notice that names another license and words that may be those of one.
field 'other
license_name: plum-tern-terms' 'Notice: The model is under the MIT License.

1. You may not copy, modify, sublicense or distribute the model without our written permission.
2. This license terminates if you fail to comply with its terms. You must then delete all copies of the model.
3. Permission is granted to use the model for study, provided that this notice is kept in all copies.'
expect 'words that no record has' 0 'unresolved-claim' 'plum-tern-terms'

# A license that a card says to be a modified one, and whose text is not here.
for words in 'Because of the wings, a modified license is applied to this model.' 'The model is under a modified version of the Apache License 2.0.' \
	'The model is released under a modified Plum 2.0 license.' 'The model is licensed under Apache 2.0 with additional restrictions.' \
	'ライセンスは、もとの Apache License 2.0 に商用利用禁止を追加しただけです。' '模型采用 Apache 2.0 许可证，附加限制条款。'; do
	field apache-2.0 "$words"
	expect "modified: $words" 0 '^REVIEW' 'License +none' 'license-modified-untold'
done
for words in 'The code is a modified version of the Apache licensed parser.' 'The data is under a modified license.' \
	'You may pass on a modified version of the model.' 'The model is under a modified BSD license.' 'The model comes with additional wings under Apache 2.0.' \
	'Apache 2.0 ライセンスに追加の制限はありません。' 'Apache License 2.0 の条件で公開したデータを追加しました。'; do
	field apache-2.0 "$words"
	refuse "not modified: $words" 'license-modified-untold'
done
field other 'The model is open to all, with a modified CreativeML OpenRAIL-M license. This modified CreativeML OpenRAIL License specifies:'
expect 'short for the same' 0 '^REVIEW' 'license-modified-untold'
refuse 'which the card names' 'claim-too-vague|unresolved-claim'
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" wren/tern/LICENSE
field other 'The model is under a modified license.'
refuse 'its text is here' 'license-modified-untold'
rm wren/tern/LICENSE
# A license file that names one, and tells the conditions that it adds.
own='Wren is licensed pursuant to the Apache License v2.0 (see below), with the following additional conditions.'
printf '%s\n\n1. You may not use Wren in a nest that competes with ours.\n2. You must show our name.\n' "$own" >wren/tern/LICENSE
field other 'The model is under the Apache 2.0 license with additional conditions. See the [LICENSE](LICENSE).'
expect 'the conditions are here' 0 '^REVIEW' 'unknown-license-text'
refuse 'and not elsewhere' 'license-modified-untold|license-file-without-text'
printf 'Wren is under the Apache License v2.0 with additional conditions.\n' >wren/tern/LICENSE
field other 'See the [LICENSE](LICENSE).'
expect 'the conditions are not here' 0 '^REVIEW' 'license-file-without-text'
rm wren/tern/LICENSE

# A name that goes on with what it forbids is another one.
field other '- License: CreativeML Open RAIL++-M-NC License'
expect 'not the name alone' 0 '^REVIEW'
refuse 'which forbids less' 'License +LicenseRef-creativeml'

# The code that a model was trained with, and what a license covers.
for words in 'This model was trained using source code written by A. Wren and B. Owl under the Apache License 2.0.' \
	'This model was trained using source code written by A. Wren under the Plum Research License.' '本模型的 Apache License 2.0 只涵蓋程式碼，不把權重重新授權。'; do
	field cc-by-nc-4.0 "$words"
	expect "of the code: $words" 0 'License +CC-BY-NC-4.0$'
	refuse "and of nothing else: $words" 'claims-disagree|weights-license-unknown'
done
for words in 'This model was trained using our code and is released under the Apache License 2.0.' '本模型的 Apache License 2.0 涵蓋權重。'; do
	field cc-by-nc-4.0 "$words"
	expect "of the model: $words" 0 'claims-disagree'
done

# Two names in one.
for name in 'mit-and-apache-2.0' 'MIT License and Apache License 2.0'; do
	printf -- '---\nlicense: other\nlicense_name: %s\n---\n# Tern\n' "$name" >wren/tern/README.md && run scan wren/tern
	expect "both: $name" 0 '^PASS' 'License +Apache-2.0 AND MIT'
done
printf -- '---\nlicense: [mit, apache-2.0]\n---\n# Tern\n\n## License\n\nThe model is under the MIT License.\n' >wren/tern/README.md && run scan wren/tern
expect 'of two licenses a sentence tells one' 0 '^PASS' 'License +Apache-2.0 AND MIT'
printf -- '---\nlicense: other\nlicense_name: mit-or-plum\n---\n# Tern\n' >wren/tern/README.md && run scan wren/tern
expect 'one that is not known' 0 '^REVIEW' 'unresolved-claim' '"mit-or-plum"'

# What a reader does not see as a column of comments: images below each other, and the end of a comment.
mkdir gull && cp "$LICET_ROOT/LICENSE" gull/LICENSE && weights gull/m.safetensors
reads() {
	printf '# Gull\n\n%s\n' "$1" >gull/README.md
	run scan gull
}
badge=https://badges.invalid/badge
reads "![Code License]($badge/Code%20License-MIT-green.svg)
![Weight License]($badge/Weight%20License-CC_BY--NC_4.0-red.svg)"
expect 'badges below each other' 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
reads '<!--
-----
-->

The weights are under CC BY-NC 4.0.'
expect 'behind a comment with a rule in it' 0 'License +CC-BY-NC-4.0'

# The weights are kept, where the code is given.
for words in '## License

Code: MIT License

Pre-trained model: All Rights Reserved' 'All codes are released under the MIT License. We reserve all rights on all pretrained models.' \
	'All rights to the model weights are reserved.'; do
	reads "$words"
	expect "no license for the weights: $(echo "$words" | tail -n 1)" 0 '^REVIEW' 'weights-license-unknown' 'grants no license' 'License +none'
done
for words in '## License

Copyright 2026 Gull Labs. All rights reserved. The model is large.' 'We keep all rights on the logo. The model sings.' \
	'You retain all rights in the outputs of the model.'; do
	reads "$words"
	refuse "nothing of the weights: $(echo "$words" | tail -n 1)" 'weights-license-unknown'
done

# What lists the weights, or stands in place of a README, is a card.
printf '# Gull\n' >gull/README.md && mkdir gull/docs
for page in docs/MODEL_ZOO.md docs/pretrained.md index.md; do
	printf '# Gulls\n\n## License\n\nThe model weights are licensed under CC BY-NC 4.0.\n' >"gull/$page"
	run scan gull
	expect "the weights by $page" 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
	rm "gull/$page"
done
printf '# Gulls\n\nThe model weights are licensed under CC BY-NC 4.0.\n' >gull/docs/usage.md
run scan gull
refuse 'and not any document' 'code-license-alone'

# The license here keeps trade out, as the data do.
reads 'The weights are licensed under CC BY-NC 4.0. Models trained using the dataset should not be used outside of research purposes.'
refuse 'what the license tells' 'data-terms-reach-weights'
reads 'The weights are licensed under CC BY-NC 4.0. The weights inherit non-commercial terms from their training data.'
refuse 'terms that keep trade out, too' 'data-terms-reach-weights'
reads 'The weights are licensed under CC BY-NC 4.0. When using the models, please comply with the license of the training data.'
expect 'what it does not tell' 0 'data-terms-reach-weights'

# Licenses in parentheses that begin as an example are examples, each of them.
reads 'Users must comply with the licenses of base models for checkpoints (e.g. the CC BY-NC 4.0 license for Wren, the GPL-3.0 license and the Apache-2.0 license).'
expect 'examples' 0 'License +MIT$'
refuse 'declare nothing' 'claim-contradicts-text'
reads 'The checkpoints are under the CC BY-NC 4.0 license (e.g. Gull-7B and Gull-13B).'
expect 'of what is said' 0 'License +CC-BY-NC-4.0'

# A license file that is the card of a model governs nothing.
cat >gull/LICENSE <<'EOF'
---
language:
- en
license: other
---

# Terms

You may not use the model for any activity that harms others. You may use it for your own products only. You may not pass it on to others.
We may end these terms when you break them, and you must then delete all copies. The model comes as it is, without warranty of any
kind, and we are not liable for any damage. These terms are governed by the law of the place where we have our seat.
EOF
reads 'The model weights are released under the Apache-2.0 license.'
expect 'and what the card says is concluded' 0 'License +Apache-2.0$' 'license-file-without-text'
cp "$LICET_ROOT/LICENSE" gull/LICENSE
# A hub's card with a license of its own, and what else it names.
card_of() { # FIELD WORDS: the card of Tern-7B
	mkdir -p hub/Tern-7B && weights hub/Tern-7B/m.safetensors
	printf -- '---\nlicense: %s\n---\n# %s\n\n%b\n' "$1" "${3:-Tern-7B}" "$2" >hub/Tern-7B/README.md && run scan hub/Tern-7B
}
notice='Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) Meta Platforms.'
for words in "Tern-7B is licensed under the CC-BY-NC-4.0 license.\n\n$notice" "- **License:** CC-BY-NC-4.0, $notice" \
	'For all Llama relevant models, please also follow the corresponding Llama license.' \
	'This model is strictly non-commercial (cc-by-nc-4.0), which takes priority over the Llama 2 Community License.' \
	'The CC-BY-NC-4.0 license supersedes the MIT License.' \
	'You can find a variant of this model published under the Apache 2.0 license at [lab/Tern-Free](https://hub.invalid/lab/Tern-Free).' \
	'Outputs of the model must be distributed under CC0 1.0.' 'The law demands the output be CC0 1.0 as well.' \
	'As initial checkpoint we used [Wren](https://wren.invalid) by [Auk](https://auk.invalid) licensed under CC BY 4.0.' \
	'This model utilizes a model [Wren](https://wren.invalid) released under CC BY-SA 3.0 as a pretrained model.'; do
	card_of cc-by-nc-4.0 "## License\n\n$words"
	expect "besides: ${words##*\\n}" 0 'License +CC-BY-NC-4.0( AND CC-BY-SA-3.0)?$'
	refuse "no claim: ${words##*\\n}" 'claims-disagree|label-disagrees'
done
for words in 'Tern-7B is licensed under Apache 2.0.' 'The model is under CC-BY-NC-4.0. A version of the weights is under Apache 2.0.' \
	'Tern uses Wren as its base model and is released under Apache 2.0.' 'For Terns, follow the Apache 2.0 license.'; do
	card_of cc-by-nc-4.0 "## License\n\n$words"
	expect "a claim: ${words##*\\n}" 0 'claims-disagree'
done
# A label that names two, one behind the other, names both.
for words in 'License: Apache-2.0 / CC-BY-NC-4.0' '**License:** MIT + CC-BY-NC-4.0 ("with birds").'; do
	card_of cc-by-nc-4.0 "$words"
	expect "a label of two: $words" 0 '^PASS' 'License +.*CC-BY-NC-4.0'
	refuse "one of which the field has: $words" 'claims-disagree|label-disagrees'
done
card_of gpl-3.0 'License: MIT or GPL-3.0'
expect 'a label of two to choose from' 0 '^PASS' 'License +GPL-3.0-only OR MIT'
card_of mit 'License: MIT / CC-BY-NC-4.0'
expect 'a label with one that asks for more than the field' 0 'claims-disagree'
card_of mit 'License: MIT (unlike the CC-BY-NC-4.0 of Wren)'
refuse 'what is told of another in brackets' 'claims-disagree|label-disagrees'
card_of llama2 "## License\n\n$notice" 'Llama 2'
refuse 'the notice of its own' 'claims-disagree'
derived='- [Tern-Chat](https://hub.invalid/lab/Tern-Chat): a model for talks.\n  - License: CC-BY-NC-4.0'
card_of apache-2.0 "## Models finetuned off Tern-7B:\n\n$derived"
refuse 'models that were made from this one' 'claims-disagree|part-restricts-more'
card_of apache-2.0 "## Our models\n\n$derived"
expect 'models, and not from this one' 0 '^REVIEW'

# A table of siblings: the row that has the whole name counts, and not those that are like it.
rows='| Model | Link | License |\n| --- | --- | --- |\n| Tern-13B | x | CC-BY-NC-4.0 |\n| Tern-30B | x | Plum Research |'
card_of mit "## Models\n\n$rows\n| Tern-7B | x | MIT |"
expect 'the row of its own' 0 '^PASS' 'License +MIT'
card_of mit "## Models\n\n$rows\n| Tern-7B | x | Apache-2.0 |"
expect 'which is another' 0 'claims-disagree' 'Apache'
refuse 'those of siblings are not' 'NonCommercial|Plum'

# What the model is meant for, in the section that tells that, and elsewhere.
for words in '## Direct Use\n\nThe model is intended for research purposes only.' '## Intended uses\n\nThis model is meant for research purposes only.'; do
	card_of mit "$words"
	refuse "an intent: ${words##*\\n}" 'terms-beside-license'
done
card_of mit '## Direct Use\n\nThe model is intended for research purposes only.'
expect 'which is told' 0 'says what the model is meant for'
for words in '## Direct Use\n\nThe model may be used for research purposes only.' '## License\n\nThe model is intended for research purposes only.'; do
	card_of mit "$words"
	expect "a term: ${words##*\\n}" 0 'terms-beside-license'
done

card_of mit '## Disclaimer\n\nThis model is for research purposes only and should not be used as a substitute for professional medical advice.'
refuse 'a warning against taking its word' 'terms-beside-license'
card_of mit '## Disclaimer\n\nThis model is for research purposes only and should not be used for trade.'
expect 'a term in a disclaimer' 0 'terms-beside-license'

# Behind the name of the license stands a term; behind that of something else, one of that.
card_of mit '## License\n\nMIT - For research and educational purposes only.'
expect 'a term behind the name of the license' 0 'terms-beside-license'
card_of mit '## License\n\nAuk - for research purposes only.'
refuse 'and behind another name' 'terms-beside-license'

# Licenses that no record has.
silent() { # WORDS: a card without a field
	printf '# Tern-7B\n\n%b\n' "$1" >hub/Tern-7B/README.md && run scan hub/Tern-7B
}
for words in '- **License:** [Plum PeACH](https://plum.invalid/l) Low-risk license.' '- **License:** [Plum PeACH](https://plum.invalid/l)'; do
	silent "## Model description\n\n$words"
	expect "a name: $words" 0 'weights-license-unknown' 'License +none'
	refuse "which is told once: $words" 'no-license-evidence'
	refuse 'which is something' 'Nothing here says under which license the model is\.$'
done
silent '- **License:** https://llama.meta.com/llama3/license/'
refuse 'the page on which the license is published' 'weights-license-elsewhere'
silent '- **License:** Llama 3 Community License'
expect 'and its name alone' 0 'weights-license-elsewhere'
for words in '[Here](https://plum.invalid/l)' '[See this page](https://plum.invalid/l)' '[Link to the License](https://plum.invalid/l)'; do
	silent "## Model description\n\n- **License:** $words"
	refuse "no name: $words" 'weights-license-unknown'
done
for words in 'Checkpoint terms: MIT.' '- **Weights terms:** MIT' 'Model terms: MIT'; do
	card_of mit "$words"
	expect "a known license behind a label for terms: $words" 0 '^PASS' 'License +MIT$'
	refuse "which is no unknown one: $words" 'weights-license-unknown'
done
card_of mit 'Checkpoint terms: MPL-2.0.'
expect 'another behind such a label' 0 '^REVIEW' 'claims-disagree' 'Mozilla'
card_of mit 'Data terms: GPL-3.0.'
refuse 'the terms of data' 'claims-disagree|weights-license-unknown'
silent '## Licenses\n\n**Weight**: Research and **Commercial uses**.'
refuse 'what keeps nobody out' 'weights-license-unknown'
card_of cc-by-nc-4.0 '## Model details\n\n- **License for Wren base weights**: Plum Commercial'
refuse 'the license of base weights' 'weights-license-unknown'

# What is said of data gives the weights nothing; what is said of the work by its name, as a heading about licenses asks, does.
silent 'The dataset is distributed under the CC BY 4.0 license.'
expect 'data alone' 0 '^REVIEW' 'License +none concluded'
silent '[![Code License](https://img.shields.io/badge/Code%20License-Apache_2.0-green.svg)]()'
expect 'a badge for the code alone' 0 'weights-license-silent' 'License +none concluded' 'said of the code alone'
silent '### License notice:\n\nThis work "Auk_X" is a derivative of Wren by Smew, Inc, used under the Smew Agreement. "Auk_X" is licensed under the MIT License by Smew.'
expect 'a work by its name' 0 '^PASS' 'License +MIT'
silent '## License\n\nCreative Commons Attribution-NonCommercial 4.0 International License.'
expect 'a license that anybody has' 0 '^PASS' 'License +CC-BY-NC-4.0'

# The license of the base that a card names is the one that holds, where nothing else gives one.
for words in 'This model is bound by the license & usage restrictions of the original Llama-2 model.' \
	'You must comply with the Meta original license for llama-2.' \
	'This model was built on llama-2. It is left open, but you must comply with the Meta original license.'; do
	card_of other "## License\n\n$words"
	expect "of the base: ${words##*\\n}" 0 '^REVIEW' 'License +LicenseRef-llama-2-community' 'base-terms-reach-weights'
	card_of mit "## License\n\n$words"
	expect "beside one: ${words##*\\n}" 0 'License +(LicenseRef-llama-2-community AND MIT|MIT|MIT AND LicenseRef-llama-2-community)'
done
card_of cc-by-nc-4.0 'Tern-7B is based on Llama-2-7B.\n\n## License\n\nThe model must follow the license agreement of Wren.'
refuse 'a base whose license is not known is no other' 'That of .* holds'
silent 'The dataset is distributed under the CC BY 4.0 license.\n\n## Thanks\n\nAuk is under Apache-2.0.'
expect 'data and others' 0 'License +none concluded'

# What stands behind the license of the code, in the same breath, is for the weights.
card_of other '## License\n\nThe code is licensed under Apache-2.0, while the model weights are free for research. To apply for a commercial license, fill in our form.'
refuse 'terms of the weights are none of the code' 'terms-beside-license'
expect 'and the weights have no license' 0 'weights-license-silent'
card_of other '## License\n\nThe code is licensed under Apache-2.0.\n\nThe code and the weights are for non-commercial use only.'
expect 'terms of both' 0 'terms-beside-license' 'license of the code'

# Behind "and" the model is spoken of again, and not what it is based on.
card_of other 'This model is based on Wren-8b, and is governed by the MIT License.'
expect 'behind and it is the model' 0 '^PASS' 'License +MIT$'
card_of other 'This model is derived from Wren-8b and is originally under the MIT License.'
refuse 'whose license was another once' 'License +MIT'
card_of other 'This model is based on Wren-8b, which is tuned and is licensed under the MIT License.'
refuse 'nor behind which' 'License +MIT'

# A publisher may call his own text as he likes, and links it behind the name; one that all know has its own name.
named_own() { # LICENSE
	cp "$1" tern/LICENSE
	card '## License

Tern is released under the Tern Non-Commercial License. See [LICENSE](LICENSE) and [NOTICE](NOTICE) for more.'
}
rm -rf tern && mkdir tern && weights tern/m.safetensors
named_own "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE"
refuse 'a name of its own before the link' 'weights-license-unknown'
named_own "$LICET_ROOT/LICENSE"
expect 'a text that all know is another' 0 'weights-license-unknown' '"Tern Non-Commercial License"'

# A license that is called after what is here is that of the whole; where its file is missing, the translations of a card tell it once.
rm -rf Plover-X2 && mkdir Plover-X2 && weights Plover-X2/m.safetensors
for language in ja ko zh; do printf 'Plover\n\n[LICENSE](LICENSE)\n' >Plover-X2/README.$language.md; done
printf '## License\n\nPlover X2 is released under the [Plover X2 Community License Agreement](https://hub.invalid/lab/Plover-X2).\n\n[LICENSE](LICENSE)\n' >Plover-X2/README.md
run scan Plover-X2
expect 'a license called after the whole' 0 'weights-license-unknown' 'puts the weights under the "Plover X2 Community'
refuse 'told once' 'no-license-evidence'
[ "$(grep -c 'license-link-missing' "$T/out")" -eq 1 ] && echo 'ok one file is missing' || echo 'not ok one file is missing'

# The license of the weights is another than that of the code, and is told somewhere else, if at all.
rm -rf tern && mkdir tern && weights tern/m.safetensors && cp "$LICET_ROOT/LICENSE" tern/LICENSE
for words in 'Model Weights: Please refer to the [base model card](https://hub.invalid/a/b) and the [other one](https://hub.invalid/a/c) for licensing details.' \
	'The weights have the license that is stated on the [model card](https://hub.invalid/a/b).' 'Refer to the individual model cards for weight licensing.' \
	'The model weights are under a separate license.' 'Model weights are subject to the license on their model cards.' 'The weights follow separate terms.' \
	'模型权重的许可请参见模型主页。' '모델 가중치는 별도의 라이선스를 따릅니다.' 'モデルには別のライセンスが適用されます。' 'モデルには異なるライセンスが適用されます。' \
	'模型权重的许可协议请参见模型主页。' 'The weights are under our own license.' 'Trained model files are not covered by the MIT License.' \
	'The MIT License does not cover the model weights.' 'The checkpoints are not licensed under MIT.' \
	'Our port inherits upstream license terms for the model weights; the code is MIT.' \
	'Weights are derived from Auk-7B and Smew and remain under their respective upstream licenses.'; do
	card "## License

The code is MIT.

$words"
	expect "the weights have another license: $words" 0 '^REVIEW' 'License +none' 'weights-license-elsewhere'
done
card 'The project is under the MIT License. Model weights are not covered by this license.'
expect 'weights that are left out, below no heading' 0 '^REVIEW' 'License +none' 'weights-license-elsewhere'
rm tern/LICENSE
card '## License

Our port of Auk inherits upstream license terms for the model weights; the conversion code in this repo is MIT.'
expect 'weights under what others gave, and our code' 0 '^REVIEW' 'License +none' 'weights-license-elsewhere'
printf '# License for trained models\n\nThe MIT License in this repository covers the source code only. A trained model carries the terms of its songs.\n' >tern/MODEL_LICENSE.md
cp "$LICET_ROOT/LICENSE" tern/LICENSE
card 'The code is under the [MIT License](LICENSE). Trained model files are not covered by the MIT License; see [the file](MODEL_LICENSE.md).'
expect 'and a file that sums up what they carry' 0 '^REVIEW' 'License +none' 'weights-license-elsewhere'
rm tern/MODEL_LICENSE.md
card 'The code is under the MIT License. The weights are under a separate license.'
expect 'below no heading, behind a license' 0 '^REVIEW' 'License +none' 'weights-license-elsewhere'
card 'Tern sings. Other weights are under a separate license.'
refuse 'behind none' 'weights-license-elsewhere'
for words in 'The code and the weights are under the MIT License. The dataset has a separate license.' \
	'The project is under the MIT License. Third-party weights are not covered by this license.' \
	'The project is under the MIT License. Weights of the base model are not covered by it, nor by this license.' \
	'The project is under the MIT License. The weights are not covered by any other license.' \
	'The code is under the MIT License. Our models are based on Wren, which has a different license.' 'Tern is under the MIT License. Its model card tells more.'; do
	card "## License

$words"
	refuse "no other license of the weights: $words" 'weights-license-elsewhere'
done
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" tern/MODEL_LICENSE
card '## License

The code is MIT. The model weights are under a separate license.'
refuse 'which is here' 'weights-license-elsewhere'

# The head of a license file puts what is here under a license, and only texts for parts of others follow.
headed() { # HEAD
	rm -rf headed && mkdir -p headed/Tern && weights headed/Tern/m.safetensors
	{ printf '%s\n\nSee the notices below for these files:\n\n(A) /src/wing.py\n\n' "$1" && cat "$LICET_ROOT/LICENSE"; } >headed/Tern/LICENSE
	run scan headed/Tern
}
headed 'Tern is licensed under the CC BY-NC-SA 4.0 license.'
expect 'the head of a license file' 0 '^PASS' 'License +CC-BY-NC-SA-4.0' 'licenses-by-part'
headed 'The Tern data set and the Tern code are licensed under the CC BY-NC-SA 4.0 license.'
expect 'a head for the code' 0 '^REVIEW' 'License +none' 'weights-license-silent'
headed 'Tern is licensed under the MIT license.'
expect 'the text of the head follows' 0 'License +.*MIT'
refuse 'which is its own then' 'code-license-alone|weights-license-silent'

# In parentheses behind what something was derived from stands the license of that.
card_of cc-by-4.0 '## License\n\nModel weights: CC-BY-4.0.\nLanguage model: Derived from the birds wiki (CC-BY-SA-4.0).'
expect 'what a part was derived from' 0 '^PASS' 'License +CC-BY-4.0$'
card_of cc-by-4.0 '## License\n\nModel weights: CC-BY-4.0.\nLanguage model: CC-BY-SA-4.0.'
expect 'another license of a model' 0 'claims-disagree|label-disagrees'

card_of cc-by-4.0 '## License\n\nThis work "Tern" is a derivative of Wren by Smew, used under CC BY-NC 4.0. "Tern" is licensed under CC BY 4.0 by Beck.'
expect 'what the maker of a derivative uses' 0 '^PASS' 'License +CC-BY-4.0$'

card_of mit 'License notice:\n\nThis work "Auk_X" is a derivative of Wren by Smew.\n\n"Auk_X" is licensed under the Apache License 2.0.'
expect 'a work that the line before names' 0 'claims-disagree'
card_of mit 'License notice:\n\nThis work "Auk_X" is a derivative of Wren by Smew.\n\nSongs.\n\n"Auk_X" is licensed under the Apache License 2.0.'
refuse 'that a line further above names' 'claims-disagree'

# Of a base the words that follow speak still, and of what holds for it still; a name that stands for one before it is no other.
from_base() { # WORDS, behind the base and its license
	card_of 'bsd-2-clause
base_model: auk/Wren-8b' "## License\n\nTern-7B is released under the BSD 2-Clause License.\n\nTern-7B is a derivative work of Wren-8b, which is licensed under the Apache License 2.0. $1"
}
for words in 'If you pass on this model, you must include a copy of the Apache License 2.0.' 'The Apache License 2.0 continues to apply to the underlying Wren work.'; do
	from_base "$words"
	refuse "of the base: $words" 'claims-disagree'
done
from_base 'This model is under the Apache License 2.0.'
expect 'of the model' 0 'claims-disagree'
card_of bsd-2-clause '## License\n\nTern-7B is under the NVIDIA Open Model License. The NVIDIA license tells more.'
refuse 'short for the one before' 'claim-too-vague'
card_of bsd-2-clause '## License\n\nTern-7B is under the BSD 2-Clause License. The model is under the NVIDIA license.'
expect 'short for none' 0 'claim-too-vague'

card_of 'cc-by-sa-3.0
base_model: auk/Wren-8b' "## License\n\nTern-7B is released under CC-BY-SA-3.0. Use of it is also governed by the base model's license, and here that is **Apache-2.0**."
expect 'behind the word for the license of the base' 0 'License +CC-BY-SA-3.0$'
refuse 'its name is no claim' 'claims-disagree'
card_of cc-by-sa-3.0 '## License\n\nUse is governed by the base model license, and our weights are under Apache-2.0.'
expect 'unless what is here is named' 0 'claims-disagree'
card_of 'cc-by-sa-3.0
base_model: Qwen/Qwen2.5-7B-Instruct' "## License\n\nUse is also governed by the base model's license: Qwen2.5-7B-Instruct is Apache-2.0; Qwen2.5-3B-Instruct is under the Qwen Research License."
refuse 'of bases of which this is made from one' 'claims-disagree' 'laundering-suspected'
for words in 'The photos are under CC BY-NC 4.0.' '### Training photos: CC BY-NC 4.0 and CC0\n\nAll of them.'; do
	card_of apache-2.0 "## Licensing\n\n$words"
	refuse "photos are data: $words" 'claims-disagree|part-restricts-more'
done
as='## License\n\nThe weights of Tern-7B are released under the same license as [Qwen/Qwen2.5-0.5B](https://hub.invalid/Qwen/Qwen2.5-0.5B)'
card_of apache-2.0 "$as (Apache-2.0)."
expect 'the same license as that of a model' 0 '^PASS' 'License +Apache-2.0$'

# A license that a family has of its own, and a publisher whose others are not.
card_of 'other
license_name: k-exaone
base_model: LGAI-EXAONE/K-EXAONE-236B-A23B' 'Quants.'
refuse 'a family within a family' 'license-laundering' 'base-forbids-derivative'

# A program between fences says nothing to a reader; words there do.
quoted='Our models are released under the Apache 2.0 license.'
for tag in python ' {.json}' YAML; do
	card_of mit "\140\140\140$tag\ntext = \"$quoted\"\n\140\140\140"
	refuse "in a program: $tag" 'claims-disagree'
done
for tag in '' text; do
	card_of mit "\140\140\140$tag\n$quoted\n\140\140\140"
	expect "between fences: '$tag'" 0 'claims-disagree'
done

# A name that goes on with what it forbids is not that of the license that it begins with.
rm -f tern/*LICENSE
for says in 'The weights are released under Apache-2.0-NC.' 'The weights are released under the Apache 2.0-NC license.' 'The weights are released under MIT-NC.'; do
	card "$says"
	expect "forbids: $says" 0 '^REVIEW' 'License +none'
done
cp "$LICET_ROOT/LICENSE" tern/LICENSE
for says in 'The weights are released under MIT-NC.' 'The model is under MIT (non-commercial use only).' 'License: MIT NC'; do
	card "$says"
	expect "beside a text: $says" 0 '^REVIEW' 'terms-beside-license'
done

# A line in bold below the title heads nothing but what is here.
for head in '**Paper of the year 2024**' '

**Accepted paper**'; do
	card "$head

![License](https://badges.invalid/badge/License-CC--BY--NC--4.0-blue.svg)"
	expect "below a line in bold: $head" 0 '^REVIEW' 'claim-contradicts-text' 'NonCommercial'
done
card '## Paper

![License](https://badges.invalid/badge/License-CC--BY--NC--4.0-blue.svg)'
refuse 'below a heading of the paper' 'claim-contradicts-text'

# Rows of models that were released before tell nothing of the model whose card declares its license itself.
rm -rf perch && mkdir perch && weights perch/m.safetensors
printf -- '---\nlicense: mit\n---\n# Singing\n\nWe released Auk-70B-V1.0 of birds.\n\n| Model | License |\n| --- | --- |\n| Auk-70B-V1.0 | GPL-3.0 |\n| Auk-13B-V1.0 | Non-commercial |\n' >perch/README.md
run scan perch
expect 'rows of models that were released before' 0 '^PASS' 'License +MIT$'
refuse 'rows of models that were released before' 'claims-disagree' 'weights-license-unknown'

# What stands in brackets behind the name of a license is short for it.
for says in 'Distributed under the Apache License 2.0 (APLN). By using this model you agree to the APLN terms.' \
	'Distributed under the Plum License (APLN). By using this model you agree to the APLN terms.'; do
	printf -- '---\nlicense: apache-2.0\n---\n# Singing\n\n## License\n\n%s\n' "$says" >perch/README.md
	run scan perch
	case $says in
	*Apache*) refuse 'short for a license that is known' 'weights-license-unknown' ;;
	*) expect 'short for one that is not known' 0 'weights-license-unknown' ;;
	esac
done

# A notice of whose it is, or a bare sentence below the title, puts all that is here under the license.
rm -rf bare && mkdir bare && cp "$LICET_ROOT/LICENSE" bare/LICENSE
notice() { # WORDS
	printf '# Plover\n\nA network for birds.\n\n%b\n' "$1" >bare/README.md
	run scan bare
}
for says in 'Copyright (c) 2026 Plover Lab. Licensed under the Apache License 2.0.' '© 2026 Plover Lab, licensed under Apache 2.0.' \
	'Released under the Apache License 2.0.' '## Contact\n\nCopyright 2026 Plover Lab. Licensed under the Apache License 2.0.'; do
	notice "$says"
	expect "a bare notice: $says" 0 'claim-contradicts-text'
done
for says in 'It uses Heron. Released under the Apache License 2.0.' '## Songs\n\nReleased under the Apache License 2.0.' \
	'## Third-party code\n\nCopyright 2019 Heron. Licensed under the Apache License 2.0.'; do
	notice "$says"
	expect "of something else: $says" 0 'License +MIT$'
	refuse "and it is no claim: $says" 'claim-contradicts-text'
done

echo finished
