// Package baseline tells which findings of two runs are the same ones, though the code around them has changed, and keeps
// them in a file. It judges nothing and knows no line numbers: lines move with every edit.
package baseline

import (
	"slices"
	"strings"
)

// An Entry is what a finding is known by.
type Entry struct {
	Fingerprint string `json:"fingerprint"`      // what reports call it; matching looks at the rest
	Rule        string `json:"rule"`             // or the kind, where sites are compared and not findings
	Path        string `json:"path"`             // root-relative
	In          string `json:"in,omitempty"`     // the function or class around it, or the symbol of the factory it is about
	What        string `json:"what,omitempty"`   // method or symbol; the kind of a finding about a factory
	Tokens      string `json:"tokens,omitempty"` // hash of the tokens of the call, or of the methods that it is about
	Harmless    bool   `json:"-"`                // it fails nothing, for what it is: such are in no file, and one that is not is another finding
}

// How says by what two entries were taken for the same.
type How string

// The ways, the nearest first.
const (
	Same    How = "same"    // in all
	Moved   How = "moved"   // but for the place, which is gone
	Changed How = "changed" // but for the tokens of the call, and perhaps the path, which is gone then
)

// A Pair is an old entry and the new one that is the same finding, as indexes.
type Pair struct {
	Old, New int
	How      How
}

// A pass pairs entries that have a key in common and may be the same ones.
type pass struct {
	how  How
	key  func(Entry) Entry
	move bool                      // only where the place of the old one is gone
	fit  func(old, now Entry) bool // nil: all fit
}

// The passes behind the first, which takes what is the same in all, and behind what moved as a whole.
var passes = []pass{
	{how: Moved, key: func(e Entry) Entry { return e }},
	{how: Moved, move: true, key: func(e Entry) Entry { e.Path = ""; return e }},
	{how: Moved, move: true, key: func(e Entry) Entry { e.Path, e.In = "", last(e.In); return e }, fit: nested},
	{how: Changed, key: func(e Entry) Entry { e.Tokens = ""; return e }},
	{how: Changed, move: true, key: func(e Entry) Entry { e.Path, e.Tokens = "", ""; return e }},
}

// Match pairs entries one to one, in the order of the new ones. What is in no pair is gone, or new. Of several that are alike
// the first old one goes with the first new one, so that a copy of an old finding is left over, and new.
//
// Gone reports whether an old place (a file and the function in it; "" is the file itself) is no more. Only from there can an entry
// have moved: one whose function is still where it was has been mended, and the same call elsewhere is a new one. A file that is
// gone is now the one in which most of its entries are, and its functions are looked for there; so is a function that is gone. A
// function moves to another file, or into or out of a class; under another name it is another function.
//
// Moves are looked for before changes because the tokens of a call tell more than its place.
func Match(old, current []Entry, gone func(path, in string) bool) []Pair {
	m := matching{
		old: slices.Clone(old), current: slices.Clone(current), gone: gone,
		at: make([]int, len(current)), taken: make([]bool, len(old)), ways: make([]How, len(current)),
	}
	for _, list := range [][]Entry{m.old, m.current} {
		for i := range list {
			list[i].Fingerprint = ""
		}
	}
	m.run(pass{how: Same, key: func(e Entry) Entry { return e }})
	m.follow(file)
	m.follow(function)
	for _, p := range passes {
		m.run(p)
	}
	pairs := make([]Pair, 0, len(current))
	for i, o := range m.at {
		if o != 0 {
			pairs = append(pairs, Pair{o - 1, i, m.ways[i]})
		}
	}
	return pairs
}

// A matching is the state of Match.
type matching struct {
	old, current []Entry
	gone         func(path, in string) bool
	at           []int // of current: index into old, plus one
	taken        []bool
	ways         []How // of current
}

func (m *matching) run(p pass) {
	free := map[Entry][]int{}
	for i, e := range m.old {
		if !m.taken[i] && (!p.move || m.gone(e.Path, e.In)) {
			free[p.key(e)] = append(free[p.key(e)], i)
		}
	}
	for i, e := range m.current {
		if m.at[i] != 0 {
			continue
		}
		list := free[p.key(e)]
		n := slices.IndexFunc(list, func(o int) bool { return p.fit == nil || p.fit(m.old[o], e) })
		if n >= 0 {
			m.at[i], m.taken[list[n]], m.ways[i] = list[n]+1, true, p.how
			free[p.key(e)] = slices.Delete(list, n, n+1)
		}
	}
}

// last is the innermost of the names around a call.
func last(in string) string { return in[strings.LastIndexByte(in, '.')+1:] }

// nested reports whether a function has moved into a class or function, or out of one.
func nested(old, now Entry) bool {
	return old.In != now.In && (strings.HasSuffix(old.In, "."+now.In) || strings.HasSuffix(now.In, "."+old.In))
}
