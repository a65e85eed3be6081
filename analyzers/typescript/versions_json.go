package typescript

import (
	"path"
	"strings"
)

// parseNpmLock reads a package-lock.json of any version, or an npm-shrinkwrap.json.
func parseNpmLock(text []byte) lock {
	var file struct {
		Packages     map[string]struct{ Version string }
		Dependencies map[string]struct{ Version string }
	}
	readJSON(text, &file)
	return func(folder, name, _ string) string {
		for ; ; folder = parent(folder) {
			if p := file.Packages[path.Join(folder, "node_modules", name)]; p.Version != "" {
				return p.Version
			}
			if folder == "" {
				break
			}
		}
		if file.Packages != nil {
			return ""
		}
		return behindAt(file.Dependencies[name].Version)
	}
}

// parseBunLock reads a bun.lock. What a package has for itself stands below its name.
func parseBunLock(text []byte) lock {
	var file struct {
		Workspaces map[string]struct{ Name string }
		Packages   map[string][]any
	}
	readJSON(text, &file)
	return func(folder, name, _ string) string {
		for _, key := range []string{file.Workspaces[folder].Name + "/" + name, name} {
			if list := file.Packages[key]; len(list) > 0 {
				resolved, _ := list[0].(string)
				return behindAt(resolved)
			}
		}
		return ""
	}
}

// parseDenoLock reads a deno.lock. Older ones keep what they settle one level further down.
func parseDenoLock(text []byte) lock {
	type table struct{ Specifiers map[string]string }
	var file struct {
		Specifiers    map[string]string
		Packages, NPM table
	}
	readJSON(text, &file)
	return func(_, name, spec string) string {
		if s, ok := parseSpecifier(spec); ok {
			name, spec = s.name, s.version
		}
		wanted := strings.TrimSuffix(name+"@"+spec, "@")
		for _, settled := range []map[string]string{file.Specifiers, file.Packages.Specifiers, file.NPM.Specifiers} {
			for _, scheme := range []string{"npm:", "jsr:", ""} {
				if found, ok := settled[scheme+wanted]; ok {
					found, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(found, scheme), name+"@"), "_")
					return found
				}
			}
		}
		return ""
	}
}

// behindAt is the version at the end of name@version, or the text itself.
func behindAt(text string) string { return text[strings.LastIndexByte(text, '@')+1:] }
