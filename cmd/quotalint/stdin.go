package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"
)

// A stdin is the text on standard input and the file that it stands in for.
type stdin struct {
	file string // as the user wrote it
	text []byte
}

// readStdin reads standard input if it stands in for a file. What else the user named can only be a dash.
func (s *source) readStdin(cmd *cobra.Command, file string, args []string) error {
	dash := len(args) == 1 && args[0] == "-"
	switch {
	case !cmd.Flags().Changed("stdin-filename"):
		if dash {
			return errors.New("say with --stdin-filename which file standard input stands in for, such as app/chat.py")
		}
		return nil
	case file == "":
		return errors.New("--stdin-filename is the file that standard input stands in for, such as app/chat.py")
	case len(args) > 0 && !dash:
		return fmt.Errorf("--stdin-filename reports on %s alone: give no paths with it", file)
	}
	text, err := io.ReadAll(cmd.InOrStdin())
	if err != nil {
		return fmt.Errorf("standard input cannot be read: %w", err)
	}
	s.stdin = &stdin{file, text}
	return nil
}

// nearestFolder finds the nearest folder above a file that is there, and the name of the file from it. The file itself
// need not be there.
func nearestFolder(file string) (folder, name string, err error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", "", fmt.Errorf("%s: %w (give an absolute path)", file, err)
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		return "", "", fmt.Errorf("--stdin-filename is a file, and %s is a folder", file)
	}
	folder, name = filepath.Dir(abs), filepath.Base(abs)
	for {
		info, err := os.Stat(folder)
		switch {
		case err == nil && info.IsDir():
			return folder, name, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", "", fmt.Errorf("--stdin-filename: %s is no folder that files can be in", folder)
		}
		folder, name = filepath.Dir(folder), path.Join(filepath.Base(folder), name)
	}
}
