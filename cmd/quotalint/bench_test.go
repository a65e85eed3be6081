package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/quotalint/quotalint/internal/scan"
	"github.com/quotalint/quotalint/rules"
)

// BenchmarkAudit audits a project of many services that are handed clients of one factory. It reports how many files stand in
// the tree and how many of them are read in full.
func BenchmarkAudit(b *testing.B) {
	const services, others = 150, 600
	root := b.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	write(".quotalint.yml", "version: 1\nfactories:\n  - {path: app/llm.py, symbol: get_client}\n")
	write("app/llm.py", "from openai import OpenAI\n\n\ndef get_client():\n    return OpenAI()\n")
	main := "from app.llm import get_client\n"
	for i := range services {
		text := "class Service:\n    def __init__(self, client):\n        self.client = client\n        self.options = {}\n"
		for m := range 20 {
			text += fmt.Sprintf("\n    def ask%d(self, text, *rest, **more):\n        self.options['m%d'] = text\n        for part in rest:\n            text = text + part\n        return self.client.responses.create(model='m', input=text, **more)\n", m, m)
		}
		write(fmt.Sprintf("app/service%d.py", i), text)
		main += fmt.Sprintf("from app import service%d\nservice%d.Service(get_client()).ask1('a')\n", i, i)
	}
	write("app/main.py", main)
	for i := range others {
		write(fmt.Sprintf("lib/part%d.py", i), "import json\n\n\ndef load(path):\n    with open(path) as f:\n        return json.load(f)\n")
	}
	s := source{today: "2026-01-15", quiet: true}
	l, err := s.load([]string{root})
	if err != nil {
		b.Fatal(err)
	}
	set, err := rules.Load()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		result, _, err := scan.Run(context.Background(), scan.Options{
			Root: l.root, Config: l.config, Rules: set, Analyzers: languages(), Whole: true, Today: s.today, Version: "bench",
		})
		if err != nil {
			b.Fatal(err)
		}
		if n := len(result.Sites); n != services*20+1 {
			b.Fatalf("%d sites, want %d", n, services*20+1)
		}
		b.ReportMetric(float64(result.Summary.Files.Parsed), "read")
		b.ReportMetric(float64(result.Summary.Files.Seen), "files")
	}
}
