package program

import "slices"

// A deed is what a function records of the calls that it sees, on the way of success.
type deed struct {
	plain  bool     // it records calls that are answered at once
	stream bool     // it records calls that are answered by a stream
	told   bool     // it records but those whose response tells their tokens
	tokens bool     // what it records has to do with the tokens that a response tells
	paths  []urlAsk // it records but requests to some addresses; nil: to all
}

// none reports whether nothing is recorded.
func (d deed) none() bool { return !d.plain && !d.stream }

// join adds what else is recorded.
func (d *deed) join(other deed) {
	switch {
	case other.none():
		return
	case d.none():
		*d = other
		return
	}
	d.told = d.told && other.told
	if d.paths == nil || other.paths == nil {
		d.paths = nil
	} else {
		d.paths = append(slices.Clone(d.paths), other.paths...)
	}
	d.plain, d.stream, d.tokens = d.plain || other.plain, d.stream || other.stream, d.tokens || other.tokens
}

// An added is what a function adds to something that outlives it.
type added struct {
	to string // the name of that
	deed
}

// A recording is what a function does that matters to who counts calls.
type recording struct {
	deed
	adds     []added  // what it counts up
	takes    []string // what it counts down: what goes both ways tells what is going on, not what was
	original bool     // it calls a method of the SDK
	past     bool     // it returns what that method gives as it is, in one way of several
	parts    bool     // it looks at whether a stream is asked for, and no condition says what follows of it
	early    bool     // it calls that method itself, and waits for nothing
	asked    bool     // it is being looked at: a function that calls itself says nothing of itself
}

// join adds what another function does.
func (d *recording) join(other recording) {
	d.deed.join(other.deed)
	for _, a := range other.adds {
		if !slices.ContainsFunc(d.adds, func(b added) bool {
			return b.to == a.to && b.plain == a.plain && b.stream == a.stream && b.told == a.told && b.tokens == a.tokens && slices.Equal(b.paths, a.paths)
		}) {
			d.adds = append(d.adds, a)
		}
	}
	for _, name := range other.takes {
		if !slices.Contains(d.takes, name) {
			d.takes = append(d.takes, name)
		}
	}
	d.original = d.original || other.original
}

// total is all that is recorded.
func (d *recording) total() deed {
	all := d.deed
	for _, a := range d.adds {
		if a.tokens || !slices.Contains(d.takes, a.to) {
			all.join(a.deed)
		}
	}
	return all
}

// limit leaves what is left of a recording that is done where some conditions hold.
func (d *recording) limit(w when, tokens bool) {
	d.deed = w.limit(d.deed, tokens)
	d.adds = slices.Clone(d.adds)
	for i := range d.adds {
		d.adds[i].deed = w.limit(d.adds[i].deed, tokens)
	}
}
