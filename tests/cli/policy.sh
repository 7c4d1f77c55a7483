# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Policies as code: the intended use, waivers, and what is wrong with a policy; `licet policy`; the JSON schema.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny # caps use at 50 million users, leaves out the EU
SOURCE_DATE_EPOCH=1767225600 # 2026-01-01
export SOURCE_DATE_EPOCH
cp -r "$fixture" model

# policy FILE: writes it from standard input.
policy() { cat >"$T/$1"; }

# --- the use
policy firm.yaml <<'END'
name: firm
use:
  users: 2M
  regions: [US, CH]
  training_on_outputs: false
  fields: []
END
run scan --policy firm.yaml model
expect 'a cap of 50 million is a remark for a firm of 2 million' 0 '^PASS' 'users: 2M` \(firm.yaml:3:10\)'
sed 's/2M/800M/' firm.yaml >large.yaml
run scan -f json --policy large.yaml model
expect 'and a failure for one of 800' 1 '"id": "use-forbidden"' '"decided_by": "large.yaml:3:10"' 'is above limit 50000000' 'section 2.2'
sed 's/CH/DE/' firm.yaml >german.yaml
run scan --policy german.yaml model
expect 'a member of the EU is in the EU' 1 'use-forbidden' 'is left out'
grep -v users firm.yaml >unsaid.yaml
run scan -f json --policy unsaid.yaml model
expect "what is not said needs a review" 0 '"verdict": "review"' use-unclear "does not say .users"
mkdir launders && weights launders/m.safetensors # what its base's license says counts, whatever its card claims
printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >launders/README.md
run scan --policy large.yaml launders
expect 'a cap of the base, for a firm of 800 million' 1 '^FAIL' 'error use-forbidden' 'is above limit 700000000'
run scan --policy firm.yaml launders
expect 'for a firm of 2 million' 0 '^REVIEW' 'note use-not-limited'
printf -- '---\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >launders/README.md
run scan --policy large.yaml launders
expect 'where nothing gives a license of its own, too' 1 '^FAIL' 'License +none concluded' 'error use-forbidden' 'is above limit 700000000'
printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >launders/README.md
printf 'deny: {licenses: [llama-3.1-community]}\n' >no_base.yaml
run scan --policy no_base.yaml launders
expect 'the license of the base is denied' 1 '^FAIL' 'denied-license'
run scan --policy commercial-service model
expect 'a starter without the size needs a review' 0 '^REVIEW'

# --- what a base model's license demands counts as what the license here does
mkdir made && weights made/m.safetensors
printf -- '---\nlicense: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >made/README.md
while read -r number_of_users verdict finding; do
	echo "use: {users: $number_of_users, commercial: true}" >use.yaml
	run scan -f json --policy use.yaml made
	expect "a cap of the base: $number_of_users" "$verdict" "\"$finding\"" '"of": "meta-llama/Llama-3.1-8B"'
done <<'END'
2M 0 use-not-limited
800M 1 use-forbidden
END
for says in 'deny: {licenses: llama-3.1-community}' 'deny: {kinds: usage-cap}' 'deny: {categories: community-restricted}' \
	'allow: {licenses: mit}' 'allow: {kinds: [notice, attribution]}'; do
	echo "$says" >base.yaml
	run scan --policy base.yaml made
	expect "the license of the base: $says" 1 '^FAIL' 'base.yaml:1:'
done
echo 'allow: {licenses: [mit, llama-3.1-community]}' >base.yaml
run scan --policy base.yaml made
expect 'both licenses are allowed' 0 '^REVIEW' 'license-laundering' 'usage-cap' 'the license of meta-llama/Llama-3.1-8B'
printf 'use: {users: 800M}\nwaivers:\n- {kind: usage-cap, path: README.md, reason: r, approver: a, expires: 2026-12-31}\n' >base.yaml
run scan --policy base.yaml made
expect 'a waiver of a clause of the base' 0 '^REVIEW' 'waived use-forbidden'
printf -- '---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >made/README.md
run scan -f json made
refuse 'the same license is told once' '"of": "meta'
printf -- '---\nbase_model: meta-llama/Llama-3.1-8B\n---\n# Tern\n' >made/README.md
echo 'use: {users: 800M}' >use.yaml
run scan --policy use.yaml made
expect 'where no license is told that of the base binds' 1 '^FAIL' 'use-forbidden' 'no-license-evidence'
echo 'deny: {categories: community-restricted}' >base.yaml
run scan --policy base.yaml made
expect 'and is denied' 1 '^FAIL' 'denied-license' 'README.md:2'
printf -- '---\nlicense: mit\n---\n# Tern\n\nLlama is another model.\n' >made/README.md
run scan --policy use.yaml made
refuse 'a name alone brings no terms' 'use-forbidden' 'usage-cap'
mkdir -p nest/tern nest/wren && weights nest/tern/m.safetensors && weights nest/wren/m.safetensors
printf -- '---\nlicense: cc-by-nc-4.0\n---\n# Tern\n' >nest/tern/README.md
printf -- '---\nlicense: mit\nbase_model: ../tern\n---\n# Wren\n' >nest/wren/README.md
echo 'deny: {kinds: non-commercial}' >base.yaml
run scan -f json --policy base.yaml nest
expect 'a base in the same distribution' 1 '"of": "tern"'
printf -- '---\nlicense: mit\n---\n# Tern\n' >made/README.md
run known add --into own --license cc-by-nc-4.0 --model acme/tern made/m.safetensors
run scan -f json --data own --policy base.yaml made
expect 'the license that the same bytes were published under' 1 'claim-contradicts-known-weights' '"of": "acme/tern"'
rm -r made nest own

# --- each use: what forbids it, and what leaves it alone
while IFS='|' read -r forbidden fine sentence; do
	rm -rf used && mkdir used && weights used/m.safetensors
	printf 'Tern Terms\n\n1. We grant you an irrevocable, perpetual license to use, change and distribute the weights.\n\n2. %s\n' "$sentence" >used/LICENSE
	echo "use: {$forbidden}" >use.yaml
	run scan --policy use.yaml used
	expect "forbidden: $forbidden" 1 '^FAIL' 'error use-forbidden' 'use.yaml:1:'
	echo "use: {$fine}" >use.yaml
	run scan --policy use.yaml used
	expect "fine: $fine" 0 'note use-not-limited' 'use.yaml:1:'
	refuse "nothing forbids it: $fine" 'use-forbidden'
	echo 'use: {}' >use.yaml
	run scan --policy use.yaml used
	expect "unsaid: ${fine%%:*}" 0 '^REVIEW' 'use-unclear'
done <<'END'
commercial: true|commercial: false|You may not use the weights for commercial purposes.
production: true|production: false|You may use the weights for evaluation only, and not in production.
users: 800M|users: 2M|If your products have more than 700 million monthly active users, you must request another license.
daily_users: 2M|daily_users: 1K|If your products have more than 1 million daily active users, you must request another license.
requests: 2M|requests: 1K|You may not serve more than 1 million requests per month without another license.
devices: 2K|devices: 10|You may use the weights on at most 1,000 devices; beyond that you need another license.
tokens: 2M|tokens: 10|Use of more than 1 million tokens a month requires another license.
gpu_hours: 2K|gpu_hours: 10|Use of more than 1000 GPU hours requires another license.
revenue: 20M USD|revenue: 5M USD|If your annual revenue is more than 10 million US dollars, you must request another license.
headcount: 200|headcount: 20|Organizations with more than 100 employees must request another license.
regions: [DE]|regions: [US]|You may not use the weights in the European Union.
hosting: true|hosting: false|You may not offer the weights to third parties as a hosted service or through an API.
redistributing: true|redistributing: false|You may not distribute the weights to third parties.
fine_tuning: true|fine_tuning: false|You may not modify the weights or create derivative works of them.
training_on_outputs: true|training_on_outputs: false|You may not use the outputs of the model to train any other model.
fields: [medical]|fields: []|You may not use the model to give medical advice.
fields: [military]|fields: [education]|You may not use the model for military purposes.
END

# --- what is denied, allowed, reviewed, and what counts as what. The license is community-restricted, and has no text elsewhere.
while IFS='|' read -r code said text; do
	printf '%b\n' "$text" >decides.yaml
	run scan --policy decides.yaml model
	expect "$text" "$code" "$said"
done <<'END'
1|error denied-license|deny: {licenses: [example-community]}
1|error denied-license|deny: {categories: [community-restricted]}
1|error denied-kind|deny: {kinds: [region]}
0|^PASS|deny: {licenses: [mit], categories: [research-only], kinds: [share-alike]}
1|error license-not-allowed|allow: {licenses: [mit]}
0|^PASS|allow: {licenses: [example-community]}
1|error license-not-allowed|allow: {categories: [permissive]}
1|error denied-kind|allow: {kinds: [usage-cap]}
0|warning kind-needs-review|review: {kinds: [usage-cap]}
0|^REVIEW|severities: {restriction-from-record: error}
1|^FAIL|severities: {restriction-from-record: error}\nverdict: {fail: error}
0|^REVIEW|verdict: {review: note}
END

# --- waivers
sha=$(sha256sum model/LICENSE | cut -c1-64)
policy waived.yaml <<END
name: waived
deny: {kinds: [usage-cap]}
waivers:
- finding: denied-kind
  kind: usage-cap
  path: LICENSE
  sha256: $sha
  reason: We have the other license, contract 17.
  approver: Legal
  expires: 2026-06-30
END
for f in text json jsonl sarif junit csv markdown github gitlab; do
	run scan -f $f --policy waived.yaml model
	expect "waived in $f: reason, approver and last day" 0 'contract 17' 'Legal' '2026.{1,2}06.{1,2}30'
done
run scan --fail-on grant model
expect 'a grant is no restriction that could fail' 2 'no kind of restriction'
run scan -f sarif --policy waived.yaml model
expect 'a suppression in SARIF' 0 '"suppressions"' '"kind": "external"' '"status": "accepted"'
run scan -f junit --policy waived.yaml model
expect 'skipped in JUnit' 0 '<skipped>.*usage-cap.*contract 17'
(SOURCE_DATE_EPOCH=1782864000 && export SOURCE_DATE_EPOCH && "$LICET" scan --policy waived.yaml model >out 2>err; echo $? >rc)
code=$(cat rc)
expect 'an expired waiver no longer waives' 1 'error denied-kind' 'waived.yaml:4:3: the waiver of denied-kind by Legal ended on'
(SOURCE_DATE_EPOCH=1782864000 && export SOURCE_DATE_EPOCH && "$LICET" policy check waived.yaml >out 2>err; echo $? >rc)
code=$(cat rc)
expect 'check says which have expired' 1 'Waivers that have expired' 'waived.yaml:4:3'
cp -r model changed && echo >>changed/LICENSE
run scan --policy waived.yaml changed
expect 'a waiver for a file that changed' 1 'waived.yaml:4:3: the waiver of denied-kind by Legal is for other' 'error denied-kind'
tar -cf model.tar model
sed 's|path: .*|path: model.tar|' waived.yaml >tar.yaml
run scan --policy tar.yaml model.tar
expect 'a waiver by path and digest inside an archive' 0 '^PASS' 'waived denied-kind'
sed "s|path: .*|path: '**/LICENSE'|" waived.yaml >glob.yaml
run scan --policy glob.yaml model.tar
expect 'a waiver by a pattern' 0 '^PASS' 'waived denied-kind'
run scan -f json --policy glob.yaml changed
expect 'and by the bytes, too' 1 'is for other bytes than those of'
grep -v 'path:' waived.yaml >bytes.yaml
gzip -k model.tar && run scan --policy bytes.yaml model.tar.gz
expect 'a waiver by the bytes of a member' 0 '^PASS' 'waived denied-kind'
run scan --policy waived.yaml --policy strict model
expect 'one of two policies would be lost' 2 'a scan has one policy'
mkdir empty && weights empty/model.safetensors
run scan -f json --policy default empty
expect 'no evidence is a review' 0 '"verdict": "review"' 'no-license-evidence'

# --- bad input: sentences with line and column
while IFS='|' read -r name place text; do
	printf '%b\n' "$text" >bad.yaml
	run scan --policy bad.yaml model
	expect "bad: $name" 2 "bad.yaml:$place"
done <<'END'
an unknown field|2:1: there is no field .forbid|name: x\nforbid: {}
an unknown kind|2:10: .no-such. is not a kind|deny:\n  kinds: no-such
an unknown use|1:7: there is no use .userz|use: {userz: 5}
a number that is none|2:10: a number is needed|use:\n  users: lots
a currency that is missing|1:16: a sum with its currency|use: {revenue: 5M}
regions that are none|1:16: a region is needed here|use: {regions: []}
a region that is none|1:17: .ZZ. is no region|use: {regions: [ZZ]}
an unknown finding|1:14: there is no finding|severities: {nope: error}
a day that no calendar has|1:71: .2026-02-30. is no day|waivers: [{kind: usage-cap, path: x, reason: r, approver: a, expires: 2026-02-30}]
a date without a day|1:71: .2026-02. is no day|waivers: [{kind: usage-cap, path: x, reason: r, approver: a, expires: 2026-02}]
a waiver without an end|1:11: the field .expires. is missing|waivers: [{kind: usage-cap, path: x, reason: r, approver: a}]
a waiver without a reason|1:11: the field .reason. is missing|waivers: [{kind: usage-cap, path: x, approver: a, expires: 2026-02-01}]
a waiver bound to nothing|1:11: a waiver is bound|waivers: [{kind: usage-cap, reason: r, approver: a, expires: 2026-02-01}]
a digest that is none|1:37: a SHA-256|waivers: [{kind: usage-cap, sha256: 12, reason: r, approver: a, expires: 2026-02-01}]
an unknown field of a waiver|1:29: there is no field .who|waivers: [{kind: usage-cap, who: x}]
a waiver of no evidence|1:21: no-license-evidence cannot|waivers: [{finding: no-license-evidence, path: x, reason: r, approver: a, expires: 2026-02-01}]
evidence that is ignored|1:21: no-license-evidence cannot|ignore: {findings: [no-license-evidence]}
what the policy itself says is ignored|1:21: 'use-forbidden' is what|ignore: {findings: [use-forbidden]}
a waiver of a file outside|1:18: '../x' leads out|waivers: [{path: ../x, kind: usage-cap, reason: r, approver: a, expires: 2026-02-01}]
a waiver of a place on disk|1:18: '/x' leads out|waivers: [{path: /x, kind: usage-cap, reason: r, approver: a, expires: 2026-02-01}]
a second document, which nobody would read|2:1: a second document|name: x\n---\ndeny: {kinds: usage-cap}
an alias|1:4: .*alias|a: *b
broken YAML|2:|deny: {kinds: [a
END
head -c 2000000 /dev/zero >zeros.yaml
run scan --policy zeros.yaml model
expect 'a policy of two million zeros' 2 'zeros.yaml'
run policy check missing.yaml
expect 'a policy that is not there' 2 'missing.yaml'

# --- the vocabulary: no question is asked for nothing
mkdir -p d/rules && sed 's/{use: headcount, above: limit, then: forbids}/{then: asks}/' "$LICET_ROOT/rules/vocabulary.yaml" >d/rules/vocabulary.yaml
run policy check --data d strict
expect 'a use that nothing bears on' 2 "vocabulary.yaml:[0-9]+:3: no kind bears on the use 'headcount'"

# --- what is granted somewhere alone, what is counted for another time
model_with() { # NAME SENTENCE
	mkdir -p "$1" && weights "$1/m.safetensors"
	printf 'Tern Terms\n\n1. We grant you an irrevocable, perpetual license to use the weights.\n\n2. %s\n' "$2" >"$1/LICENSE"
}
policy us.yaml <<'END'
use: {regions: [US], revenue: 5M USD, training_on_outputs: true}
require: {duties: [naming]}
END
model_with only-japan 'Territory means Japan.'
run scan -f json --policy us.yaml only-japan
expect 'what is granted in Japan alone is forbidden in the US' 1 'has US, and only JP is granted'
model_with not-japan 'No rights are given for use in Japan.'
run scan -f json --policy us.yaml not-japan
expect 'and what leaves out Japan is not' 0 'nothing to do with JP'
model_with monthly 'Free use is granted to those whose monthly revenue is less than USD 6 million.'
run scan -f json --policy us.yaml monthly
expect "a year's revenue below the cap of a month" 0 'is not above amount 6000000'
model_with raised 'You need a separate license if your organization has raised funding of more than 9 million dollars.'
run scan -f json --policy us.yaml raised
expect 'a cap on funding is no cap on revenue' 0 'for which time it counts'
model_with ends 'The license ends on 31 December 2027.'
run scan -f json --policy us.yaml ends
expect 'a grant that ends must be looked at' 0 "time-limit .*may forbid"
model_with named 'The name of every model that is trained with the outputs must begin with "Tern".'
run scan -f json --policy us.yaml named
expect 'who trains on outputs may owe a name' 0 'duty-required' 'naming'

# --- init, check, explain
starters=$("$LICET" policy list | grep -v '^ ')
[ "$(echo "$starters" | wc -l)" -ge 5 ] && echo 'ok there are starters' || echo "not ok starters: $starters"
for s in $starters; do
	run policy init "$s" --use users=2M --use regions=US,DE --use 'revenue=5M USD' --use commercial --use fields=
	expect "init $s" 0 '^  users: 2M$' '^  regions: \[US, DE\]$' '^  commercial: true$' '^  fields: \[\]$' '^  # headcount: '
	cp out "made-$s.yaml"
	run policy check "made-$s.yaml"
	expect "what init makes of $s is well formed" 0 'well formed' 'users: 2M'
	[ "$(grep -c '^use:' "made-$s.yaml")" -eq 1 ] && echo "ok one use in $s" || echo "not ok use stands twice in $s"
	run policy check "$s"
	expect "check $s" 0 'well formed'
done
run policy init -o new.yaml research
expect 'init writes a file' 0
cp new.yaml before
run policy init -o new.yaml strict
expect 'and overwrites none' 2 'new.yaml: File exists'
cmp -s new.yaml before && echo 'ok it is as it was' || echo 'not ok it was overwritten'
run policy init --use usrs=5
expect 'init of an unknown use' 2 "did you mean 'users'"
run policy init --use users=many
expect 'init with a value that is none' 2 'a number is needed'
run policy explain firm.yaml llama-3-community
expect 'explain: a license of 700 million users for a firm of 2' 0 'section 2: usage-cap' 'users: 2M` .firm.yaml:3:10. is *'
run policy explain large.yaml llama-3-community
expect 'and of 800' 0 '^fail  LicenseRef-llama-3-community' 'is above limit'
run policy explain firm.yaml usage-cap region
expect 'explain a kind' 0 'it fails where' 'regions: \[US, CH\]'
run policy explain firm.yaml
expect 'explain all' 0 'known, by their records: [0-9]+ pass' 'What it makes of restrictions'
run policy explain firm.yaml licenses
expect 'explain each license' 0 '^pass +MIT' '^review'
run policy explain waived.yaml model/LICENSE
expect 'explain a file' 0 "$sha"
run policy explain waived.yaml "$T/model/LICENSE" model
expect 'explain a file by its whole name, and a folder' 0 'LICENSE: waivers that are bound to it' 'model: no waiver is bound'
run policy check firm.yaml waived.yaml us.yaml
expect 'check several' 0 'firm.yaml: the policy' 'waived.yaml: the policy' 'us.yaml: the policy'
run policy check bad.yaml firm.yaml no-policy.yaml
expect 'two of several are broken' 2 'bad.yaml:2' 'no-policy.yaml' 'firm.yaml: the policy'
run policy explain firm.yaml no-such-thing
expect 'explain nothing' 2 'no license, no kind, and no file'
run policy frobnicate
expect 'an unknown verb' 2 'can list, init, check'

# shellcheck disable=SC2016 # it is no substitution
sed -n '/^### Policies/,/^### In CI/p' "$LICET_ROOT/README.md" | sed -n '/^```yaml/,/^```$/p' | grep -v '^```' >readme.yaml
run policy check readme.yaml
expect 'the policy of the README' 0 'the policy "firm" is well formed' 'revenue: 5M USD'

# --- the schema
run policy schema
cmp -s out "$LICET_ROOT/rules/policies/policy.schema.json" && echo 'ok the schema that is shipped is the one of the program' ||
	echo 'not ok rules/policies/policy.schema.json is old: licet policy schema >rules/policies/policy.schema.json'
if python3 -c 'import jsonschema, yaml' 2>/dev/null; then
	python3 "$LICET_ROOT/tests/cli/policy.py" out "$LICET_ROOT"/rules/policies/*.yaml made-*.yaml firm.yaml waived.yaml readme.yaml
else
	echo 'skip the schema by a validator: python3-jsonschema and python3-yaml are not there'
fi
echo finished
