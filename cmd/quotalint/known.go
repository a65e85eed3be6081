package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
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

// read reads the baseline that is used; without one the list is empty. A root's own is read from fsys, the tree of the root.
func (k *known) read(fsys fs.FS, root string) ([]check.Known, error) {
	if !k.on || k.none {
		return nil, nil
	}
	name, shown, text, err := baseline.Name, nameOf(filepath.Join(root, baseline.Name)), []byte(nil), error(nil)
	if k.file == "" {
		text, err = fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
	} else {
		name, shown = k.file, k.file
		text, err = os.ReadFile(k.file)
		if rel, err := config.Relative(root, filepath.Dir(k.file)); err == nil {
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
