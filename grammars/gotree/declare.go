package gotree

import (
	"go/ast"
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

func (b *builder) declaration(d ast.Decl) {
	switch d := d.(type) {
	case *ast.GenDecl:
		b.general(d)
	case *ast.FuncDecl:
		b.function(d)
	case *ast.BadDecl:
		b.lose(d.From, d.To, noField)
	}
}

// general makes the nodes of a declaration that may be one or, in parentheses, several.
func (b *builder) general(d *ast.GenDecl) {
	kind, list := kConstDeclaration, tree.Symbol(0)
	switch d.Tok {
	case token.IMPORT:
		kind, list = kImportDeclaration, kImportSpecs
	case token.VAR:
		kind, list = kVarDeclaration, kVarSpecs
	case token.TYPE:
		kind = kTypeDeclaration
	}
	b.open(kind, noField)
	b.accept(d.Tok, noField)
	if !d.Lparen.IsValid() {
		list = 0
	}
	if list != 0 {
		b.open(list, noField)
	}
	b.accept(token.LPAREN, noField)
	for _, s := range d.Specs {
		b.before(s.Pos())
		b.spec(s, d.Tok)
	}
	b.token(d.Rparen, token.RPAREN, noField)
	if list != 0 {
		b.close()
	}
	b.close()
}

// spec makes the nodes of one of the things that a declaration with that keyword declares.
func (b *builder) spec(s ast.Spec, keyword token.Token) {
	switch s := s.(type) {
	case *ast.ImportSpec:
		b.importSpec(s)
	case *ast.TypeSpec:
		b.typeSpec(s)
	case *ast.ValueSpec:
		kind, comma := kVarSpec, noField
		if keyword == token.CONST {
			kind, comma = kConstSpec, fName
		}
		b.open(kind, noField)
		b.names(s.Names, kIdentifier, comma)
		b.typ(s.Type, fType)
		b.accept(token.ASSIGN, noField)
		b.expressions(s.Values, fValue)
		b.close()
	}
}

func (b *builder) importSpec(s *ast.ImportSpec) {
	b.open(kImportSpec, noField)
	switch {
	case s.Name == nil:
	case s.Name.Name == ".":
		b.open(kDot, fName)
		b.accept(token.PERIOD, noField)
		b.close()
	case s.Name.Name == "_":
		b.name(s.Name, kBlank, fName)
	default:
		b.name(s.Name, kPackageIdentifier, fName)
	}
	b.literal(s.Path, fPath)
	b.close()
}

func (b *builder) typeSpec(s *ast.TypeSpec) {
	kind := kTypeSpec
	if s.Assign.IsValid() {
		kind = kTypeAlias
	}
	b.open(kind, noField)
	b.name(s.Name, kTypeIdentifier, fName)
	b.typeParameters(s.TypeParams)
	b.accept(token.ASSIGN, noField)
	b.typ(s.Type, fType)
	b.close()
}

func (b *builder) function(d *ast.FuncDecl) {
	kind, name := kFunction, kIdentifier
	if d.Recv != nil {
		kind, name = kMethod, kFieldIdentifier
	}
	b.open(kind, noField)
	b.accept(token.FUNC, noField)
	b.parameters(d.Recv, fReceiver)
	b.name(d.Name, name, fName)
	b.typeParameters(d.Type.TypeParams)
	b.signature(d.Type)
	b.block(d.Body, fBody)
	b.close()
}

// signature makes the nodes of what stands behind the name of a function, and before its body.
func (b *builder) signature(f *ast.FuncType) {
	b.parameters(f.Params, fParameters)
	switch r := f.Results; {
	case r == nil:
	case r.Opening.IsValid():
		b.parameters(r, fResult)
	default:
		for _, f := range r.List {
			b.typ(f.Type, fResult)
		}
	}
}

// parameters makes the nodes of a list in parentheses; nil is none.
func (b *builder) parameters(list *ast.FieldList, field tree.Field) {
	if list == nil {
		return
	}
	b.before(list.Opening)
	b.open(kParameters, field)
	b.accept(token.LPAREN, noField)
	for _, p := range list.List {
		kind, typ := kParameter, p.Type
		rest, variadic := typ.(*ast.Ellipsis)
		if variadic {
			kind, typ = kVariadicParameter, rest.Elt
		}
		b.open(kind, noField)
		b.names(p.Names, kIdentifier, noField)
		if variadic {
			b.accept(token.ELLIPSIS, noField)
		}
		b.typ(typ, fType)
		b.close()
		b.accept(token.COMMA, noField)
	}
	b.token(list.Closing, token.RPAREN, noField)
	b.close()
}

// typeParameters makes the nodes of a list in brackets; nil is none.
func (b *builder) typeParameters(list *ast.FieldList) {
	if list == nil {
		return
	}
	b.before(list.Opening)
	b.open(kTypeParameters, fTypeParameters)
	b.accept(token.LBRACK, noField)
	for _, p := range list.List {
		b.open(kTypeParameter, noField)
		b.names(p.Names, kIdentifier, noField)
		b.union(p.Type, kTypeConstraint, fType)
		b.close()
		b.accept(token.COMMA, noField)
	}
	b.token(list.Closing, token.RBRACK, noField)
	b.close()
}

// names makes the nodes of names that share a type or value; comma is the field in which the commas are.
func (b *builder) names(names []*ast.Ident, kind tree.Symbol, comma tree.Field) {
	for i, name := range names {
		if i > 0 {
			b.accept(token.COMMA, comma)
		}
		b.name(name, kind, fName)
	}
}
