// Package config finds and reads .quotalint.yml: it discovers the root, validates the outermost and the nested files,
// and says what is in force at a path and which line put it there. It reads no source code, and what an entry of the
// allowlist matches in a program is for package check to judge.
package config

// A Config is the effective configuration of a root: the outermost file, with what nested files add.
type Config struct {
	Path         string            `yaml:"-"` // root-relative path of the outermost file; "" if there is none
	Version      int               `yaml:"version"`
	MinVersion   string            `yaml:"min_version"`
	Factories    []Factory         `yaml:"factories"`
	Trust        []string          `yaml:"trust"`
	Records      []string          `yaml:"records"`
	Hosts        []string          `yaml:"hosts"`
	Paths        Paths             `yaml:"paths"`
	Tests        string            `yaml:"tests"` // enforce, report, ignore; TestsAt knows subtrees
	Rules        map[string]string `yaml:"rules"` // rule id -> error, warn, note, off; Severity knows subtrees
	Allow        []Allow           `yaml:"allow"`
	Suppressions Suppressions      `yaml:"suppressions"` // InlineAt knows subtrees
	Estimate     Estimate          `yaml:"estimate"`
	SDKs         []string          `yaml:"sdks"`          // globs, root-relative
	MaxFileSize  int64             `yaml:"max_file_size"` // bytes
	Nested       string            `yaml:"nested"`        // "" or may-relax
	Subtrees     []Subtree         `yaml:"-"`             // what nested files change below their folders, outer ones first

	where map[string]Pos // key, such as paths.tests[0] -> the line that set it; what is not here is a default
}

// A Subtree is what a nested file changes in its folder and below. Factories, exceptions and globs of the file are
// not here: they stand in Config with root-relative paths.
type Subtree struct {
	Folder string            // root-relative
	Path   string            // the nested file, root-relative
	Rules  map[string]string // only those that the file sets
	Tests  string            // "" as above
	Inline *bool             // nil as above

	where map[string]Pos
}

// A Factory is one entry of the allowlist.
type Factory struct {
	Path   string `yaml:"path"`   // file, glob, or a folder for the files directly in it; root-relative
	Symbol string `yaml:"symbol"` // function, Class, Class.method, variable; * for the whole file
	Tracks Tracks `yaml:"tracks"`
	Reason string `yaml:"reason,omitempty"`
	Where  Pos    `yaml:"-"`
}

// Tracks is what a factory is declared to count.
type Tracks struct {
	Mode    string   // auto, all, list
	Methods []string // with Mode list: patterns such as embeddings.*
}

// An Allow is an exception. One whose Reason is empty loads, to be reported as QL901.
type Allow struct {
	Rules  []string `yaml:"rules,flow"` // ids, also where the file gives slugs
	Path   string   `yaml:"path"`       // file, glob, or a folder for all below it; root-relative
	Symbol string   `yaml:"symbol,omitempty"`
	Reason string   `yaml:"reason,omitempty"`
	Until  string   `yaml:"until,omitempty"` // 2027-03-01, inclusive, UTC; "" for ever
	Where  Pos      `yaml:"-"`
}

// A Pos is a place in a config file.
type Pos struct {
	Path   string // root-relative
	Line   int
	Column int
}

// Paths filters files by globs (doublestar), root-relative. A glob that matches a folder matches all below it.
type Paths struct {
	Include []string `yaml:"include"`
	Exclude []string `yaml:"exclude"` // linked, not reported
	Tests   []string `yaml:"tests"`   // added to the languages' defaults
}

// Suppressions is whether comments may suppress.
type Suppressions struct {
	Inline bool `yaml:"inline"`
}

// Default is the configuration of a root without a config file.
func Default() *Config {
	c := &Config{
		Version:      version,
		Tests:        TestsReport,
		Rules:        map[string]string{},
		Suppressions: Suppressions{Inline: true},
		Estimate:     Estimate{CallsPerSitePerDay: Range{Low: 10, Likely: 100, High: 1000}},
		MaxFileSize:  1 << 20,
		where:        map[string]Pos{},
	}
	for _, r := range Rules() {
		c.Rules[r.ID] = r.Severity
	}
	return c
}
