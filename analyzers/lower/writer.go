// Package lower is what the lowering of every language shares: a Writer holds the tree of one file and the facts that are
// made of it, the scopes of the file with the names they own, the versions that straight-line rebinding makes of a name,
// and the hashes of tokens. It knows no grammar: what a node means is for the language to say.
package lower

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// MaxDepth is how deep statements and expressions may nest. What is deeper is listed in File.Broken. A language builds
// chains of members, calls and operators, and parentheses, from where they begin, so that they are no depth.
const MaxDepth = 3000

// A Writer writes the facts of one file. A language reads the tree twice: first it opens the scopes, says who owns which
// name and lists the Effects, then, after Declared, it lowers the statements in source order.
type Writer struct {
	Tree   *tree.Tree
	Nodes  []tree.Node // of Tree
	Source string      // of Tree
	File   *facts.File

	Scopes  []Scope // beside File.Scopes
	Effects []int32 // the nodes that must be lowered even where their value is not wanted, in order

	At     int32       // the scope being lowered
	Header Stretch     // the statement being lowered, without the statements in it
	Depth  int         // of the nesting being lowered
	Guard  int32       // the condition under which what is lowered runs, in File.Guards
	Failed int         // over 0: what is lowered runs only where something has failed
	Adds   int8        // of the binds that are written: see facts.Bind
	Maybe  int         // over 0: what is lowered may not run although its surroundings do
	Quoted *facts.Span // not nil: Tree is that of a text in the file (an annotation in quotes or in a comment) that stands here

	Whole func(node int32) bool // which nodes with children count as one token: strings

	opens    []opening   // which node opens which scope, by node
	missed   []bool      // beside Effects: a call that has not been lowered yet
	hashes   []tokenHash // see hashTokens; nil before the first call
	versions []version   // versions[0] is "not bound"
	stamp    int32       // of the last round over variables
	spine    []int32     // stack of LowerChain
}

// A Stretch is a part of the source, as offsets.
type Stretch struct{ Start, End uint32 }

// New returns the Writer of a file that has the file scope and nothing else.
func New(tree *tree.Tree, file *facts.File) Writer {
	file.Version = facts.Version
	file.Exprs = make([]facts.Expr, 1, len(tree.Nodes)/5+1)
	file.Guards = make([]facts.Guard, 1)
	w := Writer{Tree: tree, Nodes: tree.Nodes, Source: string(tree.Source), File: file, versions: make([]version, 1)}
	w.Open(facts.FileScope, -1, 0, "", w.SpanOf(0, uint32(len(w.Source))))
	return w
}

// Declared ends the first reading. isCall tells the calls among the Effects.
func (w *Writer) Declared(isCall func(node int32) bool) {
	w.missed = make([]bool, len(w.Effects))
	for i, node := range w.Effects {
		w.missed[i] = isCall(node)
	}
}

// Finish ends the second reading.
func (w *Writer) Finish() {
	f := w.File
	slices.SortStableFunc(f.Calls, func(a, b facts.Site) int {
		x, y := f.Exprs[a.Expr].Span, f.Exprs[b.Expr].Span
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	slices.SortStableFunc(f.Broken, func(a, b facts.Span) int { return cmp.Compare(a.Start, b.Start) })
	for s := range w.Scopes {
		for _, v := range w.Scopes[s].Vars {
			if v.Scope == int32(s) {
				f.Scopes[s].Owns = append(f.Scopes[s].Owns, v.Name)
			}
		}
		slices.Sort(f.Scopes[s].Owns)
	}
}

// Text returns the source of a node.
func (w *Writer) Text(node int32) string {
	n := &w.Nodes[node]
	return w.Source[n.Start:n.End]
}

// Child returns the child in that field, -1 if there is none.
func (w *Writer) Child(node int32, field tree.Field) int32 {
	end := w.Nodes[node].Next
	for c := node + 1; c < end; c = w.Nodes[c].Next {
		if w.Nodes[c].Field == field && w.Nodes[c].Flags&tree.Extra == 0 {
			return c
		}
	}
	return -1
}

// Part returns the first child that is neither token nor comment nor error at or behind node from and before end; -1
// if there is none.
func (w *Writer) Part(from, end int32) int32 {
	for c := from; c < end; c = w.Nodes[c].Next {
		if w.Nodes[c].Flags&(tree.Named|tree.Extra) == tree.Named {
			return c
		}
	}
	return -1
}

// First returns the first child that is neither token nor comment nor error, -1 if there is none.
func (w *Writer) First(node int32) int32 {
	return w.Part(node+1, w.Nodes[node].Next)
}

// Parts lists the children that are neither tokens nor comments nor errors.
func (w *Writer) Parts(node int32) []int32 {
	var parts []int32
	end := w.Nodes[node].Next
	for c := w.First(node); c >= 0; c = w.Part(w.Nodes[c].Next, end) {
		parts = append(parts, c)
	}
	return parts
}

// HasToken reports whether a token spelt so is a child of the node.
func (w *Writer) HasToken(node int32, token string) bool {
	for c := node + 1; c < w.Nodes[node].Next; c = w.Nodes[c].Next {
		if w.Nodes[c].Flags&tree.Named == 0 && w.Text(c) == token {
			return true
		}
	}
	return false
}

// Span returns where a node stands.
func (w *Writer) Span(node int32) facts.Span {
	return w.SpanOf(w.Nodes[node].Start, w.Nodes[node].End)
}

// SpanOf is a stretch of the source as a span.
func (w *Writer) SpanOf(start, end uint32) facts.Span {
	if w.Quoted != nil {
		return *w.Quoted
	}
	s := facts.Span{Start: int32(start), End: int32(end)}
	s.Line, s.Column = w.Tree.Position(start)
	s.EndLine, s.EndColumn = w.Tree.Position(end)
	return s
}

// Emit adds an expression to the file.
func (w *Writer) Emit(e facts.Expr) facts.ID {
	w.File.Exprs = append(w.File.Exprs, e)
	return facts.ID(len(w.File.Exprs) - 1)
}

// Take removes an expression that nobody else has, so that a chain of operators does not keep a copy at every link.
func (w *Writer) Take(id facts.ID) facts.Expr {
	e := w.File.Exprs[id]
	w.File.Exprs[id] = facts.Expr{Span: e.Span}
	return e
}

// Bind adds a bind to the scope being lowered.
func (w *Writer) Bind(b facts.Bind) {
	s := &w.File.Scopes[w.At]
	b.Adds, b.Guard, b.Failed = w.Adds, w.Guard, w.Failed > 0 || w.dead()
	s.Binds = append(s.Binds, b)
}

// Adding lowers an assignment whose operator stands before `=`, or is ++ or --.
func (w *Writer) Adding(operator string, assign func()) {
	switch {
	case strings.HasPrefix(operator, "+"), operator == "|=":
		w.Adds = 1
	case strings.HasPrefix(operator, "-"):
		w.Adds = -1
	}
	assign()
	w.Adds = 0
}

// dead reports whether nobody gets to what is lowered.
func (w *Writer) dead() bool { return w.Scopes[w.At].flow.dead }

// Call adds a call to the file, and to its sites. i is its node.
func (w *Writer) Call(i int32, e facts.Expr) facts.ID {
	id := w.Emit(e)
	around := w.SpanOf(w.Header.Start, w.Header.End)
	w.File.Calls = append(w.File.Calls, facts.Site{Expr: id, Scope: w.At, First: around.Line, Last: around.EndLine, Tokens: w.tokensOf(i), Guard: w.Guard, Failed: w.Failed > 0, Dead: w.dead()})
	return id
}

// Deeper enters a nested construct. It says false, and lists the stretch as broken, where that would be too deep; if not,
// the caller leaves by Depth--.
func (w *Writer) Deeper(node int32) bool {
	if w.Depth < MaxDepth {
		w.Depth++
		return true
	}
	w.MarkBroken(w.Span(node))
	return false
}

// MarkBroken lists a stretch that cannot be read, unless it is within the last one.
func (w *Writer) MarkBroken(s facts.Span) {
	if n := len(w.File.Broken); n > 0 && s.Start < w.File.Broken[n-1].End && s.Start >= w.File.Broken[n-1].Start {
		return
	}
	w.File.Broken = append(w.File.Broken, s)
}

// Acts reports whether one of the Effects is in a node.
func (w *Writer) Acts(i int32) bool {
	if w.Quoted != nil {
		return true
	}
	at, _ := slices.BinarySearch(w.Effects, i)
	return at < len(w.Effects) && w.Effects[at] < w.Nodes[i].Next
}

// Reached notes that a call is lowered.
func (w *Writer) Reached(call int32) {
	if i, ok := slices.BinarySearch(w.Effects, call); ok && w.Quoted == nil {
		w.missed[i] = false
	}
}

// Sweep lowers the calls within a scope that stand where nobody looks: in broken code, or too deep. From a scope that is
// itself deep it leaves them to one around, from which they are less deep: else every scope would try again.
func (w *Writer) Sweep(scope int32, lower func(call int32)) {
	if w.Depth > MaxDepth/2 {
		return
	}
	node := w.Scopes[scope].Node
	i, _ := slices.BinarySearch(w.Effects, node)
	for ; i < len(w.Effects) && w.Effects[i] < w.Nodes[node].Next; i++ {
		if w.missed[i] {
			call := w.Effects[i]
			w.Header = Stretch{w.Nodes[call].Start, w.Nodes[call].End}
			lower(call)
		}
	}
}

// HeaderEnds says where the statement being lowered goes on with statements of its own: behind node last.
func (w *Writer) HeaderEnds(start, last int32) {
	w.Header.Start = w.Nodes[start].Start
	if last >= 0 {
		w.Header.End = w.Nodes[last].End
	} else {
		w.Header.End = w.Header.Start
	}
}
