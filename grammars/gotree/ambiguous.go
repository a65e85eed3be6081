package gotree

import (
	"go/ast"
	"go/token"
	"math"

	"github.com/quotalint/quotalint/grammars/tree"
)

// What stands in front of brackets may be a value or a type, and so may what stands in them: without knowing what the names
// mean, nobody can tell. The grammar weighs the ways to read it, and this file weighs them alike: a name that is a type costs 1,
// and so does a conversion, or a type in front of the brackets of an instance; the arguments of a type pay 2, and a type that
// has them 1.

// A score is what the best way to read an expression as a value and the best one to read it as a type are worth.
type score struct{ value, typ int }

// impossible is the worth of a way to read an expression that is none.
const impossible = math.MinInt

// worth returns the score of an expression.
func (b *builder) worth(e ast.Expr) score {
	switch e := e.(type) {
	case *ast.Ident:
		return score{0, -1}
	case *ast.SelectorExpr:
		if isName(e) {
			return score{0, 0}
		}
	case *ast.StarExpr:
		return b.worth(e.X)
	case *ast.ParenExpr:
		return b.worth(e.X)
	case *ast.IndexExpr, *ast.IndexListExpr:
		s, ok := b.scores[e]
		if !ok {
			s = b.worthOf(bracketsOf(e))
			b.scores[e] = s
		}
		return s
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		return score{impossible, 0}
	}
	return score{0, impossible}
}

// worthOf returns the score of an expression with brackets.
func (b *builder) worthOf(e brackets) score {
	x, arguments := b.worth(e.x), 0
	for _, a := range e.arguments {
		arguments = add(arguments, b.worth(a).typ)
	}
	s := score{add(add(x.typ, arguments), -1), impossible}
	if len(e.arguments) == 1 {
		s.value = max(s.value, add(x.value, b.worth(e.arguments[0]).value))
	}
	if isName(e.x) {
		s.typ = add(arguments, 3)
	}
	return s
}

// add adds worths.
func add(x, y int) int {
	if x == impossible || y == impossible {
		return impossible
	}
	return x + y
}

// isName reports whether an expression is a name, or one of a package.
func isName(e ast.Expr) bool {
	if member, ok := e.(*ast.SelectorExpr); ok {
		e = member.X
	}
	_, ok := e.(*ast.Ident)
	return ok
}

// isConstant reports whether an expression is a name that, where a value may stand, is no type.
func isConstant(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && kindOf(name.Name) != kIdentifier
}

// A brackets is an expression that goes on with brackets: x[arguments].
type brackets struct {
	x         ast.Expr
	arguments []ast.Expr
	end       token.Pos
}

// bracketsOf returns the parts of an expression with brackets, none of another one.
func bracketsOf(e ast.Expr) brackets {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return brackets{e.X, []ast.Expr{e.Index}, e.Rbrack}
	case *ast.IndexListExpr:
		return brackets{e.X, e.Indices, e.Rbrack}
	}
	return brackets{}
}

// isInstance reports whether x[arguments] is a type, or a function, with types in the brackets. It is one rather than an element
// where both are worth the same.
func (b *builder) isInstance(e brackets) bool {
	if len(e.arguments) > 1 {
		return true
	}
	if x, a := b.worth(e.x), b.worth(e.arguments[0]); x.typ != impossible && a.typ != impossible {
		return add(add(x.typ, a.typ), -1) >= add(x.value, a.value)
	}
	return false
}

// index makes the nodes of an expression with brackets.
func (b *builder) index(e brackets, field tree.Field) {
	if b.isInstance(e) {
		b.open(kInstantiation, field)
		b.pointed(e.x, fType)
		b.accept(token.LBRACK, noField)
		for _, a := range e.arguments {
			b.typ(a, noField)
			b.accept(token.COMMA, noField)
		}
	} else {
		b.open(kIndex, field)
		b.expr(e.x, fOperand)
		b.accept(token.LBRACK, noField)
		b.expr(e.arguments[0], fIndex)
	}
	b.token(e.end, token.RBRACK, noField)
	b.close()
}

// A reading is what a call looks like.
type reading uint8

const (
	callOfValue   reading = iota
	callWithTypes         // that stand in brackets in front of the arguments
	conversion
)

// read returns what a call looks like. Where several ways are worth the same, it is a conversion rather than a call of what the
// brackets give, and that rather than one with types.
func (b *builder) read(e *ast.CallExpr) reading {
	function := b.worth(e.Fun)
	typed, converted := impossible, impossible
	if f := bracketsOf(e.Fun); f.x != nil {
		typed = add(b.worth(f.x).value, 2)
		for _, a := range f.arguments {
			if isConstant(a) {
				typed = impossible
			}
			typed = add(typed, b.worth(a).typ)
		}
	}
	if len(e.Args) == 1 && !e.Ellipsis.IsValid() {
		converted = add(function.typ, -1)
	}
	switch best := max(function.value, typed, converted); best {
	case impossible:
		return callOfValue
	case converted:
		return conversion
	case function.value:
		return callOfValue
	default:
		return callWithTypes
	}
}

// call makes the nodes of a call or conversion.
func (b *builder) call(e *ast.CallExpr, field tree.Field) {
	r := b.read(e)
	if r == conversion {
		b.open(kConversion, field)
		b.pointed(e.Fun, fType)
		b.token(e.Lparen, token.LPAREN, noField)
		b.expr(e.Args[0], fOperand)
		b.token(e.Rparen, token.RPAREN, noField)
		b.close()
		return
	}
	b.open(kCall, field)
	if f := bracketsOf(e.Fun); r == callWithTypes {
		b.expr(f.x, fFunction)
		b.typeArguments(f.arguments, f.end)
	} else {
		b.expr(e.Fun, fFunction)
	}
	b.arguments(e)
	b.close()
}

// arguments makes the nodes of the arguments of a call. The first of new and make is a type.
func (b *builder) arguments(e *ast.CallExpr) {
	function, _ := e.Fun.(*ast.Ident)
	special := function != nil && (function.Name == "new" || function.Name == "make")
	b.before(e.Lparen)
	b.open(kArgumentList, fArguments)
	b.accept(token.LPAREN, noField)
	for i, a := range e.Args {
		switch last := i == len(e.Args)-1; {
		case last && e.Ellipsis.IsValid():
			b.open(kVariadicArgument, noField)
			b.expr(a, noField)
			b.token(e.Ellipsis, token.ELLIPSIS, noField)
			b.close()
		case special && i == 0 && b.worth(a).typ != impossible:
			b.typ(a, noField)
		default:
			b.expr(a, noField)
		}
		b.accept(token.COMMA, noField)
	}
	b.token(e.Rparen, token.RPAREN, noField)
	b.close()
}

// star makes the nodes of *x. Where x begins with what looks like a type, that is a type with the star.
func (b *builder) star(e *ast.StarExpr, field tree.Field) {
	stars, x := 1, e.X
	for next, ok := x.(*ast.StarExpr); ok; next, ok = x.(*ast.StarExpr) {
		stars, x = stars+1, next.X
	}
	if b.beginsWithType(x) {
		b.stars = stars
		b.expr(x, field)
		return
	}
	for range stars {
		b.open(kUnary, field)
		b.accept(token.MUL, fOperator)
		field = fOperand
	}
	b.expr(x, field)
	for range stars {
		b.close()
	}
}

// beginsWithType reports whether what an expression begins with is a type that it converts to or that has arguments.
func (b *builder) beginsWithType(e ast.Expr) bool {
	for {
		switch x := e.(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.TypeAssertExpr:
			e = x.X
		case *ast.IndexExpr, *ast.IndexListExpr:
			f := bracketsOf(e)
			if b.isInstance(f) {
				return true
			}
			e = f.x
		case *ast.CallExpr:
			switch b.read(x) {
			case conversion:
				return true
			case callWithTypes:
				e = bracketsOf(x.Fun).x
			default:
				e = x.Fun
			}
		default:
			return false
		}
	}
}

// pointed makes the nodes of a type with the stars that stand in front of it.
func (b *builder) pointed(e ast.Expr, field tree.Field) {
	stars := b.stars
	b.stars = 0
	for range stars {
		b.open(kPointer, field)
		b.accept(token.MUL, noField)
		field = noField
	}
	b.typ(e, field)
	for range stars {
		b.close()
	}
}
