package plots

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/png"
	"math"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"gonum.org/v1/plot/vg"
)

// pdfCanvas is a vg.Canvas that writes the operators of a PDF page. Gonum's
// vgpdf cannot be used: it garbles Japanese, embeds whole fonts and loses
// transparency. Paths and text are written by it and not by fpdf's own calls,
// which have no kerning and no general matrix.
type pdfCanvas struct {
	doc           *PDFDocument
	width, height vg.Length
	set           pdfSettings
	pen
}

// pdfSettings are the operators in force on the page; "" is not known.
type pdfSettings struct {
	fill, stroke, width, dash string
	alpha                     float64
	font                      string
}

func newPDFCanvas(d *PDFDocument, width, height vg.Length, to affine) *pdfCanvas {
	c := &pdfCanvas{doc: d, width: width, height: height}
	c.state.to = to
	c.set.alpha, _ = d.GetAlpha()
	vg.Initialize(c)
	c.doc.RawWriteStr("0 J 1 j")
	return c
}

// Size implements vg.CanvasSizer.
func (c *pdfCanvas) Size() (w, h vg.Length) { return c.width, c.height }

// clip keeps what follows within the canvas.
func (c *pdfCanvas) clip() {
	path, ok := c.path(vg.Rectangle{Max: vg.Point{X: c.width, Y: c.height}}.Path())
	if ok {
		c.doc.RawWriteStr(path + "W n")
	}
}

func (c *pdfCanvas) Stroke(p vg.Path) {
	path, ok := c.path(p)
	if !ok || !(c.state.lineWidth > 0) {
		return
	}
	n := c.colour()
	c.setAlpha(n)
	c.once(&c.set.stroke, rgb(n)+" RG")
	c.once(&c.set.width, number(c.state.lineWidth.Points())+" w")
	dash := "["
	for i, d := range c.state.dashes {
		if i > 0 {
			dash += " "
		}
		dash += number(d.Points())
	}
	c.once(&c.set.dash, dash+"] "+number(c.state.dashOffset.Points())+" d")
	c.doc.RawWriteStr(path + "S")
}

func (c *pdfCanvas) Fill(p vg.Path) {
	if path, ok := c.path(p); ok {
		c.setFill()
		c.doc.RawWriteStr(path + "f")
	}
}

// setFill puts the present colour in force for fills and text.
func (c *pdfCanvas) setFill() {
	n := c.colour()
	c.setAlpha(n)
	c.once(&c.set.fill, rgb(n)+" rg")
}

// once writes an operator that is not in force already.
func (c *pdfCanvas) once(inForce *string, operator string) {
	if *inForce != operator {
		*inForce = operator
		c.doc.RawWriteStr(operator)
	}
}

func (c *pdfCanvas) setAlpha(n color.NRGBA) {
	if alpha := float64(n.A) / 0xFF; alpha != c.set.alpha {
		c.set.alpha = alpha
		c.doc.SetAlpha(alpha, "Normal")
	}
}

func rgb(n color.NRGBA) string {
	return fmt.Sprintf("%s %s %s", decimals(float64(n.R)/0xFF, 1e4), decimals(float64(n.G)/0xFF, 1e4), decimals(float64(n.B)/0xFF, 1e4))
}

// path writes a path without painting it; not ok where there is nothing to
// paint, or a coordinate that no page has.
func (c *pdfCanvas) path(p vg.Path) (operators string, ok bool) {
	var out strings.Builder
	var at vg.Point
	ok = len(p) > 0
	put := func(command byte, points ...vg.Point) {
		for _, pt := range points {
			x, y := c.state.to.apply(pt)
			ok = ok && math.Abs(x) <= farthest && math.Abs(y) <= farthest // false for NaN
			out.WriteString(number(x) + " " + number(y) + " ")
		}
		at = points[len(points)-1]
		out.WriteByte(command | 0x20) // M, L, C in lower case
		out.WriteByte('\n')
	}
	for _, part := range p {
		switch part.Type {
		case vg.MoveComp:
			put('M', part.Pos)
		case vg.LineComp:
			put('L', part.Pos)
		case vg.CurveComp:
			if len(part.Control) == 2 {
				put('C', part.Control[0], part.Control[1], part.Pos)
			} else {
				first, second := cubic(at, part.Control[0], part.Pos)
				put('C', first, second, part.Pos)
			}
		case vg.CloseComp:
			out.WriteString("h\n")
		case vg.ArcComp:
			arc(part, out.Len() > 0, put)
		}
	}
	return out.String(), ok
}

// farthest is how far from the page a coordinate may be; readers compute in
// single precision.
const farthest = 1e6

// cubic returns the control points of the cubic curve that is the quadratic
// one.
func cubic(from, control, to vg.Point) (first, second vg.Point) {
	return from.Add(control.Sub(from).Scale(2.0 / 3)), to.Add(control.Sub(to).Scale(2.0 / 3))
}

func (c *pdfCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	size := img.Bounds()
	if size.Empty() || !(r.Size().X > 0 && r.Size().Y > 0) {
		return
	}
	pixels := image.NewNRGBA(image.Rect(0, 0, size.Dx(), size.Dy())) // fpdf reads PNG of 8 bits only
	stddraw.Draw(pixels, pixels.Bounds(), img, size.Min, stddraw.Src)
	var raw bytes.Buffer
	if err := png.Encode(&raw, pixels); err != nil {
		c.doc.SetError(err)
		return
	}
	m := c.state.to.times(affine{1, 0, 0, 1, r.Min.X.Points(), r.Min.Y.Points()})
	name := fmt.Sprintf("%x", sha256.Sum256(raw.Bytes()))
	_, pageHeight := c.doc.GetPageSize()
	c.setAlpha(color.NRGBA{A: 0xFF})
	c.doc.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "png"}, &raw)
	c.doc.RawWriteStr("q " + m.operator() + " cm")
	c.doc.ImageOptions(name, 0, pageHeight-r.Size().Y.Points(), r.Size().X.Points(), r.Size().Y.Points(), false,
		fpdf.ImageOptions{ImageType: "png", AllowNegativePosition: true}, 0, "")
	c.doc.RawWriteStr("Q")
}

// operator writes a matrix as cm and Tm take it.
func (m affine) operator() string {
	return fmt.Sprintf("%s %s %s %s %s %s", decimals(m.a, 1e4), decimals(m.b, 1e4), decimals(m.c, 1e4), decimals(m.d, 1e4), number(m.e), number(m.f))
}
