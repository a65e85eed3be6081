// Package app uses what package llm gives. // want package:"sources of .*app"
package app

import (
	"context"

	"example.com/app/llm"
	openai "github.com/openai/openai-go"
)

func tracked(ctx context.Context, p openai.ChatCompletionNewParams) {
	client := llm.New()
	client.Chat.Completions.New(ctx, p)
}

func direct(ctx context.Context, p openai.ChatCompletionNewParams) {
	llm.Default.Chat.Completions.New(ctx, p) // want "QL002: Chat.Completions.New is called on a client that no approved factory made: .*NewClient at .*llm/llm.go:12"
}

func either(ctx context.Context, p openai.EmbeddingNewParams) {
	client := llm.Both(true)
	client.Embeddings.New(ctx, p) // want "QL002: Embeddings.New is called on a client that no approved factory made"
}

// Importers decide what it is given.
func Given(ctx context.Context, s llm.Service, p openai.EmbeddingNewParams) {
	s.Client.Embeddings.New(ctx, p)
}

func suppressed(ctx context.Context, p openai.EmbeddingNewParams) {
	llm.Default.Embeddings.New(ctx, p) // quotalint: allow QL002 -- a probe
}

func spendsNothing(ctx context.Context) {
	llm.Default.Models.List(ctx)
}
