package vcs

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A rule is one line of an ignore file.
type rule struct {
	line     int
	keeps    bool // !pattern: what matches is not ignored after all
	folders  bool // pattern/: only folders match
	anchored bool // the pattern is about the whole path below the rule's folder, not about the last name of it
	literal  string
	suffix   string         // of *suffix
	pattern  *regexp.Regexp // if neither of those
}

// parseRules reads an ignore file. A pattern that can match nothing is left out, as git does.
func parseRules(text []byte) []rule {
	var rules []rule
	n := 0
	for line := range bytes.Lines(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))) {
		n++
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if r, ok := parseRule(trimSpaces(string(line))); ok {
			r.line = n
			rules = append(rules, r)
		}
	}
	return rules
}

// trimSpaces cuts trailing spaces off, but not one behind a backslash.
func trimSpaces(s string) string {
	end := 0
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			end = i + 1
		} else if s[i] != ' ' {
			end = i + 1
		}
	}
	return s[:min(end, len(s))]
}

func parseRule(s string) (r rule, ok bool) {
	s, r.keeps = strings.CutPrefix(s, "!")
	s, r.folders = strings.CutSuffix(s, "/")
	r.anchored = strings.Contains(s, "/")
	s = strings.TrimPrefix(s, "/")
	if s == "" {
		return r, false
	}
	switch {
	case !strings.ContainsAny(s, `*?[\`):
		r.literal = s
	case s[0] == '*' && !r.anchored && !strings.ContainsAny(s[1:], `*?[\`):
		r.suffix = s[1:]
	default:
		expr, ok := translate(s)
		if !ok {
			return r, false
		}
		r.pattern = regexp.MustCompile(expr)
	}
	return r, true
}

// matches reports whether the rule is about a path. The path is relative to the rule's folder, base is its last name.
func (r *rule) matches(name, base string, folder bool) bool {
	if r.folders && !folder {
		return false
	}
	if !r.anchored {
		name = base
	}
	switch {
	case r.literal != "":
		return name == r.literal
	case r.pattern == nil:
		return strings.HasSuffix(name, r.suffix)
	}
	return r.pattern.MatchString(bytewise(name))
}

// bytewise makes a letter of every byte, for a question mark or class matches one byte, not one letter, in git.
func bytewise(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return s
	}
	runes := make([]rune, len(s))
	for i := range runes {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// translate makes a regular expression of a pattern, to be asked bytewise; a pattern that matches nothing is not ok.
func translate(s string) (expr string, ok bool) {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	for i := 0; i < len(s); {
		switch c := s[i]; c {
		case '*':
			end := i
			for end < len(s) && s[end] == '*' {
				end++
			}
			whole := end-i > 1 && (i == 0 || s[i-1] == '/')
			switch {
			case whole && end == len(s):
				b.WriteString(`.*`)
			case whole && s[end] == '/':
				b.WriteString(`(?:.*/)?`)
				end++
			default:
				b.WriteString(`[^/]*`)
			}
			i = end
		case '?':
			b.WriteString(`[^/]`)
			i++
		case '[':
			class, end, ok := translateClass(s, i)
			if !ok {
				return "", false
			}
			b.WriteString(class)
			i = end
		case '\\':
			if i+1 == len(s) {
				return "", false
			}
			i++
			fallthrough
		default:
			b.WriteString(regexp.QuoteMeta(string(rune(s[i]))))
			i++
		}
	}
	b.WriteString(`$`)
	return b.String(), true
}
