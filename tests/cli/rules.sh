# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Rules of a user: what is wrong with one is said with file, line, column and a sentence, and the run stops (2); `rules check` says
# what fires where, `identify --explain` why.
. "$(dirname "$0")/lib.sh"
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny

# rule TEXT: writes the only rule of the data directory d, a sound one with lines replaced by sed's expressions.
rule() {
	mkdir -p d/rules/use
	cat >d/rules/use/no-birds.yaml <<'RULE'
id: no-birds
kind: field-of-use
title: No birds
words: [bird, fowl]
match:
- 'may not[^.]{0,40}? (?:birds|fowls)\b'
- 'birds are not allowed'
unless: ['\bunless you are a heron\b']
unless_text: ['\ball birds are welcome\b']
only_if_text: ['\blicen[cs]e\b']
fire:
- Under this license you may not use the model for birds.
- By the license, birds are not allowed.
silent:
- You may use the model for birds.
RULE
	for expression; do
		sed -i "$expression" d/rules/use/no-birds.yaml
	done
}

rule
run rules check --data d
expect 'a sound rule' 0 'no-birds: 2 patterns, fires at 2 of 2 examples, silent at 1' 'every example does what it should'
rule 's/birds|fowls/birds|fowls(/'
run rules check --data d
expect 'a rule that does not compile' 2 'rules/use/no-birds\.yaml:6:3: the rule no-birds: match 1: the pattern is wrong at byte [0-9]+'
run scan --data d "$fixture"
expect 'stops a scan, too' 2 'rules/use/no-birds\.yaml:6:3: .*the pattern is wrong'
run identify --data d "$fixture/LICENSE"
expect 'and identify' 2 'rules/use/no-birds\.yaml:6:3: .*the pattern is wrong'
rule 's/unless you are/[unless you are/'
run rules check --data d
expect 'an unless that does not compile' 2 'rules/use/no-birds\.yaml:8:10: the rule no-birds: unless 1: the pattern is wrong'
rule 's/kind: field-of-use/kind: no-birds-at-all/'
run rules check --data d
expect 'an unknown kind' 2 "rules/use/no-birds\.yaml:2:7: 'no-birds-at-all' is not a kind of rules/vocabulary.yaml"
rule '/^silent:/,$ d'
run rules check --data d
expect 'no example that stays silent' 2 'rules/use/no-birds\.yaml:[0-9]+:[0-9]+: .*silent'
rule '/^fire:/,/^- By/d'
run rules check --data d
expect 'no example that fires' 2 'rules/use/no-birds\.yaml:[0-9]+:[0-9]+: .*fire'
rule 's/Under this license you may not use/Under this license you shall not use/'
run rules check --data d
expect 'an example that does not fire' 2 "rules/use/no-birds\.yaml:12:3: the rule no-birds: 'Under this license you shall not .*' must fire, and does not"
rule 's/^- You may use the model/- By the license you may not use it/'
run rules check --data d
expect 'an example that fires and must not' 2 "rules/use/no-birds\.yaml:15:3: the rule no-birds: 'By the license you may not .*' must stay silent, and fires"
rule 's/^words: .*/words: [fish]/'
run rules check --data d
expect 'an example without any of its words' 2 'rules/use/no-birds\.yaml:12:3: .*holds none of its words'
rule 's/^- By the license.*/- By the license you may not keep fowls./'
run rules check --data d
expect 'a pattern that no example hits' 2 "rules/use/no-birds\.yaml:7:3: .*no example under 'fire' is hit by match 2"
rule 's/may not/%{may_not}/'
run rules check --data d
expect 'an unknown pattern' 2 "rules/use/no-birds\.yaml:6:3: there is no pattern '%\{may_not\}'"
rule 's/^scope.*//; s/^words:/wrods:/'
run rules check --data d
expect 'an unknown field' 2 'rules/use/no-birds\.yaml:[0-9]+:[0-9]+: .*wrods'
printf 'id: no-birds\n\tkind: [\n' >d/rules/use/no-birds.yaml
run rules check --data d
expect 'broken YAML' 2 'rules/use/no-birds\.yaml:2:[0-9]+: '

# a pattern that explodes: the limit is told with rule and entry, and the verdict is incomplete
rule "s/^- 'may not.*/- '(?:a|aa|aaa)+b birds'/; s/^- 'birds are.*/- '\\\\bbirds\\\\b'/" '/^unless/d' '/^only_if/d' \
	's/^- Under.*/- Birds aab birds./; s/^- By.*/- birds/; s/^- You may.*/- nothing/'
mkdir m && { printf 'Verb birds '; head -c 4000 /dev/zero | tr '\0' a; echo ' birds.'; } >m/LICENSE
run scan --data d --limit match-steps=1000 -f json m
expect 'the limit of steps' 3 '"verdict": "incomplete"' '"id": "limit"' 'The rule no-birds was given up at a clause; it took more than 1000 steps' '"path": "LICENSE"'

rule
cat >terms <<'TERMS'
This license is short.

You may not use the model for birds.

You may not use the model for birds unless you are a heron.
TERMS
run rules check --data d terms
expect 'which rules fire at a file' 0 '^terms' '^  no-birds: line 3$'
run identify --data d --explain terms
expect 'why' 0 'fires +no-birds  \(rules/use/no-birds\.yaml, match 1\)' 'word +bird' 'matched +may not use the model for birds' \
	'silenced no-birds' 'because +unless 1 matches' 'unless you are a heron'
echo 'All birds are welcome.' >>terms
run identify --data d --explain terms
expect 'silenced by the text' 0 'because +unless_text 1 matches' 'All birds are welcome'
refuse 'and so it does not fire' 'fires +no-birds'
echo 'You may not use the model for birds.' >terms
run identify --data d --explain terms
expect 'silenced for want of something in the text' 0 'because +no pattern of only_if_text matches'
run identify --explain -f json "$fixture/LICENSE"
expect 'explained as JSON' 0 '"explained": ?\[' '"rule": ?"usage-cap-monthly-users"' '"words": ?"50 million", ?"value": ?"50000000"'
run identify --explain "$fixture/LICENSE"
expect 'captured words and their values' 0 'limit = 50000000, from "50 million"' 'rules/users/usage-cap-monthly-users.yaml'
# Of an endless sentence a pattern that reads on to its end from each place where it may begin takes the square of its length.
endless=$(cd "$LICET_ROOT" && grep -nE "(\[\^[^]]*\]|[^\\]\.)[*+]" rules/patterns.yaml rules/*/*.yaml | grep -v ":- '^" | cut -c1-100)
[ -z "$endless" ] && echo 'ok no pattern reads on without end' || echo "not ok no pattern reads on without end: $endless"
echo finished
