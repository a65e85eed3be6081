package checked

import (
	"bytes"
	"crypto/sha256"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
)

// A program is what was loaded of a tree.
type program struct {
	files    map[string]file // by path
	problems Problems
}

// A file is what is known of one file.
type file struct {
	types   *golang.Types     // nil: the build reads it in another form than it has in the tree
	sum     [sha256.Size]byte // of the text that was checked
	imports map[string]place  // by import path; those that could be loaded
	among   int               // the number of files that were checked together
}

// A place is where the build takes a package from.
type place struct {
	folder   string // "": not in the tree
	ofModule bool   // rather than of the standard library or a GOPATH
}

// A loading is one tree being loaded.
type loading struct {
	Build
	program
	texts   sync.Map        // absolute path -> text
	lacking map[string]bool // files that import what is not there, by absolute path
}

// A text is what is kept of the content of a file.
type text struct {
	sum  [sha256.Size]byte
	mark int // the bytes of the byte order mark
}

// mode is what is asked of package packages: syntax and types of the packages of the tree, and of their dependencies only
// what the compiler exports. Compiling them takes longer than reading them, but only once, and a tenth of the memory.
const mode = packages.LoadSyntax | packages.NeedModule

// load loads the packages of a tree. What cannot be loaded is a problem.
func load(tree analyzers.Tree, b Build) *program {
	l := &loading{Build: b, program: program{files: map[string]file{}}, lacking: map[string]bool{}}
	list, problems := units(tree, b.Root)
	l.problems.Errors = problems
	for _, u := range list {
		if err := l.unit(u); err != nil {
			l.failed(u, err)
		}
	}
	l.problems.sort()
	return &l.program
}

// unit loads what one run of the go command gives.
func (l *loading) unit(u *unit) error {
	env := append(os.Environ(), u.env...)
	if u.work != "" && !vendored(u.work) {
		dir, err := os.MkdirTemp("", "quotalint")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		work, err := copyWork(u.work, dir)
		if err != nil {
			return err
		}
		env = append(env, "GOWORK="+work)
	}
	config := &packages.Config{Mode: mode, Dir: u.dir, Env: env, Fset: token.NewFileSet(), Tests: true, ParseFile: l.parse, Overlay: l.Overlay, BuildFlags: u.flags}
	if l.Tags != "" {
		config.BuildFlags = append(config.BuildFlags, "-tags="+l.Tags)
	}
	roots, err := packages.Load(config, u.patterns...)
	if err != nil {
		return err
	}
	for _, p := range roots {
		l.keep(p)
	}
	l.collect(u, roots)
	return nil
}

// vendored reports whether a workspace has copies of all that it needs beside its file, so that nothing is looked up.
func vendored(work string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(work), "vendor", "modules.txt"))
	return err == nil
}

// parse parses a file for the type checker and notes which text it was.
func (l *loading) parse(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	rest := bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	l.texts.Store(name, text{sha256.Sum256(rest), len(src) - len(rest)})
	return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}

// keep keeps what is known of the files of a package. Files that are checked twice, with the tests of their package and
// without, are what they are with the tests.
func (l *loading) keep(p *packages.Package) {
	imports := map[string]place{}
	for name, q := range p.Imports {
		if q.Dir != "" {
			imports[name] = place{l.inRoot(q.Dir), q.Module != nil}
		}
	}
	add := func(name string, f file) {
		if old, ok := l.files[name]; name != "" && (!ok || old.among < f.among || old.types == nil && f.types != nil) {
			l.files[name] = f
		}
	}
	for _, name := range p.GoFiles {
		add(l.inRoot(name), file{imports: imports, among: len(p.GoFiles)})
	}
	for _, f := range p.Syntax {
		abs := p.Fset.File(f.FileStart).Name()
		if lacks(p, f) {
			l.lacking[abs] = true
		} else if name := l.inRoot(abs); name != "" {
			t, _ := l.texts.Load(abs)
			checked := t.(text)
			add(name, file{golang.NewTypes(p.Fset, f, p.TypesInfo, checked.mark, l.SDK), checked.sum, imports, len(p.GoFiles)})
		}
	}
}

// lacks reports whether a file imports what is not there. What stands in for that in package packages may have any name, and
// may declare what the file itself declares.
func lacks(p *packages.Package, f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool {
		name, err := strconv.Unquote(s.Path.Value)
		q := p.Imports[name]
		return err != nil || name != "C" && (q == nil || q.Dir == "")
	})
}

// inRoot is an absolute path as one from the root, "" if it leads elsewhere.
func (l *loading) inRoot(name string) string {
	if name == "" {
		return ""
	}
	rel, err := filepath.Rel(l.Root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// failed notes that nothing of a unit could be loaded.
func (l *loading) failed(u *unit, err error) {
	said := strings.TrimSpace(err.Error())
	if _, stderr, ok := strings.Cut(said, "stderr: "); ok {
		said = strings.TrimSpace(stderr)
	}
	for _, need := range u.requires() {
		if strings.Contains(said, need.Version.String()) && need.absent(u.cache) {
			l.problems.Absent = append(l.problems.Absent, need.String())
		}
	}
	l.problems.Errors = append(l.problems.Errors, Problem{Path: l.place(u.file()), Text: "nothing of this is loaded: " + oneLine(strings.TrimPrefix(said, "go: "))})
}
