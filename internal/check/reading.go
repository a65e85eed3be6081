package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// A handedOut is one kind of client that a factory hands out, and what the factory's code does with each of its methods.
type handedOut struct {
	symbol  string
	methods map[string]program.Reading // by path
}

// read reads the code of all factories.
func (j *judge) read() {
	languages := map[string]string{}
	for _, f := range j.Texts {
		languages[f.Path] = f.Language
	}
	j.wraps = map[string][]facts.Span{}
	j.handed, j.spoken = make([][]handedOut, len(j.Factories)), make([]*Language, len(j.Factories))
	if len(j.Factories) == 0 {
		return
	}
	for i, clients := range j.Program.Read(j.Config.Records) {
		l := j.Languages[languages[j.Factories[i].Path]]
		if l == nil {
			continue
		}
		j.spoken[i] = l
		for _, c := range clients {
			out := handedOut{c.Client, make(map[string]program.Reading, len(c.Methods))}
			for node, reading := range c.Methods {
				out.methods[strings.Join(l.Known.Nodes[node].Path, ".")] = reading
				if f := reading.File; f != nil && !slices.Contains(j.wraps[f.Path], reading.Span) {
					j.wraps[f.Path] = append(j.wraps[f.Path], reading.Span)
				}
			}
			j.handed[i] = append(j.handed[i], out)
		}
	}
}

// isPlumbing reports whether a call stands in the code of a factory, or in code that stands for a method of its clients.
func (j *judge) isPlumbing(s *judged) bool {
	at := s.from.File.Exprs[s.from.Expr].Span
	return s.from.Region != 0 || slices.ContainsFunc(j.wraps[s.Path], func(in facts.Span) bool {
		return in.Start <= at.Start && at.End <= in.End
	})
}

// clientsOf lists the clients of its factory that an origin may be, of those that have the method.
func (j *judge) clientsOf(o program.Origin, path string) []handedOut {
	var some []handedOut
	for _, c := range j.handed[o.Maker.Factory-1] {
		if _, has := c.methods[path]; !has {
			continue
		}
		if c.symbol == o.Maker.Symbol {
			return []handedOut{c}
		}
		some = append(some, c)
	}
	return some
}

// asRead is what a factory's code says of a call on its client: the worst over the clients that it may be.
func (j *judge) asRead(s *judged, o program.Origin, m method) (name, reason string) {
	path := methodPath(m)
	clients := j.clientsOf(o, path)
	name = Tracked
	if len(clients) == 0 {
		name, reason = Unresolved, factoryName(j.Factories[o.Maker.Factory-1])+" is not seen to hand out a client that has "+m.name
	}
	for _, c := range clients {
		one, why := j.counts(o.Maker.Factory-1, m, c.methods[path])
		if clone := j.cloneOf(o); one == Tracked && clone != "" && !c.methods[path].Clones {
			one, s.clone = Uncovered, clone
			why = fmt.Sprintf("%s gives another client, which does not have what stands for %s on the client of %s (%s)",
				clone, m.name, factoryName(j.Factories[o.Maker.Factory-1]), j.placeOf(o.Maker.Factory-1, c.methods[path]))
		}
		if one == Tracked && s.Stream && j.streams(o.Maker.Factory-1, c.methods[path]) == StateUntracked {
			one, why = Uncovered, fmt.Sprintf("%s hands streams on and records nothing (%s)",
				factoryName(j.Factories[o.Maker.Factory-1]), j.placeOf(o.Maker.Factory-1, c.methods[path]))
		}
		if r := c.methods[path]; one == Tracked && len(s.Via) > 0 && r.File != nil && r.Tokens {
			if s.view = s.Via[0]; r.Own {
				one, why = Uncovered, fmt.Sprintf("%s leads past what stands for %s on the client of %s (%s)",
					s.view, m.name, factoryName(j.Factories[o.Maker.Factory-1]), j.placeOf(o.Maker.Factory-1, r))
			}
		}
		if r := c.methods[path]; one == Tracked && len(s.Via) > 0 && r.Told {
			one, why = Uncovered, fmt.Sprintf("what %s gives tells no usage before it is parsed, and without it %s records nothing (%s)",
				s.Via[0], factoryName(j.Factories[o.Maker.Factory-1]), j.placeOf(o.Maker.Factory-1, r))
		}
		if rank[one] > rank[name] {
			name, reason = one, why
		}
	}
	return name, reason
}

// counts is what one reading says of calls of a method.
func (j *judge) counts(fa int32, m method, r program.Reading) (name, reason string) {
	who, at := factoryName(j.Factories[fa]), j.placeOf(fa, r)
	switch r.Handling {
	case program.Recorded:
		return Tracked, ""
	case program.Passed:
		return Uncovered, fmt.Sprintf("%s hands %s on and records nothing (%s)", who, m.name, at)
	case program.Absent:
		return Uncovered, fmt.Sprintf("what %s hands out has no %s (%s)", who, m.name, at)
	}
	return Unresolved, fmt.Sprintf("whether %s counts %s cannot be read: %s (%s)", who, m.name, or(r.Reason, "its code is not followed"), at)
}

// cloneOf is the method by which the client of a call was cloned from what the factory handed out; "" if it was not.
func (j *judge) cloneOf(o program.Origin) string {
	if !o.Clone {
		return ""
	}
	return or(j.Program.ClonedBy(o), "cloning")
}

// placeOf is where the code stands that a reading is about: path:line.
func (j *judge) placeOf(fa int32, r program.Reading) string {
	path, line := j.codeOf(fa, r)
	return fmt.Sprintf("%s:%d", path, line)
}

func (j *judge) codeOf(fa int32, r program.Reading) (path string, line int) {
	if r.File != nil {
		return r.File.Path, int(r.Span.Line)
	}
	at, _ := j.Program.FactoryFound(int(fa))
	return j.Factories[fa].Path, int(at)
}

// methodPath is the path of a method in its surface; of what stands behind a call, the path of what is called.
func methodPath(m method) string {
	path, _, _ := strings.Cut(m.Path, ".()")
	return path
}

// factoryName is how reasons call a factory.
func factoryName(f program.Factory) string {
	if f.Symbol == "*" {
		return f.Path
	}
	return f.Symbol
}

// operation is the operation of a method, and whether a call of it spends; "" for an operation that the call decides.
func (j *judge) operation(m method) (op, spends string) {
	if known, ok := j.Rules.Operation(m.Op); ok {
		return known.Op, or(m.Spends, or(known.Spends, "no"))
	}
	if m.Op == rules.OpAny {
		return "", or(m.Spends, "unknown")
	}
	return "", or(m.Spends, "no")
}
