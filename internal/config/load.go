package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// Load reads the outermost config file of a root ("" if there is none) and those nested below it, and gives what is in
// force. Names are root-relative in fsys, the root. running is the version of the program; one without three numbers
// satisfies every min_version. If anything is wrong the error is Problems: all of them, and the Config is nil.
func Load(fsys fs.FS, outermost string, nested []string, running string) (*Config, error) {
	c := Default()
	problems := twins(append([]string{outermost}, nested...))
	if outermost != "" {
		c.Path = outermost
		problems = append(problems, readFile(fsys, outermost, running, c, c.where, nil)...)
	}
	// What a nested file relaxes is judged against the outermost, if that is sound.
	judge := len(problems) == 0
	for _, file := range inOrder(nested) {
		if file == outermost {
			continue
		}
		n := &Config{Path: file, Rules: map[string]string{}, where: map[string]Pos{}}
		found := readFile(fsys, file, running, n, n.where, map[string]int{
			"factories":     len(c.Factories),
			"allow":         len(c.Allow),
			"paths.tests":   len(c.Paths.Tests),
			"paths.exclude": len(c.Paths.Exclude),
		})
		if len(found) == 0 && judge {
			found = c.nest(n)
		}
		problems = append(problems, found...)
	}
	if len(problems) > 0 {
		problems.sort()
		return nil, problems
	}
	return c, nil
}

// readFile reads one file on top of what c holds.
func readFile(fsys fs.FS, file, running string, c *Config, where map[string]Pos, offset map[string]int) Problems {
	text, err := fs.ReadFile(fsys, file)
	if err != nil {
		var reason *fs.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return Problems{{Pos{Path: file}, fmt.Sprintf("the config file cannot be read: %v", err), "check that it exists and its permissions"}}
	}
	n, fault := parse(file, text)
	if fault != nil {
		return Problems{*fault}
	}
	if n == nil {
		return nil
	}
	r := &reader{path: file, folder: path.Dir(file), offset: offset, where: where}
	if p := r.outdated(n, running); p != nil {
		return Problems{*p}
	}
	r.config(n, c)
	return r.problems
}

// outdated is the one problem of a file that is written for a newer program: the others may come from it.
func (r *reader) outdated(n *yaml.Node, running string) *Problem {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		v := target(n.Content[i+1])
		if n.Content[i].Value == "min_version" && v.Kind == yaml.ScalarNode && older(running, v.Value) {
			return &Problem{
				r.pos(n.Content[i+1]),
				fmt.Sprintf("quotalint %s or newer is needed, this is %s", v.Value, running),
				"update: go install github.com/quotalint/quotalint/cmd/quotalint@latest",
			}
		}
	}
	return nil
}

// inOrder sorts nested files so that each comes after those of the folders above it, and drops what is named twice.
func inOrder(files []string) []string {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b string) int {
		return cmp.Or(strings.Compare(path.Dir(a), path.Dir(b)), strings.Compare(a, b))
	})
	return slices.Compact(files)
}

// twins finds folders with two config files.
func twins(files []string) Problems {
	var ps Problems
	files = inOrder(files)
	for i, f := range files[1:] {
		if before := files[i]; before != "" && path.Dir(before) == path.Dir(f) {
			ps = append(ps, Problem{Pos{Path: f}, fmt.Sprintf("%s is in the same folder", path.Base(before)), "keep one of them"})
		}
	}
	return ps
}
