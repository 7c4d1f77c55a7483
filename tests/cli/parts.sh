# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Repositories of code that speak of models: what their cards say of the parts, and the license beside it.
. "$(dirname "$0")/lib.sh"
text=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE
card() {
	printf '# Tern\n\n%s\n' "$1" >"tern/${2:-README.md}"
	run scan tern
}

# What the weights are said not to be under is for the rest.
for words in 'The weights are not covered by the MIT license; they are licensed under the Apache License 2.0.' \
	'The model weights are not under the MIT license but under the Apache License 2.0.' \
	'The weights are not covered by MIT but under Apache-2.0.' \
	'The MIT license does not cover the weights, which are under Apache-2.0.' \
	'The MIT License does not apply to the model weights. They are under Apache-2.0.' \
	'Unlike the code, the weights are not under the MIT license; they are under the Apache License 2.0.' \
	'The weights do not fall under the MIT license. They are released under Apache-2.0.' '权重不适用MIT许可证，而是采用Apache-2.0许可证。' \
	'The weights are released under Apache-2.0 and not under the MIT license.' 'The weights are released under Apache-2.0, not MIT.'; do
	card "$words"
	expect "the weights, by: $words" 0 'License +Apache-2.0'
	refuse "of something else: $words" 'contradicts'
done
for words in 'The weights are under the Apache License 2.0, and not under the GPL-3.0.' \
	'The base weights are not covered by the MIT license. The weights are under Apache-2.0.' \
	'The data are not covered by the MIT license. The weights are under Apache-2.0.'; do
	card "$words"
	expect "says nothing of the text: $words" 0 'claim-contradicts-text'
done

# Pictures and sounds that show what it does, and a logo, are no part of it.
for words in 'The demo images are under CC BY-NC 4.0.' 'Example pictures are licensed under CC-BY-NC-ND-4.0.' 'The logo is licensed under CC BY-NC 4.0.'; do
	card "The code is under the MIT License.

$words"
	expect "the license of the rest: $words" 0 'License +MIT$'
	refuse "no part: $words" 'part-restricts-more'
done
card '## License

The code is under the MIT License.

The VAE is licensed under CC BY-NC 4.0.'
expect 'what is part of it' 0 'part-restricts-more'
for words in 'The model may be used under the Apache-2.0 or the MIT license.' 'The model may be used under MIT or Apache-2.0.' 'You may use the weights under MIT or the Apache-2.0 license.'; do
	card "$words"
	expect "a choice: $words" 0 'License +Apache-2.0 OR MIT'
	refuse "a choice, one of which is here: $words" 'contradicts'
done

# A license beside whose it is, in a line of its own and below no heading about it.
for words in 'Apache-2.0 © 2024 Example Labs' 'GPL-3.0 (c) Jane Doe' '[Apache-2.0](LICENSE) © Jane Doe'; do
	card "Run it.

$words"
	expect "a line: $words" 0 'claim-contradicts-text'
done
for words in '![wing](wing.png)

Apache-2.0 © Jane Doe

## Wings

They have two.' 'Wren is a bird. Apache-2.0 © Jane Doe' '- Apache-2.0 © Jane Doe' '## Credits

Apache-2.0 © Jane Doe'; do
	card "Run it.

$words"
	refuse "no line of it: $words" 'claim-contradicts-text'
done

# A text that is missing, by the words of two cards.
printf '# Tern\n\nThe weights are under the MIT License, the Apache License 2.0 and the CC-BY-NC-4.0 license.\n' >tern/MODEL_CARD.md
card 'The weights are under the MIT License and the CC-BY-NC-4.0 license.'
expect 'by the first' 0 'MODEL_CARD.md, line 3, names the Creative Commons'
refuse 'and once' 'README.md, line 3, names the Creative Commons'
rm tern/MODEL_CARD.md

# What only runs a model of others has a license of its own.
for runs in ComfyUI-Tern tern-webui tern.cpp; do
	mkdir "$runs" && cp "$LICET_ROOT/LICENSE" "$runs/LICENSE" && printf '# %s\n\nRuns Tern.\n\nThe Tern model is licensed under the Apache License 2.0.\n' "$runs" >"$runs/README.md"
	run scan "$runs"
	expect "the model that $runs runs" 0 'License +Apache-2.0'
	refuse "and its own license" 'contradicts'
	printf '# %s\n\n%s is licensed under the GPL-3.0 license.\n' "$runs" "$runs" >"$runs/README.md"
	run scan "$runs"
	expect "$runs itself" 0 'claim-contradicts-text'
	printf '# %s\n\nThe Tern model is licensed under the Apache License 2.0.\n' "$runs" >"$runs/README.md" && weights "$runs/m.safetensors"
	run scan "$runs"
	expect "weights in $runs" 0 'claim-contradicts-text'
	rm -r "$runs"
done

# What it was under at another time is no claim; what it was called then says nothing of the license.
for words in 'Previously, the `wing/` directory was licensed under GPL-3.0, but as of May 2025 the entire repository is relicensed under MIT.' \
	'The entire repository was previously licensed under GPL-3.0, but is now under the MIT license.'; do
	card "## License

Tern is licensed under the MIT License.

$words"
	refuse "a former license: $words" 'contradicts'
done
for words in 'The model, previously called Auk, is licensed under GPL-3.0.' 'Formerly known as Auk, the model is released under GPL-3.0.' \
	'Previously, Auk was a bird. The model is licensed under GPL-3.0.'; do
	card "$words"
	expect "a former name: $words" 0 'claim-contradicts-text'
done

# "This code" is the share that the sentence before speaks of.
for words in '~5% of the code may have been copied from the repository of Auk. For this code, the Apache-2.0 license is applied.' \
	'Some of the source code stems from Auk. This code is under the Apache-2.0 license.'; do
	card "$words For everything else, the MIT license is applied."
	refuse "code of the sentence before: $words" 'contradicts'
done
card 'We wrote all of the code. This code is under the Apache-2.0 license.'
expect 'and all of it' 0 'contradicts'

# Above a license, a few words that leave a part to another change nothing of it.
for words in 'Model weights are provided under a different license.' 'The weights are released under a separate license.'; do
	{ printf '%s\n\n' "$words" && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
	card 'A tern.'
	refuse "a part under another license: $words" 'edited-license-text'
done
for words in 'The weights are released under a separate license and must not be sold.' 'The software is provided under a different license when sold, and you shall pay.'; do
	{ printf '%s\n\n' "$words" && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
	card 'A tern.'
	expect "and a term: $words" 0 'edited-license-text'
done
cp "$LICET_ROOT/LICENSE" tern/LICENSE

# Terms in a card, and what they are for.
card 'Our Tern is a preview that is intended for non-commercial use only.'
expect 'the repository by its name' 0 'terms-beside-license' 'non-commercial'
card 'The model is intended for studies of birds only.'
refuse 'what it is meant for' 'terms-beside-license'
card 'The weights are open to academic research and allow free commercial usage. To apply for a commercial license, fill in the form.'
expect 'commerce after an application' 0 'terms-beside-license' 'registration'
for words in 'Whoever takes the models for commercial purposes, please sign our agreement.' 'モデルを商用目的で使う場合は、開発者に連絡してください。' \
	'모델을 상업적으로 사용하려면 저자에게 허가를 받으세요.' 'Si quiere usar los modelos con fines comerciales, escríbanos.'; do
	card "$words"
	expect "commerce must be asked for: $words" 0 'terms-beside-license' 'registration'
done
card 'The code is under the MIT License. The code and the data may not be used for commercial purposes.'
expect 'terms of the code beside its license' 0 'terms-beside-license' 'MIT, which is the license of the$'
card 'The code is under the MIT License. The data may not be used for commercial purposes.'
refuse 'terms of the data are none of the code' 'terms-beside-license'
card 'The code of Tern is under the MIT License. Both models from our github repo and models loaded with our [bird-library](bird-package) are for non-commercial research only.'
refuse 'where models are had from is not restricted' 'terms-beside-license'
card 'The code of Tern is under the MIT License. The models and this repository are for non-commercial research only.'
expect 'what stands beside the models is' 0 'terms-beside-license' 'The models and this'
card 'The code is under the MIT License. For academic and research purposes only: the data of this repo.'
refuse 'terms of all that is here are held against its license' 'which is the license of the'
card 'See the [license](//tern.invalid/LICENSE).'
refuse 'an address without its scheme' 'license-link-missing'
card 'See the [terms](LICENSES/Pear-2.0.txt).'
expect 'a file in a folder of licenses' 0 'license-link-missing' 'a license in "LICENSES/Pear-2.0.txt"'
card 'See the [terms](https://code.invalid/lab/tern/blob/main/licenses/Pear-2.0).'
expect 'by its address, in a repository that is only called so' 0 'folder-link-missing' 'a license in "licenses/Pear-2.0"'
refuse 'which may be that of somebody else' 'license-link-missing'
mkdir owned && cp -r tern owned/lab--tern && run scan owned/lab--tern
expect 'by its address, in a repository of that owner' 0 'license-link-missing' 'a license in "licenses/Pear-2.0"'
rm -r owned
card '![a bird](licenses/bird.png) flies over [code](licenses/wings.py).'
refuse 'pictures and code there' 'license-link-missing'
card 'Read the [LICENSE](LICNESE), or the [MIT License](docs/licnese.md).'
expect 'what is called a license, and leads nowhere' 0 'license-link-missing' 'a license in "LICNESE"' 'a license in "docs/licnese.md"'
mkdir tern/docs && printf 'Songs.\n' >tern/docs/terms.txt && printf '\001\000\002' >tern/docs/terms.bin && printf 'x = 1\n' >tern/wing.py
card 'Read the [LICENSE](docs/terms.txt), the [license](docs/terms.bin), the [License](docs), [License](#license), [License](wing.py), [LICENSE](/LICENSE), [License](README.md#license), [wings](gone.md).'
refuse 'and where such a link leads somewhere' 'license-link-missing'
rm -r tern/docs tern/wing.py
card '[![License](badge.svg)](https://code.invalid/lab/tern/LICENCE)'
expect 'an address without its branch' 0 'license-link-missing' 'a license in "LICENCE"'
card 'See [one](https://code.invalid/lab/tern/LICENSE), [two](https://auk.invalid/lab/tern/license.html), [three](https://code.invalid/lab/auk/LICENCE).'
refuse 'addresses of what is here, of pages, and of others' 'license-link-missing'
for words in 'The terms are in MODEL_LICENSE.' '详见 `LICENSE-TERN.md`。'; do
	card "It is under the MIT License. $words

[bird]: images/bird.png"
	expect "a file that is named without a link: $words" 0 'license-link-missing' 'README.md points to a license in'
done
card 'It is under the MIT License. See `LICENSE.txt` for more.'
expect 'one whose name has another ending is a note' 0 'note +folder-link-missing' 'LICENSE lies beside it'
cp tern/LICENSE tern/CODE_LICENSE.md
for words in 'See `LICENSE` and the LICENSE file.' 'See `LICENSE.txt` in the repository of Auk.' 'Read auk.invalid/LICENSE.txt.' \
	'## MODEL_LICENSE' 'The code is under CODE_LICENSE, see CODE_LICENSE.' 'Rename it to LICENSE.txt first.' 'See their LICENSE.txt.'; do
	card "It is under the MIT License. $words"
	refuse "none that is missed: $words" 'license-link-missing'
done
rm tern/CODE_LICENSE.md && mv tern/LICENSE mit && sed '$a\\nNote: This model is made from Auk. See `AUK_LICENSE.txt` for details.' mit >tern/LICENSE
card 'It sings.'
expect 'a file that a license names' 0 'license-link-missing' 'LICENSE points to a license in "AUK_LICENSE.txt"'
printf '%s\n\n' 'Plum Bird License' '1. You may use, copy and change the birds for any purpose that is dear to you.' \
	'2. You must keep this notice. See AUK_LICENSE.txt for the parts that come from Auk, and pass that file on with them.' \
	'3. The birds are provided as they are, without a warranty of any kind.' >tern/LICENSE
mkdir -p plum/licenses && run licenses add tern/LICENSE --id plum-bird --name 'Plum Bird License' --category permissive --into plum && run scan --data plum tern
expect 'the text of a license' 0 'License +LicenseRef-plum-bird'
refuse 'a file that the text of a license names' 'license-link-missing'
mv mit tern/LICENSE
card 'The weights are under the CC BY-NC 4.0 license. To respect the restrictive terms of the data providers, the models are released for research only.'
refuse 'a reason for terms that are told' 'data-terms-reach-weights'
card 'The weights are under the CC BY-NC 4.0 license. Users must respect the terms of the datasets that the model was trained on.'
expect 'terms of the data that are not told' 0 'data-terms-reach-weights'
cp "$text" tern/LICENSE
card '## License

Tern is licensed under the Example Community Model License. Note that it uses models of others, with licenses of their own, such as:
- For the LLM used in this project, the model is Auk, which is licensed under the MIT License.'
expect 'licenses of what it uses' 0 'License +LicenseRef-example-community$'
mkdir emu && printf '[project]\nname = "emu"\nversion = "1"\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n' >emu/pyproject.toml
printf '# Emu\n\n## License\n\nOur code is released under the Apache-2.0 License. Our model may not be used for commercial purposes.\n' >emu/README.md
run scan emu
refuse 'the license of a package that is code' 'terms-beside-license'
expect 'what is said of the weights beside it' 0 'weights-license-silent' 'restricts use .non-commercial'
cp "$LICET_ROOT/LICENSE" tern/LICENSE

printf 'Terms of Use of Tern\n\nWe let you use, copy and change the birds of Tern for the study of birds alone. You may not sell them.\n' >tern/LICENSE
for at in lab/tern fork/tern; do
	card "## License

The code and the model are available for the study of birds under the terms of the [file](https://code.invalid/$at/blob/main/LICENSE)."
	refuse "the license of the weights is in the file here, at $at" 'weights-license-elsewhere'
done
for place in old+tern tern-main; do
	cp -r tern "$place"
	printf '[project]\nname = "beak-finder"\nversion = "1"\n' >"$place/pyproject.toml"
	run scan "$place"
	refuse "in $place, with a package called otherwise, too" 'weights-license-elsewhere'
done
cp -r tern lit-tern && run scan lit-tern
expect 'a repository of a longer name is another' 0 'weights-license-elsewhere'
card '## License

The code and the model are available for the study of birds under the terms of the [license](https://code.invalid/lab/auk/blob/main/LICENSE).'
expect 'and in that of another repository' 0 'weights-license-elsewhere'
cp "$LICET_ROOT/LICENSE" tern/LICENSE

# The code is under the license, and of the weights only a limit is said: the license is none of theirs.
card 'The code is under the [MIT License](LICENSE). All model weights are for research use only.'
expect 'weights that are limited beside the license of the code' 0 '^REVIEW' 'License +none' 'weights-license-silent' 'README.md, line 3, restricts'
refuse 'which is not held against it' 'terms-beside-license'
card 'The project is under the MIT License. All model weights are for research use only.'
expect 'but against one of all that is here it is' 0 'License +MIT' 'terms-beside-license'
card 'While the code is under the MIT License, the trained weights are available for non-commercial use only under the terms of the Plum Beak License.'
expect 'the last clause names a license that nobody knows' 0 '^REVIEW' 'License +none' 'weights-license-unknown' '"Plum Beak License"'
refuse 'whose terms are not those of the code' 'terms-beside-license'
card 'The models are derived from Llama-2, and as such are subject to the [Llama Community License](https://ai.meta.com/llama/license/). The code is under the MIT License.'
expect 'the model again behind what it is made from' 0 '^REVIEW' 'License +LicenseRef-llama-2-community' 'code-license-alone'
refuse 'which nobody launders' 'license-laundering'
card 'The weights are under the [RAIL++-M License](LICENSE_OF_TERN).'
refuse 'a name of a family' 'weights-license-unknown'
card 'We do not currently recommend the model for commercial use.'
expect 'words that advise' 0 '^PASS' 'intent-narrower-than-license'
refuse 'and forbid nothing' 'terms-beside-license'
card 'This Code of Conduct is licensed under the Creative Commons Attribution 3.0 License.' CODE_OF_CONDUCT.md
refuse 'the license of a page of manners' 'part-claim-contradicts-text'
rm tern/CODE_OF_CONDUCT.md

mv tern/LICENSE mit && card 'NightTern source code is MIT licensed.'
expect 'code alone' 0 'weights-license-silent'
printf -- '---\nlicense: other\nlicense_name: plum-research\n---\n# Tern\n\nThe source code of Tern is MIT licensed.\n' >tern/README.md && run scan tern
expect 'beside a license that is named' 0 'unresolved-claim'
refuse 'and not known' 'weights-license-silent'
mv mit tern/LICENSE
mkdir tern/incl_licenses && mv tern/LICENSE tern/incl_licenses/Wren_License.md
card '## License

The checkpoints are for non-commercial use only (see Llama 2 Community License). Notice: Wren is licensed under the MIT License.'
expect 'a text that is said to be for a part' 0 'code-license-alone' 'said to be for a part'
mv tern/incl_licenses/Wren_License.md tern/LICENSE && rmdir tern/incl_licenses

# A card above speaks of the weights that lie in a folder with cards of its code alone.
mkdir -p above/tern && weights above/tern/m.safetensors && cp "$LICET_ROOT/LICENSE" above/tern/LICENSE
printf '# Tern\n\nThe code is under the MIT License.\n' >above/tern/README.md
printf '# Tern\n\nThe weights of the models are released under the CC-BY-4.0 license.\n' >above/README.md
run scan above
expect 'what the card above says of the weights' 0 'License +CC-BY-4.0' 'note +licenses-by-part'
refuse 'is said' 'weights-license-silent'
printf '# Tern\n\nThe model is under the MIT License.\n' >above/tern/README.md && run scan above
expect 'unless the one beside them says it' 0 'License +MIT'

# Weights in a folder with a license of its own, and a repository around it: what stands at the top is read, too.
mkdir -p around/trials && weights around/trials/m.safetensors && cp "$LICET_ROOT/LICENSE" around/trials/LICENSE
cp "$text" around/LICENSE && printf '# Around\n\nThe model is released under the Apache-2.0 license.\n' >around/README.md
run scan around
expect 'the card at the top against the text at the top' 0 '2 models' 'claim-contradicts-text'
rm around/trials/LICENSE && run scan around
refuse 'which speak of the weights where nothing nearer does' '2 models'
rm around/README.md && cp "$LICET_ROOT/LICENSE" around/trials/LICENSE && run scan around
refuse 'a text without a card is of no repository' '2 models'
rm around/LICENSE && printf '# Around\n\nThis project is released under the Apache-2.0 license as found in the LICENSE file.\n' >around/README.md
run scan around
expect 'what a card says of all is not lost for a folder with a license of its own' 0 '2 models' 'License +Apache-2.0$' 'License +MIT$'
printf '# Around\n\nThe models are under the Apache-2.0 license.\n' >around/README.md && run scan around
refuse 'what it says of models is theirs' '2 models'
mkdir around/trials/tests && mv around/trials/m.safetensors around/trials/tests && run scan around
expect 'but for those that a package is tested with' 0 '2 models' 'License +Apache-2.0$' 'License +MIT$'
mv around/trials/tests/m.safetensors around/trials
rm around/trials/LICENSE && cp "$text" around/LICENSE && printf 'from setuptools import setup\nsetup(name="trials", license="MIT")\n' >around/trials/setup.py
printf '# Around\n\nThis project is released under the Apache-2.0 license. See LICENSE.\n' >around/README.md && run scan around
expect 'nor for one that has claims of its own, and takes the license file alone' 0 '2 models' 'claim-contradicts-text'

# Several models, each with the license of its own in its folder.
mkdir -p flock/auk flock/wren && printf '# Flock\n\nThe models are under the Llama 2 Community License.\n' >flock/README.md
for bird in auk wren; do
	cp "$text" flock/$bird/MODEL_LICENSE && cp "$LICET_ROOT/LICENSE" flock/$bird/CODE_LICENSE
	printf '# %s\n\nThe model follows the same license as StarCoder.\n' "$bird" >flock/$bird/README.md
done
run scan flock
refuse 'no license of one model is held against all' 'claim-contradicts-text' 'part-restricts-more'
expect 'it is told that it is that of one' 0 'note +licenses-by-part' 'auk/MODEL_LICENSE is the text of' 'which is that of the'
refuse 'nor that of the code against its base' 'CODE_LICENSE, does'
rm -r flock/wren && run scan flock
expect 'the license of the only one is' 0 'claim-contradicts-text'

# Words around the text in a license file are terms as those of the text are.
mkdir rider && weights rider/m.safetensors
rider() {
	{ cat "$LICET_ROOT/LICENSE" && printf '\n%s\n' "$1"; } >rider/LICENSE
	run scan rider
}
rider 'We may end this license at any time and for any reason.'
expect 'a rider behind a text' 0 '^REVIEW' 'terms-beside-license' 'LICENSE, line [0-9]+, restricts use .revocation-at-will' 'MIT, whose text'
{ printf 'This license ends after two years.\n\n' && cat "$LICET_ROOT/LICENSE"; } >rider/LICENSE && run scan rider
expect 'a rider before it' 0 '^REVIEW' 'terms-beside-license' 'time-limit'
rider 'We thank all who count birds.'
expect 'words that are no terms' 0 '^PASS'
rider 'The third-party parser of Auk: we may end this license at any time and for any reason.'
refuse 'terms of what is of others' 'terms-beside-license'
{ cat "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" && printf '\nWe may end this license at any time and for any reason.\n'; } >rider/LICENSE && run scan rider
refuse 'terms that the license has too' 'terms-beside-license'

# So are those of a policy on use that lies beside it.
cp "$LICET_ROOT/LICENSE" rider/LICENSE
printf '# Use policy\n\nYou must not use Tern for automated decisions on loans or on work.\n' >rider/USE_POLICY.md && run scan rider
expect 'a policy beside a license that knows none' 0 '^REVIEW' 'USE_POLICY.md, line 3, restricts use .field-of-use' 'MIT, the license here, does'
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" rider/LICENSE && run scan rider
refuse 'a policy beside a license that restricts as much' 'terms-beside-license'
mkdir -p rider/third_party/auk && mv rider/USE_POLICY.md rider/third_party/auk && cp "$LICET_ROOT/LICENSE" rider/LICENSE && run scan rider
refuse 'a policy of others' 'terms-beside-license'
mv rider/third_party/auk/USE_POLICY.md rider && rm -r rider/third_party
printf 'Tern Weights Terms\n\nYou may not use the weights for commercial purposes. You may use them for research and teaching only. You may not pass them on to others.\nWe may end these terms when you break them, and you must then delete all copies. The weights come as they are, without warranty of any\nkind, and we are not liable for any damage. These terms are governed by the law of the place where we have our seat.\n' >rider/LICENSE-MODEL && run scan rider
refuse 'a policy beside terms of the weights, which are not those of the code' 'terms-beside-license'
rm rider/LICENSE-MODEL rider/USE_POLICY.md

# Texts of components behind the license of what is here, as the file says.
own=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
behind() { # behind WORDS FIRST SECOND
	{ cat "$2" && printf '\n%s\n\n' "$1" && cat "$3"; } >rider/LICENSE
	run scan rider
}
for words in 'This project uses Wren, which is released under the following license:' 'Third-party components' \
	'Open Source Software Licensed under the MIT License:' 'The beak is adapted from Auk, whose license is:' \
	'Code in the src/beaks directory has come to be under the following license:'; do
	behind "$words" "$own" "$LICET_ROOT/LICENSE"
	expect "a text of others: $words" 0 '^PASS' 'License +LicenseRef-example-community$' 'note +licenses-by-part' 'LICENSE from line [0-9]+ on .MIT'
done
printf '# Tern\n\n## License\n\nTern is released under the [LICENSE](LICENSE).\n' >rider/README.md && run scan rider
expect 'a card that links to the file means its own' 0 '^PASS' 'License +LicenseRef-example-community$'
rm rider/README.md
behind 'The wings are under:' "$own" "$LICET_ROOT/LICENSE"
expect 'a text of whatever it is' 0 'License +LicenseRef-example-community AND MIT'
behind 'The model weights are adapted from Auk:' "$own" "$LICET_ROOT/LICENSE"
expect 'a text of the weights' 0 'License +LicenseRef-example-community AND MIT'
behind 'This project uses Wren, which is released under the following license:' "$LICET_ROOT/LICENSE" "$own"
expect 'a text of others that demands more is not left out' 0 '^REVIEW' 'texts-undecided' 'AND MIT' 'works of$|works of others'

# A page at the top that is no card.
page() {
	mkdir -p pages/docs && cp "$LICET_ROOT/LICENSE" pages/LICENSE && printf '# Tern\n' >pages/README.md
	printf '# Tables\n\n%s\n' "$2" >"pages/$1" && run scan pages
}
page TABLES.md 'This code and data are licensed under CC BY-SA 3.0.'
expect 'a page puts the code under another license' 0 '^REVIEW' 'part-claim-contradicts-text' 'TABLES.md, line 3'
printf '# Tern\n\n## License\n\nThe code is under the MIT License.\n' >pages/README.md && run scan pages
refuse 'a card puts it under the one that is here' 'part-claim-contradicts-text'
page TABLES.md 'This data is licensed under CC BY-SA 3.0.'
refuse 'a page about the data' 'part-claim-contradicts-text'
page TABLES.md 'This code is licensed under the MIT License.'
refuse 'a page that agrees' 'part-claim-contradicts-text'
rm pages/TABLES.md && page docs/tables.md 'This code and data are licensed under CC BY-SA 3.0.'
refuse 'a page of a folder' 'part-claim-contradicts-text'

# A license in a folder of its own is none for what lies above it.
mkdir -p deep/eval/bench && cp "$LICET_ROOT/LICENSE" deep/eval/bench/LICENSE && printf '# Tern\n\nA model.\n' >deep/README.md
run scan deep
expect 'a text deep in a tree, and a silent card' 0 '^REVIEW' 'no-license-evidence' 'License +none' 'folders have their own:$' '^ +eval/bench/LICENSE .MIT.\.'
printf '\nYou may not use the software in zoos.\n' >>deep/eval/bench/LICENSE && run scan deep
expect 'an edited text deep in a tree' 0 'eval/bench/LICENSE .LicenseRef-mit-edited.'
mkdir -p whole/tern whole/tern-1.0.dist-info && weights whole/tern/m.safetensors && cp "$LICET_ROOT/LICENSE" whole/tern-1.0.dist-info/LICENSE
run scan whole
expect 'a text in the metadata of a package' 0 'License +MIT'
mkdir -p beside/third_party/auk && weights beside/m.safetensors && cp "$LICET_ROOT/LICENSE" beside/third_party/auk/LICENSE
run scan beside
expect 'a text of what comes from others' 0 '^REVIEW' 'no-license-evidence'

mkdir -p only_data/datasets && weights only_data/m.safetensors && cp "$LICET_ROOT/LICENSE" only_data/datasets/LICENSE
run scan only_data
expect 'a text of the data, and no card' 0 '^REVIEW' 'no-license-evidence'
mv only_data/datasets only_data/birds && run scan only_data
expect 'a text of whatever it is, and no card' 0 'License +MIT'

mkdir great_tern && cp "$LICET_ROOT/LICENSE" great_tern/LICENSE
printf 'I understand that GreatTern is a prototype, and I will only use it for non-commercial research purposes.\n' >great_tern/TERMS_AND_CONDITIONS.md
run scan great_tern
expect 'terms in a file of their own, and a name written otherwise' 0 'terms-beside-license' 'TERMS_AND_CONDITIONS.md'

card '- Size: 7B
- License: Non-commercial license'
expect 'a label' 0 'terms-beside-license' 'non-commercial'
card '**License**

A non-commercial license'
expect 'a heading in bold' 0 'terms-beside-license' 'line 5'

# The place tells the name, whatever a package in it is called.
mkdir -p knots/lab+Knot/pack && cp "$LICET_ROOT/LICENSE" knots/lab+Knot/LICENSE
printf '[project]\nname = "beak-finder"\nversion = "1"\n' >knots/lab+Knot/pack/pyproject.toml
printf '# Nest\n\n## Term of Use\n\nOur Knot is just a preview that is for non-commercial use only.\n' >knots/lab+Knot/README.md
run scan knots/lab+Knot
expect 'the repository by the name of its place' 0 'terms-beside-license' 'Our Knot'

# Tables with a column of licenses: of models that are called like what is here.
card '| Model | Size | License |
| --- | --- | --- |
| Tern-7B | 7B | MIT |
| Tern-Chat | 3B | Llama 2 Community License |
| Auk | 9B | CC-BY-NC-4.0 |'
expect 'a row of a table names another license' 0 'part-without-text' 'Tern-Chat'
refuse 'a model that is compared with' 'CC-BY-NC-4.0'
card '## Our Models

| Model | License |
| --- | --- |
| Dunlin-3B | CC-BY-NC-4.0 |
| Knot-3B | MIT |'
expect 'a table of models of ours that are called otherwise' 0 'part-without-text' 'Dunlin-3B'

# Of two licenses to choose from the text of one will do; and nobody is misled by one that lets anybody do anything for another one that does.
card '## License

Tern is dual licensed under either the MIT License or the Apache License 2.0.'
refuse 'a choice' 'part-without-text'
card '## Models

### Tern-S

The weights are licensed under the Apache License 2.0.

### Tern-L

The weights are licensed under the MIT License.'
expect 'two licenses without terms' 0 'note +licenses-by-part' 'names the Apache License 2.0 too'
refuse 'and no warning' 'part-without-text'

# Cards of folders, in a repository of code.
mkdir -p tern/chat tern/third_party/auk
card 'A model. It is under the MIT License.'
card 'The checkpoint is licensed for non-commercial use only. See the [code license](CODE_LICENSE) and [LICENSE](LICENSE).' chat/README.md
expect 'terms of a model in a folder' 0 'terms-beside-license' 'chat/README.md, line 3' 'the license of LICENSE'
mkdir -p tern/hands && card 'To use Tern as the policy you must obtain these yourself and point the server at a checkout that contains them:

1. **Hand models** — wings/models/LEFT.pkl. Register and download from <https://hands.invalid> (research license); place under wings/models/.' hands/README.md
refuse 'what is to be had from others' 'hands/README.md'
card 'For commercial use of the model, please contact [Auk](mailto:auk@hands.invalid).' hands/README.md
expect 'what is to be done for the model of a folder' 0 'hands/README.md, line 3, restricts use \(registration|as the card of another folder'
rm -r tern/hands && mkdir tern/song
card 'Our singing models are for research purposes, and for non-commercial use only.' song/README.md
expect 'of another folder, too' 0 'another folder' '"?song/README.md' 'chat/README.md, line 3'
card 'The models are available for non-commercial research purposes only.' song/README.md
rm tern/chat/README.md && run scan tern
expect 'a clause that says two things' 0 'song/README.md, line 3, restricts use .non-commercial'
refuse 'is told once' 'restricts use .research-only'
mkdir tern/third_part && mv tern/song tern/third_part/ && run scan tern
refuse 'a folder of others by another name' 'terms-beside-license'
mkdir -p tern/src/wings/nets && mv tern/third_part/song tern/src/wings && run scan tern
expect 'a folder that is not deep' 0 'terms-beside-license'
mv tern/src/wings/song tern/src/wings/nets && run scan tern
refuse 'a folder deep in the code' 'terms-beside-license'
rm -r tern/third_part tern/src
card 'The checkpoint is licensed for non-commercial use only. See the [code license](CODE_LICENSE) and [LICENSE](LICENSE).' chat/README.md
expect 'a link in a folder' 0 'license-link-missing' 'chat/README.md points to a license in "CODE_LICENSE"'
expect 'a file above the folder is meant' 0 'note +folder-link-missing' 'license in "LICENSE"'
card 'See the [license](../../LICENSE), or [this one](../LICENSE).' third_party/auk/README.md
card 'See the [license](./LICENSE), or [this one](../LICENSE).' chat/README.md
expect 'a link that begins with a dot leads just there' 0 'folder-link-missing' 'license in "./LICENSE"'
refuse 'the file that it means lies above' 'license-link-missing'
refuse 'a link to the folder above' 'license in "../LICENSE"'
card 'See the [license](../../LICENSE).' chat/README.md
refuse 'of what lies above all that is scanned nothing is known' '(license|folder)-link-missing'
card '## License

See the [license](../TERMS).'
expect 'a link out of what was scanned is no dead one' 0 'note +folder-link-missing' 'above what was scanned'
tar cf tern.tar tern && run scan tern.tar && rm tern.tar
expect 'above what is in an archive there is nothing' 0 'license-link-missing'
card 'Birds.'
for up in ../../main ../../../blob/main ../../../tree/v1.0; do
	card "See the [license]($up/LICENSE)." chat/README.md
	refuse "from where a host shows it: $up" '(license|folder)-link-missing'
	card "See the [license]($up/LICENCE.txt)." chat/README.md
	expect "a file that is not there: $up" 0 'license-link-missing'
done
card 'See the [license](https://code.invalid/lab/tern/blob/main/LICENCE.md).' chat/README.md
expect 'an address in a folder' 0 'folder-link-missing' 'chat/README.md points to a license in "LICENCE.md"'
card 'See the [license](https://code.invalid/lab/tern/blob/main/LICENSE).' chat/README.md
refuse 'an address in a folder leads to the top' 'license-link-missing'
card 'The checkpoint is licensed for non-commercial use only. See the [code license](CODE_LICENSE).' chat/README.md
mv tern/chat/README.md tern/third_party/auk/ && run scan tern
refuse 'what third parties say' 'terms-beside-license|license-link-missing'
card 'Our project is under the [Apache 2.0 license](LICENSE).' chat/README.md
expect 'a link to the license above that is called after another' 0 'link-names-another-license' 'chat/README.md'

# A folder of cards: several are of a model each, one alone is of the model that is here.
mkdir -p birds/model_cards && cp "$LICET_ROOT/LICENSE" birds/LICENSE && printf '# Birds\n\nBirds.\n' >birds/README.md
printf '# Auk\n\nThis model is released under the CC-BY-NC-4.0 license.\n' >birds/model_cards/auk.md && run scan birds
expect 'the card of the model lies in a folder for cards' 0 'claim-contradicts-text' 'model_cards/auk.md declares'
printf '# Owl\n\nThis model is released under the MIT license.\n' >birds/model_cards/owl.md && run scan birds
expect 'one of several cards' 0 'License +MIT$' 'part-license-not-carried' 'model_cards/auk.md, line 3, says' 'the model "auk"'
refuse 'which is not of all that is here' 'claim-contradicts-text'
# The text of the license that a card gives to its model lies with that model, in a folder that is called so: it tells what is to be told.
mkdir -p birds/models/auk birds/models/owl && cp "$LICET_ROOT/LICENSE" birds/models/owl/LICENSE && cp "$text" birds/models/auk/LICENSE
sed -i 's/CC-BY-NC-4.0/Example Community Model/' birds/model_cards/auk.md && run scan birds
expect 'the text lies with the model' 0 'License +MIT$' 'note +licenses-by-part' 'warning +part-license-not-carried'
mv birds/models/auk birds/models/finch && run scan birds
expect 'with another model it does not' 0 'warning +part-license-not-carried' 'model_cards/auk.md, line 3, says'
refuse 'which is no part told apart' 'note +licenses-by-part'
rm -r birds/models
# Of a model in several cards one tells that the license above is that of the code.
printf '# Owl\n\nThe model is under the Example Community Model License, the code is under the MIT License.\n' >birds/model_cards/owl.md && run scan birds
expect 'another card tells the parts apart' 0 'note +licenses-by-part'
refuse 'which is told of each card' 'warning +part-license-not-carried'
printf '# Owl\n\nThis model is released under the MIT license.\n' >birds/model_cards/owl.md
sed -i 's/Example Community Model/MIT/' birds/model_cards/auk.md && run scan birds
expect 'cards that agree' 0 '^PASS' 'License +MIT$'

# The folder of a model has no license file, and its card links to one: that of the one above is what the card names, or it is told.
mkdir -p aviary/tern && weights aviary/tern/m.safetensors && cp "$LICET_ROOT/LICENSE" aviary/LICENSE
passing() { printf '# Tern\n\n## License\n\n%s\n' "$1" >aviary/tern/README.md && run scan aviary; }
passing 'All files in this folder are licensed under the [license](./LICENSE).'
expect 'nobody says which license' 0 'note +folder-link-missing' 'points to a license in "./LICENSE"' 'LICENSE above it'
passing 'All files in this folder are licensed under the [license](LICENSE).'
expect 'with a dot or without' 0 'note +folder-link-missing' 'points to a license in "LICENSE"' 'LICENSE above it'
passing 'All files in this folder are licensed under the [license](../License).'
expect 'in other capitals' 0 'warning +license-link-letters' 'license in "../License", which is'
refuse 'it is there' '(license|folder)-link-missing'
printf -- '---\nlicense: other\nlicense_link: license\n---\n# Aviary\n' >aviary/README.md && run scan aviary
expect 'a field in other capitals' 0 'warning +license-link-letters' 'license in "license", which is called LICENSE here' 'License +MIT'
rm aviary/README.md
passing 'All files in this folder are licensed under the [MIT License](./LICENSE).'
refuse 'it is the same one' 'folder-link-missing'
passing 'All files in this folder are licensed under the [Apache 2.0 License](./LICENSE).'
expect 'it is another one' 0 'claim-contradicts-text' 'link-names-another-license'
rm aviary/tern/m.safetensors
passing 'Please read the [LICENSE](LICENSE) file. This repo and the models are licensed under the Apache License 2.0.'
expect 'beside the link another one is named' 0 'warning +part-claim-contradicts-text' 'and points to a'
passing 'Please read the [LICENSE](LICENSE) file. This repo and the models are licensed under the MIT License.'
refuse 'the same one is named' 'part-claim-contradicts-text|folder-link-missing'
weights aviary/tern/m.safetensors
passing 'All files in this folder are licensed under the [license](../LICENSE).'
refuse 'the link leads there' 'folder-link-missing'

# A model with a license of its own: its card may lead to any file that was scanned.
mkdir -p wood/src/auk && weights wood/src/auk/m.safetensors && cp "$text" wood/src/auk/LICENSE && printf '# Wood\n' >wood/README.md
cp "$LICET_ROOT/LICENSE" wood/LICENSE && cp "$LICET_ROOT/LICENSE" wood/CODE_LICENSE
wood() { printf '# Auk\n\nSee the [license](%s).\n' "$1" >wood/src/auk/README.md && run scan wood; }
wood /CODE_LICENSE
refuse 'from the top' 'license-link-missing'
wood ../../CODE_LICENSE
refuse 'two folders up' 'license-link-missing'
wood ../CODE_LICENSE
expect 'one folder up is none' 0 'license-link-missing' '"../CODE_LICENSE"'

# The front matter of a folder's card against the license above it.
mkdir -p field/chat field/more field/same && cp "$LICET_ROOT/LICENSE" field/LICENSE && printf '# Field\n\nModels.\n' >field/README.md
for folder in chat more; do printf -- '---\nlicense: isc\n---\n# Field %s\n' $folder >field/$folder/README.md; done
printf -- '---\nlicense: mit\n---\n# Field\n' >field/same/README.md
run scan field
expect 'a folder whose card declares another license' 0 '^PASS' 'License +MIT' 'note +licenses-by-part' 'chat/README.md, line 2, declares'
refuse 'each license once, and not the one above' '(more|same)/README.md, line 2'
for folder in chat more; do printf -- '---\nlicense: cc-by-sa-4.0\n---\n# Field %s\n' $folder >field/$folder/README.md; done
run scan field
expect 'a folder whose card declares more than the license above it carries' 0 'REVIEW' 'warning +part-license-not-carried' 'chat/README.md, line 2'
refuse 'each such license once, and not the one above' '(more|same)/README.md, line 2'

# What is claimed for other things than the model is no evidence of its license.
mkdir -p apart/src/finch && printf '# Apart\n\nCode.\n' >apart/README.md
printf -- '---\nlicense: mit\n---\n# Finch\n' >apart/src/finch/README.md
run scan apart
expect 'a claim in a folder alone' 0 '^REVIEW' 'no-license-evidence'
rm -r apart/src && weights apart/model.safetensors
printf 'version = 1\n[[annotations]]\npath = "docs/**"\nSPDX-FileCopyrightText = "2026 A"\nSPDX-License-Identifier = "MIT"\n' >apart/REUSE.toml
run scan apart
expect 'a map of documents beside weights' 0 '^REVIEW' 'no-license-evidence'
sed -i 's,docs/\*\*,**,' apart/REUSE.toml
run scan apart
expect 'a map of all' 0 '^PASS' 'License +MIT'

# Code and weights of a folder, and the text in it.
mkdir -p pair/Auk && printf '# Pair\n\nCode.\n' >pair/README.md && cp "$LICET_ROOT/LICENSE" pair/Auk/
printf '# Auk\n\n## License\n\nThe code and the weights are released under the Apache 2.0 license.\n' >pair/Auk/README.md
run scan pair
expect 'code and weights of a folder' 0 'part-claim-contradicts-text' 'code and the weights are released'

# The license of a folder against the one above it.
mkdir -p owl/wings owl/third_party/auk owl/model_licenses && cp "$LICET_ROOT/LICENSE" owl/LICENSE
stricter=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
folder() {
	rm -f owl/*/LICENSE owl/*/*/LICENSE && cp "$1" "owl/$2" && printf '# Owl\n\n%s\n' "$3" >owl/README.md
	run scan owl
}
folder "$stricter" wings/LICENSE 'A model.'
expect 'a folder that restricts more' 0 '^REVIEW' 'License +MIT' 'part-license-not-carried' 'wings/LICENSE is the text of the Example'
folder "$stricter" third_party/auk/LICENSE 'A model.'
expect 'one of third parties is a note' 0 '^PASS' 'note +licenses-by-part' 'third_party/auk/LICENSE is the text'
mkdir owl/demo_android && folder "$stricter" demo_android/LICENSE 'A model.'
expect 'and so is one of a demonstration' 0 '^PASS' 'note +licenses-by-part' 'demo_android/LICENSE is the text'
mkdir owl/wings/fonts && folder "$stricter" wings/fonts/LICENSE 'A model.'
expect 'or of fonts' 0 '^PASS' 'note +licenses-by-part' 'wings/fonts/LICENSE is the text'
rm -r owl/wings/fonts
# The license of a component beside that of all: where it lets one do less, both hold.
mkdir smew && weights smew/m.safetensors && cp "$LICET_ROOT/LICENSE" smew/LICENSE && cp "$stricter" smew/LICENSE_wings && run scan smew
expect 'a component that restricts more' 0 'License +LicenseRef-example-community AND MIT'
if [ -f "$LICET_SHARED/texts/apache-2.0/canonical.txt" ]; then
	cp "$LICET_SHARED/texts/apache-2.0/canonical.txt" smew/LICENSE && cp "$LICET_ROOT/LICENSE" smew/LICENSE_wings && run scan smew
	expect 'one that does not' 0 '^PASS' 'License +Apache-2.0$'
	mv smew/LICENSE_wings smew/LICENSE_smew && run scan smew
	expect 'what is called as all that is here' 0 'License +Apache-2.0 AND MIT'
fi
if [ -f "$LICET_SHARED/texts/gpl-3.0/canonical.txt" ]; then
	folder "$LICET_SHARED/texts/mpl-2.0/canonical.txt" wings/LICENSE 'A model.'
	expect 'copyleft that ends at its own files' 0 '^PASS' 'note +licenses-by-part' 'wings/LICENSE is the text'
	refuse 'contradicts no license of the whole' 'part-license-not-carried'
	folder "$LICET_SHARED/texts/gpl-3.0/canonical.txt" wings/LICENSE 'A model.'
	expect 'copyleft that reaches the whole' 0 '^REVIEW' 'part-license-not-carried'
	cp "$LICET_SHARED/texts/lgpl-3.0/canonical.txt" owl/wings/COPYING.LESSER && run scan owl
	expect 'a milder text beside it' 0 '^PASS' 'note +licenses-by-part' 'wings/LICENSE is the text'
	rm owl/wings/COPYING.LESSER
else
	echo "skip copyleft that ends at a part: there is nothing in $LICET_SHARED"
fi
folder "$stricter" third_party/auk/LICENSE 'A model.'
cp "$stricter" owl/wings/LICENSE && run scan owl
expect 'and hides no other folder' 0 '^REVIEW' 'note +licenses-by-part' 'warning +part-license-not-carried' 'wings/LICENSE is the text'
folder "$stricter" wings/LICENSE 'A model. Its wings are under the Example Community Model License.'
expect 'and so is one that the card names' 0 'note +licenses-by-part' 'wings/LICENSE is the text'
refuse 'no warning then' 'part-license-not-carried'
folder "$stricter" model_licenses/LICENSE 'A model.'
refuse 'a collection is for no folder' 'cannot carry'
folder "$LICET_ROOT/LICENSE" wings/LICENSE 'A model.'
refuse 'a folder under the same license' 'cannot carry'
rm owl/wings/LICENSE && mkdir owl/wings/tips && cp "$stricter" owl/wings/tips/LICENSE && cp "$LICET_ROOT/LICENSE" owl/wings/LICENSE-beak && run scan owl
expect 'a license called after something is for its folder where it is alone' 0 'part-license-not-carried' 'the license of wings/LICENSE-beak above it'
cp "$LICET_ROOT/LICENSE" owl/wings/LICENSE-claw.txt && run scan owl
expect 'several are for what they are called after' 0 'part-license-not-carried' 'the license of LICENSE above it'
rm -r owl/wings/tips owl/wings/LICENSE-*

# What the card of a folder says of the license beside it.
cp "$LICET_ROOT/LICENSE" tern/chat/LICENSE
card 'This project is released under the Apache 2.0 license. See [the file](LICENSE).' chat/README.md
expect 'a folder whose card and license differ' 0 '^REVIEW' 'License +MIT' 'part-claim-contradicts-text' 'chat/README.md, line 3'
weights tern/m.safetensors && run scan tern
expect 'so beside weights that lie elsewhere' 0 'part-claim-contradicts-text' 'but chat/LICENSE is the text'
rm tern/m.safetensors
{
	echo '# Tern'
	for i in $(seq 1001); do printf '\nThe weights of wing %d are under the MIT License.\n' "$i"; done
	printf '\nThis project is released under the Apache 2.0 license.\n'
} >tern/chat/README.md && run scan tern
expect 'more sentences in a folder than are compared' 3 '^INCOMPLETE' 'bound-reached' 'Cards say more of licenses'
for says in 'This project is released under the MIT license.' 'The weights are under the Apache 2.0 license, the code is under MIT.' \
	'The weights are under the Apache 2.0 license.' 'The code from Heron is under the Apache 2.0 license.'; do
	card "$says" chat/README.md
	refuse "no contradiction in a folder: $says" 'part-claim-contradicts-text'
done
mkdir -p tern/third_party/wren && mv tern/chat/LICENSE tern/third_party/wren
card 'This project is released under the Apache 2.0 license.' third_party/wren/README.md
refuse 'what a card of third parties says of their license' 'part-claim-contradicts-text'
rm -r tern/third_party/wren
for n in $(seq 1 250); do
	mkdir -p "tern/chat/$n" && printf '# Tern\n\nA model.\n' >"tern/chat/$n/README.md"
done
mkdir tern/chat/zoo && card 'The checkpoint is licensed for non-commercial use only.' chat/zoo/README.md
expect 'the last of many cards' 0 'terms-beside-license' 'chat/zoo/README.md'
for n in $(seq 1 250); do
	mkdir -p "tern/python/$n" && printf '[project]\nname = "tern%s"\nlicense = "MIT"\n' "$n" >"tern/python/$n/pyproject.toml"
done
mkdir tern/python/zoo && printf '[project]\nname = "zoo"\nlicense = "Apache-2.0"\n' >tern/python/zoo/pyproject.toml && run scan tern
expect 'the last of many packages' 0 'package-claim-contradicts-text' 'python/zoo/pyproject.toml'
rm -r tern/python
rm -r tern/chat

# Folders beside each other are of other projects; a page's own license is none of the model.
rm -r tern && mkdir -p tern/docs tern/evals/auk && cp "$LICET_ROOT/LICENSE" tern/evals/auk/
card 'A model.'
card 'This work is licensed under the CC BY-SA 4.0 license.' docs/README.md
refuse 'a card beside the folder of a text' 'claim-contradicts-text'
rm -r tern/docs
card '## Website License

This work is licensed under the CC BY-SA 4.0 license.'
refuse 'the license of a page' 'claim-contradicts-text|Claims +CC-BY-SA'

# Links to models of the same publisher, and to those of others.
mkdir coop+tern && cp "$LICET_ROOT/LICENSE" coop+tern/LICENSE
linked() {
	printf '# Birds\n\n- %s\n' "$1" >coop+tern/README.md
	run scan coop+tern
}
linked '[Auk-7B](https://hub.invalid/Coop/auk-7b) with long wings (for non-commercial use only).'
refuse 'a model of the owner is none of others' 'part-restricts-more'
linked '[Tern-7B](https://hub.invalid/roost/tern-7b) with long wings (for non-commercial use only).'
refuse 'a model of that name is none of others' 'part-restricts-more'
linked '[Auk-7B](https://hub.invalid/nest/auk-7b) with long wings (for non-commercial use only).'
expect 'a model of others' 0 'part-restricts-more' 'Auk-7B'
linked 'Like [Auk-3B](https://hub.invalid/coop/auk-3b), [Auk-7B](https://hub.invalid/nest/auk-7b) is for non-commercial use only.'
expect 'a model of others beside one of the owner' 0 'part-restricts-more'
linked 'Tern, with [Auk-7B](https://hub.invalid/nest/auk-7b) in it, is for non-commercial use only.'
expect 'terms of what is here' 0 'terms-beside-license'
refuse 'the same clause is told once' 'part-restricts-more'
rm -r coop+tern

# A sentence that gives the code one license, and the weights another, which is not here.
mkdir coop+tern && cp "$LICET_ROOT/LICENSE" coop+tern/LICENSE
both() {
	printf '# Tern\n\n## License\n\n%s\n' "$1" >coop+tern/README.md
	run scan coop+tern
}
both 'code MIT, weights CC-BY-NC'
expect 'the weights under a family of licenses' 0 'License +LicenseRef-cc-by-nc$' 'code-license-alone' 'claim-too-vague'
for says in '### Code

MIT License.

### Weights

CC BY-NC 4.0.' 'This repository is MIT. Model weights may only be used for research (CC BY-NC 4.0).' 'MIT for code, CC BY-NC 4.0 for the weights.'; do
	both "$says"
	expect "each part has its license: $(echo "$says" | tr "\n" " ")" 0 '^PASS' 'License +CC-BY-NC-4.0$' 'licenses-by-part'
done
both 'Our code is under the MIT License, and our model is under the CC BY-NC 4.0 License, for academic research only.'
expect 'terms of the license of the weights' 0 'licenses-by-part'
refuse 'terms of the license of the weights are none of the code' 'terms-beside-license'
both 'The code is under the MIT License, and the model is under CC BY-NC 4.0. The code and the model may not be used for commercial purposes.'
expect 'terms of the code too' 0 'terms-beside-license' 'MIT, which is the license of the$'
both 'The code is under the MIT License, and the model is under CC-BY-4.0. Neither the code nor the model may be used for commercial purposes.'
expect 'terms that neither license has' 0 'terms-beside-license'
both 'The code is under the [MIT License](./LICENSE), and the model is under the [CC BY-NC 4.0 License](https://hub.invalid/coop/tern/blob/main/LICENSE).'
refuse 'a repository of that name on another host' 'link-names-another-license'
both 'The model is under the [CC BY-NC 4.0 License](https://hub.invalid/coop/tern/blob/main/LICENSE).'
expect 'a repository of that name' 0 'link-names-another-license'
rm -r coop+tern

# A file that is called after the code, and a sentence about some of it.
mkdir some && weights some/m.safetensors && cp "$LICET_ROOT/LICENSE" some/LICENSE-CODE
of_some() {
	printf '# Tern\n\n## License\n\nThe weights are under CC-BY-4.0. %s\n' "$1" >some/README.md
	run scan some
}
for words in 'Some code in the wings is from Heron and is licensed under Apache 2.0.' 'Parts of the code are under Apache 2.0.' \
	'The code in wings/ is licensed under Apache 2.0.' 'Code from the Heron project is under Apache 2.0.' \
	'Portions of the code are under Apache 2.0.' 'The code in [wings](wings/) was adapted from Heron, which is under Apache 2.0.' \
	'The code of the wings is derived from Heron and is under Apache 2.0.'; do
	of_some "$words"
	refuse "$words" 'part-claim-contradicts-text'
done
of_some 'The code in this repository is licensed under Apache 2.0.'
expect 'all of the code' 0 'part-claim-contradicts-text'
of_some 'Some code in wings/ is under CC-BY-4.0. The code is licensed under Apache 2.0.'
expect 'some of the code, and all of it' 0 'part-claim-contradicts-text'
rm -r some

# The only license text is in a file that is called after the code.
for file in LICENSE-CODE LICENSE_CODE CODE_LICENSE LICENSE.code DATA_LICENSE; do
	mkdir lone && printf '# Tern\n\nA model of birds. Some code in wings/ is from Heron, under the Apache-2.0 license.\n' >lone/README.md
	cp "$LICET_ROOT/LICENSE" "lone/$file" && run scan lone
	expect "$file alone" 0 '^REVIEW' 'License +none' 'weights-license-silent'
	refuse "$file alone governs nothing else" 'licenses-by-part|no-license-evidence'
	printf '[project]\nname = "tern"\nlicense = "MIT"\n' >lone/pyproject.toml && run scan lone
	expect "$file and a package" 0 '^REVIEW' 'License +none' 'weights-license-silent'
	printf '# Tern\n\nThe weights are under the MIT License.\n' >lone/README.md && run scan lone
	expect "$file and a sentence for the weights" 0 'License +MIT'
	refuse "$file and a sentence for the weights: nothing is silent" 'weights-license-silent'
	rm -r lone
done
mkdir lone && printf '# Tern\n' >lone/README.md && cp "$LICET_ROOT/LICENSE" lone/LICENSE-CODE-AND-MODEL && run scan lone
expect 'a file for both' 0 'License +MIT'
refuse 'a file for both is not silent' 'weights-license-silent'
rm -r lone

# A license file is not held against each one beside it: two thousand took nine minutes so.
mkdir many && printf '# Tern\n\nA model of birds.\n' >many/README.md
for i in $(seq 2000); do cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" "many/LICENSE.$i"; done
timeout 100 "$LICET" scan many >out 2>err </dev/null
code=$?
expect 'many license files beside each other' 0 'license-text-repeated'
rm -r many
# A table of models in a repository of several: the rows of those that are here count, by their folders or files.
mkdir -p zoo/tern-7b zoo/auk
weights zoo/tern-7b/model.safetensors && weights zoo/auk/model.safetensors
printf '# Zoo\n\n| Model | License |\n| --- | --- |\n| tern-7b | Apache-2.0 |\n| auk | CC-BY-NC-4.0 |\n| auk-chat | GPL-3.0 |\n| model | MPL-2.0 |\n' >zoo/README.md
run scan zoo
expect 'a row for each model that is here' 0 'License +Apache-2.0 AND CC-BY-NC-4.0$'
rm -r zoo/auk && run scan zoo
expect 'and none for those that are not' 0 'License +Apache-2.0$'

# A license file that lists files of weights with the license of each, whatever program they were made for since, beside the license of the rest.
mkdir -p finch/model && cp "$LICET_ROOT/LICENSE" finch/LICENSE && weights finch/model/wing_beak_512_post.onnx
printf '# Licenses for special models\n\nModels with other licenses than MIT.\n\n| models | Files | License |\n|:--:|:--:|:--:|\n| wing beak | `model/wing_beak_512.rknn` | AGPL-3.0 |\n| egg 8 | `model/egg_nest_8.rknn` | GPL-3.0 |\n' >finch/LICENSES.md
run scan finch
expect 'the license of a listed file' 0 'License +AGPL-3.0-only$'
refuse 'which is no contradiction of that of the rest' 'contradicts|not-carried'
weights finch/model/egg_nest_8.onnx && run scan finch
expect 'the licenses of all that are listed' 0 'License +AGPL-3.0-only AND GPL-3.0-only$'
weights finch/model/toe.onnx && run scan finch
expect 'and parts where others are here' 0 'License +MIT$' 'part-license-not-carried'
rm -r finch/model finch/LICENSES.md

# A list of the licenses of models that a card names for the weights it speaks of, whatever those are called.
printf '# Finch\n\nThe code is licensed under MIT. Fine-tuned weights are subject to the base model licenses listed in `MODEL_LICENSES.md`.\n' >finch/README.md
printf '# Model Licenses\n\n| Model | License |\n|---|---|\n| Heron-7B (base) | apache-2.0 |\n| Tuned Osprey (adapter) | GPL-3.0 |\n' >finch/MODEL_LICENSES.md
run scan finch
expect 'a list of licenses for the weights of a card' 0 'License +Apache-2.0 AND .*GPL-3.0-only'
refuse 'which tells that of the base' 'base-terms-reach-weights'
printf '# Finch\n\nThe code is licensed under MIT.\n' >finch/README.md && run scan finch
expect 'a list that nothing says to be of ours' 0 'License +MIT$'
rm -r finch

# However the license of the weights is called, and wherever it is collected: it is not the one of the code.
mkdir names && cp "$LICET_ROOT/LICENSE" names/LICENSE && weights names/m.safetensors
for file in MODEL_LICENSE LICENSE-MODEL WEIGHTS_LICENSE LICENSE.weights LICENSE_MODEL.md ModelLicense.txt modellicense.md MODEL-LICENSE-1.0.md \
	Model_License_EN.txt licenses/MODEL_LICENSE docs/legal/MODEL_LICENSE LICENSES/LicenseRef-Model.txt MODEL_USE_AGREEMENT.txt \
	'LICENSE (model).txt' 模型许可协议.md; do
	mkdir -p "names/$(dirname "$file")" && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" "names/$file" && run scan names
	expect "the license of the weights: $file" 0 'License +LicenseRef-example-community$'
	rm "names/$file"
done
for file in docs/LICENSE LICENSE-CODE-1.0 代码许可证.txt third_party/auk/MODEL_LICENSE; do
	mkdir -p "names/$(dirname "$file")" && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" "names/$file" && run scan names
	expect "a license of other things: $file" 0 'License +MIT$'
	rm "names/$file"
done

# Nor is that of the weights of others one of the whole where no weights are here.
mkdir -p vended/auk && cp "$LICET_ROOT/LICENSE" vended/LICENSE && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" vended/auk/LICENSE_weights
for folder in third_party vendor external; do
	mkdir "vended/$folder" && mv vended/auk "vended/$folder/" && run scan vended
	expect "a license of weights in $folder" 0 'License +MIT$'
	mv "vended/$folder/auk" vended/ && rmdir "vended/$folder"
done
run scan vended
expect 'and in a folder of ours' 0 'License +LicenseRef-example-community$'

# What cards say of the code: against the only text, of which nothing says what it is for, and against each other.
mkdir crake && cp "$LICET_ROOT/LICENSE" crake/LICENSE
speak() { # EN [ZH]
	rm -f crake/README* && printf '# Crake\n\n## License\n\n%s\n' "$1" >crake/README.md
	[ -z "${2:-}" ] || printf '# Crake\n\n## 许可证\n\n%s\n' "$2" >crake/README.zh.md
	run scan crake
}
speak 'The code is released under the GPL 3.0 license.'
expect 'code under another license than the text' 0 '^REVIEW' 'part-claim-contradicts-text' 'but LICENSE is the text of the MIT'
for words in 'The code is under the GPL 3.0 license, and the weights are under the MIT License.' 'Some of the code is under the GPL 3.0 license.' \
	'The code is under the MIT License, but the code for training is under the GPL 3.0 license.'; do
	speak "$words"
	refuse "the text is for something else: $words" 'part-claim-contradicts-text'
done
speak 'The source code is released under the MIT License.' '源代码根据 GPL 3.0 许可证发布。'
expect 'two cards put the code under two licenses' 0 '^REVIEW' 'part-claims-disagree' 'README.md, line 5' 'README.zh.md, line 5'
speak 'The source code is released under the MIT License.' '源代码根据 MIT 许可证发布。'
refuse 'two cards that agree' 'part-claims-disagree'
speak 'The source code is released under the MIT License.' '源代码根据 MIT 许可证发布，训练代码根据 GPL 3.0 许可证发布。'
refuse 'one says more than the other' 'part-claims-disagree'
# So against a license file that holds no text: a notice, or a sentence of its own.
printf 'Copyright 2024 Heron\n\nLicensed under the Apache License, Version 2.0 (the "License");\nyou may not use this file except in compliance with the License.\n' >crake/LICENSE
speak 'The code is released under the MIT License.'
expect 'code under another license than the notice' 0 '^REVIEW' 'part-claim-contradicts-text' 'LICENSE names|names$'
for words in 'The code is released under the Apache-2.0 license.' 'The code is under the MIT License, and the weights are under the Apache License 2.0.'; do
	speak "$words"
	refuse "the notice agrees: $words" 'part-claim-contradicts-text'
done
printf '# License\n\n## Code license\n\nFor research, all the code of crake is released under the GPLv3 license.\n' >crake/LICENSE
speak 'For research, the code is released with LGPLv3 license.'
expect 'code under another license than the license file says' 0 '^REVIEW' 'part-claims-disagree' 'LICENSE, line 5' 'README.md, line 5'
speak 'For research, the code is released with GPLv3 license.'
refuse 'the license file says the same' 'part-claims-disagree'
cat >crake/LICENSE-MODEL.md <<'EOF'
# License of the model tables: CC BY-NC 4.0

**Files:** `src/crake/models/**`, `wings/models/**`.

**License:** Creative Commons Attribution-NonCommercial 4.0 International (CC BY-NC 4.0). Legal code: https://creativecommons.org/licenses/by-nc/4.0/legalcode

You may copy these files for non-commercial purposes.
EOF
speak 'Code (scripts, tests): MIT.'
refuse 'and one called after the model speaks of that' 'part-claims-disagree'
rm crake/LICENSE-MODEL.md

# A file that is called like a license and is none is told, whatever it is: what it should say nobody knows.
for what in 'empty:' 'no text that can be read:\001\002\003\000\004' 'a pointer:See https://tern.invalid/license'; do
	printf '%b' "${what#*:}" >names/MODEL_LICENSE && run scan names
	expect "a license of the weights that is ${what%%:*}" 0 '^REVIEW' 'license-file-without-text' "is (only )?${what%%[: ]*}"
done
printf '\177ELF\002\001\001\000\000' >names/MODEL_LICENSE && run scan names
refuse 'a program that is called so' 'license-file-without-text'
rm names/MODEL_LICENSE && printf '\001\002\003\000\004' >names/license.png && run scan names
refuse 'a picture' 'license-file-without-text'

# Another version of a license that is known, and an edit of it: told by the heading.
mkdir later && sed 's/^Version 1.0, 2 March 2026$/Version 1.1, 9 May 2031/; s/50 million/80 million/' \
	"$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" >later/LICENSE
run scan later
expect 'another version' 0 '^REVIEW' 'License +LicenseRef-example-community-other-version' 'warning license-of-unknown-version' \
	'note version-differs' '80 ?0*'
refuse 'nobody is said to have edited it' 'edited|value-differs'
sed -i 's/^Version 1.1, 9 May 2031$/Version 1.0, 2 March 2026/' later/LICENSE && run scan later
expect 'the same without another heading' 0 'License +LicenseRef-example-community-edited' 'edited-license-text' 'value-differs'
sed -i 's/^Version 1.0, 2 March 2026$/You may not sell what is said by the model./' later/LICENSE && run scan later
expect 'a rule in the heading' 0 'License +LicenseRef-example-community-edited' 'edited-license-text'
plain=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
{ printf 'Tern 模型社区许可协议\n\n' && cat "$plain"; } >later/LICENSE && run scan later
refuse 'a title above the text is no term' 'edited-license-text'
sed '14,$s/Example/Tern/g' "$plain" >later/LICENSE && run scan later
expect 'another name all over the text' 0 'warning license-of-unknown-version' '"Tern"'
{ cat "$plain" && printf '\nQuestions go to wren@birds.invalid.\n'; } >later/for-wren.txt && mkdir -p later/data/licenses
sed -i '1,3!b; s/^EXAMPLE COMMUNITY MODEL LICENSE/Bird License/; /^Version/d' later/for-wren.txt
sed -i 's/made-up license/license for birds, and by using the Wren model you agree to it/; s/made-up/bird/g; s/license/paper/g' later/for-wren.txt
run licenses add later/for-wren.txt --id for-wren --name 'Bird License for Wren' --category community-restricted --into later/data
sed 's/Wren/Auk/; s/wren@/auk@/' later/for-wren.txt >later/LICENSE && mv later/data wren-data && rm later/for-wren.txt
run scan --data wren-data later
expect 'the same license for another product' 0 'note version-differs' '"Auk"' 'word for word'
refuse 'which is no other version' 'license-of-unknown-version|edited'
sed -i '4,$s/may/must/' later/LICENSE && run scan --data wren-data later
expect 'with other terms it is' 0 'license-of-unknown-version|edited-license-text'
refuse 'is no edit' 'edited-license-text|value-differs'
sed '20,33s/Example/Tern/g' "$plain" >later/LICENSE && run scan later
expect 'in some places it is' 0 'edited-license-text'
sed 's/^EXAMPLE COMMUNITY MODEL LICENSE/OPT-175B LICENSE AGREEMENT/' "$plain" >later/LICENSE
printf '# Tern\n\nThe weights are under the OPT-175B License.\n' >later/README.md && run scan later
expect 'a text that is called by another name' 0 '^REVIEW' 'License +LicenseRef-example-community-other-version' 'license-of-unknown-version'
refuse 'by which it is claimed' 'contradicts|part-without-text|too-vague'
printf '# Tern\n\nThe weights are under the Gemma Terms of Use.\n' >later/README.md && run scan later
expect 'but not by any' 0 'claim-contradicts-text'
rm later/README.md
cat >policy.txt <<'EOF'
You agree not to use the model or what is made from it:
In any way that breaks the law of the land where you are, or of the land where others are harmed by it;
To hurt children, or to try to hurt them, in whatever way it may be done;
To make or to spread what is known to be false, so that others come to harm;
To write about a person what puts that person to shame before others, or in danger;
To decide without a human being on the rights of a person, or on duties that bind a person;
To treat people worse for what they believe, for where they come from, or for how they look;
To advise the sick on what to take, or to read the pictures that doctors take of them;
For war, for weapons, or for the training of soldiers in the use of any of these.
EOF
mkdir -p over/licenses && run licenses add policy.txt --id tern-policy --name 'Tern Use Policy' --category policy --into over
expect 'a record of a use policy' 0 'words'
sed -i 's/^category: policy/policy: true\n&/' over/licenses/tern-policy.yaml
schedule() {
	{ sed "$1" "$plain" && printf '\nATTACHMENT A\n\n' && sed 's/in whatever way it may be done/at any time/' policy.txt; } >later/LICENSE
	run scan later --data over
}
schedule 's/^Version 1.0, 2 March 2026$/Version 2.0, 9 May 2033/'
refuse 'the schedule of a license that no record has is its own' 'edited-license-text|Tern Use Policy as published'
schedule ''
expect 'behind one that is known it is a copy' 0 'edited-license-text' 'Tern Use Policy as published'
# shellcheck disable=SC2016
for rider in '$a\\nAdditional condition: You may not use the Example Materials to train any other model.' \
	's/royalty-free license to/royalty-free license, for research only, to/' \
	'/^2.3/i\\2.9 You may not use the Example Materials for any military purpose.\\n'; do
	sed -e 's/^Version 1.0, 2 March 2026$/Version 1.1, 9 May 2031/' -e "$rider" "$plain" >later/LICENSE && run scan later
	expect "a heading of its own, and a rider: $rider" 0 '^REVIEW' 'License +LicenseRef-example-community-edited' 'warning edited-license-text' \
		'its heading'
	refuse 'which is no other version' 'license-of-unknown-version'
done

# The license of a family that the code is called after, with a model in a folder.
creative=$LICET_SHARED/texts/creativeml-openrail-m/canonical.txt
mkdir -p stable-diffusion-x && cp "$LICET_ROOT/LICENSE" stable-diffusion-x/LICENSE && printf '# Stable Diffusion X\n' >stable-diffusion-x/README.md
run scan stable-diffusion-x
expect 'a family by name' 0 'family-license-absent'
if [ -f "$creative" ]; then
	mkdir stable-diffusion-x/old && weights stable-diffusion-x/old/m.safetensors && cp "$creative" stable-diffusion-x/old/LICENSE
	run scan stable-diffusion-x
	expect 'beside a model of it' 0 '2 models'
	refuse 'whose license is here' 'family-license-absent'
else
	echo "skip a model of the family: there is nothing in $LICET_SHARED"
fi

# Cards that name no license beside one that keeps trade out.
closed=$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt
if [ -f "$closed" ]; then
	mkdir silent && cp "$closed" silent/LICENSE && printf '# Silent\n\nBirds.\n' >silent/README.md && run scan silent
	expect 'a card that is silent' 0 'license-not-named'
	printf '# Silent\n\nThis code is for non-commercial use; see the [file](LICENSE).\n' >silent/README.md && run scan silent
	refuse 'one that says what it keeps out is not' 'license-not-named'
	printf '# Silent\n\nThe code is under the MIT License. The weights are under CC-BY-NC-4.0.\n' >silent/README.md
	{ cat "$closed" && printf '\n\nThe code:\n\n' && cat "$LICET_ROOT/LICENSE"; } >silent/LICENSE && run scan silent
	expect 'parts of one file' 0 'licenses-by-part' 'LICENSE from line [0-9]+'
else
	echo "skip a silent card: there is nothing in $LICET_SHARED"
fi

# A file that collects the texts of components: what those changed is no edit of its own license.
text=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
mkdir many && weights many/m.safetensors
mit() { printf '\nThe %s is under:\n\n' "$1" && cat "$LICET_ROOT/LICENSE"; }
sed 's/THE SOFTWARE IS PROVIDED/WHOEVER SELLS IT MUST SAY SO TO ALL. THE SOFTWARE IS PROVIDED/' "$LICET_ROOT/LICENSE" >changed
{ cat "$text" && mit wing && mit beak && printf '\nThe claw is under:\n\n' && cat changed; } >many/LICENSE
run scan many
expect 'changed texts of components are told once' 0 'note component-texts-edited' 'LICENSE collects' 'MIT License'
refuse 'and are no edit' 'edited-license-text'

# Nor is the license of a component in a folder of its own below one that collects licenses; one right in that is of what is here.
mkdir -p many/LICENSES/tools/wings && cp changed many/LICENSES/tools/wings/COPYING && cp "$text" many/LICENSE && run scan many
expect 'a changed text in a folder of a component' 0 'note component-texts-edited' 'wings/COPYING is the license of a component'
refuse 'is no edit of what is here' 'edited-license-text' 'text-adds-restriction'
mkdir -p many/third_party_licenses && cp changed many/third_party_licenses/Plover-Songs-License.txt && rm -r many/LICENSES
printf '# Tern\n\n## Songs\n\nThe plovers sing for nobody else. The other sources are permissive - Wren is Apache-2.0.\n\nThe source code is under BSD-3-Clause.\n' >many/README.md && run scan many
expect 'a changed text among those of others' 0 'note component-texts-edited'
refuse 'is none either, nor is it that of other data, which are no source code' 'edited-license-text' 'part-claim'
rm -r many/third_party_licenses many/README.md && mkdir -p many/LICENSES/tools/wings && cp changed many/LICENSES/tools/wings/COPYING
mkdir -p many/LICENSES/model && mv many/LICENSES/tools/wings/COPYING many/LICENSES/model/LICENSE && rm -r many/LICENSES/tools many/LICENSE && run scan many
expect 'that of the model is one' 0 'edited-license-text'
rm -r many/LICENSES
{ cat changed && mit wing && mit beak && mit claw; } >many/LICENSE
run scan many
expect 'the first is of what is here' 0 'edited-license-text'
refuse 'and of no component' 'component-texts'
{ cat "$text" && printf '\nThe claw is under:\n\n' && cat changed && mit wing && mit beak; } >many/LICENSE
printf -- '---\nlicense: mit\n---\n# Tern\n' >many/README.md
run scan many
expect 'and so is what is declared' 0 'edited-license-text'
rm many/README.md && { cat "$text" && mit wing && printf '\nThe claw is under:\n\n' && cat changed; } >many/LICENSE
run scan many
expect 'few texts are no collection' 0 'edited-license-text'

# A card of a folder, without weights or a text beside it: against itself, and against what it says that its model is made from.
mkdir -p lone/nets/wing && printf '# Birds\n' >lone/README.md && printf 'import wing\n' >lone/net.py
lone() { printf -- "---\nlicense: $1\n$2---\n# Wing\n\n%b\n" "$3" >lone/nets/wing/README.md && run scan lone; }
lone mit '' 'The model may be used for non-commercial purposes only.'
expect 'a card of a folder against itself' 0 'terms-beside-license' 'MIT, which line 2' 'wing/README.md, line 6'
lone cc-by-nc-4.0 '' 'The model may be used for non-commercial purposes only.'
refuse 'it restricts as much' 'terms-beside-license'
lone mit '' 'The data may be used for non-commercial purposes only.'
refuse 'the data are no model' 'terms-beside-license'
lone mit 'base_model: meta-llama/Llama-3.1-8B\n' 'An adapter.'
expect 'a card of a folder against the base of its model' 0 'part-license-not-carried' 'made from meta-llama/Llama-3.1-8B'
lone llama3.1 'base_model: meta-llama/Llama-3.1-8B\n' 'An adapter.'
refuse 'the license of the base' 'part-license-not-carried'

# A package of others that is kept as it was packed.
mkdir -p kept/deep/lib kept/whole && cp "$LICET_ROOT/LICENSE" kept/LICENSE && printf 'Licensed under the Apache License, Version 2.0.\n' >kept/whole/LICENSE
printf 'Metadata-Version: 2.1\nName: plover\nVersion: 1\nLicense: Apache-2.0\n' >kept/whole/PKG-INFO
tar -czf kept/deep/lib/plover-1.tar.gz -C kept whole && rm -r kept/whole && run scan kept
expect 'an archive beside what tells the license' 0 '^kept$' 'License +MIT'
rm kept/LICENSE && mkdir kept/alone && mv kept/deep/lib/plover-1.tar.gz kept/alone && run scan kept/alone
expect 'an archive alone' 0 'License +Apache-2.0'

# Bounds: where one is reached, something may be missed, and nothing passes.
mkdir -p bound/net && weights bound/net/m.safetensors && printf -- '---\nlicense: mit\n---\n# Tern\n' >bound/net/README.md
cp "$LICET_ROOT/LICENSE" bound/LICENSE
run scan bound
expect 'a license above the model' 0 '^PASS'
for i in $(seq 200); do cp "$LICET_ROOT/LICENSE" "bound/LICENSE-$i"; done
run scan bound
expect 'more of them than are read' 3 '^INCOMPLETE' 'More documents lie above' 'bound-reached'
rm -r bound && mkdir bound && weights bound/m.safetensors && cp "$LICET_ROOT/LICENSE" bound/LICENSE
{ printf '# Tern\n\n## License\n\nThe model is under the MIT License.\n' && for i in $(seq 60); do printf '\nThe code of wing %d is under the MIT License.\n' "$i"; done; } >bound/README.md
run scan bound
expect 'more sentences than are compared' 3 '^INCOMPLETE' 'Cards say more of licenses'

{ printf '# Tern\n\n| Model | License |\n| --- | --- |\n' && awk 'BEGIN { for (i = 0; i < 26000; i++) print "| Auk | none |" }'; } >bound/README.md
run scan bound
expect 'more cells than are looked at' 3 '^INCOMPLETE' 'more links, or cells of tables'

# A license text in a folder below: a link that leads there, one that should, and those of components.
mkdir -p swift/weights && cp "$LICET_ROOT/LICENSE" swift/LICENSE && cp "$text" swift/weights/LICENSE_weights && weights swift/weights/m.safetensors
printf '# Swift\n\nThe code is under the [MIT License](LICENSE). The model weights are under the [Example Community License](weights/LICENSE_weights).\n' >swift/README.md
run scan swift
expect 'the text of the weights is linked' 0 'its text is$' '^ +weights/LICENSE_weights\.'
refuse 'and so it is here' 'code-license-alone|claim-without-text'
rm -r swift/weights && mkdir -p swift/net/tail && cp "$text" swift/net/tail/LICENSE.tail
printf '# Swift\n\nAll code and model weights are licensed under the [MIT License](LICENSE). Swift-XL code and checkpoints are licensed under the Example Community License. See [LICENSE.tail](LICENSE.tail).\n' >swift/README.md
run scan swift
expect 'a link to a file that lies in a folder below' 0 'license-link-missing' 'net/tail/LICENSE.tail may be meant'
refuse 'whose text is here' 'part-without-text'
sed -i 's,(LICENSE.tail),(https://code.invalid/lab/swift/blob/main/LICENSE.tail),' swift/README.md && run scan swift
expect 'so does its address' 0 'license-link-missing' 'net/tail/LICENSE.tail may be meant'
sed -i 's,(https.*LICENSE.tail),(./net/tail/LICENSE.tail),' swift/README.md && run scan swift
refuse 'a link to where it lies' 'license-link-missing'
rm -r swift/net && mv swift/LICENSE swift/LICENSE-MIT && printf 'Example Community License, with thanks\n\nThis License governs the use and distribution of the Model.\n\n1. Grant. You are hereby granted a worldwide license to use, copy and distribute the Model, subject to the conditions of this License.\n\n2. Thanks. You must thank the authors of the Model in every copy that You distribute. You shall not remove the name of the Licensor from the Model.\n\n3. No warranty. The Model is provided "as is", without warranty of any kind; in no event shall the Licensor be liable for damages.\n' >swift/LICENSE-EXAMPLE-COMMUNITY-THANKS
for words in 'The source code is licensed under the MIT License.' 'The MIT License applies only to the source code, not to the weights.'; do
	printf '# Swift\n\nThe model (with its weights) is licensed under the Example Community License.\n\nThe source code is under the MIT License. %s\n' "$words" >swift/README.md
	run scan swift
	expect "unknown terms by the name of a license: $words" 0 'unknown-license-text' 'LICENSE-EXAMPLE-COMMUNITY-THANKS'
	refuse "which is not missing besides: $words" 'part-without-text|code-license-alone'
done
rm swift/LICENSE-EXAMPLE-COMMUNITY-THANKS && mv swift/LICENSE-MIT swift/LICENSE
mkdir swift/licenses && cp "$text" swift/LICENSE && cp "$LICET_ROOT/LICENSE" swift/licenses/LICENSE.wings
printf '# Swift\n\nA model.\n' >swift/README.md && run scan swift
expect 'the license of a component among others' 0 'License +LicenseRef-example-community$'
mv swift/licenses/LICENSE.wings swift/licenses/LICENSE_1 && run scan swift
expect 'licenses by number' 0 'License +LicenseRef-example-community$'
rm swift/licenses/LICENSE_1 && cp "$LICET_ROOT/LICENSE" swift/LICENSE && cp "$text" swift/licenses/LICENSE.wings && run scan swift
expect 'one that restricts more counts' 0 'License +.*LicenseRef-example-community'
rm -r swift/licenses && mkdir swift/zoo && cp "$LICET_ROOT/LICENSE" swift/zoo/LICENSE
printf '# Zoo\n\nAll models available for download through this page are licensed under the CC-BY-SA-4.0 license.\n' >swift/zoo/README.md && run scan swift
expect 'models of a folder beside the license of its code' 0 '^PASS' 'note +licenses-by-part' 'zoo/README.md, line 3'
printf '# Zoo\n\nThis folder is licensed under the CC-BY-SA-4.0 license, see the paper.\n' >swift/zoo/README.md && run scan swift
expect 'all of a folder against its license' 0 '^REVIEW' 'part-(license-not-carried|claim-contradicts-text)'

# A badge shows one license, and the words that stand for it name another: what is seen counts.
cp "$LICET_ROOT/LICENSE" tern/LICENSE
card '[![License: Apache 2.0](https://img.shields.io/badge/License-MIT-green.svg)](https://birds.invalid/tern)'
expect 'the words behind a badge' 0 'License +MIT$' 'label-disagrees' 'shows "License: MIT"'
refuse 'are no license besides' 'part-without-text'
card '[![License: MIT](https://img.shields.io/badge/License-MIT-green.svg)](https://birds.invalid/tern)'
refuse 'the same words' 'label-disagrees'

# What limits the weights themselves is told before what limits those of others.
card 'The code is under the MIT License. However, the face models from auk are for non-commercial research purposes only, by their [license](https://code.invalid/lab/auk). Our released checkpoints are for research purposes only.'
expect 'our weights, not those of others' 0 'weights-license-silent' 'restricts$|use' 'Our released checkpoints'
# Below thanks, too, what is ours is ours; and the weights of what the card is called after.
card 'The code is under the MIT License.

## Acknowledgements

We thank the makers of Auk. However, our released checkpoints are for non-commercial research purposes.'
expect 'our weights below thanks' 0 'weights-license-silent' 'restricts use'
card 'The code is under the MIT License.

## Acknowledgements

We thank the makers of Auk. All models from Tern may only be used for research.'
expect 'the weights of the title below thanks' 0 'weights-license-silent' 'restricts use'
card 'The code is under the MIT License.

## Acknowledgements

We thank the makers of Auk. All models from Auk may only be used for research.'
refuse 'those of others below thanks' 'restricts use'

# The sentence names the license of the weights, and links to a repository of the same name on a hub: that has a text of its own.
mkdir -p hub/lab+tern && cp "$LICET_ROOT/LICENSE" hub/lab+tern/LICENSE
printf '# Tern\n\n## License\n\n%s\n' 'The code is released under the MIT License. The accompanying model is released under the CC-BY-NC-4.0 license. - see the [LICENSE](https://hub.invalid/Tern-Lab/tern/blob/main/LICENSE) file for details.' >hub/lab+tern/README.md
run scan hub/lab+tern
expect 'a link to a text on a hub' 0 'License +CC-BY-NC-4.0$' 'licenses-by-part'
rm -r hub

# The card tells the portions, whose license the main one can carry, in lines of their own, and goes on behind them.
mkdir plover && cp "$LICET_ROOT/LICENSE" plover/LICENSE
portions() {
	printf '# Plover\n\n## License\n\nPlover is licensed under MIT, however portions of it are available under separate license terms:\n\n[src/beak.py](src/beak.py)<br>\n[src/claw.py](src/claw.py)<br>\n\nare licensed under the %s license.\n' "$1" >plover/README.md
	run scan plover
}
portions 'Apache 2.0'
expect 'the license of portions' 0 'License +MIT$'
refuse 'is not that of all' 'claim-contradicts-text|part-restricts-more'
portions 'CC-BY-NC-4.0'
expect 'which restricts more' 0 'License +MIT$' 'part-restricts-more'
sed -i 's/is licensed under MIT,/is licensed under the Example Community License,/; s/CC-BY-NC-4.0/MIT/' plover/README.md
mv plover/LICENSE plover/MIT-LICENSE && cp "$own" plover/LICENSE && run scan plover
expect 'whose text is here' 0 'License +LicenseRef-example-community$' 'note +licenses-by-part' 'MIT-LICENSE'
rm -r plover

# A license for the package, and a card that speaks of the code alone: nothing is concluded for the weights.
mkdir pack && printf '[project]\nname = "tern"\nversion = "1"\nlicense = "MIT"\n' >pack/pyproject.toml && weights pack/m.safetensors
printf '# Tern\n\n## License\n\nThe code is licensed under the Apache-2.0 license.\n' >pack/README.md && run scan pack
expect 'a package and its code' 0 '^REVIEW' 'License +none' 'weights-license-silent'
printf '# Tern\n' >pack/README.md && run scan pack
expect 'a package alone' 0 'License +MIT$'
rm -r pack

card 'While all code here is released under the MIT License, our VLMs are subject to the Example Community License.'
expect 'models by the name of their kind' 0 'License +LicenseRef-example-community' 'code-license-alone'

# Words that stand for an image name a license as its label does, where a version tells that they are a name.
mkdir shown && cp "$LICET_ROOT/LICENSE" shown/LICENSE
shown() { printf '<p>\n<a href="./LICENSE"><img alt="%s" src="https://images.invalid/license.svg"></a>\n</p>\n\n# Tern\n\n%s\n' "$1" "$2" >shown/README.md && run scan shown; }
shown 'Apache License 2.0' ''
expect 'an image that stands for another license' 0 '^REVIEW' 'claim-contradicts-text' 'Apache'
shown 'Hub license' ''
expect 'one that names none' 0 '^PASS'

# The license of the model is elsewhere, which is told: what the card says of it then is no license of its own, and none of the code's.
mkdir trade && cp "$LICET_ROOT/LICENSE" trade/LICENSE
printf '# Trade\n\n- **Free for trade**: Trade is open to research, and developers may use it commercially by applying for a commercial license by mail.\n\n## License\n\nThe code of this repository is under the MIT License. For the community use of the Trade model see the [Community License for the Trade model](https://hub.invalid/trade.pdf). If you use the Trade model or its derivatives for commercial purposes, you must contact the licensor to register and apply for written authorization.\n' >trade/README.md
run scan trade
expect 'the license of the model is elsewhere' 0 '^REVIEW' 'weights-license-elsewhere'
refuse 'its terms are not held against the code' 'terms-beside-license|unknown-license-text'

# What a license file has behind its own text.
mkdir behind && cp "$text" behind/LICENSE && sed -n '1,/substantial portions/p' "$LICET_ROOT/LICENSE" >>behind/LICENSE && printf '# Behind\n' >behind/README.md && run scan behind
expect 'some of a license that anybody may take' 0 'note +component-texts-edited'
refuse 'is no edit of it' 'edited-license-text'
if [ -f "$LICET_SHARED/texts/zlib/canonical.txt" ]; then
	{
		cat "$LICET_ROOT/LICENSE"
		for id in isc bsd-3-clause zlib; do printf '\n==========\n\n' && cat "$LICET_SHARED/texts/$id/canonical.txt"; done
		cat <<'EOF'

==========

13. Auk Beak Library
For details, see auk/beak/README

Copyright (c) 2021 Auk Labs

Use and Redistribution. You may use and pass on the beak library, without change, as long as you meet these conditions:

* Whoever passes it on must keep the notice above and these terms of use in the papers that come with it.

* No reverse engineering of the beak library is permitted.

Limited patent license. Auk Labs grants you a license under the patents that it owns, solely to run the beak library by itself.

Termination. Auk Labs may terminate your right to use the beak library when you break these terms and do not mend that in thirty days.

Feedback. Auk Labs is free to use whatever you tell it about the beak library.

Governing law. All disputes are governed by the laws of the place where Auk Labs has its seat, and you agree to the courts of that place.
EOF
	} >behind/LICENSE && run scan behind
	expect 'terms of a component in a collection' 0 'note +component-texts-edited' 'License +BSD-3-Clause AND'
	refuse 'they do not govern what is here' 'unknown-license-text'
	sed 's/January 2004/January 2024/' "$LICET_SHARED/texts/apache-2.0/canonical.txt" >behind/LICENSE && run scan behind
	expect 'another year in the heading alone' 0 '^PASS' 'note +version-differs' '2024'
	sed 's/January 2004/January 2024/; s/perpetual/yearly/' "$LICET_SHARED/texts/apache-2.0/canonical.txt" >behind/LICENSE && run scan behind
	expect 'and in the text' 0 '^REVIEW' 'license-of-unknown-version|edited-license-text'
else
	echo "skip texts behind others: there is nothing in $LICET_SHARED"
fi

# What a card in a folder of tests says of weights that a test would fetch.
mkdir -p trial/tests/auk && cp "$LICET_ROOT/LICENSE" trial/LICENSE && printf '# Trial\n' >trial/README.md
printf '# Auk\n\nThe Auk checkpoints are released under the CC-BY-NC-4.0 license.\n' >trial/tests/auk/README.md && run scan trial
expect 'a card of tests' 0 '^PASS' 'note +licenses-by-part' 'tests/auk/README.md'
mv trial/tests trial/wings && run scan trial
expect 'and of a folder of the model' 0 '^REVIEW' 'part-license-not-carried'

# Two texts beside each other, and a sentence that puts other weights under the stricter one.
nc=$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt
if [ -f "$nc" ]; then
	mkdir sung && weights sung/m.safetensors && cp "$LICET_ROOT/LICENSE" sung/LICENSE && cp "$nc" sung/LICENSE-SONGS
	new='We release the weights of our new model, now available under the MIT License.'
	printf '# Tern\n\n%s\n\n> We also release the weights of the songs, but this model is under the [CC-BY-NC License](LICENSE-SONGS).\n' "$new" >sung/README.md
	run scan sung
	expect 'a sentence tells what the other text is for' 0 'licenses-by-part' 'line 5, tells what that is for'
	printf '# Tern\n\n%s\n' "$new" >sung/README.md
	run scan sung
	expect 'and where none does that is told' 0 '^REVIEW' 'texts-undecided'
else
	echo "skip two texts beside each other: there is nothing in $LICET_SHARED"
fi

# Where the weights are to be had, in the sentence before that of their license: the one that lies here is for the code.
mkdir far && cp "$LICET_ROOT/LICENSE" far/LICENSE
hub='https://hub.invalid/tern'
printf '# Far\n\n## License\n\nOur model is made available on [a hub](%s). The model is licensed under the CC-BY-NC-4.0.\n' "$hub" >far/README.md && run scan far
refuse 'the license of the model on a hub' 'claim-contradicts-text'
for says in "The paper of the model is available on [a page]($hub). The model is" "Our model sings like [birds]($hub). The model is" 'The model is'; do
	printf '# Far\n\n## License\n\n%s licensed under the CC-BY-NC-4.0.\n' "$says" >far/README.md && run scan far
	expect "and of one that is here: $says" 0 'claim-contradicts-text'
done

# Nothing is said of all that is here, but cards of folders say what those are under.
mkdir -p nests/auk nests/owl && printf '# Nests\n\nModels.\n' >nests/README.md
for folder in auk owl; do printf '# Voice\n\nThis model is licensed under the CC-BY-NC-4.0 license.\n' >nests/$folder/README.md; done
run scan nests
expect 'cards of folders alone' 0 'no-license-evidence' 'folders have' 'auk/README.md .CC-BY-NC-4.0.'

# A list below the license of the weights tells what that does.
mkdir coot && printf '# Coot\n' >coot/README.md
coot() {
	printf '# License information\n\n#### Code\n\nAll the code is released under the GPLv3 license.\n\n#### Weights\n\n%s\n- Licensees may copy and pass on the work and what they make from it only for non-commercial purposes.\n' "$1" >coot/LICENSE.md
	run scan coot
}
coot 'All the weights are released under the CC-BY-NC-SA-4.0 license, which means:'
refuse 'and is no term of the code' 'terms-beside-license'
coot 'All the code and the weights are there.'
expect 'below no license it is' 0 'terms-beside-license'

# A file called after the data that names their license, and has the address of its text.
mkdir plover && cp "$LICET_ROOT/LICENSE" plover/LICENSE
printf '# Creative Commons Attribution 4.0 International License (CC BY 4.0)\n\nThis work is under the Creative Commons Attribution 4.0 International License.\n\nTo see what it says, visit http://creativecommons.org/licenses/by/4.0/ or write to the authors at the university, who will send you a copy.\n' >plover/DATA_LICENSE
plover() { printf '# Plover\n\nThe code is under the MIT License.\n\n%s\n' "$1" >plover/README.md && run scan plover; }
plover 'The dataset is licensed under CC BY-NC-SA 4.0.'
expect 'a card and the file that names another license for the data' 0 'part-claim-contradicts-text' 'but DATA_LICENSE names'
refuse 'which has told where its text is' 'license-file-without-text'
for says in 'The dataset is licensed under CC BY 4.0.' 'Some of the data are under CC BY-NC-SA 4.0.' \
	'The dataset is under CC BY 4.0, songs that were added are data under CC BY-NC-SA 4.0.'; do
	plover "$says"
	refuse "the file agrees: $says" 'part-claim-contradicts-text'
done
# A file of the weights that names the license whose text lies beside it, and sums up what that grants.
mkdir grebe && cp "$LICET_ROOT/LICENSE" grebe/LICENSE && weights grebe/m.safetensors && printf '# Grebe\n' >grebe/README.md
cat >grebe/MODEL_LICENSE <<'EOF'
# License of the Weights

The weights of Grebe that are distributed with its releases are licensed under the MIT License in the file `LICENSE`.

Subject to that license, you may run the models, copy and modify them, train them further on data of your own, and distribute the
original or modified weights while you comply with the license and keep its notices.

The weights are provided without warranties or guarantees of fitness for any purpose. You are responsible for validating them.

This license does not grant rights to data of third parties or materials that are licensed separately.
EOF
run scan grebe
expect 'it has no terms of its own' 0 '^PASS' 'License +MIT$'
printf '\nYou must not use the weights for any commercial purpose.\n' >>grebe/MODEL_LICENSE && run scan grebe
expect 'unless it restricts more' 0 '^REVIEW' 'commercial'

# Adapters of one repository under licenses of their own: the card above tells those that have no card, and its tables tell one from another.
rm -rf crake && mkdir -p crake/models/rail-v1 crake/models/wader-en && cp "$LICET_ROOT/LICENSE" crake/LICENSE
weights crake/models/rail-v1/adapter.safetensors && weights crake/models/wader-en/adapter.safetensors
printf -- '---\nlicense: mit\n---\n# wader-en\n' >crake/models/wader-en/README.md
cat >crake/README.md <<'EOF'
# Crake

A line as long as this one is not seldom in a document that is wrapped at fewer columns than it has, as paths and commands are long.

**Weights** - the adapter is released under CC BY-SA 4.0 for all who sing. Framework source is MIT; see [License](#license).

## License

**Framework source code - MIT.** Everything under `src/` is MIT.

**Trained model weights - CC BY-SA 4.0.** The adapters in this tree (the large
`rail-v1` and no other) are released under CC BY-SA 4.0: sing on with them.

CC BY-SA asks for the most among the sources, so it sets the weights licence; CC0,
Apache and MIT are all compatible with it and add only attribution.
EOF
cat >crake/models/README.md <<'EOF'
| Folder | What it is | State |
| --- | --- | --- |
| `rail-v1` | Sings of rails | Published |
| `wader-en` | Sings of waders | Published: trained on songs that nobody owns, so the weights are MIT |
EOF
run scan crake
expect 'each adapter has its own' 0 'License +CC-BY-SA-4.0$' 'License +MIT$'
refuse 'and none contradicts' 'claim-contradicts-text' 'unknown-license-text' 'CC0'
printf '\nAll models here are released under the GPL-3.0.\n' >>crake/README.md && run scan crake
expect 'what is said of all of them counts' 0 'GPL-3.0'
# A row tells of the model it is called after, in a cell of whatever title.
printf '# Rail-v1\n\nThe weights are under CC-BY-SA-4.0.\n\n| Name | Notes |\n| --- | --- |\n| wader-en | The weights are under GPL-3.0. |\n' >crake/models/README.md
rm -r crake/models/wader-en crake/README.md && run scan crake
refuse 'a row of another' 'GPL-3.0 '

# Terms of its own above the text of a known license, in the file of the weights: told once, and the names of both lead there.
rm -rf dipper && mkdir dipper && weights dipper/m.safetensors && cp "$LICET_ROOT/LICENSE" dipper/LICENSE
if [ -f "$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt" ]; then
	cat >dipper/LICENSE_MODELS - "$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt" <<'EOF'
License of the Dipper weights

The weights of Dipper are licensed under the CC BY-NC 4.0 license, whose text follows. You may copy and share the weights if you
give credit and do not use the weights for commercial purposes.

ADDITIONAL TERMS

Dipper is tuned from a Gemma model. The weights remain subject to the Gemma Terms of Use too. By using the weights you agree to
comply with those terms of use, and you must pass through those terms and the required notice to any recipient. Where the terms
and this license differ, the more restrictive condition applies. The license is granted as is, without warranty of any kind.

Anyone who means to use Dipper in a clinic must independently verify all requirements and obtain any required permissions.

----

EOF
	cat >dipper/README.md <<'EOF'
# Dipper

## License

- **Code - MIT**; its `wings` have their own [`wings/LICENSE`](wings/LICENSE), a submodule.
- **Released model weights - CC BY-NC 4.0 + Gemma Terms of Use** (see
  [`LICENSE_MODELS`](LICENSE_MODELS)).
EOF
	printf '[submodule "wings"]\n\tpath = wings\n\turl = https://example.invalid/wings\n' >dipper/.gitmodules
	run scan dipper
	expect 'terms above a text' 0 '^REVIEW' 'unknown-license-text' 'With it stands the text of'
	refuse 'are told once' 'edited-license-text' 'link-names-another' 'license-link-missing'
	expect 'and a submodule is not here' 0 'note +folder-link-missing' 'in a submodule'
	rm dipper/.gitmodules && run scan dipper
	expect 'a folder that is none' 0 'license-link-missing'
else
	echo "skip terms above a text: there is nothing in $LICET_SHARED"
fi

# A list of files of others that tells the license of each: where it names weights that are here, by their files, it tells theirs.
rm -rf smew && mkdir -p smew/3rdparty/onnx && weights smew/3rdparty/onnx/beak.safetensors && weights smew/3rdparty/onnx/wing.safetensors
printf 'Whoever hears this sings on.\n' >smew/LICENSE
cat >smew/3rdparty/README.md <<'EOF'
# 3rd party files

| File | Source | License |
| --- | --- | --- |
| `3d/claw.obj` | [Auk] | GPL-3.0 |
| `src/smew.py` | [Auk] | LGPL-3.0 |
| `onnx/beak.safetensors` | [Auk] | Apache-2.0 |
| `onnx/wing.safetensors` | [Wren] | MIT |
| `onnx/tail.safetensors` | [Wren] | CC-BY-4.0 |
EOF
run scan smew
expect 'a license for each file of weights' 0 'License +Apache-2.0 AND MIT$'
refuse 'and nothing of others' 'mention-only' 'GPL' 'CC-BY'
cp "$LICET_ROOT/LICENSE" smew/LICENSE && run scan smew
expect 'beside the license of the whole it tells of parts' 0 '^PASS' 'License +MIT$'

# A license file called after the weights names their license: what a card puts all under, with its text here, is of the code then.
rm -rf gull && mkdir gull && cp "$LICET_ROOT/LICENSE" gull/LICENSE && weights gull/m.safetensors
printf '# Gull\n\n## License\n\nGull is released under the MIT license.\n' >gull/README.md
printf 'The model weights of Gull are licensed under CC BY-NC 4.0.\n' >gull/MODEL_LICENSE && run scan gull
expect 'the file of the weights' 0 'License +CC-BY-NC-4.0$'
refuse 'and the card do not disagree' 'claims-disagree'
# The same by its title, over words of its own that sum the license up, and its address.
cat >gull/MODEL_LICENSE <<'EOF'
CC0 1.0 Universal (Public Domain Dedication)

I, who made this model, hereby waive all copyright and related rights to the weights to the fullest extent that the law permits.

This means:
- You may copy, modify, distribute and use the weights for any purpose, including commercial use, without asking permission.
- No attribution is required.
- The weights are provided "as is", without warranty of any kind.

For all legal details, see the official CC0 1.0 Universal license:
https://creativecommons.org/publicdomain/zero/1.0/legalcode
EOF
run scan gull
expect 'a title over a summary' 0 '^PASS' 'License +CC0-1.0$' 'LICENSE, line 1, names CC0-1.0'
refuse 'which has no terms of its own' 'unknown-license-text' 'claims-disagree'
printf '\nYou must not use the weights for any commercial purpose.\n' >>gull/MODEL_LICENSE && run scan gull
expect 'unless it restricts' 0 '^REVIEW'

# A license file called after the weights that sends elsewhere for theirs, and names that of the files here in passing.
cat >gull/MODEL_LICENSE <<'EOF'
# Weights of Gull

The weights are not kept in this repository. Refer to the license shown on the page from which each of them comes:

<https://songs.invalid/lab/gull>

The MIT license in this repository applies to the files that lie here unless one of them says otherwise.
EOF
run scan gull
expect 'the license of the weights is on another page' 0 '^REVIEW' 'License +none'

# All but the weights is under a license whose text is not here; the one that is here is that of the weights.
rm -rf rest && mkdir -p rest && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" rest/LICENSE
printf '# Tern\n\n## License\n\nThis project is under the Apache 2.0 license, except the models, which are under the Example Community Model License.\n' >rest/README.md
run scan rest
expect 'the rest has another license' 0 'License +LicenseRef-example-community$' 'licenses-by-part' 'puts the code under the Apache License'
printf '# Tern\n\n## License\n\nThe models are under the Example Community Model License.\n' >rest/README.md
run scan rest
refuse 'the rest has none' 'licenses-by-part'


# A folder that gives each model that was converted its license, and a card with a table of those: none is of all that is here.
mkdir -p covey/licenses && cp "$LICET_ROOT/LICENSE" covey/LICENSE
for one in auk:MIT gull:BSD-3-Clause smew:LGPL-3.0 wren:Apache-2.0; do
	printf '%s ONNX models\n\nLicense: %s\nCopyright (c) 2026 %s Labs\n' "${one%:*}" "${one#*:}" "${one%:*}" >"covey/licenses/${one%:*}.txt"
done
printf '%s\n' '# Covey' '' '## License' '' "Each model's license follows its upstream repository." '' '| Family | License | By |' '| --- | --- | --- |' \
	'| Auk | MIT | A |' '| Gull | MIT (heads) / BSD-3-Clause (the gull repo) | B |' '| Smew | **LGPL-3.0** (trained weights) | C |' '' \
	'**Note on GULL2:** The weights originate from [lab/gull](https://host.invalid/lab/gull) (GPL-3.0), not from the code.' '' \
	'The conversion scripts in this repository are licensed under the MIT License.' >covey/README.md
run scan covey
expect 'models with licenses of their own' 0 '^REVIEW' 'License +none concluded' 'warning +weights-license-elsewhere'
refuse 'and nothing contradicts' 'claims-disagree|license-file-without-text|part-license-not-carried|contradicts'
rm covey/LICENSE && run scan covey
expect 'below no license of all they are all there is' 0 'license-file-without-text'

echo finished
