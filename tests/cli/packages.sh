# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# What the metadata of packages claim: of the code beside them, against the license text there; of the weights only where nothing else
# speaks of them. $LICET_ROOT/LICENSE is the text of the MIT license.
. "$(dirname "$0")/lib.sh"
mkdir -p tern/lib && cp "$LICET_ROOT/LICENSE" tern/LICENSE && weights tern/m.safetensors
printf -- '---\nlicense: mit\n---\n# Tern\n' >tern/README.md

# differs NAME FILE TEXT: the file contradicts the text. agrees NAME FILE TEXT: it does not.
differs() {
	printf '%b' "$3" >"tern/$2"
	run scan tern
	expect "differs: $1" 0 'package-claim-contradicts-text' 'License +MIT'
	rm "tern/$2"
}
agrees() {
	printf '%b' "$3" >"tern/$2"
	run scan tern
	refuse "agrees: $1" '(contradicts|disagree|unresolved)'
	rm "tern/$2"
}
differs 'pyproject' pyproject.toml '[project]\nname = "tern"\nlicense = "Apache-2.0"\n'
differs 'a classifier alone' pyproject.toml '[project]\nlicense = "MIT"\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n'
differs 'a proprietary one' pyproject.toml '[project]\nname = "tern"\nclassifiers = ["License :: Other/Proprietary License"]\n'
agrees 'with a name beside it' pyproject.toml '[project]\nlicense = "MIT"\nclassifiers = ["License :: Other/Proprietary License"]\n'
for use in 'for non-commercial use' 'For Educational Use'; do
	differs "a classifier: $use" setup.py "setup(classifiers=['License :: Free $use'])\\n"
	differs "a field, and a classifier: $use" setup.py "setup(license='MIT', classifiers=['License :: Free $use'])\\n"
done
differs 'setup.cfg' setup.cfg '[metadata]\nlicense = Apache-2.0\n'
differs 'setup.py' setup.py 'from setuptools import setup\nsetup(name="tern", license="Apache 2.0")\n'
mkdir once && cp "$LICET_ROOT/LICENSE" once/LICENSE && printf 'setup(\n    name="once",\n    license="Apache-2.0",\n    classifiers=[\n        "License :: OSI Approved :: Apache Software License",\n    ],\n)\n' >once/setup.py && run scan once
expect 'a field and its classifier' 0 'package-claim-contradicts-text'
refuse 'are told once' 'part-claim-contradicts-text'
printf 'setup(\n    license="Apache-2.0",\n    classifiers=[\n        "License :: OSI Approved :: GNU General Public License v3 (GPLv3)",\n    ],\n)\n' >once/setup.py && run scan once
expect 'two that are not of the text' 0 'package-claim-contradicts-text' '(Apache-2.0|GPL-3.0-only) \(line [0-9]+, (Apache-2.0|GPL-3.0-only)\) for the'
differs 'settings for notebooks' settings.ini '[DEFAULT]\nlib_name = tern\nlicense = apache2\n'
differs 'Cargo' Cargo.toml '[package]\nname = "tern"\nlicense = "Apache-2.0"\n'
differs 'R' DESCRIPTION 'Package: tern\nVersion: 1\nLicense: GPL (>= 2)\n'
differs 'RPM' tern.spec 'Name: tern\nVersion: 1\nLicense: ASL 2.0\n%description\nx\n'
agrees 'RPM, a package beside it' tern.spec 'Name: tern\nVersion: 1\nLicense: MIT\n%package beak\nLicense: ISC\n'
differs 'npm' package.json '{"name": "tern", "license": "ISC"}'
differs 'a citation' CITATION.cff 'cff-version: 1.2.0\ntitle: Tern\nlicense: Apache-2.0\n'
differs 'CodeMeta' codemeta.json '{"license": "Apache-2.0"}'
differs 'a deposit' .zenodo.json '{"license": {"id": "apache-2.0"}}'
differs 'a robot' package.xml '<package format="2"><name>tern</name><license>Apache-2.0</license></package>'
differs 'a module' __init__.py '__license__ = "Apache-2.0"\n'
agrees 'a robot' package.xml '<package format="2"><name>tern</name><license>MIT</license><license>BSD</license></package>'
agrees 'a robot, not filled in' package.xml '<package format="2"><name>tern</name><license>TODO: License declaration</license></package>'
agrees 'a module' __init__.py '__license__ = "MIT"\n'
agrees 'a module that asks for it' __init__.py '__license__ = metadata("tern")["License"]\n'
agrees 'npm, as a tool left it' package.json '{"name": "tern", "author": "", "license": "ISC"}'
agrees 'npm, with a test that is none' package.json '{"name": "tern", "scripts": {"test": "echo \\"no test specified\\""}, "license": "ISC"}'
differs 'npm, a private package beside its license' package.json '{"name": "tern", "private": true, "license": "ISC"}'
agrees 'pyproject' pyproject.toml '[project]\nlicense = {text = "MIT License"}\nclassifiers = ["License :: OSI Approved :: MIT License"]\n'
agrees 'settings for notebooks' settings.ini '[DEFAULT]\nlib_name = tern\nlicense = mit\n'
agrees 'settings of another program' settings.ini '[DEFAULT]\nlicense = apache2\n'
agrees 'a choice' Cargo.toml '[package]\nlicense = "MIT OR Apache-2.0"\n'
agrees 'a file' pyproject.toml '[project]\nlicense = {file = "LICENSE"}\n'
agrees 'R' DESCRIPTION 'Package: tern\nVersion: 1\nLicense: MIT + file LICENSE\n'
agrees 'a program that reads it' setup.py 'setup(license=open("LICENSE").read())\n'
agrees 'of a library' lib/setup.py 'setup(license="Apache-2.0")\n'
agrees 'of another tool' pyproject.toml '[tool.x]\nlicense = "Apache-2.0"\n'

# How to cite the model is told of the weights, whatever the code is under.
mkdir cited && weights cited/m.safetensors && printf 'cff-version: 1.2.0\ntitle: Tern\nlicense: CC-BY-NC-4.0\n' >cited/CITATION.cff
printf '# Tern\n\n## License\n\n- Model license: CC BY-NC 4.0\n- Code and scripts: MIT License\n' >cited/README.md && run scan cited
expect 'a citation of the weights' 0 'License +CC-BY-NC-4.0'
refuse 'says nothing of the code' 'package-claim-contradicts-text'
sed -i 's/NC-4.0/SA-4.0/' cited/CITATION.cff && run scan cited
expect 'a citation of neither' 0 'package-claim-contradicts-text'
rm -r cited

# A library of others with weights in it.
mkdir -p owl/thirdparty/auk owl/wings/auk && cp "$LICET_ROOT/LICENSE" owl/LICENSE && weights owl/thirdparty/auk/m.safetensors
printf '[project]\nname = "auk"\nlicense = "Apache-2.0"\n' >owl/thirdparty/auk/pyproject.toml && run scan owl
refuse 'the text above is of those who put it there' 'package-claim-contradicts-text'
mv owl/thirdparty/auk/* owl/wings/auk/ && run scan owl
expect 'a package of their own' 0 'package-claim-contradicts-text'
rm -r owl

# A library in a folder that is called after models is no model.
mkdir -p owl/model/auk owl/model/wings && weights owl/model/wings/m.safetensors && printf '# Owl\n\nThe model is under the MIT License.\n' >owl/README.md
cp "$LICET_ROOT/LICENSE" owl/LICENSE && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" owl/model/auk/LICENSE
run scan owl
expect 'a license among models' 0 'License +.* AND '
printf 'setup(name="auk")\n' >owl/model/auk/setup.py && run scan owl
expect 'that of a library' 0 'License +MIT$'
rm -r owl

# A package in a folder of its own, against the nearest text above.
for folder in tern_pypi Tern-2 python setup tern_pypi/deep/wings; do
	mkdir -p "tern/$folder"
	differs "in $folder" "$folder/setup.py" 'setup(license="Apache-2.0")\n'
	agrees "in $folder" "$folder/setup.py" 'setup(license="MIT")\n'
done
mkdir -p tern/src/tern/wings
for folder in tern_pypi src/tern; do
	differs "a module in $folder" "$folder/__init__.py" '__license__ = "Apache-2.0"\n'
done
for folder in tern_pypi/deep lib src/tern/wings; do
	agrees "a module in $folder" "$folder/__init__.py" '__license__ = "Apache-2.0"\n'
done
agrees 'a private package in a folder' python/package.json '{"name": "page", "private": true, "license": "ISC"}'
differs 'another one' python/package.json '{"name": "page", "license": "ISC"}'
differs 'a classifier in a folder' tern_pypi/setup.py 'setup(classifiers=["License :: OSI Approved :: Apache Software License"])\n'
mkdir -p tern/wings tern/third_party/wings
differs 'called like what is here' wings/setup.py 'setup(name="tern", license="Apache-2.0")\n'
differs 'at home here' wings/setup.py 'setup(\n    url="https://git.invalid/Heron/tern/",\n    license="Apache-2.0")\n'
agrees 'at home elsewhere' wings/setup.py 'setup(name="wings", url="https://git.invalid/tern/wings", license="Apache-2.0")\n'
agrees 'of third parties, whatever it is called' third_party/wings/setup.py 'setup(name="tern", license="Apache-2.0")\n'
rm -r tern/wings
for folder in third_party/tern vendor/tern tern_pypi/vendor/auk examples/tern tern_pypi/tests heron; do
	mkdir -p "tern/$folder"
	agrees "in $folder" "$folder/setup.py" 'setup(license="Apache-2.0")\n'
done
# The text in its own folder speaks to any package, but to those of third parties.
for folder in heron vendor/tern; do
	cp "$LICET_ROOT/LICENSE" "tern/$folder/LICENSE"
	agrees "beside its license, in $folder" "$folder/setup.py" 'setup(license="MIT")\n'
done
differs 'beside its license' heron/setup.py 'setup(license="Apache-2.0")\n'
agrees 'of third parties, beside its license' vendor/tern/setup.py 'setup(license="Apache-2.0")\n'
printf 'The terms of this package are those of its authors.\n' >tern/tern_pypi/LICENSE
agrees 'with a license file of its own' tern_pypi/setup.py 'setup(license="Apache-2.0")\n'
mv tern/tern_pypi/LICENSE tern/tern_pypi/deep/
agrees 'below a folder with a license file of its own' tern_pypi/deep/wings/setup.py 'setup(license="Apache-2.0")\n'
rm tern/tern_pypi/deep/LICENSE && cp "$LICET_ROOT/LICENSE" tern/MODEL_LICENSE
printf '# Tern\n\nThe model weights are under the MIT License.\n' >tern/README.md
differs 'a license of the model is none of the package' tern_pypi/setup.py 'setup(license="Apache-2.0")\n'
rm -r tern/MODEL_LICENSE tern/tern_pypi tern/heron

rm tern/LICENSE; printf '# Tern\n\nThe model weights are under the CC-BY-NC-4.0 license.\n' >tern/README.md
printf '[project]\nlicense = "MIT"\n' >tern/pyproject.toml
run scan tern
expect 'of the weights others speak' 0 'License +CC-BY-NC-4.0'
# Without a text, what the card says of all that is here, or of the code, is held against the package.
printf '# Tern\n\nThe project is released under the MIT license.\n' >tern/README.md
differs 'all that is here, by the card' pyproject.toml '[project]\nname = "tern"\nclassifiers = ["License :: OSI Approved :: Apache Software License"]\n'
agrees 'all that is here, by the card' pyproject.toml '[project]\nname = "tern"\nlicense = "MIT"\n'
agrees 'a choice, by the card' Cargo.toml '[package]\nname = "tern"\nlicense = "MIT OR Apache-2.0"\n'
agrees 'a library below, by the card' lib/setup.py 'setup(license="Apache-2.0")\n'
printf '# Tern\n\nThe code is under the Apache-2.0 license and the model weights are under the MIT license.\n' >tern/README.md
agrees 'the code, by the card' setup.py 'setup(name="tern", license="Apache-2.0")\n'
differs 'the weights alone, by the card' setup.py 'setup(name="tern", license="MIT")\n'
printf '# Tern\n\n## Tern-2\n\n- **License**: CC-BY-NC-4.0\n' >tern/README.md
agrees 'a label of a model' setup.py 'setup(name="tern", license="Apache-2.0")\n'
printf '# Tern\n\n[![License: MIT](https://badges.invalid/badge/License-MIT-red.svg)](x)\n' >tern/README.md
differs 'a badge' setup.py 'setup(name="tern", license="Apache-2.0")\n'
printf '[project]\nlicense = "MIT"\n' >tern/pyproject.toml
rm tern/README.md
run scan tern
expect 'where nothing else does, it counts' 0 'License +MIT'
# A license file that only names a license, as a notice does.
mkdir -p notice/setup notice/wings && printf '# Tern\n\nA net.\n' >notice/README.md && printf 'Copyright 2024 Heron\n\nLicensed under the Apache License, Version 2.0 (the "License");\nyou may not use this file except in compliance with the License.\n' >notice/LICENSE
notice() { # FOLDER FIELDS
	printf 'setup(%s)\n' "$2" >"notice/$1/setup.py" && run scan notice && rm "notice/$1/setup.py"
}
for folder in . setup; do
	notice "$folder" "license='cc-by-nc-sa-4.0'"
	expect "a notice, in $folder" 0 'package-claim-contradicts-text' 'LICENSE$|LICENSE only|only names'
	notice "$folder" "license='Apache 2.0'"
	refuse "what the notice names, in $folder" 'package-claim-contradicts-text'
	notice "$folder" "license='Apache 2.0', classifiers=['License :: Free for non-commercial use']"
	expect "a classifier, in $folder" 0 'package-claim-contradicts-text'
done
notice wings "license='MIT'"
refuse 'a library below a notice' 'package-claim-contradicts-text'
printf '\nOr, as you like, under the MIT license.\n' >>notice/LICENSE && notice . "license='MIT'"
refuse 'a notice with a choice' 'package-claim-contradicts-text'
rm -r notice
# A license file that is called after a component is not the package's.
mkdir part && cp "$LICET_ROOT/LICENSE" part/LICENSE-wings && cp "$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE" part/LICENSE
printf '[project]\nname = "tern"\nlicense = "MIT"\n' >part/pyproject.toml
run scan part
expect 'the text of a component' 0 'package-claim-contradicts-text' 'declares MIT for the package'
rm part/LICENSE && run scan part
refuse 'where it is the only one' 'package-claim-contradicts-text'
# What sources say of themselves: most of them, and the same.
mkdir -p self/vendor self/wings && cp "$LICET_ROOT/LICENSE" self/LICENSE && printf '# Tern\n' >self/README.md
self() { # LICENSE…
	rm -f self/wings/*.py && n=0
	for license in "$@"; do
		n=$((n + 1)) && printf '"""A wing."""\n%s\n' "${license:+__license__ = \"$license\"}" >self/wings/w$n.py
	done
	run scan self
}
self GPL GPL GPL ''
expect 'sources that say the same' 0 'package-claim-contradicts-text' '3 of 4 sources declare'
for licenses in 'MIT MIT MIT' 'GPL GPL MIT' 'GPL GPL' 'GPL GPL GPL wren'; do
	# shellcheck disable=SC2086
	self $licenses
	refuse "sources: $licenses" 'package-claim-contradicts-text'
done
self GPL GPL GPL '' '' ''
refuse 'the lesser part of the sources' 'package-claim-contradicts-text'
self GPL GPL GPL && mv self/wings/*.py self/vendor && run scan self
refuse 'sources of third parties' 'package-claim-contradicts-text'
rm -r self
# What the first page of the site says of the code, or of all that is here.
mkdir -p site/docs && cp "$LICET_ROOT/LICENSE" site/LICENSE && printf '# Tern\n' >site/README.md
site_says() {
	printf '# Tern\n\nA net.\n\n## License\n\n%s\n' "$1" >site/docs/index.md
	run scan site
}
for said in 'The code is released under the Apache License 2.0.' 'Tern is licensed under the GPL-3.0 license.'; do
	site_says "$said"
	expect "a site: $said" 0 'part-claim-contradicts-text' 'docs/index.md, line 7'
done
for said in 'Tern is licensed under the MIT License.' 'The sounds are under the CC-BY-4.0 license.' \
	'Tern builds on Auk, which is licensed under the GPL-3.0 license.'; do
	site_says "$said"
	refuse "a site: $said" 'part-claim-contradicts-text'
done
rm -r site
# What the head of the set-up program says of the code.
mkdir head && cp "$LICET_ROOT/LICENSE" head/LICENSE && printf '# Tern\n' >head/README.md
head_says() {
	printf '# Copyright 2024 Tern\n#\n# %s\n\nfrom setuptools import setup\n\nsetup(name="tern")\n' "$1" >head/setup.py
	run scan head
}
head_says 'This source code is licensed under the GPL-3.0 license found in the file at the top.'
expect 'a head with another license' 0 '^REVIEW' 'part-claim-contradicts-text' 'setup.py, line 3'
head_says 'This source code is licensed under the MIT license found in the file at the top.'
refuse 'a head with the same' 'part-claim-contradicts-text'
head_says 'Some of this source code is adapted from Auk, which is licensed under the Apache License 2.0.'
refuse 'a head about others' 'part-claim-contradicts-text'

echo finished
