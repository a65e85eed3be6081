#!/usr/bin/env bash
# Builds a release into dist/: release/build.sh --snapshot of any commit, release/build.sh of a commit with a tag.
# Arguments go to `goreleaser release`; nothing is published. Needs Go, git and Python 3 with venv, and the registries
# the first time: the tools are kept in $QUOTALINT_TOOLS, by default in the user's cache.
set -euo pipefail
cd "$(dirname "$0")/.."

goreleaser=v2.16.0
cyclonedx=v1.10.0

export QUOTALINT_RELEASE=$PWD/release
export QUOTALINT_TOOLS=${QUOTALINT_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/quotalint-release}
mkdir -p "$QUOTALINT_TOOLS"
tools=$(cd "$QUOTALINT_TOOLS" && pwd)
export QUOTALINT_TOOLS=$tools

have="goreleaser $goreleaser, cyclonedx-gomod $cyclonedx, $(cksum <release/requirements.txt)"
if [ "$(cat "$tools/have" 2>/dev/null)" != "$have" ]; then
	python3 -m venv "$tools/zig"
	"$tools/zig/bin/pip" install -q --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes -r release/requirements.txt
	# In a folder of their own: here the toolchain and flags of this module would hold.
	(cd "$tools" && GOFLAGS='' GOBIN=$tools/bin go install "github.com/goreleaser/goreleaser/v2@$goreleaser")
	# Every SBOM has the hash of the program that wrote it: nothing of this machine may be in that program.
	(cd "$tools" && CGO_ENABLED=0 GOFLAGS=-trimpath GOBIN=$tools/bin go install "github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@$cyclonedx")
	printf '%s\n' "$have" >"$tools/have"
fi

umask 022
# A C flag of the user's, or one of the go command, would be in the programs.
unset CGO_CPPFLAGS CGO_CXXFLAGS CGO_FFLAGS GOEXPERIMENT
export GOFLAGS='' GOTOOLCHAIN=${GOTOOLCHAIN:-local} ZIG_LOCAL_CACHE_DIR=$tools/cache ZIG_GLOBAL_CACHE_DIR=$tools/cache
PATH=$QUOTALINT_RELEASE:$tools/bin:$PATH exec goreleaser release --clean --skip=publish,announce "$@"
