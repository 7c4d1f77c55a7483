#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The scan of action.yml: annotations to the log, a summary of the job, SARIF and JSON into the runner's temporary directory.
set -euo pipefail
sarif=$RUNNER_TEMP/licet.sarif report=$RUNNER_TEMP/licet.json summary=$RUNNER_TEMP/licet.md
mapfile -t paths < <(printf '%s\n' "$LICET_PATHS" | sed '/^[[:space:]]*$/d')
options=()
[[ -z ${LICET_POLICY-} ]] || options+=(--policy "$LICET_POLICY")
[[ -z ${LICET_FAIL_ON-} ]] || options+=(--fail-on "$LICET_FAIL_ON")
[[ -z ${LICET_BASELINE-} ]] || options+=(--baseline "$LICET_BASELINE" --fail-on-new)

code=0
"$LICET" scan -f github -f "sarif=$sarif" -f "json=$report" -f "markdown=$summary" "${options[@]}" -- "${paths[@]}" || code=$?
[[ $code -ne 2 ]] || exit 2 # it could not run, and said why
{
	printf 'verdict=%s\n' "$(sed -n 's/^  "verdict": "\([a-z]*\)".*/\1/p' "$report")"
	printf 'sarif=%s\nreport=%s\n' "$sarif" "$report"
} >>"$GITHUB_OUTPUT"
cat "$summary" >>"$GITHUB_STEP_SUMMARY"
exit "$code"
