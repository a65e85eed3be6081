package config

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"gopkg.in/yaml.v3"
)

var (
	hostExpr   = regexp.MustCompile(`^((https?|wss?)://)?([A-Za-z0-9*._-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?(/\S*)?$`)
	methodExpr = regexp.MustCompile(`^(\*|[A-Za-z_][A-Za-z0-9_]*)(\.(\*|\(\)|[A-Za-z_][A-Za-z0-9_]*))*$`)
	sizeExpr   = regexp.MustCompile(`^([1-9][0-9]{0,8}) ?(?:([KMG])i?)?B$`)
	driveExpr  = regexp.MustCompile(`^(/|~(/|$)|\\\\|[A-Za-z]:)`)
	parentExpr = regexp.MustCompile(`(^|[/\\])\.\.([/\\]|$)`)
	windowExpr = regexp.MustCompile(`\\[A-Za-z0-9_]`)
)

// config reads a whole file on top of what c holds.
func (r *reader) config(n *yaml.Node, c *Config) {
	seen := r.mapping(n, "", []field{
		{"version", r.version},
		{"min_version", func(n *yaml.Node, key string) { c.MinVersion = r.release(n, key) }},
		{"factories", func(n *yaml.Node, key string) { c.Factories = r.factories(n, key) }},
		{"trust", func(n *yaml.Node, key string) {
			c.Trust = r.words(n, key, "write the name of a vendor's wrapper: langfuse")
		}},
		{"records", func(n *yaml.Node, key string) { c.Records = r.words(n, key, "write the name of a function") }},
		{"hosts", func(n *yaml.Node, key string) { c.Hosts = r.hosts(n, key) }},
		{"paths", func(n *yaml.Node, key string) { r.paths(n, key, &c.Paths) }},
		{"tests", func(n *yaml.Node, key string) { c.Tests = r.choice(n, key, testModes) }},
		{"rules", func(n *yaml.Node, key string) { r.rules(n, key, c.Rules) }},
		{"allow", func(n *yaml.Node, key string) { c.Allow = r.allow(n, key) }},
		{"suppressions", func(n *yaml.Node, key string) {
			r.mapping(n, key, []field{{"inline", func(n *yaml.Node, key string) { c.Suppressions.Inline = r.toggle(n, key) }}})
		}},
		{"estimate", func(n *yaml.Node, key string) { r.estimate(n, key, &c.Estimate) }},
		{"sdks", func(n *yaml.Node, key string) { c.SDKs = r.globs(n, key, "./quota-rules/*.yaml") }},
		{"max_file_size", func(n *yaml.Node, key string) { c.MaxFileSize = r.size(n, key) }},
		{"nested", func(n *yaml.Node, key string) { c.Nested = r.nested(n, key) }},
	})
	if target(n).Kind == yaml.MappingNode && !seen["version"] {
		r.fault(n, "write version: 1 on top", "version is missing")
	}
}

func (r *reader) version(n *yaml.Node, key string) {
	v, ok := r.whole(n, key, "write version: 1")
	if ok && v != version {
		r.fault(n, "update quotalint, or write version: 1", "version %d of the file format is not supported by this quotalint", v)
	}
}

// nested reads may-relax; empty text is the default, as for min_version.
func (r *reader) nested(n *yaml.Node, key string) string {
	if t := target(n); t.ShortTag() == "!!str" && t.Value == "" {
		return ""
	}
	return r.choice(n, key, []string{MayRelax})
}

func (r *reader) release(n *yaml.Node, key string) string {
	const remedy = "write three numbers such as 0.1.0"
	s, ok := r.text(n, key, remedy)
	if ok && s != "" && !versionExpr.MatchString(s) {
		r.fault(n, remedy, "%s cannot be %q", key, s)
		return ""
	}
	return s
}

func (r *reader) factories(n *yaml.Node, key string) []Factory {
	var list []Factory
	r.each(n, key, "write - path: app/llm.py", func(n *yaml.Node, key string) {
		f := Factory{Where: r.pos(n), Tracks: Tracks{Mode: "auto"}}
		seen := r.mapping(n, key, []field{
			{"path", func(n *yaml.Node, key string) { f.Path = r.glob(n, key, "app/llm.py") }},
			{"symbol", func(n *yaml.Node, key string) {
				f.Symbol, _ = r.word(n, key, "write a declared name, or '*' for the whole file")
			}},
			{"tracks", func(n *yaml.Node, key string) { f.Tracks = r.tracks(n, key) }},
			{"reason", func(n *yaml.Node, key string) { f.Reason = r.reason(n, key) }},
		})
		r.required(n, key, seen, [][2]string{
			{"path", "write path: and the file that the factory is in"},
			{"symbol", "write symbol: and its name, or '*' for the whole file"},
		})
		list = append(list, f)
	})
	return list
}

func (r *reader) tracks(n *yaml.Node, key string) Tracks {
	const remedy = "write auto, all, or a list such as [chat.completions.create, embeddings.*]"
	switch t := target(n); {
	case t.Kind == yaml.ScalarNode && t.ShortTag() == "!!str":
		if t.Value != "auto" && t.Value != "all" {
			r.fault(n, remedy, "%s cannot be %q", key, t.Value)
		}
		return Tracks{Mode: t.Value}
	case t.Kind == yaml.SequenceNode:
		list := Tracks{Mode: "list"}
		r.each(n, key, remedy, func(n *yaml.Node, key string) {
			list.Methods = append(list.Methods, r.method(n, key))
		})
		return list
	}
	r.mistyped(n, key, "auto, all or a list of methods", remedy)
	return Tracks{Mode: "auto"}
}

func (r *reader) allow(n *yaml.Node, key string) []Allow {
	var list []Allow
	r.each(n, key, "write - {rules: [QL001], path: app/x.py, reason: why}", func(n *yaml.Node, key string) {
		a := Allow{Where: r.pos(n)}
		seen := r.mapping(n, key, []field{
			{"rules", func(n *yaml.Node, key string) { a.Rules = r.allowed(n, key) }},
			{"path", func(n *yaml.Node, key string) { a.Path = r.glob(n, key, "scripts/check.py") }},
			{"symbol", func(n *yaml.Node, key string) {
				a.Symbol, _ = r.word(n, key, "write a declared name, or remove the key")
			}},
			{"reason", func(n *yaml.Node, key string) { a.Reason = r.reason(n, key) }},
			{"until", func(n *yaml.Node, key string) { a.Until = r.date(n, key) }},
		})
		r.required(n, key, seen, [][2]string{
			{"rules", "write rules: [QL001]"},
			{"path", "write path: and the file that is excepted"},
		})
		list = append(list, a)
	})
	return list
}

func (r *reader) allowed(n *yaml.Node, key string) []string {
	var ids []string
	r.each(n, key, "write [QL001]", func(n *yaml.Node, key string) {
		name, ok := r.text(n, key, "write a rule such as QL001")
		if !ok {
			return
		}
		if id, ok := r.rule(n, key, name); ok {
			ids = append(ids, id)
		}
	})
	if l := target(n); isNull(l) || l.Kind == yaml.SequenceNode && len(l.Content) == 0 {
		r.fault(n, "write [QL001]", "%s is empty", key)
	}
	return ids
}

// rule gives the id of a rule given by id or slug.
func (r *reader) rule(n *yaml.Node, key, name string) (string, bool) {
	id, ok := RuleID(name)
	if !ok {
		ids, slugs := ruleNames()
		r.fault(n, suggest(name, "the rules are ", append(ids, slugs...)), "%s: unknown rule %q", key, name)
	}
	return id, ok
}

func (r *reader) rules(n *yaml.Node, key string, into map[string]string) {
	r.entries(n, key, "write QL005: warn", func(k, v *yaml.Node) {
		id, ok := r.rule(k, key, k.Value)
		if !ok {
			return
		}
		sub := join(key, id)
		if before, twice := r.where[sub]; twice {
			r.fault(k, "keep one of them", "%s: %s is set twice, first on line %d", key, id, before.Line)
			return
		}
		r.where[sub] = r.pos(k)
		if s := r.choice(v, sub, severities); s != "" {
			into[id] = s
		}
	})
}

func (r *reader) paths(n *yaml.Node, key string, p *Paths) {
	list := func(into *[]string) func(*yaml.Node, string) {
		return func(n *yaml.Node, key string) { *into = r.globs(n, key, "scripts/**") }
	}
	r.mapping(n, key, []field{{"include", list(&p.Include)}, {"exclude", list(&p.Exclude)}, {"tests", list(&p.Tests)}})
}

func (r *reader) words(n *yaml.Node, key, remedy string) []string {
	var list []string
	r.each(n, key, "write it as a list: [name]", func(n *yaml.Node, key string) {
		if s, ok := r.word(n, key, remedy); ok {
			list = append(list, s)
		}
	})
	return list
}

func (r *reader) hosts(n *yaml.Node, key string) []string {
	const remedy = "write an address such as https://llm-gateway.example.com"
	var list []string
	r.each(n, key, remedy, func(n *yaml.Node, key string) {
		s, ok := r.word(n, key, remedy)
		if ok && !hostExpr.MatchString(s) {
			r.fault(n, remedy, "%s cannot be %q", key, s)
		}
		list = append(list, s)
	})
	return list
}

func (r *reader) globs(n *yaml.Node, key, example string) []string {
	var list []string
	r.each(n, key, "write it as a list: ["+example+"]", func(n *yaml.Node, key string) {
		list = append(list, r.glob(n, key, example))
	})
	return list
}

// glob reads a path or glob. Paths count from the root, also in a nested file, which is about its own folder only.
func (r *reader) glob(n *yaml.Node, key, example string) string {
	s, ok := r.word(n, key, "write a path such as "+example)
	if !ok {
		return ""
	}
	const base = "the root"
	switch {
	case driveExpr.MatchString(s):
		r.fault(n, "write it from "+base+" on: "+example, "%s: %q is an absolute path", key, s)
	case parentExpr.MatchString(s):
		r.fault(n, "paths stay below "+base+": remove the ..", "%s: %q holds ..", key, s)
	case windowExpr.MatchString(s):
		r.fault(n, "write / between folders", `%s: %q holds \`, key, s)
	case !doublestar.ValidatePattern(s):
		r.fault(n, `close its brackets, or write \[ for the character itself`, "%s: %q is no valid glob", key, s)
	default:
		return r.own(n, key, s)
	}
	return ""
}

// own keeps a nested file to its folder, whose name is taken literally though it may look like a glob.
func (r *reader) own(n *yaml.Node, key, s string) string {
	clean := path.Clean(s)
	// What has no place in a nested file is found by misplaced, wherever it points.
	if list, _, _ := strings.Cut(key, "["); r.folder == "." || !slices.Contains(nestable, list) {
		return clean
	}
	folder := escape(r.folder)
	for _, spelt := range []string{folder, r.folder} {
		if rest, ok := strings.CutPrefix(clean+"/", spelt+"/"); ok {
			return path.Join(folder, rest)
		}
	}
	r.fault(n, "paths count from the root: write "+path.Join(folder, s)+", or move the entry to the outermost config",
		"%s: %q is not below %s, which is all that this nested config is about", key, s, r.folder)
	return ""
}

// reason reads a sentence and puts it on one line.
func (r *reader) reason(n *yaml.Node, key string) string {
	s, _ := r.text(n, key, "put it in quotes")
	return strings.Join(strings.Fields(s), " ")
}

func (r *reader) date(n *yaml.Node, key string) string {
	const remedy = "write a date such as 2027-03-01"
	t := target(n)
	if t.Kind != yaml.ScalarNode || !slices.Contains([]string{"!!str", "!!timestamp"}, t.ShortTag()) {
		r.mistyped(n, key, "a date", remedy)
		return ""
	}
	s := strings.TrimSpace(t.Value)
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		r.fault(n, remedy, "%s: %q is no date", key, s)
		return ""
	}
	return s
}
