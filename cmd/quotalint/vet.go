package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/quotalint/quotalint/passes/quotalint"
)

// isVet reports whether the go command asks: `go vet -vettool=…` calls its tool with -V=full, with -flags, or with flags and
// the file that describes a package.
func isVet(args []string) bool {
	switch last := len(args) - 1; {
	case last < 0:
		return false
	case last == 0 && (args[0] == "-V=full" || args[0] == "-flags"):
		return true
	default:
		named := slices.ContainsFunc(args[:last], func(arg string) bool { return !strings.HasPrefix(arg, "-") })
		return strings.HasSuffix(args[last], ".cfg") && !named
	}
}

// vet answers the go command, and ends the program.
func vet(args []string) {
	if args[0] == "-V=full" {
		if err := writeToolID(os.Stdout); err != nil {
			fmt.Fprintf(os.Stderr, "quotalint: %v\n", err)
			os.Exit(exitUsage)
		}
		os.Exit(exitClean)
	}
	unitchecker.Main(quotalint.Analyzer)
}

// writeToolID says who this is, for the go command, which keeps what the tool said of a package under it: this program, and
// what the verdicts rest on beside the packages.
func writeToolID(out io.Writer) error {
	state, err := quotalint.State(".")
	if err != nil {
		return err
	}
	name, err := os.Executable()
	if err != nil {
		return err
	}
	program, err := os.Open(name)
	if err != nil {
		return err
	}
	defer program.Close()
	h := sha256.New()
	if _, err := io.Copy(h, program); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "quotalint version devel config=%s buildID=%x-%s\n", state[:8], h.Sum(nil), state)
	return err
}
