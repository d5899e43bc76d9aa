package document

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// atNight is the screen where dark pages are preferred.
func (s screen) atNight() screen { s.dark = true; return s }

// choose clicks the choice of the first block of choices; empty: all.
func (p *browserPage) choose(id string) {
	p.t.Helper()
	eval[chromedp.Void](p, fmt.Sprintf(`void document.querySelector(".chooser input[value='%s']").click()`, id))
}

// axe-core finds nothing on wide and narrow screens, by day and at night, with
// all choices shown and with one; each of these eight in one of the languages.
func TestPageIsAccessible(t *testing.T) {
	t.Parallel()
	screens := map[string][]screen{
		"en": {desk, phone.atNight(), desk.atNight(), phone},
		"ja": {desk.atNight(), phone, desk, phone.atNight()},
	}
	for _, language := range languages {
		p := newTab(t)
		p.on(desk)
		p.open(board(language))
		for i, s := range screens[language] {
			chosen := []string{"", "1"}[i/2]
			p.choose(chosen)
			p.on(s)
			for _, violation := range p.violations() {
				t.Errorf("%s, %v, choice %q: %s", language, s, chosen, violation)
			}
		}
		p.quiet()
	}
}

// The page keeps to its screen, asks nothing of anybody and complains of nothing.
func TestPageFitsItsScreen(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	for _, language := range languages {
		p.open(board(language))
		for _, s := range []screen{desk, {width: 768, height: 1024}, phone, {width: 320, height: 640}} {
			p.on(s)
			p.fits(fmt.Sprint(language, ", ", s))
		}
	}
	p.quiet()
}

// The first screen of a desk says what to do, how sure, what it costs and when
// it pays; the first of a phone says what to do.
func TestPageBeginsWithTheAnswer(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	for _, language := range languages {
		p.open(board(language))
		for selector, s := range map[string]screen{".lead": phone, ".cards": desk} {
			p.on(s)
			bottom := eval[float64](p, fmt.Sprintf(`document.querySelector("%s").getBoundingClientRect().bottom`, selector))
			if bottom <= 0 || bottom > float64(s.height) {
				t.Errorf("%s: %s ends at %.0f of %d pixels", language, selector, bottom, s.height)
			}
		}
	}
}

// grouped is a document with choices in two groups, some of them twice.
func grouped() *Document {
	choices := func(group string, ids ...string) Choices {
		b := Choices{Group: group}
		for _, id := range ids {
			b.Items = append(b.Items, Choice{ID: id, Title: "Choice " + id, Blocks: []Block{Paragraph{Text: "Text of " + id}}})
		}
		return b
	}
	return &Document{
		Title: "Groups", Language: "en", Labels: board("en").Labels,
		Sections: []Section{{ID: "one", Title: "One", Blocks: []Block{
			choices("scenario", "a", "b", "c"), choices("scenario", "b", "a"), choices("segment", "a", "b"), choices("scenario", "a"),
		}}},
	}
}

// shownChoices says which choices are seen, block by block.
func (p *browserPage) shownChoices() string {
	p.t.Helper()
	return eval[string](p, `[...document.querySelectorAll(".choices")].map(block => [...block.querySelectorAll(".choice")].filter(c => c.checkVisibility()).map(c => c.dataset.choice).join("")).join(" ")`)
}

// press presses keys, one after the other.
func (p *browserPage) press(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.do(chromedp.KeyEvent(key))
	}
}

// Choices are made by keyboard, and all of a group follow.
func TestPageChoicesByKeyboard(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.on(desk)
	p.open(grouped())
	focused := func() string {
		return eval[string](p, `document.activeElement.matches(".chooser input") ? document.activeElement.closest(".choices").dataset.group : ""`)
	}
	for presses := 0; focused() == ""; presses++ {
		if presses > 30 {
			t.Fatal("no choice is reached by the tab key")
		}
		p.press(kb.Tab)
	}
	if got := p.shownChoices(); got != "abc ba ab a" {
		t.Errorf("at first %q is shown", got)
	}
	for _, step := range []struct{ key, want string }{
		{kb.ArrowRight, "a a ab a"},
		{kb.ArrowDown, "b b ab a"},
		{kb.ArrowRight, "c ba ab a"}, // a block without the choice shows all of its own
		{kb.ArrowRight, "abc ba ab a"},
		{kb.ArrowLeft, "c ba ab a"},
		{kb.ArrowLeft, "b b ab a"},
	} {
		if p.press(step.key); p.shownChoices() != step.want {
			t.Errorf("%q is shown, want %q", p.shownChoices(), step.want)
		}
		if ring := eval[string](p, `getComputedStyle(document.activeElement.nextElementSibling).outlineStyle`); ring == "none" {
			t.Error("the focus is not seen")
		}
	}
	checked := eval[string](p, `[...document.querySelectorAll(".chooser")].map(c => c.querySelector("input:checked").value).slice(0, 3).join(",")`)
	if checked != "b,b," {
		t.Errorf("the choosers are at %q", checked)
	}
	p.press(kb.Tab, kb.Tab)
	if got := focused(); got != "segment" {
		t.Errorf("the tab key goes on to %q", got)
	}
	if p.press(kb.ArrowRight); p.shownChoices() != "b b a a" {
		t.Errorf("with another group chosen %q is shown", p.shownChoices())
	}
	p.quiet()
}

// The first key leads past the contents to the text.
func TestPageSkipsToItsText(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.on(desk)
	p.open(board("en"))
	p.press(kb.Tab)
	if box := eval[[]float64](p, `(b => [b.left, b.top, b.width])(document.activeElement.getBoundingClientRect())`); box[0] < 0 || box[1] < 0 || box[2] < 20 {
		t.Errorf("the skip link is at %v", box)
	}
	if p.press(kb.Enter); eval[string](p, `document.activeElement.id`) != "main" {
		t.Errorf("it leads to %q", eval[string](p, `document.activeElement.outerHTML.slice(0, 60)`))
	}
}

// A table is reached by keyboard, and says that it scrolls, where it is wider than
// its place; the contents say which section is in view.
func TestPageTablesAndContents(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.open(board("en"))
	for _, s := range []screen{desk, phone} {
		p.on(s)
		bad := eval[[]string](p, `[...document.querySelectorAll(".table")].filter(table => {
			const wide = table.scrollWidth > table.clientWidth + 1;
			return wide !== table.classList.contains("scrolls") || wide !== (table.tabIndex === 0);
		}).map(table => table.getAttribute("aria-label"))`)
		if len(bad) > 0 {
			t.Errorf("%v: %q", s, bad)
		}
	}
	if n := eval[int](p, `document.querySelectorAll(".table.scrolls").length`); n == 0 {
		t.Error("no table is wider than a phone")
	}
	p.on(desk)
	current := eval[string](p, `new Promise(found => {
		document.getElementById("drivers").scrollIntoView();
		const looked = (times) => {
			const now = [...document.querySelectorAll(".contents a[aria-current=true]")].map(a => a.hash).join();
			if (now === "#drivers" || times === 0) found(now);
			else setTimeout(looked, 50, times - 1);
		};
		looked(200);
	})`)
	if current != "#drivers" {
		t.Errorf("in view: %q", current)
	}
}

// Links within the page lead to what they name, and no id is there twice.
func TestPageLinks(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.open(board("ja"))
	bad := eval[[]string](p, `(() => {
		const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
		const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
		const lost = [...document.querySelectorAll("a")].map(a => a.getAttribute("href")).filter(to => !to.startsWith("#") || !document.getElementById(to.slice(1)));
		return twice.concat(lost);
	})()`)
	if len(bad) > 0 {
		t.Errorf("%q", bad)
	}
	if n := eval[int](p, `document.querySelectorAll(".contents a").length`); n < 7 {
		t.Errorf("%d links in the contents", n)
	}
}

// Without scripts nothing is lost, and nothing is there that would do nothing.
func TestPageWithoutScripts(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.on(desk)
	p.openWithoutScripts(grouped())
	if got := p.shownChoices(); got != "abc ba ab a" {
		t.Errorf("%q is shown", got)
	}
	if n := eval[int](p, `[...document.querySelectorAll(".chooser")].filter(c => c.checkVisibility()).length`); n != 0 {
		t.Errorf("%d choosers are shown", n)
	}
	p.openWithoutScripts(board("en"))
	text := strings.Join(strings.Fields(eval[string](p, `document.body.textContent`)), " ")
	walk(board("en"), func(want string) {
		if !strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
			t.Errorf("no %q", want)
		}
	})
	p.quiet()
}

// No text of a plan becomes anything else: nothing runs, nothing is fetched, no
// element appears, and the text is there.
func TestPageHostileTexts(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.on(phone)
	texts := slices.Concat(hostile, []string{
		`<script>window.hit=1</script>`, `</script><script>window.hit=1</script>`, `</svg><script>window.hit=1</script>`, `</style><script>window.hit=1</script>`, `</title><script>window.hit=1</script>`,
		`"><img src=x onerror=window.hit=1>`, `' onmouseover='window.hit=1`, `" autofocus onfocus="window.hit=1`, `javascript:window.hit=1`, `<a href="javascript:window.hit=1">x</a>`, `<svg onload=window.hit=1>`,
		`<iframe src="https://example.com"></iframe>`, `<style>@import "https://example.com"</style>`, `url(https://example.com/x)`, `<!-- x`, `]]>`, `&lt;b&gt;`, `{{.Title}}`, "${window.hit=1}", "\u202Egnirts",
	})
	for _, s := range texts {
		d := hostileDocument(s)
		d.Labels.Skip, d.Labels.Show, d.Labels.All, d.Labels.TableScroll = s, s, s, s
		p.open(d)
		name := fmt.Sprintf("%.40q", s)
		p.fits(name)
		if eval[bool](p, `"hit" in window`) {
			t.Errorf("%s runs", name)
		}
		strange := eval[[]string](p, `[...document.querySelectorAll("img, iframe, object, embed, base, form, body style, body link, body script:not(:last-of-type), image, foreignObject, a:not([href^='#']), [onload], [onerror], [onfocus], [onmouseover], [autofocus]")].map(e => e.outerHTML.slice(0, 80))`)
		if len(strange) > 0 || eval[int](p, `document.scripts.length`) != 1 {
			t.Errorf("%s: elements %q", name, strange)
		}
		want := harmlessText(s)
		for _, selector := range []string{"h1", "h2", "p", "li", "dt", "dd", "caption", "tbody th", "td", "pre code", "legend", "title"} {
			if s != "" && !eval[bool](p, fmt.Sprintf(`(want => [...document.querySelectorAll(%q)].some(e => e.textContent.includes(want)))(%s)`, selector, quoted(want))) {
				t.Errorf("%s is not in any %s", name, selector)
			}
		}
	}
	p.quiet()
}

// A name that runs from right to left turns nothing but itself: what follows it
// in a sentence stands to its right.
func TestPageRightToLeftNames(t *testing.T) {
	t.Parallel()
	p := newTab(t)
	p.on(desk)
	p.open(&Document{Language: "en", Sections: []Section{{ID: "a", Title: "A", Blocks: []Block{
		Paragraph{Text: "\u202Eمرحبا بالعالم, 83 % (of all) pays back"},
		Table{Columns: []Column{{Title: "Name"}, {Title: "NPV", Number: true}}, Rows: []Row{{Cells: []Cell{{Text: "مرحبا: -5 (low)"}, {Text: "-5 %"}}}}},
	}}}})
	for _, selector := range []string{"main p", "tbody th"} {
		if !eval[bool](p, fmt.Sprintf(`(e => {
			const after = document.createRange();
			after.selectNodeContents(e.lastChild);
			return e.lastChild.nodeName === "#text" && after.getBoundingClientRect().left >= e.querySelector("bdi").getBoundingClientRect().right - 1
		})(document.querySelector(%q))`, selector)) {
			t.Errorf("%s is turned by its first word", selector)
		}
	}
	p.quiet()
}

// quoted is a text as a literal of a script.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || r > '~' || r == '"' || r == '\\' {
			fmt.Fprintf(&b, `\u{%x}`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// On paper everything is there, whatever was chosen, and no chart is cut: none is
// higher than a page, and none may be parted.
func TestPagePrintsOnA4(t *testing.T) {
	t.Parallel()
	for _, language := range languages {
		t.Run(language, func(t *testing.T) { checkPaper(t, language) })
	}
}

func checkPaper(t *testing.T, language string) {
	p := newTab(t)
	p.on(desk)
	p.open(board(language))
	if language == "ja" && !p.shows("解", "約") {
		t.Skip("no Japanese font is installed: the paper is not tried")
	}
	p.choose("1") // paper shows all
	file, err := chromedp.Run(p.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	if *look != "" {
		if err := os.WriteFile(filepath.Join(*look, language+"_print.pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	p.on(screen{width: printWidth, height: printHeight, media: "print"})
	cut := eval[[]string](p, fmt.Sprintf(`[...document.querySelectorAll("figure, .steps li, .warning, .cards > div, table tr")].filter(e => e.checkVisibility()).filter(e =>
		e.getBoundingClientRect().height > %d || getComputedStyle(e).breakInside !== "avoid").map(e => e.outerHTML.slice(0, 60))`, printHeight))
	if len(cut) > 0 {
		t.Errorf("%d parts may be cut by the end of a page, such as %q", len(cut), cut[0])
	}
	if wide := eval[float64](p, `Math.max(...[...document.querySelectorAll("table")].map(e => e.getBoundingClientRect().right - document.querySelector("main").getBoundingClientRect().right))`); wide > 1 {
		t.Errorf("a table is %.0f pixels wider than the paper", wide)
	}
	if shown := eval[int](p, `[...document.querySelectorAll("figure svg")].filter(e => e.checkVisibility()).length`); shown != charts(board(language)) {
		t.Errorf("%d charts of %d are printed", shown, charts(board(language)))
	}
	text := strings.Join(strings.Fields(poppler(t, file, "pdftotext", "-raw")), "")
	walk(board(language), func(want string) {
		if !strings.Contains(text, strings.Join(strings.Fields(want), "")) {
			t.Errorf("not printed: %q", want)
		}
	})
	for i, page := range strings.Split(strings.TrimSuffix(poppler(t, file, "pdftotext", "-raw"), "\f"), "\f") {
		if strings.TrimSpace(page) == "" {
			t.Errorf("page %d is empty", i+1)
		}
	}
	if sizes := poppler(t, file, "pdfinfo"); !strings.Contains(sizes, "(A4)") {
		t.Errorf("the pages are not A4: %s", sizes)
	}
}

// shows says whether the browser has pictures of two characters, not just one for
// all that it lacks.
func (p *browserPage) shows(a, b string) bool {
	p.t.Helper()
	return eval[bool](p, fmt.Sprintf(`(() => {
		const drawn = text => {
			const c = new OffscreenCanvas(40, 40).getContext("2d");
			c.font = "30px sans-serif";
			c.fillText(text, 2, 32);
			return c.getImageData(0, 0, 40, 40).data.join();
		};
		return drawn(%s) !== drawn(%s);
	})()`, quoted(a), quoted(b)))
}

// What the margins leave of A4, in pixels of 1/96 inch.
const printWidth, printHeight = 688, 1005

// charts counts the charts of a document.
func charts(d *Document) (n int) {
	var count func(blocks []Block)
	count = func(blocks []Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case Chart:
				n++
			case Choices:
				for _, c := range b.Items {
					count(c.Blocks)
				}
			}
		}
	}
	for _, s := range d.Sections {
		count(s.Blocks)
		for _, s := range s.Sections {
			count(s.Blocks)
		}
	}
	return n
}
