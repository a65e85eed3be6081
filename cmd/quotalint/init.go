package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/internal/propose"
	"github.com/quotalint/quotalint/internal/scan"
)

func initCommand() *cobra.Command {
	s := source{below: true}
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Find likely factories and write a first .quotalint.yml",
		Long: `Init looks for the code that is likely meant to make clients: functions, classes and variables that construct a
client and from which other code gets it. It reads what each of them records. Those that record become the allowlist of
a new .quotalint.yml in the root; those that hand out a bare client stand in it as comments, to be approved once they
count. What speaks for each is shown, and the coverage that follows.

A config that is there is never written over.`,
		Example: `  quotalint init                       # for the repository you are in
  quotalint init --dry-run             # only show the file`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.propose(cmd, args, dryRun)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&dryRun, "dry-run", false, "write the file to standard output and nothing else")
	f.IntVar(&s.jobs, "jobs", 0, "files read at once; 0 is the number of processors")
	f.BoolVarP(&s.quiet, "quiet", "q", false, "no progress")
	return cmd
}

// propose finds likely factories and writes the config that names them.
func (s *source) propose(cmd *cobra.Command, args []string, dryRun bool) error {
	l, outermost, err := s.locate(origin{}, args)
	if err != nil {
		return err
	}
	name := nameOf(filepath.Join(l.root, ".quotalint.yml"))
	if outermost != "" && !dryRun {
		return fmt.Errorf("%s is there already, and init never writes over a config; `quotalint init --dry-run` shows what it would propose", nameOf(filepath.Join(l.root, outermost)))
	}
	if l.tree, err = scan.Walk(cmd.Context(), scan.Options{Root: l.root}); err != nil {
		return err
	}
	l.config, l.paths = config.Default(), nil
	set, err := l.rules()
	if err != nil {
		return err
	}
	today, err := s.day()
	if err != nil {
		return err
	}
	read, err := s.types.languages(l, set)
	if err != nil {
		return err
	}
	found, err := propose.Find(func(factories []config.Factory, linked func(*program.Program)) (*check.Result, error) {
		c := config.Default()
		c.Factories = factories
		r, _, err := scan.Run(cmd.Context(), scan.Options{
			Root: l.root, Tree: l.tree, Config: c, Rules: set, Analyzers: read, Whole: true, Today: today,
			Version: config.Running(), Jobs: s.jobs, Progress: s.progress(cmd.ErrOrStderr()), Linked: linked,
		})
		return r, err
	})
	if s.progress(cmd.ErrOrStderr()) != nil {
		fmt.Fprint(cmd.ErrOrStderr(), "\r\033[K")
	}
	if err != nil {
		return err
	}
	text := found.Config()
	if dryRun {
		_, err = cmd.OutOrStdout().Write(text)
		return err
	}
	if err := found.Write(cmd.OutOrStdout()); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s is there already, and init never writes over a config", name)
	case err != nil:
		return fmt.Errorf("the config cannot be written: %w; `quotalint init --dry-run` prints it", err)
	}
	if _, err := file.Write(text); err != nil {
		return errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "\nWrote %s. `quotalint check` says what to mend, `quotalint factory` what each factory tracks.\n", name)
	return err
}

// nameOf is a file as seen from the working directory, if it is below that.
func nameOf(file string) string {
	here, err := os.Getwd()
	if err != nil {
		return file
	}
	if here, err = filepath.EvalSymlinks(here); err != nil {
		return file
	}
	if rel, err := filepath.Rel(here, file); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return file
}
