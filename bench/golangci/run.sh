#!/bin/sh
# Builds golangci-lint with quotalint in it, as `golangci-lint custom` does (from the module proxy in place of a clone), and
# runs it: on a sound module, where it must report a construction and a call, and on one that does not compile, where
# `quotalint check --types` reports what golangci-lint's own forbidigo does not. Needs go and git; prints what each says.
set -eu
cd "$(dirname "$0")/../.."
project=$PWD
version=${1:-v2.15.0}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

go mod download "github.com/golangci/golangci-lint/v2@$version"
cp -r "$(go env GOMODCACHE)/github.com/golangci/golangci-lint/v2@$version" "$work/lint"
chmod -R u+w "$work/lint"
cat > "$work/lint/cmd/golangci-lint/plugins.go" <<EOF
package main

import _ "github.com/quotalint/quotalint/golangci"
EOF
(
	cd "$work/lint"
	go mod edit -require github.com/quotalint/quotalint@v0.0.0 -replace "github.com/quotalint/quotalint=$project"
	go mod tidy
	CGO_ENABLED=0 go build -o "$work/golangci-lint" ./cmd/golangci-lint
)
(cd "$project" && go build -o "$work/quotalint" ./cmd/quotalint)

cp -r bench/golangci/sound bench/golangci/broken "$work"
echo "== a sound module: golangci-lint with quotalint"
(cd "$work/sound" && go mod download && "$work/golangci-lint" run ./... || true) | tee "$work/sound.txt"
grep -q 'QL001' "$work/sound.txt" && grep -q 'QL002' "$work/sound.txt"
echo "== the same, once the config approves it: golangci-lint keeps results, but not these"
echo '  - {path: ask.go, symbol: ask, reason: a probe}' >> "$work/sound/.quotalint.yml"
(cd "$work/sound" && "$work/golangci-lint" run ./...)

echo "== a type error, a missing embedded file and a broken test: golangci-lint with forbidigo and quotalint"
(cd "$work/broken" && go mod download && "$work/golangci-lint" run ./... || true) | tee "$work/broken.txt"
echo "== the same: quotalint check --types"
(cd "$work/broken" && "$work/quotalint" check --types ./... || true) | tee "$work/types.txt"
if grep -q 'forbidigo' "$work/broken.txt"; then echo "forbidigo reports something after all"; exit 1; fi
grep -q 'QL001' "$work/types.txt" && grep -q 'QL002' "$work/types.txt"
