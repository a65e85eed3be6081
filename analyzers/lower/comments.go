package lower

import "strings"

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
