# SPDX-License-Identifier: MIT
function __licet_complete
	set -l words (commandline -opc)
	for line in ($words[1] complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
		switch $line
			case :files
				__fish_complete_path (commandline -ct)
			case :directories
				__fish_complete_directories (commandline -ct)
			case '*'
				echo $line
		end
	end
end
complete -c licet -f -a '(__licet_complete)'
