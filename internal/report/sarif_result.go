package report

import (
	"net/url"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/quotalint/quotalint/internal/check"
)

func (s *sarifRun) result(f Fault) *sarif.Result {
	a, message := areaOf(f)
	out := sarif.NewRuleResult(f.Rule)
	out.RuleIndex = slices.IndexFunc(s.run.Rules, func(r Rule) bool { return r.ID == f.Rule })
	out.Level = sarifLevel(s.run.severity(f))
	out.PartialFingerprints = map[string]string{"quotalint/v1": f.Fingerprint}
	where := s.location(f.Path, a)
	if f.Site != nil && f.Site.In != "" {
		where.LogicalLocations = append(where.LogicalLocations, sarif.NewLogicalLocation().WithFullyQualifiedName(f.Site.In))
	}
	out.Locations = append(out.Locations, where)
	text := escaped(message)
	if c, ok := s.causes.of(f); ok {
		related := s.location(c.path, c.area).WithMessage(sarif.NewTextMessage(escaped(c.message)))
		related.ID = 1
		out.RelatedLocations = append(out.RelatedLocations, related)
		text = linked(message, c)
	}
	out.Message = sarif.NewTextMessage(text)
	if flow := s.flow(f); flow != nil {
		out.CodeFlows = append(out.CodeFlows, flow)
	}
	if f.Status != "new" {
		out.Suppressions = append(out.Suppressions, suppression(f))
	}
	out.Properties = sarifProperties(f)
	return out
}

// linked is a message with a link to the cause, without which viewers do not show it.
func linked(message string, c cause) string {
	to := "[" + escaped(c.place) + "](1)"
	if before, after, ok := c.cutPlace(message); ok {
		return escaped(before) + to + escaped(after)
	}
	return escaped(message) + " (see " + to + ")"
}

func suppression(f Fault) *sarif.Suppression {
	kind := "external"
	if f.Status == "suppressed" {
		kind = "inSource"
	}
	out := sarif.NewSuppression().WithKind(kind).WithStatus("accepted")
	if f.Excuse != "" {
		out.WithJustification(f.Excuse)
	}
	return out
}

// flow is the way of the client in the order of the run: from what made it to the call.
func (s *sarifRun) flow(f Fault) *sarif.CodeFlow {
	if f.Site == nil || len(f.Site.Trace) < 2 {
		return nil
	}
	thread := sarif.NewThreadFlow()
	steps := f.Site.Trace
	for i, step := range slices.Backward(steps) {
		where := s.location(step.Path, s.stepArea(f, step))
		where.Message = sarif.NewTextMessage(escaped(step.What))
		at := sarif.NewThreadFlowLocation().WithLocation(where)
		if i == 0 || i == len(steps)-1 {
			at.Importance = "essential"
		}
		thread.Locations = append(thread.Locations, at)
	}
	return sarif.NewCodeFlow().WithThreadFlows([]*sarif.ThreadFlow{thread})
}

// stepArea is the line of a step, or the columns too where the step is the fault itself or its cause.
func (s *sarifRun) stepArea(f Fault, step check.Step) area {
	if step.Path == f.Path && step.Line == f.Line && f.Cell == 0 {
		a, _ := areaOf(f)
		return a
	}
	if c, ok := s.causes.of(f); ok && c.path == step.Path && c.line == step.Line {
		return c.area
	}
	return area{line: step.Line, endLine: step.Line}
}

// sarifProperties is what quotalint knows of a site and SARIF has no word for.
func sarifProperties(f Fault) *sarif.PropertyBag {
	s := f.Site
	if s == nil {
		return nil
	}
	bag := sarif.NewPropertyBag().Add("verdict", s.Verdict)
	if s.Test {
		bag.Add("test", true)
	}
	if len(s.Makers) > 0 {
		bag.Add("makers", s.Makers)
	}
	for _, p := range []struct{ key, value string }{
		{"symbol", s.Symbol}, {"method", s.Method}, {"operation", s.Operation}, {"spends", s.Spends}, {"model", s.Model}, {"billedBy", s.BilledBy},
	} {
		if p.value != "" {
			bag.Add(p.key, p.value)
		}
	}
	return bag
}

func (s *sarifRun) location(path string, a area) *sarif.Location {
	region := sarif.NewRegion().WithStartLine(a.line)
	if a.column > 0 {
		region.WithStartColumn(a.column)
	}
	if a.column > 0 && a.endColumn > 0 {
		region.WithEndLine(a.endLine).WithEndColumn(a.endColumn)
	}
	at := s.uri(path)
	if i, ok := slices.BinarySearch(s.files, path); ok {
		at.Index = i
	}
	return sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().WithArtifactLocation(at).WithRegion(region))
}

func (s *sarifRun) artifacts() []*sarif.Artifact {
	languages, faulty := map[string]string{}, map[string]bool{}
	for _, site := range s.r.Sites {
		languages[site.Path] = site.Language
	}
	for _, f := range s.faults {
		faulty[f.Path] = true
	}
	var out []*sarif.Artifact
	for _, name := range s.files {
		a := sarif.NewArtifact().WithLocation(s.uri(name))
		if faulty[name] {
			a.Roles = append(a.Roles, "resultFile")
		}
		if l := languages[name]; l != "" {
			a.SourceLanguage = new(l)
		}
		out = append(out, a)
	}
	return out
}

// uri is a path as a relative URI.
func (s *sarifRun) uri(path string) *sarif.ArtifactLocation {
	u := url.URL{Path: s.run.inRepository(path)}
	at := sarif.NewSimpleArtifactLocation(u.String()).WithURIBaseID(srcRoot)
	at.Index = -1 // none
	return at
}

// escaped is a text as it stands in a message, where brackets make links.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`).Replace(text)
}
