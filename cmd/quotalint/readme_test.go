package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/report"
)

// The README's example is a project: `<!-- file: NAME -->` names the block below it. Each `$ quotalint …` of a console
// block is run in it, and what follows must be the output. -update rewrites the output.
func TestReadmeExample(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	t.Chdir(t.TempDir())
	files := regexp.MustCompile("(?s)<!-- file: (\\S+) -->\n```\\w*\n(.*?)```\n").FindAllStringSubmatch(readme, -1)
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(f[1]), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(f[1], []byte(f[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	consoles := 0
	got := regexp.MustCompile("(?s)```console\n(.*?)```\n").ReplaceAllStringFunc(readme, func(block string) string {
		consoles++
		line, _, _ := strings.Cut(strings.TrimPrefix(block, "```console\n"), "\n")
		args, ok := strings.CutPrefix(line, "$ quotalint ")
		if !ok {
			t.Fatalf("a console block begins with `$ quotalint `, not %q", line)
		}
		var out bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(""), &out, &out); code > exitFindings {
			t.Errorf("%s: exit code %d", line, code)
		}
		want := "```console\n" + line + "\n" + strings.TrimRight(out.String(), "\n") + "\n```\n"
		if want != block && !*update {
			t.Errorf("the README shows\n%s\nit should be\n%s\n(go test ./cmd/quotalint -update rewrites it)", block, want)
		}
		return want
	})
	if len(files) == 0 || consoles == 0 {
		t.Fatalf("%d files and %d console blocks: has the README lost its example?", len(files), consoles)
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The config that the README shows is one that quotalint takes.
func TestReadmeConfig(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)<!-- config -->\n```yaml\n(.*?)```\n").FindSubmatch(readme)
	if block == nil {
		t.Fatal("the README shows no config")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ".quotalint.yml"), block[1], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(os.DirFS(dir), ".quotalint.yml", nil, "dev"); err != nil {
		t.Error(err)
	}
}

// The README's table of formats has every format, and the commands that write it.
func TestReadmeFormats(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Formats() {
		var of []string
		if f.Check != nil {
			of = append(of, "check")
		}
		if f.Audit != nil {
			of = append(of, "audit")
		}
		if row := "\n| `" + f.Name + "` | " + strings.Join(of, ", ") + " | "; !strings.Contains(string(readme), row) {
			t.Errorf("the README lacks the row %s", row)
		}
	}
}

// The README's table of dependencies names the versions that go.mod requires.
func TestReadmeDependencies(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| ([a-z.]+/[\w./-]+|[a-z.]+\.in/[\w./-]+) \| ([0-9a-f.]+) \|`).FindAllStringSubmatch(string(readme), -1)
	if len(rows) < 8 {
		t.Fatalf("only %d rows are found", len(rows))
	}
	for _, row := range rows {
		required := regexp.MustCompile(`(?m)^\t` + regexp.QuoteMeta(row[1]) + ` v(\S+)`).FindStringSubmatch(string(mod))
		if required == nil || required[1] != row[2] && !strings.HasSuffix(required[1], "-"+row[2]) {
			t.Errorf("the README says %s %s, go.mod says %v", row[1], row[2], required)
		}
	}
}
