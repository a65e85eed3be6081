package action

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
)

// Expressions evaluates what action.yml writes in ${{ }} and in conditions: texts, names, ==, !=, && and ||. Anything else fails the
// test, as does a name that a runner does not know.
type expressions struct {
	t      *testing.T
	inputs map[string]string
	github map[string]any
	steps  map[string]map[string]string // outputs of the steps so far
}

var hole = regexp.MustCompile(`\$\{\{(.*?)\}\}`)

// fill replaces every expression in a text.
func (e expressions) fill(text string) string {
	return hole.ReplaceAllStringFunc(text, func(found string) string { return e.eval(hole.FindStringSubmatch(found)[1]) })
}

func (e expressions) fillAll(texts map[string]string) map[string]string {
	out := maps.Clone(texts)
	for name, text := range out {
		out[name] = e.fill(text)
	}
	return out
}

// token is a text, an operator or a name.
var token = regexp.MustCompile(`^\s*('(?:[^']|'')*'|==|!=|&&|\|\||[A-Za-z_][\w.-]*)\s*`)

// eval gives the value of an expression as a text. A comparison is "true" or "false".
func (e expressions) eval(text string) string {
	e.t.Helper()
	var tokens []string
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := token.FindStringSubmatch(rest)
		if m == nil {
			e.t.Fatalf("the expression %q is none that this test knows, from %q on", text, rest)
		}
		tokens = append(tokens, m[1])
		rest = rest[len(m[0]):]
	}
	value, left := e.either(tokens)
	if len(left) > 0 {
		e.t.Fatalf("the expression %q has %q left over", text, left)
	}
	return value
}

func truth(s string) bool { return s != "" && s != "false" }

func (e expressions) either(tokens []string) (value string, left []string) {
	value, left = e.both(tokens)
	for len(left) > 0 && left[0] == "||" {
		var other string
		other, left = e.both(left[1:])
		if !truth(value) {
			value = other
		}
	}
	return value, left
}

func (e expressions) both(tokens []string) (value string, left []string) {
	value, left = e.compared(tokens)
	for len(left) > 0 && left[0] == "&&" {
		var other string
		other, left = e.compared(left[1:])
		if truth(value) {
			value = other
		}
	}
	return value, left
}

func (e expressions) compared(tokens []string) (value string, left []string) {
	value, left = e.one(tokens)
	if len(left) > 0 && (left[0] == "==" || left[0] == "!=") {
		other, rest := e.one(left[1:])
		return fmt.Sprint(strings.EqualFold(value, other) == (left[0] == "==")), rest
	}
	return value, left
}

func (e expressions) one(tokens []string) (value string, left []string) {
	e.t.Helper()
	if len(tokens) == 0 {
		e.t.Fatal("an expression ends too early")
	}
	name := tokens[0]
	if text, ok := strings.CutPrefix(name, "'"); ok {
		return strings.ReplaceAll(strings.TrimSuffix(text, "'"), "''", "'"), tokens[1:]
	}
	parts := strings.Split(name, ".")
	switch {
	case parts[0] == "inputs" && len(parts) == 2:
		value, ok := e.inputs[parts[1]]
		if !ok {
			e.t.Fatalf("there is no input %s", parts[1])
		}
		return value, tokens[1:]
	case parts[0] == "steps" && len(parts) == 4 && parts[2] == "outputs":
		outputs, ok := e.steps[parts[1]]
		if !ok {
			e.t.Fatalf("there is no step %s before", parts[1])
		}
		return outputs[parts[3]], tokens[1:]
	case parts[0] == "github" && len(parts) > 1:
		return e.ofGitHub(name, parts[1:]), tokens[1:]
	}
	e.t.Fatalf("the expression %s is none that this test knows", name)
	return "", nil
}

// ofGitHub looks a name up. What an event lacks is empty; what is known of every run is there.
func (e expressions) ofGitHub(name string, parts []string) string {
	e.t.Helper()
	var at any = e.github
	for i, part := range parts {
		object, ok := at.(map[string]any)
		if !ok && at != nil {
			e.t.Fatalf("%s is of no object", name)
		}
		next, ok := object[part]
		if !ok && i == 0 {
			e.t.Fatalf("this test does not know %s", name)
		}
		at = next
	}
	switch v := at.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	e.t.Fatalf("%s is no text", name)
	return ""
}

// What the test knows of expressions is what GitHub says of them.
func TestExpressions(t *testing.T) {
	e := expressions{
		t: t, inputs: map[string]string{"path": "${{ inputs.config }}", "config": "c"},
		github: map[string]any{"event": map[string]any{"a": map[string]any{"b": "x"}}},
		steps:  map[string]map[string]string{"s": {"how": "source"}, "skipped": nil},
	}
	for _, c := range []struct{ text, want string }{
		{"a ${{ inputs.path }} b", "a ${{ inputs.config }} b"},
		{"${{ github.event.a.b }}${{ github.event.none.b }}", "x"},
		{"${{ steps.s.outputs.how == 'SOURCE' && steps.skipped.outputs.hit != 'true' }}", "true"},
		{"${{ steps.s.outputs.how == 'x' || inputs.config }}", "c"},
		{"${{ 'it''s' }}", "it's"},
	} {
		if got := e.fill(c.text); got != c.want {
			t.Errorf("%s is %q, want %q", c.text, got, c.want)
		}
	}
}
