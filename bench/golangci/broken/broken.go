package app

import _ "embed"

//go:embed prompt.txt
var prompt string

func length() int { return prompt }
