package action

import (
	"path/filepath"
	"strings"
	"testing"
)

// What GitHub would merge is compared with the base that it would be merged into, which the action fetches where it is missing. A
// fault that the base has does not fail the pull request, and one that it adds does.
func TestPull(t *testing.T) {
	o := newOrigin(t)
	for _, c := range []struct {
		name, event  string
		sha, checked string // GITHUB_SHA, and what is checked out
		depth        int
		args         string // that say what to compare with
		status       int
		fresh        string // findings
	}{
		{"a pull request", "pull_request", o.merge, o.merge, 1, "--new-from=" + o.main + "\n--merge-base=false\n", 1, "4"},
		{"of a fork", "pull_request_fork", o.merge, o.merge, 1, "--new-from=" + o.main + "\n--merge-base=false\n", 1, "4"},
		{"with all history", "pull_request", o.merge, o.merge, 0, "--new-from=" + o.main + "\n--merge-base=false\n", 1, "4"},
		{"its head with all history", "pull_request", o.merge, o.head, 0, "--new-from=" + o.fork + "\n", 1, "4"},
		{"one that adds nothing", "pull_request", o.clean, o.clean, 1, "--new-from=" + o.main + "\n--merge-base=false\n", 0, "0"},
		{"a merge group", "merge_group", o.merge, o.merge, 1, "--new-from=" + o.fork + "\n--merge-base=false\n", 1, "6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := o.checkout(t, c.checked, c.depth)
			head := git(t, dir, "rev-parse", "HEAD")
			r, args := newRunner(t, dir, strings.TrimSuffix(c.event, "_fork"), o.payload(t, c.event))
			r.env["GITHUB_SHA"] = c.sha
			got := r.use(t, nil)
			if given := read(t, args); !strings.Contains(given, c.args) || strings.Contains(given, "--merge-base") != strings.Contains(c.args, "--merge-base") {
				t.Fatalf("quotalint is given\n%s\nwant\n%s", given, c.args)
			}
			if git(t, dir, "rev-parse", "HEAD") != head || git(t, dir, "status", "--porcelain", "--untracked-files=no") != "" {
				t.Error("the checkout is another than before")
			}
			safe(t, dir)
			if got.status != c.status || got.outputs["new"] != c.fresh || got.outputs["failing"] != c.fresh {
				t.Errorf("status %d, outputs %v\n%s", got.status, got.outputs, got.log)
			}
			for _, a := range got.annotations(t) {
				if a.file != "app/new.py" && a.file != evil && a.file != "app/meanwhile.py" || a.file == "app/meanwhile.py" && c.event != "merge_group" {
					t.Errorf("a fault of the base is shown: %+v", a)
				}
			}
			if strings.Contains(got.summary, "<code>app/old.py") || !strings.Contains(got.summary, "known before") {
				t.Error(got.summary)
			}
			validSARIF(t, filepath.Join(dir, "quotalint.sarif"))
		})
	}
}

// Where nobody can tell what is new the step fails and says what to do; it never judges nothing.
func TestNoBase(t *testing.T) {
	o := newOrigin(t)
	lost := strings.Repeat("0123", 10)
	for _, c := range []struct {
		name, event string
		dir         func() string
		payload     *strings.Replacer
		says        string
	}{
		{"a shallow head", "pull_request", func() string { return o.checkout(t, o.head, 1) }, nil, "The checkout is shallow, so that nobody can tell where the pull request leaves its base"},
		{"the base alone", "pull_request", func() string { return o.checkout(t, o.fork, 1) }, nil, "What is checked out has no commit of the pull request"},
		{"pull_request_target", "pull_request_target", func() string { return o.checkout(t, o.main, 0) }, nil, "The pull request is not checked out"},
		{"a base that is gone", "merge_group", func() string { return o.checkout(t, o.merge, 1) }, strings.NewReplacer(o.fork, lost), "The base " + lost + " cannot be fetched"},
		{"a base that is no commit", "merge_group", func() string { return o.checkout(t, o.merge, 1) }, strings.NewReplacer(o.fork, "--upload-pack=touch pwned"), "The event merge_group names no base"},
		{"no checkout", "pull_request", func() string { return t.TempDir() }, nil, "is in no git repository: run actions/checkout before quotalint"},
		{"an empty repository", "pull_request", func() string { dir := t.TempDir(); git(t, dir, "init", "--quiet"); return dir }, nil, "Nothing is checked out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			payload := o.payload(t, strings.TrimSuffix(c.event, "_target"))
			if c.payload != nil {
				payload = c.payload.Replace(payload)
			}
			r, _ := newRunner(t, c.dir(), c.event, payload)
			r.env["GITHUB_SHA"] = o.merge
			got := r.use(t, nil)
			all := got.annotations(t)
			if got.status != 2 || len(all) != 1 || !strings.Contains(all[0].message, c.says) || !strings.Contains(all[0].message, "`fetch-depth: 0`, or set new-from") {
				t.Errorf("status %d\n%s", got.status, got.log)
			}
			if got.outputs["new"] != "" || got.summary != "## quotalint: the check could not be done\n\nThe log of the step says why.\n" {
				t.Errorf("outputs %v, summary %q", got.outputs, got.summary)
			}
			safe(t, r.workspace)
		})
	}
}
