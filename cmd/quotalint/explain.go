package main

import (
	"embed"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quotalint/quotalint/internal/config"
)

// pages holds one page a rule, named by its id.
//
//go:embed explain/*.md
var pages embed.FS

func explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Teach a rule: what it finds, why, and how to mend a finding",
		Example: `  quotalint explain                    # all rules
  quotalint explain QL002              # by id
  quotalint explain untracked-call     # by name`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return ruleWords(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				listRules(cmd.OutOrStdout())
				return nil
			}
			return explain(cmd.OutOrStdout(), args[0])
		},
	}
}

func listRules(w io.Writer) {
	for _, r := range config.Rules() {
		fmt.Fprintf(w, "%s  %-5s  %-18s  %s\n", r.ID, r.Severity, r.Slug, r.What)
	}
	fmt.Fprintln(w, "\n`quotalint explain RULE` teaches one of them.")
}

func ruleWords() []string {
	var words []string
	for _, r := range config.Rules() {
		words = append(words, r.ID, r.Slug)
	}
	return words
}

func explain(w io.Writer, name string) error {
	id, ok := config.RuleID(name)
	if !ok {
		id, ok = config.RuleID(strings.ToUpper(name))
	}
	if !ok {
		hint := "`quotalint explain` lists all rules"
		if near := nearest(name, ruleWords()); near != "" {
			hint = fmt.Sprintf("did you mean %s?", near)
		}
		return fmt.Errorf("there is no rule %q; %s", name, hint)
	}
	for _, r := range config.Rules() {
		if r.ID == id {
			fmt.Fprintf(w, "%s %s\n%s.\nSeverity: %s, unless `rules: {%s: …}` in .quotalint.yml says error, warn, note or off.\n\n%s",
				r.ID, r.Slug, sentence(r.What), r.Severity, r.ID, page(id))
		}
	}
	return nil
}

// page is the page that teaches a rule.
func page(id string) string {
	text, err := pages.ReadFile("explain/" + id + ".md")
	if err != nil {
		panic(err) // every rule has a page: a test holds it
	}
	return string(text)
}

func sentence(s string) string {
	return strings.ToUpper(s[:1]) + s[1:]
}
