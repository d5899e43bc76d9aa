package plots

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/png"
	"io"
	"math"
	"strconv"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas is a vg.Canvas that writes SVG. It differs from gonum's vgsvg in
// what a page needs: family names that are valid CSS with fallbacks, text
// that keeps its measured width when another font stands in, no style
// attributes (a strict Content-Security-Policy blocks them), no ids (several
// pictures may stand in one page), nothing that XML forbids.
type svgCanvas struct {
	width, height vg.Length
	title, detail string
	body          bytes.Buffer
	pen
}

func newSVGCanvas(width, height vg.Length) *svgCanvas {
	c := &svgCanvas{width: width, height: height}
	c.state.to = affine{1, 0, 0, -1, 0, height.Points()}
	vg.Initialize(c)
	return c
}

func (c *svgCanvas) Size() (w, h vg.Length) { return c.width, c.height }

func (c *svgCanvas) Stroke(p vg.Path) {
	if c.state.lineWidth <= 0 || len(p) == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path d="%s" fill="none"%s stroke-width="%s"`, c.path(p), c.paint("stroke"), number(c.state.lineWidth.Points()))
	if len(c.state.dashes) > 0 {
		c.body.WriteString(` stroke-dasharray="`)
		for i, d := range c.state.dashes {
			if i > 0 {
				c.body.WriteByte(' ')
			}
			c.body.WriteString(number(d.Points()))
		}
		fmt.Fprintf(&c.body, `" stroke-dashoffset="%s"`, number(c.state.dashOffset.Points()))
	}
	c.body.WriteString("/>\n")
}

func (c *svgCanvas) Fill(p vg.Path) {
	if len(p) > 0 {
		fmt.Fprintf(&c.body, "<path d=\"%s\"%s/>\n", c.path(p), c.paint("fill"))
	}
}

// paint returns the attributes of the present colour for fill or stroke.
func (c *svgCanvas) paint(attribute string) string {
	n := c.colour()
	s := fmt.Sprintf(` %s="#%02X%02X%02X"`, attribute, n.R, n.G, n.B)
	if n.A != 0xFF {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, number(float64(n.A)/0xFF))
	}
	return s
}

func (c *svgCanvas) path(p vg.Path) string {
	var d []byte
	put := func(command byte, points ...vg.Point) {
		d = append(d, command)
		for i, pt := range points {
			if i > 0 {
				d = append(d, ' ')
			}
			x, y := c.state.to.apply(pt)
			d = append(append(append(d, number(x)...), ','), number(y)...)
		}
	}
	for _, part := range p {
		switch part.Type {
		case vg.MoveComp:
			put('M', part.Pos)
		case vg.LineComp:
			put('L', part.Pos)
		case vg.CurveComp:
			put(map[int]byte{1: 'Q', 2: 'C'}[len(part.Control)], append(append([]vg.Point(nil), part.Control...), part.Pos)...)
		case vg.CloseComp:
			d = append(d, 'Z')
		case vg.ArcComp:
			arc(part, len(d) > 0, put)
		}
	}
	return string(d)
}

// hasOtherFonts says that who shows the picture may have glyphs that the
// embedded font lacks, so that text comes as it is.
func (c *svgCanvas) hasOtherFonts() {}

func (c *svgCanvas) FillString(f font.Face, at vg.Point, s string) {
	m := c.state.to.times(affine{1, 0, 0, -1, at.X.Points(), at.Y.Points()})
	if m.b == 0 && m.c == 0 && m.a == 1 && m.d == 1 {
		fmt.Fprintf(&c.body, `<text x="%s" y="%s"`, number(m.e), number(m.f))
	} else {
		fmt.Fprintf(&c.body, `<text transform="matrix(%s %s %s %s %s %s)"`,
			number(m.a), number(m.b), number(m.c), number(m.d), number(m.e), number(m.f))
	}
	fmt.Fprintf(&c.body, ` font-size="%s"%s`, number(f.Font.Size.Points()), c.paint("fill"))
	if f.Font.Weight >= xfont.WeightSemiBold {
		c.body.WriteString(` font-weight="700"`)
	}
	if hasGlyphs(f.Face, s) {
		fmt.Fprintf(&c.body, ` textLength="%s" lengthAdjust="spacingAndGlyphs"`, number(f.Width(s).Points()))
	}
	c.body.WriteByte('>')
	writeEscaped(&c.body, s)
	c.body.WriteString("</text>\n")
}

func (c *svgCanvas) DrawImage(r vg.Rectangle, img image.Image) {
	var raw bytes.Buffer
	if err := png.Encode(&raw, img); err != nil {
		return // an image without pixels
	}
	m := c.state.to.times(affine{1, 0, 0, -1, r.Min.X.Points(), r.Max.Y.Points()})
	fmt.Fprintf(&c.body, `<image transform="matrix(%s %s %s %s %s %s)" width="%s" height="%s" preserveAspectRatio="none" href="data:image/png;base64,%s"/>`+"\n",
		number(m.a), number(m.b), number(m.c), number(m.d), number(m.e), number(m.f),
		number(r.Size().X.Points()), number(r.Size().Y.Points()), base64.StdEncoding.EncodeToString(raw.Bytes()))
}

// WriteTo implements io.WriterTo.
func (c *svgCanvas) WriteTo(w io.Writer) (int64, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" font-family="%s">`+"\n",
		number(c.width.Points()*96/72), number(c.height.Points()*96/72), number(c.width.Points()), number(c.height.Points()), fontFamilies)
	for _, text := range []struct{ tag, text string }{{"title", c.title}, {"desc", c.detail}} {
		if text.text != "" {
			fmt.Fprintf(&out, "<%s>", text.tag)
			writeEscaped(&out, text.text)
			fmt.Fprintf(&out, "</%s>\n", text.tag)
		}
	}
	out.Write(c.body.Bytes())
	out.WriteString("</svg>\n")
	return out.WriteTo(w)
}

// writeEscaped writes s as character data: what XML forbids becomes U+FFFD.
func writeEscaped(w *bytes.Buffer, s string) { _ = xml.EscapeText(w, []byte(s)) }

// number writes a coordinate to a hundredth of a point.
func number(v float64) string {
	v = math.Round(v*100) / 100
	if v == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
