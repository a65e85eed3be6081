package lower

import (
	"strings"
	"unicode"

	"github.com/quotalint/quotalint/internal/facts"
)

// CommentLines lists the lines of the comment that is a node, each from its first mark on.
func (w *Writer) CommentLines(node int32) {
	start := w.Nodes[node].Start
	for line := range strings.Lines(w.Text(node)) {
		blank := len(line) - len(strings.TrimLeft(line, " \t\r\n"))
		if text := strings.TrimSuffix(line[blank:], "\n"); text != "" {
			w.AddComment(start+uint32(blank), start+uint32(blank+len(text)))
		}
		start += uint32(len(line))
	}
}

// AddComment lists a stretch of a comment that lies on one line.
func (w *Writer) AddComment(start, end uint32) {
	text := strings.TrimRight(w.Source[start:end], "\r")
	w.File.Comments = append(w.File.Comments, facts.Comment{
		Text:  text,
		Alone: w.alone(start, end),
		Span:  w.SpanOf(start, start+uint32(len(text))),
	})
}

// alone reports whether a line has no code before and behind a stretch of a comment. The braces that make a comment of an
// element's text are no code.
func (w *Writer) alone(start, end uint32) bool {
	before := strings.TrimRightFunc(w.Source[:start], sameLine)
	after, _, _ := strings.Cut(w.Source[end:], "\n")
	after = strings.TrimSpace(after)
	if inner, braced := strings.CutSuffix(before, "{"); braced && after == "}" {
		before, after = strings.TrimRightFunc(inner, sameLine), ""
	}
	return w.clearBefore(before) && clearBehind(after)
}

// clearBefore reports whether a line that was read up to here holds no more than comments.
func (w *Writer) clearBefore(before string) bool {
	if before == "" || before == "\ufeff" || strings.HasSuffix(before, "\n") {
		return true
	}
	n := len(w.File.Comments)
	return n > 0 && w.File.Comments[n-1].Alone && int(w.File.Comments[n-1].End) == len(before)
}

// clearBehind reports whether the rest of a line holds no more than comments.
func clearBehind(after string) bool {
	for strings.HasPrefix(after, "/*") {
		_, rest, ends := strings.Cut(after[len("/*"):], "*/")
		if !ends {
			return true
		}
		after = strings.TrimSpace(rest)
	}
	return after == "" || strings.HasPrefix(after, "//")
}

func sameLine(r rune) bool { return r != '\n' && unicode.IsSpace(r) }
