package action

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

const (
	actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
	reviewdog  = "github.com/reviewdog/reviewdog/cmd/reviewdog@v0.21.0"
)

// unavailable skips a test for what it needs and cannot have; where all tests must run it fails.
func unavailable(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("QUOTALINT_MUST_RUN") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// tool is a program of the Go module proxy.
func tool(t *testing.T, module string) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("go", "install", module)
	cmd.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		unavailable(t, module+" cannot be had: "+string(out))
	}
	name, _, _ := strings.Cut(module, "@")
	return filepath.Join(dir, filepath.Base(name))
}

func shellcheck(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("shellcheck")
	if err != nil {
		unavailable(t, "there is no shellcheck (Debian: apt-get install shellcheck)")
	}
	return program
}

// marked gives the blocks of the README below a mark.
func marked(t *testing.T, mark string) []string {
	t.Helper()
	var out []string
	for _, m := range regexp.MustCompile("(?s)<!-- "+mark+" -->\n```\\w+\n(.*?)```\n").FindAllStringSubmatch(read(t, filepath.Join("..", "README.md")), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Fatalf("the README has no block marked %s", mark)
	}
	return out
}

// The workflows of the project and those of the README are as actionlint wants them.
func TestWorkflows(t *testing.T) {
	program := tool(t, actionlint)
	files, err := filepath.Glob(filepath.Join("..", ".github", "workflows", "*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d workflows, %v", len(files), err)
	}
	for _, file := range files {
		if out, err := exec.Command(program, "-no-color", file).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}
	for _, text := range marked(t, "workflow") {
		cmd := exec.Command(program, "-no-color", "-")
		cmd.Stdin = strings.NewReader(text)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}
	cmd := exec.Command(program, "-")
	cmd.Stdin = strings.NewReader("on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: 'echo ${{ github.head_ref }}'}]}}\n")
	if err := cmd.Run(); err == nil {
		t.Error("actionlint finds nothing wrong with a branch in a script")
	}
}

// The scripts of the action are as shellcheck wants them, those in action.yml, too.
func TestScripts(t *testing.T) {
	program := shellcheck(t)
	check := func(dir string, args ...string) error {
		cmd := exec.Command(program, append([]string{"--external-sources", "--enable=avoid-nullary-conditions,deprecate-which,quote-safe-variables"}, args...)...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Logf("%s", out)
		}
		return err
	}
	if err := check("..", "action/install.sh", "action/build.sh", "action/base.sh", "action/check.sh", "action/say.sh", "test.sh"); err != nil {
		t.Error(err)
	}
	dir, ran := t.TempDir(), 0
	for _, s := range load(t).Runs.Steps {
		if s.Run == "" {
			continue
		}
		ran++
		write(t, filepath.Join(dir, "run.sh"), "#!/bin/bash\n"+s.Run+"\n")
		if err := check(dir, "run.sh"); err != nil {
			t.Errorf("%s: %v", s.Run, err)
		}
	}
	if ran == 0 {
		t.Error("action.yml runs nothing")
	}
	if files, err := filepath.Glob("*.sh"); err != nil || len(files) != 5 {
		t.Errorf("%d scripts, %v: does this test know all?", len(files), err)
	}
}

// The job of the README for GitLab checks a merge request: its reports are what GitLab reads.
func TestGitLab(t *testing.T) {
	var jobs map[string]struct {
		Script    []string
		Coverage  string
		Artifacts struct{ Reports map[string]string }
	}
	if err := yaml.Unmarshal([]byte(marked(t, "gitlab")[0]), &jobs); err != nil {
		t.Fatal(err)
	}
	job := jobs["quotalint"]
	if len(job.Script) == 0 || !strings.HasPrefix(job.Script[0], "go install ") {
		t.Fatalf("the job runs %q", job.Script)
	}
	o := newOrigin(t)
	for _, c := range []struct {
		name, checked string
		env           []string
		base          string
		status        bool
	}{
		{"a branch", o.main, nil, "", false},
		{"a merge request", o.head, []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=" + o.fork, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA="}, o.fork, false},
		{"a merged result", o.clean, []string{"CI_MERGE_REQUEST_DIFF_BASE_SHA=" + o.fork, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA=" + o.main}, o.main, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := o.checkout(t, c.checked, 0)
			cmd := exec.Command("bash", "-eu", "-o", "pipefail", "-c", strings.Join(job.Script[1:], "\n"))
			cmd.Dir = dir
			cmd.Env = append(append(os.Environ(), "PATH="+filepath.Dir(quotalint(t))+string(os.PathListSeparator)+os.Getenv("PATH")), c.env...)
			out, err := cmd.CombinedOutput()
			if (err == nil) != c.status {
				t.Errorf("%v\n%s", err, out)
			}
			if !regexp.MustCompile(strings.Trim(job.Coverage, "/")).Match(out) {
				t.Errorf("no coverage is in\n%s", out)
			}
			var issues []map[string]any
			if err := yaml.Unmarshal([]byte(read(t, filepath.Join(dir, job.Artifacts.Reports["codequality"]))), &issues); err != nil || (len(issues) == 0) != c.status {
				t.Errorf("%d issues, %v", len(issues), err)
			}
			if figures := parseOutputs(t, read(t, filepath.Join(dir, job.Artifacts.Reports["dotenv"]))); (figures["QUOTALINT_NEW"] == "0") != c.status {
				t.Error(figures)
			}
		})
	}
}

// What the README has for reviewdog shows the faults in lines that a branch changes, and no others.
func TestReviewdog(t *testing.T) {
	program := tool(t, reviewdog)
	o := newOrigin(t)
	dir := o.checkout(t, o.merge, 0)
	cmd := exec.Command("bash", "-c", marked(t, "reviewdog")[0])
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+strings.Join([]string{filepath.Dir(program), filepath.Dir(quotalint(t)), os.Getenv("PATH")}, string(os.PathListSeparator)))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "app/new.py:5:12: error QL001") || strings.Contains(string(out), "app/old.py:5") {
		t.Errorf("%s", out)
	}
}
