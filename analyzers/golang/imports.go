package golang

import (
	"bytes"
	"path"
	"strconv"
	"strings"
)

// Imports lists the import paths that src may import. The other files of its package are read with it without being listed.
func (Analyzer) Imports(src []byte) []string {
	var list []string
	seen := map[string]bool{}
	for _, s := range importSpecs(src) {
		if !seen[s.path] {
			seen[s.path] = true
			list = append(list, s.path)
		}
	}
	return list
}

// An importSpec is one import: the name that the file gives to the package, "" if none, and its path.
type importSpec struct{ name, path string }

// importSpecs lists what stands behind the word import, wherever in the source that is: a comment that looks like an
// import is one too many, an import behind what does not parse is none too few.
func importSpecs(src []byte) []importSpec {
	word := []byte("import")
	var list []importSpec
	for at := 0; ; {
		i := bytes.Index(src[at:], word)
		if i < 0 {
			return list
		}
		start := at + i
		at = start + len(word)
		if start > 0 && inName(src[start-1]) || at < len(src) && inName(src[at]) {
			continue
		}
		next := skipBlank(src, at)
		if next < len(src) && src[next] == '(' {
			list, at = importBlock(src, next+1, list)
		} else if s, _, ok := readSpec(src, next); ok {
			list = append(list, s)
		}
	}
}

// importBlock reads imports to the closing parenthesis. Of a line that is none the rest is left out.
func importBlock(src []byte, at int, list []importSpec) ([]importSpec, int) {
	for {
		at = skipBlank(src, at)
		if at >= len(src) || src[at] == ')' {
			return list, at
		}
		s, end, ok := readSpec(src, at)
		switch {
		case ok:
			list, at = append(list, s), end
		case src[at] == ';':
			at++
		default:
			at = lineEnd(src, at)
		}
	}
}

// readSpec reads one import: a name, a dot or nothing, then a string.
func readSpec(src []byte, at int) (s importSpec, end int, ok bool) {
	end = at
	for end < len(src) && (inName(src[end]) || src[end] == '.') {
		end++
	}
	if s.name = string(src[at:end]); s.name == "import" {
		s.name = ""
	}
	at = skipBlank(src, end)
	if at >= len(src) || src[at] != '"' && src[at] != '`' {
		return s, at, false
	}
	size := bytes.IndexByte(src[at+1:], src[at])
	if size < 0 {
		return s, at, false
	}
	end = at + 1 + size + 1
	text, err := strconv.Unquote(string(src[at:end]))
	s.path = text
	return s, end, err == nil && text != ""
}

// clause is the name in the package clause of a source, "" without one.
func clause(src []byte) string {
	rest, ok := bytes.CutPrefix(src[skipBlank(src, 0):], []byte("package"))
	if !ok || len(rest) > 0 && inName(rest[0]) {
		return ""
	}
	rest = rest[skipBlank(rest, 0):]
	end := 0
	for end < len(rest) && inName(rest[end]) {
		end++
	}
	return string(rest[:end])
}

// customaryName is what a package is called as far as its import path tells.
func customaryName(importPath string) string {
	name := path.Base(importPath)
	if majorVersion(name) && name != importPath {
		name = path.Base(path.Dir(importPath))
	}
	if base, version, ok := strings.Cut(name, ".v"); ok && majorVersion("v"+version) { // gopkg.in
		name = base
	}
	for _, mark := range []string{"-go", ".go"} {
		name = strings.TrimSuffix(name, mark)
	}
	return strings.TrimPrefix(name, "go-")
}

// majorVersion reports whether a part of an import path is a major version: v2, v10.
func majorVersion(part string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(part, "v"))
	return err == nil && n >= 0 && part[0] == 'v'
}

// skipBlank is the offset behind space and comments.
func skipBlank(src []byte, at int) int {
	for at < len(src) {
		switch c := src[at]; {
		case c == ' ', c == '\t', c == '\n', c == '\r':
			at++
		case bytes.HasPrefix(src[at:], []byte("\ufeff")):
			at += len("\ufeff")
		case bytes.HasPrefix(src[at:], []byte("//")):
			at = lineEnd(src, at)
		case bytes.HasPrefix(src[at:], []byte("/*")):
			end := bytes.Index(src[at+2:], []byte("*/"))
			if end < 0 {
				return len(src)
			}
			at += 2 + end + 2
		default:
			return at
		}
	}
	return at
}

// lineEnd is the offset of the end of the line, or of the source.
func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

// inName reports whether the byte can be in an identifier; all of a letter beyond ASCII can.
func inName(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
