package document

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

var languages = []string{"en", "ja"}

func pdfOf(t testing.TB, d *Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// poppler runs one of Poppler's programs over a document and returns what it
// writes; the test is skipped where there is none.
func poppler(t *testing.T, file []byte, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed", program)
	}
	in := filepath.Join(t.TempDir(), "in.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	args = append(args, in)
	if program == "pdftotext" {
		args = append(args, "-")
	}
	cmd := exec.Command(path, args...)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v %s", program, err, complaints.String())
	}
	return out.String()
}

func TestPDFIsSmallAndTheSameTwice(t *testing.T) {
	for _, language := range languages {
		file := pdfOf(t, board(language))
		if !bytes.HasPrefix(file, []byte("%PDF-1.")) || !bytes.HasSuffix(file, []byte("%%EOF\n")) {
			t.Errorf("%s: no PDF", language)
		}
		for text, count := range map[string]int{"/Lang (" + language + ")": 1, "/FontFile2": 2, "/CreationDate (D:19700101000000)": 1, "/JavaScript": 0, "/URI": 0, "/PageMode /UseOutlines": 1} {
			if n := bytes.Count(file, []byte(text)); n != count {
				t.Errorf("%s: %d times %s", language, n, text)
			}
		}
		if len(file) > 250_000 {
			t.Errorf("%s: %d bytes", language, len(file))
		}
		if !bytes.Equal(file, pdfOf(t, board(language))) {
			t.Errorf("%s: other bytes the second time", language)
		}
	}
}

func TestPDFTextCanBeRead(t *testing.T) {
	for _, language := range languages {
		d := board(language)
		pages, _ := d.pages()
		text := poppler(t, pdfOf(t, d), "pdftotext", "-raw")
		shown := strings.Split(strings.TrimSuffix(text, "\f"), "\f")
		if len(shown) != len(pages) {
			t.Fatalf("%s: %d pages, laid out were %d", language, len(shown), len(pages))
		}
		for i, page := range shown {
			if want := d.Labels.Page(i+1, len(shown)); !strings.Contains(page, want) {
				t.Errorf("%s: page %d lacks %q", language, i+1, want)
			}
		}
		compact := strings.Join(strings.Fields(text), "")
		walk(d, func(s string) {
			if !strings.Contains(compact, strings.Join(strings.Fields(s), "")) {
				t.Errorf("%s: no %q", language, s)
			}
		})
	}
}

// walk visits texts of a document that its PDF shows as they are.
func walk(d *Document, visit func(string)) {
	visit(d.Title)
	var blocks func([]Block)
	blocks = func(all []Block) {
		for _, b := range all {
			switch b := b.(type) {
			case Paragraph:
				visit(b.Text)
			case Table:
				visit(b.Caption)
				for _, r := range b.Rows {
					for _, c := range r.Cells[:1] {
						visit(c.Text)
					}
				}
			case Chart:
				title, _ := b.Figure.Description()
				visit(title)
			case Choices:
				for _, c := range b.Items {
					visit(c.Title)
					blocks(c.Blocks)
				}
			case Steps:
				for _, s := range b.Items {
					visit(s.Title)
					visit(s.Value)
				}
			case Definitions:
				for _, d := range b.Items {
					visit(d.Term)
				}
			}
		}
	}
	var sections func([]Section)
	sections = func(all []Section) {
		for _, s := range all {
			visit(s.Title)
			blocks(s.Blocks)
			sections(s.Sections)
		}
	}
	sections(d.Sections)
}

// outline returns the bookmarks of a file, those of the second level indented.
func outline(file []byte) []string {
	var all []string
	parents := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?s)<</Title \((.*?)\)\n/Parent (\d+) 0 R`).FindAllSubmatch(file, -1) {
		raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAll(bytes.TrimPrefix(m[1], []byte("\xFE\xFF")), []byte("$1"))
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		indent := ""
		if len(parents) == 0 {
			parents[string(m[2])] = true
		} else if !parents[string(m[2])] {
			indent = "  "
		}
		all = append(all, indent+string(utf16.Decode(units)))
	}
	return all
}

func TestPDFHasBookmarks(t *testing.T) {
	want := []string{"結論", "シナリオの比較", "ROIの段階", "何が結果を左右するか", "シナリオ別の詳細", "  セグメント別", "前提条件と用語の定義", "  用語の定義", "再現方法"}
	if got := outline(pdfOf(t, board("ja"))); !slices.Equal(got, want) {
		t.Errorf("bookmarks %q", got)
	}
}

func TestPDFContentsNameThePages(t *testing.T) {
	d := board("en")
	text := poppler(t, pdfOf(t, d), "pdftotext", "-layout")
	pages := strings.Split(text, "\f")
	for _, s := range d.Sections {
		title := s.Title
		if s.Short != "" {
			title = s.Short
		}
		m := regexp.MustCompile(regexp.QuoteMeta(title) + `\s+(\d+)\b`).FindStringSubmatch(pages[0])
		if m == nil {
			t.Errorf("the contents lack %q", title)
			continue
		}
		page, _ := strconv.Atoi(m[1])
		if page < 1 || page > len(pages) || !regexp.MustCompile(`(?m)^\s*`+regexp.QuoteMeta(s.Title)+`$`).MatchString(pages[page-1]) {
			t.Errorf("%q is not on page %d", s.Title, page)
		}
	}
	if n := bytes.Count(pdfOf(t, d), []byte("/Subtype /Link")); n != 9 {
		t.Errorf("%d links", n)
	}
	short := &Document{Sections: d.Sections[:3], Labels: d.Labels}
	if bytes.Contains(pdfOf(t, short), []byte("/Subtype /Link")) {
		t.Error("a short document has contents")
	}
}

// TestPDFKeepsItsMargins looks at where each word stands.
func TestPDFKeepsItsMargins(t *testing.T) {
	documents := []*Document{board("en"), board("ja")}
	for _, s := range hostile {
		if strings.ContainsFunc(s, unicode.IsLetter) && len(s) <= 10_000 {
			documents = append(documents, hostileDocument(s))
		}
	}
	for i, d := range documents {
		box := poppler(t, pdfOf(t, d), "pdftotext", "-bbox")
		words := regexp.MustCompile(`<word xMin="([-0-9.]+)" yMin="([-0-9.]+)" xMax="([-0-9.]+)" yMax="([-0-9.]+)">(.*?)</word>`).FindAllStringSubmatch(box, -1)
		if len(words) == 0 {
			t.Errorf("document %d has no words", i)
		}
		for _, w := range words {
			var at [4]float64
			for k := range at {
				at[k], _ = strconv.ParseFloat(w[k+1], 64)
			}
			if at[0] < sideMargin-1 || at[2] > pageWidth-sideMargin+1 || at[1] < topMargin-16 || at[3] > pageHeight-20 {
				t.Errorf("document %d: %.40q stands at %v", i, w[5], at)
			}
		}
	}
}

// checkLayout fails where an item leaves its page or overlaps another, a
// heading ends a page, or rows stand under no head.
func checkLayout(t testing.TB, name string, pages [][]placed) {
	t.Helper()
	for n, page := range pages {
		y, head := topMargin-slack, false
		for i, it := range page {
			at := fmt.Sprintf("%s, page %d, item %d of %d at %.1f", name, n+1, i, len(page), it.top)
			if float64(it.top) < y-slack || math.IsNaN(float64(it.height)) || it.height < 0 {
				t.Errorf("%s overlaps what ends at %.1f", at, y)
			}
			y = float64(it.top + it.height)
			if y > pageHeight-bottomMargin+slack && (it.kind == chartItem || len(page) > 1) {
				t.Errorf("%s ends at %.1f", at, y)
			}
			switch it.kind {
			case tableHeadItem:
				head = true
			case tableRowItem:
				if !head {
					t.Errorf("%s is a row without a head", at)
				}
			case headingItem, textItem, chartItem:
				head = false
			}
			if it.kind == headingItem && i == len(page)-1 && n < len(pages)-1 && len(page) > 20 {
				t.Errorf("%s is a heading at the end", at)
			}
		}
	}
}

func TestPDFLayout(t *testing.T) {
	for _, language := range languages {
		pages, bookmarks := board(language).pages()
		checkLayout(t, language, pages)
		charts, heads := 0, 0
		for _, page := range pages {
			for _, it := range page {
				switch it.kind {
				case chartItem:
					charts++
				case tableHeadItem:
					heads++
				}
			}
		}
		if charts != 3+4*3+2 { // of a scenario's five, four stand in pairs, as do two of the segments
			t.Errorf("%s: %d rows of charts", language, charts)
		}
		if heads < 5 {
			t.Errorf("%s: %d heads of tables", language, heads)
		}
		for at, b := range bookmarks {
			if at.page < 1 || at.page > len(pages) {
				t.Errorf("%s: %q is on page %d", language, b.text, at.page)
			}
		}
	}
}
