package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"github.com/quotalint/quotalint/internal/check"
)

// A Style is how text is written.
type Style struct {
	Color  bool
	Quiet  bool                              // faults only, no summary
	Top    int                               // WriteAudit: rows of each list; 0 is all
	Paths  []string                          // what the sites are of; empty: the whole root
	Source func(path string) ([]byte, error) // the decoded text of a file, for excerpts; nil for none
	Owners func(path string) []string        // of a file; nil: nobody says
	Links  string                            // the URL of the root, for links in a terminal; "" for none
	Run    Run                               // formats for programs
}

// WriteText writes the faults for people: each once, calls below the construction that causes them, and a summary.
func WriteText(w io.Writer, r *check.Result, style Style) error {
	p := printer{style: style, paint: newPaint(style.Color), lines: map[string][]string{}}
	faults := Faults(r)
	for _, b := range blocks(faults) {
		p.block(b)
	}
	p.changed(r)
	if !style.Quiet {
		p.summary(r, faults)
	}
	_, err := w.Write(p.out.Bytes())
	return err
}

// A block is a fault and the faults that it causes.
type block struct {
	head  Fault
	calls []Fault
}

func blocks(faults []Fault) []block {
	heads := map[string]bool{}
	for _, f := range faults {
		if f.Site != nil && f.Site.Kind == "construct" {
			heads[f.Site.Fingerprint] = true
		}
	}
	caused := map[string][]Fault{}
	var out []block
	for _, f := range faults {
		if f.Site != nil && f.Site.Cause != "" && heads[f.Site.Cause] && f.Site.Kind != "construct" {
			caused[f.Site.Cause] = append(caused[f.Site.Cause], f)
			continue
		}
		out = append(out, block{head: f})
	}
	for i, b := range out {
		if b.head.Site != nil {
			out[i].calls = caused[b.head.Site.Fingerprint]
		}
	}
	return out
}

type printer struct {
	style Style
	paint paint
	lines map[string][]string // of files already read for excerpts
	out   bytes.Buffer
}

func (p *printer) block(b block) {
	p.fault(b.head, "")
	for _, c := range b.calls {
		p.fault(c, "  ")
	}
	fmt.Fprintln(&p.out)
}

func (p *printer) fault(f Fault, indent string) {
	at := p.file(f.Path, p.paint.bold(place(f.Path, f.Cell, f.Line, f.Column)))
	fmt.Fprintf(&p.out, "%s%s: %s %s %s\n", indent, at, p.paint.severity(f.Severity), p.rule(f.Rule), f.Message)
	if f.Cell == 0 && f.Line > 0 {
		p.excerpt(f, indent)
	}
}

// excerpt writes the source line with a mark below the site. A file that cannot be read any more has none.
func (p *printer) excerpt(f Fault, indent string) {
	lines := p.source(f.Path)
	if f.Line > len(lines) {
		return
	}
	line := []rune(lines[f.Line-1])
	start, end := min(max(f.Column-1, 0), len(line)), len(line)
	if f.Site != nil && f.Site.EndLine == f.Line {
		end = min(f.Site.EndColumn-1, len(line))
	}
	if f.Site == nil {
		end = start + 1
	}
	if f.Column == 0 { // the whole line
		text := strings.TrimSpace(string(line))
		start = len(line) - len([]rune(strings.TrimLeft(string(line), " \t")))
		end = start + len([]rune(text))
	}
	text, lead, width := excerptWindow(line, start, max(end, start+1))
	gutter := fmt.Sprintf("%5d | ", f.Line)
	fmt.Fprintf(&p.out, "%s%s%s\n", indent, p.paint.faint(gutter), text)
	blank := strings.Repeat(" ", len(gutter)-2) + "| "
	fmt.Fprintf(&p.out, "%s%s%s%s\n", indent, p.paint.faint(blank), lead, p.paint.mark(strings.Repeat("^", width)))
}

// maxExcerpt is the longest stretch of a line that is shown; "…" stands for what is left out.
const maxExcerpt = 160

// excerptWindow cuts a long line around [start, end) and keeps tabs in the space before the mark, so that both line up.
func excerptWindow(line []rune, start, end int) (text, lead string, width int) {
	from, to := 0, len(line)
	head, tail := "", ""
	if len(line) > maxExcerpt {
		from = max(0, start-maxExcerpt/4)
		to = min(len(line), from+maxExcerpt)
		if from > 0 {
			head = "…"
		}
		if to < len(line) {
			tail = "…"
		}
	}
	pad := []rune(head + string(line[from:start]))
	for i, c := range pad {
		if c != '\t' {
			pad[i] = ' '
		}
	}
	return head + string(line[from:to]) + tail, string(pad), max(min(end, max(to, start+1))-start, 1)
}

func (p *printer) source(path string) []string {
	if p.style.Source == nil {
		return nil
	}
	if lines, ok := p.lines[path]; ok {
		return lines
	}
	text, err := p.style.Source(path)
	if err != nil {
		text = nil
	}
	var lines []string
	if len(text) > 0 {
		lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	}
	p.lines[path] = lines
	return lines
}

func (p *printer) summary(r *check.Result, faults []Fault) {
	files := map[string]bool{}
	for _, f := range faults {
		files[f.Path] = true
	}
	m := r.Summary
	count := m.Errors + m.Warnings + m.Notes
	if count == 0 {
		fmt.Fprint(&p.out, p.paint.good("No faults"))
	} else {
		fmt.Fprintf(&p.out, "%s, %s, %s in %s", plural(m.Errors, "error"), plural(m.Warnings, "warning"), plural(m.Notes, "note"),
			plural(len(files), "file"))
	}
	if n := len(faults) - count; n > 0 {
		fmt.Fprintf(&p.out, "; %d more in test code, which never fails", n)
	}
	if text := excused(r, "more "); text != "" {
		fmt.Fprintf(&p.out, "; %s", text)
	}
	fmt.Fprintf(&p.out, ".\n%s\n", headline(r.Summary))
	for _, line := range waived(r.Waiver, func(path string) string { return path }) {
		fmt.Fprintln(&p.out, line)
	}
	if r.Summary.Files.Parsed == 0 {
		fmt.Fprintf(&p.out, "Of %s none mentions an SDK.\n", plural(r.Summary.Files.Seen, "file"))
	}
	if n := len(r.Skipped); n > 0 {
		fmt.Fprintf(&p.out, "%s not read or read in part: `quotalint files --why` lists them.\n", plural(n, "path"))
	}
}

// headline is the coverage with the counts it is made of.
func headline(s check.Summary) string {
	c := s.Production
	if s.Coverage == nil {
		return fmt.Sprintf("No spending API call outside tests (%s).", plural(c.Constructions, "client construction"))
	}
	return fmt.Sprintf("%d of %s outside tests tracked: %s.", c.Tracked, plural(c.Calls, "spending API call"), percent(*s.Coverage))
}

func percent(share float64) string {
	return fmt.Sprintf("%.1f %%", 100*share)
}

// A paint colours words, or leaves them.
type paint struct {
	bold, faint, mark, good, bad, warn, note func(a ...any) string
}

func newPaint(on bool) paint {
	with := func(attrs ...color.Attribute) func(a ...any) string {
		c := color.New(attrs...)
		if on {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
	return paint{
		bold: with(color.Bold), faint: with(color.Faint), mark: with(color.FgRed, color.Bold), good: with(color.FgGreen),
		bad: with(color.FgRed, color.Bold), warn: with(color.FgYellow, color.Bold), note: with(color.FgCyan),
	}
}

func (p paint) severity(name string) string {
	switch name {
	case "error":
		return p.bad(name)
	case "warn":
		return p.warn(name)
	}
	return p.note(name)
}
