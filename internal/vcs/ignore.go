package vcs

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Ignores is the ignore rules in force in one folder, those of the folders above it included. It is immutable.
type Ignores struct {
	above  *Ignores
	rules  []rule
	folder string // of the rules, slash-separated and relative to the root; "" for the root and what is above it
	source string // the file that the rules are from, as a user would name it
	prefix string // what stands between the rules' folder and the root, if that is below it: "sub/folder/"
}

// RootIgnores reads the rules that reach into the absolute path root from outside: the user's own (core.excludesFile),
// the repository's (info/exclude) and those of .gitignore files above. Weaker ones come first.
func RootIgnores(ctx context.Context, root string) *Ignores {
	var ig *Ignores
	top := Root(root)
	if top == "" {
		return ig.with(excludesFile(ctx, root), "core.excludesFile", "")
	}
	prefix := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(root, top), string(filepath.Separator)))
	if prefix != "" {
		prefix += "/"
	}
	ig = ig.with(excludesFile(ctx, root), "core.excludesFile", prefix)
	ig = ig.with(filepath.Join(commonDir(top), "info", "exclude"), ".git/info/exclude", prefix)
	for folder := top; prefix != ""; {
		ig = ig.with(filepath.Join(folder, ".gitignore"), strings.Repeat("../", strings.Count(prefix, "/"))+".gitignore", prefix)
		var name string
		name, prefix, _ = strings.Cut(prefix, "/")
		folder = filepath.Join(folder, name)
	}
	return ig
}

// with adds the rules of a file above the root, if it can be read.
func (ig *Ignores) with(file, source, prefix string) *Ignores {
	text, err := os.ReadFile(file)
	if err != nil {
		return ig
	}
	return &Ignores{above: ig, rules: parseRules(text), source: source, prefix: prefix}
}

// Below adds the rules of the .gitignore in a folder below the root ("" is the root itself).
func (ig *Ignores) Below(folder string, text []byte) *Ignores {
	return &Ignores{above: ig, rules: parseRules(text), folder: folder, source: path.Join(folder, ".gitignore")}
}

// Match reports whether a file or folder is ignored, and by which line. It is to be asked from the root downwards:
// what is in an ignored folder is ignored too, which Match does not look for.
func (ig *Ignores) Match(name string, folder bool) (by string, ignored bool) {
	base := path.Base(name)
	for ; ig != nil; ig = ig.above {
		rel := ig.prefix + name
		if ig.folder != "" {
			rel = strings.TrimPrefix(name, ig.folder+"/")
		}
		for i := len(ig.rules) - 1; i >= 0; i-- {
			if r := &ig.rules[i]; r.matches(rel, base, folder) {
				return fmt.Sprintf("%s:%d", ig.source, r.line), !r.keeps
			}
		}
	}
	return "", false
}

// excludesFile is the user's own ignore file.
func excludesFile(ctx context.Context, root string) string {
	if out, err := git(ctx, root, "config", "--type=path", "--get", "core.excludesFile"); err == nil {
		return within(root, string(bytes.TrimSpace(out)))
	}
	config := os.Getenv("XDG_CONFIG_HOME")
	if config == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		config = filepath.Join(home, ".config")
	}
	return filepath.Join(config, "git", "ignore")
}
