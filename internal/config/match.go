package config

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Matches reports whether the entry is about the file: it names the file, a glob that matches it, or its folder.
func (f Factory) Matches(file string) bool {
	return matches(f.Path, file) || unescape(f.Path) == path.Dir(file)
}

// Matches reports whether the exception is about the file: it names the file or a folder above it, by name or glob.
func (a Allow) Matches(file string) bool { return covers(a.Path, file) }

// Expired reports whether the last day of the exception is before today, a date such as 2027-03-01 in UTC.
func (a Allow) Expired(today string) bool { return a.Until != "" && a.Until < today }

// Included reports whether paths.include lets the file be reported; an empty list includes all.
func (c *Config) Included(file string) bool {
	return len(c.Paths.Include) == 0 || anyCovers(c.Paths.Include, file)
}

// Excluded reports whether paths.exclude keeps the file out of the report.
func (c *Config) Excluded(file string) bool { return anyCovers(c.Paths.Exclude, file) }

// ExcludedBelow reports the same of a file that the user named, or whose folder: a glob that covers what was named does
// not count.
func (c *Config) ExcludedBelow(named, file string) bool {
	return slices.ContainsFunc(c.Paths.Exclude, func(g string) bool { return !covers(g, named) && covers(g, file) })
}

// TestPath reports whether paths.tests says that the file is test code. Languages have customs beside it.
func (c *Config) TestPath(file string) bool { return anyCovers(c.Paths.Tests, file) }

// Severity is how bad a finding of the rule is in the file: error, warn, note or off.
func (c *Config) Severity(rule, file string) string {
	for _, s := range slices.Backward(c.Subtrees) {
		if v := s.Rules[rule]; v != "" && s.holds(file) {
			return v
		}
	}
	if v := c.Rules[rule]; v != "" {
		return v
	}
	for _, r := range Rules() {
		if r.ID == rule {
			return r.Severity
		}
	}
	return Off
}

// TestsAt is what is done with the sites of the file if it is test code: enforce, report or ignore.
func (c *Config) TestsAt(file string) string {
	for _, s := range slices.Backward(c.Subtrees) {
		if s.Tests != "" && s.holds(file) {
			return s.Tests
		}
	}
	return c.Tests
}

// InlineAt reports whether comments in the file may suppress findings.
func (c *Config) InlineAt(file string) bool {
	for _, s := range slices.Backward(c.Subtrees) {
		if s.Inline != nil && s.holds(file) {
			return *s.Inline
		}
	}
	return c.Suppressions.Inline
}

// holds reports whether the file, or folder, is in the subtree.
func (s Subtree) holds(file string) bool {
	return s.Folder == "." || file == s.Folder || strings.HasPrefix(file, s.Folder+"/")
}

func anyCovers(globs []string, file string) bool {
	return slices.ContainsFunc(globs, func(g string) bool { return covers(g, file) })
}

// covers reports whether the glob matches the file or a folder above it.
func covers(glob, file string) bool {
	for p := file; p != "." && p != "/"; p = path.Dir(p) {
		if matches(glob, p) {
			return true
		}
	}
	return glob == "."
}

// matches takes the glob literally too: folders may be called [id].
func matches(glob, file string) bool {
	return unescape(glob) == file || doublestar.MatchUnvalidated(glob, file)
}

// escape makes a glob that matches the name alone.
func escape(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`, `{`, `\{`, `}`, `\}`).Replace(name)
}

// unescape is what a glob says when nothing in it is special.
func unescape(glob string) string {
	if !strings.Contains(glob, `\`) {
		return glob
	}
	var b strings.Builder
	escaped := false
	for _, r := range glob {
		if escaped = r == '\\' && !escaped; !escaped {
			b.WriteRune(r)
		}
	}
	return b.String()
}
