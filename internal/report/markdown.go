package report

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/quotalint/quotalint/internal/check"
)

// WriteMarkdown writes the coverage report as GitHub-flavoured Markdown, for a pull request or a page. Places link to files
// relative to the root.
func WriteMarkdown(w io.Writer, r *check.Result, style Style) error {
	m := summaryPage{audit{r: r, top: style.Top, paths: style.Paths, paint: newPaint(false)}}
	m.head()
	m.compared()
	m.gap()
	m.worst()
	m.constructions()
	m.factories()
	m.brokenDown()
	m.rest()
	_, err := w.Write(append(bytes.TrimRight(m.out.Bytes(), "\n"), '\n'))
	return err
}

type summaryPage struct{ audit }

func (m *summaryPage) head() {
	s := m.r.Summary
	fmt.Fprintf(&m.out, "# Tracking coverage\n\n**%s**\n\n", headline(s))
	if len(m.paths) > 0 {
		fmt.Fprintf(&m.out, "Counted are the sites in %s. Files, factories and what was skipped are those of the whole root.\n\n", code(strings.Join(m.paths, ", ")))
	}
	rows := [][]string{{"", "calls", "tracked", "untracked", "uncovered", "unresolved", "clients made", "allowed", "violations"}}
	for _, part := range partsOf(s) {
		row := []string{part.name}
		for _, n := range []int{part.c.Calls, part.c.Tracked, part.c.Untracked, part.c.Uncovered, part.c.Unresolved, part.c.Constructions, part.c.Allowed, part.c.Violations} {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	m.table(rows, 1)
	fmt.Fprintf(&m.out, "%s, %s, %s. %s seen, %d parsed (%d of them in part), %d skipped.\n\n", plural(s.Errors, "error"), plural(s.Warnings, "warning"),
		plural(s.Notes, "note"), plural(s.Files.Seen, "file"), s.Files.Parsed, s.Files.Partial, s.Files.Skipped)
}

// table writes rows, the first of which is the head; the columns from left on hold numbers.
func (m *summaryPage) table(rows [][]string, left int) {
	for i, row := range rows {
		fmt.Fprintf(&m.out, "| %s |\n", strings.Join(row, " | "))
		if i > 0 {
			continue
		}
		for n := range row {
			if n < left {
				m.out.WriteString("|---")
			} else {
				m.out.WriteString("|--:")
			}
		}
		m.out.WriteString("|\n")
	}
	m.out.WriteString("\n")
}

// section writes a head; where a list is cut it says so.
func (m *summaryPage) section(level int, title string, n, all int) {
	fmt.Fprintf(&m.out, "%s %s\n\n", strings.Repeat("#", level), title)
	if n < all {
		fmt.Fprintf(&m.out, "Showing %d of %d; `--top 0` shows all.\n\n", n, all)
	}
}

func (m *summaryPage) compared() {
	c := m.r.Comparison
	if c == nil {
		return
	}
	m.section(2, "Since the earlier report", 0, 0)
	rows := [][]string{{"", "then", "now", "change"}}
	for _, row := range trend(c) {
		rows = append(rows, row[:])
	}
	m.table(rows, 1)
	fmt.Fprintf(&m.out, "%s, %d new, %d changed, %d as they were.\n\n", plural(len(c.Fixed), "fault")+" fixed", len(c.New), len(c.Changed), c.Unchanged)
	for _, list := range changeLists(c) {
		n := m.shown(len(list.changes))
		m.section(3, list.title, n, len(list.changes))
		for _, ch := range list.changes[:n] {
			fmt.Fprintf(&m.out, "- %s %s\n", linkTo(ch.Path, ch.Line), escape(changeText(ch)))
		}
		m.out.WriteString("\n")
	}
}

func (m *summaryPage) gap() {
	e := m.r.Estimate
	if e == nil {
		return
	}
	m.section(2, "Estimated tracking gap", 0, 0)
	if len(e.Sites) == 0 {
		m.out.WriteString("None: no spending API call outside tests is untracked, uncovered or unresolved.\n\n")
		return
	}
	fmt.Fprintf(&m.out, "%s outside tests untracked or uncovered: what they may spend. It is an estimate, not a bill.\n\n", plural(e.Gap.Sites, "spending API call"))
	rows := m.gapFigures(e)
	for _, row := range rows {
		for i := range row {
			row[i] = escape(row[i])
		}
	}
	m.table(rows, 1)
	m.details("What the estimate assumes", escapeAll(e.Assumptions))
}

func (m *summaryPage) worst() {
	rows := slices.DeleteFunc(slices.Clone(rowsOf(m.r, check.ByFile, check.PartProduction)), func(r check.BreakdownRow) bool {
		return r.NotTracked() == 0
	})
	if len(rows) == 0 {
		return
	}
	n := m.shown(len(rows))
	m.section(2, "Worst files", n, len(rows))
	m.counts("file", rows[:n], func(name string) string { return linkTo(name, 0) })
}

func (m *summaryPage) counts(column string, rows []check.BreakdownRow, name func(string) string) {
	table := [][]string{{column, "calls", "tracked", "untracked", "uncovered", "unresolved", "coverage"}}
	if m.r.Estimate != nil {
		table[0] = append(table[0], "USD a month, low–likely–high")
	}
	for _, r := range rows {
		row := m.brokenDownRow(r)
		row[0] = name(r.Name)
		table = append(table, row)
	}
	m.table(table, 1)
}

func (m *summaryPage) constructions() {
	own, others, caused := m.violations()
	for _, list := range []struct {
		title string
		sites []check.Site
	}{{"Clients constructed outside factories", own}, {"Clients of other vendors", others}} {
		if len(list.sites) == 0 {
			continue
		}
		n := m.shown(len(list.sites))
		m.section(2, list.title, n, len(list.sites))
		rows := [][]string{{"place", "client", "in", "calls"}}
		for _, s := range list.sites[:n] {
			rows = append(rows, []string{linkTo(s.Path, s.Line), code(s.Symbol), code(s.In), strconv.Itoa(caused[s.Fingerprint]) + escape(remark(s))})
		}
		m.table(rows, 3)
	}
}

func (m *summaryPage) factories() {
	m.section(2, "Factories", 0, 0)
	if len(m.r.Factories) == 0 {
		m.out.WriteString("None is approved: every construction is outside.\n\n")
		return
	}
	rows := [][]string{{"factory", "known", "client", "tracks", "used here and not tracked", "calls"}}
	for _, f := range m.r.Factories {
		for _, c := range f.Clients {
			rows = append(rows, []string{
				linkTo(f.Path, f.Line) + " " + code(strings.TrimPrefix(f.Symbol, f.Path+":")), escape(or(knownHow[f.How], f.How)), code(c.Client),
				escape(extent(c)), escape(strings.Join(c.Missing, ", ")), strconv.Itoa(f.Uses),
			})
		}
	}
	m.table(rows, 5)
	var faults []string
	for _, f := range m.r.Findings {
		if !excusedFinding(f) {
			faults = append(faults, fmt.Sprintf("%s %s %s %s", linkTo(f.Path, f.Line), f.Severity, f.Rule, escape(f.Message)))
		}
	}
	if len(faults) > 0 {
		n := m.shown(len(faults))
		m.section(3, "Faults of factories and of the config", n, len(faults))
		fmt.Fprintf(&m.out, "- %s\n\n", strings.Join(faults[:n], "\n- "))
	}
}

func (m *summaryPage) brokenDown() {
	m.section(2, "Breakdowns", 0, 0)
	for _, list := range brokenDown {
		for _, part := range []struct{ name, of string }{
			{check.PartProduction, "spending calls of production"}, {check.PartTests, "tests"}, {check.PartNonSpending, "calls that spend nothing"},
		} {
			var rows []check.BreakdownRow
			for _, r := range rowsOf(m.r, list.by, part.name) {
				if r.Calls > 0 {
					rows = append(rows, r)
				}
			}
			if len(rows) == 0 || list.by == check.ByFile && part.name == check.PartProduction {
				continue
			}
			n := m.shown(len(rows))
			fmt.Fprintf(&m.out, "<details><summary>%s, %s (%s)</summary>\n\n", list.title, part.of, plural(len(rows), "row"))
			if n < len(rows) {
				fmt.Fprintf(&m.out, "Showing %d of %d; `--top 0` shows all.\n\n", n, len(rows))
			}
			m.counts(list.column, rows[:n], code)
			m.out.WriteString("</details>\n\n")
		}
	}
}

func (m *summaryPage) rest() {
	var skipped []string
	for _, s := range m.r.Skipped {
		text := code(s.Path) + ": " + escape(s.Reason)
		if s.Count > 1 {
			text += fmt.Sprintf(" (%d)", s.Count)
		}
		skipped = append(skipped, text)
	}
	n := m.shown(len(skipped))
	list := skipped[:n]
	if n < len(skipped) {
		list = append(list, fmt.Sprintf("showing %d of %d; `--top 0` shows all", n, len(skipped)))
	}
	m.details("Not read, or read in part", list)
	m.details("These figures assume", escapeAll(m.r.Assumptions))
}

// details writes a list that is folded.
func (m *summaryPage) details(title string, list []string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(&m.out, "<details><summary>%s</summary>\n\n- %s\n\n</details>\n\n", title, strings.Join(list, "\n- "))
}

// linkTo is a place with a link to it.
func linkTo(path string, line int) string {
	target := (&url.URL{Path: path}).EscapedPath()
	text := path
	if line > 0 {
		target += "#L" + strconv.Itoa(line)
		text += ":" + strconv.Itoa(line)
	}
	target = strings.NewReplacer("(", "%28", ")", "%29", "|", "%7C").Replace(target)
	return "[" + escape(text) + "](" + target + ")"
}

// code is a text as it stands, in a table too; "" for none.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "<code>" + escape(text) + "</code>"
}

// escape makes a text of what was scanned plain: it is no markup, no end of a cell, no mention and no line of its own. A _ within
// a word is no markup, and stays.
func escape(text string) string {
	var b strings.Builder
	runes := []rune(text)
	word := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]) || runes[i] == '_')
	}
	for i, c := range runes {
		switch {
		case c == '\n' || c == '\r':
			b.WriteByte(' ')
		case c == '_' && word(i-1) && word(i+1), !strings.ContainsRune("&<>|`*_[]\\@#~", c):
			b.WriteRune(c)
		default:
			fmt.Fprintf(&b, "&#%d;", c)
		}
	}
	return b.String()
}

func escapeAll(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = escape(text)
	}
	return out
}
