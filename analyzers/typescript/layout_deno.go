package typescript

import (
	"maps"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/facts"
)

// An importMap says what names mean, as in browsers and Deno.
type importMap struct {
	folder  string            // what paths in it are relative to
	entries map[string]string // a key that ends in / means what is below it
}

// addDeno reads a deno.json, a jsr.json or an import map.
func (p *projects) addDeno(tree analyzers.Tree, file string, text []byte) {
	var d struct {
		Name, Version, ImportMap string

		Exports, Workspace any

		Imports map[string]string
	}
	if !readJSON(text, &d) {
		return
	}
	folder := parent(file)
	m := p.at(folder, file)
	if m.name == "" {
		m.name, m.version = d.Name, d.Version
	}
	if m.exports == nil {
		m.exports = d.Exports
	}
	members, _ := d.Workspace.([]any)
	if w, ok := d.Workspace.(map[string]any); ok {
		members, _ = w["members"].([]any)
	}
	for _, member := range members {
		if pattern, ok := member.(string); ok {
			m.groups = append(m.groups, pattern)
		}
	}
	p.addMap(m, importMap{folder, d.Imports})
	if d.ImportMap == "" || strings.Contains(d.ImportMap, ":") {
		return
	}
	if text, err := tree.Read(join(folder, d.ImportMap)); err == nil {
		var other struct{ Imports map[string]string }
		readJSON(text, &other)
		p.addMap(m, importMap{parent(join(folder, d.ImportMap)), other.Imports})
	}
}

// addMap adds an import map to what a manifest says. What it takes from a registry, the manifest asks for.
func (p *projects) addMap(m *manifest, add importMap) {
	if len(add.entries) == 0 {
		return
	}
	p.maps[m.folder] = append(p.maps[m.folder], add)
	for name, value := range add.entries {
		if _, ok := parseSpecifier(value); ok && !strings.HasSuffix(name, "/") && m.needs[name] == "" {
			m.needs[name] = value
		}
	}
}

// mapped resolves a name by the import maps above the importer, the innermost first.
func (l *layout) mapped(q query, name string) (facts.Target, bool) {
	p := l.projects()
	if len(p.maps) == 0 {
		return facts.Target{}, false
	}
	for folder := q.folder; ; folder = parent(folder) {
		for _, m := range p.maps[folder] {
			value, ok := m.find(name)
			switch {
			case !ok || value == "":
				continue
			case isPath(value):
				return l.path(query{m.folder, q.script, q.common, value}, value), true
			case value == name:
				return l.named(q, name), true
			}
			if s, ok := parseSpecifier(value); ok {
				pkg, _ := splitName(name)
				if n := p.need(q.folder, pkg); n != nil && within(n.by.folder, folder) && n.spec != value {
					return l.named(q, name), true // a package.json further in asks for it too
				}
				return l.registered(q, s), true
			}
			return l.named(query{m.folder, q.script, q.common, value}, value), true
		}
		if folder == "" {
			return facts.Target{}, false
		}
	}
}

// find is what a name is mapped to: by itself, or by the longest key that it is below.
func (m importMap) find(name string) (string, bool) {
	if value, ok := m.entries[name]; ok {
		return value, true
	}
	best := ""
	for key := range m.entries {
		if strings.HasSuffix(key, "/") && strings.HasPrefix(name, key) && len(key) > len(best) {
			best = key
		}
	}
	return m.entries[best] + name[len(best):], best != ""
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
