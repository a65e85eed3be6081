package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// LoadFrom is Load with a file from elsewhere, named as the user wrote it, in place of the one in the root. Its paths are
// read from the root.
func LoadFrom(fsys fs.FS, file string, open Opening, nested []string, running string) (*Config, error) {
	name := filepath.Base(file)
	c, err := Load(replaced{fsys, name, file, open}, name, nested, running)
	var problems Problems
	if errors.As(err, &problems) {
		for i := range problems {
			if problems[i].Where.Path == name {
				problems[i].Where.Path = file
			}
		}
	}
	return c, err
}

// An Opening opens a file by a name that a user gave.
type Opening func(name string) (fs.File, error)

// OnDisk opens it on disk.
func OnDisk(name string) (fs.File, error) { return os.Open(name) }

// A replaced is a file system in which one name is a file from elsewhere.
type replaced struct {
	fs.FS
	name, file string
	open       Opening
}

func (r replaced) Open(name string) (fs.File, error) {
	if name == r.name {
		return r.open(r.file)
	}
	return r.FS.Open(name)
}
