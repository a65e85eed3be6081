package scan

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// count counts the files of known languages, less those that the config says not to read.
func (r *run) count() check.Files {
	var n check.Files
	for _, u := range r.units {
		if u.ignored {
			continue
		}
		n.Seen++
		switch {
		case u.skip != "":
			n.Skipped++
		case u.facts != nil:
			n.Parsed++
			if len(u.facts.Broken) > 0 {
				n.Partial++
			}
		}
	}
	return n
}

// account says what became of everything: the rows of the report for what was not read though source may be in it, and
// the whole list.
func (r *run) account() (rows []check.Skip, whys []Why) {
	tests := 0
	for _, u := range r.units {
		why := Why{u.path, Unread, "nothing in it and nothing that leads to it has to do with a client"}
		switch {
		case u.ignored:
			tests++
			why = Why{u.path, Skipped, "test code; the config says tests: ignore"}
		case u.skip != "":
			why = Why{u.path, Skipped, u.skip}
			rows = append(rows, check.Skip{Path: u.path, Reason: u.skip})
		case u.facts != nil && len(u.facts.Broken) > 0:
			why = Why{u.path, Read, u.why + "; " + broken(u)}
			rows = append(rows, check.Skip{Path: u.path, Reason: "read in part: " + broken(u)})
		case u.facts != nil:
			why = Why{u.path, Read, u.why}
		}
		whys = append(whys, why)
	}
	if tests > 0 {
		rows = append(rows, check.Skip{Path: ".", Reason: "test code; the config says tests: ignore", Count: tests})
	}
	for _, l := range r.Tree.left {
		source := l.folder || r.languageOf(l.path) != nil
		if source {
			whys = append(whys, Why{l.path, Skipped, l.reason})
		}
		if source && !l.silent {
			rows = append(rows, check.Skip{Path: l.path, Reason: l.reason})
		}
	}
	foreign, more := r.foreign()
	rows, whys = append(rows, foreign...), append(whys, more...)
	slices.SortStableFunc(rows, func(a, b check.Skip) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(whys, func(a, b Why) int { return strings.Compare(a.Path, b.Path) })
	return rows, whys
}

// broken says where a file does not parse.
func broken(u *unit) string {
	first := u.facts.Broken[0].Line
	switch more := len(u.facts.Broken) - 1; more {
	case 0:
		return fmt.Sprintf("line %d does not parse", first)
	case 1:
		return fmt.Sprintf("line %d and 1 more place do not parse", first)
	default:
		return fmt.Sprintf("line %d and %d more places do not parse", first, more)
	}
}

// foreignNames is what files are called that may call the API and that no analyzer may know.
var foreignNames = map[string]string{
	".ipynb": "Jupyter", ".js": "JavaScript", ".jsx": "JavaScript", ".mjs": "JavaScript", ".cjs": "JavaScript", ".ts": "TypeScript", ".tsx": "TypeScript",
	".mts": "TypeScript", ".cts": "TypeScript", ".vue": "Vue", ".svelte": "Svelte", ".go": "Go", ".java": "Java", ".kt": "Kotlin", ".rb": "Ruby",
	".php": "PHP", ".cs": "C#", ".rs": "Rust", ".swift": "Swift", ".scala": "Scala", ".ex": "Elixir", ".exs": "Elixir", ".dart": "Dart",
}

// foreign tells of the files that mention OpenAI in languages that are not read: a row for each language, and each file.
func (r *run) foreign() (rows []check.Skip, whys []Why) {
	var files []string
	for _, file := range r.Tree.files {
		if foreignNames[path.Ext(file)] != "" && r.languageOf(file) == nil {
			files = append(files, file)
		}
	}
	found := make([]bool, len(files))
	r.parallel(len(files), func(i int) {
		found[i] = r.asked("mentions openai", files[i], func() bool { return r.Tree.mentions(files[i], "openai") })
	})
	row := map[string]int{}
	for i, file := range files {
		if !found[i] {
			continue
		}
		name := foreignNames[path.Ext(file)]
		reason := name + " is not read, and openai is mentioned"
		whys = append(whys, Why{file, Skipped, reason})
		if _, ok := row[name]; !ok {
			row[name] = len(rows)
			rows = append(rows, check.Skip{Path: ".", Reason: reason})
		}
		rows[row[name]].Count++
	}
	return rows, whys
}

// mentions reports whether a file of any size contains a word; one that cannot be read does not.
func (t *Tree) mentions(file, word string) bool {
	f, err := t.fsys.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	buffer := make([]byte, 64<<10)
	kept := 0 // bytes of the last read that may begin the word
	for {
		n, err := io.ReadFull(f, buffer[kept:])
		if bytes.Contains(buffer[:kept+n], []byte(word)) {
			return true
		}
		if err != nil {
			return false
		}
		kept = copy(buffer, buffer[len(buffer)-len(word)+1:])
	}
}
