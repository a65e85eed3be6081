package python

import (
	"sort"

	"github.com/quotalint/quotalint/internal/facts"
)

// A loop is a loop around the statement being lowered.
type loop struct {
	names  []loopName
	index  map[int32]int32 // of names, by variable
	mark   int             // the trail at the head
	breaks int             // how many breaks differ
	seen   [2]int          // the steps of the flow at the last continue and break
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

// repeat lowers a loop. head lowers what runs before each round, round the body, and otherwise, unless nil, the else
// clause. The names between the nodes from and to are bound by the loop; endless says that only a break leaves it.
func (l *lowerer) repeat(from, to int32, endless bool, head, round, otherwise func()) {
	s := &l.scopes[l.at]
	lp := l.enterLoop(from, to)
	s.flow.loops = append(s.flow.loops, lp)
	wasDead := s.flow.dead
	s.flow.dead = false
	head()
	exit := l.since(lp.mark)
	round()
	if !s.flow.dead {
		l.again(lp)
	}
	l.undo(lp.mark)
	s.flow.loops = s.flow.loops[:len(s.flow.loops)-1]
	s.flow.dead = wasDead
	for _, n := range lp.names {
		if n.owner {
			s.vars[n.variable].head = 0
		}
	}

	end := arm{sets: exit, dead: endless}
	if otherwise != nil {
		end = l.arm(func() {
			l.apply(exit)
			otherwise()
		})
		end.dead = end.dead || endless
	}
	l.join(end, l.broke(lp))
}

// enterLoop gives the names that a loop binds their versions at its head.
func (l *lowerer) enterLoop(from, to int32) *loop {
	s := &l.scopes[l.at]
	lp := &loop{}
	binds := s.binds
	binds = binds[sort.Search(len(binds), func(i int) bool { return binds[i].node >= from }):]
	for _, b := range binds {
		if b.node >= to {
			break
		}
		v := &s.vars[b.variable]
		if _, ok := lp.index[b.variable]; ok || !v.versioned() || v.scope != l.at {
			continue
		}
		if lp.index == nil {
			lp.index = map[int32]int32{}
		}
		lp.index[b.variable] = int32(len(lp.names))
		var span facts.Span
		if v.now != 0 {
			span = l.versions[v.now].span
		}
		n := loopName{variable: b.variable, head: l.newVersion(v, span), owner: v.head == 0}
		l.link(v, n.head, v.now)
		if n.owner {
			v.head = n.head
		}
		l.set(n.variable, n.head)
		lp.names = append(lp.names, n)
	}
	lp.mark = len(s.flow.trail)
	lp.seen = [2]int{-1, -1}
	return lp
}

// again says that control goes from here to the head of the loop.
func (l *lowerer) again(lp *loop) {
	s := &l.scopes[l.at]
	if lp.seen[0] == s.flow.steps {
		return
	}
	lp.seen[0] = s.flow.steps
	for i := range lp.names {
		n := &lp.names[i]
		v := &s.vars[n.variable]
		if v.now != n.linked {
			l.link(v, n.head, v.now)
			n.linked = v.now
		}
	}
}

// leave says that control goes from here to behind the loop.
func (l *lowerer) leave(lp *loop) {
	s := &l.scopes[l.at]
	if lp.seen[1] == s.flow.steps {
		return
	}
	lp.seen[1] = s.flow.steps
	lp.breaks++
	for _, c := range l.since(lp.mark) {
		i, ok := lp.index[c.variable]
		if !ok {
			continue
		}
		n, v := &lp.names[i], &s.vars[c.variable]
		n.outs++
		switch {
		case n.out == 0:
			n.out = c.version
		case n.left == c.version:
			continue
		case !n.joined:
			first := n.out
			n.out, n.joined = l.newVersion(v, l.versions[first].span), true
			l.link(v, n.out, first)
			fallthrough
		default:
			l.link(v, n.out, c.version)
		}
		n.left = c.version
	}
}

// broke is the way out of a loop by its breaks.
func (l *lowerer) broke(lp *loop) arm {
	s := &l.scopes[l.at]
	a := arm{dead: lp.breaks == 0}
	for _, n := range lp.names {
		if n.out == 0 {
			continue
		}
		out := n.out
		if n.outs < lp.breaks {
			out = l.meet(&s.vars[n.variable], []int32{n.out, n.head})
		}
		a.sets = append(a.sets, set{n.variable, out})
	}
	return a
}

// jump lowers break and continue.
func (l *lowerer) jump(out bool) {
	f := &l.scopes[l.at].flow
	if len(f.loops) > 0 && !f.dead {
		lp := f.loops[len(f.loops)-1]
		if out {
			l.leave(lp)
		} else {
			l.again(lp)
		}
	}
	l.die()
}
