package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// WriteSite explains one site: verdict, reason, who made the client, the way there step by step, and the remedy.
func WriteSite(w io.Writer, s check.Site, style Style) error {
	p := printer{style: style, paint: newPaint(style.Color), lines: map[string][]string{}}
	fmt.Fprintf(&p.out, "%s: %s\n", p.file(s.Path, p.paint.bold(place(s.Path, s.Cell, s.Line, s.Column))), Message(s))
	if s.Cell == 0 {
		p.excerpt(Fault{Path: s.Path, Line: s.Line, Column: s.Column, Site: &s}, "")
	}
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&p.out, "  %-10s %s\n", name, value)
		}
	}
	row("verdict", s.Verdict+roleOf(s))
	row("reason", s.Reason)
	row("fault", faultOf(s))
	row("in", s.In)
	row("operation", s.Operation)
	row("spends", s.Spends)
	row("via", strings.Join(s.Via, ", "))
	row("made by", strings.Join(s.Makers, ", "))
	row("host", s.Host)
	row("billed by", s.BilledBy)
	row("model", s.Model)
	row("sdk", s.SDK)
	row("id", s.Fingerprint)
	p.trace(s.Trace)
	if s.Rule != "" {
		fmt.Fprintf(&p.out, "  to mend it: %s (quotalint explain %s)\n", Remedy(s.Rule), s.Rule)
	}
	_, err := w.Write(p.out.Bytes())
	return err
}

func (p *printer) trace(steps []check.Step) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintln(&p.out, "  where the client comes from:")
	for i, s := range steps {
		arrow := "  "
		if i > 0 {
			arrow = "← "
		}
		fmt.Fprintf(&p.out, "    %s%s  %s\n", arrow, p.file(s.Path, place(s.Path, 0, s.Line, 0)), s.What)
	}
}

func roleOf(s check.Site) string {
	if s.Role == "" {
		return ""
	}
	return " (" + s.Role + ": code of a factory, never a fault and never in coverage)"
}

func faultOf(s check.Site) string {
	if s.Rule == "" {
		return ""
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s %s", s.Severity, s.Rule)
	if s.Status != "" && s.Status != "new" {
		fmt.Fprintf(&out, ", %s", s.Status)
	}
	if s.Excuse != "" {
		fmt.Fprintf(&out, ": %s", s.Excuse)
	}
	return out.String()
}

// Remedy says in one clause how to mend a fault of the rule.
func Remedy(rule string) string {
	switch rule {
	case "QL001":
		return "take the client from an approved factory, or approve this code under `factories` in .quotalint.yml"
	case "QL002":
		return "make the call on a client of an approved factory"
	case "QL003":
		return "let the factory record this method too, or make the call on a client that does"
	case "QL006":
		return "declare the type of the client or take it from a factory where quotalint can follow it"
	case "QL101":
		return "let the factory record the method, or declare what is counted elsewhere"
	case "QL901":
		return "correct or remove the entry"
	}
	return "see the rule"
}
