package rules

import (
	"errors"
	"strconv"
)

// What the fields of a rules file may say where they take one of a few words.
var (
	spendsWords = []string{"yes", "no", "delegated", "job", "unknown"}
	kindWords   = []string{"endpoint", "helper", "websocket", "event", "raw", "legacy", "page"}
	lateWords   = []string{"stream", "poll"}
	asyncWords  = []string{"coroutine", "wrapper", "paginator", "manager", "local"}
	formWords   = []string{"any-of", "annotated", "elements", "values", "pairs", "class", "instance", "called", "result", "last", "first", "nothing"}
	trackWords  = []string{"full", "on-request", "no-tokens", "double", "none"}
	doesWords   = []string{"get", "load", "set", "put", "store", "any", "itself", "add", "extend", "insert", "items", "update", "map", "each", "visit", "filter", "find", "flat", "concat", "reduce", "enter", "pass", "call", "within", "nothing"}
)

// readOperations reads the list of operations.
func readOperations(path string, data []byte) ([]Operation, map[string]int, error) {
	var list operationList
	root, err := decode(path, data, &list)
	if err != nil {
		return nil, nil, err
	}
	v := validator{path: path, root: root}
	v.schema(list.Schema)
	byOp := make(map[string]int, len(list.Operations))
	for i, o := range list.Operations {
		if o.Op == "" {
			v.fault("an operation needs an `op`", "operations", i)
		}
		if first, twice := byOp[o.Op]; twice {
			v.fault("operation "+o.Op+" is already in line "+v.lineText("operations", first), "operations", i, "op")
		}
		v.word(o.Spends, spendsWords, "operations", i, "spends")
		byOp[o.Op] = i
	}
	return list.Operations, byOp, errors.Join(v.faults...)
}

// An operationList is the schema of operations.yaml.
type operationList struct {
	Schema     int         `yaml:"schema"`
	Operations []Operation `yaml:"operations"`
}

// readFile reads one rules file. Known says which operations there are and which symbols other files describe.
func readFile(path string, data []byte, known *Set) (*File, error) {
	f := &File{}
	root, err := decode(path, data, f)
	if err != nil {
		return nil, err
	}
	f.Path = path
	v := validator{path: path, root: root, set: known}
	v.schema(f.Schema)
	v.file(f)
	return f, errors.Join(v.faults...)
}

func (v *validator) file(f *File) {
	if f.Name == "" {
		v.fault("a rules file needs a `name`")
	}
	for _, other := range v.set.Files {
		if other.Name == f.Name {
			v.fault("the name "+strconv.Quote(f.Name)+" is already taken by "+other.Path, "name")
		}
	}
	if f.Language == "" && (len(f.Clients)+len(f.Resources)+len(f.Singletons)+len(f.Calls)+len(f.Forms)+len(f.Members)+len(f.Texts)+len(f.Same) > 0) {
		v.fault("a rules file that is about code needs a `language`")
	}
	v.makers(f)
	v.surfaces(f)
	v.idioms(f)
	v.trackers(f)
	v.same(f)
	for i, h := range f.Hosts {
		v.required(h.Pattern, "pattern", "hosts", i)
		v.required(h.BilledBy, "billed_by", "hosts", i)
		v.host(h.Pattern, "hosts", i, "pattern")
	}
	for i, t := range f.Texts {
		if len(t.Modules) == 0 {
			v.fault("texts need the `modules` that they are constants of", "texts", i)
		}
	}
}

// makers checks what yields clients and parts of them.
func (v *validator) makers(f *File) {
	seen := v.symbolsOf(func(o *File) []string { return o.makerSymbols() }, f.Language)
	for i, c := range f.Clients {
		v.symbols(append([]string{c.Symbol}, c.Also...), seen, "clients", i)
		v.surface(f, c.Surface, "clients", i)
		v.version(c.Since, "clients", i, "since")
		v.version(c.Until, "clients", i, "until")
	}
	for i, r := range f.Resources {
		v.symbols(append([]string{r.Symbol}, r.Also...), seen, "resources", i)
		v.surface(f, r.Surface, "resources", i)
		if r.Path != "" {
			v.methodPath(r.Path, "resources", i, "path")
		}
		v.required(r.Client, "client", "resources", i)
	}
	for i, p := range f.Providers {
		v.symbols(append([]string{p.Symbol}, p.Also...), seen, "providers", i)
		v.required(p.Argument, "argument", "providers", i)
		v.required(p.BilledBy, "billed_by", "providers", i)
		v.version(p.Since, "providers", i, "since")
		v.version(p.Until, "providers", i, "until")
	}
	for i, s := range f.Singletons {
		v.required(s.Module, "module", "singletons", i)
		v.surface(f, s.Surface, "singletons", i)
		v.version(s.Since, "singletons", i, "since")
		v.version(s.Until, "singletons", i, "until")
		if len(s.Names) == 0 {
			v.fault("a singleton needs `names`", "singletons", i)
		}
	}
}

func (v *validator) surfaces(f *File) {
	for _, name := range sortedKeys(f.Surfaces) {
		if f.Surfaces[name] == nil {
			v.fault("the surface "+name+" is empty; it needs `methods`", "surfaces", name)
			continue
		}
		seen := map[string]int{}
		for i, m := range f.Surfaces[name].Methods {
			at := []any{"surfaces", name, "methods", i}
			v.methodPath(m.Path, append(at, "path")...)
			if first, twice := seen[m.Path]; twice {
				v.fault("method "+m.Path+" is already in line "+v.lineText("surfaces", name, "methods", first), append(at, "path")...)
			}
			seen[m.Path] = i
			v.operation(m.Op, true, append(at, "op")...)
			for j, op := range m.Calls {
				v.operation(op, false, append(at, "calls", j)...)
			}
			v.word(m.Kind, append(kindWords, ""), append(at, "kind")...)
			v.word(m.Form, append(asyncWords, ""), append(at, "form")...)
			v.word(m.Late, append(lateWords, ""), append(at, "late")...)
			for j, path := range m.Via {
				v.methodPath(path, append(at, "via", j)...)
			}
			v.word(m.Spends, append(spendsWords, ""), append(at, "spends")...)
			v.version(m.Since, append(at, "since")...)
			v.version(m.Until, append(at, "until")...)
		}
	}
}

// idioms checks what is said of outside functions, types and containers.
func (v *validator) idioms(f *File) {
	seen := v.symbolsOf(func(o *File) []string { return o.callSymbols() }, f.Language)
	for i, c := range f.Calls {
		v.symbols(c.Symbols, seen, "calls", i)
		v.word(c.Decorates, []string{"", "property"}, "calls", i, "decorates")
		if len(c.Maps) != 0 && len(c.Maps) != 2 {
			v.fault("`maps` takes two arguments: the function and what it is called with", "calls", i, "maps")
		}
		if len(c.Casts) != 0 && len(c.Casts) != 2 {
			v.fault("`casts` takes two arguments: the type and the value", "calls", i, "casts")
		}
		if c.Enters && c.Invokes == "" {
			v.fault("`enters` says something of the result of `invokes`, which is missing", "calls", i, "enters")
		}
		if c.Binds && len(c.Passes) == 0 {
			v.fault("`binds` says something of the argument in `passes`, which is missing", "calls", i, "binds")
		}
	}
	seen = v.symbolsOf(func(o *File) []string { return o.formSymbols() }, f.Language)
	for i, form := range f.Forms {
		v.symbols(form.Symbols, seen, "forms", i)
		v.word(form.Form, formWords, "forms", i, "form")
	}
	members := map[string]int{}
	for i, m := range f.Members {
		v.required(m.Name, "name", "members", i)
		v.word(m.Does, doesWords, "members", i, "does")
		if first, twice := members[m.Name]; twice {
			v.fault("member "+m.Name+" is already in line "+v.lineText("members", first), "members", i, "name")
		}
		members[m.Name] = i
	}
}
