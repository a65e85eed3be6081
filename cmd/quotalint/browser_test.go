package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// chromium starts a real browser for the pages that quotalint writes: that of the variable CHROME, or one of the path.
func chromium(t *testing.T) context.Context {
	t.Helper()
	binary := os.Getenv("CHROME")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); binary == "" && err == nil {
			binary = path
		}
	}
	if binary == "" {
		t.Skip("there is no Chromium here: install it (Debian: apt-get install chromium) or name one in CHROME")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(binary), chromedp.UserDataDir(t.TempDir()), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 1000), chromedp.WSURLReadTimeout(time.Minute))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(ctx)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s does not start: %v", binary, err)
	}
	return ctx
}

// A tab is a page in the browser. What goes wrong in it, and whatever it asks of a network, fails the test.
type tab struct {
	*testing.T
	ctx  context.Context
	mu   sync.Mutex
	seen []string
}

// open opens a file, at a fragment.
func open(t *testing.T, browser context.Context, file, fragment string) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser)
	t.Cleanup(closeTab)
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute) // of a browser that hangs
	t.Cleanup(stop)
	tb := &tab{T: t, ctx: ctx}
	err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventConsoleAPICalled:
			for _, arg := range e.Args {
				tb.saw("console %s: %s %s", e.Type, arg.Description, arg.Value)
			}
		case *runtime.EventExceptionThrown:
			tb.saw("exception: %v", e.ExceptionDetails)
		case *log.EventEntryAdded:
			tb.saw("log %s: %s", e.Entry.Level, e.Entry.Text)
		case *cdppage.EventJavascriptDialogOpening:
			tb.saw("dialog: %s", e.Message)
		case *network.EventRequestWillBeSent:
			if e.Type != network.ResourceTypeDocument || !strings.HasPrefix(e.Request.URL, "file://") {
				tb.saw("request: %s", e.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		tb.mu.Lock()
		defer tb.mu.Unlock()
		for _, text := range tb.seen {
			t.Errorf("%s: %s", filepath.Base(file), text)
		}
	})
	abs, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawFragment: fragment, Fragment: fragment}
	call(tb, network.Enable, network.EnableParams{})
	tb.run(chromedp.Navigate(u.String()))
	return tb
}

func (tb *tab) saw(format string, args ...any) {
	tb.mu.Lock()
	defer tb.mu.Unlock()
	tb.seen = append(tb.seen, fmt.Sprintf(format, args...))
}

func (tb *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	tb.Helper()
	if err := chromedp.Do(tb.ctx, actions...); err != nil {
		tb.Fatal(err)
	}
}

// eval gives the value of an expression in the page.
func eval[T any](tb *tab, expression string) T {
	tb.Helper()
	value, err := chromedp.Run(tb.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		tb.Fatalf("%s: %v", expression, err)
	}
	return value
}

// call gives the browser a command.
func call[P, R any](tb *tab, command cdp.Command[P, R], params P) {
	tb.Helper()
	if _, err := chromedp.Call(tb.ctx, command, params); err != nil {
		tb.Fatal(err)
	}
}

// do runs a script in the page.
func do(script string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](script)
}

// until waits for something to be true in the page.
func until(condition string) chromedp.Action[chromedp.Void] {
	return chromedp.Poll[chromedp.Void](condition)
}

// click clicks what a selector of CSS chooses.
func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)
}

// want compares the text of an expression in the page.
func (tb *tab) want(expression, want string) {
	tb.Helper()
	if got := eval[string](tb, "String("+expression+")"); got != want {
		tb.Errorf("%s is %q, want %q", expression, got, want)
	}
}

// shoot takes a picture of the whole page for people to look at: go test -artifacts keeps it.
func (tb *tab) shoot(name string) {
	tb.Helper()
	png, err := chromedp.Run(tb.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		tb.Fatal(err)
	}
	if len(png) < 1000 {
		tb.Errorf("%s: a picture of %d bytes", name, len(png))
	}
	if err := os.WriteFile(filepath.Join(tb.ArtifactDir(), name), png, 0o644); err != nil {
		tb.Fatal(err)
	}
}
