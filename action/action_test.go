// Package action tests the steps of the GitHub Action, and the recipes of the README for CI, outside of their hosts.
package action

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// safe fails if anything that others wrote was run.
func safe(t *testing.T, dirs ...string) {
	t.Helper()
	for _, dir := range append(dirs, ".", "..") {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err == nil && d.Name() == "pwned" {
				t.Errorf("%s is there: something of the pull request was run", path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func validSARIF(t *testing.T, name string) *sarif.Report {
	t.Helper()
	log, err := sarif.FromString(read(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Validate(); err != nil || len(log.Runs) != 1 {
		t.Fatalf("%d runs, %v", len(log.Runs), err)
	}
	return log
}

// On a push everything is judged. More annotations than GitHub shows are in the log, and the log says so.
func TestPush(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "--quiet")
	for i := range 38 {
		write(t, filepath.Join(dir, "services", fmt.Sprintf("s%02d.py", i)), "from openai import OpenAI\n\nclient = OpenAI()\n")
	}
	r, args := newRunner(t, dir, "push", newOrigin(t).payload(t, "push"))
	got := r.use(t, map[string]string{"path": "services"})
	all := got.annotations(t)
	if got.status != 1 || len(all) != 38 || all[0].file != "services/s00.py" || all[0].line != "3" || all[0].title != "quotalint QL001" {
		t.Errorf("status %d, %d annotations, the first %+v", got.status, len(all), all[0])
	}
	if !strings.Contains(got.log, "GitHub shows the first 10 of 38 errors") {
		t.Error(got.log)
	}
	if !strings.HasPrefix(got.summary, "## quotalint: 38 findings to mend\n") || strings.Count(got.summary, "\n| error |") != 38 || !strings.Contains(got.summary, "\n### Tracking coverage\n") {
		t.Error(got.summary)
	}
	for name, want := range map[string]string{"violations": "38", "new": "38", "failing": "38", "coverage": "", "gap": "0.00", "sarif-file": "quotalint.sarif"} {
		if got.outputs[name] != want {
			t.Errorf("%s is %q, want %q", name, got.outputs[name], want)
		}
	}
	log := validSARIF(t, filepath.Join(dir, "quotalint.sarif"))
	if n := len(log.Runs[0].Results); n != 38 {
		t.Errorf("%d results", n)
	}
	if strings.Contains(read(t, args), "--new-from") {
		t.Error("a push is compared with a commit")
	}
	safe(t, dir)
}

// Inputs reach quotalint as they are, whatever is in them, and its exit status is that of the step.
func TestInputs(t *testing.T) {
	dir := t.TempDir()
	git(t, dir, "init", "--quiet")
	const folder = "-x/$(touch pwned) `touch pwned`"
	write(t, filepath.Join(dir, folder, "app.py"), bypass)
	write(t, filepath.Join(dir, filepath.FromSlash(evil)), bypass)
	write(t, filepath.Join(dir, "my config.yml"), "version: 1\nrules: {QL001: warn, QL002: note}\n")
	for _, c := range []struct {
		name   string
		with   map[string]string
		status int
		says   string
		figure string // violations new failing
	}{
		{"a folder that looks like a flag", map[string]string{"path": "-x"}, 1, "::error file=-x/", "2 2 2"},
		{"a folder with a command in it", map[string]string{"path": folder}, 1, "::error file=-x/", "2 2 2"},
		{"a file", map[string]string{"path": folder + "/app.py"}, 1, "::error file=-x/", "2 2 2"},
		{"all, with a name of many lines", nil, 1, "::error file=app/evil%0AQUOTALINT_NEW=0%0A%3A%3Aerror file=forged.py%3A%3Aforged%0A", "4 4 4"},
		{"no failure", map[string]string{"fail-on": "none"}, 0, "::error file=-x/", "4 4 0"},
		{"a config", map[string]string{"config": "my config.yml"}, 0, "::warning file=-x/", "2 2 0"},
		{"a config that fails on warnings", map[string]string{"config": "my config.yml", "fail-on": "warn"}, 1, "::warning file=-x/", "2 2 2"},
		{"no such config", map[string]string{"config": "$(touch pwned)"}, 2, "::error title=quotalint::quotalint ended with 2: ", "  "},
		{"no such severity", map[string]string{"fail-on": "--help"}, 2, "--fail-on is error, warn, note or none", "  "},
		{"no such path", map[string]string{"path": "none\n::error::forged"}, 2, "::error title=quotalint::path: there is no 'none%0A::error::forged' in the workspace", "  "},
		{"SARIF of many lines", map[string]string{"sarif-file": "a\nQUOTALINT_NEW=0"}, 2, "sarif-file has more than one line", "  "},
		{"SARIF where no file can be", map[string]string{"sarif-file": "my config.yml/a.sarif"}, 2, "sarif-file: my config.yml/a.sarif cannot be written", "  "},
		{"SARIF in a folder", map[string]string{"sarif-file": "-out/a b.sarif"}, 1, "", "4 4 4"},
		{"no SARIF", map[string]string{"sarif-file": ""}, 1, "", "4 4 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := newRunner(t, dir, "push", "{}")
			got := r.use(t, c.with)
			if got.status != c.status || !strings.Contains(got.log, c.says) {
				t.Errorf("status %d, want %d, and %q in\n%s", got.status, c.status, c.says, got.log)
			}
			if figure := strings.Join([]string{got.outputs["violations"], got.outputs["new"], got.outputs["failing"]}, " "); figure != c.figure {
				t.Errorf("outputs %q, want %q", figure, c.figure)
			}
			for _, a := range got.annotations(t) {
				if a.file == "forged.py" || a.message == "forged" {
					t.Errorf("a name forged %+v", a)
				}
			}
			if strings.Contains(got.summary, "\n## forged") || !strings.HasPrefix(got.summary, "## quotalint: ") {
				t.Error(got.summary)
			}
			if name := got.outputs["sarif-file"]; name != "" {
				validSARIF(t, filepath.Join(dir, name))
			} else if got.status < 2 && c.with["sarif-file"] != "" {
				t.Error("there is no SARIF report")
			}
			safe(t, dir)
		})
	}
}

// Baselines and commits to compare with reach quotalint, where they are given.
func TestNewFromInput(t *testing.T) {
	o := newOrigin(t)
	dir := o.checkout(t, o.merge, 0)
	for _, c := range []struct {
		with      map[string]string
		want, not string
	}{
		{map[string]string{"new-from": ""}, "", "--new-from|baseline"},
		{map[string]string{"new-from": "none", "baseline": "none"}, "--no-baseline", "--new-from"},
		{map[string]string{"new-from": "-x$(touch pwned)", "baseline": "old ones.json"}, "--new-from=-x$(touch pwned)\n--baseline=old ones.json", "--merge-base"},
	} {
		r, args := newRunner(t, dir, "pull_request", o.payload(t, "pull_request"))
		r.use(t, c.with)
		if given := read(t, args); !strings.Contains(given, c.want) || regexp.MustCompile(c.not).MatchString(given) {
			t.Errorf("%v: quotalint is given\n%s", c.with, given)
		}
		safe(t, dir)
	}
}
