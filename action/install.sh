#!/usr/bin/env bash
# Installs the release that is asked for, if it is there for this machine, and else says that the source is to be built.
#
# Outputs: program, its folder, and how: release or source. Of source: the folder with it, and a key of what it builds.
# QUOTALINT_RELEASES is where releases are, for a mirror: that URL/v1.2.0/checksums.txt.
set -euo pipefail
# shellcheck source=action/say.sh
. "$GITHUB_ACTION_PATH/action/say.sh"

folder=$(slashes "$RUNNER_TEMP")/quotalint
os='' arch='' suffix='' kind=tar.gz
case $RUNNER_OS in
Linux) os=linux ;;
macOS) os=darwin ;;
Windows) os=windows suffix=.exe kind=zip ;;
esac
case $RUNNER_ARCH in
X64) arch=amd64 ;;
ARM64) arch=arm64 ;;
esac
program=$folder/quotalint$suffix

sha256() {
	if command -v sha256sum >/dev/null; then
		sha256sum "$@"
	else
		shasum -a 256 "$@"
	fi
}

# build ends the script: the steps after it build the source of the action.
build() {
	echo "$1: building the source of the action"
	# A program that one system has built may not run on another of the same kind: the key names both.
	local key
	key=$(
		cd "$GITHUB_ACTION_PATH"
		{
			printf '%s\n' "${ImageOS:-}"
			grep -E '^(ID|VERSION_ID)=' /etc/os-release 2>/dev/null || true
			find go.mod go.sum analyzers cmd golangci grammars internal passes rules -type f ! -name '*_test.go' -print0 | LC_ALL=C sort -z |
				while IFS= read -r -d '' file; do sha256 "$file"; done
		} | sha256
	)
	output how source
	output source "$(slashes "$GITHUB_ACTION_PATH")"
	output key "quotalint-$RUNNER_OS-$RUNNER_ARCH-${key%% *}"
	exit 0
}

# get URL FILE is 1 if there is nothing, and ends the script if nobody can tell.
get() {
	local status secure=()
	case $1 in
	https:*) secure=(--proto '=https') ;;
	esac
	status=$(curl --silent --show-error --location --retry 3 --connect-timeout 20 "${secure[@]+"${secure[@]}"}" --output "$2" --write-out '%{http_code}' -- "$1") ||
		fail "$1 cannot be reached; set QUOTALINT_RELEASES to a mirror, or use the action by the SHA of a commit to build its source"
	case $status in
	200) ;;
	404) return 1 ;;
	*) fail "$1 answers with status $status; run the job again, or use the action by the SHA of a commit to build its source" ;;
	esac
}

output program "$program"
output folder "$folder"
printf '%s\n' "$folder" >>"$GITHUB_PATH"
rm -rf "$folder"
mkdir -p "$folder"

# A release of another repository is not that of this source: the names may be those of an action around this one.
version=$INPUT_VERSION
if [ -z "$version" ]; then
	case $ACTION_REPOSITORY in
	*/quotalint) version=$ACTION_REF ;;
	esac
fi
version=${version#v}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
	[ -z "$INPUT_VERSION" ] || fail "version is that of a release, such as 1.2.0, not '$INPUT_VERSION'; without one the action installs that of its own tag"
	build "the action is used by no release"
fi

# missing REASON builds the source where it is that of the release.
missing() {
	[ -z "$INPUT_VERSION" ] || [ "${INPUT_VERSION#v}" = "${ACTION_REF#v}" ] ||
		fail "$1; leave version out to build the source of the action"
	build "$1"
}

repository=quotalint/quotalint
case $ACTION_REPOSITORY in
*/quotalint) repository=$ACTION_REPOSITORY ;;
esac
releases=${QUOTALINT_RELEASES:-https://github.com/$repository/releases/download}
archive=quotalint_${version}_${os}_$arch.$kind
work=$(mktemp -d "$(slashes "$RUNNER_TEMP")/quotalint-XXXXXX")
trap 'rm -rf "$work"' EXIT
get "$releases/v$version/checksums.txt" "$work/checksums.txt" || missing "there is no release $version"
want=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$work/checksums.txt")
[ -n "$want" ] || missing "release $version has nothing for $RUNNER_OS on $RUNNER_ARCH"
get "$releases/v$version/$archive" "$work/$archive" || fail "release $version names $archive, and does not have it"
got=$(sha256 "$work/$archive")
[ "${got%% *}" = "$want" ] || fail "the checksum of $archive is ${got%% *}, and not $want as the release says: it is not installed"
case $kind in
zip) unzip -q -d "$folder" "$work/$archive" "quotalint$suffix" ;;
*) tar -xzf "$work/$archive" -C "$folder" "quotalint$suffix" ;;
esac
"$program" version || fail "release $version does not run here; use the action by the SHA of a commit to build its source"
output how release
