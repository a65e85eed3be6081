package main

import (
	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/report"
)

func auditCommand() *cobra.Command {
	var o output
	var s source
	var top int
	cmd := &cobra.Command{
		Use:   "audit [PATH]",
		Short: "Report how many API calls are tracked, and where the gaps are",
		Long: `Audit reports the tracking coverage of a repository: the calls that spend, outside tests, and how many of them
are made on a client of an approved factory that counts them. It works without a config and says what it assumed.
It fails only if --fail-on asks for it.`,
		Example: `  quotalint audit                          # the repository you are in
  quotalint audit ../service --top 0       # another one, lists in full
  quotalint audit --types                  # read Go with its types
  quotalint audit --format json -o report.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.valid(cmd); err != nil {
				return err
			}
			found, err := s.scan(cmd, args)
			if err != nil {
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
	cmd.Flags().IntVar(&top, "top", 10, "rows of each list; 0 shows all")
	return cmd
}
