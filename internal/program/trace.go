package program

import (
	"iter"

	"github.com/quotalint/quotalint/internal/facts"
)

// A Step is one place on the way from a site back to what made its client.
type Step struct {
	Path string
	Line int32
	What string
}

// Trace is the way a value came: from the receiver of a call back to where it began.
func (p *Program) Trace(o Origin) []Step {
	var steps []Step
	for ref := range p.back(o.at) {
		steps = p.trail(steps, ref)
	}
	if o.Kind == Made && o.Maker.Factory != 0 {
		fa := &p.factories[o.Maker.Factory-1]
		if line := fa.line(); line > 0 && fa.file != nil {
			step := Step{Path: fa.Path, Line: line, What: "factory " + fa.Symbol}
			if n := len(steps); n == 0 || steps[n-1].Path != step.Path || steps[n-1].Line != step.Line {
				steps = append(steps, step)
			}
		}
	}
	return steps
}

// back lists the expressions by which a value came to a node, the last one first, each once.
func (p *Program) back(at origin) iter.Seq[exprRef] {
	return func(yield func(exprRef) bool) {
		seen := map[origin]bool{}
		for at := at; at.node >= 0 && !seen[at]; at = p.cameFrom(at) {
			seen[at] = true
			if ref, ok := p.exprOf(at.node); ok && !yield(ref) {
				return
			}
		}
	}
}

func (p *Program) cameFrom(at origin) origin {
	nd := p.at(at.node)
	for i, v := range nd.vals {
		if v == at.val {
			return nd.from[i]
		}
	}
	return origin{node: -1}
}

// trail adds an expression, one step a line: the first on a line says most.
func (p *Program) trail(steps []Step, r exprRef) []Step {
	f := p.files[r.file]
	e := &f.Exprs[r.id]
	if e.Line == 0 {
		return steps
	}
	what := p.render(f, r.id, 0)
	if what == "" {
		return steps
	}
	if n := len(steps); n > 0 && steps[n-1].Path == f.Path && steps[n-1].Line == e.Line {
		if e.Op == facts.Call && n > 1 {
			steps[n-1].What = what // it says most
		}
		return steps
	}
	return append(steps, Step{Path: f.Path, Line: e.Line, What: what})
}

// maxRender is the number of links of a chain that render writes out.
const maxRender = 12

// render writes an expression as a reader would recognise it.
func (p *Program) render(f *file, id facts.ID, depth int) string {
	e := &f.Exprs[id]
	if depth > maxRender {
		return "…"
	}
	switch e.Op {
	case facts.Name:
		return plainName(e.Text)
	case facts.Self, facts.Super, facts.Cls:
		return e.Text
	case facts.Member:
		return p.render(f, e.X, depth+1) + "." + plainName(e.Text)
	case facts.Call:
		return p.render(f, e.X, depth+1) + "()"
	case facts.Index:
		return p.render(f, e.X, depth+1) + "[…]"
	case facts.Cast:
		return p.render(f, e.X, depth+1)
	case facts.Import:
		if e.Name == "" {
			return "import " + e.Text
		}
		return "import of " + e.Name + " from " + e.Text
	}
	return ""
}

// line is where a factory is declared.
func (fa *factory) line() int32 {
	switch {
	case fa.scope > 0:
		return fa.file.Scopes[fa.scope].Line
	case len(fa.inits) > 0:
		return fa.file.Exprs[fa.inits[0]].Line
	case fa.found:
		return 1
	}
	return 0
}

// FactoryFound reports whether an entry of Input.Factories names something, and where it is declared.
func (p *Program) FactoryFound(i int) (line int32, found bool) {
	return p.factories[i].line(), p.factories[i].found
}

// FactoryMakes lists the SDK symbols of the clients that a factory's code gives.
func (p *Program) FactoryMakes(i int) []string {
	var symbols []string
	seen := map[string]bool{}
	for m := range p.makers {
		if mk := p.settled(p.makers[m]); mk.Symbol != "" && mk.Factory == int32(i)+1 && !seen[mk.Symbol] {
			seen[mk.Symbol] = true
			symbols = append(symbols, mk.Symbol)
		}
	}
	return symbols
}
