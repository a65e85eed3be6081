package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/tools/txtar"

	"github.com/quotalint/quotalint/internal/check"
)

// htmlPage writes the page and the JSON report of a folder, and gives the file of the one and what the other says.
func htmlPage(t *testing.T, folder string, args ...string) (string, *check.Result) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "gap.html")
	var out, errs bytes.Buffer
	args = append([]string{"audit", folder, "--format", "json", "--report", "html=" + file}, args...)
	if code := run(args, strings.NewReader(""), &out, &errs); code != exitClean {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	var r check.Result
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	return file, &r
}

func unpack(t *testing.T, archive string) string {
	t.Helper()
	a, err := txtar.ParseFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The page, in a real browser.
func TestHTML(t *testing.T) {
	browser := chromium(t)
	repo := unpack(t, filepath.Join("..", "..", "testdata", "html", "repo.txtar"))
	file, report := htmlPage(t, repo)
	total := len(report.Sites)

	t.Run("shows", func(t *testing.T) {
		tb := open(t, browser, file, "")
		tb.want(`document.querySelector(".lead").textContent`, fmt.Sprintf("%d of %d spending API calls outside tests tracked: %.1f %%.",
			report.Summary.Production.Tracked, report.Summary.Production.Calls, 100**report.Summary.Coverage))
		tb.want(rows+".length", fmt.Sprint(total))
		tb.want(count, fmt.Sprintf("Showing 1–%d of %d sites, worst first.", total, total))
		tb.want(`document.querySelector("article h3 code").textContent`, "app/llm.py:get_client")
		tb.shoot("light.png")
		tb.run(click("#theme"))
		tb.want(`getComputedStyle(document.body).colorScheme`, "dark")
		tb.shoot("dark.png")
		tb.run(click("#theme"))
		tb.want(`getComputedStyle(document.body).colorScheme`, "light")
	})

	t.Run("filters and sorts", func(t *testing.T) {
		tb := open(t, browser, file, "")
		tb.run(click(`.legend a[href*="untracked"]`), until(`state.verdict === "untracked"`))
		tb.want(count, fmt.Sprintf("Showing 1–%d of %d sites that match, of %d, worst first.", report.Summary.Production.Untracked, report.Summary.Production.Untracked, total))
		tb.run(chromedp.SendKeys(chromedp.CSS(`input[name="q"]`), "index.py EMBEDDINGS", chromedp.NodeVisible))
		tb.want(count, fmt.Sprintf("Showing 1–1 of 1 site that matches, of %d, worst first.", total))
		tb.want(rows+"[0].querySelector('button').textContent", "app/index.py:6:16")
		// The address has it all: whoever opens it sees the same.
		tb.run(until(`location.hash.includes("q=index.py")`))
		shared := open(t, browser, file, strings.TrimPrefix(eval[string](tb, "location.hash"), "#"))
		shared.want(count, eval[string](tb, count))
		shared.want(`document.querySelector("select[name=verdict]").value`, "untracked")

		tb.run(click(`#filter button[type="reset"]`))
		tb.want(count, fmt.Sprintf("Showing 1–%d of %d sites, worst first.", total, total))
		// Each filter alone chooses the sites of which it is true.
		for _, f := range []struct {
			name, value string
			is          func(check.Site) bool
		}{
			{"verdict", "tracked", func(s check.Site) bool { return s.Verdict == check.Tracked }},
			{"verdict", "not tracked", func(s check.Site) bool { return s.Kind == "call" && s.Verdict != check.Tracked }},
			{"part", "tests", func(s check.Site) bool { return s.Test }},
			{"part", "non_spending", func(s check.Site) bool { return s.CountedIn() == check.PartNonSpending }},
			{"rule", "QL003", func(s check.Site) bool { return s.Rule == "QL003" }},
			{"language", "typescript", func(s check.Site) bool { return s.Language == "typescript" }},
			{"dir", "app", func(s check.Site) bool { return strings.HasPrefix(s.Path, "app/") }},
			{"owner", "@acme/web", func(s check.Site) bool { return strings.HasPrefix(s.Path, "web/") }},
			{"method", "embeddings.create", func(s check.Site) bool { return s.Method == "embeddings.create" }},
			{"spends", "no", func(s check.Site) bool { return s.Spends == "no" }},
		} {
			n := 0
			for _, s := range report.Sites {
				if f.is(s) {
					n++
				}
			}
			if n == 0 || n == total {
				t.Errorf("%s=%s chooses %d of %d sites: the repository does not show what it does", f.name, f.value, n, total)
			}
			open(t, browser, file, f.name+"="+strings.ReplaceAll(f.value, " ", "+")).want(rows+".length", fmt.Sprint(n))
		}

		sort := `[data-sort="path"]`
		for _, order := range []string{"ascending", "descending", "none"} {
			tb.run(click(sort))
			tb.want(`document.querySelector('`+sort+`').parentElement.getAttribute("aria-sort")`, order)
			first := map[string]string{"ascending": report.Sites[0].Path, "descending": report.Sites[total-1].Path}[order]
			if first != "" {
				tb.want(rows+"[0].querySelector('button').textContent.split(':')[0]", first)
			}
		}
	})

	// With the same figures, the page computes what Go computes, and writes it alike.
	t.Run("recomputes", func(t *testing.T) {
		other, _ := htmlPage(t, repo, "--config", filepath.Join(repo, "other.yml"))
		goes := open(t, browser, other, "")
		tb := open(t, browser, file, "")
		before := eval[string](tb, allFigures)
		// Nothing changed is what Go said.
		tb.run(do(`takeKnobs()`))
		tb.want(allFigures, before)

		tb.run(click("#what-if summary"))
		for _, k := range [][3]string{
			{"calls a day, high", "1000", "900"},
			{"calls a day, likely", "100", "70.5"},
			{"calls a day, low", "10", "5"},
			{"calls a day, high", "5000", "12345.678"},
			{"calls a day, likely", "2000", "3"},
			{"calls a day, low", "500", "1"},
			{"calls a day", "4200", "5000"},
			{"input tokens of responses", "900", "800"},
			{"input tokens of responses, low", "200", "100"},
			{"input tokens of responses, likely", "1500", "1100"},
			{"input tokens of responses, high", "16000", "17000"},
			{"text-embedding-3-small, input", "0.02", "0.03"},
			{"gpt-4o, input", "2.5", "2"},
			{"gpt-4o, cached input", "1.25", "1"},
			{"gpt-4o, output", "10", "9.5"},
		} {
			tb.knob(k[0], k[1], k[2])
		}
		after := eval[string](tb, allFigures)
		if after == before || strings.Count(after, "\n") < 30 {
			t.Errorf("nothing is recomputed, or little: %s", after)
		}
		goes.want(allFigures, after)
		tb.want(`document.getElementById("what-if-says").textContent`, "Recomputed with 9 figures that the report does not have.")
		tb.shoot("what-if.png")

		// The address has the figures, too.
		tb.run(until(`location.hash.includes("70.5")`))
		open(t, browser, file, strings.TrimPrefix(eval[string](tb, "location.hash"), "#")).want(allFigures, after)

		// What is no range is said and not taken.
		tb.knob("calls a day, low", "5", "-6")
		tb.want(allFigures, after)
		tb.want(`document.querySelectorAll("#knobs [aria-invalid]").length`, "3")
		tb.run(click(`#what-if button[type="reset"]`), until(`document.getElementById("what-if-says").textContent === "As reported."`))
		tb.want(allFigures, before)

		// A month of other days: 31 × the calls of a day.
		tb.knob("days of a month", "30", "31")
		calls, ok := new(big.Rat).SetString(fmt.Sprint(report.Estimate.Gap.CallsPerDay.Likely))
		if !ok {
			t.Fatal("no number")
		}
		tb.want(`decimal.text(figureOf("gap", "calls_per_month").likely, 6)`, calls.Mul(calls, big.NewRat(31, 1)).FloatString(6))
	})

	t.Run("escapes", func(t *testing.T) {
		tb := open(t, browser, file, "q=onerror")
		tb.want("typeof hurt", "undefined")
		tb.want(`document.scripts.length`, "2")
		tb.want(`document.images.length`, "0")
		tb.want(rows+".length", "2")
		tb.run(click("#list .open"))
		tb.want(rows+"[0].querySelector('button').textContent.split('.py')[0]", "app/<img src=x onerror=hurt()>")
		tb.want(`[...document.querySelectorAll("#basis, #gap, section")].some((s) => s.textContent.includes("</script><script>window.hurt = \"source\"</"+"script>"))`, "true")
		tb.want(`report.sites.filter((s) => (s.model || "").startsWith("</"+"script><script>")).length`, "1")
	})

	t.Run("keyboard", func(t *testing.T) {
		tb := open(t, browser, file, "")
		focused := `document.activeElement.textContent`
		tb.run(chromedp.KeyEvent(kb.Tab))
		tb.want(focused, "Skip to the call sites")
		tb.want(`getComputedStyle(document.activeElement).outlineStyle`, "solid")
		tb.run(chromedp.KeyEvent(kb.Enter))
		tb.want(`document.activeElement.id`, "sites")
		tb.run(chromedp.KeyEvent("/"))
		tb.want(`document.activeElement.name`, "q")
		tb.run(chromedp.KeyEvent("jobs.py"))
		n := eval[int](tb, rows+".length")
		if n < 3 {
			t.Fatalf("%d rows", n)
		}
		// From the filter over the heads of the columns into the rows.
		for range 30 {
			if eval[bool](tb, `document.activeElement.matches("#list .open")`) {
				break
			}
			tb.run(chromedp.KeyEvent(kb.Tab))
		}
		first, second := eval[string](tb, rows+"[0].querySelector('button').textContent"), eval[string](tb, rows+"[1].querySelector('button').textContent")
		tb.want(focused, first)
		tb.run(chromedp.KeyEvent(kb.ArrowDown))
		tb.want(focused, second)
		tb.run(chromedp.KeyEvent(kb.Enter))
		tb.want(`document.activeElement.getAttribute("aria-expanded")`, "true")
		tb.want(`document.querySelectorAll("tr.detail .trace li").length > 0`, "true")
		tb.shoot("trace.png")
		tb.run(chromedp.KeyEvent(kb.Enter))
		tb.want(`document.querySelectorAll("tr.detail").length`, "0")
		tb.run(chromedp.KeyEvent(kb.End))
		tb.want(focused, eval[string](tb, rows+"["+fmt.Sprint(n-1)+"].querySelector('button').textContent"))
		tb.run(chromedp.KeyEvent(kb.Home))
		tb.want(focused, first)
	})

	t.Run("without scripts", func(t *testing.T) {
		tb := open(t, browser, file, "")
		call(tb, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		tb.run(chromedp.Reload())
		text, err := chromedp.Run(tb.ctx, chromedp.TextContent(chromedp.CSS("main")))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"Tracking coverage", "app/llm.py:get_client", "The list of sites needs scripts", "What the estimate assumes"} {
			if !strings.Contains(text, want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if strings.Contains(text, "Showing") {
			t.Error("scripts ran")
		}
	})
}

// Of many sites, a screen is shown and all are found.
func TestHTMLOfManySites(t *testing.T) {
	browser := chromium(t)
	dir := t.TempDir()
	for i := range 100 {
		var b strings.Builder
		b.WriteString("from openai import OpenAI\n\nclient = OpenAI()\n")
		for j := range 50 {
			fmt.Fprintf(&b, "\n\ndef f%d_%d(text):\n    return client.embeddings.create(model=\"text-embedding-3-small\", input=text)\n", i, j)
		}
		name := filepath.Join(dir, fmt.Sprintf("part%d", i%7), fmt.Sprintf("m%03d.py", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, report := htmlPage(t, dir)
	if len(report.Sites) != 5100 {
		t.Fatalf("%d sites", len(report.Sites))
	}
	tb := open(t, browser, file, "")
	tb.want(count, "Showing 1–50 of 5,100 sites, worst first.")
	// filter gives the milliseconds that the page is busy with a text that is put into the filter.
	filter := func(text string) float64 {
		return eval[float64](tb, fmt.Sprintf(`(() => {
			const q = document.querySelector("input[name=q]");
			q.value = %q;
			const start = performance.now();
			q.dispatchEvent(new Event("input", { bubbles: true }));
			document.body.offsetHeight; // lays out
			return performance.now() - start;
		})()`, text))
	}
	for _, c := range [][2]string{
		{"f99_49", "Showing 1–1 of 1 site that matches, of 5,100, worst first."},
		{"embeddings", "Showing 1–50 of 5,000 sites that match, of 5,100, worst first."},
		{"part3 f17_", "Showing 1–50 of 50 sites that match, of 5,100, worst first."},
		{"no such text", "None of 5,100 sites matches."},
		{"", "Showing 1–50 of 5,100 sites, worst first."},
	} {
		text, want := c[0], c[1]
		took := filter(text)
		tb.want(count, want)
		if n := eval[int](tb, rows+".length"); n > 50 {
			t.Errorf("%q: %d rows are drawn", text, n)
		}
		t.Logf("filter %q at 5,100 sites: %.1f ms", text, took)
	}
	took := eval[float64](tb, `(() => { const start = performance.now(); takeKnobs(); refresh(); document.body.offsetHeight; return performance.now() - start; })()`)
	t.Logf("recompute at 5,100 sites: %.1f ms", took)
	filter("")
	tb.run(click("#next"))
	tb.want(count, "Showing 51–100 of 5,100 sites, worst first.")
	tb.run(do(`dispatchEvent(new Event("beforeprint"))`))
	tb.want(count, "Showing 1–5,100 of 5,100 sites, worst first.")
	tb.want(rows+".length", "5100")
	tb.run(do(`dispatchEvent(new Event("afterprint"))`))
	tb.want(rows+".length", "50")
}

const (
	rows  = `document.querySelectorAll("#list tr.site")`
	count = `document.getElementById("count").textContent`
	// Every figure that is recomputed, with its name.
	allFigures = `[...document.querySelectorAll("[data-figure], [data-by]")].map((e) => (e.dataset.figure || e.dataset.by + " " + e.dataset.name) + " " + e.textContent).join("\n")`
)

// knob changes a figure of the estimate, by its label and what it is.
func (tb *tab) knob(label, was, value string) {
	tb.Helper()
	ids := eval[[]string](tb, fmt.Sprintf(`[...document.querySelectorAll("#knobs input")].filter((i) => i.getAttribute("aria-label") === %q && i.value === %q).map((i) => i.id)`, label, was))
	if len(ids) != 1 {
		tb.Fatalf("there are %d inputs %q of %s", len(ids), label, was)
	}
	tb.run(do(fmt.Sprintf(`(() => { const i = document.getElementById(%q); i.value = ""; i.focus(); })()`, ids[0])), chromedp.KeyEvent(value))
}
