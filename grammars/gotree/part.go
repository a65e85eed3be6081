package gotree

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"slices"

	"github.com/quotalint/quotalint/grammars/tree"
)

// A part is a stretch of the source that is parsed by itself: the file; where that has syntax errors, each of its
// declarations, so that they do not spoil each other; and what the parser could not place.
type part struct {
	shift  int      // from positions of its syntax to offsets
	faults []uint32 // offsets of syntax errors to come
	lost   bool     // it is what the parser could not place
}

// parse parses the source from an offset to another between two texts that make it a file. The error says that it is broken.
func (b *builder) parse(before string, from, to uint32, behind string) (*ast.File, part, error) {
	src := b.src[from:to]
	if before+behind != "" {
		src = slices.Concat([]byte(before), src, []byte(behind))
	}
	p := part{shift: int(from) - len(before) - 1}
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution|parser.AllErrors)
	var faults scanner.ErrorList
	if errors.As(err, &faults) {
		faults.Sort()
		for _, fault := range faults {
			p.faults = append(p.faults, uint32(min(max(fault.Pos.Offset+p.shift+1, int(from)), int(to))))
		}
	}
	return f, p, err
}

// file makes the nodes of the file.
func (b *builder) file() {
	first := b.tokens[0]
	if len(b.comments) > 0 && b.comments[0].start < first.start {
		first = b.comments[0]
	}
	b.add(tree.Node{Symbol: kSourceFile, Flags: tree.Named}, first)
	b.parent = 0
	end := uint32(len(b.src))
	f, p, err := b.parse("", 0, end, "")
	if err == nil {
		b.part = p
		b.walk(f)
	} else {
		b.pieces()
	}
	b.catchUp()
	b.nodes[0].End, b.nodes[0].Next = end, int32(len(b.nodes))
}

// pieces makes the nodes of a broken file, declaration by declaration.
func (b *builder) pieces() {
	const clause = "package p;"
	before, from := clause, uint32(0)
	if b.tokens[0].token == token.PACKAGE {
		before = ""
	}
	var ends []uint32
	for _, x := range b.tokens[1:] {
		if x.token == token.EOF || b.begins(x) {
			ends = append(ends, x.start)
		}
	}
	for _, to := range ends {
		f, p, _ := b.parse(before, from, to, "")
		b.inside(to, p, func() {
			b.walk(f)
			b.catchUp()
		})
		before, from = clause, to
	}
}

// begins reports whether a token is likely to begin a declaration of the file.
func (b *builder) begins(x lexeme) bool {
	switch x.token {
	case token.FUNC, token.VAR, token.CONST, token.TYPE, token.IMPORT:
		return x.start > 0 && b.src[x.start-1] == '\n'
	}
	return false
}

// inside walks a part that ends at an offset, at which the tokens end for it.
func (b *builder) inside(to uint32, p part, walk func()) {
	all, outer := b.tokens, b.part
	n, _ := slices.BinarySearchFunc(all, to, func(x lexeme, to uint32) int { return int(x.start) - int(to) })
	end := all[n]
	end.start, end.end, end.token = to, to, token.EOF
	b.tokens, b.part = append(slices.Clone(all[:n]), end), p
	walk()
	b.tokens, b.part = all[n+1-len(b.tokens):], outer
}

// walk makes the nodes of what a part declares.
func (b *builder) walk(f *ast.File) {
	if b.tokens[0].token == token.PACKAGE {
		b.open(kPackageClause, noField)
		b.accept(token.PACKAGE, noField)
		b.name(f.Name, kPackageIdentifier, noField)
		b.close()
	}
	for _, d := range f.Decls {
		b.before(d.Pos())
		b.declaration(d)
	}
	b.accept(token.SEMICOLON, noField)
	if b.tokens[0].token != token.EOF { // the parser gave up
		b.loseTo(maxSource, noField)
	}
}

// lose makes what stands between two positions an error.
func (b *builder) lose(from, to token.Pos, field tree.Field) {
	b.before(from)
	b.loseTo(b.offset(to), field)
}

// loseTo makes what stands before an offset an error. Within, there may be statements all the same.
func (b *builder) loseTo(to uint32, field tree.Field) {
	to = min(to, b.tokens[len(b.tokens)-1].start)
	if b.lost {
		b.pass(to)
		return
	}
	b.broken, b.lost = true, true
	b.open(kError, field)
	i := b.parent
	b.nodes[i].Flags |= tree.Error
	b.guess(to)
	b.close()
	b.lost = false
	b.passFaults(to)
	b.lacks = b.lacks || len(b.nodes) == int(i)
}

// guess makes the nodes of the statements before an offset, as if it were the body of a function; where that is broken, as if
// each line were one.
func (b *builder) guess(to uint32) {
	b.skip(to)
	if b.tokens[0].start >= to || b.body(to, false) {
		return
	}
	for ; b.tokens[0].start < to; b.skip(to) {
		end := to
		for _, x := range b.tokens {
			if x.token == token.SEMICOLON || x.start >= to {
				end = min(end, x.start)
				break
			}
		}
		b.body(end, true)
	}
}

// skip passes the tokens before an offset that no statement begins with.
func (b *builder) skip(to uint32) {
	for b.tokens[0].start < to && closes(b.tokens[0].token) {
		b.next(noField)
	}
}

// body makes the nodes of the statements before an offset. If they are broken it says false, unless it is told that they may.
func (b *builder) body(to uint32, broken bool) bool {
	f, p, err := b.parse("package p;func _(){", b.tokens[0].start, to, "\n}")
	if err != nil && !broken {
		return false
	}
	p.lost, p.faults = true, nil
	b.inside(to, p, func() {
		if len(f.Decls) == 0 {
			return
		}
		if function, ok := f.Decls[0].(*ast.FuncDecl); ok && function.Body != nil {
			b.statements(function.Body.List)
		}
	})
	b.pass(to)
	return true
}

// closes reports whether no statement begins with a token.
func closes(t token.Token) bool {
	switch t {
	case token.RPAREN, token.RBRACK, token.RBRACE, token.COMMA, token.SEMICOLON, token.COLON, token.PERIOD, token.ASSIGN,
		token.DEFINE, token.ELSE, token.ILLEGAL:
		return true
	}
	return false
}
