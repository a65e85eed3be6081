package typescript

import (
	"reflect"
	"testing"
)

func TestReadJSON(t *testing.T) {
	for text, want := range map[string]map[string]any{
		`{"a": "b"}`:                            {"a": "b"},
		"// x\n{ /* y */ \"a\": \"b\", // z\n}": {"a": "b"},
		`{"a": ["b", /* c */ "d", ], }`:         {"a": []any{"b", "d"}},
		`{"a": "// b", "c": "/* d */,}",}`:      {"a": "// b", "c": "/* d */,}"},
		`{"a": "\",}",}`:                        {"a": `",}`},
		"\ufeff{\"a\": \"b\"}":                  {"a": "b"},
		`{"a": "b" // c`:                        nil,
		`{"a": "b" /`:                           nil,
		`{"a": "`:                               nil,
		`/*`:                                    nil,
		``:                                      nil,
	} {
		var got map[string]any
		if ok := readJSON([]byte(text), &got); ok != (want != nil) || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %v, %v, want %v", text, got, ok, want)
		}
	}
	var fields struct {
		Name  string
		Paths map[string][]string
		End   string
	}
	if !readJSON([]byte(`{"name": 1, "paths": {"a": "b", "c": ["d"]}, "end": "e"}`), &fields) || fields.End != "e" || len(fields.Paths["c"]) != 1 {
		t.Errorf("got %+v: a field of another kind must not hide the others", fields)
	}
}
