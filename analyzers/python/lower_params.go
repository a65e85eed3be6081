package python

import "github.com/quotalint/quotalint/internal/facts"

// parameterName returns the node of a parameter's name, -1 if it has none.
func (l *lowerer) parameterName(p int32) int32 {
	switch l.kind(p) {
	case kDefaultParameter, kTypedDefaultParameter:
		p = l.Child(p, l.in.name)
	case kTypedParameter:
		p = l.First(p)
	}
	if p >= 0 && (l.kind(p) == kListSplatPattern || l.kind(p) == kDictionarySplatPattern) {
		p = l.First(p)
	}
	if p < 0 || l.kind(p) != kIdentifier {
		return -1
	}
	return p
}

// receiverNode returns the first parameter of a method, -1 if it cannot be the receiver.
func (l *lowerer) receiverNode(function int32) int32 {
	list := l.Child(function, l.in.parameters)
	if list < 0 {
		return -1
	}
	p := l.First(list)
	if p < 0 || l.parameterName(p) < 0 || l.rest(p) != facts.One {
		return -1
	}
	return p
}

// rest says how a parameter takes several arguments.
func (l *lowerer) rest(p int32) facts.Spread {
	if l.kind(p) == kTypedParameter {
		if p = l.First(p); p < 0 {
			return facts.One
		}
	}
	switch l.kind(p) {
	case kListSplatPattern:
		return facts.Elems
	case kDictionarySplatPattern:
		return facts.Members
	}
	return facts.One
}

// params lowers the parameters of the function whose scope is s, less the receiver. Defaults and annotations belong to the
// scope around.
func (l *lowerer) params(list, s int32) []facts.Param {
	if list < 0 {
		return nil
	}
	var params []facts.Param
	keyword := false
	end := l.Nodes[list].Next
	for p := l.First(list); p >= 0; p = l.Part(l.Nodes[p].Next, end) {
		if k := l.kind(p); k == kKeywordSeparator || k == kPositionalSeparator {
			keyword = keyword || k == kKeywordSeparator
			continue
		}
		param := facts.Param{Rest: l.rest(p), Span: l.span(p)}
		if typ := l.Child(p, l.in.typ); typ >= 0 {
			param.Type = l.typeOf(typ)
		}
		if value := l.Child(p, l.in.value); value >= 0 {
			param.Default = l.expr(value)
		}
		if name := l.parameterName(p); name >= 0 {
			param.Name = l.Text(name)
			if v := l.resolve(param.Name, s); v != nil && v.Receiver {
				continue
			}
		}
		param.Keyword = keyword && param.Rest == facts.One
		keyword = keyword || param.Rest == facts.Elems
		params = append(params, param)
	}
	return params
}
