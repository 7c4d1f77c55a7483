# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Model directories made from real license texts; skipped where the shared texts are missing.
. "$(dirname "$0")/lib.sh"
texts=$LICET_SHARED/texts
if [ ! -d "$texts" ]; then
	echo "skip models from real license texts: $texts is not there"
	echo finished
	exit 0
fi

# model DIR LICENSE-ID|- FRONT-MATTER…: a model directory with weights, a card and, unless -, a license file.
model() {
	dir=$1 license=$2
	shift 2
	mkdir "$dir" && weights "$dir/model.safetensors"
	{ echo '---'; for line; do echo "$line"; done; echo '---'; echo '# A model'; } >"$dir/README.md"
	[ "$license" = - ] || cp "$texts/$license/canonical.txt" "$dir/LICENSE"
}

model llama llama-3.1-community 'license: llama3.1'
run scan -f json llama
expect 'Llama 3.1' 0 '"concluded": "LicenseRef-llama-3.1-community"' '"kind": "usage-cap"' '"limit": "?700000000' '"kind": "revocable"' \
	'"kind": "naming"' '"kind": "display"' '"kind": "termination-on-litigation"'
for id in qwen mistral; do
	model $id apache-2.0 'license: apache-2.0'
	run scan -f json $id
	expect "$id under Apache-2.0" 0 '"verdict": "pass"' '"concluded": "Apache-2.0"' '"state": "exact"'
	refuse "$id is not capped or revocable" '"kind": "(usage-cap|revocable|non-commercial|revocation-at-will)"'
done
model tongyi tongyi-qianwen 'license: other' 'license_name: tongyi-qianwen' 'license_link: LICENSE'
run scan -f json tongyi
expect 'Tongyi Qianwen' 0 '"concluded": "LicenseRef-tongyi-qianwen"' '"limit": "?100000000'
model gemma gemma-terms 'license: gemma'
run scan -f json gemma
expect 'Gemma' 0 '"concluded": "LicenseRef-gemma-terms' '"kind": "field-of-use"'
model silent - 'language: en'
run scan -f json silent
expect 'no license at all' 0 '"verdict": "review"' '"concluded": null' 'no-license-evidence'
model liar llama-3.1-community 'license: mit'
run scan -f json liar
expect 'MIT in the card, Llama in the file' 0 '"verdict": "review"' 'claim-contradicts-text' 'LICENSE' 'README.md'
run scan liar
expect 'and people see both sides' 0 'MIT' 'LicenseRef-llama-3.1-community|Llama 3.1'
echo finished
