package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// fixtureRoot holds a folder of fixtures for each language.
const fixtureRoot = "../../testdata"

// languageFolders are the folders of fixtures. The other folders of testdata hold other things.
var languageFolders = []string{"go", "python", "typescript"}

// A fixture is one behaviour, shown by a small program: testdata/<language>/<behaviour>.txtar. Prose comes first and ends
// with what the behaviour belongs to: linking rules ("Rules 3 and 4."), or "Judging.", "Constructors.", "Config.",
// "Parsing.", "Report.". Then the files, with what is wanted on the lines.
//
// A line of prose may begin with "today: " (the day that dates are judged by), with "Not for decoys: " (why the decoy
// test cannot use it), or with "No such thing: " (why the language lacks the behaviour; such a fixture has no files).
type fixture struct {
	language string
	name     string
	prose    string
	today    string
	files    []txtar.File // without their wants
	wants    []want
}

func (f *fixture) line(prefix string) string {
	for _, line := range strings.Split(f.prose, "\n") {
		if rest, ok := strings.CutPrefix(line, prefix); ok {
			return rest
		}
	}
	return ""
}

func readFixture(path string) (*fixture, error) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		return nil, err
	}
	f := &fixture{
		language: filepath.Base(filepath.Dir(path)),
		name:     strings.TrimSuffix(filepath.Base(path), ".txtar"),
		prose:    strings.TrimSpace(string(archive.Comment)),
		today:    "2026-01-15",
	}
	if today := f.line("today: "); today != "" {
		f.today = today
	}
	for _, file := range archive.Files {
		text, wants, err := parseWants(file.Name, string(file.Data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		f.files = append(f.files, txtar.File{Name: file.Name, Data: []byte(text)})
		f.wants = append(f.wants, wants...)
	}
	return f, nil
}

// builtinRules are loaded once: a set of rules does not change.
var builtinRules = sync.OnceValues(rules.Load)

// rulesOf are the rules that a fixture goes by.
func rulesOf(t *testing.T, l *loaded) *rules.Set {
	t.Helper()
	load := l.rules
	if len(l.config.SDKs) == 0 {
		load = builtinRules
	}
	set, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// fixtures reads all fixtures of all languages.
func fixtures(t testing.TB) []*fixture {
	t.Helper()
	var all []*fixture
	for _, language := range languageFolders {
		paths, err := filepath.Glob(filepath.Join(fixtureRoot, language, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			f, err := readFixture(path)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, f)
		}
	}
	if len(all) == 0 {
		t.Fatalf("no fixtures below %s", fixtureRoot)
	}
	return all
}

// each runs a test for each fixture that has files.
func each(t *testing.T, test func(t *testing.T, f *fixture)) {
	for _, f := range fixtures(t) {
		if len(f.files) == 0 {
			continue
		}
		t.Run(f.language+"/"+f.name, func(t *testing.T) {
			t.Parallel()
			test(t, f)
		})
	}
}

// write puts the files into a new folder and returns it.
func (f *fixture) write(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for _, file := range f.files {
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// run runs the pipeline over the fixture, as the command does; change may alter how.
func (f *fixture) run(t *testing.T, root string, change func(*scan.Options)) *check.Result {
	t.Helper()
	s := source{today: f.today, quiet: true}
	l, err := s.load([]string{root})
	if err != nil {
		t.Fatal(err)
	}
	options := scan.Options{
		Root: l.root, Config: l.config, Rules: rulesOf(t, l), Analyzers: languages(), Whole: true, Today: f.today, Version: "test",
	}
	if change != nil {
		change(&options)
	}
	result, _, err := scan.Run(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// show writes what the report says but for counts of files, to compare two runs.
func show(t *testing.T, r *check.Result) string {
	t.Helper()
	shown := *r
	shown.Summary.Files = check.Files{}
	text, err := json.MarshalIndent(shown, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// differ says where two texts part.
func differ(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range left {
		if i >= len(right) || left[i] != right[i] {
			from, to := max(0, i-12), i+3
			return fmt.Sprintf("line %d of the report:\n%s\nagainst\n%s", i+1,
				strings.Join(left[from:min(to, len(left))], "\n"), strings.Join(right[from:min(to, len(right))], "\n"))
		}
	}
	return "the second is longer"
}

// Every fixture gives what its lines want, nothing more and nothing less.
func TestFixtures(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		result := f.run(t, f.write(t), nil)
		for _, fault := range compareWants(f.wants, result) {
			t.Error(fault)
		}
		if len(f.wants) == 0 {
			t.Error("nothing is wanted: a fixture shows the behaviour beside what it is not")
		}
	})
}

// What the prefilter leaves out changes nothing.
func TestFixturesWithoutPrefilter(t *testing.T) {
	each(t, func(t *testing.T, f *fixture) {
		root := f.write(t)
		with := show(t, f.run(t, root, nil))
		without := show(t, f.run(t, root, func(o *scan.Options) { o.NoPrefilter = true }))
		if with != without {
			t.Errorf("with and without the prefilter differ at %s", differ(with, without))
		}
	})
}

// Every language has every behaviour, or says why there is no such thing.
func TestFixtureParity(t *testing.T) {
	have := map[string]map[string]bool{}
	var behaviours []string
	for _, f := range fixtures(t) {
		if have[f.language] == nil {
			have[f.language] = map[string]bool{}
		}
		have[f.language][f.name] = true
		behaviours = append(behaviours, f.name)
		if missing := f.line("No such thing: "); len(f.files) == 0 && missing == "" {
			t.Errorf("%s/%s.txtar has no files and no line that begins with \"No such thing: \"", f.language, f.name)
		}
	}
	slices.Sort(behaviours)
	behaviours = slices.Compact(behaviours)
	for _, language := range languageFolders {
		if have[language] == nil {
			continue
		}
		for _, name := range behaviours {
			if !have[language][name] {
				t.Errorf("%s lacks %s.txtar: write it, or a file that says in a line \"No such thing: \" why the language has none", language, name)
			}
		}
	}
}

var (
	proseRules = regexp.MustCompile(`\bRules? ([0-9]+(?:, [0-9]+)*(?: and [0-9]+)?)\.`)
	proseTopic = regexp.MustCompile(`\b(Judging|Constructors|Config|Parsing|Report|Rules? [0-9, and]+)\.`)
)

// Every linking rule has a fixture in every language that has the rule.
func TestFixturesCoverRules(t *testing.T) {
	lacks := map[string][]int{"python": {13}, "typescript": {13}}
	covered := map[string]map[int]bool{}
	for _, f := range fixtures(t) {
		if covered[f.language] == nil {
			covered[f.language] = map[int]bool{}
		}
		if !proseTopic.MatchString(f.prose) {
			t.Errorf("%s/%s.txtar does not say what its behaviour belongs to", f.language, f.name)
		}
		for _, m := range proseRules.FindAllStringSubmatch(f.prose, -1) {
			for _, word := range strings.Fields(strings.ReplaceAll(m[1], ",", " ")) {
				if n, err := strconv.Atoi(word); err == nil {
					covered[f.language][n] = true
				}
			}
		}
	}
	for _, language := range languageFolders {
		for n := 1; n <= 18 && covered[language] != nil; n++ {
			if !covered[language][n] && !slices.Contains(lacks[language], n) {
				t.Errorf("no fixture in testdata/%s says that it shows rule %d", language, n)
			}
		}
	}
}
