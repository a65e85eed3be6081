package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/compare"
	"github.com/quotalint/quotalint/internal/report"
)

func auditCommand() *cobra.Command {
	var o output
	var s source
	var top int
	var old string
	cmd := &cobra.Command{
		Use:   "audit [PATH]",
		Short: "Report how many API calls are tracked, and where the gaps are",
		Long: `Audit reports the tracking coverage of a repository: the calls that spend, outside tests, and how many of them
are made on a client of an approved factory that counts them. It works without a config and says what it assumed.
What the other calls may spend is estimated, from low to high; ` + "`estimate`" + ` in the config says volumes and prices that
are known better. --compare says what has changed since an earlier report on the same PATH.

It fails only if --fail-on asks for it.`,
		Example: `  quotalint audit                          # the repository you are in
  quotalint audit ../service --top 0       # another one, lists in full
  quotalint audit --types                  # read Go with its types
  quotalint audit --format json -o report.json
  quotalint audit --format html -o gap.html
  quotalint audit --compare report.json    # what has changed since then`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.valid(cmd); err != nil {
				return err
			}
			found, err := s.scan(cmd, args)
			if err != nil {
				return err
			}
			if err := found.compare(old); err != nil {
				return err
			}
			if !s.quiet {
				found.warn(cmd.ErrOrStderr())
			}
			failure := verdict(found, o.failOn)
			if err := o.write(cmd, found, report.Style{Top: top, Paths: found.paths}, failure); err != nil {
				return err
			}
			return failure
		},
	}
	o.flags(cmd, "none")
	s.flags(cmd)
	s.types.flags(cmd)
	s.known.flags(cmd)
	cmd.Flags().StringVar(&old, "compare", "", "say what has changed since this earlier JSON report")
	cmd.Flags().IntVar(&top, "top", 10, "rows of each list; 0 shows all")
	return cmd
}

// compare compares the result with an earlier report, if one is named.
func (f *found) compare(name string) error {
	if name == "" {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("the earlier report cannot be read: %w; --compare takes what `quotalint audit --format json -o FILE` wrote", err)
	}
	old, err := compare.ReadReport(name, data)
	if err != nil {
		return err
	}
	if !slices.Equal(old.Paths, f.result.Paths) {
		return fmt.Errorf("%s is a report on %s, and this one is on %s: give both the same PATH", name, extent(old.Paths), extent(f.result.Paths))
	}
	f.result.Comparison = compare.Reports(old, f.result)
	return nil
}

// extent is what a report is on.
func extent(paths []string) string {
	if len(paths) == 0 {
		return "the whole root"
	}
	return strings.Join(paths, ", ")
}
