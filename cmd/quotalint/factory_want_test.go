package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/rules"
)

// A factoryFixture is one way in which factories count: testdata/factory/<language>/<way>.txtar. Prose comes first, then a
// project with a config that approves its factories, a recorder of its own (quota), and want.txt.
type factoryFixture struct {
	language string
	name     string
	path     string
	archive  *txtar.Archive
	want     factoryWant
}

// A factoryWant is a fixture's want.txt. What its lines say of methods is what happened when the factory ran with the real SDK:
//
//	# a comment
//	make SYMBOL CLIENT: EXPRESSION   how the client is made, where that is not to call SYMBOL without arguments
//	SYMBOL CLIENT METHOD STATE       what became of a call: full, no-tokens, double, untracked, fails, absent
//	SYMBOL CLIENT * STATE            every other spending method that the SDK has
//	SYMBOL CLIENT via VIEW METHOD STATE
//	QL101 PATH:LINE KIND METHOD      what is wrong with the factory
//
// SYMBOL is as the config spells it, with its path and a colon before it where that is not factory.<ext>. CLIENT is the SDK's client
// underneath. A view is another way to the method: with_options, copy, with_raw_response, with_streaming_response, stream (the method
// itself, asked for a stream). A call is no-tokens if it was recorded, the response said how many tokens it cost, and the record does
// not; double if it was recorded more often than requests were sent, or with more tokens than were spent; absent if what the factory
// hands out has no such method, though the SDK has.
//
// QL101 has all that is wrong with the factory itself (dead-path, async-check, wrapped-twice, never-calls), on the line that does it,
// and misses, escape and stream-tokens where the fixture's callers use what is missed, on the line of the factory.
type factoryWant struct {
	makes   map[made]string
	clients []made // in the order of the lines
	methods map[made][]methodWant
	faults  []factoryFault
}

// A made is a client as one factory makes it.
type made struct{ symbol, client string }

// A methodWant says what becomes of calls of a method; the method is * for every other one.
type methodWant struct{ view, method, state string }

// A factoryFault is a QL101.
type factoryFault struct{ place, kind, path string }

var (
	factoryStates = []string{"full", "no-tokens", "double", "untracked", "fails", "absent"}
	factoryFaults = []string{"dead-path", "async-check", "misses", "escape", "stream-tokens", "wrapped-twice", "never-calls", "declared"}
	// factoryPlace is where a fault is.
	factoryPlace = regexp.MustCompile(`^\S+:\d+$`)
)

// factoryExtensions are those of factory.<ext>.
var factoryExtensions = map[string]string{"python": ".py", "typescript": ".ts", "go": ".go"}

// factoryFixtures are all fixtures of a language.
func factoryFixtures(t testing.TB, language string) []*factoryFixture {
	t.Helper()
	return readFactories(t, filepath.Join(fixtureRoot, "factory", language), language)
}

// readFactories are the fixtures in a folder.
func readFactories(t testing.TB, dir, language string) []*factoryFixture {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("no fixtures of factories in %s", dir)
	}
	var all []*factoryFixture
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f := &factoryFixture{language: language, name: strings.TrimSuffix(filepath.Base(path), ".txtar"), path: path, archive: archive}
		if f.want, err = parseFactoryWant(f.file("want.txt")); err != nil {
			t.Fatalf("%s: want.txt: %v", path, err)
		}
		all = append(all, f)
	}
	return all
}

// file is the text of a file of the fixture, empty if it has none.
func (f *factoryFixture) file(name string) string {
	for _, file := range f.archive.Files {
		if file.Name == name {
			return string(file.Data)
		}
	}
	return ""
}

// split parts a symbol of want.txt into the file it is in and its name there.
func (f *factoryFixture) split(symbol string) (file, name string) {
	if file, name, ok := strings.Cut(symbol, ":"); ok {
		return file, name
	}
	return "factory" + factoryExtensions[f.language], symbol
}

// write puts the fixture's files, but for want.txt, into a folder.
func (f *factoryFixture) write(root string) error {
	for _, file := range f.archive.Files {
		if file.Name == "want.txt" {
			continue
		}
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func parseFactoryWant(text string) (factoryWant, error) {
	w := factoryWant{makes: map[made]string{}, methods: map[made][]methodWant{}}
	for i, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := w.line(line); err != nil {
			return w, fmt.Errorf("line %d: %w: %s", i+1, err, line)
		}
	}
	return w, nil
}

func (w *factoryWant) line(line string) error {
	words := strings.Fields(line)
	switch {
	case words[0] == "QL101":
		if len(words) != 4 || !slices.Contains(factoryFaults, words[2]) || !factoryPlace.MatchString(words[1]) {
			return fmt.Errorf("not QL101 PATH:LINE KIND METHOD")
		}
		w.faults = append(w.faults, factoryFault{words[1], words[2], words[3]})
		return nil
	case words[0] == "make":
		head, expression, ok := strings.Cut(line, ": ")
		if words = strings.Fields(head); !ok || len(words) != 3 {
			return fmt.Errorf("not make SYMBOL CLIENT: EXPRESSION")
		}
		m := made{words[1], words[2]}
		w.makes[m] = expression
		w.add(m)
		return nil
	}
	m := methodWant{state: words[len(words)-1]}
	switch {
	case len(words) == 4:
		m.method = words[2]
	case len(words) == 6 && words[2] == "via":
		m.view, m.method = words[3], words[4]
	default:
		return fmt.Errorf("not SYMBOL CLIENT [via VIEW] METHOD STATE")
	}
	if !slices.Contains(factoryStates, m.state) {
		return fmt.Errorf("no such state")
	}
	of := made{words[0], words[1]}
	w.add(of)
	w.methods[of] = append(w.methods[of], m)
	return nil
}

func (w *factoryWant) add(m made) {
	if !slices.Contains(w.clients, m) {
		w.clients = append(w.clients, m)
	}
}

// of is what want.txt says of a method.
func (w *factoryWant) of(m made, view, method string) string {
	rest := ""
	for _, line := range w.methods[m] {
		switch {
		case line.view == view && line.method == method:
			return line.state
		case view == "" && line.method == "*":
			rest = line.state
		}
	}
	return rest
}

// spendingMethods are the methods of clients that spend, or may, in any version of the SDKs that rules files are about.
func spendingMethods(t testing.TB, names []string) []string {
	t.Helper()
	set, err := builtinRules()
	if err != nil {
		t.Fatal(err)
	}
	var methods []string
	for _, f := range set.Files {
		if slices.Contains(names, f.Name) {
			methods = append(methods, spendingMethodsOf(set, f.Surfaces["client"])...)
		}
	}
	if len(methods) == 0 {
		t.Fatalf("the rules %v have no methods that spend", names)
	}
	return methods
}

func spendingMethodsOf(set *rules.Set, surface *rules.Surface) []string {
	var methods []string
	for _, m := range surface.Methods {
		spends := m.Spends
		if op, ok := set.Operation(m.Op); ok && spends == "" {
			spends = op.Spends
		}
		if spends != "no" && spends != "" && slices.Contains([]string{"", "helper", "websocket"}, m.Kind) && !strings.Contains(m.Path, "()") {
			methods = append(methods, m.Path)
		}
	}
	return methods
}
