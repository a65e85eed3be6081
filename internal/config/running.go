package config

import "runtime/debug"

// Running is the version of quotalint that the program has been built with, whether quotalint is the program or a part of
// it; "dev" if nothing says it.
func Running() string {
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(b.Deps, &b.Main) {
			if m.Path == "github.com/quotalint/quotalint" && m.Version != "" && m.Version != "(devel)" {
				return m.Version
			}
		}
	}
	return "dev"
}
