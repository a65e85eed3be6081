package action

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hostile is the name of a branch that git takes, and that a careless script runs.
const hostile = "x$(touch${IFS}pwned)`touch${IFS}pwned`;touch${IFS}pwned"

// evil is the name of a file that would be a line of its own in an output, the log or the summary.
const evil = "app/evil\nQUOTALINT_NEW=0\n::error file=forged.py::forged\n## forged\n$(touch pwned).py"

const (
	factory = "from openai import OpenAI\n\nfrom app.quota import counted\n\n\ndef get_client():\n    return counted(OpenAI())\n"
	bypass  = "from openai import OpenAI\n\n\ndef ask(text):\n    return OpenAI().responses.create(model=\"gpt-4o-mini\", input=text)\n"
)

// An origin is a bare repository as a host has it: main, which has gone on since a pull request was begun, and the request with what
// would be merged.
type origin struct {
	url                string
	fork, main         string // commits of main
	head, merge, clean string // of the pull request; clean adds no fault
}

func newOrigin(t *testing.T) origin {
	t.Helper()
	work, bare := t.TempDir(), filepath.Join(t.TempDir(), "search.git")
	git(t, work, "init", "--quiet", "--initial-branch=main")
	commit := func(files map[string]string) string {
		for name, text := range files {
			write(t, filepath.Join(work, name), text)
		}
		git(t, work, "add", "--all")
		git(t, work, "commit", "--quiet", "--allow-empty", "--message=$(touch pwned)")
		return git(t, work, "rev-parse", "HEAD")
	}
	var o origin
	commit(map[string]string{"README.md": "search\n"})
	o.fork = commit(map[string]string{
		".quotalint.yml": "version: 1\nfactories:\n  - {path: app/llm.py, symbol: get_client, reason: counts}\n",
		"app/llm.py":     factory, "app/old.py": bypass,
	})
	o.main = commit(map[string]string{"app/meanwhile.py": bypass})
	git(t, work, "checkout", "--quiet", "-b", hostile, o.fork)
	o.head = commit(map[string]string{"app/new.py": bypass, evil: bypass})
	git(t, work, "checkout", "--quiet", "--detach", o.main)
	git(t, work, "merge", "--quiet", "--no-ff", "--message=merge", o.head)
	o.merge = git(t, work, "rev-parse", "HEAD")
	git(t, work, "checkout", "--quiet", "--detach", o.fork)
	c := commit(map[string]string{"app/old.py": "# moved down\n\n" + bypass})
	git(t, work, "checkout", "--quiet", "--detach", o.main)
	git(t, work, "merge", "--quiet", "--no-ff", "--message=merge", c)
	o.clean = git(t, work, "rev-parse", "HEAD")

	git(t, work, "init", "--quiet", "--bare", bare)
	git(t, work, "push", "--quiet", bare, "main", hostile,
		o.head+":refs/pull/7/head", o.merge+":refs/pull/7/merge", c+":refs/pull/8/head", o.clean+":refs/pull/8/merge")
	git(t, bare, "config", "uploadpack.allowAnySHA1InWant", "true")
	o.url = "file://" + filepath.ToSlash(bare)
	return o
}

// checkout is a working tree as actions/checkout makes it, of one commit with so much history; 0 is all.
func (o origin) checkout(t *testing.T, commit string, depth int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "search")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "--quiet", "--initial-branch=main")
	git(t, dir, "remote", "add", "origin", o.url)
	if depth > 0 {
		git(t, dir, "fetch", "--quiet", "--no-tags", "--prune", "--no-recurse-submodules", fmt.Sprintf("--depth=%d", depth), "origin", commit)
	} else {
		git(t, dir, "fetch", "--quiet", "--prune", "--no-recurse-submodules", "origin", "+refs/heads/*:refs/remotes/origin/*", commit)
	}
	git(t, dir, "checkout", "--quiet", "--force", "--detach", commit)
	return dir
}

// payload is that of an event, with the commits of the origin.
func (o origin) payload(t *testing.T, event string) string {
	t.Helper()
	text := read(t, filepath.Join("..", "testdata", "action", event+".json"))
	return strings.NewReplacer("HEAD_REF", hostile, "HEAD_SHA", o.head, "BASE_SHA", o.fork, "MERGE_SHA", o.merge).Replace(text)
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
		"GIT_AUTHOR_DATE=2026-11-20T10:00:00Z", "GIT_COMMITTER_DATE=2026-11-20T10:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}
