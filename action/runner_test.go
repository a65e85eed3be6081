package action

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// A composite is an action.yml.
type composite struct {
	Inputs  map[string]struct{ Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	ID, Name, If, Uses, Run, Shell string
	With, Env                      map[string]string
}

// load reads the action.yml of the project. A key that a runner does not know is an error.
func load(t *testing.T) composite {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]yaml.Node
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for key := range all {
		if !slices.Contains([]string{"name", "description", "author", "branding", "inputs", "outputs", "runs"}, key) {
			t.Fatalf("action.yml has %s", key)
		}
	}
	var c composite
	if err := yaml.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	if c.Runs.Using != "composite" || len(c.Runs.Steps) == 0 {
		t.Fatal("action.yml is no composite action")
	}
	return c
}

// A runner runs the steps of an action as GitHub does, but for those that use other actions: of these it keeps what they are given,
// and answers with what the test says.
type runner struct {
	workspace, temp string
	event           string // its name
	payload         string // JSON
	env             map[string]string
	ref, repository string                       // of the action
	answers         map[string]map[string]string // outputs by what is used, without its version
}

// A ran is what became of a run.
type ran struct {
	status  int // of the step that failed, else 0
	log     string
	summary string
	outputs map[string]string // of the action
	used    map[string]map[string]string
	path    []string // what was put before PATH, the last first
	steps   map[string]map[string]string
}

func (r *runner) use(t *testing.T, with map[string]string) ran {
	t.Helper()
	c := load(t)
	got := ran{outputs: map[string]string{}, used: map[string]map[string]string{}, steps: map[string]map[string]string{}}
	var event map[string]any
	if err := json.Unmarshal([]byte(r.payload), &event); err != nil {
		t.Fatal(err)
	}
	inputs := map[string]string{}
	for name, in := range c.Inputs {
		inputs[name] = in.Default
	}
	for name, value := range with {
		if _, ok := inputs[name]; !ok {
			t.Fatalf("the action has no input %s", name)
		}
		inputs[name] = value
	}
	e := expressions{t: t, inputs: inputs, steps: got.steps, github: map[string]any{
		"action_ref": r.ref, "action_repository": r.repository, "event": event, "event_name": r.event,
	}}
	for _, s := range c.Runs.Steps {
		var outputs map[string]string // none where the step does not run
		switch {
		case got.status != 0 || s.If != "" && e.eval(s.If) != "true":
		case s.Uses != "":
			name, _, _ := strings.Cut(s.Uses, "@")
			got.used[name] = e.fillAll(s.With)
			outputs = r.answers[name]
		default:
			outputs = r.run(t, s, e.fillAll(s.Env), &got)
		}
		if s.ID != "" {
			got.steps[s.ID] = outputs
		}
	}
	for name, out := range c.Outputs {
		got.outputs[name] = e.fill(out.Value)
	}
	return got
}

// run runs a script as a runner does with `shell: bash`, and gives its outputs.
func (r *runner) run(t *testing.T, s step, env map[string]string, got *ran) map[string]string {
	t.Helper()
	if s.Shell != "bash" {
		t.Fatalf("the shell of %q is %q", s.Name, s.Shell)
	}
	if strings.Contains(s.Run, "${{") {
		t.Errorf("an expression stands in a script: %s", s.Run)
	}
	files := t.TempDir()
	path := func(name string) string { return filepath.Join(files, name) }
	write(t, path("script.sh"), s.Run)
	write(t, path("event.json"), r.payload)
	action, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{
		"PATH": strings.Join(append(slices.Clone(got.path), os.Getenv("PATH")), string(os.PathListSeparator)),
		"HOME": r.temp, "RUNNER_TEMP": r.temp, "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "CI": "true", "GITHUB_ACTIONS": "true",
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
		"GITHUB_ACTION_PATH": action, "GITHUB_WORKSPACE": r.workspace, "GITHUB_EVENT_NAME": r.event, "GITHUB_EVENT_PATH": path("event.json"),
		"GITHUB_REPOSITORY": "acme/search", "GITHUB_SERVER_URL": "https://github.com",
	}
	for _, name := range []string{"GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		all[name] = path(name)
		write(t, path(name), "")
	}
	maps.Copy(all, r.env)
	maps.Copy(all, env)
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", path("script.sh"))
	cmd.Dir = r.workspace
	for name, value := range all {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got.status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	got.log += string(out)
	got.summary += read(t, path("GITHUB_STEP_SUMMARY"))
	if text := read(t, path("GITHUB_ENV")); text != "" {
		t.Errorf("the environment of later steps is changed: %s", text)
	}
	for _, line := range strings.Fields(read(t, path("GITHUB_PATH"))) {
		got.path = append([]string{line}, got.path...)
	}
	return parseOutputs(t, read(t, path("GITHUB_OUTPUT")))
}

// parseOutputs reads the file of outputs; one that a runner would refuse is an error. None of the action has more than one line.
func parseOutputs(t *testing.T, text string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		if _, twice := out[key]; !ok || twice || !regexp.MustCompile(`^[\w-]+$`).MatchString(key) {
			t.Errorf("the line %q of the outputs is none, or comes twice", line)
		}
		out[key] = value
	}
	return out
}

// An annotation is a command of the log that the page of a run shows.
type annotation struct{ level, file, line, title, message string }

// annotations are the commands in the log, as a runner reads them. One that is no annotation is an error.
func (g ran) annotations(t *testing.T) []annotation {
	t.Helper()
	var out []annotation
	stopped := ""
	for line := range strings.Lines(g.log) {
		line = strings.TrimSpace(line)
		if stopped != "" {
			if line == "::"+stopped+"::" {
				stopped = ""
			}
			continue
		}
		if token, ok := strings.CutPrefix(line, "::stop-commands::"); ok {
			stopped = token
			continue
		}
		m := regexp.MustCompile(`^::([a-z-]+)( [^:]*)?::(.*)$`).FindStringSubmatch(line)
		if m == nil {
			if strings.Contains(line, "##[") {
				t.Errorf("an old command is in the log: %s", line)
			}
			continue
		}
		if !slices.Contains([]string{"error", "warning", "notice"}, m[1]) {
			t.Errorf("the log has the command %s", line)
		}
		a := annotation{level: m[1], message: decode(m[3])}
		for _, pair := range strings.Split(strings.TrimSpace(m[2]), ",") {
			key, value, _ := strings.Cut(pair, "=")
			switch key {
			case "file":
				a.file = decode(value)
			case "line":
				a.line = value
			case "title":
				a.title = decode(value)
			}
		}
		out = append(out, a)
	}
	if stopped != "" {
		t.Error("commands are stopped and never taken up again")
	}
	return out
}

func decode(s string) string {
	return strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",").Replace(s)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))
}
