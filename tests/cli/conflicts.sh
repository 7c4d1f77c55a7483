# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
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
expect 'a text for the code alone' 0 'licenses-by-part' 'License +Apache-2.0'

mkdir base && weights base/m.safetensors
printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >base/README.md
run scan base
expect 'laundering' 0 '^REVIEW' 'license-laundering' 'usage-cap'
expect 'the license of the base holds too' 0 'License +LicenseRef-llama-3.1-community AND MIT$' 'whatever else is said here' \
	'license record of LicenseRef-llama-3.1-community, section 2; ' 'meta-llama/Llama-3.1-8B, by README.md:3'
refuse 'what was compared was looked at' 'base-model-license'
printf -- '---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >base/README.md
run scan base
refuse 'the same license is none' 'laundering'

# The base lies beside the model, and the text here grants more.
mkdir -p nest/tern nest/wren && weights nest/tern/m.safetensors && weights nest/wren/m.safetensors
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n' >nest/tern/README.md
printf -- '---\nlicense: mit\nbase_model: ../tern\n---\n# Wren\n' >nest/wren/README.md
cp "$LICET_ROOT/LICENSE" nest/wren/LICENSE
run scan nest
expect 'a base in the same distribution, and a text that grants' 0 '^REVIEW' 'license-laundering' 'wren/LICENSE, line' \
	'License +CC-BY-NC-4.0 AND MIT$' 'The weights are under CC-BY-NC-4.0 AND MIT, which is'

printf -- '---\nlicense: cc-by-sa-4.0\nbase_model:\n- stabilityai/stablelm-base-alpha-7b\n- google/gemma-2-9b\n---\n# Tern\n' >base/README.md
run scan base
expect 'licenses that cannot be met together' 0 'parents-incompatible' 'share-alike' 'field-of-use'
expect 'of both bases what the license here lacks' 0 'License +CC-BY-SA-4.0 AND LicenseRef-gemma-terms$'

printf -- '---\nlicense: mit\nbase_model: baichuan-inc/Baichuan2-7B-Base\n---\n# Tern\n' >base/README.md && run scan base
expect 'a base whose terms no record has' 0 '^REVIEW' 'base-terms-not-recorded'
printf -- '---\nlicense: cc-by-nc-4.0\nbase_model: baichuan-inc/Baichuan2-7B-Base\n---\n# Tern\n' >base/README.md && run scan base
expect 'under a license that restricts it is a note' 0 '^PASS' 'base-model-license'
printf -- '---\nlicense: mit\nbase_model: lab/DeepSeek-R1-Distill-Llama-8B-GGUF\n---\n# Tern\n' >base/README.md && run scan base
expect 'one of several licenses of the base holds too' 0 'MIT AND .LicenseRef-llama-3.1-community OR' 'One of'
printf -- '---\nlicense: apache-2.0\nbase_model: baichuan-inc/Baichuan-M2-32B\n---\n# Tern\n' >base/README.md && run scan base
expect 'a member that is known is no part of it' 0 '^PASS'
for base in Ultralytics/YOLO11 ultralytics/yolo11n-pose lab/yolov8s-worldv2 Ultralytics/YOLOv5; do
	printf -- '---\nlicense: mit\nbase_model: %s\n---\n# Tern\n' "$base" >base/README.md && run scan base
	expect "what stays under the license of $base" 0 'license-cannot-carry|license-laundering' 'AGPL-3.0'
done
for base in lab/yolox_tiny PekingU/rtdetr_r50vd lab/tern-yolo; do
	printf -- '---\nlicense: mit\nbase_model: %s\n---\n# Tern\n' "$base" >base/README.md && run scan base
	refuse "and what does not: $base" 'AGPL'
done
printf -- '---\nlicense: cc-by-nc-4.0\nbase_model: Qwen/Qwen2.5-3B\n---\n# Tern\n' >base/README.md && run scan base
expect 'a base for research only' 0 '^REVIEW' 'license-laundering' 'has only non-commercial'
for name in MiquMaid-v3-70B miquliz-120b; do
	mkdir "$name" && weights "$name/m.safetensors" && printf -- '---\nlicense: apache-2.0\n---\n# Tern\n' >"$name/README.md" && run scan "$name"
	expect "made from what was never released: $name" 0 '^REVIEW' 'never-released'
done

# Two licenses in one file, of which one keeps trade out.
mkdir pair && weights pair/m.safetensors && printf '# Tern\n' >pair/README.md
if [ -f "$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt" ]; then
	closed=$LICET_SHARED/texts/cc-by-nc-4.0/canonical.txt
	{ cat "$LICET_ROOT/LICENSE" && echo && cat "$closed"; } >pair/LICENSE && run scan pair
	expect 'nothing says which is for the weights' 0 '^REVIEW' 'texts-undecided' 'LICENSE holds the text of the MIT License and, from line'
	{ printf 'The code is under the MIT License:\n\n' && cat "$LICET_ROOT/LICENSE" && printf '\nThe weights are under the CC-BY-NC-4.0 license:\n\n' && cat "$closed"; } >pair/LICENSE && run scan pair
	refuse 'the file says it' 'texts-undecided'
	{ cat "$LICET_ROOT/LICENSE" && echo && cat "$closed"; } >pair/LICENSE
	printf '# Tern\n\nThe code is MIT, the weights are CC-BY-NC-4.0.\n' >pair/README.md && run scan pair
	refuse 'the card says it' 'texts-undecided'
	mv pair/LICENSE both.txt && cp "$LICET_ROOT/LICENSE" pair/MIT_LICENSE && cp "$text" pair/LICENSE && cp "$closed" pair/WING_LICENSE
	printf '# Tern\n\n## License\n\nThe code is under the MIT License. The large models are under the CC-BY-NC-4.0 license, the small models under the Example Community Model License.\n' >pair/README.md && run scan pair
	expect 'all that are taken to govern the weights are told' 0 'note +licenses-by-part' 'LICENSE \(LicenseRef-example-community\), WING_LICENSE' 'are taken|\) are$'
else
	echo "skip two licenses in one file: there is nothing in $LICET_SHARED"
fi

# The same weights twice, and other licenses.
many() { # FILE NUMBER: 1,024 bytes, all of that number, or 128 times "12345678"
	printf '\100\000\000\000\000\000\000\000%-64s' '{"w":{"dtype":"U8","shape":[1024],"data_offsets":[0,1024]}}' >"$1"
	for _ in $(seq 128); do printf '%b' "${2:-12345678}"; done >>"$1"
}
mkdir -p twins/a twins/b twins/c && many twins/a/m.safetensors && many twins/b/n.safetensors && many twins/c/m.safetensors
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# A\n' >twins/a/README.md
printf -- '---\nlicense: cc-by-nc\n---\n# B\n' >twins/b/README.md
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# C\n' >twins/c/README.md
run scan twins
refuse 'a family and its member are no other licenses' 'same-weights-other-license'
sed -i 's/cc-by-nc/mit/' twins/b/README.md
sed -i 's/mit-4.0/mit/' twins/b/README.md
run scan twins
expect 'the same weights under other licenses' 0 '^REVIEW' 'weights of a are, tensor by tensor, those of b' 'weights of b are, tensor by tensor, those of a' \
	'weights of c are, tensor by tensor, those of b'
sed -i 's/12345678/12345679/' twins/b/n.safetensors && run scan twins
refuse 'other weights' 'same-weights-other-license'
for number in '\0\0\0\0\0\0\0\0' '\01\01\01\01\01\01\01\01'; do
	many twins/a/m.safetensors "$number" && many twins/b/n.safetensors "$number" && run scan twins
	refuse "one number in all places: $number" 'same-weights-other-license'
done
weights twins/a/m.safetensors && weights twins/b/n.safetensors && run scan twins
refuse 'a table of a few numbers' 'same-weights-other-license'

# What a card says in a sentence, where no field says it.
told() {
	printf -- '---\nlicense: mit\n---\n# Base\n\n%s\n' "$1" >base/README.md
	run scan base
}
told 'This model is a fine-tuned version of [google/gemma-2-9b](https://hub.invalid/google/gemma-2-9b) on songs of birds.'
expect 'a sentence says what the model is made from' 0 'license-laundering' 'google/gemma-2-9b' 'README.md, line 6, says' 'that the model is made from it'
told 'This model is a fine-tuned version of LLaMA on songs of birds.'
expect 'of what version nobody says' 0 'license-laundering' 'Of that family' 'demands the'
told 'This model is a fine-tuned version of LLaMA-65B on songs of birds.'
expect 'the size tells the version' 0 'license-laundering' 'LicenseRef-llama-1-noncommercial' 'non-commercial'
refuse 'and no other is named' 'Of that family'
told 'This model is a fine-tuned version of LLaMA 13B on songs of birds.'
expect 'sizes that two versions have are those of the one without a number' 0 'LicenseRef-llama-1-noncommercial'
told 'This model is a fine-tuned version of LLaMA. Base is a small model that was distilled from LLaMA-13B.'
expect 'another sentence tells the version' 0 'LicenseRef-llama-1-noncommercial'
refuse 'then the name without one is not told, too' 'Of that family'
told '- **Finetuned from model [optional]:** Llama 3.1 8B'
expect 'a label says it' 0 'license-laundering' 'Llama 3.1 8B'
told 'Base is a small model that was distilled from Llama-3.1-8B.'
expect 'the sentence calls the model by its name' 0 'license-laundering'
# shellcheck disable=SC2016 # marks of code
for says in 'Original model https://hub.invalid/lab/gemma-2-9b-songLouder' '<b>OLD CLASS Quants for : Gemma-2-9b-Wren-v3.3 - 32k </b>' 'Base LLM: [lab/gemma-2-9b](https://hub.invalid/lab)' \
	'This was trained on Gemma-2 by Smew.' 'The songs took long. This was trained on Gemma-2 by Smew.\nGGML songs are by Jay.' 'Base (Bird Art) is a Gemma-2-9B model trained on songs.' 'Base-v1.5b was trained on the Gemma-2-9b base.' \
	'This is a float16 HF repo for [Jay Hobby'"'"'s wild training of Gemma-2 9B](https://hub.invalid/lab).' 'Uses the gemma-2-9b-it model, with feathers' \
	'Use the following dataset to fine-tune lab/gemma-2-9b in order to sing.' 'This model is a derivative work of Smew Gemma 2 9B.' \
	'We have used the Songs dataset, and other data\nto fine-tune on top of [Gemma-2 9B](https://hub.invalid/lab).' \
	'Base 9b (Alpha) is an experimental 9b model based on [Smew´s Gemma-2 9b](https://hub.invalid/lab), a merge of songs.' \
	'Base is a merge of [`lab/auk-9b`](https://hub.invalid/lab) and [`lab/gemma-2-9b`](https://hub.invalid/lab).'; do
	told "$(printf '%b' "$says")"
	expect "it is told: $says" 0 'license-laundering' '[Gg]emma-2|Gemma 2'
done
mkdir sized && printf '# Sized\n\nThis model is a derivative work of Smew Llama 3.2 3B.\n' >sized/README.md
printf '{"model_type": "llama", "vocab_size": 128256, "hidden_size": 3072, "num_hidden_layers": 28, "intermediate_size": 8192}\n' >sized/config.json
run scan sized
refuse 'what has the sizes of a family is said to be made from it' 'lineage-undeclared'
printf '# Sized\n\nThis model sings.\n' >sized/README.md && run scan sized
expect 'and where nobody says so' 0 'lineage-undeclared'
told 'Auk is a small model that was distilled from Llama-3.1-8B.'
refuse 'the sentence speaks of another model' 'laundering'
told 'Base is a fine-tuned version of Baichuan2-7B.'
expect 'of a family that restricts, nobody knows what' 0 '^REVIEW' 'base-terms-not-recorded' 'family baichuan2'
told 'This model has the architecture of Llama 3.1 and is based on no other.'
refuse 'the architecture of another model' 'laundering'
printf '# Base\n\nThis model is a fine-tuned version of Llama-3.1-8B.\n' >named.md
mkdir code && mv named.md code/README.md && cp "$LICET_ROOT/LICENSE" code/LICENSE
run scan code
refuse 'code that speaks of models' 'laundering'
mkdir dunlin && cp "$LICET_ROOT/LICENSE" dunlin/LICENSE
said_of_weights() { printf '# Dunlin\n\nDunlin is pre-trained based on Llama-3.1-8B.\n\n## License\n%s\n' "$1" >dunlin/README.md && run scan dunlin; }
said_of_weights 'The code and model weights are open-sourced under the MIT License.'
expect 'all weights are said to be under one license' 0 '^REVIEW' 'laundering-suspected' 'made from it'
said_of_weights '- Code: [MIT](LICENSE)
- Model: [MIT](LICENSE)'
expect 'a label and its link' 0 '^REVIEW' 'laundering-suspected' 'made from it'
said_of_weights 'The weights of the version without Llama are under the MIT License.'
refuse 'which may be those of another model' 'laundering'
dunlin() { printf '# Dunlin\n\n%b\n' "$1" >dunlin/README.md && run scan dunlin; }
for says in 'A 7B English reward model based on Llama-3.1-8B.' '- [x] A 7B English reward model based on Llama-3.1-8B.'; do
	dunlin "$says\n\nThe model weights are under the MIT License."
	expect "the weights alike, and what they are made from: $says" 0 '^REVIEW' 'laundering-suspected' 'made from it'
	dunlin "$says"
	refuse "where nothing is said of weights: $says" 'laundering'
done
for says in 'We adopt [Llama-3.1-8B](https://hub.invalid/l) as the base model and use Auk as its tongue.' 'In this work, we use Llama-3.1-8B (Meta) as our language backbone.' \
	'Llama-3.1-8B is used as the base model.' 'We take Llama-3.1-8B as a starting point.' '采用 Llama-3.1-8B 作为基座模型。'; do
	dunlin "$says\n\nThe model weights are under the MIT License."
	expect "the base: $says" 0 'laundering-suspected' 'made from it' 'comes from Llama-3.1-8B'
done
for says in 'Dunlin-7B and Dunlin-8B: Fine-tuned from Wren-7B and Llama-3.1-8B on songs.' 'Built upon a small eye and the Llama-3.1-8B language model (LLM), Dunlin sings.' \
	'Dunlin is built with Llama-3.1-8B as its LLM.' 'We build Dunlin with Llama-3.1-8B as the backbone.'; do
	dunlin "$says"
	expect "told in passing: $says" 0 'laundering-suspected' 'comes from Llama-3.1-8B'
done
dunlin 'Dunlin is evaluated with Llama-3.1-8B as the LLM.'
refuse 'which had another task' 'laundering'
for says in 'We use Llama-3.1-8B as the base model of our baselines.' 'We adopt Llama-3.1-8B as a judge of our base model.' 'Users may use Llama-3.1-8B as the base model.' 'We use the architecture of Llama-3.1-8B as the base model.'; do
	dunlin "$says\n\nThe model weights are under the MIT License."
	refuse "no base: $says" 'laundering'
done
dunlin '- [ ] A 7B reward model based on Llama-3.1-8B.\n\nThe model weights are under the MIT License.'
refuse 'what is only meant to be made' 'laundering'
made='<table><tr><td>Model</td><td>Base model</td></tr>\n<tr>\n<td><center>Dunlin-7B</center></td>\n<td><center><a href="https://hub.invalid/google/gemma-2-9b">gemma-2-9b</a></center></td></tr></table>'
dunlin "The weights are under the MIT License.\n\n$made"
expect 'a table of a page' 0 'laundering-suspected' 'comes from gemma-2-9b,'
run scan -f json dunlin
expect 'a name without what stands around it' 0 '"parent": "gemma-2-9b"'
dunlin "The code is under the MIT License.\n\n$made"
refuse 'the license of the code, beside no weights, is claimed for no model' 'laundering'

# A model that is released from here under another name than the repository's.
mkdir sandpiper && cp "$LICET_ROOT/LICENSE" sandpiper/LICENSE
releases() { printf '# Sandpiper\n\n%b\n' "$1" >sandpiper/README.md && run scan sandpiper; }
releases 'We are pleased to introduce the first version of Tern, including two models Tern-7B and Tern-30B, fine-tuned on LLaMA 7B and LLaMA 30B.'
expect 'the base of what is released is held against the license here' 0 'laundering-suspected' 'comes from LLaMA 7B' 'README.md, line 3, says'
releases 'We release Tern-7B, which sings.\n\nTern is fine-tuned from LLaMA-30B.'
expect 'the sentence that tells it may be another' 0 'laundering-suspected' 'comes from LLaMA-30B'
for other in 'Auk is fine-tuned from LLaMA-30B.' 'We present TernBench. TernBench is derived from LLaMA-30B.' 'We release the code of Tern. Tern is fine-tuned from LLaMA-30B.'; do
	releases "$other" && refuse "what is not released from here: $other" 'laundering'
done
releases 'We release Tern-7B, which sings.\n\n## License\n\nThe code is MIT.\n\n- Tern-7B: CC-BY-NC-4.0'
expect 'its license is that of the weights' 0 'License +CC-BY-NC-4.0' 'licenses-by-part'
releases 'We release Tern-7B, which sings.\n\n## License\n\n- Auk: CC-BY-NC-4.0'
expect 'and that of another name is that of a part' 0 'part-restricts-more' 'License +MIT'
releases 'This repository holds Tern-7B and Tern-10B.\n\nTern should not be used to provide services to the general public.'
expect 'what is not to be done with it' 0 'terms-beside-license' 'no-hosting'
releases 'This repository holds Tern-7B.\n\nAuk should not be used to provide services to the general public.'
refuse 'and with another' 'terms-beside-license'
# The row of a table names a model of what is here, its license and its base.
for columns in 'License | Base model| MIT | Falcon-7B| MIT | Llama-3.1-8B' 'License | Remarks| MIT | Based on `Falcon-7B`.| MIT | Fine-tuned from `meta-llama/Llama-3.1-8B`.' \
	'Base model | License| Falcon-7B | MIT| Llama-3.1-8B | MIT'; do
	row() { echo "$columns" | sed 's/\([^|]*|[^|]*\)|\([^|]*|[^|]*\)|/\1\n\2\n/' | sed -n "${1}p"; }
	releases "## Models\n\n| Model | $(row 1) |\n|---|---|---|\n| Sandpiper-7B | $(row 2) |\n| Sandpiper-8B | $(row 3) |"
	expect "the license of a row against that of its base: $(row 1)" 0 'laundering-suspected' 'README.md, line 8, puts a model under MIT that comes' 'README.md:8 made_from'
	releases "## Models\n\n| Model | $(row 1) |\n|---|---|---|\n| Sandpiper-7B | $(row 2) |\n| Auk-8B | $(row 3) |"
	refuse "of a model of others: $(row 1)" 'laundering'
done
releases 'We are releasing Tern-7B, based on Falcon-7B!\n\nThe model is subject to the license of its base model.'
expect 'a sentence tells the base of one model, and not of all' 0 'base-terms-reach'

for title in 'Base model' 'Base Model Version' 基座模型 'Base MLLM' 'LLM Backbone' LLM 'Language Part'; do
	told "| Model | Size | $title |
| --- | --- | --- |
| Auk | 7B | Wren |
| Base-7B | 7B | [google/gemma-2-9b](https://hub.invalid/google/gemma-2-9b) |"
	expect "a table says it: $title" 0 'license-laundering' 'google/gemma-2-9b' 'README.md, line 9, says' 'that the model is made from it'
done
told '| Model | Base MLLM | Language part | Page |
| --- | --- | --- | --- |
| Base-7B | Wren | google/gemma-2-9b | here |'
expect 'a table with two columns of bases' 0 'license-laundering' 'google/gemma-2-9b'
mkdir swift-auk && weights swift-auk/m.safetensors && cp "$LICET_ROOT/LICENSE" swift-auk/LICENSE
printf -- '---\nlicense: mit\n---\n# Swift\n\n| Model | LLM |\n|---|---|\n| Swift-Auk | Wren |\n| Swift-Gem | google/gemma-2-9b |\n' >swift-auk/README.md
run scan swift-auk
refuse 'the row of another model of a family' 'laundering'
sed 's/Wren/google\/gemma-2-9b/' swift-auk/README.md >new && mv new swift-auk/README.md
run scan swift-auk
expect 'and its own row' 0 'license-laundering'
told '| Model | Language | Speed |
| --- | --- | --- |
| Base-7B | google/gemma-2-9b | 7 |'
refuse 'a column that is titled otherwise' 'laundering'
for row in '| Auk-7B | google/gemma-2-9b |' '| Base-7B | Wren |'; do
	told "| Model | Base model |
| --- | --- |
$row"
	refuse "a row of another model, or base: $row" 'laundering'
done
told '| Base model | Score |
| --- | --- |
| google/gemma-2-9b | Base 7 |'
refuse 'what is called a base model is none of this one' 'laundering'
told '| Model | Small | Base |
| --- | --- | --- |
| Base-7B | lab/auk-1 | google/gemma-2-9b |'
refuse 'a size' 'laundering'

# Where the lineage shows: files beside the weights, what the weights are called, and the name where a parent is not known.
mit() { mkdir "$1" && weights "$1/$2" && printf -- '---\nlicense: mit\n%s---\n# Tern\n' "$3" >"$1/README.md"; }
# A card without fields, and weights somewhere else: what an adapter is like, beside it, tells that it is the card of a model.
mkdir beak && printf '# Tern\n\nThis is a LoRA fine-tune of Gemma-2-9b for songs.\n\n## License\n\nMIT\n' >beak/README.md
run scan beak
refuse 'a sentence in a card of who knows what' 'laundering'
printf '{"peft_type": "LORA"}\n' >beak/adapter_config.json && run scan beak
expect 'beside the configuration of an adapter' 0 'laundering-suspected' 'Gemma-2-9b'
for says in 'This your the waifu diffusion model fine-tuned the owl concept taught to waifu diffusion with Dreambooth.' \
	'Owl on waifu diffusion via Dreambooth' 'This Stable diffusion checkpoint allows you to draw owls.' \
	'This repository hosts the Lite version of `decoder` part of [Keras Stable Diffusion](https://code.invalid/sd).'; do
	printf -- '---\nlicense: mit\n---\n# Tern\n\n%s\n' "$says" >beak/README.md && run scan beak
	expect "lineage: $says" 0 'license-laundering'
done
rm -r beak
mit traces m.safetensors ""
for file in adapter_config.json:base_model_name_or_path config.json:_name_or_path tokenizer_config.json:name_or_path; do
	printf '{"model_type": "tern", "peft_type": "LORA", "%s": "google/gemma-2-9b"}\n' "${file#*:}" >"traces/${file%%:*}"
	run scan traces
	expect "the lineage in ${file%%:*}" 0 'license-laundering' 'google/gemma-2-9b'
	rm "traces/${file%%:*}"
done
printf '{"model_type": "tern", "text_model_id": "google/gemma-2-9b"}\n' >traces/config.json && run scan traces
expect 'what is loaded as a part, and may lie elsewhere' 0 'laundering-suspected' 'google/gemma-2-9b' 'loaded as a part'
refuse 'is no proof' 'license-laundering'
printf '{"model_type": "tern", "text_model_id": "google/gemma-2-9b", "_name_or_path": "google/gemma-2-9b"}\n' >traces/config.json && run scan traces
expect 'a part, and what it was loaded from' 0 'license-laundering'
rm traces/config.json
mkdir -p traces/examples/wing
printf '{"model_type": "tern", "_name_or_path": "google/gemma-2-9b"}\n' >traces/examples/wing/config.json
run scan traces
refuse 'the lineage of an example is not that of the weights' 'license-laundering'
rm -r traces/examples
run scan traces
refuse 'no lineage' 'laundering'
for base in tiiuae/falcon-mamba-7b:falcon-mamba-7b-1.0 cagliostrolab/animagine-xl-3.1:fair-ai-public-1.0-sd mistralai/Devstral-2-123B-Instruct-2512:mistral-medium-3.5-modified-mit; do
	mit based m.safetensors "base_model: ${base%%:*}
"
	run scan based
	expect "${base%%:*} has a license of its own" 0 'license-laundering' "LicenseRef-${base#*:}" 'its first$|its first paragraph|grants the rights without it'
	rm -r based
done
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
label() { printf '<img alt="x" src="https://badges.invalid/badge/%s-red"/>\n' "$1"; }
{ printf '# Tern\n\nFor the weights of Tern S: CC BY-NC 4.0.\n\nThe model weights of Tern L are under the Apache-2.0 license.\n\n' && label Tern_S_Weight_License-CC_BY--NC_4.0 && label Tern_L_Weight_License-Apache_2.0; } >badge/README.md
run scan badge
refuse 'badges of two models' 'label-disagrees'
{ printf '# Tern\n\n' && label Model_License-MIT && label Model_License-Apache_2.0; } >badge/README.md
run scan badge
expect 'two badges of one' 0 'label-disagrees'
rm badge/LICENSE
{ printf '# Tern\n\n' && label License-MIT && label Code_License-Apache_2.0; } >badge/README.md
run scan badge
rm badge/README.md
{ label Model_License-Gemma && printf '\n# Tern\n\nThe weights are under the Llama 2 Community License.\n'; } >badge/README.md && run scan badge
expect 'a short badge of another license' 0 'label-disagrees'
{ label Model_License-YaYi && printf '\n# Tern\n\nThe weights are under the YAYI 2 Model Commercial License Agreement.\n'; } >badge/README.md && run scan badge
refuse 'a short badge' 'label-disagrees'
{ printf '# Tern\n\n' && label License-MIT && label Code_License-Apache_2.0; } >badge/README.md
run scan badge
expect 'a badge of all and one of the code' 0 'label-disagrees' 'Code License: Apache 2.0'
cp "$text" badge/LICENSE
printf '# Tern\n\n[![Stars](https://badges.invalid/badge/stars-MIT-red.svg)](x)\n' >badge/README.md
run scan badge
refuse 'a badge about something else' 'claim-contradicts-text'
printf '# Tern\n\n## Details\n\n- **License:** apache-2.0\n- **Size:** small\n' >badge/README.md
run scan badge
expect 'a label against the text' 0 'claim-contradicts-text' 'Apache'
printf 'See https://license.invalid/text for it.\n' >badge/LICENSE
run scan badge
expect 'a license file that only points' 0 'license-file-without-text' 'only a pointer'
# What an example deep below links to, and a text deep in another folder, are of different things.
mkdir -p deep/examples/lark deep/net/wing && weights deep/m.safetensors && cp "$LICET_ROOT/LICENSE" deep/net/wing/LICENSE
printf '# Lark\n\n## License\n\nThis project is licensed under the Apache-2.0 License - see the [LICENSE](https://code.invalid/lab/lark/blob/main/LICENSE) file for details.\n' >deep/examples/lark/README.md
run scan deep
refuse 'a claim and a text of other folders' 'claim-contradicts-text'
mkdir -p deep/licenses && mv deep/net/wing/LICENSE deep/licenses/LICENSE && mv deep/examples/lark/README.md deep/README.md && run scan deep
expect 'and those of the whole' 0 'claim-contradicts-text'
# Heads of source files in several folders put those under a license that restricts use; a single one, or one folder, was taken in.
mkdir -p sources/net sources/songs && weights sources/m.safetensors && cp "$LICET_ROOT/LICENSE" sources/LICENSE
source_head() { printf '"""\nAuthor: Lark\nLicensed under the %s license\n"""\nimport wing\n' "$2" >"sources/$1.py"; }
for file in net/beak net/claw net/wing; do source_head $file 'CC-BY-NC 4.0'; done && run scan sources
refuse 'files of one folder' 'part-restricts-more'
source_head songs/lark 'CC-BY-NC 4.0' && run scan sources
expect 'files of several folders' 0 'License +MIT' 'part-restricts-more' 'as 3 more source files do'
printf '# Tern\n\n## License\n\nThe code in net/ is under the CC-BY-NC-4.0 license.\n' >sources/README.md && run scan sources
refuse 'which a card tells' 'puts the file under'
rm sources/README.md && for file in net/beak net/claw net/wing songs/lark; do source_head $file 'Apache 2.0'; done && run scan sources
refuse 'a license that restricts no use' 'part-restricts-more'
for name in 'the Lark Proprietary License.' 'the Lark-style license found in LICENSE.' 'this License.'; do
	for file in net/beak net/claw net/wing songs/lark; do printf '# Copyright (c) Lark Ltd.\n# Licensed under %s\nimport wing\n' "$name" >"sources/$file.py"; done
	run scan sources
	case $name in
	*Proprietary*) expect 'a license that no record has' 0 '^REVIEW' 'part-restricts-more' '"Lark Proprietary License"' 'MIT, the license here, is another' ;;
	*) refuse "no name: $name" 'part-restricts-more' ;;
	esac
done
for file in net/beak net/claw net/wing songs/lark; do printf '# Licensed under the Lark Proprietary License.\n' >"sources/$file.py"; done
printf 'Lark Proprietary License\n\nThe licensee may use the software, and must not copy or distribute it without the written consent of the licensor.\n' >sources/LICENSE.lark
run scan sources
refuse 'a license whose text may be here' 'puts the file under'
rm sources/LICENSE.lark
# One that lies with the weights, or is called after them, is for them, and they have no license of what is above.
mkdir -p away/models && weights away/models/m.safetensors && cp "$LICET_ROOT/LICENSE" away/LICENSE && printf '# Tern\n\nSings.\n' >away/README.md
printf 'The models are under the license of the Plover songs, see https://songs.invalid/plover for it.\n' >away/models/LICENSE && run scan away
expect 'the license of the weights is where a file beside them points' 0 '^REVIEW' 'License +none' 'license-file-without-text'
mv away/models/LICENSE away/LICENSE-MODEL && run scan away
expect 'or one called after them' 0 '^REVIEW' 'License +none' 'license-file-without-text'
rm away/LICENSE-MODEL && printf 'See [the license](../LICENSE).\n' >away/models/LICENSE && run scan away
expect 'and one that points to the text above' 0 'License +MIT'
mkdir paid && weights paid/m.safetensors && cp "$LICET_ROOT/LICENSE" paid/LICENSE
printf '# Commercial license\n\nAsk the author for a written agreement.\n' >paid/COMMERCIAL-LICENSE.md && run scan paid
expect 'what customers get' 0 '^PASS' 'License +MIT'
mv paid/COMMERCIAL-LICENSE.md paid/NON-COMMERCIAL-LICENSE.md && run scan paid
expect 'and what others get' 0 'unknown-license-text' 'nothing in it is known'
mkdir -p apiece/models && weights apiece/m.safetensors && cp "$LICET_ROOT/LICENSE" apiece/models/LICENSE
printf 'The directories of this repository are under different licenses.\nLook at the LICENSE in each directory.\n' >apiece/LICENSE && run scan apiece
refuse 'each folder has its own' 'unknown-license-text'
mv apiece/models/LICENSE apiece/models/about.txt && run scan apiece
expect 'and none is there' 0 'unknown-license-text' 'nothing in it is known'
mkdir notice && weights notice/m.safetensors
echo 'Heron © by E. Example is licensed under CC BY-NC 4.0. A copy is at https://creativecommons.org/licenses/by-nc/4.0/' >notice/LICENSE
run scan notice
expect "a publisher's notice, with the address of the text" 0 '^PASS' 'License +CC-BY-NC-4.0$' 'claim-without-text'
# Two licenses for all that is here, of which only one has its text here, are not added up; those of two things are.
mkdir two && weights two/m.safetensors && cp "$LICET_ROOT/LICENSE" two/LICENSE
gives() { printf '# Tern\n\n%b\n' "$1" >two/README.md && run scan two; }
badge='[![License: CC BY-NC-SA 4.0](https://badges.invalid/badge/License-CC%20BY--NC--SA%204.0-grey.svg)](LICENSE)'
gives "$badge\n\n## License\n\nThis repository is under the MIT License."
expect 'a badge and a sentence give two licenses to all' 0 'License +none concluded' 'claim-contradicts-text' 'declares the Creative'
refuse 'they are told once' 'part-without-text'
gives 'The project is released under the CC BY-NC 4.0 license.\n\n## License\n\nThis repository is under the MIT License.'
expect 'two sentences do' 0 'License +none concluded' 'claim-contradicts-text'
gives "$badge\n\n## License\n\nThis repository is under the CC BY-NC-SA 4.0 license.\n\n"
expect 'both give the one that is not here' 0 'claim-contradicts-text'
for other in 'a label:## Tern-1\n\n- **License**: CC BY-NC 4.0' \
	'a linked label:## Tern-1\n\nLicense: [CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/)' \
	"two badges:[![License: MIT](https://badges.invalid/badge/License-MIT-red.svg)](LICENSE) $badge" \
	'the data:The data is released under the CC BY-NC 4.0 license.' \
	'what a file says:Unless a file says otherwise, the project is released under the CC BY-NC 4.0 license.'; do
	gives "${other#*:}\n\n## License\n\nThis repository is under the MIT License."
	refuse "two things: ${other%%:*}" 'claim-contradicts-text'
done
rm two/LICENSE
for pair in 'This project is released under the MIT License.\n\n## License\n\nThis repository is' \
	'The model weights are released under the MIT License.\n\n## License\n\nThe weights are' \
	'本项目采用 MIT 许可证。\n\n## License\n\nTern is'; do
	gives "$pair under the CC BY-NC 4.0 license."
	expect "no text decides between two sentences: ${pair%%\\n*}" 0 'License +none' 'claims-disagree' 'README.md, line 3, declares the MIT' 'README.md, line 7, declares' \
		'under the CC BY-NC 4.0 license'
done
for other in 'under both:The model is under the MIT License and the CC BY-NC 4.0 license.' \
	'two models:The weights of Tern-7B are under the MIT License. The weights of Tern-70B are under the CC BY-NC 4.0 license.' \
	'two headings:## Small\n\nThe model is under the MIT License.\n\n## Large Auk\n\nThe model is under the CC BY-NC 4.0 license.' \
	'two times:In 2024 the model was under the MIT License.\n\n## License\n\nThe model is under the CC BY-NC 4.0 license.' \
	'code and weights:This project is under the MIT License.\n\nThe model is under the CC BY-NC 4.0 license.'; do
	gives "${other#*:}"
	refuse "no text, and no dispute: ${other%%:*}" 'claims-disagree'
done
gives 'The model is under the MIT License. The model Auk, its elder, is under the CC BY-NC 4.0 license.'
expect 'the sentence that names the license is quoted' 0 'README.md, line 3, names the Creative' 'The model Auk, its elder'
cp "$LICET_ROOT/LICENSE" two/LICENSE
gives '## License\n\nThis project is licensed under either of\n\n- Apache License, Version 2.0\n- MIT license\n\nat your option.'
refuse 'a list to choose from is no dispute' 'claim-contradicts-text'
# One that says which of the texts beside it is for what needs none of its own; it does where one is not there, or is nobody knows what.
mkdir apart && weights apart/m.safetensors && cp "$LICET_ROOT/LICENSE" apart/LICENSE.code && cp "$text" apart/LICENSE.model
points() { printf '%b\n' "$1" >apart/LICENSE && run scan apart; }
points 'The code is under the [MIT License](LICENSE.code).\nThe model weights are under the [Example Community Model License](LICENSE.model).'
refuse 'a license file that tells the texts beside it apart' 'license-file-without-text'
points 'The code is under the [MIT License](LICENSE.code).\nThe model weights are under the [CC-BY-NC-4.0 license](LICENSE.model).'
expect 'one of which is not there' 0 'license-file-without-text' 'only a pointer'
points 'The code is under the [MIT License](LICENSE.code).\nFor the weights see https://tern.invalid/terms.'
expect 'one of which is anywhere' 0 'license-file-without-text' 'only a pointer'
points 'MIT License'
refuse 'a license file that names the one beside it' 'license-file-without-text'
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
card 'The model is licensed under the [Apache 2.0 license](LICENSE-WINGS).'
expect 'the words of a link contradict the file that it leads to' 0 'License +none' 'claim-contradicts-text' 'link-names-another-license'
refuse 'what the file holds is not claimed, too' 'declares more'
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
card 'The model is under the MIT License. Users are asked to adhere to the license of Auk-2 as well.'
expect 'terms of the base' 0 'base-terms-reach-weights' 'adhere to the license of Auk-2'
card 'The model is under the MIT License. Users are asked to adhere to the license of MIT as well.'
refuse 'which are those here' 'base-terms-reach-weights'
mkdir links/same && printf '# Tern\n\n## License\n\n- For songs: Same license as the base model, in this case https://ai.meta.com/resources/models-and-libraries/llama-downloads/.\n' >links/same/README.md
run scan links/same
expect 'terms of the base, whose address stands there' 0 'License +LicenseRef-llama-2-community$'
refuse 'which is that of the license here' 'base-terms-reach-weights'
printf '# Tern\n\n## Acknowledgements\n\nWe thank all. The models are subject to the license of Auk-2.\n' >links/tern/README.md
run scan links/tern
refuse 'terms of others' 'base-terms-reach-weights'
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
mkdir laid && cp links/tern/LICENSE laid/LICENSE && weights laid/m.safetensors
printf '# Tern\n\nLicense: [MIT with Example Community Model License](./LICENSE)\n' >laid/README.md && run scan laid
refuse 'both of them' 'claim-names-part'
rm -r laid
card 'Tern is licensed under the MIT License except for the third-party components listed in LICENSE.'
expect 'and the claim excepts the other' 0 'note +licenses-by-part' 'Example Community'
refuse 'so that it hides nothing' 'claim-names-part'
card 'The model is under the MIT License. Tern is a model derived from Auk, which is under the Llama 3.1 Community License.'
rm links/tern/LICENSE && run scan links/tern
expect 'the license of the base, as the card says' 0 'license-laundering' 'derived from Auk' 'License +.* AND '
rm -r links/tern && mkdir links/tern && cp "$LICET_ROOT/LICENSE" links/tern/ && weights links/tern/m.safetensors
card 'The code is under the MIT License. For use of the model see the [Tern Model License](https://tern.invalid/license.pdf).'
expect 'the license of the weights is elsewhere' 0 'weights-license-elsewhere' 'License +none'
for says in 'Licenses of checkpoints vary by size.' 'The models come with different licenses.' 'Tern is under the MIT License. Model licenses differ.'; do
	card "$says"
	expect "licenses of models differ: $says" 0 '^REVIEW' 'weights-license-elsewhere' 'License +none' 'licenses of models differ'
done
for says in 'The code and the weights are under the MIT License. Licenses of checkpoints of older versions vary.' 'Licenses of the datasets vary.' \
	'Licenses of third-party models vary.' 'The MIT License lets model sizes vary.'; do
	card "$says"
	refuse "no other licenses: $says" 'weights-license-elsewhere'
done
printf '# Tern\n\n## License\n\n- Code: MIT\n- Model weights:\n  - [Tern-3B](https://hub.invalid/nest/tern-3b): [Dunlin Noncommercial License](https://hub.invalid/nest/tern-3b/blob/main/LICENSE)\n- [Tern-Bench](https://hub.invalid/nest/bench): CC BY-NC 4.0\n' >links/tern/README.md
run scan links/tern
expect 'an item of a list of weights, whose license is elsewhere' 0 'weights-license-elsewhere' 'Dunlin Noncommercial License'
refuse 'a benchmark is no model' 'CC-BY-NC'

# Words that name one license, and the page of another.
printf '# Tern\n\n<a href="https://creativecommons.org/licenses/by-nd/4.0/legalcode"><img src="https://img.invalid/badge/License-CC.BY.NC-blue"></a>\n' >links/tern/README.md
run scan links/tern
expect 'a badge that leads to another page' 0 'link-names-another-license' 'BY-NC' 'to the page of'
card 'The weights are under the [CC BY-NC 4.0 International License](https://creativecommons.org/licenses/by-nd/4.0).'
expect 'so do words' 0 'link-names-another-license' 'links the name of the Creative'
mkdir words && printf '# Tern\n' >words/README.md
printf 'Copyright 2024 Heron\n\nAll of it is licensed under a\n[Creative Commons Attribution-NonCommercial 4.0 International License](http://creativecommons.org/licenses/by/3.0/).\n' >words/LICENSE
run scan words
expect 'so do words of a license file' 0 'link-names-another-license' 'LICENSE, line 4'
rm -r words
for page in deed.en_US legalcode.pt; do
	card "The weights are under the [CC BY-NC 4.0 International License](http://creativecommons.org/licenses/by/3.0/$page)."
	expect "the page in a language: $page" 0 'link-names-another-license'
	card "The weights are under the [CC BY-NC 4.0 License](http://creativecommons.org/licenses/by-nc/4.0/$page)."
	refuse "the right page in a language: $page" 'link-names-another-license'
done
for line in 'The weights are under [CC BY-NC](https://creativecommons.org/licenses/by-nc/4.0).' 'The weights are under [CC BY-NC, with a notice as](https://creativecommons.org/licenses/by-nd/4.0).'; do
	card "$line"
	refuse "no other page: $line" 'link-names-another-license'
done

for line in 'The weights are under the CC BY-NC 4.0 License, which is here: https://creativecommons.org/licenses/by/4.0/' \
	'The weights are under the CC BY-NC 4.0 License. Read it here: https://creativecommons.org/licenses/by/4.0/'; do
	card "$line"
	expect "an address behind a name: $line" 0 'link-names-another-license' 'gives the address of'
done
card 'The weights are under CC BY-NC 4.0, the images under CC BY 4.0: https://creativecommons.org/licenses/by/4.0/'
refuse 'an address of another name' 'link-names-another-license'
for line in 'It contains parts licensed under https://www.apache.org/licenses/LICENSE-2.0' \
	'The tokenizer is released under https://www.apache.org/licenses/LICENSE-2.0' \
	'Please also see the terms of the encoder: https://www.apache.org/licenses/LICENSE-2.0' \
	'Images are under https://creativecommons.org/licenses/by-nc/4.0/'; do
	card "The model is released under the MIT License.
$line"
	refuse "the address of another thing: $line" 'link-names-another-license'
done

# A repository whose name only ends like this one's is another.
mkdir links/small-tern && cp "$LICET_ROOT/LICENSE" links/small-tern/ && weights links/small-tern/m.safetensors
printf '# Small Tern\n\nThe models are under the [Tern License](https://hub.invalid/nest/tern/blob/main/LICENSE-TERN).\n' >links/small-tern/README.md
run scan links/small-tern
refuse 'a link to a repository that is called alike' 'license-link-missing'

# A line beside the text that leaves somebody out, and forbids nothing.
mkdir left && weights left/m.safetensors
for line in 'This license does not apply in the European Union.' 'THIS LICENSE DOES NOT APPLY TO USERS IN JAPAN.'; do
	{ printf 'Copyright (c) 2026 Tern Labs\n\n%s\n\n' "$line"; cat "$LICET_ROOT/LICENSE"; } >left/LICENSE
	run scan left
	expect "no plain license: $line" 0 'edited-license-text' 'text-adds-restriction' 'region'
done
{ cat "$LICET_ROOT/LICENSE"; printf '\nThis license does not extend to the weights.\n'; } >left/LICENSE
run scan left
expect 'the weights are left out' 0 'edited-license-text'
{ cat "$LICET_ROOT/LICENSE"; printf '\nThis license does not apply to third-party components.\n'; } >left/LICENSE
run scan left
refuse 'what others made is theirs' 'edited-license-text'

# A package declares one license, and the file has terms of its own.
printf 'Tern is free for teaching. You may use it for non-commercial purposes only. Copies must stay under these terms. Ask us about any other use.\n' >left/LICENSE
printf 'from setuptools import setup\nsetup(name="tern", license="Apache-2.0")\n' >left/setup.py
run scan left
expect 'whose license it is' 0 'terms-beside-license' 'setup.py declares, does not'

# A license that no record has, by its name alone.
unknown='weights-license-unknown'
card 'The code is under the MIT License. Tern weights are for those who agree to be bound by the terms of the Plum Parameters License.'
expect 'the weights under a license that is not known' 0 "$unknown" '"Plum Parameters License"' 'License +none'
card 'The checkpoints are for study only (see PLUM OneWay License Agreement).'
expect 'one to see' 0 "$unknown" '"PLUM OneWay License Agreement"' 'License +none'
printf '# Tern\n\n## Small birds\n\nThe models are released under the [PSL license](https://plum.invalid/PSL).\n' >links/tern/README.md
run scan links/tern
expect 'under another heading' 0 "$unknown" '"PSL license"'
for line in 'The weights are under the MIT License.' 'The weights are not under the Plum License.' 'The code is under the Plum License, the weights are ours.' \
	'The weights of Auk are under the Plum License.' 'The weights are under the CC BY-NC 4.0 License.' 'The weights are under the Model License.' \
	'The weights are under the same Open Source License.' \
	'The weights are under the MIT License. For a custom license please submit the form: [Plum Research Licensing](https://plum.invalid/ask).'; do
	card "$line"
	refuse "no unknown license: $line" "$unknown"
done
card 'To get the weights submit the form and accept the [Plum Research License](https://plum.invalid/terms) that they are licensed under.'
expect 'who asks wants a license to be accepted' 0 "$unknown" '"Plum Research License"'
card 'The weights are under the Plum Research and Development License.'
expect 'a name in two halves' 0 "$unknown" '"Plum Research and Development'
printf '# Tern\n\n## Small birds\n\nAuk models are released under the Plum License.\n' >links/tern/README.md
run scan links/tern
refuse 'models of others under another heading' "$unknown"
cp "$text" links/tern/MODEL_LICENSE
card 'The weights are under the Example Labs License.'
refuse 'a text that is called like it' "$unknown"
card 'The weights are under the [Plum License](MODEL_LICENSE).'
refuse 'a file that is called so' "$unknown"
card 'The weights are under the Plum Parameters License. See [the text](MODEL_LICENSE) for more.'
refuse 'a file of a license of its own, named right behind' "$unknown"
cp "$LICET_ROOT/LICENSE" links/tern/CODE_LICENSE
card 'The weights are under the Plum Parameters License. See [the text](CODE_LICENSE) for more.'
cp links/tern/MODEL_LICENSE . && rm links/tern/MODEL_LICENSE && run scan links/tern
expect 'a license that is on a list is called by its own name' 0 "$unknown"
mv MODEL_LICENSE links/tern/ && rm links/tern/CODE_LICENSE
sed '1s/EXAMPLE COMMUNITY/PLUM/' "$text" >links/tern/MODEL_LICENSE
card 'The weights are under the Plum Parameters License.'
expect 'a text that by its heading is another one' 0 'license-of-unknown-version'
refuse 'may be called so' "$unknown"
sed 's/Version 1.0, 2 March/Version 1.3, 5 May/' "$text" >links/tern/MODEL_LICENSE && run scan -f json links/tern
expect 'no number of the heading is cut' 0 'by its heading .*1\.3, 5 May 2026'
rm links/tern/MODEL_LICENSE

# A file is headed by the name, and only says where the text is: that is told so, and with the name.
cp links/tern/LICENSE kept 2>/dev/null
printf '# Plum Parameters License\n\nThis project is under the Plum Parameters License.\nSee: https://plum.invalid/policies/plum-parameters\n' >links/tern/LICENSE.md
rm -f links/tern/LICENSE && card '## License

This project uses the Wren-3 model and is distributed under the [Plum Parameters License](https://plum.invalid/policies/plum-parameters).'
expect 'a pointer that is headed by the name' 0 '^REVIEW' "$unknown" 'only says where its text|LICENSE.md only says'
refuse 'holds no text, and is the place' 'whose text is' 'weights-license-elsewhere'
rm links/tern/LICENSE.md && { [ ! -f kept ] || mv kept links/tern/LICENSE; }

mkdir -p links/tern/beaks && sed '1s/EXAMPLE COMMUNITY/PLUM/' "$text" >links/tern/beaks/LICENSE
card 'The weights are under the Plum Parameters License.'
expect 'the text of a folder may be that' 0 "$unknown" 'whose text may be .*beaks/LICENSE'
rm -r links/tern/beaks

# A license file that names a license and does not hold it.
mkdir named_by && weights named_by/m.safetensors && printf '# Tern\n\nA model of birds.\n' >named_by/README.md
for line in 'MIT' 'MIT License' 'Copyright (c) 2026 Tern Labs\n\nMIT' '# The MIT License\n\nCopyright 2026 Tern Labs' \
	'Tern is licensed under the MIT License.\n\nSee beak.py for what comes from Auk, which is under the Apache License 2.0.'; do
	printf '%b\n' "$line" >named_by/LICENSE
	run scan named_by
	expect "a license by its name in ${#line} bytes" 0 'License +MIT' 'license-file-without-text' 'only names one'
	refuse "then it is declared in ${#line} bytes" '(unknown-license-text|mention-only)'
done
printf 'Creative Commons License\n\nTern is licensed under the Creative Commons Attribution-NonCommercial 4.0 International License.\n' >named_by/LICENSE
run scan named_by
expect 'a family over the one of it that is meant' 0 'License +CC-BY-NC-4.0'
printf 'Terns\n' >named_by/LICENSE
run scan named_by
expect 'what names none' 0 'unknown-license-text' 'License +none'
printf 'Parts of Tern are from Auk, which is licensed under the Apache License 2.0.\n' >named_by/LICENSE
run scan named_by
refuse 'a license of others' 'only names one'
mkdir named_by/texts && cp "$LICET_ROOT/LICENSE" named_by/texts/LICENSE.mit
printf 'Copyright 2026 Tern Labs\n\nTern is licensed under the MIT License. A copy is in texts/LICENSE.mit.\n' >named_by/LICENSE
run scan named_by
expect 'a license file that tells where the text is' 0 'License +MIT' 'its text is texts/LICENSE.mit'
refuse 'and there it is' 'license-file-without-text' 'no license text'
printf 'Tern is licensed under the MIT License. A copy is in texts/LICENSE.mit.\n\nThis software may not be used to harm any person.\n' >named_by/LICENSE
run scan named_by
expect 'and adds a term' 0 '^REVIEW' 'terms-beside-license' 'harm any person' 'MIT, which is named there too'
printf 'Tern is licensed under the Apache License 2.0.\n\nThis software may not be used to harm any person.\n' >named_by/LICENSE-COMMERCIAL
printf 'Tern is licensed under the MIT License. A copy is in texts/LICENSE.mit.\n' >named_by/LICENSE
run scan named_by
refuse 'a file about another license, whose text is not here' 'terms-beside-license'
rm named_by/LICENSE-COMMERCIAL
printf 'Tern is licensed under the MIT License. A copy is in texts/LICENSE.txt.\n' >named_by/LICENSE
run scan named_by
expect 'there it is not' 0 'license-file-without-text' 'only names one'
printf 'Tern is licensed under the MIT License. See https://tern.invalid/texts/LICENSE.mit\n' >named_by/LICENSE
run scan named_by
expect 'an address is no path' 0 'license-file-without-text'
printf 'Creative Commons Attribution 4.0 International\n\nCopyright (c) 2026 Tern Labs\n\nTo view a copy of it, visit http://creativecommons.org/licenses/by/4.0/ or write a letter.\n\nThe songs of plovers are where it began. What turned them into numbers, and all that goes with it, is under the same license. Whoever uses it may want to cite us: Auk and Wren, Songs of Birds, in the Papers of the Meeting on Birds, Lakeside.\n' >named_by/LICENSE
run scan named_by
expect 'the address of the license itself' 0 'License +CC-BY-4.0' 'claim-without-text'
refuse 'tells where its text is' 'license-file-without-text'
rm -r named_by/texts
printf 'This project and all its files are licensed under GNU AGPLv3 or later version.\n' >named_by/LICENSE
run scan named_by
expect 'or any later version' 0 'License +AGPL-3.0-or-later$'
printf -- '---\nlicense: apache-2.0\n---\n# Tern\n' >named_by/README.md
printf 'MIT\n' >named_by/LICENSE
run scan named_by
expect 'against the card' 0 'claims-disagree'
printf 'MIT\n' >named_by/LICENSE-CODE
printf 'Apache-2.0\n' >named_by/LICENSE
run scan named_by
refuse 'of the code' '(claims-disagree|unknown-license-text)'

# No license text at all, and one card says more than the other.
mkdir cards && weights cards/m.safetensors
printf '# Tern\n\n## License\n\nTern is governed by the CC-BY-NC-4.0 license, its base by the MIT License.\n' >cards/README.md
printf '# Tern\n\n## License\n\nTern is governed by the CC-BY-NC-4.0 license.\n' >cards/README_fr.md
run scan cards
expect 'a card that says more' 0 'License +CC-BY-NC-4.0 AND MIT' 'weights-license-elsewhere' 'limits who may use'
refuse 'is no contradiction' 'claims-disagree'
printf '# Tern\n\n## License\n\nTern is governed by the Apache-2.0 license.\n' >cards/README_fr.md
run scan cards
expect 'another license is one' 0 'claims-disagree' 'License +none'
rm cards/README_fr.md
printf '# Tern\n\n## License\n\nTern is governed by the Apache-2.0 license.\n' >cards/README.md
run scan cards
refuse 'a license that limits nobody' 'weights-license-elsewhere'
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n' >cards/README.md
run scan cards
refuse 'a field of a card is how a store has it' 'weights-license-elsewhere'

# What is told from the code by its name is the model; an address that is called after another license is none of the file here.
card 'All code is under the MIT License of this repository.

Tern-Chat is licensed under the [same terms as Auk](https://www.apache.org/licenses/LICENSE-2.0).'
expect 'a name told from the code' 0 '^PASS' 'note +licenses-by-part' 'License +Apache-2.0'
card 'Some of the code is under the MIT License.

Tern-Chat is licensed under the Apache-2.0 license.'
expect 'but not from some of the code' 0 'claim-contradicts-text'
card 'Our code is under the [MIT License](LICENSE), and our model is under the [CC BY-NC 4.0 License](https://hub.invalid/lab/tern/blob/main/LICENSE).'
expect 'a file of the same name elsewhere' 0 'licenses-by-part' 'License +CC-BY-NC-4.0'

# A table of models that are called like the directory, and not like the package in it; "Llama 3" in its column is a license.
mkdir table && cp "$LICET_ROOT/LICENSE" table/ && weights table/m.safetensors && printf '[project]\nname = "wing"\nlicense = "MIT"\n' >table/pyproject.toml
printf '# Birds\n\n| Model | License |\n| --- | --- |\n| table-1 | MIT |\n| table-2 | Llama 3 |\n' >table/README.md
run scan table
expect 'a row of a table' 0 'part-without-text' 'Llama 3 Community License' 'table-2 Llama 3'
refuse 'its version is told' 'claim-too-vague'
mkdir zoo && cp "$LICET_ROOT/LICENSE" zoo/LICENSE && printf '# Zoo\n\n| Model | License |\n| --- | --- |\n| lab/zoo-1 | Gemma |\n' >zoo/README.md && run scan zoo
expect 'a row of a model that is elsewhere' 0 'License +LicenseRef-gemma-terms' 'code-license-alone'
weights zoo/zoo-1.safetensors && run scan zoo
expect 'a row of a model that is here' 0 'claim-contradicts-text'
printf '# Birds\n\n| Model | License |\n| --- | --- |\n| auk-1 | MIT |\n| auk-2 | Llama 3 |\n' >table/README.md
run scan table
refuse 'rows of others' 'part-without-text'

# What is only mentioned: the sentence that puts something else under it is quoted, and not denied.
mkdir heads && printf '# Tern\n' >heads/README.md && printf '# This software may be used according to the terms of the GNU General Public License version 3.\nfrom setuptools import setup\nsetup(name="tern")\n' >heads/setup.py
run scan heads
expect 'the head of a source' 0 '^REVIEW' 'mention-only' 'only mentioned, in setup.py' 'This software$|This software may'
refuse 'declares something' 'nothing declares a license and'

# The version behind the name of a family tells which of its licenses is meant.
printf '# Birds\n\nThe usage of the checkpoints should comply with the model license: Llama 2.\n' >table/README.md
run scan table
expect 'a version behind a name' 0 'License +LicenseRef-llama-2-community'
refuse 'is no other version' 'LicenseRef-llama( |$)' '3\.1'
printf '# Birds\n\nThe usage of the checkpoints should comply with the model license: Llama 7B.\n' >table/README.md
run scan table
refuse 'a size is no version' 'LicenseRef-llama-[0-9]'

cp "$LICET_ROOT/LICENSE" heads/LICENSE
head_of() { printf '# %s\n\nfrom setuptools import setup\nsetup(name="tern")\n' "$1" >heads/setup.py && run scan heads; }
for line in 'Tern 3D is licensed under the CC BY-NC 4.0 License' 'This software is licensed under the Apache License 2.0.'; do
	head_of "$line"
	expect "the head of a source against the text: $line" 0 'part-claim-contradicts-text' 'setup.py, line 1, says'
done
for line in 'Tern is licensed under the MIT License.' 'The wings of Auk are licensed under the Apache License 2.0.'; do
	head_of "$line"
	refuse "no contradiction: $line" 'contradicts'
done
printf '# Tern\n\nThe beaks are under the Apache License 2.0.\n' >heads/README.md
head_of 'Tern is licensed under the Apache License 2.0.'
refuse 'the card tells of it' 'setup.py, line 1, says'

# SPDX tags: of a file of code they are for code, never for weights; of a card for what it is the card of, where nothing else tells.
mkdir tags && weights tags/m.safetensors && printf '# SPDX-License-Identifier: MIT\nimport wing\n' >tags/net.py
run scan tags
expect 'a tag in code' 0 'weights-license-silent' 'net.py, line 1, tags the code alone with the MIT License' 'License +none'
printf '# SPDX-License-Identifier: MIT\nfrom setuptools import setup\nsetup(name="wing")\n' >tags/setup.py
run scan tags
expect 'a tag in code of a package' 0 'weights-license-silent' 'License +none'
printf '<!--\n  SPDX-License-Identifier: CC-BY-4.0\n-->\n# Tern\n\nA model of birds.\n' >tags/README.md
run scan tags
expect 'a tag in a card' 0 '^PASS' 'License +CC-BY-4.0'
printf '<!-- birds -->\n<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# Tern\n' >tags/README.md
run scan tags
expect 'a tag in the second comment' 0 '^PASS' 'License +CC-BY-4.0'
printf '<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# Tern\n\n## License\n\nThe model is under the Apache-2.0 license.\n' >tags/README.md
run scan tags
expect 'a sentence goes before it' 0 '^PASS' 'License +Apache-2.0'
printf '<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# Tern\n' >tags/README.md && cp "$text" tags/LICENSE
run scan tags
expect 'and so does a text' 0 'License +LicenseRef-example-community'
refuse 'nothing contradicts it' 'contradicts'

# A part under the license of others, which whoever uses it must comply with.
printf '# Tern\n\n## Beaks\n\nThe beak finder is a version of Auk. When using it, please comply with the CC BY-NC 4.0 License.\n' >links/tern/README.md
run scan links/tern
expect 'the license of a part' 0 'part-restricts-more' 'comply with' 'License +MIT'
printf '# Tern\n\n## Beaks\n\nThe beak finder is a version of Auk. When using it, please comply with the Apache-2.0 License.\n' >links/tern/README.md
run scan links/tern
refuse 'which restricts no more' 'part-restricts-more'
printf '# Tern\n\n## Beaks\n\nThe beak finder is a version of Auk, which has the CC BY-NC 4.0 License.\n' >links/tern/README.md
run scan links/tern
refuse 'or which is only told' 'comply'

# A repository whose name ends in that of another one.
mkdir links/lab+lit-tern && cp "$LICET_ROOT/LICENSE" links/lab+lit-tern/LICENSE
printf '# Lit-Tern\n\nThe old code is [GPL-3.0 licensed](https://code.invalid/coop/tern/blob/main/LICENSE).\n' >links/lab+lit-tern/README.md
run scan links/lab+lit-tern
refuse 'a link to the other one' 'link-names-another-license'
printf '# Lit-Tern\n\nThe code is [GPL-3.0 licensed](https://code.invalid/lab/lit-tern/blob/main/LICENSE).\n' >links/lab+lit-tern/README.md
run scan links/lab+lit-tern
expect 'a link to this one' 0 'link-names-another-license'

# A badge that was copied from another project.
for badge in '![license](https://badges.invalid/github/license/coop/auk.svg)' '[![Code License](https://badges.invalid/badge/code-MIT-green.svg)](https://code.invalid/coop/auk/blob/main/LICENSE)'; do
	printf '# Lit-Tern\n\n%s\n' "$badge" >links/lab+lit-tern/README.md && run scan links/lab+lit-tern
	expect "a badge of another repository: $badge" 0 'note +license-badge-of-another' 'README.md, line 3, has' 'coop/auk'
	printf '# Lit-Tern\n\n%s\n' "$badge" | sed 's|coop/auk|lab/lit-tern|' >links/lab+lit-tern/README.md && run scan links/lab+lit-tern
	refuse "one of this: $badge" 'license-badge-of-another'
	printf '# Tern\n\n%s\n' "$badge" >links/tern/README.md && run scan links/tern
	refuse "nobody knows whose this is: $badge" 'license-badge-of-another'
done
printf '# Tern\n\n%s\n\nSee the [license](https://code.invalid/lab/tern/blob/main/LICENSE).\n' "$badge" >links/tern/README.md && run scan links/tern
expect 'another link tells whose it is' 0 'license-badge-of-another'

# A license file that only names a license, beside a license of the model, is for the code, and so is a badge that the card says that of.
mkdir rail && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" rail/MODEL_LICENSE
printf 'Licensed under the Apache License, Version 2.0 (the "License").\n' >rail/LICENSE
printf '# Tern\n\n[![License](https://img.shields.io/badge/License-Apache%%202.0-blue)](LICENSE)\n\n## License\n\nThe code is under the [Apache-2.0 license](./LICENSE), while the use of the weights must comply with the [Model License](./MODEL_LICENSE).\n' >rail/README.md
run scan rail
expect 'a license file that names that of the code' 0 'License +LicenseRef-example-community$' 'license-file-without-text'
refuse 'it contradicts nothing' 'claim-contradicts-text|label-disagrees'
rm rail/MODEL_LICENSE && cp "$LICET_ROOT/LICENSE" rail/LICENSE.txt && run scan rail
expect 'beside another text it does' 0 'claim-contradicts-text'

# Whatever a label below a heading about licensing names is a part, with a license of its own.
labels() { printf '# Tern\n\nA model.\n\n## %s\n\n%b\n' "$1" "$2" >links/tern/README.md && run scan links/tern; }
labels License '- Beak finder: CC-BY-NC-4.0'
expect 'a part that only a label names' 0 'part-restricts-more' 'Beak finder: CC-BY-NC-4.0' 'License +MIT'
labels License 'Everything is MIT. Its pieces:\n\n- Tern: MIT\n- **Song encoder**: [CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/)'
expect 'by a link' 0 'part-restricts-more' 'Song encoder' 'License +MIT'
labels License 'The beak finder is CC-BY-NC-4.0.'
expect 'in a sentence' 0 'part-restricts-more' 'License +MIT'
labels License 'Plover-2 is under CC-BY-NC-4.0, and nothing else is said.'
expect 'a section that speaks of one name alone' 0 'claim-contradicts-text' 'LICENSE is the text of the MIT'
labels License '- Tern: CC-BY-NC-4.0'
expect 'the name of what is here' 0 'claim-contradicts-text'
labels License '- Beak finder: Apache-2.0\n- Documentation: CC-BY-NC-4.0\n- Data: CC-BY-NC-4.0'
refuse 'a part that restricts no more, and other things' 'part-restricts-more' 'contradicts'
labels Acknowledgements '- Beak finder: CC-BY-NC-4.0'
refuse 'works of others' 'part-restricts-more' 'contradicts'
labels 'Third-party licenses' '- Beak finder: CC-BY-NC-4.0'
refuse 'in a list of their licenses' 'part-restricts-more' 'contradicts'
labels License 'All other materials are under CC-BY-NC-4.0.'
refuse 'what is no name' 'part-restricts-more'
labels License '- Beak finder: Plum License'
expect 'a part whose license no record has' 0 "$unknown" 'puts a part under the "Plum License"' 'License +MIT'
labels License '- Documentation: Plum License'
refuse 'what is no part' "$unknown"
labels Acknowledgements '- Beak finder: Plum License'
refuse 'works of others under a license that no record has' "$unknown"

# The text is that of the weights, and the code has another license, of which no text is here.
cp "$text" links/tern/LICENSE
card 'The scripts are licensed under the MIT license while any models use the Example Community Model License.'
expect 'the text of the code is not here' 0 '^PASS' 'note +licenses-by-part' '(puts|code) .*MIT License'
card 'The models use the Example Community Model License.'
refuse 'nothing is said of the code' 'licenses-by-part'
cp "$LICET_ROOT/LICENSE" links/tern/LICENSE

# Weights that are not here.
mkdir far && cp "$LICET_ROOT/LICENSE" far/LICENSE
printf '# Tern\n\nDownload the weights from [here](https://weights.invalid/lab/tern).\n\n## License\n\nThe code is under the MIT License.\n' >far/README.md
run scan far
expect 'the card links to weights without a license' 0 'linked-weights-license-silent' 'https://weights.invalid/lab/tern'
printf '# Tern\n\nDownload the weights from [here](https://weights.invalid/lab/tern).\n\n## License\n\nThe code and the weights are under the MIT License.\n' >far/README.md
run scan far
refuse 'it has one' 'linked-weights'
elsewhere='- [more translation models](https://weights.invalid/lab/tern), CC-BY 4.0 license'
printf '# Tern\n\n%s\n' "$elsewhere" >far/README.md && run scan far
expect 'the models are elsewhere, under another license' 0 'License +CC-BY-4.0' 'note +licenses-by-part'
refuse 'which does not contradict the one that is here' 'claim-contradicts-text'
weights far/m.safetensors && run scan far
expect 'where weights are here it does' 0 'claim-contradicts-text'
rm far/m.safetensors && printf '# Tern\n\nThe models have the CC-BY 4.0 license ([page](https://weights.invalid/lab/tern)).\n' >far/README.md && run scan far
expect 'and where no address is given before' 0 'claim-contradicts-text'
printf '# Tern\n\nSee our [page](https://weights.invalid/lab/tern).\n\n## License\n\nThe code is under the MIT License.\n' >far/README.md
run scan far
refuse 'no weights are linked' 'linked-weights'
printf '# Tern\n\n## Pre-trained models\n\n| model | size |\n| --- | --- |\n| [tern-7b](https://weights.invalid/lab/tern) | 7B |\n\n## License\n\nThe code is under the MIT License.\n' >far/README.md
run scan far
expect 'a table of models' 0 'linked-weights-license-silent' 'https://weights.invalid/lab/tern'
sed -i 's/Pre-trained models/Training data for pre-trained models/' far/README.md
run scan far
refuse 'a table of data' 'linked-weights'
card 'This project is under the MIT License. Note that [Auk](https://auk.invalid/net), which finds the beaks, is for non-commercial use.'
expect 'a part of others, by its link' 0 'part-restricts-more' 'Auk' 'non-commercial'
card 'This project is under the MIT License. Note that the data of [Auk](https://auk.invalid/data) are for non-commercial use.'
refuse 'data of others are no such part' 'part-restricts-more'
table='| [Auk](https://auk.invalid/net) | owls | Freely available for research purposes |'
card "This project is under the MIT License.

| Net | Notes | License |
| --- | --- | --- |
$table"
expect 'a row of a table of parts' 0 'part-restricts-more'
card "This project is under the MIT License.

| Dataset | Related papers | License |
| --- | --- | --- |
$table"
refuse 'a row of a table of data' 'part-restricts-more'
card '## License

This project is under the MIT License.

## Training data

- [Auk](https://auk.invalid/net) is for non-commercial use.'
refuse 'below a heading of data' 'part-restricts-more'
card 'The model is under the MIT License.'
mkdir links/tern/beaks links/tern/dataset && cp "$text" links/tern/dataset/LICENSE
run scan links/tern
refuse 'nor is a folder of data' 'part-restricts-more'
printf 'Beak License\n\nThe publisher grants you a license to use the software for non-commercial purposes only. You may not sell it.\n' >links/tern/beaks/LICENSE
run scan links/tern
expect 'a part of others, by the text in its folder' 0 'part-restricts-more' 'beaks/LICENSE' 'a part that comes from'
cp "$text" links/tern/beaks/LICENSE && printf '\nYou may not use the Materials for commercial purposes.\n' >>links/tern/beaks/LICENSE
card 'The model is under the MIT License. The large Terns are based on the [Tern 70B Agreement](./beaks/LICENSE).'
expect 'of some of what is here, by the link' 0 'part-restricts-more' 'some of what is here, by README.md'
rm -r links/tern/beaks links/tern/dataset

# A license in parentheses that end the words of a link is that of the weights to which it leads, whatever else is in parentheses before.
for words in '[Tern model (Hub) (CC-BY-NC 4.0)](https://weights.invalid/lab/tern)' '[Tern model (CC-BY-NC 4.0)](https://weights.invalid/lab/tern)'; do
	printf '# Terns\n\n# Models\n\n- %s\n' "$words" >far/README.md && run scan far
	expect "in the words of a link: $words" 0 'License +CC-BY-NC-4.0' 'licenses-by-part'
done
printf '# Terns\n\n# Models\n\n- Tern model [license (CC-BY-NC 4.0)](https://weights.invalid/lab/tern/LICENSE)\n' >far/README.md && run scan far
refuse 'a link to a license' 'code-license-alone'

mkdir -p reuse/net && weights reuse/net/m.safetensors && printf 'text\n' >reuse/other.txt
printf 'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MIT"\n[[annotations]]\npath = [\n  "net/**",\n]\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n' >reuse/REUSE.toml
run scan reuse
expect 'REUSE.toml tells files apart' 0 'License +CC-BY-NC-4.0'
rm reuse/REUSE.toml
printf 'SPDX-License-Identifier: CC0-1.0\n' >reuse/net/m.safetensors.license
printf 'SPDX-License-Identifier: MIT\n' >reuse/other.txt.license
run scan reuse
expect 'a license beside the file' 0 '^PASS' 'License +CC0-1.0'
refuse 'which is for that file, and no license file without a text' 'license-file-without-text|Claims +MIT'

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

# Texts of what a document that tells files apart has for other files are those of other files; what it claims for all is no such word.
rm -r dep5/debian dep5/.reuse
mkdir reuse/LICENSES && rm reuse/*.license reuse/net/*.license && cp "$LICET_ROOT/LICENSE" reuse/LICENSES/MIT.txt
printf 'version = 1\n[[annotations]]\npath = "src/**"\nSPDX-License-Identifier = "MIT"\n[[annotations]]\npath = "net/**"\nSPDX-License-Identifier = "LicenseRef-Tern"\n' >reuse/REUSE.toml
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" reuse/LICENSES/LicenseRef-Tern.txt
run scan reuse
expect 'a license of no list is the file of its name' 0 '^PASS' 'License +LicenseRef-example-community$' 'licenses-by-part'
printf -- '---\nlicense: mit\n---\n# Tern\n' >reuse/README.md && run scan reuse
expect 'a card says otherwise, and there is a text of each' 0 '^REVIEW' 'claims-disagree' 'README.md declares the MIT License, but REUSE.toml' 'a text of each is'
refuse 'somebody says which is for the weights' 'texts-undecided'
rm reuse/README.md
sed -i 's/LicenseRef-Tern/CC-BY-NC-4.0/' reuse/REUSE.toml && rm reuse/LICENSES/LicenseRef-Tern.txt && run scan reuse
expect 'the text that is here is for other files' 0 '^PASS' 'License +CC-BY-NC-4.0' 'licenses-by-part'
refuse 'which is no contradiction' 'claim-contradicts-text'
weights reuse/m.safetensors && run scan reuse
expect 'unless other weights are there' 0 '^REVIEW' 'claim-contradicts-text'
mkdir dep5/.reuse && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" dep5/LICENSE
printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: 2026 A\nLicense: MIT\n' >dep5/.reuse/dep5
run scan dep5
expect 'a claim for all files, and another text' 0 '^REVIEW' 'claim-contradicts-text' 'reuse/dep5 declares'
rm reuse/m.safetensors

# A line that says a license of each part, and has no word of licensing but in the heading over it, or not even there.
mkdir each && weights each/m.safetensors && cp "$LICET_ROOT/LICENSE" each/LICENSE
for line in 'The code is MIT, the weights are CC-BY-NC-4.0.' 'code MIT, weights CC-BY-NC-4.0' 'Code: MIT. Model weights: CC BY-NC 4.0.' \
	'- Weights: CC-BY-NC-4.0' 'MIT (code), CC-BY-NC-4.0 (weights)' '代码：MIT，模型权重：CC-BY-NC-4.0'; do
	printf '# Tern\n\n## License\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "each part: $line" 0 '^PASS' 'Claims +CC-BY-NC-4.0' '(licenses-by-part|claim-contradicts-text)'
	printf '# Tern\n\n## Results\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "without the heading: $line" 0 '^PASS' 'Claims +CC-BY-NC-4.0' '(licenses-by-part|claim-contradicts-text)'
done
for line in 'The weights are from those who read CC-BY-NC-4.0.' 'The base model is Gemma.' 'The model weights beat Apache 2.0.'; do
	printf '# Tern\n\n## License\n\n%s\n' "$line" >each/README.md
	run scan each
	expect "no claim: $line" 0 '^PASS' 'License +MIT'
done

# Statements of one side alone, or of others: nothing is contradicted.
mkdir clean && cp "$LICET_ROOT/LICENSE" clean/LICENSE
clean() { printf '# Tern\n\n## License\n\n%b\n' "$1" >clean/README.md && run scan clean; }
for words in trained model; do
	clean "The $words parameters of Tern are licensed under CC-BY-NC-4.0."
	expect "$words parameters are weights" 0 'licenses-by-part' 'License +CC-BY-NC-4.0'
	refuse "and no whole: $words" 'claim-contradicts-text'
done
clean 'The code is MIT. The weights are licensed under Creative Commons Non-Commercial (CC BY-NC-SA 4.0).'
expect 'a name that the parenthesis explains' 0 'License +CC-BY-NC-SA-4.0'
refuse 'is no second license' 'claim-too-vague' 'LicenseRef-cc-by-nc'
clean 'The weights are licensed under CC BY-NC (CC BY 4.0).'
expect 'and one that the parenthesis contradicts is' 0 'LicenseRef-cc-by-nc'
clean 'The weights are licensed under CC BY-NC (CC BY-NC-SA 4.0-compatible).'
expect 'or only compares' 0 'License +LicenseRef-cc-by-nc'
for words in 'Use of the base should comply with the Llama 2 license.' \
	'Исходная модель распространяется под лицензией Llama 2 Community License.'; do
	printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-2-7b-hf\n---\n# Tern\n\n%s\n' "$words" >clean/README.md && run scan clean
	expect "the base has another license: $words" 0 'error +license-laundering' 'License +LicenseRef-llama-2-community AND MIT'
	refuse "and is not what is here: $words" 'claim-contradicts-text'
done

mkdir -p folder/license && cp "$text" folder/license/en_us.txt
printf '# Tern\n\n## License\n\nPlease see [here](./license).\n' >folder/README.md && run scan folder
refuse 'a folder that a link leads to is there' 'license-link-missing'
printf '# Tern\n\n## License\n\nPlease see the [license](./terms).\n' >folder/README.md && run scan folder
expect 'and one that is not' 0 'license-link-missing'

mkdir credit
printf '# Tern\n\n## License\n\nOur scoring code is based on the [auk](https://example.org/x/auk) repository, which is under the MIT License.\n' >credit/README.md
run scan credit
refuse 'what the code is based on has that license' 'speaks of the code alone'
printf '# Tern\n\n## License\n\nOur scoring code, based on auk, is under the MIT License.\n' >credit/README.md
run scan credit
expect 'and the code itself' 0 'speaks of the code alone'

mkdir called && cp "$text" called/LICENSE
printf '# Tern\n\n## License\n\nThis model is available for research as defined in the [LICENSE](https://example.org/tern/license.html) file.\n' >called/README.md
run scan called
refuse 'a file that is here, and its page' 'weights-license-elsewhere'
cp "$LICET_ROOT/LICENSE" called/LICENSE && run scan called
expect 'beside a license that anybody chooses for code' 0 'weights-license-elsewhere'

clean 'The code is MIT. The model files are licensed under the GNU Affero GPLv3.'
expect 'a license by the short form of its name' 0 'License +AGPL-3.0-only'

mkdir several && cp "$LICET_ROOT/LICENSE" several/LICENSE && weights several/m.safetensors
bases='- Base model: [huggyllama/llama-7b](https://hub.invalid/huggyllama/llama-7b)'
printf '# Tern\n\n%s\n' "$bases" >several/README.md && run scan several
expect 'one base of all' 0 'error +license-laundering'
printf '# Tern\n\n%s\n- Base model: [meta-llama/Llama-2-7b-hf](https://hub.invalid/meta-llama/Llama-2-7b-hf)\n' "$bases" >several/README.md
run scan several
expect 'bases of several models' 0 'warning +laundering-suspected'
refuse 'prove nothing of what is here' 'error +license-laundering'
rm several/m.safetensors && mkdir several/data
printf '\200\004\225\017\000\000\000\000\000\000\000\135\224\050\113\000\113\001\113\002\113\003\113\004\145\056' >several/data/indices.p
printf '# Tern\n\nI fine tuned a version of Stable Diffusion 1.4 for taller images; the [model](https://hub.invalid/x/tern) is there.\n' \
	>several/README.md
run scan several
expect 'numbers in a pickle are no model' 0 'warning +laundering-suspected'
refuse 'nor do numbers in a pickle' 'error +license-laundering'

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

# The address in a field: of which license it is the page, where the name leaves that open, and where it says another.
fields() { # LICENSE LINK
	rm -rf fields && mkdir fields && weights fields/m.safetensors
	printf -- '---\n%b\nlicense_link: %s\n---\n# Tern\n' "$1" "$2" >fields/README.md && run scan fields
}
three=https://opensource.org/license/bsd-3-clause
for page in "$three" "$three.html"; do
	fields 'license: bsd' "$page"
	expect "the page tells which license of the family: $page" 0 '^PASS' 'License +BSD-3-Clause$'
done
for names in 'license: mit' 'license: other\nlicense_name: gpl-3.0' 'license: bsd-2-clause'; do
	fields "$names" "$three"
	expect "the page of another: $names" 0 'link-names-another-license' 'and gives the address of'
done
for names in 'license: bsd-3-clause' 'license: other' 'license:\n- mit\n- bsd-3-clause' 'license: other\nlicense_name: tern-9'; do
	fields "$names" "$three"
	refuse "no other page: $names" 'link-names-another-license'
done
fields 'license: mit' https://tern.invalid/license
refuse 'a page of nothing known' 'link-names-another-license'
# A name that the licenses of several publishers share tells none of them: the address does, and what is made from the model may be under it.
fields 'license: other\nlicense_name: modified-mit\nbase_model: MiniMaxAI/MiniMax-M2.5' https://hub.invalid/MiniMaxAI/MiniMax-M2.5/blob/main/LICENSE
refuse 'a model of the hub that is not known by that host' 'claims-disagree'
fields 'license: other\nlicense_name: modified-mit\nbase_model: MiniMaxAI/MiniMax-M2.5' https://huggingface.co/MiniMaxAI/MiniMax-M2.5/blob/main/LICENSE
expect 'a shared name, and the address of one' 0 'License +LicenseRef-minimax-m2.5-model$' 'link-names-another-license' 'README.md, line 3, declares LicenseRef-modified-mit'
refuse 'which is that of the base model' 'license-laundering|claim-too-vague|claims-disagree'
fields 'license: openrail' https://huggingface.co/MiniMaxAI/MiniMax-M2.5/blob/main/LICENSE
expect 'a field that names a family is no such name' 0 'link-names-another-license' 'declares LicenseRef-openrail'

fields 'license: mit\nlicense_name: gpl-3.0' LICENSE
expect 'a name that is another license' 0 'claims-disagree' 'and names it GPL-3.0'
for names in 'license: mit\nlicense_name: MIT License' 'license: other\nlicense_name: mit' 'license: gpl\nlicense_name: gpl-3.0' 'license: mit\nlicense_name: tern-9'; do
	fields "$names" LICENSE
	refuse "no other name: $names" 'claims-disagree'
done

# A sentence calls what is here by a part of its name, of several words, and tells what that is made from.
longer() { # SENTENCE
	rm -rf lab--tern-song-fast && mkdir lab--tern-song-fast && weights lab--tern-song-fast/m.safetensors
	printf -- '---\nlicense: mit\n---\n# Songs\n\n%s\n' "$1" >lab--tern-song-fast/README.md && run scan lab--tern-song-fast
}
longer 'The Tern Song model is trained from Llama-2-7b with songs.'
expect 'made from what its first words are' 0 'license-laundering'
for says in 'The Tern Wing model is trained from Llama-2-7b with songs.' 'The Auk Song model is trained from Llama-2-7b with songs.'; do
	longer "$says"
	refuse "another one: $says" 'laundering'
done

# What is here is called by its name without its owner, however the two are joined.
for whole in 'flock+Tern-7B' 'flock__Tern-7B' 'models--flock--Tern-7B' 'flock/Tern-7B'; do
	rm -rf "owned/$whole" && mkdir -p "owned/$whole" && weights "owned/$whole/m.safetensors"
	printf -- '---\nlicense: mit\n---\nTERN is based on Llama-2-7b and finetuned with songs.\n' >"owned/$whole/README.md"
	run scan "owned/$whole"
	expect "a name with its owner: $whole" 0 'license-laundering'
done

# A folder that is called after nothing: the title of the card tells what the model is called.
titled() { # TITLE NAME
	rm -rf 0042 && mkdir 0042 && weights 0042/m.safetensors
	printf -- '---\nlicense: mit\n---\n# %s\n\n%s is based on Llama-2-7b and finetuned with songs.\n' "$1" "$2" >0042/README.md
	run scan 0042
}
for title in 'TERN-7B' 'Model Card for TERN-7B' 'TERN-7B: songs of birds'; do
	titled "$title" TERN
	expect "the title names it: $title" 0 'license-laundering'
done
for title in 'Songs of birds' 'README' 'Model card' 'TERN-7B and AUK-7B'; do
	titled "$title" AUK
	refuse "the title names nothing, or several: $title" 'license-laundering'
done

# Of code that publishes models: all of them are under one license, by the very name of what is here.
published() { # SENTENCE
	rm -rf Tern && mkdir Tern && cp "$LICET_ROOT/LICENSE" Tern/LICENSE
	printf -- '- (4 May 2024) Distilled LLaMA-2 models are released.\n\n## License\n\n%s\n' "$1" >Tern/README.md && run scan Tern
}
published 'Tern code, and models and data are released under the MIT License.'
expect 'models that are made from others' 0 'laundering-suspected' 'the model comes from LLaMA-2'
published 'The Tern-7B model is released under the MIT License.'
refuse 'one of several' 'laundering'

# Whoever trains from nothing may name the architecture: the name is no hint. A sentence of another model says nothing.
scratch() { # WORDS
	rm -rf Tern-Llama-2-135m && mkdir Tern-Llama-2-135m && weights Tern-Llama-2-135m/m.safetensors
	printf -- '---\nlicense: mit\n---\n# Tern\n\n%s\n' "$1" >Tern-Llama-2-135m/README.md
	run scan Tern-Llama-2-135m
}
for says in 'Tern-Llama-2-135m is a language model trained from scratch on songs.' 'We pretrained the model from scratch.' \
	'Based on LLaMA2 model architecture, this model can be loaded with common tools.'; do
	scratch "$says"
	refuse "from scratch: $says" 'laundering'
done
for says in 'Auk-135m is a language model trained from scratch on songs.' 'Its tokenizer was trained from scratch.' 'Birds.'; do
	scratch "$says"
	expect "by its name: $says" 0 'laundering-suspected'
done
# A base whose name holds two families: the one of which the version is known counts.
for base in 'lab/Mistral-7B-Llama' 'lab/airoboros-mistral-7b'; do
	rm -rf 0042 && mkdir 0042 && weights 0042/m.safetensors
	printf -- '---\nlicense: apache-2.0\nbase_model: %s\n---\n# Tern\n' "$base" >0042/README.md
	run scan 0042
	refuse "two families in a name: $base" 'laundering'
done
printf -- '---\nlicense: apache-2.0\nbase_model: lab/airoboros-34b\n---\n# Tern\n' >0042/README.md && run scan 0042
expect 'one family in a name' 0 'license-laundering'

# What a license file says again of all that is here is that of the code, where a card tells the two.
rm -rf 0042 && mkdir 0042 && weights 0042/m.safetensors && cp "$LICET_ROOT/LICENSE" 0042/LICENSE
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n\n**Model Weights:** CC BY-NC 4.0 | **Code:** MIT\n' >0042/README.md
printf 'TERN - COMMERCIAL LICENSE INFORMATION\n\nTern is dual-licensed:\n\n1. OPEN SOURCE LICENSE (MIT)\n   - For research\n\n2. COMMERCIAL LICENSE\n   - Ask us\n' >0042/LICENSE-COMMERCIAL
run scan 0042
expect 'the license of the code, said again' 0 'License +CC-BY-NC-4.0$' 'licenses-by-part'
refuse 'it contradicts nothing' 'claims-disagree'
printf 'TERN - LICENSE INFORMATION\n\nTern is licensed under the Apache License 2.0.\n' >0042/LICENSE-COMMERCIAL && run scan 0042
expect 'another license of all' 0 'claims-disagree'
rm 0042/LICENSE 0042/LICENSE-COMMERCIAL

# A base that is known as one of a family brings what all of them demand.
printf -- '---\nlicense: apache-2.0\n---\n# Tern\n\nThis model is based on Llama.\n' >0042/README.md && run scan 0042
expect 'a base of a family' 0 'license-laundering' 'License +Apache-2.0 AND LicenseRef-llama$'
printf -- '---\nlicense: llama3\n---\n# Tern\n\nThis model is based on Llama.\n' >0042/README.md && run scan 0042
expect 'which its license already tells closer' 0 'License +LicenseRef-llama-3-community$'

titled 'Tern Song' 'Tern Song'
expect 'the title is a name of two words' 0 'license-laundering'
titled 'Auk Song' 'Tern Song'
refuse 'another name of two words' 'license-laundering'

# Every one of the bases that a card lists counts.
for says in 'Tern-7B comes from 2 base models (lab/auk-7b and Llama-2-7b), each of one size.' 'Base models: lab/auk-7b and Llama-2-7b' \
	'We fine-tune two base models, lab/auk-7b and Llama-2-7b.'; do
	printf -- '---\nlicense: apache-2.0\n---\n# Tern-7B\n\n%s\n' "$says" >0042/README.md && run scan 0042
	expect "all bases: $says" 0 'license-laundering' 'declared  lab/auk-7b' 'declared  Llama-2-7b'
done
printf -- '---\nlicense: apache-2.0\n---\n# Tern-7B\n\nLlama-2-based Tern-7B comes with 7B and 13B.\n' >0042/README.md && run scan 0042
expect 'what one variant is based on' 0 'license-laundering' 'declared  Llama-2'
printf -- '---\nlicense: apache-2.0\n---\n# Tern-7B\n\nWe fine-tune two base models, lab/auk-7b and Llama-2-7b, as baselines.\n' >0042/README.md && run scan 0042
refuse 'what is only compared with' 'license-laundering' 'declared  '

# A sentence of the code alone gives the weights no license that their base could contradict; what the base demands holds.
coded() { # WORDS: a card without fields, of what is made from a base with terms
	rm -rf 0042 && mkdir 0042 && weights 0042/m.safetensors
	printf '# Tern-7B\n\nBase model: Llama-2-7b\n\n## License\n\n%s\n' "$1" >0042/README.md
	run scan 0042
}
for says in 'The code of this project is under the MIT License.' '本專案程式碼為 MIT License。'; do
	coded "$says"
	expect "the code alone: $says" 0 'weights-license-silent' 'License +none concluded' 'the license of Llama-2-7b'
	refuse "no laundering: $says" 'license-laundering'
done
coded 'This model is under the MIT License.'
expect 'the model' 0 'license-laundering'

# A license file that names a license, links to its text and sums up what stands there has no terms of its own.
rm -rf notice && mkdir notice && weights notice/m.safetensors && printf '# Tern\n\n## License\n\nThe model is under CC BY-NC 4.0.\n' >notice/README.md
noticed() { # WORDS: what the notice says besides
	cat >notice/LICENSE <<EOF
License notice. Copyright in the files of this repository, code, weights and documents, is held by Tern Labs.

Unless otherwise noted, what is here is licensed under:
- Creative Commons Attribution-NonCommercial 4.0 International (CC BY-NC 4.0)

Summary (for reference only):
- Attribution: You must give appropriate credit, provide a link to the license, and say which changes were made.
- NonCommercial: You may not use the material for commercial purposes.
- No additional restrictions: You may not apply legal terms that restrict others from what the license permits.
$1

The whole license: https://creativecommons.org/licenses/by-nc/4.0/legalcode

Disclaimer: this material is provided "as is", without warranties of any kind, express or implied.
EOF
	run scan notice
}
noticed '- Read it before you use the material.'
expect 'a notice that sums up its license' 0 'License +CC-BY-NC-4.0$'
refuse 'is no unknown text' 'unknown-license-text'
noticed '- You may not use the material for military purposes or surveillance.'
expect 'a term that the license has not' 0 'unknown-license-text'

# An address that is written without its scheme is one.
rm -rf address && mkdir address && weights address/m.safetensors
for card in '---
license: other
license_name: pear
license_link: creativecommons.org/licenses/by-nc/4.0/
---
# Tern' '# Tern

## License

The model is licensed under the license at creativecommons.org/licenses/by-nc/4.0/.' '# Tern

## License

The model is licensed under the [license](www.creativecommons.org/licenses/by-nc/4.0/).'; do
	printf '%s\n' "$card" >address/README.md && run scan address
	expect "an address without a scheme: $(printf %s "$card" | tail -n 1)" 0 'License +CC-BY-NC-4.0$'
	refuse "is no file: $(printf %s "$card" | tail -n 1)" 'license-link-missing'
done
printf '# Tern\n\n## License\n\nThe model is licensed under the [license](www/LICENSE).\n' >address/README.md && run scan address
expect 'a path is none' 0 'license-link-missing'

# What a card declares of a family, or as "other".
rm -rf family && mkdir family && weights family/m.safetensors
fielded() { # LICENSE WORDS
	printf -- '---\nlicense: %s\n---\n# Tern\n\n%s\n' "$1" "$2" >family/README.md
	run scan family
}
fielded openrail 'The model may not be used for any commercial purpose.'
expect 'an open one keeps no trade out' 0 'terms-beside-license'
fielded openrail 'The model may be used by anybody.'
refuse 'and nothing else does' 'terms-beside-license'
fielded apple-ascl 'The model may be used by anybody.'
refuse 'a family with one member leaves nothing open' 'claim-too-vague'
fielded apache-2.0 'The songs are from others. The CC BY-NC license requires that the work be used only for non-commercial purposes.'
refuse 'what a license says is no term' 'terms-beside-license'
fielded apache-2.0 'The model requires that the work be used only for non-commercial purposes.'
expect 'what the model requires is one' 0 'terms-beside-license'
cp "$LICET_ROOT/LICENSE" family/LICENSE && fielded other 'The model may be used by anybody.'
expect 'other, beside a text that has an id' 0 '^PASS' 'other-with-known-text' 'LICENSE is the text of the MIT License'
fielded license 'The model may be used by anybody.'
refuse 'what a template has there' 'other-with-known-text'
fielded mit 'The model may be used by anybody.'
refuse 'the id itself' 'other-with-known-text'

# A recipe for what runs elsewhere says nothing of the weights beside it; one that loads an adapter does.
rm -rf recipe && mkdir recipe && weights recipe/m.safetensors
printf -- '---\nlicense: mit\nbase_model: lab/wren\n---\n# Tern\n' >recipe/README.md
printf 'FROM llama3.2:3b\nSYSTEM """You are a bird."""\n' >recipe/Modelfile
run scan recipe
refuse 'a recipe without an adapter' 'license-laundering'
printf 'FROM llama3.2:3b\nADAPTER ./m.safetensors\n' >recipe/Modelfile
run scan recipe
expect 'a recipe with an adapter' 0 'license-laundering' 'llama3.2:3b'
rm recipe/m.safetensors && printf 'FROM llama3.2:3b\n' >recipe/Modelfile
run scan recipe
expect 'a recipe is all that is here' 0 'license-laundering' 'llama3.2:3b'

# The file that names the license of the weights goes on with terms that no record explains: they may be that license.
rm -rf framed && mkdir -p framed/wing && weights framed/m.safetensors && printf '# Tern\n' >framed/README.md
cp "$LICET_ROOT/LICENSE" framed/LICENSE-CODE
framed() { # TERMS
	printf 'DUAL LICENSE NOTICE\n\n1. SOURCE CODE - MIT License\n\n2. MODEL WEIGHTS - NVIDIA Open Model License\n\n%s\n' "$1" >framed/LICENSE
	run scan framed
}
framed 'Part two.'
expect 'the text of the weights is not here' 0 'code-license-alone'
framed 'PART 2: MODEL WEIGHTS LICENSE

Tern Labs grants you permission to use, copy and modify the models under this agreement. You may not distribute a derivative of the models unless you include a copy of this agreement. You shall not use the models for military purposes or surveillance. This agreement terminates if you violate any of its terms. The models are provided "as is", without warranties of any kind, and Tern Labs is not liable for any damages arising from the use of the models or of their outputs.

You agree to indemnify Tern Labs against claims of third parties. You must comply with all applicable laws. The licensor may revoke the rights granted hereunder at any time. All rights not expressly granted are reserved. No license to patents or trademarks of the licensor is granted. This agreement is governed by the laws of the place where Tern Labs has its seat, and its courts have exclusive jurisdiction over disputes that arise from it.'
expect 'terms stand there' 0 'unknown-license-text'
refuse 'and may be that text' 'code-license-alone'

# Terms of a component that no record has, in a notice of third parties, by its name or by the texts in it.
rm -rf parties && mkdir parties && cp "$LICET_ROOT/LICENSE" parties/LICENSE && printf '# Tern\n\nCode.\n' >parties/README.md
party() { # NAME TERM: one more term in the notice
	cat >"parties/$1" <<T
Notices

Wings

You may use and redistribute the Wings in object form, provided that you meet the terms of this license.
The licensee shall keep the names of the authors, and must not take the Wings apart or translate them back.
The licensee agrees to hold the authors harmless against all claims. This license is terminated when you breach its terms, and you
shall then destroy all copies. The authors give no warranty, and are not liable for damages. You must obey export laws.
$2
T
	run scan parties
}
party wings-third-party-notices.txt ''
expect 'terms of a component in a notice' 0 '^PASS' 'note +component-texts-edited'
party wings-third-party-notices.txt 'You may use the Wings for non-commercial purposes only.'
expect 'and a term that limits use' 0 '^REVIEW' 'warning +unknown-license-text' && rm parties/wings-*
party NOTICE ''
expect 'a notice that is called after nobody' 0 '^REVIEW' 'warning +unknown-license-text'
for i in 1 2 3 4; do printf '\nTail %s\n\n' $i && cat "$LICET_ROOT/LICENSE"; done >parties/tail
party NOTICE "$(printf '\n' && cat parties/tail)"
expect 'and has the texts of many' 0 '^PASS' 'note +component-texts-edited'

# A notice that sums up the license of a component, whose text is here, has no terms of its own.
rm -rf bundled && mkdir -p bundled/wings && cp "$LICET_ROOT/LICENSE" bundled/LICENSE && printf '# Tern\n\nCode.\n' >bundled/README.md
cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" bundled/wings/
noticing() { # TERM: one more term in the notice
	cat >bundled/NOTICE <<T
Tern
Copyright 2026 Auk

Tern is under the MIT License (see LICENSE).

Bundled code of others: wings (Example Community Model License), in wings/, with its license in wings/LICENSE.

What that license asks of you, see there for the text itself:
  * Copies of the Example Materials must be passed on with a copy of the Example Community Model License.
  * The Example Materials must not be used for weapons or for mass surveillance of people.
  * If the products of you or your affiliates have more than 50 million monthly active users, you must request another license.
  * The Example Materials are provided "as is" without warranty of any kind, and the authors are not liable for damages.
$1
These terms hold for wings alone. All else remains under the MIT License.
T
	run scan bundled
}
noticing ''
refuse 'a notice that sums up the license of a component' 'unknown-license-text'
noticing '  * You may use them for non-commercial purposes only.'
expect 'and one that adds to it' 0 'unknown-license-text'
rm bundled/wings/LICENSE && noticing ''
expect 'and one of a license that is not here' 0 'unknown-license-text'

echo finished
