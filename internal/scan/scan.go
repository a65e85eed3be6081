// Package scan runs the pipeline: it walks a root, reads what can matter, and hands it along the line
//
//	files ──> trees ──> facts ──> program ──> findings ──> report
//	scan      grammars  analyzers  program     check        report
//	                    /<lang>                  ^
//	                                    rules/*.yaml + .quotalint.yml
//
// Each language lowers a file to facts, a small vocabulary that says only where values come from. All that comes after
// is written once and knows no language and no vendor. Reading and lowering are per file and parallel; linking is of the
// whole program; judging is a look-up. A run has these phases:
//
//  1. Walk lists the files below the root, less what is ignored, and says what was left out and why.
//  2. Every file of a language is read once. The same read decides whether it is a seed (it mentions an SDK, a host of the
//     API, a factory, or a chain of calls that only a client has), lists what it imports, and lowers it if it is a seed.
//  3. The layout of each language tells which file an import means, which gives the importers of every file.
//  4. What is lowered is linked. Importers of a file that yields a client, and files that a client is handed to, are read
//     too, until nothing new is reached. So a file that mentions no SDK is read if a client can reach it, and only then.
//  5. The program is judged.
//
// What is wrong with a scanned file never ends a run: it becomes a row of what was skipped, a panic in the reading of one
// file included. Package scan does not parse, follows no value, judges nothing and writes no report.
package scan

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/internal/vcs"
	"github.com/quotalint/quotalint/rules"
)

// Options say what is scanned and how.
type Options struct {
	Root         string         // absolute
	Paths        []string       // root-relative: only what is at or below them is reported; empty: all
	ForceExclude bool           // what is ignored or excluded stays so where Paths names it
	Buffer       *Buffer        // stands in for one file; nil: none
	From         *vcs.Files     // is read in place of the disk; nil: the disk
	Tree         *Tree          // what Walk gave for these options; nil: Run walks
	Config       *config.Config // the effective one
	Rules        *rules.Set
	Analyzers    []analyzers.Analyzer
	Whole        bool   // the whole root is judged: what matches nothing in it is stale
	NoPrefilter  bool   // every file is read in full; for tests, which compare
	Today        string // 2027-03-01, in UTC
	Version      string // of quotalint
	Jobs         int    // files read at once; 0: the number of processors
	Progress     func(done, all int)
	Linked       func(*program.Program) // is shown the linked program before it is judged, for tests; nil: nobody is
}

// Reports reports whether sites of a file are wanted. What a path names is wanted even if paths.exclude covers it, unless
// ForceExclude says otherwise; what is excluded below it is not.
func (o Options) Reports(file string) bool {
	if len(o.Paths) == 0 {
		return o.Config.Included(file) && !o.Config.Excluded(file)
	}
	return slices.ContainsFunc(o.Paths, func(named string) bool {
		switch {
		case named != "." && file != named && !strings.HasPrefix(file, named+"/"):
			return false
		case o.ForceExclude:
			return o.Config.Included(file) && !o.Config.Excluded(file)
		}
		return (file == named || o.Config.Included(file)) && !o.Config.ExcludedBelow(named, file)
	})
}

// The values of Why.State.
const (
	Read    = "read"    // in full, or but for stretches that do not parse
	Unread  = "unread"  // nothing that matters can be in it
	Skipped = "skipped" // it could not be read, or is not to be
)

// A Why is what became of a file or folder. State is one of the constants above.
type Why struct{ Path, State, Reason string }

// Run scans a root. The list says what became of every file of a known language and of everything left out, by path. An
// error is about the options or the root; the context's error ends a run early.
func Run(ctx context.Context, o Options) (*check.Result, []Why, error) {
	today, err := time.Parse(time.DateOnly, o.Today)
	if err != nil {
		return nil, nil, fmt.Errorf("today is %q (give a date such as 2027-03-01)", o.Today)
	}
	if o.Tree == nil {
		if o.Tree, err = Walk(ctx, o); err != nil {
			return nil, nil, err
		}
	}
	r := newRun(o)
	if err := r.readAll(ctx); err != nil {
		return nil, nil, err
	}
	if err := r.reread(ctx, r.resolveImports()); err != nil {
		return nil, nil, err
	}
	linked, err := r.close(ctx)
	if err != nil {
		return nil, nil, err
	}
	if o.Linked != nil {
		o.Linked(linked)
	}
	skipped, whys := r.account()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return check.Check(check.Input{
		Program:   linked,
		Languages: r.compiled(),
		Rules:     o.Rules,
		Config:    o.Config,
		Factories: r.factories,
		Versions:  r.version,
		Report:    r.Reports,
		Files:     r.count(),
		Skipped:   skipped,
		Today:     today,
		Version:   o.Version,
		Texts:     r.facts(),
		Whole:     o.Whole,
		Unread:    r.unread(),
		Test:      r.test,
	}), whys, nil
}

// unread lists the files of which nothing is known because they could not, or were not to be, read.
func (r *run) unread() []string {
	var paths []string
	for _, u := range r.units {
		if u.skip != "" || u.ignored {
			paths = append(paths, u.path)
		}
	}
	return paths
}

// A run is the state of one scan.
type run struct {
	Options
	languages []*language
	units     []*unit // every file of a language, by path
	byPath    map[string]*unit
	factories []program.Factory
	limit     int64 // the size of the largest source file that is read
	jobs      int
	taken     map[string]bool // the members whose takers have been looked for
	whole     map[string]bool // modules of several files of which all parts are asked for
}

// A language is an analyzer with what the run prepares for it.
type language struct {
	analyzers.Analyzer
	rules     *check.Language
	seeds     *prefilter
	layout    analyzers.Layout
	importers map[string][]*unit // by file or folder, as facts.Target.Path says
	holders   map[string][]*unit // those importers that get hold of the module as an object
	parts     map[string][]*unit // by folder, where modules have several files; nil until asked for
}

// seed is why the language wants a file read in full, "" if it does not.
func (l *language) seed(path string) string {
	if s, ok := l.Analyzer.(analyzers.Seeder); ok {
		return s.Seed(path)
	}
	return ""
}

// A unit is one file of a language and what became of it.
type unit struct {
	path     string
	language *language
	factory  string // the symbol of a factory that the config says is in it
	imports  []string
	facts    *facts.File // nil: not read in full
	why      string      // it is or is not read in full
	skip     string      // it could not be read
	ignored  bool        // it is test code and tests are not to be read
}

func newRun(o Options) *run {
	r := &run{Options: o, byPath: map[string]*unit{}, limit: defaultLimit, jobs: o.Jobs, taken: map[string]bool{}, whole: map[string]bool{}}
	if r.jobs <= 0 {
		r.jobs = runtime.GOMAXPROCS(0)
	}
	if size := o.Config.MaxFileSize; size > 0 {
		r.limit = size
	}
	for _, a := range o.Analyzers {
		l := &language{Analyzer: a, rules: check.Compile(o.Rules, a.Name(), o.Config.Trust...), seeds: newPrefilter(o.Rules, a.Name(), o.Config.Trust...), importers: map[string][]*unit{}, holders: map[string][]*unit{}}
		r.languages = append(r.languages, l)
	}
	for _, path := range r.Tree.files {
		if l := r.languageOf(path); l != nil {
			u := &unit{path: path, language: l}
			r.units = append(r.units, u)
			r.byPath[path] = u
		}
	}
	for _, l := range r.languages {
		l.layout = l.Layout(view{r.Tree, r.filesOf(l)}, r.known(l))
	}
	r.findFactories()
	return r
}

func (r *run) languageOf(path string) *language {
	for _, l := range r.languages {
		if l.Match(path) {
			return l
		}
	}
	return nil
}

func (r *run) filesOf(l *language) []string {
	var files []string
	for _, u := range r.units {
		if u.language == l {
			files = append(files, u.path)
		}
	}
	return files
}

// known reports whether rules know an outside module of a name, or one below it.
func (r *run) known(l *language) func(module string) bool {
	own := map[string]bool{}
	for _, f := range r.Rules.Files {
		if f.Language == l.Name() {
			for _, m := range f.Modules {
				own[m] = true
			}
		}
	}
	return func(module string) bool { return own[module] || l.rules.Known.Modules[module] }
}

// findFactories finds the files that the entries of the allowlist are about.
func (r *run) findFactories() {
	for i, f := range r.Config.Factories {
		for _, u := range r.units {
			if f.Matches(u.path) {
				u.factory = f.Symbol
				r.factories = append(r.factories, program.Factory{Path: u.path, Symbol: f.Symbol, Index: i})
			}
		}
	}
}

// test reports whether a file is test code, by the customs of its language or by the config.
func (r *run) test(path string) bool {
	l := r.languageOf(path)
	return l != nil && l.Test(path) || r.Config.TestPath(path)
}

func (r *run) version(path, pkg string) (version, source string, exact bool) {
	return r.languageOf(path).layout.Version(path, pkg)
}

func (r *run) compiled() map[string]*check.Language {
	compiled := map[string]*check.Language{}
	for _, l := range r.languages {
		compiled[l.Name()] = l.rules
	}
	return compiled
}

// facts are those of all files read in full, by path.
func (r *run) facts() []*facts.File {
	var files []*facts.File
	for _, u := range r.units {
		if u.facts != nil {
			files = append(files, u.facts)
		}
	}
	return files
}

// fsName is a root-relative path as package fs wants it.
func fsName(path string) string {
	if path == "" {
		return "."
	}
	return path
}
