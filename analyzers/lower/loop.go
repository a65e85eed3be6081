package lower

import (
	"slices"
	"sort"

	"github.com/quotalint/quotalint/internal/facts"
)

// A loop is a loop around the statement being lowered.
type loop struct {
	names  []loopName
	index  map[int32]int32 // of names, by variable
	start  int             // the trail at the head
	breaks int             // how many breaks differ
	seen   [2]int          // the steps of the flow at the last continue and break

	labels   []string
	labelled bool // only a break with a label leaves it
	again    bool // it is a loop: continue goes to its head
}

// A loopName is a variable that a loop binds.
type loopName struct {
	variable int32
	head     int32 // the version at the head: what came before the loop, and what each round leaves
	linked   int32 // the version that the head was last told of
	out      int32 // what breaks leave; 0 if none set it
	outs     int   // how many breaks set it
	joined   bool  // out is a version of our own
	left     int32 // the version that out was last told of
	owner    bool  // this loop is the outermost one around that binds it
}

// A Loop is a loop to lower. The names between the nodes From and To are bound by it.
type Loop struct {
	From, To  int32
	Labels    []string // by which breaks and continues name it
	Endless   bool     // only a break leaves it
	Late      bool     // the body runs before the head (do … while)
	Head      func()   // lowers what runs before each round
	Round     func()   // lowers the body
	Otherwise func()   // lowers what runs when the loop ends by itself; may be nil
}

// Repeat lowers a loop.
func (w *Writer) Repeat(l Loop) {
	s := &w.Scopes[w.At]
	lp := w.enterLoop(l.From, l.To)
	lp.labels, lp.again = l.Labels, true
	s.flow.loops = append(s.flow.loops, lp)
	wasDead, guard := s.flow.dead, w.Guard
	s.flow.dead = false
	endless := l.Endless
	if l.Late {
		l.Round()
		endless = endless || s.flow.dead && lp.seen[0] < 0
	}
	l.Head()
	exit := w.since(lp.start)
	if !l.Late {
		l.Round()
	}
	if !s.flow.dead {
		w.again(lp)
	}
	w.undo(lp.start)
	s.flow.loops = s.flow.loops[:len(s.flow.loops)-1]
	s.flow.dead, w.Guard = wasDead, guard
	for _, n := range lp.names {
		if n.owner {
			s.Vars[n.variable].head = 0
		}
	}

	end := Arm{sets: exit, dead: endless}
	if l.Otherwise != nil {
		end = w.Arm(func() {
			w.apply(exit)
			l.Otherwise()
		})
		end.dead = end.dead || endless
	}
	w.Join(end, w.broke(lp))
}

// A Block is a block that a break leaves, run once: a switch, or a block with a label. The names between the nodes From and To are bound in it.
type Block struct {
	From, To int32
	Labels   []string
	Labelled bool // only a break with a label leaves it
	Body     func()
}

// Leave lowers a block that a break leaves.
func (w *Writer) Leave(b Block) {
	s := &w.Scopes[w.At]
	lp := w.namesOf(b.From, b.To)
	lp.labels, lp.labelled = b.Labels, b.Labelled
	for i := range lp.names {
		n := &lp.names[i]
		n.head = s.Vars[n.variable].now
	}
	w.mark(lp)
	s.flow.loops = append(s.flow.loops, lp)
	end := w.Arm(b.Body)
	s.flow.loops = s.flow.loops[:len(s.flow.loops)-1]
	w.Join(end, w.broke(lp))
}

// enterLoop gives the names that a loop binds their versions at its head.
func (w *Writer) enterLoop(from, to int32) *loop {
	s := &w.Scopes[w.At]
	lp := w.namesOf(from, to)
	for i := range lp.names {
		n := &lp.names[i]
		v := &s.Vars[n.variable]
		var span facts.Span
		if v.now != 0 {
			span = w.versions[v.now].span
		}
		n.head, n.owner = w.newVersion(v, span), v.head == 0
		w.link(v, n.head, v.now)
		if n.owner {
			v.head = n.head
		}
		w.set(n.variable, n.head)
	}
	w.mark(lp)
	return lp
}

// namesOf lists the names that are bound between two nodes.
func (w *Writer) namesOf(from, to int32) *loop {
	s := &w.Scopes[w.At]
	lp := &loop{}
	binds := s.binds
	binds = binds[sort.Search(len(binds), func(i int) bool { return binds[i].node >= from }):]
	for _, b := range binds {
		if b.node >= to {
			break
		}
		v := &s.Vars[b.variable]
		if _, ok := lp.index[b.variable]; ok || !v.versioned() || v.Scope != w.At {
			continue
		}
		if lp.index == nil {
			lp.index = map[int32]int32{}
		}
		lp.index[b.variable] = int32(len(lp.names))
		lp.names = append(lp.names, loopName{variable: b.variable})
	}
	return lp
}

// mark notes where the loop begins.
func (w *Writer) mark(lp *loop) {
	lp.start = len(w.Scopes[w.At].flow.trail)
	lp.seen = [2]int{-1, -1}
}

// again says that control goes from here to the head of the loop.
func (w *Writer) again(lp *loop) {
	s := &w.Scopes[w.At]
	if lp.seen[0] == s.flow.steps {
		return
	}
	lp.seen[0] = s.flow.steps
	for i := range lp.names {
		n := &lp.names[i]
		v := &s.Vars[n.variable]
		if v.now != n.linked {
			w.link(v, n.head, v.now)
			n.linked = v.now
		}
	}
}

// leave says that control goes from here to behind the loop.
func (w *Writer) leave(lp *loop) {
	s := &w.Scopes[w.At]
	if lp.seen[1] == s.flow.steps {
		return
	}
	lp.seen[1] = s.flow.steps
	lp.breaks++
	for _, c := range w.since(lp.start) {
		i, ok := lp.index[c.variable]
		if !ok {
			continue
		}
		n, v := &lp.names[i], &s.Vars[c.variable]
		n.outs++
		switch {
		case n.out == 0:
			n.out = c.version
		case n.left == c.version:
			continue
		case !n.joined:
			first := n.out
			n.out, n.joined = w.newVersion(v, w.versions[first].span), true
			w.link(v, n.out, first)
			fallthrough
		default:
			w.link(v, n.out, c.version)
		}
		n.left = c.version
	}
}

// broke is the way out of a loop by its breaks.
func (w *Writer) broke(lp *loop) Arm {
	s := &w.Scopes[w.At]
	a := Arm{dead: lp.breaks == 0}
	for _, n := range lp.names {
		if n.out == 0 {
			continue
		}
		out := n.out
		if n.outs < lp.breaks {
			out = w.meet(&s.Vars[n.variable], []int32{n.out, n.head})
		}
		a.sets = append(a.sets, set{n.variable, out})
	}
	return a
}

// Jump lowers break (out) and continue, with a label or without.
func (w *Writer) Jump(out bool, label string) {
	f := &w.Scopes[w.At].flow
	for i := len(f.loops) - 1; i >= 0 && !f.dead; i-- {
		lp := f.loops[i]
		if !lp.meant(out, label) {
			continue
		}
		if out {
			w.leave(lp)
		} else {
			w.again(lp)
		}
		break
	}
	w.Die()
}

// meant reports whether a break or continue with that label means the loop.
func (lp *loop) meant(out bool, label string) bool {
	if label != "" {
		return slices.Contains(lp.labels, label)
	}
	return !lp.labelled && (out || lp.again)
}
