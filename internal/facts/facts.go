// Package facts holds what one source file says about itself: where values come from, in a vocabulary that no
// language and no vendor owns. It does not parse, does not look at other files and judges nothing.
//
// All expressions of a file stand in one arena, File.Exprs; an ID is an index into it. Scopes are addressed by their
// index in File.Scopes. Everything is plain data: a File survives encoding/json and encoding/gob unchanged.
package facts

// Version is the version of this vocabulary. A stored File of another version must be lowered again.
const Version = 3

// ID addresses an expression in File.Exprs. 0 is "no expression": File.Exprs[0] is always the zero Expr.
type ID int32

// A Span is a stretch of the decoded source text. Start and End are byte offsets, End exclusive. Line and Column are
// 1-based, Column counts code points, EndColumn is exclusive.
type Span struct {
	Start, End                       int32
	Line, Column, EndLine, EndColumn int32
}

// A File is what one source file says.
type File struct {
	Version  int
	Path     string // slash-separated, relative to the root
	Language string // name of the analyzer
	Module   string // the module that this file is a part of, by its path; "" if the file is one itself. Its files share the names that are Public
	Globals  string // the module that a name comes from which nobody in the file declares ("builtins", "globalThis")
	Open     bool   // every name that the file scope owns is a member of the module; else only Exports are
	Exprs    []Expr
	Scopes   []Scope   // Scopes[0] is the file itself
	Guards   []Guard   // the conditions under which code runs. Guards[0] is none
	Calls    []Site    // every call, in source order
	Exports  []Export  // explicit exports; nil when Open
	Public   []string  // the own names that a star import of this file brings
	Sealed   bool      // a star import brings Public only: stars of this file are not passed on
	Comments []Comment // from comment nodes only
	Blocks   []Block   // notebook cells, script blocks; empty for an ordinary file
	Broken   []Span    // stretches the parser could not read; facts around them are good
}

// Op says what an Expr is.
type Op uint8

// The expressions. What does not change a value (await, parentheses, dereference, casts without a type) is gone
// before facts are written.
const (
	Opaque    Op = iota // nobody can tell; its value is nothing we follow (numbers, comparisons, arithmetic). Text is "true" for true; it may be "false" for what is false as a condition
	Name                // the name Text, looked up from Scope outwards
	Member              // X.Text; without X, of something that a condition looks at
	Index               // X[Y]; with Y == 0 any element (iteration, spread, a rest target)
	Call                // X(Items...); New: `new X(...)`. One that is not in File.Calls is a call that the source does not spell out; Scope: where
	Import              // member Name of module Text; Name "" is the module itself, "*" all its names
	Def                 // the class or function (also lambda) whose scope is Scope
	Cast                // X, said to be of type Y: the values of X, and what Typed{Y} gives
	Typed               // some value of type X
	Either              // any of Items (arms of a conditional, operands of or / ?? / ||)
	Table               // a literal with members: Items by Name, by Key, or spread (tuple, list, dict, object, several results)
	Text                // a string: the parts are Items (Value) and literals (Name); Truncated after 8 parts. A number literal is its decimal text
	Self                // the receiver of the method whose class scope is Scope; Text is its name
	Super               // the receiver, members looked up from the bases of the class whose scope is Scope
	Cls                 // the class of the receiver, or a subclass
	None                // None, nil, null, undefined
	Decorated           // X is the decorator, Y what it decorates
	Enter               // what entering the context manager X gives (`with X as v`)
)

// An Expr says where a value comes from.
type Expr struct {
	Op        Op
	New       bool   // Call: `new`
	TypeOnly  bool   // Import: vanishes at run time
	Truncated bool   // Text: only a prefix is known
	Failed    bool   // Call that the source does not spell out: it is made only where something else has failed
	Text      string // Name, Member: the identifier; Import: the module as written, as Layout understands it
	Name      string // Import: the imported name
	X, Y      ID     // operands as the Op says
	Scope     int32  // Name: where the look-up starts; Def, Self, Super, Cls: the scope meant; Call: see there
	Items     []Item // Call: arguments; Table: members; Either: alternatives; Text: parts
	Span
}

// Spread says how an Item is unfolded.
type Spread uint8

// The spreads.
const (
	One     Spread = iota // not unfolded
	Elems                 // *xs, ...xs: each element is an item
	Members               // **kw, {...obj}: each named member is an item
)

// An Item is an argument, a member of a table, an alternative, or a part of a text.
//   - Call: Name is the keyword, "" for a positional argument.
//   - Table: Name is the constant key (tuple and list positions are "0", "1", …); if it is "" and Spread is One, Key is the key
//     expression, and with Key == 0 the member stands under any key.
//   - Either: Value only.
//   - Text: Value is an interpolated expression; with Value == 0, Name is literal text.
type Item struct {
	Name   string
	Key    ID
	Value  ID
	Spread Spread
}

// Kind says what a Scope is.
type Kind uint8

// The kinds of scope. Names of a ClassScope are visible only to look-ups that start in that very scope.
const (
	FileScope Kind = iota
	ClassScope
	FuncScope
	BlockScope // a comprehension, a braced block: owns names, returns nothing
)

// Flags of a Scope.
type Flags uint16

// The flags.
const (
	Async       Flags = 1 << iota
	Generator         // calling it gives something whose elements are Yields
	Property          // reading the member is a call without arguments
	Setter            // assigning to the member is a call with the value
	Static            // takes no receiver among its arguments when it is read through its class
	ClassMethod       // the receiver is the class
	Abstract          // the body says nothing: a declaration, a protocol member, an overload
)

// A Scope is a file, class, function (also lambda) or block.
type Scope struct {
	Kind     Kind
	Flags    Flags
	Name     string   // as declared; "" for a lambda and the file
	Parent   int32    // -1 for the file
	Params   []Param  // Func: in order, less the receiver. Class without Init: its fields in order, as its construction takes them
	Bases    []ID     // Class: the base classes, left first
	Forwards []ID     // Class: objects in which a member is looked up that the class itself does not declare (__getattr__, embedding)
	Init     string   // Class: the member that runs when the class is called
	Invoke   string   // Class: the member that runs when an instance is called
	Item     string   // Class: the member that runs when an instance is indexed
	Iter     string   // Class: the member that runs when an instance is iterated over
	Enter    []string // Class: the members of which one runs when an instance is entered
	Exit     []string // Class: the members of which one runs when it is left
	Owns     []string // every name declared here (binds, parameters, functions, classes), sorted, for look-up
	Stars    []ID     // Import expressions with Name "*": a name that nobody owns may come from there; the last one wins
	Binds    []Bind   // the binds written in this scope, in source order
	Returns  []ID     // Func: the returned expressions; a declared result type is a Typed among them
	Yields   []ID     // Func
	Span              // the whole definition, decorators included
}

// A Param is a parameter of a function, or a field of a class without an initialiser.
type Param struct {
	Name    string
	Type    ID     // the annotation: a type expression, 0 if none
	Default ID     // 0 if none
	Rest    Spread // One: an ordinary parameter; Elems: *args, ...rest; Members: **kwargs
	Keyword bool   // can be passed by keyword only
	Span
}

// A Bind says that a name, member or key may hold Value.
//   - On == 0: the name Name in scope Owner (usually the scope the bind is in; another for global, nonlocal and captured assignment).
//   - On != 0 and Key == 0: the member Name of On (self.client = …). On != 0, Key != 0: On[Key], or a member whose name is computed.
//   - On != 0, Key == 0 and Name == "": any element of On (append, add).
type Bind struct {
	On     ID
	Name   string
	Key    ID
	Owner  int32
	Value  ID
	Adds   int8  // 1: the value is added to what was there (+=, ++), -1: taken away from it; 0: it replaces that
	Guard  int32 // the condition under which it is done, in File.Guards; 0 if it always is
	Failed bool  // it is done only where something else has failed, or never
	Span
}

// A Guard is a condition under which code of a function runs.
type Guard struct {
	Not    bool   // it runs where the condition does not hold
	Parent int32  // the condition under which this one is asked; 0 for none
	Text   string // as written
	Span          // what is asked, less a `not` before it and a comparison with None, which Not tells
}

// A Site is a call and where it stands.
type Site struct {
	Expr   ID    // the Call
	Scope  int32 // the innermost scope around it
	First  int32 // first and last line of the statement around it
	Last   int32
	Tokens uint64 // hash of its tokens: layout and comments do not change it
	Guard  int32  // the condition under which it is made, in File.Guards; 0 if it always is
	Failed bool   // it is made only where something else has failed: in a handler of exceptions
	Dead   bool   // it is never made: it stands behind a return
}

// An Export makes a value a member of the module.
type Export struct {
	Name  string // "" with Star; Whole: the module itself is Value
	Value ID
	Star  bool // every exported name of the module Value (an Import with Name "*"), or every member of any other Value
}

// Whole is the name of an export that is the module itself: whoever takes the module gets it, and its members are members of
// the module.
const Whole = "="

// A Comment is one comment node, or one line of a comment of several lines.
type Comment struct {
	Text  string // as written, with its marks
	Alone bool   // no code before or behind it on its line
	Span
}

// A Block is a stretch of the file from which lines are counted anew (a notebook cell).
type Block struct {
	Index     int32 // 1-based over all cells
	FirstLine int32 // the line of the joined text at which the block begins
}

// A Place is where a module was found.
type Place uint8

// The places.
const (
	Outside  Place = iota // not in this tree: a package from elsewhere, or the standard library
	InFile                // the file Target.Path
	InFolder              // the folder Target.Path, which is no file (a namespace package)
	Missing               // it must be in this tree and is not there (a relative import, a name below a project package)
)

// A Target is what a module name means.
type Target struct {
	Place Place
	Path  string // of the file or folder; for Outside the module's name as rules spell it
}
