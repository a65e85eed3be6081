package checked

import (
	"path/filepath"
	"testing"

	"github.com/quotalint/quotalint/internal/facts"
)

func show(t facts.Target) string {
	return [...]string{facts.Outside: "outside ", facts.InFile: "file ", facts.InFolder: "", facts.Missing: "missing"}[t.Place] + t.Path
}

func (l loaded) resolves(from, module, want string) {
	l.t.Helper()
	if got := show(l.Resolve(from, module)); got != want {
		l.t.Errorf("%s in %s is %q, want %q", module, from, got, want)
	}
}

func TestResolve(t *testing.T) {
	l := loadArchive(t, `
-- root/go.mod --
`+goMod+`
-- root/a.go --
package app

import (
	_ "example.com/app/gen"
	_ "example.com/app/llm"
	_ "example.org/lib"
	_ "fmt"
)
-- root/a_test.go --
package app_test

import (
	_ "example.com/app"
	_ "example.com/app/llm"
)
-- root/c_other.go --
//go:build other

package app

import _ "example.com/app/llm"
-- root/llm/llm.go --
package llm

import _ "example.com/app/deep"
-- root/deep/deep.go --
package deep
-- root/gen/_gen.go --
package gen
`)
	l.resolves("a.go", "example.com/app/llm", "llm")
	l.resolves("a.go", "example.org/lib", "outside example.org/lib")
	l.resolves("a.go", "fmt", "outside fmt")
	l.resolves("a.go", "example.com/app/gen", "missing")
	l.resolves("a_test.go", "example.com/app", ".")
	l.resolves("a_test.go", "example.com/app/llm", "llm")
	l.resolves("c_other.go", "example.com/app/llm", "llm") // not loaded

	// A root below that of its module.
	llm := loadFolder(t, filepath.Join(string(l.folder), "llm"))
	if _, ok := llm.loaded.files["llm.go"].imports["example.com/app/deep"]; !ok {
		t.Error("a root below that of its module is not loaded")
	}
	llm.resolves("llm.go", "example.com/app/deep", "outside example.com/app/deep")
	llm.hasErrors()
}

// What is replaced by a folder of the tree is there, unless rules know it.
func TestResolveReplaced(t *testing.T) {
	l := loadArchive(t, `
-- root/go.mod --
module example.com/app

go 1.24

require (
	example.org/go-sdk v1.0.0
	example.org/tools v1.0.0
)

replace (
	example.org/go-sdk => ./fork/sdk
	example.org/tools => ./fork/tools
)
-- root/a.go --
package app

import (
	"example.org/go-sdk"
	_ "example.org/tools/llm"
)

func Ask(c *oracle.Client) { c.Ask() }
-- root/fork/sdk/go.mod --
module example.org/go-sdk

go 1.24
-- root/fork/sdk/sdk.go --
package oracle

type Client struct{}

func (*Client) Ask() {}
-- root/fork/tools/go.mod --
module example.org/tools

go 1.24
-- root/fork/tools/llm/llm.go --
package llm
`)
	l.resolves("a.go", "example.org/tools/llm", "fork/tools/llm")
	l.resolves("a.go", "example.org/go-sdk", "outside example.org/go-sdk")
	if !l.typed("a.go") {
		t.Error("the types of a replaced SDK are not known")
	}
	l.hasErrors()
}

// A copy in a folder vendor is the package itself, by its own name.
func TestResolveVendored(t *testing.T) {
	l := loadArchive(t, `
-- root/go.mod --
module example.com/app

go 1.24

require (
	example.org/go-sdk v1.0.0
	example.org/lib v1.0.0
)
-- root/a.go --
`+asks("app")+`
-- root/vendor/modules.txt --
# example.org/go-sdk v1.0.0
## explicit; go 1.24
example.org/go-sdk
# example.org/lib v1.0.0
## explicit; go 1.24
example.org/lib
-- root/vendor/example.org/go-sdk/sdk.go --
package oracle

type Client struct{}

func (*Client) Ask() {}
-- root/vendor/example.org/lib/lib.go --
package lib

import "example.org/go-sdk"

func Client() *oracle.Client { return nil }
`)
	l.resolves("a.go", "example.org/lib", "outside example.org/lib")
	if !l.typed("a.go") {
		t.Error("the types of a vendored SDK are not known")
	}
	l.hasErrors()
}

// The modules of a workspace are built together, others by themselves.
func TestWorkspace(t *testing.T) {
	l := loadArchive(t, `
-- root/go.work --
go 1.24

use (
	./api
	./llm
	../lib
)

replace example.org/go-sdk => ../sdk
-- root/api/go.mod --
module example.com/api

go 1.24
-- root/api/a.go --
package api

import (
	_ "example.com/llm/factory"
	"example.org/lib"
)

func Ask() { lib.Client().Ask() }
-- root/llm/go.mod --
module example.com/llm

go 1.24
-- root/llm/factory/a.go --
package factory
-- root/alone/go.mod --
module example.com/alone

go 1.24
-- root/alone/a.go --
package alone

import _ "fmt"
`)
	l.resolves("api/a.go", "example.com/llm/factory", "llm/factory")
	if !l.typed("api/a.go") {
		t.Error("a module of a workspace has no types")
	}
	if l.loaded.files["alone/a.go"].imports == nil {
		t.Error("a module beside the workspace is not loaded")
	}
	l.hasErrors()

	// From a folder below, the workspace above counts all the same.
	api := loadFolder(t, filepath.Join(string(l.folder), "api"))
	api.resolves("a.go", "example.com/llm/factory", "outside example.com/llm/factory")
	if !api.typed("a.go") {
		t.Error("a module of a workspace above the root has no types")
	}
	api.hasErrors()
}

// Where another version is built in of a module that is in the tree, the source in the tree tells more than none.
func TestResolveOtherVersion(t *testing.T) {
	app := "module example.com/app\n\ngo 1.24\n\nrequire example.com/llm v1.0.0\n"
	l := loadArchive(t, `
-- root/app/go.mod --
`+app+`
-- root/app/a.go --
package app

import _ "example.com/llm/factory"
-- root/llm/go.mod --
module example.com/llm

go 1.24
-- root/llm/factory/a.go --
package factory
-- built.mod --
`+app+`
replace example.com/llm => ../../published
-- published/go.mod --
module example.com/llm

go 1.24
-- published/factory/a.go --
package factory
`)
	t.Setenv("GOFLAGS", "-modfile="+filepath.Join(string(l.folder), "..", "built.mod"))
	l = loadFolder(t, string(l.folder))
	if p := l.loaded.files["app/a.go"].imports["example.com/llm/factory"]; p.folder != "" || !p.ofModule {
		t.Fatalf("the package is built from %v: %v", p, l.Problems())
	}
	l.resolves("app/a.go", "example.com/llm/factory", "llm/factory")
	l.hasErrors()
}

// Where modules are off, packages are those of the GOPATH.
func TestGopath(t *testing.T) {
	l := loadArchive(t, `
-- root/src/app/a.go --
`+asks("app")+`
-- root/src/app/llm/llm.go --
package llm
-- root/src/app/use/use.go --
package use

import _ "app/llm"
-- root/src/app/vendor/example.org/lib/lib.go --
package lib

import "example.org/go-sdk"

func Client() *oracle.Client { return nil }
-- root/src/app/vendor/example.org/go-sdk/sdk.go --
package oracle

type Client struct{}

func (*Client) Ask() {}
`)
	t.Setenv("GO111MODULE", "off")
	t.Setenv("GOPATH", string(l.folder))
	l = loadFolder(t, string(l.folder))
	l.resolves("src/app/use/use.go", "app/llm", "src/app/llm")
	l.resolves("src/app/a.go", "example.org/lib", "outside example.org/lib")
	if !l.typed("src/app/a.go") {
		t.Error("the types of an SDK vendored in a GOPATH are not known")
	}
	l.hasErrors()
}
