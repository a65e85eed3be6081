// Package cache keeps texts under keys from one run to the next: one file for each root, in a folder of the user's. What it
// gives is what was put, or nothing: a file that is damaged, or that another user may have written, is as none. It does not
// know what it keeps, and never fails a run.
package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// runs is for how many runs that kept something new an entry stays though none of them asked for it: checks of the index, of
// a commit and of the working tree take turns.
const runs = 8

// A Cache is what earlier runs on a root kept, and what this one does. It is safe for concurrent use. A nil Cache keeps
// nothing.
type Cache struct {
	file    string
	program string
	mu      sync.Mutex
	old     map[Key]*entry
	fresh   map[Key]string
}

// A Key is what a text is kept under.
type Key [16]byte

// An entry is a text that an earlier run kept.
type entry struct {
	text string
	sum  uint32
	age  uint8 // runs since it was asked for
	used bool  // in this run
}

// Folder is where caches are: what QUOTALINT_CACHE names, else a folder in the user's for caches; "" if there is none.
func Folder() string {
	if named := os.Getenv("QUOTALINT_CACHE"); named != "" {
		if abs, err := filepath.Abs(named); err == nil {
			return abs
		}
		return ""
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(user, "quotalint")
}

// Open opens the cache of a root for one version of the program: what another version kept is not given. It is nil where
// nothing can be kept safely: without a folder, in one that others may write, and in one below the root, whose files are
// whoever's the scanned code is.
func Open(folder, root, version string) *Cache {
	program, err := identity(version)
	if err != nil || folder == "" {
		return nil
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return nil
	}
	folder = real(folder)
	if rel, err := filepath.Rel(root, folder); err == nil && filepath.IsLocal(rel) {
		return nil
	}
	if err := os.MkdirAll(folder, 0o700); err != nil || !private(folder, true) {
		return nil
	}
	name := sha256.Sum256([]byte(root))
	c := &Cache{file: filepath.Join(folder, hex.EncodeToString(name[:12])+extension), program: program, fresh: map[Key]string{}}
	if c.old, err = read(c.file); err != nil {
		c.old = nil
	}
	return c
}

// real is an absolute path without symbolic links, as far as it is there.
func real(name string) string {
	if there, err := filepath.EvalSymlinks(name); err == nil {
		return there
	}
	if above := filepath.Dir(name); above != name {
		return filepath.Join(real(above), filepath.Base(name))
	}
	return name
}

// extension ends the names of all files of the cache.
const extension = ".facts"

// identity names the very program that runs: what a build of the same version, but of other source, kept is not its own.
func identity(version string) (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	info, err := os.Stat(name)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(version, "\n", name, "\n", info.Size(), info.ModTime().UnixNano()), nil
}

// Key is the key of what depends on these words and on the program, and on nothing else.
func (c *Cache) Key(words ...string) Key {
	h := sha256.New()
	for _, word := range append([]string{c.program}, words...) {
		fmt.Fprintf(h, "%d %s", len(word), word)
	}
	return Key(h.Sum(nil)[:len(Key{})])
}

// Get is what was put under a key.
func (c *Cache) Get(key Key) (text string, ok bool) {
	if c == nil {
		return "", false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if text, ok = c.fresh[key]; ok {
		return text, true
	}
	e, ok := c.old[key]
	switch {
	case !ok:
		return "", false
	case e.used:
	case checksum(e.text) != e.sum:
		delete(c.old, key)
		return "", false
	}
	e.used = true
	return e.text, true
}

// Put keeps a text.
func (c *Cache) Put(key Key, text string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fresh[key] = text
}

// Save writes what is kept for the next run, if anything is new. A run that saves at the same time may win; neither can
// damage what the other writes.
func (c *Cache) Save() error {
	if c == nil || len(c.fresh) == 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	all := map[Key]*entry{}
	for key, e := range c.old {
		if e.used {
			all[key] = &entry{text: e.text, sum: e.sum}
		} else if e.age+1 < runs {
			all[key] = &entry{text: e.text, sum: e.sum, age: e.age + 1}
		}
	}
	for key, text := range c.fresh {
		all[key] = &entry{text: text, sum: checksum(text)}
	}
	return write(c.file, all)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksum(text string) uint32 { return crc32.Checksum([]byte(text), castagnoli) }

// The form of a file: magic, the number of entries, the checksum of the rows, a row for each entry, and the texts in their
// order. Numbers have their low bytes first. A row is the key, the age, the checksum and the length of the text.
const (
	magic = "quotalint facts 1\n"
	head  = len(magic) + 4 + 4
	row   = len(Key{}) + 1 + 4 + 4
)

// write writes a file, whole or not at all.
func write(name string, all map[Key]*entry) error {
	keys := make([]Key, 0, len(all))
	for key := range all {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b Key) int { return strings.Compare(string(a[:]), string(b[:])) })
	rows := make([]byte, 0, len(keys)*row)
	for _, key := range keys {
		e := all[key]
		rows = append(append(rows, key[:]...), e.age)
		rows = binary.LittleEndian.AppendUint32(rows, e.sum)
		rows = binary.LittleEndian.AppendUint32(rows, uint32(len(e.text)))
	}
	text := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(keys)))
	text = binary.LittleEndian.AppendUint32(text, checksum(string(rows)))
	text = append(text, rows...)
	for _, key := range keys {
		text = append(text, all[key].text...)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "*"+extension+".new") // for the owner alone
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error says more
	}
	return err
}

// read reads what write wrote. Texts are checked where they are asked for.
func read(name string) (map[Key]*entry, error) {
	if !private(name, false) {
		return nil, os.ErrPermission
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	damaged := fmt.Errorf("%s is damaged", name)
	if len(data) < head || string(data[:len(magic)]) != magic {
		return nil, damaged
	}
	count := int(binary.LittleEndian.Uint32(data[len(magic):]))
	if count > (len(data)-head)/row {
		return nil, damaged
	}
	rows := data[head : head+count*row]
	if crc32.Checksum(rows, castagnoli) != binary.LittleEndian.Uint32(data[len(magic)+4:]) {
		return nil, damaged
	}
	texts := string(data[head+count*row:])
	all := make(map[Key]*entry, count)
	for ; len(rows) > 0; rows = rows[row:] {
		rest := rows[len(Key{}):]
		size := int(binary.LittleEndian.Uint32(rest[5:]))
		if size > len(texts) {
			return nil, damaged
		}
		all[Key(rows)] = &entry{age: rest[0], sum: binary.LittleEndian.Uint32(rest[1:]), text: texts[:size]}
		texts = texts[size:]
	}
	if texts != "" {
		return nil, damaged
	}
	return all, nil
}
