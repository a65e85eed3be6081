// Package gotree reads Go with the parser of the standard library and gives the trees that the tree-sitter grammar gives.
//
// It needs no cgo, gives the nodes no meaning, and does not check types.
package gotree

import (
	"fmt"
	"go/ast"
	"slices"

	"github.com/quotalint/quotalint/grammars/tree"
)

// A Parser reads Go. Kinds, fields, spans and nesting are those of the tree-sitter grammar, and where that takes one form of
// the language for another because both look alike, so does the Parser. It reads what the grammar does not know, as if it did.
// The numbers of kinds and fields are its own.
type Parser struct{}

// maxSource is how many bytes of source there may be at most; it keeps node counts and offsets in 32 bits.
const maxSource = 1 << 30

// Kind returns the symbol of a named node kind. It panics if no node can be of that kind.
func (Parser) Kind(name string) tree.Symbol {
	if name == "ERROR" {
		return kError
	}
	i := slices.Index(kindNames[:], name)
	if i <= 0 {
		panic(fmt.Sprintf("gotree: Go has no node kind %q", name))
	}
	return tree.Symbol(i)
}

// Field returns the field of that name. It panics if there is none.
func (Parser) Field(name string) tree.Field {
	i := slices.Index(fieldNames[:], name)
	if i <= 0 {
		panic(fmt.Sprintf("gotree: Go has no field %q", name))
	}
	return tree.Field(i)
}

// Parse returns the tree of src, which it keeps. Broken source is no error: its tree holds what could be understood. The
// error reports source too large to parse.
func (Parser) Parse(src []byte) (*tree.Tree, error) {
	if len(src) > maxSource {
		return nil, fmt.Errorf("%d bytes of source are more than the %d that can be parsed", len(src), maxSource)
	}
	b := builder{src: src, parent: -1, scores: map[ast.Expr]score{}}
	b.tokens, b.comments = scan(src)
	b.nodes = make([]tree.Node, 0, len(b.tokens)*5/2+1)
	b.file()
	return &tree.Tree{Source: src, Nodes: b.nodes, Broken: b.broken}, nil
}
