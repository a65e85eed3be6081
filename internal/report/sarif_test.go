package report

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/quotalint/quotalint/internal/check"
)

// SARIF is valid by the official schema, which the library carries, whatever is in it.
func TestSARIFSchema(t *testing.T) {
	schema := sarifSchemaOf(t)
	hidden := sampleStyle()
	hidden.Run.HideExcused = true
	for name, r := range map[string]*check.Result{"sample": sample(), "empty": {}, "nasty": nasty()} {
		for _, style := range []Style{{}, sampleStyle(), hidden} {
			if err := validate(schema, []byte(text(t, WriteSARIF, r, style))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, wrong := range []string{`{}`, `{"version":"2.1.0","runs":[{}]}`, `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"q"}},"results":null}]}`} {
		if validate(schema, []byte(wrong)) == nil {
			t.Errorf("the schema accepts %s", wrong)
		}
	}
}

// sarifSchemaOf reads the schema from the source of the library, which does not give it away.
func sarifSchemaOf(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	lit := file.Scope.Lookup("schema").Decl.(*ast.ValueSpec).Values[0].(*ast.BasicLit)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(constant.StringVal(constant.MakeFromLiteral(lit.Value, lit.Kind, 0))))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type sarifFile struct {
	Runs []struct {
		AutomationDetails struct{ ID string }
		Artifacts         []struct{ Location struct{ URI string } }
		Results           []struct {
			RuleID              string
			Level               string
			Message             struct{ Text string }
			PartialFingerprints map[string]string
			Suppressions        []struct{ Kind, Status, Justification string }
			RelatedLocations    []struct{ ID int }
			Locations           []struct {
				PhysicalLocation struct {
					ArtifactLocation struct {
						URI, URIBaseID string
						Index          int
					}
					Region struct{ StartLine, StartColumn, EndLine, EndColumn int }
				}
			}
		}
		Invocations []struct {
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
	}
}

func readSARIF(t *testing.T, r *check.Result, style Style) sarifFile {
	t.Helper()
	var f sarifFile
	if err := json.Unmarshal([]byte(text(t, WriteSARIF, r, style)), &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// An excuse is a suppression with its reason, of the kind that says where it stands; --hide-excused leaves it out.
func TestSARIFSuppressions(t *testing.T) {
	r := sample()
	r.Sites[1].Status, r.Sites[1].Excuse = "excepted", "agreed with finance"
	kinds := map[string]string{}
	all := readSARIF(t, r, sampleStyle()).Runs[0].Results
	for _, result := range all {
		for _, s := range result.Suppressions {
			kinds[s.Kind] = s.Status + ": " + s.Justification
		}
	}
	if got := fmt.Sprint(kinds); got != "map[external:accepted: agreed with finance inSource:accepted: recorded answers]" {
		t.Error(got)
	}
	style := sampleStyle()
	style.Run.HideExcused = true
	if n := len(readSARIF(t, r, style).Runs[0].Results); n != len(all)-2 {
		t.Errorf("%d of %d results without those that are excused", n, len(all))
	}
}

// Paths are URIs, and what looks like a link in a message is none.
func TestSARIFEscapes(t *testing.T) {
	run := readSARIF(t, nasty(), sampleStyle()).Runs[0]
	site := run.Results[1]
	at := site.Locations[0].PhysicalLocation
	if want := "services/search/app/%5Bid%5D/a%20b,c:d%25,%22%3C&%3E%C3%A9%0D%0A.py"; at.ArtifactLocation.URI != want || at.ArtifactLocation.URIBaseID != "SRCROOT" {
		t.Errorf("got %q, want %q", at.ArtifactLocation.URI, want)
	}
	if uri := run.Artifacts[at.ArtifactLocation.Index].Location.URI; uri != at.ArtifactLocation.URI {
		t.Errorf("the artifact is %s", uri)
	}
	if !strings.Contains(site.Message.Text, `a\]b \[c\](1) %25`) || len(site.RelatedLocations) != 1 {
		t.Errorf("message %s", site.Message.Text)
	}
	cell := run.Results[2]
	if cell.Message.Text != "cell 4:2:3: openai:OpenAI is constructed outside an approved factory" || cell.Locations[0].PhysicalLocation.Region.StartLine != 1 {
		t.Errorf("notebook: %+v", cell)
	}
	for i, want := range []int{1, 3, 1} {
		if got := run.Results[i].Locations[0].PhysicalLocation.Region.StartLine; got != want {
			t.Errorf("result %d is on line %d", i, got)
		}
	}
}

// What GitHub would cut off or refuse is said, in the report and to the user, and nothing is left out.
func TestSARIFLimits(t *testing.T) {
	site := sample().Sites[1]
	for n, want := range map[int]string{5000: "", 5001: "shows 5000 of the 5001 results", 25001: "refuses a run of more than 25000 results, and this has 25001"} {
		r := &check.Result{Sites: slices.Repeat([]check.Site{site}, n)}
		got := sarifExceeds(r, Style{})
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%d: %q", n, got)
		}
		run := readSARIF(t, r, Style{}).Runs[0]
		if len(run.Results) != n {
			t.Errorf("%d of %d results", len(run.Results), n)
		}
		if said := run.Invocations[0].ToolExecutionNotifications; want != "" && (len(said) != 1 || said[0].Message.Text != got) {
			t.Errorf("%d: the report says %v", n, said)
		}
	}
}
