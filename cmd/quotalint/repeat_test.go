package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The report is the same, byte for byte, however often and by however many it is made. All fixtures together, each in a
// folder of its own, are a project that is large enough for the order of reading to differ.
func TestReportsAreRepeatable(t *testing.T) {
	root := t.TempDir()
	for _, f := range fixtures(t) {
		for _, file := range f.files {
			if strings.HasPrefix(filepath.Base(file.Name), ".") { // a config holds for its own root
				continue
			}
			path := filepath.Join(root, f.language, f.name, filepath.FromSlash(file.Name))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, file.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	var first []byte
	for _, jobs := range []string{"1", "1", "8", "8", "8"} {
		var out, errs bytes.Buffer
		if code := run([]string{"audit", "--format", "json", "--today", "2026-01-15", "--jobs", jobs, root}, strings.NewReader(""), &out, &errs); code != exitClean {
			t.Fatalf("--jobs %s: exit code %d: %s", jobs, code, errs.String())
		}
		if first == nil {
			first = out.Bytes()
		}
		if !bytes.Equal(first, out.Bytes()) {
			t.Errorf("--jobs %s reports otherwise than before: %s", jobs, differ(string(first), out.String()))
		}
	}
	if n := bytes.Count(first, []byte(`"fingerprint"`)); n < 300 {
		t.Errorf("only %d sites are in the report: is the project there?", n)
	}
}
