package config

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// tree makes files in a new folder outside any repository; a name that ends in / is a folder.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if root, _, err := Discover(dir); err != nil || root != dir {
		t.Skipf("the folder for temporary files lies in a repository or below a config: %s, %v", root, err)
	}
	for _, name := range names {
		file := filepath.Join(dir, filepath.FromSlash(name))
		folder := filepath.Dir(file)
		if strings.HasSuffix(name, "/") {
			folder = file
		}
		if err := os.MkdirAll(folder, 0o777); err != nil {
			t.Fatal(err)
		}
		if folder == file {
			continue
		}
		if err := os.WriteFile(file, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestDiscover(t *testing.T) {
	for _, test := range []struct {
		name  string
		tree  []string
		path  string
		root  string
		files []string
	}{
		{name: "nothing above a folder", tree: []string{"a/b/x.py"}, path: "a/b", root: "a/b"},
		{name: "nothing above a file", tree: []string{"a/b/x.py"}, path: "a/b/x.py", root: "a/b"},
		{name: "git folder", tree: []string{"a/.git/", "a/b/x.py"}, path: "a/b", root: "a"},
		{name: "git file of a work tree", tree: []string{"a/.git", "a/b/x.py"}, path: "a/b/x.py", root: "a"},
		{name: "submodule", tree: []string{".git/", "a/.git", "a/b/"}, path: "a/b", root: "a"},
		{name: "config in the folder", tree: []string{"a/.quotalint.yml"}, path: "a", root: "a", files: []string{".quotalint.yml"}},
		{name: "the other ending", tree: []string{"a/.quotalint.yaml", "a/b/"}, path: "a/b", root: "a", files: []string{".quotalint.yaml"}},
		{name: "config below git", tree: []string{".git/", "a/.quotalint.yml", "a/b/"}, path: "a/b", root: "a", files: []string{".quotalint.yml"}},
		{name: "config above git", tree: []string{".quotalint.yml", "a/.git/", "a/b/"}, path: "a/b", root: ".", files: []string{".quotalint.yml"}},
		{
			name: "the outermost wins", tree: []string{".quotalint.yml", "a/b/.quotalint.yaml", "a/b/c/", "other/.quotalint.yml"}, path: "a/b/c",
			root: ".", files: []string{".quotalint.yml", "a/b/.quotalint.yaml"},
		},
		{name: "config file as the path", tree: []string{".quotalint.yml", "a/.quotalint.yml"}, path: "a/.quotalint.yml", root: ".", files: []string{".quotalint.yml", "a/.quotalint.yml"}},
		{name: "configs only below", tree: []string{".git/", "a/.quotalint.yml"}, path: ".", root: "."},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := tree(t, test.tree...)
			root, files, err := Discover(filepath.Join(dir, filepath.FromSlash(test.path)))
			if err != nil {
				t.Fatal(err)
			}
			if want := filepath.Join(dir, filepath.FromSlash(test.root)); root != want || !reflect.DeepEqual(files, test.files) {
				t.Errorf("got %s, %q, want %s, %q", root, files, want, test.files)
			}
		})
	}
}

// A relative path is taken from the working directory.
func TestDiscoverHere(t *testing.T) {
	dir := tree(t, ".quotalint.yml", "a/b/")
	t.Chdir(filepath.Join(dir, "a"))
	for _, path := range []string{"b", ".", "", ".."} {
		if root, files, err := Discover(path); err != nil || root != dir || len(files) != 1 {
			t.Errorf("%q: got %s, %q, %v", path, root, files, err)
		}
	}
}

func TestDiscoverErrors(t *testing.T) {
	for _, test := range []struct {
		name, path, want string
		tree             []string
	}{
		{name: "missing", path: "a/nope.py", tree: []string{"a/"}, want: "DIR/a/nope.py: no such file or folder (check the spelling)"},
		{name: "two configs", path: "a/b", tree: []string{"a/.quotalint.yml", "a/.quotalint.yaml", "a/b/"}, want: "DIR/a: holds .quotalint.yml and .quotalint.yaml (keep one of them)"},
		{name: "a folder called like a config", path: "a", tree: []string{".quotalint.yml/", "a/"}, want: "DIR/.quotalint.yml: is not a file (the name is kept for quotalint's config: rename it)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := tree(t, test.tree...)
			wantDiscoverError(t, dir, test.path, test.want)
		})
	}
}

func wantDiscoverError(t *testing.T, dir, path, want string) {
	t.Helper()
	root, files, err := Discover(filepath.Join(dir, filepath.FromSlash(path)))
	if err == nil {
		t.Fatalf("got %s, %q, want an error", root, files)
	}
	if got := filepath.ToSlash(strings.ReplaceAll(err.Error(), dir, "DIR")); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Links to folders are followed; a link to a file belongs where the link is.
func TestDiscoverLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there")
	}
	dir := tree(t, "repo/.quotalint.yml", "repo/src/x.py", "elsewhere/y.py", "c/")
	for link, to := range map[string]string{
		"into": "repo/src", "repo/src/y.py": "../../elsewhere/y.py", "dangling": "nope", "loop": "loop", "c/.quotalint.yml": "nope", "repo/out": "../elsewhere",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	repo := filepath.Join(dir, "repo")
	for path, want := range map[string]string{"into": "src", "into/x.py": "src/x.py", "repo/src/y.py": "src/y.py", "repo": "."} {
		path = filepath.Join(dir, path)
		if root, _, err := Discover(path); err != nil || root != repo {
			t.Errorf("%s: got %s, %v", path, root, err)
		}
		if got, err := Relative(repo, path); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", path, got, err, want)
		}
	}
	wantDiscoverError(t, dir, "dangling", "DIR/dangling: is a symbolic link that leads nowhere (repair or remove it)")
	wantDiscoverError(t, dir, "loop", "DIR/loop: is a symbolic link that leads nowhere (repair or remove it)")
	wantDiscoverError(t, dir, "c", "DIR/c/.quotalint.yml: is a symbolic link that leads nowhere (repair or remove it)")
	wantDiscoverError(t, dir, "repo/src/x.py/deeper", "DIR/repo/src/x.py/deeper: cannot be opened: not a directory (check the path and its permissions)")

	out := filepath.Join(repo, "out")
	want := out + ": is not below the root " + repo + " (give paths of one root, or run quotalint once for each)"
	if _, err := Relative(repo, out); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
