package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

// A known says which baseline is used.
type known struct {
	on   bool   // one is
	file string // as the user named it; "": the root's, if it is there
	none bool
}

func (k *known) flags(cmd *cobra.Command) {
	k.on = true
	f := cmd.Flags()
	f.StringVar(&k.file, "baseline", "", "what is known is in this file, not in the root's "+baseline.Name)
	f.BoolVar(&k.none, "no-baseline", false, "use no baseline")
	cmd.MarkFlagsMutuallyExclusive("baseline", "no-baseline")
}

// read reads the baseline that is used; without one the list is empty.
func (k *known) read(l *loaded) ([]check.Known, error) {
	if !k.on || k.none {
		return nil, nil
	}
	name, shown, text, err := baseline.Name, nameOf(filepath.Join(l.root, baseline.Name)), []byte(nil), error(nil)
	if k.file == "" {
		text, err = fs.ReadFile(l.fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	} else {
		name, shown = k.file, k.file
		text, err = readAll(l.open(k.file))
		if rel, err := config.Relative(l.root, filepath.Dir(k.file)); err == nil {
			name = filepath.ToSlash(filepath.Join(rel, filepath.Base(k.file)))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("the baseline cannot be read: %w; `quotalint baseline` writes one", err)
	}
	file, err := baseline.Decode(shown, text)
	if err != nil {
		return nil, err
	}
	out := check.Known{Entries: file.Entries, Excuse: "in the baseline", Where: []config.Pos{}}
	for _, line := range file.Lines {
		out.Where = append(out.Where, config.Pos{Path: name, Line: line})
	}
	return []check.Known{out}, nil
}

// readAll reads a file that was opened, and closes it.
func readAll(f fs.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
