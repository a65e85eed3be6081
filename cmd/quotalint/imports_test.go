package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/quotalint/quotalint"

// A row of the import table: what a package may import besides the standard library.
type row struct {
	pkg    string
	ours   string // as the README says it
	others string
}

// The table is the architecture: an arrow that it does not have is refused. The README shows the same rows.
var table = []row{
	{"internal/facts", "–", "–"},
	{"grammars/tree", "–", "–"},
	{"grammars", "tree", "tree-sitter"},
	{"grammars/gotree", "tree", "–"},
	{"analyzers", "facts, tree", "–"},
	{"analyzers/lower", "facts, tree", "–"},
	{"analyzers/lower/lowertest", "facts", "–"},
	{"analyzers/&lt;language&gt;", "analyzers, lower, facts, tree, grammars", "toml, yaml, doublestar, mod"},
	{"analyzers/golang/checked", "analyzers, golang, facts", "tools, mod"},
	{"rules", "–", "yaml"},
	{"internal/config", "rules", "yaml, doublestar"},
	{"internal/program", "facts", "–"},
	{"internal/baseline", "–", "–"},
	{"internal/check", "facts, program, rules, config, baseline", "doublestar, semver"},
	{"internal/estimate", "check, config, rules", "yaml"},
	{"internal/breakdown", "check", "go-codeowners"},
	{"internal/compare", "check, baseline", "–"},
	{"internal/report", "check", "color, go-sarif"},
	{"internal/propose", "program, config, check", "yaml"},
	{"internal/vcs", "–", "–"},
	{"internal/cache", "–", "–"},
	{"internal/scan", "facts, tree, analyzers, program, rules, config, check, vcs, cache", "–"},
	{"passes/quotalint", "golang, gotree, tree, facts, program, rules, config, check, report", "tools, mod, doublestar"},
	{"golangci", "passes", "tools, plugin-module-register"},
	{"action", "–", "–"},
	{"cmd/quotalint", "all", "cobra, doublestar, isatty, tools"},
}

// The short names of the table.
var shortNames = map[string]string{
	"tree-sitter": "github.com/smacker/go-tree-sitter", "yaml": "gopkg.in/yaml.v3", "doublestar": "github.com/bmatcuk/doublestar/v4",
	"toml": "github.com/pelletier/go-toml/v2", "color": "github.com/fatih/color", "go-sarif": "github.com/owenrumney/go-sarif/v3", "isatty": "github.com/mattn/go-isatty", "cobra": "github.com/spf13/cobra", "semver": "golang.org/x/mod/semver", "mod": "golang.org/x/mod", "tools": "golang.org/x/tools",
	"facts": module + "/internal/facts", "gotree": module + "/grammars/gotree", "passes": module + "/passes/quotalint", "report": module + "/internal/report", "plugin-module-register": "github.com/golangci/plugin-module-register", "grammars": module + "/grammars", "tree": module + "/grammars/tree", "analyzers": module + "/analyzers", "golang": module + "/analyzers/golang", "lower": module + "/analyzers/lower", "rules": module + "/rules",
	"config": module + "/internal/config", "program": module + "/internal/program", "check": module + "/internal/check", "baseline": module + "/internal/baseline",
	"vcs": module + "/internal/vcs", "cache": module + "/internal/cache", "go-codeowners": "github.com/hairyhenderson/go-codeowners",
}

// may reports whether the table lets a package of row r import path.
func (r row) may(path string) bool {
	own := strings.HasPrefix(path, module+"/")
	if own && r.ours == "all" {
		return true
	}
	list := r.others
	if own {
		list = r.ours
	}
	for _, name := range strings.Split(list, ", ") {
		// A module of others may have packages below its root.
		if full := shortNames[name]; full != "" && (path == full || !own && strings.HasPrefix(path, full+"/")) {
			return true
		}
	}
	// pflag is a part of cobra's own surface.
	return path == "github.com/spf13/pflag" && strings.Contains(list, "cobra")
}

func rowOf(pkg string) (row, bool) {
	name := strings.TrimPrefix(pkg, module+"/")
	if strings.HasPrefix(name, "analyzers/") && !strings.HasPrefix(name, "analyzers/lower") && name != "analyzers/golang/checked" {
		name = "analyzers/&lt;language&gt;"
	}
	i := slices.IndexFunc(table, func(r row) bool { return r.pkg == name })
	if i < 0 {
		return row{}, false
	}
	return table[i], true
}

func TestImports(t *testing.T) {
	packages := list(t)
	for _, p := range packages {
		r, ok := rowOf(p.ImportPath)
		if !ok {
			t.Errorf("%s has no row in the import table", p.ImportPath)
			continue
		}
		for _, path := range p.Imports {
			standard := !strings.Contains(strings.Split(path, "/")[0], ".")
			if !standard && !r.may(path) {
				t.Errorf("%s imports %s, which the import table does not let it", p.ImportPath, path)
			}
			if standard && (path == "C" || path == "unsafe") && r.pkg != "grammars" {
				t.Errorf("%s imports %s: only grammars may", p.ImportPath, path)
			}
		}
	}
	for _, want := range []string{"internal/facts", "internal/scan", "analyzers/python", "cmd/quotalint"} {
		if !slices.ContainsFunc(packages, func(p listed) bool { return p.ImportPath == module+"/"+want }) {
			t.Errorf("go list does not show %s: is this test reading the right module?", want)
		}
	}
}

// The table itself refuses what it must.
func TestImportTableRefuses(t *testing.T) {
	for _, c := range []struct{ pkg, path string }{
		{"internal/facts", module + "/grammars"},
		{"internal/program", module + "/rules"},
		{"internal/check", module + "/analyzers"},
		{"internal/scan", module + "/analyzers/python"},
		{"analyzers/lower", module + "/analyzers/python"},
		{"internal/report", "gopkg.in/yaml.v3"},
		{"analyzers/python", "github.com/smacker/go-tree-sitter/python"},
	} {
		r, ok := rowOf(module + "/" + c.pkg)
		if !ok || r.may(c.path) {
			t.Errorf("%s may import %s", c.pkg, c.path)
		}
	}
}

func TestReadmeShowsImportTable(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table {
		line := fmt.Sprintf("| %s | %s | %s |", r.pkg, r.ours, r.others)
		if !strings.Contains(string(readme), line+"\n") {
			t.Errorf("README.md lacks the row %s", line)
		}
	}
}

type listed struct {
	ImportPath string
	Imports    []string
}

func list(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "./...")
	cmd.Dir = filepath.Join("..", "..")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// The words of one language stay in its analyzer: where one stands as a string in internal, that language has leaked.
func TestNoLanguageLeaks(t *testing.T) {
	words := []string{"self", "cls", "this", "super", "def", "lambda", "elif", "await", "python", "typescript", "golang"}
	files := 0
	err := filepath.WalkDir(filepath.Join("..", "..", "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, err := strconv.Unquote(lit.Value)
				dunder := len(text) > 4 && strings.HasPrefix(text, "__") && strings.HasSuffix(text, "__") && text != "__pycache__" // a folder
				if err == nil && (dunder || slices.Contains(words, text)) {
					t.Errorf("%s: the string %q belongs in an analyzer", fset.Position(lit.Pos()), text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Errorf("only %d files were read", files)
	}
}
