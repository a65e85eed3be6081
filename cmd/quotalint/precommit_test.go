package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
	"gopkg.in/yaml.v3"
)

var hooksData = filepath.Join("..", "..", "testdata", "hooks")

// preCommit is a python with pre-commit.
var preCommit = sync.OnceValues(func() (string, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return "", errors.New("there is no git")
	}
	return pythonWith("pre-commit", filepath.Join(hooksData, "requirements.txt"))
})

// hookManagers is a folder whose node_modules has lefthook and husky.
var hookManagers = sync.OnceValues(func() (string, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return "", errors.New("there is no git")
	}
	return npmWith("hooks", "lefthook@2.2.2", "husky@9.1.7")
})

// The real pre-commit, real commits. Each script starts in repo, a repository of its own in which every call is counted, with the hook
// quotalint-system installed as the README says it. $WORK has what else the README shows: a hook for git alone and lefthook.yml; and
// golang.yaml, the same config with the hook that pre-commit builds.
func TestPreCommit(t *testing.T) {
	python, home := installed(t, preCommit), t.TempDir()
	commits(t, "precommit", hooksRepository(t), func(e *testscript.Env) error {
		e.Setenv("PYTHON", python)
		e.Setenv("PRE_COMMIT_HOME", home)
		return runAll(e, []string{python, "-m", "pre_commit", "install"})
	})
}

// The same repository without pre-commit, and the others that the README names: lefthook and husky are in $MODULES.
func TestHookManagers(t *testing.T) {
	modules := filepath.Join(installed(t, hookManagers), "node_modules")
	commits(t, "managers", "", func(e *testscript.Env) error {
		e.Setenv("MODULES", modules)
		return os.Remove(filepath.Join(e.Cd, ".pre-commit-config.yaml"))
	})
}

// commits runs the scripts of a folder of testdata/hooks, each in a repository of its own. hooks is what the config of pre-commit names.
func commits(t *testing.T, folder, hooks string, more func(*testscript.Env) error) {
	t.Helper()
	container, err := filepath.Abs(filepath.Join("..", "..", "docker", "with-commit-index"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join(hooksData, folder),
		UpdateScripts: *update,
		Cmds:          map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(e *testscript.Env) error {
			if err := goCaches(e); err != nil {
				return err
			}
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("WITH_COMMIT_INDEX", container)
			e.Cd = filepath.Join(e.WorkDir, "repo")
			if err := userRepository(e.WorkDir, hooks); err != nil {
				return err
			}
			if err := runAll(e, []string{"git", "init", "-q"}, []string{"git", "add", "."}, []string{"git", "commit", "-q", "-m", "counted"}); err != nil {
				return err
			}
			return more(e)
		},
	})
}

// runAll runs commands in the repository of a script, with its environment.
func runAll(e *testscript.Env, commands ...[]string) error {
	for _, c := range commands {
		// env finds the program on the PATH of the script.
		cmd := exec.Command("env", c...)
		cmd.Dir, cmd.Env = e.Cd, e.Vars
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(c, " "), err, out)
		}
	}
	return nil
}

// userRepository writes what a script starts with. hooks is the repository that the config of pre-commit names.
func userRepository(work, hooks string) error {
	a, err := txtar.ParseFile(filepath.Join(hooksData, "repository.txtar"))
	if err != nil {
		return err
	}
	config, err := readmeBlock("pre-commit")
	if err != nil {
		return err
	}
	repo, rev := "https://github.com/quotalint/quotalint", regexp.MustCompile(`rev: v\S+`)
	if !strings.Contains(config, repo) || !rev.MatchString(config) || !strings.Contains(config, "id: quotalint\n") {
		return fmt.Errorf("the config in the README names neither %s nor a version of it nor its hook:\n%s", repo, config)
	}
	config = rev.ReplaceAllString(strings.Replace(config, repo, hooks, 1), "rev: v0.0.1")
	plain, err := readmeBlock("hook")
	if err != nil {
		return err
	}
	lefthook, err := readmeBlock("lefthook")
	if err != nil {
		return err
	}
	files := map[string]string{
		".gitconfig":                   "[user]\n\tname = A User\n\temail = user@example.com\n[init]\n\tdefaultBranch = main\n",
		"golang.yaml":                  config,
		"hook":                         plain,
		"lefthook.yml":                 lefthook,
		"repo/.pre-commit-config.yaml": strings.Replace(config, "id: quotalint\n", "id: quotalint-system\n", 1),
	}
	for _, f := range a.Files {
		files["repo/"+f.Name] = string(f.Data)
	}
	for name, text := range files {
		path := filepath.Join(work, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil { // a hook must be executable
			return err
		}
	}
	return nil
}

// readmeBlock is the code block of the README below `<!-- name -->`.
func readmeBlock(name string) (string, error) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		return "", err
	}
	block := regexp.MustCompile("(?s)<!-- " + name + " -->\n```\\w+\n(.*?)```\n").FindSubmatch(readme)
	if block == nil {
		return "", fmt.Errorf("the README shows no block <!-- %s -->", name)
	}
	return string(block[1]), nil
}

// hooksRepository is a git repository with a version v0.0.1 of this tree as it is now, committed or not, for pre-commit to clone.
func hooksRepository(t *testing.T) string {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir, list.Env = filepath.Join("..", ".."), withoutGit(os.Environ())
	files, err := list.Output()
	if err != nil {
		t.Skipf("pre-commit clones this repository, and it is in no git repository: %v", err)
	}
	dir := t.TempDir()
	for _, name := range strings.Split(strings.TrimSuffix(string(files), "\x00"), "\x00") {
		from := filepath.Join("..", "..", filepath.FromSlash(name))
		info, err := os.Lstat(from)
		if err != nil || !info.Mode().IsRegular() {
			continue // deleted, and not staged yet
		}
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, info.Mode()); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{
		{"init", "-q"},
		{"add", "--force", "."},
		{"-c", "user.name=A User", "-c", "user.email=user@example.com", "-c", "commit.gpgSign=false", "commit", "-q", "--no-verify", "-m", "a version"},
		{"-c", "tag.gpgSign=false", "tag", "v0.0.1"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir, cmd.Env = dir, withoutGit(os.Environ())
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	return dir
}

// withoutGit leaves out what names another repository where the tests are run by a hook.
func withoutGit(env []string) []string {
	var out []string
	for _, v := range env {
		if !strings.HasPrefix(v, "GIT_DIR=") && !strings.HasPrefix(v, "GIT_INDEX_FILE=") && !strings.HasPrefix(v, "GIT_WORK_TREE=") {
			out = append(out, v)
		}
	}
	return out
}

// The hooks differ in how they come by the program, and in nothing else.
func TestPreCommitHooks(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []map[string]any
	if err := yaml.Unmarshal(data, &hooks); err != nil {
		t.Fatal(err)
	}
	languages := map[string]string{}
	for _, h := range hooks {
		languages[h["id"].(string)] = h["language"].(string)
		h["entry"] = strings.TrimPrefix(h["entry"].(string), "with-commit-index ")
		for _, key := range []string{"id", "language", "description"} {
			delete(h, key)
		}
		if !reflect.DeepEqual(h, hooks[0]) {
			t.Errorf("%v differs from %v", h, hooks[0])
		}
	}
	want := map[string]string{"quotalint": "golang", "quotalint-system": "system", "quotalint-docker": "docker"}
	if !reflect.DeepEqual(languages, want) {
		t.Errorf("the hooks are %v, not %v", languages, want)
	}
}

// The image is built with what the README says that a build needs, and has what the entry of its hook calls.
func TestDockerfile(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	dockerfile, readme := read("Dockerfile"), read("README.md")
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(read("go.mod"))
	for _, want := range []string{"FROM golang:" + version[1] + "-alpine AS build\n", "apk add --no-cache gcc musl-dev", "go install -trimpath ./cmd/quotalint\n", "COPY docker/with-commit-index "} {
		if !strings.Contains(dockerfile, want) {
			t.Errorf("the Dockerfile lacks %q", want)
		}
	}
	for _, want := range []string{"Alpine: `apk add gcc musl-dev`", "`go install ./cmd/quotalint`", "Go](https://go.dev/dl/) " + version[1]} {
		if !strings.Contains(readme, want) {
			t.Errorf("the README lacks %q", want)
		}
	}
	if out, err := exec.Command("docker", "info").CombinedOutput(); err != nil {
		t.Skipf("the image is not built: no Docker engine answers: %s", bytes.TrimSpace(out))
	}
	tag := "quotalint-test"
	build := exec.Command("docker", "build", "--tag", tag, ".")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("docker build: %v\n%s", err, out)
	}
	if out, err := exec.Command("docker", "run", "--rm", "-u", "12345:12345", tag, "version").CombinedOutput(); err != nil || !bytes.HasPrefix(out, []byte("quotalint ")) {
		t.Errorf("docker run: %v\n%s", err, out)
	}
}
