package check

import (
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// addVendors enters what vendors have: the clients of all, and the ways in which those that are trusted count calls.
func (l *Language) addVendors(set *rules.Set, language string, trust []string) {
	for i := range set.Files {
		f := &set.Files[i]
		if f.Language != language && f.Language != "" {
			continue
		}
		for k := range f.Trackers {
			t := &f.Trackers[k]
			for _, c := range t.Clients {
				l.addDropIn(c)
			}
			if slices.Contains(trust, t.Name) {
				l.vendors = append(l.vendors, t)
				l.Known.Vendors = append(l.Known.Vendors, l.vendor(t))
			}
		}
		for _, symbol := range sortedKeys(f.Same) {
			l.addSame(symbol, f.Same[symbol])
		}
	}
}

// addDropIn enters a class of a vendor: it makes what the SDK's client that it is like makes, by the same arguments.
func (l *Language) addDropIn(c rules.DropIn) {
	like, known := l.Known.Symbols[c.Like]
	if !known || l.clients[like.Name] == nil {
		return
	}
	l.clients[c.Symbol] = l.clients[like.Name]
	like.Name = c.Symbol
	l.symbols(like, c.Symbol, c.Also)
	for _, symbol := range append([]string{c.Symbol}, c.Also...) {
		module, _, _ := strings.Cut(symbol, ":")
		if !slices.Contains(l.Known.SDKs, module) {
			l.Known.SDKs = append(l.Known.SDKs, module)
		}
	}
}

// addSame enters the symbols of a module under another name of it.
func (l *Language) addSame(symbol, module string) {
	for _, name := range sortedKeys(l.Known.Symbols) {
		if member, ok := strings.CutPrefix(name, module+":"); ok && member != "" {
			l.symbols(l.Known.Symbols[name], symbol+"."+member, nil)
		}
	}
}

// vendor is what the linker has to know of a way, with its symbols entered.
func (l *Language) vendor(t *rules.Tracker) program.Vendor {
	v := program.Vendor{Wraps: t.Wraps, Mutates: t.Mutates, Transports: t.Transports, Clones: t.Clones}
	enter := func(symbol string) {
		if l.Known.Symbols[symbol].Name == "" {
			l.symbols(program.Symbol{Name: symbol, Idiom: -1}, symbol, nil)
		}
	}
	for _, symbol := range t.Transports {
		enter(symbol)
	}
	for _, s := range t.Starts {
		start := program.Start{Import: s.Import, With: s.With}
		if s.Call != "" {
			start.Symbol, start.Member, _ = strings.Cut(s.Call, ".().")
			enter(start.Symbol)
		}
		v.Starts = append(v.Starts, start)
	}
	return v
}
