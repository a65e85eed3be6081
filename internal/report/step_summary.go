package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// summaryLimit is how many bytes GitHub takes as the summary of a step. It shows nothing of a longer one.
const summaryLimit = 1 << 20

// WriteStepSummary writes what a check found as GitHub-flavoured Markdown, for the summary of a step or a comment: what
// fails and what is new, then the coverage. Places are seen from the top of the git repository and are no links, because
// where the text is shown nobody knows what they are relative to.
func WriteStepSummary(w io.Writer, r *check.Result, style Style) error {
	n := countFindings(r, style.Run)
	var head, tail bytes.Buffer
	fmt.Fprintf(&head, "## quotalint: %s\n\n", outcome(n, style.Run))
	fmt.Fprintf(&head, "New: %s, %s, %s.%s\n\n", plural(n.errors, "error"), plural(n.warnings, "warning"), plural(n.notes, "note"), excusedToo(n))
	for _, line := range waived(r.Waiver, style.Run.inRepository) {
		fmt.Fprintf(&head, "**%s**\n\n", escape(line))
	}
	stepCoverage(&tail, r, style)
	faults := Faults(r)
	slices.SortStableFunc(faults, func(a, b Fault) int { return severityRank(style.Run.severity(a)) - severityRank(style.Run.severity(b)) })
	table := newTable(faults, style.Run, summaryLimit-head.Len()-tail.Len())
	_, err := w.Write(slices.Concat(head.Bytes(), table, tail.Bytes()))
	return err
}

// outcome is the headline: whether the check fails, and by what.
func outcome(n findingCount, run Run) string {
	switch {
	case run.Exit > 1:
		return "the check could not be done"
	case run.Failing > 0:
		return plural(run.Failing, "finding") + " to mend"
	case n.errors+n.warnings+n.notes > 0:
		return "nothing that fails"
	}
	return "nothing new to mend"
}

// excusedToo says what else there is, and why it is not in the table.
func excusedToo(n findingCount) string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{n.baselined, "known before"}, {n.suppressed, "excused by comments"}, {n.allowed, "excused by exceptions"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " Besides: " + strings.Join(parts, ", ") + "."
}

func severityRank(severity string) int {
	return slices.Index([]string{"error", "warn", "note"}, severity)
}

// newTable lists faults, as many as fit into the room, and says so if there are more.
func newTable(faults []Fault, run Run, room int) []byte {
	if len(faults) == 0 {
		return nil
	}
	var out bytes.Buffer
	out.WriteString("| severity | rule | place | what | to mend it |\n|---|---|---|---|---|\n")
	more := func(n int) string {
		return fmt.Sprintf("\nShowing %d of %d, as no more fits into a summary; the log and the other reports have all.\n", n, len(faults))
	}
	room -= len(more(len(faults))) + 1
	shown := 0
	for _, f := range faults {
		row := stepRow(f, run)
		if out.Len()+len(row) > room {
			break
		}
		out.WriteString(row)
		shown++
	}
	if shown < len(faults) {
		out.WriteString(more(shown))
	}
	out.WriteString("\n")
	return out.Bytes()
}

func stepRow(f Fault, run Run) string {
	at := place(run.inRepository(f.Path), f.Cell, f.Line, f.Column)
	return fmt.Sprintf("| %s | [%s](%s) | %s | %s | %s |\n", run.severity(f), f.Rule, page(f.Rule), code(at), escape(f.Message), escape(Remedy(f.Rule)))
}

// stepCoverage writes how far along what was judged is, and what the rest may spend.
func stepCoverage(out *bytes.Buffer, r *check.Result, style Style) {
	fmt.Fprintf(out, "### Tracking coverage\n\n%s\n", headline(r.Summary))
	if len(style.Paths) > 0 {
		fmt.Fprintf(out, "Counted are the sites in %s.\n", code(strings.Join(style.Paths, ", ")))
	}
	c := r.Summary.Production
	if c.Calls > c.Tracked {
		fmt.Fprintf(out, "Not tracked: %d untracked, %d uncovered, %d unresolved.\n", c.Untracked, c.Uncovered, c.Unresolved)
	}
	if e := r.Estimate; e != nil && e.Gap.Sites > 0 {
		fmt.Fprintf(out, "\nEstimated gap of %s, low–likely–high: %s calls and %s %s a month of %d days. It is an estimate, not a bill; `quotalint audit` says what it rests on.\n",
			plural(e.Gap.Sites, "spending API call"), between(e.Gap.CallsPerMonth, amount), costOf(e.Gap), e.Currency, e.DaysPerMonth)
	}
}
