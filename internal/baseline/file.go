package baseline

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Schema is the JSON schema of the file.
//
//go:embed baseline.schema.json
var Schema []byte

// Name is the file in the root that is used where no other is named.
const Name = ".quotalint-baseline.json"

// A File is findings that a team has agreed to live with for now.
type File struct {
	Version string // of the quotalint that wrote it
	Entries []Entry
	Lines   []int // of the entries, in the file that they were read from
}

// Encode is the text of a baseline: sorted, one line a finding, so that two versions are easy to compare and to merge.
func Encode(version string, entries []Entry) ([]byte, error) {
	var out bytes.Buffer
	tool, err := encode(version)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&out, "{\n  \"schema_version\": 1,\n  \"tool\": {\"name\": \"quotalint\", \"version\": %s},\n  \"findings\": [", tool)
	for i, e := range slices.SortedFunc(slices.Values(entries), order) {
		line, err := encode(e)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "\n    %s", line)
	}
	if len(entries) > 0 {
		out.WriteString("\n  ")
	}
	out.WriteString("]\n}\n")
	return out.Bytes(), nil
}

func order(a, b Entry) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.In, b.In), strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.What, b.What), strings.Compare(a.Tokens, b.Tokens), strings.Compare(a.Fingerprint, b.Fingerprint))
}

// encode is JSON on one line, in which < stands as it is.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(out.Bytes()), err
}

const remedy = "mend it by hand, or remove the file and let `quotalint baseline` write it anew"

// Decode reads a baseline. An error names the file as name does, the line, and what to do.
func Decode(name string, text []byte) (*File, error) {
	d := decoder{name: name, text: text, json: json.NewDecoder(bytes.NewReader(text)), file: &File{Entries: []Entry{}}}
	if line := conflict(text); line > 0 {
		return nil, fmt.Errorf("%s:%d: a merge conflict; keep the findings of both sides, then run `quotalint baseline --prune`", name, line)
	}
	if err := d.read(); err != nil {
		return nil, err
	}
	return d.file, nil
}

// conflict is the line of the first conflict marker, 0 without one.
func conflict(text []byte) int {
	for i, line := range bytes.Split(text, []byte("\n")) {
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) || bytes.HasPrefix(line, []byte(">>>>>>> ")) || string(bytes.TrimRight(line, "\r")) == "=======" {
			return i + 1
		}
	}
	return 0
}

// A decoder reads one file, entry by entry, so that it knows their lines.
type decoder struct {
	name string
	text []byte
	json *json.Decoder
	file *File
}

func (d *decoder) read() error {
	if len(bytes.TrimSpace(d.text)) == 0 {
		return d.fault(0, "the file is empty")
	}
	seen := map[string]bool{}
	if err := d.expect('{'); err != nil {
		return err
	}
	for d.json.More() {
		key, err := d.json.Token()
		if err != nil {
			return d.broken(err)
		}
		text, _ := key.(string) // a key is nothing else
		if seen[text] {
			return d.fault(d.json.InputOffset(), fmt.Sprintf("%q stands there twice", text))
		}
		seen[text] = true
		if err := d.value(text); err != nil {
			return err
		}
	}
	if err := d.expect('}'); err != nil {
		return err
	}
	if _, err := d.json.Token(); !errors.Is(err, io.EOF) {
		return d.fault(d.json.InputOffset(), "more follows behind the end")
	}
	for _, key := range []string{"schema_version", "findings"} {
		if !seen[key] {
			return d.fault(0, fmt.Sprintf("%q is missing", key))
		}
	}
	return nil
}

// value reads the value of a key of the file.
func (d *decoder) value(key string) error {
	switch key {
	case "schema_version":
		var version int
		if err := d.strict(&version); err != nil {
			return err
		}
		if version != 1 {
			return fmt.Errorf("%s:%d: schema_version is %d, and this quotalint reads 1; use the version of quotalint that wrote the file", d.name, d.line(d.json.InputOffset()), version)
		}
		return nil
	case "tool":
		var tool struct{ Name, Version string }
		if err := d.strict(&tool); err != nil {
			return err
		}
		if tool.Name != "quotalint" {
			return d.fault(d.json.InputOffset(), fmt.Sprintf("it is a file of %q, not of quotalint", tool.Name))
		}
		d.file.Version = tool.Version
		return nil
	case "findings":
		return d.findings()
	}
	return d.fault(d.json.InputOffset(), fmt.Sprintf("unknown key %q", key))
}

func (d *decoder) findings() error {
	if err := d.expect('['); err != nil {
		return err
	}
	for d.json.More() {
		var e Entry
		if err := d.strict(&e); err != nil {
			return err
		}
		at := d.json.InputOffset()
		for _, need := range []struct{ key, value string }{{"fingerprint", e.Fingerprint}, {"rule", e.Rule}, {"path", e.Path}} {
			if need.value == "" {
				return d.fault(at, fmt.Sprintf("a finding without %q", need.key))
			}
		}
		if path.Clean(e.Path) != e.Path || path.IsAbs(e.Path) || e.Path == ".." || strings.HasPrefix(e.Path, "../") {
			return d.fault(at, fmt.Sprintf("%q is no path from the root, such as app/chat.py", e.Path))
		}
		d.file.Entries, d.file.Lines = append(d.file.Entries, e), append(d.file.Lines, d.line(at))
	}
	return d.expect(']')
}

// strict reads one value that has no key which the type does not know.
func (d *decoder) strict(into any) error {
	var raw json.RawMessage
	if err := d.json.Decode(&raw); err != nil {
		return d.broken(err)
	}
	start := d.json.InputOffset() - int64(len(raw))
	one := json.NewDecoder(bytes.NewReader(raw))
	one.DisallowUnknownFields()
	err := one.Decode(into)
	var typed *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &typed):
		return d.fault(start+typed.Offset, fmt.Sprintf("%s is a %s, where %s is expected", cmp.Or(typed.Field, "the value"), typed.Value, kinds[typed.Type.Kind()]))
	}
	text := strings.TrimPrefix(err.Error(), "json: ")
	if _, key, ok := strings.Cut(text, "unknown field "); ok { // quoted as it stands there
		start += int64(bytes.Index(raw, []byte(key)) + 1)
		text = "unknown key " + key
	}
	return d.fault(start, text)
}

// kinds is how errors call what a key holds.
var kinds = map[reflect.Kind]string{reflect.Int: "a whole number", reflect.String: "text", reflect.Struct: "{}"}

func (d *decoder) expect(want json.Delim) error {
	got, err := d.json.Token()
	if err != nil {
		return d.broken(err)
	}
	if got != want {
		return d.fault(d.json.InputOffset(), fmt.Sprintf("%s is expected here", want))
	}
	return nil
}

// broken says where the text is no JSON.
func (d *decoder) broken(err error) error {
	at := d.json.InputOffset()
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = max(at, syntax.Offset)
	}
	text := err.Error()
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		at, text = int64(len(d.text)), "the file ends too early"
	}
	return d.fault(at, text)
}

func (d *decoder) fault(offset int64, what string) error {
	return fmt.Errorf("%s:%d: %s; %s", d.name, d.line(offset), what, remedy)
}

// line is the one that an offset is in.
func (d *decoder) line(offset int64) int {
	before := d.text[:min(int(offset), len(d.text))]
	return 1 + bytes.Count(bytes.TrimRight(before, "\r\n"), []byte("\n"))
}
