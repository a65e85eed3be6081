package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// vendorCounts says of a method that a factory does not record, or is not seen to, that a vendor counts it on the factory's clients;
// it reports whether one does. Name is the verdict on the factory's own code.
func (j *judge) vendorCounts(out *FactoryMethod, fa int32, symbol string, m method, name string) bool {
	l := j.spoken[fa]
	if name == Tracked || l == nil || l.clients[symbol] == nil {
		return false
	}
	known := l.clients[symbol]
	r := j.factoryRelies(l, known.file.Language, fa, symbol, known.file)
	q := request{method: m, known: true, async: known.async, sdk: j.sdkAt(j.Factories[fa].Path, known.file)}
	t, quality := q.best(r.ways)
	if t == nil {
		return false
	}
	out.State, out.Quality, out.Reason = StateTracked, quality, q.counted(t)
	return true
}

// A vendorClient is one class of clients that a vendor counts, as far as it is seen here.
type vendorClient struct {
	vendor, language, symbol string
}

// A vendorUse is what is seen of it.
type vendorUse struct {
	path  string // of a file with such a client: its SDK decides
	ways  []*rules.Tracker
	calls map[string]int // by method
	uses  int
}

// vendorUses collects what is seen of the clients that vendors count.
func (j *judge) vendorUses() map[vendorClient]*vendorUse {
	uses := map[vendorClient]*vendorUse{}
	note := func(s *judged, symbol string, r reliance) []*vendorUse {
		var noted []*vendorUse
		for _, t := range r.all() {
			at := vendorClient{t.Name, s.Language, symbol}
			if symbol == "" {
				continue
			}
			if uses[at] == nil {
				uses[at] = &vendorUse{path: s.Path, calls: map[string]int{}}
			}
			if u := uses[at]; !slices.Contains(u.ways, t) {
				u.ways = append(u.ways, t)
			}
			if !slices.Contains(noted, uses[at]) {
				noted = append(noted, uses[at])
			}
		}
		return noted
	}
	for i := range j.sites {
		s := &j.sites[i]
		if s.Role != "" {
			continue
		}
		if s.Kind == "construct" {
			m := s.from.Maker
			if c := j.language(s).clients[s.Symbol]; c != nil {
				note(s, s.Symbol, j.relies(j.language(s), s.Language, shown{path: s.Path, file: c.file, symbol: m.Symbol, maker: &m}))
			}
			continue
		}
		seen := map[*vendorUse]bool{}
		for _, o := range relevant(s.from) {
			if o.Kind == program.Made && o.Maker.Factory != 0 {
				continue // the factory's row says it
			}
			for _, u := range note(s, or(o.Symbol, o.Maker.Symbol), j.relied(s, o, s.called.file)) {
				if !seen[u] {
					seen[u] = true
					u.calls[s.Method]++
					u.uses++
				}
			}
		}
	}
	return uses
}

// describeVendors lists the vendors that are trusted and of which anything is seen.
func (j *judge) describeVendors() []Factory {
	uses := j.vendorUses()
	order := make([]vendorClient, 0, len(uses))
	for at := range uses {
		order = append(order, at)
	}
	slices.SortFunc(order, func(a, b vendorClient) int {
		return cmp.Or(strings.Compare(a.vendor, b.vendor), strings.Compare(a.language, b.language), strings.Compare(a.symbol, b.symbol))
	})
	var list []Factory
	for i, name := range j.Config.Trust {
		where := j.Config.TrustedAt(i)
		f := Factory{Symbol: name, Path: where.Path, Line: where.Line, How: "known", Clients: []FactoryClient{}, index: -1}
		for _, at := range order {
			if at.vendor == name {
				u := uses[at]
				f.Clients = append(f.Clients, j.vendorClient(at, u))
				f.Uses += u.uses
			}
		}
		if len(f.Clients) > 0 && !slices.ContainsFunc(list, func(o Factory) bool { return o.Symbol == name }) {
			list = append(list, f)
		}
	}
	return list
}

// vendorClient says of one class of clients what a vendor does with each of its methods.
func (j *judge) vendorClient(at vendorClient, u *vendorUse) FactoryClient {
	out := FactoryClient{Client: at.symbol, Tracks: []string{}, Missing: []string{}, Methods: []FactoryMethod{}}
	known := j.Languages[at.language].clients[at.symbol]
	if known == nil {
		return out
	}
	out.Async, out.SDK = known.async, j.sdkAt(u.path, known.file)
	for _, m := range known.listed() {
		out.Methods = append(out.Methods, j.vendorMethod(m, u, out))
	}
	out.sort()
	j.summarizeClient(&out, config.Tracks{Mode: "auto"})
	return out
}

func (j *judge) vendorMethod(m method, u *vendorUse, c FactoryClient) FactoryMethod {
	out := FactoryMethod{Method: m.name, method: m, Uses: u.calls[m.name], Path: u.path}
	out.Operation, out.Spends = j.operation(m)
	q := request{method: m, known: true, async: c.Async, sdk: c.SDK}
	if reason := lacks(c.SDK, m); reason != "" {
		out.State, out.Reason, out.NotInSDK = StateAbsent, reason, true
		return out
	}
	if t, quality := q.best(u.ways); t != nil {
		out.State, out.Quality, out.Reason = StateTracked, quality, q.counted(t)
		return out
	}
	out.State, out.Reason = StateUntracked, q.lack(reliance{ways: u.ways})
	return out
}

// findStaleTrust reports vendors that are trusted and of which nothing is seen.
func (j *judge) findStaleTrust() {
	if !j.Whole {
		return
	}
	seen := map[string]bool{}
	for _, f := range j.factories {
		seen[f.Symbol] = seen[f.Symbol] || f.index < 0
	}
	for _, name := range sortedKeys(j.Languages) {
		l := j.Languages[name]
		for _, way := range j.Program.Seen(name) {
			seen[l.vendors[way].Name] = true
		}
		for i := range j.sites {
			if s := &j.sites[i]; s.Language == name && s.Kind == "construct" {
				seen[gatewayOf(l, s.from.Hosts)] = true
			}
		}
	}
	for i, name := range j.Config.Trust {
		if !seen[name] {
			j.staleEntry(j.Config.TrustedAt(i), fmt.Sprintf("`trust` names %s, and no code here has it count calls; what a command starts is not seen", name))
		}
	}
}

// trustAssumptions says what the figures rest on where vendors are trusted.
func (j *judge) trustAssumptions() []string {
	var known []string
	for _, u := range j.vendorUses() {
		for _, t := range u.ways {
			known = append(known, named(t))
		}
	}
	if len(known) == 0 {
		return nil
	}
	slices.Sort(known)
	return []string{fmt.Sprintf("What `trust` names counts what is known of these versions, whichever are installed: %s.", strings.Join(slices.Compact(known), ", "))}
}
