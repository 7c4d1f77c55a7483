# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What cards say of licenses in passing, in labels, tables and folders: each against the text that is here.
. "$(dirname "$0")/lib.sh"
mkdir tern && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
card() {
	printf '# Tern\n\n%s\n' "$1" >"tern/${2:-README.md}"
	run scan tern
}

# A split that is told nowhere but in a few words, and the text of the weights' license is not here: never a pass.
for says in 'The code is MIT, the weights are CC-BY-NC-4.0.' '## Citation

Cite us. Code is MIT; note that model weights are CC BY-NC 4.0.' '## License

MIT for code, CC-BY-NC-4.0 for weights.' 'Code is released under MIT while weights use CC-BY-NC-4.0' '## License

This project is MIT licensed (see LICENSE). The released checkpoints inherit CC BY-NC 4.0 from the training data.'; do
	card "$says"
	expect "a split: $(echo "$says" | tail -n 1)" 0 '^REVIEW' 'License +CC-BY-NC-4.0' 'code-license-alone'
done
for says in 'Birds. The weights are CC-BY-NC.' '## Disclaimer

Weights: CC BY-NC 4.0' '## Acknowledgements

Thanks to all. Our weights are under CC BY-NC 4.0.'; do
	card "$says"
	expect "in passing: $(echo "$says" | tail -n 1)" 0 '^REVIEW' 'claim-contradicts-text' 'BY-NC|NonCommercial'
done
card 'The weights carry a non-commercial license.'
expect 'a license without a name' 0 '^REVIEW' 'terms-beside-license'
card 'The nest is CC-BY-NC-4.0. The weights are MIT.'
refuse 'what is none of the weights' 'contradicts|code-license-alone'

# A part whose license makes demands of the whole, beside one that cannot carry them.
for says in '- VAE: GPL-3.0' 'MIT (except the VAE, which is GPL-3.0)' 'The VAE is under the GPL v3, all else under MIT.'; do
	card "## License

$says"
	expect "a part: $says" 0 '^REVIEW' 'License +MIT' 'part-license-not-carried' 'share-alike'
done
card '## License

- VAE: Apache-2.0'
refuse 'a part whose license is carried' 'part-license-not-carried'

echo finished
