// Package raw makes clients for the factory, which is in a package that imports this one: what is constructed here may be // want package:"sources of .*raw"
// a part of it, so that nothing can be said of it here.
package raw

import openai "github.com/openai/openai-go"

func Client() *openai.Client { return openai.NewClient() } // want Client:"clients of .*openai-go:NewClient"
