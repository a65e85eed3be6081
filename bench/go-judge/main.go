// A second opinion on Go: the Go type checker itself reads a checked-out repository and lists every construction of an
// OpenAI SDK client and every call of an SDK method that reaches the API. quotalint finds sites by following values, the
// type checker finds them by type; where the two disagree, one of them is wrong.
//
// It does not say who made a client, it reads only the files that the build on this machine reads (those that build
// constraints leave out are listed), and it is no part of the test suite.
//
// How to run:
//
//	cd bench/go-judge
//	go run . [-flags '-tags=x,y -modfile=PATH'] DIR > calls.json
//
// Every module of DIR is loaded by the go command, which downloads what the module requires. Where a required module is
// gone, give a go.mod of your own with -modfile. GOOS, GOARCH and the like count as they do for go build.
//
// Output, one JSON object:
//
//	sdks        the SDK modules that were used, with their versions
//	sites       {path, line, column, end_line, end_column, kind: construct|call, method, symbol, receiver, test}
//	literals    clients and services that are made without a constructor: a literal, new, a variable without a value
//	references  API methods that are read without being called (handed over, kept)
//	indirect    calls of an interface's method that a client or service of an SDK has, with that signature
//	untyped     calls of a name that an API method has, on a receiver whose type is not known: what nobody can judge here
//	unread      files that the build leaves out
//	errors      what did not type-check
//
// Positions are 1-based, in code points; a site begins at the first token of the chain.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// An entry is one place in the source.
type entry struct {
	Path      string `json:"path"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Kind      string `json:"kind,omitempty"`
	Method    string `json:"method,omitempty"`
	Symbol    string `json:"symbol,omitempty"`
	Receiver  string `json:"receiver,omitempty"`
	Test      bool   `json:"test"`
}

// A verdict is all that the judge says.
type verdict struct {
	SDKs       []string `json:"sdks"`
	Sites      []entry  `json:"sites"`
	Literals   []entry  `json:"literals"`
	References []entry  `json:"references"`
	Indirect   []entry  `json:"indirect"`
	Untyped    []entry  `json:"untyped"`
	Unread     []string `json:"unread"`
	Errors     []string `json:"errors"`
}

func main() {
	flags := flag.String("flags", "", "flags for the go command")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: go-judge [-flags FLAGS] DIR > calls.json")
		os.Exit(2)
	}
	v, err := judge(flag.Arg(0), strings.Fields(*flags))
	if err == nil {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", " ")
		err = out.Encode(v)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "go-judge:", err)
		os.Exit(1)
	}
}

// judge loads every module below a folder and reads every file once, though a package is loaded with its tests and without.
func judge(dir string, flags []string) (*verdict, error) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return nil, err
	}
	mods, sources, err := list(dir)
	if err != nil {
		return nil, err
	}
	r := &reader{dir: dir, texts: map[string]text{}, read: map[string]bool{}, seen: map[entry]bool{}}
	for _, mod := range mods {
		if err := r.readModule(mod, flags); err != nil {
			return nil, fmt.Errorf("%s: %w", mod, err)
		}
	}
	for _, file := range sources {
		if !r.read[file] {
			r.out.Unread = append(r.out.Unread, file)
		}
	}
	r.out.SDKs = unique(r.out.SDKs)
	r.out.Errors = unique(r.out.Errors)
	for _, entries := range [][]entry{r.out.Sites, r.out.Literals, r.out.References, r.out.Indirect, r.out.Untyped} {
		slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.place(), b.place()) })
	}
	return &r.out, nil
}

func (e entry) place() string {
	return fmt.Sprintf("%s:%08d:%08d:%s", e.Path, e.Line, e.Column, e.Kind)
}

func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// list finds the folders of the modules below a folder, and the source files.
func list(dir string) (mods, sources []string, err error) {
	err = filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		switch base := filepath.Base(name); {
		case err != nil:
			return err
		case e.IsDir() && name != dir && (base == ".git" || base == "vendor" || base == "node_modules"):
			return fs.SkipDir
		case base == "go.mod" && !strings.Contains(name, "/testdata/"):
			mods = append(mods, filepath.Dir(name))
		case strings.HasSuffix(base, ".go"):
			sources = append(sources, relative(dir, name))
		}
		return nil
	})
	return mods, sources, err
}

func relative(dir, file string) string {
	name, err := filepath.Rel(dir, file)
	if err != nil {
		return file
	}
	return filepath.ToSlash(name)
}

// A text is a source file, by line.
type text []string

// A reader goes through packages and notes what it finds.
type reader struct {
	dir   string
	sdk   *sdk
	texts map[string]text
	read  map[string]bool
	seen  map[entry]bool
	out   verdict
}

// readModule loads a module together with the SDKs that it uses: a service of one may be used without its client.
func (r *reader) readModule(mod string, flags []string) error {
	config := &packages.Config{Mode: packages.LoadImports | packages.NeedDeps | packages.NeedModule, Dir: mod, Tests: true, BuildFlags: flags}
	listed, err := packages.Load(config, "./...")
	if err != nil {
		return err
	}
	patterns := usedSDKs(listed)
	r.out.SDKs = append(r.out.SDKs, patterns...)
	for _, pkg := range listed {
		for _, file := range pkg.GoFiles {
			r.read[relative(r.dir, file)] = true
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	for i, sdk := range patterns {
		patterns[i], _, _ = strings.Cut(sdk, " ")
	}
	config.Mode = packages.LoadAllSyntax | packages.NeedModule
	loaded, err := packages.Load(config, append(patterns, "./...")...)
	if err != nil {
		return err
	}
	r.sdk = newSDK(loaded)
	for _, pkg := range loaded {
		r.readPackage(pkg)
	}
	return nil
}

func (r *reader) readPackage(pkg *packages.Package) {
	for _, e := range pkg.Errors {
		r.out.Errors = append(r.out.Errors, strings.ReplaceAll(e.Error(), r.dir+"/", ""))
	}
	for _, file := range pkg.Syntax {
		name := relative(r.dir, pkg.Fset.PositionFor(file.FileStart, false).Filename)
		if strings.HasPrefix(name, "../") {
			continue // what the go command writes to run tests
		}
		called := map[ast.Expr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				called[ast.Unparen(n.Fun)] = true
				r.call(pkg, n)
			case *ast.SelectorExpr:
				if method := r.sdk.selected(pkg.TypesInfo, n); method != "" && !called[n] {
					r.note(&r.out.References, pkg, n, entry{Method: method})
				}
			case *ast.CompositeLit:
				if symbol := r.sdk.client(pkg.TypesInfo.TypeOf(n)); symbol != "" {
					r.note(&r.out.Literals, pkg, n, entry{Symbol: symbol})
				}
			case *ast.ValueSpec:
				if t := pkg.TypesInfo.TypeOf(n.Type); n.Type != nil && len(n.Values) == 0 && !isPointer(t) {
					if symbol := r.sdk.client(t); symbol != "" {
						r.note(&r.out.Literals, pkg, n, entry{Symbol: symbol})
					}
				}
			}
			return true
		})
	}
}

// call notes what a call is, if anything.
func (r *reader) call(pkg *packages.Package, call *ast.CallExpr) {
	switch f := r.sdk.callee(pkg.TypesInfo, call); {
	case f.construct != "":
		r.note(&r.out.Sites, pkg, call, entry{Kind: "construct", Symbol: f.construct})
	case f.method != "":
		r.note(&r.out.Sites, pkg, call, entry{Kind: "call", Method: f.method, Receiver: f.receiver})
	case f.made != "":
		r.note(&r.out.Literals, pkg, call, entry{Symbol: f.made})
	case f.indirect != "":
		r.note(&r.out.Indirect, pkg, call, entry{Method: f.indirect, Receiver: f.receiver})
	case f.untyped != "":
		r.note(&r.out.Untyped, pkg, call, entry{Method: f.untyped})
	}
}

// note adds a place to a list.
func (r *reader) note(list *[]entry, pkg *packages.Package, n ast.Node, e entry) {
	at, end := pkg.Fset.PositionFor(n.Pos(), false), pkg.Fset.PositionFor(n.End(), false)
	e.Path = relative(r.dir, at.Filename)
	e.Line, e.Column = at.Line, r.column(at.Filename, at.Line, at.Column)
	e.EndLine, e.EndColumn = end.Line, r.column(end.Filename, end.Line, end.Column)
	e.Test = strings.HasSuffix(e.Path, "_test.go") || strings.Contains("/"+e.Path, "/testdata/")
	if !r.seen[e] {
		r.seen[e] = true
		*list = append(*list, e)
	}
}

// column turns a column in bytes into one in code points.
func (r *reader) column(file string, line, column int) int {
	lines, known := r.texts[file]
	if !known {
		src, err := os.ReadFile(file)
		if err != nil {
			return column
		}
		lines = strings.Split(string(src), "\n")
		r.texts[file] = lines
	}
	if line > len(lines) || column-1 > len(lines[line-1]) {
		return column
	}
	return len([]rune(lines[line-1][:column-1])) + 1
}

func isPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}
