# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Bash cuts words at "=": they are put together again, and what the user sees as the word is what follows the last one.
_licet() {
	local word cut line words=()
	COMPREPLY=()
	for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
		if [[ ${#words[@]} -gt 0 && ( $word == = || ${words[-1]} == *= ) ]]; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
	done
	word=${COMP_WORDS[COMP_CWORD]}
	[[ $word == = ]] && word=
	cut=${words[-1]%"$word"}
	while IFS= read -r line; do
		case $line in
		:files) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word") ;;
		:directories) compopt -o filenames; mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$word") ;;
		*)
			line=${line%%$'\t'*}
			[[ $line == *= ]] && compopt -o nospace
			COMPREPLY+=("${line#"$cut"}")
			;;
		esac
	done < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
}
complete -F _licet licet
