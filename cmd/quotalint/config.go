package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func configCommand() *cobra.Command {
	var s source
	cmd := &cobra.Command{
		Use:   "config [PATH]",
		Short: "Print the config in force and the line that set each key",
		Example: `  quotalint config                     # the config of the folder you are in
  quotalint config verify              # only check it`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.load(args)
			if err != nil {
				return err
			}
			return c.config.Write(cmd.OutOrStdout())
		},
	}
	cmd.PersistentFlags().StringVar(&s.config, "config", "", configUsage)
	cmd.AddCommand(&cobra.Command{
		Use:   "verify [PATH]",
		Short: "Check the config; exit with 2 if anything is wrong",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := s.load(args)
			if err != nil {
				return err
			}
			if _, err := c.rules(); err != nil { // the project's own rules files are part of its config
				return err
			}
			if _, err := c.prices(); err != nil {
				return err
			}
			name := c.config.Path
			if name == "" {
				name = "no config file: the defaults hold"
			} else {
				name += " is valid"
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s; %d factories, %d exceptions\n", name, len(c.config.Factories), len(c.config.Allow))
			return err
		},
	})
	return cmd
}
