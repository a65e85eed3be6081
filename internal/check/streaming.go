package check

import (
	"fmt"

	"github.com/quotalint/quotalint/internal/program"
)

// streams is what becomes of calls that ask for a stream, of a method that a factory records: the quality, or untracked.
func (j *judge) streams(fa int32, r program.Reading) string {
	handling, tokens := j.Program.Streams(fa, r)
	if handling != program.Recorded {
		return StateUntracked
	}
	r.Tokens = tokens
	return quality(r)
}

// findStreams reports streams that are called here and that a client's factory records without their tokens, or not at all: helpers that
// stream, and calls that ask for a stream of a method that is recorded in full otherwise.
func (j *judge) findStreams(f Factory, c FactoryClient, who string) {
	var blind, past []FactoryMethod
	for _, m := range c.Methods {
		switch {
		case m.Spends == "no":
		case m.method.Late == "stream" && m.Uses > 0 && m.Quality == "no-tokens":
			blind = append(blind, m)
		case m.Quality == "full" && m.Streams == "no-tokens":
			m.Uses = m.Streamed
			blind = append(blind, m)
		case m.Streams == StateUntracked:
			m.Uses = m.Streamed
			past = append(past, m)
		}
	}
	if len(blind) > 0 {
		j.incomplete(f, Finding{Kind: kindStreamTokens, Methods: names(blind), Message: fmt.Sprintf(
			"%s records streams of %s without tokens: they are known at the end of the stream", who, withUses(blind))})
	}
	if len(past) > 0 {
		j.incomplete(f, Finding{Kind: kindStreamTokens, Methods: names(past), Message: fmt.Sprintf(
			"%s records nothing of streams of %s: it hands them on as they are", who, withUses(past))})
	}
}
