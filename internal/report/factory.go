package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// A Matrix is what factories count, method by method.
type Matrix struct {
	Factories []check.Factory
	All       bool // also the methods that do not spend
}

// WriteMatrixJSON writes a matrix as JSON: factories, their clients, their methods.
func WriteMatrixJSON(w io.Writer, m Matrix) error {
	type client struct {
		Client  string                `json:"client"`
		Async   bool                  `json:"async"`
		SDK     string                `json:"sdk,omitempty"`
		Methods []check.FactoryMethod `json:"methods"`
	}
	type factory struct {
		Symbol  string   `json:"symbol"`
		Path    string   `json:"path"`
		Line    int      `json:"line"`
		How     string   `json:"how"`
		Clients []client `json:"clients"`
	}
	factories := []factory{}
	for _, f := range m.Factories {
		clients := []client{}
		for _, c := range f.Clients {
			clients = append(clients, client{c.Client, c.Async, c.SDK, filled(m.rows(c))})
		}
		factories = append(factories, factory{f.Symbol, f.Path, f.Line, f.How, clients})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"factories": factories})
}

// rows are the methods of a client that are shown.
func (m Matrix) rows(c check.FactoryClient) []check.FactoryMethod {
	return slices.DeleteFunc(slices.Clone(c.Methods), func(r check.FactoryMethod) bool { return r.Spends == "no" && !m.All })
}

// WriteMatrix writes a matrix for people: a column for each client of each factory, a row for each method.
func WriteMatrix(w io.Writer, m Matrix, style Style) error {
	paint := newPaint(style.Color)
	var out bytes.Buffer
	t := m.table()
	fmt.Fprintln(&out, paint.bold("Factories"))
	for _, line := range t.legend {
		fmt.Fprintf(&out, "  %s\n", line)
	}
	fmt.Fprintln(&out)
	width := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			width[i] = max(width[i], len([]rune(cell)))
		}
	}
	for n, row := range append([][]string{t.head}, t.rows...) {
		var line strings.Builder
		for i, cell := range row {
			fmt.Fprintf(&line, "  %-*s", width[i], cell)
		}
		text := strings.TrimRight(line.String(), " ")
		if n == 0 {
			text = paint.bold(text)
		}
		fmt.Fprintln(&out, text)
	}
	if len(t.reasons) > 0 {
		fmt.Fprintf(&out, "\n%s\n", paint.bold("Called here and not tracked"))
		for _, reason := range t.reasons {
			fmt.Fprintf(&out, "  %s\n", reason)
		}
	}
	fmt.Fprintln(&out)
	for _, line := range t.words {
		fmt.Fprintf(&out, "%s\n", line)
	}
	_, err := w.Write(out.Bytes())
	return err
}

// WriteMatrixMarkdown writes a matrix as Markdown, for a pull request or a wiki.
func WriteMatrixMarkdown(w io.Writer, m Matrix) error {
	var out bytes.Buffer
	t := m.table()
	list := func(lines []string) {
		for _, line := range escapeAll(lines) {
			fmt.Fprintf(&out, "- %s\n", line)
		}
	}
	row := func(cells []string) { fmt.Fprintf(&out, "| %s |\n", strings.Join(escapeAll(cells), " | ")) }
	list(t.legend)
	fmt.Fprintln(&out)
	row(t.head)
	fmt.Fprintln(&out, strings.Repeat("|---", len(t.head))+"|")
	for _, cells := range t.rows {
		row(cells)
	}
	if len(t.reasons) > 0 {
		fmt.Fprintf(&out, "\nCalled here and not tracked:\n\n")
		list(t.reasons)
	}
	fmt.Fprintln(&out)
	list(t.words)
	_, err := w.Write(out.Bytes())
	return err
}

// A table is a matrix in words.
type table struct {
	legend  []string // a line a column
	head    []string
	rows    [][]string
	reasons []string
	words   []string // what the words in it mean
}

// table puts a matrix into words: rows in the order of the first client that has them.
func (m Matrix) table() table {
	t := table{head: []string{"method", "operation"}}
	type key struct{ method, operation, spends string }
	var order []key
	cells := map[key]map[int]string{}
	uses := map[key]int{}
	used := map[string]bool{}
	column := 0
	for _, f := range m.Factories {
		if len(f.Clients) == 0 {
			t.legend = append(t.legend, fmt.Sprintf("%s: %s; no client is seen in it", f.Symbol, or(knownHow[f.How], f.How)))
		}
		for _, c := range f.Clients {
			column++
			t.head = append(t.head, fmt.Sprint(column))
			t.legend = append(t.legend, fmt.Sprintf("%d: %s, %s%s, %s: %s", column, f.Symbol, c.Client, kindOf(c), or(knownHow[f.How], f.How), extent(c)))
			for _, r := range m.rows(c) {
				k := key{r.Method, r.Operation, r.Spends}
				if cells[k] == nil {
					cells[k] = map[int]string{}
					order = append(order, k)
				}
				word, text := cell(r)
				cells[k][column], used[word] = text, true
				uses[k] += r.Uses
				if r.Uses > 0 && r.Spends != "no" && (r.State == check.StateUntracked || r.State == check.StateUnread) {
					t.reasons = append(t.reasons, fmt.Sprintf("%d: %s", column, or(r.Reason, r.Method+" is not tracked")))
				}
			}
		}
	}
	slices.SortStableFunc(order, func(a, b key) int {
		if (a.spends == "no") != (b.spends == "no") {
			if a.spends == "no" {
				return 1
			}
			return -1
		}
		return uses[b] - uses[a]
	})
	for _, k := range order {
		row := []string{k.method, k.operation}
		for i := 1; i <= column; i++ {
			row = append(row, cells[k][i])
		}
		t.rows = append(t.rows, row)
	}
	for _, w := range matrixWords {
		if used[w.word] {
			t.words = append(t.words, w.word+": "+w.means+".")
		}
	}
	if !m.All {
		t.words = append(t.words, "Methods that do not spend are left out; --all shows them.")
	}
	return t
}

var matrixWords = []struct{ word, means string }{
	{"full", "recorded once, with its tokens"},
	{"no-tokens", "recorded without tokens"},
	{"on-request", "recorded once, with its tokens if the request asks for them"},
	{"double", "recorded more than once"},
	{"tracked", "declared to be recorded"},
	{"untracked", "handed on, and nothing is recorded"},
	{"absent", "what the factory hands out does not have it"},
	{"not in SDK", "the version of the SDK in use does not have it"},
	{"unread", "the code could not be read; calls are unresolved"},
}

// cell is a word for what becomes of a method, and the text of its cell: with the number of its calls, and of those that ask for a stream
// if something else becomes of these, ×3 (1 stream no-tokens).
func cell(r check.FactoryMethod) (word, text string) {
	switch {
	case r.State == check.StateTracked:
		word = or(r.Quality, r.State)
	case r.State == check.StateAbsent && r.NotInSDK:
		word = "not in SDK"
	default:
		word = r.State
	}
	switch {
	case r.Streams != "" && r.Streams != r.Quality:
		return word, fmt.Sprintf("%s ×%d (%s %s)", word, r.Uses, plural(r.Streamed, "stream"), r.Streams)
	case r.Uses > 0:
		return word, fmt.Sprintf("%s ×%d", word, r.Uses)
	}
	return word, word
}
