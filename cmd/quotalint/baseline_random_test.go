package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/scan"
)

const (
	editSeed     = 11
	editRounds   = 125
	editsInRound = 8
)

// Edits that change nothing but where and how code is written make no finding new and no entry stale, however many of them come
// together; what is added to the code is reported all the same.
func TestBaselineSurvivesEdits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(editSeed, 0))
	first := newProject(r, 4)
	tree := newEditedTree(t)
	old := tree.entries(tree.judge(first, nil))
	for _, language := range languageFolders {
		in := func(e baseline.Entry) bool { return strings.HasPrefix(e.Path, language+"/") }
		if n := len(slices.DeleteFunc(slices.Clone(old), func(e baseline.Entry) bool { return !in(e) })); n < 20 {
			t.Fatalf("only %d findings in %s to begin with", n, language)
		}
	}
	edits, injected := map[string]int{}, map[string]int{}
	for round := range editRounds {
		p := first.clone()
		var done []string
		for i := range editsInRound {
			done = append(done, p.edit(r))
			edits[strings.Fields(done[i])[0]]++
			if i == 0 || i == editsInRound-1 { // alone, and all together
				tree.survives(p, old, fmt.Sprintf("round %d: %s", round, strings.Join(done, ", ")))
			}
		}
		for _, base := range []*project{first, p} { // to code as it was, and to code that was edited
			q := base.clone()
			in := q.inject(r, injections[round%len(injections)])
			for in == nil {
				in = q.inject(r, injections[round%len(injections)])
			}
			injected[in.what]++
			tree.reports(q, in, old, fmt.Sprintf("round %d: %s after %s", round, in.what, strings.Join(done, ", ")))
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	for _, kind := range []string{"comment", "blank", "rename", "within", "across", "reorder", "reformat", "requote", "nest"} {
		if edits[kind] < 30 {
			t.Errorf("%d edits of the kind %s", edits[kind], kind)
		}
	}
	for _, kind := range injections {
		if injected[kind] < editRounds/len(injections) {
			t.Errorf("%d injections of the kind %s", injected[kind], kind)
		}
	}
	t.Logf("%d edits: %v; injected: %v; %d findings", editRounds*editsInRound, edits, injected, len(old))
}

// An editedTree is a folder with the newest text of a project.
type editedTree struct {
	t     *testing.T
	root  string
	files map[string]string
	at    map[place]apiCall
}

func newEditedTree(t *testing.T) *editedTree { return &editedTree{t: t, root: t.TempDir()} }

// judge writes a project and judges it.
func (e *editedTree) judge(p *project, known []baseline.Entry) *check.Result {
	e.t.Helper()
	files, at := p.text()
	for name := range e.files {
		if _, ok := files[name]; !ok {
			if err := os.Remove(filepath.Join(e.root, name)); err != nil {
				e.t.Fatal(err)
			}
		}
	}
	for name, text := range files {
		if was, ok := e.files[name]; ok && was == text {
			continue
		}
		path := filepath.Join(e.root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
	e.files, e.at = files, at
	set, err := builtinRules()
	if err != nil {
		e.t.Fatal(err)
	}
	c, err := config.Load(os.DirFS(e.root), ".quotalint.yml", nil, config.Running())
	if err != nil {
		e.t.Fatal(err)
	}
	o := scan.Options{Root: e.root, Config: c, Rules: set, Analyzers: languages(), Today: "2026-11-23", Version: config.Running(), Whole: true}
	if known != nil {
		o.Known = []check.Known{{Entries: known, Excuse: "in the baseline"}}
	}
	result, _, err := scan.Run(e.t.Context(), o)
	if err != nil {
		e.t.Fatal(err)
	}
	e.complete(result)
	return result
}

// complete fails the test unless the calls at fault are found, and no others.
func (e *editedTree) complete(r *check.Result) {
	e.t.Helper()
	found := map[place]bool{}
	for _, o := range r.Open {
		at := place{o.Path, o.Line}
		if c, ok := e.at[at]; o.Rule != "QL001" && (!ok || c.mended) {
			e.t.Errorf("%s at %v, where nothing is wrong", o.Rule, at)
		}
		found[at] = true
	}
	for at, c := range e.at {
		if !c.mended && !found[at] {
			e.t.Errorf("%s at %v is not found", c.method, at)
		}
	}
}

func (e *editedTree) entries(r *check.Result) []baseline.Entry {
	var list []baseline.Entry
	for _, o := range r.Open {
		list = append(list, o.Entry)
	}
	return list
}

// survives fails the test if anything is new, changed or stale.
func (e *editedTree) survives(p *project, old []baseline.Entry, after string) {
	e.t.Helper()
	r := e.judge(p, old)
	for _, o := range r.Open {
		if o.Known == "" {
			e.t.Errorf("%s: new: %+v", after, o)
		}
		if o.Known == baseline.Changed {
			e.t.Errorf("%s: changed: %+v", after, o)
		}
	}
	for _, i := range r.Stale {
		e.t.Errorf("%s: stale: %+v", after, old[i])
	}
}

// reports fails the test if an injected call passes for an old one, or an old one for new.
func (e *editedTree) reports(p *project, in *injection, old []baseline.Entry, after string) {
	e.t.Helper()
	r := e.judge(p, old)
	want, got, shown := map[baseline.Entry]int{}, map[baseline.Entry]int{}, map[baseline.Entry]int{}
	for _, o := range r.Open {
		kind := kindOf(o.Entry)
		if slices.Contains(in.ids, e.at[place{o.Path, o.Line}].id) || o.Rule == "QL001" && in.function != "" && o.Path == in.path && o.In == in.function {
			want[kind]++
		}
		switch o.Known {
		case "":
			got[kind]++
		case baseline.Changed:
			shown[kind]++
		}
	}
	injected := 0
	for _, n := range want {
		injected += n
	}
	if injected < len(in.ids) {
		e.t.Errorf("%s: %d of %d injected calls are found", after, injected, len(in.ids))
	}
	for kind, n := range want {
		if got[kind] < n && (in.mended == 0 || got[kind]+shown[kind] < n) {
			e.t.Errorf("%s: %d new and %d changed where %d were injected: %+v", after, got[kind], shown[kind], n, kind)
		}
	}
	for kind, n := range got {
		if n > want[kind] {
			e.t.Errorf("%s: %d new where %d were injected: %+v", after, n, want[kind], kind)
		}
	}
	if len(r.Stale) > in.mended {
		e.t.Errorf("%s: %d stale where %d were mended", after, len(r.Stale), in.mended)
	}
}

// kindOf is what findings have in common that nobody can tell apart: copies of one call, in functions of one name.
func kindOf(e baseline.Entry) baseline.Entry {
	e.Fingerprint, e.Path, e.In = "", "", e.In[strings.LastIndexByte(e.In, '.')+1:]
	return e
}
