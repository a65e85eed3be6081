package vcs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
)

// A Snapshot is what git keeps of a work tree: the files of its index or of a commit, and those of the submodules that
// are checked out, at the commits that are recorded. It lists names at once and reads contents when they are asked for,
// from git's objects alone. Nothing is checked out and nothing is downloaded. It is safe for use by several goroutines.
type Snapshot struct {
	Top    string // of the work tree: absolute, without symbolic links
	nodes  map[string]*node
	stores []*objects
	absent atomic.Int64
}

// A node is a file or folder of a snapshot.
type node struct {
	base     string
	mode     fs.FileMode // the type alone: folder, symbolic link, irregular (a submodule that cannot be read), or a file
	id       string      // of the blob
	store    *objects    // that has it
	children []*node     // by name
	err      error       // why an irregular one cannot be read
}

// OpenIndex opens the index of the repository that the absolute folder is in: what a commit would record now. What is
// only intended to be added is not in it. While a merge leaves files in conflict there is no such thing, and the error
// names them. The context ends the git processes, and so does Close.
func OpenIndex(ctx context.Context, folder string) (*Snapshot, error) {
	r, err := find(ctx, folder)
	if err != nil {
		return nil, err
	}
	// All that is in the index is new to an empty tree. The usual ls-files would also list what is only intended to be added.
	out, err := r.ask(ctx, "diff-index", "--cached", "-r", "-z", "--raw", "--no-abbrev", "--no-renames",
		"--ita-invisible-in-index", "--ignore-submodules=none", emptyTree(r.format))
	if err != nil {
		return nil, fmt.Errorf("git cannot list its index: %w", err)
	}
	list, conflicts := parseDiff(string(out))
	if slices.ContainsFunc(list, listed.damaged) {
		return nil, errors.New("the index is damaged: remove the file that `git rev-parse --git-path index` names, then `git reset` (what is staged is lost, the files stay)")
	}
	if len(conflicts) > 0 {
		return nil, fmt.Errorf("the index has files in conflict, so it is not what a commit would record: resolve and `git add` them: %s", strings.Join(conflicts, ", "))
	}
	return open(ctx, r, list), nil
}

// OpenCommit opens a commit of the repository that the absolute folder is in. The id is one that Commit or MergeBase gave.
func OpenCommit(ctx context.Context, folder, id string) (*Snapshot, error) {
	r, err := find(ctx, folder)
	if err != nil {
		return nil, err
	}
	list, err := r.files(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("git cannot list the files of %s: %w", id, err)
	}
	return open(ctx, r, list), nil
}

// emptyTree is the id that the tree without files has in repositories of a format. Git knows it without having it.
func emptyTree(format string) string {
	if format == "sha256" {
		return "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
	}
	return "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
}

// A listed is a line of a listing.
type listed struct{ mode, id, name string }

// damaged reports whether no commit could record it: git itself lists what is left of an index that was cut off.
func (l listed) damaged() bool { return l.name == "" || strings.Trim(l.id, "0") == "" }

// parseDiff reads `:MODE MODE ID ID STATUS`, NUL, the name, NUL; conflicts are the names of status U.
func parseDiff(text string) (list []listed, conflicts []string) {
	for text != "" {
		var head, name string
		head, text, _ = strings.Cut(text, "\x00")
		name, text, _ = strings.Cut(text, "\x00")
		words := strings.Fields(head)
		switch {
		case len(words) != 5:
		case words[4] == "U":
			conflicts = append(conflicts, name)
		default:
			list = append(list, listed{words[1], words[3], name})
		}
	}
	return list, slices.Compact(conflicts)
}

// files lists the files of a commit: git writes `MODE TYPE ID`, a tab, the name, NUL.
func (r *repo) files(ctx context.Context, id string) ([]listed, error) {
	out, err := r.ask(ctx, "ls-tree", "-r", "-z", "--full-tree", id)
	if err != nil {
		return nil, err
	}
	var list []listed
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		head, name, _ := strings.Cut(line, "\t")
		if words := strings.Fields(head); len(words) == 3 {
			list = append(list, listed{words[0], words[2], name})
		}
	}
	return list, nil
}

func open(ctx context.Context, r *repo, list []listed) *Snapshot {
	s := &Snapshot{Top: r.top, nodes: map[string]*node{".": {base: ".", mode: fs.ModeDir}}}
	s.add(ctx, r, "", list)
	for _, n := range s.nodes {
		slices.SortFunc(n.children, func(a, b *node) int { return strings.Compare(a.base, b.base) })
	}
	return s
}

// add puts in the files of a repository whose work tree is a folder of the snapshot.
func (s *Snapshot) add(ctx context.Context, r *repo, folder string, list []listed) {
	store := newObjects(ctx, r, &s.absent)
	s.stores = append(s.stores, store)
	for _, f := range list {
		name := path.Join(folder, f.name)
		switch f.mode {
		case "120000":
			s.put(name, &node{mode: fs.ModeSymlink, id: f.id, store: store})
		case "160000":
			s.submodule(ctx, name, f.id)
		default:
			s.put(name, &node{id: f.id, store: store})
		}
	}
}

// put puts a node in, and the folders it is in.
func (s *Snapshot) put(name string, n *node) {
	n.base = path.Base(name)
	s.nodes[name] = n
	folder := path.Dir(name)
	if s.nodes[folder] == nil {
		s.put(folder, &node{mode: fs.ModeDir})
	}
	above := s.nodes[folder]
	above.children = append(above.children, n)
}

// submodule puts in the files that a submodule has at a commit, or why it has none.
func (s *Snapshot) submodule(ctx context.Context, name, commit string) {
	folder := filepath.Join(s.Top, filepath.FromSlash(name))
	fail := func(text string) {
		s.put(name, &node{mode: fs.ModeIrregular, err: errors.New(text)})
	}
	if _, err := os.Lstat(filepath.Join(folder, ".git")); err != nil {
		fail("a submodule that is not checked out; git submodule update --init")
		return
	}
	at, err := locate(ctx, folder, environment())
	if err != nil || at.top != folder {
		fail("a submodule that git cannot read; git submodule update --init")
		return
	}
	r := &repo{at, environment()}
	list, err := r.files(ctx, commit)
	if err != nil {
		fail(fmt.Sprintf("a submodule that does not have its commit %.12s; git submodule update", commit))
		return
	}
	s.put(name, &node{mode: fs.ModeDir})
	s.add(ctx, r, name, list)
}

// Close ends the git processes. What is open can still be read, nothing can be opened any more.
func (s *Snapshot) Close() {
	for _, store := range s.stores {
		store.close()
	}
}

// Absent is how many contents were asked for and are not here, as those of a partial clone are.
func (s *Snapshot) Absent() int { return int(s.absent.Load()) }

// An outside is the absolute path that a symbolic link out of the work tree leads to. It is not looked up.
type outside struct{ path string }

func (o outside) Error() string { return "a symbolic link leads out of the repository, to " + o.path }

// maxLinks is how many symbolic links may be on the way to a file.
const maxLinks = 40

// follow is the node at the end of a path from the top, slash-separated, with the name that it has there. Symbolic links
// are followed inside the snapshot.
func (s *Snapshot) follow(name string) (at string, n *node, err error) {
	if n := s.nodes[name]; n != nil && n.mode&fs.ModeSymlink == 0 {
		return name, n, nil
	}
	at, links := ".", 0
	for name != "" {
		var part string
		part, name, _ = strings.Cut(name, "/")
		next := path.Join(at, part)
		n := s.nodes[next]
		switch {
		case part == ".." && at == ".":
			if at, name, err = s.enter(filepath.Join(filepath.Dir(s.Top), filepath.FromSlash(name))); err != nil {
				return "", nil, err
			}
		case n == nil || !n.mode.IsDir() && n.mode&fs.ModeSymlink == 0 && name != "":
			return "", nil, fs.ErrNotExist
		case n.mode&fs.ModeSymlink == 0:
			at = next
		default:
			if links++; links > maxLinks {
				return "", nil, fs.ErrNotExist
			}
			text, _, err := n.store.read(n.id)
			if err != nil {
				return "", nil, err
			}
			if target := string(text); filepath.IsAbs(target) {
				at, name, err = s.enter(filepath.Join(target, filepath.FromSlash(name)))
			} else {
				name = strings.TrimSuffix(filepath.ToSlash(target)+"/"+name, "/")
			}
			if err != nil {
				return "", nil, err
			}
		}
	}
	return at, s.nodes[at], nil
}

// enter begins anew with an absolute path that a link leads to.
func (s *Snapshot) enter(abs string) (at, name string, err error) {
	rel, ok := relative(s.Top, abs)
	if !ok {
		return "", "", outside{abs}
	}
	return ".", rel, nil
}
