package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/analyzers/golang/checked"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/rules"
)

// A typed says whether Go is read with its types, and of which build.
type typed struct {
	on   bool
	tags string
}

func (t *typed) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&t.on, "types", false, "read Go with its types: load its packages by the go command, which may compile and download dependencies")
	f.StringVar(&t.tags, "tags", "", "build tags for --types, with commas between")
}

// languages are those of the program; of Go, with its types if they are asked for.
func (t *typed) languages(l *loaded, set *rules.Set) ([]analyzers.Analyzer, error) {
	list := languages()
	if !t.on {
		if t.tags != "" {
			return nil, errors.New("--tags choose the build of which --types reads the types: give --types too")
		}
		return list, nil
	}
	for i, a := range list {
		grammar, ok := a.(*golang.Analyzer)
		if !ok {
			continue
		}
		root, err := filepath.EvalSymlinks(l.root)
		if err != nil {
			return nil, err
		}
		build := checked.Build{Root: root, Tags: t.tags, SDK: check.Compile(set, a.Name()).Known.SDK}
		if b := l.buffer; b != nil {
			build.Overlay = map[string][]byte{filepath.Join(root, filepath.FromSlash(b.Path)): b.Text}
		}
		if list[i], err = checked.New(grammar, build); err != nil {
			return nil, fmt.Errorf("--types: %w: install Go (https://go.dev/dl/), or leave --types out", err)
		}
	}
	return list, nil
}

// shown is how many problems of packages are listed.
const shown = 5

// warn says what of the packages could not be loaded: there the report rests on what the source alone says.
func (t *typed) warn(w io.Writer, read []analyzers.Analyzer) {
	for _, a := range read {
		a, ok := a.(*checked.Analyzer)
		if !ok {
			continue
		}
		problems := a.Problems()
		if n := len(problems.Absent); n > 0 {
			fmt.Fprintf(w, "quotalint: --types: not in the module cache, and cannot be downloaded: %s\n", strings.Join(problems.Absent, ", "))
			fmt.Fprintln(w, "  Files that import from there are read without types. Run `go mod download`, or leave --types out.")
		}
		if n := len(problems.Errors); n > 0 {
			fmt.Fprintf(w, "quotalint: --types: the Go packages have errors; what these leave unknown is read without types (showing %d of %d; `go vet%s ./...` shows all)\n", min(shown, n), n, t.tagged())
			for _, p := range problems.Errors[:min(shown, n)] {
				fmt.Fprintf(w, "  %s\n", p)
			}
		}
	}
}

// tagged is the flag that gives the go command the same tags.
func (t *typed) tagged() string {
	if t.tags == "" {
		return ""
	}
	return " -tags=" + t.tags
}

// folderOf is the folder that a pattern of the go command means: ./... is the folder with all that is below, as ./ is. Any
// other path is itself.
func folderOf(arg string) string {
	slashed := filepath.ToSlash(arg)
	folder, ok := strings.CutSuffix(slashed, "...")
	if _, err := os.Lstat(arg); err == nil || !ok || folder != "" && !strings.HasSuffix(folder, "/") {
		return arg
	}
	if folder == "" {
		return "."
	}
	return filepath.FromSlash(folder)
}
