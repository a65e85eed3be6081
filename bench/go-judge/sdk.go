package main

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/types/typeutil"
)

// roots are the modules of SDKs, in whatever major version, and forks of the community's.
var roots = regexp.MustCompile(`^(github\.com/openai/openai-go(/v\d+)?|github\.com/[^/]+/go-(openai|gpt3))(/|$)`)

// An sdk is what the SDKs' own types say: which type is a client, and which is the service that a client has under which
// path. It knows no list of methods: a method that takes a context reaches the API.
type sdk struct {
	paths  map[*types.TypeName]string // clients, with the path "", and services
	tails  map[string][]string        // last name of a method -> full paths
	owners []*types.Named             // the types in paths
}

// usedSDKs lists the modules of SDKs that packages use, with their versions.
func usedSDKs(listed []*packages.Package) []string {
	var modules []string
	packages.Visit(listed, nil, func(pkg *packages.Package) {
		if m := pkg.Module; m != nil && roots.MatchString(pkg.PkgPath) && !m.Main {
			modules = append(modules, m.Path+" "+m.Version)
		}
	})
	return unique(modules)
}

func newSDK(loaded []*packages.Package) *sdk {
	s := &sdk{paths: map[*types.TypeName]string{}, tails: map[string][]string{}}
	packages.Visit(loaded, nil, func(pkg *packages.Package) {
		if !roots.MatchString(pkg.PkgPath) || pkg.Types == nil {
			return
		}
		if client, ok := pkg.Types.Scope().Lookup("Client").(*types.TypeName); ok {
			s.walk(client, "")
		}
	})
	for tail := range s.tails {
		slices.Sort(s.tails[tail])
	}
	return s
}

// walk notes a client or service and the services below it.
func (s *sdk) walk(name *types.TypeName, prefix string) {
	named, ok := types.Unalias(name.Type()).(*types.Named)
	if _, known := s.paths[name]; known || !ok {
		return
	}
	s.paths[name] = strings.TrimSuffix(prefix, ".")
	s.owners = append(s.owners, named)
	for method := range named.Methods() {
		if method.Exported() && reaches(method) {
			s.tails[method.Name()] = append(s.tails[method.Name()], prefix+method.Name())
		}
	}
	fields, ok := named.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for field := range fields.Fields() {
		if below := typeName(field.Type()); below != nil && field.Exported() && inSDK(below.Pkg()) && strings.HasSuffix(below.Name(), "Service") {
			s.walk(below, prefix+field.Name()+".")
		}
	}
}

// reaches reports whether a method takes a context first: whatever reaches the API does.
func reaches(f *types.Func) bool {
	params := f.Signature().Params()
	if params.Len() == 0 {
		return false
	}
	name := typeName(params.At(0).Type())
	return name != nil && name.Pkg() != nil && name.Pkg().Path() == "context" && name.Name() == "Context"
}

func inSDK(pkg *types.Package) bool { return pkg != nil && roots.MatchString(pkg.Path()) }

// typeName is the name of a type, or of what it points to; nil if it has none.
func typeName(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// client is the symbol of a type that is a client or service, or points to one.
func (s *sdk) client(t types.Type) string {
	name := typeName(t)
	if _, ok := s.paths[name]; !ok || name == nil {
		return ""
	}
	return name.Pkg().Path() + ":" + name.Name()
}

// method is the API method that a function is, "" if none.
func (s *sdk) method(f *types.Func) string {
	recv := f.Signature().Recv()
	if recv == nil || !f.Exported() || !reaches(f) {
		return ""
	}
	prefix, ok := s.paths[typeName(recv.Type())]
	switch {
	case !ok:
		return ""
	case prefix == "":
		return f.Name()
	}
	return prefix + "." + f.Name()
}

// selected is the API method that a selector reads, "" if none.
func (s *sdk) selected(info *types.Info, sel *ast.SelectorExpr) string {
	if f, ok := info.Uses[sel.Sel].(*types.Func); ok {
		return s.method(f)
	}
	return ""
}

// A callee is what a call is of: at most one of the first five is set.
type callee struct {
	construct, method, made, indirect, untyped string
	receiver                                   string
}

func (s *sdk) callee(info *types.Info, call *ast.CallExpr) callee {
	sel, isSelector := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	receiver := ""
	if isSelector {
		if t := info.TypeOf(sel.X); t != nil {
			receiver = types.TypeString(t, nil)
		}
	}
	switch f := typeutil.Callee(info, call).(type) {
	case *types.Builtin:
		if f.Name() == "new" && len(call.Args) == 1 {
			return callee{made: s.client(info.TypeOf(call.Args[0]))}
		}
	case *types.Func:
		if inSDK(f.Pkg()) && f.Signature().Recv() == nil {
			return callee{construct: s.constructed(f)}
		}
		if method := s.method(f.Origin()); method != "" {
			return callee{method: method, receiver: receiver}
		}
		return callee{indirect: s.indirect(f), receiver: receiver}
	case nil:
		if isSelector && unknown(info.TypeOf(sel.X)) {
			return callee{untyped: strings.Join(s.tails[sel.Sel.Name], "|")}
		}
	}
	return callee{}
}

// constructed is the symbol of a function of an SDK that makes a client or service.
func (s *sdk) constructed(f *types.Func) string {
	for result := range f.Signature().Results().Variables() {
		if _, ok := s.paths[typeName(result.Type())]; ok {
			return f.Pkg().Path() + ":" + f.Name()
		}
	}
	return ""
}

// indirect is what a method of an interface stands for if a client or service has it with that signature.
func (s *sdk) indirect(f *types.Func) string {
	recv := f.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return ""
	}
	var methods []string
	for _, owner := range s.owners {
		got, _, _ := types.LookupFieldOrMethod(types.NewPointer(owner), true, f.Pkg(), f.Name())
		if m, ok := got.(*types.Func); ok && reaches(m) && types.Identical(m.Signature(), f.Signature()) {
			methods = append(methods, s.method(m))
		}
	}
	return strings.Join(methods, "|")
}

func unknown(t types.Type) bool { return t == nil || t == types.Typ[types.Invalid] }
