package check

import (
	"strings"

	"golang.org/x/mod/semver"

	"github.com/quotalint/quotalint/rules"
)

// version says which SDK a site is built with.
func (j *judge) version(s *judged, f *rules.File) {
	if f == nil || f.Package == "" || j.Versions == nil {
		return
	}
	v, source, exact := j.Versions(s.Path, f.Package)
	if v == "" {
		return
	}
	j.sdks[SDK{Package: f.Package, Version: v, Source: source, Exact: exact}] = true
	s.SDK = sdk(f.Package, v, exact)
}

// sdk is a package and its version in use: openai@1.97.0, or openai>=1.97 where only the least one is known.
func sdk(pkg, version string, exact bool) string {
	if !exact {
		return pkg + ">=" + version
	}
	return pkg + "@" + version
}

// sdkAt is the SDK that a file is built with; "" if nothing says it.
func (j *judge) sdkAt(path string, f *rules.File) string {
	if f == nil || f.Package == "" || j.Versions == nil {
		return ""
	}
	v, _, exact := j.Versions(path, f.Package)
	if v == "" {
		return ""
	}
	return sdk(f.Package, v, exact)
}

// lacks says that the SDK in use does not have a method, if its version is known for sure.
func lacks(sdk string, m method) string {
	name, v, exact := strings.Cut(sdk, "@")
	if !exact || !semver.IsValid("v"+v) {
		return "" // a range, or a version that is not written as semantic versioning wants
	}
	switch {
	case m.Since != "" && semver.Compare("v"+v, "v"+m.Since) < 0:
		return name + " " + v + " does not have it: it came with " + m.Since
	case m.Until != "" && semver.Compare("v"+v, "v"+m.Until) > 0:
		return name + " " + v + " does not have it any more: " + m.Until + " was the last"
	}
	return ""
}

// rawOperation is the operation that a raw request names by its constant path: client.post("/embeddings").
func (j *judge) rawOperation(s *judged, m method) (rules.Operation, bool) {
	verb := strings.ToUpper(m.name)
	path, whole := strings.CutSuffix(j.Program.Constant(s.from, or(m.URL, "0")), "…")
	whole = !whole
	if path == "" {
		return rules.Operation{}, false
	}
	path = "/" + strings.TrimPrefix(path, "/")
	segments := strings.Split("/v1"+strings.TrimPrefix(path, "/v1"), "/")
	for _, op := range j.Rules.Operations {
		if have, template, ok := strings.Cut(op.Op, " "); ok && have == verb && fits(strings.Split(template, "/"), segments, whole) {
			return op, true
		}
	}
	return rules.Operation{}, false
}

// fits reports whether a path is one of a template; of one that is not whole, the last segment may be any.
func fits(template, path []string, whole bool) bool {
	if len(template) != len(path) {
		return false
	}
	for i, want := range template {
		given := path[i]
		open := strings.HasPrefix(want, "{") && (given != "" || !whole && i == len(path)-1)
		if given != want && !open {
			return false
		}
	}
	return whole || strings.HasPrefix(template[len(template)-1], "{")
}
