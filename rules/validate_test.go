package rules

import (
	"strings"
	"testing"
)

// What a rules file says wrong is an error that names the file, the line, and what may be meant.
func TestFaults(t *testing.T) {
	const head = "schema: 1\nname: acme\nlanguage: python\n"
	const surface = "surfaces: {client: {methods: [{path: chat, op: POST /v1/responses}]}}\n"
	const tracker = head + "trackers:\n  - name: acme\n    version: \"1.0\"\n    sdk: openai\n"
	const start = "    starts: [{call: \"acme:init\"}]\n"
	const tracks = "    tracks: [{methods: [all]}]\n"
	s := builtinRules(t)
	for name, c := range map[string]struct{ yaml, want string }{
		"empty":                       {"# nothing\n", "acme.yaml:1: the file is empty"},
		"no YAML":                     {"schema: [1\n", "acme.yaml: line 1: did not find expected ',' or ']'"},
		"not a mapping":               {"- a\n", "acme.yaml:1: the file must be a mapping, not a list"},
		"unknown key":                 {head + "client: []\n", "acme.yaml:4: unknown key \"client\"; did you mean \"clients\"?"},
		"unknown key of a row":        {head + "calls:\n  - symbols: [\"a:b\"]\n    pases: [\"0\"]\n", "acme.yaml:6: unknown key \"pases\"; did you mean \"passes\"?"},
		"unknown key, nothing near":   {head + "frobnicate: 1\n", "acme.yaml:4: unknown key \"frobnicate\""},
		"wrong type":                  {head + "calls:\n  - symbols: a:b\n", "acme.yaml:5: `symbols` must be a list, not text"},
		"number for text":             {head + "calls:\n  - {symbols: [\"a:b\"], passes: [0]}\n", "acme.yaml:5: an item of `passes` must be text, not a number; write it in quotes: \"0\""},
		"text for a switch":           {head + "calls:\n  - {symbols: [\"a:b\"], reads: sure}\n", "acme.yaml:5: `reads` must be true or false, not text"},
		"other schema":                {"schema: 2\nname: acme\n", "acme.yaml:1: `schema` is 2; this quotalint reads schema 1"},
		"no name":                     {"schema: 1\n", "acme.yaml:1: a rules file needs a `name`"},
		"a name that is taken":        {"schema: 1\nname: openai\n", "acme.yaml:2: the name \"openai\" is already taken by openai.yaml"},
		"no language":                 {"schema: 1\nname: acme\nmembers: [{name: get, does: get}]\n", "acme.yaml:1: a rules file that is about code needs a `language`"},
		"symbol without module":       {head + "calls:\n  - symbols: [wrap]\n", "acme.yaml:5: symbol \"wrap\" must be spelt module:name"},
		"no symbol":                   {head + surface + "clients:\n  - surface: client\n", "acme.yaml:6: the row needs a `symbol`"},
		"no symbols":                  {head + "calls:\n  - passes: [\"0\"]\n", "acme.yaml:5: the row needs `symbols`"},
		"surface not defined":         {head + surface + "clients:\n  - {symbol: \"a:b\", surface: cleint}\n", "acme.yaml:6: surface \"cleint\" is not among the `surfaces` of this file; did you mean \"client\"?"},
		"empty surface":               {head + "surfaces: {client: }\n", "acme.yaml:4: `surfaces`.client must be a mapping, not nothing"},
		"method without operation":    {head + "surfaces:\n  client:\n    methods:\n      - path: chat\n", "acme.yaml:7: a method needs an `op`"},
		"operation that is not":       {head + "surfaces:\n  client:\n    methods:\n      - path: chat\n        op: POST /v1/chat/completion\n", "acme.yaml:8: operation \"POST /v1/chat/completion\" is not in operations.yaml; did you mean \"POST /v1/chat/completions\"?"},
		"any among calls":             {head + "surfaces: {client: {methods: [{path: chat, op: any, calls: [any]}]}}\n", "acme.yaml:4: operation \"any\" is not in operations.yaml"},
		"path that is none":           {head + "surfaces: {client: {methods: [{path: chat(), op: local}]}}\n", "acme.yaml:4: path \"chat()\" must be names joined by dots"},
		"path twice":                  {head + "surfaces:\n  client:\n    methods:\n      - {path: a.b, op: local}\n      - {path: a.b, op: local}\n", "acme.yaml:8: method a.b is already in line 7"},
		"symbol twice":                {head + "calls:\n  - symbols: [\"a:b\"]\n  - symbols: [\"a:b\"]\n", "acme.yaml:6: symbol a:b is already in acme.yaml:5"},
		"symbol of another file":      {head + surface + "clients:\n  - {symbol: \"openai:OpenAI\", surface: client}\n", "acme.yaml:6: symbol openai:OpenAI is already in openai.yaml"},
		"member twice":                {head + "members:\n  - {name: get, does: get}\n  - {name: get, does: any}\n", "acme.yaml:6: member get is already in line 5"},
		"since that is no version":    {head + "surfaces: {client: {methods: [{path: a, op: local, since: after 1.0}]}}\n", "acme.yaml:4: \"after 1.0\" is not a version"},
		"until that is a number":      {head + "surfaces: {client: {methods: [{path: a, op: local, until: 1.10}]}}\n", "acme.yaml:4: `until` must be text, not a number; write it in quotes: \"1.10\""},
		"kind that is none":           {head + "surfaces: {client: {methods: [{path: a, op: local, kind: helpr}]}}\n", "acme.yaml:4: \"helpr\" is not one of: endpoint, helper"},
		"enters without invokes":      {head + "calls:\n  - {symbols: [\"a:b\"], enters: true}\n", "acme.yaml:5: `enters` says something of the result of `invokes`, which is missing"},
		"binds without passes":        {head + "calls:\n  - {symbols: [\"a:b\"], binds: true}\n", "acme.yaml:5: `binds` says something of the argument in `passes`, which is missing"},
		"maps of one argument":        {head + "calls:\n  - {symbols: [\"a:b\"], maps: [\"0\"]}\n", "acme.yaml:5: `maps` takes two arguments"},
		"form that is none":           {head + "forms:\n  - {symbols: [\"a:B\"], form: element}\n", "acme.yaml:5: \"element\" is not one of"},
		"host with a path":            {"schema: 1\nname: acme\nhosts:\n  - {pattern: \"https://a.example\", billed_by: a}\n", "acme.yaml:4: a host pattern is a host alone"},
		"singleton without names":     {head + surface + "singletons:\n  - {module: a, surface: client}\n", "acme.yaml:6: a singleton needs `names`"},
		"tracker that does nothing":   {tracker + tracks, "acme.yaml:5: a tracker needs one of `clients`, `wraps`, `transports`, `starts` and `hosts`"},
		"tracker of no version":       {head + "trackers:\n  - name: acme\n    sdk: openai\n" + start + tracks, "acme.yaml:5: the row needs `version`"},
		"tracker of no SDK":           {head + "trackers:\n  - name: acme\n    version: \"1.0\"\n    sdk: opnai\n" + start + tracks, "acme.yaml:7: no rules file is named \"opnai\""},
		"tracker without language":    {"schema: 1\nname: acme\ntrackers:\n  - {name: acme, version: \"1.0\", sdk: openai, starts: [{call: \"a:b\"}], tracks: [{methods: [all]}]}\n", "acme.yaml:1: a rules file that is about code needs a `language`"},
		"tracker that tracks nothing": {tracker + start, "acme.yaml:5: a tracker needs `tracks`"},
		"method of no SDK":            {tracker + start + "    tracks:\n      - methods: [embeddings.create, chat.completion.create]\n", "acme.yaml:10: chat.completion.create is no method of openai; did you mean \"chat.completions.create\"?"},
		"methods below nothing":       {tracker + start + "    tracks: [{methods: [\"embedding.*\"]}]\n", "acme.yaml:9: embedding.* is no method of openai"},
		"quality that is none":        {tracker + start + "    tracks: [{methods: [all], quality: no-token}]\n", "acme.yaml:9: \"no-token\" is not one of: full, on-request, no-tokens, double, none; did you mean \"no-tokens\"?"},
		"half of the clients":         {tracker + start + "    tracks: [{methods: [all], only: asynch}]\n", "acme.yaml:9: \"asynch\" is not one of: sync, async; did you mean \"async\"?"},
		"view that is none":           {tracker + start + "    tracks: [{methods: [all], views: {with_raw: none}}]\n", "acme.yaml:9: \"with_raw\" is not one of: with_raw_response, with_streaming_response"},
		"drop-in for no client":       {tracker + "    clients: [{symbol: \"acme:OpenAI\", like: \"openai:OpenAi\"}]\n" + tracks, "acme.yaml:8: openai:OpenAi is no client of openai; did you mean \"openai:OpenAI\"?"},
		"drop-in twice":               {tracker + "    clients:\n      - {symbol: \"acme:A\", like: \"openai:OpenAI\"}\n      - {symbol: \"acme:A\", like: \"openai:OpenAI\"}\n" + tracks, "acme.yaml:10: symbol acme:A is already in acme.yaml:9"},
		"wrapper that passes nothing": {tracker + "    wraps: [\"acme:wrap\"]\n" + tracks, "acme.yaml:8: `calls` of this file has no row with `passes` for acme:wrap: what does it wrap?"},
		"start that is two":           {tracker + "    starts: [{call: \"acme:init\", import: acme}]\n" + tracks, "acme.yaml:8: a start is either a `call` or an `import`"},
		"import of a symbol":          {tracker + "    starts: [{import: \"acme:init\"}]\n" + tracks, "acme.yaml:8: `import` takes a module alone: acme:init"},
		"arguments of an import":      {tracker + "    starts: [{import: acme, with: [openai]}]\n" + tracks, "acme.yaml:8: `with` says something of the arguments of a `call`, which is missing"},
		"start of a chain":            {tracker + "    starts: [{call: \"acme:A.().b.c\"}]\n" + tracks, "acme.yaml:8: behind \"()\" stands one member, that is called: acme:A.().b.c"},
		"mutates what it wraps not":   {tracker + start + "    mutates: true\n" + tracks, "acme.yaml:9: `mutates` says something of `wraps`, which is missing"},
		"drop-in that is a client":    {tracker + "    clients: [{symbol: \"openai:OpenAI\", like: \"openai:OpenAI\"}]\n" + tracks, "acme.yaml:8: symbol openai:OpenAI is already in openai.yaml"},
		"module under no name":        {head + "same: {acme: openai}\n", "acme.yaml:4: symbol \"acme\" must be spelt module:name"},
		"gateway with a path":         {"schema: 1\nname: acme\ntrackers: [{name: acme, hosts: [a.example/v1], tracks: [{methods: [all]}]}]\n", "acme.yaml:3: a host pattern is a host alone"},
		"resource without its client": {head + surface + "resources:\n  - {symbol: \"a:B\", surface: client, path: chat}\n", "acme.yaml:6: the row needs `client`"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := s.Add("acme.yaml", []byte(c.yaml))
			if err == nil {
				t.Fatal("no error")
			}
			if first, _, _ := strings.Cut(err.Error(), "\n"); !strings.HasPrefix(first, c.want) {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
		})
	}
}

// All faults of a file are told at once.
func TestSeveralFaults(t *testing.T) {
	_, err := builtinRules(t).Add("acme.yaml", []byte("schema: 1\nname: acme\nlanguage: python\ncalls:\n  - symbols: [a]\n  - symbols: [b]\n"))
	if err == nil || !strings.Contains(err.Error(), "acme.yaml:5:") || !strings.Contains(err.Error(), "acme.yaml:6:") {
		t.Errorf("got %v", err)
	}
}
