package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/config"
)

// cache is what earlier runs on a root have read; nil if nothing is to be kept, or can be.
func (s *source) cache(root string) *cache.Cache {
	if s.noCache {
		return nil
	}
	return cache.Open(cache.Folder(), root, config.Running())
}

func cacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Print where what runs have read is kept, and how much it is",
		Long: `Cache prints the folder in which runs keep what they have read of source files, so that the next run reads only
what has changed, and how much is in it. It is a folder of your own; QUOTALINT_CACHE names another, which must
not be in a scanned root. Where others than you may write, nothing is kept.`,
		Example: `  quotalint cache                      # where is it, and how large?
  quotalint cache clean                # remove all that is kept
  quotalint check --no-cache           # read all again`,
		Args: subcommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			folder := cache.Folder()
			if folder == "" {
				return fmt.Errorf("there is no folder for caches: set QUOTALINT_CACHE or HOME")
			}
			files, size, err := cache.List(folder)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d roots, %.1f MiB\n", folder, len(files), float64(size)/(1<<20))
			return err
		},
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "clean",
		Short: "Remove all that is kept",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			files, _, err := cache.List(cache.Folder())
			if err != nil {
				return err
			}
			for _, file := range files {
				if err := os.Remove(file); err != nil {
					return err
				}
			}
			return nil
		},
	})
	return cmd
}
