package action

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var built struct {
	sync.Once
	program string
	err     error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if built.program != "" {
		os.RemoveAll(filepath.Dir(built.program))
	}
	os.Exit(code)
}

// quotalint is the program, built once for all tests.
func quotalint(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		dir, err := os.MkdirTemp("", "quotalint-action")
		if err != nil {
			built.err = err
			return
		}
		built.program = filepath.Join(dir, "quotalint")
		if out, err := exec.Command("go", "build", "-o", built.program, "../cmd/quotalint").CombinedOutput(); err != nil {
			built.err = fmt.Errorf("%w: %s", err, out)
		}
	})
	if built.err != nil {
		t.Fatal(built.err)
	}
	return built.program
}

// A release is what a host of releases has, by path. Its program is a script that notes its arguments and runs quotalint.
type release map[string][]byte

func newRelease(t *testing.T, version, args string) release {
	t.Helper()
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$@\" >>'%s'\nexec '%s' \"$@\"\n", args, quotalint(t))
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, f := range []struct{ name, text string }{{"LICENSE", "MIT"}, {"quotalint", script}} {
		if err := w.WriteHeader(&tar.Header{Name: f.name, Mode: 0o755, Size: int64(len(f.text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	archive := "quotalint_" + version + "_linux_amd64.tar.gz"
	sums := fmt.Sprintf("%064x  quotalint_%s_windows_amd64.zip\n%x  %s\n", 1, version, sha256.Sum256(b.Bytes()), archive)
	return release{"/v" + version + "/" + archive: b.Bytes(), "/v" + version + "/checksums.txt": []byte(sums)}
}

func (r release) serve(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		data, ok := r[q.URL.Path]
		switch {
		case !ok:
			http.NotFound(w, q)
		case data == nil:
			http.Error(w, "no", http.StatusForbidden)
		default:
			if _, err := w.Write(data); err != nil {
				t.Log(err)
			}
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// newRunner is a runner on a job with a release of version 1.2.3, which the action is used by. Args is where what quotalint is given
// is noted.
func newRunner(t *testing.T, workspace, event, payload string) (r *runner, args string) {
	t.Helper()
	args = filepath.Join(t.TempDir(), "args")
	return &runner{
		workspace: workspace, temp: t.TempDir(), event: event, payload: payload, ref: "v1.2.3", repository: "quotalint/quotalint",
		env: map[string]string{"QUOTALINT_RELEASES": newRelease(t, "1.2.3", args).serve(t), "GITHUB_HEAD_REF": hostile},
	}, args
}

// A release is installed only as its checksum says. Where there is none, the source of the action is built; never anything else than
// what was asked for.
func TestInstall(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "app.py"), "x = 1\n")
	const sums, archive = "/v1.2.3/checksums.txt", "/v1.2.3/quotalint_1.2.3_linux_amd64.tar.gz"
	for _, c := range []struct {
		name, ref, repository, version, arch string
		spoil                                func(release)
		how, says                            string // how is empty where the step fails
	}{
		{name: "the release of the tag", ref: "v1.2.3", how: "release", says: "quotalint "},
		{name: "a version", ref: "main", version: "v1.2.3", how: "release", says: "quotalint "},
		{name: "a branch", ref: "main", how: "source", says: "used by no release"},
		{name: "a commit", ref: "02d2cfa7f1e2c3b4a5968778695a4b3c2d1e0f00", how: "source", says: "used by no release"},
		{name: "the action itself", ref: "", repository: "-", how: "source", says: "used by no release"},
		{name: "inside of another action", ref: "v1.2.3", repository: "acme/wrapper", how: "source", says: "used by no release"},
		{name: "a tag without a release", ref: "v9.9.9", how: "source", says: "there is no release 9.9.9"},
		{name: "a machine without a release", ref: "v1.2.3", arch: "ARM64", how: "source", says: "has nothing for Linux on ARM64"},
		{name: "a version without a release", ref: "v1.2.3", version: "9.9.9", says: "there is no release 9.9.9; leave version out"},
		{name: "no version", ref: "v1.2.3", version: "$(touch pwned)", says: "version is that of a release, such as 1.2.0, not '$(touch pwned)'"},
		{name: "a wrong checksum", ref: "v1.2.3", says: "it is not installed", spoil: func(r release) {
			r[sums] = []byte(strings.Repeat("0", 64) + "  quotalint_1.2.3_linux_amd64.tar.gz\n")
		}},
		{name: "a changed archive", ref: "v1.2.3", says: "it is not installed", spoil: func(r release) { r[archive] = append(r[archive], 0) }},
		{name: "an archive that is gone", ref: "v1.2.3", says: "and does not have it", spoil: func(r release) { delete(r, archive) }},
		{name: "a host that refuses", ref: "v1.2.3", says: "answers with status 403", spoil: func(r release) { r[sums] = nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := filepath.Join(t.TempDir(), "args")
			rel := newRelease(t, "1.2.3", args)
			if c.spoil != nil {
				c.spoil(rel)
			}
			r := &runner{
				workspace: dir, temp: t.TempDir(), event: "push", payload: "{}", ref: c.ref, repository: "quotalint/quotalint",
				env:     map[string]string{"QUOTALINT_RELEASES": rel.serve(t)},
				answers: map[string]map[string]string{"actions/cache": {"cache-hit": "true"}}, // so that nothing is built
			}
			if c.repository != "" {
				r.repository = strings.Trim(c.repository, "-")
			}
			if c.arch != "" {
				r.env["RUNNER_ARCH"] = c.arch
			}
			got := r.use(t, map[string]string{"version": c.version, "fail-on": "none"})
			if how := got.steps["install"]["how"]; how != c.how || !strings.Contains(got.log, c.says) {
				t.Errorf("how %q, want %q, and %q in\n%s", how, c.how, c.says, got.log)
			}
			_, err := os.Stat(filepath.Join(r.temp, "quotalint", "quotalint"))
			if installed := err == nil; installed != (c.how == "release") {
				t.Errorf("installed: %v", installed)
			}
			if _, cached := got.used["actions/cache"]; cached != (c.how == "source") {
				t.Errorf("actions/cache is used: %v", cached)
			}
			if c.how == "" && (got.status != 2 || len(got.annotations(t)) != 1) {
				t.Errorf("status %d\n%s", got.status, got.log)
			}
			if c.how == "release" && got.status != 0 {
				t.Errorf("status %d\n%s", got.status, got.log)
			}
		})
	}
}

// Without a release the action builds its own source, once: the key of the cache changes with the source and the system.
func TestBuild(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "app.py"), bypass)
	key := func(env map[string]string, answers map[string]map[string]string) (ran, string) {
		r := &runner{
			workspace: dir, temp: t.TempDir(), event: "push", payload: "{}", ref: "main", repository: "quotalint/quotalint",
			env: map[string]string{"GOFLAGS": "-mod=vendor"}, answers: answers,
		}
		for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY"} {
			out, err := exec.Command("go", "env", name).Output()
			if err != nil {
				t.Fatal(err)
			}
			r.env[name] = strings.TrimSpace(string(out))
		}
		for name, value := range env {
			r.env[name] = value
		}
		got := r.use(t, nil)
		return got, got.used["actions/cache"]["key"]
	}
	got, first := key(nil, nil)
	if got.status != 1 || got.outputs["violations"] != "2" || !strings.HasPrefix(first, "quotalint-Linux-X64-") {
		t.Errorf("status %d, outputs %v, key %s\n%s", got.status, got.outputs, first, got.log)
	}
	if goes := got.used["actions/setup-go"]; goes["go-version-file"] != got.steps["install"]["source"]+"/go.mod" {
		t.Errorf("actions/setup-go is given %v", goes)
	} else if _, err := os.Stat(goes["go-version-file"]); err != nil {
		t.Error(err)
	}
	if at := got.used["actions/cache"]["path"]; at != got.steps["install"]["folder"] || filepath.Dir(got.steps["install"]["program"]) != at {
		t.Errorf("the cache keeps %s", at)
	}
	hit := map[string]map[string]string{"actions/cache": {"cache-hit": "true"}}
	again, second := key(map[string]string{"ImageOS": "ubuntu99"}, hit)
	if second == first || second == "" {
		t.Errorf("the key is %s on another system, too", second)
	}
	if _, ok := again.used["actions/setup-go"]; ok {
		t.Error("Go is set up though the program is in the cache")
	}
}
