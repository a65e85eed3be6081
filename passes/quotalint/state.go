package quotalint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/quotalint/quotalint/internal/config"
)

// State is a hash of what verdicts below a folder rest on beside the source of a package and of those below it: the config
// files, the rules files that they name, and what the code of factories imports. Drivers that keep results need it.
func State(folder string) (string, error) {
	root, _, err := locate(folder)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fsys := os.DirFS(root)
	files, err := hashConfigs(h, fsys)
	if err != nil {
		return "", err
	}
	outermost := ""
	if len(files) > 0 && path.Dir(files[0]) == "." {
		outermost = files[0]
	}
	// A config with faults is said to have them where a package is judged.
	if c, err := config.Load(fsys, outermost, nil, version); err == nil {
		for _, glob := range c.SDKs {
			if err := hashGlob(h, fsys, path.Clean(glob)); err != nil {
				return "", err
			}
		}
		fmt.Fprintln(h, partsOfFactories(root, c))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// hashConfigs hashes the config files below a root and lists them, the outermost first.
func hashConfigs(h hash.Hash, fsys fs.FS) ([]string, error) {
	var files []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return nil // what cannot be read holds no config that a package could be judged by
		case d.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "vendor"):
			return fs.SkipDir
		case !d.IsDir() && config.IsName(base):
			files = append(files, name)
			return hashFile(h, fsys, name)
		}
		return nil
	})
	return files, err
}

func hashGlob(h hash.Hash, fsys fs.FS, glob string) error {
	names, err := doublestar.Glob(fsys, glob, doublestar.WithFilesOnly())
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := hashFile(h, fsys, name); err != nil {
			return err
		}
	}
	return nil
}

func hashFile(h hash.Hash, fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Fprintln(h, name)
	_, err = io.Copy(h, f)
	return err
}
