package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// A factoryJob is one client for a runner to make and to call every method of.
type factoryJob struct {
	ID     string   `json:"id"`
	Dir    string   `json:"dir"`
	File   string   `json:"file"`
	Make   string   `json:"make"`
	Client string   `json:"client"`
	Paths  []string `json:"paths"` // what QL101 names

	fixture *factoryFixture
	made    made
}

// A factoryOutcome is what a runner says of a job.
type factoryOutcome struct {
	ID      string        `json:"id"`
	Fault   string        `json:"fault"` // why the client could not be made
	Methods []observation `json:"methods"`
	Paths   []sdkPath     `json:"paths"`
}

// An sdkPath is what the bare client of the SDK has at a path.
type sdkPath struct {
	Path      string `json:"path"`
	Exists    bool   `json:"exists"`
	Coroutine bool   `json:"coroutine"` // Python's iscoroutinefunction says so
}

// An observation is what became of a call.
type observation struct {
	Method   string `json:"method"`
	View     string `json:"view"`
	State    string `json:"state"`
	Records  int    `json:"records"`
	Requests int    `json:"requests"`
	Spent    int    `json:"spent"` // tokens, as the responses tell
	Fault    string `json:"fault"` // what the call ended with
}

// A factoryRunner is how factories in a language are run: the command that does, once their projects are below a folder.
type factoryRunner func(t *testing.T, root string, jobs []*factoryJob) *exec.Cmd

var factoryRunners = map[string]factoryRunner{"python": runPython, "typescript": runTypeScript, "go": runGo}

// sdkFiles are the rules files of the SDKs that fixtures use.
var sdkFiles = map[string][]string{"python": {"openai"}, "typescript": {"openai-node"}, "go": {"openai-go", "go-openai"}}

// Factories count what the fixtures say they count.
func TestFactoryRun(t *testing.T) {
	t.Parallel()
	for _, language := range languageFolders {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			jobs := factoryJobs(t, factoryFixtures(t, language), root)
			compareFactories(t, sdkFiles[language], jobs, factoryRunners[language](t, root, jobs))
		})
	}
}

func runPython(t *testing.T, _ string, _ []*factoryJob) *exec.Cmd {
	return exec.Command(installed(t, pythonSDK), "-B", runnerFile(t, "run.py"))
}

func runTypeScript(t *testing.T, root string, _ []*factoryJob) *exec.Cmd {
	env := installed(t, typescriptSDK)
	if err := os.Symlink(filepath.Join(env, "node_modules"), filepath.Join(root, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return exec.Command("node", runnerFile(t, "run.mjs"))
}

// runnerFile is the path of a runner. All its files are read, for the cache of go test knows only what a test itself reads.
func runnerFile(t *testing.T, name string) string {
	t.Helper()
	dir := filepath.Join(fixtureRoot, "factory")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		if _, err := os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, name)
}

// factoryJobs writes fixtures below a folder and lists the clients to make.
func factoryJobs(t *testing.T, fixtures []*factoryFixture, root string) []*factoryJob {
	t.Helper()
	var jobs []*factoryJob
	for _, f := range fixtures {
		dir := filepath.Join(root, f.name)
		if err := f.write(dir); err != nil {
			t.Fatal(err)
		}
		paths := []string{}
		for _, fault := range f.want.faults {
			paths = append(paths, fault.path)
		}
		for _, m := range f.want.clients {
			file, name := f.split(m.symbol)
			expression := f.want.makes[m]
			if expression == "" {
				expression = name + "()"
			}
			jobs = append(jobs, &factoryJob{
				ID: f.name + " " + m.symbol + " " + m.client, Dir: dir, File: file, Make: expression, Client: m.client, Paths: paths,
				fixture: f, made: m,
			})
		}
		if len(f.want.clients) == 0 {
			t.Errorf("%s: want.txt says of no client what it counts", f.path)
		}
	}
	return jobs
}

// compareFactories runs the jobs and holds the outcomes against the fixtures; with -update it mends the fixtures instead.
func compareFactories(t *testing.T, rulesFiles []string, jobs []*factoryJob, cmd *exec.Cmd) {
	t.Helper()
	outcomes := runFactories(t, spendingMethods(t, rulesFiles), jobs, cmd)
	of := map[*factoryFixture][]*factoryOutcome{}
	var fixtures []*factoryFixture
	for _, job := range jobs {
		t.Run(job.ID, func(t *testing.T) {
			o := outcomes[job.ID]
			switch {
			case o == nil:
				t.Fatal("the runner says nothing of it")
			case o.Fault != "":
				t.Fatal(o.Fault)
			case len(o.Methods) < 5:
				t.Fatalf("only %d calls: is the SDK there?", len(o.Methods))
			}
			if of[job.fixture] == nil {
				fixtures = append(fixtures, job.fixture)
			}
			of[job.fixture] = append(of[job.fixture], o)
			if *update {
				job.rewrite(o)
			} else {
				job.compare(t, o)
			}
		})
	}
	for _, f := range fixtures {
		for _, fault := range f.want.faults {
			if !slices.ContainsFunc(of[f], fault.shown) {
				t.Errorf("%s: QL101 %s %s %s: what ran does not show it", f.path, fault.place, fault.kind, fault.path)
			}
		}
		if *update {
			f.save(t)
		}
	}
}

// runFactories gives the jobs to a runner and returns what it says, by job.
func runFactories(t *testing.T, methods []string, jobs []*factoryJob, cmd *exec.Cmd) map[string]*factoryOutcome {
	t.Helper()
	input, err := json.Marshal(map[string]any{"methods": methods, "runs": jobs})
	if err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd.Env = append(os.Environ(), "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, errs.String())
	}
	outcomes := map[string]*factoryOutcome{}
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var o factoryOutcome
		if err := decoder.Decode(&o); err != nil {
			t.Fatal(err)
		}
		outcomes[o.ID] = &o
	}
	return outcomes
}

// compare holds what ran against what is wanted.
func (j *factoryJob) compare(t *testing.T, o *factoryOutcome) {
	want := &j.fixture.want
	observed := map[methodWant]bool{}
	for _, m := range o.Methods {
		observed[methodWant{view: m.View, method: m.Method}] = true
		state := want.of(j.made, m.View, m.Method)
		if state == "" && m.View != "" {
			continue // a view of a method that the fixture does not speak of
		}
		if state != m.State {
			t.Errorf("%s: %s, want %s (%d records of %d requests) %s", m.name(), m.State, cmp.Or(state, "a line for it"), m.Records, m.Requests, m.Fault)
		}
	}
	for _, m := range want.methods[j.made] {
		if m.method != "*" && !observed[methodWant{view: m.view, method: m.method}] {
			t.Errorf("%s %s is in want.txt and was not called", m.view, m.method)
		}
	}
}

func (o observation) name() string {
	if o.View != "" {
		return "via " + o.View + " " + o.Method
	}
	return o.Method
}

// shown reports whether what ran shows a fault.
func (f factoryFault) shown(o *factoryOutcome) bool {
	switch f.kind {
	case "dead-path":
		return slices.ContainsFunc(o.Paths, func(p sdkPath) bool { return p.Path == f.path && !p.Exists })
	case "async-check":
		return slices.ContainsFunc(o.Paths, func(p sdkPath) bool { return p.Path == f.path && p.Exists && !p.Coroutine }) && o.state("", f.path) == "no-tokens"
	case "misses", "declared":
		return o.state("", f.path) == "untracked"
	case "escape":
		return slices.ContainsFunc(o.Methods, func(m observation) bool {
			blind := m.State == "no-tokens" && o.state("", m.Method) == "full"
			return m.View == f.path && blind || m.State == "untracked" && (m.View == f.path && o.state("", m.Method) != "untracked" || m.View == "" && m.Method == f.path)
		})
	case "stream-tokens":
		streamed := o.state("stream", f.path)
		return streamed == "no-tokens" || streamed == "untracked" || o.state("", f.path) == "no-tokens"
	case "wrapped-twice":
		return o.state("", f.path) == "double"
	case "never-calls":
		return slices.ContainsFunc(o.Methods, func(m observation) bool {
			return m.View == "" && m.Method == f.path && m.Requests == 0 && m.State != "absent"
		})
	}
	return false
}

// state is what became of a method.
func (o *factoryOutcome) state(view, method string) string {
	for _, m := range o.Methods {
		if m.View == view && m.Method == method {
			return m.State
		}
	}
	return ""
}
