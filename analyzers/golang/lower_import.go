package golang

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// importPath returns the path of an import, "" if there is none.
func (l *lowerer) importPath(i int32) string {
	c := l.Child(i, l.in.path)
	if c < 0 {
		return ""
	}
	path, err := strconv.Unquote(l.Text(c))
	if err != nil {
		return ""
	}
	return path
}

// importName returns the name that a file has for the package that it imports; "" if it has none.
func (l *lowerer) importName(i int32) string {
	path, name := l.importPath(i), l.Child(i, l.in.name)
	switch {
	case path == "" || path == "C" || l.is(name, kBlank, kDot):
		return ""
	case name >= 0:
		return l.Text(name)
	case l.checked != nil && l.checked.packages[l.extent(i)] != "":
		return l.checked.packages[l.extent(i)]
	}
	return customaryName(path)
}

// importSpec binds the name of a package.
func (l *lowerer) importSpec(i int32) {
	e := facts.Expr{Op: facts.Import, Text: l.importPath(i), Span: l.Span(i)}
	if l.kindOf(l.Child(i, l.in.name)) == kDot && e.Text != "" {
		e.Name = "*"
		l.File.Scopes[0].Stars = append(l.File.Scopes[0].Stars, l.Emit(e))
	} else if name := l.importName(i); name != "" {
		if v := l.blocks.Named(&l.Writer, 0, name); v != nil {
			l.Assign(v, l.Emit(e), e.Span)
		}
	}
}

// isPackage reports whether an expression is the name that the file has for a package.
func (l *lowerer) isPackage(i int32, path string) bool {
	if !l.is(i, kIdentifier, kPackageIdentifier) || l.imported[l.Text(i)] != path {
		return false
	}
	v := l.resolve(l.Text(i))
	return v != nil && v.Scope == 0
}
