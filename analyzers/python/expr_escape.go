package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/quotalint/quotalint/analyzers/lower"
)

// unescape returns what the content of a string literal means.
func unescape(s string) string { return lower.Unescape(s, escape) }

// escape writes what the escape sequence means that s begins with, behind its backslash, and returns its length.
func escape(b *strings.Builder, s string) int {
	const letters, controls = "abfnrtv", "\a\b\f\n\r\t\v"
	switch c := s[0]; c {
	case '\n':
		return 1
	case '\r':
		if strings.HasPrefix(s, "\r\n") {
			return 2
		}
		return 1
	case '\\', '\'', '"':
		b.WriteByte(c)
		return 1
	case 'a', 'b', 'f', 'n', 'r', 't', 'v':
		b.WriteByte(controls[strings.IndexByte(letters, c)])
		return 1
	case 'x':
		return code(b, s, 1, 2, 16)
	case 'u':
		return code(b, s, 1, 4, 16)
	case 'U':
		return code(b, s, 1, 8, 16)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		digits := 1
		for digits < 3 && digits < len(s) && s[digits] >= '0' && s[digits] <= '7' {
			digits++
		}
		return code(b, s, 0, digits, 8)
	}
	b.WriteByte('\\')
	return 0
}

// code writes the code point that stands in s behind skip bytes, and returns the length of both.
func code(b *strings.Builder, s string, skip, digits, base int) int {
	if len(s) >= skip+digits {
		if n, err := strconv.ParseUint(s[skip:skip+digits], base, 32); err == nil && n <= utf8.MaxRune {
			b.WriteRune(rune(n))
			return skip + digits
		}
	}
	b.WriteByte('\\')
	return 0
}
