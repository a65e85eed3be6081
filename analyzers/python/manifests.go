package python

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// requirementText matches `name [extras] (specifiers)`: the name and all behind the extras up to a marker or comment.
var requirementText = regexp.MustCompile(`^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*\(?([^;#)]*)`)

// parseRequirement reads a requirement such as `openai[datalib]>=1.3,<2; python_version > "3.8"`, or a project's folder.
func parseRequirement(text string) (requirement, bool) {
	text = strings.TrimSpace(text)
	for _, option := range []string{"-e", "--editable"} {
		if rest, ok := strings.CutPrefix(text, option); ok && rest != "" && strings.ContainsRune(" \t=", rune(rest[0])) {
			text = strings.Trim(rest[1:], " \t\"'")
			if !strings.Contains(text, ":") && !strings.HasPrefix(text, ".") {
				text = "./" + text // it may be nothing else
			}
		}
	}
	if folder, ok := localFolder(text); ok {
		return requirement{local: true, folder: folder}, true
	}
	m := requirementText.FindStringSubmatch(text)
	if m == nil {
		return requirement{}, false
	}
	spec := strings.TrimSpace(m[2])
	if spec != "" && !strings.ContainsRune("=<>!~@", rune(spec[0])) {
		return requirement{}, false // prose
	}
	if at, ok := strings.CutPrefix(spec, "@"); ok {
		folder, local := localFolder(strings.TrimSpace(at))
		return requirement{name: normal(m[1]), local: local, folder: folder}, true
	}
	version, exact := bound(spec)
	return requirement{name: normal(m[1]), version: version, exact: exact}, true
}

// localFolder reads a reference to a folder: ../shared, file:../shared, file:///${PROJECT_ROOT}/../shared, {root:uri}/../shared.
func localFolder(text string) (folder string, ok bool) {
	folder, _, _ = strings.Cut(text, "#")
	folder, _, _ = strings.Cut(folder, ";")
	folder, _, _ = strings.Cut(folder, "[")
	folder = strings.TrimSpace(folder)
	rest, file := strings.CutPrefix(folder, "file:")
	if file {
		folder = strings.TrimPrefix(rest, "//")
		folder = strings.TrimPrefix(folder, "/${PROJECT_ROOT}/")
	}
	folder, root := strings.CutPrefix(folder, "{root:uri}/")
	return folder, file || root || folder == "." || strings.HasPrefix(folder, "./") || strings.HasPrefix(folder, "../") || folder == ".."
}

// clause matches one version clause of pip or Poetry.
var clause = regexp.MustCompile(`^(===|==|~=|>=|<=|!=|>|<|\^|~|=)?\s*v?([0-9][0-9A-Za-z.+!_*-]*)`)

// bound is the version that a specifier pins, else the lowest it lets through.
func bound(spec string) (version string, exact bool) {
	for _, part := range strings.FieldsFunc(spec, func(r rune) bool { return r == ',' || r == '|' }) {
		m := clause.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			continue
		}
		stem, wild := strings.CutSuffix(m[2], ".*")
		switch m[1] {
		case "==", "===", "=", "":
			return stem, !wild
		case ">=", "~=", ">", "^", "~":
			if version == "" {
				version = stem
			}
		}
	}
	return version, false
}

func parseRequirements(text []byte) []requirement {
	var list []requirement
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		line, _, _ = strings.Cut(line, " --")
		if r, ok := parseRequirement(strings.TrimSuffix(line, `\`)); ok {
			list = append(list, r)
		}
	}
	return list
}

// parseTomlLock reads the locks of uv, Poetry and PDM: [[package]] with name and version. Where a lock has several
// versions of a package, for several platforms, the last one counts.
func parseTomlLock(text []byte) []requirement {
	var lock struct {
		Package []struct {
			Name, Version string
			Source, Path  any
		}
	}
	if toml.Unmarshal(text, &lock) != nil {
		return nil
	}
	var list []requirement
	for _, p := range slices.Backward(lock.Package) {
		r := requirement{name: normal(p.Name), version: p.Version, exact: p.Version != "", local: p.Path != nil}
		source, _ := p.Source.(map[string]any)
		for _, key := range []string{"editable", "virtual", "directory", "path"} { // uv
			r.local = r.local || source[key] != nil
		}
		r.local = r.local || source["type"] == "directory" || source["type"] == "file" // Poetry
		list = append(list, r)
	}
	return list
}

func parsePipfileLock(text []byte) []requirement {
	var lock struct {
		Default, Develop map[string]struct{ Version string }
	}
	if json.Unmarshal(text, &lock) != nil {
		return nil
	}
	var list []requirement
	for _, group := range []map[string]struct{ Version string }{lock.Default, lock.Develop} {
		for _, name := range slices.Sorted(maps.Keys(group)) {
			version, exact := bound(group[name].Version)
			list = append(list, requirement{name: normal(name), version: version, exact: exact})
		}
	}
	return list
}

func parsePipfile(text []byte) []requirement {
	var file struct {
		Packages map[string]any
		Dev      map[string]any `toml:"dev-packages"`
	}
	if toml.Unmarshal(text, &file) != nil {
		return nil
	}
	return slices.Concat(fromTable(file.Packages), fromTable(file.Dev))
}

func parsePyproject(text []byte) []requirement {
	var file struct {
		Project struct {
			Dependencies []string
			Optional     map[string][]string `toml:"optional-dependencies"`
		}
		Groups map[string][]any `toml:"dependency-groups"`
		Tool   struct {
			Poetry struct {
				Dependencies map[string]any
				Dev          map[string]any `toml:"dev-dependencies"`
				Group        map[string]struct{ Dependencies map[string]any }
			}
			UV struct {
				Dev     []string `toml:"dev-dependencies"`
				Sources map[string]any
			}
			PDM struct {
				Dev map[string][]string `toml:"dev-dependencies"`
			}
		}
	}
	if toml.Unmarshal(text, &file) != nil {
		return nil
	}
	list := fromTexts(file.Project.Dependencies)
	for _, group := range slices.Sorted(maps.Keys(file.Project.Optional)) {
		list = append(list, fromTexts(file.Project.Optional[group])...)
	}
	for _, group := range slices.Sorted(maps.Keys(file.Groups)) {
		for _, entry := range file.Groups[group] {
			if text, ok := entry.(string); ok { // else it includes another group
				list = append(list, fromTexts([]string{text})...)
			}
		}
	}
	list = append(list, fromTable(file.Tool.Poetry.Dependencies)...)
	list = append(list, fromTable(file.Tool.Poetry.Dev)...)
	for _, group := range slices.Sorted(maps.Keys(file.Tool.Poetry.Group)) {
		list = append(list, fromTable(file.Tool.Poetry.Group[group].Dependencies)...)
	}
	list = append(list, fromTexts(file.Tool.UV.Dev)...)
	for _, group := range slices.Sorted(maps.Keys(file.Tool.PDM.Dev)) {
		list = append(list, fromTexts(file.Tool.PDM.Dev[group])...)
	}
	return append(list, fromSources(file.Tool.UV.Sources)...)
}

// fromSources reads where uv takes packages from: name = {workspace = true}, name = {path = "folder"}, or a list of those.
func fromSources(table map[string]any) []requirement {
	var list []requirement
	for _, r := range fromTable(table) {
		if r.local {
			r.source = true
			list = append(list, r)
		}
	}
	return list
}

func fromTexts(texts []string) []requirement {
	var list []requirement
	for _, text := range texts {
		if r, ok := parseRequirement(text); ok {
			list = append(list, r)
		}
	}
	return list
}

// fromTable reads a table of Poetry or Pipenv: name = "spec", name = {version = "spec"}, or a list of those.
func fromTable(table map[string]any) []requirement {
	var list []requirement
	for _, name := range slices.Sorted(maps.Keys(table)) {
		entries, many := table[name].([]any)
		if !many {
			entries = []any{table[name]}
		}
		for _, entry := range entries {
			r := requirement{name: normal(name)}
			if m, ok := entry.(map[string]any); ok {
				r.folder, r.local = m["path"].(string)
				r.local = r.local || m["workspace"] == true
				entry = m["version"]
			}
			spec, _ := entry.(string)
			r.version, r.exact = bound(spec)
			list = append(list, r)
		}
	}
	return list
}

// parseSetupCfg reads the requirements of [options] and [options.extras_require].
func parseSetupCfg(text []byte) []requirement {
	var list []requirement
	section, key := "", ""
	for line := range strings.Lines(string(text)) {
		value := strings.TrimSpace(line)
		switch {
		case value == "" || value[0] == '#' || value[0] == ';':
			continue
		case value[0] == '[' && line[0] == '[':
			section, key = value, ""
			continue
		case line[0] != ' ' && line[0] != '\t':
			var ok bool
			if key, value, ok = strings.Cut(value, "="); !ok {
				continue
			}
			key = strings.TrimSpace(key)
		}
		if section == "[options]" && key == "install_requires" || section == "[options.extras_require]" {
			if r, ok := parseRequirement(value); ok {
				list = append(list, r)
			}
		}
	}
	return list
}

// quoted matches the string literals of one line.
var quoted = regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'`)

// parseSetupPy reads the strings of a setup script, from where it first speaks of requirements, that pin or bound a
// package. One without a version may be any string.
func parseSetupPy(text []byte) []requirement {
	var list []requirement
	if i := bytes.Index(text, []byte("require")); i >= 0 {
		for _, literal := range quoted.FindAll(text[i:], -1) {
			if r, ok := parseRequirement(string(literal[1 : len(literal)-1])); ok && (r.version != "" || r.local) {
				list = append(list, r)
			}
		}
	}
	return list
}

// setupName matches the name that a setup script gives as text.
var setupName = regexp.MustCompile(`\bname\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// projectName is what a manifest calls its project, normalised; "" if it does not say.
func projectName(manifest string, text []byte) string {
	switch manifest {
	case "pyproject.toml":
		var file struct {
			Project struct{ Name string }
			Tool    struct{ Poetry struct{ Name string } }
		}
		if toml.Unmarshal(text, &file) == nil {
			return normal(cmp.Or(file.Project.Name, file.Tool.Poetry.Name))
		}
	case "setup.cfg":
		section := ""
		for line := range strings.Lines(string(text)) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			switch {
			case strings.HasPrefix(key, "["):
				section = key
			case section == "[metadata]" && strings.TrimSpace(key) == "name":
				return normal(strings.TrimSpace(value))
			}
		}
	case "setup.py":
		if m := setupName.FindSubmatch(text); m != nil {
			return normal(string(m[1]))
		}
	}
	return ""
}
