package report

import (
	_ "embed"
	"encoding/json"
	"io"
	"slices"

	"github.com/quotalint/quotalint/internal/check"
)

// Schema is the JSON schema (2020-12) of what WriteJSON writes.
//
//go:embed report.schema.json
var Schema []byte

// WriteJSON writes the whole result. Lists without members are [], never null.
func WriteJSON(w io.Writer, r *check.Result) error {
	return encode(w, withoutNull(*r))
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func withoutNull(r check.Result) check.Result {
	r.Sites = filled(slices.Clone(r.Sites))
	for i := range r.Sites {
		r.Sites[i].Trace = filled(r.Sites[i].Trace)
	}
	r.Findings = filled(r.Findings)
	r.Factories = filled(slices.Clone(r.Factories))
	for i := range r.Factories {
		f := &r.Factories[i]
		f.Clients = filled(slices.Clone(f.Clients))
		for j := range f.Clients {
			f.Clients[j].Tracks = filled(f.Clients[j].Tracks)
			f.Clients[j].Missing = filled(f.Clients[j].Missing)
		}
	}
	r.Breakdowns = filled(r.Breakdowns)
	r.SDKs = filled(r.SDKs)
	r.Skipped = filled(r.Skipped)
	r.Assumptions = filled(r.Assumptions)
	return r
}

func filled[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
