package program

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// handedOver: rule 10, an API method that is handed to outside code is called by it; and so is a constructor by a helper
// that rules know to call it.
func (p *Program) handedOver(f *file, s Site, e *facts.Expr) []Site {
	if p.off["references"] {
		return nil
	}
	outside, invokes := p.outsideCallee(f, e)
	var sites []Site
	for i, it := range e.Items {
		s.Expr = it.Value
		invoked := invokes != "" && (it.Name == invokes || it.Name == "" && invokes == positionOf(e.Items, i))
		if !outside && !invoked {
			continue
		}
		if invoked {
			if c, ok := p.construction(f, s, it.Value); ok {
				sites = append(sites, p.withMaker(f, c, e))
				continue
			}
		}
		if f.Exprs[it.Value].Op == facts.Call {
			if s.Expr = p.bound(f, it.Value); s.Expr == 0 {
				continue
			}
		}
		if c, ok := p.apiCall(f, s, p.node(f, it.Value)); ok {
			sites = append(sites, c)
		}
	}
	return sites
}

// bound is the method that a call binds arguments to: partial(method, …); 0 if it does no such thing.
func (p *Program) bound(f *file, call facts.ID) facts.ID {
	e := &f.Exprs[call]
	for _, v := range p.at(p.node(f, e.X)).vals {
		if d := p.data[v]; d.kind == vOutside {
			if s, ok := f.known.Symbols[p.strings[d.a]]; ok && s.Idiom >= 0 && f.known.Idioms[s.Idiom].Binds && len(e.Items) > 0 {
				return e.Items[0].Value
			}
		}
	}
	return 0
}

// outsideCallee reports whether a call hands its arguments to outside code that may call them, and which argument
// it is known to call.
func (p *Program) outsideCallee(f *file, e *facts.Expr) (outside bool, invokes string) {
	known := false // something of the project is called
	defer func() { outside = outside || !known && invokes == "" }()
	for _, v := range p.at(p.node(f, e.X)).vals {
		switch d := p.data[v]; d.kind {
		case vParam, vNone:
			continue // nobody is seen to pass it
		case vForeign, vUnseen:
			outside = true
		case vOutside:
			s, ok := f.known.Symbols[p.strings[d.a]]
			switch {
			case !ok || s.Idiom < 0 && s.Kind != ClientMaker && s.Kind != ResourceMaker:
				outside = true
			case s.Idiom < 0:
			case s.Idiom >= 0 && f.known.Idioms[s.Idiom].Invokes != "":
				invokes = f.known.Idioms[s.Idiom].Invokes
			case s.Idiom >= 0 && len(f.known.Idioms[s.Idiom].Maps) == 2:
				invokes = f.known.Idioms[s.Idiom].Maps[0]
			}
		case vMade, vDeclared:
			outside = f.known.Nodes[d.b].Method >= 0 // a method as an argument of an API call (tools)
		}
		known = true
	}
	return outside, invokes
}

// positionOf is the position of an argument among the positional ones.
func positionOf(items []facts.Item, i int) string {
	at := 0
	for _, it := range items[:i] {
		if it.Name == "" {
			at++
		}
	}
	return strconv.Itoa(at)
}
