package scan

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/python"
	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/rules"
)

// A known is a file system that knows the ids of contents without reading them, as git's index does. It notes what is opened.
type known struct {
	fs.FS
	ids    map[string]string
	mu     sync.Mutex
	opened []string
}

func (k *known) Blob(name string) (string, bool) {
	id, ok := k.ids[name]
	return id, ok
}

func (k *known) Open(name string) (fs.File, error) {
	k.mu.Lock()
	k.opened = append(k.opened, name)
	k.mu.Unlock()
	return k.FS.Open(name)
}

// Of a file system that knows the ids of contents nothing is read twice: neither what mentions a client, nor what does not, nor
// where a member is looked for, nor what is of another language. Another limit is heeded all the same.
func TestKnownBlobsAreNotRead(t *testing.T) {
	root, folder := t.TempDir(), t.TempDir()
	ids := map[string]string{}
	for name, text := range map[string]string{
		"app.py":   "from openai import OpenAI\nfrom flask import g\ng.llm_client = OpenAI()\n",
		"taker.py": "from flask import g\n\ndef ask():\n    return g.llm_client.responses.create(model='m', input='x')\n",
		"other.py": "import os\n" + strings.Repeat("# long\n", 30),
		"Main.kt":  "// openai\n",
		"None.kt":  "// nothing\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		ids[name] = blobOf([]byte(text))
	}
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	scanned := func(c *config.Config) (opened []string, whys []Why) {
		t.Helper()
		o := Options{Root: root, Config: c, Rules: set, Analyzers: []analyzers.Analyzer{python.Analyzer{}}, Today: "2026-11-23", Cache: cache.Open(folder, root, "test")}
		if o.Tree, err = Walk(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		k := &known{FS: o.Tree.fsys, ids: ids}
		o.Tree.fsys = k
		if _, whys, err = Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if err := o.Cache.Save(); err != nil {
			t.Fatal(err)
		}
		return k.opened, whys
	}
	opened, first := scanned(&config.Config{})
	for name := range ids {
		if !slices.Contains(opened, name) {
			t.Errorf("%s is not opened in the first run", name)
		}
	}
	if !slices.ContainsFunc(first, func(w Why) bool { return w.Path == "taker.py" && w.State == Read }) {
		t.Errorf("taker.py is not read in full: %v", first)
	}
	opened, again := scanned(&config.Config{})
	if len(opened) > 0 || !slices.Equal(first, again) {
		t.Errorf("opened again: %v\n%v\n%v", opened, first, again)
	}
	_, limited := scanned(&config.Config{MaxFileSize: 200})
	if !slices.ContainsFunc(limited, func(w Why) bool { return w.Path == "other.py" && strings.Contains(w.Reason, "max_file_size") }) {
		t.Errorf("other.py is not too large: %v", limited)
	}
}

// A dependent is a language that reads more than one file at a time.
type dependent struct {
	python.Analyzer
	lowered *[]string
}

func (dependent) Dependent() {}

func (d dependent) Lower(path string, src []byte) (*facts.File, error) {
	*d.lowered = append(*d.lowered, path)
	return d.Analyzer.Lower(path, src)
}

// What rests on other files is neither kept nor taken from what is.
func TestDependentIsNotKept(t *testing.T) {
	root, folder := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "app.py"), []byte("import openai\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := rules.Load()
	if err != nil {
		t.Fatal(err)
	}
	var lowered []string
	for _, a := range []analyzers.Analyzer{python.Analyzer{}, dependent{lowered: &lowered}, dependent{lowered: &lowered}} {
		o := Options{Root: root, Config: &config.Config{}, Rules: set, Analyzers: []analyzers.Analyzer{a}, Today: "2026-11-23", Jobs: 1, Cache: cache.Open(folder, root, "test")}
		if _, _, err := Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if err := o.Cache.Save(); err != nil {
			t.Fatal(err)
		}
	}
	if len(lowered) != 2 {
		t.Errorf("lowered %v, want app.py in each run", lowered)
	}
}
