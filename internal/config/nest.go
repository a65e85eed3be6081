package config

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// nestable are the keys of a nested file. Of the others there is one value for the whole root.
var nestable = []string{"version", "min_version", "factories", "paths", "paths.tests", "paths.exclude", "tests", "rules", "allow", "suppressions"}

// nest adds what a nested file says. Factories and globs join those of the root; severities and modes hold for the
// folder of the file. What would hide findings is a problem unless the root says may-relax.
func (c *Config) nest(n *Config) Problems {
	s := Subtree{Folder: path.Dir(n.Path), Path: n.Path, Rules: n.Rules, Tests: n.Tests, where: n.where}
	if _, set := n.where["suppressions.inline"]; set {
		s.Inline = &n.Suppressions.Inline
	}
	ps := slices.Concat(c.misplaced(n), c.relaxed(n, s))
	if len(ps) > 0 {
		return ps
	}
	c.Factories = append(c.Factories, n.Factories...)
	c.Allow = append(c.Allow, n.Allow...)
	c.Paths.Tests = append(c.Paths.Tests, n.Paths.Tests...)
	c.Paths.Exclude = append(c.Paths.Exclude, n.Paths.Exclude...)
	for key, at := range n.where {
		if strings.Contains(key, "[") {
			c.where[key] = at
		}
	}
	if len(s.Rules) > 0 || s.Tests != "" || s.Inline != nil {
		c.Subtrees = append(c.Subtrees, s)
	}
	return nil
}

// misplaced finds the keys that only the outermost file may hold.
func (c *Config) misplaced(n *Config) Problems {
	outermost := c.Path
	if outermost == "" {
		outermost = "a .quotalint.yml in the root's folder"
	}
	var ps Problems
	for _, key := range sorted(n.where) {
		top := !strings.Contains(key, ".") || strings.HasPrefix(key, "paths.")
		if top && !strings.Contains(key, "[") && !slices.Contains(nestable, key) {
			ps = append(ps, Problem{n.where[key], key + " holds for the whole root and cannot be set in a nested config", "move it to " + outermost})
		}
	}
	return ps
}

// relaxed finds what a nested file relaxes without leave.
func (c *Config) relaxed(n *Config, s Subtree) Problems {
	if c.Nested == MayRelax {
		return nil
	}
	var ps Problems
	fault := func(key, format string, args ...any) {
		ps = append(ps, Problem{n.where[key], fmt.Sprintf(format, args...) + " in a nested config", "write nested: may-relax in the outermost config to let it, or remove it"})
	}
	for _, id := range sorted(s.Rules) {
		above := c.Severity(id, s.Folder)
		if weaker(severities, s.Rules[id], above) {
			fault("rules."+id, "rules.%s is lowered from %s to %s", id, above, s.Rules[id])
		}
	}
	if above := c.TestsAt(s.Folder); s.Tests != "" && weaker(testModes, s.Tests, above) {
		fault("tests", "tests is relaxed from %s to %s", above, s.Tests)
	}
	if s.Inline != nil && *s.Inline && !c.InlineAt(s.Folder) {
		fault("suppressions.inline", "suppressions.inline is turned on again")
	}
	if len(n.Allow) > 0 {
		fault("allow", "exceptions are made")
	}
	if len(n.Paths.Exclude) > 0 {
		fault("paths.exclude", "paths are excluded")
	}
	return ps
}

// weaker reports whether a comes after b in the scale, which begins with the strictest.
func weaker(scale []string, a, b string) bool { return slices.Index(scale, a) > slices.Index(scale, b) }

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
