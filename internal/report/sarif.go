package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/quotalint/quotalint/internal/check"
)

// What GitHub code scanning takes of one run: more results than it shows are cut off, more than it takes are refused.
const (
	githubResults = 25_000
	githubAlerts  = 5_000
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// srcRoot names the folder that every path is relative to: the top of the git repository, else the root.
const srcRoot = "SRCROOT"

// WriteSARIF writes SARIF 2.1.0: one run with every fault, also those that a comment, an exception or the baseline excuses.
func WriteSARIF(w io.Writer, r *check.Result, style Style) error {
	s := newSarifRun(r, style)
	log := sarif.NewReport().AddRun(s.build())
	log.Schema = sarifSchema
	text, err := json.Marshal(log)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var doc map[string]any
	if err := d.Decode(&doc); err != nil {
		return err
	}
	prune(doc)
	return encode(w, doc)
}

// prune takes away what says nothing: the library writes every list, though it is empty, and -1 for every number that is
// not known. Both are the defaults of the format, and make up most of a report.
func prune(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			prune(e)
		}
	case map[string]any:
		for key, e := range v {
			list, isList := e.([]any)
			object, isObject := e.(map[string]any)
			if isList && len(list) == 0 && key != "results" || e == json.Number("-1") || isObject && len(object) == 0 && key == "properties" {
				delete(v, key)
				continue
			}
			prune(e)
		}
	}
}

// A sarifRun is a run being written.
type sarifRun struct {
	r      *check.Result
	run    Run
	paths  []string // what the results are of; empty: the whole root
	faults []Fault
	causes causes
	files  []string // root-relative, sorted: the artifacts
}

func newSarifRun(r *check.Result, style Style) *sarifRun {
	s := &sarifRun{r: r, run: style.Run, paths: style.Paths, faults: allFaults(r), causes: causesIn(r)}
	if style.Run.HideExcused {
		s.faults = Faults(r)
	}
	files := map[string]bool{}
	for _, f := range s.faults {
		files[f.Path] = true
		if f.Site != nil {
			for _, t := range f.Site.Trace {
				files[t.Path] = true
			}
		}
	}
	for name := range files {
		s.files = append(s.files, name)
	}
	slices.Sort(s.files)
	return s
}

func (s *sarifRun) build() *sarif.Run {
	out := sarif.NewRun()
	out.Tool = sarif.NewTool().WithDriver(s.driver())
	out.ColumnKind = new("unicodeCodePoints")
	out.OriginalUriBaseIds = map[string]sarif.ArtifactLocation{
		srcRoot: *sarif.NewArtifactLocation().WithDescription(sarif.NewTextMessage("The top of the repository")),
	}
	// Up to its last slash the id is what GitHub calls the category: a later run of the same replaces this one.
	out.AutomationDetails = sarif.NewRunAutomationDetails().
		WithID(path.Join("quotalint", or(s.run.Command, "check"), s.run.Repository, strings.Join(s.paths, ",")) + "/")
	out.Artifacts = s.artifacts()
	for _, f := range s.faults {
		out.Results = append(out.Results, s.result(f))
	}
	out.Invocations = []*sarif.Invocation{s.invocation()}
	out.Properties = sarif.NewPropertyBag().Add("summary", s.r.Summary)
	return out
}

func (s *sarifRun) driver() *sarif.ToolComponent {
	d := sarif.NewToolComponent()
	d.Name, d.InformationURI = new("quotalint"), new(home)
	d.Version = new(or(s.r.Tool.Version, "dev"))
	for _, r := range s.run.Rules {
		d.Rules = append(d.Rules, sarifRule(r))
	}
	return d
}

func sarifRule(r Rule) *sarif.ReportingDescriptor {
	out := sarif.NewRule(r.ID)
	out.Name, out.HelpURI = new(r.Slug), new(page(r.ID))
	what := sarif.NewMultiformatMessageString().WithText(strings.ToUpper(r.What[:1]) + r.What[1:] + ".")
	out.ShortDescription, out.FullDescription = what, what
	out.Help = sarif.NewMultiformatMessageString().WithText(r.Help).WithMarkdown(markdown(r.Help))
	out.DefaultConfiguration = sarif.NewReportingConfiguration().WithEnabled(true).WithLevel(sarifLevel(r.Default))
	bag := sarif.NewPropertyBag().Add("precision", "high").AddTag("cost").AddTag("openai")
	if r.Default == "note" {
		bag.Add("precision", "medium")
	}
	out.Properties = bag.Add("problem.severity", map[string]string{"error": "error", "warn": "warning"}[r.Default])
	if r.Default == "note" {
		bag.Add("problem.severity", "recommendation")
	}
	return out
}

func sarifLevel(severity string) string {
	switch severity {
	case "error":
		return sarif.LevelError
	case "warn":
		return sarif.LevelWarning
	}
	return sarif.LevelNote
}

// invocation says how the run ended, what it did not read, and where the config changes the severity of a rule.
func (s *sarifRun) invocation() *sarif.Invocation {
	out := sarif.NewInvocation().WithExecutionSuccessful(s.run.Exit <= 1).WithExitCode(s.run.Exit)
	switch s.run.Exit {
	case 0:
		out.ExitCodeDescription = new("nothing at or above --fail-on")
	case 1:
		out.ExitCodeDescription = new("findings")
	default:
		out.ExitCodeDescription = new("no file could be read")
	}
	for i, r := range s.run.Rules {
		if r.Configured == r.Default {
			continue
		}
		c := sarif.NewReportingConfiguration().WithEnabled(r.Configured != "off")
		c.Level = sarifLevel(r.Default)
		if c.Enabled {
			c.Level = sarifLevel(r.Configured)
		}
		out.RuleConfigurationOverrides = append(out.RuleConfigurationOverrides, sarif.NewConfigurationOverride().WithConfiguration(c).
			WithDescriptor(sarif.NewReportingDescriptorReference().WithID(r.ID).WithIndex(i)))
	}
	for _, skip := range s.r.Skipped {
		text := "not read, or read in part: " + skip.Reason
		if skip.Count > 0 {
			text += fmt.Sprintf(" (%s)", plural(skip.Count, "file"))
		}
		n := notification(sarif.LevelNote, text)
		where := sarif.NewPhysicalLocation().WithArtifactLocation(s.uri(skip.Path))
		n.Locations = []*sarif.Location{sarif.NewLocationWithPhysicalLocation(where)}
		out.ToolExecutionNotifications = append(out.ToolExecutionNotifications, n)
	}
	if text := tooMany(len(s.faults)); text != "" {
		out.ToolExecutionNotifications = append(out.ToolExecutionNotifications, notification(sarif.LevelWarning, text))
	}
	return out
}

func notification(level, text string) *sarif.Notification {
	n := sarif.NewNotification()
	n.Level, n.Message = level, sarif.NewTextMessage(escaped(text))
	return n
}

// sarifExceeds says which limit of GitHub code scanning the SARIF report of a result exceeds, "" if none.
func sarifExceeds(r *check.Result, style Style) string {
	return tooMany(len(newSarifRun(r, style).faults))
}

func tooMany(results int) string {
	switch {
	case results > githubResults:
		return fmt.Sprintf("GitHub code scanning refuses a run of more than %d results, and this has %d: check parts of the root, each into a file of its own", githubResults, results)
	case results > githubAlerts:
		return fmt.Sprintf("GitHub code scanning shows %d of the %d results, the most severe first: check parts of the root, each into a file of its own", githubAlerts, results)
	}
	return ""
}

// markdown makes Markdown of a help page: its bare headings become those of Markdown, its examples are indented already.
func markdown(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		heading := strings.TrimSpace(p)
		if !strings.HasPrefix(p, " ") && !strings.ContainsAny(heading, "\n.:") && len(heading) > 0 && len(heading) < 40 {
			paragraphs[i] = "### " + heading
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
