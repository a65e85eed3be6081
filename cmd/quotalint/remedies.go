package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/report"
)

// remedies writes how to mend the faults that fail, a line a rule: for a commit that is refused, whose author may never have heard of
// quotalint and need not have it on the path.
func remedies(w io.Writer, r *check.Result, failOn string) {
	var rules []string
	for _, f := range report.Faults(r) {
		if report.Fails(f, failOn) {
			rules = append(rules, f.Rule)
		}
	}
	slices.Sort(rules)
	for _, rule := range slices.Compact(rules) {
		fmt.Fprintf(w, "quotalint: to mend %s, %s\n", rule, report.Remedy(rule))
	}
}
