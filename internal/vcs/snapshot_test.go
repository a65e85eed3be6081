package vcs

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// as is who commits.
var as = []string{"-c", "user.name=a", "-c", "user.email=a@example.com"}

func commit(t *testing.T, root string, args ...string) string {
	t.Helper()
	run(t, root, append(append(slices.Clone(as), "commit", "-qm", "x"), args...)...)
	return strings.TrimSpace(run(t, root, "rev-parse", "HEAD"))
}

// index opens the index as its own root sees it.
func index(t *testing.T, folder string) *Files {
	t.Helper()
	s, err := OpenIndex(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return seen(t, s)
}

func seen(t *testing.T, s *Snapshot) *Files {
	t.Helper()
	t.Cleanup(s.Close)
	f, err := s.At(s.Top)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// contents are the files below a root, by name.
func contents(t *testing.T, f *Files) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(f, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		n := f.snapshot.nodes[name]
		text, _, err := n.read()
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, got map[string]string, want ...string) {
	t.Helper()
	wanted := map[string]string{}
	for i := 0; i < len(want); i += 2 {
		wanted[want[i]] = want[i+1]
	}
	if len(got) != len(wanted) {
		t.Errorf("got %q, want %q", got, wanted)
		return
	}
	for name, text := range wanted {
		if got[name] != text {
			t.Errorf("%s is %q, want %q", name, got[name], text)
		}
	}
}

// clone clones by git's own rules, for this package asks it nothing that needs a transport.
func clone(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("git", append([]string{"clone", "-q"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git clone %s: %v\n%s", args, err, out)
	}
}

// fixedTime is long ago.
var fixedTime = time.Unix(1e9, 0)

func TestSnapshotIsAFileSystem(t *testing.T) {
	root := repository(t, map[string]string{"a/b/x.py": "x", "a/y.py": "y", "z.py": ""})
	if err := os.Symlink("b/x.py", filepath.Join(root, "a", "link.py")); err != nil {
		t.Skip(err)
	}
	run(t, root, "add", ".")
	f := index(t, root)
	if err := fstest.TestFS(f, "a/b/x.py", "a/y.py", "a/link.py", "z.py"); err != nil {
		t.Error(err)
	}
	sub, err := f.snapshot.At(filepath.Join(f.snapshot.Top, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if err := fstest.TestFS(sub, "b/x.py", "y.py", "link.py"); err != nil {
		t.Error(err)
	}
	if id, ok := sub.Blob("y.py"); !ok || id != strings.TrimSpace(run(t, root, "hash-object", "a/y.py")) {
		t.Errorf("the id of y.py is %q", id)
	}
	if target, folder, err := sub.Link("link.py"); target != "b/x.py" || folder || err != nil {
		t.Errorf("link.py leads to %q, %v, %v", target, folder, err)
	}
}

// Index and commit each have the text they were given, whatever is on disk, in every form that git keeps them.
func TestIndexAndCommit(t *testing.T) {
	forms := map[string]func(t *testing.T, root string){
		"plain":       func(*testing.T, string) {},
		"split index": func(t *testing.T, root string) { run(t, root, "update-index", "--split-index") },
		"sparse index": func(t *testing.T, root string) {
			run(t, root, "sparse-checkout", "init", "--cone", "--sparse-index")
			run(t, root, "sparse-checkout", "set", "seen")
			if _, err := os.Stat(filepath.Join(root, "hidden")); err == nil {
				t.Error("the checkout is not sparse")
			}
		},
	}
	for _, format := range []string{"sha1", "sha256"} {
		for form, change := range forms {
			t.Run(format+"/"+form, func(t *testing.T) {
				root := repository(t, map[string]string{"beside.py": ""})
				run(t, root, "init", "-q", "--object-format="+format, "new")
				root = filepath.Join(root, "new")
				odd := "seen/a\n\"ä\\ \xff.py"
				write(t, root, map[string]string{"hidden/x.py": "1", "seen/y.py": "1", odd: "odd", "seen/crlf.py": "a\r\nb\r\n", ".gitattributes": "*.py text=auto"})
				run(t, root, "add", ".")
				id := commit(t, root)
				change(t, root)
				write(t, root, map[string]string{"seen/y.py": "2", "seen/new.py": "new", "seen/meant.py": "meant"})
				run(t, root, "add", "seen/y.py", "seen/new.py")
				run(t, root, "add", "-N", "seen/meant.py")
				write(t, root, map[string]string{"seen/y.py": "3", "untracked.py": ""})
				attributes := []string{".gitattributes", "*.py text=auto", "seen/crlf.py", "a\nb\n", "hidden/x.py", "1", odd, "odd"}
				same(t, contents(t, index(t, root)), append(attributes, "seen/y.py", "2", "seen/new.py", "new")...)
				old, err := OpenCommit(t.Context(), root, id)
				if err != nil {
					t.Fatal(err)
				}
				same(t, contents(t, seen(t, old)), append(attributes, "seen/y.py", "1")...)
			})
		}
	}
}

// Links lead to what the snapshot has; what is on disk in their place plays no part.
func TestLinksStayInTheSnapshot(t *testing.T) {
	root := repository(t, map[string]string{"a/x.py": "kept"})
	links := map[string]string{
		"to-folder": "a", "to-file": "to-folder/../a/x.py", "nowhere": "a/none.py", "out": "../out.py", "self": "self",
		"back": "../repository/a/x.py", "absolute": filepath.Join(root, "a", "x.py"), "etc": "/etc/passwd",
	}
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(root, name)); err != nil {
			t.Skip(err)
		}
	}
	run(t, root, "add", ".")
	write(t, root, map[string]string{"a/x.py": "disk", "a/none.py": "disk", "../out.py": "disk"})
	f := index(t, root)
	for _, name := range []string{"to-folder/x.py", "to-file", "back", "absolute"} {
		if text, err := fs.ReadFile(f, name); string(text) != "kept" {
			t.Errorf("%s is %q, %v", name, text, err)
		}
	}
	for _, name := range []string{"nowhere", "out", "self", "etc"} {
		if text, err := fs.ReadFile(f, name); err == nil {
			t.Errorf("%s is read: %q", name, text)
		}
	}
	for name, want := range map[string]error{"nowhere": fs.ErrNotExist, "self": fs.ErrNotExist, "out": ErrOutside, "etc": ErrOutside} {
		if _, _, err := f.Link(name); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}

func TestSnapshotIsReadByManyAtOnce(t *testing.T) {
	root := repository(t, map[string]string{"a.py": strings.Repeat("a", 1<<20), "b.py": "b", "c.py": ""})
	run(t, root, "add", ".")
	f := index(t, root)
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range 20 {
				for name, size := range map[string]int{"a.py": 1 << 20, "b.py": 1, "c.py": 0} {
					if text, err := fs.ReadFile(f, name); len(text) != size || err != nil {
						t.Errorf("%s: %d bytes, %v", name, len(text), err)
					}
				}
			}
		})
	}
	all.Wait()
	f.snapshot.Close()
	if _, err := f.Open("a.py"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
	f.snapshot.stores = nil
}

// A snapshot changes nothing in .git and runs nothing that the repository names.
func TestSnapshotChangesNothing(t *testing.T) {
	root := repository(t, map[string]string{"x.py": "x", ".gitattributes": "*.py filter=f diff=d"})
	run(t, root, "add", ".")
	id := commit(t, root)
	spy := filepath.Join(root, "spy")
	write(t, root, map[string]string{"spy": "#!/bin/sh\ntouch '" + root + "/.git/ran'\ncat\n", "x.py": "changed"})
	if err := os.Chmod(spy, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "filter.f.smudge", "filter.f.clean", "diff.d.textconv", "diff.external", "core.pager"} {
		run(t, root, "config", key, spy)
	}
	now := filepath.Join(root, "x.py")
	if err := os.Chtimes(now, fixedTime, fixedTime); err != nil { // the index is out of date
		t.Fatal(err)
	}
	before := state(t, filepath.Join(root, ".git"))
	same(t, contents(t, index(t, root)), "x.py", "x", ".gitattributes", "*.py filter=f diff=d")
	old, err := OpenCommit(t.Context(), root, id)
	if err != nil {
		t.Fatal(err)
	}
	contents(t, seen(t, old))
	if _, err := MergeBase(t.Context(), root, "HEAD"); err != nil {
		t.Error(err)
	}
	if after := state(t, filepath.Join(root, ".git")); after != before {
		t.Errorf("the repository changed\nfrom %s\nto   %s", before, after)
	}
}

// In a partial clone nothing is downloaded: what is missing cannot be read, and that is said.
func TestPartialClone(t *testing.T) {
	server := repository(t, map[string]string{"x.py": "x", "y.py": "y"})
	run(t, server, "add", ".")
	commit(t, server)
	run(t, server, "config", "uploadpack.allowFilter", "true")
	root := filepath.Join(t.TempDir(), "clone")
	clone(t, "--filter=blob:none", "--no-checkout", "file://"+filepath.ToSlash(server), root)
	run(t, root, "read-tree", "HEAD")
	f := index(t, root)
	for range 2 {
		if _, err := fs.ReadFile(f, "x.py"); !errors.Is(err, errAbsent) {
			t.Errorf("x.py: %v", err)
		}
	}
	if n := f.snapshot.Absent(); n != 2 {
		t.Errorf("%d are absent", n)
	}
}

func TestRevisions(t *testing.T) {
	root := repository(t, map[string]string{"x.py": "1"})
	fails := func(revision string, ask func(context.Context, string, string) (string, error), want string) {
		t.Helper()
		if id, err := ask(t.Context(), root, revision); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %q, %v; want %q", revision, id, err, want)
		}
	}
	fails("HEAD", MergeBase, "the branch has no commit yet")
	run(t, root, "add", ".")
	first := commit(t, root)
	run(t, root, "branch", "other")
	second := commit(t, root, "--allow-empty")
	if id, err := MergeBase(t.Context(), root, "other"); id != first || err != nil {
		t.Errorf("the merge base is %q, %v", id, err)
	}
	if id, err := Commit(t.Context(), root, "HEAD"); id != second || err != nil {
		t.Errorf("HEAD is %q, %v", id, err)
	}
	run(t, root, "remote", "add", "origin", "https://example.invalid/x")
	fails("none", Commit, "no such revision here (check the spelling, or fetch it: git fetch)")
	fails("origin/main", Commit, "git fetch origin main:refs/remotes/origin/main")
	fails("--all", Commit, "no such revision")
	fails("--output=/tmp/x", Commit, "no such revision")
	fails("HEAD:x.py", Commit, "names no commit")
	run(t, root, "checkout", "-q", "--orphan", "apart")
	write(t, root, map[string]string{"x.py": "apart"})
	commit(t, root, "-a")
	fails("other", MergeBase, "no commit in common: compare with other itself: --merge-base=false")

	deep := root
	root = filepath.Join(t.TempDir(), "shallow")
	clone(t, "--depth=1", "--no-single-branch", "file://"+filepath.ToSlash(deep), root)
	fails("origin/other", MergeBase, "git fetch --unshallow (in actions/checkout: fetch-depth: 0)")

	root = t.TempDir()
	fails("HEAD", Commit, "is in no git repository")
	t.Setenv("PATH", t.TempDir())
	fails("HEAD", Commit, "is not in PATH: install it")
}

// Git lists what is left of an index that was cut off as if it were all. No commit could record that.
func TestDamagedIndex(t *testing.T) {
	root := repository(t, map[string]string{"x.py": "x", "y.py": "y"})
	run(t, root, "add", ".")
	file := filepath.Join(root, ".git", "index")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 20, 50, len(whole) / 2} {
		if err := os.WriteFile(file, whole[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := OpenIndex(t.Context(), root)
		if err == nil {
			t.Errorf("of %d bytes %d are read as an index of %d files", len(whole), n, len(s.nodes))
			s.Close()
		} else if !strings.Contains(err.Error(), "index") {
			t.Error(err)
		}
	}
}
