// Package app has a way round its factory.
package app

import (
	"context"

	"github.com/sashabaranov/go-openai"
)

func ask(ctx context.Context, r openai.ChatCompletionRequest) error {
	client := openai.NewClient("key")
	_, err := client.CreateChatCompletion(ctx, r)
	return err
}
