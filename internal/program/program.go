// Package program links the facts of many files and answers one question about every call: who made the value it is
// made on? It knows no language and no vendor, reads no file, and judges nothing.
//
// Linking is a set of rules, each of which says how values flow; a fixed point is where nothing new arrives. Names are
// settled before (which scope owns a name is no matter of values), what is asked of the whole (is a function used only by
// a factory?) after. No rule inside the fixed point asks that something is absent.
//
//  1. A name belongs to the innermost scope that declares it; whatever is bound there shadows outer names.
//  2. The target of an assignment may hold the value; all arms of a choice flow.
//  3. A member that is stored on the receiver in any method belongs to every instance, along inheritance both ways.
//  4. Arguments flow to parameters. What entered a function by a parameter returns only as the argument of that call.
//  5. Properties, invoked and entered instances run their member; what a class does not declare is looked up where it forwards to.
//  6. Decorators keep what they decorate; what outside helpers do with their arguments is a row of an idioms file.
//  7. An import means the file or outside module that the language's layout says.
//  8. An instance of a class derived from an SDK client is a client too, project members first.
//  9. Literals and containers are objects with members under constant keys, or under any key.
//  10. An API method is a value that can be kept, bound and handed on.
//  11. Computed members with a constant name are members.
//  12. Declared types make declared clients.
//  13. (Go) Packages, embedding and methods; expressed by facts.
//  14. Outside functions may return their argument or open a connection, as rules say.
//  15. A name from another package is never the SDK, whatever it is called.
//  16. A call on an unseen receiver is a site only if its path is long enough to be no accident.
//  17. A factory hides the client it makes, and only the client.
//  18. What a vendor that is trusted passes is a client that the vendor counts.
package program

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// Rules names the linking rules that tests can switch off one by one.
var Rules = []string{
	"shadowing", "choices", "members", "inheritance", "arguments", "summaries", "properties", "invoke", "enter", "forwards",
	"decorators", "idioms", "imports", "stars", "submodules", "subclass", "tables", "containers", "references", "computed", "types",
	"resources", "opens", "foreign", "unseen", "hides", "none", "tests", "generators", "constructors", "plumbing", "regions", "vendors",
}

// Modules is how the module names of one language find files.
type Modules interface {
	Resolve(from, module string) facts.Target
	Below(path, name string) facts.Target
}

// A Factory is one entry of the allowlist, in one file.
type Factory struct {
	Path   string // of the file
	Symbol string // declared name; * for the file
	Index  int    // of the entry in the config
}

// Input is what is linked. Files may come in any order.
type Input struct {
	Files     []*facts.File
	Known     map[string]*Known  // by language
	Modules   map[string]Modules // by language
	Factories []Factory
	Test      func(path string) bool // nil: no file is test code
	Off       map[string]bool        // rules of Rules that are switched off, for tests
}

// A Program is linked facts.
type Program struct {
	solver
	files       []*file
	byPath      map[string]*file
	parts       map[moduleKey][]*file         // the files of a module that has several
	methods     map[moduleKey]map[string]bool // the methods in them that stand outside their types: "Type.Method"
	scopes      []scopeRef                    // all scopes of all files
	factories   []factory
	makers      []Maker
	makerOf     map[Maker]int32
	awaited     map[string][]func() // by path: what is to be done once the file, or a part of the module, has been read
	in          Input
	objects     []object
	vars        map[memberKey]int32 // variables, by scope and name
	fields      map[memberKey]int32 // stored members, by class, function or object
	looks       map[lookKey]int32   // member look-ups
	results     []scopeNodes        // per scope
	apps        []application
	inits       map[int32][]initStore // by function: what it stores on the receiver, if it is an initialiser
	overs       []Over
	dead        []deadMember
	talking     map[*file]bool  // files that import an SDK or a client
	runsUp      map[int32]bool  // classes whose initialiser runs that of a base
	functions   map[int32]int32 // scope -> factory+1 that it is
	borne       *bearing
	trusts      []trust          // by number; the first is none
	trustOf     map[string]int32 // the numbers of trusts, by what they are
	relied      *reliance
	moduleHosts map[string][]int32 // module -> what is assigned to its base URL
	off         map[string]bool
	regions     []int32 // per scope: factory+1 whose region it is in
}

type file struct {
	*facts.File
	index   int
	known   *Known
	modules Modules
	test    bool
	expr    int32                     // node of Exprs[0]
	scope   int32                     // global index of Scopes[0]
	stores  map[int32]map[string]bool // class scope -> members stored on the receiver somewhere in it
	targets map[string]facts.Target
	applied []facts.Site      // File.Calls, and the calls that the source does not spell out
	results map[facts.ID]bool // the tables that functions return as they stand: several results
}

// A moduleKey is a module that has several files.
type moduleKey struct{ language, path string }

func (f *file) module() moduleKey { return moduleKey{f.Language, f.Module} }

type scopeRef struct {
	file  *file
	local int32
}

type exprRef struct {
	file int32
	id   facts.ID
}

type memberKey struct {
	owner int32
	name  string
}

// scopeNodes are the nodes of what a scope gives; 0 if none.
type scopeNodes struct {
	ret, yields, bases, subs, made int32
}

// Link links files.
func Link(in Input) *Program {
	p := &Program{
		solver: newSolver(), in: in, off: in.Off,
		byPath: map[string]*file{}, parts: map[moduleKey][]*file{}, methods: map[moduleKey]map[string]bool{}, makerOf: map[Maker]int32{}, awaited: map[string][]func(){},
		vars: map[memberKey]int32{}, fields: map[memberKey]int32{}, looks: map[lookKey]int32{}, inits: map[int32][]initStore{},
		trusts: []trust{{}}, trustOf: map[string]int32{trust{}.key(): 0},
		talking: map[*file]bool{}, runsUp: map[int32]bool{}, functions: map[int32]int32{}, moduleHosts: map[string][]int32{},
	}
	p.test = p.madeInTest
	p.newNode() // node 0 is none
	p.join(in.Files, func() { p.findFactories(in.Factories) })
	p.settleRegions()
	return p
}

// Add links more files into the program. It then knows who yields clients and where they are handed; for verdicts, all
// files are to be linked at once: only then does nothing stand any more for what had not been read, and are regions settled.
func (p *Program) Add(files []*facts.File) {
	p.borne, p.relied = nil, nil
	p.join(files, func() { p.regions = append(p.regions, make([]int32, len(p.scopes)-len(p.regions))...) })
}

// join gives files their nodes, writes down how their values flow, and lets them flow.
func (p *Program) join(list []*facts.File, enlisted func()) {
	files := slices.SortedFunc(slices.Values(list), func(a, b *facts.File) int { return strings.Compare(a.Path, b.Path) })
	first := len(p.files)
	for _, f := range files {
		p.enlist(len(p.files), f, p.in)
	}
	enlisted()
	for _, f := range p.files[first:] {
		p.build(f)
		for _, path := range []string{f.Path, f.Module} {
			for _, do := range p.awaited[path] {
				do()
			}
			delete(p.awaited, path)
		}
	}
	p.solve()
}

// await does something once a file has been read.
func (p *Program) await(path string, do func()) { p.awaited[path] = append(p.awaited[path], do) }

// exprOf is the expression whose node n is.
func (p *Program) exprOf(n int32) (exprRef, bool) {
	i, found := slices.BinarySearchFunc(p.files, n, func(f *file, n int32) int { return int(f.expr - n) })
	if !found {
		i--
	}
	if i < 0 || int(n-p.files[i].expr) >= len(p.files[i].Exprs) {
		return exprRef{}, false
	}
	return exprRef{int32(i), facts.ID(n - p.files[i].expr)}, true
}

// enlist gives a file its nodes and scopes.
func (p *Program) enlist(i int, ff *facts.File, in Input) {
	f := &file{
		File: ff, index: i, known: in.Known[ff.Language], modules: in.Modules[ff.Language],
		scope: int32(len(p.scopes)), stores: map[int32]map[string]bool{}, targets: map[string]facts.Target{},
	}
	f.test = in.Test != nil && in.Test(ff.Path)
	f.expr = p.newNodes(len(ff.Exprs))
	for s := range ff.Scopes {
		p.scopes = append(p.scopes, scopeRef{f, int32(s)})
		p.results = append(p.results, scopeNodes{})
	}
	f.applied, f.results = applied(ff), resultTables(ff)
	p.files = append(p.files, f)
	p.byPath[ff.Path] = f
	if f.Module != "" {
		p.parts[f.module()] = append(p.parts[f.module()], f)
		if p.methods[f.module()] == nil {
			p.methods[f.module()] = map[string]bool{}
		}
		for s := range ff.Scopes {
			if ff.Scopes[s].Kind == facts.FuncScope && strings.Contains(ff.Scopes[s].Name, ".") {
				p.methods[f.module()][ff.Scopes[s].Name] = true
			}
		}
	}
	for s := range ff.Scopes {
		for _, b := range ff.Scopes[s].Binds {
			if b.On != 0 && b.Name != "" && ff.Exprs[b.On].Op == facts.Self {
				class := ff.Exprs[b.On].Scope
				if f.stores[class] == nil {
					f.stores[class] = map[string]bool{}
				}
				f.stores[class][b.Name] = true
			}
		}
	}
}

// resultTables are the tables that functions return as they stand.
func resultTables(f *facts.File) map[facts.ID]bool {
	tables := map[facts.ID]bool{}
	for s := range f.Scopes {
		for _, id := range f.Scopes[s].Returns {
			if f.Exprs[id].Op == facts.Table {
				tables[id] = true
			}
		}
	}
	return tables
}

// madeInTest reports whether a value is made in test code.
func (p *Program) madeInTest(d datum) bool {
	switch d.kind {
	case vClass, vFunc, vInstance, vReceiver, vReceiverClass, vRunning:
		f, _ := p.scopeOf(d.a)
		return f.test && !p.off["tests"]
	case vObject:
		return p.objects[d.a].test && !p.off["tests"]
	}
	return d.flags&fTest != 0
}

// applied lists the calls of a file, with those that the source does not spell out behind the others.
func applied(f *facts.File) []facts.Site {
	all := slices.Clone(f.Calls)
	spelt := make([]bool, len(f.Exprs))
	for _, c := range f.Calls {
		spelt[c.Expr] = true
	}
	for id := range f.Exprs {
		if e := &f.Exprs[id]; e.Op == facts.Call && !spelt[id] {
			all = append(all, facts.Site{Expr: facts.ID(id), Scope: e.Scope, Failed: e.Failed})
		}
	}
	return all
}

func (p *Program) node(f *file, id facts.ID) int32 { return f.expr + int32(id) }

func (p *Program) global(f *file, local int32) int32 { return f.scope + local }

func (p *Program) scopeOf(global int32) (*file, *facts.Scope) {
	r := p.scopes[global]
	return r.file, &r.file.Scopes[r.local]
}

// variable is the node of a name in a scope.
func (p *Program) variable(scope int32, name string) int32 { return p.nodeIn(p.vars, scope, name) }

// field is the node of a member that is stored on a class (its instances), a function, or a module.
func (p *Program) field(scope int32, name string) int32 { return p.nodeIn(p.fields, scope, name) }

// nodeIn is the node of a name in a table of them, made when it is first asked for.
func (p *Program) nodeIn(table map[memberKey]int32, owner int32, name string) int32 {
	key := memberKey{owner, name}
	n, known := table[key]
	if !known {
		n = p.newNode()
		table[key] = n
	}
	return n
}

// Members that initialisers store are kept apart by how they come to be, because a class below may not run the initialiser
// of its base, and because what one class hands to its base's initialiser says nothing of another class:
// what an initialiser stores whoever runs it, what a class hands up to its base's, and what constructions of the class give.
const (
	byInit  = "\x00init "
	byUp    = "\x00up "
	byBuild = "\x00build "
)

// runsBaseInit reports whether an instance of the class is initialised by the bases of the class too.
func (p *Program) runsBaseInit(class int32) bool {
	f, scope := p.scopeOf(class)
	if scope.Init == "" || !owns(scope, scope.Init) {
		return true
	}
	up, known := p.runsUp[class]
	if known {
		return up
	}
	local := p.scopes[class].local
	up = slices.ContainsFunc(f.Calls, func(c facts.Site) bool {
		fn := &f.Scopes[f.function(c.Scope)]
		callee := &f.Exprs[f.Exprs[c.Expr].X]
		return fn.Parent == local && fn.Name == scope.Init && callee.Op == facts.Member && callee.Text == scope.Init
	})
	p.runsUp[class] = up
	return up
}

// owns reports whether the scope declares the name.
func owns(s *facts.Scope, name string) bool {
	_, found := slices.BinarySearch(s.Owns, name)
	return found
}

// function is the innermost function or class or file around a scope: blocks belong to it.
func (f *file) function(scope int32) int32 {
	for f.Scopes[scope].Kind == facts.BlockScope {
		scope = f.Scopes[scope].Parent
	}
	return scope
}

func (p *Program) testFlag(f *file) uint8 {
	if f.test && !p.off["tests"] {
		return fTest
	}
	return 0
}
