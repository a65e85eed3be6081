package python

import (
	"bytes"
	"strings"
)

// Imports lists the modules that src may import: those of import statements with the packages above them, those of
// from-imports with and without each imported name (which may be a submodule), and, in a file that imports by
// function call, every string that could be the name of a module. What is bound as an object ends in a slash.
func (Analyzer) Imports(src []byte) []string {
	s := importScan{src: src, seen: map[string]bool{}}
	from, imports := -1, -1
	for at := 0; ; {
		if from < at {
			from = s.find(at, "from")
		}
		if imports < at {
			imports = s.find(at, "import")
		}
		switch {
		case from < imports:
			at = s.fromImport(from)
		case imports < len(src):
			at = s.importList(imports)
		default:
			if s.dynamic {
				s.strings()
			}
			return s.list
		}
	}
}

// An importScan collects the modules that one source imports. Its methods take an offset and return the one behind
// what they read.
type importScan struct {
	src     []byte
	dynamic bool // there is an import by function call
	seen    map[string]bool
	list    []string // in order of appearance
}

func (s *importScan) add(module string) {
	if !s.seen[module] {
		s.seen[module] = true
		s.list = append(s.list, module)
	}
}

func (s *importScan) find(at int, word string) int {
	if i := bytes.Index(s.src[at:], []byte(word)); i >= 0 {
		return at + i
	}
	return len(s.src)
}

// fromImport reads `from a.b import c, d` at the word "from".
func (s *importScan) fromImport(at int) int {
	start := at
	at += len("from")
	if !s.boundary(start, at) {
		return at
	}
	module, next := s.module(s.blank(at, false))
	next = s.blank(next, false)
	if module == "" || !bytes.HasPrefix(s.src[next:], []byte("import")) {
		return at
	}
	next += len("import")
	if next < len(s.src) && inName(s.src[next]) {
		return at
	}
	s.add(module)
	below := module
	if !strings.HasSuffix(below, ".") {
		below += "."
	}
	return s.names(next, func(name string) { s.add(below + name + "/") })
}

// names reads the imported names behind "import", with or without parentheses.
func (s *importScan) names(at int, visit func(name string)) int {
	at = s.blank(at, false)
	lines := at < len(s.src) && s.src[at] == '('
	if lines {
		at++
	}
	for {
		at = s.blank(at, lines)
		name, next := s.name(at)
		if name == "" || name == "import" || name == "from" {
			return at
		}
		visit(name)
		at = s.alias(next, lines)
		if at >= len(s.src) || s.src[at] != ',' {
			return at
		}
		at++
	}
}

// importList reads `import a.b as c, d` at the word "import".
func (s *importScan) importList(at int) int {
	start := at
	at += len("import")
	if bytes.HasPrefix(s.src[at:], []byte("_module")) || bytes.HasPrefix(s.src[at:], []byte("__")) {
		s.dynamic = true
		return at
	}
	if !s.boundary(start, at) {
		return at
	}
	for {
		module, next := s.module(s.blank(at, false))
		if module == "" || module[0] == '.' || module == "import" || module == "from" {
			return at
		}
		for i := range module {
			if module[i] == '.' {
				s.add(module[:i] + "/")
			}
		}
		s.add(module + "/")
		at = s.alias(next, false)
		if at >= len(s.src) || s.src[at] != ',' {
			return at
		}
		at++
	}
}

// alias reads `as name` if it is there, and the space around it.
func (s *importScan) alias(at int, lines bool) int {
	at = s.blank(at, lines)
	if word, next := s.name(at); word == "as" {
		_, next = s.name(s.blank(next, lines))
		return s.blank(next, lines)
	}
	return at
}

// module reads a dotted name, which dots may precede and space may part; "" if there is none.
func (s *importScan) module(at int) (string, int) {
	var b strings.Builder
	for at < len(s.src) && s.src[at] == '.' {
		b.WriteByte('.')
		at = s.blank(at+1, false)
	}
	for {
		name, next := s.name(at)
		if name == "" || name == "import" {
			return b.String(), at
		}
		b.WriteString(name)
		dot := s.blank(next, false)
		if dot >= len(s.src) || s.src[dot] != '.' {
			return b.String(), next
		}
		b.WriteByte('.')
		at = s.blank(dot+1, false)
	}
}

// name reads an identifier; "" if there is none.
func (s *importScan) name(at int) (string, int) {
	end := at
	for end < len(s.src) && inName(s.src[end]) {
		end++
	}
	return string(s.src[at:end]), end
}

// blank reads space and continued lines, with lines also the ends of lines and comments.
func (s *importScan) blank(at int, lines bool) int {
	for at < len(s.src) {
		switch c := s.src[at]; {
		case c == ' ', c == '\t', c == '\f':
			at++
		case c == '\\' && at+1 < len(s.src) && (s.src[at+1] == '\n' || s.src[at+1] == '\r'):
			at = s.lineEnd(at + 1)
		case lines && (c == '\n' || c == '\r'):
			at++
		case lines && c == '#':
			for at < len(s.src) && s.src[at] != '\n' && s.src[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

func (s *importScan) lineEnd(at int) int {
	if bytes.HasPrefix(s.src[at:], []byte("\r\n")) {
		return at + 2
	}
	return at + 1
}

// boundary reports whether the word that stands there is no part of a longer one.
func (s *importScan) boundary(start, end int) bool {
	return (start == 0 || !inName(s.src[start-1])) && (end == len(s.src) || !inName(s.src[end]))
}

// strings adds every string literal that could be the name of a module. Where a literal begins cannot be told without
// parsing, so whatever stands between two quotes of a kind counts.
func (s *importScan) strings() {
	for _, quote := range []byte{'"', '\''} {
		rest := s.src
		for {
			i := bytes.IndexByte(rest, quote)
			if i < 0 {
				break
			}
			rest = rest[i+1:]
			if end := bytes.IndexByte(rest, quote); end > 0 && moduleName(rest[:end]) {
				s.add(string(rest[:end]) + "/")
			}
		}
	}
}

func moduleName(text []byte) bool {
	if text[len(text)-1] == '.' {
		return false
	}
	for _, c := range text {
		if c != '.' && !inName(c) {
			return false
		}
	}
	return true
}

// inName reports whether the byte can be in an identifier; all of a letter beyond ASCII can.
func inName(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
