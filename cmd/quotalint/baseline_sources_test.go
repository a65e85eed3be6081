package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
)

// A project is made-up sources in three languages, to be edited. It knows what is at fault in them, and where.
type project struct {
	files []*sourceFile
	next  int // the number of the next thing that needs a name or an id
}

// A sourceFile is one module; in Go, one package.
type sourceFile struct {
	language, folder, name string
	client                 bool // it makes a client for all of its functions
	functions              []*function
	left                   []string // names of functions that have moved to other files
	style                  layout
}

// A layout is what may change of a text and means nothing.
type layout struct {
	indent int
	broken bool // arguments stand on lines of their own
	single bool // quotes
	blank  int  // empty lines between functions
	head   int  // lines of comment on top
}

// A function calls the API on a client of its own, on that of its file, or on one that another file exports.
type function struct {
	name, class string
	home        string // the class that it is in when it is in one
	on          string // own, client or shared
	calls       []apiCall
	comments    int
}

// An apiCall is one site. One that is mended is made on the client of a factory.
type apiCall struct {
	id            int
	method, model string
	mended        bool
}

// A place is the line of a file.
type place struct {
	path string
	line int
}

// apiMethods are methods as each language spells them; the last word of Go is that of the parameters.
var apiMethods = map[string][]string{
	"python":     {"embeddings.create", "responses.create", "chat.completions.create", "images.generate"},
	"typescript": {"embeddings.create", "responses.create", "chat.completions.create", "images.generate"},
	"go":         {"Embeddings.New", "Responses.New", "Chat.Completions.New", "Images.Generate"},
}

var goParams = map[string]string{
	"Embeddings.New": "openai.EmbeddingNewParams", "Responses.New": "responses.ResponseNewParams",
	"Chat.Completions.New": "openai.ChatCompletionNewParams", "Images.Generate": "openai.ImageGenerateParams",
}

// newProject makes up some files of each language. Names of functions come back in other files, models in other calls.
func newProject(r *rand.Rand, each int) *project {
	p := &project{}
	for _, language := range languageFolders {
		for i := range each {
			f := &sourceFile{language: language, folder: language, name: fmt.Sprintf("file%d", i), client: i%2 == 0, style: layout{indent: 4, blank: 1}}
			if language == "go" {
				f.folder = fmt.Sprintf("go/pkg%d", i)
			}
			for n := range 2 + r.IntN(3) {
				fn := &function{name: fmt.Sprintf("work%d", (3*i+n)%10), on: []string{"own", "shared", "client"}[r.IntN(3)]}
				if !f.client && fn.on == "client" {
					fn.on = "own"
				}
				fn.home = fmt.Sprintf("Group%d_%d", i, n)
				if r.IntN(3) == 0 {
					fn.class = fn.home
				}
				for range 1 + r.IntN(4) {
					fn.calls = append(fn.calls, p.call(r, language))
				}
				if r.IntN(3) == 0 { // alike
					twin := fn.calls[0]
					twin.id = p.number()
					fn.calls = append(fn.calls, twin)
				}
				f.functions = append(f.functions, fn)
			}
			p.files = append(p.files, f)
		}
	}
	return p
}

func (p *project) number() int { p.next++; return p.next }

func (p *project) call(r *rand.Rand, language string) apiCall {
	methods := apiMethods[language]
	return apiCall{id: p.number(), method: methods[r.IntN(len(methods))], model: fmt.Sprintf("model-%d", r.IntN(3))}
}

// clone is a copy that may be edited.
func (p *project) clone() *project {
	out := &project{next: p.next}
	for _, f := range p.files {
		g := *f
		g.functions, g.left = nil, slices.Clone(f.left)
		for _, fn := range f.functions {
			h := *fn
			h.calls = slices.Clone(fn.calls)
			g.functions = append(g.functions, &h)
		}
		out.files = append(out.files, &g)
	}
	return out
}

var extensions = map[string]string{"python": ".py", "typescript": ".ts", "go": ".go"}

func (f *sourceFile) path() string { return path.Join(f.folder, f.name+extensions[f.language]) }

// sharedFiles export the clients that all files of a language import, and the factory.
var sharedFiles = map[string]string{
	".quotalint.yml": `version: 1
rules: {QL101: off}
factories:
  - {path: python/llm.py, symbol: get_client, tracks: all}
  - {path: typescript/llm.ts, symbol: getClient, tracks: all}
  - {path: go/llm/llm.go, symbol: GetClient, tracks: all}
`,
	"python/__init__.py": "",
	"python/llm.py":      "from openai import OpenAI\n\n\ndef get_client():\n    return OpenAI()\n\n\nshared = OpenAI(max_retries=1)\n",
	"typescript/llm.ts":  "import OpenAI from \"openai\";\n\nexport function getClient() {\n  return new OpenAI();\n}\n\nexport const shared = new OpenAI({ maxRetries: 1 });\n",
	"go.mod":             "module example.com/app\n\ngo 1.24\n\nrequire github.com/openai/openai-go v1.12.0\n",
	"go/llm/llm.go":      "package llm\n\nimport \"github.com/openai/openai-go\"\n\nfunc GetClient() openai.Client {\n\treturn openai.NewClient()\n}\n\nvar Shared = openai.NewClient()\n",
}

// text is all files by path, and where each call is.
func (p *project) text() (files map[string]string, at map[place]apiCall) {
	files, at = maps.Clone(sharedFiles), map[place]apiCall{}
	for _, f := range p.files {
		w := &sourceWriter{file: f, at: at}
		files[f.path()] = w.write()
	}
	return files, at
}

// A sourceWriter writes one file.
type sourceWriter struct {
	file  *sourceFile
	lines []string
	at    map[place]apiCall
}

func (w *sourceWriter) line(depth int, text string) {
	indent := strings.Repeat(" ", depth*w.file.style.indent)
	if w.file.language == "go" {
		indent = strings.Repeat("\t", depth)
	}
	w.lines = append(w.lines, strings.TrimRight(indent+text, " \t"))
}

func (w *sourceWriter) quoted(text string) string {
	if w.file.style.single && w.file.language != "go" {
		return "'" + text + "'"
	}
	return `"` + text + `"`
}

func (w *sourceWriter) comment(depth int, text string) {
	mark := "// "
	if w.file.language == "python" {
		mark = "# "
	}
	w.line(depth, mark+text)
}

func (w *sourceWriter) write() string {
	f := w.file
	if f.language == "go" {
		w.line(0, "package "+path.Base(f.folder))
	}
	for range f.style.head {
		w.comment(0, "A remark.")
	}
	switch f.language {
	case "python":
		w.line(0, "from openai import OpenAI")
		w.line(0, "from python.llm import get_client, shared")
	case "typescript":
		w.line(0, "import OpenAI from "+w.quoted("openai")+";")
		w.line(0, "import { getClient, shared } from "+w.quoted("./llm")+";")
	case "go":
		w.line(0, `import (`)
		for _, name := range []string{"context", "", "github.com/openai/openai-go", "github.com/openai/openai-go/responses", "", "example.com/app/go/llm"} {
			w.line(1, strings.Replace(`"`+name+`"`, `""`, "", 1))
		}
		w.line(0, `)`)
	}
	if f.client {
		w.line(0, map[string]string{"python": "client = OpenAI()", "typescript": "const client = new OpenAI();", "go": "var client = openai.NewClient()"}[f.language])
	}
	for _, fn := range f.functions {
		for range f.style.blank {
			w.line(0, "")
		}
		w.function(fn)
	}
	return strings.Join(w.lines, "\n") + "\n"
}

func (w *sourceWriter) function(fn *function) {
	depth := 0
	var open, end, class string
	switch w.file.language {
	case "python":
		open, class = "def "+fn.name+"(text):", "class "+fn.class+":"
		if fn.class != "" {
			open = "def " + fn.name + "(self, text):"
		}
	case "typescript":
		open, end, class = "export async function "+fn.name+"(text: string) {", "}", "export class "+fn.class+" {"
		if fn.class != "" {
			open = "async " + fn.name + "(text: string) {"
		}
	case "go":
		open, end = "func "+fn.name+"(ctx context.Context, text string) {", "}"
		if fn.class != "" {
			w.line(0, "type "+fn.class+" struct{}")
			open = "func (g " + fn.class + ") " + fn.name + "(ctx context.Context, text string) {"
		}
	}
	if fn.class != "" && class != "" {
		w.line(0, class)
		depth = 1
	}
	w.line(depth, open)
	w.body(fn, depth+1)
	if end != "" {
		w.line(depth, end)
		if depth == 1 {
			w.line(0, end)
		}
	}
}

func (w *sourceWriter) body(fn *function, depth int) {
	on := fn.on
	if on == "own" {
		w.line(depth, map[string]string{"python": "own = OpenAI()", "typescript": "const own = new OpenAI();", "go": "own := openai.NewClient()"}[w.file.language])
	}
	if on == "shared" && w.file.language == "go" {
		on = "llm.Shared"
	}
	for _, c := range fn.calls {
		for range fn.comments {
			w.comment(depth, "A remark.")
		}
		w.call(c, on, depth)
	}
	if w.file.language == "python" {
		w.line(depth, "return text")
	}
}

func (w *sourceWriter) call(c apiCall, on string, depth int) {
	if c.mended {
		on = map[string]string{"python": "get_client()", "typescript": "getClient()", "go": "llm.GetClient()"}[w.file.language]
	}
	w.at[place{w.file.path(), len(w.lines) + 1}] = c
	var head, tail string
	var arguments []string
	model, end := w.quoted(c.model), ""
	switch w.file.language {
	case "python":
		head, tail, arguments = on+"."+c.method+"(", ")", []string{"model=" + model, "input=text"}
	case "typescript":
		head, tail, end, arguments = "await "+on+"."+c.method+"({", "})", ";", []string{" model: " + model, "input: text "}
	case "go":
		head, tail, arguments = on+"."+c.method+"(ctx, "+goParams[c.method]+"{", "})", []string{"Model: " + model, "User: openai.String(text)"}
	}
	if !w.file.style.broken {
		w.line(depth, head+strings.Join(arguments, ", ")+tail+end)
		return
	}
	w.line(depth, head)
	for _, a := range arguments {
		w.line(depth+1, strings.TrimSpace(a)+",")
	}
	w.line(depth, tail+end)
}
