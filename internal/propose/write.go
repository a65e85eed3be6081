package propose

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/quotalint/quotalint/internal/check"
)

// Write says what was found and what speaks for it.
func (f *Found) Write(w io.Writer) error {
	var b bytes.Buffer
	section(&b, "Likely factories, approved in the new config", f.Factories)
	section(&b, "They hand out bare clients: approve them once they count", f.Bare)
	section(&b, "They call the API themselves and seem to count by hand", f.Byhand)
	if len(f.Factories)+len(f.Bare)+len(f.Byhand) == 0 {
		fmt.Fprint(&b, "No likely factory: no code constructs a client that other code uses.\n\n")
	}
	fmt.Fprintf(&b, "Tracking coverage: %s now", coverage(f.Before))
	if len(f.Factories) > 0 {
		fmt.Fprintf(&b, ", %s with these factories", coverage(f.After))
	}
	fmt.Fprintln(&b, ".")
	_, err := w.Write(b.Bytes())
	return err
}

func section(b *bytes.Buffer, title string, list []Likely) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintln(b, title)
	for _, l := range list {
		fmt.Fprintf(b, "  %s:%d  %s\n    %s\n", l.Path, l.Line, l.Symbol, l.Evidence())
	}
	fmt.Fprintln(b)
}

// coverage is the tracked share of the spending calls outside tests.
func coverage(s check.Summary) string {
	if s.Coverage == nil {
		return "no spending call"
	}
	return fmt.Sprintf("%.1f %% of %s", 100**s.Coverage, plural(s.Production.Calls, "spending call"))
}

// Config is a config file that approves the factories, with the rest as comments.
func (f *Found) Config() []byte {
	var b bytes.Buffer
	b.WriteString("# What quotalint holds this repository against. `quotalint check` says what to mend.\nversion: 1\n\n")
	b.WriteString("# The allowlist: the code that may make clients. What each entry tracks is read from its code: `quotalint factory`.\n")
	if len(f.Factories) == 0 {
		b.WriteString("# No code that makes clients is seen to record what they spend, so nothing is approved yet:\n# every client counts as made outside the factories.\nfactories:\n")
	} else {
		b.WriteString("factories:\n")
		for _, l := range f.Factories {
			entry(&b, "  ", l)
		}
	}
	commented(&b, "They hand out bare clients. Approve them once they count:", f.Bare)
	commented(&b, "They construct a client, call the API and seem to count by hand. To approve one is to trust its count:", f.Byhand)
	if len(f.Hosts) > 0 {
		b.WriteString("\n# Base URLs of no known vendor. If one is a gateway that counts:\n# hosts:\n")
		for _, h := range f.Hosts {
			fmt.Fprintf(&b, "#   - %s\n", scalar("https://"+h))
		}
	}
	return b.Bytes()
}

func commented(b *bytes.Buffer, title string, list []Likely) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n  # %s\n", title)
	for _, l := range list {
		entry(b, "  # ", l)
	}
}

func entry(b *bytes.Buffer, lead string, l Likely) {
	comment := strings.TrimSuffix(lead, "# ")
	fmt.Fprintf(b, "%s# line %d: %s\n%s- path: %s\n%s  symbol: %s\n", comment, l.Line, l.Evidence(), lead, scalar(l.Path), lead, scalar(l.Symbol))
}

// scalar is a text as YAML spells it.
func scalar(text string) string {
	out, err := yaml.Marshal(text)
	if err != nil {
		panic(err) // a text is no value of YAML
	}
	return strings.TrimSuffix(string(out), "\n")
}
