package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/estimate"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/internal/vcs"
	"github.com/quotalint/quotalint/rules"
)

// A source is what is read and how: the flags of every subcommand that runs the pipeline.
type source struct {
	config, today string
	jobs          int
	quiet         bool
	noPrefilter   bool
	noCache       bool
	forceExclude  bool
	below         bool   // where nothing else says where the root is, it is the working directory if the path is below that
	stdin         *stdin // stands in for a file, and is what is reported; nil: none
	staged        bool   // the index is read in place of the disk
	types         typed
	known         known
	whole         bool // whatever is named, the whole of its root is reported
	since         since
	root          string  // where this is set, nothing is looked for
	fallback      *loaded // its config, and what that names, stand in for those of the root; nil: none does
}

const configUsage = "read this file in place of the root's .quotalint.yml; its paths are relative to the root"

func (s *source) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.config, "config", "", configUsage)
	f.StringVar(&s.today, "today", "", "judge dates as of this day, YYYY-MM-DD (default: today in UTC)")
	f.IntVar(&s.jobs, "jobs", 0, "files read at once; 0 is the number of processors")
	f.BoolVarP(&s.quiet, "quiet", "q", false, "no progress and no summary")
	f.BoolVar(&s.noCache, "no-cache", false, "read all again, and keep nothing for later runs")
	f.BoolVar(&s.noPrefilter, "no-prefilter", false, "read every file, also those that cannot matter")
	if err := f.MarkHidden("no-prefilter"); err != nil {
		panic(err) // the flag is not declared
	}
}

// A loaded is a root, what is in it, and its config.
type loaded struct {
	origin
	root      string
	fsys      fs.FS      // the root
	from      *vcs.Files // the same, where it is what git keeps; nil: the disk
	paths     []string   // what the user named, relative to the root; empty: all of it
	buffer    *scan.Buffer
	tree      *scan.Tree
	config    *config.Config
	rulesFrom fs.FS // the root in which the files of rules are that the config names
}

// load is loadFrom for the disk.
func (s *source) load(args []string) (*loaded, error) {
	return s.loadFrom(origin{}, args)
}

// loadFrom finds the root of the first path, walks it and reads its config.
func (s *source) loadFrom(from origin, args []string) (*loaded, error) {
	l, outermost, err := s.locate(from, args)
	if err != nil {
		return nil, err
	}
	if s.whole {
		l.paths = []string{"."}
	}
	l.tree, err = scan.Walk(context.Background(), scan.Options{Root: l.root, Paths: l.paths, ForceExclude: s.forceExclude, Buffer: l.buffer, From: l.from})
	if err != nil {
		return nil, err
	}
	if s.fallback != nil {
		l.config, l.rulesFrom = s.fallback.config, s.fallback.fsys
		return l, nil
	}
	l.rulesFrom = l.fsys
	if l.config, err = s.loadConfig(l, outermost, l.tree.Configs()); err != nil {
		return nil, err
	}
	return l, nil
}

// locate finds the root of what the user named, and the config file in it, "" if there is none.
func (s *source) locate(from origin, args []string) (l *loaded, outermost string, err error) {
	if s.root != "" {
		return s.at(from)
	}
	name := ""
	if s.stdin != nil {
		folder, rest, err := nearestFolder(s.stdin.file)
		if err != nil {
			return nil, "", err
		}
		args, name = []string{folder}, rest
	} else if len(args) == 0 {
		args = []string{"."}
	}
	root, files, err := from.discover(folderOf(args[0]))
	if err != nil {
		return nil, "", err
	}
	if s.below && len(files) == 0 && from.snapshot == nil && vcs.Root(root) == "" {
		root = working(root)
	}
	l = &loaded{origin: from, root: root}
	if l.fsys, l.from, err = from.files(root); err != nil {
		return nil, "", err
	}
	for _, arg := range args {
		p, err := from.relative(root, folderOf(arg))
		if err != nil {
			return nil, "", err
		}
		l.paths = append(l.paths, path.Join(p, name))
	}
	if s.stdin != nil {
		l.buffer = &scan.Buffer{Path: l.paths[0], Text: s.stdin.text}
	}
	if len(files) > 0 && path.Dir(files[0]) == "." {
		outermost = files[0]
	}
	return l, outermost, nil
}

// at is locate for a root that is known.
func (s *source) at(from origin) (l *loaded, outermost string, err error) {
	l = &loaded{origin: from, root: s.root}
	if l.fsys, l.from, err = from.files(s.root); err != nil {
		return nil, "", err
	}
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, "", err
	}
	for _, e := range entries {
		if config.IsName(e.Name()) {
			outermost = e.Name()
		}
	}
	return l, outermost, nil
}

// working is the working directory if the folder is in it, else the folder.
func working(folder string) string {
	here, _, err := config.Discover(".")
	if err != nil {
		return folder
	}
	if _, err := config.Relative(here, folder); err != nil {
		return folder
	}
	return here
}

func (s *source) loadConfig(l *loaded, outermost string, nested []string) (*config.Config, error) {
	nested = slices.DeleteFunc(nested, func(name string) bool { return path.Dir(name) == "." })
	if s.config == "" {
		return config.Load(l.fsys, outermost, nested, config.Running())
	}
	return config.LoadFrom(l.fsys, s.config, l.open, nested, config.Running())
}

// rules are those built in and the project's own.
func (l *loaded) rules() (*rules.Set, error) {
	set, err := rules.Load()
	if err != nil {
		return nil, exitError{code: exitFault, err: err}
	}
	return l.config.WithRules(l.rulesFrom, set)
}

// prices are those built in and the project's own.
func (l *loaded) prices() (*estimate.Table, error) {
	own, err := l.config.OwnPrices(l.fsys)
	if err != nil {
		return nil, err
	}
	table, err := estimate.NewTable(own)
	if err != nil {
		return nil, exitError{code: exitFault, err: err}
	}
	return table, nil
}

func (s *source) day() (string, error) {
	if s.today == "" {
		return time.Now().UTC().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, s.today); err != nil {
		return "", fmt.Errorf("--today is a date such as 2027-03-01, not %q", s.today)
	}
	return s.today, nil
}

// progress says on a terminal how far the run is, and nothing elsewhere.
func (s *source) progress(w io.Writer) func(done, all int) {
	if s.quiet || !terminal(w) {
		return nil
	}
	return func(done, all int) {
		if done%50 == 0 {
			fmt.Fprintf(w, "\rreading %d of %d files", done, all)
		}
	}
}
