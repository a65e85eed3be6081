package lower

import (
	"strconv"

	"github.com/quotalint/quotalint/internal/facts"
)

// Versions of names. A name that its scope binds more than once is split: every bind makes a version "c~1", "c~2", …,
// and a read sees the version that holds where it stands. Where ways of control meet, a version is made that may hold
// what each way brings. In files and classes the plain name "c" holds what is there at the end, for those who read it
// from outside. Names that are bound once, or by several scopes (global, nonlocal), have no versions.

// A version is a name that stands for one state of a variable.
type version struct {
	name  string
	span  facts.Span // of the bind that made it
	holds int32      // where ways meet, the version that held before they parted, if one of them brings it; else 0
}

// A life is what happens to a variable while its scope is lowered.
type life struct {
	now      int32 // the version that holds here; 0 if nothing has bound it
	head     int32 // the version at the head of the outermost loop around here that binds it; 0 if none
	count    int32
	made     []int32   // the versions that binds made, in order
	captures []capture // by functions, in order
	bound    bool      // something has bound it
	bare     bool      // it was read before anything bound it
	stamp    int32     // of the round that saw it last
}

// A capture is the version that a nested function reads: what holds where the function is defined, what holds at the
// head of the loop around it, and whatever is bound later.
type capture struct {
	version   int32
	now, head int32
	made      int // how many binds came before
}

// A flow is the way of control through a scope.
type flow struct {
	trail []change // what was set, to be undone
	made  []set    // the versions that binds made, in order
	loops []*loop
	steps int  // grows with every change, so that equal means unchanged
	dead  bool // nobody gets here
}

// A change says which version a variable had before it was set.
type change struct{ variable, before int32 }

// A set says that a variable has a version.
type set struct{ variable, version int32 }

// An Arm is what one way of control sets.
type Arm struct {
	sets []set
	dead bool // it does not reach the end
}

// versioned reports whether the binds of a name make versions.
func (v *Variable) versioned() bool { return !v.Loose && v.binds > 1 }

// Rebound reports whether something binds a name besides the first construct that does.
func (v *Variable) Rebound() bool { return v.Loose || v.binds > 1 }

// Bound reports whether something that is lowered already binds the variable.
func (v *Variable) Bound() bool { return v.bound }

// Assign binds a variable to a value.
func (w *Writer) Assign(v *Variable, value facts.ID, span facts.Span) {
	v.bound = true
	if !v.versioned() || v.Scope != w.At {
		w.Bind(facts.Bind{Name: v.Name, Owner: v.Scope, Value: value, Span: span})
		return
	}
	before := v.now
	made := w.newVersion(v, span)
	v.made = append(v.made, made)
	w.Bind(facts.Bind{Name: w.versions[made].name, Owner: v.Scope, Value: value, Span: span})
	if w.Maybe > 0 {
		w.link(v, made, before)
	}
	f, i := w.flowOf(v)
	f.made = append(f.made, set{i, made})
	w.set(i, made)
}

func (w *Writer) flowOf(v *Variable) (*flow, int32) {
	s := &w.Scopes[v.Scope]
	return &s.flow, s.Find(v.Name)
}

// newVersion makes a version of a variable.
func (w *Writer) newVersion(v *Variable, span facts.Span) int32 {
	v.count++
	name := v.Name + "~" + strconv.Itoa(int(v.count))
	owns := &w.File.Scopes[v.Scope].Owns
	*owns = append(*owns, name)
	w.versions = append(w.versions, version{name: name, span: span})
	return int32(len(w.versions) - 1)
}

// link says that version to may hold what version from holds.
func (w *Writer) link(v *Variable, to, from int32) {
	if from == 0 || from == to {
		return
	}
	w.alias(v, w.versions[to].name, from)
}

// alias says that a name in the scope of v may hold what version from of v holds.
func (w *Writer) alias(v *Variable, name string, from int32) {
	span := w.versions[from].span
	s := &w.File.Scopes[v.Scope]
	s.Binds = append(s.Binds, facts.Bind{
		Name: name, Owner: v.Scope, Span: span,
		Value: w.Emit(facts.Expr{Op: facts.Name, Text: w.versions[from].name, Scope: v.Scope, Span: span}),
	})
}

// set makes a version of a variable of this scope the one that holds.
func (w *Writer) set(variable, version int32) {
	s := &w.Scopes[w.At]
	v := &s.Vars[variable]
	s.flow.trail = append(s.flow.trail, change{variable, v.now})
	s.flow.steps++
	v.now = version
}

func (w *Writer) apply(sets []set) {
	for _, c := range sets {
		w.set(c.variable, c.version)
	}
}

// since lists what holds of the variables that were set since the mark.
func (w *Writer) since(mark int) []set {
	s := &w.Scopes[w.At]
	w.stamp++
	var sets []set
	for _, c := range s.flow.trail[mark:] {
		if v := &s.Vars[c.variable]; v.stamp != w.stamp {
			v.stamp = w.stamp
			sets = append(sets, set{c.variable, v.now})
		}
	}
	return sets
}

// Arm lowers one way of control, and goes back to where it began.
func (w *Writer) Arm(lower func()) Arm {
	s := &w.Scopes[w.At]
	mark, dead, guard := len(s.flow.trail), s.flow.dead, w.Guard
	s.flow.dead = false
	lower()
	a := Arm{w.since(mark), s.flow.dead}
	s.flow.dead, w.Guard = dead, guard
	w.undo(mark)
	return a
}

func (w *Writer) undo(mark int) {
	s := &w.Scopes[w.At]
	for i := len(s.flow.trail) - 1; i >= mark; i-- {
		c := s.flow.trail[i]
		s.Vars[c.variable].now = c.before
		s.flow.steps++
	}
	s.flow.trail = s.flow.trail[:mark]
}

// Die says that control does not get past here.
func (w *Writer) Die() { w.Scopes[w.At].flow.dead = true }

// Join goes on where the arms that began here meet.
func (w *Writer) Join(arms ...Arm) {
	s := &w.Scopes[w.At]
	live := arms[:0]
	for _, a := range arms {
		if !a.dead {
			live = append(live, a)
		}
	}
	if len(live) == 0 {
		s.flow.dead = true
		return
	}
	if len(live) == 1 {
		w.apply(live[0].sets)
		return
	}
	var order []int32 // the variables that some arm sets
	ways := map[int32][]int32{}
	for _, a := range live {
		for _, c := range a.sets {
			if ways[c.variable] == nil {
				order = append(order, c.variable)
			}
			ways[c.variable] = append(ways[c.variable], c.version)
		}
	}
	for _, variable := range order {
		v, versions := &s.Vars[variable], ways[variable]
		if len(versions) < len(live) {
			versions = append(versions, v.now)
		}
		w.set(variable, w.meet(v, versions))
	}
}

// meet returns a version that may hold what any of the versions holds.
func (w *Writer) meet(v *Variable, versions []int32) int32 {
	seen := map[int32]bool{0: true}
	distinct := versions[:0:0]
	for _, x := range versions {
		if !seen[x] {
			seen[x] = true
			distinct = append(distinct, x)
		}
	}
	switch len(distinct) {
	case 0:
		return 0
	case 1:
		return distinct[0]
	case 2: // where cases fall through, each begins with what held before them all, or with what already holds that
		if x, y := distinct[0], distinct[1]; w.versions[x].holds == y {
			return x
		} else if w.versions[y].holds == x {
			return y
		}
	}
	made := w.newVersion(v, w.versions[distinct[0]].span)
	for _, x := range distinct {
		w.link(v, made, x)
	}
	if seen[v.now] {
		w.versions[made].holds = v.now
	}
	return made
}

// madeSince is the state somewhere after the first mark binds of this scope, where nobody can tell how far control got:
// what holds here, or any version made since.
func (w *Writer) madeSince(mark int) []set {
	s := &w.Scopes[w.At]
	var order []int32
	ways := map[int32][]int32{}
	for _, c := range s.flow.made[mark:] {
		if ways[c.variable] == nil {
			order = append(order, c.variable)
			ways[c.variable] = append(ways[c.variable], s.Vars[c.variable].now)
		}
		ways[c.variable] = append(ways[c.variable], c.version)
	}
	sets := make([]set, 0, len(order))
	for _, variable := range order {
		sets = append(sets, set{variable, w.meet(&s.Vars[variable], ways[variable])})
	}
	return sets
}
