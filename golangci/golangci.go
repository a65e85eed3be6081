// Package golangci is quotalint as a module plugin of golangci-lint: name it in .custom-gcl.yml, build with
// `golangci-lint custom`, and enable the linter quotalint. It needs no C compiler.
package golangci

import (
	"fmt"
	"reflect"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/quotalint/quotalint/passes/quotalint"
)

func init() { register.Plugin("quotalint", New) } // this is how golangci-lint finds a plugin

// Settings are what linters.settings.custom.quotalint.settings of .golangci.yml may hold.
type Settings struct {
	Config string `json:"config"` // stands in for the root's .quotalint.yml
}

type plugin struct{ settings Settings }

// New returns the plugin with the settings that golangci-lint read; an unknown key is an error.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, fmt.Errorf("settings of quotalint: %w (known here: config)", err)
	}
	return plugin{s}, nil
}

// BuildAnalyzers returns the analyzer, and another that it has its diagnostics from. golangci-lint keeps what analyzers found
// under their names, and looks at no .quotalint.yml: the name of the other one says what verdicts rest on beside Go source.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	state, err := quotalint.State(".")
	if err != nil {
		return nil, err
	}
	finder := quotalint.New()
	if err := finder.Flags.Set("config", p.settings.Config); err != nil {
		return nil, err
	}
	teller := &analysis.Analyzer{Name: finder.Name, Doc: finder.Doc, URL: finder.URL, RunDespiteErrors: true, Requires: []*analysis.Analyzer{finder}}
	teller.Run = func(pass *analysis.Pass) (any, error) {
		for _, d := range pass.ResultOf[finder].([]analysis.Diagnostic) {
			pass.Report(d)
		}
		return nil, nil
	}
	finder.Name += "_" + state[:16]
	finder.ResultType = reflect.TypeFor[[]analysis.Diagnostic]()
	find := finder.Run
	finder.Run = func(pass *analysis.Pass) (any, error) {
		var found []analysis.Diagnostic
		quiet := *pass
		quiet.Report = func(d analysis.Diagnostic) { found = append(found, d) }
		_, err := find(&quiet)
		return found, err
	}
	return []*analysis.Analyzer{teller, finder}, nil
}

// GetLoadMode says that types are needed.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
