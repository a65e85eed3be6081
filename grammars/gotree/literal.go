package gotree

import (
	"go/ast"
	"go/token"

	"github.com/quotalint/quotalint/grammars/tree"
)

// literal makes a number, a character or a string a node; nil is none.
func (b *builder) literal(e *ast.BasicLit, field tree.Field) {
	if e == nil {
		return
	}
	b.before(e.ValuePos)
	x := b.tokens[0]
	if x.start != b.offset(e.ValuePos) || x.token != e.Kind {
		return
	}
	kind := kInt
	switch {
	case x.token == token.FLOAT:
		kind = kFloat
	case x.token == token.IMAG:
		kind = kImaginary
	case x.token == token.CHAR:
		kind = kRune
	case x.token == token.STRING && b.src[x.start] == '`':
		kind = kRawString
	case x.token == token.STRING:
		b.quoted(field)
		return
	}
	b.leaf(kind, field, tree.Named)
}

// quoted makes a string in quotes a node, and each of its quotes and escapes one below it.
func (b *builder) quoted(field tree.Field) {
	x := b.tokens[0]
	b.leaf(kString, field, tree.Named)
	outer := b.parent
	b.parent = int32(len(b.nodes) - 1)
	last := x.end - 1
	b.quote(x, x.start)
	for at := x.start + 1; at < last; at++ {
		if b.src[at] == '\\' {
			end := min(at+escape(b.src[at:last]), last)
			b.add(tree.Node{Symbol: kEscape, Flags: tree.Named}, lexeme{start: at, end: end, row: x.row})
			at = end - 1
		}
	}
	if last > x.start {
		b.quote(x, last)
	}
	b.nodes[b.parent].Next = int32(len(b.nodes))
	b.parent, b.end = outer, x.end
}

func (b *builder) quote(x lexeme, at uint32) {
	b.add(tree.Node{Symbol: symbolOf(token.STRING)}, lexeme{start: at, end: at + 1, row: x.row})
}

// escape returns the length of the escape sequence that s begins with.
func escape(s []byte) uint32 {
	if len(s) < 2 {
		return 1
	}
	switch c := s[1]; {
	case c == 'u':
		return 6
	case c == 'U':
		return 10
	case c == 'x', '0' <= c && c <= '7':
		return 4
	}
	return 2
}
