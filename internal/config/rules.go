package config

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

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
	return set, c.checkTrust(set.Vendors())
}

// checkTrust reports the vendors that the config trusts and of which no rules file knows anything.
func (c *Config) checkTrust(vendors []string) error {
	var problems Problems
	for i, name := range c.Trust {
		if !slices.Contains(vendors, name) {
			problems = append(problems, Problem{c.TrustedAt(i), fmt.Sprintf("trust[%d]: no vendor is known as %q", i, name), suggest(name, "write one of ", vendors)})
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return problems
}

// TrustedAt is where the config names a vendor that it trusts.
func (c *Config) TrustedAt(i int) Pos { return c.where[fmt.Sprintf("trust[%d]", i)] }
