package vcs

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// write makes files below dir, with the folders they need.
func write(t *testing.T, dir string, files map[string]string) {
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

// repository makes a git repository that no config of the user or the machine reaches.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	root := filepath.Join(dir, "repository")
	write(t, root, files)
	run(t, root, "init", "-q")
	return root
}

func run(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := git(t.Context(), dir, args...)
	if err != nil {
		t.Fatalf("git %s: %v", args, err)
	}
	return string(out)
}

// ignored walks a tree from the root downwards, as Match wants, and lists the files that are ignored.
func ignored(t *testing.T, root string) []string {
	t.Helper()
	var list []string
	var walk func(folder string, ig *Ignores, all bool)
	walk = func(folder string, ig *Ignores, all bool) {
		entries, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(filepath.Join(root, folder, ".gitignore")); err == nil {
			ig = ig.Below(folder, text)
		}
		for _, e := range entries {
			name := path.Join(folder, e.Name())
			_, by := ig.Match(name, e.IsDir())
			switch {
			case e.Name() == ".git":
			case e.IsDir():
				walk(name, ig, all || by)
			case all || by:
				list = append(list, name)
			}
		}
	}
	walk("", RootIgnores(context.Background(), root), false)
	slices.Sort(list)
	return list
}

// byGit is what git itself ignores.
func byGit(t *testing.T, root string) []string {
	t.Helper()
	list := strings.FieldsFunc(run(t, root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard"), func(r rune) bool { return r == 0 })
	slices.Sort(list)
	return list
}

// Our rules are git's: every case is compared with what git says of the same tree.
func TestIgnoresAsGitDoes(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules string
		files string
		want  string
	}{
		{"a name, at any depth", "x.py", "x.py a/x.py a/y.py", "a/x.py x.py"},
		{"a name matches folders too", "build", "build/x.py a/build/y.py", "a/build/y.py build/x.py"},
		{"a folder only", "build/", "build a/build/x.py", "a/build/x.py"},
		{"anchored", "/x.py", "x.py a/x.py", "x.py"},
		{"anchored by a slash within", "a/x.py", "a/x.py b/a/x.py", "a/x.py"},
		{"star", "*.py", "x.py a/y.py z.txt", "a/y.py x.py"},
		{"star stops at a slash", "a/*.py", "a/x.py a/b/y.py", "a/x.py"},
		{"star in the middle", "t*t.py", "test.py tt.py tests.py", "test.py tt.py"},
		{"question mark", "?.py", "x.py xy.py", "x.py"},
		{"class", "[a-c].py", "a.py d.py", "a.py"},
		{"negated class", "[!a-c].py", "a.py d.py", "d.py"},
		{"negated class, the other way", "[^a].py", "a.py d.py", "d.py"},
		{"bracket in a class", "[]a].py", "a.py ].py b.py", "].py a.py"},
		{"named class", "x[[:digit:]].py", "x1.py xa.py", "x1.py"},
		{"class that is not closed", "[a.py", "[a.py a.py", ""},
		{"a class has no slash in it", "a[.-0]x.py", "a/x.py a.x.py", "a.x.py"},
		{"braces are letters", "{a,b}.py", "a.py {a,b}.py", "{a,b}.py"},
		{"double star in front", "**/x.py", "x.py a/b/x.py", "a/b/x.py x.py"},
		{"double star behind", "a/**", "a/x.py a/b/y.py", "a/b/y.py a/x.py"},
		{"double star within", "a/**/x.py", "a/x.py a/b/c/x.py a/b/y.py", "a/b/c/x.py a/x.py"},
		{"double star that is none", "a**x.py", "abx.py a/x.py", "abx.py"},
		{"kept again", "*.py\n!x.py", "x.py y.py", "y.py"},
		{"the last line wins", "!x.py\nx.py", "x.py", "x.py"},
		{"nothing is kept in an ignored folder", "a/\n!a/x.py", "a/x.py", "a/x.py"},
		{"a kept folder does not keep what is in it", "a/**/*\n!a/b", "a/b/c.py", "a/b/c.py"},
		{"all but one folder", "/*\n!/a", "x.py a/y.py b/z.py", ".gitignore b/z.py x.py"},
		{"comment, blank, spaces", "# x.py\n\ny.py  \nz\\ \n", "x.py y.py", "y.py"},
		{"escaped marks", "\\#x\n\\!y\n\\*z", "#x !y xz *z", "!y #x *z"},
		{"Windows line ends and a byte order mark", "\ufeffx.py\r\ny.py\r\n", "x.py y.py", "x.py y.py"},
		{"backslash at the end", "x\\", "x", ""},
		{"lone marks", "!\n/\n//\nx", "x y", "x"},
		{"letters beyond ASCII", "m?ll.py\nm??l.py\ngröße*\n*.ä", "müll.py mül.py größer.py x.ä", "größer.py mül.py x.ä"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{".gitignore": c.rules}
			for _, f := range strings.Fields(c.files) {
				files[f] = ""
			}
			root := repository(t, files)
			got := ignored(t, root)
			if want := byGit(t, root); !slices.Equal(got, want) {
				t.Errorf("ignores %q, git ignores %q", got, want)
			}
			if want := strings.Fields(c.want); !slices.Equal(got, want) {
				t.Errorf("ignores %q, want %q", got, want)
			}
		})
	}
}

func TestIgnoresAsGitDoesAtRandom(t *testing.T) {
	files := map[string]string{}
	for _, f := range strings.Fields("a b ab/a ab/b ab/ab/a b-/a b-/b/ab aa/b/a/b/ab aa/a] !a/b #/a a.b ü/a ba/-/a") {
		files[f] = ""
	}
	root := repository(t, files)
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "b", "a", "b", "*", "**", "?", "/", "/", "[", "]", "!", "\\", "-", "#", ".", " ", "**/", "/**", "[!a]", "[a-b]", "ü", "\n", "\n", "\n!"}
	text := func() string {
		var b strings.Builder
		for range 1 + random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 300 {
		top, nested := text(), text()
		write(t, root, map[string]string{".gitignore": top, "aa/.gitignore": nested})
		if got, want := ignored(t, root), byGit(t, root); !slices.Equal(got, want) {
			t.Errorf("with %q and %q in aa/\nignores     %q\ngit ignores %q", top, nested, got, want)
		}
	}
}

func TestIgnoreFilesOfAllPlaces(t *testing.T) {
	root := repository(t, map[string]string{
		".gitignore":        "from-top\n!kept-by-top\n",
		"sub/.gitignore":    "/anchored-in-sub\nfrom-sub\n",
		"sub/deep/a.py":     "",
		"sub/deep/b/c.py":   "",
		".git/info/exclude": "from-exclude\nkept-by-top\n",
		"../user-ignores":   "from-user\nsub/deep/by-path\n",
	})
	run(t, root, "config", "core.excludesFile", filepath.Join(root, "../user-ignores"))
	deep := RootIgnores(t.Context(), filepath.Join(root, "sub", "deep")).Below("", []byte("from-root\n"))
	inB := deep.Below("b", []byte("from-b\n!from-top\n"))
	for _, c := range []struct{ name, want string }{
		{"from-user", "core.excludesFile:1"},
		{"by-path", "core.excludesFile:2"},
		{"b/from-exclude", ".git/info/exclude:1"},
		{"kept-by-top", ""},
		{"from-top", "../../.gitignore:1"},
		{"from-sub", "../.gitignore:2"},
		{"anchored-in-sub", ""},
		{"b/from-root", ".gitignore:1"},
		{"b/from-b", "b/.gitignore:1"},
		{"b/from-top", ""},
		{"a.py", ""},
	} {
		ig := deep
		if strings.HasPrefix(c.name, "b/") {
			ig = inB
		}
		by, ignored := ig.Match(c.name, false)
		if !ignored {
			by = ""
		}
		if by != c.want {
			t.Errorf("%s is ignored by %q, want %q", c.name, by, c.want)
		}
	}
}

func TestUserIgnoresByDefault(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("XDG_CONFIG_HOME", "")
	write(t, dir, map[string]string{".config/git/ignore": "mine\n"})
	if _, ok := RootIgnores(t.Context(), dir).Match("a/mine", false); !ok {
		t.Error("~/.config/git/ignore is not read")
	}
}

func TestWithoutGit(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	t.Setenv("PATH", "")
	write(t, dir, map[string]string{"x.py": ""})
	if got := Kept(t.Context(), dir); got != nil {
		t.Errorf("kept %q", got)
	}
	if by, ok := RootIgnores(t.Context(), dir).Below("", []byte("x.py\n")).Match("x.py", false); !ok || by != ".gitignore:1" {
		t.Errorf("x.py is ignored: %v by %q", ok, by)
	}
}

func BenchmarkMatch(b *testing.B) {
	var rules strings.Builder
	for i := range 50 {
		fmt.Fprintf(&rules, "name%d\n*.x%d\n/a/b%d/*.c\n", i, i, i)
	}
	ig := (*Ignores)(nil).Below("", []byte(rules.String()))
	for b.Loop() {
		ig.Match("src/app/services/llm.py", false)
	}
}
