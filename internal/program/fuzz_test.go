package program

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/quotalint/quotalint/internal/facts"
)

// folder finds every module as a file beside the importer.
type folder map[string]bool

func (m folder) Resolve(_, module string) facts.Target {
	if m[module] {
		return facts.Target{Place: facts.InFile, Path: module}
	}
	return facts.Target{Path: module}
}

func (m folder) Below(string, string) facts.Target { return facts.Target{Place: facts.Missing} }

// known is a small SDK: sdk:Client makes clients with chat.create, sub.open().send and clones; sdk:keep returns its argument.
func known() *Known {
	nodes := []Node{
		{Next: map[string]int32{"chat": 1, "view": 0, "clone": 3, "sub": 4}, Result: -1, Method: -1},
		{Next: map[string]int32{"create": 2, "view": 1}, Result: -1, Method: -1, Path: []string{"chat"}},
		{Next: map[string]int32{}, Result: -1, Method: 0, Path: []string{"chat", "create"}},
		{Next: map[string]int32{}, Result: 0, Method: -1},
		{Next: map[string]int32{"open": 5}, Result: -1, Method: -1, Path: []string{"sub"}},
		{Next: map[string]int32{}, Result: 6, Method: 1, Path: []string{"sub", "open"}},
		{Next: map[string]int32{"send": 2}, Result: -1, Method: -1, Path: []string{"sub", "open", "()"}},
	}
	return &Known{
		Symbols: map[string]Symbol{
			"sdk:Client":   {Kind: ClientMaker, Name: "sdk:Client", Idiom: -1},
			"sdk:keep":     {Kind: IdiomCall, Name: "sdk:keep", Idiom: 0},
			"sdk:call":     {Kind: IdiomCall, Name: "sdk:call", Idiom: 1},
			"sdk:map":      {Kind: IdiomCall, Name: "sdk:map", Idiom: 2},
			"sdk:Optional": {Kind: TypeForm, Name: "sdk:Optional", Form: "any-of", Idiom: -1},
			"sdk:List":     {Kind: TypeForm, Name: "sdk:List", Form: "elements", Idiom: -1},
		},
		Modules: map[string]bool{"sdk": true}, SDKs: []string{"sdk"}, Nodes: nodes,
		Idioms: []Idiom{
			{Passes: []string{"0"}, Binds: true},
			{Invokes: "0", Enters: true, Collects: true, Stores: true},
			{Maps: []string{"0", "1"}, Elements: []string{"0"}},
		},
		Methods: map[string]string{"get": "get", "add": "add", "items": "items", "copy": "itself", "map": "map", "update": "update", "open": "enter", "send": "pass", "run": "call"},
	}
}

// tape reads a program off random bytes.
type tape struct {
	data []byte
	at   int
}

func (t *tape) next(below int) int {
	if below <= 0 || t.at >= len(t.data) {
		return 0
	}
	t.at++
	return int(t.data[t.at-1]) % below
}

var words = []string{"a", "b", "self", "chat", "create", "view", "clone", "sub", "open", "send", "get", "add", "Client", "keep", "call", "map", "run"}

func (t *tape) word() string { return words[t.next(len(words))] }

// file makes facts in which everything is in range and nothing else is sure.
func (t *tape) file(path string, modules []string) *facts.File {
	exprs, scopes := 8+t.next(60), 1+t.next(9)
	f := &facts.File{Version: facts.Version, Path: path, Language: "x", Globals: "builtins", Open: t.next(4) > 0}
	below := exprs // operands come before what is made of them
	id := func() facts.ID { return facts.ID(t.next(below)) }
	scope := func() int32 { return int32(t.next(scopes)) }
	items := func() (list []facts.Item) {
		for range t.next(4) {
			it := facts.Item{Value: id(), Spread: facts.Spread(t.next(3))}
			if t.next(2) > 0 {
				it.Name = t.word()
			}
			if t.next(3) == 0 {
				it.Key = id()
			}
			list = append(list, it)
		}
		return list
	}
	for s := range scopes {
		sc := facts.Scope{Kind: facts.Kind(1 + t.next(3)), Name: t.word(), Parent: int32(t.next(max(s, 1))), Flags: facts.Flags(t.next(128))}
		if s == 0 {
			sc.Kind, sc.Parent = facts.FileScope, -1
		}
		sc.Init, sc.Invoke, sc.Item, sc.Enter = "run", "get", "a", []string{"b"}
		for range t.next(4) {
			sc.Params = append(sc.Params, facts.Param{Name: t.word(), Type: id(), Default: id(), Rest: facts.Spread(t.next(3)), Keyword: t.next(4) == 0})
		}
		for range t.next(3) {
			sc.Bases, sc.Forwards = append(sc.Bases, id()), append(sc.Forwards, id())
			sc.Returns, sc.Yields = append(sc.Returns, id()), append(sc.Yields, id())
		}
		for range t.next(8) {
			sc.Binds = append(sc.Binds, facts.Bind{On: facts.ID(t.next(2)) * id(), Name: t.word(), Key: facts.ID(t.next(2)) * id(), Owner: scope(), Value: id()})
			sc.Owns = append(sc.Owns, t.word())
		}
		for _, p := range sc.Params {
			sc.Owns = append(sc.Owns, p.Name)
		}
		slices.Sort(sc.Owns)
		f.Scopes = append(f.Scopes, sc)
	}
	f.Exprs = make([]facts.Expr, exprs)
	for i := 1; i < exprs; i++ {
		below = i
		e := facts.Expr{Op: facts.Op(t.next(int(facts.Enter) + 1)), Text: t.word(), X: id(), Y: id(), Scope: scope(), Items: items()}
		e.Line = int32(i)
		switch e.Op {
		case facts.Import:
			e.Text, e.Name = modules[t.next(len(modules))], t.word()
			if t.next(3) == 0 {
				e.Name = ""
			}
		case facts.Call:
			f.Calls = append(f.Calls, facts.Site{Expr: facts.ID(i), Scope: scope()})
		}
		f.Exprs[i] = e
	}
	for i := 1; i < exprs; i++ {
		if e := f.Exprs[i]; e.Op == facts.Import && t.next(3) == 0 {
			f.Scopes[0].Stars = append(f.Scopes[0].Stars, facts.ID(i))
			f.Exports = append(f.Exports, facts.Export{Value: facts.ID(i), Star: true})
		}
	}
	f.Public = f.Scopes[0].Owns
	return f
}

// FuzzLink: whatever facts say, linking ends soon, never panics, and does not depend on the order of files.
func FuzzLink(f *testing.F) {
	for seed := range 40 {
		data := make([]byte, 900)
		x := uint32(seed)*2654435761 + 1
		for i := range data {
			x = x*1664525 + 1013904223
			data[i] = byte(x >> 24)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		tp := &tape{data: data}
		in := Input{
			Known: map[string]*Known{"x": known()}, Modules: map[string]Modules{"x": folder{"f0": true, "f1": true, "f2": true}},
			Test:      func(path string) bool { return path == "f2" },
			Factories: []Factory{{Path: "f0", Symbol: "a"}, {Path: "f1", Symbol: "b.run"}, {Path: "f1", Symbol: "*"}},
		}
		for i := range 3 {
			in.Files = append(in.Files, tp.file("f"+strconv.Itoa(i), []string{"f0", "f1", "f2", "sdk", "other"}))
		}
		began := time.Now()
		one := outline(Link(in))
		if took := time.Since(began); took > 20*time.Second {
			t.Fatalf("linking took %v", took)
		}
		slices.Reverse(in.Files)
		if two := outline(Link(in)); one != two {
			t.Fatalf("the order of files changes the result:\n%s\n%s", one, two)
		}
	})
}

// outline is everything that a program says, as text.
func outline(p *Program) string {
	text := ""
	for _, s := range p.Sites() {
		text += s.File.Path + " " + strconv.Itoa(int(s.Expr)) + " " + s.Symbol + "\n"
		for _, o := range s.Origins {
			text += " " + strconv.Itoa(int(o.Kind)) + o.Maker.Symbol + o.Reason
			for _, step := range p.Trace(o) {
				text += " <- " + step.Path + ":" + strconv.Itoa(int(step.Line)) + " " + step.What
			}
			text += "\n"
		}
		text += p.Constant(s, "model")
	}
	for _, path := range append(p.Yields(), p.Wants()...) {
		text += path + "\n"
	}
	return text
}
