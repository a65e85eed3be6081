package lowertest

import (
	"reflect"
	"strings"
	"testing"

	"github.com/quotalint/quotalint/internal/facts"
)

// A Lowering is a name, a small program, and the facts it holds as Dump writes them. Line breaks in front count for neither.
type Lowering [3]string

// A Group is what some lowerings are about.
type Group struct {
	Name  string
	Tests []Lowering
}

// Lower is the function of a language that is tested.
type Lower func(path string, src []byte) (*facts.File, error)

// Run compares, as a test each, the facts that the programs hold when they stand in the file path.
func Run(t *testing.T, path string, lower Lower, groups []Group) {
	for _, g := range groups {
		for _, tt := range g.Tests {
			t.Run(g.Name+"/"+tt[0], func(t *testing.T) {
				src, want := strings.TrimPrefix(tt[1], "\n"), strings.TrimPrefix(tt[2], "\n")
				f, err := lower(path, []byte(src))
				if err != nil {
					t.Fatal(err)
				}
				Check(t, f, len(src))
				if got := Dump(f); got != want {
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", src, got, want)
				}
			})
		}
	}
}

// Fuzz checks that lowering any bytes ends, and that what it says hangs together and is the same again.
func Fuzz(f *testing.F, path string, lower Lower, groups []Group) {
	for _, g := range groups {
		for _, tt := range g.Tests {
			f.Add([]byte(tt[1]))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, err := lower(path, src)
		if err != nil {
			t.Skip(err)
		}
		Check(t, file, len(src))
		again, err := lower(path, src)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(file, again) {
			t.Error("lowering twice gives different facts")
		}
	})
}
