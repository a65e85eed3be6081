package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// githubShown is the number of annotations of one kind that GitHub shows of a step. The log has all.
const githubShown = 10

// WriteGitHub writes workflow commands, which GitHub Actions turns into annotations of a pull request: constructions and
// what else stands alone first, then the calls that they cause, because only the first few of a step are shown.
func WriteGitHub(w io.Writer, r *check.Result, style Style) error {
	var out bytes.Buffer
	kinds := []struct {
		command, noun string
		count         int
	}{{"error", "error", 0}, {"warning", "warning", 0}, {"notice", "note", 0}}
	write := func(f Fault) {
		command := githubCommand(style.Run.severity(f))
		for i := range kinds {
			if kinds[i].command == command {
				kinds[i].count++
			}
		}
		githubAnnotation(&out, command, f, style.Run)
	}
	all := blocks(Faults(r))
	for _, b := range all {
		write(b.head)
	}
	for _, b := range all {
		for _, c := range b.calls {
			write(c)
		}
	}
	for _, k := range kinds {
		if k.count > githubShown {
			fmt.Fprintf(&out, "GitHub shows the first %d of %s of a step as annotations; the log has all.\n", githubShown, plural(k.count, k.noun))
		}
	}
	if !style.Quiet {
		fmt.Fprintln(&out, headline(r.Summary))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func githubCommand(severity string) string {
	switch severity {
	case "error":
		return "error"
	case "warn":
		return "warning"
	}
	return "notice"
}

// githubAnnotation writes one command. The log shows the message alone, so that it begins with the place.
func githubAnnotation(out *bytes.Buffer, command string, f Fault, run Run) {
	path := run.inRepository(f.Path)
	a, _ := areaOf(f)
	fmt.Fprintf(out, "::%s file=%s,line=%d", command, githubProperty(path), a.line)
	oneLine := a.endLine == a.line // GitHub takes columns of one line only
	if oneLine && a.column > 0 {
		fmt.Fprintf(out, ",col=%d", a.column)
	}
	fmt.Fprintf(out, ",endLine=%d", a.endLine)
	if oneLine && a.endColumn > 0 {
		fmt.Fprintf(out, ",endColumn=%d", a.endColumn)
	}
	fmt.Fprintf(out, ",title=%s::%s\n", githubProperty("quotalint "+f.Rule),
		githubData(fmt.Sprintf("%s: %s %s", place(path, f.Cell, f.Line, f.Column), f.Rule, f.Message)))
}

func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
