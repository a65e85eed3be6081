//go:build !unix

package cache

import "os"

// private reports whether a folder, or a file, is there. Who may write it is left to the folders of the user's that it is in.
func private(name string, folder bool) bool {
	info, err := os.Lstat(name)
	return err == nil && info.IsDir() == folder && (folder || info.Mode().IsRegular())
}
