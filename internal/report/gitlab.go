package report

import (
	"io"

	"github.com/quotalint/quotalint/internal/check"
)

// A gitlabIssue is what GitLab reads of an issue in a Code Quality report.
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// WriteGitLab writes a Code Quality report, a list of issues, which GitLab compares with that of the target branch by
// their fingerprints.
func WriteGitLab(w io.Writer, r *check.Result, style Style) error {
	issues := []gitlabIssue{}
	for _, f := range Faults(r) {
		a, message := areaOf(f)
		issues = append(issues, gitlabIssue{
			Description: f.Rule + " " + message,
			CheckName:   f.Rule,
			Fingerprint: f.Fingerprint,
			Severity:    gitlabSeverity(style.Run.severity(f)),
			Location:    gitlabLocation{style.Run.inRepository(f.Path), gitlabLines{a.line, a.endLine}},
		})
	}
	return encode(w, issues)
}

func gitlabSeverity(severity string) string {
	switch severity {
	case "error":
		return "critical"
	case "warn":
		return "minor"
	}
	return "info"
}
