package main

import (
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"testing"
	"time"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// A memory is the files of a fixture as one language sees them.
type memory struct {
	*fixture
	analyzers.Analyzer
}

func (m memory) Files() []string {
	return m.named(func(name string) bool { return m.Match(name) })
}

func (m memory) Named(base string) []string {
	return m.named(func(name string) bool {
		ok, err := path.Match(base, path.Base(name))
		return ok && err == nil
	})
}

func (m memory) named(take func(string) bool) []string {
	var names []string
	for _, file := range m.files {
		if take(file.Name) {
			names = append(names, file.Name)
		}
	}
	slices.Sort(names)
	return names
}

func (m memory) Read(name string) ([]byte, error) {
	for _, file := range m.files {
		if file.Name == name {
			return file.Data, nil
		}
	}
	return nil, fs.ErrNotExist
}

// relink judges the fixture without the walk and the prefilter of package scan: every file is lowered, reorder puts
// them in another order, and the rules of off are switched off.
func (f *fixture) relink(t *testing.T, root string, reorder func([]*facts.File), off map[string]bool) *check.Result {
	t.Helper()
	s := source{today: f.today, quiet: true}
	l, err := s.load([]string{root})
	if err != nil {
		t.Fatal(err)
	}
	set := rulesOf(t, l)
	today, err := time.Parse(time.DateOnly, f.today)
	if err != nil {
		t.Fatal(err)
	}
	layouts := map[string]analyzers.Layout{}
	byPath := map[string]analyzers.Analyzer{}
	link := program.Input{
		Known: map[string]*program.Known{}, Modules: map[string]program.Modules{}, Off: off,
		Test: func(name string) bool { return byPath[name].Test(name) || l.config.TestPath(name) },
	}
	judge := check.Input{
		Languages: map[string]*check.Language{}, Rules: set, Config: l.config, Today: today, Version: "test", Whole: true,
		Report: func(name string) bool { return l.config.Included(name) && !l.config.Excluded(name) },
		Versions: func(name, pkg string) (string, string, bool) {
			return layouts[byPath[name].Name()].Version(name, pkg)
		},
	}
	for _, a := range languages() {
		tree := memory{f, a}
		compiled := check.Compile(set, a.Name(), l.config.Trust...)
		known := func(module string) bool {
			return compiled.Known.Modules[module] || slices.ContainsFunc(set.Files, func(r rules.File) bool {
				return r.Language == a.Name() && slices.Contains(r.Modules, module)
			})
		}
		layouts[a.Name()] = a.Layout(tree, known)
		judge.Languages[a.Name()] = compiled
		link.Known[a.Name()], link.Modules[a.Name()] = compiled.Known, layouts[a.Name()]
		for _, name := range tree.Files() {
			byPath[name] = a
			for i, entry := range l.config.Factories {
				if entry.Matches(name) {
					link.Factories = append(link.Factories, program.Factory{Path: name, Symbol: entry.Symbol, Index: i})
				}
			}
			if link.Test(name) && l.config.TestsAt(name) == "ignore" {
				continue
			}
			text, err := tree.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			lowered, err := a.Lower(name, text)
			if err != nil {
				t.Fatal(err)
			}
			link.Files = append(link.Files, lowered)
		}
	}
	if reorder != nil {
		reorder(link.Files)
	}
	judge.Program, judge.Texts, judge.Factories = program.Link(link), link.Files, link.Factories
	return check.Check(judge)
}

// The order in which files are linked changes no finding and no trace.
func TestShuffled(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		root := f.write(t)
		want := show(t, f.relink(t, root, nil, nil))
		for seed := range uint64(8) {
			random := rand.New(rand.NewPCG(seed, 1))
			got := show(t, f.relink(t, root, func(files []*facts.File) {
				random.Shuffle(len(files), func(i, k int) { files[i], files[k] = files[k], files[i] })
			}, nil))
			if got != want {
				t.Fatalf("order %d differs at %s", seed, differ(want, got))
			}
		}
	})
}
