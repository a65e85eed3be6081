package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
)

// A Known is findings that are no news: those of a baseline, or of another revision.
type Known struct {
	Entries []baseline.Entry
	Excuse  string           // of what is recognised: in the baseline, in origin/main (1a2b3c4) too
	Where   []config.Pos     // of the entries: one that matches nothing is stale there; nil: none is
	Excused []baseline.Entry // of another revision: what comments, exceptions and its baseline excused there; nil: of none
}

// An Open is a finding that nobody excused.
type Open struct {
	baseline.Entry
	Line, Column int
	Status       string       // new or baselined
	Known        baseline.How // by what it was recognised; empty: it is new
	Minor        bool         // it is in no baseline: harmless, a note by the config, a stale entry
}

// A candidate is where an Open is from, to be marked.
type candidate struct {
	status, excuse, known *string
}

// recognise marks what is known of the findings up to now. All of the root takes part, whatever paths are reported: else a
// finding in one file could pass for one that stands in another.
func (j *judge) recognise() {
	open, marks := j.candidates()
	matched := j.match(j.Known, open, marks)
	if len(j.Known) == 0 {
		return
	}
	for i, e := range j.Known[0].Entries { // they are the first of the union
		switch {
		case matched[i]:
		case slices.Contains(j.Unread, e.Path):
			j.unjudged = append(j.unjudged, i)
		default:
			j.stale = append(j.stale, i)
		}
	}
}

// match marks the candidates that are known, and says which entries of the union of the lists they are.
func (j *judge) match(lists []Known, open []Open, marks []candidate) (matched []bool) {
	now := make([]baseline.Entry, len(open))
	for i, o := range open {
		now[i] = o.Entry
	}
	gone := j.gone()
	old, of := union(lists, gone)
	matched = make([]bool, len(old))
	pairs := baseline.Match(old, now, gone)
	for _, p := range pairs {
		matched[p.Old] = true
		open[p.New].Status, open[p.New].Known = "baselined", p.How
		*marks[p.New].status, *marks[p.New].excuse, *marks[p.New].known = "baselined", lists[of[p.Old]].Excuse, string(p.How)
	}
	j.open = append(j.open, open...)
	for _, p := range pairs {
		if lists[of[p.Old]].Where != nil {
			j.excused = append(j.excused, open[p.New])
		}
	}
	return matched
}

// union is all that is known, each finding once, and from which list it is: what a baseline has of another revision excuses one
// finding, not two.
func union(all []Known, gone func(path, in string) bool) (entries []baseline.Entry, of []int) {
	for k, known := range all {
		twice := make([]bool, len(known.Entries))
		for _, p := range baseline.Match(entries, known.Entries, gone) {
			twice[p.New] = true
		}
		for i, e := range known.Entries {
			if !twice[i] {
				entries, of = append(entries, e), append(of, k)
			}
		}
	}
	return entries, of
}

// candidates are the findings up to now that nobody excused: sites, then others; minor ones last, so that they take no entry
// from one that can fail.
func (j *judge) candidates() (list []Open, marks []candidate) {
	for _, minor := range []bool{false, true} {
		for i := range j.sites {
			s := &j.sites[i].Site
			if s.Status != "new" || s.Role != "" || j.minor(s) != minor {
				continue
			}
			list = append(list, j.openSite(s))
			marks = append(marks, candidate{&s.Status, &s.Excuse, &s.Known})
		}
		for i := range j.found {
			f := &j.found[i]
			if f.Status != "new" || (f.Severity == config.Note) != minor {
				continue
			}
			list = append(list, f.open())
			marks = append(marks, candidate{&f.Status, &f.Excuse, &f.Known})
		}
	}
	return list, marks
}

func (j *judge) openSite(s *Site) Open {
	return Open{
		Entry: baseline.Entry{
			Fingerprint: s.Fingerprint, Rule: s.Rule, Path: s.Path, In: s.In, What: or(s.Method, s.Symbol), Tokens: s.Tokens, Harmless: j.harmless(s),
		},
		Line: s.Line, Column: s.Column, Status: s.Status, Minor: j.minor(s),
	}
}

func (f *Finding) open() Open {
	return Open{
		Entry: baseline.Entry{Fingerprint: f.Fingerprint, Rule: f.Rule, Path: f.Path, In: f.about, What: f.Kind, Tokens: hash(f.Methods...)},
		Line:  f.Line, Column: f.Column, Status: f.Status, Minor: f.Severity == config.Note,
	}
}

// harmless reports whether a site fails nothing, for what it is: it spends nothing, another vendor is paid, it is test code that
// never fails.
func (j *judge) harmless(s *Site) bool {
	return s.Spends == "no" || s.Elsewhere() || s.Test && j.Config.TestsAt(s.Path) != config.TestsEnforce
}

func (j *judge) minor(s *Site) bool { return s.Severity == config.Note || j.harmless(s) }

// recogniseStale is recognise for what matches nothing: it may be no news either.
func (j *judge) recogniseStale() {
	others := slices.DeleteFunc(slices.Clone(j.Known), func(k Known) bool { return k.Where != nil })
	var list []Open
	var marks []candidate
	for i := range j.found {
		f := &j.found[i]
		if f.Rule != "QL901" {
			continue
		}
		list = append(list, Open{
			Entry: baseline.Entry{Fingerprint: f.Fingerprint, Rule: f.Rule, Path: f.Path, What: f.Message},
			Line:  f.Line, Column: f.Column, Status: "new", Minor: true,
		})
		marks = append(marks, candidate{&f.Status, &f.Excuse, &f.Known})
	}
	j.match(others, list, marks)
}

// gone reports of a place (a file and the function in it) whether it is no more. Nobody knows of a file that was not read. The
// code of a file that is outside functions is there as long as the file is.
func (j *judge) gone() func(path, in string) bool {
	if len(j.Known) == 0 {
		return nil // nothing is old
	}
	there, unread := map[[2]string]bool{}, map[string]bool{}
	for _, f := range j.Texts {
		for i := range f.Scopes {
			there[[2]string{f.Path, program.ScopeName(f, int32(i))}] = true
		}
	}
	for _, path := range j.Unread {
		unread[path] = true
	}
	return func(path, in string) bool { return !unread[path] && !there[[2]string{path, in}] }
}

// findStaleKnown reports entries of the baseline that match nothing.
func (j *judge) findStaleKnown() {
	if !j.Whole || len(j.Known) == 0 || j.Known[0].Where == nil {
		return
	}
	for _, i := range j.stale {
		e := j.Known[0].Entries[i]
		j.staleEntry(j.Known[0].Where[i], fmt.Sprintf("this finding of the baseline is gone (%s); run `quotalint baseline --prune`", describe(e)))
	}
}

// describe names an entry: QL002 embeddings.create in embed, app/embed.py.
func describe(e baseline.Entry) string {
	text := strings.TrimSpace(e.Rule + " " + e.What)
	if e.In != "" {
		text += " in " + e.In
	}
	return text + ", " + e.Path
}
