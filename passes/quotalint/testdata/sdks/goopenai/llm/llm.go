// Package llm is approved as a whole. // want package:"sources of .*llm"
package llm

import "github.com/sashabaranov/go-openai"

// Clients hands out clients.
type Clients struct{ shared *openai.Client } // want shared:"clients of goopenai/llm/llm.go:\\*"

func (c *Clients) Shared() *openai.Client { // want Shared:"clients of goopenai/llm/llm.go:\\*"
	if c.shared == nil {
		c.shared = openai.NewClient("key")
	}
	return c.shared
}
