package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/rules"
)

func rulesCommand() *cobra.Command {
	var methods string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the SDKs that quotalint knows and what can be called on their clients",
		Example: `  quotalint rules                      # SDKs, libraries and idioms
  quotalint rules --methods openai     # every API method of one, its operation and whether it spends`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			set, err := rules.Load()
			if err != nil {
				return exitError{code: exitFault, err: err}
			}
			if methods == "" {
				return listFiles(cmd.OutOrStdout(), set)
			}
			return listMethods(cmd.OutOrStdout(), set, methods)
		},
	}
	cmd.Flags().StringVar(&methods, "methods", "", "list the API methods of this rules file")
	return cmd
}

func listFiles(w io.Writer, set *rules.Set) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "NAME\tLANGUAGE\tPACKAGE\tCONSTRUCTORS\tMETHODS")
	for _, f := range set.Files {
		n := 0
		for _, s := range f.Surfaces {
			n += len(s.Methods)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\n", f.Name, f.Language, dash(f.Package), len(f.Clients), n)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d operations of the API are known. `quotalint rules --methods NAME` lists methods.\nVendors that `trust` may name: %s.\n",
		len(set.Operations), strings.Join(set.Vendors(), ", "))
	return err
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func listMethods(w io.Writer, set *rules.Set, name string) error {
	i := slices.IndexFunc(set.Files, func(f rules.File) bool { return f.Name == name })
	if i < 0 {
		var names []string
		for _, f := range set.Files {
			names = append(names, f.Name)
		}
		return fmt.Errorf("--methods is one of %s, not %q", strings.Join(names, ", "), name)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "METHOD\tOPERATION\tSPENDS\tVERSIONS")
	f := set.Files[i]
	for _, key := range slices.Sorted(maps.Keys(f.Surfaces)) {
		for _, m := range f.Surfaces[key].Methods {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", m.Path, m.Op, spends(set, m), versions(m.Since, m.Until))
		}
	}
	return t.Flush()
}

// spends says whether a call spends: what the method says itself, else what its operation says.
func spends(set *rules.Set, m rules.Method) string {
	op, known := set.Operation(m.Op)
	switch {
	case m.Spends != "":
		return m.Spends
	case known:
		return op.Spends
	case m.Op == rules.OpAny:
		return "unknown"
	}
	return "no"
}

func versions(since, until string) string {
	switch {
	case since == "" && until == "":
		return "-"
	case until == "":
		return "from " + since
	case since == "":
		return "up to " + until
	}
	return since + " to " + until
}
