package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
)

// The kinds of QL101.
const (
	kindDeadPath     = "dead-path"     // the code wraps a path that the SDK does not have
	kindAsyncCheck   = "async-check"   // it asks of methods whether they are coroutine functions, and is told no
	kindMisses       = "misses"        // spending methods that the factory does not track
	kindEscape       = "escape"        // ways round what it counts
	kindStreamTokens = "stream-tokens" // streams that are recorded without their tokens
	kindWrappedTwice = "wrapped-twice" // a call is recorded more than once
	kindNeverCalls   = "never-calls"   // what stands for a method does not call the SDK
	kindDeclared     = "declared"      // what is declared and what is read differ
)

// shownMethods is the number of methods that a message names.
const shownMethods = 5

// findIncomplete reports what is wrong with factories (QL101).
func (j *judge) findIncomplete() {
	for _, f := range j.factories {
		if f.index < 0 || j.talksToGateway(f.index) {
			continue
		}
		declared := j.Config.Factories[j.Factories[f.index].Index].Tracks.Mode != "auto"
		for _, c := range f.Clients {
			who := j.clientName(f, c)
			if declared {
				j.findDeclared(f, c, who)
			} else {
				j.findMissing(f, c, who)
			}
		}
		if !declared {
			j.findClones(f)
			j.findViews(f)
		}
	}
	j.findFaultyCode()
	j.findDead()
	j.findAsyncChecks()
}

// clientName names a factory, and its client where it has several.
func (j *judge) clientName(f Factory, c FactoryClient) string {
	if len(f.Clients) < 2 {
		return f.Symbol
	}
	return f.Symbol + ", for " + c.Client + ","
}

// findMissing reports the spending methods that a client's factory does not track: those that are called here, and how many
// others there are. A method that does what a tracked one does, under another name, is an escape.
func (j *judge) findMissing(f Factory, c FactoryClient, who string) {
	var missed, escapes []FactoryMethod
	others, sockets := 0, 0 // a transport never sees a websocket: if nobody opens one, that alone is no fault
	for _, m := range c.Methods {
		switch {
		case m.Spends == "no" || m.State != StateUntracked:
		case m.Uses == 0:
			others++
			sockets += boolRank(m.method.Kind == "websocket")
		case otherWay(m, c.Methods):
			escapes = append(escapes, m)
		default:
			missed = append(missed, m)
		}
	}
	j.findStreams(f, c, who)
	if len(escapes) > 0 {
		j.incomplete(f, Finding{Kind: kindEscape, Methods: names(escapes), Message: fmt.Sprintf(
			"%s does not count %s: the same operation as what it counts, by another way", who, withUses(escapes))})
	}
	switch {
	case len(missed) > 0:
		text := fmt.Sprintf("%s does not track %s", who, withUses(missed))
		if others > 0 {
			text += fmt.Sprintf(", nor %s that %s not called here", plural(others, "other spending method"), isAre(others))
		}
		j.incomplete(f, Finding{Kind: kindMisses, Methods: names(missed), Message: text})
	case others > sockets && len(escapes) == 0:
		text := fmt.Sprintf("%s does not track %s of %s, not called here", who, plural(others, "spending method"), or(c.SDK, "the SDK"))
		j.incomplete(f, Finding{Kind: kindMisses, Severity: config.Note, Message: text})
	}
}

// otherWay reports whether a method does what a tracked one does: as a helper, for a stream, or as one of the same name elsewhere.
func otherWay(m FactoryMethod, all []FactoryMethod) bool {
	return slices.ContainsFunc(all, func(t FactoryMethod) bool {
		return t.State == StateTracked && t.Operation == m.Operation && (m.method.Kind == "helper" || m.method.Late == "stream" || strings.HasSuffix(m.Method, "."+t.Method))
	})
}

// findDeclared reports where the code of a factory does not do what is declared.
func (j *judge) findDeclared(f Factory, c FactoryClient, who string) {
	handed := slices.IndexFunc(j.handed[f.index], func(h handedOut) bool { return h.symbol == c.Client })
	if handed < 0 {
		return // nothing is read that could differ
	}
	readings := j.handed[f.index][handed].methods
	var more, fewer []FactoryMethod
	unused := 0
	for _, m := range c.Methods {
		r, read := readings[m.Method]
		passes := read && (r.Handling == program.Passed || r.Handling == program.Absent)
		switch {
		case m.Spends == "no":
		case m.State == StateTracked && passes && m.Uses > 0:
			more = append(more, m)
		case m.State == StateTracked && passes:
			unused++
		case m.State == StateUntracked && r.Handling == program.Recorded && m.Uses > 0:
			fewer = append(fewer, m)
		}
	}
	if len(more) > 0 || unused > 0 {
		severity, what := "", withUses(more)
		switch {
		case len(more) == 0:
			severity, what = config.Note, plural(unused, "method")+" not called here"
		case unused > 0:
			what += " and " + plural(unused, "other method") + " not called here"
		}
		j.incomplete(f, Finding{Kind: kindDeclared, Methods: names(more), Severity: severity, Message: fmt.Sprintf(
			"%s is declared to track %s, and its code records nothing of it", who, what)})
	}
	if len(fewer) > 0 {
		j.incomplete(f, Finding{Kind: kindDeclared, Methods: names(fewer), Message: fmt.Sprintf("%s records %s, and `tracks` does not say so", who, withUses(fewer))})
	}
}

// findClones reports calls on clones of a factory's client that what it replaced does not reach.
func (j *judge) findClones(f Factory) {
	calls := map[string]int{}
	for i := range j.sites {
		if s := &j.sites[i]; s.clone != "" && slices.Contains(s.Makers, f.Symbol) {
			calls[s.clone]++
		}
	}
	for _, clone := range sortedKeys(calls) {
		j.incomplete(f, Finding{Kind: kindEscape, Methods: []string{clone}, Message: fmt.Sprintf(
			"%s replaces methods of one client, and %s gives another: of calls on such clones, %d here, none is counted", f.Symbol, clone, calls[clone])})
	}
}

// findViews reports calls through views of a method that lead past what stands for it, or hand it a response without usage.
func (j *judge) findViews(f Factory) {
	past, blind := map[string]int{}, map[string]int{}
	for i := range j.sites {
		s := &j.sites[i]
		switch {
		case s.view == "" || s.Role != "" || !slices.Contains(s.Makers, f.Symbol):
		case s.Verdict == Uncovered:
			past[s.view]++
		case s.Verdict == Tracked:
			blind[s.view]++
		}
	}
	for _, view := range sortedKeys(past) {
		j.incomplete(f, Finding{Kind: kindEscape, Methods: []string{view}, Message: fmt.Sprintf(
			"%s has methods of its own, and %s leads to those of the SDK: of calls that way, %d here, none is counted", f.Symbol, view, past[view])})
	}
	for _, view := range sortedKeys(blind) {
		j.incomplete(f, Finding{Kind: kindEscape, Methods: []string{view}, Message: fmt.Sprintf(
			"%s records calls through %s, %d here, without tokens: what it gives has no usage before it is parsed", f.Symbol, view, blind[view])})
	}
}

// A codeFault is code that counts wrong, whatever is called.
type codeFault struct {
	kind, path string
	line       int
}

// findFaultyCode reports code that counts wrong: each place once, with the spending methods that it stands for, those that are
// called here if there are any, and for the first factory that runs it.
func (j *judge) findFaultyCode() {
	methods := map[codeFault][]FactoryMethod{}
	of := map[codeFault]Factory{}
	var order []codeFault
	for _, f := range j.factories {
		if f.index < 0 {
			continue
		}
		for i, c := range f.Clients {
			for _, m := range c.Methods {
				if m.Spends == "no" || m.NotInSDK || i >= len(j.handed[f.index]) || len(m.method.Via) > 0 {
					continue
				}
				r := j.handed[f.index][i].methods[m.method.Path]
				for _, kind := range faultsOf(r) {
					at := codeFault{kind, m.Path, m.Line}
					if r.At.File != nil {
						at.path, at.line = r.At.File.Path, int(r.At.Line)
					}
					if methods[at] == nil {
						order, of[at] = append(order, at), f
					}
					methods[at] = append(methods[at], m)
				}
			}
		}
	}
	for _, at := range order {
		list := usedFirst(methods[at])
		text := "calls of " + shorten(list) + " are recorded more than once"
		if at.kind == kindNeverCalls {
			text = "what stands for " + shorten(list) + " never calls the method of the SDK"
		}
		j.incomplete(of[at], Finding{Kind: at.kind, Path: at.path, Line: at.line, Methods: list, Message: text})
	}
}

// faultsOf are the kinds of what is wrong with the code that a reading is about.
func faultsOf(r program.Reading) []string {
	var kinds []string
	if r.Twice {
		kinds = append(kinds, kindWrappedTwice)
	}
	if r.File != nil && !r.Original && (r.Handling == program.Recorded || r.Handling == program.Passed) {
		kinds = append(kinds, kindNeverCalls)
	}
	return kinds
}

// incomplete adds a finding about a factory. What it does not say is where the factory is declared, and the rule's severity.
func (j *judge) incomplete(f Factory, n Finding) {
	if n.Path == "" {
		n.Path, n.Line = f.Path, f.Line
	}
	severity := j.Config.Severity("QL101", n.Path)
	if severity == config.Off {
		return
	}
	if n.Severity != "" {
		severity = n.Severity
	}
	if severity != config.Note && j.Test != nil && j.Test(n.Path) && j.Config.TestsAt(n.Path) != config.TestsEnforce {
		severity = config.Note // tests never fail a check
	}
	out := j.finding("QL101", severity, n.Path, facts.Span{Line: int32(n.Line)}, n.Message, n.Kind, f.Symbol, strings.Join(n.Methods, " "))
	out.Kind, out.Methods, out.about = n.Kind, n.Methods, j.Factories[f.index].Symbol
	j.excuseFinding(&out, j.Factories[f.index].Symbol)
	j.found = append(j.found, out)
}

func names(methods []FactoryMethod) []string {
	list := []string{}
	for _, m := range methods {
		list = append(list, m.Method)
	}
	return list
}

// withUses names methods with the number of their calls, the first of them.
func withUses(methods []FactoryMethod) string {
	list := []string{}
	for _, m := range methods {
		list = append(list, fmt.Sprintf("%s (%s here)", m.Method, plural(m.Uses, "call")))
	}
	return shorten(list)
}

func shorten(list []string) string {
	if more := len(list) - shownMethods; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:shownMethods], ", "), more)
	}
	return strings.Join(list, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
