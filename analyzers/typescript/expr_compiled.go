package typescript

import "github.com/quotalint/quotalint/internal/facts"

// importsAs reports whether a function of that name is how compilers see to it that a module is one of the other system, too:
// it stays what it is.
func importsAs(name string) bool {
	switch name {
	case "__importDefault", "__importStar", "__toESM", "__toCommonJS", "_interopRequireDefault", "_interopRequireWildcard",
		"_interop_require_default", "_interop_require_wildcard":
		return true
	}
	return false
}

// compiledCall lowers the calls of functions that compilers add to a file. 0: it is none.
func (l *lowerer) compiledCall(i int32, name string, call *facts.Expr) facts.ID {
	args := positional(call.Items)
	switch {
	case importsAs(name) && args > 0:
		return call.Items[0].Value
	case name == "__export" && args == 2: // a getter for each member of a module
		for _, item := range l.membersOf(call.Items[1].Value) {
			l.store(call.Items[0].Value, item.Name, l.applied(item.Value, call.Span), call.Span)
		}
		return l.Call(i, *call)
	}
	c, ok := coroutineOf(name)
	switch {
	case !ok || args <= c.at:
		return 0
	case c.called:
		return l.applied(call.Items[c.at].Value, call.Span)
	}
	return call.Items[c.at].Value
}

// A coroutine says how compilers write an asynchronous function for engines that have only generators: as an argument, at
// a position, of a function that calls it, or that returns it.
type coroutine struct {
	at     int
	called bool
}

// coroutineOf returns what the function of that name makes of a generator.
func coroutineOf(name string) (c coroutine, ok bool) {
	switch name {
	case "__awaiter":
		return coroutine{3, true}, true
	case "__async":
		return coroutine{2, true}, true
	case "_asyncToGenerator", "_async_to_generator":
		return coroutine{}, true
	}
	return c, false
}

// asynchronous reports whether a generator stands for an asynchronous function.
func (l *lowerer) asynchronous(function int32) bool {
	_, ok := l.coroutineAt(function)
	return ok
}

// coroutineAt returns what the call around a function makes of it.
func (l *lowerer) coroutineAt(function int32) (c coroutine, ok bool) {
	list := l.Nodes[function].Parent
	if l.kindOf(list) != kArguments {
		return c, false
	}
	callee := l.Child(l.Nodes[list].Parent, l.in.function)
	for l.kindOf(callee) == kParenthesized || l.kindOf(callee) == kSequence { // (0, tslib_1.__awaiter)
		parts := l.Parts(callee)
		callee = parts[len(parts)-1]
	}
	c, ok = coroutineOf(l.lastName(callee))
	parts := l.Parts(list)
	return c, ok && c.at < len(parts) && parts[c.at] == function
}
