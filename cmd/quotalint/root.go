package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "quotalint",
		Short: "Find OpenAI API calls that nobody counts",
		Long: `quotalint tells, for every OpenAI API call of a repository, which code made the client it is made on,
whether that code is an approved factory, and whether it counts the call. It runs nothing of the
repository and needs no network and no API key.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or config, 3 internal fault.`,
		Example: `  quotalint audit                      # how many calls of this repository are tracked
  quotalint check                      # what to mend; for a hook or CI
  quotalint why app/chat.py:41         # why is this call (not) tracked?
  quotalint factory                    # which API methods does each factory track?
  quotalint explain QL001              # what a rule means and how to mend a finding`,
		SuggestionsMinimumDistance: 2,

		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          subcommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.CompletionOptions.HiddenDefaultCmd = false
	cmd.SetFlagErrorFunc(flagError)
	cmd.AddCommand(checkCommand(), auditCommand(), whyCommand(), factoryCommand(), filesCommand(), explainCommand(), rulesCommand(), configCommand(), versionCommand(), initCommand(), baselineCommand(), cacheCommand())
	return cmd
}

// subcommand refuses what is no subcommand and says what may be meant.
func subcommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := fmt.Sprintf("see `%s --help`", cmd.CommandPath())
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = fmt.Sprintf("did you mean `%s %s`?", cmd.CommandPath(), near[0])
	} else if _, err := os.Stat(args[0]); err == nil && !cmd.HasParent() {
		hint = fmt.Sprintf("to check that path: `quotalint check %s`", args[0])
	}
	return fmt.Errorf("unknown command %q; %s", args[0], hint)
}

func flagError(cmd *cobra.Command, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if !ok {
		return fmt.Errorf("%w; see `%s --help`", err, cmd.CommandPath())
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			known = append(known, f.Name)
		}
	})
	if near := nearest(name, known); near != "" {
		return fmt.Errorf("unknown flag --%s; did you mean --%s?", name, near)
	}
	return fmt.Errorf("unknown flag --%s; see `%s --help`", name, cmd.CommandPath())
}

// oneOf refuses a value that is not among the choices.
func oneOf(flag, value string, choices ...string) error {
	for _, c := range choices {
		if value == c {
			return nil
		}
	}
	hint := ""
	if near := nearest(value, choices); near != "" {
		hint = fmt.Sprintf("; did you mean %s?", near)
	}
	return fmt.Errorf("%s is %s, not %q%s", flag, either(choices), value, hint)
}

// either lists choices: a, b or c.
func either(choices []string) string {
	last := len(choices) - 1
	return strings.Join(choices[:last], ", ") + " or " + choices[last]
}

// nearest is the choice that a misspelt word may mean, or "", by the measure that cobra has for subcommands.
func nearest(word string, choices []string) string {
	list := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, c := range choices {
		list.AddCommand(&cobra.Command{Use: c, Run: func(*cobra.Command, []string) {}})
	}
	if near := list.SuggestionsFor(word); len(near) > 0 {
		return near[0]
	}
	return ""
}
