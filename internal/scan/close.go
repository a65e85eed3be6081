package scan

import (
	"bytes"
	"context"
	stdpath "path"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
)

// resolveImports turns what files import round: who imports a file or folder. It lists the files that import an SDK under
// another name, and notes why they are to be read.
func (r *run) resolveImports() (aliased []*unit) {
	sdk := make([]string, len(r.units))
	targets, held := make([][]string, len(r.units)), make([][]string, len(r.units))
	r.parallel(len(r.units), func(i int) {
		u := r.units[i]
		for _, spec := range u.imports {
			module, object := strings.CutSuffix(spec, "/")
			switch t := u.language.layout.Resolve(u.path, module); t.Place {
			case facts.Outside:
				if module != t.Path && u.language.rules.Known.SDK(t.Path) {
					sdk[i] = module + ", which is " + t.Path
				}
			case facts.InFile, facts.InFolder:
				targets[i] = append(targets[i], t.Path)
				if object {
					held[i] = append(held[i], t.Path)
				}
			}
		}
	})
	for i, u := range r.units {
		enter := func(paths []string, in map[string][]*unit) {
			slices.Sort(paths)
			for _, path := range slices.Compact(paths) {
				in[path] = append(in[path], u)
			}
		}
		enter(targets[i], u.language.importers)
		enter(held[i], u.language.holders)
		u.imports = nil
		if sdk[i] != "" && u.why == "" && u.skip == "" && !u.ignored {
			u.why = "imports " + sdk[i]
			aliased = append(aliased, u)
		}
	}
	return aliased
}

// wholeLinks is the number of times that all is linked anew in search of files to read. What a further time finds hangs on
// which values a set kept of too many (see package program), and so would what the time after it finds.
const wholeLinks = 2

// close links what is read in full and reads what clients can reach, until nothing new is reached. It gives the program.
func (r *run) close(ctx context.Context) (*program.Program, error) {
	in := program.Input{Known: map[string]*program.Known{}, Modules: map[string]program.Modules{}, Factories: r.factories, Test: r.test}
	for _, l := range r.languages {
		in.Known[l.Name()], in.Modules[l.Name()] = l.rules.Known, l.layout
	}
	if _, err := r.completed(ctx, r.parts()); err != nil {
		return nil, err
	}
	in.Files = r.facts()
	linked := program.Link(in)
	for links, added := 0, false; ; { // what is linked bit by bit finds what to read; the verdicts come of the whole
		more, err := r.completed(ctx, r.reached(linked))
		switch {
		case err != nil:
			return nil, err
		case len(more) > 0:
			linked.Add(lowered(more))
			added = true
			continue
		case !added:
			return linked, ctx.Err()
		}
		linked = nil // its memory is needed
		in.Files = r.facts()
		linked, added = program.Link(in), false
		if links++; links == wholeLinks {
			return linked, ctx.Err()
		}
	}
}

// completed reads files in full, and the other parts of their modules. It lists all of them.
func (r *run) completed(ctx context.Context, units []*unit) ([]*unit, error) {
	all := units
	for next := units; len(next) > 0; {
		if err := r.reread(ctx, next); err != nil {
			return nil, err
		}
		next = r.parts()
		all = append(all, next...)
	}
	return all, nil
}

func lowered(units []*unit) []*facts.File {
	var files []*facts.File
	for _, u := range units {
		if u.facts != nil {
			files = append(files, u.facts)
		}
	}
	return files
}

// want notes why a file is to be read in full, and reports whether it is not already.
func (u *unit) want(why string) bool {
	if u.why != "" || u.skip != "" || u.ignored {
		return false
	}
	u.why = why
	return true
}

// reached lists the files that clients can reach and that are not read in full, and notes why they are to be.
func (r *run) reached(linked *program.Program) []*unit {
	var more []*unit
	want := func(u *unit, why string) {
		if u != nil && u.want(why) {
			more = append(more, u)
		}
	}
	for _, path := range linked.Wants() {
		const why = "a client is handed to it, or a class that holds one derives from it"
		want(r.byPath[path], why)
		for _, l := range r.languages {
			for _, part := range r.partsOf(l, path) {
				want(part, why)
			}
		}
	}
	for _, path := range linked.Yields() {
		for _, u := range r.importersOf(path) {
			want(u, "imports "+path+", which yields a client")
		}
	}
	for _, name := range linked.Stored() {
		for _, u := range r.takersOf(name) {
			want(u, "may take the client that is stored as "+name+" on an object of outside code")
		}
	}
	return more
}

// parts lists the files that are to be read because another part of their module is, and notes so.
func (r *run) parts() []*unit {
	var more []*unit
	for _, u := range r.units {
		if u.facts == nil || u.facts.Module == "" || r.whole[u.facts.Module] {
			continue
		}
		r.whole[u.facts.Module] = true
		for _, part := range r.partsOf(u.language, parent(u.path)) {
			if part.want("is a part of " + u.facts.Module + ", of which " + u.path + " is read") {
				more = append(more, part)
			}
		}
	}
	return more
}

// partsOf lists the files of a language in a folder, if its modules have several files.
func (r *run) partsOf(l *language, folder string) []*unit {
	if !slices.ContainsFunc(r.units, func(u *unit) bool { return u.language == l && u.facts != nil && u.facts.Module != "" }) {
		return nil
	}
	if l.parts == nil {
		l.parts = map[string][]*unit{}
		for _, u := range r.units {
			if u.language == l {
				l.parts[parent(u.path)] = append(l.parts[parent(u.path)], u)
			}
		}
	}
	if folder == "." {
		folder = ""
	}
	return l.parts[folder]
}

// takersOf lists the files that spell the last name of a member under which a client is stored on an object of outside
// code: there is no import that leads to them.
func (r *run) takersOf(name string) []*unit {
	if r.taken[name] {
		return nil
	}
	r.taken[name] = true
	member := []byte(name[strings.LastIndexByte(name, '.')+1:])
	spells := make([]bool, len(r.units))
	r.parallel(len(r.units), func(i int) {
		if u := r.units[i]; u.why == "" && u.skip == "" && !u.ignored {
			spells[i] = r.asked("spells "+string(member), u.path, func() bool { return bytes.Contains(r.decode(u, r.raw(u)), member) })
		}
	})
	var list []*unit
	for i, u := range r.units {
		if spells[i] {
			list = append(list, u)
		}
	}
	return list
}

// importersOf lists the files that import a file, or hold a package it is in: they can reach the modules in it as its members.
func (r *run) importersOf(path string) []*unit {
	u := r.byPath[path]
	if u == nil { // a module of several files
		var list []*unit
		for _, l := range r.languages {
			list = append(list, l.importers[path]...)
		}
		return list
	}
	l := u.language
	list := slices.Clone(l.importers[path])
	for folder := parent(path); folder != ""; folder = parent(folder) {
		if t := l.layout.Below(parent(folder), stdpath.Base(folder)); t.Path != path {
			list = append(list, l.holders[t.Path]...)
		}
	}
	return list
}
