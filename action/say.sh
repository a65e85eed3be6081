# shellcheck shell=bash
# How the scripts of the action speak to the run.

# annotate LEVEL TEXT writes an annotation. The text is no command and has one line, whatever is in it.
annotate() {
	local text=${2//'%'/'%25'}
	text=${text//$'\r'/'%0D'}
	text=${text//$'\n'/'%0A'}
	printf '::%s title=quotalint::%s\n' "$1" "$text"
}

# undone says in the summary of the step that there is no result.
undone() { printf '## quotalint: the check could not be done\n\nThe log of the step says why.\n' >>"$GITHUB_STEP_SUMMARY"; }

# fail TEXT ends the step with 2, as quotalint ends where it was given something wrong.
fail() {
	annotate error "$1"
	undone
	exit 2
}

# output NAME VALUE sets an output of the step. The value has one line.
output() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# slashes PATH writes a path as every program takes it on Windows, too.
slashes() { printf '%s' "${1//\\//}"; }
