package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"sync"
)

// An answer is what the API says to requests whose method and path match.
type answer struct {
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body"`
	Bytes  string          `json:"bytes"`
	Stream []struct {
		Event string          `json:"event"`
		Asked bool            `json:"asked"` // only if include_usage asks for it
		Data  json.RawMessage `json:"data"`
	} `json:"stream"`
	path *regexp.Regexp
}

// An api is a local server that answers like the API. It takes every request that goes through the default transport, wherever
// that is addressed to. It checks no key and no request, and opens no sockets.
type api struct {
	answers []answer
	seen    func() []int // the records, each of so many tokens

	mu       sync.Mutex
	requests int
	spent    int   // tokens that answers said they cost
	posts    []int // how many records there were when each POST came
}

func newAPI(path string) *api {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	a := &api{}
	if err := json.Unmarshal(text, &a.answers); err != nil {
		log.Fatal(err)
	}
	for i := range a.answers {
		a.answers[i].path = regexp.MustCompile(a.answers[i].Path)
	}
	server := httptest.NewServer(a)
	transport := http.DefaultTransport.(*http.Transport)
	transport.Proxy = nil
	transport.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}
	transport.DialTLSContext = transport.DialContext // in plain text, for the server has no certificate for api.openai.com
	return a
}

func (a *api) reset() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.requests, a.spent, a.posts = 0, 0, nil
}

var (
	streams = regexp.MustCompile(`"stream": ?true|name="stream"\r\n\r\ntrue`)
	asks    = regexp.MustCompile(`"include_usage": ?true`)
)

func (a *api) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.requests++
	if r.Method == http.MethodPost {
		a.posts = append(a.posts, len(a.seen()))
	}
	w.Header().Set("openai-poll-after-ms", "1")
	for _, answer := range a.answers {
		if !answer.path.MatchString(r.Method + " " + r.URL.Path) {
			continue
		}
		switch {
		case answer.Stream != nil && streams.Match(body):
			w.Header().Set("Content-Type", "text/event-stream")
			for _, e := range answer.Stream {
				if e.Asked && !asks.Match(body) {
					continue
				}
				if e.Event != "" {
					fmt.Fprintf(w, "event: %s\n", e.Event)
				}
				fmt.Fprintf(w, "data: %s\n\n", strings.Trim(string(e.Data), `"`))
				a.spent += tokens(e.Data)
			}
		case answer.Bytes != "":
			w.Header().Set("Content-Type", "audio/mpeg")
			io.WriteString(w, answer.Bytes)
		default:
			w.Header().Set("Content-Type", "application/json")
			w.Write(answer.Body)
			a.spent += tokens(answer.Body)
		}
		return
	}
}

// tokens are those that an answer, or an event of one, says were used.
func tokens(text json.RawMessage) int {
	var said struct {
		Usage struct {
			Total int `json:"total_tokens"`
		}
		Response json.RawMessage
	}
	if len(text) == 0 || json.Unmarshal(text, &said) != nil {
		return 0
	}
	return said.Usage.Total + tokens(said.Response)
}
