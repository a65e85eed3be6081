package check

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// judgeCall: the worst of what reaches the receiver decides.
func (j *judge) judgeCall(s *judged) {
	l := j.language(s)
	origins := relevant(s.from)
	m := l.methods[l.Known.Nodes[methodNode(s.from, origins)].Method]
	s.called = m
	j.describe(s, m)
	if j.isPlumbing(s) {
		s.Role = "plumbing"
	}
	type verdict struct {
		name, reason string
		rank         int
		origin       program.Origin
	}
	best := verdict{rank: -1}
	makers := map[string]bool{}
	var hosts []string
	for _, o := range origins {
		name, reason := j.verdict(s, o, m)
		if r := rank[name]; r > best.rank {
			best = verdict{name, reason, r, o}
		}
		for _, vendor := range j.vendorNames(s, o, m) {
			makers[vendor] = true
		}
		if o.Kind == program.Made {
			if o.Maker.Factory != 0 || len(j.relied(s, o, m.file).all()) == 0 {
				makers[j.makerName(o.Maker)] = true
			}
			hosts = append(hosts, j.hostsOf(o.Maker)...)
		} else if o.Kind == program.Declared && s.Symbol == "" {
			s.Symbol = o.Symbol
			s.Async = l.clients[o.Symbol] != nil && l.clients[o.Symbol].async
		}
	}
	if best.origin.Kind == program.Made {
		j.client(s, best.origin.Maker, l)
	}
	s.Verdict, s.Reason = best.name, or(best.reason, lacks(s.SDK, m))
	s.Makers = sortedKeys(makers)
	s.BilledBy = or(s.BilledBy, BilledByOpenAI)
	if len(origins) > 0 && !slices.ContainsFunc(origins, func(o program.Origin) bool { return len(j.originHosts(o)) == 0 }) {
		if j.place(s, hosts) {
			s.Verdict, s.Reason = Tracked, "its client's base URL is an approved gateway"
		}
	}
	for _, o := range origins {
		if name, _ := j.verdict(s, o, m); name == best.name {
			s.origins = append(s.origins, o)
		}
	}
	if s.Role == "" {
		switch s.Verdict {
		case Untracked:
			j.fault(s, "QL002")
		case Uncovered:
			j.fault(s, "QL003")
		case Unresolved:
			j.fault(s, "QL006")
		}
	}
	for _, step := range j.Program.Trace(best.origin) {
		s.Trace = append(s.Trace, Step{Path: step.Path, Line: int(step.Line), What: step.What})
	}
	s.Async = s.Async || strings.HasPrefix(m.name, "openai.") && strings.Contains(m.name, ".a")
}

var rank = map[string]int{Tracked: 0, Unresolved: 1, Uncovered: 2, Untracked: 3}

// relevant are the origins that decide: a value made in a test decides only sites in tests, and a declared client nothing
// where a made one arrives.
func relevant(s program.Site) []program.Origin {
	var some []program.Origin
	made := false
	for _, o := range s.Origins {
		if o.Test && !s.Test {
			continue
		}
		some = append(some, o)
		made = made || o.Kind == program.Made
	}
	if len(some) == 0 {
		o := s.Origins[0]
		o.Kind, o.Reason = program.Unseen, "only tests make a client that reaches it"
		return []program.Origin{o}
	}
	if !made {
		return some
	}
	return slices.DeleteFunc(some, func(o program.Origin) bool { return o.Kind == program.Declared })
}

func methodNode(s program.Site, origins []program.Origin) int32 {
	node := s.Method
	for i := len(origins) - 1; i >= 0; i-- {
		switch o := origins[i].Node; {
		case o == s.Method:
			return o
		case o >= 0:
			node = o
		}
	}
	return node
}

// verdict is what one origin says of a call, and why.
func (j *judge) verdict(s *judged, o program.Origin, m method) (name, reason string) {
	name, reason = j.ownVerdict(s, o, m)
	return j.vendorVerdict(s, o, m, name, reason)
}

// ownVerdict is what one origin says where no vendor is trusted.
func (j *judge) ownVerdict(s *judged, o program.Origin, m method) (name, reason string) {
	switch o.Kind {
	case program.Declared:
		return Unresolved, "its type says " + o.Symbol + ", and nobody is seen to make it"
	case program.Unseen:
		return Unresolved, o.Reason
	}
	if o.Maker.Factory == 0 {
		return Untracked, ""
	}
	f := j.Config.Factories[j.Factories[o.Maker.Factory-1].Index]
	switch {
	case f.Tracks.Mode == "auto":
		return j.asRead(s, o, m)
	case f.Tracks.Mode == "all" || tracks(f.Tracks.Methods, m.name):
		return Tracked, ""
	}
	return Uncovered, factorySymbol(j.Factories[o.Maker.Factory-1]) + " is declared to track " + strings.Join(f.Tracks.Methods, ", ")
}

// tracks reports whether a pattern of the list covers the method.
func tracks(patterns []string, method string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return config.MatchesMethod(p, method) })
}

// describe says what is called.
func (j *judge) describe(s *judged, m method) {
	s.Method = m.name
	s.Operation, s.Spends = j.operation(m)
	if m.Op == rules.OpAny {
		if op, ok := j.rawOperation(s, m); ok {
			s.Operation, s.Spends = op.Op, or(op.Spends, "no")
		}
	}
	s.Via = views(s.from)
	s.Stream = j.Program.AsksForStream(s.from)
	if model := j.Program.Model(s.from); !strings.HasSuffix(model, "…") {
		s.Model = model
	}
	j.version(s, m.file)
}

// views are the members of the callee, as written, that are views of what stands before them.
func views(s program.Site) []string {
	var via []string
	for _, name := range program.Chain(s) {
		if next, ok := s.Known.Nodes[s.Known.Root].Next[name]; ok && next == s.Known.Root {
			via = append(via, name)
		}
	}
	return via
}

// client says what kind of client a call is made on, where one maker decides it.
func (j *judge) client(s *judged, m program.Maker, l *Language) {
	symbols := []string{m.Symbol}
	if m.Symbol == "" {
		symbols = j.Program.FactoryMakes(int(m.Factory) - 1)
	}
	for _, symbol := range symbols {
		c := l.clients[symbol]
		if c == nil {
			continue
		}
		if s.Symbol == "" || symbol < s.Symbol {
			s.Symbol = symbol
		}
		s.Async = s.Async || c.async
		s.BilledBy = or(s.BilledBy, c.billedBy)
	}
}
