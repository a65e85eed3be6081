package report

import (
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/quotalint/quotalint/internal/check"
)

type rdResult struct {
	Source      rdSource       `json:"source"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message  string      `json:"message"`
	Location rdLocation  `json:"location"`
	Severity string      `json:"severity"`
	Code     rdCode      `json:"code"`
	Related  []rdRelated `json:"related_locations,omitempty"`
	Output   string      `json:"original_output"` // what reviewdog prints in a terminal
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"` // counts bytes
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

// WriteRDJSON writes the Reviewdog Diagnostic Format, which reviewdog turns into comments of a pull request. Its columns
// count bytes: those of a file that cannot be read are left out. Its paths are relative to the working directory.
func WriteRDJSON(w io.Writer, r *check.Result, style Style) error {
	p := printer{style: style, lines: map[string][]string{}}
	at := causesIn(r)
	out := rdResult{Source: rdSource{"quotalint", home}, Diagnostics: []rdDiagnostic{}}
	for _, f := range Faults(r) {
		a, message := areaOf(f)
		d := rdDiagnostic{
			Message:  message,
			Location: rdLocation{style.Run.fromHere(f.Path), p.rdRange(f.Path, a)},
			Severity: rdSeverity(style.Run.severity(f)),
			Code:     rdCode{f.Rule, page(f.Rule)},
			Output:   fmt.Sprintf("%s: %s %s %s", place(style.Run.fromHere(f.Path), f.Cell, f.Line, f.Column), style.Run.severity(f), f.Rule, f.Message),
		}
		if c, ok := at.of(f); ok {
			d.Related = []rdRelated{{c.message, rdLocation{style.Run.fromHere(c.path), p.rdRange(c.path, c.area)}}}
		}
		out.Diagnostics = append(out.Diagnostics, d)
	}
	return encode(w, out)
}

func rdSeverity(severity string) string {
	switch severity {
	case "error":
		return "ERROR"
	case "warn":
		return "WARNING"
	}
	return "INFO"
}

func (p *printer) rdRange(path string, a area) rdRange {
	lines := p.source(path)
	start, end := byteColumn(lines, a.line, a.column), byteColumn(lines, a.endLine, a.endColumn)
	if start == 0 || end == 0 {
		r := rdRange{Start: rdPosition{Line: a.line}}
		if a.endLine > a.line {
			r.End = &rdPosition{Line: a.endLine}
		}
		return r
	}
	return rdRange{rdPosition{a.line, start}, &rdPosition{a.endLine, end}}
}

// byteColumn is the column in bytes of a column in code points, both from 1 on; 0 if it is not known.
func byteColumn(lines []string, line, column int) int {
	if column == 0 || line > len(lines) {
		return 0
	}
	rest := lines[line-1]
	at := 1
	for ; column > 1 && rest != ""; column-- {
		_, size := utf8.DecodeRuneInString(rest)
		rest, at = rest[size:], at+size
	}
	return at
}
