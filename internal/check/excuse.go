package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
)

// A suppression is a comment that excuses sites.
type suppression struct {
	file   *facts.File
	span   facts.Span
	rules  []string
	reason string
	whole  bool  // allow-file
	line   int32 // the line that it is about: its own, or the first of the statement that follows
	alone  bool
	fault  string // why it counts for nothing; "" if it counts
	used   bool
}

var directive = regexp.MustCompile(`(?:^|\s)(?:#|//|/\*)\s*quotalint:\s*(.*)$`)

var allowance = regexp.MustCompile(`^(allow|allow-file)((?:[\s,]+[A-Za-z][A-Za-z0-9-]*)*)(?:\s+until=(\S+))?(?:\s+--(?:\s+(.*))?)?$`)

// excuse applies exceptions and suppressions: what they cover stays in the report with their reason.
func (j *judge) excuse() {
	j.readSuppressions()
	for i := range j.sites {
		s := &j.sites[i]
		if s.rule == "" {
			continue
		}
		if !j.except(s) {
			j.suppress(s)
		}
		if s.Rule == "" { // the rule is off: what covers it is in use, and there is nothing to excuse
			s.Status, s.Excuse = "", ""
		}
	}
	j.excuseCalls()
	j.findIncomplete()
	j.recognise()
	j.findStale()
	j.recogniseStale()
}

func (j *judge) today() string { return j.Today.UTC().Format(time.DateOnly) }

// except: the first exception of the config that covers the site.
func (j *judge) except(s *judged) bool {
	for i, a := range j.Config.Allow {
		if a.Reason == "" || a.Expired(j.today()) || !slices.Contains(a.Rules, s.rule) || !a.Matches(s.Path) || !config.InSymbol(s.In, a.Symbol) {
			continue
		}
		s.Status, s.Excuse = "excepted", a.Reason
		j.allowed[i] = true
		return true
	}
	return false
}

func (j *judge) suppress(s *judged) {
	for i := range j.comments {
		c := &j.comments[i]
		if c.fault != "" || c.file.Path != s.Path || !slices.Contains(c.rules, s.rule) || !c.covers(s) {
			continue
		}
		s.Status, s.Excuse, c.used = "suppressed", c.reason, true
		return
	}
}

func (c *suppression) covers(s *judged) bool {
	switch {
	case c.whole:
		return true
	case c.alone:
		return s.from.Call.First == c.line
	}
	return int32(s.Line) == c.line || int32(s.EndLine) == c.line
}

// excuseCalls: excusing a construction excuses the calls on its client alone.
func (j *judge) excuseCalls() {
	for i := range j.sites {
		s := &j.sites[i]
		if s.Rule != "QL002" || s.Status != "new" {
			continue
		}
		excuse, status := "", ""
		for _, o := range s.origins {
			built := j.makers[o.Maker]
			excuse, status = "", ""
			for _, b := range built {
				if c := &j.sites[b]; c.Rule == "" {
					continue // allowed: it causes nothing
				} else if c.Status == "new" {
					status = ""
					break
				} else {
					excuse, status = c.Excuse, c.Status
				}
			}
			if status == "" {
				break
			}
		}
		if status != "" {
			s.Status, s.Excuse = status, excuse
		}
	}
}

// readSuppressions reads the comments of all files.
func (j *judge) readSuppressions() {
	for _, f := range j.Texts {
		if !j.Config.InlineAt(f.Path) {
			continue
		}
		first := firstCode(f)
		for i, c := range f.Comments {
			m := directive.FindStringSubmatch(c.Text)
			if m == nil {
				continue
			}
			s := j.parseSuppression(strings.TrimSpace(strings.TrimSuffix(m[1], "*/")))
			s.file, s.span, s.line, s.alone = f, c.Span, c.Line, c.Alone
			if s.alone {
				s.line = nextLine(f, i)
			}
			if s.whole && s.fault == "" && c.Line > first {
				s.fault = "allow-file stands on top of a file, before its code; move it there"
			}
			j.comments = append(j.comments, s)
		}
	}
}

func (j *judge) parseSuppression(text string) suppression {
	var s suppression
	m := allowance.FindStringSubmatch(text)
	if m == nil {
		s.fault = "it is not understood; write: quotalint: allow QL001 -- reason"
		return s
	}
	s.whole, s.reason = m[1] == "allow-file", strings.TrimSpace(m[4])
	for _, name := range strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		id, ok := config.RuleID(name)
		if !ok {
			s.fault = fmt.Sprintf("there is no rule %s; `quotalint explain` lists them", name)
			return s
		}
		s.rules = append(s.rules, id)
	}
	switch {
	case len(s.rules) == 0:
		s.fault = "it names no rule; write: quotalint: allow QL001 -- reason"
	case s.reason == "":
		s.fault = "it gives no reason; write one behind --"
	case m[3] != "" && !validDate(m[3]):
		s.fault = "until=" + m[3] + " is no date such as 2027-03-01"
	case m[3] != "" && m[3] < j.today():
		s.fault = "it ran out on " + m[3]
	}
	return s
}

// nextLine is the line behind a comment that stands alone, and behind those that follow it.
func nextLine(f *facts.File, i int) int32 {
	line := f.Comments[i].EndLine + 1
	for _, c := range f.Comments[i+1:] {
		if c.Alone && c.Line == line {
			line = c.EndLine + 1
		}
	}
	return line
}

// firstCode is the line of the first call, import or definition of a file.
func firstCode(f *facts.File) int32 {
	first := int32(1<<31 - 1)
	least := func(s facts.Span) {
		if s.Line > 0 && s.Line < first {
			first = s.Line
		}
	}
	for _, b := range f.Scopes[0].Binds {
		least(b.Span)
	}
	for _, c := range f.Calls {
		least(f.Exprs[c.Expr].Span)
	}
	for _, s := range f.Scopes[1:] {
		least(s.Span)
	}
	return first
}

// findStale reports exceptions, factories and suppressions that match nothing, have run out, or lack their reason.
func (j *judge) findStale() {
	for i := range j.comments {
		c := &j.comments[i]
		switch {
		case c.fault != "":
			j.staleAt(c.file.Path, c.span, "this suppression counts for nothing: "+c.fault)
		case !c.used && j.Whole:
			j.staleAt(c.file.Path, c.span, "this suppression excuses nothing; remove it")
		}
	}
	for i, a := range j.Config.Allow {
		switch {
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

// excuseFinding applies exceptions and suppressions to a finding about a factory, in whose code it is.
func (j *judge) excuseFinding(f *Finding, in string) {
	s := judged{Site: Site{Path: f.Path, Line: f.Line, EndLine: f.Line, In: in}, rule: f.Rule}
	s.from.Call.First = int32(f.Line)
	if !j.except(&s) {
		j.suppress(&s)
	}
	f.Status, f.Excuse = or(s.Status, "new"), s.Excuse
}

func validDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
