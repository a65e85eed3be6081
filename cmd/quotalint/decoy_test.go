package main

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// decoys append to a source, in its language, things that change nothing: imports of factories that nobody uses and a
// class called like the SDK's in a scope of its own. They end in a newline and move no line of the fixture.
var decoys = map[string]func(file, source string, factories []decoy) string{
	".py": pythonDecoy,
	".ts": typescriptDecoy, ".tsx": typescriptDecoy, ".mts": typescriptDecoy, ".cts": typescriptDecoy,
	".js": typescriptDecoy, ".jsx": typescriptDecoy, ".mjs": typescriptDecoy, ".cjs": typescriptDecoy,
}

// A decoy is a factory that a file may import.
type decoy struct{ path, symbol string }

func pythonDecoy(file, _ string, factories []decoy) string {
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

// typescriptDecoy imports in the module system that the source is written in.
func typescriptDecoy(file, source string, factories []decoy) string {
	commonJS := strings.Contains(source, "require(") || strings.Contains(source, "exports.")
	var imports, requires strings.Builder
	for i, f := range factories {
		ext := path.Ext(f.path)
		if f.path == file || ext == ".py" || ext == ".go" {
			continue
		}
		module := relative(path.Dir(file), strings.TrimSuffix(f.path, ext))
		name, _, _ := strings.Cut(f.symbol, ".")
		fmt.Fprintf(&imports, "import { %s as _unused%d } from %q;\n", name, i, module)
		fmt.Fprintf(&requires, "  const { %s: _unused%d } = require(%q);\n", name, i, module)
	}
	class := "\nfunction _decoy() {\n  class OpenAI {\n    constructor(options) {\n      this.options = options;\n    }\n  }\n  return OpenAI;\n}\n"
	if commonJS {
		return "\nfunction _decoys() {\n" + requires.String() + "}\n" + class
	}
	return imports.String() + class
}

// relative is the module of a file, as one in folder from imports it.
func relative(from, to string) string {
	up := "./"
	for from != "." && !strings.HasPrefix(to, from+"/") {
		from = path.Dir(from)
		up = strings.TrimPrefix(up, "./") + "../"
	}
	return up + strings.TrimPrefix(to, from+"/")
}

// withDecoys is the fixture with decoys at the end of every source.
func (f *fixture) withDecoys() *fixture {
	var factories []decoy
	for _, w := range f.wants {
		if file, symbol, factory := strings.Cut(w.maker, ":"); factory {
			if symbol != "*" {
				factories = append(factories, decoy{file, symbol})
			}
		}
	}
	changed := *f
	changed.files = nil
	for _, file := range f.files {
		if write := decoys[path.Ext(file.Name)]; write != nil {
			text := strings.TrimRight(string(file.Data), "\n") + "\n" + write(file.Name, string(file.Data), factories)
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
		for _, fault := range compareWants(changed.wants, changed.run(t, changed.write(t), nil)) {
			t.Error(fault)
		}
	})
}
