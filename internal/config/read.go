package config

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// A reader reads the values of one file and collects its problems. A key is named by its way from the top,
// factories[0].path, in messages and in where. Readers of a value leave the zero value behind what is wrong.
type reader struct {
	path     string         // of the file, root-relative
	folder   string         // of the file, root-relative
	offset   map[string]int // of a list: how many entries it has from files read before
	where    map[string]Pos
	problems Problems
}

// A field is a key of a mapping and what reads its value.
type field struct {
	name string
	read func(n *yaml.Node, key string)
}

func (r *reader) pos(n *yaml.Node) Pos { return Pos{r.path, n.Line, n.Column} }

func (r *reader) fault(n *yaml.Node, remedy, format string, args ...any) {
	r.problems = append(r.problems, Problem{r.pos(n), fmt.Sprintf(format, args...), remedy})
}

// mistyped is the fault of a value of another type than its key has.
func (r *reader) mistyped(n *yaml.Node, key, wanted, remedy string) {
	if key == "" {
		key = "the file"
	}
	r.fault(n, remedy, "%s must be %s, not %s", key, wanted, typeName(n))
}

// mapping reads the keys of a mapping, all of which must be among fields, and gives those that are there.
func (r *reader) mapping(n *yaml.Node, key string, fields []field) map[string]bool {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	seen := map[string]bool{}
	r.entries(n, key, fmt.Sprintf("write %s: value", names[0]), func(k, v *yaml.Node) {
		i := slices.Index(names, k.Value)
		if i < 0 {
			r.fault(k, suggest(k.Value, "known here: ", names), "unknown key %q%s", k.Value, within(key))
			return
		}
		seen[k.Value] = true
		sub := join(key, k.Value)
		r.where[sub] = r.pos(k)
		fields[i].read(v, sub)
	})
	return seen
}

// entries visits the keys and values of a mapping; an empty value is an empty mapping.
func (r *reader) entries(n *yaml.Node, key, remedy string, visit func(k, v *yaml.Node)) {
	m := target(n)
	if isNull(m) {
		return
	}
	if m.Kind != yaml.MappingNode {
		r.mistyped(n, key, "a mapping", remedy)
		return
	}
	first := map[string]int{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		k, v := m.Content[i], m.Content[i+1]
		switch line, twice := first[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			r.fault(k, "write a word", "a key%s is %s", within(key), typeName(k))
		case k.Tag == "!!merge":
			r.fault(k, "write the keys out", "merge keys are not supported")
		case twice:
			r.fault(k, "keep one of them", "duplicate key %q%s, first on line %d", k.Value, within(key), line)
		default:
			first[k.Value] = k.Line
			visit(k, v)
		}
	}
}

// each visits the items of a list; an empty value is an empty list.
func (r *reader) each(n *yaml.Node, key, remedy string, visit func(n *yaml.Node, key string)) {
	l := target(n)
	if isNull(l) {
		return
	}
	if l.Kind != yaml.SequenceNode {
		r.mistyped(n, key, "a list", remedy)
		return
	}
	for i, item := range l.Content {
		sub := fmt.Sprintf("%s[%d]", key, r.offset[key]+i)
		r.where[sub] = r.pos(item)
		visit(item, sub)
	}
}

// text reads a string.
func (r *reader) text(n *yaml.Node, key, remedy string) (string, bool) {
	t := target(n)
	if t.Kind != yaml.ScalarNode || t.ShortTag() != "!!str" {
		r.mistyped(n, key, "text", remedy)
		return "", false
	}
	return strings.TrimSpace(t.Value), true
}

// word reads a string that may not be empty.
func (r *reader) word(n *yaml.Node, key, remedy string) (string, bool) {
	s, ok := r.text(n, key, remedy)
	switch {
	case ok && s == "":
		r.fault(n, remedy, "%s is empty", key)
		return "", false
	case strings.ContainsAny(s, "\n\r"):
		r.fault(n, remedy, "%s has several lines", key)
		return "", false
	}
	return s, ok
}

// choice reads one of some words.
func (r *reader) choice(n *yaml.Node, key string, words []string) string {
	s, ok := r.text(n, key, "write one of "+strings.Join(words, ", "))
	if !ok || slices.Contains(words, s) {
		return s
	}
	r.fault(n, suggest(s, "write one of ", words), "%s cannot be %q", key, s)
	return ""
}

// toggle reads on or off.
func (r *reader) toggle(n *yaml.Node, key string) bool {
	t := target(n)
	switch {
	case t.Kind == yaml.ScalarNode && t.ShortTag() == "!!bool":
		return strings.EqualFold(t.Value, "true")
	case t.Kind == yaml.ScalarNode && (t.Value == "on" || t.Value == "off"):
		return t.Value == "on"
	}
	r.mistyped(n, key, "on or off", "write on or off")
	return false
}

// number reads a number that is finite and not negative.
func (r *reader) number(n *yaml.Node, key, remedy string) (float64, bool) {
	t := target(n)
	var f float64
	if t.Kind != yaml.ScalarNode || t.ShortTag() != "!!int" && t.ShortTag() != "!!float" || t.Decode(&f) != nil {
		r.mistyped(n, key, "a number", remedy)
		return 0, false
	}
	if math.IsNaN(f) || math.IsInf(f, 0) || f < 0 {
		r.fault(n, remedy, "%s cannot be %s", key, t.Value)
		return 0, false
	}
	return f, true
}

// whole reads a whole number, 1 or more.
func (r *reader) whole(n *yaml.Node, key, remedy string) (int64, bool) {
	f, ok := r.number(n, key, remedy)
	if ok && (f < 1 || f != math.Trunc(f) || f > 1<<53) {
		r.fault(n, remedy, "%s cannot be %s", key, target(n).Value)
		return 0, false
	}
	return int64(f), ok
}

// size reads a number of bytes, or a number and a unit; units are powers of 1024.
func (r *reader) size(n *yaml.Node, key string) int64 {
	const remedy = "write a number of bytes such as 1048576, or 1MB"
	t := target(n)
	if t.Kind != yaml.ScalarNode || t.ShortTag() != "!!str" {
		bytes, _ := r.whole(n, key, remedy)
		return bytes
	}
	m := sizeExpr.FindStringSubmatch(t.Value)
	if m == nil {
		r.fault(n, remedy, "%s cannot be %q", key, t.Value)
		return 0
	}
	amount, _ := strconv.ParseInt(m[1], 10, 64)
	return amount << map[string]int{"": 0, "K": 10, "M": 20, "G": 30}[m[2]]
}

// required faults a mapping that lacks one of the keys.
func (r *reader) required(n *yaml.Node, key string, seen map[string]bool, remedies [][2]string) {
	if target(n).Kind != yaml.MappingNode {
		if isNull(target(n)) {
			r.fault(n, "fill it in or remove it", "%s is empty", key)
		}
		return
	}
	for _, need := range remedies {
		if !seen[need[0]] {
			r.fault(n, need[1], "%s has no %s", key, need[0])
		}
	}
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

func within(key string) string {
	if key == "" {
		return ""
	}
	return " in " + key
}

// target is the node itself or what an alias stands for.
func target(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// typeName is what a user would call the type of a value.
func typeName(n *yaml.Node) string {
	n = target(n)
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!null":
		return "empty"
	case "!!str":
		return "text"
	case "!!int", "!!float":
		return "the number " + n.Value
	case "!!bool":
		return "the truth value " + n.Value
	case "!!timestamp":
		return "the date " + n.Value
	}
	return "of type " + n.Tag
}
