#!/usr/bin/env bash
# Shows that a release of the commit that is checked out is reproducible and runs: release/verify.sh [FOLDER]. It builds
# all targets twice, in clones with a tag, which differ in folder, tools, caches, umask and time zone; compares
# every archive and SBOM; and runs the programs that can be run here: those of Linux (arm64 with qemu-aarch64-static), and
# that of Windows amd64 with wine. FOLDER keeps what was built. About fifteen minutes on two cores, and 5 GB.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
work=$(cd "$work" && pwd)
tag=v0.0.1

say() { printf '== %s\n' "$*"; }
fail() {
	printf 'release/verify.sh: %s\n' "$*" >&2
	exit 1
}

build() ( # folder, umask, time zone
	umask "$2"
	export TZ=$3
	git clone -q "$here" "$1"
	cd "$1"
	git checkout -q "$(git -C "$here" rev-parse HEAD)"
	git tag --list | xargs -r git tag -d >/dev/null
	git tag "$tag"
	release/build.sh >"$work/build-$(basename "$1").log" 2>&1 || {
		tail -n 20 "$work/build-$(basename "$1").log" >&2
		fail "the build in $1 failed"
	}
)

say "first build, in $work/first"
build "$work/first" 022 UTC
say "second build, in $work/a/longer/second, with its own tools and empty caches"
QUOTALINT_TOOLS=$work/a/longer/tools GOCACHE=$work/a/longer/gocache build "$work/a/longer/second" 077 Asia/Kathmandu

say "the same bytes"
cd "$work/first/dist"
sha256sum --check --quiet checksums.txt || fail "checksums.txt of the first build is wrong"
cmp checksums.txt "$work/a/longer/second/dist/checksums.txt" || {
	diff checksums.txt "$work/a/longer/second/dist/checksums.txt" >&2 || true
	fail "two builds of one commit differ"
}
(cd "$work/a/longer/second/dist" && sha256sum --check --quiet "$work/first/dist/checksums.txt") || fail "the second build differs"
[ "$(wc -l <checksums.txt)" = 12 ] || fail "checksums.txt has not six archives and six SBOMs"
cat checksums.txt

# What a program must say of a project with one violation in each of two languages.
project=$work/project
mkdir -p "$project/openai"
printf 'from openai import OpenAI\n\nOpenAI().responses.create(model="gpt-4o", input="x")\n' >"$project/one.py"
printf 'package main\n\nimport openai "github.com/openai/openai-go"\n\nfunc main() {\n\tclient := openai.NewClient()\n\t_ = client\n}\n' >"$project/main.go"
printf 'module example.com/one\n\ngo 1.21\n\nrequire github.com/openai/openai-go v1.0.0\n\nreplace github.com/openai/openai-go => ./openai\n' >"$project/go.mod"
printf 'module github.com/openai/openai-go\n\ngo 1.21\n' >"$project/openai/go.mod"
printf 'package openai\n\ntype Client struct{}\n\nfunc NewClient() Client { return Client{} }\n' >"$project/openai/client.go"

smoke() { # target, command…
	say "runs: $1"
	shift
	"$@" version
	"$@" version | grep -qF "quotalint $tag," || fail "version does not say $tag"
	status=0
	out=$(cd "$project" && "$@" check) || status=$?
	[ "$status" = 1 ] || fail "check ends with $status, not 1: $out"
	for want in "one.py:3:1: error QL001" "main.go:6:12: error QL001"; do
		grep -qF "$want" <<<"$out" || fail "check does not say $want: $out"
	done
}
for archive in *.tar.gz; do
	mkdir -p "$work/run/${archive%.tar.gz}"
	tar -xzf "$archive" -C "$work/run/${archive%.tar.gz}"
done
for archive in *.zip; do
	python3 -m zipfile -e "$archive" "$work/run/${archive%.zip}"
done
cd "$work/run"
file -b -- */quotalint */quotalint.exe
for program in *_linux_*/quotalint; do
	file -b "$program" | grep -q 'statically linked' || fail "$program is not static"
done
export GOFLAGS=-mod=mod
smoke linux/amd64 "$work/run/quotalint_${tag#v}_linux_amd64/quotalint"
say "go vet -vettool"
status=0
out=$(cd "$project" && go vet -vettool="$work/run/quotalint_${tag#v}_linux_amd64/quotalint" . 2>&1) || status=$?
if [ "$status" != 1 ] || ! grep -q 'main.go:6:.*QL001' <<<"$out"; then
	fail "go vet ends with $status: $out"
fi
printf '%s\n' "$out"
if command -v qemu-aarch64-static >/dev/null; then
	smoke linux/arm64 qemu-aarch64-static "$work/run/quotalint_${tag#v}_linux_arm64/quotalint"
else
	say "not run: linux/arm64 (Debian: apt-get install qemu-user-static)"
fi
if command -v wine >/dev/null; then
	WINEDEBUG=-all smoke windows/amd64 wine "$work/run/quotalint_${tag#v}_windows_amd64/quotalint.exe"
else
	say "not run: windows/amd64 (Debian: apt-get install wine)"
fi
say "not run: darwin, windows/arm64"
say "reproducible"
