// Package grammars parses source text into flat syntax trees, with tree-sitter.
//
// It does not give the trees a meaning, and it does not read files. It is the
// only package that uses tree-sitter, cgo or unsafe: no C memory leaves it.
package grammars

// #include <stdlib.h>
// #include "dump.h"
import "C"

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unsafe"

	"github.com/quotalint/quotalint/grammars/tree"

	_ "github.com/smacker/go-tree-sitter" // compiles the tree-sitter runtime that dump.c calls
)

// ErrTimeout reports that a parse ran into its time limit.
var ErrTimeout = errors.New("parsing took too long")

// A parse may compute for baseLimit and a further second for every limitStep bytes. The densest source needs a quarter of
// the latter, ordinary source much less. It is computing time: a busy machine must not decide what the report says.
const (
	baseLimit = 3 * time.Second
	limitStep = 1 << 18
	maxSource = 1 << 30 // keeps node counts and offsets in 32 bits
)

// The dump is copied as memory, so its layout must be that of Node: each of
// these lines fails to compile if a size or an offset differs.
var (
	_ [unsafe.Sizeof(tree.Node{})]byte          = [C.sizeof_dump_node]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Symbol)]byte = [unsafe.Offsetof(C.dump_node{}.symbol)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Field)]byte  = [unsafe.Offsetof(C.dump_node{}.field)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Flags)]byte  = [unsafe.Offsetof(C.dump_node{}.flags)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Start)]byte  = [unsafe.Offsetof(C.dump_node{}.start)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.End)]byte    = [unsafe.Offsetof(C.dump_node{}.end)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Row)]byte    = [unsafe.Offsetof(C.dump_node{}.row)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Parent)]byte = [unsafe.Offsetof(C.dump_node{}.parent)]byte{}
	_ [unsafe.Offsetof(tree.Node{}.Next)]byte   = [unsafe.Offsetof(C.dump_node{}.next)]byte{}
	_ [tree.Named]byte                          = [C.DUMP_NAMED]byte{}
	_ [tree.Missing]byte                        = [C.DUMP_MISSING]byte{}
	_ [tree.Extra]byte                          = [C.DUMP_EXTRA]byte{}
	_ [tree.Error]byte                          = [C.DUMP_ERROR]byte{}
)

// The structures that treesitter.h repeats, for the test that compares them with
// the binding's: a test file cannot use cgo.
type (
	runtimeNode   = C.TSNode
	runtimeCursor = C.TSTreeCursor
)

// Parse returns the tree of src, which it keeps. Broken source is no error: its
// tree holds what could be understood. The error is ErrTimeout, or reports
// source too large to parse. Any number of goroutines may parse at a time.
func (l *Language) Parse(src []byte) (*tree.Tree, error) {
	if len(src) > maxSource {
		return nil, fmt.Errorf("%d bytes of source are more than the %d that can be parsed", len(src), maxSource)
	}
	return l.parseWithin(src, baseLimit+time.Duration(len(src))*time.Second/limitStep)
}

func (l *Language) parseWithin(src []byte, limit time.Duration) (*tree.Tree, error) {
	result := C.dump_source(
		(*C.TSLanguage)(l.pointer),
		(*C.char)(unsafe.Pointer(unsafe.SliceData(src))), C.uint32_t(len(src)),
		C.uint64_t(limit.Microseconds()),
	)
	defer C.free(unsafe.Pointer(result.nodes))
	switch result.status {
	case C.DUMP_OK:
		nodes := slices.Clone(unsafe.Slice((*tree.Node)(unsafe.Pointer(result.nodes)), int(result.count)))
		return &tree.Tree{Source: src, Nodes: nodes, Broken: bool(result.broken)}, nil
	case C.DUMP_TIMEOUT:
		return nil, ErrTimeout
	default:
		return nil, fmt.Errorf("no memory for the syntax tree of %d bytes of source", len(src))
	}
}
