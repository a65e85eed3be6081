package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/report"
)

func checkCommand() *cobra.Command {
	var o output
	s := source{below: true}
	var strict bool
	var stdinFile string
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Report clients and calls that no approved factory accounts for",
		Long: `Check reports what is wrong: clients made outside approved factories, calls on them, calls that a factory
does not track. Calls stand below the construction that causes them.

The whole root is linked, whatever PATH says: the folder of the outermost .quotalint.yml above the first
PATH, else its git repository, else the working directory if PATH is below it, else PATH itself. PATHs only
choose what is reported. What a PATH names is reported even where paths.exclude or .gitignore covers it.

With --staged the whole index of the git repository is judged in place of the files on disk: sources, configs and
what configs name. What is not staged plays no part, on either side: what is staged and mended on disk since is
reported, what is broken on disk and not staged is not.

With --new-from only what is new since a git revision fails. The whole root is judged twice, as it is and as it was at
the commit at which HEAD left the revision, each by the config it has there; a finding that both sides have is no news, though
its code was moved, renamed or laid out anew. So a change of a factory is blamed for all that it breaks elsewhere.`,
		Example: `  quotalint check                          # the folder you are in
  quotalint check app/ jobs/embed.py       # report on these only
  quotalint check --strict                 # warnings fail too
  quotalint check --staged                 # what a commit would record now
  quotalint check --new-from origin/main   # what this branch adds
  quotalint check --types ./...            # read Go with its types
  quotalint check --stdin-filename app/chat.py < buffer   # what an editor has not saved
  quotalint check --format github          # annotations in GitHub Actions
  quotalint check --report sarif=quotalint.sarif --report json=report.json
  quotalint check --format json -o report.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if strict {
				if cmd.Flags().Changed("fail-on") && o.failOn != "warn" {
					return fmt.Errorf("--strict is --fail-on warn: give one of the two")
				}
				o.failOn = "warn"
			}
			if err := o.valid(cmd); err != nil {
				return err
			}
			if err := s.exclusive(cmd); err != nil {
				return err
			}
			if err := s.since.exclusive(cmd, &s); err != nil {
				return err
			}
			if err := s.readStdin(cmd, stdinFile, args); err != nil {
				return err
			}
			found, err := s.scan(cmd, args)
			if err != nil {
				return err
			}
			defer found.close()
			if !s.quiet {
				found.warn(cmd.ErrOrStderr())
			}
			if !s.quiet && s.staged && s.config == "" {
				found.strays(cmd.ErrOrStderr(), args)
			}
			failure := verdict(found, o.failOn)
			if err := o.write(cmd, found, report.Style{Quiet: s.quiet, Paths: found.paths}, failure); err != nil {
				return err
			}
			if !s.quiet && s.staged {
				found.remedies(cmd.ErrOrStderr(), o.failOn)
			}
			return failure
		},
	}
	o.flags(cmd, "error")
	s.flags(cmd)
	s.types.flags(cmd)
	s.known.flags(cmd)
	s.since.flags(cmd)
	cmd.Flags().StringVar(&stdinFile, "stdin-filename", "", "check the source on standard input in place of this file")
	cmd.Flags().BoolVar(&s.forceExclude, "force-exclude", false, "leave out what is excluded or ignored even where a PATH names it")
	cmd.Flags().BoolVar(&s.staged, "staged", false, "judge the git index: what a commit would record now")
	cmd.Flags().BoolVar(&strict, "strict", false, "same as --fail-on warn")
	return cmd
}

// verdict is the exit that the result asks for.
func verdict(found *found, failOn string) error {
	if f := found.result.Summary.Files; f.Seen > 0 && f.Skipped == f.Seen {
		return exitError{code: exitFault, err: fmt.Errorf("none of %d files could be read; `quotalint files --why` says why", f.Skipped)}
	}
	if report.Failing(found.result, failOn) > 0 {
		return exitError{code: exitFindings}
	}
	return nil
}
