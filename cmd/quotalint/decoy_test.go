package main

import (
	"path"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// decoys append to a source, in its language, things that change nothing: imports of factories that nobody uses and a
// class called like the SDK's in a scope of its own. They end in a newline and move no line of the fixture.
var decoys = map[string]func(file string, factories []decoy) string{
	".py": pythonDecoy,
}

// A decoy is a factory that a file may import.
type decoy struct{ path, symbol string }

func pythonDecoy(file string, factories []decoy) string {
	var b strings.Builder
	b.WriteString("\n\ndef _decoy():\n")
	for _, f := range factories {
		if f.path == file || !strings.HasSuffix(f.path, ".py") {
			continue
		}
		module := strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(f.path, "src/"), ".py"), "/", ".")
		name, _, _ := strings.Cut(f.symbol, ".")
		b.WriteString("    from " + module + " import " + name + " as _unused\n")
	}
	b.WriteString("\n    class OpenAI:\n        def __init__(self, **options):\n            self.options = options\n\n    return OpenAI\n")
	return b.String()
}

// withDecoys is the fixture with decoys at the end of every source.
func (f *fixture) withDecoys() *fixture {
	var factories []decoy
	for _, w := range f.wants {
		if w.maker != "" {
			file, symbol, _ := strings.Cut(w.maker, ":")
			if symbol != "*" {
				factories = append(factories, decoy{file, symbol})
			}
		}
	}
	changed := *f
	changed.files = nil
	for _, file := range f.files {
		if write := decoys[path.Ext(file.Name)]; write != nil {
			text := strings.TrimRight(string(file.Data), "\n") + "\n" + write(file.Name, factories)
			file = txtar.File{Name: file.Name, Data: []byte(text)}
		}
		changed.files = append(changed.files, file)
	}
	return &changed
}

// An unused import of a factory and a local class called like the SDK's change no verdict.
func TestDecoys(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		if f.line("Not for decoys: ") != "" {
			return
		}
		changed := f.withDecoys()
		for _, fault := range compare(changed.wants, changed.run(t, changed.write(t), nil)) {
			t.Error(fault)
		}
	})
}
