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
	Tests        string            `yaml:"tests"` // enforce, report, ignore
	Rules        map[string]string `yaml:"rules"` // rule id -> error, warn, note, off
	Allow        []Allow           `yaml:"allow"`
	Suppressions Suppressions      `yaml:"suppressions"`
	Estimate     Estimate          `yaml:"estimate"`
	SDKs         []string          `yaml:"sdks"`
	MaxFileSize  int64             `yaml:"max_file_size"` // bytes
	Nested       string            `yaml:"nested"`        // "" or may-relax
}

// A Factory is one entry of the allowlist.
type Factory struct {
	Path   string // file or glob, root-relative
	Symbol string // function, Class, Class.method, variable; * for the whole file
	Tracks Tracks
	Reason string
	Where  Pos
}

// Tracks is what a factory is declared to count.
type Tracks struct {
	Mode    string   // auto, all, list
	Methods []string // with Mode list: patterns such as embeddings.*
}

// An Allow is an exception. The reason is required.
type Allow struct {
	Rules  []string
	Path   string
	Symbol string
	Reason string
	Until  string // 2027-03-01, inclusive, UTC; "" for ever
	Where  Pos
}

// A Pos is a place in a config file.
type Pos struct {
	Path   string // root-relative
	Line   int
	Column int
}

// Paths filters files by globs (doublestar).
type Paths struct {
	Include []string `yaml:"include"`
	Exclude []string `yaml:"exclude"` // linked, not reported
	Tests   []string `yaml:"tests"`   // added to the languages' defaults
}

// Suppressions is whether comments may suppress.
type Suppressions struct {
	Inline bool `yaml:"inline"`
}

// Estimate holds the assumed volumes.
type Estimate struct {
	CallsPerSitePerDay Range `yaml:"calls_per_site_per_day"`
}

// A Range is an estimate from low to high.
type Range struct {
	Low    float64 `yaml:"low"`
	Likely float64 `yaml:"likely"`
	High   float64 `yaml:"high"`
}
