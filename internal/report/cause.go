package report

import (
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// A cause is the place that a fault comes from: the construction of its client, or the factory that made it.
type cause struct {
	path string
	area
	message string
	place   string // as messages name it
}

// The causes of the faults of one result: the constructions by fingerprint.
type causes map[string]check.Site

func causesIn(r *check.Result) causes {
	out := causes{}
	for _, s := range r.Sites {
		if s.Kind == "construct" {
			out[s.Fingerprint] = s
		}
	}
	return out
}

// of is where a fault comes from, if that is another place than its own.
func (cs causes) of(f Fault) (cause, bool) {
	s := f.Site
	if s == nil || len(s.Trace) == 0 {
		return cause{}, false
	}
	last := s.Trace[len(s.Trace)-1]
	if last.Path == s.Path && last.Line == s.Line {
		return cause{}, false
	}
	out := cause{
		path: last.Path, area: area{line: last.Line, endLine: last.Line},
		message: last.What, place: place(last.Path, 0, last.Line, 0),
	}
	if c, ok := cs[s.Cause]; ok && c.Cell == 0 && c.Path == last.Path && c.Line == last.Line {
		out.area = area{c.Line, c.Column, c.EndLine, c.EndColumn}
		out.message = "the client is made here: " + c.Symbol
	}
	return out, true
}

// cutPlace cuts a text around the place of a cause.
func (c cause) cutPlace(text string) (before, after string, ok bool) {
	before, after, ok = strings.Cut(text, c.place)
	if !ok || after != "" && after[0] >= '0' && after[0] <= '9' {
		return text, "", false // app.py:12 is no part of app.py:123
	}
	return before, after, true
}
