# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# The files for pipelines: what the action and the hook run is run; each file is held against what its reader wants of it.
. "$(dirname "$0")/lib.sh"
cp -r "$LICET_ROOT/fixtures/example-community/Example-Tiny" model

# --- the GitHub action ----------------------------------------------------------------------------------------------------------

act() { # act VAR=VALUE…: the action's scan, in a made-up runner
	rm -rf runner && mkdir runner && : >runner/output && : >runner/summary
	env RUNNER_TEMP="$T/runner" GITHUB_OUTPUT="$T/runner/output" GITHUB_STEP_SUMMARY="$T/runner/summary" LICET="$LICET" "$@" \
		bash "$LICET_ROOT/.github/actions/licet/scan.sh" >out 2>err </dev/null
	code=$?
	cat runner/output >>out
}

if command -v bash >/dev/null; then
	act LICET_PATHS=model
	expect 'action: passes' 0 '^verdict=pass$' '^sarif=.*licet.sarif$' '^report=.*licet.json$'
	[ -s runner/summary ] && grep -q '"version": "2.1.0"' runner/licet.sarif && echo 'ok action: summary and SARIF' ||
		echo 'not ok action: summary and SARIF'
	cp runner/licet.json then.json
	act LICET_PATHS=model LICET_FAIL_ON=revocable,usage-cap
	expect 'action: fails by kinds' 1 '^::error .*file=model/LICENSE' '^verdict=fail$'
	act LICET_PATHS=model LICET_FAIL_ON=usage-cap LICET_BASELINE=then.json
	expect 'action: a baseline' 1 '^verdict=fail$'
	# shellcheck disable=SC2016 # it must not be run
	act LICET_PATHS='$(touch injected)
model'
	expect 'action: a path that is no command' 2 'does not exist'
	[ ! -e injected ] && echo 'ok action: it was not run' || echo 'not ok action: it was not run'
	act LICET_PATHS=nothing
	expect 'action: a path that is not there' 2 'does not exist'
else
	echo 'skip the action: bash is not installed'
fi

# --- the hook -----------------------------------------------------------------------------------------------------------------

"$LICET_ROOT/.ci/pre-commit" --help >out 2>err
if [ "$(dirname "$LICET")" = "$LICET_ROOT/build" ]; then
	cd model && "$LICET_ROOT/.ci/pre-commit" --fail-on revocable >../out 2>../err
	code=$?
	cd ..
	expect 'hook: fails' 1 '^FAIL'
else
	echo 'skip the hook: it runs the plain build'
fi

# --- the files ------------------------------------------------------------------------------------------------------------------

cd "$LICET_ROOT" || exit 2
files='.github/actions/licet/action.yml .gitlab/licet.yml .pre-commit-hooks.yaml .ci/kubernetes/gate.yaml .ci/kubernetes/argo.yaml'
if python3 -c 'import yaml' 2>/dev/null; then
	# shellcheck disable=SC2086
	python3 - $files <<'END' && echo 'ok all of it is YAML' || echo 'not ok all of it is YAML'
import sys, yaml
for path in sys.argv[1:]:
    assert list(yaml.safe_load_all(open(path))), path
END
else
	echo 'skip YAML: python3-yaml is not installed'
fi
if command -v check-jsonschema >/dev/null; then
	check-jsonschema --builtin-schema vendor.github-actions .github/actions/licet/action.yml >"$T/out" 2>&1 &&
		check-jsonschema --builtin-schema vendor.gitlab-ci .gitlab/licet.yml >>"$T/out" 2>&1 &&
		echo 'ok the schemas of GitHub and GitLab' || { echo 'not ok the schemas of GitHub and GitLab'; cat "$T/out"; }
else
	echo 'skip the schemas of GitHub and GitLab: check-jsonschema is not installed'
fi
if command -v pre-commit >/dev/null; then
	pre-commit validate-manifest .pre-commit-hooks.yaml >"$T/out" 2>&1 && echo 'ok pre-commit takes the hook' ||
		{ echo 'not ok pre-commit takes the hook'; cat "$T/out"; }
else
	echo 'skip the hook for pre-commit: it is not installed'
fi

# What the container installs is what the program is linked with and loads, and nothing else.
if command -v ldd >/dev/null && command -v dpkg >/dev/null && grep -q '^VERSION_ID="12"' /etc/os-release && "$LICET" version | grep -q 'and seccomp'; then
	for library in $(ldd "$LICET" | sed -n 's/.* => \(\/[^ ]*\).*/\1/p') $(ldconfig -p | sed -n 's/.* => \(.*lib\(archive\.so\.13\|crypto\.so\.3\|poppler-glib\.so\.8\|sqlite3\.so\.0\|zstd\.so\.1\)\)$/\1/p'); do
		grep -q "$(basename "$library" | sed 's/\.so.*//')" "$LICET" || continue # of a library that a library needs
		dpkg -S "$(readlink -f "$library")" 2>/dev/null || dpkg -S "$library"
	done | sed 's/:.*//' | sort -u | grep -v '^libc6$' >"$T/needs"
	sed -n '/^FROM debian:12-slim$/,$p' .ci/Containerfile | grep -o 'lib[a-z0-9.-]*[0-9]\|zlib1g' | sort -u >"$T/installs"
	cmp -s "$T/needs" "$T/installs" && echo 'ok the container has the libraries' ||
		{ echo 'not ok the container has the libraries'; diff "$T/needs" "$T/installs"; }
else
	echo 'skip the libraries of the container: this is no plain build on Debian 12'
fi
echo finished
