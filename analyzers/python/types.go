package python

import (
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
)

// typeOf lowers an annotation to a type expression: names and members, Either for a union, and Index for what stands in
// brackets. Strings are annotations in quotes.
func (l *lowerer) typeOf(i int32) facts.ID {
	if !l.Deeper(i) {
		return l.opaque(i)
	}
	defer func() { l.Depth-- }()
	switch l.kind(i) {
	case kType, kParenthesized, kSplatType, kListSplat:
		if c := l.First(i); c >= 0 {
			return l.typeOf(c)
		}
	case kUnionType:
		return l.union(i, l.Parts(i))
	case kBinary:
		if l.HasToken(i, "|") {
			return l.union(i, l.unionOperands(i))
		}
	case kGenericType:
		return l.generic(i)
	case kSubscript:
		return l.parameterized(i)
	case kMemberType:
		if parts := l.Parts(i); len(parts) == 2 {
			x := l.typeOf(parts[0])
			return l.Emit(facts.Expr{Op: facts.Member, X: x, Text: l.Text(parts[1]), Span: l.span(i)})
		}
	case kList, kTuple, kExpressionList:
		return l.typeArguments(i, l.Parts(i))
	case kString, kConcatenatedString:
		return l.quotedType(i)
	}
	return l.expr(i)
}

func (l *lowerer) union(i int32, parts []int32) facts.ID {
	e := facts.Expr{Op: facts.Either, Span: l.span(i)}
	for _, c := range parts {
		e.Items = append(e.Items, facts.Item{Value: l.typeOf(c)})
	}
	return l.Emit(e)
}

// unionOperands lists the operands of a chain of |.
func (l *lowerer) unionOperands(i int32) []int32 {
	var reversed []int32
	for i >= 0 && l.kind(i) == kBinary && l.HasToken(i, "|") {
		if right := l.Child(i, l.in.right); right >= 0 {
			reversed = append(reversed, right)
		}
		i = l.Child(i, l.in.left)
	}
	if i >= 0 {
		reversed = append(reversed, i)
	}
	for a, b := 0, len(reversed)-1; a < b; a, b = a+1, b-1 {
		reversed[a], reversed[b] = reversed[b], reversed[a]
	}
	return reversed
}

// generic lowers `Name[…]`.
func (l *lowerer) generic(i int32) facts.ID {
	parts := l.Parts(i)
	if len(parts) == 0 {
		return l.opaque(i)
	}
	head := l.typeOf(parts[0])
	var arguments []int32
	for _, c := range parts[1:] {
		arguments = append(arguments, l.Parts(c)...)
	}
	return l.indexed(i, head, l.Text(parts[0]), arguments)
}

// parameterized lowers `a.Name[…]`.
func (l *lowerer) parameterized(i int32) facts.ID {
	value := l.Child(i, l.in.value)
	if value < 0 {
		return l.expr(i)
	}
	var arguments []int32
	for _, c := range l.Parts(i) {
		if l.Nodes[c].Field == l.in.subscript {
			arguments = append(arguments, c)
		}
	}
	if len(arguments) == 1 && l.kind(arguments[0]) == kTuple {
		arguments = l.Parts(arguments[0])
	}
	name := l.Text(value)
	return l.indexed(i, l.typeOf(value), name[strings.LastIndexByte(name, '.')+1:], arguments)
}

// indexed lowers a type with arguments; name is that of its head. What Literal lists, and what Annotated adds, are
// values.
func (l *lowerer) indexed(i int32, head facts.ID, name string, arguments []int32) facts.ID {
	e := facts.Expr{Op: facts.Index, X: head, Span: l.span(i)}
	switch {
	case len(arguments) == 1 && name != "Literal":
		e.Y = l.typeOf(arguments[0])
	case len(arguments) == 1:
		e.Y = l.expr(l.unwrapType(arguments[0]))
	case name == "Literal":
		e.Y = l.valueArguments(i, arguments, 0)
	case name == "Annotated":
		e.Y = l.valueArguments(i, arguments, 1)
	default:
		e.Y = l.typeArguments(i, arguments)
	}
	return l.Emit(e)
}

// typeArguments lowers several types to a table.
func (l *lowerer) typeArguments(i int32, arguments []int32) facts.ID {
	return l.valueArguments(i, arguments, len(arguments))
}

// valueArguments lowers arguments to a table, of which the first so many are types.
func (l *lowerer) valueArguments(i int32, arguments []int32, types int) facts.ID {
	e := facts.Expr{Op: facts.Table, Span: l.span(i)}
	for n, a := range arguments {
		item := facts.Item{Name: strconv.Itoa(n)}
		if n < types {
			item.Value = l.typeOf(a)
		} else {
			item.Value = l.expr(l.unwrapType(a))
		}
		e.Items = append(e.Items, item)
	}
	return l.Emit(e)
}

// unwrapType returns the expression within a type node.
func (l *lowerer) unwrapType(i int32) int32 {
	for l.kind(i) == kType {
		c := l.First(i)
		if c < 0 {
			break
		}
		i = c
	}
	return i
}

// quotedType lowers an annotation in quotes. Everything in it stands where the string stands.
func (l *lowerer) quotedType(i int32) facts.ID {
	text := l.stringText(i)
	content, ok := l.Constant(text)
	if l.Quoted != nil || !ok || strings.TrimSpace(content) == "" {
		return text
	}
	source := "(" + content + "\n)"
	tree, err := l.language.Parse([]byte(source))
	if err != nil || tree.Broken {
		return text
	}
	span := l.span(i)
	outerTree, outerNodes, outerSource := l.Tree, l.Nodes, l.Source
	l.Tree, l.Nodes, l.Source, l.Quoted = tree, tree.Nodes, source, &span
	id := text
	if statement := l.First(0); statement >= 0 {
		if expression := l.First(statement); expression >= 0 {
			id = l.typeOf(expression)
		}
	}
	l.Tree, l.Nodes, l.Source, l.Quoted = outerTree, outerNodes, outerSource, nil
	return id
}
