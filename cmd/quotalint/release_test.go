package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/template"

	"gopkg.in/yaml.v3"
)

// A releaseConfig is what the tests read of .goreleaser.yaml.
type releaseConfig struct {
	ProjectName string `yaml:"project_name"`
	Builds      []releaseBuild
	Archives    []struct {
		NameTemplate    string `yaml:"name_template"`
		Formats         []string
		FormatOverrides []struct {
			GOOS    string
			Formats []string
		} `yaml:"format_overrides"`
	}
	SBOMs    []struct{ Documents, Args []string }
	Checksum struct {
		NameTemplate string `yaml:"name_template"`
		Algorithm    string
	}
}

type releaseBuild struct {
	ID, Main     string
	GOOS, GOARCH []string
	Flags        []string
	LDFlags      []string
}

func readRelease(t *testing.T) releaseConfig {
	t.Helper()
	var c releaseConfig
	if err := yaml.Unmarshal([]byte(readTop(t, ".goreleaser.yaml")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func readTop(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A release has an archive and an SBOM for each of six targets, under the names that the README and the installers say.
func TestReleaseNames(t *testing.T) {
	c := readRelease(t)
	if len(c.Archives) != 1 || len(c.SBOMs) != 1 || len(c.SBOMs[0].Documents) != 1 {
		t.Fatalf("one archive and one SBOM a program are wanted, not %+v and %+v", c.Archives, c.SBOMs)
	}
	var got []string
	for _, b := range c.Builds {
		for _, system := range b.GOOS {
			formats := c.Archives[0].Formats
			for _, o := range c.Archives[0].FormatOverrides {
				if o.GOOS == system {
					formats = o.Formats
				}
			}
			for _, arch := range b.GOARCH {
				for _, format := range formats {
					got = append(got, releaseName(t, c, c.Archives[0].NameTemplate, system, arch)+"."+format)
				}
				got = append(got, releaseName(t, c, c.SBOMs[0].Documents[0], system, arch))
			}
		}
	}
	slices.Sort(got)
	want := []string{
		"quotalint_0.1.0_darwin_amd64.cdx.json", "quotalint_0.1.0_darwin_amd64.tar.gz",
		"quotalint_0.1.0_darwin_arm64.cdx.json", "quotalint_0.1.0_darwin_arm64.tar.gz",
		"quotalint_0.1.0_linux_amd64.cdx.json", "quotalint_0.1.0_linux_amd64.tar.gz",
		"quotalint_0.1.0_linux_arm64.cdx.json", "quotalint_0.1.0_linux_arm64.tar.gz",
		"quotalint_0.1.0_windows_amd64.cdx.json", "quotalint_0.1.0_windows_amd64.zip",
		"quotalint_0.1.0_windows_arm64.cdx.json", "quotalint_0.1.0_windows_arm64.zip",
	}
	if !slices.Equal(got, want) {
		t.Errorf("a release would have\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c.Checksum.NameTemplate != "checksums.txt" || c.Checksum.Algorithm != "sha256" {
		t.Errorf("checksums are %+v", c.Checksum)
	}
	for _, flag := range []string{"-noserial", "-notimestamp"} {
		if !slices.Contains(c.SBOMs[0].Args, flag) {
			t.Errorf("an SBOM without %s is never the same twice", flag)
		}
	}
}

// releaseName is a name template of .goreleaser.yaml for version 0.1.0.
func releaseName(t *testing.T, c releaseConfig, text, system, arch string) string {
	t.Helper()
	name, err := template.New("name").Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	err = name.Execute(&out, map[string]string{"ProjectName": c.ProjectName, "Version": "0.1.0", "Os": system, "Arch": arch})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The workflow tries every target before it publishes.
func TestReleaseSmoke(t *testing.T) {
	var workflow struct {
		Jobs map[string]struct {
			Needs    any
			Strategy struct {
				Matrix struct{ Include []struct{ Target string } }
			}
		}
	}
	if err := yaml.Unmarshal([]byte(readTop(t, ".github/workflows/release.yml")), &workflow); err != nil {
		t.Fatal(err)
	}
	var tried, built []string
	for _, entry := range workflow.Jobs["smoke"].Strategy.Matrix.Include {
		tried = append(tried, entry.Target)
	}
	for _, b := range readRelease(t).Builds {
		for _, system := range b.GOOS {
			for _, arch := range b.GOARCH {
				built = append(built, system+"_"+arch)
			}
		}
	}
	slices.Sort(tried)
	slices.Sort(built)
	if len(built) == 0 || !slices.Equal(tried, built) {
		t.Errorf("built are %v, tried are %v", built, tried)
	}
	needs, _ := workflow.Jobs["publish"].Needs.([]any)
	for _, job := range []string{"test", "build", "smoke"} {
		if !slices.Contains(needs, any(job)) {
			t.Errorf("publish does not wait for %s", job)
		}
	}
}

// The README's table of the tools of a release names the versions that are used.
func TestReadmeReleaseTools(t *testing.T) {
	readme, script := readTop(t, "README.md"), readTop(t, "release/build.sh")
	for tool, pattern := range map[string]string{
		"goreleaser":      `(?m)^goreleaser=v(\S+)$`,
		"cyclonedx-gomod": `(?m)^cyclonedx=v(\S+)$`,
		"ziglang":         `(?m)^ziglang==(\S+)`,
	} {
		version := regexp.MustCompile(pattern).FindStringSubmatch(script + readTop(t, "release/requirements.txt"))
		if version == nil {
			t.Errorf("no version of %s is pinned", tool)
			continue
		}
		if row := "| " + tool + " | " + version[1] + " | "; !strings.Contains(readme, row) {
			t.Errorf("the README lacks the row %s", row)
		}
	}
}

// With the flags of a release, the program is the same whatever folder it is built in, and says the tag of its commit.
func TestReleaseReproducible(t *testing.T) {
	c := readRelease(t)
	i := slices.IndexFunc(c.Builds, func(b releaseBuild) bool { return b.ID == "others" }) // static, as for Linux, takes static libraries
	if i < 0 {
		t.Fatal("no build is named others")
	}
	var programs []string
	for _, folder := range []string{"one", filepath.Join("another", "folder")} {
		dir := filepath.Join(t.TempDir(), folder)
		commitTree(t, dir)
		program := filepath.Join(dir, "dist", "quotalint.exe")
		args := slices.Concat([]string{"build", "-o", program}, c.Builds[i].Flags, []string{"-ldflags=" + strings.Join(c.Builds[i].LDFlags, " "), c.Builds[i].Main})
		runIn(t, dir, "go", args...)
		programs = append(programs, program)
	}
	one, err := os.ReadFile(programs[0])
	if err != nil {
		t.Fatal(err)
	}
	another, err := os.ReadFile(programs[1])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, another) {
		t.Errorf("programs of %d and %d bytes differ", len(one), len(another))
	}
	if folder, _, _ := strings.Cut(filepath.ToSlash(programs[0]), "/one/"); bytes.Contains(one, []byte(folder)) {
		t.Error("the program has the folder in it that it was built in")
	}
	out := runIn(t, t.TempDir(), programs[0], "version")
	if want := "quotalint v0.1.0, built with " + runtime.Version() + " for " + runtime.GOOS + "/" + runtime.GOARCH + " from "; !strings.HasPrefix(out, want) {
		t.Errorf("version says %q, not %q…", out, want)
	}
	if strings.Contains(out, "local changes") {
		t.Errorf("a release says %q", out)
	}
}

// commitTree writes the files of the project to dir, as the only commit of a repository there, with the tag v0.1.0.
func commitTree(t *testing.T, dir string) {
	t.Helper()
	top := filepath.Join("..", "..")
	for _, name := range strings.Split(strings.TrimSuffix(runIn(t, top, "git", "ls-files", "-z", "-co", "--exclude-standard"), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(top, name))
		if os.IsNotExist(err) {
			continue // deleted, and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	runIn(t, dir, "git", "init", "-q")
	runIn(t, dir, "git", "add", "-A")
	runIn(t, dir, "git", "commit", "-qm", "all")
	runIn(t, dir, "git", "tag", "v0.1.0")
}

// runIn is what a command prints on standard output in dir, with an environment in which git's commits are the same ones.
func runIn(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "CGO_ENABLED=1", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_AUTHOR_DATE=2026-01-01T00:00:00Z",
		"GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com", "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z")
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, complaints.String())
	}
	return string(out)
}
