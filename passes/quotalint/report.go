package quotalint

import (
	"bytes"
	"go/ast"
	"go/token"
	"slices"
	"unicode/utf8"

	"golang.org/x/tools/go/analysis"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/report"
)

// report reports the errors and warnings that this package and those below it decide. Notes are left out: a pass has no
// severities, and every diagnostic fails it.
func (u *unit) report() {
	result := u.judge()
	for _, f := range report.Faults(result) {
		file, own := u.files[f.Path]
		if !own || f.Severity == config.Note || f.Site != nil && !u.decided(f.Site, result.Sites) {
			continue
		}
		d := analysis.Diagnostic{
			Pos:      file.position(u.Pass, f.Line, f.Column),
			Category: f.Rule,
			Message:  f.Rule + ": " + f.Message,
		}
		if f.Site != nil {
			d.End = file.position(u.Pass, f.Site.EndLine, f.Site.EndColumn)
		}
		u.Report(d)
	}
}

// decided reports whether no package that imports this one can make a fault at a site none. Who made a client may be seen
// only there, and so may that all uses of this package are within a factory. Test code that is only counted is no fault.
// What stands outside functions is never a part of one.
func (u *unit) decided(s *check.Site, all []check.Site) bool {
	if s.Verdict == check.Unresolved || s.Test && u.config.TestsAt(s.Path) != config.TestsEnforce {
		return false
	}
	if _, found := slices.BinarySearch(u.parts, u.Pkg.Path()); !found {
		return true
	}
	at := s.Path // of the construction
	if n := len(s.Trace); n > 0 {
		at = s.Trace[n-1].Path
	}
	if i := slices.IndexFunc(all, func(c check.Site) bool { return c.Fingerprint == s.Cause }); s.Cause != "" && i >= 0 {
		s = &all[i]
	}
	_, own := u.files[at]
	return !own || s.Kind == "construct" && s.In == ""
}

// fileOf is the file of a pass that a path of a report is.
type fileOf struct {
	syntax *ast.File
	source []byte // decoded; its offsets are those of the file less bom
	bom    int
}

// position is a line and column of a report as a position of the pass. Columns count code points from 1.
func (f fileOf) position(pass *analysis.Pass, line, column int) token.Pos {
	file := pass.Fset.File(f.syntax.FileStart)
	if line < 1 || line > file.LineCount() {
		return f.syntax.Package
	}
	at := file.Offset(file.LineStart(line))
	rest := f.source[max(0, min(at-f.bom, len(f.source))):]
	if end := bytes.IndexByte(rest, '\n'); end >= 0 {
		rest = rest[:end]
	}
	for ; column > 1 && len(rest) > 0; column-- {
		_, size := utf8.DecodeRune(rest)
		rest, at = rest[size:], at+size
	}
	return file.Pos(min(at, file.Size()))
}
