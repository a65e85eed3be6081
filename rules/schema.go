package rules

import (
	"slices"
	"strings"
)

// What stands for an operation where a method has none of its own.
const (
	OpLocal = "local" // it sends no request, or none that an endpoint answers
	OpAny   = "any"   // kind raw: the path is an argument
)

// A File is one rules file: an SDK, a library, or the idioms of a language. One schema serves all.
type File struct {
	Path       string              `yaml:"-"`
	Schema     int                 `yaml:"schema"` // 1
	Name       string              `yaml:"name"`
	Language   string              `yaml:"language"`
	Package    string              `yaml:"package,omitempty"` // its name in the registry; decides which version is in use
	Modules    []string            `yaml:"modules,omitempty"` // import roots that belong to it; "openai" covers "openai.lib.azure" too
	Itself     string              `yaml:"itself,omitempty"`  // the member of a module that is the module itself, where no row has a symbol of that name
	Models     []string            `yaml:"models,omitempty"`  // the arguments of a call that name the model; the keyword "model" if empty
	Streams    []string            `yaml:"streams,omitempty"` // the arguments of a call that ask for a stream
	Star       map[string][]string `yaml:"star,omitempty"`    // module -> the names that a star import of it brings; of a module that is not here, those that have rows
	Clients    []Client            `yaml:"clients,omitempty"`
	Resources  []Resource          `yaml:"resources,omitempty"`
	Singletons []Singleton         `yaml:"singletons,omitempty"`
	Providers  []Provider          `yaml:"providers,omitempty"`
	Types      []string            `yaml:"types,omitempty"` // modules and symbols of which every member that has no row is an SDK type: `openai.types`
	Surfaces   map[string]*Surface `yaml:"surfaces,omitempty"`
	Calls      []Idiom             `yaml:"calls,omitempty"`
	Inert      []string            `yaml:"inert,omitempty"`      // what records nothing, whoever calls it: modules and symbols, members with a dot in front (.info)
	Keeps      []string            `yaml:"keeps,omitempty"`      // of that, what makes things that keep what is put into them, or send it: files
	Doors      []string            `yaml:"doors,omitempty"`      // the members by which what sends requests is called: of one that has any of them, the others are not
	Coroutines []string            `yaml:"coroutines,omitempty"` // functions that tell whether one is a coroutine function
	Fails      []string            `yaml:"fails,omitempty"`      // arguments of members that are called only where something has failed: .catch.0, .on(error).1 where the first is a text
	Clocks     []string            `yaml:"clocks,omitempty"`     // modules and symbols that tell the time
	Grows      []string            `yaml:"grows,omitempty"`      // members that count up, whatever they are members of: .incr
	Takes      []string            `yaml:"takes,omitempty"`      // members that take out of a container what was put in: .discard
	Failures   []string            `yaml:"failures,omitempty"`   // words of conditions that hold where something has failed; with "!" where nothing has: error, "!ok"
	Usage      []string            `yaml:"usage,omitempty"`      // the members of a response that tell how many tokens it took
	Forms      []Form              `yaml:"forms,omitempty"`
	Members    []Member            `yaml:"members,omitempty"`
	Hosts      []Host              `yaml:"hosts,omitempty"`
	Trackers   []Tracker           `yaml:"trackers,omitempty"`
	Same       map[string]string   `yaml:"same,omitempty"` // symbol -> the module that it is, under another name: "langfuse.openai:openai" is openai
	Texts      []Texts             `yaml:"texts,omitempty"`
}

// A Client is a class or function that makes a client when called. Symbols are spelt module:name; a module that is itself the
// class or function is spelt with an empty name, `openai:`.
type Client struct {
	Symbol     string   `yaml:"symbol"`
	Also       []string `yaml:"also,omitempty"` // the same thing under other names
	Surface    string   `yaml:"surface"`
	Async      bool     `yaml:"async,omitempty"`
	Hosts      []string `yaml:"hosts,omitempty"`      // arguments that carry a base URL, as in an Idiom; "*" is any positional one
	Transports []string `yaml:"transports,omitempty"` // arguments that carry what sends its requests, as in an Idiom
	Requests   []string `yaml:"requests,omitempty"`   // the methods that make them: a class below the client may override these
	BilledBy   string   `yaml:"billed_by,omitempty"`  // openai if empty; azure, aws
	Since      string   `yaml:"since,omitempty"`
	Until      string   `yaml:"until,omitempty"`
}

// A Resource is a class that takes a client and is a part of its surface: Completions(client). It may be a type alone, the
// values of which other symbols make.
type Resource struct {
	Symbol  string   `yaml:"symbol"`
	Also    []string `yaml:"also,omitempty"`
	Surface string   `yaml:"surface"`
	Path    string   `yaml:"path,omitempty"`  // empty: the type of the client itself
	Client  string   `yaml:"client"`          // the argument: a position or a keyword, "0"
	Own     bool     `yaml:"own,omitempty"`   // without that argument it makes a client of its own
	Hosts   []string `yaml:"hosts,omitempty"` // with Own: as in a Client
	Twins   []string `yaml:"twins,omitempty"` // other paths at which its instances stand
	Opens   bool     `yaml:"opens,omitempty"` // to construct it is to call the method that Path is the result of: a socket connects
	Async   bool     `yaml:"async,omitempty"`
}

// A Singleton is a client that nobody constructs: names of a module that are parts of a surface (openai.chat).
type Singleton struct {
	Module  string   `yaml:"module"`
	Surface string   `yaml:"surface"`
	Names   []string `yaml:"names"`
	Prefix  string   `yaml:"prefix,omitempty"` // what stands before the path in the name of the method ("openai." for the v0 classes)
	Hosts   []string `yaml:"hosts,omitempty"`  // names of the module that carry a base URL when something is assigned to them
	Since   string   `yaml:"since,omitempty"`
	Until   string   `yaml:"until,omitempty"`
}

// A Provider is a function whose result, as an argument of a client's constructor, sends the client's requests elsewhere.
type Provider struct {
	Symbol   string   `yaml:"symbol"`
	Also     []string `yaml:"also,omitempty"`
	Argument string   `yaml:"argument"` // the constructor's argument, as in an Idiom
	BilledBy string   `yaml:"billed_by"`
	Since    string   `yaml:"since,omitempty"`
	Until    string   `yaml:"until,omitempty"`
}

// A Surface is what can be called on a client.
type Surface struct {
	Views   []string `yaml:"views,omitempty"`  // members, at any depth, that are the same thing seen otherwise (with_raw_response)
	Clones  []string `yaml:"clones,omitempty"` // methods of the client that return a client like it (with_options)
	Enters  []string `yaml:"enters,omitempty"` // methods, at any depth, whose call returns their receiver (enter, __enter__)
	Fields  []string `yaml:"fields,omitempty"` // other members, at any depth, that are for everybody (base_url); empty if nobody listed them
	Methods []Method `yaml:"methods"`
}

// A Method is an SDK's name for an operation. A segment "()" in Path is the result of a call: realtime.connect.().response.create.
type Method struct {
	Path   string   `yaml:"path"`
	Op     string   `yaml:"op"`              // canonical operation, in operations.yaml, or OpLocal, or OpAny
	Kind   string   `yaml:"kind,omitempty"`  // endpoint if empty; helper, websocket, event, raw, legacy, page
	Calls  []string `yaml:"calls,omitempty"` // all operations of a helper
	Form   string   `yaml:"form,omitempty"`  // of the async twin: coroutine, wrapper (iscoroutinefunction is False), paginator, manager, local
	Since  string   `yaml:"since,omitempty"`
	Until  string   `yaml:"until,omitempty"`  // the last version that has it
	Spends string   `yaml:"spends,omitempty"` // overrides the operation's
	URL    string   `yaml:"url,omitempty"`    // kind raw: the position of the argument that is the path; "0" if empty
	Via    []string `yaml:"via,omitempty"`    // the methods that it calls to send its requests: who replaces one of them sees its calls, too
	Late   string   `yaml:"late,omitempty"`   // what it took is not in the response of the request that spends: stream, poll
	Past   []string `yaml:"past,omitempty"`   // those of the client's `requests` that it does not go through
}

// An Operation is one endpoint of the API; all SDKs share the list, operations.yaml.
type Operation struct {
	Op     string `yaml:"op"` // POST /v1/embeddings
	Group  string `yaml:"group"`
	Spends string `yaml:"spends"`          // yes, no, delegated, job, unknown
	Cost   string `yaml:"cost,omitempty"`  // tokens, image, audio …
	Usage  string `yaml:"usage,omitempty"` // where the response carries token usage, and when; empty: it does not
	Legacy bool   `yaml:"legacy,omitempty"`
}

// An Idiom says what a call of an outside function does with its arguments. An argument is a position ("0") or a keyword, or a
// member of one ("0.client").
// What no row says: the call is foreign, its result is nothing we follow, and a method handed to it is called by it.
// A row may say several things; the result may then be any of them. An argument that its row does not name is only looked at.
type Idiom struct {
	Symbols   []string `yaml:"symbols"`             // module:name; builtins under the module of facts.File.Globals
	Passes    []string `yaml:"passes,omitempty"`    // the result may be this argument (wrap_openai(client), os.getenv(name, default))
	Invokes   string   `yaml:"invokes,omitempty"`   // it calls this argument with the positional arguments behind it and all keywords; the result is that call's
	Skips     int      `yaml:"skips,omitempty"`     // with Invokes: so many arguments behind it are not handed on (a delay)
	Enters    bool     `yaml:"enters,omitempty"`    // with Invokes: the result is entered, or its first element taken (Depends)
	Binds     bool     `yaml:"binds,omitempty"`     // with Passes: the other arguments are bound to it (partial)
	Elements  []string `yaml:"elements,omitempty"`  // the result may be any element of this argument (next, random.choice)
	Collects  bool     `yaml:"collects,omitempty"`  // the result is a table of the arguments by position (asyncio.gather)
	Maps      []string `yaml:"maps,omitempty"`      // [f, xs]: calls f with any element of xs; the result has the results as elements
	Stores    []string `yaml:"stores,omitempty"`    // the result may be a new container, and keyword arguments become members of it: ["*"] (SimpleNamespace, dict); "name=1": argument 1 becomes the member name
	Reads     bool     `yaml:"reads,omitempty"`     // looks at its arguments and calls none (hasattr, isinstance, wraps)
	Casts     []string `yaml:"casts,omitempty"`     // [type, value]
	Imports   string   `yaml:"imports,omitempty"`   // the result is the module that this constant text names
	Zips      []string `yaml:"zips,omitempty"`      // the elements of the result are tables of, by position, any element of each of these arguments; "" for a position that nothing comes to (enumerate: ["", "0"])
	Fills     string   `yaml:"fills,omitempty"`     // what a call of this argument gives may be any element of the result (defaultdict)
	Holds     []string `yaml:"holds,omitempty"`     // the result may be a container of these arguments (useRef)
	Updates   string   `yaml:"updates,omitempty"`   // the members of the arguments behind it become members of this argument (Object.assign)
	Pairs     string   `yaml:"pairs,omitempty"`     // the result may be a container made of the tables of key and value that are the elements of this argument; its own elements are such tables, too (Map)
	Decorator bool     `yaml:"decorator,omitempty"` // the result, when it is called in turn, gives back its argument 0 (lru_cache(maxsize=1)(f), wraps(f)(g))
	Decorates string   `yaml:"decorates,omitempty"` // as a decorator: property (a read is a call); empty: keeps what it decorates
}

// A Form says what a type expression means: `Optional[X]`.
type Form struct {
	Symbols []string `yaml:"symbols"`
	Form    string   `yaml:"form"` // any-of (Optional, Union, Final), annotated (first is the type, the rest are values), elements (list), values (dict: the last), pairs (Map: likewise, and its elements are tables of key and value, too), class (type[X]), instance (InstanceType: some value of the class), called (ReturnType: what calling it gives), result (Callable: what it returns), last (Awaitable, Generator's first is "first"), first, nothing (Any, object)
}

// A Member says what a method of a container does. The words:
//   - get: the element under key arg0, or the default arg1; without arguments any element
//   - load: the same; where there is a key, the element is the first of several results
//   - set: arg1 becomes the element under key arg0; returns what is there
//   - put: the same; returns the container
//   - store: arg1 becomes the element under key arg0, or arg0 alone an element; returns what load returns
//   - any: returns any element
//   - itself: returns the container
//   - add: every argument becomes an element; returns the container
//   - insert: arg1 becomes an element
//   - extend: the elements of arg0 become elements
//   - update: the members of arg0, and keywords, become members
//   - concat: returns a container of the elements, of the arguments and of their elements
//   - items: returns tables of key and element
//   - map: arg0 is called with any element; returns a container of the results
//   - flat: the same with the elements of the results; without arguments with those of the elements
//   - each: arg0 is called with any element
//   - visit: arg0 is called with a key and any element
//   - filter: the same, or with two; returns the container
//   - find: arg0 is called with any element; returns any element
//   - reduce: arg0 is called with arg1, any element or what it gave, and any element; returns what it gave, or arg1
//   - enter: arg0 is entered; returns what that gives
//   - pass: returns arg0
//   - call: arg1 is called with the arguments behind it; returns the result
//   - within: the same, and arg0 becomes an element
//   - nothing: reads what we do not follow (keys, length)
//
// The methods enter, pass, call and within are those of any outside object, too.
type Member struct {
	Name string `yaml:"name"`
	Does string `yaml:"does"`
}

// Texts are constants of modules, by name: ChatModelGPT4o is "gpt-4o".
type Texts struct {
	Modules []string          `yaml:"modules"`
	Values  map[string]string `yaml:"values"`
}

// A Host is an API host, or another vendor's.
type Host struct {
	Pattern  string `yaml:"pattern"` // host with * for any run of characters: *.openai.azure.com; the first pattern that matches decides
	BilledBy string `yaml:"billed_by"`
}

// A Tracker is one way that a vendor has to count the calls of an SDK. Rows of one name are ways of one vendor, which a config
// trusts by that name; where several are in force for a client, a method counts that any of them counts.
type Tracker struct {
	Name       string    `yaml:"name"`                 // the same in every language
	Version    string    `yaml:"version,omitempty"`    // of the vendor's package that the row was read from; only hosts need none
	SDK        string    `yaml:"sdk,omitempty"`        // the name of the rules file that spells the methods of Tracks; only hosts need none
	Since      string    `yaml:"since,omitempty"`      // with Until: the versions of the SDK that it takes on
	Until      string    `yaml:"until,omitempty"`      // the last of them
	Clients    []DropIn  `yaml:"clients,omitempty"`    // classes of the vendor that are clients and count
	Wraps      []string  `yaml:"wraps,omitempty"`      // functions in `calls` of the same file: the client that they pass counts from there on
	Mutates    bool      `yaml:"mutates,omitempty"`    // with Wraps: they change the client itself, so that it counts wherever else it is held
	Transports []string  `yaml:"transports,omitempty"` // functions whose result, where a client is made with it, counts what that client sends (http.Client, middleware)
	Starts     []Start   `yaml:"starts,omitempty"`     // what has every client of the process counted once it ran
	Hosts      []string  `yaml:"hosts,omitempty"`      // gateways that count: patterns, as in a Host
	Clones     bool      `yaml:"clones,omitempty"`     // a clone of a client that counts counts, too
	Tracks     []Tracked `yaml:"tracks"`               // the first row that names a method decides; a method that no row names is not counted
}

// Counts is the row of Tracks that decides about a method, among those that fit the client and the version of the SDK; false where
// none names it.
func (t *Tracker) Counts(m Method, fits func(Tracked) bool) (Tracked, bool) {
	i := slices.IndexFunc(t.Tracks, func(row Tracked) bool {
		return fits(row) && slices.ContainsFunc(row.Methods, func(pattern string) bool {
			return pattern == "all" && m.Kind != "websocket" && m.Kind != "event" || covers(pattern, m.Path)
		})
	})
	if i < 0 {
		return Tracked{}, false
	}
	return t.Tracks[i], true
}

// covers reports whether a pattern of `methods` other than "all" names a method.
func covers(pattern, path string) bool {
	above, below := strings.CutSuffix(pattern, ".*")
	return pattern == path || below && strings.HasPrefix(path, above+".")
}

// A DropIn is a class that has the surface of an SDK's client.
type DropIn struct {
	Symbol string   `yaml:"symbol"`
	Also   []string `yaml:"also,omitempty"`
	Like   string   `yaml:"like"` // the symbol of that client
}

// A Start is a call or an import that instruments an SDK for the whole process.
type Start struct {
	Call   string   `yaml:"call,omitempty"`   // a symbol, with "()" for the result of a call as in a Method's path: a.b:Instrumentor.().instrument
	Import string   `yaml:"import,omitempty"` // a module
	With   []string `yaml:"with,omitempty"`   // arguments of the call, as in an Idiom: it takes one of them, and not as false
}

// Tracked is methods that a Tracker counts, and how well. The words: full (the call, and the tokens where the API tells them),
// on-request (the tokens only where the request asks for them, stream_options.include_usage), no-tokens (the call alone),
// double (twice), none.
type Tracked struct {
	Methods  []string          `yaml:"methods"`            // as the SDK spells them; a.* is all below a; all is every method that sends HTTP requests
	Only     string            `yaml:"only,omitempty"`     // sync or async: of those clients alone
	Quality  string            `yaml:"quality,omitempty"`  // full if empty
	Streamed string            `yaml:"streamed,omitempty"` // of a call that streams (stream=True); as Quality if empty
	Views    map[string]string `yaml:"views,omitempty"`    // of a call through this view of the client; as Quality if it is not here
	Since    string            `yaml:"since,omitempty"`    // with Until: the versions of the SDK of which this holds
	Until    string            `yaml:"until,omitempty"`
}
