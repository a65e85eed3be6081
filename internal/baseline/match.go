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

// A place is a file and the function or class in it; "" is the code outside them.
type place struct{ path, in string }

// Match pairs entries one to one, in the order of the new ones. What is in no pair is gone, or new. Of several that are alike
// the first old one goes with the first new one, so that a copy of an old finding is left over, and new.
//
// Gone reports whether an old place is no more; that of "" is the file. Only from there can entries have moved, or from a place
// that a function from elsewhere has taken: what is still where it was has been mended, and the same call elsewhere is a new one.
// A file that is gone is the new file that has most of its functions. A function moves as a whole, to where most of it is now: to
// another file, or into or out of a class; under another name it is another function. What is not there either has been mended.
// What was harmless and is not any more is new: a call that leaves the tests, or that OpenAI is paid for now.
// Last, entries are paired whose tokens differ, of one method in one function: that a call has changed and that one was mended and
// another one added look the same, so that such pairs are to be shown.
func Match(old, current []Entry, gone func(path, in string) bool) []Pair {
	m := matching{
		old: slices.Clone(old), current: slices.Clone(current), gone: gone, taken: make([]bool, len(old)),
		at: make([]int, len(current)), ways: make([]How, len(current)), moved: make([]bool, len(old)), entered: map[place]bool{},
	}
	for _, list := range [][]Entry{m.old, m.current} {
		for i := range list {
			list[i].Fingerprint = ""
		}
	}
	m.pair(Same, func(e Entry) Entry { return e })
	m.renameFiles()
	for m.moveFunctions() {
	}
	m.pair(Changed, func(e Entry) Entry { e.Tokens = ""; return e })
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
	old, current []Entry // old ones get the places that they have moved to
	gone         func(path, in string) bool
	taken        []bool         // of old
	at           []int          // of current: index into old, plus one
	ways         []How          // of current
	moved        []bool         // of old: it has the place to which its function has moved
	entered      map[place]bool // the places to which functions have moved
}

// pair pairs what is free and has a key in common.
func (m *matching) pair(how How, key func(Entry) Entry) {
	free := map[Entry][]int{}
	for i, e := range m.old {
		if !m.taken[i] {
			free[key(e)] = append(free[key(e)], i)
		}
	}
	for i, e := range m.current {
		if list := free[key(e)]; m.at[i] == 0 && len(list) > 0 {
			m.at[i], m.taken[list[0]], m.ways[i] = list[0]+1, true, how
			free[key(e)] = list[1:]
		}
	}
}

func (e Entry) place() place { return place{e.Path, e.In} }

// last is the innermost of the names around a call.
func last(in string) string { return in[strings.LastIndexByte(in, '.')+1:] }

// nested reports whether one function is the other in a class or function.
func nested(a, b string) bool {
	return a == b || strings.HasSuffix(a, "."+b) && b != "" || strings.HasSuffix(b, "."+a) && a != ""
}
