package plots

import (
	"bytes"
	"compress/zlib"
	"errors"
	"image/color"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func pdfOf(t testing.TB, c Chart, size Size) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := PDF(&out, c, size); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// newPage returns a document with one page.
func newPage(t testing.TB, width, height vg.Length) *PDFDocument {
	t.Helper()
	d, err := NewPDF(width, height)
	if err != nil {
		t.Fatal(err)
	}
	d.AddPage()
	return d
}

func written(t testing.TB, d *PDFDocument) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := d.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// contents returns what the pages of a document draw.
func contents(t testing.TB, file []byte) []string {
	t.Helper()
	var pages []string
	for _, m := range regexp.MustCompile(`(?s)/Contents \d+ 0 R>>\nendobj\n\d+ 0 obj\n<<(/Filter /FlateDecode )?/Length \d+>>\nstream\n`).FindAllIndex(file, -1) {
		rest := file[m[1]:]
		if !bytes.Contains(file[m[0]:m[1]], []byte("FlateDecode")) {
			pages = append(pages, string(rest[:bytes.Index(rest, []byte("\nendstream"))]))
			continue
		}
		r, err := zlib.NewReader(bytes.NewReader(rest))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, string(text))
	}
	return pages
}

// checkContent fails where operators are unbalanced or a number is none.
func checkContent(t interface {
	Helper()
	Errorf(string, ...any)
}, name, content string) {
	t.Helper()
	count := map[string]int{}
	for _, word := range strings.Fields(content) {
		count[word]++
	}
	for _, pair := range [][2]string{{"q", "Q"}, {"BT", "ET"}, {"BDC", "EMC"}} {
		if count[pair[0]] != count[pair[1]] {
			t.Errorf("%s: %d %s and %d %s", name, count[pair[0]], pair[0], count[pair[1]], pair[1])
		}
	}
	for _, bad := range []string{"NaN", "Inf", "e+", "e-", "%!"} {
		if strings.Contains(content, bad) {
			t.Errorf("%s: content has %q", name, bad)
		}
	}
}

func TestPDFOfEachChart(t *testing.T) {
	d := newPage(t, defaultWidth, defaultHeight)
	for _, e := range gallery() {
		width, height := e.chart.Size()
		d.AddPageFormat("P", fpdf.SizeType{Wd: width.Points(), Ht: height.Points()})
		if err := d.DrawChart(e.chart, 0, 0, width, height); err != nil {
			t.Fatal(err)
		}
	}
	pages := contents(t, written(t, d))[1:]
	if len(pages) != len(gallery()) {
		t.Fatalf("%d pages of %d charts", len(pages), len(gallery()))
	}
	for i, e := range gallery() {
		checkContent(t, e.name, pages[i])
	}
}

func TestPDFIsSmallAndHarmless(t *testing.T) {
	for _, e := range gallery() {
		if !slices.Contains([]string{"fan_4", "fan_12_ja", "triangle_60", "rfm_ja", "deg_fan_600"}, e.name) {
			continue
		}
		file := pdfOf(t, e.chart, Size{})
		if !bytes.HasPrefix(file, []byte("%PDF-1.")) || !bytes.HasSuffix(file, []byte("%%EOF\n")) || len(contents(t, file)) != 1 {
			t.Errorf("%s is no PDF of one page", e.name)
		}
		if len(file) > 60_000 {
			t.Errorf("%s has %d bytes", e.name, len(file))
		}
		for _, bad := range []string{"Helvetica", "JavaScript", "/URI", "/Launch"} {
			if bytes.Contains(file, []byte(bad)) {
				t.Errorf("%s: %s", e.name, bad)
			}
		}
	}
}

func TestPDFKeepsSizeTitleAndTransparency(t *testing.T) {
	d := fanOf(shortNames[:2], 12, Month{})
	d.Title = "二つ (and) \\ 𠮷"
	file := string(pdfOf(t, Fan(d), Size{Width: 500, Height: 300}))
	for _, want := range []string{
		"/MediaBox [0 0 500.00 300.00]", "/Count 1\n", "/CreationDate (D:19700101000000)", "/ModDate (D:19700101000000)",
		"/Title (\xFE\xFF\x4E\x8C\x30\x64\x00 \x00\\(\x00a\x00n\x00d\x00\\)\x00 \x00\\\\\x00 \xD8\x42\xDF\xB7)",
		"/ca 0.", "/FontFile2", "/ToUnicode", "/Group <</Type /Group /S /Transparency",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("PDF lacks %q", want)
		}
	}
}

func TestPDFSizesAreChecked(t *testing.T) {
	for _, z := range []Size{{Width: -1}, {Height: vg.Length(math.NaN())}, {Width: vg.Length(math.Inf(1))}, {Width: 14_401}, {Height: 1e5}, {Width: 0.5}} {
		if err := PDF(&bytes.Buffer{}, Bridge(bridgeOf()), z); err == nil || !strings.Contains(err.Error(), "points") {
			t.Errorf("size %+v: %v", z, err)
		}
	}
	for _, z := range []Size{{Width: 14_400, Height: 14_400}, {Width: 14_400, Height: 1}, {Width: 1, Height: 1}} {
		for _, content := range contents(t, pdfOf(t, Fan(fanOf(longNames, 36, Month{})), z)) {
			checkContent(t, "huge", content)
		}
	}
	if err := PDF(full{}, Bridge(bridgeOf()), Size{}); !errors.Is(err, errFull) {
		t.Errorf("PDF to a full disk: %v", err)
	}
	if _, err := NewPDF(0, 100); err == nil {
		t.Error("a page without a width is accepted")
	}
}

func TestSameFigureSamePDF(t *testing.T) {
	for _, e := range gallery() {
		if e.name != "fan_4_ja" && e.name != "ltvcac_3x12_ja" {
			continue
		}
		want := pdfOf(t, e.chart, Size{})
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				var out bytes.Buffer
				if err := PDF(&out, e.chart, Size{}); err != nil || !bytes.Equal(out.Bytes(), want) {
					t.Errorf("%s: two drawings differ, %v", e.name, err)
				}
			})
		}
		wait.Wait()
	}
}

func TestNoDataMakesADamagedPDF(t *testing.T) {
	d, err := NewPDF(1500, 1500)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		width := vg.Length(rapid.SampledFrom([]float64{1, 40, 200, 720, 1500}).Draw(t, "width"))
		height := vg.Length(rapid.SampledFrom([]float64{1, 40, 200, 405}).Draw(t, "height"))
		d.AddPage()
		if err := d.DrawChart(wildChart(t), 0, 0, width, height); err != nil {
			t.Fatal(err)
		}
	})
	pages := contents(t, written(t, d))
	if len(pages) < 100 {
		t.Errorf("%d pages", len(pages))
	}
	for _, content := range pages {
		checkContent(t, "wild", content)
	}
}

// TestPDFLeavesWhatFpdfSet draws with fpdf before and after a chart: it must
// not have to set anything anew.
func TestPDFLeavesWhatFpdfSet(t *testing.T) {
	d := newPage(t, 800, 500)
	d.SetCompression(false)
	d.SetFont(PDFFont, "B", 14)
	d.SetTextColor(10, 20, 30)
	d.SetFillColor(40, 50, 60)
	d.SetDrawColor(70, 80, 90)
	d.SetAlpha(0.5, "Normal")
	if err := d.DrawChart(Fan(fanOf(shortNames[:3], 12, Month{})), 40, 40, 700, 400); err != nil {
		t.Fatal(err)
	}
	if err := d.Print(PDFStyle{Size: 9}, 40, 480, "note"); err != nil {
		t.Fatal(err)
	}
	size, _ := d.GetFontSize()
	r, g, b := d.GetTextColor()
	alpha, _ := d.GetAlpha()
	if d.GetFontFamily() != PDFFont || d.GetFontStyle() != "B" || size != 14 || r != 10 || g != 20 || b != 30 || alpha != 0.5 {
		t.Errorf("font %s %s %g, colour %d %d %d, alpha %g", d.GetFontFamily(), d.GetFontStyle(), size, r, g, b, alpha)
	}
	d.Text(40, 490, "after")
	content := contents(t, written(t, d))[0]
	checkContent(t, "page", content)
	end := content[strings.LastIndex(content, "\nQ\n"):]
	if !strings.Contains(end, " 14.00 Tf") || !regexp.MustCompile(`/GS\d gs`).MatchString(end) {
		t.Errorf("after the chart: %q", end)
	}
}

func TestPDFDocumentRefusesWhatItCannotDraw(t *testing.T) {
	d, err := NewPDF(100, 100)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Print(PDFStyle{Size: 9}, 0, 0, "x"); err == nil || !strings.Contains(err.Error(), "no page") {
		t.Errorf("text on no page: %v", err)
	}
	d.AddPage()
	nan := vg.Length(math.NaN())
	for _, at := range [][4]vg.Length{{0, 0, 0, 10}, {0, 0, 10, -1}, {nan, 0, 10, 10}, {0, nan, 10, 10}, {0, 0, nan, 10}, {0, 0, 10, vg.Length(math.Inf(1))}} {
		if err := d.DrawChart(Bridge(bridgeOf()), at[0], at[1], at[2], at[3]); err == nil {
			t.Errorf("chart at %v is accepted", at)
		}
	}
	if err := d.Print(PDFStyle{Size: nan}, nan, 0, "x"); err != nil {
		t.Error(err)
	}
	checkContent(t, "page", contents(t, written(t, d))[0])
}

func TestPDFBookmarksTakeAnyText(t *testing.T) {
	d := newPage(t, 200, 200)
	d.Bookmark("概要 𠮷 (1)\x00", 0, 0)
	d.Bookmark("二", 1, 100)
	file := string(written(t, d))
	for _, want := range []string{"/Title (\xFE\xFF\x69\x82\x89\x81\x00 \xD8\x42\xDF\xB7\x00 \x00\\(\x001\x00\\))", "/XYZ 0 200.00 null", "/XYZ 0 100.00 null"} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q", want)
		}
	}
}

func TestPDFTextIsMeasuredAsItIsSet(t *testing.T) {
	for _, text := range []string{"AVATAR To Ya, 1.7", "解約率（P50）AV", "𠮷野家 A𠮷V", "😀 مرحبا x"} {
		f := face(false, 10)
		all := pieces(f.Face, text)
		end := 0.0
		for _, p := range all {
			end = p.at
			for i, g := range p.glyphs {
				if i > 0 {
					end += g.kern
				}
				end += g.advance
			}
		}
		if want := (PDFStyle{Size: 10}).Width(text).Points(); math.Abs(end*10-want) > 1e-9 {
			t.Errorf("%q is %g points wide and measured as %g", text, end*10, want)
		}
	}
	lines := PDFStyle{Size: 10}.Wrap(strings.Repeat("解約率の改善。", 30), 100, 3)
	if len(lines) != 3 || !strings.HasSuffix(lines[2], ellipsis) {
		t.Errorf("%q", lines)
	}
}

func TestAnyPlotCanBeAPDF(t *testing.T) {
	p := plot.New()
	p.Title.Text = "plain gonum"
	p.Y.Label.Text = "turned"
	d := newPage(t, 200, 100)
	d.SetCompression(false)
	if err := d.DrawChart(p, 0, 0, 200, 100); err != nil {
		t.Fatal(err)
	}
	content := contents(t, written(t, d))[0]
	if !regexp.MustCompile(`BT 0 \d+(\.\d+)? -12 0 `).MatchString(content) {
		t.Errorf("no turned text in\n%s", content)
	}
}

func TestPrintUsesItsColour(t *testing.T) {
	d := newPage(t, 100, 100)
	d.SetCompression(false)
	if err := d.Print(PDFStyle{Size: 10, Colour: color.NRGBA{R: 0xFF, A: 0x80}}, 20, 30, "A V"); err != nil {
		t.Fatal(err)
	}
	content := contents(t, written(t, d))[0]
	for _, want := range []string{"1 0 0 rg", " gs\n", "BT 10 0 0 10 20 70 Tm [<0041"} {
		if !strings.Contains(content, want) {
			t.Errorf("no %q in\n%s", want, content)
		}
	}
}

func BenchmarkPDF(b *testing.B) {
	for _, e := range gallery() {
		if e.name == "fan_4" || e.name == "ltvcac_3x12_ja" {
			b.Run("chart="+e.name, func(b *testing.B) {
				for b.Loop() {
					if err := PDF(io.Discard, e.chart, Size{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func TestPDFStyleWrapKeepsNumbersWhole(t *testing.T) {
	style := PDFStyle{Size: 10}
	for _, text := range []string{
		"It wins in 83 % of futures and loses −¥3.8M in 17 % of them, +¥41.2M on average.",
		"2029年12月までに年間経常収益2億5,000万円という目標は、64%の将来で達成されます（投資しない場合は41%）。",
	} {
		for width := vg.Length(70); width < 420; width += 7 {
			lines := style.Wrap(text, width, 0)
			for i, line := range lines {
				if strings.ContainsRune(line, wordJoiner) || style.Width(line) > width+1e-9 {
					t.Errorf("%g points: %q", width, line)
				}
				first, _ := utf8.DecodeRuneInString(line)
				if i > 0 && strings.ContainsRune("、。）%億万円", first) || strings.HasSuffix(line, "−") || strings.HasSuffix(line, "+") {
					t.Errorf("%g points: line %d of %q", width, i, lines)
				}
			}
			if joined := strings.Join(lines, ""); strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(text, " ", "") {
				t.Errorf("%g points: %q", width, lines)
			}
		}
	}
	if lines := style.Wrap(strings.Repeat("解約", 200_000), 100, 0); len(lines) < 100 || len(lines) > 10_000 {
		t.Errorf("%d lines of an endless text", len(lines))
	}
	for _, path := range []string{"scenarios/library/plans/membership-ja.yaml:94", "initiatives.referral_programme.changes.0.increase"} {
		lines := style.Wrap(path, 130, 0)
		if len(lines) < 2 || strings.Join(lines, "") != path || !strings.ContainsAny(lines[0][len(lines[0])-1:], wordJoints) {
			t.Errorf("a path breaks into %q", lines)
		}
	}
	if lines := style.Wrap("one two three four", 30, 2); len(lines) != 2 || !strings.HasSuffix(lines[1], ellipsis) {
		t.Errorf("cut to %q", lines)
	}
}

// TestPDFStyleMeasuresAsGonumDoes compares what is remembered of the font with
// the font.
func TestPDFStyleMeasuresAsGonumDoes(t *testing.T) {
	for _, bold := range []bool{false, true} {
		f := face(bold, 11)
		for _, text := range append([]string{"", "AVATAR To Wave", "1,234万円（税別）", "P10 −¥9.8M"}, longNames...) {
			for range 2 {
				got, want := PDFStyle{Size: 11, Bold: bold}.Width(text), f.Width(visible(f.Face, clean(text)))
				if math.Abs(float64(got-want)) > 1e-9 {
					t.Errorf("%q, bold %t: %g, gonum says %g", text, bold, got, want)
				}
			}
		}
	}
	if w, l := (PDFStyle{Size: 10}).Width("longest of words"), (PDFStyle{Size: 10}).Longest("longest of words"); l != (PDFStyle{Size: 10}).Width("longest") || l >= w {
		t.Errorf("the longest part is %g of %g", l, w)
	}
}
