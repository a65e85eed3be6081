package grammars

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/quotalint/quotalint/grammars/tree"

	sitter "github.com/smacker/go-tree-sitter"
	pythongrammar "github.com/smacker/go-tree-sitter/python"
)

// bindingNodes walks a tree with the binding, which names kinds and fields by
// text, and translates the names: the other way to the same nodes.
func bindingNodes(t *testing.T, l *Language, src []byte) ([]tree.Node, bool) {
	t.Helper()
	parser := sitter.NewParser()
	defer parser.Close()
	parser.SetLanguage(pythongrammar.GetLanguage())
	parsed, err := parser.ParseCtx(t.Context(), nil, src)
	if err != nil {
		t.Fatal(err)
	}
	defer parsed.Close()
	var nodes []tree.Node
	var walk func(n *sitter.Node, field string, parent int32)
	walk = func(n *sitter.Node, field string, parent int32) {
		i := int32(len(nodes))
		nodes = append(nodes, translate(l, n, field, parent))
		for child := range int(n.ChildCount()) {
			c, field := n.Child(child), n.FieldNameForChild(child)
			if c.IsExtra() { // it stands between the parts, and plays none
				field = ""
			}
			walk(c, field, i)
		}
		nodes[i].Next = int32(len(nodes))
	}
	walk(parsed.RootNode(), "", -1)
	return nodes, parsed.RootNode().HasError()
}

func translate(l *Language, n *sitter.Node, field string, parent int32) tree.Node {
	d := tree.Node{Start: n.StartByte(), End: n.EndByte(), Row: n.StartPoint().Row, Parent: parent}
	if field != "" {
		d.Field = l.Field(field)
	}
	if n.IsNamed() {
		d.Flags |= tree.Named
		d.Symbol = l.Kind(n.Type())
	} else {
		d.Symbol = l.Token(n.Type())
	}
	for flag, set := range map[tree.Flags]bool{tree.Missing: n.IsMissing(), tree.Extra: n.IsExtra(), tree.Error: n.IsError()} {
		if set {
			d.Flags |= flag
		}
	}
	return d
}

// The files of testdata/python, and each of them cut off in the middle, must
// give the nodes that the binding's own tree has.
func TestParseAgreesWithBinding(t *testing.T) {
	files, err := filepath.Glob("testdata/python/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	l := Python()
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, length := range []int{len(src), len(src) / 2, len(src) / 3} {
			t.Run(fmt.Sprintf("%s to %d", filepath.Base(file), length), func(t *testing.T) {
				compareWithBinding(t, l, src[:length])
			})
		}
	}
}

func compareWithBinding(t *testing.T, l *Language, src []byte) {
	t.Helper()
	tree := parse(t, l, src)
	want, broken := bindingNodes(t, l, src)
	if tree.Broken != broken {
		t.Errorf("broken is %v, want %v", tree.Broken, broken)
	}
	if len(tree.Nodes) != len(want) {
		t.Errorf("%d nodes, want %d", len(tree.Nodes), len(want))
	}
	for i := range min(len(want), len(tree.Nodes)) {
		if tree.Nodes[i] != want[i] {
			t.Fatalf("node %d is %s %+v, want %s %+v", i,
				l.Name(tree.Nodes[i].Symbol), tree.Nodes[i], l.Name(want[i].Symbol), want[i])
		}
	}
}

func parse(t testing.TB, l *Language, src []byte) *tree.Tree {
	t.Helper()
	tree, err := l.Parse(src)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// A reader finds a call's parts with nothing but Next, Parent and Field.
func TestNodesOfACall(t *testing.T) {
	l := Python()
	tree := parse(t, l, []byte("reply = client.create(model=\"gpt-4o\", n=1)\n"))
	var got []string
	for i, n := range tree.Nodes {
		if n.Symbol != l.Kind("call") {
			continue
		}
		for child := int32(i) + 1; child < n.Next; child = tree.Nodes[child].Next {
			got = append(got, l.Name(tree.Nodes[child].Symbol)+" "+tree.Text(child))
			if tree.Nodes[child].Parent != int32(i) {
				t.Errorf("parent of %d is %d, want %d", child, tree.Nodes[child].Parent, i)
			}
		}
	}
	want := []string{"attribute client.create", "argument_list (model=\"gpt-4o\", n=1)"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("children of the call are %q, want %q", got, want)
	}
}

func TestFlags(t *testing.T) {
	l := Python()
	find := func(src string, flag tree.Flags) (texts []string, broken bool) {
		tree := parse(t, l, []byte(src))
		for i, n := range tree.Nodes {
			if n.Flags&flag != 0 {
				texts = append(texts, l.Name(n.Symbol)+" "+tree.Text(int32(i)))
			}
		}
		return texts, tree.Broken
	}
	tests := []struct {
		name, src string
		flag      tree.Flags
		want      []string
		broken    bool
	}{
		{"comment", "# hi\nx = 1\n", tree.Extra, []string{"comment # hi"}, false},
		{"text that fits nowhere", "x = 1 ? 2\n", tree.Error, []string{"ERROR 1 ?", "ERROR ?"}, true},
		{"what the parser put there", "def f(:\n    pass\n", tree.Missing, []string{") "}, true},
		{"names and rules, not tokens", "x\n", tree.Named, []string{"module x\n", "expression_statement x", "identifier x"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, broken := find(tt.src, tt.flag)
			if !reflect.DeepEqual(got, tt.want) || broken != tt.broken {
				t.Errorf("nodes %q, broken %v; want %q, %v", got, broken, tt.want, tt.broken)
			}
		})
	}
}

// Whatever a file holds, its nodes nest, and calls next to it are found.
func TestParseSurvives(t *testing.T) {
	l := Python()
	call := "create(model=\"m\")\n"
	tests := []struct {
		name, src string
		calls     int // at least; -1 if only survival counts
	}{
		{"nothing", "", 0},
		{"a blank line", "\n", 0},
		{"100,000 nested parentheses", "x = " + strings.Repeat("(", 100_000) + "f()" + strings.Repeat(")", 100_000) + "\n" + call, 2},
		{"100,000 open parentheses", strings.Repeat("(", 100_000), -1},
		{"a chain of 50,000 calls", "x" + strings.Repeat(".f()", 50_000) + "\n" + call, 50_001},
		{"50,000 calls in one line", strings.Repeat("f(1), ", 50_000) + "\n" + call, 50_001},
		{"1 MB in one line", "x = [" + strings.Repeat("\"größe\", ", 100_000) + "]; " + call, 1},
		{"a NUL byte", "x = 1\x00\n" + call, 1},
		{"bytes that are no UTF-8", "x = \"\xff\xc3\"\n# \xe9\n" + call, 1},
		{"garbage", strings.Repeat("\xfe\x01\x80)]}'\"", 1_000), -1},
		{"2,000 nested blocks", nestedBlocks(2_000), 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := l.parseWithin([]byte(tt.src), 0) // no limit: a slow machine must not decide
			if err != nil {
				t.Fatal(err)
			}
			checkNesting(t, tree)
			if calls := count(tree, l.Kind("call")); tt.calls >= 0 && calls < tt.calls {
				t.Errorf("%d calls, want %d at least", calls, tt.calls)
			}
		})
	}
}

func nestedBlocks(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "if x:\n")
	}
	return b.String() + strings.Repeat(" ", depth) + "pass\n"
}

func checkNesting(t *testing.T, parsed *tree.Tree) {
	t.Helper()
	if len(parsed.Nodes) == 0 || parsed.Nodes[0].Parent != -1 || int(parsed.Nodes[0].Next) != len(parsed.Nodes) {
		t.Fatalf("no root over %d nodes", len(parsed.Nodes))
	}
	for i, n := range parsed.Nodes {
		if n.Start > n.End || int(n.End) > len(parsed.Source) {
			t.Fatalf("node %d spans %d to %d of %d bytes", i, n.Start, n.End, len(parsed.Source))
		}
		if i == 0 {
			continue
		}
		if parent := parsed.Nodes[n.Parent]; int(n.Parent) >= i || n.Next > parent.Next || int(n.Next) <= i {
			t.Fatalf("node %d ends at %d, outside its parent %d", i, n.Next, n.Parent)
		}
	}
}

func count(parsed *tree.Tree, symbol tree.Symbol) (n int) {
	for _, node := range parsed.Nodes {
		if node.Symbol == symbol {
			n++
		}
	}
	return n
}

func TestParseTimeout(t *testing.T) {
	l := Python()
	src := bytes.Repeat([]byte("x = f(1)\n"), 100_000)
	if tree, err := l.parseWithin(src, time.Microsecond); !errors.Is(err, ErrTimeout) || tree != nil {
		t.Errorf("tree %v, error %v; want none and ErrTimeout", tree != nil, err)
	}
	if tree, err := l.Parse([]byte("x = 1\n")); err != nil || tree.Broken {
		t.Errorf("the parse after a timeout fails: %v", err)
	}
}

func TestParseConcurrently(t *testing.T) {
	l := Python()
	src := []byte("reply = client.create(model=\"gpt-4o\")\n")
	want := parse(t, l, src).Nodes
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				tree, err := l.Parse(src)
				if err != nil || !reflect.DeepEqual(tree.Nodes, want) {
					t.Error("a parse among others differs", err)
					return
				}
			}
		})
	}
	group.Wait()
}

// Syntax newer than the grammar leaves an error behind, but only there. The one
// loss is inside a template string, which is taken for a string without parts.
func TestSitesAroundNewSyntax(t *testing.T) {
	l := Python()
	src, err := os.ReadFile("testdata/python/new_syntax.py")
	if err != nil {
		t.Fatal(err)
	}
	tree := parse(t, l, src)
	if !tree.Broken {
		t.Error("the grammar knows all of the file: the test shows nothing any more")
	}
	found := map[string]bool{}
	for i, n := range tree.Nodes {
		if n.Symbol == l.Kind("call") {
			name, _, _ := strings.Cut(tree.Text(int32(i)), "(")
			found[name] = true
		}
	}
	for site := 1; site <= 19; site++ {
		name := fmt.Sprintf("site_%02d", site)
		if inTemplate := site == 8; found[name] == inTemplate {
			t.Errorf("%s found: %v, want %v", name, found[name], !inTemplate)
		}
	}
}

// Parse reports bytes of source a second; nodes cost what it takes longer than
// the binding's parse without a walk.
func BenchmarkParse(b *testing.B) {
	piece, err := os.ReadFile("testdata/python/chat.py")
	if err != nil {
		b.Fatal(err)
	}
	l := Python()
	nodes := len(parse(b, l, piece).Nodes)
	for _, copies := range []int{1, 50} {
		src := bytes.Repeat(piece, copies)
		b.Run(fmt.Sprintf("%dKB", len(src)/1_000), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				parse(b, l, src)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*nodes*copies), "ns/node")
		})
		b.Run(fmt.Sprintf("%dKB without dump", len(src)/1_000), func(b *testing.B) {
			parser := sitter.NewParser()
			defer parser.Close()
			parser.SetLanguage(pythongrammar.GetLanguage())
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				parsed, err := parser.ParseCtx(b.Context(), nil, src)
				if err != nil {
					b.Fatal(err)
				}
				parsed.Close()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*nodes*copies), "ns/node")
		})
	}
}
