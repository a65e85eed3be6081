package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/semver"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// unreadable are the lines of want.txt on which reading cannot agree with a run, each with the reason. Of a line with *, the reading is that
// nobody can tell.
var unreadable = map[string]string{
	"python/condition get_client chat.completions.create":                   "a variable of the environment decides, and is not set in the run",
	"python/condition get_client chat.completions.stream":                   "so it does here, where create is called",
	"python/context-manager get_client audio.speech.create":                 "only streams of speech tell their tokens, and the run asks for none",
	"python/subclass-properties CountedOpenAI chat.completions.stream":      "the wrapper asks whether it is to stream, and what follows is a condition",
	"python/subclass-properties CountedAsyncOpenAI chat.completions.stream": "the wrapper asks whether it is to stream, and what follows is a condition",
	"typescript/proxy getClient *":                                          "the get of the proxy asks what it has before it, and does one thing or another",
	"typescript/proxy-one-resource getClient *":                             "the get of the proxy compares the name, and what it compares is no fact",
}

// What reading says of a factory is what running it showed: of every line of want.txt, and of every method that * stands for.
func TestFactoriesReadAsTheyRun(t *testing.T) {
	set, err := builtinRules()
	if err != nil {
		t.Fatal(err)
	}
	for language, files := range map[string][]string{
		"python": {"openai"}, "typescript": {"openai-node"}, "go": {"openai-go", "go-openai"},
	} {
		known := check.Compile(set, language).Known
		lines := 0
		for _, f := range factoryFixtures(t, language) {
			t.Run(language+"/"+f.name, func(t *testing.T) { lines += compareReading(t, f, set, known, files) })
		}
		if lines < 50 {
			t.Errorf("%s: %d lines were compared", language, lines)
		}
	}
}

// compareReading compares the reading of a fixture's factories with its want.txt, and counts the lines that it has compared.
func compareReading(t *testing.T, f *factoryFixture, set *rules.Set, known *program.Known, files []string) int {
	t.Helper()
	linked, records := linkFixture(t, f, set)
	readings := linked.Read(records)
	lines := 0
	for _, m := range f.want.clients {
		read := readingOf(f, linked, readings, known, m)
		if read == nil {
			t.Errorf("%s %s is not read", m.symbol, m.client)
			continue
		}
		for _, method := range spendingIn(t, f, set, files) {
			want := f.want.of(m, "", method)
			r, exists := read[method]
			if want == "" || want == "fails" || !exists {
				continue
			}
			at := f.language + "/" + f.name + " " + m.symbol + " "
			reason := unreadable[at+method]
			if r.Handling == program.Unread && reason == "" {
				reason = unreadable[at+"*"]
			}
			listed := slices.ContainsFunc(f.want.methods[m], func(w methodWant) bool { return w.view == "" && w.method == method })
			switch agrees := agrees(r, want, listed); {
			case agrees && reason != "":
				t.Errorf("%s %s %s agrees and need not be listed as unreadable", m.symbol, m.client, method)
			case !agrees && reason == "":
				t.Errorf("%s %s %s: read %s, ran %s", m.symbol, m.client, method, stateOf(r), want)
			}
			lines++
		}
		lines += compareViews(t, f, m, read)
	}
	return lines
}

// pinned is the version of an SDK that a fixture names: of openai in requirements.txt or package.json, of a module in go.mod.
var pinned = regexp.MustCompile(`(?m)^openai==(\S+)$|"openai": "([^"]+)"|^require (\S+) v(\S+)$`)

// spendingIn are the methods that spend in the version of the SDK that a fixture names.
func spendingIn(t *testing.T, f *factoryFixture, set *rules.Set, files []string) []string {
	t.Helper()
	found := pinned.FindStringSubmatch(f.file("requirements.txt") + f.file("package.json") + f.file("go.mod"))
	if found == nil {
		t.Fatal("the fixture names no version of its SDK")
	}
	version := "v" + found[1] + found[2] + found[4]
	var methods []string
	for _, file := range set.Files {
		if !slices.Contains(files, file.Name) || found[3] != "" && !strings.HasPrefix(found[3], file.Package) {
			continue
		}
		spending := spendingMethodsOf(set, file.Surfaces["client"])
		for _, m := range file.Surfaces["client"].Methods {
			within := semver.Compare("v"+m.Since, version) <= 0 && (m.Until == "" || semver.Compare(version, "v"+m.Until) <= 0)
			if within && !(m.Kind == "websocket" && f.language == "typescript") && slices.Contains(spending, m.Path) {
				methods = append(methods, m.Path)
			}
		}
	}
	return methods
}

// agrees reports whether a reading is what a run showed. What * stands for is recorded with its tokens if it tells any; what never calls
// the SDK takes none.
func agrees(r program.Reading, want string, listed bool) bool {
	state := stateOf(r)
	free := state == "no-tokens" && want == "full" && (!r.Original || !listed)
	return state == want || free
}

func stateOf(r program.Reading) string {
	switch r.Handling {
	case program.Absent:
		return "absent"
	case program.Passed:
		return "untracked"
	case program.Unread:
		return "unread: " + r.Reason
	}
	switch {
	case r.Twice:
		return "double"
	case r.Tokens:
		return "full"
	}
	return "no-tokens"
}

// compareViews compares clones of a client: what is recorded on them is what Reading.Clones says.
func compareViews(t *testing.T, f *factoryFixture, m made, read map[string]program.Reading) int {
	t.Helper()
	lines := 0
	for _, w := range f.want.methods[m] {
		if !slices.Contains([]string{"with_options", "copy", "withOptions"}, w.view) || w.state == "fails" || w.state == "absent" {
			continue
		}
		r, exists := read[w.method]
		if !exists {
			continue
		}
		lines++
		if tracked := r.Handling == program.Recorded && r.Clones; tracked != (w.state != "untracked") {
			t.Errorf("%s %s via %s %s: read %v, ran %s", m.symbol, m.client, w.view, w.method, tracked, w.state)
		}
	}
	return lines
}

// linkFixture links a fixture's project, and says what its config calls records.
func linkFixture(t *testing.T, f *factoryFixture, set *rules.Set) (*program.Program, []string) {
	t.Helper()
	root := t.TempDir()
	if err := f.write(root); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(os.DirFS(root), ".quotalint.yml", nil, config.Running())
	if err != nil {
		t.Fatal(err)
	}
	var linked *program.Program
	if _, _, err := scan.Run(t.Context(), scan.Options{
		Root: root, Config: c, Rules: set, Analyzers: languages(), Today: "2026-11-23", Version: config.Running(), Whole: true,
		Linked: func(p *program.Program) { linked = p },
	}); err != nil {
		t.Fatal(err)
	}
	return linked, c.Records
}

// readingOf is the reading of the client of a factory, by method; nil if there is none.
func readingOf(f *factoryFixture, p *program.Program, readings [][]program.ClientReadings, known *program.Known, m made) map[string]program.Reading {
	file, name := f.split(m.symbol)
	for i, factory := range p.Factories() {
		if factory.Symbol != name || factory.Path != file {
			continue
		}
		for _, c := range readings[i] {
			if c.Client != m.client && c.Client != known.Symbols[m.client].Name {
				continue
			}
			read := map[string]program.Reading{}
			for node, r := range c.Methods {
				read[strings.Join(known.Nodes[node].Path, ".")] = r
			}
			return read
		}
	}
	return nil
}
