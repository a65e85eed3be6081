package grammars

// #include "treesitter.h"
// const TSLanguage *tree_sitter_typescript(void);
// const TSLanguage *tree_sitter_tsx(void);
import "C"

import (
	"sync"
	"unsafe"

	_ "github.com/smacker/go-tree-sitter/typescript/tsx"        // compiles the grammar
	_ "github.com/smacker/go-tree-sitter/typescript/typescript" // compiles the grammar
)

var typescript = sync.OnceValue(func() *Language {
	return newLanguage("TypeScript", unsafe.Pointer(C.tree_sitter_typescript()))
})

var tsx = sync.OnceValue(func() *Language {
	return newLanguage("TSX", unsafe.Pointer(C.tree_sitter_tsx()))
})

// TypeScript returns the language TypeScript without JSX, in which <T>x is a
// cast.
func TypeScript() *Language { return typescript() }

// TSX returns the language TypeScript with JSX, which JavaScript is a part of.
func TSX() *Language { return tsx() }
