package typescript

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/quotalint/quotalint/analyzers/lower"
)

// unescape returns what the content of a string or template literal means.
func unescape(s string) string { return lower.Unescape(s, escape) }

// escape writes what the escape sequence means that s begins with, behind its backslash, and returns its length.
func escape(b *strings.Builder, s string) int {
	const letters, controls = "0bfnrtv", "\x00\b\f\n\r\t\v"
	for _, end := range []string{"\r\n", "\n", "\r", "\u2028", "\u2029"} { // the line goes on
		if strings.HasPrefix(s, end) {
			return len(end)
		}
	}
	switch c := s[0]; {
	case strings.IndexByte(letters, c) >= 0:
		b.WriteByte(controls[strings.IndexByte(letters, c)])
		return 1
	case c == 'x' || c == 'u':
		if r, length := codePoint(s); length > 0 {
			b.WriteRune(r)
			return length
		}
	}
	_, size := utf8.DecodeRuneInString(s)
	b.WriteString(s[:size])
	return size
}

// codePoint reads \x41, \u0041, \u{41} and two halves of a pair, \uD83D\uDE00; length 0 says that it is none of them.
func codePoint(s string) (r rune, length int) {
	r, length = codeUnit(s)
	if utf16.IsSurrogate(r) && strings.HasPrefix(s[length:], `\u`) {
		if low, more := codeUnit(s[length+1:]); utf16.DecodeRune(r, low) != utf8.RuneError {
			return utf16.DecodeRune(r, low), length + 1 + more
		}
	}
	return r, length
}

func codeUnit(s string) (r rune, length int) {
	digits, length := s[1:], 0
	switch {
	case s[0] == 'x' && len(s) >= 3:
		digits, length = s[1:3], 3
	case strings.HasPrefix(digits, "{"):
		end := strings.IndexByte(digits, '}')
		if end < 0 {
			return 0, 0
		}
		digits, length = digits[1:end], end+2
	case s[0] == 'u' && len(s) >= 5:
		digits, length = s[1:5], 5
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if length == 0 || err != nil || n > utf8.MaxRune {
		return 0, 0
	}
	return rune(n), length
}
