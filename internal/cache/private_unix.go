//go:build unix

package cache

import (
	"os"
	"syscall"
)

// private reports whether something is there that the user owns and that nobody else may write: a folder, or a file.
func private(name string, folder bool) bool {
	info, err := os.Lstat(name)
	if err != nil || info.IsDir() != folder || !folder && !info.Mode().IsRegular() || info.Mode().Perm()&0o022 != 0 {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
