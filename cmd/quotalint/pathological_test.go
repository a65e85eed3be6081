package main

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// pathological are programs of about two thousand lines whose values go round and round. Each ends in one call on a
// client that no factory made.
var pathological = map[string]func() string{
	"a linked list whose members are walked over and over": func() string {
		var b strings.Builder
		b.WriteString("class Node:\n    def __init__(self, client=None, next=None):\n        self.client = client\n        self.next = next\n        self.prev = next\n\nnode = Node(client)\n")
		for i := range 1000 {
			fmt.Fprintf(&b, "node = Node(node.client, node.next.prev.next or node)\nnode.next.prev = node.prev.next%s\n", strings.Repeat(".next.prev", i%5))
		}
		return b.String() + "node.next.prev.next.client.embeddings.create(model='m', input='a')\n"
	},
	"functions that hand a client to each other": func() string {
		var b strings.Builder
		for i := range 600 {
			fmt.Fprintf(&b, "def f%d(c, *rest, **more):\n    return f%d(c, c, *rest, k%d=c, **more) or f%d(*rest) or c\n\n", i, (i+1)%600, i, (i*7+3)%600)
		}
		return b.String() + "f0(client).embeddings.create(model='m', input='a')\n"
	},
	"a long line of classes": func() string {
		var b strings.Builder
		b.WriteString("class C0:\n    def __init__(self, c):\n        self.c0 = c\n\n")
		for i := 1; i < 500; i++ {
			fmt.Fprintf(&b, "class C%d(C%d):\n    def m%d(self):\n        self.c%d = self.c%d\n        return super().m%d() if self else self.m%d()\n", i, i-1, i, i, i-1, i-1, i)
		}
		return b.String() + "C499(client).c499.embeddings.create(model='m', input='a')\n"
	},
	"containers in containers": func() string {
		var b strings.Builder
		b.WriteString("box = {'a': client}\n")
		for i := range 1500 {
			fmt.Fprintf(&b, "box = {**box, 'k%d': box, 'l': [box, *box.values()]}\n", i)
		}
		return b.String() + "box['a'].embeddings.create(model='m', input='a')\n"
	},
	"functions made by functions": func() string {
		var b strings.Builder
		b.WriteString("def wrap0(c):\n    return lambda: c\n\n")
		for i := 1; i < 600; i++ {
			fmt.Fprintf(&b, "def wrap%d(c):\n    inner = wrap%d(c)\n    return lambda: inner()\n\n", i, i-1)
		}
		return b.String() + "wrap599(client)().embeddings.create(model='m', input='a')\n"
	},
	"texts of many names that may each be many": func() string {
		var b strings.Builder
		for i := range 9 {
			for k := range 9 {
				fmt.Fprintf(&b, "n%d = 'v%d'%s\n", i, k, map[bool]string{true: " if x else n" + fmt.Sprint(i)}[k > 0])
			}
		}
		b.WriteString("url = f'" + "{n0}{n1}{n2}{n3}{n4}{n5}{n6}{n7}{n8}" + "'\n")
		return b.String() + "OpenAI(base_url=url).embeddings.create(model=url, input='a')\n"
	},
	"classes in a circle and iterators of themselves": func() string {
		return "class A(C, B):\n    x: int\n\nclass B(A, C):\n    y: int\n\nclass C(B, A):\n    def __iter__(self):\n        return self\n\n" +
			"for c in C(client, client, client):\n    for d in c:\n        print(d)\nA(client, client).x.embeddings.create(model='m', input='a')\n" +
			"client.embeddings.create(model='m', input='a')\n"
	},
	"twenty thousand classes in a line": func() string {
		var b strings.Builder
		b.WriteString("class C0:\n    def __init__(self, c):\n        self.c = c\n\n")
		for i := 1; i < 20000; i++ {
			fmt.Fprintf(&b, "class C%d(C%d): pass\n", i, i-1)
		}
		return b.String() + "C19999(client).c.embeddings.create(model='m', input='a')\n"
	},
	"one name bound a thousand times in branches and loops": func() string {
		var b strings.Builder
		b.WriteString("c = client\n")
		for i := range 700 {
			fmt.Fprintf(&b, "if x%d:\n    c = c\nfor _ in range(3): c = c or None\n", i)
		}
		return b.String() + "c.embeddings.create(model='m', input='a')\n"
	},
}

// Linking ends whatever goes round in a program. Where too much meets, the maker may become unseen; the call is never lost.
func TestPathological(t *testing.T) {
	for name, source := range pathological {
		t.Run(name, func(t *testing.T) {
			x := &fixture{files: []txtar.File{{Name: "a.py", Data: []byte("from openai import OpenAI\n\nclient = OpenAI()\n" + source())}}}
			report := judgeInMemory(t, x, false)
			if !strings.Contains(report, `"verdict": "untracked"`) && !strings.Contains(report, `"verdict": "unresolved"`) {
				t.Errorf("the call is lost:\n%s", report[max(0, len(report)-1500):])
			}
		})
	}
}
