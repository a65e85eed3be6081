package python

import "testing"

func TestVersion(t *testing.T) {
	for _, c := range []struct {
		name string
		tree files
		want string // "version source", with a ~ where it is not exact
	}{
		{"nothing says it", files{}, ""},
		{"requirements, pinned", files{"requirements.txt": "# deps\nnumpy\nopenai==1.3.5  # api\n"}, "1.3.5 requirements.txt"},
		{"requirements, lower bound", files{"requirements.txt": "openai>=1.3,<2\n"}, "~1.3 requirements.txt"},
		{"requirements, bounds the other way round", files{"requirements.txt": "openai <2, >= 1.3\n"}, "~1.3 requirements.txt"},
		{"requirements, compatible", files{"requirements.txt": "openai~=1.3.0\n"}, "~1.3.0 requirements.txt"},
		{"requirements, any patch", files{"requirements.txt": "openai==1.*\n"}, "~1 requirements.txt"},
		{"requirements, any version", files{"requirements.txt": "openai\n"}, ""},
		{"requirements, upper bound only", files{"requirements.txt": "openai<2\n"}, ""},
		{"extras and markers", files{"requirements.txt": "openai[datalib, voice]==1.3 ; python_version > '3.8'\n"}, "1.3 requirements.txt"},
		{"hashes", files{"requirements.txt": "openai==1.3 \\\n    --hash=sha256:00\n"}, "1.3 requirements.txt"},
		{"options and links", files{"requirements.txt": "-r base.txt\n--index-url x\nopenai @ git+https://example.com/openai@v1\n"}, ""},
		{"Windows line ends", files{"requirements.txt": "numpy\r\nopenai==1.3\r\n"}, "1.3 requirements.txt"},
		{"another spelling of the name", files{"requirements.txt": "OpenAI==1.3\n"}, "1.3 requirements.txt"},
		{"a longer name is another package", files{"requirements.txt": "openai-agents==1.3\nopenai_x==2\n"}, ""},
		{"requirements by another name", files{"requirements-dev.txt": "openai==1.3\n"}, "1.3 requirements-dev.txt"},
		{"requirements with the word behind", files{"dev-requirements.txt": "openai==1.3\n"}, "1.3 dev-requirements.txt"},
		{"a folder of requirements", files{"requirements/base.txt": "openai==1.3\n"}, "1.3 requirements/base.txt"},
		{"constraints pin what requirements leave open", files{"requirements.txt": "openai\n", "constraints.txt": "openai==1.3\n"}, "1.3 constraints.txt"},
		{"prose is no requirement", files{"requirements/readme.txt": "openai is needed\n"}, ""},

		{"pyproject", files{"pyproject.toml": "[project]\ndependencies = ['openai>=1.3']\n"}, "~1.3 pyproject.toml"},
		{"pyproject, extras of the project", files{"pyproject.toml": "[project.optional-dependencies]\nllm = ['openai==1.3']\n"}, "1.3 pyproject.toml"},
		{"pyproject, groups", files{"pyproject.toml": "[dependency-groups]\ndev = [{include-group = 'x'}, 'openai==1.3']\n"}, "1.3 pyproject.toml"},
		{"Poetry, caret", files{"pyproject.toml": "[tool.poetry.dependencies]\npython = '^3.9'\nopenai = '^1.3'\n"}, "~1.3 pyproject.toml"},
		{"Poetry, table", files{"pyproject.toml": "[tool.poetry.dependencies]\nopenai = {version = '1.3.0', extras = ['x']}\n"}, "1.3.0 pyproject.toml"},
		{"Poetry, several", files{"pyproject.toml": "[tool.poetry.dependencies]\nopenai = [{version = '^1.3', python = '<3.9'}]\n"}, "~1.3 pyproject.toml"},
		{"Poetry, any version", files{"pyproject.toml": "[tool.poetry.dependencies]\nopenai = '*'\n"}, ""},
		{"Poetry, group", files{"pyproject.toml": "[tool.poetry.group.dev.dependencies]\nopenai = '~1.3'\n"}, "~1.3 pyproject.toml"},
		{"uv and PDM, development", files{"pyproject.toml": "[tool.uv]\ndev-dependencies = ['openai==1.3']\n[tool.pdm.dev-dependencies]\nx = ['numpy']\n"}, "1.3 pyproject.toml"},
		{"pyproject that does not parse", files{"pyproject.toml": "[project\n"}, ""},

		{"uv.lock", files{"uv.lock": "version = 1\n[[package]]\nname = 'openai'\nversion = '1.3.5'\n"}, "1.3.5 uv.lock"},
		{"poetry.lock", files{"poetry.lock": "[[package]]\nname = 'openai'\nversion = '1.3.5'\n[package.dependencies]\nanyio = '>=3'\n"}, "1.3.5 poetry.lock"},
		{"Pipfile", files{"Pipfile": "[packages]\nopenai = '>=1.3'\n"}, "~1.3 Pipfile"},
		{"Pipfile, development", files{"Pipfile": "[dev-packages]\nopenai = {version = '==1.3'}\n"}, "1.3 Pipfile"},
		{"Pipfile.lock", files{"Pipfile.lock": `{"_meta": {}, "default": {"openai": {"hashes": [], "version": "==1.3.5"}}}`}, "1.3.5 Pipfile.lock"},
		{"a lock beats a range", files{"pyproject.toml": "[project]\ndependencies = ['openai>=1']\n", "uv.lock": "[[package]]\nname = 'openai'\nversion = '1.3.5'\n"}, "1.3.5 uv.lock"},

		{"setup.cfg", files{"setup.cfg": "[metadata]\nname = x\n[options]\ninstall_requires =\n    numpy\n    openai>=1.3\n"}, "~1.3 setup.cfg"},
		{"setup.cfg, extras", files{"setup.cfg": "[options.extras_require]\nllm = openai==1.3\n"}, "1.3 setup.cfg"},
		{"setup.cfg, elsewhere", files{"setup.cfg": "[tool]\nopenai =\n    openai==1.3\n"}, ""},
		{"setup.py", files{"setup.py": "setup(name='openai', install_requires=[\n  'openai[x]>=1.3', # api\n])\n"}, "~1.3 setup.py"},

		{"the nearest folder", files{"requirements.txt": "openai==0.28\n", "svc/requirements.txt": "openai==1.3\n"}, "1.3 svc/requirements.txt"},
		{"a folder further up", files{"requirements.txt": "openai==0.28\n", "svc/requirements.txt": "numpy\n"}, "0.28 requirements.txt"},
		{"beside is not above", files{"job/requirements.txt": "openai==0.28\n"}, ""},
		{"any version here hides a pin further up", files{"requirements.txt": "openai==0.28\n", "svc/requirements.txt": "openai\n"}, ""},
		{"the lock of a workspace makes a range exact", files{
			"uv.lock": "[[package]]\nname = 'openai'\nversion = '1.3.5'\n", "svc/pyproject.toml": "[project]\ndependencies = ['openai>=1']\n",
		}, "1.3.5 uv.lock"},
	} {
		t.Run(c.name, func(t *testing.T) {
			version, source, exact := layoutOf(c.tree).Version("svc/app/llm.py", "openai")
			got := version + " " + source
			switch {
			case version == "":
				got = source
			case !exact:
				got = "~" + got
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
