package python

import (
	"fmt"
	"maps"
	"sync"
	"testing"
)

// with adds files to a tree.
func (f files) with(more files) files {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

func TestResolveBeside(t *testing.T) {
	shared := treeOf("libs/shared/pyproject.toml", "libs/shared/shared/__init__.py", "libs/shared/shared/llm.py", "apps/api/pyproject.toml", "apps/api/api/main.py")
	two := treeOf("apps/web/setup.py", "apps/web/app/__init__.py", "apps/web/app/llm.py", "apps/job/setup.cfg", "apps/job/app/__init__.py", "apps/job/app/run.py", "apps/api/api/main.py")
	bare := treeOf("apps/web/setup.py", "apps/web/app/main.py", "apps/web/app/llm.py", "apps/job/setup.cfg", "apps/job/app/main.py", "apps/api/api/main.py")
	spread := treeOf("libs/a/setup.py", "libs/a/acme/a/x.py", "libs/b/pyproject.toml", "libs/b/src/acme/b/y.py", "libs/b/src/acme/z.py", "apps/api/api/main.py")
	named := func(name string) files {
		return files{"libs/shared/pyproject.toml": "[project]\nname = '" + name + "'\n"}
	}
	asks := func(text string) files { return files{"apps/api/pyproject.toml": text} }
	const main = "apps/api/api/main.py"
	for _, c := range []struct {
		name         string
		tree         files
		from, module string
		want         string
	}{
		{"another project's package", shared, main, "shared.llm", "libs/shared/shared/llm.py"},
		{"the package itself", shared, main, "shared", "libs/shared/shared/__init__.py"},
		{"what it lacks", shared, main, "shared.gone", "missing"},
		{"from no project", shared, "tool.py", "shared.llm", "libs/shared/shared/llm.py"},
		{"no manifest, no project", treeOf("libs/shared/shared/llm.py", main), main, "shared.llm", "outside shared.llm"},
		{"not at its top", treeOf("libs/shared/setup.py", "libs/shared/x/llm.py", main), main, "llm", "outside llm"},
		{"src", treeOf("packages/core/setup.cfg", "packages/core/src/core/llm.py", main), main, "core.llm", "packages/core/src/core/llm.py"},
		{"a project in a folder of projects", shared.with(treeOf("libs/setup.py")), main, "shared.llm", "libs/shared/shared/llm.py"},
		{"a project that is itself the package", treeOf("libs/shared/setup.py", "libs/shared/__init__.py", "libs/shared/llm.py", main), main, "shared.llm", "libs/shared/llm.py"},
		{"a module of a project that is a package is no top-level name", treeOf("libs/shared/setup.py", "libs/shared/__init__.py", "libs/shared/llm.py", main), main, "llm", "outside llm"},
		{"the folder and src of one project", treeOf("libs/shared/setup.py", "libs/shared/shared/doc.py", "libs/shared/src/shared/__init__.py", "libs/shared/src/shared/llm.py", main), main, "shared.llm", "libs/shared/src/shared/llm.py"},

		{"a folder above comes first", shared.with(treeOf("apps/api/shared/llm.py")), main, "shared.llm", "apps/api/shared/llm.py"},
		{"a package above hides it", shared.with(treeOf("apps/api/shared/__init__.py")), main, "shared.llm", "missing"},
		{"a module in a package does not", shared.with(treeOf("apps/api/api/__init__.py", "apps/api/api/shared.py")), main, "shared.llm", "libs/shared/shared/llm.py"},
		{"nor does the file itself", shared.with(treeOf("apps/api/shared.py")), "apps/api/shared.py", "shared.llm", "libs/shared/shared/llm.py"},
		{"nor a bare folder that lacks the rest", shared.with(treeOf("apps/api/tests/shared/test_llm.py")), "apps/api/tests/shared/test_llm.py", "shared.llm", "libs/shared/shared/llm.py"},
		{"a bare folder is the name", shared.with(treeOf("apps/api/tests/shared/test_llm.py")), "apps/api/tests/shared/test_llm.py", "shared", "folder apps/api/tests/shared"},
		{
			"unless it is a dependency", shared.with(treeOf("apps/api/tests/shared/test_llm.py")).with(asks("[tool.poetry.dependencies]\nshared = {path = '../../libs/shared'}\n")),
			"apps/api/tests/shared/test_llm.py", "shared", "libs/shared/shared/__init__.py",
		},
		{
			"the project's own tests are not a dependency's", shared.with(treeOf("apps/api/tests/x.py", "libs/shared/tests/__init__.py")).with(asks("[tool.poetry.dependencies]\nshared = {path = '../../libs/shared'}\n")),
			"apps/api/tests/x.py", "tests", "folder apps/api/tests",
		},

		{"a name that rules know", treeOf("libs/x/setup.py", "libs/x/openai/__init__.py", main), main, "openai", "outside openai"},
		{"a name of the standard library", treeOf("libs/x/setup.py", "libs/x/types/__init__.py", main), main, "types", "outside types"},

		{"a third party's name", shared.with(asks("[project]\ndependencies = ['shared>=2']\n")), main, "shared.llm", "outside shared.llm"},
		{"a third party's name further up", shared.with(files{"requirements.txt": "shared==1\n"}), main, "shared", "outside shared"},
		{"the name of a project of the tree", shared.with(asks("[project]\ndependencies = ['shared']\n")).with(named("Shared")), main, "shared.llm", "libs/shared/shared/llm.py"},
		{
			"the name of a project of the tree, locked as a third party's",
			shared.with(asks("[project]\ndependencies = ['shared']\n")).with(named("shared")).with(files{"uv.lock": "[[package]]\nname = 'shared'\nversion = '1'\nsource = {registry = 'https://example.com'}\n"}),
			main, "shared.llm", "outside shared.llm",
		},
		{"a source of the workspace", shared.with(asks("[project]\ndependencies = ['shared']\n[tool.uv.sources]\nshared = {workspace = true}\n")), main, "shared.llm", "libs/shared/shared/llm.py"},
		{
			"a source that the root of the workspace gives",
			shared.with(asks("[project]\ndependencies = ['shared']\n")).with(files{"pyproject.toml": "[tool.uv.sources]\nshared = {workspace = true}\n"}),
			main, "shared.llm", "libs/shared/shared/llm.py",
		},
		{"a source elsewhere", shared.with(asks("[project]\ndependencies = ['shared']\n[tool.uv.sources]\nshared = {git = 'https://example.com/shared'}\n")), main, "shared.llm", "outside shared.llm"},
		{"Poetry, a folder", shared.with(asks("[tool.poetry.dependencies]\nshared = {path = '../../libs/shared', develop = true}\n")), main, "shared.llm", "libs/shared/shared/llm.py"},
		{"Poetry, its lock", shared.with(files{"poetry.lock": "[[package]]\nname = 'shared'\nversion = '1'\n[package.source]\ntype = 'directory'\nurl = '../libs/shared'\n"}), main, "shared.llm", "libs/shared/shared/llm.py"},
		{"uv, its lock", shared.with(files{"uv.lock": "[[package]]\nname = 'shared'\nversion = '1'\nsource = {editable = 'libs/shared'}\n"}), main, "shared.llm", "libs/shared/shared/llm.py"},

		{"two projects with the name", two, main, "app.llm", "outside app.llm"},
		{"two projects with the name, one is the importer's", two, "apps/job/app/run.py", "app.llm", "missing"},
		{"two projects with bare folders of the name", bare, main, "app.llm", "outside app.llm"},
		{"not the other project's", bare, "apps/job/app/main.py", "app.llm", "outside app.llm"},
		{"one of two, by its folder", two.with(asks("[tool.poetry.dependencies]\nx = {path = '../web'}\n")), main, "app.llm", "apps/web/app/llm.py"},
		{"one of two, in requirements", two.with(files{"apps/api/requirements.txt": "-e ../web  # the site\n"}), main, "app.llm", "apps/web/app/llm.py"},
		{"one of two, by a URL", two.with(asks("[project]\ndependencies = ['x @ file:///${PROJECT_ROOT}/../web']\n")), main, "app.llm", "apps/web/app/llm.py"},
		{"one of two, by its name", two.with(asks("[project]\ndependencies = ['acme_web>=1']\n")).with(files{"apps/web/setup.py": "setup(name='acme-web')"}), main, "app.llm", "apps/web/app/llm.py"},
		{"one of two, by the name in setup.cfg", two.with(asks("[project]\ndependencies = ['acme-job']\n")).with(files{"apps/job/setup.cfg": "[metadata]\nname = acme.job\n"}), main, "app.run", "apps/job/app/run.py"},
		{"both of two", two.with(files{"apps/api/requirements.txt": "-e ../web\n../job\n"}), main, "app.llm", "outside app.llm"},

		{"a namespace package", spread, main, "acme.a.x", "libs/a/acme/a/x.py"},
		{"its other part", spread, main, "acme.b.y", "libs/b/src/acme/b/y.py"},
		{"from one part to the other", spread, "libs/a/acme/a/x.py", "acme.b.y", "libs/b/src/acme/b/y.py"},
		{"from one part to a module of the other", spread, "libs/a/acme/a/x.py", "acme.z", "libs/b/src/acme/z.py"},
		{"from one part to the other with dots", spread, "libs/a/acme/a/x.py", "..b.y", "libs/b/src/acme/b/y.py"},
		{"the name of a namespace package", spread, main, "acme", "folder libs/a/acme"},
		{"what no part has", spread, main, "acme.main", "outside acme.main"},
		{"a part of several levels", treeOf("libs/a/setup.py", "libs/a/acme/llm/x.py", "libs/b/setup.py", "libs/b/acme/llm/y.py"), "libs/a/acme/llm/x.py", "acme.llm.y", "libs/b/acme/llm/y.py"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(layoutOf(c.tree).Resolve(c.from, c.module)); got != c.want {
				t.Errorf("%s in %s is %q, want %q", c.module, c.from, got, c.want)
			}
		})
	}
}

// The parts of a namespace package are one: a member that one lacks another may have.
func TestBelowNamespace(t *testing.T) {
	l := layoutOf(treeOf("libs/a/setup.py", "libs/a/acme/a/x.py", "libs/b/setup.py", "libs/b/acme/b/y.py", "libs/c/setup.py", "libs/c/acme/__init__.py", "libs/c/acme/c.py"))
	for _, c := range []struct{ path, name, want string }{
		{"libs/a/acme", "a", "folder libs/a/acme/a"},
		{"libs/a/acme", "b", "folder libs/b/acme/b"},
		{"libs/b/acme/b", "y", "libs/b/acme/b/y.py"},
		{"libs/a/acme", "c", "missing"}, // a package is no part
		{"libs/c/acme/__init__.py", "a", "missing"},
		{"libs", "acme", "missing"},
	} {
		if got := show(l.Below(c.path, c.name)); got != c.want {
			t.Errorf("%s below %s is %q, want %q", c.name, c.path, got, c.want)
		}
	}
}

func TestResolveBesideConcurrently(t *testing.T) {
	f := treeOf("libs/a/setup.py", "libs/a/acme/a/x.py", "libs/b/setup.py", "libs/b/acme/b/y.py", "libs/s/setup.py", "libs/s/shared.py")
	l := layoutOf(f)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			from := fmt.Sprintf("apps/%d/run.py", i)
			for module, want := range map[string]string{"acme.a.x": "libs/a/acme/a/x.py", "acme.b.y": "libs/b/acme/b/y.py", "shared": "libs/s/shared.py"} {
				if got := show(l.Resolve(from, module)); got != want {
					t.Errorf("%s in %s is %q, want %q", module, from, got, want)
				}
			}
		})
	}
	group.Wait()
}
