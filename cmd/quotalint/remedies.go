package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/report"
)

// remedies writes how to mend the faults that are failOn or worse, a line a rule: to somebody whose commit is refused, who may never
// have heard of quotalint and need not have it on the path.
func (f *found) remedies(w io.Writer, failOn string) {
	worst := []string{"error", "warn", "note"}
	failing := worst[:slices.Index(worst, failOn)+1]
	var rules []string
	for _, fault := range report.Faults(f.result) {
		reported := fault.Site != nil && fault.Site.Test && f.config.TestsAt(fault.Path) != config.TestsEnforce
		if slices.Contains(failing, fault.Severity) && !reported {
			rules = append(rules, fault.Rule)
		}
	}
	slices.Sort(rules)
	for _, rule := range slices.Compact(rules) {
		fmt.Fprintf(w, "quotalint: to mend %s, %s\n", rule, report.Remedy(rule))
	}
}
