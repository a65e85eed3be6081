package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/report"
)

// An output is where a report goes and how: the flags that check and audit share.
type output struct {
	format, file, color, failOn string
}

func (o *output) flags(cmd *cobra.Command, failOn string) {
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", "text or json")
	f.StringVarP(&o.file, "output", "o", "", "write the report to this file")
	f.StringVar(&o.color, "color", "auto", "auto (a terminal, without NO_COLOR), always or never")
	f.StringVar(&o.failOn, "fail-on", failOn, "exit with 1 if a finding is as severe: error, warn, note or none")
	complete(cmd, "format", "text", "json")
	complete(cmd, "color", "auto", "always", "never")
	complete(cmd, "fail-on", "error", "warn", "note", "none")
}

// complete offers the values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not declared
	}
}

func (o *output) valid() error {
	if err := oneOf("--format", o.format, "text", "json"); err != nil {
		return err
	}
	if err := oneOf("--color", o.color, "auto", "always", "never"); err != nil {
		return err
	}
	return oneOf("--fail-on", o.failOn, "error", "warn", "note", "none")
}

type writer func(w io.Writer, r *check.Result, style report.Style) error

// write writes the report: as JSON, or with text in the given style.
func (o *output) write(cmd *cobra.Command, found *found, text writer, style report.Style) error {
	style.Color = colored(o.color, cmd.OutOrStdout(), o.file)
	style.Source = found.tree.Text
	return toFile(cmd, o.file, func(w io.Writer) error {
		if o.format == "json" {
			return report.WriteJSON(w, found.result)
		}
		return text(w, found.result, style)
	})
}

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
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("the report cannot be written: %w; give --output a file in a folder that exists", err)
	}
	return nil
}

func colored(mode string, out io.Writer, file string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	return file == "" && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && terminal(out)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
