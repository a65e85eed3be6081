package program

import "slices"

// The solver propagates values along the edges of a graph until nothing new arrives. Sets only grow and are finite.

// maxSet is the number of values above which a set says nothing any more.
const maxSet = 64

// maxTests is the number of values made in tests that a set keeps: stand-ins are many, and must not crowd out the rest.
// Those that arrive first stay; they decide sites of tests only.
const maxTests = 24

// maxWide is the number of classes below a class, and of makers of its instances, that are looked at: what none of so many
// stores or overrides, a further one hardly does.
const maxWide = 256

// maxTexts is the number of texts that a set keeps.
const maxTexts = 8

// A node of the graph is an expression, a variable, a member, or a result.
type node struct {
	vals  []value
	from  []origin // where vals[i] came from first
	done  int      // vals[:done] have been passed on
	texts int32
	tests int32
	out   []edge
	watch []func(value)
	wide  bool // it may hold maxWide values, and says something all the same
}

// full reports whether a node takes no more values: too many met in it.
func (n *node) full() bool { return !n.wide && len(n.vals) > maxSet }

type origin struct {
	node int32 // -1: it began here
	val  value
}

type edge struct {
	to   int32
	pass pass
}

// A pass is what happens to a value on an edge.
type pass uint8

const (
	keep      pass = iota
	forget         // it leaves its function: by which parameter it came no longer matters
	enter          // it enters a function by a parameter
	clients        // clients only
	truthy         // not nothing: the left side of an or
	unentered      // only what did not enter by a parameter
	loosely        // as enter, of a value that may be meant for another parameter: texts and None are not
)

type solver struct {
	values
	pages []*[pageSize]node // nodes stay where they are
	count int32
	queue []int32 // nodes with values to pass on, one entry a value
	head  int
	edges map[[3]int32]struct{} // the edges of nodes that have many
	cur   origin                // what is being passed on
	tasks []func()              // to be done before the next value is passed on
	test  func(datum) bool      // reports whether a value is made in a test
}

func newSolver() solver {
	return solver{values: newValues(), edges: map[[3]int32]struct{}{}, cur: origin{node: -1}}
}

const pageSize = 1 << 12

func (s *solver) at(n int32) *node { return &s.pages[n/pageSize][n%pageSize] }

func (s *solver) newNode() int32 { return s.newNodes(1) }

// newNodes makes nodes with numbers that follow each other and returns the first.
func (s *solver) newNodes(n int) int32 {
	first := s.count
	s.count += int32(n)
	for len(s.pages)*pageSize < int(s.count) {
		s.pages = append(s.pages, new([pageSize]node))
	}
	return first
}

// add puts a value into a node's set.
func (s *solver) add(n int32, v value) {
	nd := s.at(n)
	if nd.full() || slices.Contains(nd.vals, v) {
		return
	}
	d := s.data[v]
	if d.kind == vText {
		if nd.texts >= maxTexts {
			return
		}
		nd.texts++
	}
	if s.test(d) {
		if nd.tests++; nd.tests > maxTests {
			return
		}
	}
	if nd.wide {
		if len(nd.vals) == maxWide {
			return
		}
	} else if len(nd.vals) == maxSet {
		v = s.of(datum{kind: vUnseen, a: s.str("too many values meet here")})
	}
	nd.vals = append(nd.vals, v)
	nd.from = append(nd.from, s.cur)
	s.queue = append(s.queue, n)
}

// start puts a value into a set where it begins.
func (s *solver) start(n int32, d datum) {
	cur := s.cur
	s.cur = origin{node: -1}
	s.add(n, s.of(d))
	s.cur = cur
}

// connect makes all values of from arrive in to.
func (s *solver) connect(from, to int32, p pass) {
	if from == to {
		return
	}
	if s.connected(from, edge{to, p}) {
		return
	}
	s.at(from).out = append(s.at(from).out, edge{to, p})
	for i, done := 0, s.at(from).done; i < done; i++ {
		s.send(from, s.at(from).vals[i], edge{to, p})
	}
}

// manyEdges is the number of edges of a node above which they are looked up in a map.
const manyEdges = 24

// connected reports whether a node has the edge, and notes that it will have.
func (s *solver) connected(from int32, e edge) bool {
	out := s.at(from).out
	if len(out) < manyEdges {
		return slices.Contains(out, e)
	}
	if len(out) == manyEdges {
		for _, old := range out {
			s.edges[[3]int32{from, old.to, int32(old.pass)}] = struct{}{}
		}
	}
	key := [3]int32{from, e.to, int32(e.pass)}
	_, ok := s.edges[key]
	s.edges[key] = struct{}{}
	return ok
}

func (s *solver) send(from int32, v value, e edge) {
	cur := s.cur
	s.cur = origin{from, v}
	if w, ok := s.passed(v, e.pass); ok {
		s.add(e.to, w)
	}
	s.cur = cur
}

// passed is the value that arrives at the other end of an edge.
func (s *solver) passed(v value, p pass) (value, bool) {
	if p == keep {
		return v, true
	}
	d := s.data[v]
	if p == truthy {
		return v, d.kind != vNone && (d.kind != vText || d.b != 0 || s.strings[d.a] != "")
	}
	if d.kind == vParam {
		return v, false
	}
	if p == clients && (d.kind != vMade && d.kind != vDeclared && (d.kind != vInstance || d.b == 0) || d.flags&fTest != 0) {
		return v, false
	}
	if p == unentered && d.flags&fEntered != 0 || p == loosely && (d.kind == vText || d.kind == vNone) {
		return v, false
	}
	flags := d.flags &^ fEntered
	if p == enter || p == loosely {
		flags |= fEntered
	}
	if flags == d.flags {
		return v, true
	}
	d.flags = flags
	return s.of(d), true
}

// on calls f with every value of the set, now and later.
func (s *solver) on(n int32, f func(value)) {
	s.at(n).watch = append(s.at(n).watch, f)
	for i, done := 0, s.at(n).done; i < done; i++ {
		cur := s.cur
		s.cur = origin{n, s.at(n).vals[i]}
		f(s.at(n).vals[i])
		s.cur = cur
	}
}

// soon does something outside the call that asks for it, which may be deep in others.
func (s *solver) soon(do func()) {
	cur := s.cur
	s.tasks = append(s.tasks, func() {
		s.cur = cur
		do()
		s.cur = origin{node: -1}
	})
}

// solve runs until nothing new arrives anywhere.
func (s *solver) solve() {
	for len(s.tasks) > 0 || s.head < len(s.queue) {
		if len(s.tasks) > 0 {
			tasks := s.tasks
			s.tasks = nil
			for _, do := range tasks {
				do()
			}
			continue
		}
		n := s.queue[s.head]
		s.head++
		if s.head > 1<<16 && s.head*2 > len(s.queue) {
			s.queue = append(s.queue[:0], s.queue[s.head:]...)
			s.head = 0
		}
		v := s.at(n).vals[s.at(n).done]
		s.at(n).done++
		// Edges and watches that are added meanwhile see v by themselves: done counts it already.
		out, watch := len(s.at(n).out), len(s.at(n).watch)
		for i := 0; i < out; i++ {
			s.send(n, v, s.at(n).out[i])
		}
		s.cur = origin{n, v}
		for i := 0; i < watch; i++ {
			s.at(n).watch[i](v)
		}
		s.cur = origin{node: -1}
	}
}
