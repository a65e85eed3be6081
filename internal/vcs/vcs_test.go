package vcs

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRoot(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"repository/.git/HEAD": "", "repository/a/b/x.py": "",
		"linked/.git": "gitdir: elsewhere", "linked/a/x.py": "",
		"none/x.py": "",
	})
	for folder, want := range map[string]string{
		"repository": "repository", "repository/a/b": "repository", "linked/a": "linked", "none": "",
	} {
		if want != "" {
			want = filepath.Join(dir, want)
		}
		if got := Root(filepath.Join(dir, folder)); got != want {
			t.Errorf("Root(%s) = %q, want %q", folder, got, want)
		}
	}
}

func TestKeptFilesAreTrackedThoughIgnored(t *testing.T) {
	root := repository(t, map[string]string{
		".gitignore": "generated/\n*.log\n", "generated/api.py": "", "generated/other.py": "", "app/x.py": "", "app/größe.log": "",
	})
	run(t, root, "add", "-f", "generated/api.py", "app")
	if got, want := Kept(t.Context(), root), []string{"app/größe.log", "generated/api.py"}; !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if got, want := Kept(t.Context(), filepath.Join(root, "app")), []string{"größe.log"}; !slices.Equal(got, want) {
		t.Errorf("below a folder kept %q, want %q", got, want)
	}
}

// In a hook git sets variables that would send every git command to another place.
func TestVariablesOfHooksDoNotMislead(t *testing.T) {
	root := repository(t, map[string]string{".gitignore": "x.py", "x.py": ""})
	run(t, root, "add", "-f", "x.py")
	t.Setenv("GIT_DIR", t.TempDir())
	t.Setenv("GIT_INDEX_FILE", filepath.Join(t.TempDir(), "index"))
	t.Setenv("GIT_WORK_TREE", t.TempDir())
	if got := Kept(t.Context(), root); !slices.Equal(got, []string{"x.py"}) {
		t.Errorf("kept %q", got)
	}
}

func TestNothingIsChangedAndNothingIsRun(t *testing.T) {
	root := repository(t, map[string]string{".gitignore": "x.py", "x.py": ""})
	run(t, root, "add", "-f", "x.py")
	write(t, root, map[string]string{"monitor": "#!/bin/sh\ntouch '" + root + "/ran'\n"})
	if err := os.Chmod(filepath.Join(root, "monitor"), 0o755); err != nil {
		t.Fatal(err)
	}
	run(t, root, "config", "core.fsmonitor", filepath.Join(root, "monitor"))
	before := state(t, root)
	Kept(t.Context(), root)
	RootIgnores(t.Context(), root)
	if after := state(t, root); after != before {
		t.Errorf("the repository changed\nfrom %s\nto   %s", before, after)
	}
}

// state is every file below a folder with its time and text.
func state(t *testing.T, root string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.Walk(root, func(name string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s %s %x\n", name, info.ModTime(), sha256.Sum256(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A linked work tree shares info/exclude with the repository it belongs to.
func TestLinkedWorkTree(t *testing.T) {
	root := repository(t, map[string]string{"x.py": ""})
	run(t, root, "add", "x.py")
	run(t, root, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "x")
	write(t, root, map[string]string{".git/info/exclude": "mine\n"})
	linked := filepath.Join(t.TempDir(), "linked")
	run(t, root, "worktree", "add", "-q", linked)
	if by, ok := RootIgnores(t.Context(), linked).Match("mine", false); !ok || by != ".git/info/exclude:1" {
		t.Errorf("mine is ignored: %v by %q", ok, by)
	}
}
