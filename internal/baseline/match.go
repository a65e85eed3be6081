// Package baseline tells which findings of two runs are the same ones, though the code around them has changed. It judges
// nothing and knows no line numbers: lines move with every edit.
package baseline

// An Entry is what a finding is known by.
type Entry struct {
	Rule   string `json:"rule"`             // or the verdict, where sites are compared and not findings
	Path   string `json:"path"`             // root-relative
	In     string `json:"in,omitempty"`     // the function or class around it
	What   string `json:"what,omitempty"`   // method or symbol
	Tokens string `json:"tokens,omitempty"` // hash of the tokens of the call
}

// How says by what two entries were taken for the same.
type How string

// The ways, in the order in which they are tried.
const (
	Same    How = "same"    // in all
	Changed How = "changed" // but for the tokens of the call
	Moved   How = "moved"   // but for the path
)

// A Pair is an old entry and the new one that is the same finding, as indexes.
type Pair struct {
	Old, New int
	How      How
}

// Match pairs entries one to one, in the order of the new ones. What is in no pair is gone, or new. Of several that are alike the
// first old one goes with the first new one, so that a copy of an old finding is left over, and new.
func Match(old, current []Entry) []Pair {
	pairs := make([]Pair, 0, len(current))
	at := make([]int, len(current)) // index into old, plus one
	taken := make([]bool, len(old))
	ways := make([]How, len(current))
	for _, pass := range []struct {
		how How
		key func(Entry) Entry
	}{
		{Same, func(e Entry) Entry { return e }},
		{Changed, func(e Entry) Entry { e.Tokens = ""; return e }},
		{Moved, func(e Entry) Entry { e.Path = ""; return e }},
	} {
		free := map[Entry][]int{}
		for i, e := range old {
			if !taken[i] {
				free[pass.key(e)] = append(free[pass.key(e)], i)
			}
		}
		for i, e := range current {
			if at[i] != 0 || len(free[pass.key(e)]) == 0 {
				continue
			}
			o := free[pass.key(e)][0]
			free[pass.key(e)] = free[pass.key(e)][1:]
			at[i], taken[o], ways[i] = o+1, true, pass.how
		}
	}
	for i := range current {
		if at[i] != 0 {
			pairs = append(pairs, Pair{at[i] - 1, i, ways[i]})
		}
	}
	return pairs
}
