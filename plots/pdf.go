package plots

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// PDFFont is the family under which a [PDFDocument] has M PLUS 1p, regular
// and bold, for what its own text methods cannot do.
const PDFFont = "mplus1p"

// mostPDFPoints is the longest side of a page that every reader of PDF shows.
//
// Source: ISO 32000-1, annex C.2.
const mostPDFPoints = 14_400

// PDF draws a chart and writes it as a PDF document of one page of the chart's
// size: paths are paths, text is text in a subset of the embedded font, colours
// keep their transparency. DPI has no meaning and may be zero. The document has
// the chart's title and carries no date of its own: the same chart and size
// give the same bytes.
//
// A character that the font lacks is drawn as a box, and found by searching
// and copying all the same. A page side above 14,400 points is an error.
func PDF(w io.Writer, c Chart, size Size) error {
	z, err := size.of(c)
	if err != nil {
		return err
	}
	d, err := NewPDF(z.Width, z.Height)
	if err != nil {
		return err
	}
	if described, ok := c.(interface{ Description() (title, detail string) }); ok {
		d.Describe(described.Description())
	}
	d.AddPage()
	if err := d.DrawChart(c, 0, 0, z.Width, z.Height); err != nil {
		return err
	}
	return d.Output(w)
}

// A PDFDocument is a document that charts and lines of text are put on, in
// points from the top left corner of the page. What it has of fpdf (pages,
// rectangles, links, footers) mixes freely with its own methods: those leave
// colours, line style, font and transparency of fpdf as they were. Texts should
// go through [PDFDocument.Print], [PDFDocument.Describe] and
// [PDFDocument.Bookmark]; fpdf's own fail at characters beyond U+FFFF and at
// those that the font lacks.
//
// A document is used by one goroutine.
type PDFDocument struct {
	*fpdf.Fpdf
	used map[bool]map[rune]bool // characters of the regular and the bold font that the file will have
}

// NewPDF returns a document without pages, whose pages are width by height
// points, without margins and automatic page breaks. Its file has no dates but
// the first of January 1970.
func NewPDF(width, height vg.Length) (*PDFDocument, error) {
	if !(width >= 1 && width <= mostPDFPoints && height >= 1 && height <= mostPDFPoints) {
		return nil, fmt.Errorf("PDF page of %gx%g points is outside 1 to %d", width.Points(), height.Points(), mostPDFPoints)
	}
	pdf := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P", UnitStr: "pt",
		Size: fpdf.SizeType{Wd: width.Points(), Ht: height.Points()},
	})
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCreator("holdfast", false)
	// fpdf writes into the font as it reads its metrics.
	pdf.AddUTF8FontFromBytes(PDFFont, "", slices.Clone(regularTTF))
	pdf.AddUTF8FontFromBytes(PDFFont, "B", slices.Clone(boldTTF))
	return &PDFDocument{Fpdf: pdf, used: map[bool]map[rune]bool{false: {}, true: {}}}, pdf.Error()
}

// Describe sets the title and subject of the document, as readers show them.
func (d *PDFDocument) Describe(title, subject string) {
	d.SetTitle(surrogates(clean(title)), true)
	d.SetSubject(surrogates(clean(subject)), true)
}

// Bookmark adds an entry to the outline, level 0 the outermost, that leads to
// the height y of the present page.
func (d *PDFDocument) Bookmark(text string, level int, y vg.Length) {
	family, style := d.GetFontFamily(), d.GetFontStyle()
	size, _ := d.GetFontSize()
	d.SetFont(PDFFont, "", size) // with another font, fpdf takes the text for Latin-1
	d.Fpdf.Bookmark(surrogates(clean(text)), level, y.Points())
	if family != "" {
		d.SetFont(family, style, size)
	}
}

// DrawChart draws a chart on the present page, its top left corner at (x, y).
// Nothing of it leaves width by height.
func (d *PDFDocument) DrawChart(c Chart, x, y, width, height vg.Length) error {
	if !(width > 0 && height > 0) || math.IsInf(float64(width+height), 0) || !drawable(float64(x)) || !drawable(float64(y)) {
		return fmt.Errorf("chart of %gx%g points at %g, %g cannot be placed on a page", width, height, x, y)
	}
	return d.draw(func(pageHeight vg.Length) {
		canvas := newPDFCanvas(d, width, height, affine{1, 0, 0, 1, x.Points(), (pageHeight - y - height).Points()})
		canvas.clip()
		c.Draw(draw.New(canvas))
	})
}

// Print sets one line of text on the present page, from x on, its baseline at
// y. The text may be anything: it is cleaned as the names in charts are.
func (d *PDFDocument) Print(style PDFStyle, x, y vg.Length, text string) error {
	return d.draw(func(pageHeight vg.Length) {
		canvas := newPDFCanvas(d, 0, 0, affine{1, 0, 0, 1, 0, pageHeight.Points()})
		canvas.SetColor(style.Colour)
		canvas.FillString(face(style.Bold, style.Size), vg.Point{X: x, Y: -y}, clean(text))
	})
}

// draw puts what paint writes on the page between the operators that save and
// restore the state of graphics, and restores what fpdf remembers of it.
func (d *PDFDocument) draw(paint func(pageHeight vg.Length)) error {
	if d.PageNo() == 0 {
		return fmt.Errorf("the PDF document has no page yet")
	}
	family, style := d.GetFontFamily(), d.GetFontStyle()
	size, _ := d.GetFontSize()
	alpha, blend := d.GetAlpha()
	_, height := d.GetPageSize()

	d.RawWriteStr("q")
	paint(vg.Length(height))
	d.RawWriteStr("Q")
	if family != "" {
		d.SetFont(family, style, size)
	} else {
		d.SetFontSize(size)
	}
	if now, _ := d.GetAlpha(); now != alpha {
		d.SetAlpha(alpha, blend)
	}
	return d.Error()
}

// need makes the file have characters of the font. Fpdf keeps a list of them
// that it shares with templates and else adds to only what it sets itself.
func (d *PDFDocument) need(bold bool, text string) {
	var missing []rune
	for _, r := range text {
		if !d.used[bold][r] {
			d.used[bold][r] = true
			missing = append(missing, r)
		}
	}
	if len(missing) == 0 {
		return
	}
	d.CreateTemplate(func(unused *fpdf.Tpl) {
		unused.SetFont(PDFFont, fontStyle(bold), 1)
		unused.Text(0, 0, string(missing))
	})
}

func fontStyle(bold bool) string {
	if bold {
		return "B"
	}
	return ""
}

// surrogates spells characters beyond U+FFFF as two halves of three bytes each
// (CESU-8), which fpdf's conversion to UTF-16 turns into the right pair.
func surrogates(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r <= 0xFFFF {
			out = utf8.AppendRune(out, r)
			continue
		}
		r -= 0x10000
		for _, half := range []rune{0xD800 + r>>10, 0xDC00 + r&0x3FF} {
			out = append(out, 0xE0|byte(half>>12), 0x80|byte(half>>6)&0xBF, 0x80|byte(half)&0xBF)
		}
	}
	return string(out)
}
