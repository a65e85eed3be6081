package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// toFile writes to a file, or to standard output if it has no name, once all that is written is there.
func toFile(cmd *cobra.Command, file string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	if file == "" {
		_, err := cmd.OutOrStdout().Write(b.Bytes())
		return err
	}
	if err := save(file, b.Bytes()); err != nil {
		return fmt.Errorf("the report cannot be written: %w; give --output a file in a folder that exists", err)
	}
	return nil
}

// save writes a file whole or not at all. A file that is there keeps its mode, and a link stays a link.
func save(file string, text []byte) error {
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() { // a device or a pipe
		return os.WriteFile(file, text, 0o666)
	}
	if err == nil {
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return err
		}
		if err := writable(file); err != nil {
			return err
		}
	}
	temporary := filepath.Join(filepath.Dir(file), fmt.Sprintf(".%s.%x.tmp", filepath.Base(file), rand.Uint64()))
	if err := create(temporary, text, info); err != nil {
		if failed := (*fs.PathError)(nil); errors.As(err, &failed) {
			failed.Path = file // the one that was asked for
		}
		return err
	}
	if err := os.Rename(temporary, file); err != nil {
		_ = os.Remove(temporary)
		return err
	}
	return nil
}

// writable refuses a file that must not be written, which a rename would replace all the same.
func writable(file string) error {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return f.Close()
}

// create writes a new file, with the mode of another if there is one. It leaves nothing behind when it fails.
func create(file string, text []byte, like os.FileInfo) (err error) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file)
		}
	}()
	_, err = f.Write(text)
	if like != nil && err == nil {
		err = f.Chmod(like.Mode().Perm())
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}
