// Command quotalint tells which code made the client of every OpenAI API call, whether that code is approved, and
// whether it counts the call. This package reads the command line and writes the answer; it judges nothing.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/analyzers/python"
	"github.com/quotalint/quotalint/analyzers/typescript"
	"github.com/quotalint/quotalint/grammars"
)

// languages is the one place where languages meet the pipeline.
func languages() []analyzers.Analyzer {
	return []analyzers.Analyzer{golang.New(grammars.Go()), python.Analyzer{}, typescript.Analyzer{}}
}

// The exit codes.
const (
	exitClean    = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitUsage    = 2 // wrong usage or config
	exitFault    = 3 // internal fault, or every candidate file failed to be read
)

func main() {
	if isVet(os.Args[1:]) {
		vet(os.Args[1:])
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program: it returns the exit code and touches no global state.
func run(args []string, in io.Reader, out, err io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(err, "quotalint: internal fault: %v\n\n%s\nThis is a bug in quotalint. Please report it with the command and the text above: %s\n",
				r, debug.Stack(), bugs)
			code = exitFault
		}
	}()
	cmd := root()
	cmd.SetArgs(args)
	cmd.SetIn(in)
	cmd.SetOut(out)
	cmd.SetErr(err)
	failure := cmd.Execute()
	if failure == nil {
		return exitClean
	}
	var exit exitError
	if !errors.As(failure, &exit) {
		exit = exitError{code: exitUsage, err: failure}
	}
	if exit.err != nil {
		fmt.Fprintf(err, "quotalint: %v\n", exit.err)
	}
	return exit.code
}

const bugs = "https://github.com/quotalint/quotalint/issues"

// An exitError ends the program with a code; err is said on stderr if there is one. Any other error is wrong usage or config.
type exitError struct {
	code int
	err  error
}

func (e exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e exitError) Unwrap() error {
	return e.err
}
