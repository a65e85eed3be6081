package main

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// compiledRules are the rules of each language, compiled once for all inputs.
var compiledRules = sync.OnceValues(func() (*rules.Set, map[string]*check.Language) {
	set, err := rules.Load()
	if err != nil {
		panic(err)
	}
	compiled := map[string]*check.Language{}
	for _, a := range languages() {
		compiled[a.Name()] = check.Compile(set, a.Name())
	}
	return set, compiled
})

// tooLong is far beyond what linking a few thousand lines takes: what is longer does not end.
const tooLong = 30 * time.Second

// FuzzLink: whatever the sources of a project say, it is lowered, linked and judged without a fault, soon, and alike in
// whichever order its files come.
func FuzzLink(f *testing.F) {
	for _, x := range fixtures(f) {
		f.Add(txtar.Format(&txtar.Archive{Files: x.files}))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		archive := txtar.Parse(data)
		if len(data) > 1<<15 || len(archive.Files) > 12 {
			return
		}
		x := &fixture{}
		for _, file := range archive.Files {
			if !slices.ContainsFunc(x.files, func(have txtar.File) bool { return have.Name == file.Name }) && fs.ValidPath(file.Name) {
				x.files = append(x.files, file)
			}
		}
		began := time.Now()
		one := judgeInMemory(t, x, false)
		if took := time.Since(began); took > tooLong {
			t.Fatalf("it took %v", took)
		}
		if two := judgeInMemory(t, x, true); one != two {
			t.Fatalf("the order of files makes a difference at %s", differ(one, two))
		}
	})
}

// approved are the names of factories in the fixtures of each language.
var approved = []string{"get_client", "getClient", "New"}

// judgeInMemory judges files with a config that approves everything of these names.
func judgeInMemory(t *testing.T, x *fixture, reversed bool) string {
	set, compiled := compiledRules()
	c := config.Default()
	for _, symbol := range approved {
		c.Factories = append(c.Factories, config.Factory{Path: "**", Symbol: symbol, Tracks: config.Tracks{Mode: "auto"}})
	}
	link := program.Input{Known: map[string]*program.Known{}, Modules: map[string]program.Modules{}, Test: func(name string) bool { return strings.Contains(name, "test") }}
	for _, a := range languages() {
		tree := memory{x, a}
		link.Known[a.Name()] = compiled[a.Name()].Known
		link.Modules[a.Name()] = a.Layout(tree, func(module string) bool { return compiled[a.Name()].Known.Modules[module] })
		for _, name := range tree.Files() {
			text, err := tree.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			lowered, err := a.Lower(name, text)
			if err != nil {
				continue
			}
			link.Files = append(link.Files, lowered)
			for i, symbol := range approved {
				link.Factories = append(link.Factories, program.Factory{Path: name, Symbol: symbol, Index: i})
			}
		}
	}
	if reversed {
		slices.Reverse(link.Files)
	}
	files := slices.SortedFunc(slices.Values(link.Files), func(a, b *facts.File) int { return strings.Compare(a.Path, b.Path) })
	return show(t, check.Check(check.Input{
		Program: program.Link(link), Languages: compiled, Rules: set, Config: c, Factories: link.Factories, Texts: files, Version: "test", Whole: true,
	}))
}
