package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A goSource is what the source of a Go module declares. Types are spelt as import path, dot, name; the import path is that
// of this version.
type goSource struct {
	fields    map[string]map[string]string // struct -> field -> type
	methods   map[string][]string          // type -> its exported methods
	functions map[string]string            // exported function -> type of its first result
	constants map[string]string            // exported constant -> its text
}

// readGo reads all packages of a module but those that nobody outside can import.
func readGo(t *testing.T, module, dir string) goSource {
	t.Helper()
	s := goSource{map[string]map[string]string{}, map[string][]string{}, map[string]string{}, map[string]string{}}
	err := filepath.WalkDir(dir, func(file string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"internal", "examples", "lib", "constant"}, d.Name()):
			return filepath.SkipDir
		case d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(dir, filepath.Dir(file))
		if err != nil {
			return err
		}
		s.add(f, path.Join(module, filepath.ToSlash(folder)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *goSource) add(f *ast.File, pkg string) {
	imports := map[string]string{}
	for _, spec := range f.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		imports[path.Base(p)] = p
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if !d.Name.IsExported() {
				continue
			}
			if d.Recv != nil {
				if of := typeName(d.Recv.List[0].Type, pkg, imports); of != "" {
					s.methods[of] = append(s.methods[of], d.Name.Name)
				}
			} else if r := d.Type.Results; r != nil {
				s.functions[pkg+"."+d.Name.Name] = typeName(r.List[0].Type, pkg, imports)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				s.addSpec(spec, pkg, imports)
			}
		}
	}
}

func (s *goSource) addSpec(spec ast.Spec, pkg string, imports map[string]string) {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		of, ok := spec.Type.(*ast.StructType)
		if !ok {
			return
		}
		fields := map[string]string{}
		for _, field := range of.Fields.List {
			for _, name := range field.Names {
				fields[name.Name] = typeName(field.Type, pkg, imports)
			}
		}
		s.fields[pkg+"."+spec.Name.Name] = fields
	case *ast.ValueSpec:
		for i, v := range spec.Values {
			if text, ok := v.(*ast.BasicLit); ok && text.Kind == token.STRING && spec.Names[i].IsExported() {
				s.constants[pkg+"."+spec.Names[i].Name], _ = strconv.Unquote(text.Value)
			}
		}
	}
}

// typeName spells a type that is a name; "" for any other.
func typeName(e ast.Expr, pkg string, imports map[string]string) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X, pkg, imports)
	case *ast.Ident:
		return pkg + "." + e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return imports[x.Name] + "." + e.Sel.Name
		}
	}
	return ""
}

// surface lists the method paths of a type and of the services that are its fields, and the paths of each service.
func (s *goSource) surface(of string) (methods []string, services map[string][]string) {
	services = map[string][]string{}
	var walk func(of, at string)
	walk = func(of, at string) {
		for _, m := range s.methods[of] {
			methods = append(methods, strings.TrimPrefix(at+"."+m, "."))
		}
		for name, field := range s.fields[of] {
			if strings.HasSuffix(field, "Service") {
				below := strings.TrimPrefix(at+"."+name, ".")
				services[field] = append(services[field], below)
				walk(field, below)
			}
		}
	}
	walk(of, "")
	return methods, services
}

var escapedCapital = regexp.MustCompile(`[A-Z]`)

// cached lists the versions of a module that are in the module cache: version -> folder.
func cached(t *testing.T, cache, module string) map[string]string {
	t.Helper()
	escaped := escapedCapital.ReplaceAllStringFunc(module, func(c string) string { return "!" + strings.ToLower(c) })
	found, err := filepath.Glob(filepath.Join(cache, filepath.FromSlash(escaped)) + "@v*")
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, dir := range found {
		_, version, _ := strings.Cut(filepath.Base(dir), "@")
		versions[version] = dir
	}
	return versions
}
