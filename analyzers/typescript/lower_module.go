package typescript

import (
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// importedNames visits what an import statement names: the node of the member (-1 for the whole module), that of the name
// it is bound to, and whether it is a type only.
func (l *lowerer) importedNames(i int32, visit func(named, bound int32, typeOnly bool)) {
	typeOnly := l.HasToken(i, "type") || l.HasToken(i, "typeof")
	for _, c := range l.Parts(i) {
		switch l.kind(c) {
		case kImportRequire:
			if bound := l.First(c); l.kindOf(bound) == kIdentifier {
				visit(-1, bound, typeOnly)
			}
		case kImportClause:
			for _, part := range l.Parts(c) {
				l.importedPart(part, typeOnly, visit)
			}
		}
	}
}

// importedPart visits what one part of an import clause names.
func (l *lowerer) importedPart(part int32, typeOnly bool, visit func(named, bound int32, typeOnly bool)) {
	switch l.kind(part) {
	case kIdentifier:
		visit(part, part, typeOnly)
	case kNamespaceImport:
		if bound := l.First(part); bound >= 0 {
			visit(-1, bound, typeOnly)
		}
	case kNamedImports:
		for _, c := range l.Parts(part) {
			name, alias := l.Child(c, l.in.name), l.Child(c, l.in.alias)
			if alias < 0 {
				alias = name
			}
			if name >= 0 && l.kind(alias) == kIdentifier {
				visit(name, alias, typeOnly || l.HasToken(c, "type") || l.HasToken(c, "typeof"))
			}
		}
	}
}

// importStatement binds what an import statement names.
func (l *lowerer) importStatement(i int32) {
	source := l.Child(i, l.in.source)
	if clause := l.part(i, kImportRequire); clause >= 0 {
		source = l.Child(clause, l.in.source)
	}
	if l.kindOf(source) != kString {
		return
	}
	module, bare := l.textOf(source), true
	l.importedNames(i, func(named, bound int32, typeOnly bool) {
		name := ""
		bare = false
		switch {
		case named >= 0 && l.kind(l.Nodes[named].Parent) == kImportClause:
			name = "default"
		case named >= 0:
			name = l.specified(named)
		}
		l.assignName(l.Text(bound), l.imports(module, name, typeOnly, l.Span(bound)), l.Span(bound))
	})
	if bare && !l.HasToken(i, "type") { // `import "m"`: nothing is bound to it, but it runs
		l.imports(module, "", false, l.Span(source))
	}
}

// specified returns the name that stands in an import or export specifier.
func (l *lowerer) specified(name int32) string {
	if l.kind(name) == kString {
		return l.textOf(name)
	}
	return l.Text(name)
}

// imports is a member of a module.
func (l *lowerer) imports(module, name string, typeOnly bool, span facts.Span) facts.ID {
	return l.Emit(facts.Expr{Op: facts.Import, Text: module, Name: name, TypeOnly: typeOnly, Span: span})
}

// importAlias binds the name of `import a = N.b`.
func (l *lowerer) importAlias(i int32) {
	parts := l.Parts(i)
	if len(parts) != 2 || l.kind(parts[0]) != kIdentifier {
		return
	}
	value, span := facts.ID(0), l.Span(i)
	if module := l.moduleBehind(parts[1]); module != "" {
		value = l.imports(module, "", false, span)
	} else {
		value = l.typeOf(parts[1])
	}
	l.assignName(l.Text(parts[0]), value, span)
}

// moduleBehind returns the module of `export import a = require("module")`, of which the grammar reads no more than the
// name require, the node here; "" for any other node.
func (l *lowerer) moduleBehind(name int32) string {
	if l.Text(name) != "require" {
		return ""
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(l.Source[l.Nodes[name].End:], " \t\r\n"), "(")
	rest = strings.TrimLeft(rest, " \t\r\n")
	if !ok || rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	module, _, _ := strings.Cut(rest[1:], rest[:1])
	return module
}

// exportStatement lowers an export.
func (l *lowerer) exportStatement(i int32) {
	declaration, value, source := l.Child(i, l.in.declaration), l.Child(i, l.in.value), l.Child(i, l.in.source)
	switch {
	case declaration >= 0:
		l.statement(declaration)
		l.exportDeclared(declaration, l.HasToken(i, "default"))
	case value >= 0:
		l.export("default", l.expr(value))
	case l.kindOf(source) == kString:
		l.exportFrom(i, l.textOf(source))
	case l.HasToken(i, "="):
		if x := l.First(i); x >= 0 {
			l.export(facts.Whole, l.expr(x))
		}
	case l.HasToken(i, "namespace"): // `export as namespace N` is for scripts without modules
	default:
		l.eachSpecifier(i, func(name, alias int32, _ bool) {
			l.export(l.specified(alias), l.exportable(name))
		})
		for _, c := range l.Parts(i) { // what stands there in broken code
			if k := l.kind(c); k != kExportClause && k != kDecorator {
				l.statement(c)
			}
		}
	}
}

// eachSpecifier visits what an export clause lists.
func (l *lowerer) eachSpecifier(i int32, visit func(name, alias int32, typeOnly bool)) {
	clause := l.part(i, kExportClause)
	if clause < 0 {
		return
	}
	typeOnly := l.HasToken(i, "type")
	for _, c := range l.Parts(clause) {
		name, alias := l.Child(c, l.in.name), l.Child(c, l.in.alias)
		if alias < 0 {
			alias = name
		}
		if name >= 0 {
			visit(name, alias, typeOnly || l.HasToken(c, "type"))
		}
	}
}

// exportFrom exports members of another module.
func (l *lowerer) exportFrom(i int32, module string) {
	typeOnly := l.HasToken(i, "type")
	l.eachSpecifier(i, func(name, alias int32, typeOnly bool) {
		l.export(l.specified(alias), l.imports(module, l.specified(name), typeOnly, l.Span(name)))
	})
	if all := l.part(i, kNamespaceExport); all >= 0 {
		if name := l.First(all); name >= 0 {
			l.export(l.specified(name), l.imports(module, "", typeOnly, l.Span(all)))
		}
	} else if l.HasToken(i, "*") {
		l.exportStar(l.imports(module, "*", typeOnly, l.Span(i)))
	}
}

// exportDeclared exports the names of a declaration.
func (l *lowerer) exportDeclared(declaration int32, byDefault bool) {
	l.eachDeclared(declaration, func(name int32) {
		if byDefault {
			l.export("default", l.exportable(name))
		} else {
			l.export(l.Text(name), l.exportable(name))
		}
	})
}

// eachDeclared visits the names that a declaration binds.
func (l *lowerer) eachDeclared(declaration int32, visit func(name int32)) {
	switch l.kind(declaration) {
	case kLexical, kVariable:
		for _, c := range l.Parts(declaration) {
			if name := l.Child(c, l.in.name); name >= 0 && l.kind(c) == kDeclarator {
				l.eachName(name, visit)
			}
		}
	case kAmbient, kExpressionStatement:
		if c := l.First(declaration); c >= 0 && l.Nodes[c].Parent == declaration && !l.foreign(declaration) {
			l.eachDeclared(c, visit)
		}
	case kImportAlias:
		if name := l.First(declaration); name >= 0 {
			visit(name)
		}
	case kFunctionDeclaration, kGeneratorDeclaration, kFunctionSignature, kClassDeclaration, kAbstractClass, kInterface,
		kTypeAlias, kEnum, kNamespace, kModule:
		name := l.firstName(l.Child(declaration, l.in.name))
		if k := l.kindOf(name); k == kIdentifier || k == kTypeIdentifier {
			visit(name)
		}
	}
}

// exportable is what a name holds in the end, as others see it.
func (l *lowerer) exportable(name int32) facts.ID {
	text := l.specified(name)
	if v := l.resolve(text, l.lexical); v != nil {
		return l.Emit(facts.Expr{Op: facts.Name, Text: v.Name, Scope: v.Scope, Span: l.Span(name)})
	}
	return l.read(text, l.Span(name))
}

// A space is a namespace being lowered.
type space struct {
	members []facts.Item
	ambient bool // all that it declares is exported
}

// export makes a value a member of the module, or of the namespace around here.
func (l *lowerer) export(name string, value facts.ID) {
	if name == "" || name == "__esModule" {
		return
	}
	if l.space != nil && l.At == 0 {
		l.space.members = append(l.space.members, facts.Item{Name: name, Value: value})
		return
	}
	l.File.Exports = append(l.File.Exports, facts.Export{Name: name, Value: value})
}

// exportStar makes all members of a value members of the module.
func (l *lowerer) exportStar(value facts.ID) {
	l.File.Exports = append(l.File.Exports, facts.Export{Star: true, Value: value})
}

// namespace lowers `namespace N {…}`: N is a table of what it exports.
func (l *lowerer) namespace(i int32) {
	name, body := l.Child(i, l.in.name), l.Child(i, l.in.body)
	outer := l.space
	l.space = &space{ambient: l.kindOf(l.Nodes[i].Parent) == kAmbient || outer != nil && outer.ambient}
	l.HeaderEnds(i, name)
	if body >= 0 {
		l.block(body)
	}
	value := l.Emit(facts.Expr{Op: facts.Table, Items: l.space.members, Span: l.Span(i)})
	l.space = outer
	for l.kindOf(name) == kNestedIdentifier || l.kindOf(name) == kMember { // namespace A.B
		last := l.Child(name, l.in.property)
		if last < 0 {
			return
		}
		member := facts.Item{Name: l.Text(last), Value: value}
		value = l.Emit(facts.Expr{Op: facts.Table, Items: []facts.Item{member}, Span: l.Span(i)})
		name = l.Child(name, l.in.object)
	}
	if l.kindOf(name) == kIdentifier {
		l.assignName(l.Text(name), value, l.Span(i))
	}
}

// enum lowers an enum: a table of its members.
func (l *lowerer) enum(i int32) {
	name, body := l.Child(i, l.in.name), l.Child(i, l.in.body)
	table := facts.Expr{Op: facts.Table, Span: l.Span(i)}
	if body >= 0 {
		for _, c := range l.Parts(body) {
			member, value := c, int32(-1)
			if l.kind(c) == kEnumAssignment {
				member, value = l.Child(c, l.in.name), l.Child(c, l.in.value)
			}
			if text, ok := l.memberName(member); ok {
				table.Items = append(table.Items, facts.Item{Name: text, Value: l.enumValue(c, value)})
			} else {
				l.run(value)
			}
		}
	}
	if id := l.Emit(table); l.kindOf(name) == kIdentifier {
		l.assignName(l.Text(name), id, l.Span(i))
	}
}

func (l *lowerer) enumValue(member, value int32) facts.ID {
	if value < 0 {
		return l.opaque(member)
	}
	return l.expr(value)
}
