# shellcheck shell=sh disable=SC1091,SC2015,SC2016,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Repositories that have a license file of their own for the weights beside the one of the code.
. "$(dirname "$0")/lib.sh"
fresh() { # a model, and the text of the code's license
	rm -rf tern && mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
	printf '# Tern\n\nA model of songs.\n' >tern/README.md
}
licensed() { # NAME: a file for the weights; its words are read
	cat >"tern/$1"
	run scan tern
}

# Badges in a row tell nothing of each other: what one shows is not of the checkpoints that another leads to.
fresh && rm tern/m.safetensors
cat >tern/README.md <<'EOF2'
# Tern

[![Paper](https://img.shields.io/badge/Paper-2026-b31b1b.svg)](https://tern.example/paper)
[![Checkpoints](https://img.shields.io/badge/Files-Checkpoints-ffd21e.svg)](https://tern.example/files)
[![License: MIT](https://img.shields.io/badge/Code-MIT-yellow.svg)](LICENSE)
[![Model License: CC BY 4.0](https://img.shields.io/badge/Weights-CC_BY_4.0-lightgrey.svg)](MODEL_LICENSE)
EOF2
licensed MODEL_LICENSE <<'EOF2'
The weights of Tern are licensed under the Creative Commons Attribution 4.0 International License (CC BY 4.0).

Where it stands: https://creativecommons.org/licenses/by/4.0/legalcode

Credit to give: "Tern Songs", by the Heron group, of 2026, as it was shown at their own conference of that year.
EOF2
expect 'badges in a row' 0 '^PASS' 'License +CC-BY-4.0$'
refuse 'the badge of the code is of the code' 'claim-contradicts-text'

# A license that is called that of the code, or that leaves the weights out, is not that of the weights in the same sentence.
for says in 'The weight files are licensed **CC-BY-NC-4.0**, separately from the MIT **code** license, because they are derived from **Songs** (NC).' \
	'The weights are under CC-BY-NC-4.0. The source code, excluding the weights and what is made from them, is under the MIT license.' \
	'The weights are under CC-BY-NC-4.0. LICENSE is an MIT grant scoped to the Python sources, and never to this file.'; do
	fresh && printf '%s\n' "$says" | licensed LICENSE-WEIGHTS.md
	expect "the code's license: $says" 0 'License +CC-BY-NC-4.0$'
	refuse "is not that of the weights: $says" 'claim-contradicts-text' 'CC-BY-NC-4.0 AND MIT'
done

# A version that is still to come is no version that is here.
fresh
licensed LICENSE_MODEL <<'EOF2'
The weights are licensed under CC BY-NC-SA 4.0.
A more open version of the weights under CC BY 4.0 is currently under preparation and will be released in the near future.
See https://creativecommons.org/licenses/by-nc-sa/4.0/
EOF2
expect 'a version to come' 0 'License +CC-BY-NC-SA-4.0$'
licensed LICENSE_MODEL <<'EOF2'
The weights are licensed under CC BY-NC-SA 4.0. The weights of the larger version are licensed under CC BY 4.0.
EOF2
expect 'a version that is here' 0 'License +CC-BY-4.0 AND CC-BY-NC-SA-4.0$'

# Named in the file that is called after the weights, a license that everybody finds by its name is there: a note tells which is whose.
fresh && echo 'The weights of Tern are licensed under CC BY NC 4.0.' | licensed MODEL_LICENSE
expect 'named in its own file' 0 'License +CC-BY-NC-4.0$' 'note +licenses-by-part'
refuse 'named in its own file' 'code-license-alone'
fresh && printf '# Licenses\n\n| Part | License |\n| --- | --- |\n| Code here | MIT |\n| Tern weights on the hub | CC BY-NC 4.0 |\n' | licensed LICENSE-WEIGHTS.md
expect 'a table in it' 0 '^PASS' 'License +.*CC-BY-NC-4.0' 'licenses-by-part'
fresh && echo 'The weights of Tern are licensed under the Gemma Terms of Use.' | licensed MODEL_LICENSE
expect 'one that is only its publisher'"'"'s' 0 '^REVIEW' 'code-license-alone'

# A notice that sums up the license which it names has no terms of its own, though it tells of the code and of data too.
summed() { # WORDS: what it says besides
	fresh
	licensed LICENSE-WEIGHTS <<EOF2
Creative Commons Attribution-ShareAlike 4.0 International License for the Weights of Tern

The weights that come with Tern are licensed under CC BY-SA 4.0. You are free to:

  Share - copy and redistribute the weights in any medium or format
  Adapt - remix, transform, and build upon the weights for any purpose, even commercially

Under the following terms:

  Attribution - You must give appropriate credit, provide a link to the license, and indicate if changes were made.
  ShareAlike - If you remix, transform, or build upon the weights, you must distribute your contributions under the same license.
  No additional restrictions - You may not apply legal terms that restrict others from anything the license permits.
$1

NO WARRANTY: THE WEIGHTS ARE PROVIDED "AS IS" WITHOUT ANY WARRANTY (INCLUDING MERCHANTABILITY AND NON-INFRINGEMENT).

The code that it was made with is by Heron, and that is under the Apache License 2.0.
EOF2
}
summed ''
expect 'a notice that sums up its license' 0 '^PASS' 'License +CC-BY-SA-4.0$'
refuse 'a notice that sums up its license' 'unknown-license-text'
summed '  Peace - You may not use the weights for military purposes.'
expect 'a term that the license has not' 0 '^REVIEW' 'unknown-license-text'
fresh
licensed LICENSE-WEIGHTS.md <<'EOF2'
# 权重许可协议

本仓库中的权重文件采用 **CC BY-NC-SA 4.0** 协议发布。

- **署名**：必须注明来源
- **非商用**：不得用于商业目的
- **相同方式共享**：基于本权重的衍生作品必须采用相同协议

两者独立适用，互不影响。代码：MIT 协议（见 LICENSE）
EOF2
expect 'in Chinese' 0 'License +CC-BY-NC-SA-4.0$'
refuse 'in Chinese' 'unknown-license-text' 'code-license-alone'
fresh
licensed MODEL_LICENSE.md <<'EOF2'
# Weights License

The weights that are published here are licensed under the MIT License in the repository `LICENSE` file.

Subject to that license, users may run the model, fine-tune the weights, create modified weights and derivative models, and redistribute
the original or modified weights while complying with the license and retaining its notices.

The weights are provided without warranties. This license does not grant rights to the songs of others, trademarks, or other material.
EOF2
expect 'under the license of the code' 0 '^PASS' 'License +MIT$'
refuse 'under the license of the code' 'unknown-license-text'

# LICENSE tells itself that it is for the code: no change of its text, and no license of the weights.
scoped() { # WORDS above or below the text
	fresh
	if [ "$1" = above ]; then
		{ printf '%s\n\n---\n\n' "$2" && cat "$LICET_ROOT/LICENSE"; } >tern/LICENSE
	else
		printf '\n---\n\n%s\n' "$2" >>tern/LICENSE
	fi
	printf '# Tern\n\n![License](https://img.shields.io/badge/license-MIT-blue)\n' >tern/README.md
	run scan tern
}
scoped below 'NOTE: This MIT license covers the SOURCE CODE only. The data has its own licenses. Model weights derived from that data may carry
data-license restrictions. The product is trained only on data that is cleared for commercial use.'
expect 'for the code only' 0 'License +none concluded' 'weights-license-silent'
refuse 'for the code only' 'edited-license-text' 'added-term'
scoped above 'SCOPE

This MIT grant covers the software in this repository only. It does NOT cover the trained model that is shipped inside the package.

That file is made from a corpus that we do not own, parts of which have no license at all. An MIT grant over the model would strip an obligation
that this project cannot waive and issue a permission it does not hold.'
expect 'not for the model' 0 'License +none concluded' 'weights-license-silent'
refuse 'not for the model' 'edited-license-text' 'unknown-license-text'
scoped below 'You may only use the model for research.'
expect 'a term is one' 0 '^REVIEW' 'edited-license-text|added-term'

# Above the text: that one agrees to it, and what another license is for.
fresh
{
	printf 'By downloading or using the weights, you agree to comply with the license terms reproduced below. '
	printf 'If you do not accept those terms, you must not use the weights.\n\n'
	printf 'The Apache License 2.0 in LICENSE governs only the source code in this repository, not the model weights.\n\n---\n\n'
	cat "$LICET_ROOT/LICENSE"
} >tern/LICENSE-WEIGHTS && run scan tern
expect 'consent to the text below' 0 '^PASS' 'License +MIT$'
refuse 'consent to the text below' 'edited-license-text' 'added-term'

# A file that is called after the weights, in a language that no rule reads: the license beside it is not theirs.
unread='# Licença dos Pesos

O licenciante concede ao licenciado uma licença limitada e gratuita. É proibido alterar os pesos.'
fresh && printf '%s\n' "$unread" | licensed LICENSE_WEIGHTS
expect 'a license that nobody reads' 0 '^REVIEW' 'License +none concluded' 'unknown-license-text'
mkdir tern/old && printf '%s\n' "$unread" >tern/old/LICENSE_WEIGHTS
printf '# Tern\n\n[![License: Custom](https://img.shields.io/badge/License-Custom-red.svg)](LICENSE_WEIGHTS)\n' >tern/old/README.md && run scan tern
refuse 'that is what the card of the folder names' 'weights-license-unknown'

# The code, in Russian; what the program uses; the text that another work has.
fresh
cat >tern/README.md <<'EOF2'
# Tern

## License

- **Код**: GPL-3.0
- **Веса моделей**: CC-BY-NC-4.0
EOF2
run scan tern
refuse 'in Russian' 'part-license-not-carried' 'CC-BY-NC-4.0 AND GPL'
fresh
cp "$LICET_ROOT/LICENSE" tern/LICENSE-MODEL
printf '# Tern\n\n## License\n\nThe weights are under [MIT](LICENSE-MODEL), equivalent version of [Auk by Heron](https://creativecommons.org/licenses/by-nc/4.0/).\n' >tern/README.md && run scan tern
expect 'the text of a work that it is compared with' 0 'License +MIT$'
refuse 'the text of a work that it is compared with' 'CC-BY-NC-4.0'
printf '# Tern\n\n## License\n\nThe weights are under [MIT](LICENSE-MODEL).\n\n### Notes\n\nTern itself is released under MIT. It uses **auQt**, which is available under **GPLv3**.\n' >tern/README.md && run scan tern
expect 'a library with a name that begins small' 0 'License +MIT$'
refuse 'a library with a name that begins small' 'label-disagrees' 'part-without-text' 'part-license-not-carried'

# A badge of the code is held against the file that it leads to, also beside a license of the weights.
badged() { # ADDRESS
	fresh
	printf '# Tern\n\n[![Code License](https://img.shields.io/badge/Code%%20License-%s-green.svg)](LICENSE)\n' "$1" >tern/README.md
	licensed LICENSE-WEIGHTS <<EOF2
The weights are licensed under CC BY-NC 4.0. See https://creativecommons.org/licenses/by-nc/4.0/
EOF2
}
badged Apache_2.0
expect 'a badge of the code' 0 '^REVIEW' 'part-claim-contradicts-text'
refuse 'the license of the weights, and where it stands' 'license-file-without-text'
badged MIT
expect 'the badge of that text' 0 '^PASS' 'License +CC-BY-NC-4.0$'
printf '# Tern\n\nThis repository is recommended for learning and research and not for commercial use.\n' >tern/README.md && rm tern/LICENSE-WEIGHTS && run scan tern
refuse 'what is recommended is no term' 'terms-beside-license'

# A family that the file names over terms of its own: those are told, and not which member is meant.
fresh
licensed MODEL_LICENSE.md <<'EOF2'
# Weights License

The weights in this repository are licensed under a modified OpenRAIL license.

Free use is permitted for individuals, researchers, and organizations with an annual revenue of less than 200,000 USD.
A commercial license is required for organizations with more revenue, and for government institutions.

You may not use the weights to violate any applicable laws, to exploit or harm minors, to generate false information that is intended to cause
harm, or to discriminate against individuals. The weights are provided "as is", without warranty of any kind, express or implied.
EOF2
expect 'a family over terms of its own' 0 '^REVIEW' 'unknown-license-text'
refuse 'a family over terms of its own' 'claim-too-vague'


# Sentences that keep the weights out of the license here, or leave theirs open.
for says in 'Model weights are separate from the MIT source distribution and require authorization of their own.' \
	'The weights are not part of the MIT-licensed code.' 'The weights are excluded from the MIT License.' \
	'The final software and checkpoint licenses have not yet been selected.' 'The license of the weights has not been decided yet.'; do
	fresh
	printf '# Tern\n\n## Redistribution\n\n%s\n' "$says" >tern/README.md && run scan tern
	expect "kept out: $says" 0 '^REVIEW' 'License +none concluded' 'weights-license-elsewhere'
done
for says in 'The weights are separate from the MIT code.' 'The weights are not part of the package.' \
	'The checkpoints are not part of this repository; the MIT License covers all of it.' \
	'If the license of the weights has not been decided, ask us.'; do
	fresh
	printf '# Tern\n\n## License\n\n%s\n' "$says" >tern/README.md && run scan tern
	expect "not kept out: $says" 0 'License +MIT$'
	refuse "nothing is elsewhere: $says" 'weights-license-elsewhere'
done

echo finished
