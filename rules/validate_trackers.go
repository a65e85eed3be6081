package rules

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// trackers checks what is said of the vendors that count calls.
func (v *validator) trackers(f *File) {
	clients := v.symbolsOf(func(o *File) []string { return o.makerSymbols() }, f.Language)
	for i, t := range f.Trackers {
		at := func(more ...any) []any { return append([]any{"trackers", i}, more...) }
		v.required(t.Name, "name", at()...)
		for _, version := range [...]struct{ key, text string }{{"version", t.Version}, {"since", t.Since}, {"until", t.Until}} {
			v.version(version.text, at(version.key)...)
		}
		v.ways(f, t, clients, at()...)
		if len(t.Tracks) == 0 {
			v.fault("a tracker needs `tracks`, the methods that it counts", at()...)
		}
		for j, row := range t.Tracks {
			v.tracked(row, at("tracks", j)...)
		}
		v.counted(f, t, at()...)
	}
}

// same checks which symbols are modules under another name.
func (v *validator) same(f *File) {
	for _, symbol := range slices.Sorted(maps.Keys(f.Same)) {
		v.symbol(symbol, "same", symbol)
		v.required(f.Same[symbol], "module", "same", symbol)
	}
}

// ways checks by which ways a tracker comes to its clients. Seen are the clients that are known so far.
func (v *validator) ways(f *File, t Tracker, seen map[string]string, at ...any) {
	for i, c := range t.Clients {
		v.symbols(append([]string{c.Symbol}, c.Also...), seen, append(at, "clients", i)...)
		v.required(c.Like, "like", append(at, "clients", i)...)
	}
	for i, s := range t.Wraps {
		if !slices.ContainsFunc(f.Calls, func(c Idiom) bool { return len(c.Passes) > 0 && slices.Contains(c.Symbols, s) }) {
			v.fault("`calls` of this file has no row with `passes` for "+s+": what does it wrap?", append(at, "wraps", i)...)
		}
	}
	for i, s := range t.Transports {
		v.symbol(s, append(at, "transports", i)...)
	}
	for i, s := range t.Starts {
		v.start(s, append(at, "starts", i)...)
	}
	for i, h := range t.Hosts {
		v.host(h, append(at, "hosts", i)...)
	}
	ways := len(t.Clients) + len(t.Wraps) + len(t.Transports) + len(t.Starts)
	if ways > 0 {
		v.required(t.Version, "version", at...)
		v.required(t.SDK, "sdk", at...)
	}
	if t.Mutates && len(t.Wraps) == 0 {
		v.fault("`mutates` says something of `wraps`, which is missing", append(at, "mutates")...)
	}
	if ways > 0 && f.Language == "" {
		v.fault("a rules file that is about code needs a `language`")
	}
	if ways+len(t.Hosts) == 0 {
		v.fault("a tracker needs one of `clients`, `wraps`, `transports`, `starts` and `hosts`", at...)
	}
}

func (v *validator) start(s Start, at ...any) {
	switch {
	case (s.Call == "") == (s.Import == ""):
		v.fault("a start is either a `call` or an `import`", at...)
	case s.Call != "":
		v.symbol(s.Call, append(at, "call")...)
		if _, member, called := strings.Cut(s.Call, ".()"); called && !startShape.MatchString(member) {
			v.fault("behind \"()\" stands one member, that is called: "+s.Call, append(at, "call")...)
		}
	case strings.Contains(s.Import, ":"):
		v.fault("`import` takes a module alone: "+s.Import, append(at, "import")...)
	case len(s.With) > 0:
		v.fault("`with` says something of the arguments of a `call`, which is missing", append(at, "with")...)
	}
}

func (v *validator) tracked(row Tracked, at ...any) {
	if len(row.Methods) == 0 {
		v.fault("the row needs `methods`", at...)
	}
	v.word(row.Only, []string{"", "sync", "async"}, append(at, "only")...)
	v.word(row.Quality, append(trackWords, ""), append(at, "quality")...)
	v.word(row.Streamed, append(trackWords, ""), append(at, "streamed")...)
	for _, view := range slices.Sorted(maps.Keys(row.Views)) {
		v.word(row.Views[view], trackWords, append(at, "views", view)...)
	}
	v.version(row.Since, append(at, "since")...)
	v.version(row.Until, append(at, "until")...)
}

// counted checks what a tracker says of its SDK: that there is one of the name, which is f itself or read before, and that it has
// the clients, the views and the methods.
func (v *validator) counted(f *File, t Tracker, at ...any) {
	if t.SDK == "" {
		return
	}
	sdk := v.set.file(t.SDK)
	if t.SDK == f.Name {
		sdk = f
	}
	if sdk == nil {
		v.fault("no rules file is named "+strconv.Quote(t.SDK), append(at, "sdk")...)
		return
	}
	var clients, methods, views []string
	for _, c := range sdk.Clients {
		clients = append(append(clients, c.Symbol), c.Also...)
	}
	for _, name := range sortedKeys(sdk.Surfaces) {
		views = append(views, sdk.Surfaces[name].Views...)
		for _, m := range sdk.Surfaces[name].Methods {
			methods = append(methods, m.Path)
		}
	}
	for i, c := range t.Clients {
		if !slices.Contains(clients, c.Like) {
			v.fault(c.Like+" is no client of "+t.SDK+suggest(c.Like, clients), append(at, "clients", i, "like")...)
		}
	}
	for i, row := range t.Tracks {
		for j, pattern := range row.Methods {
			if pattern != "all" && !slices.ContainsFunc(methods, func(path string) bool { return covers(pattern, path) }) {
				v.fault(pattern+" is no method of "+t.SDK+suggest(pattern, methods), append(at, "tracks", i, "methods", j)...)
			}
		}
		for _, view := range slices.Sorted(maps.Keys(row.Views)) {
			v.word(view, views, append(at, "tracks", i, "views", view)...)
		}
	}
}
