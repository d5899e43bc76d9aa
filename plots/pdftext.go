package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// hasOtherFonts asks for text as it is: the canvas puts the boxes itself, so
// that it can tell readers what they stand for.
func (c *pdfCanvas) hasOtherFonts() {}

// FillString sets a line of text with the kerning that it was measured with.
// Text measured in another font is set in M PLUS 1p, stretched to its width.
func (c *pdfCanvas) FillString(f font.Face, at vg.Point, s string) {
	size := f.Font.Size
	if s == "" || !(size > 0) {
		return
	}
	bold := f.Font.Weight >= xfont.WeightSemiBold
	ours := face(bold, size)
	stretch := 1.0
	if f.Font.Typeface != typeface {
		if set, wanted := ours.Width(visible(ours.Face, s)), f.Width(s); set > 0 && wanted > 0 {
			stretch = float64(wanted / set)
		}
	}
	m := c.state.to.times(affine{size.Points() * stretch, 0, 0, size.Points(), at.X.Points(), at.Y.Points()})
	if !(math.Abs(m.e) <= farthest && math.Abs(m.f) <= farthest) {
		return
	}
	c.setFill()
	for _, p := range pieces(ours.Face, s) {
		to := m.times(affine{1, 0, 0, 1, p.at, 0})
		switch p.kind {
		case setPiece:
			c.show(bold, to, p)
		case boxPiece:
			c.span(p.means)
			c.show(bold, to, p)
			c.doc.RawWriteStr("EMC")
		case outlinePiece:
			c.span(p.means)
			c.outline(ours.Face, to, p)
			// What a text stands for is read only where some text is set.
			c.doc.RawWriteStr("3 Tr")
			c.show(bold, to, p.unseen())
			c.doc.RawWriteStr("0 Tr EMC")
		}
	}
}

// span begins content that stands for a text.
func (c *pdfCanvas) span(means string) {
	c.doc.RawWriteStr("/Span <</ActualText <FEFF" + utf16Hex(means) + ">>> BDC")
}

// show sets a piece with the font.
func (c *pdfCanvas) show(bold bool, to affine, p piece) {
	if style := "font" + fontStyle(bold); c.set.font != style {
		c.set.font = style
		c.doc.SetFont(PDFFont, fontStyle(bold), 1) // the matrix has the size
	}
	c.doc.need(bold, p.text)
	var line strings.Builder
	line.WriteString("BT " + to.operator() + " Tm [<")
	for i, g := range p.glyphs {
		if i > 0 && g.kern != 0 {
			line.WriteString(">" + decimals(-1000*g.kern, 1e2) + "<")
		}
		line.WriteString(utf16Hex(string(g.char)))
	}
	line.WriteString(">] TJ ET")
	c.doc.RawWriteStr(line.String())
}

// outline draws a piece as shapes.
func (c *pdfCanvas) outline(f *opentype.Font, to affine, p piece) {
	kept := c.state.to
	defer func() { c.state.to = kept }()
	var buf sfnt.Buffer
	x := 0.0
	for i, g := range p.glyphs {
		if i > 0 {
			x += g.kern
		}
		c.state.to = to.times(affine{1, 0, 0, 1, x, 0})
		segments, err := f.LoadGlyph(&buf, g.index, fixed.Int26_6(f.UnitsPerEm())<<6, nil)
		if err != nil {
			c.doc.SetError(fmt.Errorf("glyph of %q: %w", g.char, err))
			return
		}
		c.Fill(glyphPath(segments, float64(f.UnitsPerEm())))
		x += g.advance
	}
}

// glyphPath is a glyph's outline in ems, y up.
func glyphPath(segments sfnt.Segments, unitsPerEm float64) vg.Path {
	at := func(p fixed.Point26_6) vg.Point {
		return vg.Point{X: vg.Length(float64(p.X) / 64 / unitsPerEm), Y: vg.Length(-float64(p.Y) / 64 / unitsPerEm)}
	}
	var path vg.Path
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if len(path) > 0 {
				path.Close()
			}
			path.Move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			path.Line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			path.QuadTo(at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	path.Close()
	return path
}

// A piece is a stretch of a line that is set in one way.
type piece struct {
	kind   int
	text   string  // what is drawn
	means  string  // what it stands for
	at     float64 // from the start of the line, in ems
	glyphs []glyph
}

const (
	setPiece     = iota // in the font
	outlinePiece        // in the font, but beyond U+FFFF, where fpdf has no font
	boxPiece            // not in the font
)

// A glyph is a character of a piece; lengths in ems.
type glyph struct {
	char          rune
	index         sfnt.GlyphIndex
	kern, advance float64 // kern: between the character before and this one
}

// pieces splits a line and places its parts so that it is as wide as gonum
// measures it.
func pieces(f *opentype.Font, s string) []piece {
	var all []piece
	for _, cluster := range clusters(s) {
		kind, text := setPiece, cluster
		switch {
		case !hasGlyphs(f, cluster):
			kind, text = boxPiece, "□"
		case strings.IndexFunc(cluster, func(r rune) bool { return r > 0xFFFF }) >= 0:
			kind = outlinePiece
		}
		if last := len(all) - 1; last >= 0 && all[last].kind == kind {
			all[last].text += text
			all[last].means += cluster
			continue
		}
		all = append(all, piece{kind: kind, text: text, means: cluster})
	}
	var buf sfnt.Buffer
	ppem := fixed.Int26_6(f.UnitsPerEm()) // makes lengths units of the font, as gonum does
	ems := func(v fixed.Int26_6) float64 { return float64(v) / float64(f.UnitsPerEm()) }
	x, first, before := 0.0, true, sfnt.GlyphIndex(0)
	for i := range all {
		p := &all[i]
		for _, r := range p.text {
			g := glyph{char: r}
			g.index, _ = f.GlyphIndex(&buf, r) // it has one
			if !first {
				if kern, err := f.Kern(&buf, before, g.index, ppem, xfont.HintingNone); err == nil {
					g.kern = ems(kern)
				}
			}
			if advance, err := f.GlyphAdvance(&buf, g.index, ppem, xfont.HintingNone); err == nil {
				g.advance = ems(advance)
			}
			x += g.kern
			if len(p.glyphs) == 0 {
				p.at = x
			}
			x += g.advance
			p.glyphs = append(p.glyphs, g)
			first, before = false, g.index
		}
	}
	return all
}

// unseen is a piece of boxes in the places of p's characters.
func (p piece) unseen() piece {
	boxes := piece{at: p.at}
	for _, g := range p.glyphs {
		g.char = '□'
		boxes.glyphs, boxes.text = append(boxes.glyphs, g), "□"
	}
	return boxes
}

// utf16Hex is a text in UTF-16, big end first, in hexadecimal digits.
func utf16Hex(s string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return out.String()
}

// decimals writes a number to 1/precision.
func decimals(v, precision float64) string {
	v = math.Round(v*precision) / precision
	if v == 0 {
		return "0" // and not -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
