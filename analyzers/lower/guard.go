package lower

import "github.com/quotalint/quotalint/internal/facts"

// Branches are the ways of an if with all that its else goes on with.
type Branches struct {
	w      *Writer
	before int32   // the guard of what stands before
	first  int32   // the guard where the first condition holds
	past   []int32 // the guards where a condition does not hold, nor those before it
	arms   []Arm
}

// Branch begins an if.
func (w *Writer) Branch() *Branches { return &Branches{w: w, before: w.Guard} }

// When lowers what runs where a condition holds that has been asked. Not: where it does not hold.
func (b *Branches) When(condition facts.Span, not bool, body func()) {
	w, here := b.w, b.w.Guard
	w.Guard = w.guarded(condition, not, here)
	if len(b.past) == 0 {
		b.first = w.Guard
	}
	b.arms = append(b.arms, w.Arm(body))
	w.Guard = w.guarded(condition, !not, here)
	b.past = append(b.past, w.Guard)
}

// Otherwise lowers what runs where no condition holds.
func (b *Branches) Otherwise(body func()) { b.arms = append(b.arms, b.w.Arm(body)) }

// Join goes on where the branches meet. Where some have left, the conditions of the others go on to hold.
func (b *Branches) Join() {
	w := b.w
	if len(b.arms) == len(b.past) {
		b.arms = append(b.arms, Arm{})
	}
	left := 0
	for left < len(b.past) && b.arms[left].dead {
		left++
	}
	w.Guard = b.before
	switch {
	case left > 0:
		w.Guard = b.past[left-1]
	case len(b.past) == 1 && b.arms[1].dead:
		w.Guard = b.first
	}
	w.Join(b.arms...)
}

// Guarded lowers what runs only where a condition holds.
func (w *Writer) Guarded(condition facts.Span, not bool, body func()) {
	here := w.Guard
	w.Guard = w.guarded(condition, not, here)
	body()
	w.Guard = here
}

// maxGuards bounds how many conditions around a place are told: of more, the outermost.
const maxGuards = 64

// guarded adds a guard.
func (w *Writer) guarded(condition facts.Span, not bool, parent int32) int32 {
	depth := 0
	for g := parent; g > 0; g = w.File.Guards[g].Parent {
		depth++
	}
	if depth >= maxGuards {
		return parent
	}
	w.File.Guards = append(w.File.Guards, facts.Guard{Not: not, Parent: parent, Text: w.Source[condition.Start:condition.End], Span: condition})
	return int32(len(w.File.Guards) - 1)
}
