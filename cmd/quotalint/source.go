package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/grammars"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// A source is what is read and how: the flags of every subcommand that runs the pipeline.
type source struct {
	config, today string
	jobs          int
	quiet         bool
	noPrefilter   bool
}

const configUsage = "read this file in place of the root's .quotalint.yml; its paths are relative to the root"

func (s *source) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&s.config, "config", "", configUsage)
	f.StringVar(&s.today, "today", "", "judge dates as of this day, YYYY-MM-DD (default: today in UTC)")
	f.IntVar(&s.jobs, "jobs", 0, "files read at once; 0 is the number of processors")
	f.BoolVarP(&s.quiet, "quiet", "q", false, "no progress and no summary")
	f.BoolVar(&s.noPrefilter, "no-prefilter", false, "read every file, also those that cannot matter")
	if err := f.MarkHidden("no-prefilter"); err != nil {
		panic(err) // the flag is not declared
	}
}

// A loaded is a root and its config.
type loaded struct {
	root   string
	paths  []string // what the user named, relative to the root; empty: all of it
	config *config.Config
}

// load finds the root of the first path and reads its config.
func (s *source) load(args []string) (*loaded, error) {
	if len(args) == 0 {
		args = []string{"."}
	}
	root, files, err := config.Discover(args[0])
	if err != nil {
		return nil, err
	}
	l := &loaded{root: root}
	for _, arg := range args {
		name, err := config.Relative(root, arg)
		if err != nil {
			return nil, err
		}
		l.paths = append(l.paths, name)
	}
	outermost := ""
	if len(files) > 0 && path.Dir(files[0]) == "." {
		outermost = files[0]
	}
	nested := scan.Configs(root)
	l.config, err = s.loadConfig(root, outermost, nested)
	if err != nil {
		return nil, err
	}
	return l, nil
}

func (s *source) loadConfig(root, outermost string, nested []string) (*config.Config, error) {
	nested = slices.DeleteFunc(nested, func(name string) bool { return path.Dir(name) == "." })
	if s.config == "" {
		return config.Load(os.DirFS(root), outermost, nested, version())
	}
	// The file stands in for the one in the root, so that its paths are read from there.
	name := filepath.Base(s.config)
	c, err := config.Load(replaced{os.DirFS(root), name, s.config}, name, nested, version())
	var problems config.Problems
	if errors.As(err, &problems) {
		for i := range problems {
			if problems[i].Where.Path == name {
				problems[i].Where.Path = s.config
			}
		}
	}
	return c, err
}

// A replaced is a file system in which one name is a file from elsewhere.
type replaced struct {
	fs.FS
	name, file string
}

func (r replaced) Open(name string) (fs.File, error) {
	if name == r.name {
		return os.Open(r.file)
	}
	return r.FS.Open(name)
}

// A found is what the pipeline gives.
type found struct {
	*loaded
	result *check.Result
	whys   []scan.Why
}

func (s *source) scan(cmd *cobra.Command, args []string) (*found, error) {
	today, err := s.day()
	if err != nil {
		return nil, err
	}
	l, err := s.load(args)
	if err != nil {
		return nil, err
	}
	set, err := l.rules()
	if err != nil {
		return nil, err
	}
	s.warn(cmd.ErrOrStderr(), l)
	if slices.Contains(l.paths, ".") {
		l.paths = nil
	}
	progress := s.progress(cmd.ErrOrStderr())
	result, whys, err := scan.Run(cmd.Context(), scan.Options{
		Root:      l.root,
		Paths:     l.paths,
		Config:    l.config,
		Rules:     set,
		Analyzers: languages(),
		Whole:     len(l.paths) == 0,
		Today:     today,
		Version:   version(),
		Jobs:      s.jobs,
		Progress:  progress,
	})
	if progress != nil {
		fmt.Fprint(cmd.ErrOrStderr(), "\r\033[K") // takes the line of the progress away
	}
	if err != nil {
		return nil, err
	}
	return &found{loaded: l, result: result, whys: whys}, nil
}

// rules are those built in and the project's own.
func (l *loaded) rules() (*rules.Set, error) {
	set, err := rules.Load()
	if err != nil {
		return nil, exitError{code: exitFault, err: err}
	}
	fsys := os.DirFS(l.root)
	for _, glob := range l.config.SDKs {
		names, err := doublestar.Glob(fsys, path.Clean(glob), doublestar.WithFilesOnly())
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("sdks: %s matches no file (correct the glob or remove it)", glob)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("sdks: %w (check its permissions)", err)
			}
			if set, err = set.Add(name, data); err != nil {
				return nil, err
			}
		}
	}
	return set, nil
}

// warn says which of the named paths are excluded: a report without them is no good news about them.
func (s *source) warn(w io.Writer, l *loaded) {
	for _, p := range l.paths {
		if !s.quiet && l.config.Excluded(p) {
			fmt.Fprintf(w, "quotalint: %s is excluded by paths.exclude: nothing is reported on it\n", p)
		}
	}
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

// read is the text of a file as the analyzers saw it.
func (l *loaded) read(name string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(l.root, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	text, reason := grammars.Decode(data)
	if reason != "" {
		return nil, errors.New(reason)
	}
	return text, nil
}

// state says what became of a file.
func (f *found) state(name string) string {
	for _, w := range f.whys {
		if w.Path == name || strings.HasPrefix(name, w.Path+"/") {
			return w.Reason
		}
	}
	return "not of a language that quotalint reads"
}
