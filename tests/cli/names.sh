# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Names of licenses: words that name none, slips of the pen, and the ids of the Hugging Face hub.
. "$(dirname "$0")/lib.sh"

weights model.safetensors
for word in other unknown none custom; do
	printf -- '---\nlicense: %s\n---\n# A model\n' "$word" >README.md
	run scan -f json .
	expect "license: $word is no license" 0 '"concluded": null' '"verdict": "review"' 'unresolved-claim' 'README.md names no license'
	run explain "$word"
	expect "explain $word" 0 'No license, but a word that stands where one should'
done
printf -- '---\nlicense: other\nlicense_name: public-domain\n---\n' >README.md
run scan -f json .
expect 'a status that stands for a license' 0 '"concluded": "LicenseRef-public-domain-status"'
refuse 'which is known' 'unresolved-claim'
printf '# Tern\n\n## License\n\nThe weights are made from songs in the public domain.\n' >README.md
run scan -f json .
refuse 'but is a word of any sentence' 'LicenseRef-public-domain-status'
printf -- '---\nlicense: other\nlicense_name: plum-9b\nlicense_link: https://hub.invalid/google/gemma-2-9b/blob/main/LICENSE\n---\n' >README.md
run scan -f json .
expect 'the license file of a model that is known' 0 '"concluded": "LicenseRef-gemma-terms"'
refuse 'which tells what the name means' 'unresolved-claim'
printf -- '---\nlicense: other\nlicense_name: plum-9b\nlicense_link: https://hub.invalid/lab/plum-9b/blob/main/LICENSE\n---\n' >README.md
run scan -f json .
expect 'and that of another' 0 'unresolved-claim'
printf -- '---\nlicense: other\nlicense_name: apache-2.0\n---\n' >README.md
run scan -f json .
expect 'the name beside it counts' 0 '"concluded": "Apache-2.0"'
run licenses show other
expect 'show a placeholder' 0 '^placeholder: names no license$'
refuse 'a placeholder has no id to report' '^spdx:'
run licenses diff other mit
expect 'a placeholder cannot be compared' 2 "'other' names no license"
run licenses list
refuse 'and is not listed as a license' 'LicenseRef-(other|unknown)'
run licenses add README.md --id thing --into .
[ -e licenses/thing.yaml ] && rm -r licenses

while IFS='|' read -r command word meant; do
	# shellcheck disable=SC2086
	run $command "$word"
	expect "$command $word: did you mean $meant?" 2 "did you mean.*'$meant'"
done <<'T'
explain|lama3.1|llama-3.1-community
explain|usage-caps|usage-cap
explain|apache-20|apache-2.0
explain|claim-to-vague|claim-too-vague
licenses show|gema|gemma-terms
licenses show|gpl3.1|gpl-3.0
licenses diff mit|bsd-3-claus|bsd-3-clause
licenses list --kind|usage_caps|usage-cap
licenses list --category|permisive|permissive
licenses list --publisher|Mata|Meta
T
run explain qwertyuiop
expect 'nothing is like it' 2 'licenses list'
refuse 'and nothing is made up' 'did you mean'

while IFS='	' read -r id words; do
	case $id in '#'*) continue ;; esac
	got=$("$LICET" licenses show "$words" 2>/dev/null | sed -n '1s/^id: //p')
	[ "$got" = "$id" ] || echo "$words is ${got:-nothing}, not $id"
done <"$LICET_ROOT/tests/cli/names.txt" >misread
[ -s misread ] && echo "not ok names as cards write them: $(head -n 3 misread)" || echo "ok names as cards write them"
while read -r words; do
	run licenses show "$words"
	[ "$code" -eq 2 ] || echo "not ok '$words' is called $(head -n 1 out)"
done <<'T'
Apache 2.0 (non-commercial)
MIT with additional terms
CC-BY-NC-SA-4.0 (non-commercial use only)
mit and apache-2.0
all rights reserved
GPL-3.1
llama-2.1
cc-by-5.0
see LICENSE file
T
echo "ok names that are like another license's"

if [ -r "$LICET_SHARED/hf-licenses.json" ]; then
	sed -n 's/^ *"id": "\(.*\)",*$/\1/p' "$LICET_SHARED/hf-licenses.json" >ids # the 83, and two that were listed before
	while read -r id; do
		"$LICET" licenses show "$id" >out 2>err || echo "$id" >>unresolved
	done <ids
	[ "$(wc -l <ids)" -ge 83 ] && [ ! -e unresolved ] && echo "ok all ids of the hub are known" ||
		echo "not ok all ids of the hub are known: $(tr '\n' ' ' <unresolved)"
else
	echo "skip all ids of the hub are known: hf-licenses.json is not there"
fi
echo finished
