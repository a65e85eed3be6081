package check

import (
	"fmt"
	"slices"
	"strings"
)

// findAsyncChecks reports where code asks whether a method is a coroutine function to choose what stands for it, of methods that are none
// though the client is awaited: what is chosen records before there is an answer.
func (j *judge) findAsyncChecks() {
	if len(j.Factories) == 0 {
		return
	}
	for _, c := range j.Program.AsyncChecks() {
		var methods []FactoryMethod
		var of *Factory
		for i := range j.factories {
			f := &j.factories[i]
			if f.index < 0 { // a vendor, whose code is not read
				continue
			}
			for k, client := range f.Clients {
				if !client.Async || k >= len(j.handed[f.index]) || j.talksToGateway(f.index) {
					continue
				}
				for _, m := range client.Methods {
					node, ok := j.spoken[f.index].descend(j.spoken[f.index].Known.Symbols[client.Client].Node, m.method.Path)
					if !ok || m.Spends == "no" || m.NotInSDK || len(m.method.Via) > 0 || m.Quality != "no-tokens" ||
						!c.Misleads(j.Program, int32(f.index), client.Client, node, j.handed[f.index][k].methods[m.method.Path]) {
						continue
					}
					if methods = append(methods, m); of == nil {
						of = f
					}
				}
			}
		}
		if of == nil {
			continue
		}
		list := usedFirst(methods)
		j.incomplete(*of, Finding{Kind: kindAsyncCheck, Path: c.File.Path, Line: int(c.Span.Line), Methods: list, Message: fmt.Sprintf(
			"iscoroutinefunction is False of %s, though an async client's calls are awaited: what stands for %s records before there is an answer; await what the call gives if inspect.isawaitable says so, or go by the class of the client",
			shorten(list), them(list))})
	}
}

// usedFirst names methods, sorted: those that are called here if there are any.
func usedFirst(methods []FactoryMethod) []string {
	list := names(methods)
	if used := slices.DeleteFunc(slices.Clone(methods), func(m FactoryMethod) bool { return m.Uses == 0 }); len(used) > 0 {
		list = names(used)
	}
	slices.SortFunc(list, strings.Compare)
	return slices.Compact(list)
}

func them(list []string) string {
	if len(list) == 1 {
		return "it"
	}
	return "them"
}
