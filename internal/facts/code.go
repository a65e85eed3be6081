package facts

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Append appends a file in a form that is read far faster than source is parsed, and returns the extended text. It holds all
// of the file and says nothing of its own version beyond File.Version.
func Append(text []byte, f *File) []byte {
	c := &coder{out: text, known: map[string]uint64{"": 0}}
	c.file(f)
	return c.out
}

var errCode = errors.New("not the code of a file's facts")

// Decode reads what Append wrote; strings of the file are parts of text. An error says that something else wrote it.
func Decode(text string) (*File, error) {
	c := &coder{in: text, reading: true, strings: []string{""}}
	f := &File{Version: -1}
	c.file(f)
	switch {
	case c.failed || c.in != "":
		return nil, errCode
	case f.Version != Version:
		return nil, fmt.Errorf("facts of version %d, not %d", f.Version, Version)
	}
	return f, nil
}

// A coder goes through a file once, to write it or to read it: both are one description, so that they cannot part.
type coder struct {
	reading bool
	out     []byte
	in      string
	failed  bool              // what is read is no code; everything is zero from there on
	known   map[string]uint64 // writing: the strings so far, by number
	strings []string          // reading: the same
	last    Span              // the span before: most are near it
}

func (c *coder) file(f *File) {
	number(c, &f.Version)
	c.text(&f.Path)
	c.text(&f.Language)
	c.text(&f.Module)
	c.text(&f.Globals)
	c.flags(&f.Open, &f.Sealed)
	list(c, &f.Exprs, c.expr)
	list(c, &f.Scopes, c.scope)
	list(c, &f.Guards, func(g *Guard) {
		c.flags(&g.Not)
		number(c, &g.Parent)
		c.text(&g.Text)
		c.span(&g.Span)
	})
	list(c, &f.Calls, c.site)
	list(c, &f.Exports, func(e *Export) {
		c.flags(&e.Star)
		c.text(&e.Name)
		number(c, &e.Value)
	})
	list(c, &f.Public, c.text)
	list(c, &f.Comments, func(m *Comment) {
		c.flags(&m.Alone)
		c.text(&m.Text)
		c.span(&m.Span)
	})
	list(c, &f.Blocks, func(b *Block) {
		number(c, &b.Index)
		number(c, &b.FirstLine)
	})
	list(c, &f.Broken, c.span)
}

func (c *coder) expr(e *Expr) {
	number(c, &e.Op)
	name, y, scope, items := e.Name != "", e.Y != 0, e.Scope != 0, e.Items != nil // most have none
	c.flags(&e.New, &e.TypeOnly, &e.Truncated, &e.Failed, &name, &y, &scope, &items)
	c.text(&e.Text)
	number(c, &e.X)
	if name {
		c.text(&e.Name)
	}
	if y {
		number(c, &e.Y)
	}
	if scope {
		number(c, &e.Scope)
	}
	if items {
		list(c, &e.Items, c.item)
	}
	c.span(&e.Span)
}

func (c *coder) item(i *Item) {
	c.text(&i.Name)
	number(c, &i.Key)
	number(c, &i.Value)
	number(c, &i.Spread)
}

func (c *coder) scope(s *Scope) {
	number(c, &s.Kind)
	number(c, &s.Flags)
	number(c, &s.Parent)
	for _, text := range []*string{&s.Name, &s.Init, &s.Invoke, &s.Item, &s.Iter} {
		c.text(text)
	}
	list(c, &s.Params, func(p *Param) {
		c.flags(&p.Keyword)
		c.text(&p.Name)
		number(c, &p.Type)
		number(c, &p.Default)
		number(c, &p.Rest)
		c.span(&p.Span)
	})
	for _, ids := range []*[]ID{&s.Bases, &s.Forwards, &s.Stars, &s.Returns, &s.Yields} {
		list(c, ids, c.id)
	}
	for _, names := range []*[]string{&s.Enter, &s.Exit, &s.Owns} {
		list(c, names, c.text)
	}
	list(c, &s.Binds, func(b *Bind) {
		c.flags(&b.Failed)
		c.text(&b.Name)
		number(c, &b.On)
		number(c, &b.Key)
		number(c, &b.Value)
		number(c, &b.Owner)
		number(c, &b.Adds)
		number(c, &b.Guard)
		c.span(&b.Span)
	})
	c.span(&s.Span)
}

func (c *coder) site(s *Site) {
	c.flags(&s.Failed, &s.Dead)
	number(c, &s.Expr)
	number(c, &s.Scope)
	number(c, &s.First)
	number(c, &s.Last)
	number(c, &s.Guard)
	number(c, &s.Tokens)
}

func (c *coder) id(id *ID) { number(c, id) }

// span codes a span by its distance from the one before.
func (c *coder) span(s *Span) {
	near(c, &s.Start, c.last.Start)
	near(c, &s.End, s.Start)
	near(c, &s.Line, c.last.Line)
	near(c, &s.EndLine, s.Line)
	number(c, &s.Column)
	near(c, &s.EndColumn, s.Column)
	c.last = *s
}

// near codes a number by its distance from another.
func near(c *coder, v *int32, from int32) {
	d := *v - from
	number(c, &d)
	*v = from + d
}

// number codes a number; small ones are short, of either sign.
func number[T ~int | ~int8 | ~int32 | ~uint8 | ~uint16 | ~uint64](c *coder, v *T) {
	if !c.reading {
		c.out = binary.AppendVarint(c.out, int64(*v))
		return
	}
	u := c.uvarint()
	*v = T(int64(u>>1) ^ -int64(u&1))
}

// flags codes up to eight truths.
func (c *coder) flags(flags ...*bool) {
	var bits uint8
	for i, f := range flags {
		if *f {
			bits |= 1 << i
		}
	}
	if !c.reading {
		c.out = append(c.out, bits)
		return
	}
	if c.in == "" {
		c.fail()
		return
	}
	bits, c.in = c.in[0], c.in[1:]
	for i, f := range flags {
		*f = bits&(1<<i) != 0
	}
}

// text codes a string: by its number if it has occurred, else by the next number and itself.
func (c *coder) text(s *string) {
	if !c.reading {
		n, ok := c.known[*s]
		if !ok {
			n = uint64(len(c.known))
			c.known[*s] = n
		}
		c.out = binary.AppendUvarint(c.out, n)
		if !ok {
			c.out = binary.AppendUvarint(c.out, uint64(len(*s)))
			c.out = append(c.out, *s...)
		}
		return
	}
	n := c.uvarint()
	if n == uint64(len(c.strings)) {
		size := c.uvarint()
		if size > uint64(len(c.in)) {
			c.fail()
			return
		}
		c.strings = append(c.strings, c.in[:size])
		c.in = c.in[size:]
	}
	if n >= uint64(len(c.strings)) {
		c.fail()
		return
	}
	*s = c.strings[n]
}

// list codes a list: 0 for nil, else one more than its length.
func list[T any](c *coder, l *[]T, each func(*T)) {
	if !c.reading {
		n := 0
		if *l != nil {
			n = len(*l) + 1
		}
		c.out = binary.AppendUvarint(c.out, uint64(n))
	} else if n := c.uvarint(); n > uint64(len(c.in))+1 { // each takes a byte at least
		c.fail()
	} else if n > 0 {
		*l = make([]T, n-1)
	}
	for i := range *l {
		each(&(*l)[i])
	}
}

// uvarint reads one number.
func (c *coder) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			return n
		}
	}
	c.fail()
	return 0
}

func (c *coder) fail() { c.failed, c.in = true, "" }
