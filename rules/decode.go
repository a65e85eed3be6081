package rules

import (
	"errors"
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// decode reads data into out, a pointer to a struct with yaml tags, and returns the node of the document. Unlike the
// decoder of yaml.v3 it names the line of a key that out has no field for, and the key that may be meant.
func decode(path string, data []byte, out any) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, errors.New(path + ": " + strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return nil, fault(path, 1, "the file is empty; a rules file begins with `schema: 1`")
	}
	root := doc.Content[0]
	var faults []error
	checkShape(path, root, reflect.TypeOf(out).Elem(), "the file", &faults)
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	if err := root.Decode(out); err != nil {
		return nil, errors.New(path + ": " + strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return root, nil
}

// checkShape compares a node with the type it is going to be decoded into.
func checkShape(path string, n *yaml.Node, t reflect.Type, what string, faults *[]error) {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		checkFields(path, n, t, what, faults)
	case reflect.Map:
		if n.Kind != yaml.MappingNode {
			*faults = append(*faults, fault(path, n.Line, "%s must be a mapping, not %s", what, kindName(n)))
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			checkShape(path, n.Content[i+1], t.Elem(), what+"."+n.Content[i].Value, faults)
		}
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			*faults = append(*faults, fault(path, n.Line, "%s must be a list, not %s", what, kindName(n)))
			return
		}
		for _, item := range n.Content {
			checkShape(path, item, t.Elem(), "an item of "+what, faults)
		}
	default:
		checkScalar(path, n, t, what, faults)
	}
}

// checkFields checks the keys of a mapping that is going to be a struct.
func checkFields(path string, n *yaml.Node, t reflect.Type, what string, faults *[]error) {
	if n.Kind != yaml.MappingNode {
		*faults = append(*faults, fault(path, n.Line, "%s must be a mapping, not %s", what, kindName(n)))
		return
	}
	fields := map[string]reflect.Type{}
	var known []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if name != "-" && t.Field(i).IsExported() {
			fields[name] = t.Field(i).Type
			known = append(known, name)
		}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		ft, ok := fields[key.Value]
		if !ok {
			*faults = append(*faults, fault(path, key.Line, "unknown key %q%s", key.Value, suggest(key.Value, known)))
			continue
		}
		checkShape(path, value, ft, "`"+key.Value+"`", faults)
	}
}

// checkScalar checks a single value. Versions and positions look like numbers to YAML and must be quoted, or 1.10 would
// be read as 1.1.
func checkScalar(path string, n *yaml.Node, t reflect.Type, what string, faults *[]error) {
	want, tag := "text", "!!str"
	switch t.Kind() {
	case reflect.Bool:
		want, tag = "true or false", "!!bool"
	case reflect.Int:
		want, tag = "a whole number", "!!int"
	}
	if n.Kind == yaml.ScalarNode && n.Tag == tag {
		return
	}
	got := kindName(n)
	if n.Kind == yaml.ScalarNode && want == "text" {
		*faults = append(*faults, fault(path, n.Line, "%s must be text, not %s; write it in quotes: %s", what, got, strconv.Quote(n.Value)))
		return
	}
	*faults = append(*faults, fault(path, n.Line, "%s must be %s, not %s", what, want, got))
}

// kindName says in words what a node is.
func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.Tag {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	}
	return "text"
}

// suggest names the known word that is nearest to word, if one is near enough to be meant.
func suggest(word string, known []string) string {
	best, least := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := distance(word, k); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(best) + "?"
}

// distance counts the letters to insert, delete or replace to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
