package report

import (
	"fmt"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

// Message says in one sentence what is wrong at a site, or what it is if nothing is.
func Message(s check.Site) string {
	return verdict(s) + circumstance(s)
}

func verdict(s check.Site) string {
	symbol, method := s.Symbol, s.Method
	switch s.Rule {
	case "QL001":
		return symbol + " is constructed outside an approved factory"
	case "QL002":
		return method + " is called on a client that no approved factory made" + origin(s)
	case "QL003":
		return method + " is not tracked" + because(s)
	case "QL006":
		if len(s.Makers) > 0 {
			return method + " may not be tracked" + because(s)
		}
		return method + " is called on a client of unknown origin" + because(s)
	}
	switch s.Verdict {
	case check.Allowed:
		if s.Reason != "" {
			return symbol + " is constructed outside a factory, and allowed: " + s.Reason
		}
		return symbol + " is constructed inside an approved factory"
	case check.Violation:
		return symbol + " is constructed outside an approved factory"
	case check.Tracked:
		return method + " is called on a client of " + makers(s, "an approved factory")
	case check.Uncovered:
		return method + " is not tracked" + because(s)
	case check.Unresolved:
		return method + " is called on a client of unknown origin" + because(s)
	}
	return fmt.Sprintf("%s: %s", or(method, symbol), s.Verdict)
}

// circumstance says why a site stays out of the headline.
func circumstance(s check.Site) string {
	var also []string
	if s.Spends == "no" {
		also = append(also, "spends nothing")
	}
	if s.Elsewhere() {
		also = append(also, "billed by "+s.BilledBy)
	}
	if s.Test {
		also = append(also, "test code")
	}
	if len(also) == 0 {
		return ""
	}
	return " (" + strings.Join(also, ", ") + ")"
}

// origin names the maker and, where a trace leads there, its place.
func origin(s check.Site) string {
	out := ""
	if m := makers(s, ""); m != "" {
		out = ": " + m
	}
	if n := len(s.Trace); n > 0 {
		last := s.Trace[n-1]
		if last.Path != s.Path || last.Line != s.Line {
			out += " at " + place(last.Path, 0, last.Line, 0)
		}
	}
	return out
}

func because(s check.Site) string {
	if s.Reason == "" {
		return ""
	}
	return ": " + s.Reason
}

func makers(s check.Site, none string) string {
	return or(strings.Join(s.Makers, " or "), none)
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
