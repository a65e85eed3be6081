package golang

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// Types is what a type checker says of one file, as far as it says more than the source: an expression is known by where it
// stands in the file.
type Types struct {
	receivers map[extent]typeName // selections: the type whose member is selected
	constants map[extent]string   // names of texts that other packages declare
	packages  map[extent]string   // imports without a name: what the package calls itself
}

// An extent is a stretch of the source, as offsets in bytes.
type extent struct{ start, end uint32 }

// A typeName is a type that a package declares.
type typeName struct{ pkg, name string }

// NewTypes reads off a checked file what lowering can use. wanted reports whether rules know a package, by its import path:
// only what is selected from their types is kept. bom is the length of the mark in front of the text.
func NewTypes(fset *token.FileSet, file *ast.File, info *types.Info, bom int, wanted func(pkg string) bool) *Types {
	t := &Types{receivers: map[extent]typeName{}, constants: map[extent]string{}, packages: map[extent]string{}}
	at := fset.File(file.FileStart)
	where := func(n ast.Node) extent {
		return extent{uint32(at.Offset(n.Pos()) - bom), uint32(at.Offset(n.End()) - bom)}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			if name, ok := info.Implicits[n].(*types.PkgName); ok && name.Imported().Complete() {
				t.packages[where(n)] = name.Name()
			}
		case *ast.SelectorExpr:
			if receiver, ok := receiverOf(info, n, wanted); ok {
				t.receivers[where(n)] = receiver
			} else if text, ok := importedText(info, n); ok {
				t.constants[where(n)] = text
			}
		}
		return true
	})
	return t
}

// Seed reports whether the file selects a member of a type that rules know.
func (t *Types) Seed() bool { return len(t.receivers) > 0 }

// receiverOf returns the type that rules know of which n selects a member: that of the operand, or one embedded in it. What
// comes of a member of such a type is not looked at again: rules know what it is.
func receiverOf(info *types.Info, n *ast.SelectorExpr, wanted func(pkg string) bool) (typeName, bool) {
	s := info.Selections[n]
	if s == nil || s.Kind() == types.MethodExpr || isWanted(usedIn(info, n.X), wanted) {
		return typeName{}, false
	}
	typ := s.Recv()
	for i := range s.Index() {
		if named := namedOf(typ); named != nil && isWanted(named.Obj(), wanted) {
			return typeName{importable(named.Obj().Pkg().Path()), named.Obj().Name()}, true
		}
		inner, ok := underlying(typ).(*types.Struct)
		if !ok || i == len(s.Index())-1 {
			break
		}
		typ = inner.Field(s.Index()[i]).Type()
	}
	return typeName{}, false
}

// usedIn is what a member or call uses, nil for anything else.
func usedIn(info *types.Info, n ast.Expr) types.Object {
	switch n := ast.Unparen(n).(type) {
	case *ast.SelectorExpr:
		return info.Uses[n.Sel]
	case *ast.CallExpr:
		return usedIn(info, n.Fun)
	}
	return nil
}

func isWanted(o types.Object, wanted func(pkg string) bool) bool {
	return o != nil && o.Pkg() != nil && wanted(importable(o.Pkg().Path()))
}

// namedOf is the named type that a value or what it points to is of, nil if none.
func namedOf(t types.Type) *types.Named {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, _ := types.Unalias(t).(*types.Named)
	return named
}

func underlying(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying()
}

// importedText is the text that a constant of another package is.
func importedText(info *types.Info, n *ast.SelectorExpr) (string, bool) {
	v := info.Types[n].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}

// importable is the path under which a package is imported: that of a copy below a folder vendor is the path behind it.
func importable(pkg string) string {
	if i := strings.LastIndex(pkg, vendorFolder); i >= 0 {
		return pkg[i+len(vendorFolder):]
	}
	return pkg
}

const vendorFolder = "/vendor/"

// checkedOperand says of the operand of a selection that it is of the type which the type checker knows.
func (l *lowerer) checkedOperand(node int32, operand facts.ID) facts.ID {
	if l.checked == nil {
		return operand
	}
	t, ok := l.checked.receivers[l.extent(node)]
	if !ok {
		return operand
	}
	span := l.File.Exprs[operand].Span
	pkg := l.Emit(facts.Expr{Op: facts.Import, Text: t.pkg, Span: span})
	typ := l.Emit(facts.Expr{Op: facts.Member, X: pkg, Text: t.name, Span: span})
	return l.Emit(facts.Expr{Op: facts.Cast, X: operand, Y: typ, Span: span})
}

// checkedText is the text that the type checker knows a member to be; 0 if none.
func (l *lowerer) checkedText(node int32) facts.ID {
	if l.checked == nil {
		return 0
	}
	text, ok := l.checked.constants[l.extent(node)]
	if !ok {
		return 0
	}
	return l.ConstantText(text, l.Span(node))
}

func (l *lowerer) extent(node int32) extent { return extent{l.Nodes[node].Start, l.Nodes[node].End} }
