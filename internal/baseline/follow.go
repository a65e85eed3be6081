package baseline

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// A place is a file, or a function in one.
type place struct{ path, in string }

// A step is what of places can move as a whole.
type step struct {
	of   func(Entry) place
	key  func(Entry) Entry         // what entries keep in the move
	fit  func(old, now Entry) bool // nil: all fit
	move func(e *Entry, to place)
}

var (
	file = step{
		of:   func(e Entry) place { return place{path: e.Path} },
		key:  func(e Entry) Entry { e.Path = ""; return e },
		move: func(e *Entry, to place) { e.Path = to.path },
	}
	function = step{
		of:   func(e Entry) place { return place{e.Path, e.In} },
		key:  func(e Entry) Entry { e.Path, e.In = "", last(e.In); return e },
		fit:  func(old, now Entry) bool { return old.In == now.In || nested(old, now) },
		move: func(e *Entry, to place) { e.Path, e.In = to.path, to.in },
	}
)

// follow gives the entries that are left of places that are gone the place in which most of them are now, so that what was mended
// on the way cannot stand for a copy elsewhere. No two places get the same one.
func (m *matching) follow(s step) {
	to, given := map[place]place{}, map[place]bool{}
	for _, t := range m.moves(s) {
		if _, ok := to[t.from]; !ok && !given[t.to] {
			to[t.from], given[t.to] = t.to, true
		}
	}
	for i, e := range m.old {
		if now, ok := to[s.of(e)]; ok && !m.taken[i] {
			s.move(&m.old[i], now)
		}
	}
}

// A move is where a place may be now, and how many of its entries say so.
type move struct {
	from, to place
	votes    int
}

// many is in how many places an entry tells nothing of any one of them.
const many = 100

// moves are all that any entry speaks for, the likeliest first: among equals, the shortest way.
func (m *matching) moves(s step) []move {
	now := map[Entry]map[place][]Entry{} // what is not known yet, by what it keeps, and where it is
	for i, e := range m.current {
		if m.at[i] == 0 {
			k := s.key(e)
			if now[k] == nil {
				now[k] = map[place][]Entry{}
			}
			now[k][s.of(e)] = append(now[k][s.of(e)], e)
		}
	}
	votes, alike := map[move]int{}, map[Entry]int{}
	for i, e := range m.old {
		from, there := s.of(e), now[s.key(e)]
		if m.taken[i] || len(there) > many || !m.gone(from.path, from.in) {
			continue
		}
		alike[e]++
		for to, list := range there {
			if to != from && alike[e] <= len(list) && (s.fit == nil || s.fit(e, list[0])) {
				votes[move{from: from, to: to}]++
			}
		}
	}
	list := make([]move, 0, len(votes))
	for t, n := range votes {
		list = append(list, move{t.from, t.to, n})
	}
	slices.SortFunc(list, func(a, b move) int {
		return cmp.Or(b.votes-a.votes, a.length()-b.length(), a.from.compare(b.from), a.to.compare(b.to))
	})
	return list
}

// length is 0 within a file, 1 to another folder, else 2.
func (t move) length() int {
	switch {
	case t.from.path == t.to.path:
		return 0
	case path.Base(t.from.path) == path.Base(t.to.path):
		return 1
	}
	return 2
}

func (p place) compare(other place) int {
	return cmp.Or(strings.Compare(p.path, other.path), strings.Compare(p.in, other.in))
}
