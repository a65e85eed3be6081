package baseline

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
)

// names are those of a file that may have been renamed.
type names struct{ old, now string }

// base is 0 if the base name is still the same.
func (n names) base() int {
	if path.Base(n.old) == path.Base(n.now) {
		return 0
	}
	return 1
}

// renameFiles gives entries of files that are gone the name of the file in which most of their functions are now, and in which
// nothing was known before, one to one: of files that are alike, each goes to one of its own, rather to one of its base name.
func (m *matching) renameFiles() {
	had := map[string]bool{}
	for _, e := range m.old {
		had[e.Path] = true
	}
	at := map[Entry][]string{} // the files of what is free
	for i, e := range m.current {
		if file := e.Path; m.at[i] == 0 && !had[file] {
			e.Path = ""
			at[e] = append(at[e], file)
		}
	}
	votes := map[names]map[string]bool{} // the functions that are in both
	for i, e := range m.old {
		if m.taken[i] || !m.gone(e.Path, "") {
			continue
		}
		anywhere := e
		anywhere.Path = ""
		for _, file := range at[anywhere] {
			n := names{e.Path, file}
			if votes[n] == nil {
				votes[n] = map[string]bool{}
			}
			votes[n][e.In] = true
		}
	}
	renamed, given := map[string]string{}, map[string]bool{}
	for _, n := range slices.SortedFunc(maps.Keys(votes), func(a, b names) int {
		return cmp.Or(len(votes[b])-len(votes[a]), a.base()-b.base(), strings.Compare(a.now, b.now), strings.Compare(a.old, b.old))
	}) {
		if renamed[n.old] == "" && !given[n.now] {
			renamed[n.old], given[n.now] = n.now, true
		}
	}
	for i, e := range m.old {
		if now := renamed[e.Path]; now != "" && !m.taken[i] {
			m.old[i].Path = now
		}
	}
	m.pair(Moved, func(e Entry) Entry { return e })
}

// A move is a place whose entries are at another one now.
type move struct {
	from, to   place
	same, like int // entries that are in both, with their tokens and without
	size       int // entries that are at the new one
}

// moveFunctions gives entries of functions that are gone the places to which they have moved, the surest first. It reports whether
// any has moved.
func (m *matching) moveFunctions() bool {
	best := map[place]move{}
	for _, v := range m.candidates() {
		if b, ok := best[v.from]; !ok || v.order(b) < 0 {
			best[v.from] = v
		}
	}
	chosen, into := map[place]place{}, map[place]bool{}
	for i, v := range slices.SortedFunc(maps.Values(best), move.order) {
		if into[v.to] || i > 0 && v.same == 0 { // others may tell more when this one has moved
			continue
		}
		chosen[v.from], into[v.to], m.entered[v.to] = v.to, true, true
	}
	for i, e := range m.old {
		if to, ok := chosen[e.place()]; ok && !m.taken[i] && !m.moved[i] {
			m.old[i].Path, m.old[i].In, m.moved[i] = to.path, to.in, true
		}
	}
	m.pair(Moved, func(e Entry) Entry { return e })
	m.yield()
	return len(chosen) > 0
}

// yield lets entries of a function that another one has replaced go where it went: those that are alike in both were taken for the
// same.
func (m *matching) yield() {
	held := map[Entry][]int{} // current ones by what they are
	for i, o := range m.at {
		if o != 0 && m.ways[i] == Same && m.entered[m.current[i].place()] && m.current[i].In != "" {
			held[m.current[i]] = append(held[m.current[i]], i)
		}
	}
	for i, e := range m.old {
		if m.taken[i] || !m.moved[i] || len(held[e]) == 0 {
			continue
		}
		c := held[e][0]
		held[e] = held[e][1:]
		m.taken[m.at[c]-1], m.taken[i] = false, true
		m.at[c], m.ways[c] = i+1, Moved
	}
}

// candidates are the moves that may have been, with what speaks for them. What was taken for the same speaks too: where a function has
// replaced another one, they may have calls in common. But something must be there that is not known yet.
func (m *matching) candidates() []move {
	there := map[Entry]map[place]int{} // how often what is there, with its tokens and without
	free := map[place]bool{}
	size := map[place]int{}
	for i, e := range m.current {
		if m.at[i] != 0 && m.ways[i] != Same {
			continue
		}
		for _, key := range []Entry{exactly(e), roughly(e)} {
			if there[key] == nil {
				there[key] = map[place]int{}
			}
			there[key][e.place()]++
		}
		free[e.place()] = free[e.place()] || m.at[i] == 0
		size[e.place()]++
	}
	type pair struct {
		from, to place
		key      Entry
	}
	counted, all := map[pair]int{}, map[[2]place]move{}
	for i, e := range m.old {
		from := e.place()
		if m.taken[i] || m.moved[i] || !m.left(from) {
			continue
		}
		for _, key := range []Entry{exactly(e), roughly(e)} {
			for to, n := range there[key] {
				p := pair{from, to, key}
				if counted[p]++; to == from || !free[to] || !nested(from.in, to.in) || counted[p] > n {
					continue
				}
				v := all[[2]place{from, to}]
				v.from, v.to, v.size = from, to, size[to]
				if key.Tokens != "" {
					v.same++
				} else {
					v.like++
				}
				all[[2]place{from, to}] = v
			}
		}
	}
	return slices.Collect(maps.Values(all))
}

// exactly is what two entries have in common though one has moved, roughly what they have if it has changed too.
func exactly(e Entry) Entry {
	return Entry{Rule: e.Rule, In: last(e.In), What: e.What, Tokens: cmp.Or(e.Tokens, "0"), Harmless: e.Harmless}
}

func roughly(e Entry) Entry {
	return Entry{Rule: e.Rule, In: last(e.In), What: e.What, Harmless: e.Harmless}
}

// left reports whether entries may have moved away from a place.
func (m *matching) left(p place) bool {
	return m.gone(p.path, p.in) || p.in != "" && m.entered[p]
}

// order puts first what more speaks for.
func (v move) order(w move) int {
	far := func(v move) int {
		n := 0
		if v.from.path != v.to.path {
			n++
		}
		if v.from.in != v.to.in {
			n++
		}
		return n
	}
	return cmp.Or(w.same-v.same, w.like-v.like, v.size-w.size, far(v)-far(w),
		strings.Compare(v.from.path, w.from.path), strings.Compare(v.from.in, w.from.in), strings.Compare(v.to.path, w.to.path), strings.Compare(v.to.in, w.to.in))
}
