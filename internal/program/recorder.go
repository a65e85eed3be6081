package program

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// named reports whether the config names a function as one that counts.
func (r *reader) named(f *file, fn *facts.Scope) bool {
	return r.wants(dotted(f.Path) + "." + ScopeName(f.File, r.p.localOf(f, fn)))
}

// isNamed reports whether the config names what a call calls, as it is spelt there: a member of something of the project, or of a module.
func (r *reader) isNamed(f *file, id facts.ID) bool {
	if len(r.records) == 0 {
		return false
	}
	var names []string
	for ; f.Exprs[id].Op == facts.Member; id = f.Exprs[id].X {
		names = append([]string{f.Exprs[id].Text}, names...)
	}
	e := &f.Exprs[id]
	if e.Op != facts.Name {
		return false
	}
	for s := e.Scope; s >= 0; s = f.Scopes[s].Parent {
		for _, b := range f.Scopes[s].Binds {
			if b.On != 0 || b.Owner != s || b.Name != e.Text {
				continue
			}
			if from := &f.Exprs[b.Value]; from.Op == facts.Import {
				t := r.p.target(f, from.Text)
				names = append([]string{dotted(cmp.Or(t.Path, from.Text)), from.Name}, names...)
				return r.wants(strings.ReplaceAll(strings.Join(names, "."), "..", "."))
			}
			names = append([]string{dotted(f.Path), e.Text}, names...)
			return r.wants(strings.Join(names, "."))
		}
	}
	return false
}

// wants reports whether the config names a dotted name, or the end of it.
func (r *reader) wants(name string) bool {
	return slices.ContainsFunc(r.records, func(want string) bool {
		if path, symbol, ok := strings.Cut(want, ":"); ok {
			want = dotted(path) + "." + symbol
		}
		return name == want || strings.HasSuffix(name, "."+want)
	})
}

// dotted is the path of a file as a module is spelt.
func dotted(file string) string {
	file = strings.TrimSuffix(file, path.Ext(file))
	return strings.ReplaceAll(strings.TrimSuffix(file, "/__init__"), "/", ".")
}

// localOf is the index of a scope in its file.
func (p *Program) localOf(f *file, fn *facts.Scope) int32 {
	for s := range f.Scopes {
		if &f.Scopes[s] == fn {
			return int32(s)
		}
	}
	return 0
}
