package typescript

import (
	"path"
	"regexp"
	"strings"
)

// A specifier is a module that is named by where it comes from: npm:openai@4/x, https://esm.sh/openai@4.1.0.
type specifier struct {
	name    string // openai, @openai/openai
	version string // what stands behind @; "" if nothing does
	sub     string // what stands below the name
}

// hosts are the servers of packages, and what the path of a package begins with there.
var hosts = map[string]string{
	"esm.sh": "", "cdn.esm.sh": "", "esm.run": "", "unpkg.com": "", "www.unpkg.com": "", "cdn.skypack.dev": "", "cdn.jsdelivr.net": "npm/", "deno.land": "x/",
	"ga.jspm.io": "npm:", "jspm.dev": "npm:", "jsr.io": "", "cdn.pika.dev": "", "esm.town": "",
}

// builder matches what servers put before the name of a package: a version of their own, a mark.
var builder = regexp.MustCompile(`^(?:v[0-9]+/|stable/|pin/|-/|\*|jsr/)+`)

// parseSpecifier reads a module name with a scheme.
func parseSpecifier(text string) (specifier, bool) {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok {
		return specifier{}, false
	}
	switch scheme {
	case "npm", "jsr":
		return splitSpecifier(strings.TrimPrefix(rest, "/"))
	case "https", "http":
		host, file, _ := strings.Cut(strings.TrimPrefix(rest, "//"), "/")
		prefix, ok := hosts[host]
		file, found := strings.CutPrefix(file, prefix)
		if !ok || !found {
			return specifier{}, false
		}
		file, _, _ = strings.Cut(file, "?")
		return splitSpecifier(strings.TrimPrefix(builder.ReplaceAllString(file, ""), "npm:"))
	}
	return specifier{}, false
}

// splitSpecifier reads name@version/sub.
func splitSpecifier(text string) (specifier, bool) {
	name, sub := splitName(text)
	s := specifier{sub: sub}
	if i := strings.LastIndexByte(name, '@'); i > 0 {
		name, s.version = name[:i], name[i+1:]
	}
	s.name = name
	if version, rest, ok := strings.Cut(sub, "/"); ok && s.version == "" && exactVersion.MatchString(version) { // jsr.io
		s.version, s.sub = version, rest
	}
	return s, name != "" && name != "gh"
}

// below is a module below another.
func (s specifier) below(sub string) specifier {
	s.sub = path.Join(s.sub, sub)
	return s
}

// module is what rules call the module.
func (s specifier) module() string {
	sub := s.sub
	if sub == "+esm" || sub == "mod.ts" || sub == "mod.js" { // what servers call the module itself
		sub = ""
	}
	return plainName(path.Join(s.name, sub))
}

// splitName parts a module name into that of its package and what stands below it.
func splitName(name string) (pkg, sub string) {
	pkg, sub, _ = strings.Cut(name, "/")
	if strings.HasPrefix(pkg, "@") && sub != "" {
		var base string
		base, sub, _ = strings.Cut(sub, "/")
		pkg += "/" + base
	}
	return pkg, strings.TrimSuffix(sub, "/")
}

// plainName is a module name in the form in which all spellings of it are equal: no scheme, and below a package neither
// an extension nor index.
func plainName(name string) string {
	if s, ok := parseSpecifier(name); ok {
		return s.module()
	}
	name = strings.TrimPrefix(name, "node:")
	if isPath(name) || strings.Contains(name, ":") {
		return name
	}
	pkg, sub := splitName(name)
	if sub == "" {
		return pkg
	}
	if isSource(sub) {
		sub = strings.TrimSuffix(strings.TrimSuffix(sub, path.Ext(sub)), ".d")
	}
	switch dir, base := path.Split(sub); {
	case sub == "index":
		return pkg
	case base == "index":
		sub = strings.TrimSuffix(dir, "/")
	}
	return pkg + "/" + sub
}
