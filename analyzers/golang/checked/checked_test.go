package checked

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/analyzers/lower/lowertest"
	"github.com/quotalint/quotalint/grammars"
)

var grammar = golang.New(grammars.Go())

// A folder is a tree on disk; nothing in it is ignored but source that the go command never builds.
type folder string

func (f folder) names(keep func(name string) bool) []string {
	var list []string
	err := fs.WalkDir(os.DirFS(string(f)), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && keep(name) {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		panic(err)
	}
	return list
}

func (f folder) Files() []string { return f.names(grammar.Match) }

func (f folder) Named(base string) []string {
	return f.names(func(name string) bool { return path.Base(name) == base })
}

func (f folder) Read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(f), filepath.FromSlash(name)))
}

// A loaded is an analyzer with a tree that it has loaded: what is in the folder root of an archive.
type loaded struct {
	*Analyzer
	analyzers.Layout
	folder
	t *testing.T
}

func isSDK(pkg string) bool { return strings.HasPrefix(pkg, "example.org/go-sdk") }

// loadArchive loads the tree of an archive, without a network and whatever the environment of the test says.
func loadArchive(t *testing.T, text string, edit ...func(*Build)) loaded {
	t.Helper()
	for _, name := range []string{"GOFLAGS", "GOWORK", "GO111MODULE", "GOPATH", "GOOS", "GOARCH", "CGO_ENABLED"} {
		if _, set := os.LookupEnv(name); set {
			t.Setenv(name, "") // as good as not set
		}
	}
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOTOOLCHAIN", "local")
	at, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(text + sdk)).Files {
		name := filepath.Join(at, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return loadFolder(t, filepath.Join(at, "root"), edit...)
}

func loadFolder(t *testing.T, root string, edit ...func(*Build)) loaded {
	t.Helper()
	build := Build{Root: root, SDK: isSDK}
	for _, e := range edit {
		e(&build)
	}
	a, err := New(grammar, build)
	if err != nil {
		t.Fatal(err)
	}
	tree := folder(root)
	before := tree.content()
	l := loaded{a, a.Layout(tree, isSDK), tree, t}
	if after := tree.content(); !maps.Equal(before, after) {
		t.Errorf("the tree is changed: before\n%v\nafter\n%v", before, after)
	}
	return l
}

func (f folder) content() map[string]string {
	texts := map[string]string{}
	for _, name := range f.names(func(string) bool { return true }) {
		text, err := f.Read(name)
		if err != nil {
			panic(err)
		}
		texts[name] = string(text)
	}
	return texts
}

// typed reports whether a file is lowered with its types.
func (l loaded) typed(name string) bool {
	l.t.Helper()
	src, err := l.Read(name)
	if err != nil {
		l.t.Fatal(err)
	}
	return l.typedAs(name, string(src))
}

func (l loaded) typedAs(name, src string) bool {
	l.t.Helper()
	f, err := l.Lower(name, []byte(src))
	if err != nil {
		l.t.Fatal(err)
	}
	return strings.Contains(lowertest.Dump(f), "as import(example.org/go-sdk).Client")
}

// hasErrors compares the errors with what is expected of them: parts of them, in order. No module is absent.
func (l loaded) hasErrors(want ...string) {
	l.t.Helper()
	if absent := l.Problems().Absent; absent != nil {
		l.t.Errorf("absent: %q", absent)
	}
	var got []string
	for _, p := range l.Problems().Errors {
		got = append(got, p.String())
	}
	if !slices.EqualFunc(got, want, strings.Contains) {
		l.t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// sdk is beside the root of every archive: an SDK whose path does not say its name, and outside code that makes its clients.
const sdk = `
-- sdk/go.mod --
module example.org/go-sdk

go 1.24
-- sdk/sdk.go --
package oracle

type Client struct{}

func (*Client) Ask() {}
-- lib/go.mod --
module example.org/lib

go 1.24

require example.org/go-sdk v1.0.0
-- lib/lib.go --
package lib

import "example.org/go-sdk"

func Client() *oracle.Client { return nil }
`

// goMod is a module that takes the SDK and the library from where they are.
const goMod = `module example.com/app

go 1.24

require (
	example.org/go-sdk v1.0.0
	example.org/lib v1.0.0
)

replace (
	example.org/go-sdk => ../sdk
	example.org/lib => ../lib
)
`

// asks is a file that asks a client which comes from the library.
func asks(pkg string) string {
	return "package " + pkg + `

import "example.org/lib"

func Ask() { lib.Client().Ask() }
`
}

func TestLower(t *testing.T) {
	l := loadArchive(t, "-- root/go.mod --\n"+goMod+
		"-- root/a.go --\n"+asks("app")+
		"-- root/mark.go --\n\ufeff"+strings.Replace(asks("app"), "Ask()", "Marked()", 1)+
		"-- root/a_windows_386.go --\n"+asks("app")+
		"-- root/none/a.go --\npackage none\n")
	for name, want := range map[string]bool{"a.go": true, "a_windows_386.go": false} {
		if got := l.typed(name); got != want {
			t.Errorf("%s with types: %v, want %v", name, got, want)
		}
		if got := l.Seed(name) != ""; got != want {
			t.Errorf("%s is a seed: %v, want %v", name, got, want)
		}
	}
	if !l.typedAs("mark.go", strings.Replace(asks("app"), "Ask()", "Marked()", 1)) {
		t.Error("a byte order mark shifts the types")
	}
	if l.typedAs("a.go", asks("app")+"\nvar changed int\n") {
		t.Error("the types of one text are used for another")
	}
	if l.Seed("none/a.go") != "" {
		t.Error("a file without a client is a seed")
	}
	l.hasErrors()
}

// What stands in for a file, as an editor has it, is what is checked.
func TestOverlay(t *testing.T) {
	text := "-- root/go.mod --\n" + goMod + "-- root/a.go --\npackage app\n"
	l := loadArchive(t, text, func(b *Build) {
		b.Overlay = map[string][]byte{filepath.Join(b.Root, "a.go"): []byte(asks("app"))}
	})
	if !l.typedAs("a.go", asks("app")) {
		t.Error("the text that stands in for a file is not checked")
	}
}

func TestTags(t *testing.T) {
	text := "-- root/go.mod --\n" + goMod + "-- root/a.go --\n//go:build batch && extra\n\n" + asks("app") + "-- root/b.go --\npackage app\n"
	if l := loadArchive(t, text); l.typed("a.go") {
		t.Error("a file of another build has types")
	}
	if l := loadArchive(t, text, func(b *Build) { b.Tags = "batch,extra" }); !l.typed("a.go") {
		t.Error("tags do not choose the build")
	}
	l := loadArchive(t, text)
	t.Setenv("GOFLAGS", "-tags=batch,extra")
	if l := loadFolder(t, string(l.folder)); !l.typed("a.go") {
		t.Error("tags of the environment do not count")
	}
}

// The tree stays as it is even where the environment lets the go command mend go.mod.
func TestReadOnly(t *testing.T) {
	l := loadArchive(t, "-- root/go.mod --\nmodule example.com/app\n\ngo 1.24\n\nreplace example.org/lib => ../lib\n-- root/a.go --\n"+asks("app"))
	t.Setenv("GOFLAGS", "-mod=mod")
	loadFolder(t, string(l.folder)).hasErrors("a.go:3:8: module example.org/lib provides package example.org/lib and is replaced but not required")
}

// Of a file that uses C, the build reads another form.
func TestCgo(t *testing.T) {
	c := strings.Replace(asks("app"), "import", "// int one(void) { return 1; }\nimport \"C\"\n\nimport", 1)
	l := loadArchive(t, "-- root/go.mod --\n"+goMod+"-- root/a.go --\n"+c+"\nvar One = C.one()\n-- root/b.go --\n"+strings.Replace(asks("app"), "Ask()", "More()", 1))
	if l.typed("a.go") || !l.typed("b.go") {
		t.Error("not the one file without C has types")
	}
	l.resolves("a.go", "example.org/lib", "outside example.org/lib")
	l.hasErrors()
}

// Whatever is wrong with packages, what can be read of them is.
func TestBroken(t *testing.T) {
	l := loadArchive(t, "-- root/go.mod --\n"+goMod+
		"-- root/types/a.go --\n"+asks("types")+
		"-- root/types/b.go --\npackage types\n\nvar X int = \"text\"\n"+
		"-- root/embeds/a.go --\n"+strings.Replace(asks("embeds"), "import", "import _ \"embed\"\nimport", 1)+"\n//go:embed missing.txt\nvar Text string\n"+
		"-- root/tests/a.go --\n"+asks("tests")+
		"-- root/tests/a_test.go --\npackage tests\n\nvar X = undefined\n"+
		"-- root/syntax/a.go --\n"+asks("syntax")+
		"-- root/syntax/b.go --\npackage syntax\n\nfunc (\n"+
		"-- root/cycle/a.go --\npackage cycle\n\nimport _ \"example.com/app/cycle/b\"\n"+
		"-- root/cycle/b/b.go --\npackage b\n\nimport _ \"example.com/app/cycle\"\n"+
		"-- root/imports/a.go --\n"+asks("imports")+
		"-- root/imports/b.go --\npackage imports\n\nimport (\n\t\"example.com/app/gone\"\n\t\"example.org/lib\"\n)\n\nfunc Both() { gone.Ask(lib.Client().Ask()) }\n")
	for _, name := range []string{"types/a.go", "embeds/a.go", "tests/a.go", "syntax/a.go", "imports/a.go"} {
		if !l.typed(name) {
			t.Errorf("%s has no types", name)
		}
	}
	if l.typed("imports/b.go") {
		t.Error("a file has types though it imports what is not there")
	}
	l.hasErrors("cycle: import cycle not allowed", "embeds/a.go:8:12: pattern missing.txt", "imports/b.go:4:2: no required module provides package example.com/app/gone",
		"syntax/b.go:3:6: method has no receiver", "syntax/b.go:3:8: ", "syntax/b.go:3:8: ", "syntax/b.go:3:8: ", "syntax/b.go:3:8: ", "tests/a_test.go:3:9: undefined: undefined", "types/b.go:3:13: cannot use \"text\"")
}

// What a package is with its tests counts, since that is more.
func TestVariants(t *testing.T) {
	l := loadArchive(t, "-- root/go.mod --\n"+goMod+"-- root/a.go --\npackage app\n\nfunc Ask() { shared().Ask() }\n"+
		"-- root/a_test.go --\npackage app\n\nimport \"example.org/lib\"\n\nvar shared = lib.Client\n")
	if !l.typed("a.go") {
		t.Error("a package is read without its tests")
	}
	l.hasErrors("a.go:3:14: undefined: shared")
}

// A module that cannot be loaded at all keeps no other from being loaded.
func TestUnloaded(t *testing.T) {
	l := loadArchive(t, "-- root/go.mod --\n"+goMod+"-- root/a.go --\n"+asks("app")+
		"-- root/bad/go.mod --\nmodule example.com/bad\n\nrequire (\n-- root/bad/a.go --\n"+asks("bad")+
		"-- root/new/go.mod --\nmodule example.com/new\n\ngo 1.999\n-- root/new/a.go --\n"+asks("new"))
	if !l.typed("a.go") || l.typed("bad/a.go") || l.typed("new/a.go") {
		t.Error("not the one good module is loaded")
	}
	l.hasErrors("bad/go.mod: nothing of this is loaded: errors parsing go.mod", "new/go.mod: nothing of this is loaded: go.mod requires go >= 1.999")
}

func TestNoModule(t *testing.T) {
	l := loadArchive(t, "-- root/a.go --\n"+asks("app"))
	if l.typed("a.go") {
		t.Error("a file without a module has types")
	}
	l.hasErrors(".: there is no go.mod")
	if l := loadArchive(t, "-- root/a.txt --\n"); l.Problems().Errors != nil {
		t.Errorf("a tree without Go has problems: %v", l.Problems())
	}
}

// Modules that are required and not there are named with their versions.
func TestAbsent(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	missing := strings.Replace(goMod, "\texample.org/go-sdk => ../sdk\n\texample.org/lib => ../lib\n", "\texample.org/lib => example.org/fork v1.2.0\n", 1)
	sum := "-- root/go.sum --\n"
	for _, mod := range []string{"example.org/go-sdk v1.0.0", "example.org/fork v1.2.0"} {
		sum += mod + " h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + mod + "/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	}
	l := loadArchive(t, "-- root/go.mod --\n"+missing+sum+"-- root/a.go --\n"+asks("app")+
		"-- root/b.go --\npackage app\n\nimport _ \"example.org/go-sdk/deep\"\n")
	if want := []string{"example.org/fork v1.2.0", "example.org/go-sdk v1.0.0"}; !slices.Equal(l.Problems().Absent, want) {
		t.Errorf("absent: %q, want %q", l.Problems().Absent, want)
	}
	if errs := l.Problems().Errors; errs != nil {
		t.Errorf("what comes of absent modules is told twice: %v", errs)
	}
}

func TestNoGoCommand(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := New(grammar, Build{}); err == nil || !strings.Contains(err.Error(), "no go command on PATH") {
		t.Errorf("error: %v", err)
	}
}
