package rules

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// surface is what testdata/surface.py prints.
type surface struct {
	Version string
	Clients map[string]struct {
		Methods []string
		Classes map[string][]string // module:name -> attribute paths
	}
	Symbols map[string]string // a symbol of the rules -> where its object says it is from
}

// The rules agree with the openai package that is installed: the methods of its clients, the classes of its resources, and the
// names that these are imported by.
func TestInstalledPackage(t *testing.T) {
	if testing.Short() {
		t.Skip("imports the openai package; left out with -short")
	}
	f := file(t, builtinRules(t), "openai")
	cmd := exec.Command("python3", "testdata/surface.py")
	cmd.Stdin = strings.NewReader(strings.Join(f.makerSymbols(), "\n"))
	out, err := cmd.Output()
	if err != nil {
		t.Skip("needs python3 with the openai package 1.0 or newer: pip install openai")
	}
	var got surface
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	t.Log("openai", got.Version)
	for _, client := range []string{"OpenAI", "AsyncOpenAI"} {
		compareMethods(t, f, client, got.Clients[client].Methods, got.Version)
		compareClasses(t, f, got.Clients[client].Classes)
	}
	compareSymbols(t, f, got.Symbols)
}

func compareMethods(t *testing.T, f *File, client string, have []string, version string) {
	t.Helper()
	s := f.Surfaces["client"]
	known := map[string]bool{"close": true, "is_closed": true, "platform_headers": true} // send nothing, make nothing
	for _, name := range s.Clones {
		known[name] = true
	}
	for _, m := range s.Methods {
		known[m.Path] = true
		if !strings.Contains(m.Path, "()") && within(m, version) && !slices.Contains(have, m.Path) {
			t.Errorf("%s of %s has no %s", client, version, m.Path)
		}
	}
	for _, path := range have {
		if !known[path] {
			t.Errorf("%s.%s is not known", client, path)
		}
	}
}

func compareClasses(t *testing.T, f *File, have map[string][]string) {
	t.Helper()
	known := map[string]Resource{}
	for _, r := range f.Resources {
		for _, symbol := range append([]string{r.Symbol}, r.Also...) {
			known[symbol] = r
		}
	}
	for symbol, paths := range have {
		r, ok := known[symbol]
		if !ok {
			t.Errorf("%s, which is %s of a client, is not known", symbol, paths)
			continue
		}
		if !slices.Contains(paths, r.Path) {
			t.Errorf("%s is at %s, want one of %s", symbol, r.Path, paths)
		}
		if _, name, _ := strings.Cut(symbol, ":"); r.Async != strings.HasPrefix(name, "Async") {
			t.Errorf("%s: async is %v", symbol, r.Async)
		}
	}
}

// compareSymbols checks that all names of one row are one object. A name that this version lacks is of another version.
func compareSymbols(t *testing.T, f *File, have map[string]string) {
	t.Helper()
	for _, r := range f.Resources {
		home, ok := have[r.Symbol]
		for _, also := range r.Also {
			if there, too := have[also]; ok && too && there != home {
				t.Errorf("%s is %s, and %s is %s", r.Symbol, home, also, there)
			}
		}
	}
	for _, c := range f.Clients {
		home, ok := have[c.Symbol]
		for _, also := range c.Also {
			if there, too := have[also]; ok && too && there != home {
				t.Errorf("%s is %s, and %s is %s", c.Symbol, home, also, there)
			}
		}
	}
}

// within says whether a version of the package has a method.
func within(m Method, version string) bool {
	return compareVersions(m.Since, version) <= 0 && (m.Until == "" || compareVersions(version, m.Until) <= 0)
}

func compareVersions(a, b string) int {
	return slices.Compare(numbers(a), numbers(b))
}

func numbers(version string) []int {
	var out []int
	for part := range strings.SplitSeq(version, ".") {
		n, _ := strconv.Atoi(part)
		out = append(out, n)
	}
	return out
}
