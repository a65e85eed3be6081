package estimate

import (
	"bytes"
	_ "embed" // the table
	"fmt"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/rules"
)

//go:embed usage.yaml
var builtinUsage []byte

// A usage is what one call of some operations is assumed to use.
type usage struct {
	For        []string      `yaml:"for"` // operations, groups of them, "cost: …", or * for all
	TokensIn   *config.Range `yaml:"tokens_in"`
	TokensOut  *config.Range `yaml:"tokens_out"`
	Images     *config.Range `yaml:"images"`
	Minutes    *config.Range `yaml:"minutes"`
	Seconds    *config.Range `yaml:"seconds"`
	Characters *config.Range `yaml:"characters"`
	Models     struct {
		Low    string `yaml:"low"`
		Likely string `yaml:"likely"`
		High   string `yaml:"high"`
	} `yaml:"models"`
	Reason   string `yaml:"reason"`
	Unpriced string `yaml:"unpriced"` // why nothing is assumed
}

func readUsage() ([]usage, error) {
	var file struct {
		Usage []usage `yaml:"usage"`
	}
	d := yaml.NewDecoder(bytes.NewReader(builtinUsage))
	d.KnownFields(true)
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("the built-in usage: %w", err)
	}
	return file.Usage, nil
}

// usageOf is the narrowest row for an operation: by its name, its group, what it costs, or the row for all.
func usageOf(rows []usage, op rules.Operation) *usage {
	for _, name := range []string{op.Op, op.Group, "cost: " + op.Cost, "*"} {
		for i := range rows {
			if slices.Contains(rows[i].For, name) {
				return &rows[i]
			}
		}
	}
	panic("usage.yaml has no row for *")
}

// units are what a call uses of what is not billed by the token.
func (u *usage) units() map[string]span {
	units := map[string]span{}
	for _, n := range []struct {
		unit string
		of   *config.Range
	}{{"image", u.Images}, {"minute", u.Minutes}, {"second", u.Seconds}, {"character", u.Characters}} {
		if n.of != nil {
			units[n.unit] = spanOf(*n.of)
		}
	}
	return units
}
