package quotalint_test

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/passes/quotalint"
)

// An sdk is a major version of openai-go: the folder of its packages in the module, its import path, the type of its clients.
type sdk struct{ folder, path, client string }

// The modules are built with the real SDKs, in each major version.
func TestAnalyzer(t *testing.T) {
	for _, module := range []struct {
		archive string
		sdks    []sdk
	}{
		{"v0.txtar", []sdk{{"openaiv0", "github.com/openai/openai-go", "*openai.Client"}}},
		{"latest.txtar", []sdk{
			{"openaiv1", "github.com/openai/openai-go", "openai.Client"},
			{"openaiv2", "github.com/openai/openai-go/v2", "openai.Client"},
			{"openaiv3", "github.com/openai/openai-go/v3", "openai.Client"},
		}},
	} {
		t.Run(module.archive, func(t *testing.T) {
			dir := write(t, module.archive, module.sdks)
			download := exec.Command("go", "mod", "download")
			download.Dir = dir
			if out, err := download.CombinedOutput(); err != nil {
				t.Fatalf("go mod download: %v\n%s", err, out)
			}
			analysistest.Run(t, dir, quotalint.New(), "./...")
		})
	}
}

// write writes a module, with the packages of openai.txtar for each SDK, and returns its folder.
func write(t *testing.T, archive string, sdks []sdk) string {
	t.Helper()
	files := map[string]string{}
	for _, f := range read(t, archive) {
		files[f.Name] = string(f.Data)
	}
	for _, s := range sdks {
		fill := strings.NewReplacer("IMPORT", s.path, "CLIENT", s.client, "FOLDER", s.folder)
		for _, f := range read(t, "openai.txtar") {
			files[path.Join(s.folder, f.Name)] = fill.Replace(string(f.Data))
		}
	}
	dir := t.TempDir()
	for name, text := range files {
		put(t, dir, name, text)
	}
	return dir
}

func read(t *testing.T, archive string) []txtar.File {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	return a.Files
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
