package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
)

// A use is a method that is called on a client of a factory.
type use struct {
	factory        int32
	client, method string
}

// countUses counts the calls of each method on the clients of each factory, outside plumbing. A call on what may be one of
// several clients counts for each.
func (j *judge) countUses() {
	j.uses, j.streamed = map[use]int{}, map[use]int{}
	for i := range j.sites {
		s := &j.sites[i]
		if s.Kind != "call" || s.Role != "" {
			continue
		}
		seen := map[use]bool{}
		for _, o := range relevant(s.from) {
			if o.Kind != program.Made || o.Maker.Factory == 0 {
				continue
			}
			for _, c := range j.clientsOf(o, methodPath(s.called)) {
				seen[use{o.Maker.Factory - 1, c.symbol, s.Method}] = true
			}
		}
		for u := range seen {
			j.uses[u]++
			if s.Stream {
				j.streamed[u]++
			}
		}
	}
}

// describeFactories lists the entries of the allowlist, file by file.
func (j *judge) describeFactories() []Factory {
	list := []Factory{}
	for i, f := range j.Factories {
		line, found := j.Program.FactoryFound(i)
		if !found {
			continue
		}
		entry := j.Config.Factories[f.Index]
		out := Factory{Symbol: factorySymbol(f), Path: f.Path, Line: int(line), Reason: entry.Reason, Clients: []FactoryClient{}, index: i}
		declared := entry.Tracks
		if j.talksToGateway(i) {
			declared = config.Tracks{Mode: "all"}
		}
		for k := range j.sites {
			if s := &j.sites[k]; s.Kind == "call" && s.Role == "" && slices.Contains(s.Makers, out.Symbol) {
				out.Uses++
			}
		}
		for _, c := range j.handed[i] {
			out.Clients = append(out.Clients, j.factoryClient(i, c, declared))
		}
		if len(out.Clients) == 0 {
			out.Clients = j.unseenClients(i, declared)
		}
		out.How = how(out, declared)
		list = append(list, out)
	}
	list = append(list, j.describeVendors()...)
	slices.SortStableFunc(list, func(a, b Factory) int { return strings.Compare(a.Symbol, b.Symbol) })
	return list
}

// how says how the tracked methods of a factory are known.
func how(f Factory, declared config.Tracks) string {
	if declared.Mode != "auto" {
		return "declared"
	}
	for _, c := range f.Clients {
		if slices.ContainsFunc(c.Methods, func(m FactoryMethod) bool { return m.State != StateUnread && !m.NotInSDK }) {
			return "inferred"
		}
	}
	return "unread"
}

// unseenClients are the clients that a factory makes and is not seen to hand out.
func (j *judge) unseenClients(fa int, declared config.Tracks) []FactoryClient {
	list := []FactoryClient{}
	for _, symbol := range j.Program.FactoryMakes(fa) {
		list = append(list, j.factoryClient(fa, handedOut{symbol: symbol}, declared))
	}
	slices.SortFunc(list, func(a, b FactoryClient) int { return strings.Compare(a.Client, b.Client) })
	return list
}

// factoryClient says of one kind of client what becomes of each of its methods.
func (j *judge) factoryClient(fa int, c handedOut, declared config.Tracks) FactoryClient {
	out := FactoryClient{Client: c.symbol, Tracks: []string{}, Missing: []string{}, Methods: []FactoryMethod{}}
	l := j.spoken[fa]
	if l == nil || l.clients[c.symbol] == nil {
		return out
	}
	known := l.clients[c.symbol]
	out.Async = known.async
	out.SDK = j.sdkAt(j.Factories[fa].Path, known.file)
	for _, m := range known.listed() {
		out.Methods = append(out.Methods, j.factoryMethod(int32(fa), c, m, declared, out.SDK))
	}
	out.sort()
	j.summarizeClient(&out, declared)
	return out
}

// listed are the methods of a client that are told one by one.
func (c *client) listed() []method {
	var list []method
	if c.surface == nil {
		return list
	}
	for _, m := range c.surface.Methods {
		if slices.Contains([]string{"", "helper", "websocket"}, m.Kind) && !strings.Contains(m.Path, "()") && m.Op != "local" {
			list = append(list, method{name: m.Path, file: c.file, Method: m})
		}
	}
	return list
}

// sort puts the methods that spend first, and of these those that are called here most.
func (c *FactoryClient) sort() {
	slices.SortStableFunc(c.Methods, func(a, b FactoryMethod) int {
		return cmp.Or(boolRank(a.Spends == "no")-boolRank(b.Spends == "no"), b.Uses-a.Uses, boolRank(a.NotInSDK)-boolRank(b.NotInSDK),
			strings.Compare(a.Operation, b.Operation), strings.Compare(a.Method, b.Method))
	})
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// summarizeClient fills in what is tracked and what is missing.
func (j *judge) summarizeClient(c *FactoryClient, declared config.Tracks) {
	whole := true
	for _, m := range c.Methods {
		if m.Spends == "no" || m.State == StateAbsent {
			continue
		}
		whole = whole && m.State == StateTracked
		if m.State == StateTracked {
			c.Tracks = append(c.Tracks, m.Method)
		} else if m.Uses > 0 {
			c.Missing = append(c.Missing, m.Method)
		}
	}
	slices.Sort(c.Tracks)
	slices.Sort(c.Missing)
	switch {
	case declared.Mode == "list":
		c.Tracks = slices.Clone(declared.Methods)
	case declared.Mode == "all", whole && len(c.Tracks) > 0:
		c.Tracks = []string{"*"}
	}
}

// factoryMethod says what becomes of calls of one method. What is declared overrides what is read.
func (j *judge) factoryMethod(fa int32, c handedOut, m method, declared config.Tracks, sdk string) FactoryMethod {
	r, read := c.methods[m.Path]
	if !read {
		r.Handling = program.Unread
	}
	out := FactoryMethod{Method: m.name, method: m, Uses: j.uses[use{fa, c.symbol, m.name}]}
	out.Operation, out.Spends = j.operation(m)
	out.Path, out.Line = j.codeOf(fa, r)
	switch name, reason := j.counts(fa, m, r); {
	case lacks(sdk, m) != "":
		out.State, out.Reason, out.NotInSDK = StateAbsent, lacks(sdk, m), true
		return out
	case declared.Mode == "all", declared.Mode == "list" && tracks(declared.Methods, m.name):
		out.State, out.Reason = StateTracked, "declared in the config"
		if name != Tracked {
			out.Reason += "; as read, " + reason
		}
	case declared.Mode == "list":
		out.State, out.Reason = StateUntracked, "not among what the config declares"
		if name == Tracked {
			out.Reason += "; as read, " + factoryName(j.Factories[fa]) + " records it"
		}
		return out
	case r.Handling == program.Absent:
		out.State, out.Reason = StateAbsent, reason
	case j.vendorCounts(&out, fa, c.symbol, m, name):
		return out
	default:
		out.State, out.Reason = map[string]string{Tracked: StateTracked, Uncovered: StateUntracked, Unresolved: StateUnread}[name], reason
	}
	if r.Handling == program.Recorded {
		out.Quality = quality(r)
		if out.Streamed = j.streamed[use{fa, c.symbol, m.name}]; out.Streamed > 0 {
			out.Streams = j.streams(fa, r)
		}
	}
	return out
}

// quality is how well what is recorded tells what was spent.
func quality(r program.Reading) string {
	switch {
	case r.Twice:
		return "double"
	case r.Tokens:
		return "full"
	}
	return "no-tokens"
}
