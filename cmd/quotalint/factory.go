package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/report"
)

func factoryCommand() *cobra.Command {
	var format, file, color string
	var all bool
	s := source{below: true}
	cmd := &cobra.Command{
		Use:   "factory [NAME]",
		Short: "Show which API methods each factory tracks, as read from its code",
		Long: `Factory shows, for every approved factory and every kind of client that it hands out, what becomes of each API
method: recorded once with its tokens (full), without them (no-tokens), more than once (double), handed on and
not recorded (untracked), not there, or not to be read. ×3 is the number of calls in this repository.

What is shown is read from the factory's code; nothing is run. ` + "`tracks:`" + ` in the config overrides it. Methods that do
not spend (list, retrieve, delete) are left out unless --all asks for them.

NAME is a factory as the config spells its symbol, or PATH:SYMBOL where several have that symbol.`,
		Example: `  quotalint factory                    # all factories of the repository
  quotalint factory get_client --all   # one, with the methods that do not spend
  quotalint factory --format markdown  # for a pull request
  quotalint factory --format json -o factories.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("--format", format, "text", "json", "markdown"); err != nil {
				return err
			}
			if err := oneOf("--color", color, "auto", "always", "never"); err != nil {
				return err
			}
			found, err := s.scan(cmd, nil)
			if err != nil {
				return err
			}
			factories, err := namedFactories(found.result.Factories, args)
			if err != nil {
				return err
			}
			return toFile(cmd, file, func(w io.Writer) error {
				m := report.Matrix{Factories: factories, All: all}
				switch format {
				case "json":
					return report.WriteMatrixJSON(w, m)
				case "markdown":
					return report.WriteMatrixMarkdown(w, m)
				}
				return report.WriteMatrix(w, m, report.Style{Color: colored(color, cmd.OutOrStdout(), file)})
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "text", "text, json or markdown")
	f.StringVarP(&file, "output", "o", "", "write to this file")
	f.StringVar(&color, "color", "auto", "auto (a terminal, without NO_COLOR), always or never")
	f.BoolVar(&all, "all", false, "also the methods that do not spend")
	complete(cmd, "format", "text", "json", "markdown")
	complete(cmd, "color", "auto", "always", "never")
	s.flags(cmd)
	s.types.flags(cmd)
	return cmd
}

// namedFactories are the factories that the argument names; all without one.
func namedFactories(all []check.Factory, args []string) ([]check.Factory, error) {
	if len(args) == 0 {
		if len(all) == 0 {
			return nil, fmt.Errorf("no factory is approved; list the code that may make clients under `factories` in .quotalint.yml")
		}
		return all, nil
	}
	var names []string
	named := slices.DeleteFunc(slices.Clone(all), func(f check.Factory) bool {
		symbol := strings.TrimPrefix(f.Symbol, f.Path+":")
		names = append(names, symbol, f.Symbol)
		return args[0] != symbol && args[0] != f.Symbol && args[0] != f.Path
	})
	if len(named) > 0 {
		return named, nil
	}
	if near := nearest(args[0], names); near != "" {
		return nil, fmt.Errorf("there is no factory %q; did you mean %s?", args[0], near)
	}
	return nil, fmt.Errorf("there is no factory %q; `quotalint factory` shows all that the config approves", args[0])
}
