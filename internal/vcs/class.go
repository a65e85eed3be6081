package vcs

import (
	"fmt"
	"slices"
	"strings"
)

// namedClasses are those that a bracket expression may name, as regular expressions spell them.
var namedClasses = []string{
	"alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
}

// translateClass makes a class of a regular expression from the bracket expression at s[at], which never matches a
// slash. It is not ok if the bracket is not closed or names a class that there is not.
func translateClass(s string, at int) (class string, end int, ok bool) {
	i := at + 1
	var b strings.Builder
	b.WriteByte('[')
	negated := i < len(s) && (s[i] == '!' || s[i] == '^')
	if negated {
		b.WriteString(`^/`)
		i++
	}
	for first := true; ; first = false {
		if i >= len(s) {
			return "", 0, false
		}
		if s[i] == ']' && !first {
			break
		}
		if strings.HasPrefix(s[i:], "[:") {
			name, _, closed := strings.Cut(s[i+2:], ":]")
			if !closed || !slices.Contains(namedClasses, name) {
				return "", 0, false
			}
			b.WriteString("[:" + name + ":]")
			i += len(name) + 4
			continue
		}
		low, next, ok := classByte(s, i)
		if !ok {
			return "", 0, false
		}
		high := low
		if i = next; i+1 < len(s) && s[i] == '-' && s[i+1] != ']' {
			if high, i, ok = classByte(s, i+1); !ok {
				return "", 0, false
			}
		}
		writeRange(&b, low, high)
	}
	if b.Len() == 1 { // nothing is in it
		return "", 0, false
	}
	b.WriteByte(']')
	return b.String(), i + 1, true
}

// classByte reads one letter of a bracket expression.
func classByte(s string, i int) (c byte, next int, ok bool) {
	if s[i] == '\\' {
		i++
	}
	if i >= len(s) {
		return 0, 0, false
	}
	return s[i], i + 1, true
}

// writeRange writes a range without the slash; one the wrong way round is empty.
func writeRange(b *strings.Builder, low, high byte) {
	write := func(low, high byte) {
		if low <= high {
			fmt.Fprintf(b, `\x{%x}-\x{%x}`, low, high)
		}
	}
	if low <= '/' && '/' <= high {
		write(low, '/'-1)
		write('/'+1, high)
		return
	}
	write(low, high)
}
