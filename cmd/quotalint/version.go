package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/config"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and how it was built",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text := fmt.Sprintf("quotalint %s, built with %s for %s/%s", config.Running(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if revision := setting("vcs.revision"); revision != "" {
				text += " from " + revision
				if setting("vcs.modified") == "true" {
					text += ", with local changes"
				}
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), text)
			return err
		},
	}
}

func setting(key string) string {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range b.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
