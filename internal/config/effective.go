package config

import (
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"
)

// A Setting is one key in force.
type Setting struct {
	Folder string // where it holds; "." is the whole root
	Key    string // rules.QL005, factories[0].path
	Value  string
	Where  Pos // the line that set it; zero for a default
}

// Origin names the line that set the key, or says that it is a default.
func (s Setting) Origin() string {
	if s.Where.Path == "" {
		return "default"
	}
	return fmt.Sprintf("%s:%d", s.Where.Path, s.Where.Line)
}

// Effective lists every key in force: those of the root in the order of Config, then those of each subtree.
func (c *Config) Effective() []Setting {
	var list []Setting
	leaves(c.tree(), "", func(key string, n *yaml.Node) {
		list = append(list, c.setting(key, n))
	})
	for _, s := range c.Subtrees {
		list = append(list, s.settings()...)
	}
	return list
}

// Write gives the effective configuration as a config file. A comment behind each key tells its origin; comments at
// the end tell what holds in subtrees.
func (c *Config) Write(w io.Writer) error {
	tree := c.tree()
	leaves(tree, "", func(key string, n *yaml.Node) {
		n.LineComment = "# " + c.setting(key, n).Origin()
	})
	e := yaml.NewEncoder(w)
	e.SetIndent(2)
	if err := e.Encode(tree); err != nil {
		return err
	}
	for _, s := range c.Subtrees {
		if _, err := fmt.Fprintf(w, "# in %s and below:\n", s.Folder); err != nil {
			return err
		}
		for _, t := range s.settings() {
			if _, err := fmt.Fprintf(w, "#   %s: %s # %s\n", t.Key, t.Value, t.Origin()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Config) setting(key string, n *yaml.Node) Setting {
	value := n.Value
	if n.Kind != yaml.ScalarNode {
		value = flow(n)
	}
	return Setting{Folder: ".", Key: key, Value: value, Where: c.where[key]}
}

func (s Subtree) settings() []Setting {
	var list []Setting
	add := func(key, value string) { list = append(list, Setting{s.Folder, key, value, s.where[key]}) }
	if s.Tests != "" {
		add("tests", s.Tests)
	}
	for _, id := range sorted(s.Rules) {
		add("rules."+id, s.Rules[id])
	}
	if s.Inline != nil {
		add("suppressions.inline", map[bool]string{true: "on", false: "off"}[*s.Inline])
	}
	return list
}

// tree is the configuration as YAML, keys in the order of Config.
func (c *Config) tree() *yaml.Node {
	var n yaml.Node
	if err := n.Encode(c); err != nil {
		panic(err) // plain data always encodes
	}
	return &n
}

// leaves visits what has an origin of its own: scalars, and lists that are empty or written on one line.
func leaves(n *yaml.Node, key string, visit func(key string, n *yaml.Node)) {
	switch {
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			leaves(n.Content[i+1], join(key, n.Content[i].Value), visit)
		}
	case n.Kind == yaml.SequenceNode && len(n.Content) > 0 && n.Style&yaml.FlowStyle == 0:
		for i, item := range n.Content {
			leaves(item, fmt.Sprintf("%s[%d]", key, i), visit)
		}
	default:
		visit(key, n)
	}
}

// flow writes a list on one line.
func flow(n *yaml.Node) string {
	values := make([]string, len(n.Content))
	for i, item := range n.Content {
		values[i] = item.Value
	}
	return "[" + strings.Join(values, ", ") + "]"
}

// MarshalYAML writes tracks as a config file spells them.
func (t Tracks) MarshalYAML() (any, error) {
	if t.Mode != "list" {
		return t.Mode, nil
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, m := range t.Methods {
		var n yaml.Node
		n.SetString(m)
		list.Content = append(list.Content, &n)
	}
	return list, nil
}
