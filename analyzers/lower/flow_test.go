package lower

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// A scene is a file whose scope binds the name c at every one of its nodes.
type scene struct {
	*Writer
	at int32 // the node of the next statement
}

func newScene() *scene {
	w := New(&tree.Tree{Nodes: make([]tree.Node, 1000)}, &facts.File{})
	s := &scene{&w, 1}
	for node := range int32(1000) {
		s.Own(0, "c", node, 1000)
	}
	s.Declared(func(int32) bool { return false })
	return s
}

func (s *scene) variable() *Variable { return &s.Scopes[0].Vars[0] }

// set is the statement c = value.
func (s *scene) set(value string) {
	s.at++
	s.Assign(s.variable(), s.ConstantText(value, facts.Span{}), facts.Span{})
}

// loop is a loop, without what runs before each round.
func (s *scene) loop(l Loop) {
	l.From, l.To = s.at, 1000
	if l.Head == nil {
		l.Head = func() {}
	}
	s.Repeat(l)
}

// leave is a block that a break leaves.
func (s *scene) leave(labels []string, labelled bool, body func()) {
	s.Leave(Block{From: s.at, To: 1000, Labels: labels, Labelled: labelled, Body: body})
}

// maybe is an if without an else.
func (s *scene) maybe(body func()) { s.Join(s.Arm(body), Arm{}) }

// read lists what c may hold here, in the order of the alphabet.
func (s *scene) read() string {
	if s.Scopes[0].flow.dead {
		return "dead"
	}
	seen, values := map[string]bool{}, []string{}
	var follow func(name string)
	follow = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, b := range s.File.Scopes[0].Binds {
			if b.Name != name {
				continue
			}
			if text, ok := s.Constant(b.Value); ok {
				values = append(values, text)
			} else {
				follow(s.File.Exprs[b.Value].Text)
			}
		}
	}
	follow(s.Holding(s.variable()))
	slices.Sort(values)
	return strings.Join(slices.Compact(values), " ")
}

// What c may hold at the end of a piece of code.
func TestFlow(t *testing.T) {
	for _, tt := range []struct {
		name string
		code func(s *scene)
		want string
	}{
		{"a break with a label leaves the outer loop", func(s *scene) {
			s.loop(Loop{Labels: []string{"outer"}, Endless: true, Round: func() {
				s.set("b")
				s.loop(Loop{Round: func() {
					s.set("c")
					s.Jump(true, "outer")
				}})
				s.set("d")
			}})
		}, "c"},
		{"a break without one leaves the inner loop", func(s *scene) {
			s.loop(Loop{Labels: []string{"outer"}, Endless: true, Round: func() {
				s.loop(Loop{Endless: true, Round: func() {
					s.set("b")
					s.Jump(true, "")
				}})
				s.maybe(func() { s.Jump(true, "") })
				s.set("c")
			}})
		}, "b"},
		{"a continue with a label goes to the head of the outer loop", func(s *scene) {
			s.loop(Loop{Labels: []string{"outer"}, Round: func() {
				s.loop(Loop{Endless: true, Round: func() {
					s.set("b")
					s.Jump(false, "outer")
				}})
			}})
		}, "a b"},
		{"a label nobody has leaves nothing", func(s *scene) {
			s.loop(Loop{Round: func() {
				s.set("b")
				s.Jump(true, "nowhere")
			}})
		}, "a"},
		{"a late loop runs once at least", func(s *scene) {
			s.loop(Loop{Late: true, Round: func() { s.set("b") }})
		}, "b"},
		{"a late loop that only breaks leave by is endless", func(s *scene) {
			s.loop(Loop{Late: true, Head: func() { s.set("d") }, Round: func() {
				s.set("b")
				s.Jump(true, "")
			}})
		}, "b"},
		{"an endless loop without a break ends the way", func(s *scene) {
			s.loop(Loop{Endless: true, Round: func() { s.set("b") }})
		}, "dead"},
		{"the else of a loop does not run after a break", func(s *scene) {
			s.loop(Loop{Otherwise: func() { s.set("c") }, Round: func() {
				s.set("b")
				s.maybe(func() { s.Jump(true, "") })
			}})
		}, "b c"},
		{"a break leaves a switch", func(s *scene) {
			s.leave(nil, false, func() {
				s.maybe(func() {
					s.set("b")
					s.Jump(true, "")
				})
				s.set("c")
			})
		}, "b c"},
		{"a continue in a switch is one of the loop around it", func(s *scene) {
			s.loop(Loop{Endless: true, Round: func() {
				s.leave(nil, false, func() {
					s.set("b")
					s.Jump(false, "")
				})
				s.set("c")
			}})
		}, "dead"},
		{"a break without a label does not leave a block with one", func(s *scene) {
			s.loop(Loop{Endless: true, Round: func() {
				s.leave([]string{"block"}, true, func() {
					s.set("b")
					s.Jump(true, "")
				})
				s.set("c")
			}})
		}, "b"},
		{"a break with a label leaves the block", func(s *scene) {
			s.leave([]string{"block"}, true, func() {
				s.loop(Loop{Endless: true, Round: func() {
					s.set("b")
					s.Jump(true, "block")
				}})
			})
		}, "b"},
		{"a handler begins with whatever the body made", func(s *scene) {
			s.Try(Try{
				Body:     func() { s.set("b"); s.set("c"); s.Die() },
				Handlers: []func(){func() {}},
			})
		}, "a b c"},
		{"what a finally clause sets holds behind it", func(s *scene) {
			s.Try(Try{Body: func() { s.set("b") }, Finally: func() { s.set("c") }})
		}, "c"},
		{"what it only sees does not", func(s *scene) {
			s.Try(Try{Body: func() { s.set("b"); s.set("c") }, Finally: func() { s.read() }})
		}, "c"},
		{"a finally clause that dies ends the way", func(s *scene) {
			s.Try(Try{Body: func() { s.set("b") }, Finally: s.Die})
		}, "dead"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene()
			s.set("a")
			tt.code(s)
			if got := s.read(); got != tt.want {
				t.Errorf("c may hold %q, want %q", got, tt.want)
			}
		})
	}
}

// A finally clause sees the state anywhere in what it closes.
func TestFinallySees(t *testing.T) {
	s := newScene()
	s.set("a")
	seen := ""
	s.Try(Try{
		Body:     func() { s.set("b") },
		Handlers: []func(){func() { s.set("c") }},
		Finally:  func() { seen = s.read() },
	})
	if seen != "a b c" {
		t.Errorf("the clause sees %q", seen)
	}
	if got := s.read(); got != "b c" {
		t.Errorf("behind it there is %q", got)
	}
}

// Cases that fall through bring each variable one version a case at most, however many they are.
func TestFallThroughIsLinear(t *testing.T) {
	const cases = 400
	w := New(&tree.Tree{Nodes: make([]tree.Node, 1)}, &facts.File{})
	for n := range cases {
		for range 2 {
			w.Own(0, fmt.Sprint("c", n), 0, 1)
		}
	}
	w.Declared(func(int32) bool { return false })
	set := func(n int) {
		w.Assign(&w.Scopes[0].Vars[n], w.ConstantText("a", facts.Span{}), facts.Span{})
	}
	for n := range cases {
		set(n)
	}
	fall := w.Arm(w.Die)
	for n := range cases {
		before := fall
		fall = w.Arm(func() {
			w.Join(Arm{}, before)
			set(n)
		})
	}
	w.Join(fall, Arm{})
	if got := len(w.File.Scopes[0].Binds); got > 10*cases {
		t.Errorf("%d cases make %d binds", cases, got)
	}
}
