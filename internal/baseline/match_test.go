package baseline

import (
	"slices"
	"testing"
)

func TestMatch(t *testing.T) {
	e := func(path, in, tokens string) Entry {
		return Entry{Rule: "QL002", Path: path, In: in, What: "embeddings.create", Tokens: tokens}
	}
	harmless := func(e Entry) Entry {
		e.Harmless = true
		return e
	}
	for _, c := range []struct {
		name         string
		old, current []Entry
		want         []Pair
		there        string // a function of a.py in which nothing is found any more
	}{
		{name: "nothing"},
		{name: "the same", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "f", "1")}, want: []Pair{{0, 0, Same}}},
		{name: "another call in front of it", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "f", "2"), e("a.py", "f", "1")}, want: []Pair{{0, 1, Same}}},
		{name: "an argument changed", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "f", "2")}, want: []Pair{{0, 0, Changed}}},
		{name: "the file renamed", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("b.py", "f", "1")}, want: []Pair{{0, 0, Moved}}},
		{name: "a copy", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "f", "1"), e("a.py", "f", "1")}, want: []Pair{{0, 0, Same}}},
		{name: "a copy elsewhere", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("b.py", "f", "1"), e("a.py", "f", "1")}, want: []Pair{{0, 1, Same}}},
		{name: "one mended, one added", old: []Entry{e("a.py", "f", "1"), e("a.py", "f", "2")}, current: []Entry{e("a.py", "f", "2"), e("a.py", "f", "3")}, want: []Pair{{1, 0, Same}, {0, 1, Changed}}},
		{name: "two files that are alike, both renamed", old: []Entry{e("a/x.py", "f", "1"), e("a/y.py", "f", "1")}, current: []Entry{e("a/z.py", "f", "1"), e("b/x.py", "f", "1")}, want: []Pair{{1, 0, Moved}, {0, 1, Moved}}},
		{name: "what costs somebody now", old: []Entry{harmless(e("a.py", "f", "1"))}, current: []Entry{e("a.py", "f", "1")}},
		{name: "test code that leaves the tests", old: []Entry{harmless(e("a.py", "f", "1"))}, current: []Entry{e("b.py", "f", "1")}},
		{name: "test code that stays test code", old: []Entry{harmless(e("a.py", "f", "1"))}, current: []Entry{harmless(e("b.py", "f", "1"))}, want: []Pair{{0, 0, Moved}}},
		{name: "code that becomes test code", old: []Entry{e("a.py", "f", "1")}, current: []Entry{harmless(e("b.py", "f", "1"))}},
		{name: "two files moved, all alike", old: []Entry{e("a.py", "f", "1"), e("b.py", "f", "1")}, current: []Entry{e("a/b.py", "f", "1"), e("c.py", "f", "1")}, want: []Pair{{1, 0, Moved}, {0, 1, Moved}}},
		{name: "one mended in a file that was renamed, and copied", old: []Entry{e("a.py", "f", "1"), e("a.py", "f", "2")}, current: []Entry{e("b.py", "f", "1"), e("c.py", "f", "2")}, want: []Pair{{0, 0, Moved}}},
		{
			name:    "a file renamed, a call in it changed, and copied as it was",
			old:     []Entry{e("a.py", "f", "1"), e("a.py", "g", "2"), e("a.py", "h", "3")},
			current: []Entry{e("b.py", "g", "2"), e("z.py", "f", "1"), e("z.py", "g", "9"), e("z.py", "h", "3")}, want: []Pair{{0, 1, Moved}, {1, 2, Changed}, {2, 3, Moved}},
		},
		{name: "one mended in a function that moved into a class, and copied", old: []Entry{e("a.py", "f", "1"), e("a.py", "f", "2")}, current: []Entry{e("a.py", "C.f", "1"), e("c.py", "f", "2")}, want: []Pair{{0, 0, Moved}}},
		{
			name: "three files become one", old: []Entry{e("a.py", "f", "1"), e("b.py", "f", "2"), e("d.py", "f", "3")},
			current: []Entry{e("c.py", "f", "1"), e("c.py", "f", "2"), e("c.py", "f", "3")}, want: []Pair{{0, 0, Moved}, {1, 1, Moved}, {2, 2, Moved}},
		},
		{
			name: "three files become one class", old: []Entry{e("a.py", "f", "1"), e("b.py", "f", "2"), e("d.py", "f", "3")},
			current: []Entry{e("c.py", "C.f", "1"), e("c.py", "C.f", "2"), e("c.py", "C.f", "3")}, want: []Pair{{0, 0, Moved}, {1, 1, Moved}, {2, 2, Moved}},
		},
		{name: "a class of another name", old: []Entry{e("a.py", "C.f", "1")}, current: []Entry{e("a.py", "D.f", "1")}},
		{name: "moved and changed", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("b.py", "f", "2")}, want: []Pair{{0, 0, Changed}}},
		{name: "another function", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "g", "1")}},
		{name: "into a class", old: []Entry{e("a.py", "f", "1")}, current: []Entry{e("a.py", "C.f", "1")}, want: []Pair{{0, 0, Moved}}},
		{name: "of another class", old: []Entry{e("a.py", "C.f", "1")}, current: []Entry{e("a.py", "D.f", "1")}},
		{name: "renamed and changed", old: []Entry{e("a.py", "f", "1"), e("a.py", "g", "1")}, current: []Entry{e("b.py", "f", "2"), e("b.py", "g", "1")}, want: []Pair{{0, 0, Changed}, {1, 1, Moved}}},
		{name: "mended, and the same elsewhere", old: []Entry{e("a.py", "f", "1"), e("a.py", "g", "1")}, current: []Entry{e("a.py", "g", "1"), e("b.py", "f", "1")}, want: []Pair{{1, 0, Same}}, there: "f"},
		{name: "moved away, and another of its name", old: []Entry{e("a.py", "f", "1"), e("b.py", "f", "2")}, current: []Entry{e("b.py", "C.f", "2"), e("b.py", "f", "1")}, want: []Pair{{1, 0, Moved}, {0, 1, Moved}}},
		{name: "two files renamed at once", old: []Entry{e("a.py", "", "1"), e("b.py", "", "2")}, current: []Entry{e("c.py", "", "2"), e("d.py", "", "1")}, want: []Pair{{1, 0, Moved}, {0, 1, Moved}}},
	} {
		gone := func(path, in string) bool {
			return (path != "a.py" || in != c.there || in == "") && !slices.ContainsFunc(c.current, func(e Entry) bool { return e.Path == path && (in == "" || e.In == in) })
		}
		if got := Match(c.old, c.current, gone); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
