# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Expressions and exceptions: what claims, tags and texts say with WITH, "or later" and old ids.
. "$(dirname "$0")/lib.sh"

# claims NAME: lines "words|expression" from stdin; each is a model card's license.
claims() {
	mkdir -p card && weights card/model.safetensors
	while IFS='|' read -r words meant; do
		printf -- '---\nlicense: "%s"\n---\n' "$words" >card/README.md
		run scan -f json card
		got=$(sed -n 's/^ *"concluded": "\(.*\)",$/\1/p' out)
		[ "$got" = "$meant" ] || echo "'$words' is '${got:-nothing}', not '$meant'"
	done >misread
	[ -s misread ] && echo "not ok $1: $(head -n 3 misread)" || echo "ok $1"
}

claims 'old ids of the SPDX list' <<'T'
GPL-2.0-with-autoconf-exception|GPL-2.0-only WITH Autoconf-exception-2.0
GPL-2.0-with-bison-exception|GPL-2.0-only WITH Bison-exception-2.2
GPL-2.0-with-classpath-exception|GPL-2.0-only WITH Classpath-exception-2.0
GPL-2.0-with-font-exception|GPL-2.0-only WITH Font-exception-2.0
GPL-2.0-with-GCC-exception|GPL-2.0-only WITH GCC-exception-2.0
GPL-3.0-with-autoconf-exception|GPL-3.0-only WITH Autoconf-exception-3.0
GPL-3.0-with-GCC-exception|GPL-3.0-only WITH GCC-exception-3.1
gpl-3.0-with-gcc-exception+|GPL-3.0-or-later WITH GCC-exception-3.1
eCos-2.0|GPL-2.0-or-later WITH eCos-exception-2.0
wxWindows|GPL-2.0-or-later WITH WxWindows-exception-3.1
Nunit|zlib-acknowledgement
StandardML-NJ|SMLNJ
BSD-2-Clause-FreeBSD|BSD-2-Clause-Views
BSD-2-Clause-NetBSD|BSD-2-Clause
bzip2-1.0.5|bzip2-1.0.6
AGPL-1.0|AGPL-1.0-only
AGPL-3.0|AGPL-3.0-only
GFDL-1.3|GFDL-1.3-only
GPL-1.0+|GPL-1.0-or-later
GPL-2.0|GPL-2.0-only
LGPL-2.0+|LGPL-2.0-or-later
LGPL-2.1|LGPL-2.1-only
T
claims 'this version or a later one' <<'T'
GPL-2.0 or later|GPL-2.0-or-later
GPLv2+|GPL-2.0-or-later
GPLv2 only|GPL-2.0-only
GPL version 2 or any later version|GPL-2.0-or-later
GNU General Public License v2.0 or later|GPL-2.0-or-later
GNU General Public License, version 3 or (at your option) any later version|GPL-3.0-or-later
GNU General Public License v2 or later (GPLv2+)|GPL-2.0-or-later
License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+)|LGPL-3.0-or-later
GPL (>= 2)|GPL-2.0-or-later
LGPL-2.1+|LGPL-2.1-or-later
agpl-3.0-or-later|AGPL-3.0-or-later
gpl-2.0+ OR mit|GPL-2.0-or-later OR MIT
GPL-2.0-only|GPL-2.0-only
T
claims 'exceptions' <<'T'
gpl-2.0 with CLASSPATH-EXCEPTION-2.0|GPL-2.0-only WITH Classpath-exception-2.0
GPL-2.0+ WITH Font-exception-2.0 OR OFL-1.1|GPL-2.0-or-later WITH Font-exception-2.0 OR OFL-1.1
apache-2.0 with llvm-exception and mit|Apache-2.0 WITH LLVM-exception AND MIT
GNU General Public License, version 2, with the Classpath exception|GPL-2.0-only WITH Classpath-exception-2.0
GPL-2.0 WITH Moss-exception|GPL-2.0-only WITH AdditionRef-Moss-exception
GPL-2.0 WITH AdditionRef-moss|GPL-2.0-only WITH AdditionRef-moss
GPL-2.0-with-moss-exception|GPL-2.0-only WITH AdditionRef-moss-exception
Classpath-exception-2.0|
Classpath exception|
GPL-2.0 OR Classpath-exception-2.0|
GPL-2.0 With Classpath-exception-2.0 OR MIT|
T
printf -- '---\nlicense: GPL-2.0 WITH Moss-exception\n---\n' >card/README.md
run scan -f json card
expect 'an exception that nobody knows' 0 'unknown-exception' 'AdditionRef-Moss-exception' '"verdict": "review"'
printf -- '---\nlicense: GPL-2.0 WITH Classpath-exception-2.0\n---\n' >card/README.md
run scan -f json card
refuse 'and one that is known' 'unknown-exception'
expect 'whose text is not here' 0 'Classpath exception 2.0\), but its text is not here'

# Hostile expressions are no license, and no crash.
for piece in '(' 'MIT OR ' 'MIT WITH x AND (' 'A+'; do
	{
		printf -- '---\nlicense: "'
		yes "$piece" | head -n 10000 | tr -d '\n'
		printf '"\n---\n'
	} >card/README.md
	run scan -f json card
	expect "ten thousand '$piece'" 0 '"concluded": null'
done
{
	printf -- '---\nlicense: "'
	yes 'MIT AND ' | head -c 1048576 | tr -d '\n'
	printf 'MIT"\n---\n'
} >card/README.md
run scan -f json card
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] && grep -q '"concluded": null' out && echo 'ok a megabyte of expression' ||
	echo "not ok a megabyte of expression: exit code $code"

run licenses list --category exception
[ "$(wc -l <out)" -ge 86 ] && echo 'ok exceptions are listed when they are asked for' || echo "not ok exceptions are listed: $(wc -l <out)"
run licenses list
refuse 'and not among the licenses' 'Classpath-exception|LLVM-exception'
run explain Classpath-exception-2.0
expect 'explain an exception' 0 'exception and no license' 'It is for' 'GPL-2.0-with-classpath-exception: GPL-2.0-only WITH Classpath-exception-2.0'
refuse 'which allows nothing by itself' 'What you may do'
run explain GPL-2.0-with-classpath-exception
expect 'explain an old id' 0 'GPL-2.0-only WITH Classpath-exception-2.0'
run licenses show Classpath-exception-2.0 -f json
expect 'an exception as JSON' 0 '"exception": true' '"gpl"' '"GPL-2.0-with-classpath-exception": "GPL-2.0-only"'
run licenses check
expect 'the records are checked' 0 'licenses and 8[6-9] exceptions are well formed'
run scan --fail-on Classpath-exception-2.0 card
[ "$code" -ne 134 ] && [ "$code" -ne 139 ] && echo 'ok an exception in a policy' || echo "not ok an exception in a policy: $code"

# --- texts -------------------------------------------------------------------------------------------------------------------

mkdir -p data/licenses
cat >brook.txt <<'T'
Brook Model License 1

1. Grant. The Brook people let you run, copy and change the model for free, for as long as you keep to this license.

2. Copies. Whoever passes the model on, changed or not, must pass it on under this very license and with all that it was made from.

3. End. Your rights end when you break this license and do not mend it within thirty days.
T
cat >ford.txt <<'T'
As a special exception to the Brook Model License, you may put the model into a larger program and pass that program on under terms of your own choosing, as long as the model itself stays as it was. You need not keep this exception when you change the model.
T
printf '# SPDX-License-Identifier: MIT\nid: brook\nname: Brook Model License 1\nversion: "1"\ncategory: copyleft\n' >data/licenses/brook.yaml
cat >data/licenses/ford-exception.yaml <<'Y'
# SPDX-License-Identifier: MIT
id: ford-exception
name: Ford Exception
excepts: [brook]
replaces: {brook-with-ford-exception: brook}
category: exception
Y
for i in brook ford; do
	record=$i
	[ $i = ford ] && record=ford-exception
	"$LICET" licenses add $i.txt --id $record --language en --into data >out 2>err || cat err
done

# concludes NAME EXPRESSION: of the files in model/
concludes() {
	run scan -f json model --data data
	got=$(sed -n 's/^ *"concluded": "\(.*\)",$/\1/p' out)
	[ "$got" = "$2" ] && echo "ok $1" || {
		echo "not ok $1: ${got:-nothing}"
		sed -n 's/^ *"concluded_how"/    &/p' out
	}
}
mkdir model && weights model/model.safetensors
cat brook.txt ford.txt >model/LICENSE
concludes 'the exception after the license' 'LicenseRef-brook WITH AdditionRef-ford-exception'
refuse 'is no edit' 'edited'
cat ford.txt brook.txt >model/LICENSE
concludes 'the exception before the license' 'LicenseRef-brook WITH AdditionRef-ford-exception'
refuse 'is none either' 'edited'
{
	cat brook.txt ford.txt
	printf '\nYou must not use the model for any commercial purpose.\n'
} >model/LICENSE
concludes 'a rider after the exception is one of the license' 'LicenseRef-brook-edited WITH AdditionRef-ford-exception'
{
	printf 'You must not use the model for any commercial purpose.\n\n'
	cat ford.txt brook.txt
} >model/LICENSE
concludes 'and so is one before it' 'LicenseRef-brook-edited WITH AdditionRef-ford-exception'
{
	cat brook.txt
	sed 's/own choosing/own choosing, but not to an army/' ford.txt
} >model/LICENSE
concludes 'an edited exception' 'LicenseRef-brook WITH AdditionRef-ford-exception-edited'
printf -- '---\nlicense: brook-with-ford-exception\n---\n' >model/README.md
concludes 'and the plain one is claimed' 'LicenseRef-brook WITH AdditionRef-ford-exception-edited'
rm model/README.md
cat ford.txt >>model/LICENSE
concludes 'and a plain one beside it' 'LicenseRef-brook WITH AdditionRef-ford-exception-edited'
cat ford.txt brook.txt >model/LICENSE
sed 's/own choosing/own choosing, but not to an army/' ford.txt >>model/LICENSE
concludes 'and a plain one before it' 'LicenseRef-brook WITH AdditionRef-ford-exception-edited'
cp brook.txt model/LICENSE
cp ford.txt model/LICENSE-EXCEPTION
concludes 'in a file of its own' 'LicenseRef-brook WITH AdditionRef-ford-exception'
printf -- '---\nlicense: brook-with-ford-exception\n---\n' >model/README.md
concludes 'and claimed by its old id' 'LicenseRef-brook WITH AdditionRef-ford-exception'
rm model/LICENSE model/README.md
concludes 'alone it is no license' ''
expect 'which is said' 0 'exception-alone' '"verdict": "review"'
rm model/LICENSE-EXCEPTION
printf '# A model\n\n## License\n\nSPDX-License-Identifier: GPL-2.0+ WITH Classpath-exception-2.0\n' >model/README.md
concludes 'a tag' 'GPL-2.0-or-later WITH Classpath-exception-2.0'
printf '# A model\n\n## License\n\nThe model is released under the GNU General Public License, version 2 or (at your option) any later version.\n' \
	>model/README.md
concludes 'later versions in prose' 'GPL-2.0-or-later'
printf '# A model\n\n## License\n\nThe model is released under the GNU General Public License, version 2. Any later version has to wait.\n' \
	>model/README.md
concludes 'and none' 'GPL-2.0-only'

# --- records that are wrong ----------------------------------------------------------------------------------------------------

wrong() { # wrong NAME PATTERN: the record x from stdin
	cat >data/licenses/x.yaml
	run licenses check --data data
	expect "$1" 2 "licenses/x.yaml:[0-9]+:[0-9]+: $2"
	rm data/licenses/x.yaml
}
wrong 'an exception to nothing' "excepts: 'nowhere' is the id of no license record" <<'Y'
id: x
name: X
category: exception
excepts: [nowhere]
Y
wrong 'an exception to an exception' "excepts: 'ford-exception' is no license" <<'Y'
id: x
name: X
category: exception
excepts: [ford-exception]
Y
wrong 'a license with an exception among its members' "members: 'ford-exception' is an exception" <<'Y'
id: x
name: X
category: permissive
members: [ford-exception]
Y
wrong 'a license that is for others' 'only an exception' <<'Y'
id: x
name: X
category: permissive
excepts: [brook]
Y
wrong 'an old id that stands for no license' "replaces: 'nowhere' is no name of a license" <<'Y'
id: x
name: X
category: exception
replaces: {old-x: nowhere}
Y
wrong 'an old id that is another name' "the alias 'brook'" <<'Y'
id: x
name: X
category: exception
replaces: {brook: mit}
Y
echo finished
