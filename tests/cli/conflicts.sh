# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What contradicts what: sentences of cards, texts, licenses of base models; and how often, on the shared data (conflicts.py).
. "$(dirname "$0")/lib.sh"
text=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE

mkdir alone && weights alone/m.safetensors
run scan alone
expect 'no evidence is a review' 0 '^REVIEW' 'no-license-evidence'

printf -- '---\nlicense: other\n---\n# Tern\n' >alone/README.md
run scan alone
expect 'other, and nothing behind it' 0 '^REVIEW' 'unresolved-claim' 'License +none' 'README.md declares "other" as its license and names none'
printf -- '---\nlicense: other\nlicense_name: tern\nlicense_link: TERMS.md\n---\n# Tern\n' >alone/README.md
run scan alone
expect 'other, and a link that goes nowhere' 0 '^REVIEW' 'unresolved-claim' 'license-link-missing' 'TERMS.md'
printf '# Tern\n\nThe model may not be used for any commercial purpose.\n' >alone/README.md
run scan alone
expect 'what a card says without a license is told' 0 'no-license-evidence' 'README.md, line 3, restricts' 'commercial purpose'

mkdir said && cp "$text" said/LICENSE && weights said/m.safetensors
printf '# Tern\n\n## License\n\nThe model weights are released under the Apache-2.0 license.\n' >said/README.md
run scan said
expect 'a sentence against the text' 0 'claim-contradicts-text' 'Apache License 2.0' 'Example Community'

printf '# Tern\n\n## License\n\nThe code is under the Example Community License; the model weights are under the Apache-2.0 license.\n' >said/README.md
run scan said
expect 'a text for the code alone' 0 'code-license-alone' 'License +Apache-2.0'

mkdir base && weights base/m.safetensors
printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >base/README.md
run scan base
expect 'laundering' 0 '^REVIEW' 'license-laundering' 'usage-cap'
printf -- '---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >base/README.md
run scan base
refuse 'the same license is none' 'laundering'
printf -- '---\nlicense: cc-by-sa-4.0\nbase_model:\n- stabilityai/stablelm-base-alpha-7b\n- google/gemma-2-9b\n---\n# Tern\n' >base/README.md
run scan base
expect 'licenses that cannot be met together' 0 'parents-incompatible' 'share-alike' 'field-of-use'

# What a card says in a sentence, where no field says it.
told() {
	printf -- '---\nlicense: mit\n---\n# Base\n\n%s\n' "$1" >base/README.md
	run scan base
}
told 'This model is a fine-tuned version of [google/gemma-2-9b](https://hub.invalid/google/gemma-2-9b) on songs of birds.'
expect 'a sentence says what the model is made from' 0 'license-laundering' 'google/gemma-2-9b' 'README.md, line 6, says that the model is made from it'
told '- **Finetuned from model [optional]:** Llama 3.1 8B'
expect 'a label says it' 0 'license-laundering' 'Llama 3.1 8B'
told 'Base is a small model that was distilled from Llama-3.1-8B.'
expect 'the sentence calls the model by its name' 0 'license-laundering'
told 'Auk is a small model that was distilled from Llama-3.1-8B.'
refuse 'the sentence speaks of another model' 'laundering'
told 'This model has the architecture of Llama 3.1 and is based on no other.'
refuse 'the architecture of another model' 'laundering'
printf '# Base\n\nThis model is a fine-tuned version of Llama-3.1-8B.\n' >named.md
mkdir code && mv named.md code/README.md && cp "$LICET_ROOT/LICENSE" code/LICENSE
run scan code
refuse 'code that speaks of models' 'laundering'

# Where the lineage shows: files beside the weights, what the weights are called, and the name where a parent is not known.
mit() { mkdir "$1" && weights "$1/$2" && printf -- '---\nlicense: mit\n%s---\n# Tern\n' "$3" >"$1/README.md"; }
mit traces m.safetensors ""
for file in adapter_config.json:base_model_name_or_path config.json:_name_or_path tokenizer_config.json:name_or_path; do
	printf '{"model_type": "tern", "peft_type": "LORA", "%s": "google/gemma-2-9b"}\n' "${file#*:}" >"traces/${file%%:*}"
	run scan traces
	expect "the lineage in ${file%%:*}" 0 'license-laundering' 'google/gemma-2-9b'
	rm "traces/${file%%:*}"
done
run scan traces
refuse 'no lineage' 'laundering'
mit named Meta-Llama-3-8B-Instruct.Q4_K_M.safetensors ""
run scan named
expect 'the name of the weights' 0 'laundering-suspected' 'Its weights are called'
weights named/t5xxl.safetensors
run scan named
refuse 'a name that not all weights have' 'laundering'
mit Llama-3-Tern-8B m.safetensors "base_model: nobody/Unheard-Of
"
run scan Llama-3-Tern-8B
expect 'a parent that nobody knows, and a name' 0 'laundering-suspected' 'It is called'

# Badges and labels say what sentences say.
mkdir badge && cp "$text" badge/LICENSE && weights badge/m.safetensors
printf '# Tern\n\n[![Model License](https://badges.invalid/badge/Model%%20License-CC_BY--NC_4.0-red.svg)](MODEL_LICENSE)\n' >badge/README.md
run scan badge
expect 'a badge against the text' 0 'claim-contradicts-text' 'Model License: CC BY-NC 4.0' 'license-link-missing' '"MODEL_LICENSE"'
printf '# Tern\n\n<img alt="x" src="https://badges.invalid/badge/Model_License-MIT-red"/>\n\nThe model weights are under the Apache-2.0 license.\n' >badge/README.md
run scan badge
expect 'a badge against a sentence' 0 'label-disagrees' 'Model License: MIT' 'weights are under'
printf '# Tern\n\n[![Stars](https://badges.invalid/badge/stars-MIT-red.svg)](x)\n' >badge/README.md
run scan badge
refuse 'a badge about something else' 'claim-contradicts-text'
printf '# Tern\n\n## Details\n\n- **License:** apache-2.0\n- **Size:** small\n' >badge/README.md
run scan badge
expect 'a label against the text' 0 'claim-contradicts-text' 'Apache'
printf 'See https://license.invalid/text for it.\n' >badge/LICENSE
run scan badge
expect 'a license file that only points' 0 'license-file-without-text' 'only a pointer'
printf -- '---\nlicense: mit\n---\n# Tern\n\nA model.\n' >badge/LICENSE
run scan badge
expect 'a license file that is a card' 0 'license-file-without-text' 'card of a model'

# Known weights tell the family of a model whose name tells nothing.
mkdir birds quiet && weights quiet/m.safetensors
printf 'sha256\trepo\tmodel\tfamily\n%064d\tother/Quiet-Heron-8B-i1-GGUF\theron\tllama-3\n' 7 >rows.tsv
run known add --into birds --rows rows.tsv
printf -- '---\nlicense: mit\nbase_model: lab/Quiet-Heron-8B\n---\n# Tern\n' >quiet/README.md
run scan --data birds quiet
expect 'a base model that others have quantized' 0 'license-laundering' 'family llama-3'
run scan quiet
refuse 'nothing is known of it otherwise' 'laundering'

# Which license governs which weights: the nearest upward, MODEL_LICENSE beside LICENSE, components, metadata inside the weights.
mkdir -p scope/near/deep scope/far pipe/unet pipe/vae both meta
for m in scope/near/deep scope/far pipe/unet pipe/vae both; do weights $m/m.safetensors; done
cp "$LICET_ROOT/LICENSE" scope/ && cp "$text" scope/near/ && cp "$LICET_ROOT/LICENSE" both/ && cp "$text" both/MODEL_LICENSE
run scan -f csv scope
expect 'the nearest license upward' 0 'LicenseRef-example-community' '"?MIT'
run scan scope
sed -n '/(near)/,/Texts/p' out >near && grep -q 'License  *LicenseRef-example-community' near && ! grep -q 'License  *MIT' near &&
	echo 'ok it is that of the folder' || { echo 'not ok it is that of the folder'; cat near; }
run scan both
expect 'MODEL_LICENSE beside LICENSE' 0 'License +LicenseRef-example-community' 'MODEL_LICENSE is the text of'
printf '{"_class_name": "TernPipeline", "unet": ["diffusers", "X"], "vae": ["diffusers", "Y"]}' >pipe/model_index.json
cp "$text" pipe/LICENSE && cp "$LICET_ROOT/LICENSE" pipe/vae/
run scan pipe
sed -n '/(vae)/,/Texts/p' out >vae && grep -q 'License  *MIT' vae && sed '/(vae)/,$d' out | grep -q 'License  *LicenseRef-example-community' &&
	echo 'ok a component with a license of its own' || { echo 'not ok a component with a license of its own'; cat vae; }
meta='{"__metadata__":{"license":"apache-2.0"},"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}'
printf '\170\000\000\000\000\000\000\000%-120s12345678' "$meta" >meta/m.safetensors
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n' >meta/README.md
run scan meta
expect 'the card against the metadata' 0 'claims-disagree' 'README.md:2 license: cc-by-nc-4.0' 'm.safetensors license: apache-2.0'
printf -- '---\nlicense: mit\n---\n# x\n' >both/README.md && rm both/LICENSE
run scan -f json both
expect 'a claim that lost is kept' 0 '"lost_because": "' '"as_written": "mit"' 'claim-contradicts-text'

# Links: where they lead, and what they say.
example='the Example Community Model License'
mkdir -p links/tern && cp "$text" links/tern/LICENSE-WINGS && weights links/tern/m.safetensors
card() {
	printf '# Tern\n\n## License\n\n%s\n' "$1" >links/tern/README.md
	run scan links/tern
}
card 'The weights follow the [MIT License](LICENSE-WINGS).'
expect 'a name that leads to another license' 0 'link-names-another-license' 'MIT License' 'LICENSE-WINGS' 'Example Community'
card 'Our license is now the MIT License in <a href="LICENSE-WINGS">version 2</a>.'
expect 'words before a link that leads to another license' 0 'link-names-another-license'
card 'It was under the MIT License; for the weights, see [LICENSE-WINGS](LICENSE-WINGS).'
refuse 'another clause names another license' 'link-names-another-license'
card "See $example in [LICENSE-WINGS](https://code.invalid/lab/tern/blob/main/LICENSE-WINGS), in Chinese in [this file](https://code.invalid/lab/tern/blob/main/LICENSE-%E8%AF%91.pdf)."
expect 'a file of this repository that is not here' 0 'license-link-missing' 'LICENSE-译.pdf'
card "See $example, and [theirs](https://code.invalid/coop/auk/blob/main/LICENSE-AUK)."
refuse 'a file of another repository' 'license-link-missing'
cp "$LICET_ROOT/LICENSE" links/tern/LICENSE
card 'The code is under the MIT License. Use of the model must comply with the [Model License](LICENSE-WINGS).'
expect 'a link for the weights' 0 'License +LicenseRef-example-community'
refuse 'then nothing is undecided' 'texts-undecided'
card 'Code is under the MIT License. 模型的使用遵循开源许可协议 Apache 2.0。'
expect 'a license in a Chinese sentence' 0 'Apache-2.0'

# What a card adds to the license.
card 'The model is under the MIT License. Users must respect the terms of the datasets that the model was trained on.'
expect 'terms of the data' 0 'data-terms-reach-weights' 'respect the terms'
card 'This project is under the MIT License. 本项目仅供学术研究，严禁用于商业用途。'
expect 'terms of the project, in Chinese' 0 'terms-beside-license' '严禁'
card 'The code is under the MIT License. The model is trained on birds of the shore and is intended for RESEARCH USE ONLY.'
expect 'what it is meant for, and nothing else' 0 'terms-beside-license' 'RESEARCH USE ONLY'
card 'This project is under the MIT License. The model is intended for research on birds.'
refuse 'what it is meant for, among other things' 'terms-beside-license'
card 'This project is under the MIT License. This release is for research purposes only.'
expect 'terms of a release' 0 'terms-beside-license' 'This release'
card 'This project is under the MIT License. The test data may only be used for non-commercial purposes.'
refuse 'terms of the test data' 'terms-beside-license'
cp "$LICET_ROOT/LICENSE" links/tern/DATA_LICENSE
card 'The data are under the Apache-2.0 license, the model is under the MIT License.'
expect 'a sentence against the file for the data' 0 'part-claim-contradicts-text' 'DATA_LICENSE'
rm links/tern/LICENSE-WINGS links/tern/DATA_LICENSE && cat "$LICET_ROOT/LICENSE" "$text" >links/tern/LICENSE
card 'The model is under the MIT License.'
expect 'one of two licenses in a file' 0 'claim-names-part' 'Example Community'
card 'The model is under the MIT License. Tern is a model derived from Auk, which is under the Llama 3.1 Community License.'
rm links/tern/LICENSE && run scan links/tern
expect 'the license of the base, as the card says' 0 'license-laundering' 'derived from Auk'
rm -r links/tern && mkdir links/tern && cp "$LICET_ROOT/LICENSE" links/tern/ && weights links/tern/m.safetensors
card 'The code is under the MIT License. For use of the model see the [Tern Model License](https://tern.invalid/license.pdf).'
expect 'the license of the weights is elsewhere' 0 'weights-license-elsewhere' 'License +none'
printf '# Tern\n\n## License\n\n- Code: MIT\n- Model weights:\n  - [Tern-3B](https://hub.invalid/nest/tern-3b): [Dunlin Noncommercial License](https://hub.invalid/nest/tern-3b/blob/main/LICENSE)\n- [Tern-Bench](https://hub.invalid/nest/bench): CC BY-NC 4.0\n' >links/tern/README.md
run scan links/tern
expect 'an item of a list of weights, whose license is elsewhere' 0 'weights-license-elsewhere' 'Dunlin Noncommercial License'
refuse 'a benchmark is no model' 'CC-BY-NC'

# Weights that are not here.
mkdir far && cp "$LICET_ROOT/LICENSE" far/LICENSE
printf '# Tern\n\nDownload the weights from [here](https://weights.invalid/lab/tern).\n\n## License\n\nThe code is under the MIT License.\n' >far/README.md
run scan far
expect 'the card links to weights without a license' 0 'linked-weights-license-silent' 'https://weights.invalid/lab/tern'
printf '# Tern\n\nDownload the weights from [here](https://weights.invalid/lab/tern).\n\n## License\n\nThe code and the weights are under the MIT License.\n' >far/README.md
run scan far
refuse 'it has one' 'linked-weights'
printf '# Tern\n\nSee our [page](https://weights.invalid/lab/tern).\n\n## License\n\nThe code is under the MIT License.\n' >far/README.md
run scan far
refuse 'no weights are linked' 'linked-weights'
card 'This project is under the MIT License. Note that [Auk](https://auk.invalid/net), which finds the beaks, is for non-commercial use.'
expect 'a part of others, by its link' 0 'part-restricts-more' 'Auk' 'non-commercial'
card 'This project is under the MIT License. Note that the data of [Auk](https://auk.invalid/data) are for non-commercial use.'
refuse 'data of others are no such part' 'part-restricts-more'
card 'The model is under the MIT License.'
mkdir links/tern/beaks links/tern/dataset && cp "$text" links/tern/dataset/LICENSE
run scan links/tern
refuse 'nor is a folder of data' 'part-restricts-more'
printf 'Beak License\n\nThe publisher grants you a license to use the software for non-commercial purposes only. You may not sell it.\n' >links/tern/beaks/LICENSE
run scan links/tern
expect 'a part of others, by the text in its folder' 0 'part-restricts-more' 'beaks/LICENSE'
rm -r links/tern/beaks links/tern/dataset

mkdir -p reuse/net && weights reuse/net/m.safetensors && printf 'text\n' >reuse/other.txt
printf 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n[[annotations]]\npath = [\n  "net/**",\n]\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n' >reuse/REUSE.toml
run scan reuse
expect 'REUSE.toml tells files apart' 0 'License +CC-BY-NC-4.0'
rm reuse/REUSE.toml
printf 'SPDX-License-Identifier: CC0-1.0\n' >reuse/net/m.safetensors.license
printf 'SPDX-License-Identifier: MIT\n' >reuse/other.txt.license
run scan reuse
expect 'a license beside the file' 0 'License +CC0-1.0'

mkdir -p dep5/.reuse dep5/net && weights dep5/net/m.safetensors
printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: 2026 A\nLicense: MIT\n' >dep5/.reuse/dep5
run scan dep5
expect 'dep5, of all files' 0 'License +MIT' '\.reuse/dep5:5'
printf '\nFiles: net/*\nCopyright: 2026 B\nLicense: CC-BY-NC-4.0\n' >>dep5/.reuse/dep5
run scan dep5
expect 'dep5, of the weights' 0 'License +CC-BY-NC-4.0'
mkdir dep5/debian && mv dep5/.reuse/dep5 dep5/debian/copyright
run scan dep5
expect 'the same as debian/copyright' 0 '^PASS' 'License +CC-BY-NC-4.0'
refuse 'which is no mere pointer' 'license-file-without-text'

# A line that says a license of each part, and has no word of licensing but in the heading over it.
mkdir each && weights each/m.safetensors && cp "$LICET_ROOT/LICENSE" each/LICENSE
for line in 'The code is MIT, the weights are CC-BY-NC-4.0.' 'code MIT, weights CC-BY-NC-4.0' 'Code: MIT. Model weights: CC BY-NC 4.0.' \
	'- Weights: CC-BY-NC-4.0' 'MIT (code), CC-BY-NC-4.0 (weights)' '代码：MIT，模型权重：CC-BY-NC-4.0'; do
	printf '# Tern\n\n## License\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "each part: $line" 0 '^REVIEW' 'Claims +CC-BY-NC-4.0' '(code-license-alone|claim-contradicts-text)'
	printf '# Tern\n\n## Results\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "no heading, no claim: $line" 0 '^PASS' 'License +MIT'
done
for line in 'The weights are from those who read CC-BY-NC-4.0.' 'The base model is Gemma.' 'The model weights beat Apache 2.0.'; do
	printf '# Tern\n\n## License\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "no claim: $line" 0 '^PASS' 'License +MIT'
done

run scan -f json -j 1 said base reuse
cp out one
run scan -f json -j 2 said base reuse
cmp -s out one && echo 'ok -j changes nothing' || echo 'not ok -j changes the report'

if [ ! -f "$LICET_SHARED/texts/inconsistencies.json" ]; then
	echo "skip measures of conflicts: there is nothing in $LICET_SHARED"
elif ! command -v python3 >/dev/null 2>&1; then
	echo 'skip measures of conflicts: python3 is missing'
else
	python3 -B "$LICET_ROOT/tests/cli/conflicts.py" "$LICET" "$LICET_SHARED" "$T" || echo "not ok conflicts.py: exit code $?"
fi
echo finished
