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
step go test
go test "$@" ./...
