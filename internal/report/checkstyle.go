package report

import (
	"encoding/xml"
	"io"

	"github.com/quotalint/quotalint/internal/check"
)

type checkstyleReport struct {
	XMLName xml.Name          `xml:"checkstyle"`
	Version string            `xml:"version,attr"`
	Files   []*checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// WriteCheckstyle writes the XML of Checkstyle, which Jenkins and many others read. Its paths are relative to the working
// directory. Characters that XML cannot hold become U+FFFD.
func WriteCheckstyle(w io.Writer, r *check.Result, style Style) error {
	out := checkstyleReport{Version: "4.3"} // of Checkstyle, whose form this is
	for _, f := range Faults(r) {
		name := style.Run.fromHere(f.Path)
		if n := len(out.Files); n == 0 || out.Files[n-1].Name != name {
			out.Files = append(out.Files, &checkstyleFile{Name: name})
		}
		file := out.Files[len(out.Files)-1]
		a, message := areaOf(f)
		file.Errors = append(file.Errors, checkstyleError{
			Line: a.line, Column: a.column, Severity: checkstyleSeverity(style.Run.severity(f)), Message: message, Source: "quotalint." + f.Rule,
		})
	}
	text, err := xml.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

func checkstyleSeverity(severity string) string {
	switch severity {
	case "error":
		return "error"
	case "warn":
		return "warning"
	}
	return "info"
}
