package quotalint

import "github.com/quotalint/quotalint/internal/facts"

// packages is how the imports of linked packages find each other: each by its import path.
type packages map[string]string // import path -> folder

// Resolve says which package an import path means.
func (p packages) Resolve(_, module string) facts.Target {
	if folder, ok := p[module]; ok {
		return facts.Target{Place: facts.InFolder, Path: folder}
	}
	return facts.Target{Place: facts.Outside, Path: module}
}

// Below says that a package has no members but those that it declares.
func (packages) Below(string, string) facts.Target { return facts.Target{Place: facts.Missing} }
