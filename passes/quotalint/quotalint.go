// Package quotalint is quotalint as an analyzer of golang.org/x/tools/go/analysis, for go vet, multichecker, nogo and
// golangci-lint. Rules, allowlist and rule ids are those of the program quotalint, and so is the linker: what it knows of
// a package's dependencies it has from their facts.
//
// Facts travel from a package to those that import it, never back, so a pass reports what a package and what it depends on
// decide, and is silent on the rest: calls on a client that only importers hand in, and packages that the code of a factory
// imports, whose constructions may well be a part of that factory. `quotalint check --types` links the whole program.
//
// The package needs no C compiler. It does not read other languages and writes no report.
package quotalint

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/grammars/gotree"
	"github.com/quotalint/quotalint/rules"
)

const doc = `report OpenAI clients and API calls that no approved factory accounts for

The allowlist of factories is .quotalint.yml, found in the folders above each package. What only importers of a package
decide is not reported: run "quotalint check --types" for the whole program.`

// Analyzer is quotalint with the config that it finds above each package.
var Analyzer = New()

// New returns an analyzer of its own. Its flags are config, the path of a file that stands in for the root's .quotalint.yml,
// and today, the day as of which dates are judged, YYYY-MM-DD in UTC.
func New() *analysis.Analyzer {
	v := &vet{source: golang.New(gotree.Parser{})}
	v.mentions = sync.OnceValue(func() func(string) bool { return rules.Mentions(v.source.Name()) })
	a := &analysis.Analyzer{
		Name:             "quotalint",
		Doc:              doc,
		URL:              "https://github.com/quotalint/quotalint",
		Run:              v.run,
		RunDespiteErrors: true,
		FactTypes:        []analysis.Fact{new(Clients), new(Factory), new(Sources)},
	}
	a.Flags.StringVar(&v.config, "config", "", "read this file in place of the root's .quotalint.yml; its paths are relative to the root")
	a.Flags.StringVar(&v.today, "today", "", "judge dates as of this day, YYYY-MM-DD (default: today in UTC)")
	return a
}

// A vet is an analyzer and what its passes share.
type vet struct {
	source        *golang.Analyzer
	config, today string
	mentions      func() func(module string) bool // see rules.Mentions
	projects      sync.Map                        // root -> func() (*project, error)
}

// Clients is the fact of a function, method, variable or field of a package that gives clients: it returns or holds them.
type Clients struct {
	Makers []string // who made them, sorted: symbols of SDKs, factories; the type where nobody is seen to make one
}

// AFact marks a fact.
func (*Clients) AFact() {}

func (c *Clients) String() string { return "clients of " + strings.Join(c.Makers, ", ") }

// Factory is the fact of what the allowlist approves.
type Factory struct {
	Entry string // path:symbol, as the config has it
}

// AFact marks a fact.
func (*Factory) AFact() {}

func (f *Factory) String() string { return "factory " + f.Entry }

// Sources is the fact of a package that clients may come through: what its files say, for the packages that import it.
type Sources struct {
	Root   string // absolute, "" if it has no config; packages below another root have another allowlist
	Folder string // of the package, relative to the root and slash-separated
	Data   []byte // see pack
}

// AFact marks a fact.
func (*Sources) AFact() {}

func (s *Sources) String() string { return fmt.Sprintf("sources of %s", s.Folder) }
