package config

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler() // it checks the schema against its own
	c.AssertFormat()
	if err := c.AddResource("quotalint.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("quotalint.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON is what an editor hands to the schema: YAML 1.2, in which a date is text.
func asJSON(t *testing.T, n *yaml.Node) any {
	t.Helper()
	n = target(n)
	switch {
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, asJSON(t, item))
		}
		return list
	case n.Kind == yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = asJSON(t, n.Content[i+1])
		}
		return m
	case n.ShortTag() == "!!timestamp":
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The schema refuses what Load refuses, where it is the fault of one value, and nothing else.
func TestSchemaAndLoadAgree(t *testing.T) {
	s := compiled(t)
	good := []string{
		"", "version: 1", everything, written(t, Default()),
		"version: 1\nfactories:\ntrust:\nrecords:\nhosts:\npaths:\nrules:\nallow:\nsuppressions:\nestimate:\nsdks:\n",
		"version: 1\npaths: {include: , exclude: , tests: }\nestimate: {calls_per_site_per_day: }\n",
		"version: 1\nmin_version: v1.2.3-rc.1\nsuppressions: {inline: true}\nmax_file_size: 500 KiB\n",
		"version: 1\nfactories: [{path: 'app/\\[id\\]/**/{a,b}.ts', symbol: default, tracks: []}, {path: ., symbol: x, tracks: ['*', realtime.connect.().response.create, Chat.*.New]}]",
		"version: 1\nhosts: [llm.example.com, '*.example.com:8443', 'http://[::1]:8080/v1', wss://x/y]",
		"version: 1\nallow: [{rules: [stale-allow], path: ...x, until: '2028-02-29'}]",
		"version: 1\nrules: {direct-client: note, stale-allow: warn}",
		"version: 1\npaths: {exclude: [a..b, .hidden, '~x']}",
	}
	for _, text := range good {
		if _, err := load(t, "", outer, text); err != nil {
			t.Errorf("Load: %v\n%s", err, text)
		}
		n, fault := parse(outer, []byte(text))
		if fault != nil {
			t.Fatal(fault)
		}
		if n == nil {
			continue
		}
		if err := s.Validate(asJSON(t, n)); err != nil {
			t.Errorf("schema: %v\n%s", err, text)
		}
	}
	for _, test := range bad {
		if test.keyless {
			continue
		}
		n, fault := parse(outer, []byte(test.text))
		if fault != nil {
			t.Fatal(fault)
		}
		if err := s.Validate(asJSON(t, n)); err == nil {
			t.Errorf("%s: the schema takes what Load refuses:\n%s", test.name, test.text)
		}
	}
}

// visit calls f for every property and item of a schema, named like a key of the config.
func visit(s *jsonschema.Schema, key string, f func(key string, s *jsonschema.Schema)) {
	f(key, s)
	for s.Ref != nil {
		s = s.Ref
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		visit(s.Properties[name], join(key, name), f)
	}
	for _, arm := range s.AnyOf {
		if arm.Items2020 != nil {
			visit(arm.Items2020, key+"[]", f)
		}
	}
	if s.Items2020 != nil {
		visit(s.Items2020, key+"[]", f)
	}
}

// The schema knows the keys and the words that Load knows, and describes each.
func TestSchemaIsComplete(t *testing.T) {
	got := map[string]bool{}
	visit(compiled(t), "", func(key string, s *jsonschema.Schema) {
		if s.Description == "" {
			t.Errorf("%q has no description", key)
		}
		if key != "" && !strings.HasSuffix(key, "[]") {
			got[key] = true
		}
	})
	want := map[string]bool{"rules": true}
	for _, r := range Rules() {
		want["rules."+r.ID], want["rules."+r.Slug] = true, true
	}
	for _, key := range []string{"", "factories[]", "paths", "allow[]", "suppressions", "estimate", "estimate.calls_per_site_per_day", "estimate.assumed[]", "estimate.assumed[].calls_per_day", "estimate.assumed[].tokens_in", "estimate.assumed[].tokens_out", "estimate.measured[]"} {
		for _, name := range known(t, key) {
			want[join(key, name)] = true
		}
	}
	for key := range want {
		if !got[key] {
			t.Errorf("the schema lacks %s", key)
		}
	}
	for key := range got {
		if !want[key] {
			t.Errorf("Load does not know %s", key)
		}
	}
	for _, pattern := range []fmt.Stringer{versionExpr, hostExpr, methodExpr, sizeExpr} {
		if !bytes.Contains(Schema(), []byte(strings.Trim(strconv.Quote(pattern.String()), `"`))) {
			t.Errorf("the schema lacks the pattern %s", pattern)
		}
	}
}

// known asks Load which keys a mapping may hold.
func known(t *testing.T, key string) []string {
	t.Helper()
	text := "{unheard-of-key: 1}"
	steps := strings.Split(key, ".")
	for _, step := range slices.Backward(steps) {
		if list, ok := strings.CutSuffix(step, "[]"); ok {
			text = "{" + list + ": [" + text + "]}"
		} else if step != "" {
			text = "{" + step + ": " + text + "}"
		}
	}
	_, err := load(t, "", outer, text)
	_, list, ok := strings.Cut(fmt.Sprint(err), "(known here: ")
	if !ok {
		t.Fatalf("%s: %v", key, err)
	}
	list, _, _ = strings.Cut(list, ")")
	return strings.Split(list, ", ")
}
