package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/scan"
)

// A countedReads is a language that counts what is asked of it.
type countedReads struct {
	analyzers.Analyzer
	lowered, glanced *atomic.Int64
}

func (c countedReads) Lower(path string, src []byte) (*facts.File, error) {
	c.lowered.Add(1)
	return c.Analyzer.Lower(path, src)
}

func (c countedReads) Imports(src []byte) []string {
	c.glanced.Add(1)
	return c.Analyzer.Imports(src)
}

// A rerun runs the pipeline over one root again and again.
type rerun struct {
	*fixture
	t      *testing.T
	root   string
	folder string // of the cache; "": none
}

// all says everything that a run found and what became of every file, and how many files were lowered and glanced at.
func (r rerun) all(change func(*scan.Options)) (said string, lowered, glanced int64) {
	r.t.Helper()
	s := source{today: r.today, quiet: true}
	l, err := s.load([]string{r.root})
	if err != nil {
		r.t.Fatal(err)
	}
	var low, seen atomic.Int64
	options := scan.Options{Root: l.root, Config: l.config, Rules: rulesOf(r.t, l), Whole: true, Today: r.today, Version: "test"}
	for _, a := range languages() {
		options.Analyzers = append(options.Analyzers, countedReads{a, &low, &seen})
	}
	if r.folder != "" {
		if options.Cache = cache.Open(r.folder, l.root, "test"); options.Cache == nil {
			r.t.Fatalf("no cache in %s", r.folder)
		}
	}
	if change != nil {
		change(&options)
	}
	result, whys, err := scan.Run(context.Background(), options)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := options.Cache.Save(); err != nil {
		r.t.Fatal(err)
	}
	text, err := json.MarshalIndent([]any{result, whys}, "", " ")
	if err != nil {
		r.t.Fatal(err)
	}
	return string(text), low.Load(), seen.Load()
}

// What earlier runs have read changes nothing but how much is read: in the first run that keeps something, in the next, after
// a file has changed, and where every file is read in full.
func TestFixturesWithCache(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		plain := rerun{fixture: f, t: t, root: f.write(t)}
		cached := plain
		cached.folder = t.TempDir()
		same := func(when, want string, change func(*scan.Options), lowers, glances int64) {
			t.Helper()
			got, lowered, glanced := cached.all(change)
			if got != want {
				t.Errorf("%s it differs at %s", when, differ(want, got))
			}
			if lowers >= 0 && (lowered > lowers || glanced != glances) {
				t.Errorf("%s %d files are lowered and %d glanced at, want %d and %d", when, lowered, glanced, lowers, glances)
			}
		}
		const any = -1
		want, _, glanced := plain.all(nil)
		same("with an empty cache", want, nil, any, 0)
		same("with what was kept", want, nil, 0, 0)
		full := func(o *scan.Options) { o.NoPrefilter = true }
		want, all, _ := plain.all(full)
		same("without the prefilter", want, full, all, 0)
		if glanced == 0 {
			t.Fatal("nothing is read")
		}
		for _, file := range f.files {
			if languageOf(file.Name) == nil {
				continue
			}
			if err := os.WriteFile(filepath.Join(plain.root, filepath.FromSlash(file.Name)), append([]byte("\n"), file.Data...), 0o644); err != nil {
				t.Fatal(err)
			}
			want, _, _ := plain.all(nil)
			same("after a change of "+file.Name, want, nil, 1, 1)
			break
		}
	})
}

// A file that a limit or its bytes keep from being read stays unread, whatever an earlier run has kept of it, and is read as
// soon as the config allows it.
func TestCacheAndLimits(t *testing.T) {
	f := &fixture{today: "2026-01-15"}
	r := rerun{fixture: f, t: t, root: t.TempDir(), folder: t.TempDir()}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(r.root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const call = "from openai import OpenAI\nOpenAI().responses.create(model='m', input='x')\n"
	write("a.py", call)
	write("b.py", call+"\x00\x00\x00")
	limits := []string{"max_file_size: 1MB\n", "max_file_size: 10\n", "max_file_size: 1MB\n"}
	first := ""
	for i, limit := range limits {
		write(".quotalint.yml", "version: 1\n"+limit)
		want, _, _ := rerun{fixture: f, t: t, root: r.root}.all(nil)
		got, _, _ := r.all(nil)
		if got != want {
			t.Errorf("with %s it differs at %s", limit, differ(want, got))
		}
		switch {
		case i == 0:
			first = got
		case (got == first) != (limit == limits[0]):
			t.Errorf("%s makes no difference", limits[1])
		}
	}
}
