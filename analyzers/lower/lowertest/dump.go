// Package lowertest tests what a language lowers: it writes facts for people to read and compares them, and checks what
// must hold of the facts of any file. It lowers nothing itself.
package lowertest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A dumper writes one file.
type dumper struct {
	file *facts.File
	out  strings.Builder
}

// Dump writes the facts of a file: a line for each scope, bind, result, export and call. `c` is a name of the file or of nobody,
// `c@1` one of scope #1, `x[*]` any element, `?` what nobody can tell.
func Dump(f *facts.File) string {
	d := &dumper{file: f}
	if f.Sealed || f.Public != nil && strings.HasPrefix(f.Public[0], "_") {
		d.line("public %s", strings.Join(f.Public, " "))
	}
	for i := range f.Scopes {
		d.scope(i, &f.Scopes[i])
	}
	for _, x := range f.Exports {
		if x.Star {
			d.line("export * %s", d.expr(x.Value))
		} else {
			d.line("export %s = %s", x.Name, d.expr(x.Value))
		}
	}
	for _, c := range f.Calls {
		where := ""
		if c.Scope != 0 {
			where = fmt.Sprintf(" in #%d", c.Scope)
		}
		if c.Failed {
			where += " if failed"
		}
		d.line("call %s%s", d.expr(c.Expr), where)
	}
	for _, b := range f.Broken {
		d.line("broken %d:%d", b.Line, b.Column)
	}
	return d.out.String()
}

func (d *dumper) line(format string, args ...any) {
	fmt.Fprintf(&d.out, format+"\n", args...)
}

func (d *dumper) scope(i int, s *facts.Scope) {
	kinds := []string{"file", "class", "func", "block"}
	if i > 0 {
		name := s.Name
		if name != "" {
			name = " " + name
		}
		d.line("#%d %s%s(%s)%s", i, kinds[s.Kind], name, d.params(s.Params), flags(s.Flags))
	}
	for _, x := range s.Bases {
		d.line("  base %s", d.expr(x))
	}
	for _, x := range s.Forwards {
		d.line("  forward %s", d.expr(x))
	}
	for _, x := range s.Stars {
		d.line("  star %s", d.expr(x))
	}
	for _, b := range s.Binds {
		d.line("  %s = %s", d.target(b, i), d.expr(b.Value))
	}
	for _, x := range s.Returns {
		d.line("  return %s", d.expr(x))
	}
	for _, x := range s.Yields {
		d.line("  yield %s", d.expr(x))
	}
}

func (d *dumper) params(params []facts.Param) string {
	var all []string
	for _, p := range params {
		s := []string{"", "*", "**"}[p.Rest] + p.Name
		if p.Keyword {
			s = "!" + s
		}
		if p.Type != 0 {
			s += ": " + d.expr(p.Type)
		}
		if p.Default != 0 {
			s += " = " + d.expr(p.Default)
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

func flags(f facts.Flags) string {
	s := ""
	for i, name := range []string{"async", "generator", "property", "setter", "static", "classmethod", "abstract"} {
		if f&(1<<i) != 0 {
			s += " " + name
		}
	}
	return s
}

func (d *dumper) target(b facts.Bind, at int) string {
	switch {
	case b.On == 0 && int(b.Owner) != at:
		return fmt.Sprintf("%s@%d", b.Name, b.Owner)
	case b.On == 0:
		return b.Name
	case b.Key != 0:
		return fmt.Sprintf("%s[%s]", d.expr(b.On), d.expr(b.Key))
	case b.Name == "":
		return d.expr(b.On) + "[*]"
	}
	return d.expr(b.On) + "." + b.Name
}

// owner is the scope that a name is found in, 0 for the file or nobody.
func (d *dumper) owner(e facts.Expr) int32 {
	for s := e.Scope; s > 0; s = d.file.Scopes[s].Parent {
		scope := &d.file.Scopes[s]
		if _, found := slices.BinarySearch(scope.Owns, e.Text); found && (s == e.Scope || scope.Kind != facts.ClassScope) {
			return s
		}
	}
	return 0
}

func (d *dumper) expr(id facts.ID) string {
	e := d.file.Exprs[id]
	only := ""
	if e.TypeOnly {
		only = " type only"
	}
	switch e.Op {
	case facts.Name:
		if s := d.owner(e); s != 0 {
			return fmt.Sprintf("%s@%d", e.Text, s)
		}
		return e.Text
	case facts.Member:
		return d.expr(e.X) + "." + e.Text
	case facts.Index:
		if e.Y == 0 {
			return d.expr(e.X) + "[*]"
		}
		return d.expr(e.X) + "[" + d.expr(e.Y) + "]"
	case facts.Call:
		call := d.expr(e.X) + "(" + d.items(e.Items, "=") + ")"
		if e.New {
			return "new " + call
		}
		return call
	case facts.Import:
		return fmt.Sprintf("import(%s)", strings.TrimSpace(e.Text+" "+e.Name)+only)
	case facts.Def:
		return fmt.Sprintf("#%d", e.Scope)
	case facts.Cast:
		return "(" + d.expr(e.X) + " as " + d.expr(e.Y) + ")"
	case facts.Typed:
		return "typed(" + d.expr(e.X) + ")"
	case facts.Either:
		var all []string
		for _, item := range e.Items {
			all = append(all, d.expr(item.Value))
		}
		return "(" + strings.Join(all, " | ") + ")"
	case facts.Table:
		return "{" + d.items(e.Items, ": ") + "}"
	case facts.Text:
		return d.textOf(e)
	case facts.Self:
		return fmt.Sprintf("self#%d", e.Scope)
	case facts.Super:
		return fmt.Sprintf("super#%d", e.Scope)
	case facts.Cls:
		return fmt.Sprintf("cls#%d", e.Scope)
	case facts.None:
		return "None"
	case facts.Decorated:
		return d.expr(e.X) + "@" + d.expr(e.Y)
	case facts.Enter:
		return "enter(" + d.expr(e.X) + ")"
	}
	return "?"
}

func (d *dumper) items(items []facts.Item, sign string) string {
	var all []string
	for _, item := range items {
		s := []string{"", "*", "**"}[item.Spread] + d.expr(item.Value)
		switch {
		case item.Key != 0:
			s = "[" + d.expr(item.Key) + "]" + sign + s
		case item.Name != "":
			s = item.Name + sign + s
		case sign == ": " && item.Spread == facts.One:
			s = "*: " + s
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

func (d *dumper) textOf(e facts.Expr) string {
	s := ""
	for _, part := range e.Items {
		if part.Value != 0 {
			s += "{" + d.expr(part.Value) + "}"
		} else {
			q := strconv.Quote(part.Name)
			s += q[1 : len(q)-1]
		}
	}
	if e.Truncated {
		s += "…"
	}
	return `"` + s + `"`
}
