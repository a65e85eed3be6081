package facts

import (
	"fmt"
	"reflect"
	"testing"
)

// fill gives every field a value of its own, lists two elements; it says how many it gave.
func fill(v reflect.Value, n int) int {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			n = fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			n = fill(v.Index(i), n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", n))
	case reflect.Bool:
		v.SetBool(n%3 != 0)
	case reflect.Int, reflect.Int8, reflect.Int32:
		v.SetInt(int64(n%251 - 120))
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(uint64(n % 256))
	case reflect.Uint64:
		v.SetUint(^uint64(0) - uint64(n))
	default:
		panic(v.Kind())
	}
	return n + 1
}

func filled(shift int) *File {
	f := &File{}
	fill(reflect.ValueOf(f).Elem(), shift)
	f.Version = Version
	return f
}

// Every field of every fact is there again, nil lists and empty ones among them.
func TestDecode(t *testing.T) {
	files := []*File{{Version: Version}, {Version: Version, Exports: []Export{}, Exprs: []Expr{{}}}, {Version: Version, Broken: []Span{{Start: 1 << 30, EndColumn: -5}}}}
	for shift := range 6 {
		files = append(files, filled(shift))
	}
	for i, f := range files {
		text := string(Append(nil, f))
		again, err := Decode(text)
		if err != nil {
			t.Fatalf("file %d: %v", i, err)
		}
		if !reflect.DeepEqual(f, again) {
			t.Errorf("file %d differs:\n%+v\n%+v", i, f, again)
		}
		for end := range text {
			if _, err := Decode(text[:end]); err == nil {
				t.Fatalf("file %d: %d of %d bytes are read as facts", i, end, len(text))
			}
		}
		if _, err := Decode(text + "\x00"); err == nil {
			t.Errorf("file %d: a byte too much is read as facts", i)
		}
	}
	old := filled(0)
	old.Version--
	if _, err := Decode(string(Append(nil, old))); err == nil {
		t.Error("facts of another version are read")
	}
}

// What is no code is an error, whatever it is.
func FuzzDecode(f *testing.F) {
	f.Add(string(Append(nil, filled(0))))
	f.Add(string(Append(nil, &File{Version: Version})))
	f.Add("\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Decode(text)
		if err != nil {
			return
		}
		again, err := Decode(string(Append(nil, file)))
		if err != nil || !reflect.DeepEqual(file, again) {
			t.Errorf("%+v is written and read as %+v, %v", file, again, err)
		}
	})
}
