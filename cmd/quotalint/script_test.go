package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/report"
)

var update = flag.Bool("update", false, "rewrite what scripts and the README expect")

// No test keeps anything where the user's cache is: a folder that cannot be made keeps nothing. Those that are about it name
// another.
func TestMain(m *testing.M) {
	if os.Getenv("QUOTALINT_CACHE") == "" {
		if err := os.Setenv("QUOTALINT_CACHE", os.DevNull); err != nil {
			panic(err) // the name is malformed
		}
	}
	testscript.Main(m, map[string]func(){"quotalint": main})
}

// The command line, as a user types it.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts: *update,
		Setup:         goCaches,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":      exits,
			"validates":  validates,
			"validsarif": validSARIF,
		},
	})
}

// goCaches lets scripts have what the go command has downloaded and compiled. What else is set for it in the environment
// of the test does not come through.
func goCaches(e *testscript.Env) error {
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPROXY"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return fmt.Errorf("go env %s: %w", name, err)
		}
		e.Setenv(name, strings.TrimSpace(string(value)))
	}
	return nil
}

// exits CODE COMMAND… runs a command that must end with this very code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// validates FILE holds a JSON report against the schema; FILE may be stdout.
func validates(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: validates FILE")
	}
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.Schema))
	ts.Check(err)
	c := jsonschema.NewCompiler()
	ts.Check(c.AddResource("report.json", schema))
	s, err := c.Compile("report.json")
	ts.Check(err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(s.Validate(doc))
}

// validsarif FILE holds a SARIF report against the schema that the library has; FILE may be stdout.
func validSARIF(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: validsarif FILE")
	}
	log, err := sarif.FromString(ts.ReadFile(args[0]))
	ts.Check(err)
	if len(log.Runs) != 1 || log.Runs[0].Tool == nil {
		ts.Fatalf("a SARIF report has one run of a tool")
	}
	ts.Check(log.Validate())
}

// Every rule has a page that teaches it, and no page is left over.
func TestEveryRuleHasAPage(t *testing.T) {
	for _, r := range config.Rules() {
		var out bytes.Buffer
		if err := explain(&out, r.ID); err != nil {
			t.Error(err)
		}
		if !strings.Contains(out.String(), "\nWhy\n") || !strings.Contains(out.String(), "\nHow to mend it\n") {
			t.Errorf("the page of %s lacks a part:\n%s", r.ID, out.String())
		}
	}
	files, err := os.ReadDir("explain")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(config.Rules()) {
		t.Errorf("%d pages for %d rules", len(files), len(config.Rules()))
	}
}

// A panic is an internal fault: exit 3 and a request to report it, whatever was asked.
func TestPanic(t *testing.T) {
	var stderr bytes.Buffer
	if code := run([]string{"version"}, strings.NewReader(""), broken{}, &stderr); code != exitFault {
		t.Errorf("exit code %d", code)
	}
	if text := stderr.String(); !strings.Contains(text, "internal fault: broken pipe organ") || !strings.Contains(text, bugs) {
		t.Errorf("stderr: %s", text)
	}
}

type broken struct{ io.Writer }

func (broken) Write([]byte) (int, error) {
	panic("broken pipe organ")
}
