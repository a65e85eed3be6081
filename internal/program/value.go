package program

// A value is a handle to an interned datum.
type value uint32

type kind uint8

const (
	vNone          kind = iota
	vOutside            // a: symbol
	vForeign            // the result of outside code that rules do not know; c: trust, of what a vendor counts with
	vUnseen             // a: reason; nobody can tell what it is. c: trust
	vModule             // a: path of a file or folder of the project
	vPending            // a: path of a file of the project that has not been read
	vClass              // a: scope
	vFunc               // a: scope
	vInstance           // a: scope of the class; b: maker+1 where the class derives from an SDK client
	vReceiver           // a: scope; an instance of the class or of a class below it
	vReceiverClass      // a: scope; the class or one below it
	vSuper              // a: scope; the receiver, looked at from the bases of the class
	vObject             // a: object; a literal with members, a container
	vMethodOf           // a: object, b: string; a method of a container
	vRunning            // a: scope of a generator function, b: application; what calling it gives
	vMade               // a: maker, b: node, c: trust
	vDeclared           // a: symbol, b: node, c: trust
	vText               // a: string; b: 1 if only a prefix is known
	vParam              // a: scope, b: index of the parameter, c: node (path below it); what the caller passed
	vAlias              // a: expression; a type expression kept as a value
	vDecorator          // outside code that gives back what it is called with
	vCollect            // a: node. A function that takes its last argument as an element: what an iterator function is given
	vDead               // a: index in Program.dead, b: string; a member of a client that the SDK does not have, or the path below one
	vGives              // a: node of the graph; something that gives these values when called
)

// Flags of a datum.
const (
	fEntered = 1 << iota // it came into this function by a parameter
	fTest                // it was made in a test file
	fUnbound             // a method that takes its receiver as the first argument
	fObject              // foreign: an object that outside code made, or that its type says to be of outside code
	fClone               // a client that another one gave: with_options, copy
	fWithin              // foreign: a member of such an object, or what a call of one gives: the project may have put it there
)

type datum struct {
	kind    kind
	flags   uint8
	a, b, c int32
}

// values interns data and the strings they name.
type values struct {
	data    []datum
	index   map[datum]value
	strings []string
	lookup  map[string]int32
}

func newValues() values {
	return values{index: map[datum]value{}, lookup: map[string]int32{}}
}

func (v *values) of(d datum) value {
	return intern(&v.data, v.index, d)
}

func (v *values) str(s string) int32 {
	return intern(&v.strings, v.lookup, s)
}

// intern is the number of x among all, which it joins if it is new.
func intern[T comparable, H ~int32 | ~uint32](all *[]T, index map[T]H, x T) H {
	h, known := index[x]
	if !known {
		h = H(len(*all))
		*all = append(*all, x)
		index[x] = h
	}
	return h
}
