package main

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/internal/check"
)

// A tongue is how a language writes a construction and comments.
type tongue struct {
	name, ext string
	head      string // what a file begins with
	construct string // a statement that breaks QL001
	marks     [][2]string
	moreMarks [][2]string // that documentation tools give a meaning
	besides   []string    // comments for other tools, in front of one for quotalint
	manifest  txtar.File
	inText    []string // statements that hold %s in text which is no comment
	topOfFile []string // what may stand before allow-file
	notOnTop  string   // the head with a line of code behind it
	statement string   // one over lines, in which the construction is neither on the first nor on the last
	long      string   // one in which the construction itself is over lines, the second to the fourth of five
}

func tongues() []tongue {
	slashes := [][2]string{{"// ", ""}, {"//", ""}, {"/* ", " */"}, {"/*", "*/"}, {"//\t", ""}, {"//\u00a0", ""}}
	docs := [][2]string{{"/** ", " */"}, {"/// ", ""}, {"//! ", ""}, {"/*! ", " */"}}
	return []tongue{
		{
			name: "python", ext: ".py", head: "from openai import OpenAI\n\n", construct: "client = OpenAI()",
			marks:     [][2]string{{"# ", ""}, {"#", ""}, {"#\t", ""}, {"#\u00a0", ""}},
			moreMarks: [][2]string{{"## ", ""}, {"#: ", ""}, {"#! ", ""}},
			besides:   []string{"# noqa  ", "# noqa: E501 ", "# type: ignore  ", "# type: ignore[call-arg]  ", "# pylint: disable=invalid-name  ", "# nosec B105 "},
			inText: []string{
				`x = "# %s"`, `x = '# %s'`, `x = f"# %s {client}"`, `x = f"{client} # %s"`, "x = \"\"\"\n# %s\n\"\"\"", "x = r'''\n# %s\n'''",
				"def f():\n    \"\"\"Does.\n\n    # %s\n    \"\"\"", `x = b"# %s"`, "x = \"a \\\n# %s\"",
			},
			topOfFile: []string{"", "#!/usr/bin/env python3\n", "# -*- coding: utf-8 -*-\n", "# Copyright of the team.\n# All rights reserved.\n\n", "\"\"\"Checks keys.\"\"\"\n\n", "\ufeff"},
			notOnTop:  "from openai import OpenAI\n\nx = 1\n",
			statement: "both = tuple((\n    OpenAI(),\n    1,\n))",
			long:      "both = tuple((\n    OpenAI(\n        max_retries=1,\n    ),\n))",
		},
		{
			name: "typescript", ext: ".ts", head: "import OpenAI from \"openai\";\n\n", construct: "const client = new OpenAI();",
			marks: slashes, moreMarks: docs,
			besides: []string{"/* eslint-disable-line no-new */ ", "// @ts-ignore ", "// prettier-ignore ", "// biome-ignore lint: yes "},
			inText: []string{
				`const x = "// %s";`, `const x = '/* %s */';`, "const x = `// %s`;", "const x = `\n// %s\n${client}\n/* %[1]s */`;", `const x = /[/][/] %s/;`,
				"const x = tag`// %s`;", "const x = \"a \\\n// %s\";",
			},
			topOfFile: []string{"", "#!/usr/bin/env node\n", "\"use strict\";\n", "\"use client\";\n\n", "/**\n * Copyright of the team.\n */\n\n", "// Copyright.\n\n", "\ufeff"},
			notOnTop:  "import OpenAI from \"openai\";\n\nconst x = 1;\n",
			statement: "export const both = pair(\n  new OpenAI(),\n  1,\n);",
			long:      "export const both = only(\n  new OpenAI({\n    maxRetries: 1,\n  }),\n);",
		},
		{
			name: "go", ext: ".go", head: "package app\n\nimport \"github.com/openai/openai-go/v3\"\n\n", construct: "var client = openai.NewClient()",
			marks: slashes, moreMarks: docs,
			besides:  []string{"//nolint:gochecknoglobals ", "// #nosec G101 ", "//lint:ignore U1000 unused "},
			manifest: txtar.File{Name: "go.mod", Data: []byte("module example.com/app\n\ngo 1.26.0\n\nrequire github.com/openai/openai-go/v3 v3.96.0\n")},
			inText: []string{
				`var x = "// %s"`, "var x = `// %s`", "var x = `\n// %s\n/* %[1]s */`",
			},
			topOfFile: []string{"", "// Copyright of the team.\n\n", "//go:build linux\n\n", "/*\nCopyright of the team.\n*/\n\n", "// Package app checks keys.\n", "\ufeff"},
			notOnTop:  "package app\n\nimport \"github.com/openai/openai-go/v3\"\n\nvar x = 1\n",
			statement: "var both = pair(\n\topenai.NewClient(),\n\t1,\n)",
			long:      "var both = only(\n\topenai.NewClient(\n\t\tfirst(),\n\t),\n)",
		},
	}
}

// A spelling is a comment's text and what becomes of it.
type spelling struct {
	text  string
	fault string // a part of what QL901 says; "" if the comment excuses
}

// today is 2026-06-01 in these tests.
var spellings = []spelling{
	{"quotalint: allow QL001 -- key validation is free", ""},
	{"quotalint:allow QL001 -- as a directive", ""},
	{"quotalint:  allow  QL001  --  with spaces", ""},
	{"quotalint:\tallow\tQL001\t--\twith tabs", ""},
	{"quotalint: allow direct-client -- by its name", ""},
	{"quotalint: allow QL001,QL002 -- several", ""},
	{"quotalint: allow QL002, QL001 -- several", ""},
	{"quotalint: allow QL002 QL001 -- several", ""},
	{"quotalint: allow QL002 , direct-client -- several", ""},
	{"quotalint: allow QL001 until=2026-06-01 -- the last day", ""},
	{"quotalint: allow QL001 until=2026-06-02 -- until tomorrow", ""},
	{"quotalint: allow QL001 -- it is -- as said -- free", ""},
	{"quotalint: allow QL001 -- Schlüssel prüfen kostet nichts 鍵", ""},
	{"quotalint: allow QL001 -- see https://example.com/a#b", ""},
	{"quotalint: allow QL001 -- until=2020-01-01 in the reason is no date", ""},
	{"quotalint: allow QL002 -- another rule", "excuses nothing"},
	{"quotalint: allow QL006,QL101 -- other rules", "excuses nothing"},
	{"quotalint: allow QL001 until=2026-05-31 -- until yesterday", "ran out on 2026-05-31"},
	{"quotalint: allow QL001 until=2026-13-01 -- no month", "is no date"},
	{"quotalint: allow QL001 until=tomorrow -- no date", "is no date"},
	{"quotalint: allow QL001 until= -- no date", "not understood"},
	{"quotalint: allow QL001 until 2026-06-02 -- no equals sign", "not understood"},
	{"quotalint: allow QL001", "gives no reason"},
	{"quotalint: allow QL001 --", "gives no reason"},
	{"quotalint: allow QL001 --  ", "gives no reason"},
	{"quotalint: allow QL001 --reason", "not understood"},
	{"quotalint: allow QL001 — reason", "not understood"},
	{"quotalint: allow QL001: reason", "not understood"},
	{"quotalint: allow QL001 because it is free", "the reason stands behind --"},
	{"quotalint: allow -- no rule", "names no rule"},
	{"quotalint: allow", "names no rule"},
	{"quotalint:", "not understood"},
	{"quotalint: allow QL999 -- no such rule", "there is no rule QL999"},
	{"quotalint: allow QL001,QL999 -- no such rule", "there is no rule QL999"},
	{"quotalint: allow ql001 -- small letters", "there is no rule ql001"},
	{"quotalint: allow * -- all", "not understood"},
	{"quotalint: allow QL901 -- itself", "cannot be excused"},
	{"quotalint: allow QL001,QL901 -- itself", "cannot be excused"},
	{"quotalint: allowed QL001 -- reason", "not understood"},
	{"quotalint: Allow QL001 -- reason", "not understood"},
	{"quotalint: ignore QL001 -- reason", "not understood"},
	{"quotalint: disable QL001 -- reason", "not understood"},
	{"quotalint: allow-next QL001 -- reason", "not understood"},
	{"quotalint: allow(QL001) -- reason", "not understood"},
	{"Quotalint: Allow QL001 -- reason", "not understood"},
	{"QUOTALINT: allow QL001 -- reason", "not understood"},
	{"QuotaLint: allow QL001 -- reason", "not understood"},
	{"quotalint : allow QL001 -- reason", "not understood"},
	{"quotalint= allow QL001 -- reason", "not understood"},
	{"quotalint allow QL001 -- reason", "not understood"},
	{"quotalint-allow QL001 -- reason", "not understood"},
	{"quotalint-disable-line QL001", "not understood"},
	{"quotalint ignore: QL001", "not understood"},
}

// prose mentions quotalint and is no suppression: it neither counts nor is reported.
var prose = []string{
	"the quotalint command reports this", "quotalint reports QL001 here", "quotalint allows nothing else", "QuotaLint: see the handbook",
	"see \"# quotalint: allow QL001 -- reason\"", "see `quotalint: allow QL001 -- reason`", "quotalint ignores QL001 in tests",
}

// A suppressionCase is a file with one construction, and what is to become of it.
type suppressionCase struct {
	name    string
	text    string
	excused bool
	fault   string // a part of what the only QL901 says; "" for none
}

// run judges the cases of a language as the files of one root.
func (l tongue) run(t *testing.T, cases []suppressionCase) {
	t.Helper()
	f := &fixture{language: l.name, name: "suppressions", today: "2026-06-01"}
	file := func(i int) string { return fmt.Sprintf("case%03d/a%s", i, l.ext) }
	if l.manifest.Name != "" {
		f.files = append(f.files, l.manifest)
	}
	for i, c := range cases {
		f.files = append(f.files, txtar.File{Name: file(i), Data: []byte(c.text)})
	}
	result := f.run(t, f.write(t), nil)
	sites, faults := map[string][]check.Site{}, map[string][]string{}
	for _, s := range result.Sites {
		sites[s.Path] = append(sites[s.Path], s)
	}
	for _, f := range result.Findings {
		faults[f.Path] = append(faults[f.Path], f.Rule+" "+f.Message)
	}
	for i, c := range cases {
		found, said := sites[file(i)], strings.Join(faults[file(i)], "\n")
		status := "new"
		if c.excused {
			status = "suppressed"
		}
		if len(found) != 1 || found[0].Rule != "QL001" || found[0].Status != status {
			t.Errorf("%s: %s: want one construction that is %s, got %+v:\n%s", l.name, c.name, status, found, c.text)
		}
		if c.fault == "" && said != "" || c.fault != "" && (len(faults[file(i)]) != 1 || !strings.HasPrefix(said, "QL901 ") || !strings.Contains(said, c.fault)) {
			t.Errorf("%s: %s: want a QL901 of %q, got %q:\n%s", l.name, c.name, c.fault, said, c.text)
		}
	}
	t.Logf("%s: %d cases", l.name, len(cases))
}

// Every spelling counts, or is reported with what is wrong with it: behind the statement and alone before it, in every kind
// of comment.
func TestSuppressionSpellings(t *testing.T) {
	for _, l := range tongues() {
		var cases []suppressionCase
		for _, mark := range l.marks {
			for _, s := range spellings {
				comment := mark[0] + s.text + mark[1]
				cases = append(cases,
					suppressionCase{"behind", l.head + l.construct + "  " + comment + "\n", s.fault == "", s.fault},
					suppressionCase{"before", l.head + comment + "\n" + l.construct + "\n", s.fault == "", s.fault},
				)
			}
		}
		for _, mark := range l.marks {
			for _, text := range prose {
				cases = append(cases, suppressionCase{"prose", l.head + l.construct + "  " + mark[0] + text + mark[1] + "\n", false, ""})
			}
		}
		l.run(t, cases)
	}
}

const allowed = "quotalint: allow QL001 -- free"

// Where a comment stands decides what it is about.
func TestSuppressionPlaces(t *testing.T) {
	const nothing, notAlone, top = "excuses nothing", "other text stands before it", "stands on top of a file"
	for _, l := range tongues() {
		var cases []suppressionCase
		add := func(name, text string, excused bool, fault string) {
			cases = append(cases, suppressionCase{name, text, excused, fault})
		}
		for _, mark := range append(l.marks, l.moreMarks...) {
			c, whole := mark[0]+allowed+mark[1], mark[0]+"quotalint: allow-file QL001 -- free"+mark[1]
			add("behind", l.head+l.construct+" "+c+"\n", true, "")
			add("behind a semicolon", l.head+strings.TrimSuffix(l.construct, ";")+"; "+c+"\n", true, "")
			add("last line without an end", l.head+l.construct+" "+c, true, "")
			add("before", l.head+c+"\n"+l.construct+"\n", true, "")
			add("before, last line without an end", l.head+c+"\n"+l.construct, true, "")
			add("before, over other comments", l.head+c+"\n"+mark[0]+"more"+mark[1]+"\n"+mark[0]+"and more"+mark[1]+"\n"+l.construct+"\n", true, "")
			add("before, over an empty line", l.head+c+"\n\n"+l.construct+"\n", false, nothing)
			add("on the line after", l.head+l.construct+"\n"+c+"\n", false, nothing)
			add("before a statement over lines", l.head+c+"\n"+l.statement+"\n", true, "")
			add("behind a statement over lines", l.head+l.statement+" "+c+"\n", true, "")
			add("within the statement, on the line of the call", l.head+strings.Replace(l.statement, ",\n", ", "+c+"\n", 1)+"\n", true, "")
			add("within the statement, before the call", l.head+strings.Replace(l.statement, "\n", "\n"+c+"\n", 1)+"\n", true, "")
			add("within the statement, on another line", l.head+strings.Replace(l.statement, "1,\n", "1, "+c+"\n", 1)+"\n", false, nothing)
			for line, fault := range []string{nothing, "", nothing, "", ""} {
				lines := strings.Split(l.long, "\n")
				lines[line] += " " + c
				add(fmt.Sprintf("within the statement, behind line %d", line+1), l.head+strings.Join(lines, "\n")+"\n", fault == "", fault)
			}
			add("lines that end in CR LF", strings.ReplaceAll(l.head+c+"\n"+l.construct+"\n", "\n", "\r\n"), true, "")
			add("behind, lines that end in CR LF", strings.ReplaceAll(l.head+l.construct+" "+c+"\n", "\n", "\r\n"), true, "")
			add("on the line of an import", strings.TrimRight(l.head, "\n")+" "+c+"\n\n"+l.construct+"\n", false, nothing)
			add("two in a row", l.head+l.construct+" "+mark[0]+"quotalint: allow QL001 -- one "+strings.TrimSpace(mark[0])+allowed+mark[1]+"\n", true, "")
			add("two in a row, of which the second counts", l.head+l.construct+" "+mark[0]+"quotalint: allow QL002 -- one "+strings.TrimSpace(mark[0])+allowed+mark[1]+"\n", true, nothing)
			for _, up := range l.topOfFile {
				add("on top of the file", up+whole+"\n"+l.head+l.construct+"\n", true, "")
			}
			add("below code", l.notOnTop+whole+"\n"+l.construct+"\n", false, top)
			add("in code that is commented out", l.head+mark[0]+strings.TrimSuffix(l.construct, ";")+" "+strings.TrimSpace(mark[0])+allowed+mark[1]+"\n"+l.construct+"\n", false, notAlone)
		}
		for _, other := range l.besides {
			add("behind a comment for another tool", l.head+l.construct+" "+other+l.marks[0][0]+allowed+"\n", true, "")
			add("before a comment for another tool", l.head+l.construct+" "+l.marks[0][0]+allowed+" "+other+"\n", true, "")
		}
		for _, text := range l.inText {
			for _, words := range []string{allowed, "quotalint: allow-file QL001 -- free", "quotalint: allow QL001"} {
				add("in text", l.head+l.construct+"\n"+fmt.Sprintf(text, words)+"\n", false, "")
				add("in text before", l.head+fmt.Sprintf(text, words)+"\n"+l.construct+"\n", false, "")
			}
		}
		if l.name != "python" {
			add("before code on its line", l.head+"/* "+allowed+" */ "+l.construct+"\n", true, "")
			add("before code on the line above", l.head+"/* "+allowed+" */ var x = 1\n"+l.construct+"\n", false, nothing)
			add("in a block", l.head+"/*\n * "+allowed+"\n */\n"+l.construct+"\n", true, "")
			add("in a block without stars", l.head+"/*\n  "+allowed+"\n*/\n"+l.construct+"\n", true, "")
			add("in a block that ends before the code", l.head+"/* "+allowed+"\n*/ "+l.construct+"\n", true, "")
			add("alone with another comment", l.head+"/* one */ // "+allowed+"\n"+l.construct+"\n", true, "")
			add("alone before another comment", l.head+"/* "+allowed+" */ // two\n"+l.construct+"\n", true, "")
		}
		l.run(t, cases)
	}
}
