// Package propose finds the code of a repository that is likely meant as its factories, for who writes the first config.
// It judges by what the code does: who constructs clients, who gets them from there, and what is recorded on the way. It
// runs the pipeline with candidates approved and looks at what follows; it writes no file.
package propose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
)

// A Likely is a declaration that may be meant as a factory, with what speaks for it.
type Likely struct {
	Path, Symbol string // as a config names it
	Line         int
	What         string   // function, class, variable
	Clients      []string // symbols of the SDKs
	Tracks       []string // spending methods that it records, sorted
	Methods      int      // spending methods that its clients have
	Calls, Files int      // spending calls outside tests and outside its own code that are made on its clients, and the files they stand in
	Holds        bool     // it gives an object that holds the client
	Own          []string // Byhand: the API methods that it calls itself
}

// Found is what a repository has.
type Found struct {
	Factories []Likely // they record: for the allowlist
	Bare      []Likely // they hand out clients that nobody counts: once they do, for the allowlist
	Byhand    []Likely // they construct a client, call the API and seem to count themselves
	Hosts     []string // base URLs of no known vendor: gateways, perhaps
	Before    check.Summary
	After     check.Summary // with the factories approved
}

// A Run runs the pipeline with factories approved; linked, if not nil, is shown the program.
type Run func(factories []config.Factory, linked func(*program.Program)) (*check.Result, error)

// Find looks for likely factories.
func Find(run Run) (*Found, error) {
	var givings []program.Giving
	before, err := run(nil, func(p *program.Program) { givings = p.Givings() })
	if err != nil {
		return nil, err
	}
	f := &finder{run: run, seen: map[string]evidence{}}
	if err := f.try(givings, func(g program.Giving) bool { return g.Constructs }); err != nil {
		return nil, err
	}
	if err := f.try(givings, func(g program.Giving) bool { return !g.Constructs }); err != nil {
		return nil, err
	}
	found := &Found{Before: before.Summary, Hosts: gateways(before)}
	chosen, after, err := f.choose(givings)
	if err != nil {
		return nil, err
	}
	found.After = after.Summary
	for _, g := range chosen {
		found.Factories = append(found.Factories, f.likely(g))
	}
	for _, g := range givings {
		switch {
		case g.Kind == program.Calling:
			if g.Records {
				found.Byhand = append(found.Byhand, f.likely(g))
			}
		case f.bare(g, chosen):
			found.Bare = append(found.Bare, f.likely(g))
		}
	}
	return found, nil
}

// gateways lists the hosts that constructions name and no rule knows, sorted.
func gateways(r *check.Result) []string {
	var hosts []string
	for _, s := range r.Sites {
		if s.Kind == "construct" && !s.Test && s.BilledBy == "unknown" && s.Host != "" {
			hosts = append(hosts, s.Host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// An evidence is what approving a declaration shows.
type evidence struct {
	tracks  []string
	methods int
	calls   int
	files   []string
}

type finder struct {
	run  Run
	seen map[string]evidence // by path:symbol
}

func key(g program.Giving) string { return g.Path + ":" + g.Symbol }

// try approves the candidates that want says, all at once, and keeps what is seen of each.
func (f *finder) try(all []program.Giving, want func(program.Giving) bool) error {
	some := slices.DeleteFunc(slices.Clone(all), func(g program.Giving) bool { return g.Kind == program.Calling || !want(g) })
	if len(some) == 0 {
		return nil
	}
	_, err := f.approve(some)
	return err
}

func (f *finder) approve(some []program.Giving) (*check.Result, error) {
	var list []config.Factory
	for _, g := range some {
		list = append(list, config.Factory{Path: g.Path, Symbol: g.Symbol, Tracks: config.Tracks{Mode: "auto"}})
	}
	r, err := f.run(list, nil)
	if err != nil {
		return nil, err
	}
	for _, factory := range r.Factories {
		seen := evidence{}
		for _, c := range factory.Clients {
			for _, m := range c.Methods {
				if m.Spends == "no" || m.State == check.StateAbsent {
					continue
				}
				seen.methods++
				if m.State == check.StateTracked {
					seen.tracks = append(seen.tracks, m.Method)
				}
			}
		}
		slices.Sort(seen.tracks)
		seen.tracks = slices.Compact(seen.tracks)
		for _, s := range r.Sites {
			if s.Kind == "call" && s.Role == "" && !s.Test && s.Spends != "no" && slices.Contains(s.Makers, factory.Symbol) {
				seen.calls++
				seen.files = append(seen.files, s.Path)
			}
		}
		slices.Sort(seen.files)
		seen.files = slices.Compact(seen.files)
		f.seen[factory.Symbol] = seen
	}
	return r, nil
}

// choose picks those that record: the ones on whose clients calls are made, and, for constructions in none of their code, others.
func (f *finder) choose(all []program.Giving) ([]program.Giving, *check.Result, error) {
	recording := slices.DeleteFunc(slices.Clone(all), func(g program.Giving) bool { return !f.adds(g) })
	if _, err := f.approve(recording); err != nil {
		return nil, nil, err
	}
	chosen := slices.DeleteFunc(slices.Clone(recording), func(g program.Giving) bool { return f.seen[key(g)].calls == 0 })
	r, err := f.approve(chosen)
	if err != nil {
		return nil, nil, err
	}
	open := r.Sites
	slices.SortStableFunc(recording, func(a, b program.Giving) int { return rank(a) - rank(b) })
	for _, g := range recording {
		inside := func(s check.Site) bool {
			return s.Verdict == check.Violation && s.Path == g.Path && int32(s.Line) >= g.Line && int32(s.EndLine) <= g.EndLine
		}
		if slices.ContainsFunc(open, inside) {
			open = slices.DeleteFunc(slices.Clone(open), inside)
			chosen = append(chosen, g)
		}
	}
	slices.SortStableFunc(chosen, func(a, b program.Giving) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), int(a.Line-b.Line))
	})
	r, err = f.approve(chosen)
	return chosen, r, err
}

// adds reports whether a declaration records something that those do not from which it has its clients.
func (f *finder) adds(g program.Giving) bool {
	from := g.From
	if g.Constructs {
		from = nil
	}
	return slices.ContainsFunc(f.seen[key(g)].tracks, func(m string) bool {
		return !slices.ContainsFunc(from, func(k string) bool { return slices.Contains(f.seen[k].tracks, m) })
	})
}

// rank orders those that record the same: who constructs the client, then functions before what holds their results.
func rank(g program.Giving) int {
	n := int(g.Kind) * 2
	if g.Holds {
		n++
	}
	if !g.Constructs {
		n += 8
	}
	return n
}

// related reports whether two declarations give clients of one construction.
func related(a, b program.Giving) bool {
	return key(a) == key(b) || slices.ContainsFunc(a.From, func(k string) bool { return slices.Contains(b.From, k) || k == key(b) }) || slices.Contains(b.From, key(a))
}

// bare reports whether a declaration constructs the clients on which others call the API, and nobody counts them.
func (f *finder) bare(g program.Giving, chosen []program.Giving) bool {
	seen := f.seen[key(g)]
	elsewhere := slices.ContainsFunc(seen.files, func(file string) bool { return file != g.Path || g.Kind != program.Variable && !g.Holds })
	return g.Constructs && elsewhere && (!g.Holds || g.Kind == program.Function) && len(seen.tracks) == 0 &&
		!slices.ContainsFunc(chosen, func(c program.Giving) bool { return related(g, c) })
}

func (f *finder) likely(g program.Giving) Likely {
	seen := f.seen[key(g)]
	out := Likely{
		Path: g.Path, Symbol: g.Symbol, Line: int(g.Line), Clients: g.Clients, Tracks: seen.tracks, Methods: seen.methods,
		Calls: seen.calls, Files: len(seen.files), What: [...]string{"function", "class", "variable", "function"}[g.Kind], Holds: g.Holds,
	}
	for _, m := range g.Methods {
		out.Own = append(out.Own, strings.Join(g.Known.Nodes[m].Path, "."))
	}
	return out
}

// Evidence says in a sentence what speaks for it.
func (l Likely) Evidence() string {
	text := fmt.Sprintf("%s that gives %s", l.What, strings.Join(l.Clients, ", "))
	if l.Holds {
		text = fmt.Sprintf("%s that gives what holds %s", l.What, strings.Join(l.Clients, ", "))
	}
	if len(l.Own) > 0 {
		return fmt.Sprintf("%s that constructs %s and calls %s itself", l.What, strings.Join(l.Clients, ", "), shorten(l.Own))
	}
	text += fmt.Sprintf("; %s on its clients in %s", plural(l.Calls, "spending call"), plural(l.Files, "file"))
	if len(l.Tracks) > 0 {
		return text + fmt.Sprintf("; records %d of %d spending methods: %s", len(l.Tracks), l.Methods, shorten(l.Tracks))
	}
	return text + "; records nothing"
}

// shown is the number of methods that a sentence names.
const shown = 4

func shorten(list []string) string {
	if more := len(list) - shown; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), more)
	}
	return strings.Join(list, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
