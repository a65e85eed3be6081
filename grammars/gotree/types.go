package gotree

import (
	"go/ast"
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

// typ makes the nodes of a type; nil is none. What is no type is an expression.
func (b *builder) typ(e ast.Expr, field tree.Field) {
	switch e := e.(type) {
	case *ast.Ident:
		b.name(e, kTypeIdentifier, field)
	case *ast.SelectorExpr:
		b.qualified(e, field)
	case *ast.StarExpr:
		b.open(kPointer, field)
		b.accept(token.MUL, noField)
		b.typ(e.X, noField)
		b.close()
	case *ast.ParenExpr:
		b.open(kParenthesizedType, field)
		b.accept(token.LPAREN, noField)
		b.typ(e.X, noField)
		b.token(e.Rparen, token.RPAREN, noField)
		b.close()
	case *ast.IndexExpr:
		b.generic(e.X, []ast.Expr{e.Index}, e.Rbrack, field)
	case *ast.IndexListExpr:
		b.generic(e.X, e.Indices, e.Rbrack, field)
	case *ast.UnaryExpr:
		if e.Op != token.TILDE {
			b.expr(e, field)
			return
		}
		b.open(kNegated, field)
		b.accept(token.TILDE, noField)
		b.typ(e.X, noField)
		b.close()
	default:
		b.typeLiteral(e, field)
	}
}

// typeLiteral makes the nodes of a type that is spelt with signs and words of the language.
func (b *builder) typeLiteral(e ast.Expr, field tree.Field) {
	switch e := e.(type) {
	case *ast.ArrayType:
		b.array(e, field)
	case *ast.MapType:
		b.open(kMap, field)
		b.accept(token.MAP, noField)
		b.accept(token.LBRACK, noField)
		b.typ(e.Key, fKey)
		b.accept(token.RBRACK, noField)
		b.typ(e.Value, fValue)
		b.close()
	case *ast.ChanType:
		b.open(kChannelType, field)
		b.before(e.Begin)
		b.accept(token.ARROW, noField)
		b.accept(token.CHAN, noField)
		if e.Dir == ast.SEND {
			b.accept(token.ARROW, noField)
		}
		b.typ(e.Value, fValue)
		b.close()
	case *ast.FuncType:
		b.open(kFunctionType, field)
		b.accept(token.FUNC, noField)
		b.signature(e)
		b.close()
	case *ast.StructType:
		b.structType(e, field)
	case *ast.InterfaceType:
		b.interfaceType(e, field)
	default:
		b.expr(e, field)
	}
}

func (b *builder) qualified(e *ast.SelectorExpr, field tree.Field) {
	pack, ok := e.X.(*ast.Ident)
	if !ok {
		b.expr(e, field)
		return
	}
	b.open(kQualified, field)
	b.name(pack, kPackageIdentifier, fPackage)
	b.accept(token.PERIOD, noField)
	b.name(e.Sel, kTypeIdentifier, fName)
	b.close()
}

func (b *builder) array(e *ast.ArrayType, field tree.Field) {
	_, counted := e.Len.(*ast.Ellipsis)
	switch {
	case e.Len == nil:
		b.open(kSliceType, field)
	case counted:
		b.open(kImplicitArray, field)
	default:
		b.open(kArrayType, field)
	}
	b.accept(token.LBRACK, noField)
	if counted {
		b.accept(token.ELLIPSIS, noField)
	} else {
		b.expr(e.Len, fLength)
	}
	b.accept(token.RBRACK, noField)
	b.typ(e.Elt, fElement)
	b.close()
}

// generic makes the nodes of a type with arguments.
func (b *builder) generic(x ast.Expr, arguments []ast.Expr, end token.Pos, field tree.Field) {
	b.open(kGeneric, field)
	b.typ(x, fType)
	b.typeArguments(arguments, end)
	b.close()
}

func (b *builder) typeArguments(arguments []ast.Expr, end token.Pos) {
	b.open(kTypeArguments, fTypeArguments)
	b.accept(token.LBRACK, noField)
	for _, a := range arguments {
		b.union(a, kTypeElem, noField)
		b.accept(token.COMMA, noField)
	}
	b.token(end, token.RBRACK, noField)
	b.close()
}

// union makes a node of that kind of the types that an expression lists with | between them.
func (b *builder) union(e ast.Expr, kind tree.Symbol, field tree.Field) {
	b.open(kind, field)
	b.terms(e)
	b.close()
}

func (b *builder) terms(e ast.Expr) {
	if x, ok := e.(*ast.BinaryExpr); ok && x.Op == token.OR {
		b.terms(x.X)
		b.accept(token.OR, noField)
		e = x.Y
	}
	b.typ(e, noField)
}

func (b *builder) structType(e *ast.StructType, field tree.Field) {
	b.open(kStruct, field)
	b.accept(token.STRUCT, noField)
	b.open(kFieldDeclarations, noField)
	b.accept(token.LBRACE, noField)
	for _, f := range e.Fields.List {
		b.before(f.Pos())
		b.open(kFieldDeclaration, noField)
		b.names(f.Names, kFieldIdentifier, noField)
		typ := f.Type
		if star, ok := typ.(*ast.StarExpr); ok && len(f.Names) == 0 {
			b.accept(token.MUL, noField)
			typ = star.X
		}
		b.typ(typ, fType)
		b.literal(f.Tag, fTag)
		b.close()
	}
	b.token(e.Fields.Closing, token.RBRACE, noField)
	b.close()
	b.close()
}

func (b *builder) interfaceType(e *ast.InterfaceType, field tree.Field) {
	b.open(kInterface, field)
	b.accept(token.INTERFACE, noField)
	b.accept(token.LBRACE, noField)
	for _, f := range e.Methods.List {
		b.before(f.Pos())
		method, ok := f.Type.(*ast.FuncType)
		if !ok || len(f.Names) == 0 {
			b.union(f.Type, kTypeElem, noField)
			continue
		}
		b.open(kMethodElem, noField)
		b.names(f.Names, kFieldIdentifier, noField)
		b.signature(method)
		b.close()
	}
	b.token(e.Methods.Closing, token.RBRACE, noField)
	b.close()
}
