package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/scan"
)

// unreportedFaults are the lines of want.txt that are not reported, and why.
var unreportedFaults = map[string]string{
	"go/counted-twice factory.go:22 wrapped-twice Responses.New":               otherLine,
	"python/bare factory.py:13 misses chat.completions.create":                 "a definition begins at its decorators",
	"python/wrapped-twice factory.py:27 wrapped-twice chat.completions.create": otherLine,
	"python/wrapped-twice factory.py:40 wrapped-twice chat.completions.create": otherLine,
	"typescript/proxy-one-resource factory.ts:5 misses responses.create":       "the get of the proxy is not followed",
	"typescript/wrapped-twice factory.ts:19 wrapped-twice responses.create":    otherLine,
}

// wrongFaults are findings that want.txt does not have, and why.
var wrongFaults = map[string]string{}

const (
	original  = "the original is taken from a class of the SDK, which is not followed to where it is called"
	otherLine = "it is reported where the function is that stands for the method, not where it is installed"
)

// QL101 reports what want.txt says is wrong with a factory, and nothing else.
func TestFactoryFaults(t *testing.T) {
	reported := 0
	for _, language := range languageFolders {
		for _, f := range factoryFixtures(t, language) {
			t.Run(language+"/"+f.name, func(t *testing.T) {
				result := scanFactories(t, f)
				var got, want []string
				for _, n := range result.Findings {
					for _, method := range n.Methods {
						got = append(got, fmt.Sprintf("%s:%d %s %s", n.Path, n.Line, n.Kind, method))
					}
				}
				for _, w := range f.want.faults {
					want = append(want, fmt.Sprintf("%s %s %s", w.place, w.kind, w.path))
				}
				reported += len(got)
				for _, line := range want {
					reason := unreportedFaults[language+"/"+f.name+" "+line]
					switch found := slices.Contains(got, line); {
					case !found && reason == "":
						t.Errorf("not reported: %s", line)
					case found && reason != "":
						t.Errorf("%s is reported and need not be listed", line)
					}
				}
				for _, line := range got {
					if !slices.Contains(want, line) && !moved(line, want) && wrongFaults[language+"/"+f.name+" "+line] == "" {
						t.Errorf("reported, and not wanted: %s", line)
					}
				}
			})
		}
	}
	if reported < 50 {
		t.Errorf("only %d are reported", reported)
	}
}

// moved reports whether a line is wanted elsewhere: the same fault of the same method, at another line.
func moved(line string, want []string) bool {
	_, what, _ := strings.Cut(line, " ")
	return slices.ContainsFunc(want, func(w string) bool {
		_, wanted, _ := strings.Cut(w, " ")
		return what == wanted
	})
}

// A call on a factory's client is tracked if what ran recorded it.
func TestFactoryVerdicts(t *testing.T) {
	calls := 0
	for _, language := range languageFolders {
		for _, f := range factoryFixtures(t, language) {
			if strings.Contains(f.file(".quotalint.yml"), "tracks:") {
				continue // what is declared decides
			}
			t.Run(language+"/"+f.name, func(t *testing.T) {
				for _, s := range scanFactories(t, f).Sites {
					state, ok := wantedState(f, s)
					if !ok || s.Verdict == check.Unresolved {
						continue
					}
					calls++
					if tracked := state != "untracked" && state != "absent"; tracked != (s.Verdict == check.Tracked) {
						t.Errorf("%s:%d: %s is %s (%s), ran %s", s.Path, s.Line, s.Method, s.Verdict, s.Reason, state)
					}
				}
			})
		}
	}
	if calls < 50 {
		t.Errorf("only %d calls are compared", calls)
	}
}

// wantedState is what want.txt says of a call; !ok if it says nothing of it, or not the same of all clients that it may be on.
func wantedState(f *factoryFixture, s check.Site) (state string, ok bool) {
	if s.Kind != "call" || s.Role != "" || len(s.Makers) != 1 || s.Spends == "no" {
		return "", false
	}
	view := ""
	switch {
	case len(s.Via) > 0:
		view = s.Via[0]
	case s.Stream:
		view = "stream"
	}
	if name, _, cloned := strings.Cut(s.Reason, " gives another client"); cloned {
		view = name
	}
	if _, symbol, _ := strings.Cut(s.Makers[0], ":"); unreadable[f.language+"/"+f.name+" "+symbol+" "+s.Method] != "" {
		return "", false
	}
	var states []string
	for _, m := range f.want.clients {
		if file, name := f.split(m.symbol); file+":"+name == s.Makers[0] {
			states = append(states, f.want.of(m, view, s.Method))
		}
	}
	slices.Sort(states)
	states = slices.Compact(states)
	return strings.Join(states, ""), len(states) == 1 && states[0] != "" && states[0] != "fails"
}

func scanFactories(t *testing.T, f *factoryFixture) *check.Result {
	t.Helper()
	set, err := builtinRules()
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	if err := f.write(root); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(os.DirFS(root), ".quotalint.yml", nil, config.Running())
	if err != nil {
		t.Fatal(err)
	}
	result, _, err := scan.Run(t.Context(), scan.Options{
		Root: root, Config: c, Rules: set, Analyzers: languages(), Today: "2026-11-23", Version: config.Running(), Whole: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return result
}
