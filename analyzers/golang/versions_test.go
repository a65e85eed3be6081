package golang

import "testing"

func TestVersion(t *testing.T) {
	const sdk = "github.com/openai/openai-go"
	app := "module example.com/app\n"
	for _, c := range []struct {
		name string
		tree files
		want string // "version source", with a ~ where it is not exact
	}{
		{"nothing says it", files{}, ""},
		{"not required", files{"go.mod": app + "require x.org/y v1.0.0\n"}, ""},
		{"required", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\n"}, "1.8.2 go.mod"},
		{"required indirectly, in a block", files{"go.mod": app + "require (\n\tx.org/y v1.0.0\n\tgithub.com/openai/openai-go v1.8.2 // indirect\n)\n"}, "1.8.2 go.mod"},
		{"a prerelease", files{"go.mod": app + "require github.com/openai/openai-go v0.1.0-beta.2\n"}, "0.1.0-beta.2 go.mod"},
		{"a later major version", files{"go.mod": app + "require github.com/openai/openai-go/v3 v3.5.0\n"}, "3.5.0 go.mod"},
		{"another module that begins so", files{"go.mod": app + "require github.com/openai/openai-go/x v1.0.0\nrequire github.com/openai/openai-gopher v1.0.0\n"}, ""},
		{"the highest of two major versions", files{"go.mod": app + "require github.com/openai/openai-go/v2 v2.1.0\nrequire github.com/openai/openai-go/v3 v3.5.0\nrequire github.com/openai/openai-go v1.0.0\n"}, "3.5.0 go.mod"},
		{"the one of two that the file imports", files{"go.mod": app + "require github.com/openai/openai-go/v3 v3.5.0\nrequire github.com/openai/openai-go v1.0.0\n", "llm/a.go": "package llm\nimport \"github.com/openai/openai-go/option\"\n"}, "1.0.0 go.mod"},
		{"no module of major versions", files{"go.mod": app + "require github.com/openai/openai-go v2.0.0+incompatible\n"}, "2.0.0+incompatible go.mod"},
		{"a commit", files{"go.mod": app + "require github.com/openai/openai-go v0.0.0-20240827094217-dd81d9e9be82\n"}, "~0.0.0-20240827094217-dd81d9e9be82 go.mod"},
		{"a commit after a version", files{"go.mod": app + "require github.com/openai/openai-go v1.2.4-0.20240827094217-dd81d9e9be82\n"}, "~1.2.4-0.20240827094217-dd81d9e9be82 go.mod"},
		{"a branch", files{"go.mod": app + "require github.com/openai/openai-go main\n"}, ""},
		{"the nearest module", files{"go.mod": app + "require github.com/openai/openai-go v1.0.0\n", "llm/go.mod": "module x.org/llm\nrequire github.com/openai/openai-go v1.5.0\n"}, "1.5.0 llm/go.mod"},
		{"only the nearest module", files{"go.mod": app + "require github.com/openai/openai-go v1.0.0\n", "llm/go.mod": "module x.org/llm\n"}, ""},

		{"another version stands in", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\nreplace github.com/openai/openai-go => github.com/openai/openai-go v1.7.0\n"}, "1.7.0 go.mod"},
		{"for one version", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\nreplace github.com/openai/openai-go v1.8.1 => github.com/openai/openai-go v1.7.0\n"}, "1.8.2 go.mod"},
		{"a fork stands in", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\nreplace github.com/openai/openai-go => x.org/openai-go v1.9.0\n"}, "~1.9.0 go.mod"},
		{"a copy stands in", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\nreplace github.com/openai/openai-go => ./sdk\n"}, "~1.8.2 go.mod"},

		{"a workspace takes the highest", files{"go.work": "use ./llm\nuse ./b\n", "llm/go.mod": app + "require github.com/openai/openai-go v1.5.0\n", "b/go.mod": "module x.org/b\nrequire github.com/openai/openai-go v1.6.0\n"}, "1.6.0 b/go.mod"},
		{"a workspace replaces", files{"go.work": "use ./llm\nreplace github.com/openai/openai-go => github.com/openai/openai-go v1.1.0\n", "llm/go.mod": app + "require github.com/openai/openai-go v1.5.0\n"}, "1.1.0 llm/go.mod"},

		{"vendored", files{"vendor/modules.txt": "# github.com/openai/openai-go v1.8.2\n## explicit; go 1.21\ngithub.com/openai/openai-go\n"}, "1.8.2 vendor/modules.txt"},
		{"vendored, replaced", files{"vendor/modules.txt": "# github.com/openai/openai-go v1.8.2 => x.org/fork v1.8.3\n"}, "~1.8.3 vendor/modules.txt"},
		{"vendored, replaced by a folder", files{"vendor/modules.txt": "# github.com/openai/openai-go v1.8.2 => ./sdk\n"}, "~1.8.2 vendor/modules.txt"},
		{"go.mod before vendor", files{"go.mod": app + "require github.com/openai/openai-go v1.8.2\n", "vendor/modules.txt": "# github.com/openai/openai-go v1.0.0\n"}, "1.8.2 go.mod"},
		{"a conflict", files{"go.mod": app + "require (\n<<<<<<< ours\n\tgithub.com/openai/openai-go v1.8.2\n=======\n\tgithub.com/openai/openai-go v1.9.0\n>>>>>>> theirs\n)\n"}, "1.9.0 go.mod"},
	} {
		t.Run(c.name, func(t *testing.T) {
			version, source, exact := layoutOf(c.tree.with("llm/a.go")).Version("llm/a.go", sdk)
			got := version
			if version != "" {
				got = version + " " + source
				if !exact {
					got = "~" + got
				}
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
