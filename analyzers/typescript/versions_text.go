package typescript

import "strings"

// Locks of large projects have 50,000 lines and more. They are read line by line: what is written by a program has one
// form.

// packageVersions are what a lock says in passing: the versions of each package, whoever asks for it.
type packageVersions map[string][]string

func (p packageVersions) add(name, version string) {
	for _, v := range p[name] {
		if v == version {
			return
		}
	}
	p[name] = append(p[name], version)
}

// only is the version of a package if there is but one.
func (p packageVersions) only(name string) string {
	if list := p[name]; len(list) == 1 {
		return list[0]
	}
	return ""
}

// parsePnpmLock reads a pnpm-lock.yaml of any version.
func parsePnpmLock(text []byte) lock { return pnpmLock(text, "") }

// parseRushLock reads the lock that Rush lets pnpm write, in which projects are called from a folder two levels down.
func parseRushLock(text []byte) lock { return pnpmLock(text, "../../") }

// pnpmGroups are the keys below which a lock of pnpm says what a project depends on.
var pnpmGroups = map[string]bool{"dependencies": true, "devDependencies": true, "optionalDependencies": true}

func pnpmLock(text []byte, prefix string) lock {
	importers := map[string]map[string]string{} // folder of the project -> package -> version
	all := packageVersions{}
	set := func(importer, name, value string) {
		if importers[importer] == nil {
			importers[importer] = map[string]string{}
		}
		_, importers[importer][name] = pnpmVersion(value)
	}
	var keys [5]string // above the line
	for line := range strings.Lines(string(text)) {
		depth, key, value := yamlLine(line)
		if key == "" || depth >= len(keys) {
			continue
		}
		keys[depth] = key
		switch {
		case keys[0] == "importers" && depth >= 3 && pnpmGroups[keys[2]]:
			if depth == 3 && value != "" || depth == 4 && key == "version" {
				set(keys[1], keys[3], value)
			}
		case pnpmGroups[keys[0]]: // a lock of one project
			if depth == 1 && value != "" || depth == 2 && key == "version" {
				set(".", keys[1], value)
			}
		case keys[0] == "packages" && depth == 1:
			all.add(pnpmVersion(key))
		}
	}
	return func(folder, name, spec string) string {
		if folder = prefix + folder; folder == "" {
			folder = "."
		}
		if found, ok := importers[folder][name]; ok {
			return found
		}
		if spec == "" {
			return all.only(name)
		}
		return ""
	}
}

// yamlLine reads a line of generated YAML: how deep its key stands, and what is behind it.
func yamlLine(line string) (depth int, key, value string) {
	text := strings.TrimLeft(line, " ")
	depth = (len(line) - len(text)) / 2
	text = strings.TrimSpace(text)
	if text == "" || text[0] == '#' || text[0] == '-' {
		return 0, "", ""
	}
	if quote := text[0]; quote == '\'' || quote == '"' {
		end := strings.IndexByte(text[1:], quote)
		if end < 0 {
			return 0, "", ""
		}
		key, value = text[1:end+1], strings.TrimPrefix(text[end+2:], ":")
	} else if i := strings.Index(text, ": "); i >= 0 {
		key, value = text[:i], text[i+1:]
	} else {
		key = strings.TrimSuffix(text, ":")
	}
	return depth, key, strings.Trim(strings.TrimSpace(value), `'"`)
}

// pnpmVersion reads how pnpm writes what it settled on: 4.1.0, 4.1.0(zod@3), 4.1.0_zod@3, /openai/4.1.0, openai@4.1.0(zod@3).
// name is "" where only the version is written.
func pnpmVersion(text string) (name, version string) {
	text, _, _ = strings.Cut(text, "(")
	if text != "" && (text[0] < '0' || text[0] > '9') {
		text = strings.TrimPrefix(text, "/")
		if pkg, sub := splitName(text); sub != "" {
			name, text = pkg, sub
		} else if i := strings.LastIndexByte(text, '@'); i > 0 {
			name, text = text[:i], text[i+1:]
		}
	}
	version, _, _ = strings.Cut(text, "_")
	return name, version
}

// parseYarnLock reads a yarn.lock of any version.
func parseYarnLock(text []byte) lock {
	asked := map[string]string{} // name@range -> version
	all := packageVersions{}
	var heads []string
	for line := range strings.Lines(string(text)) {
		bare := strings.TrimSpace(line)
		switch {
		case bare == "" || bare[0] == '#':
		case line[0] != ' ':
			heads = strings.Split(strings.ReplaceAll(strings.TrimSuffix(bare, ":"), `"`, ""), ", ")
		case strings.HasPrefix(line, "  version"):
			version := strings.Trim(strings.TrimPrefix(bare, "version"), `: "`)
			for _, head := range heads {
				if i := strings.IndexByte(head[min(1, len(head)):], '@'); i >= 0 && !strings.Contains(head, "@workspace:") {
					asked[head] = version
					all.add(head[:i+1], version)
				}
			}
			heads = nil
		}
	}
	return func(_, name, spec string) string {
		for _, head := range []string{name + "@" + spec, name + "@npm:" + spec} {
			if found := asked[head]; found != "" {
				return found
			}
		}
		return all.only(name)
	}
}
