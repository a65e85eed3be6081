package golang

import (
	"strings"
	"testing"
)

func TestTest(t *testing.T) {
	for _, file := range strings.Fields("a_test.go llm/client_test.go testdata/x.go llm/testdata/src/x.go") {
		if !source.Test(file) {
			t.Errorf("%s is no test", file)
		}
	}
	for _, file := range strings.Fields("a.go test.go test/x.go contest.go llm/mytestdata/x.go testdata.go") {
		if source.Test(file) {
			t.Errorf("%s is a test", file)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, file := range strings.Fields("a.go a_test.go x/y.go vendor/x.go internal/vendor/vendor.go vendors/x/y.go _examples/x.go testdata/x.go") {
		if !source.Match(file) {
			t.Errorf("%s is not source", file)
		}
	}
	for _, file := range strings.Fields("a.gox go.mod a.go.tmpl go vendor/example.com/x/y.go sub/vendor/x/y.go _a.go x/.a.go") {
		if source.Match(file) {
			t.Errorf("%s is source", file)
		}
	}
}
