package report

import (
	"slices"
	"testing"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/check"
)

// What a change excuses itself is named up to a number of places, and the rest is counted.
func TestWaived(t *testing.T) {
	open := check.Open{Entry: baseline.Entry{Path: "a.py", Rule: "QL001"}, Line: 3, Status: "suppressed"}
	below := func(path string) string { return "app/" + path }
	for _, c := range []struct {
		waiver check.Waiver
		want   []string
	}{
		{check.Waiver{}, nil},
		{check.Waiver{Excused: []check.Open{open}, Configs: []string{".quotalint.yml", "jobs/.quotalint.yml"}}, []string{
			"This change excuses 1 finding itself: app/a.py:3 QL001 suppressed.",
			"This change edits app/.quotalint.yml, app/jobs/.quotalint.yml, by which it is judged.",
		}},
	} {
		if got := waived(c.waiver, below); !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	var many check.Waiver
	for range waivedShown + 22 {
		many.Excused = append(many.Excused, open)
	}
	want := "This change excuses 32 findings itself: a.py:3 QL001 suppressed"
	for range waivedShown - 1 {
		want += ", a.py:3 QL001 suppressed"
	}
	if got := waived(many, func(path string) string { return path }); !slices.Equal(got, []string{want + " and 22 more."}) {
		t.Errorf("%q", got)
	}
}
