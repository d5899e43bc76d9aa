package document

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// A pen draws on the present page, in points from its top left corner. It
// keeps the first error.
type pen struct {
	pdf       *plots.PDFDocument
	bookmarks map[*place]bookmark
	err       error
}

func (p *pen) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

func (p *pen) text(style plots.PDFStyle, x, baseline vg.Length, line string) {
	p.fail(p.pdf.Print(style, x, baseline, line))
}

func (p *pen) fill(c color.Color, x, y, width, height vg.Length) {
	p.brush(c)
	p.pdf.Rect(x.Points(), y.Points(), width.Points(), height.Points(), "F")
}

func (p *pen) disc(c color.Color, x, y, radius vg.Length) {
	p.brush(c)
	p.pdf.Circle(x.Points(), y.Points(), radius.Points(), "F")
}

// dots draws a dotted line.
func (p *pen) dots(c color.Color, from, to, y vg.Length) {
	if to <= from {
		return
	}
	r, g, b := eight(c)
	p.pdf.SetDrawColor(r, g, b)
	p.pdf.SetLineWidth(0.6)
	p.pdf.SetDashPattern([]float64{0.6, 2.4}, 0)
	p.pdf.Line(from.Points(), y.Points(), to.Points(), y.Points())
	p.pdf.SetDashPattern(nil, 0)
}

// warningSign draws a triangle with an exclamation mark.
func (p *pen) warningSign(x, middle, size vg.Length) {
	p.brush(plots.Loss)
	top, bottom := (middle - size/2).Points(), (middle + size/2).Points()
	p.pdf.MoveTo((x + size*0.55).Points(), top)
	p.pdf.LineTo((x + size*1.1).Points(), bottom)
	p.pdf.LineTo(x.Points(), bottom)
	p.pdf.ClosePath()
	p.pdf.DrawPath("F")
	p.fill(color.White, x+size*0.49, middle-size*0.16, size*0.12, size*0.36)
	p.fill(color.White, x+size*0.49, middle+size*0.28, size*0.12, size*0.12)
}

func (p *pen) brush(c color.Color) { p.pdf.SetFillColor(eight(c)) }

func eight(c color.Color) (r, g, b int) {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return int(n.R), int(n.G), int(n.B)
}

// bookmark adds what an item is called to the outline, and lets the contents
// lead to it.
func (p *pen) bookmark(it placed) {
	if it.mark == nil {
		return
	}
	if b, ok := p.bookmarks[it.mark]; ok {
		p.pdf.Bookmark(b.text, b.level, it.top)
	}
}

// link makes an area of the page lead to a place.
func (p *pen) link(x, y, width, height vg.Length, to *place) {
	id := p.pdf.AddLink()
	p.pdf.SetLink(id, to.top.Points(), to.page)
	p.pdf.Link(x.Points(), y.Points(), width.Points(), height.Points(), id)
}

var footStyle = plots.PDFStyle{Size: 7.5, Colour: plots.Grey}

// foot writes the title, a line, and the number of a page.
func (p *pen) foot(title []string, name func(page, of int) string, page, of int) {
	const y = pageHeight - 34
	p.fill(plots.Grid, sideMargin, y-13, textWidth, 0.6)
	for _, line := range title {
		p.text(footStyle, sideMargin, y, line)
	}
	if name == nil {
		return
	}
	for _, line := range footStyle.Wrap(name(page, of), 0.22*textWidth, 1) {
		p.text(footStyle, sideMargin+textWidth-footStyle.Width(line), y, line)
	}
}
