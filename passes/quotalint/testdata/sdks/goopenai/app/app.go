// Package app has a way round the factory. // want package:"sources of .*app"
package app

import (
	"context"

	"example.com/app/goopenai/llm"
	"github.com/sashabaranov/go-openai"
)

type app struct {
	*llm.Clients
	own *openai.Client // want own:"clients of .*go-openai:NewClientWithConfig"
}

func start() *app { // a value that holds a client is no client
	return &app{Clients: &llm.Clients{}, own: openai.NewClientWithConfig(openai.DefaultConfig("key"))} // want "QL001: .*NewClientWithConfig is constructed outside an approved factory"
}

func (a *app) ask(ctx context.Context, r openai.ChatCompletionRequest) {
	a.Shared().CreateChatCompletion(ctx, r)
	a.own.CreateChatCompletion(ctx, r) // want "QL002: CreateChatCompletion is called on a client that no approved factory made: .*NewClientWithConfig"
}
