package app

import "testing"

func TestNothing(t *testing.T) { undefined() }
