package program

import (
	"maps"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// buildImport: rule 7.
func (p *Program) buildImport(f *file, e *facts.Expr, n int32) {
	if e.Name == anyKey {
		return // stars are looked up by name
	}
	if p.off["imports"] {
		p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		return
	}
	p.imported(f, e.Text, e.Name, n)
}

func (p *Program) imported(f *file, module, name string, n int32) {
	t := p.target(f, module)
	switch t.Place {
	case facts.Outside:
		if name == "" {
			p.outsideModule(f, t.Path, n)
		} else {
			p.outside(f, t.Path+":", name, n)
		}
	case facts.Missing:
		p.start(n, p.unseen(f, "the import "+module+" is not in this tree"))
	default:
		if name == "" {
			p.start(n, datum{kind: vModule, a: p.str(t.Path)})
			if !f.Open {
				p.connect(p.moduleMember(f, t.Path, facts.Whole), n, keep)
			}
		} else {
			p.connect(p.moduleMember(f, t.Path, name), n, keep)
			if t.Path == f.Path { // what a package imports from itself stands below it
				p.below(f, t.Path, name, n)
			}
		}
	}
}

func (p *Program) target(f *file, module string) facts.Target {
	if module == "" {
		return facts.Target{Place: facts.InFile, Path: f.Path}
	}
	t, ok := f.targets[module]
	if !ok {
		t = f.modules.Resolve(f.Path, module)
		f.targets[module] = t
	}
	return t
}

// outsideModule is an outside module as a value.
func (p *Program) outsideModule(f *file, module string, n int32) {
	if f.known.module(module) || p.off["foreign"] {
		p.start(n, datum{kind: vOutside, a: p.str(module + ":")})
		return
	}
	p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
}

// outside is a member of an outside symbol as a value. Rule 15: what rules do not know is foreign.
func (p *Program) outside(f *file, symbol, sel string, n int32) {
	full := f.known.member(symbol, sel)
	if full == "" {
		if p.off["foreign"] && len(sel) > 0 {
			for s, k := range f.known.Symbols { // an ablation: any name that an SDK has is the SDK's
				if _, name := splitSymbol(s); name == sel && k.Kind == ClientMaker {
					p.start(n, datum{kind: vOutside, a: p.str(k.Name)})
				}
			}
		}
		p.start(n, datum{kind: vForeign, flags: p.testFlag(f)})
		return
	}
	s, ok := f.known.Symbols[full]
	switch {
	case ok && s.Kind == Singleton:
		m := p.maker(Maker{Symbol: s.Name, Test: f.test, Scope: -1})
		p.start(n, datum{kind: vMade, flags: p.testFlag(f), a: m, b: s.Node})
	case ok && s.Kind == Constant:
		p.start(n, datum{kind: vText, flags: p.testFlag(f), a: p.str(s.Form)})
	case ok && s.Name != "":
		p.start(n, datum{kind: vOutside, a: p.str(s.Name)})
	default:
		p.start(n, datum{kind: vOutside, a: p.str(full)})
	}
}

// moduleMember is the node of a member of a file or folder of the project.
func (p *Program) moduleMember(from *file, path, name string) int32 {
	n, known := p.look(lookKey{kind: lookModule, a: p.str(path), name: name})
	if known {
		return n
	}
	p.member(from, path, name, n)
	return n
}

// member lets a member of a file or folder arrive in n.
func (p *Program) member(from *file, path, name string, n int32) {
	if parts := p.parts[moduleKey{from.Language, path}]; parts != nil {
		p.shared(parts, name, n)
		return
	}
	f := p.byPath[path]
	if f == nil {
		p.await(path, func() { p.member(from, path, name, n) })
		p.below(from, path, name, n)
		return
	}
	p.connect(p.moduleField(f, name), n, forget)
	switch {
	case !f.Open:
		p.exported(f, name, n)
	case !owns(&f.Scopes[0], name) && !p.star(f, name, n):
		p.below(from, path, name, n)
	}
}

// below is a submodule, or a file that has not been read.
func (p *Program) below(from *file, path, name string, n int32) {
	if p.off["submodules"] {
		return
	}
	switch t := from.modules.Below(path, name); t.Place {
	case facts.InFile, facts.InFolder:
		p.start(n, datum{kind: vModule, a: p.str(t.Path)})
		return
	}
	if p.byPath[path] == nil {
		p.start(n, datum{kind: vPending, a: p.str(path)})
	}
}

// filesOf are the files of a module, by its path: one, or the parts of one that has several.
func (p *Program) filesOf(path string) []*file {
	if f := p.byPath[path]; f != nil {
		return []*file{f}
	}
	var files []*file
	for _, language := range slices.Sorted(maps.Keys(p.in.Known)) {
		files = append(files, p.parts[moduleKey{language, path}]...)
	}
	return files
}

// named lets the module that a file imports under a name of the module's own arrive in n, if there is one.
func (p *Program) named(f *file, name string, n int32) bool {
	switch t := f.modules.Below(f.Path, name); t.Place {
	case facts.InFolder:
		p.start(n, datum{kind: vModule, a: p.str(t.Path)})
		return true
	case facts.Outside:
		p.outsideModule(f, t.Path, n)
		return true
	}
	return false
}

// shared lets what the files of a module declare under a name arrive in n, and reports whether any does.
func (p *Program) shared(parts []*file, name string, n int32) bool {
	found := false
	for _, f := range parts {
		if slices.Contains(f.Public, name) {
			p.connect(p.variable(f.scope, name), n, forget)
			found = true
		}
	}
	return found
}

// moduleField is the node of what is stored in a member of a module: in one that is open, its variable.
func (p *Program) moduleField(f *file, name string) int32 {
	if f.Open {
		return p.variable(f.scope, name)
	}
	return p.field(f.scope, name)
}

// exported lets what a file exports under a name arrive in n. What it names itself comes before the names of other modules.
func (p *Program) exported(f *file, name string, n int32) {
	named := false
	for _, x := range f.Exports {
		from := p.node(f, x.Value)
		switch {
		case x.Star:
		case x.Name == name:
			p.bindInto(f, x.Value, from, n, forget)
			named = true
		case x.Name == facts.Whole && name != facts.Whole:
			p.on(from, func(v value) { p.read(f, v, name, n) })
		}
	}
	switch {
	case named || name == facts.Whole:
		return
	case name == f.known.Itself:
		p.start(n, datum{kind: vModule, a: p.str(f.Path)})
		p.connect(p.moduleMember(f, f.Path, facts.Whole), n, keep)
		return
	case p.off["stars"]:
		return
	}
	for _, x := range f.Exports {
		if !x.Star {
			continue
		}
		if f.Exprs[x.Value].Op != facts.Import {
			p.on(p.node(f, x.Value), func(v value) { p.read(f, v, name, n) })
			continue
		}
		t := p.target(f, f.Exprs[x.Value].Text)
		if t.Place == facts.InFile || t.Place == facts.InFolder || t.Place == facts.Outside && f.known.module(t.Path) {
			p.imported(f, f.Exprs[x.Value].Text, name, n)
		}
	}
}

// star finds a name that the file does not declare in the modules whose names it takes over; the last one wins.
func (p *Program) star(f *file, name string, n int32) bool {
	if p.off["stars"] {
		return false
	}
	var unread []string
	for s := len(f.Scopes) - 1; s >= 0; s-- {
		stars := f.Scopes[s].Stars
		for i := len(stars) - 1; i >= 0; i-- {
			if p.brings(f, f.Exprs[stars[i]].Text, name, map[string]bool{f.Path: true}, &unread) {
				p.imported(f, f.Exprs[stars[i]].Text, name, n)
				return true
			}
		}
	}
	for _, path := range unread {
		p.await(path, func() { p.star(f, name, n) })
	}
	return false
}

// brings reports whether a star import of the module in f brings the name. It adds the files that may, once they are read.
func (p *Program) brings(f *file, module, name string, seen map[string]bool, unread *[]string) bool {
	t := p.target(f, module)
	if t.Place == facts.Outside {
		if names, listed := f.known.Stars[t.Path]; listed {
			return slices.Contains(names, name)
		}
		_, ok := f.known.Symbols[t.Path+":"+name]
		return ok
	}
	if parts := p.parts[moduleKey{f.Language, t.Path}]; parts != nil {
		return slices.ContainsFunc(parts, func(g *file) bool { return slices.Contains(g.Public, name) })
	}
	if seen[t.Path] {
		return false
	}
	seen[t.Path] = true
	g := p.byPath[t.Path]
	if g == nil {
		*unread = append(*unread, t.Path)
		return false
	}
	if slices.Contains(g.Public, name) {
		return true
	}
	if g.Sealed {
		return false
	}
	for s := range g.Scopes {
		for _, id := range g.Scopes[s].Stars {
			if p.brings(g, g.Exprs[id].Text, name, seen, unread) {
				return true
			}
		}
	}
	return false
}
