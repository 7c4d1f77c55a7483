# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Real packages as their registries serve them, scanned as archives; skipped where the registry cannot be reached.
. "$(dirname "$0")/lib.sh"

if command -v npm >/dev/null 2>&1; then
	for package in @vladmandic/face-api nsfwjs; do
		file=$(npm_pack $package)
		if [ -z "$file" ] || [ ! -f "$file" ]; then
			echo "skip $package: the npm registry cannot be reached"
			continue
		fi
		run scan -f json "$file"
		expect "$package" 0 '"concluded": "MIT"' '"sha256": "[0-9a-f]{64}"' '"source": "package-json"' '"state": "exact"'
	done
else
	echo 'skip npm packages: npm is not installed'
fi

if command -v apt-get >/dev/null 2>&1; then
	for package in tesseract-ocr-eng pocketsphinx-en-us; do
		registry apt-get download -qq $package >/dev/null
		file=$(find . -name "$package*.deb" | head -n 1)
		if [ -z "$file" ]; then
			echo "skip $package: the package archive cannot be reached"
			continue
		fi
		run scan -f json "$file"
		case $package in
		tesseract*) expect $package 0 '"concluded": "Apache-2.0"' 'eng.traineddata' '"format": "tesseract"' ;;
		*) expect $package 0 '"format": "sphinx' 'BSD-2-Clause' ;;
		esac
	done
else
	echo 'skip Debian packages: apt-get is not installed'
fi
echo finished
