package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/config"
	"github.com/quotalint/quotalint/internal/report"
	"github.com/quotalint/quotalint/internal/vcs"
)

// An output is where reports go and how: the flags that check and audit share.
type output struct {
	command                     string
	format, file, color, failOn string
	reports                     []string // FORMAT=FILE
	hideExcused                 bool
}

func (o *output) flags(cmd *cobra.Command, failOn string) {
	o.command = cmd.Name()
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "text", either(o.formats()))
	f.StringVarP(&o.file, "output", "o", "", "write the report to this file")
	f.StringArrayVar(&o.reports, "report", nil, "write a report besides, as FORMAT=FILE; - is standard output; may be repeated")
	f.StringVar(&o.color, "color", "auto", "auto (a terminal, without NO_COLOR), always or never")
	f.StringVar(&o.failOn, "fail-on", failOn, "exit with 1 if a finding is as severe: error, warn, note or none")
	f.BoolVar(&o.hideExcused, "hide-excused", false, "sarif: leave out what a comment, an exception or the baseline excuses")
	complete(cmd, "format", o.formats()...)
	complete(cmd, "color", "auto", "always", "never")
	complete(cmd, "fail-on", "error", "warn", "note", "none")
	completeReport(cmd, o.formats())
}

// complete offers the values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values ...string) {
	if err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // the flag is not declared
	}
}

// completeReport offers FORMAT= for --report.
func completeReport(cmd *cobra.Command, formats []string) {
	var values []string
	for _, name := range formats {
		values = append(values, name+"=")
	}
	if err := cmd.RegisterFlagCompletionFunc("report", cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoSpace)); err != nil {
		panic(err) // the flag is not declared
	}
}

// writer is what writes a format for the command, nil if nothing does.
func (o *output) writer(f report.Format) report.Writer {
	if o.command == "audit" {
		return f.Audit
	}
	return f.Check
}

// formats are the names of those that the command writes.
func (o *output) formats() []string {
	var names []string
	for _, f := range report.Formats() {
		if o.writer(f) != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// valid refuses wrong values before anything is read.
func (o *output) valid(cmd *cobra.Command) error {
	if err := oneOf("--format", o.format, o.formats()...); err != nil {
		return err
	}
	if err := oneOf("--color", o.color, "auto", "always", "never"); err != nil {
		return err
	}
	if err := oneOf("--fail-on", o.failOn, "error", "warn", "note", "none"); err != nil {
		return err
	}
	_, err := o.destinations(cmd)
	return err
}

// A destination is a report to write.
type destination struct {
	flag   string // that asks for it
	format string
	file   string // "" is standard output
}

// destinations are the reports to write, each to a place of its own. --format goes to --output or standard output, unless
// it is not given and another report goes there.
func (o *output) destinations(cmd *cobra.Command) ([]destination, error) {
	var all []destination
	for _, r := range o.reports {
		format, file, ok := strings.Cut(r, "=")
		if !ok || file == "" {
			return nil, fmt.Errorf("--report is FORMAT=FILE, such as json=report.json, not %q", r)
		}
		if err := oneOf("the format of --report", format, o.formats()...); err != nil {
			return nil, err
		}
		all = append(all, destination{"--report " + r, format, stdoutName(file)})
	}
	main := destination{"--output " + o.file, o.format, stdoutName(o.file)}
	if main.file == "" {
		main.flag = "--format " + o.format
	}
	taken := slices.ContainsFunc(all, func(d destination) bool { return d.file == "" })
	if !taken || cmd.Flags().Changed("format") || cmd.Flags().Changed("output") {
		all = append(all, main)
	}
	for i, d := range all {
		for _, other := range all[:i] {
			if same(d.file, other.file) {
				return nil, fmt.Errorf("%s and %s go to one place: give each report a file of its own", other.flag, d.flag)
			}
		}
	}
	return all, nil
}

// stdoutName is the name of a file, "" for a dash.
func stdoutName(file string) string {
	if file == "-" {
		return ""
	}
	return file
}

// same reports whether two names are of one file, which need not be there.
func same(a, b string) bool {
	if a == "" || b == "" {
		return a == b
	}
	one, err1 := os.Stat(a)
	two, err2 := os.Stat(b)
	if err1 == nil && err2 == nil {
		return os.SameFile(one, two)
	}
	return absolute(a) == absolute(b)
}

func absolute(file string) string {
	abs, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
		return filepath.Join(folder, filepath.Base(abs))
	}
	return abs
}

// write writes every report, once all of them are there: to files first, then to standard output. Failure is how the
// command is going to end.
func (o *output) write(cmd *cobra.Command, found *found, style report.Style, failure error) error {
	all, err := o.destinations(cmd)
	if err != nil {
		return err
	}
	style.Source, style.Owners = found.tree.Text, found.owners
	style.Run = o.run(found, failure)
	texts := make([][]byte, len(all))
	for i, d := range all {
		if texts[i], err = o.render(cmd, found, style, d); err != nil {
			return err
		}
	}
	for i, d := range all {
		if d.file == "" {
			continue
		}
		if err := save(d.file, texts[i]); err != nil {
			flag, _, _ := strings.Cut(d.flag, " ")
			return fmt.Errorf("the report cannot be written: %w; give %s a file in a folder that exists", err, flag)
		}
	}
	for i, d := range all {
		if d.file == "" {
			_, err = cmd.OutOrStdout().Write(texts[i])
		}
	}
	return err
}

// render is the text of one report.
func (o *output) render(cmd *cobra.Command, found *found, style report.Style, d destination) ([]byte, error) {
	style.Color = colored(o.color, cmd.OutOrStdout(), d.file)
	if d.file == "" {
		style.Links = links(found.root, o.color, cmd.OutOrStdout())
	}
	formats := report.Formats()
	f := formats[slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == d.format })]
	if f.Exceeds != nil {
		if text := f.Exceeds(found.result, style); text != "" {
			fmt.Fprintf(cmd.ErrOrStderr(), "quotalint: %s\n", text)
		}
	}
	var b bytes.Buffer
	err := o.writer(f)(&b, found.result, style)
	return b.Bytes(), err
}

// run is what reports say of the run.
func (o *output) run(found *found, failure error) report.Run {
	r := report.Run{
		Command:     o.command,
		HideExcused: o.hideExcused,
		Failing:     report.Failing(found.result, o.failOn),
		Repository:  folderFrom(vcs.Root(found.root), found.root),
		TestsFail:   func(path string) bool { return found.config.TestsAt(path) == config.TestsEnforce },
	}
	var exit exitError
	if errors.As(failure, &exit) {
		r.Exit = exit.code
	}
	if here, err := os.Getwd(); err == nil {
		if real, err := filepath.EvalSymlinks(here); err == nil { // as the root is
			r.Here = folderFrom(real, found.root)
		}
	}
	for _, rule := range config.Rules() {
		r.Rules = append(r.Rules, report.Rule{
			ID: rule.ID, Slug: rule.Slug, What: rule.What, Default: rule.Severity,
			Configured: found.config.Severity(rule.ID, "."), Help: page(rule.ID),
		})
	}
	return r
}

// folderFrom is a folder as another sees it, with slashes; "" if they are the same or the other is none.
func folderFrom(other, folder string) string {
	if other == "" {
		return ""
	}
	rel, err := filepath.Rel(other, folder)
	if err != nil || rel == "." {
		return ""
	}
	return filepath.ToSlash(rel)
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

// links is the URL of the root for links in a terminal, "" where there are to be none.
func links(root, mode string, out io.Writer) string {
	_, forced := os.LookupEnv("FORCE_HYPERLINK")
	if !forced && !(terminal(out) && colored(mode, out, "")) || !report.Hyperlinks(os.LookupEnv) {
		return ""
	}
	host, err := os.Hostname() // tells a terminal apart that shows another machine
	if err != nil {
		host = ""
	}
	path := filepath.ToSlash(root)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	u := url.URL{Scheme: "file", Host: host, Path: strings.TrimSuffix(path, "/") + "/"}
	return u.String()
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
