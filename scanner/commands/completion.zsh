#compdef licet
# SPDX-License-Identifier: MIT
_licet() {
	local line candidate
	local -a described joined
	for line in "${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
		case $line in
		'') ;;
		:files) _files ;;
		:directories) _files -/ ;;
		*)
			candidate=${line%%$'\t'*}
			if [[ $candidate == *= ]]; then
				joined+=("$candidate")
			else
				described+=("${candidate//:/\\:}:${line#*$'\t'}")
			fi
			;;
		esac
	done
	(( $#described )) && _describe licet described
	(( $#joined )) && compadd -S '' -- $joined
}
[[ $funcstack[1] == _licet ]] && _licet || compdef _licet licet
