package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// A spelledPath is a path of a client that is written down as text: "assistants.create", ("assistants", "create"),
// {"assistants": ["create"]}.
type spelledPath struct {
	path []string
	file *facts.File
	span facts.Span

	parts []facts.Span // of its texts
}

// A textAt is a text by where it is written.
type textAt struct {
	file *facts.File
	span facts.Span
}

// deadNames lists the paths that no client has among the texts of which the place and the name of what is stored are computed. Texts are
// paths if one of them leads somewhere. spelled are all texts that are parts of paths.
func (p *Program) deadNames() (list []DeadPath, spelled map[textAt]bool) {
	spelled = map[textAt]bool{}
	r := &reader{p: p, overs: slices.Clone(p.overs), spellings: map[int32][]string{}}
	r.findLoose()
	for _, o := range r.overs {
		if !o.computed || o.maker < 0 {
			continue
		}
		m := p.settled(p.makers[o.maker])
		client := o.file.known.Symbols[m.Symbol]
		if m.Factory == 0 || len(client.Fields) == 0 {
			continue
		}
		paths := r.spelledPaths(o)
		leads := func(s spelledPath) bool { return o.file.known.reach(client.Node, s.path) == len(s.path) }
		if !slices.ContainsFunc(paths, leads) {
			continue
		}
		for _, s := range paths {
			for _, span := range s.parts {
				spelled[textAt{s.file, span}] = true
			}
			if leads(s) {
				continue
			}
			n := o.file.known.reach(client.Node, s.path)
			if slices.Contains(client.Fields, s.path[n]) || strings.HasPrefix(s.path[n], "_") {
				continue
			}
			at, _ := (&handedOut{file: o.file, client: m.Symbol}).at(s.path[:n])
			list = append(list, DeadPath{
				Factory: m.Factory - 1, Client: m.Symbol, Node: at, Name: s.path[n], Below: []string{strings.Join(s.path[n+1:], ".")}, Stored: true,
				File: s.file, Span: s.span,
			})
		}
	}
	return list, spelled
}

// reach is the number of segments of a path that a surface has.
func (k *Known) reach(at int32, path []string) int {
	for i, seg := range path {
		next, ok := k.Nodes[at].Next[seg]
		if !ok {
			return i
		}
		at = next
	}
	return len(path)
}

// spelledPaths lists the paths among the texts that the place and the name of what is stored are computed of.
func (r *reader) spelledPaths(o Over) []spelledPath {
	s := &speller{r: r, seen: map[exprRef]bool{}}
	s.expr(o.file, o.on)
	s.expr(o.file, o.key)
	var paths []spelledPath
	add := func(f *file, text string, written ...facts.ID) {
		path := strings.Split(text, ".")
		if len(path) == 1 || slices.ContainsFunc(path, func(seg string) bool { return !isName(seg) }) {
			return
		}
		one := spelledPath{path: path, file: f.File, span: f.Exprs[written[0]].Span}
		for _, id := range written {
			one.parts = append(one.parts, f.Exprs[id].Span)
		}
		paths = append(paths, one)
	}
	for _, ref := range s.order {
		f := r.p.files[ref.file]
		e := &f.Exprs[ref.id]
		if text, ok := f.constant(ref.id); ok && strings.Contains(text, ".") {
			add(f, text, ref.id)
		}
		if e.Op != facts.Table {
			continue
		}
		if len(e.Items) == 2 {
			if head, ok := f.constant(e.Items[0].Value); ok && e.Items[0].Name == "0" {
				for _, tail := range f.constants(e.Items[1].Value) {
					add(f, head+"."+tail.text, tail.at, e.Items[0].Value)
				}
			}
		}
		for _, it := range e.Items {
			if it.Name == "" || !isName(strings.ReplaceAll(it.Name, ".", "")) {
				continue
			}
			for _, tail := range f.constants(it.Value) {
				add(f, it.Name+"."+tail.text, tail.at)
			}
		}
	}
	return paths
}

// A constantText is a text and where it is written.
type constantText struct {
	text string
	at   facts.ID
}

// constants lists the constant texts that an expression is, or that the table is made of that it is.
func (f *file) constants(id facts.ID) []constantText {
	if text, ok := f.constant(id); ok {
		return []constantText{{text, id}}
	}
	var list []constantText
	if e := &f.Exprs[f.uncast(id)]; e.Op == facts.Table {
		for _, it := range e.Items {
			if text, ok := f.constant(it.Value); ok {
				list = append(list, constantText{text, it.Value})
			}
		}
	}
	return list
}

// constant is the text that an expression is.
func (f *file) constant(id facts.ID) (string, bool) {
	e := &f.Exprs[id]
	if e.Op != facts.Text || e.Truncated || len(e.Items) != 1 || e.Items[0].Value != 0 {
		return "", false
	}
	return e.Items[0].Name, true
}

// isName reports whether a text can be the name of a member.
func isName(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(c rune) bool {
		return !(c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z')
	}) && (text[0] < '0' || text[0] > '9')
}
