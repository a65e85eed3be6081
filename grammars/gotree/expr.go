package gotree

import (
	"go/ast"
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

// expressions makes the nodes of a list of expressions, which is none without any.
func (b *builder) expressions(list []ast.Expr, field tree.Field) {
	if len(list) == 0 {
		return
	}
	b.open(kExpressionList, field)
	for i, e := range list {
		if i > 0 {
			b.accept(token.COMMA, noField)
		}
		b.expr(e, noField)
	}
	b.close()
}

// expr makes the nodes of an expression; nil is none.
func (b *builder) expr(e ast.Expr, field tree.Field) {
	switch e := e.(type) {
	case *ast.Ident:
		b.name(e, kindOf(e.Name), field)
	case *ast.BasicLit:
		b.literal(e, field)
	case *ast.FuncLit:
		b.open(kFuncLiteral, field)
		b.accept(token.FUNC, noField)
		b.signature(e.Type)
		b.block(e.Body, fBody)
		b.close()
	case *ast.CompositeLit:
		b.composite(e, field)
	case *ast.ParenExpr:
		b.open(kParenthesized, field)
		b.accept(token.LPAREN, noField)
		b.expr(e.X, noField)
		b.token(e.Rparen, token.RPAREN, noField)
		b.close()
	case *ast.UnaryExpr:
		b.open(kUnary, field)
		b.token(e.OpPos, e.Op, fOperator)
		b.expr(e.X, fOperand)
		b.close()
	case *ast.BinaryExpr:
		b.open(kBinary, field)
		b.expr(e.X, fLeft)
		b.token(e.OpPos, e.Op, fOperator)
		b.expr(e.Y, fRight)
		b.close()
	case *ast.StarExpr:
		b.star(e, field)
	case *ast.BadExpr:
		b.lose(e.From, e.To, field)
	default:
		b.postfix(e, field)
	}
}

// postfix makes the nodes of an expression that goes on behind its operand.
func (b *builder) postfix(e ast.Expr, field tree.Field) {
	switch e := e.(type) {
	case *ast.SelectorExpr:
		b.open(kSelector, field)
		b.expr(e.X, fOperand)
		b.accept(token.PERIOD, noField)
		b.name(e.Sel, kFieldIdentifier, fField)
		b.close()
	case *ast.SliceExpr:
		b.slice(e, field)
	case *ast.TypeAssertExpr:
		b.open(kTypeAssertion, field)
		b.expr(e.X, fOperand)
		b.accept(token.PERIOD, noField)
		b.accept(token.LPAREN, noField)
		b.typ(e.Type, fType)
		b.token(e.Rparen, token.RPAREN, noField)
		b.close()
	case *ast.IndexExpr, *ast.IndexListExpr:
		b.index(bracketsOf(e), field)
	case *ast.CallExpr:
		b.call(e, field)
	case *ast.KeyValueExpr: // where none may stand
		b.element(e)
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.FuncType, *ast.StructType, *ast.InterfaceType:
		b.typeLiteral(e, field)
	}
}

// kindOf returns the kind of node that a name is where a value may stand.
func kindOf(name string) tree.Symbol {
	switch name {
	case "nil":
		return kNil
	case "true":
		return kTrue
	case "false":
		return kFalse
	case "iota":
		return kIota
	}
	return kIdentifier
}

func (b *builder) slice(e *ast.SliceExpr, field tree.Field) {
	b.open(kSliceExpression, field)
	b.expr(e.X, fOperand)
	b.token(e.Lbrack, token.LBRACK, noField)
	b.expr(e.Low, fStart)
	b.accept(token.COLON, noField)
	b.expr(e.High, fEnd)
	b.accept(token.COLON, noField)
	b.expr(e.Max, fCapacity)
	b.token(e.Rbrack, token.RBRACK, noField)
	b.close()
}

// composite makes the nodes of a literal with braces, which has no type within another one.
func (b *builder) composite(e *ast.CompositeLit, field tree.Field) {
	if e.Type != nil {
		b.open(kComposite, field)
		b.typ(e.Type, fType)
		field = fBody
	}
	b.open(kLiteralValue, field)
	b.token(e.Lbrace, token.LBRACE, noField)
	for _, x := range e.Elts {
		b.element(x)
		b.accept(token.COMMA, noField)
	}
	b.token(e.Rbrace, token.RBRACE, noField)
	b.close()
	if e.Type != nil {
		b.close()
	}
}

// element makes the nodes of an element of a literal.
func (b *builder) element(e ast.Expr) {
	keyed, ok := e.(*ast.KeyValueExpr)
	if !ok {
		b.open(kLiteralElement, noField)
		b.expr(e, noField)
		b.close()
		return
	}
	b.open(kKeyed, noField)
	b.open(kLiteralElement, noField)
	b.expr(keyed.Key, noField)
	b.close()
	b.token(keyed.Colon, token.COLON, noField)
	b.open(kLiteralElement, noField)
	b.expr(keyed.Value, noField)
	b.close()
	b.close()
}
