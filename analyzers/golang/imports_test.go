package golang

import (
	"slices"
	"strings"
	"testing"
)

func TestImports(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"none", "package p\n", ""},
		{"one", "package p\nimport \"fmt\"\n", "fmt"},
		{"without space", "package p;import\"fmt\";import `os`", "fmt os"},
		{"a block", "package p\n\nimport (\n\t\"fmt\"\n\n\t\"github.com/x/y/v3\"\n)\n", "fmt github.com/x/y/v3"},
		{"a block on one line", `package p; import ("fmt"; "os"); var x = 1`, "fmt os"},
		{"names", "package p\nimport f \"fmt\"\nimport (\n\to \"os\"\n\t_ \"embed\"\n\t. \"x/y\"\n\tgrün\"z\"\n)\n", "fmt os embed x/y z"},
		{"comments", "// p is\npackage p /* a */\nimport /* b */ ( // c\n\t// \"not/quite\"\n\t\"a\" // d\n\tx /* e */ \"b\"\n)\n", "a b"},
		{"cgo", "package p\n/*\n#include <x.h>\n*/\nimport \"C\"\nimport \"fmt\"\n", "C fmt"},
		{"Windows line ends and a byte order mark", "\ufeffpackage p\r\nimport (\r\n\t\"a\"\r\n\tb \"b\"\r\n)\r\n", "a b"},
		{"an import behind what does not parse", "package p\nimport (\n<<<<<<< ours\n\t\"a\"\n=======\n\t\"b\"\n>>>>>>> theirs\n)\n}\nimport \"c\"\n", "a b c"},
		{"a comment that looks like a block", "package p\n\n// import (all of it\nimport \"a\"\nimport (\n\t\"b\"\n)\n", "a b"},
		{"a block that does not end", "package p\nimport (\n\t\"a\"\n", "a"},
		{"twice", "package p\nimport \"a\"\nimport b \"a\"\n", "a"},
		{"a name that ends so", "package p\nfunc reimport() { reimport(\"a\"); imports(\"b\") }\n", ""},
		{"a string that does not end", "package p\nimport \"a\nimport \"b\"\n", "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := source.Imports([]byte(c.src)), strings.Fields(c.want); !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestClause(t *testing.T) {
	for src, want := range map[string]string{
		"package p\n": "p",
		"\ufeff// package doc\n//go:build x\n\npackage /* so */ llm_test // y\n": "llm_test",
		"package größe;import \"fmt\"":                                           "größe",
		"packages p":                                                             "",
		"// package p":                                                           "",
		"":                                                                       "",
	} {
		if got := clause([]byte(src)); got != want {
			t.Errorf("%q has %q, want %q", src, got, want)
		}
	}
}

func TestCustomaryName(t *testing.T) {
	for path, want := range map[string]string{
		"fmt":                               "fmt",
		"net/http":                          "http",
		"github.com/openai/openai-go":       "openai",
		"github.com/openai/openai-go/v3":    "openai",
		"github.com/sashabaranov/go-openai": "openai",
		"gopkg.in/yaml.v3":                  "yaml",
		"github.com/nats-io/nats.go":        "nats",
		"v2":                                "v2",
		"example.com/api/v2/client":         "client",
	} {
		if got := customaryName(path); got != want {
			t.Errorf("%s is called %s, want %s", path, got, want)
		}
	}
}
