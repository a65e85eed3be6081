package main

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/internal/scan"
)

// hopFile is the file of a module that a part of a hop stands in.
func hopFile(language, module string, hop int, part string) string {
	switch language {
	case "go": // a module is a folder
		return fmt.Sprintf("%s/hop%d_%s", module, hop, part)
	case "python":
		return "app/" + module + ".py"
	}
	return "app/" + module + ".ts"
}

// chained is a program in which a client goes a way, a hop at a time, from the module that makes it to the one that calls it.
func chained(t *testing.T, language string, hops []txtar.File, way []string) *fixture {
	t.Helper()
	texts := map[string]string{}
	way = slices.Concat([]string{"first"}, way, []string{"last"})
	for _, f := range hops {
		if name, also := strings.CutPrefix(f.Name, "also/"); also {
			texts[name] = string(f.Data)
		}
	}
	for hop, kind := range way {
		own, prev, side := fmt.Sprint("m", hop), fmt.Sprint("m", hop-1), fmt.Sprint("s", hop)
		names := strings.NewReplacer("NUM", fmt.Sprint(hop), "PREV", prev, "OWN", own, "SIDE", side, "FROM", fmt.Sprint("X", hop-1), "TO", fmt.Sprint("X", hop))
		for _, f := range hops {
			is, part, _ := strings.Cut(f.Name, "/")
			if is != kind {
				continue
			}
			module := own
			switch {
			case strings.HasPrefix(part, "prev"):
				module = prev
			case strings.HasPrefix(part, "side"):
				module = side
			}
			texts[hopFile(language, module, hop, part)] += names.Replace(string(f.Data))
		}
	}
	f := &fixture{language: language, today: "2026-01-15"}
	for name, text := range texts {
		text, wants, err := parseWants(name, text)
		if err != nil {
			t.Fatal(err)
		}
		f.files = append(f.files, txtar.File{Name: name, Data: []byte(text)})
		f.wants = append(f.wants, wants...)
	}
	return f
}

// However a client comes through modules that name no SDK, they are read: its call is found, and nothing else is where all
// is read in full.
func TestClosureFollowsChains(t *testing.T) {
	const chains, longest = 40, 6
	for _, language := range languageFolders {
		archive, err := txtar.ParseFile(filepath.Join(fixtureRoot, "hops", language+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, f := range archive.Files {
			if kind, _, _ := strings.Cut(f.Name, "/"); !slices.Contains([]string{"first", "last", "also"}, kind) && !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
		random := rand.New(rand.NewSource(11))
		for n := range len(kinds) + chains {
			way := []string{kinds[n%len(kinds)]} // each alone first
			for n >= len(kinds) && len(way) < longest && random.Intn(5) > 0 {
				way = append(way, kinds[random.Intn(len(kinds))])
			}
			t.Run(language+"/"+strings.Join(way, ","), func(t *testing.T) {
				t.Parallel()
				f := chained(t, language, archive.Files, way)
				root := f.write(t)
				result := f.run(t, root, nil)
				for _, fault := range compareWants(f.wants, result) {
					t.Error(fault)
				}
				with, without := show(t, result), show(t, f.run(t, root, func(o *scan.Options) { o.NoPrefilter = true }))
				if with != without {
					t.Errorf("with and without the prefilter differ at %s", differ(with, without))
				}
			})
		}
	}
}
