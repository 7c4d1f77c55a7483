# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The HTML report: one closed file, whole without a browser to ask; and in a headless Chromium where there is one (make setup-web): no
# script of the input runs, it filters, prints, is accessible (axe-core, from the npm registry into LICET_SCHEMAS), and a thousand models
# open at once.
. "$(dirname "$0")/lib.sh"
helpers=$LICET_ROOT/tests/cli/reports
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny
cache=${LICET_SCHEMAS:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/licet-schemas}
cp -r "$fixture" model
run scan -f html=one.html --limit depth=5 model
expect 'a page' 0
for words in 'data-kind="usage-cap"' '<dd>50,000,000</dd>' '<mark>If the products that you' 'LICENSE:19' 'section 2.2' '<svg class="lineage"' \
	'6e6212029db76bd54eb18768b4ded1932772f8b9db82be513e1c1fb92bb2cf41' '<dt>--limit</dt><dd>depth=5</dd>'; do
	grep -qF -- "$words" one.html && echo "ok the page has $words" || echo "not ok the page lacks $words"
done
cp -r model holed && head -c 100 model/model.safetensors >holed/other.safetensors
run scan -f html=holed.html holed
expect 'a page of a model with a gap' 3
grep -A 3 'id="m1-gaps"' holed.html | grep -q '<li>.*other.safetensors' && echo 'ok a model says what of it could not be read' ||
	echo 'not ok the gaps of a model are missing'
printf 'name: firm\ndeny: {kinds: [usage-cap]}\nwaivers:\n- kind: usage-cap\n  path: LICENSE\n  reason: We asked <b>.\n  approver: Legal\n' >firm.yaml
echo '  expires: 2099-12-31' >>firm.yaml
run scan --policy firm.yaml -f html=waived.html model
grep -q '<strong>Waived</strong> until 2099-12-31 by Legal: We asked &lt;b&gt;\. .*firm.yaml:4:3' waived.html && echo 'ok a waiver' ||
	echo 'not ok a waiver is not in the page'
if ! command -v python3 >/dev/null 2>&1; then
	echo 'skip the contents of the page: python3 is not there'
	echo finished
	exit
fi
python3 "$helpers/nasty.py" "$fixture" nasty
run scan -f html=nasty.html --fail-on usage-cap nasty
expect 'a page of a nasty distribution' 1
python3 "$helpers/many.py" "$fixture" many
run scan -f html=many.html many
expect 'a page of a thousand models' 0
python3 "$helpers/page.py" one.html nasty.html many.html

case $LICET in
*/san/*) # the browser would see the same page once more
	echo finished
	exit
	;;
esac
chromium=
for name in chromium chromium-browser google-chrome; do
	command -v "$name" >/dev/null 2>&1 && chromium=$name && break
done
if [ -z "$chromium" ]; then
	echo 'skip the page in a browser: Chromium is not there (make setup-web)'
	echo finished
	exit
fi
mkdir -p "$cache"
[ -s "$cache/axe.min.js" ] || npm_file axe-core axe.min.js "$cache/axe.min.js"
axe=-
[ -s "$cache/axe.min.js" ] && axe=$cache/axe.min.js
timeout 300 python3 "$helpers/chromium.py" "$chromium" "$axe" one.html nasty.html many.html 2>browser.err || {
	echo 'not ok the browser tests ended early'
	tail -n 5 browser.err
}
echo finished
