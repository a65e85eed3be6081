// Package llm has the factory.
package llm

import "github.com/sashabaranov/go-openai"

// New is approved.
func New() *openai.Client { return openai.NewClient("key") }
