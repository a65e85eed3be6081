package quotalint

import (
	"go/types"
	"path"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/facts"
	"github.com/quotalint/quotalint/internal/program"
)

// run is one pass over a package. A package that neither imports what rules may know nor one that does is left at once: most are.
func (v *vet) run(pass *analysis.Pass) (any, error) {
	if pass.Module != nil && pass.Module.Version != "" {
		return nil, nil // a dependency from elsewhere
	}
	if len(pass.Files) == 0 || len(pass.AllPackageFacts()) == 0 && !slices.ContainsFunc(pass.Pkg.Imports(), v.mayKnow) {
		return nil, nil
	}
	p, err := v.projectOf(filepath.Dir(pass.Fset.File(pass.Files[0].FileStart).Name()))
	if err != nil {
		return nil, err
	}
	u := &unit{Pass: pass, project: p, files: map[string]fileOf{}}
	if err := u.lower(v.source); err != nil {
		return nil, err
	}
	if len(u.facts) == 0 {
		return nil, nil
	}
	if err := u.export(); err != nil {
		return nil, err
	}
	if !u.concerned() {
		return nil, nil
	}
	if err := u.link(v.source); err != nil {
		return nil, err
	}
	u.exportObjects()
	u.report(v.source)
	return nil, nil
}

// mayKnow reports whether rules may know a package.
func (v *vet) mayKnow(pkg *types.Package) bool { return v.mentions()(pkg.Path()) }

// A unit is one package being passed over.
type unit struct {
	*analysis.Pass
	*project
	files     map[string]fileOf // by path below the root
	facts     []*facts.File     // of the package
	linked    []*facts.File     // of the package and those below it
	folders   packages
	factories []program.Factory
	program   *program.Program
}

// lower says what the files of the package say. A file that is not below the root is left out: the go command puts what it
// makes of files with C in them elsewhere.
func (u *unit) lower(source *golang.Analyzer) error {
	for _, file := range u.Files {
		name, ok := u.relative(u.Fset.File(file.FileStart).Name())
		if !ok || !source.Match(name) {
			continue
		}
		raw, err := u.ReadFile(u.Fset.File(file.FileStart).Name())
		if err != nil {
			return err
		}
		text, reason := tree.Decode(raw)
		if reason != "" {
			continue // the compiler refuses it too
		}
		bom := len(raw) - len(text)
		said, err := source.LowerTyped(name, text, golang.NewTypes(u.Fset, file, u.TypesInfo, bom, u.known))
		if err != nil {
			return err
		}
		u.files[name] = fileOf{file, text, bom}
		u.facts = append(u.facts, said)
	}
	return nil
}

// export tells the packages that import this one what its files say.
func (u *unit) export() error {
	data, err := pack(u.facts)
	if err != nil {
		return err
	}
	u.ExportPackageFact(&Sources{Folder: path.Dir(u.facts[0].Path), Data: data})
	return nil
}

// concerned reports whether there can be a site in the package: it names something that rules know, or something of another
// package that gives clients.
func (u *unit) concerned() bool {
	for _, used := range u.TypesInfo.Uses {
		if used.Pkg() != nil && (u.known(used.Pkg().Path()) || used.Pkg() != u.Pkg && u.givesClients(used)) {
			return true
		}
	}
	return false
}

func (u *unit) givesClients(o types.Object) bool {
	return u.ImportObjectFact(o, new(Clients)) || u.ImportObjectFact(o, new(Factory))
}

// link links the package with those below it.
func (u *unit) link(source *golang.Analyzer) error {
	u.linked, u.folders = slices.Clone(u.facts), packages{}
	for _, f := range u.AllPackageFacts() {
		sources := f.Fact.(*Sources)
		if f.Package == u.Pkg {
			continue
		}
		u.folders[f.Package.Path()] = sources.Folder
		files, err := unpack(sources.Data)
		if err != nil {
			return err
		}
		for _, file := range files {
			if _, own := u.files[file.Path]; !own {
				u.linked = append(u.linked, file)
			}
		}
	}
	for i, f := range u.config.Factories {
		for _, file := range u.linked {
			if f.Matches(file.Path) {
				u.factories = append(u.factories, program.Factory{Path: file.Path, Symbol: f.Symbol, Index: i})
			}
		}
	}
	u.program = program.Link(program.Input{
		Files:     u.linked,
		Known:     map[string]*program.Known{source.Name(): u.lang.Known},
		Modules:   map[string]program.Modules{source.Name(): u.folders},
		Factories: u.factories,
		Test:      func(file string) bool { return source.Test(file) || u.config.TestPath(file) },
	})
	return nil
}

// judge gives the report on the files of the package.
func (u *unit) judge(source *golang.Analyzer) *check.Result {
	return check.Check(check.Input{
		Program:   u.program,
		Languages: map[string]*check.Language{source.Name(): u.lang},
		Rules:     u.rules,
		Config:    u.config,
		Factories: u.factories,
		Report: func(file string) bool {
			_, own := u.files[file]
			return own && u.config.Included(file) && !u.config.Excluded(file)
		},
		Today:   u.today,
		Version: version,
		Texts:   u.facts,
		Test:    func(file string) bool { return source.Test(file) || u.config.TestPath(file) },
	})
}
