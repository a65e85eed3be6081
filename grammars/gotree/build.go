package gotree

import (
	"go/ast"
	"go/token"
	"slices"

	"github.com/quotalint/quotalint/grammars/tree"
)

// A builder makes the nodes of a file. It walks the syntax of the standard library, which has no tokens, along the tokens of
// the source: each becomes a child of the node that is open when it is passed, so that every token is in the tree, and once.
type builder struct {
	src      []byte
	tokens   []lexeme // to come; the last is the end of the source
	comments []lexeme // to come
	part              // that is being walked

	nodes  []tree.Node
	parent int32  // the node that is open
	end    uint32 // of the last token or comment
	lacks  bool   // something is missing in front of the next token
	broken bool   // something is missing or could not be placed

	stars  int                // the pointers to the type that comes next, see star
	scores map[ast.Expr]score // of what has brackets
}

// open opens a node at the next token.
func (b *builder) open(kind tree.Symbol, field tree.Field) {
	x := b.tokens[0]
	if x.token != token.EOF {
		b.catchUp()
	}
	b.nodes = append(b.nodes, tree.Node{Symbol: kind, Field: field, Flags: tree.Named, Start: x.start, Row: x.row, Parent: b.parent})
	b.parent = int32(len(b.nodes) - 1)
}

// close closes the node that is open. One without a token is none.
func (b *builder) close() {
	i := b.parent
	n := &b.nodes[i]
	b.parent = n.Parent
	if b.tokens[0].start > n.Start {
		n.End, n.Next = b.end, int32(len(b.nodes))
		return
	}
	b.lacks = b.lacks || len(b.nodes) > int(i)+1
	b.nodes = b.nodes[:i]
}

// add adds a node without children that spans a token or comment.
func (b *builder) add(n tree.Node, x lexeme) {
	n.Start, n.End, n.Row = x.start, x.end, x.row
	n.Parent, n.Next = b.parent, int32(len(b.nodes)+1)
	b.nodes = append(b.nodes, n)
	b.end = x.end
}

// leaf makes the next token a node without children.
func (b *builder) leaf(symbol tree.Symbol, field tree.Field, flags tree.Flags) {
	if b.tokens[0].token == token.EOF {
		return
	}
	b.catchUp()
	b.add(tree.Node{Symbol: symbol, Field: field, Flags: flags}, b.tokens[0])
	b.tokens = b.tokens[1:]
}

// catchUp adds the comments in front of the next token, and an empty node if there are syntax errors.
func (b *builder) catchUp() {
	next := b.tokens[0]
	for len(b.comments) > 0 && b.comments[0].start < next.start {
		b.add(tree.Node{Symbol: kComment, Flags: tree.Named | tree.Extra}, b.comments[0])
		b.comments = b.comments[1:]
	}
	if lacks := b.passFaults(next.start+1) || b.lacks; lacks && !b.lost {
		b.broken, b.lacks = true, false
		next.end = next.start
		b.add(tree.Node{Symbol: symbolOf(token.ILLEGAL), Flags: tree.Missing}, next)
	}
}

// next passes a token.
func (b *builder) next(field tree.Field) { b.leaf(symbolOf(b.tokens[0].token), field, 0) }

// before passes the tokens in front of a position.
func (b *builder) before(pos token.Pos) {
	if pos.IsValid() {
		b.pass(b.offset(pos))
	}
}

// pass passes the tokens in front of an offset.
func (b *builder) pass(to uint32) {
	for b.tokens[0].start < to && b.tokens[0].token != token.EOF {
		b.next(noField)
	}
}

// passFaults forgets the syntax errors in front of an offset. It says whether there are any.
func (b *builder) passFaults(to uint32) bool {
	n, _ := slices.BinarySearch(b.faults, to)
	b.faults = b.faults[n:]
	return n > 0
}

// offset is where a position of the syntax tree is in the source; behind it for one that is none.
func (b *builder) offset(pos token.Pos) uint32 {
	if !pos.IsValid() {
		return maxSource + 1
	}
	return uint32(max(int(pos)+b.shift, 0))
}

// token passes the tokens up to one at a position, which is in a field. If that is not there, it passes those in front of it.
func (b *builder) token(pos token.Pos, t token.Token, field tree.Field) {
	b.before(pos)
	if b.tokens[0].start == b.offset(pos) && b.tokens[0].token == t {
		b.next(field)
	}
}

// name makes an identifier a node of that kind; nil is none.
func (b *builder) name(id *ast.Ident, kind tree.Symbol, field tree.Field) {
	if id == nil {
		return
	}
	b.before(id.NamePos)
	if b.tokens[0].start == b.offset(id.NamePos) && b.tokens[0].token == token.IDENT {
		b.leaf(kind, field, tree.Named)
	}
}

// accept passes the next token if it is that one.
func (b *builder) accept(t token.Token, field tree.Field) {
	if b.tokens[0].token == t {
		b.next(field)
	}
}
