package program

import (
	"slices"
	"strings"
)

// Known is what rules say about the outside world of one language, compiled for look-up. It is immutable.
//
// An outside symbol is spelt module:name; a module alone is "module:". Members of a symbol are joined by dots. An argument is
// spelt by its keyword or position; "0.baseURL" is the member baseURL of the object at position 0.
type Known struct {
	Symbols    map[string]Symbol
	Modules    map[string]bool     // modules that symbols stand in, and every dotted prefix of them
	Types      []string            // modules and symbols of which every member that is no symbol is an SDK type
	SDKs       []string            // import roots of SDKs: a file that imports one talks to the API
	Stars      map[string][]string // module -> the names that a star import of it brings; of a module that is not here, those of its symbols
	Nodes      []Node              // the tries of all surfaces
	Ways       []Way               // how methods send their requests, by Node.Method
	Root       int32               // the root of all client surfaces of the language, merged
	Idioms     []Idiom
	Hosts      map[string][]string // module -> its names that carry a base URL when something is assigned to them
	Itself     string              // the member of a module that is the module itself, where nothing in it has that name
	Models     []string            // the arguments of a call that name the model
	Streams    []string            // the arguments of a call that ask for a stream
	Coroutines []string            // functions that tell whether one is a coroutine function
	Fails      []string            // arguments of members that are called only where something has failed
	Inert      []string            // what records nothing, whoever calls it: modules and symbols outside, members with a dot in front
	Keeps      []string            // of that, what makes things that keep what is put into them, or send it: files
	Doors      []string            // the members by which what sends requests is called: of one that has any of them, the others are not
	Clocks     []string            // what tells the time: modules and symbols outside
	Grows      []string            // members that count up, with a dot in front
	Takes      []string            // members that take out of a container what was put in, with a dot in front
	Failures   []string            // words of conditions that hold where something has failed; with "!" in front, where nothing has
	Usage      []string            // the names of members that tell how many tokens a call took
	Methods    map[string]string   // what a method of a container does, by name
	Vendors    []Vendor            // the ways in which vendors that are trusted count calls; a way is addressed by its index
}

// A Vendor is one way in which a vendor counts the calls of an SDK, as far as values show it. All its symbols are in Known.Symbols.
type Vendor struct {
	Wraps      []string // functions that pass the client they are given, counted
	Mutates    bool     // they change that client itself
	Transports []string // functions whose result counts what a client sends that is made with it
	Starts     []Start
	Clones     bool // a clone of a client that is counted is counted, too
}

// A Start is an import or a call that has every client of the process counted.
type Start struct {
	Import string   // a module; "" for a call
	Symbol string   // what is called
	Member string   // of what that gives: it is what is called; "" if it is the symbol itself
	With   []string // arguments: the call gives one of them, and neither nothing nor 0
}

// A Node is a place in the trie of a surface: a client, a resource, or a method.
type Node struct {
	Next   map[string]int32
	Result int32    // the node that a call of this one gives; -1 if it gives nothing we follow
	Method int32    // index of the method in the rules that were compiled; -1 if this is no method
	Raw    bool     // the method is a request to any path: its name says little
	Clone  bool     // a call of it gives another client like the one it is called on
	Path   []string // from the root, "()" for a call; views left out
}

// A Way is how a method sends its requests, and what its response tells.
type Way struct {
	Via       []string // the paths of the methods that it calls
	Past      []string // those of Symbol.Requests that it does not go through
	Late      Lateness
	Address   string // the path of its operation
	Socket    bool   // it sends no HTTP requests
	Coroutine bool   // in a client that is awaited, it is a coroutine function
	Silent    bool   // its response does not tell how many tokens it took
	Untold    bool   // nor does the response when it comes, unless it comes as a stream
}

// Lateness says when it is known how many tokens a call took.
type Lateness uint8

// The latenesses.
const (
	InTime   Lateness = iota // when the request is answered
	Streamed                 // at the end of the stream that answers it
	Polled                   // in the answer of a later request
)

// SymbolKind says what an outside symbol is to us.
type SymbolKind uint8

// The kinds of symbol.
const (
	ClientMaker   SymbolKind = iota + 1 // calling it makes a client
	ResourceMaker                       // calling it with a client gives a part of that client's surface
	Singleton                           // a part of a client that nobody constructs
	IdiomCall                           // a function of which rules say what it does with its arguments
	TypeForm                            // the head of a type expression
	ProviderMaker                       // its result, as an argument of a client's constructor, says who is billed: Form
	Constant                            // the text Form
)

// A Symbol is what rules say of an outside name.
type Symbol struct {
	Kind                 SymbolKind
	Name                 string   // the canonical symbol, where several names mean one thing
	Node                 int32    // ClientMaker, ResourceMaker, Singleton: where in the surface
	Client               string   // ResourceMaker: the argument that is the client; ProviderMaker: the argument of a constructor that it gives
	Own                  bool     // ResourceMaker: without that argument it makes a client of its own
	Opens                int32    // ResourceMaker: the node of the method that its construction calls; 0 if none
	Hosts                []string // of what makes clients: the arguments that carry a base URL; anyKey for any positional one
	Async                bool     // of what makes clients and parts of them: its methods are awaited
	Twins                []int32  // ResourceMaker: where else in the surface
	Transports, Requests []string // ClientMaker: the arguments that carry what sends its requests; the members of a class below it that make them
	Fields               []string // ClientMaker: members, at any depth, that are no methods of the API; none if nobody listed them
	Idiom                int32    // index into Known.Idioms, -1 if none
	Form                 string   // TypeForm
}

// An Idiom says what a call of an outside function does with its arguments; see rules.Idiom.
type Idiom struct {
	Passes, Elements, Maps, Casts, Zips []string
	Holds                               []string
	Members                             []Given
	Invokes, Imports, Fills, Pairs      string
	Updates                             string
	Skips                               int
	Enters, Binds, Collects             bool
	Stores, Reads, Decorator            bool
}

// A Given is a member of a container that a call makes of one of its arguments.
type Given struct{ Name, Argument string }

// member names the member sel of an outside symbol; "" if rules know nothing there.
func (k *Known) member(symbol, sel string) string {
	if symbol == typeSymbol {
		return typeSymbol
	}
	module, name := splitSymbol(symbol)
	full := symbol + sel
	if name != "" {
		full = symbol + "." + sel
	}
	if _, ok := k.Symbols[full]; ok {
		return full
	}
	if slices.ContainsFunc(k.Types, func(t string) bool { return within(full, t) }) {
		return typeSymbol
	}
	if name == "" {
		if below := module + "." + sel; k.module(below) {
			return below + ":"
		}
		if sel == k.Itself && k.Modules[module] {
			return symbol
		}
	}
	return ""
}

// typeSymbol stands for every type of an SDK: along arbitrary members the names would not be finite.
const typeSymbol = "types:*"

func (k *Known) module(name string) bool {
	if k.Modules[name] {
		return true
	}
	for _, t := range k.Types {
		if within(name, t) || within(t, name) {
			return true
		}
	}
	return false
}

// SDK reports whether the module belongs to an SDK.
func (k *Known) SDK(module string) bool {
	for _, r := range k.SDKs {
		if within(module, r) {
			return true
		}
	}
	return false
}

// within reports whether a module or symbol is root or stands below it.
func within(name, root string) bool {
	rest, ok := strings.CutPrefix(name, root)
	return ok && (rest == "" || strings.IndexByte("./:", rest[0]) >= 0)
}

func splitSymbol(symbol string) (module, name string) {
	for i := len(symbol) - 1; i >= 0; i-- {
		if symbol[i] == ':' {
			return symbol[:i], symbol[i+1:]
		}
	}
	return symbol, ""
}
