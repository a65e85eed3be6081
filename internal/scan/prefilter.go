package scan

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/rules"
)

// A prefilter tells from the bytes of a file whether it must be read in full even if nothing else leads to it. It may
// say so of too many files, never of too few: everything that a linker could make a site of by that file alone is here.
type prefilter struct {
	mentions [][]byte       // modules of SDKs, hosts of the API, comments addressed to quotalint
	segments map[string]int // segments of the methods below, numbered
	first    [256]bool      // bytes that segments begin with
	methods  []method
	sum      string // a hash of all that seed goes by
}

// A method is an API method whose path is so long that a call is one even where nobody is seen to make the client.
type method struct {
	path string
	need segmentSet
}

// A segmentSet is a set of numbered segments.
type segmentSet []uint64

// longPath is how many segments make a path long.
const longPath = 3

// newPrefilter takes what matters in a language from the rules. Trust names the vendors that are trusted to count calls.
func newPrefilter(set *rules.Set, language string, trust ...string) *prefilter {
	p := &prefilter{segments: map[string]int{}}
	mentions := []string{"quotalint", "Quotalint", "QuotaLint", "quotaLint", "QUOTALINT"} // package check reports other spellings
	var paths []string
	for i := range set.Files {
		f := &set.Files[i]
		for _, h := range f.Hosts {
			if h.BilledBy == "openai" {
				mentions = append(mentions, literal(h.Pattern))
			}
		}
		if f.Language != language {
			continue
		}
		mentions = append(mentions, modules(f)...)
		mentions = append(mentions, vendorModules(f, trust)...)
		for _, surface := range f.Surfaces {
			for _, m := range surface.Methods {
				paths = append(paths, m.Path)
			}
		}
	}
	p.addMentions(mentions)
	slices.Sort(paths)
	p.addMethods(slices.Compact(paths))
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q", p.mentions, paths))
	p.sum = string(sum[:])
	return p
}

// modules is the import roots through which a file of rules makes clients.
func modules(f *rules.File) []string {
	var list []string
	root := func(symbol string) { list = append(list, importRoot(symbol)) }
	for _, c := range f.Clients {
		for _, symbol := range append([]string{c.Symbol}, c.Also...) {
			root(symbol)
		}
	}
	for _, r := range f.Resources {
		for _, symbol := range append([]string{r.Symbol}, r.Also...) {
			root(symbol)
		}
	}
	for _, s := range f.Singletons {
		root(s.Module)
	}
	for _, module := range f.Types {
		root(module)
	}
	if len(list) > 0 {
		list = append(list, f.Modules...)
	}
	return list
}

// importRoot is the first name of the module of a symbol.
func importRoot(symbol string) string {
	module, _, _ := strings.Cut(symbol, ":")
	if !strings.Contains(module, "/") { // the dots of a path separate nothing
		module, _, _ = strings.Cut(module, ".")
	}
	return module
}

// vendorModules is the import roots by which vendors make clients, and those by which vendors that are trusted count calls of
// clients that others make.
func vendorModules(f *rules.File, trust []string) []string {
	var list []string
	for _, t := range f.Trackers {
		for _, c := range t.Clients {
			for _, symbol := range append([]string{c.Symbol}, c.Also...) {
				list = append(list, importRoot(symbol))
			}
		}
		if !slices.Contains(trust, t.Name) {
			continue
		}
		for _, symbol := range append(slices.Clone(t.Wraps), t.Transports...) {
			list = append(list, importRoot(symbol))
		}
		for _, s := range t.Starts {
			list = append(list, importRoot(s.Call+s.Import))
		}
	}
	return list
}

// literal is the longest part of a host pattern that any host it matches contains.
func literal(pattern string) string {
	longest := ""
	for _, part := range strings.Split(pattern, "*") {
		if len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// addMentions keeps the words of which no other is a part.
func (p *prefilter) addMentions(words []string) {
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	for _, w := range words {
		if w != "" && !slices.ContainsFunc(p.mentions, func(shorter []byte) bool { return strings.Contains(w, string(shorter)) }) {
			p.mentions = append(p.mentions, []byte(w))
		}
	}
}

// addMethods numbers the segments of long paths. A path that goes through the result of a call is no chain of members.
func (p *prefilter) addMethods(paths []string) {
	var long []string
	for _, path := range paths {
		if strings.Count(path, ".") >= longPath-1 && !strings.Contains(path, "()") {
			long = append(long, path)
			for _, segment := range strings.Split(path, ".") {
				if _, ok := p.segments[segment]; !ok {
					p.segments[segment] = len(p.segments)
					p.first[segment[0]] = true
				}
			}
		}
	}
	for _, path := range long {
		need := p.none()
		for _, segment := range strings.Split(path, ".") {
			need.add(p.segments[segment])
		}
		p.methods = append(p.methods, method{path, need})
	}
}

func (p *prefilter) none() segmentSet { return make(segmentSet, len(p.segments)/64+1) }

func (s segmentSet) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s segmentSet) holds(all segmentSet) bool {
	for i := range all {
		if s[i]&all[i] != all[i] {
			return false
		}
	}
	return true
}

// seed is why a file must be read in full, "" if nothing in it says so.
func (p *prefilter) seed(src []byte) string {
	for _, word := range p.mentions {
		if bytes.Contains(src, word) {
			return "mentions " + string(word)
		}
	}
	found := p.members(src)
	for i := range p.methods {
		if found.holds(p.methods[i].need) {
			return "has all members of " + p.methods[i].path
		}
	}
	return ""
}

// members finds which segments src reads as members: those behind a dot, with or without space or a line end between.
func (p *prefilter) members(src []byte) segmentSet {
	found := p.none()
	for i := 0; i < len(src); i++ {
		dot := bytes.IndexByte(src[i:], '.')
		if dot < 0 {
			break
		}
		i = gap(src, i+dot+1)
		if i >= len(src) || !p.first[src[i]] {
			i--
			continue
		}
		end := i
		for end < len(src) && letter(src[end]) {
			end++
		}
		if n, ok := p.segments[string(src[i:end])]; ok {
			found.add(n)
		}
		i = end - 1
	}
	return found
}

// gap skips space, line ends and comments of one line.
func gap(src []byte, i int) int {
	for i < len(src) {
		switch {
		case blank(src[i]):
			i++
		case src[i] == '#', bytes.HasPrefix(src[i:], []byte("//")):
			for i < len(src) && src[i] != '\n' && src[i] != '\r' {
				i++
			}
		default:
			return i
		}
	}
	return i
}

func blank(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\\'
}

func letter(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
