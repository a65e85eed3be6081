package typescript

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// A manifest is what a package.json says; a deno.json and a jsr.json say some of it.
type manifest struct {
	path    string
	folder  string
	name    string
	version string
	main    []string          // the files that may be its main one, the most telling first
	exports any               // as encoding/json reads it
	imports any               // likewise
	needs   map[string]string // package -> the range, or whatever stands there
	groups  []string          // patterns of the folders of a workspace
	config  string            // the tsconfig that extends: of this package means

	catalog  map[string]string // package -> range, for needs that say catalog:
	catalogs map[string]map[string]string
}

func parsePackage(file string, text []byte) *manifest {
	var p struct {
		Name, Version, Source, Module, Main, Types, Typings, Tsconfig string

		Browser, Exports, Imports any

		Dependencies, OptionalDependencies, DevDependencies, PeerDependencies map[string]string

		Workspaces json.RawMessage
		Catalog    map[string]string
		Catalogs   map[string]map[string]string
	}
	if !readJSON(text, &p) {
		return nil
	}
	m := &manifest{
		path: file, folder: parent(file), name: p.Name, version: p.Version, exports: p.Exports, imports: p.Imports,
		needs: map[string]string{}, config: p.Tsconfig, catalog: p.Catalog, catalogs: p.Catalogs,
	}
	browser, _ := p.Browser.(string)
	for _, main := range []string{p.Source, p.Module, p.Main, browser, p.Types, p.Typings} {
		if main != "" {
			m.main = append(m.main, main)
		}
	}
	for _, group := range []map[string]string{p.PeerDependencies, p.DevDependencies, p.OptionalDependencies, p.Dependencies} {
		maps.Copy(m.needs, group)
	}
	var groups struct {
		Packages []string
		Catalog  map[string]string
		Catalogs map[string]map[string]string
	}
	if readJSON(p.Workspaces, &m.groups); len(m.groups) == 0 && readJSON(p.Workspaces, &groups) {
		m.groups = groups.Packages
		if groups.Catalog != nil {
			m.catalog = groups.Catalog
		}
		if groups.Catalogs != nil {
			m.catalogs = groups.Catalogs
		}
	}
	return m
}

// importConditions are the keys of conditional exports that are asked first, in this order. Others follow by name; what says
// where types are comes last.
var importConditions = []string{"source", "import", "module", "node", "development", "require", "default"}

// requireConditions are the conditions where a CommonJS file asks.
var requireConditions = []string{"source", "require", "node", "development", "import", "module", "default"}

// targets lists what exports or imports say of a key, the most telling first.
func targets(table any, key string, conditions []string) []string {
	entries, ok := table.(map[string]any)
	if !ok || !listsModules(entries) {
		if key != "." {
			return nil
		}
		return targetsOf(table, "", conditions)
	}
	if value, ok := entries[key]; ok {
		return targetsOf(value, "", conditions)
	}
	best, star := "", ""
	for pattern := range entries {
		head, tail, ok := strings.Cut(pattern, "*")
		if !ok && !strings.HasSuffix(pattern, "/") {
			continue // not a pattern
		}
		if len(key) < len(head)+len(tail) || !strings.HasPrefix(key, head) || !strings.HasSuffix(key, tail) {
			continue
		}
		if stem, _, _ := strings.Cut(best, "*"); best == "" || len(head) > len(stem) || len(head) == len(stem) && len(pattern) > len(best) {
			best, star = pattern, key[len(head):len(key)-len(tail)]
		}
	}
	if best == "" {
		return nil
	}
	return targetsOf(entries[best], star, conditions)
}

// listsModules reports whether the keys of exports are those of modules, not conditions.
func listsModules(entries map[string]any) bool {
	for key := range entries {
		if strings.HasPrefix(key, ".") || strings.HasPrefix(key, "#") {
			return true
		}
	}
	return false
}

// targetsOf lists the targets of one entry under any condition, with star in place of a *.
func targetsOf(value any, star string, conditions []string) []string {
	var first, types []string
	var visit func(value any, typed bool)
	visit = func(value any, typed bool) {
		switch v := value.(type) {
		case string:
			if strings.HasSuffix(v, "/") {
				v += "*"
			}
			switch v = strings.ReplaceAll(v, "*", star); {
			case v == "":
			case typed:
				types = append(types, v)
			default:
				first = append(first, v)
			}
		case []any:
			for _, v := range v {
				visit(v, typed)
			}
		case map[string]any:
			for _, c := range conditions {
				visit(v[c], typed)
			}
			for _, c := range slices.Sorted(maps.Keys(v)) {
				if !slices.Contains(conditions, c) {
					visit(v[c], typed || strings.HasPrefix(c, "types") || c == "typings")
				}
			}
		}
	}
	visit(value, false)
	return append(first, types...)
}
