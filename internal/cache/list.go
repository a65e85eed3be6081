package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// List lists the files of caches in a folder, and what a run that was cut off left, with their bytes in all. A folder that is
// not there has none.
func List(folder string) (files []string, size int64, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, err
	}
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".new"); filepath.Ext(name) != extension || !e.Type().IsRegular() {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) { // a run has just put another in its place
			continue
		} else if err != nil {
			return nil, 0, err
		}
		files = append(files, filepath.Join(folder, e.Name()))
		size += info.Size()
	}
	return files, size, nil
}
