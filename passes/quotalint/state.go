package quotalint

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// State is a hash of what verdicts below a folder rest on beside the source of a package and of those below it: the config
// files, which of their exceptions have ended, the rules files that they name, and what the code of factories imports. Drivers
// that keep results need it. The file of the flag config is not in it, nor are exceptions in comments that end.
func State(folder string) (string, error) {
	root, _, err := locate(folder)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fsys := os.DirFS(root)
	files, err := configsBelow(fsys)
	if err != nil {
		return "", err
	}
	for _, name := range files {
		if err := hashFile(h, fsys, name); err != nil {
			return "", err
		}
	}
	// A config with faults is said to have them where a package is judged.
	if c, err := new(vet).loadConfig(root, files); err == nil {
		for _, a := range c.Allow {
			fmt.Fprintln(h, a.Until, a.Expired(time.Now().UTC().Format(time.DateOnly)))
		}
		for _, glob := range c.SDKs {
			if err := hashGlob(h, fsys, path.Clean(glob)); err != nil {
				return "", err
			}
		}
		fmt.Fprintln(h, partsOfFactories(root, c))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func hashGlob(h hash.Hash, fsys fs.FS, glob string) error {
	names, err := doublestar.Glob(fsys, glob, doublestar.WithFilesOnly())
	if err != nil {
		return fmt.Errorf("sdks: %s: %w (correct the glob or remove it)", glob, err)
	}
	for _, name := range names {
		if err := hashFile(h, fsys, name); err != nil {
			return err
		}
	}
	return nil
}

func hashFile(h hash.Hash, fsys fs.FS, name string) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("%w (check its permissions)", err)
	}
	fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	return nil
}
