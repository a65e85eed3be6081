#!/usr/bin/env bash
# All that a change must pass. Needs Go, a C compiler and git; the tools are pinned in go.mod.
set -euo pipefail
cd "$(dirname "$0")"

step() { printf '== %s\n' "$*"; }

if [ -z "${CC:-}" ] && ! command -v gcc >/dev/null; then
	command -v clang >/dev/null || {
		echo "test.sh: no C compiler: install gcc (Debian: apt-get install gcc libc6-dev; macOS: xcode-select --install)" >&2
		exit 2
	}
	export CC=clang
fi
export CGO_ENABLED=1

step gofumpt
unformatted=$(go tool gofumpt -l .)
if [ -n "$unformatted" ]; then
	printf 'not formatted; run go tool gofumpt -w .\n%s\n' "$unformatted" >&2
	exit 1
fi
step go vet
go vet ./...
step staticcheck
go tool staticcheck ./...
# The HTML report is tested in a browser, where there is one or it can be had without asking.
browser() { [ -n "${CHROME:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable; }
if ! browser >/dev/null && [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
	step chromium
	# Without a network the tests that need it are skipped, and say so.
	{ apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium; } >/dev/null || true
fi
browser >/dev/null || echo "test.sh: no Chromium: the HTML report is not tested in a browser (Debian: apt-get install chromium; or name one in CHROME)" >&2
# What the GitHub Action runs is linted.
if ! command -v shellcheck >/dev/null && [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
	step shellcheck
	{ apt-get update -qq && apt-get install -qq -y --no-install-recommends shellcheck; } >/dev/null || true
fi
command -v shellcheck >/dev/null || echo "test.sh: no shellcheck: the scripts of the GitHub Action are not linted (Debian: apt-get install shellcheck)" >&2
step go test
go test -timeout 30m "$@" ./... # the factories are run with real SDKs, which takes minutes on a busy machine
