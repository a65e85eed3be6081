package cache

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func mustOpen(t *testing.T, folder, root, version string) *Cache {
	t.Helper()
	c := Open(folder, root, version)
	if c == nil {
		t.Fatalf("no cache of %s in %s", root, folder)
	}
	return c
}

func get(t *testing.T, c *Cache, word, want string) {
	t.Helper()
	if text, ok := c.Get(c.Key(word)); text != want || ok != (want != "") {
		t.Errorf("%s is %q, %t; want %q", word, text, ok, want)
	}
}

func save(t *testing.T, c *Cache) {
	t.Helper()
	if err := c.Save(); err != nil {
		t.Fatal(err)
	}
}

// What a run puts is there in the next of the same version on the same root, and in no other.
func TestCache(t *testing.T) {
	folder, root := filepath.Join(t.TempDir(), "new", "folder"), t.TempDir()
	c := mustOpen(t, folder, root, "1")
	get(t, c, "a", "")
	c.Put(c.Key("a"), "said")
	get(t, c, "a", "said")
	save(t, c)
	get(t, mustOpen(t, folder, root, "1"), "a", "said")
	get(t, mustOpen(t, folder, root, "2"), "a", "")
	get(t, mustOpen(t, folder, t.TempDir(), "1"), "a", "")
	if c.Key("a", "bc") == c.Key("ab", "c") {
		t.Error("words run into each other")
	}
	if runtime.GOOS != "windows" {
		for name, want := range map[string]os.FileMode{folder: 0o700, c.file: 0o600} {
			if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s has mode %v, want %v (%v)", name, info.Mode().Perm(), want, err)
			}
		}
	}
}

// A run that keeps nothing new writes nothing; what no run asks for goes after some that do.
func TestCacheAges(t *testing.T) {
	folder, root := t.TempDir(), t.TempDir()
	c := mustOpen(t, folder, root, "1")
	c.Put(c.Key("old"), "o")
	c.Put(c.Key("used"), "u")
	save(t, c)
	before, err := os.Stat(c.file)
	if err != nil {
		t.Fatal(err)
	}
	c = mustOpen(t, folder, root, "1")
	get(t, c, "used", "u")
	save(t, c)
	if after, err := os.Stat(c.file); err != nil || !os.SameFile(before, after) {
		t.Errorf("a run that keeps nothing new writes a file (%v)", err)
	}
	for i := range runs {
		c = mustOpen(t, folder, root, "1")
		if _, ok := c.old[c.Key("old")]; !ok {
			t.Fatalf("what was kept is gone after %d runs", i)
		}
		get(t, c, "used", "u")
		c.Put(c.Key("new"), strings.Repeat("n", i+1))
		save(t, c)
	}
	c = mustOpen(t, folder, root, "1")
	get(t, c, "old", "")
	get(t, c, "used", "u")
	get(t, c, "new", strings.Repeat("n", runs))
}

// A file that is cut short, changed in any byte, or of something else gives what was put or nothing.
func TestCacheDamaged(t *testing.T) {
	folder, root := t.TempDir(), t.TempDir()
	c := mustOpen(t, folder, root, "1")
	words := []string{"a", "b", "c"}
	for _, word := range words {
		c.Put(c.Key(word), "text of "+word)
	}
	save(t, c)
	whole, err := os.ReadFile(c.file)
	if err != nil {
		t.Fatal(err)
	}
	try := func(text []byte) {
		t.Helper()
		if err := os.WriteFile(c.file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		c := mustOpen(t, folder, root, "1")
		for _, word := range words {
			if got, ok := c.Get(c.Key(word)); ok && got != "text of "+word {
				t.Fatalf("%q is given for %s", got, word)
			}
		}
	}
	for i := range whole {
		try(whole[:i])
		changed := append([]byte{}, whole...)
		changed[i] ^= 0x41
		try(changed)
	}
	try(append(append([]byte{}, whole...), 0))
	try([]byte("something else"))
}

// Runs at the same time leave a whole file of one of them.
func TestCacheConcurrently(t *testing.T) {
	folder, root := t.TempDir(), t.TempDir()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			c := Open(folder, root, "1")
			for range 20 {
				c.Put(c.Key("a"), strings.Repeat("said", 1000))
				if err := c.Save(); err != nil {
					t.Error(err)
				}
				if again := Open(folder, root, "1"); again == nil {
					t.Error("no cache")
				} else {
					get(t, again, "a", strings.Repeat("said", 1000))
				}
			}
		})
	}
	all.Wait()
	if files, _, err := List(folder); err != nil || len(files) != 1 {
		t.Errorf("%v is left (%v)", files, err)
	}
}

// Facts that others may have written could hide findings: there is no cache where they can.
func TestCacheOfOthers(t *testing.T) {
	root := t.TempDir()
	none := func(why, folder string) {
		t.Helper()
		if Open(folder, root, "1") != nil {
			t.Errorf("%s: there is a cache", why)
		}
	}
	none("no folder", "")
	none("no folder can be made", filepath.Join(os.DevNull, "x"))
	none("below the root", filepath.Join(root, "kept"))
	none("the root", root)
	if entries, err := os.ReadDir(root); err != nil || len(entries) > 0 {
		t.Errorf("the root holds %v (%v)", entries, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(root, "kept"), link); err != nil {
		t.Fatal(err)
	}
	none("a link into the root", link)
	open := t.TempDir()
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	none("a folder that all may write", open)

	folder := t.TempDir()
	c := mustOpen(t, folder, root, "1")
	c.Put(c.Key("a"), "said")
	save(t, c)
	if err := os.Chmod(c.file, 0o666); err != nil {
		t.Fatal(err)
	}
	get(t, mustOpen(t, folder, root, "1"), "a", "")
	if err := os.Chmod(c.file, 0o600); err != nil {
		t.Fatal(err)
	}
	get(t, mustOpen(t, folder, root, "1"), "a", "said")
	if os.Geteuid() != 0 {
		return // only root can give files away
	}
	if err := os.Chown(c.file, 1, 1); err != nil {
		t.Fatal(err)
	}
	get(t, mustOpen(t, folder, root, "1"), "a", "")
	if err := os.Chown(folder, 1, 1); err != nil {
		t.Fatal(err)
	}
	none("a folder of another user", folder)
}
