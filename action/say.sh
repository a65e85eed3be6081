# shellcheck shell=bash
# How the scripts of the action speak to the run.

# annotate LEVEL TEXT writes an annotation. The text is no command and has one line, whatever is in it.
annotate() {
	local text=${2//'%'/'%25'}
	text=${text//$'\r'/'%0D'}
	text=${text//$'\n'/'%0A'}
	printf '::%s title=quotalint::%s\n' "$1" "$text"
}

# fail TEXT ends the step with 2, as quotalint ends where it was given something wrong.
fail() {
	annotate error "$1"
	exit 2
}

# output NAME VALUE sets an output of the step. A value has one line.
output() {
	case $2 in
	*$'\n'* | *$'\r'*) fail "$1 has more than one line" ;;
	esac
	printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# slashes PATH writes a path as every program takes it on Windows, too.
slashes() { printf '%s' "${1//\\//}"; }
