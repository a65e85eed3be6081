// Package llm has the factory, and beside it code that nobody approved. // want package:"sources of .*llm"
package llm

import (
	"example.com/app/raw"
	openai "github.com/openai/openai-go"
)

func New() *openai.Client { return raw.Client() } // want New:"clients of .*llm/llm.go:New" New:"factory .*llm/llm.go:New"

// Default holds a client that no factory made.
var Default = openai.NewClient() // want Default:"clients of .*openai-go:NewClient" "QL001: .*NewClient is constructed outside an approved factory"

// A Service is given its client.
type Service struct {
	Client *openai.Client // want Client:"clients of .*openai-go:Client"
}

// Both is what a caller chooses from.
func Both(direct bool) *openai.Client { // want Both:"clients of .*openai-go:NewClient, .*llm/llm.go:New"
	if direct {
		return Default
	}
	return New()
}
