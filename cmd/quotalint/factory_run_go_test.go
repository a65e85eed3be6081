package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fixtureModule is the module of every Go fixture; all of them are built as parts of builtModule.
const (
	fixtureModule = "example.com/app"
	builtModule   = "example.com/run"
)

var packageClause = regexp.MustCompile(`(?m)^package (\w+)`)

func runGo(t *testing.T, root string, jobs []*factoryJob) *exec.Cmd {
	env := installed(t, goSDK)
	if err := writeGoRunner(t, env, root, jobs); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(root, "run")
	build := exec.Command("go", "build", "-mod=mod", "-o", program, ".")
	build.Dir = root
	build.Env = append(os.Environ(), "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return exec.Command(program, filepath.Join(root, "answers.json"))
}

// writeGoRunner makes one module of the runner and of all fixtures, with a list of jobs.
func writeGoRunner(t *testing.T, env, root string, jobs []*factoryJob) error {
	runner := filepath.Dir(runnerFile(t, "run.go"))
	for _, path := range []string{filepath.Join(env, "go.mod"), filepath.Join(env, "go.sum"), filepath.Join(runner, "run.go"), filepath.Join(runner, "call.go"), filepath.Join(runner, "api.go"), filepath.Join(runner, "answers.json")} {
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, filepath.Base(path)), text, 0o644); err != nil {
			return err
		}
	}
	var imports, list strings.Builder
	for i, j := range jobs {
		if err := j.join(i); err != nil {
			return err
		}
		path := builtModule + "/" + j.fixture.name
		fmt.Fprintf(&imports, "\tfactory%d %q\n\tquota%d %q\n", i, filepath.ToSlash(filepath.Join(path, filepath.Dir(j.File))), i, path+"/quota")
		sdk, _, _ := strings.Cut(j.Client, ":")
		fmt.Fprintf(&list, "\t{%q, %q, factory%d.RunFactory%d, func() []int { return quota%d.Seen }, %#v},\n", j.ID, sdk, i, i, i, j.Paths)
	}
	text := "package main\n\nimport (\n" + imports.String() + ")\n\nvar jobs = []job{\n" + list.String() + "}\n"
	return os.WriteFile(filepath.Join(root, "jobs.go"), []byte(text), 0o644)
}

// join makes the files of a job's fixture a part of the built module, and adds a function that makes the client.
func (j *factoryJob) join(number int) error {
	if err := os.RemoveAll(filepath.Join(j.Dir, "go.mod")); err != nil {
		return err
	}
	for _, file := range j.fixture.archive.Files {
		if filepath.Ext(file.Name) != ".go" {
			continue
		}
		text := strings.ReplaceAll(string(file.Data), `"`+fixtureModule, `"`+builtModule+"/"+j.fixture.name)
		if err := os.WriteFile(filepath.Join(j.Dir, filepath.FromSlash(file.Name)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	clause := packageClause.FindStringSubmatch(j.fixture.file(j.File))
	if clause == nil {
		return fmt.Errorf("%s: no package clause in %s", j.fixture.path, j.File)
	}
	text := fmt.Sprintf("package %s\n\nfunc RunFactory%d() any { return %s }\n", clause[1], number, j.Make)
	return os.WriteFile(filepath.Join(j.Dir, filepath.Dir(j.File), fmt.Sprintf("run_factory_%d.go", number)), []byte(text), 0o644)
}
