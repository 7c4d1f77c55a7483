# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Every command of the README's "Use it" runs, and the transcript of the demo is what the program prints.
. "$(dirname "$0")/lib.sh"
readme=$LICET_ROOT/README.md
cp -r "$LICET_ROOT/fixtures/example-community/Example-Tiny" model
tar -czf model.tar.gz model
cp model.tar.gz package.deb
cp -R model model-v1 && cp -R model model-v2
cp model/LICENSE model/README.md .
snapshot=home/.cache/huggingface/hub/models--example-labs--Example-Tiny/snapshots/1111111111111111111111111111111111111111
mkdir -p "$snapshot" && cp model/* "$snapshot/"

sed -n '/^## Use it/,/^| exit code/s/^licet /licet /p' "$readme" | sed "s/ *#.*//; s|~|$T/home|" >commands
while read -r program arguments; do
	# shellcheck disable=SC2086
	"$LICET" $arguments >out 2>err </dev/null
	code=$?
	case $arguments in
	*--fail-on* | *strict*) expect "README: licet $arguments" 1 ;;
	*) expect "README: licet $arguments" 0 ;;
	esac
done <commands
[ "$(wc -l <commands)" -ge 8 ] && echo "ok the README has commands" || echo "not ok only $(wc -l <commands) commands were found in the README"

sed -n '/^<!-- demo -->/,/^<!-- end -->/p' "$readme" | sed '/^```/d; /^<!--/d; /^…$/d' >transcript
(cd "$LICET_ROOT" && COLUMNS=80 "$LICET" scan fixtures/example-community/Example-Tiny) >out 2>err
head -n "$(wc -l <transcript)" out >now
if [ "${1-}" = --accept ]; then # make accept: as many lines as before, as they are now
	{ echo '```' && cat now && printf '…\n```\n'; } >block
	sed -e '/^<!-- demo -->/,/^<!-- end -->/{/^<!--/!d}' -e '/^<!-- demo -->/r block' "$readme" >new && cat new >"$readme"
elif [ -s transcript ] && cmp -s now transcript; then
	echo "ok the transcript in the README is true"
else
	echo "not ok the transcript in the README is not what the program prints: make accept"
	diff now transcript | head -n 20
fi
echo finished
