package grammars

import "testing"

// Each grammar reads what the other one cannot.
func TestTypeScriptAndTSX(t *testing.T) {
	tests := []struct {
		name     string
		language *Language
		src      string
		kind     string
		broken   bool
	}{
		{"a cast", TypeScript(), "x = <T>y;\n", "type_assertion", false},
		{"no cast where there is JSX", TSX(), "x = <T>y;\n", "ERROR", true},
		{"an element", TSX(), "x = <T y={z}>{a}</T>;\n", "jsx_element", false},
		{"no element in TypeScript", TypeScript(), "x = <T y={z}/>;\na();\n", "call_expression", true},
		{"JavaScript", TSX(), "#!/bin/node\nvar x = require('y')\nmodule.exports = class { #z = 1 }\n", "class", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := parse(t, tt.language, []byte(tt.src))
			if tree.Broken != tt.broken || count(tree, tt.language.Kind(tt.kind)) == 0 {
				t.Errorf("broken is %v, %d nodes of kind %s", tree.Broken, count(tree, tt.language.Kind(tt.kind)), tt.kind)
			}
		})
	}
}
