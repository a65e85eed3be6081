package lower

import (
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
)

// A tokenHash is the hash of a run of tokens: what it adds to a hash and by what it multiplies one.
type tokenHash struct{ sum, factor uint64 }

// hashStep is an odd number: multiplying by it loses nothing.
const hashStep = 0x9E3779B97F4A7C15

// hashTokens returns, for each node and the end, the hash of all tokens before it. What is Whole is one token; comments are none, nor
// is a comma before a closing bracket, which formatters put where they break lines. Single quotes are as good as double ones.
func (w *Writer) hashTokens() []tokenHash {
	before := make([]tokenHash, len(w.Nodes)+1)
	at := tokenHash{factor: 1}
	var comma *tokenHash // what was before the last token, if that is a comma
	for i, skip := int32(0), int32(0); int(i) < len(w.Nodes); i++ {
		before[i] = at
		n := &w.Nodes[i]
		whole := w.Whole(i)
		if i < skip || n.Flags&(tree.Extra|tree.Error) == tree.Extra || n.Next != i+1 && !whole {
			continue
		}
		skip = n.Next
		text := w.Source[n.Start:n.End]
		if comma != nil && len(text) == 1 && strings.IndexByte(")]}", text[0]) >= 0 {
			at = *comma
		}
		comma = nil
		if len(text) == 1 && text[0] == ',' {
			was := at
			comma = &was
		}
		token := uint64(14695981039346656037)
		single := text != "" && text[0] == '\''
		for i, c := range []byte(text) {
			if single && c == '\'' && (i == 0 || i == len(text)-1) {
				c = '"'
			}
			token = (token ^ uint64(c)) * 1099511628211
		}
		at.sum, at.factor = at.sum*hashStep+token, at.factor*hashStep
	}
	before[len(w.Nodes)] = at
	return before
}

// tokensOf is the hash of the tokens of a node; 0 for one in quotes.
func (w *Writer) tokensOf(i int32) uint64 {
	if w.Quoted != nil {
		return 0
	}
	if w.hashes == nil {
		w.hashes = w.hashTokens()
	}
	from, to := w.hashes[i], w.hashes[w.Nodes[i].Next]
	return to.sum - from.sum*quotient(to.factor, from.factor)
}

// quotient is a/b among the numbers of 64 bits, for odd b.
func quotient(a, b uint64) uint64 {
	inverse := b // by Newton's method: each step doubles the bits that are right
	for range 6 {
		inverse *= 2 - b*inverse
	}
	return a * inverse
}
