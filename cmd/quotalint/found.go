package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/breakdown"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/estimate"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// A found is what the pipeline gives.
type found struct {
	*loaded
	options scan.Options
	result  *check.Result
	whys    []scan.Why
	owners  func(path string) []string // of a file; nil: nobody says
}

// scan runs the pipeline over what the flags ask for. What is found is to be closed.
func (s *source) scan(cmd *cobra.Command, args []string) (*found, error) {
	from, err := s.origin(cmd.Context(), args)
	if err != nil {
		return nil, err
	}
	f, err := s.scanFrom(cmd, from, args)
	if err != nil {
		from.close()
	}
	return f, err
}

// scanFrom runs the pipeline over the files of an origin, which stays open.
func (s *source) scanFrom(cmd *cobra.Command, from origin, args []string) (*found, error) {
	l, err := s.loadFrom(from, args)
	if err != nil {
		return nil, err
	}
	whole := slices.Contains(l.paths, ".")
	if whole && len(l.paths) == 1 {
		l.paths = nil
	}
	prices, err := l.prices()
	if err != nil {
		return nil, err
	}
	f := &found{loaded: l}
	if f.options, err = s.options(cmd, l); err != nil {
		return nil, err
	}
	f.options.Whole, f.options.Cache = whole, s.cache(l.root)
	if f.options.Known, err = s.known.read(l); err != nil {
		return nil, err
	}
	var configs []string
	if s.since.revision != "" {
		var earlier check.Known
		earlier, configs, err = s.earlier(cmd, l, args, f.options.Cache)
		if err != nil {
			return nil, err
		}
		f.options.Known = append(f.options.Known, earlier)
	}
	if s.types.on && f.options.Progress != nil {
		fmt.Fprint(cmd.ErrOrStderr(), "\rloading the Go packages")
	}
	f.result, f.whys, err = scan.Run(cmd.Context(), f.options)
	if f.options.Progress != nil {
		fmt.Fprint(cmd.ErrOrStderr(), "\r\033[K") // takes the line of the progress away
	}
	if err != nil {
		return nil, err
	}
	_ = f.options.Cache.Save() // without it the next run reads more, and finds the same
	f.result.Paths, f.result.Waiver.Configs = l.paths, configs
	f.result.Estimate, err = estimate.Of(f.result, l.config, f.options.Rules, prices)
	if err != nil {
		return nil, exitError{code: exitFault, err: err}
	}
	f.breakDown(f.options.Rules)
	if !s.quiet {
		s.types.warn(cmd.ErrOrStderr(), f.options.Analyzers)
	}
	return f, nil
}

// options say how what is loaded is scanned.
func (s *source) options(cmd *cobra.Command, l *loaded) (o scan.Options, err error) {
	o = scan.Options{
		Root:         l.root,
		Paths:        l.paths,
		ForceExclude: s.forceExclude,
		Buffer:       l.buffer,
		From:         l.from,
		Tree:         l.tree,
		Config:       l.config,
		NoPrefilter:  s.noPrefilter,
		Version:      config.Running(),
		Jobs:         s.jobs,
		Progress:     s.progress(cmd.ErrOrStderr()),
	}
	if o.Today, err = s.day(); err != nil {
		return o, err
	}
	if o.Rules, err = l.rules(); err != nil {
		return o, err
	}
	o.Analyzers, err = s.types.languages(l, o.Rules)
	return o, err
}

// breakDown counts the sites by what they have in common. A CODEOWNERS that cannot be read is said among the assumptions.
func (f *found) breakDown(set *rules.Set) {
	owners, err := breakdown.Owners(f.fsys)
	if err != nil {
		f.result.Assumptions = append(f.result.Assumptions, err.Error()+": nothing is counted by owner.")
	}
	f.owners = owners
	f.result.Breakdowns = breakdown.Of(f.result, breakdown.By{
		Owners: owners,
		Group: func(operation string) string {
			op, _ := set.Operation(operation)
			return op.Group
		},
		Sum: estimate.Sums(f.result.Estimate),
	})
}

// state says what became of a file or folder.
func (f *found) state(name string) string {
	for _, w := range slices.Backward(f.whys) { // what is said of a folder comes before what is said of a file in it
		if within(name, w.Path) {
			return w.Reason
		}
	}
	return "not of a language that quotalint reads"
}

// warn says which of the named paths nothing is reported on: a report without them is no good news about them.
func (f *found) warn(w io.Writer) {
	var silent []string
	for _, p := range f.paths {
		if !f.reports(p) {
			silent = append(silent, p)
		}
	}
	if len(silent) == 0 {
		return
	}
	more := ""
	if n := len(silent) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	fmt.Fprintf(w, "quotalint: nothing is reported on %s (%s)%s\n", silent[0], f.silence(silent[0]), more)
}

// reports reports whether a file at or below a path is judged and wanted.
func (f *found) reports(named string) bool {
	return slices.ContainsFunc(f.whys, func(w scan.Why) bool {
		return within(w.Path, named) && w.State != scan.Skipped && f.options.Reports(w.Path)
	})
}

// silence is why nothing is reported on a path.
func (f *found) silence(named string) string {
	read := func(w scan.Why) bool { return within(w.Path, named) && w.State != scan.Skipped }
	below := func(w scan.Why) bool { return within(w.Path, named) && w.Path != named }
	switch {
	case slices.ContainsFunc(f.whys, read):
		return "paths in the config leave it out"
	case slices.ContainsFunc(f.whys, below):
		return "nothing in it could be read; see quotalint files --why"
	}
	return f.state(named)
}

// within reports whether a path is another or below it.
func within(name, folder string) bool {
	return folder == "." || strings.HasPrefix(name, folder) && (len(name) == len(folder) || name[len(folder)] == '/')
}
