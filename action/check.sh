#!/usr/bin/env bash
# Checks, and tells the run: annotations in its log, a summary, outputs, and the exit status of quotalint.
set -euo pipefail
# shellcheck source=action/say.sh
. "$GITHUB_ACTION_PATH/action/say.sh"
# shellcheck source=action/base.sh
. "$GITHUB_ACTION_PATH/action/base.sh"

[ -e "$INPUT_PATH" ] || fail "path: there is no '$INPUT_PATH' in the workspace"
work=$(mktemp -d "$(slashes "$RUNNER_TEMP")/quotalint-XXXXXX")
trap 'rm -rf "$work"' EXIT
args=(check --format github --report "markdown=$work/summary.md" --report "dotenv=$work/figures.env" "--fail-on=$INPUT_FAIL_ON")

case $INPUT_NEW_FROM in
'' | none) ;;
auto)
	find_base "$INPUT_PATH"
	if [ -n "$base" ]; then
		echo "New is what $base does not have."
		args+=("--new-from=$base")
		[ -z "$exact" ] || args+=(--merge-base=false)
	fi
	;;
*) args+=("--new-from=$INPUT_NEW_FROM") ;;
esac
[ -z "$INPUT_CONFIG" ] || args+=("--config=$INPUT_CONFIG")
case $INPUT_BASELINE in
'') ;;
none) args+=(--no-baseline) ;;
*) args+=("--baseline=$INPUT_BASELINE") ;;
esac
if [ -n "$INPUT_SARIF_FILE" ]; then
	case $INPUT_SARIF_FILE in
	-) fail "sarif-file is the name of a file, not -" ;;
	*$'\n'* | *$'\r'*) fail "sarif-file has more than one line" ;;
	esac
	{ mkdir -p -- "$(dirname -- "$INPUT_SARIF_FILE")" && rm -f -- "$INPUT_SARIF_FILE"; } ||
		fail "sarif-file: $INPUT_SARIF_FILE cannot be written; name a file in a folder that can be made"
	args+=(--hide-excused --report "sarif=$INPUT_SARIF_FILE")
fi

status=0
"$PROGRAM" "${args[@]}" -- "$INPUT_PATH" 2>"$work/errors" || status=$?
if [ -s "$work/errors" ]; then
	# What is on standard error may quote the files that were read: there are no commands in it.
	mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	printf '::stop-commands::%s\n' "$mark"
	cat "$work/errors"
	printf '\n::%s::\n' "$mark"
fi
if [ "$status" -gt 1 ]; then
	annotate error "quotalint ended with $status: $(cat "$work/errors")"
fi
if [ -s "$work/summary.md" ]; then
	cat "$work/summary.md" >>"$GITHUB_STEP_SUMMARY"
	cat "$work/figures.env" >>"$GITHUB_OUTPUT"
else
	undone
fi
if [ -n "$INPUT_SARIF_FILE" ] && [ -s "$INPUT_SARIF_FILE" ]; then
	output sarif-file "$INPUT_SARIF_FILE"
fi
exit "$status"
