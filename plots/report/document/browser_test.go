package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) {
	code := m.Run()
	closeBrowser()
	os.Exit(code)
}

// One Chromium serves all tests of the package that need it.
var (
	browserOnce  sync.Once
	browser      context.Context
	closeBrowser = func() {}
	errBrowser   error
)

func startBrowser() {
	options := slices.Clone(chromedp.DefaultExecAllocatorOptions[:])
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	browser, _ = chromedp.NewContext(allocator)
	closeBrowser = func() {
		_ = chromedp.Cancel(browser)
		stop()
	}
	errBrowser = chromedp.Do(browser)
}

// A browserPage is a page in a tab of its own, and what it did.
type browserPage struct {
	t   testing.TB
	ctx context.Context

	mutex    sync.Mutex
	address  string
	requests []string // other than for the page itself
	messages []string // to the console, and of the policy
}

// screen is what a page is shown on.
type screen struct {
	width, height int64
	dark          bool
	media         string // empty: a screen
}

var (
	desk  = screen{width: 1280, height: 900}
	phone = screen{width: 360, height: 740}
)

func (s screen) String() string {
	name := fmt.Sprintf("%d wide", s.width)
	if s.dark {
		name += ", dark"
	}
	return name
}

// newTab opens an empty tab; the test is skipped where no Chromium is.
func newTab(t testing.TB) *browserPage {
	t.Helper()
	browserOnce.Do(startBrowser)
	if errors.Is(errBrowser, exec.ErrNotFound) {
		t.Skip("no Chromium is installed: the page is not tried in a browser")
	}
	if errBrowser != nil {
		t.Fatal(errBrowser)
	}
	ctx, leave := chromedp.NewContext(browser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(func() { stop(); leave() })
	p := &browserPage{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, p.note); err != nil {
		t.Fatal(err)
	}
	command(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	command(p, audits.Enable, cdp.Empty{})
	command(p, log.Enable, cdp.Empty{})
	command(p, network.Enable, network.EnableParams{})
	return p
}

// note keeps what a page does beside being shown.
func (p *browserPage) note(event any) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if e.Request.URL != p.address && !strings.HasPrefix(e.Request.URL, "data:") {
			p.requests = append(p.requests, e.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		text := string(e.Type)
		for _, a := range e.Args {
			text += " " + string(a.Value) + a.Description
		}
		p.messages = append(p.messages, text)
	case *runtime.EventExceptionThrown:
		p.messages = append(p.messages, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *log.EventEntryAdded:
		p.messages = append(p.messages, e.Entry.Text)
	case *audits.EventIssueAdded:
		if details := e.Issue.Details.ContentSecurityPolicyIssueDetails; details != nil {
			p.messages = append(p.messages, fmt.Sprintf("policy: %s forbids %q", details.ViolatedDirective, details.BlockedURL))
		}
	}
}

// do runs actions in the tab.
func (p *browserPage) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// command gives the tab a command of the protocol.
func command[P, R any](p *browserPage, c cdp.Command[P, R], parameters P) {
	p.t.Helper()
	if _, err := chromedp.Call(p.ctx, c, parameters); err != nil {
		p.t.Fatal(err)
	}
}

// on shows the page on a screen.
func (p *browserPage) on(s screen) {
	p.t.Helper()
	scheme := "light"
	if s.dark {
		scheme = "dark"
	}
	command(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: s.width, Height: s.height, DeviceScaleFactor: 1, Mobile: s.width < 600})
	command(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: s.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// open writes a document as a page into a file and opens it.
func (p *browserPage) open(d *Document) {
	p.t.Helper()
	var out bytes.Buffer
	if err := d.HTML(&out); err != nil {
		p.t.Fatal(err)
	}
	file := filepath.Join(p.t.TempDir(), "report.html")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		p.t.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: file}).String()
	p.mutex.Lock()
	p.address = address
	p.mutex.Unlock()
	p.do(chromedp.Navigate(address))
}

// openWithoutScripts opens a document as where scripts are switched off. They
// are on again afterwards, for the page to be asked.
func (p *browserPage) openWithoutScripts(d *Document) {
	p.t.Helper()
	command(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	p.open(d)
	command(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: false})
}

// eval has a script say something of the page; the debugger runs it, past the
// page's policy.
func eval[T any](p *browserPage, script string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	return value
}

// quiet checks that the page asked nothing of anybody and said nothing.
func (p *browserPage) quiet() {
	p.t.Helper()
	eval[bool](p, `new Promise(done => requestAnimationFrame(() => setTimeout(() => done(true))))`)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.requests) > 0 {
		p.t.Errorf("requests: %q", p.requests)
	}
	if len(p.messages) > 0 {
		p.t.Errorf("messages: %q", p.messages)
	}
}

// fits checks that nothing is wider than the screen but what scrolls by itself.
func (p *browserPage) fits(name string) {
	p.t.Helper()
	wide := eval[[]string](p, `(() => {
		const root = document.documentElement, out = [];
		if (root.scrollWidth > root.clientWidth) out.push("page: " + root.scrollWidth);
		for (const e of document.querySelectorAll("body *")) {
			if (e.closest(".table, svg, .skip")) continue;
			const box = e.getBoundingClientRect();
			if (box.width > 0 && box.right > root.clientWidth + 0.5) out.push(e.outerHTML.slice(0, 80) + ": " + box.right);
		}
		return out.slice(0, 5);
	})()`)
	if len(wide) > 0 {
		p.t.Errorf("%s: wider than the screen: %q", name, wide)
	}
}

// violations are what axe-core finds against the page, as a rule with places.
func (p *browserPage) violations() []string {
	p.t.Helper()
	if !eval[bool](p, `"axe" in window`) {
		script, err := os.ReadFile(filepath.Join("testdata", "axe", "axe.min.js"))
		if err != nil {
			p.t.Fatal(err)
		}
		p.do(chromedp.Evaluate[chromedp.Void](string(script)))
	}
	return eval[[]string](p, `axe.run(document, {resultTypes: ["violations"], preload: false}).then(r => r.violations.map(v =>
		v.id + ": " + v.help + ": " + v.nodes.length + " times, such as " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.any.concat(n.all, n.none).map(c => c.message).join("; ")).join(" | ")))`)
}
