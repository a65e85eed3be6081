package scan

import (
	"context"
	stdpath "path"
	"slices"

	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
)

// resolveImports turns what files import round: who imports a file or folder.
func (r *run) resolveImports() {
	targets := make([][]string, len(r.units))
	r.parallel(len(r.units), func(i int) {
		u := r.units[i]
		for _, module := range u.imports {
			switch t := u.language.layout.Resolve(u.path, module); t.Place {
			case facts.InFile, facts.InFolder:
				targets[i] = append(targets[i], t.Path)
			}
		}
	})
	for i, u := range r.units {
		slices.Sort(targets[i])
		for _, path := range slices.Compact(targets[i]) {
			u.language.importers[path] = append(u.language.importers[path], u)
		}
		u.imports = nil
	}
}

// close links what is read in full and reads what clients can reach, until nothing new is reached. It gives the program.
func (r *run) close(ctx context.Context) (*program.Program, error) {
	in := program.Input{Known: map[string]*program.Known{}, Modules: map[string]program.Modules{}, Factories: r.factories, Test: r.test}
	for _, l := range r.languages {
		in.Known[l.Name()], in.Modules[l.Name()] = l.rules.Known, l.layout
	}
	for {
		in.Files = r.facts()
		linked := program.Link(in)
		more := r.reached(linked)
		if len(more) == 0 {
			return linked, ctx.Err()
		}
		if err := r.reread(ctx, more); err != nil {
			return nil, err
		}
	}
}

// reached lists the files that clients can reach and that are not read in full, and notes why they are to be.
func (r *run) reached(linked *program.Program) []*unit {
	var more []*unit
	want := func(u *unit, why string) {
		if u != nil && u.why == "" && u.skip == "" && !u.ignored {
			u.why = why
			more = append(more, u)
		}
	}
	for _, path := range linked.Wants() {
		want(r.byPath[path], "a client is handed to it, or a class that holds one derives from it")
	}
	for _, path := range linked.Yields() {
		for _, u := range r.importersOf(path) {
			want(u, "imports "+path+", which yields a client")
		}
	}
	return more
}

// importersOf lists the files that import a file or a package it is in: what imports a package can reach the modules
// in it as its members.
func (r *run) importersOf(path string) []*unit {
	u := r.byPath[path]
	if u == nil {
		return nil
	}
	l := u.language
	list := slices.Clone(l.importers[path])
	for folder := parent(path); folder != ""; folder = parent(folder) {
		if t := l.layout.Below(parent(folder), stdpath.Base(folder)); t.Path != path {
			list = append(list, l.importers[t.Path]...)
		}
	}
	return list
}
