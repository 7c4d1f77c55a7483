# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Real license texts: as they are, dressed, edited, beside others (texts.py). Needs the shared texts and Python.
. "$(dirname "$0")/lib.sh"
if [ ! -f "$LICET_SHARED/texts/index.json" ]; then
	echo "skip real texts: there are none in $LICET_SHARED"
elif ! command -v python3 >/dev/null 2>&1; then
	echo 'skip real texts: python3 is missing'
else
	python3 -B "$LICET_ROOT/tests/cli/texts.py" "$LICET" "$LICET_SHARED" "$T" || echo "not ok texts.py: exit code $?"
fi
# Two licenses with the same words and other headings: the heading tells which, and where there is none the one that is on a list.
plain=$LICET_ROOT/fixtures/example-community/Example-Tiny/LICENSE
body() { sed '1,2d' "$plain"; }
mkdir -p twins data/licenses && { printf 'The Wader License\n' && body; } >twins/wader.txt
run licenses add twins/wader.txt --id a-wader --name 'Wader License' --category community-restricted --into data
expect 'a record with the words of another' 0
twin() {
	{ printf '%b' "$1" && body; } >twins/text
	run identify --data data --no-rules twins/text
}
twin 'The Wader License\n'
expect 'its own heading' 0 'exact +LicenseRef-a-wader'
twin 'EXAMPLE COMMUNITY MODEL LICENSE\nVersion 1.0, 2 March 2026\n'
expect 'the heading of the other' 0 'exact +LicenseRef-example-community'
twin 'EXAMPLE COMMUNITY MODEL LICENSE\nVersion 1.1, 9 May 2031\n'
expect 'another version of the other' 0 'other-version +LicenseRef-example-community' '9 May 2031'
twin 'EXAMPLE COMMUNITY MODEL LICENSE of all birds\nVersion 1.0, 2 March 2026\n'
expect 'a longer heading' 0 'exact +LicenseRef-example-community'
sed -i 's/^huggingface: .*/huggingface: [wader]/' data/licenses/a-wader.yaml
grep -q '^huggingface' data/licenses/a-wader.yaml || sed -i '/^spdx:/a huggingface: [wader]' data/licenses/a-wader.yaml
twin ''
expect 'no heading, and one is on a list' 0 'exact +LicenseRef-a-wader'
mv data/licenses/a-wader.yaml data/licenses/z-wader.yaml && sed -i 's/a-wader/z-wader/' data/licenses/z-wader.yaml
twin ''
expect 'whatever the order' 0 'exact +LicenseRef-z-wader'

# A publisher that has moved: another postal address is no edit, what else it says there is one.
mkdir -p moved/licenses && moved() { # ADDRESS
	{ printf 'The Grebe License\n\nPublished by the Grebe Office,\n%s\n\n' "$1" && body | sed 's/made-up license/licence of all grebes/; s/model/lake/g'; }
}
moved '675 Reed Street, Fifth Floor, Lakeside, LS 02110-1301 USA' >twins/grebe.txt
run licenses add twins/grebe.txt --id grebe --name 'Grebe License' --category community-restricted --into moved
expect 'a record with an address' 0
for at in '59 Fen Place, Suite 330, Lakeside, LS 02111-1307 USA' '675 Reed St, Fifth Floor, Lakeside, LS 02110-1301 USA' '8 Mere Ave, Pondville, LS 02139, USA'; do
	moved "$at" >twins/text && run identify --data moved --no-rules twins/text
	expect "another address: $at" 0 'exact +LicenseRef-grebe'
done
moved '59 Fen Place which may not be used, Suite 330, Lakeside, LS 02111-1307 USA' >twins/text && run identify --data moved --no-rules twins/text
refuse 'a rule among the words of an address' 'exact +LicenseRef-grebe'

# A license that begins behind the notices of its publisher, with its title again: who leaves those out has the title once, or not at all.
charter() { body | sed 's/made-up license/charter of all plovers/; s/model/nest/g; s/license/charter/g'; }
mkdir -p again/licenses && { printf 'The Plover Public Charter 1.0\n\nThe office is no law firm and gives no advice on what stands below. Its charters are here for all who want them, and nobody needs to ask before he takes one of them for what he made.\n\nThe Plover Public Charter 1.0\n\n' && charter; } >twins/plover.txt
run licenses add twins/plover.txt --id plover --name 'Plover Public Charter 1.0' --category community-restricted --around 3-3 --into again
expect 'a record with notices around it' 0
again() {
	{ printf '%b' "$1" && charter | sed "$2"; } >twins/text
	run identify --data again --no-rules twins/text
}
again 'The Plover Public Charter 1.0\n\n' ''
expect 'the title once' 0 'exact +LicenseRef-plover'
again 'Birds\n\n' ''
expect 'no title' 0 'exact +LicenseRef-plover'
notices='The office is no law firm and gives no advice on what stands below. Its charters are here for all who want them, and nobody needs to ask before he takes one of them for what he made.'
noticed() {
	again "The Plover Public Charter 1.0\n\n$(printf %s "$notices" | sed "$1")\n\nThe Plover Public Charter 1.0\n\n" "$2"
}
noticed 's/ for all who want them//' ''
expect 'a few words of the notices are missing' 0 'exact +LicenseRef-plover'
noticed 's/nobody needs to ask before he takes/you must pay before you take/' ''
expect 'others stand there' 0 'edited +LicenseRef-plover'
noticed 's/ for all who want them//' 's/charter of all plovers/charter/'
expect 'and words of the charter' 0 'edited +LicenseRef-plover'
again 'Birds\n\n' 's/charter of all plovers/charter/'
expect 'more is missing' 0 'edited +LicenseRef-plover'

echo finished
