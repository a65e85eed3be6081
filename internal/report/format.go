package report

import (
	"io"
	"path"

	"github.com/quotalint/quotalint/internal/check"
)

// A Format is a way to write a result. A command that cannot be written in it has no writer.
type Format struct {
	Name         string
	Check, Audit Writer
	Exceeds      func(r *check.Result, style Style) string // says which limit of its usual reader a report exceeds; "" if none
}

// A Writer writes one format. It adds nothing to the result and leaves nothing out without saying so.
type Writer func(w io.Writer, r *check.Result, style Style) error

// Formats lists every format, the default first.
func Formats() []Format {
	return []Format{
		{Name: "text", Check: WriteText, Audit: WriteAudit},
		{Name: "json", Check: writeJSON, Audit: writeJSON},
		{Name: "markdown", Check: WriteStepSummary, Audit: WriteMarkdown},
		{Name: "html", Audit: WriteHTML},
		{Name: "sarif", Check: WriteSARIF, Audit: WriteSARIF, Exceeds: sarifExceeds},
		{Name: "github", Check: WriteGitHub},
		{Name: "gitlab", Check: WriteGitLab},
		{Name: "rdjson", Check: WriteRDJSON},
		{Name: "checkstyle", Check: WriteCheckstyle},
		{Name: "dotenv", Check: WriteDotenv, Audit: WriteDotenv},
	}
}

func writeJSON(w io.Writer, r *check.Result, _ Style) error { return WriteJSON(w, r) }

// A Run is what a report says of the run itself.
type Run struct {
	Command     string                 // check or audit
	Exit        int                    // the exit code
	Failing     int                    // how many faults are as severe as --fail-on says
	Rules       []Rule                 // all, by id
	Repository  string                 // the folder of the root, seen from the top of its git repository; "" where that is the root
	Here        string                 // the folder of the root, seen from the working directory; "" where that is the root
	TestsFail   func(path string) bool // whether a fault in this test code fails a check; nil: in none
	HideExcused bool                   // SARIF: leaves out what a comment, an exception or the baseline excuses
}

// A Rule is one kind of finding, as a format tells it to programs that do not know quotalint.
type Rule struct {
	ID, Slug, What string
	Default        string // severity: error, warn, note
	Configured     string // the severity that the root's config gives it, or off
	Help           string // a page of text with paragraphs, bare headings and indented examples
}

const (
	home  = "https://github.com/quotalint/quotalint"
	pages = home + "/blob/main/cmd/quotalint/explain/" // one a rule
)

func page(rule string) string { return pages + rule + ".md" }

// severity is how bad a fault is to programs that fail on errors: what never fails a check is a note.
func (r Run) severity(f Fault) string {
	if f.Site != nil && f.Site.Test && (r.TestsFail == nil || !r.TestsFail(f.Path)) {
		return "note"
	}
	return f.Severity
}

// inRepository is a path as a host of git repositories names it.
func (r Run) inRepository(name string) string { return below(r.Repository, name) }

// fromHere is a path as it is written in the working directory.
func (r Run) fromHere(name string) string { return below(r.Here, name) }

func below(folder, name string) string {
	if folder == "" || folder == "." || path.IsAbs(name) {
		return name
	}
	return path.Join(folder, name)
}

// An area is what a fault covers, for programs that know files and lines. Ends are exclusive; what is 0 is not known.
type area struct{ line, column, endLine, endColumn int }

// areaOf is the area of a fault and the message that belongs there. Lines of a notebook's cell are no lines of its file:
// the message has them, and the area is the top of the file.
func areaOf(f Fault) (area, string) {
	if f.Cell > 0 {
		return area{line: 1, endLine: 1}, place("", f.Cell, f.Line, f.Column)[1:] + ": " + f.Message
	}
	a := area{line: max(f.Line, 1), column: f.Column, endLine: max(f.Line, 1)}
	if f.Site != nil {
		a.endLine, a.endColumn = f.Site.EndLine, f.Site.EndColumn
	}
	return a, f.Message
}
