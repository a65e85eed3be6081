package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// excusedFinding reports whether somebody gave a reason for a finding to be as it is.
func excusedFinding(f check.Finding) bool { return f.Status == "suppressed" || f.Status == "excepted" }

// excused counts what nobody has to mend now, by what excuses it: 30 more are in the baseline, 2 suppressed. More stands behind the
// first number.
func excused(r *check.Result, more string) string {
	var kinds []string
	counts := map[string]int{}
	count := func(kind string, n int) {
		if n > 0 && counts[kind] == 0 {
			kinds = append(kinds, kind)
		}
		counts[kind] += n
	}
	for _, f := range allFaults(r) {
		if f.Status == "baselined" {
			count(f.Excuse, 1)
		}
	}
	slices.Sort(kinds)
	count("excepted", r.Summary.Excused.Excepted)
	count("suppressed", r.Summary.Excused.Suppressed)
	for i, kind := range kinds {
		text := fmt.Sprintf("%d %s", counts[kind], kind)
		if i == 0 && counts[kind] == 1 {
			text = fmt.Sprintf("1 %sis %s", more, kind)
		} else if i == 0 {
			text = fmt.Sprintf("%d %sare %s", counts[kind], more, kind)
		}
		kinds[i] = text
	}
	return strings.Join(kinds, ", ")
}

// changed lists what has changed since it was taken into the baseline, one line each. It fails nothing, and should be seen.
func (p *printer) changed(r *check.Result) {
	n := 0
	for _, f := range allFaults(r) {
		if f.Known != "changed" {
			continue
		}
		at := p.file(f.Path, p.paint.bold(place(f.Path, f.Cell, f.Line, f.Column)))
		fmt.Fprintf(&p.out, "%s: changed %s %s (%s, as it was)\n", at, p.rule(f.Rule), f.Message, f.Excuse)
		n++
	}
	if n > 0 {
		fmt.Fprintln(&p.out)
	}
}

// becauseOf says of a new call that what causes it is no news.
func becauseOf(s *check.Site, constructions causes) string {
	if c, ok := constructions[s.Cause]; ok && s.Status == "new" && c.Status == "baselined" {
		return "; that client is " + c.Excuse + ", this call is not"
	}
	return ""
}

// waivedShown is how many places are named in a line.
const waivedShown = 10

// waived says what a change does to be judged more kindly, in no line or some. Seen is how a path is shown.
func waived(w check.Waiver, seen func(path string) string) (lines []string) {
	if n := len(w.Excused); n > 0 {
		var places []string
		for _, o := range w.Excused[:min(n, waivedShown)] {
			places = append(places, fmt.Sprintf("%s:%d %s %s", seen(o.Path), o.Line, o.Rule, o.Status))
		}
		more := ""
		if n > waivedShown {
			more = fmt.Sprintf(" and %d more", n-waivedShown)
		}
		lines = append(lines, fmt.Sprintf("This change excuses %s itself: %s%s.", plural(n, "finding"), strings.Join(places, ", "), more))
	}
	if len(w.Configs) > 0 {
		var names []string
		for _, name := range w.Configs {
			names = append(names, seen(name))
		}
		lines = append(lines, fmt.Sprintf("This change edits %s, by which it is judged.", strings.Join(names, ", ")))
	}
	return lines
}
