// Package check judges linked programs: it says of every construction whether it is approved, and of every API call
// whether a factory that counts it made the client. It does not find values (package program does) and writes no report.
package check

import (
	"slices"
	"strings"
	"time"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
	"github.com/quotalint/quotalint/rules"
)

// Input is what is judged.
type Input struct {
	Program   *program.Program
	Languages map[string]*Language // by name
	Rules     *rules.Set
	Config    *config.Config
	Factories []program.Factory // as they were linked
	Versions  func(path, pkg string) (version, source string, exact bool)
	Report    func(path string) bool // whether sites of the file are reported; nil: all
	Files     Files
	Skipped   []Skip
	Today     time.Time // decides what has expired
	Version   string    // of quotalint
	Texts     []*facts.File
	Whole     bool                   // the whole root is judged: what matches nothing is stale
	Unread    []string               // files that may match something and could not, or were not to be, read
	Test      func(path string) bool // nil: no file is test code
	Known     []Known                // the findings that are no news, the baseline first
}

type judge struct {
	Input
	sites    []judged
	makers   map[program.Maker][]int // constructions by the maker they are
	sdks     map[SDK]bool
	allowed  []bool // entries of Config.Allow that excuse something
	comments []suppression
	found    []Finding
	config   map[string]bool // fingerprints of findings about the config
	twins    map[string]int  // findings that are alike but for their place

	bare         map[program.Maker]bool  // clients that calls are made on as they were constructed
	handed       [][]handedOut           // by factory
	spoken       []*Language             // by factory: the language of its file; nil for a file that was not read
	wraps        map[string][]facts.Span // by path: the code that stands for methods of the clients of factories
	uses         map[use]int
	streamed     map[use]int // those that ask for a stream
	factories    []Factory
	factoryHosts map[int32][]string // by factory, see findFactoryHosts
	open         []Open
	excused      []Open
	stale        []int // of Known[0], see Result
	unjudged     []int
}

// judged is a site with what it was judged by.
type judged struct {
	Site
	from    program.Site
	origins []program.Origin // those that decide
	rule    string           // what is wrong, also where the rule is switched off
	called  method
	view    string // the view through which a method is called that a factory's code records in full otherwise
	clone   string // the method by which a factory's client was cloned, where that makes a call uncovered
}

// Check judges every site of a program.
func Check(in Input) *Result {
	j := &judge{Input: in, makers: map[program.Maker][]int{}, sdks: map[SDK]bool{}, config: map[string]bool{}, twins: map[string]int{}}
	j.allowed = make([]bool, len(in.Config.Allow))
	for _, s := range in.Program.Sites() {
		if s.Region != 0 && s.Kind == program.APICall || !s.Saved {
			j.add(s)
		}
	}
	j.sort()
	for i := range j.sites {
		if j.sites[i].from.Kind == program.Construct {
			j.judgeConstruct(&j.sites[i])
			m := j.sites[i].from.Maker
			j.makers[m] = append(j.makers[m], i)
		}
	}
	j.findFactoryHosts()
	j.read()
	for i := range j.sites {
		if j.sites[i].from.Kind == program.APICall {
			j.judgeCall(&j.sites[i])
		}
	}
	j.countUses()
	j.factories = j.describeFactories()
	j.fingerprint()
	j.excuse()
	j.findCauses()
	return j.result()
}

// add begins a site: everything about it that needs no judgement.
func (j *judge) add(s program.Site) {
	f := s.File
	span := f.Exprs[s.Expr].Span
	site := Site{
		Path: f.Path, Line: int(span.Line), Column: int(span.Column), EndLine: int(span.EndLine), EndColumn: int(span.EndColumn),
		Language: f.Language, Kind: "construct", Symbol: s.Symbol, In: program.ScopeName(f, s.Call.Scope), Test: s.Test, Trace: []Step{},
	}
	if s.Kind == program.APICall {
		site.Kind = "call"
	}
	j.sites = append(j.sites, judged{Site: site, from: s})
}

func (j *judge) sort() {
	slices.SortStableFunc(j.sites, func(a, b judged) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		for _, d := range []int{a.Line - b.Line, a.Column - b.Column, strings.Compare(b.Kind, a.Kind), a.EndLine - b.EndLine, a.EndColumn - b.EndColumn} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
}

func (j *judge) language(s *judged) *Language { return j.Languages[s.Language] }

// judgeConstruct: a construction inside a region is allowed, as is one that is pointed at an approved gateway.
func (j *judge) judgeConstruct(s *judged) {
	c := j.language(s).clients[s.Symbol]
	s.Async = c.async
	s.Makers = []string{j.makerName(s.from.Maker)}
	s.BilledBy = or(c.billedBy, BilledByOpenAI)
	j.version(s, c.file)
	gateway := j.place(s, s.from.Hosts)
	switch {
	case s.from.Region != 0:
		s.Verdict = Allowed
	case gateway:
		s.Verdict, s.Reason = Allowed, "its base URL is an approved gateway"
	case j.relyOnVendor(s, c.file):
		s.Verdict = Allowed
	default:
		s.Verdict = Violation
		j.fault(s, "QL001")
	}
	s.Trace = []Step{}
}

// fault gives a site its rule and severity.
func (j *judge) fault(s *judged, rule string) {
	s.rule = rule
	s.Severity = j.Config.Severity(rule, s.Path)
	if s.Severity == config.Off {
		s.Severity = ""
		return
	}
	s.Rule, s.Status = rule, "new"
	if s.Severity != "note" && (s.Spends == "no" || j.elsewhere(s)) {
		s.Severity = "note"
	}
}

// elsewhere reports whether another vendor is billed because of a base URL that the code names.
func (j *judge) elsewhere(s *judged) bool { return s.Elsewhere() }

// headline reports whether what is billed by this vendor belongs to the figures about OpenAI spend. A host that no rule
// names does: it may well be somebody's own proxy.
func headline(billedBy string) bool {
	return billedBy == BilledByOpenAI || billedBy == "azure" || billedBy == unknownVendor
}

const unknownVendor = "unknown"

// BilledByOpenAI is the value of Site.BilledBy where OpenAI itself is paid.
const BilledByOpenAI = "openai"

func (j *judge) makerName(m program.Maker) string {
	if m.Factory != 0 {
		return factorySymbol(j.Factories[m.Factory-1])
	}
	return m.Symbol
}

func factorySymbol(f program.Factory) string { return f.Path + ":" + f.Symbol }

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
