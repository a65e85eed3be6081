package baseline

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var known = []Entry{
	{Fingerprint: "b", Rule: "QL002", Path: "app/b.py", In: "Group.ask<T>", What: "responses.create", Tokens: "1f"},
	{Fingerprint: "a", Rule: "QL001", Path: "app/a.py", What: "openai:OpenAI", Tokens: "2f"},
}

// A baseline is sorted, has a line for each finding, and is read as it was written, whatever the order of its findings was.
func TestFile(t *testing.T) {
	text, err := Encode("1.2.3", known)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "schema_version": 1,
  "tool": {"name": "quotalint", "version": "1.2.3"},
  "findings": [
    {"fingerprint":"a","rule":"QL001","path":"app/a.py","what":"openai:OpenAI","tokens":"2f"},
    {"fingerprint":"b","rule":"QL002","path":"app/b.py","in":"Group.ask<T>","what":"responses.create","tokens":"1f"}
  ]
}
`
	if string(text) != want {
		t.Errorf("%s", text)
	}
	f, err := Decode("x.json", text)
	if err != nil {
		t.Fatal(err)
	}
	if f.Version != "1.2.3" || !slices.Equal(f.Lines, []int{5, 6}) || !slices.Equal(f.Entries, []Entry{known[1], known[0]}) {
		t.Errorf("%+v", f)
	}
	again, err := Encode("1.2.3", f.Entries)
	if err != nil || !bytes.Equal(again, text) {
		t.Errorf("written again, it differs: %v\n%s", err, again)
	}
}

// The schema takes what Encode writes, with findings and without.
func TestSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("baseline.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("baseline.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, entries := range [][]Entry{known, nil} {
		text, err := Encode("dev", entries)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(doc); err != nil {
			t.Error(err)
		}
		if _, err := Decode("x.json", text); err != nil {
			t.Error(err)
		}
	}
}

// What is no baseline is refused with its line and what to do.
func TestDecodeRefuses(t *testing.T) {
	const head = "{\"schema_version\": 1,\n\"findings\": [\n"
	one := func(more string) string {
		return head + `{"fingerprint": "a", "rule": "QL001", "path": "a.py"` + more + "}]}"
	}
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "x.json:1: the file is empty"},
		{"no JSON", "{\n\"schema_version\" 1}", "x.json:2: expected colon"},
		{"cut off", head + `{"rule": "QL0`, "x.json:3: the file ends too early"},
		{"a list", "[]", "x.json:1: { is expected here"},
		{"more behind it", one("") + "\n{}", "more follows behind the end"},
		{"another version", "{\n\"schema_version\": 2}", "x.json:2: schema_version is 2, and this quotalint reads 1; use the version"},
		{"no findings", `{"schema_version": 1}`, `x.json:1: "findings" is missing`},
		{"findings that are none", "{\"schema_version\": 1,\n\"findings\": {}}", "x.json:2: [ is expected here"},
		{"an unknown key", "{\"schema_version\": 1,\n\"finding\": []}", `x.json:2: unknown key "finding"`},
		{"a key twice", "{\"schema_version\": 1,\n\"schema_version\": 1}", `x.json:2: "schema_version" stands there twice`},
		{"another tool", "{\"schema_version\": 1,\n\"tool\": {\"name\": \"lint\"}}", `x.json:2: it is a file of "lint"`},
		{"an unknown key of a finding", one(",\n\"line\": 3"), `x.json:4: unknown key "line"`},
		{"a wrong type", one(",\n\"in\": 3"), "x.json:4: in is a number, where text is expected"},
		{"a finding without a path", head + `{"fingerprint": "a", "rule": "QL001"}]}`, `x.json:3: a finding without "path"`},
		{"an absolute path", strings.Replace(one(""), "a.py", "/a.py", 1), `x.json:3: "/a.py" is no path from the root`},
		{"a path out of the root", strings.Replace(one(""), "a.py", "../a.py", 1), `x.json:3: "../a.py" is no path from the root`},
		{"a path that wanders", strings.Replace(one(""), "a.py", "a/../../b.py", 1), `x.json:3: "a/../../b.py" is no path from the root`},
		{"a merge conflict", head + "<<<<<<< HEAD\n=======\n>>>>>>> other\n]}", "x.json:3: a merge conflict; keep the findings of both sides"},
	} {
		_, err := Decode("x.json", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; ") {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
