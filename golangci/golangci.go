// Package golangci is quotalint as a module plugin of golangci-lint: name it in .custom-gcl.yml, build with
// `golangci-lint custom`, and enable the linter quotalint. It needs no C compiler.
package golangci

import (
	"fmt"

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

// BuildAnalyzers returns the one analyzer.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := quotalint.New()
	if err := a.Flags.Set("config", p.settings.Config); err != nil {
		return nil, err
	}
	return []*analysis.Analyzer{a}, nil
}

// GetLoadMode says that types are needed.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
