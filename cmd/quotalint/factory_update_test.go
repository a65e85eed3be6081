package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// alwaysNamed are methods that want.txt names even where they are like the others, in each SDK's spelling.
var alwaysNamed = []string{
	"chat.completions.create", "responses.create", "embeddings.create",
	"Chat.Completions.New", "Responses.New", "Embeddings.New",
	"CreateChatCompletion", "CreateEmbeddings",
}

// rewrite replaces what want.txt says of a client's methods with what ran.
func (j *factoryJob) rewrite(o *factoryOutcome) {
	count := map[string]int{}
	rest := "untracked"
	for _, m := range o.Methods {
		if m.View == "" {
			count[m.State]++
		}
	}
	for _, state := range factoryStates {
		if count[state] > count[rest] {
			rest = state
		}
	}
	var named, views []methodWant
	for _, m := range o.Methods {
		switch {
		case m.View == "" && (m.State != rest || slices.Contains(alwaysNamed, m.Method)):
			named = append(named, methodWant{method: m.Method, state: m.State})
		case m.View != "" && m.Method == viewed(o):
			views = append(views, methodWant{m.View, m.Method, m.State})
		}
	}
	j.fixture.want.methods[j.made] = slices.Concat(named, []methodWant{{method: "*", state: rest}}, views)
}

// viewed is the method whose views want.txt names: the first that is tracked.
func viewed(o *factoryOutcome) string {
	for _, m := range o.Methods {
		direct := o.state("", m.Method)
		if m.View != "" && direct != "untracked" && direct != "absent" {
			return m.Method
		}
	}
	return ""
}

// save writes the fixture with its want.txt anew: comments, then clients as they were, then faults.
func (f *factoryFixture) save(t *testing.T) {
	var b strings.Builder
	for _, line := range strings.Split(f.file("want.txt"), "\n") {
		if strings.HasPrefix(line, "#") {
			fmt.Fprintln(&b, line)
		}
	}
	for _, m := range f.want.clients {
		_, name := f.split(m.symbol)
		if expression := f.want.makes[m]; expression != "" && expression != name+"()" {
			fmt.Fprintf(&b, "make %s %s: %s\n", m.symbol, m.client, expression)
		}
		for _, line := range f.want.methods[m] {
			if line.view != "" {
				line.method = "via " + line.view + " " + line.method
			}
			fmt.Fprintf(&b, "%s %s %s %s\n", m.symbol, m.client, line.method, line.state)
		}
	}
	for _, fault := range f.want.faults {
		fmt.Fprintf(&b, "QL101 %s %s %s\n", fault.place, fault.kind, fault.path)
	}
	for i, file := range f.archive.Files {
		if file.Name == "want.txt" {
			f.archive.Files[i].Data = []byte(b.String())
		}
	}
	if err := os.WriteFile(f.path, txtar.Format(f.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
