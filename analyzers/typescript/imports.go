package typescript

import (
	"bytes"
	"strings"
)

// Imports lists the modules that src may import: every string behind from or import, and every string in the arguments
// of a call whose name has import or require in it. Where such an argument is no string, every string of the file that
// could be a module counts. A module has no submodules, so none ends in a slash.
func (Analyzer) Imports(src []byte) []string {
	s := importScan{src: src, seen: map[string]bool{}}
	for _, word := range []string{"from", "import", "equire"} { // also nodeRequire, require.resolve, importActual
		for at := 0; ; {
			i := bytes.Index(src[at:], []byte(word))
			if i < 0 {
				break
			}
			at += i + len(word)
			s.behind(at, word == "from")
		}
	}
	if s.dynamic {
		s.strings()
	}
	return s.list
}

// far is more bytes than a module name has, and than what stands between a word and what it is about.
const far = 2048

// An importScan collects the modules that one source imports. Its methods take an offset and return the one behind
// what they read.
type importScan struct {
	src     []byte
	dynamic bool                   // there is a call whose module is not written in it
	names   struct{ from, to int } // the names that were read last
	seen    map[string]bool
	list    []string // in the order in which they are found
}

func (s *importScan) add(module string) {
	if !s.seen[module] && module != "" {
		s.seen[module] = true
		s.list = append(s.list, module)
	}
}

// behind reads what stands behind one of the words: a string, or the arguments of a call.
func (s *importScan) behind(at int, from bool) {
	next := s.blank(at)
	if next < len(s.src) && quote(s.src[next]) {
		if module, _, ok := s.text(next); ok {
			s.add(module)
		}
		return
	}
	if from {
		return
	}
	if at = s.blank(s.name(at)); at < len(s.src) && s.src[at] == '<' {
		at = s.typeArguments(at)
	}
	if at < len(s.src) && s.src[at] == '(' {
		s.arguments(at + 1)
	}
}

// name reads names with dots between them. Of a long one, each part may be a word that behind is asked about.
func (s *importScan) name(at int) int {
	if at < s.names.from || at > s.names.to {
		s.names.from = at
		for at < len(s.src) && (inName(s.src[at]) || s.src[at] == '.') {
			at++
		}
		s.names.to = at
	}
	return s.names.to
}

// typeArguments reads from < to the ( of the call; nothing where no call follows soon.
func (s *importScan) typeArguments(at int) int {
	if i := bytes.IndexByte(s.src[at:min(at+far, len(s.src))], '>'); i >= 0 {
		for end := at + i; end < len(s.src); end++ {
			switch s.src[end] {
			case '(':
				return end
			case '>', ' ', '\n', '\r', '\t':
			default:
				return at
			}
		}
	}
	return at
}

// arguments reads the arguments of a call. One that is a single string is the module; of others each string may be.
func (s *importScan) arguments(at int) {
	first := s.blank(at)
	if first < len(s.src) && quote(s.src[first]) {
		if module, end, ok := s.text(first); ok {
			s.add(module)
			if end = s.blank(end); end < len(s.src) && (s.src[end] == ')' || s.src[end] == ',') {
				return
			}
		}
	} else if first < len(s.src) && s.src[first] == ')' {
		return // import() without a module
	}
	s.dynamic = true
}

// strings adds every string literal that could name a module. Where a literal begins cannot be told without parsing, so
// whatever stands between two quotes of a kind counts.
func (s *importScan) strings() {
	for _, q := range []byte("\"'`") {
		for at := 0; at < len(s.src); {
			i := bytes.IndexByte(s.src[at:], q)
			if i < 0 {
				break
			}
			module, end, ok := s.text(at + i)
			if at = end; !ok {
				continue
			}
			if at--; moduleName(module) { // the quote that ends this one may begin the next
				s.add(module)
			}
		}
	}
}

// moduleName reports whether a text could be the name of a module.
func moduleName(text string) bool {
	return !strings.ContainsAny(text, " \t\n\r<>(){}[];,=&|\"'`\\")
}

// text reads the string literal at an offset. A template with a hole or a second line is none; end is behind what was read of
// it, in which no other begins.
func (s *importScan) text(at int) (text string, end int, ok bool) {
	q := s.src[at]
	for end = at + 1; end < min(len(s.src), at+far); end++ {
		switch c := s.src[end]; {
		case c == q:
			return unescape(string(s.src[at+1 : end])), end + 1, true
		case c == '\\':
			end++
		case c == '\n', q == '`' && c == '$' && end+1 < len(s.src) && s.src[end+1] == '{':
			return "", end, false
		}
	}
	return "", end, false
}

// blank reads space and comments.
func (s *importScan) blank(at int) int {
	near := s.src[:min(len(s.src), at+far)]
	for at < len(near) {
		switch c := near[at]; {
		case c == ' ', c == '\t', c == '\n', c == '\r', c == '\f', c == '\v':
			at++
		case bytes.HasPrefix(near[at:], []byte("\ufeff")):
			at += len("\ufeff")
		case bytes.HasPrefix(near[at:], []byte("\u00a0")):
			at += len("\u00a0")
		case c == '/' && at+1 < len(near) && (near[at+1] == '/' || near[at+1] == '*'):
			at = behindComment(near, at)
		default:
			return at
		}
	}
	return at
}

func quote(c byte) bool { return c == '"' || c == '\'' || c == '`' }

// inName reports whether the byte can be in an identifier; all of a letter beyond ASCII can.
func inName(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
