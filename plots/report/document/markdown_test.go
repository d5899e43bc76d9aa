package document

import (
	"bytes"
	"flag"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	goldmarktext "github.com/yuin/goldmark/text"
)

var updateMarkdown = flag.Bool("update-markdown", false, "rewrite the Markdown texts in testdata")

func markdownOf(t testing.TB, d *Document) string {
	t.Helper()
	var out bytes.Buffer
	if err := d.Markdown(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestMarkdownIsAsBefore(t *testing.T) {
	for _, language := range languages {
		got := markdownOf(t, board(language))
		golden := filepath.Join("testdata", "report_"+language+".md")
		if *updateMarkdown {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got; -update-markdown takes it over):\n%s", language, diff)
		}
	}
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))

// textOf is the text that a reader of Markdown sees.
func textOf(t testing.TB, source string) string {
	t.Helper()
	var out bytes.Buffer
	if err := gfm.Convert([]byte(source), &out); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(out.String(), "")))
}

var tag = regexp.MustCompile(`<[^>]*>`)

// markup are names that Markdown, HTML or a program that shows them would take
// for something else.
var markup = slices.Concat(hostile, []string{
	"a|b", `a\|b`, `a\\|b`, `|`, `\`, `ends with \`, "*x*", "**x**", "_x_", "__x__", "price_rise", "_", "~~x~~", "~x~", "[a](b)", "[a]: b", "![a](b)", "[^1]", "[x] done", "[ ] open",
	"# x", "## x ##", "x #", "#", "C#", "1. x", "1) x", "12345.", "3.5 %", "- x", "-", "---", "-:", ":--", ":-: x", "+ x", "+12", "* x", "***", "a * b * c", " * ", "* * *", "a *", "a ** b", "===", "= =", "=", "> x", ">", "`x`", "``", "` `x",
	"&lt;", "&amp;amp;", "&#60;b&#62;", "R&D", "<b>x</b>", "<!-- x", "<https://example.com>", "https://example.com/a_b_c", "see http://example.com", "www.example.com", "WWW.example.com", "ftp://a.b/c", "<x@example.com>",
	"$x$", "$5M and $6M", "$$x$$", "``` x", "~~~", "    four spaces", "\ttab", "\u3000wide\u3000", "a  \nb", "a\\\nb", "\r\n# x", "\u2028# x", "| a | b |", "--- | ---", "</td><script>window.hit=1</script>", `"><img src=x onerror=window.hit=1>`,
	"<?php x ?>", "<![CDATA[x]]>", "@x", ":smile:", "^x^", "==x==", "{#id}", "%%", "x\u200by", "e\u0301", "1.", "０１．", "• x", "解約_率", "*解約*率", "**解約。**率",
})

// A hostile text is a text wherever it stands.
func TestMarkdownTextsStayWhatTheyAre(t *testing.T) {
	for _, s := range markup {
		want := oneLine(s)
		for place, d := range map[string]*Document{
			"title":      {Title: s},
			"subtitle":   {Subtitle: s},
			"heading":    {Sections: []Section{{Title: s}}},
			"paragraph":  {Sections: []Section{{Blocks: []Block{Paragraph{Text: s}}}}},
			"lead":       {Sections: []Section{{Blocks: []Block{Paragraph{Text: s, Tone: Lead}}}}},
			"warning":    {Sections: []Section{{Blocks: []Block{Paragraph{Text: s, Tone: Warning}}}}},
			"item":       {Sections: []Section{{Blocks: []Block{List{Items: []string{s}}}}}},
			"number":     {Sections: []Section{{Blocks: []Block{List{Items: []string{s}, Ordered: true}}}}},
			"caution":    {Sections: []Section{{Blocks: []Block{List{Items: []string{s}, Tone: Warning}}}}},
			"caption":    {Sections: []Section{{Blocks: []Block{Table{Caption: s}}}}},
			"note":       {Sections: []Section{{Blocks: []Block{Table{Notes: []string{s}}}}}},
			"cell":       {Sections: []Section{{Blocks: []Block{Table{Columns: make([]Column, 1), Rows: []Row{{Cells: []Cell{{Text: s}}}}}}}}},
			"bold cell":  {Sections: []Section{{Blocks: []Block{Table{Columns: make([]Column, 1), Rows: []Row{{Strong: true, Cells: []Cell{{Text: s}}}}}}}}},
			"code cell":  {Sections: []Section{{Blocks: []Block{Table{Columns: make([]Column, 1), Rows: []Row{{Cells: []Cell{{Text: s, Code: true}}}}}}}}},
			"head":       {Sections: []Section{{Blocks: []Block{Table{Columns: []Column{{Title: s}}}}}}},
			"figure":     {Sections: []Section{{Blocks: []Block{Figures{Items: []KeyFigure{{Value: s}}}}}}},
			"step":       {Sections: []Section{{Blocks: []Block{Steps{Items: []Step{{Title: s}}}}}}},
			"formula":    {Sections: []Section{{Blocks: []Block{Steps{Items: []Step{{Formula: s}}}}}}},
			"term":       {Sections: []Section{{Blocks: []Block{Definitions{Items: []Definition{{Term: s}}}}}}},
			"definition": {Sections: []Section{{Blocks: []Block{Definitions{Items: []Definition{{Text: s}}}}}}},
		} {
			source := markdownOf(t, d)
			checkMarkup(t, source)
			got := textOf(t, source)
			if got != want {
				t.Errorf("%s %.40q shows %.60q in\n%.200s", place, s, got, source)
			}
		}
		// A line that goes on from another is not a block of its own.
		d := &Document{Sections: []Section{{Blocks: []Block{Steps{Items: []Step{{Title: "Title", Detail: s, Formula: "x"}}}}}}}
		want = strings.Join(strings.Fields("Title "+want+" x"), " ")
		if got := strings.Join(strings.Fields(textOf(t, markdownOf(t, d))), " "); got != want {
			t.Errorf("the detail %.40q shows %.60q, want %.60q", s, got, want)
		}
	}
}

// checkMarkup checks that a text has no other markup than documents use.
func checkMarkup(t *testing.T, source string) {
	t.Helper()
	root := gfm.Parser().Parse(goldmarktext.NewReader([]byte(source)))
	err := ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.AutoLink, *ast.ThematicBreak, *ast.CodeBlock, *extended.Strikethrough, *extended.TaskCheckBox, *extended.FootnoteLink, *extended.Footnote:
			t.Errorf("%s in\n%.300s", n.Kind(), source)
		case *ast.Emphasis:
			if n.Level != 2 {
				t.Errorf("emphasis of level %d in\n%.300s", n.Level, source)
			}
		case *ast.Link:
			if to := string(n.Destination); !strings.HasPrefix(to, "#") {
				t.Errorf("a link to %.60s", to)
			}
		case *extended.Table:
			cells := n.FirstChild().ChildCount()
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				if row.ChildCount() != cells {
					t.Errorf("%d cells in a row of %d in\n%.300s", row.ChildCount(), cells, source)
				}
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Error(err)
	}
	fenced := false
	for line := range strings.Lines(source) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if !fenced && strings.ContainsAny(line, "<\x00\u202e") {
			t.Errorf("raw characters in %.200q", line)
		}
	}
}

func TestMarkdownSurvivesAnyText(t *testing.T) {
	for _, s := range markup {
		checkMarkup(t, markdownOf(t, hostileDocument(s)))
	}
	for i, d := range []*Document{{}, {Sections: []Section{{}}}, {Sections: []Section{{Blocks: []Block{Table{}, Figures{}, Chart{}, nil}}}}} {
		if got := markdownOf(t, d); got != "" {
			t.Errorf("document %d is %q", i, got)
		}
	}
	if err := (&Document{Title: "x"}).Markdown(full{}); err == nil {
		t.Error("a write error is lost")
	}
}

// Headings are linked by the names that GitHub gives them.
func TestMarkdownLinks(t *testing.T) {
	for title, want := range map[string]string{
		"The answer": "the-answer", "What drives it?": "what-drives-it", "A -- b": "a----b", "R&D (2027)": "rd-2027", "価格改定（8%値上げ）": "価格改定8値上げ", "price_rise": "price_rise", "Été": "été", "…": "",
	} {
		if got := anchor(title); got != want {
			t.Errorf("%q is named %q, want %q", title, got, want)
		}
	}
	again := []Section{{Title: "Same"}, {Title: "same!"}, {Title: "SAME", Sections: []Section{{Title: "Same", Short: "short"}}}}
	got := markdownOf(t, &Document{Title: "Same", Labels: Labels{Contents: "Contents"}, Sections: again})
	want := "# Same\n\n## Same\n\n## Contents\n\n- [Same](#same-1)\n- [same!](#same-2)\n- [SAME](#same-3)\n  - [short](#same-4)\n\n## same!\n\n## SAME\n\n### Same\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// No text of a document is lost, and the same document gives the same bytes.
func TestMarkdownIsComplete(t *testing.T) {
	for _, language := range languages {
		d := board(language)
		source := markdownOf(t, d)
		checkMarkup(t, source)
		shown := textOf(t, source)
		walk(d, func(s string) {
			if !strings.Contains(shown, oneLine(s)) {
				t.Errorf("%s: no %q", language, s)
			}
		})
		if source != markdownOf(t, board(language)) {
			t.Errorf("%s: other bytes the second time", language)
		}
	}
}

// Lists that follow each other stay two, and a fence is longer than any in it.
func TestMarkdownBlocksStayApart(t *testing.T) {
	list := List{Items: []string{"a", "", "b"}}
	ordered := List{Items: []string{"a", "b"}, Ordered: true}
	got := markdownOf(t, &Document{Sections: []Section{{Blocks: []Block{list, list, list, ordered, ordered, Code{"one\n````\n\ttwo `x` \n"}, list}}}})
	want := "- a\n- b\n\n* a\n* b\n\n- a\n- b\n\n1. a\n2. b\n\n1) a\n2) b\n\n`````\none\n````\n    two `x`\n`````\n\n- a\n- b\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var out bytes.Buffer
	if err := gfm.Convert([]byte(got), &out); err != nil || strings.Count(out.String(), "<ul>") != 4 || strings.Count(out.String(), "<ol>") != 2 {
		t.Errorf("%v: the lists are %s", err, out.String())
	}
}

func BenchmarkMarkdown(b *testing.B) {
	d := board("en")
	for b.Loop() {
		if err := d.Markdown(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
