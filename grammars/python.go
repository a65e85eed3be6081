package grammars

// #include "treesitter.h"
// const TSLanguage *tree_sitter_python(void);
import "C"

import (
	"sync"
	"unsafe"

	_ "github.com/smacker/go-tree-sitter/python" // compiles the grammar
)

var python = sync.OnceValue(func() *Language {
	return newLanguage("Python", unsafe.Pointer(C.tree_sitter_python()))
})

// Python returns the language Python. Its grammar does not know some recent
// syntax: several exceptions without parentheses (except* A, B), defaults of
// type parameters, lazy imports and template strings. The first three leave an
// Error node behind; so does a template string's prefix, and the rest of it is
// taken for a plain string, whose replacement fields are not parsed.
func Python() *Language { return python() }
