package check

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// A reliance is the ways in which trusted vendors count the calls on a client, and those that would if it were not the clone of one.
type reliance struct{ ways, lost []*rules.Tracker }

func (r reliance) all() []*rules.Tracker { return append(slices.Clone(r.ways), r.lost...) }

// A shown is what is known of a client that vendors may count.
type shown struct {
	path   string         // of the file that decides about versions
	file   *rules.File    // its SDK
	symbol string         // its class; "" if that is not known
	maker  *program.Maker // nil if nobody is seen to make it
	ways   []int32        // that the value carries
	cloned bool
}

// relies lists the ways that are in force for a client.
func (j *judge) relies(l *Language, language string, c shown) reliance {
	var r reliance
	if len(l.vendors) == 0 {
		return r
	}
	started := j.Program.Started(language)
	var counted []int32
	var gateway string
	if c.maker != nil {
		counted = j.Program.Counted(*c.maker)
		gateway = gatewayOf(l, j.hostsOf(*c.maker))
	}
	sdk := j.sdkAt(c.path, c.file)
	for i, t := range l.vendors {
		way := int32(i)
		switch {
		case t.SDK != "" && (c.file == nil || t.SDK != c.file.Name) || !holds(sdk, t.Since, t.Until):
		case gateway != "" && t.Name == gateway && len(t.Hosts) > 0, len(t.Transports) > 0 && slices.Contains(counted, way):
			r.ways = append(r.ways, t)
		case !slices.Contains(c.ways, way) && !slices.Contains(started, way) && !slices.Contains(counted, way) && !isDropIn(t, c.symbol):
		case c.cloned && !t.Clones:
			r.lost = append(r.lost, t)
		default:
			r.ways = append(r.ways, t)
		}
	}
	return r
}

func isDropIn(t *rules.Tracker, symbol string) bool {
	return slices.ContainsFunc(t.Clients, func(c rules.DropIn) bool { return c.Symbol == symbol })
}

// holds reports whether the SDK in use is one of some versions. Of an SDK of which only the least version is known, that may be
// too new for sure.
func holds(sdk, since, until string) bool {
	_, v, exact := strings.Cut(sdk, "@")
	if !exact {
		_, v, _ = strings.Cut(sdk, ">=")
	}
	if !semver.IsValid("v" + v) {
		return true
	}
	return (until == "" || semver.Compare("v"+v, "v"+until) <= 0) && (since == "" || !exact || semver.Compare("v"+v, "v"+since) >= 0)
}

// gatewayOf is the vendor whose gateways are all that a client talks to; "" if there is none.
func gatewayOf(l *Language, urls []string) string {
	vendor := ""
	for i, u := range urls {
		at := slices.IndexFunc(l.vendors, func(t *rules.Tracker) bool {
			return slices.ContainsFunc(t.Hosts, func(pattern string) bool { return matchHost(pattern, hostOf(u)) })
		})
		if at < 0 || i > 0 && l.vendors[at].Name != vendor {
			return ""
		}
		vendor = l.vendors[at].Name
	}
	return vendor
}

// relied lists the ways that are in force for what an origin of a call stands for.
func (j *judge) relied(s *judged, o program.Origin, file *rules.File) reliance {
	l := j.language(s)
	c := shown{path: s.Path, file: file, symbol: o.Symbol}
	c.ways, c.cloned = j.Program.Trust(o)
	if o.Kind == program.Unseen && len(c.ways) == 0 {
		return reliance{} // it is but a guess that it is a client
	}
	if o.Kind == program.Made && o.Maker.Factory == 0 {
		c.symbol, c.maker = o.Maker.Symbol, &o.Maker
	}
	r := j.relies(l, s.Language, c)
	if o.Kind != program.Made || o.Maker.Factory == 0 {
		return r
	}
	for _, t := range j.factoryRelies(l, s.Language, o.Maker.Factory-1, o.Maker.Symbol, file).ways {
		switch {
		case slices.Contains(r.ways, t):
		case c.cloned && !t.Clones && len(t.Transports) == 0 && len(t.Hosts) == 0:
			r.lost = append(r.lost, t)
		default:
			r.ways = append(r.ways, t)
		}
	}
	return r
}

// factoryRelies lists the ways that are in force for all clients of one class that a factory gives, "" for those of any.
func (j *judge) factoryRelies(l *Language, language string, fa int32, symbol string, file *rules.File) reliance {
	return j.allRely(l, language, fa, symbol, file, map[int32]*reliance{})
}

// allRely is factoryRelies with the factories that were asked before. One that is still open gives what it gets from the others:
// it is left out.
func (j *judge) allRely(l *Language, language string, fa int32, symbol string, file *rules.File, asked map[int32]*reliance) reliance {
	if r := asked[fa]; r != nil {
		return *r
	}
	asked[fa] = nil
	var common reliance
	first := true
	for _, h := range j.Program.HandsOut(int(fa)) {
		var r reliance
		c := shown{path: j.Factories[fa].Path, file: file, symbol: h.Maker.Symbol, maker: &h.Maker, ways: h.Ways, cloned: h.Cloned}
		switch {
		case h.Maker.Symbol == "" && open(asked, h.Maker.Factory-1), h.Maker.Symbol != "" && symbol != "" && h.Maker.Symbol != symbol:
			continue
		case h.Maker.Symbol == "":
			c.maker = nil
			r = j.relies(l, language, c)
			r.ways = append(slices.Clip(r.ways), j.allRely(l, language, h.Maker.Factory-1, symbol, file, asked).ways...)
		default:
			r = j.relies(l, language, c)
		}
		if first {
			common, first = r, false
			continue
		}
		common.ways = slices.DeleteFunc(slices.Clone(common.ways), func(t *rules.Tracker) bool { return !slices.Contains(r.ways, t) })
	}
	asked[fa] = &common
	return common
}

// open reports whether a factory is being asked.
func open(asked map[int32]*reliance, fa int32) bool {
	r, ok := asked[fa]
	return ok && r == nil
}

// A request is what decides how well a vendor counts a call.
type request struct {
	method   method
	async    bool
	known    bool // whether it is async
	sdk      string
	via      []string
	streamed bool
}

// request is what a site calls on what an origin stands for.
func (j *judge) request(s *judged, o program.Origin, m method) request {
	q := request{method: m, sdk: j.sdkAt(s.Path, m.file), via: views(s.from)}
	l := j.language(s)
	symbols := []string{or(o.Symbol, o.Maker.Symbol)}
	if o.Kind == program.Made && o.Maker.Symbol == "" && o.Maker.Factory != 0 {
		symbols = j.Program.FactoryMakes(int(o.Maker.Factory) - 1)
	}
	for _, symbol := range symbols {
		if c := l.clients[symbol]; c != nil {
			q.known, q.async = true, q.async || c.async
		}
	}
	q.streamed = slices.ContainsFunc(l.Known.Streams, func(name string) bool { return j.Program.Takes(s.from, name) })
	return q
}

// quality is how well a way counts a request; "" if it does not.
func (q request) quality(t *rules.Tracker) string {
	row, ok := t.Counts(q.method.Method, func(row rules.Tracked) bool {
		return (row.Only == "" || q.known && q.async == (row.Only == "async")) && holds(q.sdk, row.Since, row.Until)
	})
	if !ok {
		return ""
	}
	quality := or(row.Quality, "full")
	if q.streamed {
		quality = or(row.Streamed, quality)
	}
	for _, view := range q.via {
		quality = or(row.Views[view], quality)
	}
	if quality == "none" {
		return ""
	}
	return quality
}

// best is the way that counts a request best, and how well; nil if none counts it.
func (q request) best(ways []*rules.Tracker) (t *rules.Tracker, quality string) {
	for _, word := range []string{"full", "on-request", "no-tokens", "double"} {
		for _, t := range ways {
			if q.quality(t) == word {
				return t, word
			}
		}
	}
	return nil, ""
}

// vendorVerdict is a verdict with what trusted vendors count.
func (j *judge) vendorVerdict(s *judged, o program.Origin, m method, name, reason string) (string, string) {
	if name == Tracked {
		return name, reason
	}
	r := j.relied(s, o, m.file)
	if len(r.all()) == 0 {
		return name, reason
	}
	q := j.request(s, o, m)
	if t, _ := q.best(r.ways); t != nil {
		return Tracked, ""
	}
	if o.Kind == program.Made && o.Maker.Factory != 0 {
		return name, reason
	}
	return Uncovered, q.lack(r)
}

// lack says why no vendor counts a request.
func (q request) lack(r reliance) string {
	if t, _ := q.best(r.lost); t != nil {
		return fmt.Sprintf("%s counts the client that it has, and not its clones", named(t))
	}
	var who []string
	for _, t := range r.all() {
		who = append(who, named(t))
	}
	slices.Sort(who)
	what := q.method.name
	plain := q
	plain.via, plain.streamed = nil, false
	if t, _ := plain.best(r.ways); t != nil {
		switch {
		case len(q.via) > 0:
			what += " through " + strings.Join(q.via, ", ")
		case q.streamed:
			what += " as a stream"
		}
	}
	return fmt.Sprintf("%s does not count %s", strings.Join(slices.Compact(who), ", "), what)
}

// counted says that a way counts a request, and what becomes of it as a stream if that differs.
func (q request) counted(t *rules.Tracker) string {
	text := named(t) + " counts it"
	stream := q
	stream.streamed = true
	switch quality := stream.quality(t); {
	case quality == q.quality(t):
	case quality == "on-request":
		text += "; the tokens of a stream only where the request asks for them"
	case quality == "no-tokens":
		text += "; a stream without its tokens"
	case quality == "":
		text += ", and not as a stream"
	}
	return text
}

// named is a vendor and the version that is known of it.
func named(t *rules.Tracker) string { return strings.TrimSuffix(t.Name+" "+t.Version, " ") }

// vendorNames are the vendors that decide about an origin of a call, sorted; none for a factory's client.
func (j *judge) vendorNames(s *judged, o program.Origin, m method) []string {
	if o.Kind == program.Made && o.Maker.Factory != 0 {
		return nil
	}
	r := j.relied(s, o, m.file)
	if t, _ := j.request(s, o, m).best(r.ways); t != nil {
		return []string{t.Name}
	}
	var names []string
	for _, t := range r.all() {
		names = append(names, t.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// relyOnVendor reports whether a trusted vendor counts the client that is constructed, from there on or because all that becomes of it
// is that the vendor wraps it; and says which.
func (j *judge) relyOnVendor(s *judged, file *rules.File) bool {
	l, m := j.language(s), s.from.Maker
	if len(l.vendors) == 0 {
		return false
	}
	if r := j.relies(l, s.Language, shown{path: s.Path, file: file, symbol: m.Symbol, maker: &m}); len(r.ways) > 0 {
		s.Reason = r.ways[0].Name + ", which `trust` names, counts what is called on it"
		return true
	}
	if j.bare == nil {
		j.bare = j.findBare()
	}
	wrapped := j.relies(l, s.Language, shown{path: s.Path, file: file, ways: j.Program.Wrapped(m)})
	if len(wrapped.ways) == 0 || j.bare[m] {
		return false
	}
	s.Reason = "all that becomes of it is that " + wrapped.ways[0].Name + ", which `trust` names, wraps it"
	return true
}

// findBare finds the clients that calls are made on as they were constructed.
func (j *judge) findBare() map[program.Maker]bool {
	bare := map[program.Maker]bool{}
	for i := range j.sites {
		if s := j.sites[i].from; s.Kind == program.APICall {
			for _, o := range s.Origins {
				if ways, _ := j.Program.Trust(o); o.Kind == program.Made && len(ways) == 0 {
					bare[o.Maker] = true
				}
			}
		}
	}
	return bare
}
