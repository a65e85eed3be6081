package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func filesCommand() *cobra.Command {
	var s source
	var reasons bool
	cmd := &cobra.Command{
		Use:   "files [PATH]",
		Short: "List the files that were read; with --why, also the others and why they were not",
		Example: `  quotalint files                      # the files that were parsed
  quotalint files --why                # every file, what became of it and why`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			found, err := s.scan(cmd, args)
			if err != nil {
				return err
			}
			for _, w := range found.whys {
				switch {
				case reasons:
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%-7s  %s  %s\n", w.State, w.Path, w.Reason)
				case w.State == "read":
					_, err = fmt.Fprintln(cmd.OutOrStdout(), w.Path)
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	s.flags(cmd)
	cmd.Flags().BoolVar(&reasons, "why", false, "list every file, what became of it and why")
	return cmd
}
