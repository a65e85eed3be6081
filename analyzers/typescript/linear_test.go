package typescript

import (
	"fmt"
	"strings"
	"testing"
)

// each writes a text for each number.
func each(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

// Lowering ends on long sources of one kind: work that grew with the square of their length would not.
func TestLowerEnds(t *testing.T) {
	number := func(format string) func(int) string {
		return func(i int) string { return fmt.Sprintf(format, i) }
	}
	tests := []struct{ name, src string }{
		{"nested blocks", strings.Repeat("{let a;c=b;", 24_000) + strings.Repeat("}", 24_000)},
		{"var in nested blocks", strings.Repeat("{var a;", 10_000) + strings.Repeat("}", 10_000)},
		{"nested functions", strings.Repeat("a=>b(", 12_000) + strings.Repeat(")", 12_000)},
		{"private members", "class A {" + each(100_000, number("#a%d;")) + "m() {" + each(100_000, number("this.#a%d;")) + "} }"},
		{"private members in a chain", "class A { #a; m() { x = this.#a" + strings.Repeat("+this.#a", 100_000) + "} }"},
		{"type parameters", strings.Repeat("function f<T>(x: T) {}\n", 60_000)},
		{"a type of the name of parameters", strings.Repeat("function f<T>() {}\n", 40_000) + "let x: [" + strings.Repeat("T,", 40_000) + "]"},
		{"members of the type in a comment", "/**\n@param {Object} a\n" + each(100_000, number("@param {A} a.b%d\n")) + "*/\nfunction f(a) {}"},
		{"marks in a comment", "/** " + strings.Repeat("@type ", 600_000) + "{ */ x = 1"},
		{"proxies", "const h = {get(a, k) { return b[k] }};" + each(30_000, number("const a%d = new Proxy(t, h);"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			read(t, "a.js", tt.src)
		})
	}
}
