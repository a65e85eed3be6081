package grammars

// #include "treesitter.h"
// const TSLanguage *tree_sitter_go(void);
import "C"

import (
	"sync"
	"unsafe"

	_ "github.com/smacker/go-tree-sitter/golang" // compiles the grammar
)

var golang = sync.OnceValue(func() *Language {
	return newLanguage("Go", unsafe.Pointer(C.tree_sitter_go()))
})

// Go returns the language Go.
func Go() *Language { return golang() }
