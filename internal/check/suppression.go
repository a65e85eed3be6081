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

// A suppression begins a comment, or a line of a comment of several lines, or stands behind a further mark in one. Any case of
// the name and any spelling that was meant to be one is found, to be reported. scan's prefilter knows the same names.
const (
	commentMark = `(?:^[#/*!:]*|[\s\p{Zs}](?:#|//|/\*)[#/*!:]*)[\s\p{Zs}]*`
	anyName     = `(?:[Qq]uota[Ll]int|QUOTALINT)`
	anyVerb     = `(?i:allow|ignore|disable|suppress)`
)

var (
	directive = regexp.MustCompile(commentMark + `quotalint:[\s\p{Zs}]*`)
	misspelt  = regexp.MustCompile(commentMark + anyName + `(?:\s*[:=]\s*` + anyVerb + `|[\s-]+` + anyVerb + `(?:-[a-z-]+)?[\s:=(]+(?i:QL)[0-9])`)
)

var allowance = regexp.MustCompile(`^(allow|allow-file)((?:[\s,]+[A-Za-z][A-Za-z0-9-]*)*)(?:\s+until=(\S+))?(?:\s+--(?:\s+(.*))?)?$`)

// suppress does the same with the comments.
func (j *judge) suppress(s *judged) {
	for i := range j.comments {
		if c := &j.comments[i]; c.about(s) && c.covers(s) {
			s.excuse("suppressed", c.reason)
			c.used = true
		}
	}
}

// suppressBehind lets a comment behind the end of a statement be about all of it if nothing that it could excuse begins or
// ends on its line: formatters that break a line move its comment there.
func (j *judge) suppressBehind() {
	for i := range j.comments {
		c := &j.comments[i]
		if c.used || c.alone || c.whole {
			continue
		}
		for k := range j.sites {
			if s := &j.sites[k]; s.rule != "" && c.about(s) && s.from.Call.Last == c.line {
				s.excuse("suppressed", c.reason)
				c.used = true
			}
		}
	}
}

// about reports whether the comment counts, and names the rule of the site and its file.
func (c *suppression) about(s *judged) bool {
	return c.fault == "" && c.file.Path == s.Path && slices.Contains(c.rules, s.rule)
}

func (c *suppression) covers(s *judged) bool {
	switch {
	case c.whole:
		return true
	case c.alone:
		return s.from.Call.First == c.line || int32(s.Line) == c.line
	}
	return int32(s.Line) == c.line || int32(s.EndLine) == c.line
}

// readSuppressions reads the comments of all files.
func (j *judge) readSuppressions() {
	for _, f := range j.Texts {
		if !j.Config.InlineAt(f.Path) {
			continue
		}
		first := firstCode(f)
		for i, c := range f.Comments {
			for _, s := range j.parseComment(c) {
				s.file, s.span, s.line = f, c.Span, c.Line
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
}

// parseComment reads the suppressions in a comment, each up to the next.
func (j *judge) parseComment(c facts.Comment) []suppression {
	marks := directive.FindAllStringIndex(c.Text, -1)
	if marks == nil && misspelt.MatchString(c.Text) {
		return []suppression{{fault: notUnderstood}}
	}
	var all []suppression
	for i, m := range marks {
		end := len(c.Text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		s := j.parseSuppression(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(c.Text[m[1]:end]), "*/")))
		s.alone = c.Alone
		if c.Alone && marks[0][0] > 0 && s.fault == "" { // perhaps code that is commented out, with what excused it
			s.fault = "other text stands before it on a line without code; give it a line of its own, or remove it"
		}
		all = append(all, s)
	}
	return all
}

const notUnderstood = "it is not understood; write: quotalint: allow QL001 -- reason"

func (j *judge) parseSuppression(text string) suppression {
	var s suppression
	m := allowance.FindStringSubmatch(text)
	if m == nil {
		s.fault = notUnderstood
		return s
	}
	s.whole, s.reason = m[1] == "allow-file", strings.TrimSpace(m[4])
	for _, name := range strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' || unicode.IsSpace(r) }) {
		id, ok := config.RuleID(name)
		if !ok {
			s.fault = fmt.Sprintf("there is no rule %s; `quotalint explain` lists them", name)
			if !strings.Contains(text, "--") {
				s.fault += ", and the reason stands behind --"
			}
			return s
		}
		s.rules = append(s.rules, id)
	}
	switch {
	case len(s.rules) == 0:
		s.fault = "it names no rule; write: quotalint: allow QL001 -- reason"
	case slices.Contains(s.rules, "QL901"):
		s.fault = "QL901 cannot be excused; mend what it reports, or switch it off under `rules` in the config"
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

func validDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
