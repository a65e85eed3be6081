package program

import (
	"slices"
	"strings"
	"unicode"

	"github.com/quotalint/quotalint/internal/facts"
)

// A when says for which calls code runs that stands under conditions.
type when struct {
	failed bool // only those that have failed
	stream bool // only those that ask for a stream
	plain  bool // only those that ask for none
	told   bool // only those whose response tells its tokens
	paths  []urlAsk
}

// A urlAsk is a part of an address that requests have, or do not have.
type urlAsk struct {
	part string
	not  bool
}

// limit leaves what is left of what is recorded.
func (w when) limit(d deed, tokens bool) deed {
	if w.failed || d.none() {
		return deed{}
	}
	d.plain, d.stream = d.plain && !w.stream, d.stream && !w.plain
	d.told, d.tokens = d.told || w.told, tokens
	if w.paths != nil {
		d.paths = w.paths
	}
	return d
}

// when reads the conditions around a place. Those that are about something else are the team's own affair.
func (r *reader) when(f *file, guard int32) (w when) {
	for g := guard; g > 0 && int(g) < len(f.Guards); g = f.Guards[g].Parent {
		asked := &f.Guards[g]
		words := wordsOf(asked.Text)
		if slices.ContainsFunc(words, asksStream) {
			w.stream, w.plain = w.stream || !asked.Not, w.plain || asked.Not
		}
		if !asked.Not && slices.ContainsFunc(words, func(word string) bool { return slices.Contains(f.known.Usage, word) }) {
			w.told = true
		}
		if r.asksFailure(f, asked, words) || r.asksMuted(f, asked) {
			w.failed = true
		}
		for _, part := range addresses(asked.Text) {
			w.paths = append(w.paths, urlAsk{part, asked.Not})
		}
	}
	return w
}

// asksFailure reports whether a condition holds where something has failed: by what custom calls errors and success.
func (r *reader) asksFailure(f *file, asked *facts.Guard, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		if asked.Not {
			word = "!" + word
		}
		return slices.Contains(f.known.Failures, word)
	})
}

// asksStreams reports whether a condition in a stretch of a file asks for streams.
func (r *reader) asksStreams(f *file, in facts.Span) bool {
	return slices.ContainsFunc(f.Guards, func(g facts.Guard) bool {
		return in.Start <= g.Start && g.End <= in.End && slices.ContainsFunc(wordsOf(g.Text), asksStream)
	})
}

// asksStream reports whether a word of a condition asks for a stream.
func asksStream(word string) bool {
	word = strings.ToLower(word)
	return strings.Contains(word, "stream") && !strings.Contains(word, "upstream") && !strings.Contains(word, "options")
}

// wordsOf are the names and the words of texts in a stretch of code.
func wordsOf(code string) []string {
	return strings.FieldsFunc(code, func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// addresses are the texts in a stretch of code that are parts of addresses.
func addresses(code string) []string {
	var list []string
	parts := strings.FieldsFunc(code, func(c rune) bool { return c == '"' || c == '\'' || c == '`' })
	for _, part := range parts {
		if strings.HasPrefix(part, "/") && len(part) > 2 && !strings.ContainsAny(part, " ()\n") {
			list = append(list, strings.TrimPrefix(part, "/v1"))
		}
	}
	return list
}
