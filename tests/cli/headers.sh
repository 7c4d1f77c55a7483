# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What stands before and behind a license text: a header, a note of third parties change nothing of it, terms of one's own do.
. "$(dirname "$0")/lib.sh"
text=$LICET_ROOT/LICENSE

# plain NAME BEFORE BEHIND: the text is the license word for word. changed NAME BEFORE BEHIND: it is an edited one.
around() { { printf '%b' "$1" && cat "$text" && printf '%b' "$2"; } >LICENSE && run identify --no-rules LICENSE; }
plain() {
	around "$2" "$3"
	expect "plain: $1" 0 'exact +MIT'
}
changed() {
	around "$2" "$3"
	expect "changed: $1" 0 'edited +MIT'
}
plain 'a name' 'Tern 2 of the Example Labs\n\n' ''
plain 'what it is for' 'This license applies to the Tern model and its weights.\n\n' ''
plain 'what it is not for' 'Code License\n\nThis license applies to all files except the model weights in the directory.\n\n' ''
plain 'what alone it is for' 'The following license exclusively refers to the code of this repository, model weights are subject to MODEL_LICENSE.md\n\n' ''
changed 'whom alone it is for' 'The following license exclusively refers to those who have registered.\n\n' ''
changed 'what it is for, and a ban' 'This license applies to all files except for commercial use, which is not allowed.\n\n' ''
plain 'what the file is for' 'Tern is distributed under several licenses - this file covers the SOURCE CODE only:\n\n' ''
plain 'a part that is under another' 'The source code, scripts and documentation are governed separately by the PolyForm Noncommercial License 1.0.0 in LICENSE-CODE.\n\n' ''
plain 'all but a part, behind it' '' '\n\nExcept for the trained model weights, this repository is licensed under the MIT License.\n'
plain 'all but a part, above the notice' '' '\n\nExcept for the trained weights, this repository and its contents are\nlicensed under the MIT License:\n'
changed 'all but a part, and a ban' '' '\n\nExcept for the trained weights, all files here are for study and must be deleted.\n'
changed 'what the file is for, and a ban' 'This file covers research use only.\n\n' ''
changed 'a part under it, and for what' 'The weights are licensed under the MIT License for research purposes only.\n\n' ''
changed 'a part under another, and a duty' 'The weights are licensed under the PolyForm Noncommercial License 1.0.0, and you must register to use them.\n\n' ''
plain 'the weights' 'The weights of Tern are licensed under the MIT License:\n\n' ''
plain 'all but what others made' 'Tern is licensed under the MIT License except for the third-party components listed below.\n\n' ''
plain 'unless it is said' 'All files are released under the MIT License, unless otherwise noted.\n\n' ''
plain 'unless it is said, with the conditions' 'Unless otherwise specified all code in this release is published with the license conditions below.\n\n' ''
changed 'unless it is said, and a ban' 'Unless otherwise specified all code is published with the conditions below and must not be sold.\n\n' ''
plain 'behind a heading in capitals' 'Tern is meant for civil use, and you must not ask for more.\n\nHOW TO HELP TERN!\n\nWrite to us.\n\n' ''
changed 'behind a heading in capitals about it' 'Tern must not be used for trade.\n\nLICENSE OF TERN\n\n' ''
changed 'behind a whole sentence in capitals' 'Tern must not be used for trade.\n\nTHESE WORDS ARE MEANT.\n\n' ''
plain 'unless it is said, before' 'This project holds works of others.\nExcept where otherwise stated, this project is licensed as follows:\n\n' ''
plain 'consent to what follows' 'By downloading, copying or using the software you agree to this license.\nIf you do not agree to this license, do not download, copy or use the software.\n\n' ''
plain 'terms of data' '### Birds\nDownloading data means that you accept the Terms and Conditions of the Library of Birds.\n\n' ''
plain 'another license of data' 'The data included here is released under the Creative Commons Attribution-ShareAlike 4.0 license.\n\nThe code is under\n\n' ''
plain 'a copyright block' 'Copyright (C) 2024 Example Labs. All rights reserved.\nThe files here may have been modified by Example Labs.\n\n' ''
plain 'third parties behind it' '' '\n\nThird-party software that is used:\n\n1. Plover, Copyright (c) 2020 the Plover authors\n'
plain 'an address behind it' '' '\n\nIf you have questions, write to us.\n'
plain 'warranties once more' '' '\n\nThe birds come as is, and all warranties are disclaimed. In no event shall the authors be liable for loss of use, however it arose.\n'
plain 'notices of others' '' '\n\nThe following software may be included in this product: Plover. It contains the notice below.\n'
changed 'no warranty, and a duty' '' '\n\nThere is no warranty. You shall indemnify the authors, who are not liable for any damage.\n'
changed 'others, and a ban' '' '\n\nThe following software may be included in this product, and must not be sold.\n'
changed 'consent to more' 'By using the software you agree to this license and not to sell it.\n\n' ''
changed 'consent to terms that are elsewhere' 'By using the software you agree to the Plum terms, which you must follow.\n\n' ''
changed 'a ban, on those who consent' 'If you agree to this license, use the software for research purposes only.\n\n' ''
changed 'data, and all the rest' 'The data and the software may be used for research purposes only.\n\n' ''
changed 'no commerce, before' 'Tern may not be used for commercial purposes.\n\n' ''
changed 'no commerce, behind' '' '\n\nNotwithstanding the above, you may not use the software for any commercial purpose.\n'
changed 'no commerce, within the header' 'Tern is licensed under the MIT License except for third-party components, and must not be sold.\n\n' ''
changed 'an exception of its own' 'Tern is licensed under the MIT License except for commercial use, which is prohibited, as stated below.\n\n' ''
plain 'terms of another part, below its heading' '# Licenses\n\n#### Code license\n\n' '\n\n#### Weights license\n\nYou must not use the weights for any commercial purpose.\n'
plain 'terms of another part, between rules' 'Tern - Licensing\n================\n\n--------\n1. CODE (what is here): MIT License\n--------\nParts are by Wren.\n\n' '\n\n--------\n2. MODEL WEIGHTS (kept elsewhere):\n   Creative Commons Attribution-NonCommercial 4.0 (CC BY-NC 4.0)\n--------\nYou must not use the weights for any commercial purpose.\n'
plain 'terms of another part, under another license' '## Code\n\n### MIT\n\n' '\n\n## Weights (CC BY-NC 4.0)\n\nYou must not use the weights for any commercial purpose.\n'
plain 'terms of another part, in capitals' '' '\n\nMODEL WEIGHTS LICENSE\n\nThe weights are licensed under CC BY-NC 4.0. They may not be used commercially.\n'
changed 'a heading of the weights, of no other license' '' '\n\nMODEL WEIGHTS LICENSE\n\nThe weights may not be used commercially.\n'
changed 'terms of that part, below a heading' '# Licenses\n\n#### Code license\n\n' '\n\n#### Terms of the code\n\nYou must not use the software for any commercial purpose.\n'
changed 'no war, behind' '' '\n\nAdditional terms: you must not use the model for military purposes.\n'

# What is added is told once, however many clauses say it.
mkdir told && { cat "$text" && printf '\nAdditional terms: the software is for non-commercial research purposes only.\n\nYou may not use it for any commercial purpose.\n\nYou must not use it for military purposes.\n'; } >told/LICENSE
run scan -f json told
expect 'what is new' 0 'line 23, restricts more .*: non-commercial, research-only: .* So does line 25' 'line 27, restricts more .*military: '
refuse 'is told once' 'line 25, restricts more' 'says: military: '
rm -r told

# Who holds the rights, on two lines of the text itself.
holders() { sed "s/^Copyright.*/Copyright 2020 Tern Heron, Wren M. Auk, and\\n$1/" "$text" >LICENSE && run identify --no-rules LICENSE; }
holders friends
expect 'plain: holders on two lines' 0 'exact +MIT'
holders 'it must not be sold'
expect 'changed: a ban below the holders' 0 'edited +MIT' 'it must not be sold'
around 'Tern may not be used for commercial purposes.\n\n' '' && mkdir m && cp LICENSE m/ && weights m/m.safetensors
run scan m
expect 'a rider is a term of its own' 0 '(text-adds-restriction|terms-beside-license)' 'non-commercial'
echo finished
