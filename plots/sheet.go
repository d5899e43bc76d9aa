package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

var white = color.NRGBA{0xFF, 0xFF, 0xFF, 0xFF}

// A sheet is a canvas on which lengths and text grow with its size, so that a
// chart looks alike as a thumbnail and on a slide.
type sheet struct {
	c     draw.Canvas
	lang  *Language
	scale float64
}

// newSheet scales to the size at which the figure looks best, width by height.
func newSheet(c draw.Canvas, lang *Language, width, height vg.Length) *sheet {
	w := float64((c.Max.X - c.Min.X) / width)
	h := float64((c.Max.Y - c.Min.Y) / height)
	return &sheet{c: c, lang: lang, scale: math.Min(math.Max(math.Min(w, h), 0.55), 8)}
}

// pt converts points of the best size to those of this canvas.
func (s *sheet) pt(x float64) vg.Length { return vg.Length(x * s.scale) }

type textStyle struct {
	size   float64 // points at the best size
	bold   bool
	colour color.NRGBA
}

func (t textStyle) in(c color.NRGBA) textStyle           { t.colour = c; return t }
func (t textStyle) times(factor float64) textStyle       { t.size *= factor; return t }
func (s *sheet) leading(t textStyle) vg.Length           { return s.pt(1.3 * t.size) }
func (s *sheet) width(t textStyle, txt string) vg.Length { return s.measure(t)(txt) }

func (s *sheet) measure(t textStyle) func(string) vg.Length {
	f := face(t.bold, s.pt(t.size))
	return func(txt string) vg.Length { return f.Width(visible(f.Face, txt)) }
}

func (s *sheet) widest(t textStyle, txts []string) vg.Length {
	var widest vg.Length
	for _, txt := range txts {
		widest = max(widest, s.width(t, txt))
	}
	return widest
}

// Where text stands relative to its x.
const (
	left   = 0.0
	centre = 0.5
	right  = 1.0
)

// text draws one line whose baseline is at y. Every text of a chart passes here.
func (s *sheet) text(t textStyle, x, y vg.Length, align float64, txt string) {
	if txt == "" {
		return
	}
	f := face(t.bold, s.pt(t.size))
	boxed := visible(f.Face, txt)
	x -= vg.Length(align) * f.Width(boxed)
	if _, reads := s.c.Canvas.(interface{ hasOtherFonts() }); !reads {
		txt = boxed
	}
	s.c.SetColor(t.colour)
	s.c.FillString(f, vg.Point{X: x, Y: y}, txt)
}

// middle is how far below a line's vertical middle its baseline lies: half
// the height of the capitals.
func (s *sheet) middle(t textStyle) vg.Length { return s.pt(0.36 * t.size) }

// block draws lines from top downwards and returns where they end.
func (s *sheet) block(t textStyle, x, top vg.Length, lines []string) vg.Length {
	for _, l := range lines {
		s.text(t, x, top-s.pt(1.02*t.size), left, l)
		top -= s.leading(t)
	}
	return top
}

func (s *sheet) line(c color.Color, width float64, points ...vg.Point) {
	s.c.StrokeLines(draw.LineStyle{Color: c, Width: s.pt(width)}, points)
}

func (s *sheet) fill(c color.Color, r vg.Rectangle) {
	s.c.SetColor(c)
	s.c.Fill(r.Path())
}

// dot draws a disc with a white rim that lifts it off lines and bars.
func (s *sheet) dot(c color.Color, at vg.Point, radius float64) {
	disc := func(col color.Color, r vg.Length) {
		var p vg.Path
		p.Move(vg.Point{X: at.X + r, Y: at.Y})
		p.Arc(at, r, 0, 2*math.Pi)
		p.Close()
		s.c.SetColor(col)
		s.c.Fill(p)
	}
	disc(white, s.pt(radius+1.2))
	disc(c, s.pt(radius))
}

// noData says so in the middle of an area that has nothing to show.
func (s *sheet) noData(area vg.Rectangle) {
	lines := wrap(clean(s.lang.NoData), s.measure(axisStyle), area.Size().X, 2)
	y := (area.Min.Y + area.Max.Y) / 2
	for i, l := range lines {
		s.text(axisStyle, (area.Min.X+area.Max.X)/2, y-vg.Length(i)*s.leading(axisStyle), centre, l)
	}
}
