package rules

import (
	"slices"
	"strings"
	"testing"
)

// Every built-in tracker is about an SDK that is there: what it names of it is checked as it is read.
func TestTrackersKnowTheirSDKs(t *testing.T) {
	s := builtinRules(t)
	n := 0
	for _, f := range s.Files {
		for _, tracker := range f.Trackers {
			n++
			if tracker.SDK != "" && s.file(tracker.SDK) == nil {
				t.Errorf("%s: %s counts %s, which is no rules file", f.Path, tracker.Name, tracker.SDK)
			}
		}
	}
	if n < 30 {
		t.Errorf("%d trackers; there were 30 and more", n)
	}
}

// Vendors have the same name in each language that they have a package for.
func TestVendors(t *testing.T) {
	s := builtinRules(t)
	got := map[string][]string{}
	for _, f := range s.Files {
		for _, tracker := range f.Trackers {
			if !slices.Contains(got[tracker.Name], f.Language) {
				got[tracker.Name] = append(got[tracker.Name], f.Language)
			}
		}
	}
	want := map[string]string{
		"braintrust": "python go typescript", "datadog": "python typescript", "helicone": "", "langfuse": "python typescript",
		"langsmith": "python go typescript", "openinference": "python typescript", "openllmetry": "python typescript",
		"opik": "python typescript", "portkey": " python typescript", "posthog": "python typescript", "sentry": "python typescript",
		"weave": "python typescript",
	}
	for vendor, languages := range got {
		if want[vendor] != strings.Join(languages, " ") {
			t.Errorf("%s: %q, want %q", vendor, languages, want[vendor])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d vendors, want %d", len(got), len(want))
	}
}

// The names that a config may trust are those of every language, whichever the rules are loaded for.
func TestVendorNames(t *testing.T) {
	s, err := LoadLanguage("go")
	if err != nil {
		t.Fatal(err)
	}
	if s, err = s.Add("acme.yaml", []byte("schema: 1\nname: acme\ntrackers: [{name: acme, hosts: [a.example], tracks: [{methods: [all]}]}]\n")); err != nil {
		t.Fatal(err)
	}
	want := "acme braintrust datadog helicone langfuse langsmith openinference openllmetry opik portkey posthog sentry weave"
	if got := strings.Join(s.Vendors(), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The words of the rows say how well a call is counted: the same method differs from vendor to vendor.
func TestCounts(t *testing.T) {
	s := builtinRules(t)
	for _, c := range []struct{ file, method, plain, streamed string }{
		{"langfuse", "chat.completions.create", "full", "on-request"},
		{"langfuse", "images.generate", "", ""},
		{"langfuse-node", "images.generate", "full", "full"},
		{"langfuse-node", "embeddings.create", "no-tokens", "no-tokens"},
		{"langfuse-node", "chat.completions.runTools", "none", "none"},
		{"langsmith", "embeddings.create", "", ""},
		{"langsmith-node", "completions.create", "full", "no-tokens"},
		{"langsmith-go", "CreateEmbeddings", "full", "full"},
		{"braintrust", "audio.speech.create", "no-tokens", "no-tokens"},
		{"braintrust-go", "Chat.Completions.NewStreaming", "on-request", "on-request"},
		{"openinference", "batches.create", "no-tokens", "no-tokens"},
		{"openinference", "realtime.connect", "", ""},
		{"openllmetry-node", "embeddings.create", "", ""},
		{"weave-node", "chat.completions.parse", "", ""},
		{"posthog", "chat.completions.create", "full", "full"},
		{"posthog", "chat.completions.stream", "", ""},
		{"opik-node", "embeddings.create", "full", "full"},
		{"sentry", "chat.completions.parse", "", ""},
		{"datadog", "images.generate", "no-tokens", "none"},
		{"datadog-node", "chat.completions.create", "full", "on-request"},
		{"portkey", "responses.create", "full", "full"},
	} {
		tracker := &file(t, s, c.file).Trackers[0]
		m, ok := methods(file(t, s, tracker.SDK))[c.method]
		if !ok {
			t.Errorf("%s has no method %s", tracker.SDK, c.method)
			continue
		}
		row, counted := tracker.Counts(m, func(Tracked) bool { return true })
		plain, streamed := row.Quality, row.Streamed
		if counted && plain == "" {
			plain = "full"
		}
		if streamed == "" {
			streamed = plain
		}
		if plain != c.plain || streamed != c.streamed {
			t.Errorf("%s: %s is counted %q, streamed %q, want %q and %q", c.file, c.method, plain, streamed, c.plain, c.streamed)
		}
	}
}

// A row that does not fit the client or the version of the SDK leaves the method to the rows behind it.
func TestCountsWhereItFits(t *testing.T) {
	f := file(t, builtinRules(t), "openllmetry")
	images := methods(file(t, builtinRules(t), "openai"))["images.generate"]
	for client, want := range map[string]bool{"sync": true, "async": false} {
		row, counted := f.Trackers[0].Counts(images, func(row Tracked) bool { return row.Only == "" || row.Only == client })
		if counted != want || counted && row.Quality != "no-tokens" {
			t.Errorf("images.generate of %s clients: %v, %+v", client, counted, row)
		}
	}
}
