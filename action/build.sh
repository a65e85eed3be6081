#!/usr/bin/env bash
# Builds the source of the action to PROGRAM. Settings of the job for the go command are for its own code, not for this.
set -euo pipefail
# shellcheck source=action/say.sh
. "$GITHUB_ACTION_PATH/action/say.sh"

export CGO_ENABLED=1 GOFLAGS='' GOWORK=off
unset GOOS GOARCH
go build -C "$GITHUB_ACTION_PATH" -trimpath -buildvcs=false -o "$PROGRAM" ./cmd/quotalint ||
	fail "quotalint cannot be built: it needs a C compiler, such as gcc, and the Go modules; or use the action by the tag of a release"
"$PROGRAM" version
