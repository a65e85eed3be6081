package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

var (
	randomSeed  = flag.Int("factories.seed", 4, "what random factories are made from")
	randomTimes = flag.Int("factories.times", 1, "as many random factories, times this")
)

// randomFactories are how many there are in each language, of one time.
var randomFactories = map[string]int{"python": 150, "typescript": 60, "go": 40}

// What reading says of random factories is what running them shows, of at least 98 in 100 methods: of all, of those that either says are
// counted, and of how well they are counted. bench/factories makes the factories.
func TestRandomFactories(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	generate(t, root)
	set, err := builtinRules()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range languageFolders {
		t.Run(language, func(t *testing.T) {
			t.Parallel()
			fixtures := readFactories(t, filepath.Join(root, language), language)
			if want := randomFactories[language] * *randomTimes; len(fixtures) != want {
				t.Fatalf("%d factories, want %d", len(fixtures), want)
			}
			built := filepath.Join(root, "built", language)
			jobs := factoryJobs(t, fixtures, built)
			cmd := factoryRunners[language](t, built, jobs)
			outcomes := runFactories(t, spendingMethods(t, sdkFiles[language]), jobs, cmd)
			known := check.Compile(set, language).Known
			var a agreement
			for _, job := range jobs {
				a.addFactory(t, job, outcomes[job.ID], set, known)
			}
			a.judge(t, len(jobs))
		})
	}
}

// generate writes random factories of all languages below a folder.
func generate(t *testing.T, root string) {
	t.Helper()
	python, _, _ := strings.Cut(installed(t, python3), "\n")
	dir := filepath.Join("..", "..", "bench", "factories")
	scripts, err := filepath.Glob(filepath.Join(dir, "*.py"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range scripts { // for the cache of go test knows only what a test itself reads
		if _, err := os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	args := []string{"-B", filepath.Join(dir, "generate.py"), root, "--seed", strconv.Itoa(*randomSeed)}
	for _, language := range languageFolders {
		args = append(args, "--"+language, strconv.Itoa(randomFactories[language]**randomTimes))
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// An agreement says how far runs and readings of factories agree.
type agreement struct {
	methods, counted, quality share // of all methods; of those that either says are counted; of how well, where both say so
	factories                 share // all of whose methods agree in all
	bare                      int   // factories that count nothing
	faults                    []string
}

// A share is so many same ones of all.
type share struct{ same, all int }

func (s *share) add(same bool) {
	s.all++
	if same {
		s.same++
	}
}

func (s share) String() string {
	return fmt.Sprintf("%d of %d (%.1f %%)", s.same, s.all, 100*float64(s.same)/float64(s.all))
}

// addFactory adds all methods of a factory that ran, and what clones of its client do with some.
func (a *agreement) addFactory(t *testing.T, job *factoryJob, o *factoryOutcome, set *rules.Set, known *program.Known) {
	t.Helper()
	technique := strings.TrimSpace(string(job.fixture.archive.Comment))
	switch {
	case o == nil:
		t.Errorf("%s (%s): the runner says nothing of it", job.fixture.name, technique)
		return
	case o.Fault != "" || len(o.Methods) < 5:
		t.Errorf("%s (%s): %d calls: %s", job.fixture.name, technique, len(o.Methods), o.Fault)
		return
	}
	linked, records := linkFixture(t, job.fixture, set)
	read := readingOf(job.fixture, linked, linked.Read(records), known, job.made)
	before, counted := len(a.faults), a.counted.all
	for _, m := range o.Methods {
		clone := slices.Contains(cloneViews, m.View)
		if m.State == "fails" || m.View != "" && (!clone || m.State == "absent") {
			continue
		}
		r, exists := read[m.Method]
		if said := a.add(r, exists, m); said != "" {
			a.faults = append(a.faults, fmt.Sprintf("%s (%s) %s: ran %s, read %s", job.fixture.name, technique, m.name(), m.State, said))
		}
	}
	a.factories.add(len(a.faults) == before)
	if a.counted.all == counted {
		a.bare++
	}
}

// add adds a method. It returns what the reading says, if that is not what the run showed.
func (a *agreement) add(r program.Reading, exists bool, ran observation) string {
	said := "nothing of it"
	if exists {
		said = stateOf(r)
	}
	if ran.View != "" && !(r.Handling == program.Recorded && r.Clones) {
		said = "untracked"
	}
	runs, reads := isCounted(ran.State), isCounted(said)
	same := runs && reads || ran.State == said
	a.methods.add(same)
	if runs || reads {
		a.counted.add(same)
	}
	if runs && reads && ran.View == "" && (ran.Spent > 0 || ran.State == "double" || said == "double") { // else there are no tokens to lose
		a.quality.add(ran.State == said)
		same = ran.State == said
	}
	if same {
		return ""
	}
	return said
}

func isCounted(state string) bool {
	return slices.Contains([]string{"full", "no-tokens", "double"}, state)
}

// judge fails the test if there is less agreement than there must be, or too little to agree on.
func (a *agreement) judge(t *testing.T, factories int) {
	t.Helper()
	summary := fmt.Sprintf("methods %v, counted %v, quality %v, whole factories %v\n%s", a.methods, a.counted, a.quality, a.factories, strings.Join(a.faults, "\n"))
	for _, s := range []share{a.methods, a.counted, a.quality} {
		if 100*s.same < 98*s.all {
			t.Errorf("too little agreement: %s", summary)
			return
		}
	}
	if a.factories.all != factories || a.quality.all < factories || a.bare < factories/20 {
		t.Errorf("too little to agree on, of %d factories of which %d count nothing: %s", factories, a.bare, summary)
	}
	t.Log(summary)
}
