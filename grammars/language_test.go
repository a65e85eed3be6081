package grammars

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	sitter "github.com/smacker/go-tree-sitter"
)

func TestNames(t *testing.T) {
	l := Python()
	if got := l.Name(l.Kind("call")); got != "call" {
		t.Errorf("kind call is named %q", got)
	}
	if got := l.Name(l.Token("or")); got != "or" {
		t.Errorf("token or is named %q", got)
	}
	if got := l.Name(l.Kind("ERROR")); got != "ERROR" {
		t.Errorf("kind ERROR is named %q", got)
	}
	if l.Field("function") == 0 || l.Field("function") == l.Field("arguments") {
		t.Error("fields are not told apart")
	}
	if l != Python() {
		t.Error("the language is built twice")
	}
}

// A misspelt name would otherwise match no node and go unseen.
func TestMisspeltNamePanics(t *testing.T) {
	l := Python()
	tests := []struct {
		what, message string
		look          func()
	}{
		{"kind", `Python has no node kind "cal"`, func() { l.Kind("cal") }},
		{"part of ERROR", `no node kind "ERR"`, func() { l.Kind("ERR") }},
		{"empty kind", `no node kind ""`, func() { l.Kind("") }},
		{"token taken for a kind", `no node kind "="`, func() { l.Kind("=") }},
		{"kind that only groups others", `no node kind "expression"`, func() { l.Kind("expression") }},
		{"hidden rule", `no node kind "_simple_statements"`, func() { l.Kind("_simple_statements") }},
		{"token", `no token "||"`, func() { l.Token("||") }},
		{"kind taken for a token", `no token "call"`, func() { l.Token("call") }},
		{"field", `no field "func"`, func() { l.Field("func") }},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			expectPanic(t, tt.message, tt.look)
		})
	}
}

// The runtime says no more than false about a grammar it refuses, and parses
// nothing with it.
func TestRefusedGrammarPanics(t *testing.T) {
	grammar := make([]uint32, 64) // a grammar starts with its ABI version
	grammar[0] = 99
	expectPanic(t, "refuses the Future grammar (ABI version 99)", func() {
		newLanguage("Future", unsafe.Pointer(unsafe.SliceData(grammar)))
	})
}

func expectPanic(t *testing.T, message string, do func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := fmt.Sprint(recover()); !strings.Contains(got, message) {
			t.Errorf("panic %q does not say %q", got, message)
		}
	}()
	do()
}

// treesitter.h repeats two structures of the runtime; the binding has the
// runtime's own.
func TestLayoutOfRuntimeStructures(t *testing.T) {
	node, _ := reflect.TypeFor[sitter.Node]().FieldByName("c")
	cursor, _ := reflect.TypeFor[sitter.TreeCursor]().FieldByName("c")
	if got, want := layout(reflect.TypeFor[runtimeNode]()), layout(node.Type); got != want {
		t.Errorf("TSNode is %s, the runtime has %s", got, want)
	}
	if got, want := layout(reflect.TypeFor[runtimeCursor]()), layout(cursor.Type.Elem()); got != want {
		t.Errorf("TSTreeCursor is %s, the runtime has %s", got, want)
	}
}

func layout(t reflect.Type) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d bytes:", t.Size())
	for i := range t.NumField() {
		f := t.Field(i)
		fmt.Fprintf(&b, " %s at %d of %d", f.Name, f.Offset, f.Type.Size())
	}
	return b.String()
}
