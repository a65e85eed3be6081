package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/baseline"
)

// A Waiver is what a change does to be judged more kindly than what it is compared with. It fails nothing, and whoever reviews
// the change should see it.
type Waiver struct {
	Excused []Open   // could fail, is excused now and was not there, by path and position
	Configs []string // files that differ, root-relative, sorted
}

// findExcused lists what comments and exceptions excuse, behind what the baseline does.
func (j *judge) findExcused() {
	for i := range j.sites {
		if s := &j.sites[i].Site; s.Role == "" && (s.Status == "suppressed" || s.Status == "excepted") {
			j.excused = append(j.excused, j.openSite(s))
		}
	}
	for i := range j.found {
		if f := &j.found[i]; f.Status == "suppressed" || f.Status == "excepted" {
			j.excused = append(j.excused, f.open())
		}
	}
}

// waived lists what is excused and was not at the revision that the root is compared with.
func (j *judge) waived() []Open {
	var list []Open
	for _, known := range j.Known {
		if known.Excused == nil {
			continue
		}
		now := make([]baseline.Entry, len(j.excused))
		for i, o := range j.excused {
			now[i] = o.Entry
		}
		before := make([]bool, len(now))
		for _, p := range baseline.Match(known.Excused, now, j.gone()) {
			before[p.New] = true
		}
		for i, o := range j.excused {
			if !before[i] && !o.Minor && o.Rule != "QL901" && j.reported(o.Path) {
				list = append(list, o)
			}
		}
	}
	slices.SortFunc(list, func(a, b Open) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), a.Line-b.Line, a.Column-b.Column, strings.Compare(a.Rule, b.Rule))
	})
	return list
}
