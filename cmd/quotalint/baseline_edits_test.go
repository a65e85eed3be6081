package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// edit changes a file in a way that means nothing, and says what it did: the first word is the kind.
func (p *project) edit(r *rand.Rand) string {
	for {
		f := p.files[r.IntN(len(p.files))]
		fn := f.functions[r.IntN(len(f.functions))]
		where := f.path() + " " + fn.name
		switch r.IntN(9) {
		case 0:
			fn.comments++
			return "comment in " + where
		case 1:
			f.style.blank, f.style.head = 1+r.IntN(4), r.IntN(5)
			return "blank lines in " + where
		case 2:
			return p.rename(f)
		case 3:
			i := slices.Index(f.functions, fn)
			f.functions = slices.Insert(slices.Delete(f.functions, i, i+1), r.IntN(len(f.functions)), fn)
			return "within its file: " + where
		case 4:
			for _, i := range r.Perm(len(p.files)) {
				if to := p.files[i]; moves(fn, f, to) {
					return "across to " + to.path() + ": " + where
				}
			}
		case 5:
			r.Shuffle(len(f.functions), func(i, j int) { f.functions[i], f.functions[j] = f.functions[j], f.functions[i] })
			return "reorder " + f.path()
		case 6:
			f.style.broken, f.style.indent = !f.style.broken, []int{2, 3, 4, 8}[r.IntN(4)]
			return "reformat " + f.path()
		case 7:
			if r.IntN(2) == 0 && f.language != "go" {
				f.style.single = !f.style.single
				return "requote " + f.path()
			}
		case 8:
			was := fn.class
			if fn.class = ""; was == "" {
				fn.class = fn.home
			}
			if !f.twice(fn) {
				return "nest or not " + where
			}
			fn.class = was
		}
	}
}

func (p *project) rename(f *sourceFile) string {
	was := f.path()
	f.name = fmt.Sprintf("file%d", p.number())
	return "rename " + was + " to " + f.path()
}

// twice reports whether another function of the file has the same name.
func (f *sourceFile) twice(fn *function) bool {
	return slices.ContainsFunc(f.functions, func(other *function) bool {
		return other != fn && other.name == fn.name && other.class == fn.class
	})
}

// free reports whether no function of a name is or was in the file: a place that another function has taken tells nothing of the
// one that left it.
func (f *sourceFile) free(name string) bool {
	return !slices.Contains(f.left, name) && !slices.ContainsFunc(f.functions, func(fn *function) bool { return fn.name == name })
}

// moves moves a function to another file, if that has what the function needs.
func moves(fn *function, from, to *sourceFile) bool {
	if from == to || from.language != to.language || fn.on == "client" && !to.client || len(from.functions) == 1 || !to.free(fn.name) {
		return false
	}
	from.left = append(from.left, fn.name)
	from.functions = slices.DeleteFunc(from.functions, func(other *function) bool { return other == fn })
	to.functions = append(to.functions, fn)
	return true
}

// The kinds of what is added to code.
var injections = []string{
	"copy before", "copy after", "mend one, add one", "mend one, add another method", "mend one, copy it elsewhere",
	"copy of a function", "new method on a client", "new function of the same name",
}

// An injection is calls that are new.
type injection struct {
	what           string
	ids            []int
	mended         int
	path, function string // of a function that is new as a whole
}

// inject adds calls that are at fault; nil if there is no room for them.
func (p *project) inject(r *rand.Rand, what string) *injection {
	f := p.files[r.IntN(len(p.files))]
	fn := f.functions[r.IntN(len(f.functions))]
	i := r.IntN(len(fn.calls))
	add := fn.calls[i]
	add.id = p.number()
	in := &injection{what: what, ids: []int{add.id}}
	switch what {
	case "copy before":
		fn.calls = slices.Insert(fn.calls, 0, add)
	case "copy after":
		fn.calls = append(fn.calls, add)
	case "mend one, add one":
		fn.calls[i].mended, in.mended = true, 1
		add.model = "model-new"
		fn.calls = append(fn.calls, add)
	case "mend one, add another method":
		fn.calls[i].mended, in.mended = true, 1
		add.method = otherMethod(f.language, add.method)
		fn.calls = append(fn.calls, add)
	case "new method on a client":
		add.method = otherMethod(f.language, add.method)
		fn.calls = append(fn.calls, add)
	default:
		return p.injectFunction(r, in, f, fn, i)
	}
	return in
}

// injectFunction adds a function of the same name to another file.
func (p *project) injectFunction(r *rand.Rand, in *injection, f *sourceFile, fn *function, i int) *injection {
	others := slices.DeleteFunc(slices.Clone(p.files), func(to *sourceFile) bool {
		return to == f || to.language != f.language || fn.on == "client" && !to.client || !to.free(fn.name)
	})
	if len(others) == 0 {
		return nil
	}
	to := others[r.IntN(len(others))]
	added := *fn
	added.calls = nil
	for n, c := range fn.calls {
		if in.what == "mend one, copy it elsewhere" && n != i {
			continue
		}
		c.id = p.number()
		if in.what == "new function of the same name" {
			c.model = "model-new"
		}
		added.calls = append(added.calls, c)
	}
	if in.what == "mend one, copy it elsewhere" {
		fn.calls[i].mended, in.mended = true, 1
	}
	to.functions = append(to.functions, &added)
	in.path, in.function, in.ids = to.path(), strings.TrimPrefix(added.class+"."+added.name, "."), nil
	for _, c := range added.calls {
		in.ids = append(in.ids, c.id)
	}
	return in
}

// otherMethod is the next one of a language.
func otherMethod(language, method string) string {
	all := apiMethods[language]
	return all[(slices.Index(all, method)+1)%len(all)]
}
