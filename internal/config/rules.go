package config

import (
	"fmt"
	"io/fs"
	"path"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/quotalint/quotalint/rules"
)

// WithRules adds the rules files that the config names, which are in fsys, the root, to those built in.
func (c *Config) WithRules(fsys fs.FS, set *rules.Set) (*rules.Set, error) {
	for _, glob := range c.SDKs {
		names, err := doublestar.Glob(fsys, path.Clean(glob), doublestar.WithFilesOnly())
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("sdks: %s matches no file (correct the glob or remove it)", glob)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, fmt.Errorf("sdks: %w (check its permissions)", err)
			}
			if set, err = set.Add(name, data); err != nil {
				return nil, err
			}
		}
	}
	return set, nil
}
