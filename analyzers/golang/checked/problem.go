package checked

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/tools/go/packages"
)

// Problems is what kept packages from being loaded in full. What they leave unknown is read without types.
type Problems struct {
	Absent []string  // modules, with their versions, that are not in the module cache and cannot be had
	Errors []Problem // anything else, by place
}

// A Problem is one error of the go command, the parser or the type checker.
type Problem struct {
	Path         string // from the root, or absolute where that is not above; "" if nobody says
	Line, Column int    // 0: of the whole file or folder
	Text         string // in one line
}

// String writes a problem as compilers do.
func (p Problem) String() string {
	where := p.Path
	for _, n := range []int{p.Line, p.Column} {
		if n > 0 {
			where += ":" + strconv.Itoa(n)
		}
	}
	if where == "" {
		return p.Text
	}
	return where + ": " + p.Text
}

func (p *Problems) sort() {
	slices.Sort(p.Absent)
	p.Absent = slices.Compact(p.Absent)
	slices.SortFunc(p.Errors, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Text, b.Text))
	})
	p.Errors = slices.Compact(p.Errors)
}

// collect collects the errors of packages and of what they import.
func (l *loading) collect(u *unit, roots []*packages.Package) {
	needs := u.requires()
	packages.Visit(roots, nil, func(p *packages.Package) {
		if need, ok := provider(needs, p.PkgPath); p.Dir == "" && ok && need.absent(u.cache) {
			l.problems.Absent = append(l.problems.Absent, need.String())
			return
		}
		for _, e := range p.Errors {
			if !l.repeats(p, e) {
				l.problems.Errors = append(l.problems.Errors, l.problem(u, p, e))
			}
		}
	})
}

// repeats reports whether an error only follows from others: what the compiler has against a package that the type checker
// reads, too, what comes of an import that is not there, and what is read into that.
func (l *loading) repeats(p *packages.Package, e packages.Error) bool {
	switch e.Kind {
	case packages.ListError:
		return e.Pos == "" && strings.HasPrefix(e.Msg, compiled) && slices.ContainsFunc(p.Errors, ofSource)
	case packages.TypeError:
		return p.Dir == "" || l.lacking[at(e).Path]
	}
	return p.Dir == ""
}

// ofSource reports whether an error is of the parser or the type checker.
func ofSource(e packages.Error) bool {
	return e.Kind == packages.ParseError || e.Kind == packages.TypeError
}

// compiled is how what a compiler says of a package begins.
const compiled = "# "

// problem writes down an error of a package.
func (l *loading) problem(u *unit, p *packages.Package, e packages.Error) Problem {
	made := at(e)
	if made.Path == "" || made.Path == "-" {
		made.Path = p.Dir
	}
	if made.Path != "" && !filepath.IsAbs(made.Path) {
		made.Path = filepath.Join(u.dir, made.Path)
	}
	made.Path = l.place(made.Path)
	return made
}

// place is a file or folder as a problem names it.
func (l *loading) place(name string) string {
	if rel := l.inRoot(name); rel != "" {
		return rel
	}
	return name
}

// at reads where an error is: FILE:LINE:COLUMN, with less of it where less is known.
func at(e packages.Error) Problem {
	words := strings.Split(e.Pos, ":")
	var numbers []int
	for len(words) > 1 && len(numbers) < 2 {
		n, err := strconv.Atoi(words[len(words)-1])
		if err != nil {
			break
		}
		numbers, words = append([]int{n}, numbers...), words[:len(words)-1]
	}
	numbers = append(numbers, 0, 0)
	return Problem{Path: strings.Join(words, ":"), Line: numbers[0], Column: numbers[1], Text: oneLine(e.Msg)}
}

// oneLine is a text without line ends.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// A need is a module that others require.
type need struct {
	name string // what the import paths of its packages begin with
	module.Version
}

// String writes the version apart, as go.mod does.
func (n need) String() string { return n.Path + " " + n.Version.Version }

// requires lists what the modules of a unit take from elsewhere.
func (u *unit) requires() []need {
	var needs []need
	for _, file := range u.mods {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		said, err := modfile.Parse(file, text, nil)
		if err != nil {
			continue
		}
		for _, r := range said.Require {
			if by := standIn(said, r.Mod); !modfile.IsDirectoryPath(by.Path) {
				needs = append(needs, need{r.Mod.Path, by})
			}
		}
	}
	return needs
}

// standIn is what a go.mod file puts in place of a module.
func standIn(mod *modfile.File, required module.Version) module.Version {
	for _, r := range mod.Replace {
		if r.Old.Path == required.Path && (r.Old.Version == "" || r.Old.Version == required.Version) {
			return r.New
		}
	}
	return required
}

// provider is the module that a package is of, by its path.
func provider(needs []need, pkg string) (best need, ok bool) {
	for _, n := range needs {
		if (pkg == n.name || strings.HasPrefix(pkg, n.name+"/")) && len(n.name) > len(best.name) {
			best, ok = n, true
		}
	}
	return best, ok
}

// absent reports whether a module is not in the module cache.
func (n need) absent(cache string) bool {
	name, err := module.EscapePath(n.Path)
	if err != nil {
		return false
	}
	version, err := module.EscapeVersion(n.Version.Version)
	if err != nil {
		return false
	}
	_, err = os.Stat(filepath.Join(cache, filepath.FromSlash(name)+"@"+version))
	return os.IsNotExist(err)
}
