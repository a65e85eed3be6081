// Package tree is what a parser gives: source text and a flat syntax tree of it.
//
// It does not parse, and does not give the nodes a meaning.
package tree

import "sync"

// A Parser reads the source text of one language. Its methods may be called by any number of goroutines at a time.
type Parser interface {
	Grammar
	// Parse returns the tree of src, which it keeps. Broken source is no error: its tree holds what could be understood.
	Parse(src []byte) (*Tree, error)
}

// A Grammar numbers the node kinds and fields of a language. It panics where it has none of that name.
type Grammar interface {
	Kind(name string) Symbol
	Field(name string) Field
}

// A Symbol is a node kind or a token of one language.
type Symbol uint16

// A Field names the part that a node plays in its parent; 0 is no field.
type Field uint16

// Flags are properties of one node.
type Flags uint8

const (
	Named   Flags = 1 << iota // not a mere token
	Missing                   // not in the source; put there by the parser to recover
	Extra                     // may stand anywhere, such as a comment
	Error                     // text that the parser could not place
)

// A Node is one node of a Tree. In preorder, the first child of node i is i+1
// if that is less than i's Next.
type Node struct {
	Symbol     Symbol
	Field      Field
	Flags      Flags
	Start, End uint32 // offsets in bytes
	Row        uint32 // the line of Start, from 0
	Parent     int32  // -1 for the root
	Next       int32  // just behind the subtree; the next sibling if it has the same Parent
}

// A Tree is a parsed source text.
type Tree struct {
	Source []byte
	Nodes  []Node // in preorder; the first is the root
	Broken bool   // some of the source could not be parsed, and the nodes there are a guess

	lines     lines // built when first asked for a position
	linesOnce sync.Once
}

// TextBytes returns the source text of node i, as a part of Source.
func (t *Tree) TextBytes(i int32) []byte {
	n := &t.Nodes[i]
	return t.Source[n.Start:n.End:n.End]
}

// Text returns the source text of node i.
func (t *Tree) Text(i int32) string {
	return string(t.TextBytes(i))
}

// Position returns the line and the column of an offset, both from 1. The
// column counts code points. An offset behind the source is taken as its end.
func (t *Tree) Position(offset uint32) (line, column int32) {
	t.linesOnce.Do(func() { t.lines = indexLines(t.Source) })
	return t.lines.position(t.Source, offset)
}
