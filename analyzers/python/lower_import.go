package python

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// imported visits what an import statement names: the node of the module or member, and that of the name it is bound to.
func (l *lowerer) imported(i int32, visit func(named, bound int32)) {
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		if l.Nodes[c].Field != l.in.name {
			continue
		}
		named, bound := c, c
		if l.kind(c) == kAliasedImport {
			named, bound = l.Child(c, l.in.name), l.Child(c, l.in.alias)
		} else {
			bound = l.First(c)
		}
		if named >= 0 && bound >= 0 {
			visit(named, bound)
		}
	}
}

func (l *lowerer) importStatement(i int32) {
	from := l.importedModule(i)
	l.imported(i, func(named, bound int32) {
		item := l.Nodes[bound].Parent
		span := l.span(item)
		e := facts.Expr{Op: facts.Import, TypeOnly: l.typeOnly, Text: from, Name: l.dotted(named), Span: span}
		if l.kind(i) == kImport {
			e.Text, e.Name = l.dotted(named), ""
			if l.kind(item) != kAliasedImport { // `import a.b` binds a
				e.Text = l.Text(bound)
				if whole := l.dotted(named); whole != e.Text { // nothing is bound to it, but it runs
					l.Emit(facts.Expr{Op: facts.Import, TypeOnly: l.typeOnly, Text: whole, Span: span})
				}
			}
		}
		l.assignName(l.Text(bound), l.Emit(e), span)
	})
	end := l.Nodes[i].Next
	for c := l.First(i); c >= 0; c = l.Part(l.Nodes[c].Next, end) {
		if l.kind(c) == kWildcardImport {
			star := l.Emit(facts.Expr{Op: facts.Import, TypeOnly: l.typeOnly, Text: from, Name: "*", Span: l.span(i)})
			s := &l.File.Scopes[l.At]
			s.Stars = append(s.Stars, star)
		}
	}
}

// importedModule returns the module of `from module import …`, with its leading dots.
func (l *lowerer) importedModule(i int32) string {
	if l.kind(i) == kImportFuture {
		return "__future__"
	}
	module := l.Child(i, l.in.moduleName)
	if module < 0 {
		return ""
	}
	return l.dotted(module)
}

// dotted returns a dotted name without the space that may stand around the dots.
func (l *lowerer) dotted(node int32) string {
	text := l.Text(node)
	if !strings.ContainsAny(text, " \t\r\n\f\\#") {
		return text
	}
	var b strings.Builder
	for i := node + 1; i < l.Nodes[node].Next; i++ {
		if l.Nodes[i].Next == i+1 && l.kind(i) != kComment {
			b.WriteString(strings.TrimSpace(l.Text(i)))
		}
	}
	return strings.Join(strings.Fields(b.String()), "")
}

// aliasName returns the name that a type statement binds, -1 if there is none.
func (l *lowerer) aliasName(i int32) int32 {
	name := l.First(i)
	for name >= 0 && (l.kind(name) == kType || l.kind(name) == kGenericType) {
		name = l.First(name)
	}
	if name < 0 || l.kind(name) != kIdentifier {
		return -1
	}
	return name
}

// typeAlias lowers `type X = …`.
func (l *lowerer) typeAlias(i int32) {
	name, first := l.aliasName(i), l.First(i)
	if name < 0 {
		l.run(first)
		return
	}
	if value := l.Part(l.Nodes[first].Next, l.Nodes[i].Next); value >= 0 {
		l.assignName(l.Text(name), l.typeOf(value), l.span(i))
	}
}
