package scan

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
)

// write makes files below dir, with the folders they need.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// noUserConfig keeps the git config of whoever runs the tests out of them.
func noUserConfig(t testing.TB) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_CONFIG_HOME", "")
}

func walked(t *testing.T, root string) *Tree {
	t.Helper()
	found, err := Walk(t.Context(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// rows writes what was left out, one a line; what is not worth a row in a report is in parentheses.
func rows(left []leaving) string {
	var b strings.Builder
	for _, l := range left {
		row := l.path + ": " + l.reason
		if l.silent {
			row = "(" + row + ")"
		}
		b.WriteString(row + "\n")
	}
	return b.String()
}

func compare(t *testing.T, what, got, want string) {
	t.Helper()
	if want = strings.TrimLeft(want, "\n"); got != want {
		t.Errorf("%s\n%s\nwant\n%s", what, got, want)
	}
}

// Everything below the root is either taken or left for a reason that is said.
func TestWalk(t *testing.T) {
	noUserConfig(t)
	root := t.TempDir()
	write(t, root, map[string]string{
		"b/x.py": "", "a.py": "", "b.py": "", "b/logo.png": "",
		".git/HEAD": "", ".git/info/exclude": "private.py\n", "private.py": "",
		"b/__pycache__/x.pyc": "", "web/node_modules/m/i.js": "", "venv/lib/x.py": "", "env/pyvenv.cfg": "", "env/x.py": "", "b/venv/__init__.py": "",
		".gitignore": "generated/\n*.log.py\n", "generated/x.py": "", "x.log.py": "", "b/.gitignore": "!x.log.py\n", "b/x.log.py": "",
	})
	found := walked(t, root)
	compare(t, "files", strings.Join(found.files, "\n"), `
.gitignore
a.py
b.py
b/.gitignore
b/logo.png
b/venv/__init__.py
b/x.log.py
b/x.py`)
	compare(t, "left", rows(found.left), `
(.git: holds no source)
(b/__pycache__: holds no source)
env: a virtual environment
generated: ignored by .gitignore:1
private.py: ignored by .git/info/exclude:1
venv: a virtual environment
web/node_modules: installed packages
x.log.py: ignored by .gitignore:2
`)
}

func TestWalkWithoutGit(t *testing.T) {
	noUserConfig(t)
	t.Setenv("PATH", "")
	root := t.TempDir()
	write(t, root, map[string]string{"a.py": "", "x.py": "", ".gitignore": "x.py"})
	if got, want := walked(t, root).files, []string{".gitignore", "a.py"}; !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// What git tracks is part of the project, also where ignore rules match it.
func TestWalkKeepsWhatIsTracked(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	noUserConfig(t)
	root := t.TempDir()
	write(t, root, map[string]string{".gitignore": "generated/\nx.py\n", "generated/deep/api.py": "", "generated/other.py": "", "x.py": "", "a.py": ""})
	for _, args := range [][]string{{"init", "-q"}, {"add", "-f", "generated/deep/api.py", "x.py"}} {
		if out, err := exec.Command("git", append([]string{"-C", root}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	found := walked(t, root)
	if want := []string{".gitignore", "a.py", "generated/deep/api.py", "x.py"}; !slices.Equal(found.files, want) {
		t.Errorf("files %q, want %q", found.files, want)
	}
	compare(t, "left", rows(found.left), `
(.git: holds no source)
generated: ignored by .gitignore:1
(x.py: ignored by .gitignore:2)
`)
}

// What the user names is walked whatever leaves it out, and nothing beside it is.
func TestWalkTakesWhatIsNamed(t *testing.T) {
	noUserConfig(t)
	files := map[string]string{
		".gitignore": "/generated/\n*.log.py\n", "a.py": "", "generated/a/x.py": "", "generated/a/x.log.py": "", "generated/b/y.py": "",
		"node_modules/m/x.py": "", "node_modules/n/x.py": "", "venv/pyvenv.cfg": "", "venv/lib/x.py": "", "venv/lib/site-packages/y.py": "", "x.log.py": "",
	}
	for _, c := range []struct {
		name  string
		paths []string
		force bool
		want  string
	}{
		{"nothing", nil, false, "a.py"},
		{"the root", []string{"."}, false, "a.py"},
		{"an ignored file", []string{"x.log.py"}, false, "a.py x.log.py"},
		{"a file in an ignored folder", []string{"generated/a/x.py"}, false, "a.py generated/a/x.py"},
		{"a folder in an ignored folder", []string{"generated/a"}, false, "a.py generated/a/x.py"},
		{"an ignored folder", []string{"generated"}, false, "a.py generated/a/x.py generated/b/y.py"},
		{"below installed packages", []string{"node_modules/m"}, false, "a.py node_modules/m/x.py"},
		{"a virtual environment", []string{"venv"}, false, "a.py venv/lib/x.py venv/pyvenv.cfg"},
		{"below a virtual environment", []string{"venv/lib/site-packages/y.py"}, false, "a.py venv/lib/site-packages/y.py"},
		{"several", []string{"x.log.py", "generated/b"}, false, "a.py generated/b/y.py x.log.py"},
		{"an ignored file, to stay so", []string{"x.log.py", "generated"}, true, "a.py"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			write(t, root, files)
			tree, err := Walk(t.Context(), Options{Root: root, Paths: c.paths, ForceExclude: c.force})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(tree.files, " "); got != ".gitignore "+c.want {
				t.Errorf("files %q, want %q", got, c.want)
			}
		})
	}
}

func TestWalkDoesNotFollowLinks(t *testing.T) {
	noUserConfig(t)
	outside, root := t.TempDir(), t.TempDir()
	write(t, outside, map[string]string{"lib/x.py": ""})
	write(t, root, map[string]string{"app/x.py": ""})
	for link, target := range map[string]string{
		"again.py": "app/x.py", "app/loop": "..", "lib": filepath.Join(outside, "lib"), "lost.py": "gone.py", "self.py": "self.py",
	} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	found := walked(t, root)
	if want := []string{"app/x.py"}; !slices.Equal(found.files, want) {
		t.Errorf("files %q, want %q", found.files, want)
	}
	compare(t, "left", rows(found.left), `
(again.py: a symbolic link; what it leads to is read as app/x.py)
(app/loop: a symbolic link; what it leads to is read as .)
lib: a symbolic link out of the root; it is not followed
lost.py: a symbolic link that leads nowhere
self.py: a symbolic link that leads nowhere
`)
}

// Opening a pipe would wait for ever.
func TestWalkTakesRegularFilesOnly(t *testing.T) {
	noUserConfig(t)
	root := t.TempDir()
	l, err := net.Listen("unix", filepath.Join(root, "x.py"))
	if err != nil {
		t.Skipf("no sockets here: %v", err)
	}
	defer l.Close()
	found := walked(t, root)
	if len(found.files) > 0 {
		t.Errorf("files %q", found.files)
	}
	compare(t, "left", rows(found.left), "x.py: not a regular file\n")
}

// faulty is a file system in which some names cannot be opened.
type faulty struct {
	fs.FS
	faults map[string]error
}

func (f faulty) Open(name string) (fs.File, error) {
	if err := f.faults[name]; err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f.FS.Open(name)
}

func TestUnreadable(t *testing.T) {
	fsys := faulty{
		fstest.MapFS{"a.py": {Data: []byte("a")}, "gone.py": {}, "secret.py": {}, "broken.py": {}, "locked/x.py": {}, "b/x.py": {}, "large.py": {Data: make([]byte, 2<<20)}},
		map[string]error{"secret.py": fs.ErrPermission, "locked": fs.ErrPermission, "gone.py": fs.ErrNotExist, "broken.py": syscall.EIO},
	}
	w := newWalker(t.TempDir(), fsys)
	if err := w.folder(t.Context(), "", nil, false); err != nil {
		t.Fatal(err)
	}
	found := w.done()
	compare(t, "left", rows(found.left), "locked: the folder cannot be read: permission denied\n")
	for name, want := range map[string]string{
		"a.py":      "",
		"b/x.py":    "",
		"secret.py": "cannot be read: permission denied",
		"gone.py":   "it vanished while quotalint ran",
		"broken.py": "cannot be read: " + syscall.EIO.Error(),
		"large.py":  "2 MiB is more than max_file_size, 1 MiB",
		"b":         "not a regular file",
	} {
		if _, reason := found.read(name, defaultLimit); reason != want {
			t.Errorf("%s: %q, want %q", name, reason, want)
		}
	}
}

// In a real file system too: as root nothing is unreadable, so this shows something to other users only.
func TestUnreadableOnDisk(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything; TestUnreadable stands in")
	}
	noUserConfig(t)
	root := t.TempDir()
	write(t, root, map[string]string{"locked/x.py": "", "secret.py": ""})
	for name, mode := range map[string]os.FileMode{"locked": 0, "secret.py": 0} {
		if err := os.Chmod(filepath.Join(root, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(root, "locked"), 0o755) })
	found := walked(t, root)
	compare(t, "left", rows(found.left), "locked: the folder cannot be read: permission denied\n")
	if _, reason := found.read("secret.py", defaultLimit); reason != "cannot be read: permission denied" {
		t.Errorf("secret.py: %q", reason)
	}
}

func TestWalkRefuses(t *testing.T) {
	root := t.TempDir()
	write(t, root, map[string]string{"a.py": ""})
	for path, want := range map[string]string{"gone": "no such folder", "a.py": "is not a folder"} {
		if _, err := Walk(t.Context(), Options{Root: filepath.Join(root, path)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Walk(ctx, Options{Root: root}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}

func TestConfigs(t *testing.T) {
	noUserConfig(t)
	root := t.TempDir()
	write(t, root, map[string]string{".quotalint.yml": "", "b/.quotalint.yaml": "", "a/b/.quotalint.yml": "", "node_modules/x/.quotalint.yml": "", "quotalint.yml": ""})
	if got, want := walked(t, root).Configs(), []string{".quotalint.yml", "a/b/.quotalint.yml", "b/.quotalint.yaml"}; !slices.Equal(got, want) {
		t.Errorf("configs %q, want %q", got, want)
	}
}

func TestNamed(t *testing.T) {
	w := newWalker("", fstest.MapFS{"b/requirements.txt": {}, "a/requirements.txt": {}, "requirements-dev.txt": {}, "x.py": {}})
	if err := w.folder(t.Context(), "", nil, false); err != nil {
		t.Fatal(err)
	}
	v := view{Tree: w.done()}
	for pattern, want := range map[string]string{
		"requirements.txt":   "a/requirements.txt b/requirements.txt",
		"*requirements*.txt": "a/requirements.txt b/requirements.txt requirements-dev.txt",
		"gone":               "",
	} {
		if got := strings.Join(v.Named(pattern), " "); got != want {
			t.Errorf("named %s: %q, want %q", pattern, got, want)
		}
	}
}

func TestBytesText(t *testing.T) {
	for n, want := range map[int64]string{0: "0 bytes", 1023: "1023 bytes", 2048: "2 KiB", 1 << 20: "1 MiB", 3 << 19: "1.5 MiB", 100<<20 + 5: "100 MiB"} {
		if got := bytesText(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	noUserConfig(b)
	root := b.TempDir()
	files := map[string]string{".gitignore": "*.log\n/build/\n__pycache__/\n.env\n"}
	for _, dir := range strings.Fields("a b c d e f g h i j") {
		for _, sub := range strings.Fields("a b c d e f g h i j") {
			for _, name := range strings.Fields("a b c d e f g h i j") {
				files[filepath.Join(dir, sub, name+".py")] = ""
			}
		}
	}
	write(b, root, files)
	for b.Loop() {
		if _, err := Walk(b.Context(), Options{Root: root}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(files)), "files/op")
}
