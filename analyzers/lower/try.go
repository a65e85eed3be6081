package lower

// A Try is a body that may stop anywhere.
type Try struct {
	Body     func()
	Handlers []func() // what runs only where it stopped
	Else     func()   // what runs after it did not; may be nil
	Finally  func()   // what runs in any case; may be nil
}

// Try lowers a try. A handler begins with what held before the try or was made in it. The finally clause sees that and
// what handlers make; what comes behind sees only the ways that got there.
func (w *Writer) Try(t Try) {
	mark := len(w.Scopes[w.At].flow.made)
	body := w.Arm(t.Body)
	broken := w.madeSince(mark)
	arms := make([]Arm, 0, len(t.Handlers)+1)
	for _, handler := range t.Handlers {
		arms = append(arms, w.Arm(func() {
			w.apply(broken)
			w.Failed++
			handler()
			w.Failed--
		}))
	}
	if t.Else != nil {
		ok := body
		body = w.Arm(func() {
			w.apply(ok.sets)
			t.Else()
		})
		body.dead = body.dead || ok.dead
	}
	if t.Finally == nil {
		w.Join(append(arms, body)...)
		return
	}
	anywhere := w.madeSince(mark)
	w.Join(append(arms, body)...)
	w.finally(t.Finally, anywhere)
}

// finally lowers a finally clause, which sees the state anywhere; what it does not set itself goes on as before.
func (w *Writer) finally(clause func(), anywhere []set) {
	seen := make(map[int32]int32, len(anywhere))
	for _, c := range anywhere {
		seen[c.variable] = c.version
	}
	a := w.Arm(func() {
		w.apply(anywhere)
		clause()
	})
	for _, c := range a.sets {
		if seen[c.variable] != c.version {
			w.set(c.variable, c.version)
		}
	}
	if a.dead {
		w.Die()
	}
}
