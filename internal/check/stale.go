package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
)

// findStale reports exceptions, factories and suppressions that match nothing, have run out, or lack their reason.
func (j *judge) findStale() {
	for i := range j.comments {
		c := &j.comments[i]
		switch {
		case c.fault != "":
			j.staleAt(c.file.Path, c.span, "this suppression counts for nothing: "+c.fault)
		case !c.used && j.Whole:
			j.staleAt(c.file.Path, c.span, "this suppression excuses nothing; remove it, or put it on the line of what it is to excuse")
		}
	}
	for i, a := range j.Config.Allow {
		switch {
		case slices.Contains(a.Rules, "QL901"):
			j.staleEntry(a.Where, "this exception names QL901, which cannot be excused; mend what it reports, or switch it off under `rules`")
		case a.Reason == "":
			j.staleEntry(a.Where, "this exception gives no reason; add `reason:`")
		case a.Expired(j.today()):
			j.staleEntry(a.Where, "this exception ran out on "+a.Until+"; remove it or fix what it excused")
		case !j.allowed[i] && j.Whole && !slices.ContainsFunc(j.Unread, a.Matches):
			j.staleEntry(a.Where, "this exception matches nothing; remove it")
		}
	}
	j.findStaleFactories()
	j.findStaleVolumes()
	j.findStaleTrust()
	j.findStaleKnown()
}

func (j *judge) findStaleFactories() {
	if !j.Whole {
		return
	}
	found := make([]bool, len(j.Config.Factories))
	files := make([][]string, len(j.Config.Factories))
	for i, f := range j.Factories {
		files[f.Index] = append(files[f.Index], f.Path)
		if _, ok := j.Program.FactoryFound(i); ok {
			found[f.Index] = true
		}
	}
	for i, f := range j.Config.Factories {
		for _, pattern := range f.Tracks.Methods {
			if !j.knowsMethod(pattern) {
				j.staleEntry(f.Where, "`tracks` of this factory names "+pattern+", which is a method of no SDK; `quotalint rules --methods` lists them")
			}
		}
		switch {
		case found[i], slices.ContainsFunc(j.Unread, f.Matches):
		case len(files[i]) == 0:
			j.staleEntry(f.Where, "this factory matches no file: "+f.Path)
		default:
			j.staleEntry(f.Where, fmt.Sprintf("this factory matches nothing: %s declares no %s", strings.Join(files[i], ", "), f.Symbol))
		}
	}
}

// knowsMethod reports whether a pattern of a tracks list covers any method of an SDK.
func (j *judge) knowsMethod(pattern string) bool {
	for _, l := range j.Languages {
		if slices.ContainsFunc(l.methods, func(m method) bool { return tracks([]string{pattern}, m.name) }) {
			return true
		}
	}
	return false
}

// staleEntry reports an entry of the config, whatever paths are reported.
func (j *judge) staleEntry(at config.Pos, message string) {
	n := len(j.found)
	j.staleAt(at.Path, facts.Span{Line: int32(at.Line), Column: int32(at.Column)}, message)
	if len(j.found) > n {
		j.config[j.found[n].Fingerprint] = true
	}
}

func (j *judge) staleAt(path string, span facts.Span, message string) {
	severity := j.Config.Severity("QL901", path)
	if severity == config.Off {
		return
	}
	if severity != "note" && j.Test != nil && j.Test(path) && j.Config.TestsAt(path) != config.TestsEnforce {
		severity = "note" // tests never fail a check
	}
	j.found = append(j.found, j.finding("QL901", severity, path, span, message, message))
}

// finding is a finding with its fingerprint, made of what does not change with unrelated edits.
func (j *judge) finding(rule, severity, path string, at facts.Span, message string, same ...string) Finding {
	base := hash(append([]string{rule, path}, same...)...)
	j.twins[base]++
	return Finding{
		Rule: rule, Severity: severity, Path: path, Line: int(at.Line), Column: int(at.Column), Message: message,
		Fingerprint: hash(base, fmt.Sprint(j.twins[base])),
	}
}
