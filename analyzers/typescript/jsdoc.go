package typescript

import (
	"slices"
	"sort"
	"strings"

	"github.com/quotalint/quotalint/grammars/tree"
	"github.com/quotalint/quotalint/internal/facts"
)

// A doc is a comment that declares types, as JavaScript has no other way to.
type doc struct {
	start, end uint32
	tags       []docTag
}

// A docTag is one `@tag {type} name` of a comment.
type docTag struct {
	tag, typ, name string
	tree           *tree.Tree      // of the type, if it holds object types
	shapes         map[int32]int32 // their scopes, by node of the tree
}

// readDocs finds the comments that declare types.
func (l *lowerer) readDocs() {
	if !isScript(l.File.Path) {
		return
	}
	for i := range int32(len(l.Nodes)) {
		if l.kind(i) != kComment {
			continue
		}
		if text := l.Text(i); strings.HasPrefix(text, "/**") && strings.Contains(text, "{") {
			if tags := docTags(text); tags != nil {
				l.docs = append(l.docs, doc{l.Nodes[i].Start, l.Nodes[i].End, tags})
			}
		}
	}
}

// namesType reports whether a tag gives a type a name.
func (t docTag) namesType() bool {
	return t.tag == "typedef" && t.name != ""
}

// docTags lists the tags of a comment that declare a type.
func docTags(comment string) []docTag {
	var tags []docTag
	text := strings.TrimSuffix(comment, "*/")
	for at := 0; ; {
		next := strings.IndexByte(text[at:], '@')
		if next < 0 {
			break
		}
		at += next + 1
		behind := strings.TrimLeft(text[at:], "abcdefghijklmnopqrstuvwxyz")
		tag := text[at : len(text)-len(behind)]
		rest, ok := strings.CutPrefix(strings.TrimLeft(behind, " \t\r\n"), "{")
		if !ok || !declaresType(tag) {
			continue
		}
		length := braced(rest)
		if length < 0 {
			break
		}
		at = len(text) - len(rest) + length
		tags = append(tags, docTag{tag: tag, typ: docType(rest[:length]), name: docName(rest[length+1:])})
	}
	return withMembers(tags)
}

// declaresType reports whether a tag is one behind which a type stands.
func declaresType(tag string) bool {
	switch tag {
	case "type", "param", "returns", "return", "typedef", "arg", "argument", "property", "prop":
		return true
	}
	return false
}

// withMembers puts what some tags say of members into the types of others: `@param {T} name.member`, and `@property {T} member`
// behind a typedef.
func withMembers(all []docTag) []docTag {
	var tags []docTag
	var members [][]string       // beside tags
	position := map[string]int{} // of the first tag of a name
	for _, t := range all {
		of, member, inside := strings.Cut(t.name, ".")
		n, known := position[of]
		if !inside && (t.tag == "property" || t.tag == "prop") {
			n = len(tags) - 1
			member, inside, known = t.name, true, n >= 0 && tags[n].tag == "typedef"
		}
		switch {
		case !inside:
			if !known {
				position[t.name] = len(tags)
			}
			tags, members = append(tags, t), append(members, nil)
		case known && member != "" && !strings.ContainsAny(member, ".[]"):
			members[n] = append(members[n], member+": "+t.typ+"; ")
		}
	}
	for n, list := range members {
		if list == nil {
			continue
		}
		before := "{ "
		if strings.HasPrefix(tags[n].typ, "{") {
			before = strings.TrimSuffix(tags[n].typ, "}")
		}
		tags[n].typ = before + strings.Join(list, "") + "}"
	}
	return tags
}

// braced returns where the brace ends that text follows; -1 if it does not.
func braced(text string) int {
	depth := 1
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// docType writes a type of a comment as the language writes types.
func docType(text string) string {
	lines := strings.Split(text, "\n")
	for n := range lines[1:] {
		lines[n+1] = strings.TrimPrefix(strings.TrimSpace(lines[n+1]), "*")
	}
	text = strings.TrimSpace(strings.Join(lines, "\n"))
	text = strings.TrimLeft(strings.TrimPrefix(text, "..."), "?!")
	text = strings.TrimRight(text, "=?!")
	return strings.NewReplacer("Object.<", "Record<", "Object<", "Record<", ".<", "<").Replace(text)
}

// docName returns the name that text begins with: `name`, `[name]`, `[name=default]` or, for a member of a parameter,
// `name.member`.
func docName(text string) string {
	text = strings.TrimLeft(text, " \t")
	text = strings.TrimPrefix(text, "[")
	end := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n=]*-", r) })
	if end >= 0 {
		text = text[:end]
	}
	return text
}

// docBefore returns the comment that stands directly before an offset, nil if there is none.
func (l *lowerer) docBefore(at uint32) *doc {
	n := sort.Search(len(l.docs), func(n int) bool { return l.docs[n].end > at })
	if n == 0 || l.Quoted != nil || strings.TrimSpace(l.Source[l.docs[n-1].end:at]) != "" {
		return nil
	}
	return &l.docs[n-1]
}

// docAround returns the comment that describes a declaration: it stands before it, or before the statement or member that it
// is the value of.
func (l *lowerer) docAround(i int32) *doc {
	for len(l.docs) > 0 && i >= 0 {
		if d := l.docBefore(l.Nodes[i].Start); d != nil {
			return d
		}
		parent := l.Nodes[i].Parent
		switch l.kindOf(parent) {
		case kDeclarator, kPair, kField, kAssignment, kParenthesized, kLexical, kVariable, kExport, kExpressionStatement:
			i = parent
		default:
			return nil
		}
	}
	return nil
}

// docOf returns the type that a comment before a declaration says it has, 0 if none does.
func (l *lowerer) docOf(i int32) facts.ID {
	return l.docTag(l.docAround(i), "type")
}

// docParam returns the type that a comment before a function says its parameter n has, 0 if none does. A parameter that is a
// pattern is found by its position.
func (l *lowerer) docParam(function int32, name string, n int) facts.ID {
	d := l.docAround(function)
	if d == nil {
		return 0
	}
	pattern, position := strings.HasPrefix(name, "~"), 0
	for i := range d.tags {
		switch t := &d.tags[i]; t.tag {
		case "param", "arg", "argument":
			if t.name == name || pattern && position == n {
				return l.quotedType(t, l.SpanOf(d.start, d.end))
			}
			position++
		}
	}
	return 0
}

// docResult returns the type that a comment before a function says its result has, 0 if none does.
func (l *lowerer) docResult(function int32) facts.ID {
	return l.docTag(l.docAround(function), "returns", "return")
}

// docTag lowers the type of the first of some tags in a comment, 0 if it has none.
func (l *lowerer) docTag(d *doc, tags ...string) facts.ID {
	if d == nil {
		return 0
	}
	n := slices.IndexFunc(d.tags, func(t docTag) bool { return slices.Contains(tags, t.tag) })
	if n < 0 {
		return 0
	}
	return l.quotedType(&d.tags[n], l.SpanOf(d.start, d.end))
}

// docCast lowers `/** @type {T} */ (x)`.
func (l *lowerer) docCast(i int32, x facts.ID) facts.ID {
	if len(l.docs) == 0 {
		return x
	}
	t := l.docTag(l.docBefore(l.Nodes[i].Start), "type")
	if t == 0 {
		return x
	}
	return l.Emit(facts.Expr{Op: facts.Cast, X: x, Y: t, Span: l.Span(i)})
}

// declareDocs declares the names that comments give to types, and opens the scopes of the object types in them.
func (d *declarer) declareDocs() {
	d.readDocs()
	for _, c := range d.docs {
		for n := range c.tags {
			t := &c.tags[n]
			if t.namesType() {
				d.blocks.Add(&d.Writer, 0, t.name).Loose = true
			}
			if strings.Contains(t.typ, "{") {
				d.declareDocShapes(t, d.SpanOf(c.start, c.end))
			}
		}
	}
}

// declareDocShapes opens the scopes of the object types in a tag.
func (d *declarer) declareDocShapes(t *docTag, span facts.Span) {
	if t.tree = d.parseType(t.typ); t.tree == nil {
		return
	}
	t.shapes = map[int32]int32{}
	d.quoted(t.tree, span, func() {
		for i := range int32(len(d.Nodes)) {
			if d.kind(i) == kObjectType && !d.isMap(i) {
				t.shapes[i] = d.open(facts.ClassScope, 0, 0, "", 0)
				d.File.Scopes[t.shapes[i]].Flags |= facts.Abstract
				d.File.Scopes[t.shapes[i]].Span = span
			}
		}
	})
}

// lowerDocs binds the names that comments give to types.
func (l *lowerer) lowerDocs() {
	for _, d := range l.docs {
		for n := range d.tags {
			t, span := &d.tags[n], l.SpanOf(d.start, d.end)
			if !t.namesType() {
				continue
			}
			if value := l.quotedType(t, span); value != 0 {
				l.Assign(l.Add(0, t.name), value, span)
			}
		}
	}
}

// quotedType lowers the type of a tag, 0 if it is none. Everything in it stands where the comment stands.
func (l *lowerer) quotedType(t *docTag, span facts.Span) facts.ID {
	tree := t.tree
	switch t.typ {
	case "", "*", "any", "object", "Object", "void", "string", "number", "boolean", "Function", "function":
		return 0
	}
	if tree == nil {
		tree = l.parseType(t.typ)
	}
	id := facts.ID(0)
	if tree != nil {
		l.quoted(tree, span, func() {
			l.shapes = t.shapes
			if statement := l.First(0); l.kindOf(statement) == kTypeAlias {
				id = l.typeOf(l.Child(statement, l.in.value))
			}
		})
	}
	return id
}

// parseType returns the tree of a type, nil if it is none.
func (l *lowerer) parseType(text string) *tree.Tree {
	tree, err := l.language.Parse([]byte("type T = " + text + "\n"))
	if err != nil || tree.Broken {
		return nil
	}
	return tree
}

// quoted looks at another tree, all of which stands at one place of the file.
func (l *lowerer) quoted(tree *tree.Tree, span facts.Span, look func()) {
	outerTree, outerNodes, outerSource := l.Tree, l.Nodes, l.Source
	l.Tree, l.Nodes, l.Source, l.Quoted = tree, tree.Nodes, string(tree.Source), &span
	look()
	l.Tree, l.Nodes, l.Source, l.Quoted = outerTree, outerNodes, outerSource, nil
}
