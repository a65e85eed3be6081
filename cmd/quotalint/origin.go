package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/baseline"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/vcs"
)

// An origin is where files come from: sources, configs, and all that configs name. Its zero value is the disk.
type origin struct {
	snapshot *vcs.Snapshot // what git keeps; nil: the disk
	past     bool          // what the user names besides is of the snapshot too, if that has it
}

// origin is the one that the flags ask for. It is to be closed.
func (s *source) origin(ctx context.Context, args []string) (origin, error) {
	if !s.staged {
		return origin{}, nil
	}
	folder, err := folderNamed(args)
	if err != nil {
		return origin{}, err
	}
	index, err := vcs.OpenIndex(ctx, folder)
	if err != nil {
		return origin{}, fmt.Errorf("--staged: %w", err)
	}
	return origin{snapshot: index}, nil
}

// exclusive refuses flags that do not go with --staged.
func (s *source) exclusive(cmd *cobra.Command) error {
	switch {
	case !s.staged:
		return nil
	case cmd.Flags().Changed("stdin-filename"):
		return errors.New("--staged reads the index and --stdin-filename standard input: give one of the two")
	case s.types.on:
		return errors.New("--types loads packages from disk and --staged reads the index: give one of the two")
	}
	return nil
}

// folderNamed is the folder that the first path is or is in, or else the working directory.
func folderNamed(args []string) (string, error) {
	if len(args) == 0 {
		return folderAbove(".")
	}
	return folderAbove(folderOf(args[0]))
}

// folderAbove is the nearest folder on disk that a path is or is in. A link is in the folder it stands in.
func folderAbove(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", fmt.Errorf("%s: %w (give an absolute path)", name, err)
	}
	for dir := abs; ; dir = filepath.Dir(dir) {
		if info, err := os.Lstat(dir); err == nil && info.IsDir() || dir == filepath.Dir(dir) {
			return dir, nil
		}
	}
}

func (o origin) close() {
	if o.snapshot != nil {
		o.snapshot.Close()
	}
}

// kept is the work tree as git keeps it.
func (o origin) kept() (config.Kept, error) {
	files, err := o.snapshot.At(o.snapshot.Top)
	return config.Kept{Top: o.snapshot.Top, Files: files}, err
}

// discover finds the root that a path belongs to, and the config files on the way to it.
func (o origin) discover(name string) (root string, files []string, err error) {
	if o.snapshot == nil {
		return config.Discover(name)
	}
	kept, err := o.kept()
	if err != nil {
		return "", nil, err
	}
	return kept.Discover(name)
}

// relative is the root-relative name of a path.
func (o origin) relative(root, name string) (string, error) {
	if o.snapshot == nil {
		return config.Relative(root, name)
	}
	kept, err := o.kept()
	if err != nil {
		return "", err
	}
	return kept.Relative(root, name)
}

// files are those of a root, and the same as git keeps them, nil if they are the disk's.
func (o origin) files(root string) (fs.FS, *vcs.Files, error) {
	if o.snapshot == nil {
		return os.DirFS(root), nil, nil
	}
	kept, err := o.snapshot.At(root)
	return kept, kept, err
}

// open opens a file that the user named, such as a config or a baseline.
func (o origin) open(name string) (fs.File, error) {
	if o.past {
		if kept, err := o.kept(); err == nil {
			if rel, err := kept.Relative(kept.Top, name); err == nil {
				if f, err := kept.Files.Open(rel); err == nil {
					return f, nil
				}
			}
		}
	}
	return config.OnDisk(name)
}

// strays says which configs and baselines on disk do not count, since the index has others or none.
func (f *found) strays(w io.Writer, args []string) {
	if len(args) == 0 {
		args = []string{"."}
	}
	kept, err := f.origin.kept()
	if err != nil {
		return // the root would not have been found
	}
	var names []string
	for _, name := range append(f.tree.Configs(), baseline.Name) {
		rel, err := filepath.Rel(kept.Top, filepath.Join(f.root, filepath.FromSlash(name)))
		if err == nil && filepath.IsLocal(rel) {
			names = append(names, path.Clean(filepath.ToSlash(rel)))
		}
	}
	absent, differ := kept.Strays(args[0], names)
	for _, name := range absent {
		name = f.here(kept.Top, name)
		fmt.Fprintf(w, "quotalint: %s is not in the index, so it does not count; git add %[1]s\n", name)
	}
	for _, name := range differ {
		name = f.here(kept.Top, name)
		fmt.Fprintf(w, "quotalint: %s differs from the one in the index, which is the one that counts; git add %[1]s\n", name)
	}
}

// here is a name from the top as the user would write it in the working directory.
func (f *found) here(top, name string) string {
	if here, err := filepath.EvalSymlinks("."); err == nil {
		if here, err = filepath.Abs(here); err == nil {
			if rel, err := filepath.Rel(here, filepath.Join(top, filepath.FromSlash(name))); err == nil {
				return filepath.ToSlash(rel)
			}
		}
	}
	return name
}
