package rules

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

var (
	symbolShape  = regexp.MustCompile(`^[^\s:]+:[^\s:]*$`)
	pathShape    = regexp.MustCompile(`^[A-Za-z_]\w*(\.(\w+|\(\)))*$`)
	startShape   = regexp.MustCompile(`^\.\w+$`)
	versionShape = regexp.MustCompile(`^\d+(\.\d+)*([-.]?(alpha|beta|rc|a|b|dev|post)\.?\d+)?$`)
)

// A validator finds what a rules file says that cannot be meant. Its methods take, as their last arguments, the way to the
// node that the fault is at: the keys and indexes from the root.
type validator struct {
	path   string
	root   *yaml.Node
	set    *Set
	faults []error
}

// symbols checks a row's symbols and notes where they are.
func (v *validator) symbols(symbols []string, seen map[string]string, at ...any) {
	if len(symbols) == 0 {
		v.fault("the row needs `symbols`", at...)
	}
	for _, s := range symbols {
		switch {
		case s == "":
			v.fault("the row needs a `symbol`", at...)
		case !symbolShape.MatchString(s):
			v.fault("symbol "+strconv.Quote(s)+" must be spelt module:name", at...)
		case seen[s] != "":
			v.fault("symbol "+s+" is already in "+seen[s], at...)
		default:
			seen[s] = v.path + ":" + v.lineText(at...)
		}
	}
}

// symbol checks a symbol that other rows may have, too.
func (v *validator) symbol(symbol string, at ...any) {
	if !symbolShape.MatchString(symbol) {
		v.fault("symbol "+strconv.Quote(symbol)+" must be spelt module:name", at...)
	}
}

func (v *validator) host(pattern string, at ...any) {
	if strings.Contains(pattern, "/") {
		v.fault("a host pattern is a host alone, without scheme and path: "+pattern, at...)
	}
}

// symbolsOf lists the symbols that the other files of a language have, each with the file that has it.
func (v *validator) symbolsOf(of func(*File) []string, language string) map[string]string {
	seen := map[string]string{}
	for i := range v.set.Files {
		if o := &v.set.Files[i]; o.Language == language {
			for _, s := range of(o) {
				seen[s] = o.Path
			}
		}
	}
	return seen
}

// makerSymbols lists what the clients, resources, providers and drop-in clients of f are called.
func (f *File) makerSymbols() []string {
	var all []string
	for _, c := range f.Clients {
		all = append(append(all, c.Symbol), c.Also...)
	}
	for _, r := range f.Resources {
		all = append(append(all, r.Symbol), r.Also...)
	}
	for _, p := range f.Providers {
		all = append(append(all, p.Symbol), p.Also...)
	}
	for _, t := range f.Trackers {
		for _, c := range t.Clients {
			all = append(append(all, c.Symbol), c.Also...)
		}
	}
	return all
}

func (f *File) callSymbols() []string {
	var all []string
	for _, c := range f.Calls {
		all = append(all, c.Symbols...)
	}
	return all
}

func (f *File) formSymbols() []string {
	var all []string
	for _, form := range f.Forms {
		all = append(all, form.Symbols...)
	}
	return all
}

func (v *validator) surface(f *File, name string, at ...any) {
	if f.Surfaces[name] == nil {
		known := sortedKeys(f.Surfaces)
		v.fault("surface "+strconv.Quote(name)+" is not among the `surfaces` of this file"+suggest(name, known), append(at, "surface")...)
	}
}

// operation checks that op exists. Only the operation of a method itself, not one of several that it calls, may be OpLocal or OpAny.
func (v *validator) operation(op string, own bool, at ...any) {
	if op == "" {
		v.fault("a method needs an `op`: one of operations.yaml, or "+OpLocal+" if it sends no request", at...)
		return
	}
	if _, ok := v.set.Operation(op); ok || own && (op == OpLocal || op == OpAny) {
		return
	}
	known := make([]string, len(v.set.Operations))
	for i, o := range v.set.Operations {
		known[i] = o.Op
	}
	v.fault("operation "+strconv.Quote(op)+" is not in operations.yaml"+suggest(op, known), at...)
}

func (v *validator) methodPath(path string, at ...any) {
	if !pathShape.MatchString(path) {
		v.fault("path "+strconv.Quote(path)+" must be names joined by dots, with () for the result of a call", at...)
	}
}

func (v *validator) version(version string, at ...any) {
	if version != "" && !versionShape.MatchString(version) {
		v.fault(strconv.Quote(version)+" is not a version; write it like \"1.66.0\"", at...)
	}
}

func (v *validator) word(word string, known []string, at ...any) {
	if !slices.Contains(known, word) {
		list := strings.Join(slices.DeleteFunc(slices.Clone(known), func(w string) bool { return w == "" }), ", ")
		v.fault(strconv.Quote(word)+" is not one of: "+list+suggest(word, known), at...)
	}
}

func (v *validator) required(value, key string, at ...any) {
	if value == "" {
		v.fault("the row needs `"+key+"`", at...)
	}
}

func (v *validator) schema(version int) {
	if version != 1 {
		v.fault("`schema` is "+strconv.Itoa(version)+"; this quotalint reads schema 1", "schema")
	}
}

func (v *validator) fault(text string, at ...any) {
	v.faults = append(v.faults, fault(v.path, v.line(at...), "%s", text))
}

func (v *validator) lineText(at ...any) string { return strconv.Itoa(v.line(at...)) }

// line finds the line of a node. Where the way ends early (a key is missing) it is the line of the last node that is there.
func (v *validator) line(at ...any) int {
	n := v.root
	for _, step := range at {
		next := child(n, step)
		if next == nil {
			break
		}
		n = next
	}
	return n.Line
}

func child(n *yaml.Node, step any) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch step := step.(type) {
	case int:
		if n.Kind == yaml.SequenceNode && step < len(n.Content) {
			return n.Content[step]
		}
	case string:
		for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == step {
				return n.Content[i+1]
			}
		}
	}
	return nil
}

// file is the file of that name, nil if it is not read yet.
func (s *Set) file(name string) *File {
	if i := slices.IndexFunc(s.Files, func(f File) bool { return f.Name == name }); i >= 0 {
		return &s.Files[i]
	}
	return nil
}

func sortedKeys(m map[string]*Surface) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
