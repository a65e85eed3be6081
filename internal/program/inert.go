package program

import (
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
)

// spelled is the outside symbol that a chain of members spells; "" if it does not begin at an import or at a name that every file has.
func (r *reader) spelled(f *file, id facts.ID) string {
	root := rootOf(f.File, id)
	if root == 0 {
		return ""
	}
	e, from := &f.Exprs[root], facts.ID(0)
	switch e.Op {
	case facts.Import:
		from = root
	case facts.Name:
		owner := f.owner(e)
		if owner < 0 {
			return f.Globals + ":" + e.Text
		}
		for s := range f.Scopes {
			for _, b := range f.Scopes[s].Binds {
				if b.On == 0 && b.Owner == owner && plainName(b.Name) == plainName(e.Text) && f.Exprs[b.Value].Op == facts.Import {
					from = b.Value
				}
			}
		}
	}
	if from == 0 {
		return ""
	}
	symbol := f.Exprs[from].Text + ":" + f.Exprs[from].Name
	for _, name := range membersOf(f.File, id) {
		if symbol[len(symbol)-1] != ':' {
			symbol += "."
		}
		symbol += name
	}
	return symbol
}

// membersOf lists the members of a chain, the first one first.
func membersOf(f *facts.File, id facts.ID) []string {
	var names []string
	for {
		switch e := &f.Exprs[id]; e.Op {
		case facts.Member:
			names = append(names, e.Text)
			id = e.X
		case facts.Index, facts.Cast:
			id = e.X
		default:
			slices.Reverse(names)
			return names
		}
	}
}

// inertRoot reports whether a callee is a member of a module that records nothing, a name that every file has and that does not, or a
// member of what such code made.
func (r *reader) inertRoot(f *file, id facts.ID) bool {
	return f.known.isInert(r.spelled(f, id)) || r.madeInert(f, id, 0)
}

// madeInert reports whether a callee is a member of what code outside made that records nothing: of a lock, a limiter, a histogram. What
// keeps things is none: files, paths.
func (r *reader) madeInert(f *file, callee facts.ID, back int) bool {
	member := &f.Exprs[f.uncast(callee)]
	if member.Op != facts.Member || back >= maxBack {
		return false
	}
	object := f.uncast(member.X)
	switch e := &f.Exprs[object]; e.Op {
	case facts.Call:
		return r.makesInert(f, e.X, back)
	case facts.Name, facts.Member:
		made := r.boundCalls(f, object)
		return len(made) > 0 && !slices.ContainsFunc(made, func(id facts.ID) bool { return f.Exprs[id].Op != facts.Call || !r.makesInert(f, f.Exprs[id].X, back) })
	}
	return false
}

func (r *reader) makesInert(f *file, callee facts.ID, back int) bool {
	symbol := r.spelled(f, callee)
	for _, v := range r.p.at(r.p.node(f, callee)).vals {
		if d := r.p.data[v]; d.kind == vOutside && symbol == "" {
			symbol = r.p.strings[d.a]
		}
	}
	if symbol == "" {
		return r.madeInert(f, callee, back+1)
	}
	return f.known.isInert(symbol) && !f.known.keeps(symbol)
}

// makesKept reports whether a callee makes something that keeps what is put into it.
func (r *reader) makesKept(f *file, callee facts.ID) bool { return f.known.keeps(r.spelled(f, callee)) }

// keeps reports whether what an outside symbol makes keeps what is put into it.
func (k *Known) keeps(symbol string) bool {
	return slices.ContainsFunc(k.Keeps, func(entry string) bool { return within(symbol, entry) })
}

// intoKept reports whether a call that records nothing itself puts something into what keeps it: print(…, file=f). One that gives something
// and is given no tokens only looks at that: json.load(f).
func (r *reader) intoKept(f *file, c facts.Site) bool {
	call := &f.Exprs[c.Expr]
	symbol := r.spelled(f, call.X)
	if !f.known.isInert(symbol) || f.known.keeps(symbol) || r.used(f, c.Expr) && !r.tellsAny(f, call.Items) {
		return false
	}
	return slices.ContainsFunc(call.Items, func(it facts.Item) bool {
		id := f.uncast(it.Value)
		return f.Exprs[id].Op == facts.Name && slices.ContainsFunc(r.boundCalls(f, id), func(made facts.ID) bool {
			return f.Exprs[made].Op == facts.Call && r.makesKept(f, f.Exprs[made].X)
		})
	})
}

// boundCalls lists what is bound to a name, or to a member of a receiver, but for nothing.
func (r *reader) boundCalls(f *file, id facts.ID) []facts.ID {
	e := &f.Exprs[id]
	var list []facts.ID
	owner := int32(-1)
	if e.Op == facts.Name {
		if owner = f.owner(e); owner < 0 {
			return nil
		}
	} else if root := rootOf(f.File, id); root == 0 || !r.isReceiver(f, root) || f.uncast(e.X) != root {
		return nil
	}
	for s := range f.Scopes {
		for _, b := range f.Scopes[s].Binds {
			same := e.Op == facts.Name && b.On == 0 && b.Owner == owner && plainName(b.Name) == plainName(e.Text) ||
				e.Op == facts.Member && b.On != 0 && b.Name == e.Text && r.isReceiver(f, f.uncast(b.On))
			if !same || f.Exprs[b.Value].Op == facts.None {
				continue
			}
			value := f.uncast(b.Value)
			if f.Exprs[value].Op == facts.Enter {
				value = f.uncast(f.Exprs[value].X)
			}
			list = append(list, value)
		}
	}
	if e.Op == facts.Name && slices.ContainsFunc(f.Scopes[owner].Params, func(par facts.Param) bool { return par.Name == e.Text }) {
		return nil
	}
	return list
}

// isReceiver reports whether an expression is the receiver of a method.
func (r *reader) isReceiver(f *file, id facts.ID) bool {
	e := &f.Exprs[id]
	if e.Op != facts.Name {
		return e.Op == facts.Self
	}
	owner := f.owner(e)
	return owner >= 0 && receives(f, owner, e.Text)
}

// takesOut adds what a call takes out of something, or hands on to be taken out: what goes both ways tells what is going on.
func (r *reader) takesOut(f *file, call *facts.Expr, does *recording) {
	look := func(id facts.ID) {
		if e := &f.Exprs[id]; e.Op == facts.Member && slices.Contains(f.known.Takes, "."+e.Text) {
			does.takes = append(does.takes, lastName(f.File, e.X))
		}
	}
	look(call.X)
	for _, it := range call.Items {
		look(it.Value)
	}
}
