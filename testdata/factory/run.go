// Command run runs factories in Go and says what they count.
//
// It is built together with the fixtures and with a file that makes jobs of them. Its argument is answers.json; standard input is
// JSON: {"methods": [path…]}. Standard output has a line of JSON for each job: {"id", "fault", "methods": [observation…], "paths":
// [{"path", "exists"}…]}.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"reflect"
)

// A job is one client to make and to call every method of.
type job struct {
	id    string
	sdk   string // the import path of the SDK
	make  func() any
	seen  func() []int
	paths []string
}

// An observation is what became of a call.
type observation struct {
	Method   string `json:"method"`
	View     string `json:"view"`
	State    string `json:"state"`
	Records  int    `json:"records"`
	Requests int    `json:"requests"`
	Spent    int    `json:"spent"`
	Fault    string `json:"fault"`
}

// An sdkPath is what the bare client has at a path.
type sdkPath struct {
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
}

type outcome struct {
	ID      string        `json:"id"`
	Fault   string        `json:"fault"`
	Methods []observation `json:"methods"`
	Paths   []sdkPath     `json:"paths"`
}

func main() {
	var work struct {
		Methods []string `json:"methods"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&work); err != nil {
		log.Fatal(err)
	}
	log.SetOutput(os.Stderr)
	a := newAPI(os.Args[1])
	os.Setenv("OPENAI_API_KEY", "sk-local")
	bare := bareClients()
	for name, client := range bare {
		a.seen = func() []int { return nil }
		for _, o := range observeAll(a, client, client, work.Methods) {
			if o.Fault != "" || o.Requests == 0 {
				log.Fatalf("a bare client of %s cannot be called as planned: %+v", name, o)
			}
		}
	}
	for _, j := range jobs {
		json.NewEncoder(os.Stdout).Encode(run(a, j, bare[j.sdk], work.Methods))
	}
}

// run is the outcome of one job.
func run(a *api, j job, bare any, methods []string) (out outcome) {
	defer func() {
		if fault := recover(); fault != nil {
			out = outcome{ID: j.id, Fault: fmt.Sprint(fault)}
		}
	}()
	a.seen = j.seen
	out = outcome{ID: j.id, Methods: observeAll(a, j.make(), bare, methods)}
	for _, path := range j.paths {
		out.Paths = append(out.Paths, sdkPath{path, find(reflect.ValueOf(bare), path).IsValid()})
	}
	return out
}

// observeAll calls all methods that the bare client has.
func observeAll(a *api, client, bare any, methods []string) []observation {
	var all []observation
	for _, path := range methods {
		if find(reflect.ValueOf(bare), path).IsValid() {
			all = append(all, observe(a, client, path))
		}
	}
	return all
}

// observe calls a method.
func observe(a *api, client any, path string) observation {
	o := observation{Method: path, State: "absent"}
	method := find(reflect.ValueOf(client), path)
	if !method.IsValid() || method.Kind() != reflect.Func {
		return o
	}
	a.reset()
	before := len(a.seen())
	if err := call(method, path); err != nil {
		o.Fault = err.Error()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	records := a.seen()[before:]
	if strays(a.posts, before, len(a.seen())) {
		records = nil
	}
	o.Records, o.Requests, o.Spent = len(records), a.requests, a.spent
	o.State = state(records, a.requests, a.spent)
	if o.Fault != "" {
		o.State = "fails"
	}
	return o
}

// strays reports whether all records from before to after are of requests that a helper sends before the one that spends: of a file
// that it uploads before it hands it to a vector store. They come after the first POST and before the last.
func strays(posts []int, before, after int) bool {
	return len(posts) > 0 && posts[0] == before && posts[len(posts)-1] == after
}

// state is what became of a call: records are of so many tokens, requests is how many were sent, spent what they cost in tokens.
func state(records []int, requests, spent int) string {
	counted := 0
	for _, tokens := range records {
		counted += tokens
	}
	switch {
	case len(records) == 0:
		return "untracked"
	case requests > 0 && len(records) > requests || spent > 0 && counted > spent:
		return "double"
	case spent > 0 && counted == 0:
		return "no-tokens"
	}
	return "full"
}
