// Package baseline tells which findings of two runs are the same ones, though the code around them has changed, and keeps
// them in a file. It judges nothing and knows no line numbers: lines move with every edit.
package baseline

import "strings"

// An Entry is what a finding is known by.
type Entry struct {
	Fingerprint string `json:"fingerprint"`      // what reports call it; matching looks at the rest
	Rule        string `json:"rule"`             // or the kind, where sites are compared and not findings
	Path        string `json:"path"`             // root-relative
	In          string `json:"in,omitempty"`     // the function or class around it, or the symbol of the factory it is about
	What        string `json:"what,omitempty"`   // method or symbol; the kind of a finding about a factory
	Tokens      string `json:"tokens,omitempty"` // hash of the tokens of the call, or of the methods that it is about
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

var passes = []pass{
	{how: Same, key: func(e Entry) Entry { return e }},
	{how: Moved, move: true, key: func(e Entry) Entry { e.In = last(e.In); return e }, fit: nested},
	{how: Moved, move: true, key: func(e Entry) Entry { e.Path = ""; return e }},
	{how: Moved, move: true, key: func(e Entry) Entry { e.Path, e.In = "", last(e.In); return e }, fit: nested},
	{how: Changed, key: func(e Entry) Entry { e.Tokens = ""; return e }},
	{how: Changed, move: true, key: func(e Entry) Entry { e.Path, e.Tokens = "", ""; return e }},
	{how: Changed, move: true, key: func(e Entry) Entry { e.Path, e.In, e.Tokens = "", last(e.In), ""; return e }, fit: nested},
}

// Match pairs entries one to one, in the order of the new ones. What is in no pair is gone, or new. Of several that are alike
// the first old one goes with the first new one, so that a copy of an old finding is left over, and new.
//
// Gone reports whether an old place (a file and the function in it) is no more. Only from there can an entry have moved: one
// whose function is still where it was has been mended, and the same call elsewhere is a new one. A function moves to another
// file, or into or out of a class; under another name it is another function. Moves are looked for before changes because
// the tokens of a call tell more than its place: where a function went to another file, and its name was given to a new one,
// the new one is new.
func Match(old, current []Entry, gone func(path, in string) bool) []Pair {
	pairs := make([]Pair, 0, len(current))
	at := make([]int, len(current)) // index into old, plus one
	taken := make([]bool, len(old))
	ways := make([]How, len(current))
	for _, p := range passes {
		free := map[Entry][]int{}
		for i, e := range old {
			if !taken[i] && (!p.move || gone(e.Path, e.In)) {
				free[p.keyOf(e)] = append(free[p.keyOf(e)], i)
			}
		}
		for i, e := range current {
			if at[i] != 0 {
				continue
			}
			list := free[p.keyOf(e)]
			for n, o := range list {
				if p.fit == nil || p.fit(old[o], e) {
					at[i], taken[o], ways[i] = o+1, true, p.how
					free[p.keyOf(e)] = append(list[:n:n], list[n+1:]...)
					break
				}
			}
		}
	}
	for i := range current {
		if at[i] != 0 {
			pairs = append(pairs, Pair{at[i] - 1, i, ways[i]})
		}
	}
	return pairs
}

// keyOf is what two entries have in common if the pass may pair them.
func (p pass) keyOf(e Entry) Entry {
	e.Fingerprint = ""
	return p.key(e)
}

// last is the innermost of the names around a call.
func last(in string) string { return in[strings.LastIndexByte(in, '.')+1:] }

// nested reports whether a function has moved into a class or function, or out of one.
func nested(old, now Entry) bool {
	return old.In != now.In && (strings.HasSuffix(old.In, "."+now.In) || strings.HasSuffix(now.In, "."+old.In))
}
