package typescript

import (
	"path"
	"slices"
	"strings"
)

// The extensions of source files.
var (
	typeScript = []string{".ts", ".tsx", ".mts", ".cts"}
	javaScript = []string{".js", ".jsx", ".mjs", ".cjs"}
)

// Extensions that a path may lack, in the order in which they are tried.
var (
	typed   = slices.Concat(typeScript, javaScript)
	untyped = slices.Concat(javaScript, typeScript)
)

// isScript reports whether a file is JavaScript by its name.
func isScript(file string) bool { return slices.Contains(javaScript, path.Ext(file)) }

// isSource reports whether a file is JavaScript or TypeScript by its name.
func isSource(file string) bool { return slices.Contains(typed, path.Ext(file)) }

// twins are the files that a path which ends in the extension of JavaScript stands for.
var twins = map[string][]string{
	".js": {".ts", ".tsx", ".js", ".jsx"}, ".jsx": {".tsx", ".jsx"},
	".mjs": {".mts", ".mjs", ".ts"}, ".cjs": {".cts", ".cjs", ".ts"},
}

// platforms are what the name of a file ends in that is there once for each platform.
var platforms = []string{".web", ".native", ".ios", ".android"}

// assets are the extensions of files that bundlers let code import and that hold no code.
var assets = map[string]bool{
	".json": true, ".json5": true, ".jsonc": true, ".css": true, ".scss": true, ".sass": true, ".less": true, ".styl": true, ".pcss": true, ".postcss": true,
	".svg": true, ".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".ico": true, ".bmp": true, ".lottie": true,
	".woff": true, ".woff2": true, ".ttf": true, ".otf": true, ".eot": true, ".mp3": true, ".mp4": true, ".wav": true, ".ogg": true, ".webm": true,
	".pdf": true, ".txt": true, ".md": true, ".html": true, ".htm": true, ".xml": true, ".csv": true, ".tsv": true, ".yaml": true, ".yml": true, ".toml": true,
	".graphql": true, ".gql": true, ".proto": true, ".sql": true, ".wasm": true, ".node": true, ".glsl": true, ".vert": true, ".frag": true, ".wgsl": true,
	".zip": true, ".resx": true, ".resjson": true, ".bin": true, ".onnx": true, ".map": true, ".hbs": true, ".ejs": true, ".liquid": true, ".prompt": true,
}

// at finds the source file that a path stands for: the file itself, with an extension, or the main file of a folder.
// folder says that it can only be a folder.
func (l *layout) at(at string, folder, script bool) (string, bool) {
	if !folder {
		if file, ok := l.file(at, script); ok {
			return file, true
		}
	}
	if !l.folders[at] {
		return "", false
	}
	if m := l.projects().manifests[at]; m != nil {
		if file, ok := l.entry(m, "", false); ok {
			return file, true
		}
	}
	return l.file(join(at, "index"), script)
}

// file finds a source file by its path with or without an extension.
func (l *layout) file(at string, script bool) (string, bool) {
	extensions := typed
	if script {
		extensions = untyped
		if l.files[at] {
			return at, true
		}
	}
	ext := path.Ext(at)
	for _, twin := range twins[ext] {
		if file := strings.TrimSuffix(at, ext) + twin; l.files[file] {
			return file, true
		}
	}
	if l.files[at] {
		return at, true
	}
	for _, e := range extensions {
		if file := at + e; l.files[file] {
			return file, true
		}
	}
	for _, platform := range platforms {
		for _, e := range extensions {
			if file := at + platform + e; l.files[file] {
				return file, true
			}
		}
	}
	return "", false
}

// builds are the folders that build tools write to; so are those whose names begin with one of them and a dash.
var builds = []string{
	"dist", "build", "lib", "out", "output", "esm", "cjs", "es", "umd", "types", "typings", "module", "commonjs", "bundle", "bundles", "_esm", "_cjs", "_types",
}

func isBuild(folder string) bool {
	stem, _, _ := strings.Cut(folder, "-")
	return slices.Contains(builds, stem)
}

// variants are what the name of a built file ends in before its extension.
var variants = []string{".d", ".min", ".umd", ".esm", ".cjs", ".es", ".mjs", ".module", ".modern", ".node", ".browser", ".development", ".production"}

// source finds the file that a file in a package was built from: dist/esm/x.mjs from src/x.ts or x.ts.
func (l *layout) source(folder, file string) (string, bool) {
	stem := file
	if isSource(stem) {
		stem = strings.TrimSuffix(stem, path.Ext(stem))
	}
	for slices.Contains(variants, path.Ext(stem)) {
		stem = strings.TrimSuffix(stem, path.Ext(stem))
	}
	rests := []string{stem}
	for {
		head, rest, more := strings.Cut(rests[0], "/")
		if !more || !isBuild(head) {
			break
		}
		rests = slices.Insert(rests, 0, rest)
	}
	for _, rest := range rests {
		for _, root := range []string{"src", "", "source", "lib"} {
			for _, name := range []string{rest, strings.TrimSuffix(rest, "/index")} {
				if at := join(folder, path.Join(root, name)); at != folder {
					if found, ok := l.file(at, false); ok {
						return found, true
					}
					if found, ok := l.file(join(at, "index"), false); ok {
						return found, true
					}
				}
			}
		}
	}
	return "", false
}

// unbuilt finds the source of a file in a folder of built files, of which the tree has none.
func (l *layout) unbuilt(at string) (string, bool) {
	m := l.projects().above(parent(at))
	if len(m) == 0 {
		return "", false
	}
	folder := m[0].folder
	rest := strings.TrimPrefix(strings.TrimPrefix(at, folder), "/")
	head, _, _ := strings.Cut(rest, "/")
	if !isBuild(head) || l.folders[join(folder, head)] {
		return "", false
	}
	if rest == head {
		return l.entry(m[0], "", false)
	}
	return l.source(folder, rest)
}

// entry finds the file of a package that its name with sub behind it stands for. What the package says of itself comes
// first, and what is in the tree before what was built from it.
func (l *layout) entry(m *manifest, sub string, common bool) (string, bool) {
	key := "."
	if sub != "" {
		key = "./" + sub
	}
	said := targets(m.exports, key, query{common: common}.conditions())
	if sub == "" {
		said = append(said, m.main...)
	}
	for _, look := range []func(string) (string, bool){
		func(target string) (string, bool) { return l.inside(m, target) },
		func(target string) (string, bool) { return l.source(m.folder, path.Join(target)) },
	} {
		for _, target := range said {
			if file, ok := look(target); ok {
				return file, true
			}
		}
	}
	if sub != "" {
		if file, ok := l.inside(m, sub); ok {
			return file, true
		}
		return l.source(m.folder, sub)
	}
	for _, name := range []string{"index", "src/index", "lib/index", "src/main", "main", "mod", "src/mod", "src/public-api", "src/public_api"} {
		if file, ok := l.file(join(m.folder, name), false); ok {
			return file, true
		}
	}
	return "", false
}

// inside finds a file or the index of a folder of a package.
func (l *layout) inside(m *manifest, name string) (string, bool) {
	at := join(m.folder, name)
	if file, ok := l.file(at, false); ok {
		return file, true
	}
	if at == m.folder {
		return "", false
	}
	return l.file(join(at, "index"), false)
}
