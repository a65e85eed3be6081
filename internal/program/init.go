package program

import "github.com/quotalint/quotalint/internal/facts"

// An initStore is a member that an initialiser stores on the receiver.
type initStore struct {
	name string
	node int32 // what is stored, with what entered by parameters
}

// buildInitStore: what an initialiser stores whoever runs it belongs to the class and those below; what entered it by a
// parameter belongs to the class whose construction, or whose own initialiser, gave it (rule 3).
func (p *Program) buildInitStore(f *file, s int32, b *facts.Bind) {
	fn := f.function(s)
	class, g := p.global(f, f.Scopes[fn].Parent), p.global(f, fn)
	n := p.newNode()
	p.bindInto(f, b.Value, p.node(f, b.Value), n, keep)
	p.connect(n, p.field(class, byInit+b.Name), unentered)
	if p.off["summaries"] {
		p.connect(n, p.field(class, byInit+b.Name), forget)
	}
	p.inits[g] = append(p.inits[g], initStore{b.Name, n})
	p.setter(f, class, b.Name, b.Value)
}

// initialise runs an initialiser for the instances of a class: how is byBuild for a construction of the class and byUp for
// the class's own initialiser handing arguments up.
func (p *Program) initialise(c *application, fn, class int32, how string) {
	p.bindArgs(c, fn)
	for _, st := range p.inits[fn] {
		to := p.field(class, how+st.name)
		p.on(st.node, func(v value) {
			if d := p.data[v]; d.kind == vParam && d.a == fn {
				p.substitute(c, fn, d, to, forget)
			}
		})
	}
}

// handsUp is the class whose initialiser calls that of a base: super().__init__(…), Base.__init__(self, …).
func (p *Program) handsUp(c *application, fn int32) (class int32, ok bool) {
	f, init := p.scopeOf(fn)
	if init.Parent < 0 || f.Scopes[init.Parent].Kind != facts.ClassScope || f.Scopes[init.Parent].Init != init.Name || c.expr == 0 {
		return 0, false
	}
	callee := &c.file.Exprs[c.file.Exprs[c.expr].X]
	if callee.Op != facts.Member {
		return 0, false
	}
	x := &c.file.Exprs[callee.X]
	if x.Op == facts.Super || x.Op == facts.Self {
		return p.global(c.file, x.Scope), true
	}
	if own := c.file.Exprs[c.expr].Items; len(own) > 0 {
		if self := &c.file.Exprs[own[0].Value]; self.Op == facts.Self {
			return p.global(c.file, self.Scope), true
		}
	}
	return 0, false
}
