package check

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// A Language is the rules of one language, compiled for the linker and for judging.
type Language struct {
	Known   *program.Known
	methods []method           // program.Node.Method is an index into it
	clients map[string]*client // by canonical symbol
	vendors []*rules.Tracker   // the ways of vendors that are trusted; Known.Vendors says of them what the linker has to know
}

type method struct {
	name string // as reports spell it
	file *rules.File
	rules.Method
}

// A client is what makes clients: a constructor or a singleton.
type client struct {
	file     *rules.File
	surface  *rules.Surface // of a constructor
	async    bool
	billedBy string
}

// Compile prepares the rules of one language. Trust names the vendors that are trusted to count calls.
func Compile(set *rules.Set, language string, trust ...string) *Language {
	l := &Language{clients: map[string]*client{}, Known: &program.Known{
		Symbols: map[string]program.Symbol{}, Modules: map[string]bool{}, Stars: map[string][]string{}, Hosts: map[string][]string{}, Methods: map[string]string{},
	}}
	for i := range set.Files {
		if f := &set.Files[i]; f.Language == language {
			l.add(f)
		}
	}
	l.addVendors(set, language, trust)
	for _, m := range l.methods {
		l.Known.Ways = append(l.Known.Ways, way(set, m))
	}
	slices.Sort(l.Known.Models)
	l.Known.Models = slices.Compact(l.Known.Models)
	l.mergeRoots(set, language)
	return l
}

func (l *Language) add(f *rules.File) {
	k := l.Known
	roots := map[string]int32{}
	for _, name := range sortedKeys(f.Surfaces) {
		roots[name] = l.addSurface(f, name)
	}
	for _, c := range f.Clients {
		hosts := slices.Clone(c.Hosts)
		for _, p := range f.Providers {
			hosts = append(hosts, p.Argument)
		}
		s := program.Symbol{Kind: program.ClientMaker, Name: c.Symbol, Node: roots[c.Surface], Hosts: hosts, Transports: c.Transports, Requests: c.Requests, Fields: fields(f.Surfaces[c.Surface]), Async: c.Async, Idiom: -1}
		l.symbols(s, c.Symbol, c.Also)
		l.clients[c.Symbol] = &client{file: f, surface: f.Surfaces[c.Surface], async: c.Async, billedBy: c.BilledBy}
	}
	for _, r := range f.Resources {
		node, ok := l.descend(roots[r.Surface], r.Path)
		if !ok {
			continue
		}
		s := program.Symbol{Kind: program.ResourceMaker, Name: r.Symbol, Node: node, Client: r.Client, Own: r.Own, Hosts: r.Hosts, Async: r.Async, Idiom: -1}
		for _, path := range r.Twins {
			if twin, ok := l.descend(roots[r.Surface], path); ok {
				s.Twins = append(s.Twins, twin)
			}
		}
		if r.Opens {
			s.Opens, _ = l.descend(roots[r.Surface], strings.TrimSuffix(r.Path, ".()"))
		}
		l.symbols(s, r.Symbol, r.Also)
		l.clients[r.Symbol] = &client{file: f, async: r.Async}
	}
	for _, s := range f.Singletons {
		l.addSingleton(f, s, roots[s.Surface])
	}
	for _, p := range f.Providers {
		s := program.Symbol{Kind: program.ProviderMaker, Name: p.Symbol, Idiom: -1, Form: billedPrefix + p.BilledBy, Client: p.Argument}
		l.symbols(s, p.Symbol, p.Also)
	}
	for _, row := range f.Calls {
		l.addIdiom(row)
	}
	for _, form := range f.Forms {
		for _, symbol := range form.Symbols {
			s, ok := k.Symbols[symbol]
			if !ok {
				s.Idiom = -1
			}
			s.Kind, s.Form = program.TypeForm, form.Form
			l.symbols(s, symbol, nil)
		}
	}
	for _, m := range f.Members {
		k.Methods[m.Name] = m.Does
	}
	for _, t := range f.Texts {
		l.addTexts(t)
	}
	if f.Itself != "" {
		k.Itself = f.Itself
	}
	k.Types = append(k.Types, f.Types...)
	k.Streams = append(k.Streams, f.Streams...)
	k.Coroutines = append(k.Coroutines, f.Coroutines...)
	k.Fails = append(k.Fails, f.Fails...)
	k.Clocks, k.Grows = append(k.Clocks, f.Clocks...), append(k.Grows, f.Grows...)
	k.Takes, k.Failures = append(k.Takes, f.Takes...), append(k.Failures, f.Failures...)
	k.Keeps, k.Doors = append(k.Keeps, f.Keeps...), append(k.Doors, f.Doors...)
	k.Inert, k.Usage = append(k.Inert, f.Inert...), append(k.Usage, f.Usage...)
	if len(f.Clients) > 0 {
		k.SDKs = append(k.SDKs, f.Modules...)
		models := f.Models
		if len(models) == 0 {
			models = []string{"model"}
		}
		k.Models = append(k.Models, models...)
	}
	for module, names := range f.Star {
		k.Stars[module] = names
	}
}

// billedPrefix marks a text that names who is billed instead of a host.
const billedPrefix = "billed-by:"

// symbols enters a symbol under all its names.
func (l *Language) symbols(s program.Symbol, name string, also []string) {
	for _, n := range append([]string{name}, also...) {
		l.Known.Symbols[n] = s
		module, member, _ := strings.Cut(n, ":")
		for at := module; ; {
			l.Known.Modules[at] = true
			i := strings.LastIndexByte(at, '.')
			if i < 0 || strings.Contains(at, "/") { // a path, whose dots separate nothing
				break
			}
			at = at[:i]
		}
		for i := strings.LastIndexByte(member, '.'); i > 0; i = strings.LastIndexByte(member[:i], '.') {
			if outer := module + ":" + member[:i]; l.Known.Symbols[outer].Kind == 0 {
				l.Known.Symbols[outer] = program.Symbol{Name: outer, Idiom: -1}
			}
		}
	}
}

func (l *Language) addSingleton(f *rules.File, s rules.Singleton, root int32) {
	for _, name := range s.Names {
		node, ok := l.Known.Nodes[root].Next[name]
		if !ok {
			continue
		}
		l.symbols(program.Symbol{Kind: program.Singleton, Name: s.Module, Node: node, Idiom: -1}, s.Module+":"+name, nil)
	}
	l.Known.Hosts[s.Module] = append(l.Known.Hosts[s.Module], s.Hosts...)
	if l.clients[s.Module] == nil {
		l.clients[s.Module] = &client{file: f}
	}
}

func (l *Language) addTexts(t rules.Texts) {
	for _, module := range t.Modules {
		for _, name := range sortedKeys(t.Values) {
			symbol := module + ":" + name
			l.symbols(program.Symbol{Kind: program.Constant, Name: symbol, Form: t.Values[name], Idiom: -1}, symbol, nil)
		}
	}
}

func (l *Language) addIdiom(row rules.Idiom) {
	k := l.Known
	k.Idioms = append(k.Idioms, program.Idiom{
		Passes: row.Passes, Elements: row.Elements, Maps: row.Maps, Casts: row.Casts, Invokes: row.Invokes, Imports: row.Imports,
		Enters: row.Enters, Binds: row.Binds, Collects: row.Collects, Stores: len(row.Stores) > 0, Members: members(row.Stores), Reads: row.Reads,
		Decorator: row.Decorator, Zips: row.Zips, Fills: row.Fills, Holds: row.Holds, Pairs: row.Pairs, Updates: row.Updates, Skips: row.Skips,
	})
	for _, symbol := range row.Symbols {
		s := k.Symbols[symbol]
		if s.Kind == 0 {
			s.Kind = program.IdiomCall
		}
		s.Name, s.Idiom = symbol, int32(len(k.Idioms)-1)
		l.symbols(s, symbol, nil)
	}
}

// members are the entries of stores that say which argument becomes which member.
func members(stores []string) []program.Given {
	var list []program.Given
	for _, s := range stores {
		if name, argument, ok := strings.Cut(s, "="); ok {
			list = append(list, program.Given{Name: name, Argument: argument})
		}
	}
	return list
}

// untold reports whether what rules say of usage means that the answer to a request does not tell it.
func untold(usage string) bool {
	return usage == "" || strings.HasPrefix(usage, "sse:") || strings.Contains(usage, "/ job:")
}

// way says how a method sends its requests.
func way(set *rules.Set, m method) program.Way {
	op, known := set.Operation(m.Op)
	_, address, _ := strings.Cut(m.Op, " ")
	w := program.Way{Address: strings.TrimPrefix(address, "/v1"), Via: m.Via, Past: m.Past, Socket: m.Kind == "websocket" || m.Kind == "event", Silent: known && op.Usage == "", Untold: known && untold(op.Usage), Coroutine: m.Form == "" || m.Form == "coroutine"}
	switch m.Late {
	case "stream":
		w.Late = program.Streamed
	case "poll":
		w.Late = program.Polled
	}
	return w
}

// addSurface makes the trie of a surface and returns its root.
func (l *Language) addSurface(f *rules.File, name string) int32 {
	surface, prefix := f.Surfaces[name], ""
	for _, s := range f.Singletons {
		if s.Surface == name {
			prefix = s.Prefix
		}
	}
	root := l.newNode(nil)
	for _, m := range surface.Methods {
		if m.Op == rules.OpLocal && m.Kind != "event" {
			continue // it calls no API
		}
		at := l.grow(root, m.Path)
		l.methods = append(l.methods, method{name: prefix + strings.ReplaceAll(m.Path, ".()", "()"), file: f, Method: m})
		l.Known.Nodes[at].Method, l.Known.Nodes[at].Raw = int32(len(l.methods)-1), m.Op == rules.OpAny
	}
	l.addViews(root, surface)
	return root
}

// fields are the members of a surface that its trie does not have, where somebody listed them.
func fields(surface *rules.Surface) []string {
	if len(surface.Fields) == 0 {
		return nil
	}
	all := slices.Clone(surface.Fields)
	for _, m := range surface.Methods {
		if m.Op == rules.OpLocal && !strings.Contains(m.Path, "()") {
			all = append(all, strings.Split(m.Path, ".")...)
		}
	}
	return all
}

func (l *Language) newNode(path []string) int32 {
	l.Known.Nodes = append(l.Known.Nodes, program.Node{Next: map[string]int32{}, Result: -1, Method: -1, Path: path})
	return int32(len(l.Known.Nodes) - 1)
}

// grow is the node at a path, made if it is not there. "()" is the result of a call.
func (l *Language) grow(root int32, path string) int32 {
	at := root
	for _, seg := range strings.Split(path, ".") {
		nd := &l.Known.Nodes[at]
		next, ok := nd.Next[seg]
		if seg == "()" {
			next, ok = nd.Result, nd.Result >= 0
		}
		if !ok {
			next = l.newNode(append(slices.Clone(nd.Path), seg))
			if nd = &l.Known.Nodes[at]; seg == "()" {
				nd.Result = next
			} else {
				nd.Next[seg] = next
			}
		}
		at = next
	}
	return at
}

// addViews: a view of a place is the same place, a clone of a client the same client, an entered connection the same connection.
func (l *Language) addViews(root int32, surface *rules.Surface) {
	for at, last := int(root), len(l.Known.Nodes); at < last; at++ {
		if l.Known.Nodes[at].Method < 0 {
			for _, v := range surface.Views {
				l.Known.Nodes[at].Next[v] = int32(at)
			}
		}
		l.addReturns(int32(at), surface.Enters, false)
	}
	l.addReturns(root, surface.Clones, true)
}

// addReturns adds methods that return what they are called on.
func (l *Language) addReturns(at int32, names []string, clones bool) {
	for _, name := range names {
		n := l.newNode(l.Known.Nodes[at].Path)
		l.Known.Nodes[n].Result, l.Known.Nodes[n].Clone = at, clones
		l.Known.Nodes[at].Next[name] = n
	}
}

func (l *Language) descend(root int32, path string) (int32, bool) {
	if path == "" {
		return root, true
	}
	at := root
	for _, seg := range strings.Split(path, ".") {
		next, ok := l.Known.Nodes[at].Next[seg]
		if seg == "()" {
			next = l.Known.Nodes[at].Result
			ok = next >= 0
		}
		if !ok {
			return 0, false
		}
		at = next
	}
	return at, true
}

// mergeRoots makes the root that stands for any client of the language: what a factory hands out. Clients of the past are left out.
func (l *Language) mergeRoots(set *rules.Set, language string) {
	var roots []int32
	for _, f := range set.Files {
		if f.Language != language {
			continue
		}
		for _, c := range f.Clients {
			if root := l.Known.Symbols[c.Symbol].Node; c.Until == "" && !slices.Contains(roots, root) {
				roots = append(roots, root)
			}
		}
	}
	if len(roots) == 1 {
		l.Known.Root = roots[0]
		return
	}
	l.Known.Root = l.merge(roots)
}

// merge makes one trie of several.
func (l *Language) merge(roots []int32) int32 {
	type pair struct{ from, to int32 }
	root := l.newNode(nil)
	copies := map[int32]int32{}
	var work []pair
	for _, r := range roots {
		work = append(work, pair{r, root})
		copies[r] = root
	}
	for len(work) > 0 {
		w := work[0]
		work = work[1:]
		from := l.Known.Nodes[w.from]
		for _, seg := range sortedKeys(from.Next) {
			old := from.Next[seg]
			to, done := copies[old]
			if !done {
				var ok bool
				if to, ok = l.Known.Nodes[w.to].Next[seg]; !ok {
					to = l.newNode(l.Known.Nodes[old].Path)
				}
				copies[old] = to
				work = append(work, pair{old, to})
			}
			l.Known.Nodes[w.to].Next[seg] = to
		}
		if from.Result >= 0 {
			to, done := copies[from.Result]
			if !done {
				to = l.newNode(l.Known.Nodes[from.Result].Path)
				copies[from.Result] = to
				work = append(work, pair{from.Result, to})
			}
			l.Known.Nodes[w.to].Result = to
		}
		if l.Known.Nodes[w.to].Method < 0 {
			l.Known.Nodes[w.to].Method, l.Known.Nodes[w.to].Raw = from.Method, from.Raw
		}
		l.Known.Nodes[w.to].Clone = from.Clone
	}
	return root
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
