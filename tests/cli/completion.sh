# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154,SC2016
# SPDX-License-Identifier: MIT
# Help, the man page and the completions come from the same tables: what the one lists the others list too. Then the shells themselves.
. "$(dirname "$0")/lib.sh"
PATH=$(dirname "$LICET"):$PATH

"$LICET" help --man >man.1
commands=$("$LICET" complete -- '' | cut -f1)
same=yes
for c in $commands; do
	"$LICET" help "$c" | grep -Eo -- '--[a-z-]+' | sed -n '/^--[a-z]/p' | sort -u >any
	"$LICET" help "$c" | sed -n '/^options:/,$s/^ *\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' | sort >helped
	"$LICET" complete -- "$c" -- | cut -f1 | sort >completed
	cmp -s helped completed || { echo "not ok $c: help and completion differ"; diff helped completed; same=no; }
	sed "s/^--/--/; s/-/\\\\-/g" helped | while read -r option; do
		grep -Fq -- "$option" man.1 || echo "not ok $c: the man page lacks $option"
	done
	grep -Fq "licet $c" man.1 || echo "not ok the man page lacks $c"
done
[ -n "$commands" ] && [ $same = yes ] && echo 'ok help and completion list the same options'
"$LICET" help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' | sort >helped
echo "$commands" | sort >completed
cmp -s helped completed && echo 'ok and the same commands' || { echo 'not ok and the same commands'; diff helped completed; }
# shellcheck disable=SC2046
[ $("$LICET" complete -- scan -f '' | wc -l) -eq $("$LICET" help formats | grep -c '^  ') ] &&
	[ $("$LICET" complete -- scan --limit '' | wc -l) -eq $("$LICET" help limits | grep -c '^  ') ] &&
	echo 'ok formats and limits' || echo 'not ok formats and limits'

# completes NAME WANTED ACTUAL
completes() {
	[ "$2" = "$3" ] && echo "ok $1" || printf 'not ok %s: "%s", not "%s"\n' "$1" "$3" "$2"
}

at() {
	"$LICET" complete -- "$@" | cut -f1 | tr '\n' ' '
}
completes 'a command' 'scan ' "$(at sc)"
completes 'an option' '--limit ' "$(at scan --lim)"
completes 'the value of an option' 'depth= ' "$(at scan --limit dep)"
completes 'the value behind =' '--limit=depth= ' "$(at scan --limit=dep)"
completes 'the value of a letter' 'text json ' "$(at identify -f '')"
completes 'verbs' 'show ' "$(at licenses sh)"
completes 'what a verb takes' 'llama-2-community ' "$(at licenses show llama-2-c)"
completes 'behind options' 'Apache-2.0 ' "$(at licenses -f json show Apache-2)"
completes 'files' ':files ' "$(at scan x)"
completes 'directories' ':directories ' "$(at scan --data x)"
completes 'nothing for what is unknown' '' "$(at nonsense x)"
completes 'nothing for a number' '' "$(at scan -j '')"

if command -v bash >/dev/null; then
	"$LICET" completion bash >script.bash
	in_bash() { # in_bash WORD…: what bash would offer
		bash -c 'source ./script.bash; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _licet; echo "${COMPREPLY[*]}"' bash "$@"
	}
	: >a-file
	mkdir -p a-directory
	completes 'bash: a command' 'scan' "$(in_bash licet sc)"
	completes 'bash: a value behind = that bash cut off' 'depth=' "$(in_bash licet scan --limit = dep)"
	completes 'bash: and an empty one' 'text json' "$(in_bash licet identify --format =)"
	completes 'bash: files' 'a-directory a-file' "$(in_bash licet scan a- | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/ $//')"
	completes 'bash: directories' 'a-directory' "$(in_bash licet scan --data a-)"
else
	echo 'skip bash: it is not installed'
fi
if command -v zsh >/dev/null; then
	"$LICET" completion zsh >_licet
	in_zsh() {
		zsh -fc 'compdef() { :; }; _files() { print files $@; }; _describe() { print -- ${(P)2%%:*}; }
			compadd() { shift 3; print -- $@; }; source ./_licet; words=("$@"); CURRENT=$#; _licet' zsh "$@"
	}
	completes 'zsh: a command' 'scan' "$(in_zsh licet sc)"
	completes 'zsh: a value behind =' '--limit=depth=' "$(in_zsh licet scan --limit=dep)"
	completes 'zsh: directories' 'files -/' "$(in_zsh licet scan --data a)"
else
	echo 'skip zsh: it is not installed'
fi
if command -v fish >/dev/null; then
	"$LICET" completion fish >licet.fish
	in_fish() {
		HOME=$T fish -c "source ./licet.fish; complete -C '$1'" | cut -f1 | tr '\n' ' '
	}
	completes 'fish: a command' 'scan ' "$(in_fish 'licet sc')"
	completes 'fish: a value behind =' '--limit=depth= ' "$(in_fish 'licet scan --limit=dep')"
	completes 'fish: files' 'a-directory/ a-file ' "$(in_fish 'licet scan a-')"
else
	echo 'skip fish: it is not installed'
fi
echo finished
