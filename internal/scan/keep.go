package scan

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/internal/cache"
	"github.com/quotalint/quotalint/internal/facts"
)

// What is kept between runs depends on the bytes of a file, which the id of git's blob stands for, and on what else goes into
// the keys here: nothing that is kept can be another in a run that finds it. Neither what went wrong nor what a limit or the
// config decided is kept.

// keeps reports whether what a file says about itself can be kept. A buffer is another at every stroke of a key.
func (r *run) keeps(u *unit) bool {
	_, dependent := u.language.Analyzer.(analyzers.Dependent)
	return r.Cache != nil && !dependent && (r.Buffer == nil || r.Buffer.Path != u.path)
}

// blob is the id of a file's content where the file system knows it without reading: in git's index, in a commit.
func (t *Tree) blob(name string) (id string, ok bool) {
	if known, is := t.fsys.(interface {
		Blob(name string) (id string, ok bool)
	}); is {
		return known.Blob(name)
	}
	return "", false
}

// blobOf is the id that git gives to a content, in a repository with SHA-1.
func blobOf(raw []byte) string {
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", len(raw))
	h.Write(raw)
	return hex.EncodeToString(h.Sum(nil))
}

// A glance is what the first pass sees in a file: what it imports, and why it is a seed, "" if it is none.
type glance struct {
	imports []string
	seed    string
}

// glance is what the first pass sees in a file, as kept or as read. The text is nil if it was kept; not ok says that the file
// cannot be read, and skip says why.
func (r *run) glance(u *unit) (g glance, src []byte, ok bool) {
	var raw []byte
	known := false
	if r.keeps(u) {
		if u.blob, known = r.Tree.blob(u.path); !known {
			if raw = r.raw(u); u.skip != "" {
				return g, nil, false
			}
		}
		if text, kept := r.Cache.Get(r.glanceKey(u)); kept {
			if g, size, ok := readGlance(text); ok && size <= r.limit {
				return g, nil, true
			}
		}
	}
	if raw == nil {
		raw = r.raw(u)
	}
	if src = r.decode(u, raw); src == nil {
		return g, nil, false
	}
	g = glance{u.language.Imports(src), u.language.seeds.seed(src)}
	if text, ok := g.text(int64(len(raw))); ok && u.blob != "" {
		r.Cache.Put(r.glanceKey(u), text)
	}
	return g, src, true
}

func (r *run) glanceKey(u *unit) cache.Key {
	return r.Cache.Key("glance", u.language.Name(), u.language.seeds.sum, u.blob)
}

// text is a glance to keep, with the size of the file: a limit may be another in a later run. It is not ok where a line end
// in a name would make it another.
func (g glance) text(size int64) (text string, ok bool) {
	text = strings.Join(append([]string{strconv.FormatInt(size, 10), g.seed}, g.imports...), "\n")
	return text, strings.Count(text, "\n") == len(g.imports)+1
}

func readGlance(text string) (g glance, size int64, ok bool) {
	parts := strings.Split(text, "\n")
	if len(parts) < 2 {
		return g, 0, false
	}
	size, err := strconv.ParseInt(parts[0], 10, 64)
	g.seed = parts[1]
	if len(parts) > 2 {
		g.imports = parts[2:]
	}
	return g, size, err == nil
}

// said is what a file says about itself, as an earlier run kept it; nil if none did.
func (r *run) said(u *unit) *facts.File {
	if u.blob == "" {
		return nil
	}
	text, ok := r.Cache.Get(r.factsKey(u))
	if !ok {
		return nil
	}
	f, err := facts.Decode(text)
	if err != nil {
		return nil
	}
	return f
}

// keep keeps what a file says about itself, before anything is made of it.
func (r *run) keep(u *unit, f *facts.File) {
	if u.blob != "" {
		r.Cache.Put(r.factsKey(u), string(facts.Append(nil, f)))
	}
}

func (r *run) factsKey(u *unit) cache.Key {
	return r.Cache.Key("facts", u.language.Name(), u.path, u.blob)
}

// asked answers a question about the bytes of a file. The answer is kept where the file system knows the content without
// reading it; elsewhere a look at the bytes costs less than what finds the answer.
func (r *run) asked(question, file string, answer func() bool) bool {
	blob, ok := r.Tree.blob(file)
	if r.Cache == nil || !ok {
		return answer()
	}
	key := r.Cache.Key(question, blob)
	if text, kept := r.Cache.Get(key); kept {
		return text == "yes"
	}
	text := "no"
	yes := answer()
	if yes {
		text = "yes"
	}
	r.Cache.Put(key, text)
	return yes
}
