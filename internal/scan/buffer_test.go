package scan

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A buffer is listed and read as a file on disk is.
func TestBufferIsLikeAFile(t *testing.T) {
	disk := fstest.MapFS{"a/b.py": {Data: []byte("disk")}, "c.py": {}}
	for path, files := range map[string][]string{
		"a/b.py":        {"a/b.py", "c.py"},
		"a/d.py":        {"a/b.py", "a/d.py", "c.py"},
		"new/deep/d.py": {"a/b.py", "c.py", "new/deep/d.py"},
		"d.py":          {"a/b.py", "c.py", "d.py"},
	} {
		fsys := buffered{disk, &Buffer{Path: path, Text: []byte("buffer")}}
		for _, file := range files {
			if _, err := fs.Stat(fsys, file); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		if text, err := fs.ReadFile(fsys, path); string(text) != "buffer" || err != nil {
			t.Errorf("%s: read %q, %v", path, text, err)
		}
		w := newWalker(t.TempDir(), fsys)
		if err := w.folder(t.Context(), "", nil, false); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(w.done().files, " "), strings.Join(files, " "); got != want {
			t.Errorf("%s: walked %q, want %q", path, got, want)
		}
	}
}

// A buffer stands in for a link too, and is left out as a file would be.
func TestWalkTakesTheBuffer(t *testing.T) {
	noUserConfig(t)
	root := t.TempDir()
	write(t, root, map[string]string{".gitignore": "generated/\n", "a.py": "disk"})
	if err := os.Symlink("nowhere", filepath.Join(root, "link.py")); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	for path, taken := range map[string]bool{"a.py": true, "link.py": true, "new/x.py": true, "generated/x.py": false, "node_modules/x.py": false} {
		tree, err := Walk(t.Context(), Options{Root: root, Paths: []string{path}, ForceExclude: true, Buffer: &Buffer{path, []byte("buffer")}})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(tree.files, " ")+" ", path+" "); got != taken {
			t.Errorf("%s is taken: %v", path, got)
		}
		if text, err := tree.Text(path); string(text) != "buffer" || err != nil {
			t.Errorf("%s: %q, %v", path, text, err)
		}
	}
}
