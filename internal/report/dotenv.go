package report

import (
	"fmt"
	"io"
	"strconv"

	"github.com/quotalint/quotalint/internal/check"
)

// WriteDotenv writes the figures of a run as KEY=VALUE lines, for the outputs of a GitHub step and the dotenv reports of GitLab.
// A value is a number with a dot and without other marks, or empty where nobody knows it: no name from the scanned tree is
// among them, so that none can end a line.
func WriteDotenv(w io.Writer, r *check.Result, style Style) error {
	n := countFindings(r, style.Run)
	coverage, gap := "", ""
	if c := r.Summary.Coverage; c != nil {
		coverage = fmt.Sprintf("%.1f", 100**c)
	}
	if e := r.Estimate; e != nil && (e.Gap.Sites == 0 || e.Gap.Unpriced < e.Gap.Sites) {
		gap = rounded(e.Gap.CostPerMonth.Likely, 2)
	}
	for _, line := range []struct{ key, value string }{
		{"VIOLATIONS", strconv.Itoa(n.violations)},
		{"NEW", strconv.Itoa(n.fresh)},
		{"FAILING", strconv.Itoa(style.Run.Failing)},
		{"COVERAGE", coverage},
		{"GAP", gap},
	} {
		if _, err := fmt.Fprintf(w, "QUOTALINT_%s=%s\n", line.key, line.value); err != nil {
			return err
		}
	}
	return nil
}

// A findingCount counts what is wrong by what became of it. Violations and fresh leave out notes, and with them test code
// that never fails.
type findingCount struct {
	violations                     int // that no comment and no exception excuses
	fresh                          int // of them, those that are in no baseline
	errors, warnings, notes        int // in no baseline and not excused
	baselined, suppressed, allowed int
}

func countFindings(r *check.Result, run Run) findingCount {
	var n findingCount
	for _, f := range allFaults(r) {
		severity := run.severity(f)
		counts := severity != "note"
		switch f.Status {
		case "new":
			switch severity {
			case "error":
				n.errors++
			case "warn":
				n.warnings++
			default:
				n.notes++
			}
			if counts {
				n.violations++
				n.fresh++
			}
		case "baselined":
			n.baselined++
			if counts {
				n.violations++
			}
		case "suppressed":
			n.suppressed++
		case "excepted":
			n.allowed++
		}
	}
	return n
}
