package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A gitted is a work tree on which git commands are run, without any config of the user or the machine.
type gitted struct {
	t    *testing.T
	root string
}

func newGitted(t *testing.T) gitted {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	g := gitted{t, t.TempDir()}
	g.git("init", "-q", "-b", "main")
	return g
}

func (g gitted) git(args ...string) string {
	g.t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "core.excludesFile="}, args...)...)
	cmd.Dir = g.root
	cmd.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull)
	out, err := cmd.CombinedOutput()
	if err != nil {
		g.t.Fatalf("git %s: %v\n%s", args, err, out)
	}
	return string(out)
}

func (g gitted) write(name, text string) {
	g.t.Helper()
	file := filepath.Join(g.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		g.t.Fatal(err)
	}
}

// reported runs quotalint and gives its JSON report, less what is told of the files left out by ignore rules, for no rule
// leaves a tracked file out.
func reported(t *testing.T, args ...string) string {
	t.Helper()
	var out, stderr bytes.Buffer
	if code := run(append(args, "--format", "json"), strings.NewReader(""), &out, &stderr); code > exitFindings {
		t.Fatalf("%s: exit code %d: %s", args, code, stderr.String())
	}
	var report map[string]any
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	if rows, ok := report["skipped"].([]any); ok {
		report["skipped"] = slices.DeleteFunc(rows, func(row any) bool {
			reason, ok := row.(map[string]any)["reason"].(string)
			return ok && strings.HasPrefix(reason, "ignored by ")
		})
	}
	text, err := json.MarshalIndent(report, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What is staged gets the verdict that a clean checkout of it gets.
func TestStagedFixturesAreJudgedAsOnDisk(t *testing.T) {
	repositories := map[string]gitted{}
	var all []*fixture
	for _, f := range fixtures(t) {
		if len(f.files) == 0 {
			continue
		}
		g, ok := repositories[f.language]
		if !ok {
			g = newGitted(t)
			repositories[f.language] = g
		}
		configured := false
		for _, file := range f.files {
			g.write(f.name+"/"+file.Name, string(file.Data))
			configured = configured || strings.HasPrefix(file.Name, ".quotalint.y")
		}
		if !configured { // else the repository would be the root
			g.write(f.name+"/.quotalint.yml", "version: 1\n")
		}
		all = append(all, f)
	}
	for _, language := range languageFolders {
		repositories[language].git("add", "-A")
		repositories[language].git("clean", "-qfdx")
	}
	for _, f := range all {
		t.Run(f.language+"/"+f.name, func(t *testing.T) {
			t.Parallel()
			root := filepath.Join(repositories[f.language].root, f.name)
			disk := reported(t, "check", "--today", f.today, root)
			index := reported(t, "check", "--staged", "--today", f.today, root)
			if disk != index {
				t.Errorf("on disk and staged differ at %s", differ(disk, index))
			}
		})
	}
}
