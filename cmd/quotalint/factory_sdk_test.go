package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// mustRun is the variable of the environment that makes an SDK which cannot be had a failure, not a reason to skip a test.
const mustRun = "QUOTALINT_MUST_RUN"

// What the SDKs are installed from is written down in full, so that every machine runs the same. Each is installed once for all tests,
// and kept in the user's cache.
var (
	// python3 is a python that can run what is here, and in a second line its version.
	python3 = sync.OnceValues(func() (string, error) {
		python, err := exec.LookPath("python3")
		if err != nil {
			return "", errors.New("there is no python3")
		}
		var errs bytes.Buffer
		asked := exec.Command(python, "-c", askPython)
		asked.Stderr = &errs
		version, err := asked.Output()
		if err != nil {
			return "", fmt.Errorf("%s does not do: %s", python, strings.TrimSpace(errs.String()))
		}
		return python + "\n" + string(version), nil
	})

	// pythonSDK is the python of a virtual environment with openai.
	pythonSDK = sync.OnceValues(func() (string, error) {
		return pythonWith("python", filepath.Join(fixtureRoot, "factory", "requirements.txt"))
	})

	// typescriptSDK is a folder whose node_modules has openai, and esbuild to run TypeScript.
	typescriptSDK = sync.OnceValues(func() (string, error) {
		return npmWith("typescript", "openai@6.9.1", "esbuild@0.25.10")
	})

	// goSDK is a folder with the go.mod and go.sum of a module that requires openai-go and go-openai.
	goSDK = sync.OnceValues(func() (string, error) {
		packages := []string{"github.com/openai/openai-go/v3@v3.8.1", "github.com/sashabaranov/go-openai@v1.41.2"}
		dir, err := sdkFolder("go", packages, func(string) [][]string {
			return [][]string{{"go", "mod", "init", builtModule}, append([]string{"go", "get"}, packages...)}
		})
		if err != nil {
			return "", err
		}
		return dir, install(dir, "go", "mod", "download") // the modules are not in this folder, and may be gone
	})
)

const (
	askPython = `import sys
if sys.version_info < (3, 10):
    sys.exit("it is older than 3.10")
try:
    import ensurepip
except ImportError:
    sys.exit("it has no ensurepip (Debian: apt-get install python3-venv)")
import os
if not hasattr(os, "fork"):
    sys.exit("it cannot fork")
print(sys.executable, sys.version)`
	askNode = `[parseInt(process.versions.node) >= 20, process.platform, process.arch].join()`
)

// installed is where an SDK is. Without one, the test is skipped.
func installed(t *testing.T, sdk func() (string, error)) string {
	t.Helper()
	path, err := sdk()
	switch {
	case err != nil && os.Getenv(mustRun) != "":
		t.Fatalf("%s is set, and what the test runs cannot be had: %v", mustRun, err)
	case err != nil:
		t.Skipf("not run, as what it runs cannot be had (go test -count=1 tries again): %v", err)
	}
	return path
}

// pythonWith is the python of a virtual environment with the packages of a requirements.txt. Their own commands do not run there, as
// they name the folder that they were installed in: python -m does.
func pythonWith(name, requirements string) (string, error) {
	found, err := python3()
	if err != nil {
		return "", err
	}
	python, version, _ := strings.Cut(found, "\n")
	list, err := os.ReadFile(requirements)
	if err != nil {
		return "", err
	}
	packages := strings.Fields(string(list))
	dir, err := sdkFolder(name, append(packages, version), func(dir string) [][]string {
		made := filepath.Join(dir, "bin", "python")
		pip := []string{made, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--only-binary=:all:", "--retries=1"}
		return [][]string{{python, "-m", "venv", dir}, append(pip, packages...)}
	})
	return filepath.Join(dir, "bin", "python"), err
}

// npmWith is a folder whose node_modules has packages of npm.
func npmWith(name string, packages ...string) (string, error) {
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			return "", fmt.Errorf("there is no %s", program)
		}
	}
	platform, err := exec.Command("node", "-p", askNode).Output()
	if err != nil {
		return "", errors.New("node does not run")
	}
	if strings.HasPrefix(string(platform), "false") {
		return "", errors.New("node is older than 20")
	}
	return sdkFolder(name, append(slices.Clone(packages), string(platform)), func(dir string) [][]string {
		npm := []string{"npm", "install", "--loglevel=error", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--prefix", dir}
		return [][]string{append(npm, packages...)}
	})
}

// sdkFolder is a folder in the user's cache for what makes describes, which commands put there the first time. One process installs at a
// time. What an interrupted one leaves is removed by the next.
func sdkFolder(name string, makes []string, commands func(dir string) [][]string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("nowhere to keep the SDK: %w", err)
	}
	key := sha256.Sum256([]byte(strings.Join(makes, "\n")))
	dir := filepath.Join(cache, "quotalint-test", fmt.Sprintf("%s-%x", name, key[:6]))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", fmt.Errorf("nowhere to keep the SDK; set XDG_CACHE_HOME: %w", err)
	}
	unlock, err := lockedfile.MutexAt(dir + ".lock").Lock()
	if err != nil {
		return "", fmt.Errorf("nowhere to keep the SDK; set XDG_CACHE_HOME: %w", err)
	}
	defer unlock()
	if _, err := os.Stat(dir); err == nil {
		return dir, nil // another process has installed it
	}
	left, err := filepath.Glob(dir + ".part*")
	if err != nil {
		return "", err
	}
	for _, part := range left {
		if err := os.RemoveAll(part); err != nil {
			return "", err
		}
	}
	making, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+".part") // a name of its own: what is left may still be written to
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(making)
	for _, command := range commands(making) {
		if err := install(making, command...); err != nil {
			return "", err
		}
	}
	return dir, os.Rename(making, dir)
}

// install runs a command of a package manager in a folder.
func install(dir string, command ...string) error {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, bytes.TrimSpace(out))
	}
	return nil
}

// An SDK is installed once however many ask for it, a failed or interrupted installation leaves nothing that the next takes for one, and
// where nothing can be kept there is an error.
func TestSDKFolder(t *testing.T) {
	cache := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, cache)
	}
	module := func(string) [][]string { return [][]string{{"go", "mod", "init", builtModule}} }

	_, err := sdkFolder("x", nil, func(string) [][]string { return [][]string{{"go", "mod", "init", builtModule}, {"go", "no-such"}} })
	if err == nil || !strings.Contains(err.Error(), "go no-such") {
		t.Errorf("a failed installation: %v", err)
	}
	parts, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(parts, "quotalint-test", "x-*.lock"))
	if err != nil || len(left) != 1 {
		t.Fatalf("locks of one folder: %v, %v", left, err)
	}
	interrupted := strings.TrimSuffix(left[0], ".lock") + ".part1"
	if err := os.MkdirAll(filepath.Join(interrupted, "go.mod"), 0o755); err != nil {
		t.Fatal(err)
	}

	var installs atomic.Int32
	dirs := make([]string, 8)
	var all sync.WaitGroup
	for i := range dirs {
		all.Go(func() {
			dir, err := sdkFolder("x", nil, func(dir string) [][]string {
				installs.Add(1)
				return module(dir)
			})
			if err != nil {
				t.Error(err)
			}
			dirs[i] = dir
		})
	}
	all.Wait()
	if n := installs.Load(); n != 1 {
		t.Errorf("installed %d times", n)
	}
	if files, err := os.ReadDir(dirs[0]); err != nil || len(files) != 1 || files[0].Name() != "go.mod" || slices.ContainsFunc(dirs, func(d string) bool { return d != dirs[0] }) {
		t.Errorf("%v hold %v, %v", dirs, files, err)
	}
	if _, err := os.Stat(interrupted); err == nil {
		t.Errorf("%s is left", interrupted)
	}
	if other, err := sdkFolder("x", []string{"2"}, module); err != nil || other == dirs[0] {
		t.Errorf("another version is in %s, %v", other, err)
	}

	file := filepath.Join(cache, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, file)
	}
	if _, err := sdkFolder("x", nil, module); err == nil || !strings.Contains(err.Error(), "nowhere to keep the SDK") {
		t.Errorf("with nowhere to keep it: %v", err)
	}
}
