package grammars

// #include "dump.h"
import "C"

import (
	"fmt"
	"unsafe"

	"github.com/quotalint/quotalint/grammars/tree"
)

// A Language is a grammar with the names of its node kinds and fields. It is
// immutable.
type Language struct {
	name    string
	pointer unsafe.Pointer // static data of the grammar, never freed
	symbols []string       // by symbol
	kinds   map[string]tree.Symbol
	tokens  map[string]tree.Symbol
	fields  map[string]tree.Field
}

// The values of ts_language_symbol_type that a tree can hold.
const (
	regularSymbol   = 0
	anonymousSymbol = 1
)

const errorSymbol tree.Symbol = 0xffff // no grammar lists it

// newLanguage panics if the runtime refuses the grammar, which would otherwise
// show as every parse failing.
func newLanguage(name string, pointer unsafe.Pointer) *Language {
	c := (*C.TSLanguage)(pointer)
	if !C.dump_accepts(c) {
		panic(fmt.Sprintf("grammars: the tree-sitter runtime refuses the %s grammar (ABI version %d): "+
			"runtime and grammar must come from one version of go-tree-sitter", name, C.ts_language_version(c)))
	}
	l := &Language{
		name:    name,
		pointer: pointer,
		kinds:   map[string]tree.Symbol{"ERROR": errorSymbol},
		tokens:  map[string]tree.Symbol{},
		fields:  map[string]tree.Field{},
	}
	for s := range C.uint16_t(C.ts_language_symbol_count(c)) {
		l.addSymbol(c, s)
	}
	for f := C.uint16_t(1); f <= C.uint16_t(C.ts_language_field_count(c)); f++ {
		l.fields[C.GoString(C.ts_language_field_name_for_id(c, f))] = tree.Field(f)
	}
	return l
}

// addSymbol maps a name to its public symbol, the one that nodes carry: a
// grammar may use several symbols under one name.
func (l *Language) addSymbol(c *C.TSLanguage, s C.uint16_t) {
	cName := C.ts_language_symbol_name(c, s)
	name := C.GoString(cName)
	l.symbols = append(l.symbols, name)
	switch C.ts_language_symbol_type(c, s) {
	case regularSymbol:
		l.kinds[name] = tree.Symbol(C.ts_language_symbol_for_name(c, cName, C.uint32_t(len(name)), true))
	case anonymousSymbol:
		l.tokens[name] = tree.Symbol(C.ts_language_symbol_for_name(c, cName, C.uint32_t(len(name)), false))
	}
}

// Kind returns the symbol of a named node kind. It panics if no node of the
// language can be of that kind.
func (l *Language) Kind(name string) tree.Symbol {
	return find(l, "node kind", l.kinds, name)
}

// Token returns the symbol of an anonymous node, written as in the source: an
// operator, a bracket, a keyword. It panics if the language has no such token.
func (l *Language) Token(name string) tree.Symbol {
	return find(l, "token", l.tokens, name)
}

// Field returns the field of that name. It panics if the language has none.
func (l *Language) Field(name string) tree.Field {
	return find(l, "field", l.fields, name)
}

func find[T any](l *Language, what string, names map[string]T, name string) T {
	v, ok := names[name]
	if !ok {
		panic(fmt.Sprintf("grammars: %s has no %s %q", l.name, what, name))
	}
	return v
}

// Name returns the name of a symbol: of a node kind, or the text of a token.
func (l *Language) Name(s tree.Symbol) string {
	if s == errorSymbol {
		return "ERROR"
	}
	return l.symbols[s]
}
