package plots

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// TestSizeData is what a test is worth by its number of customers.
type TestSizeData struct {
	Head
	Axis      string    // under the horizontal axis
	Unit      string    // above the vertical one
	N         []float64 // customers per arm, ascending, above 0
	Gross     []float64 // worth of what it shows, by N
	Net       []float64 // less what it and waiting for it cost
	Low, High []float64 // 95 % interval of Net
	GrossName string
	NetName   string
	Best      int // index of the best size; -1: none
	BestText  string
	Power     float64 // size by the power calculation; NaN or Inf: none
	PowerText string
	Available float64 // customers per arm there are; NaN: not known
	MostText  string
}

// TestSize draws both worths over a logarithmic axis of sizes, the net one with
// its interval as a band, a dot at the best size, and thin lines at the size that
// the power calculation asks for and at the number of customers there are.
func TestSize(d TestSizeData) *Figure {
	lang := d.language()
	x, y := emptySpan(), emptySpan()
	for i, n := range d.N {
		if n > 0 && i < len(d.Net) && drawable(d.Net[i]) {
			x.add(math.Log10(n))
		}
	}
	for _, v := range [][]float64{d.Gross, d.Net, d.Low, d.High} {
		y.add(v...)
	}
	drawn := !x.empty() && !y.empty()
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		x, y := x, y
		y.add(0)
		y = y.proper()
		y.min -= 0.15 * (y.max - y.min) // for the texts of the lines
		for _, n := range [...]float64{d.Power, d.Available} {
			if at := math.Log10(n); drawable(at) && at > x.min-1 && at < x.max+1 {
				x.add(at) // near enough to be shown
			}
		}
		room := math.Max(0.05*(x.max-x.min), 0.1)
		x.min, x.max = x.min-room, x.max+room
		f := &frame{
			x: x, y: y, yUnit: clean(d.Unit), xLabel: clean(d.Axis), numbers: lang.Numbers,
			xTicks: func(n int) []tick { return d.ticks(x, n, lang.Numbers) },
		}
		f.plotters = append(f.plotters, d.band())
		f.plotters = append(f.plotters, d.curve(s, d.Gross, greyColour, []vg.Length{s.pt(4), s.pt(2.5)}), d.curve(s, d.Net, gainColour, nil))
		f.plotters = append(f.plotters, d.mark(s, d.Available, d.MostText, 1), d.mark(s, d.Power, d.PowerText, 0), d.dot(s))
		var labels []endLabel
		if v, i := lastDrawable(d.Gross); i >= 0 {
			labels = append(labels, endLabel{at: v, name: clean(d.GrossName), colour: greyColour})
		}
		if v, i := lastDrawable(d.Net); i >= 0 {
			labels = append(labels, endLabel{at: v, name: clean(d.NetName), colour: gainColour})
		}
		s.single(area, f, labels)
	})
}

// ticks are round sizes, or, where they show fewer than two, the first and the
// last size there is.
func (d *TestSizeData) ticks(x span, n int, numbers func(...float64) []string) []tick {
	round := logTicks(x, n, numbers)
	if len(round) > 1 {
		return round
	}
	var own []tick
	for _, size := range [...]float64{slices.Min(d.N), slices.Max(d.N)} {
		if at := math.Log10(size); drawable(at) && (len(own) == 0 || at-own[0].at > (x.max-x.min)/4) {
			own = append(own, tick{at: at, label: numbers(size)[0]})
		}
	}
	return own
}

// logTicks are 1, 2 and 5 times powers of ten, or powers alone, at their
// logarithms: at most n.
func logTicks(x span, n int, numbers func(...float64) []string) []tick {
	for _, digits := range [][]float64{{1, 2, 5}, {1}} {
		var at []float64
		for decade := math.Floor(x.min); decade <= x.max; decade++ {
			for _, digit := range digits {
				if v := digit * math.Pow(10, decade); math.Log10(v) >= x.min && math.Log10(v) <= x.max && v >= 1 {
					at = append(at, v)
				}
			}
		}
		if len(at) > n && len(digits) > 1 {
			continue
		}
		var ticks []tick
		for _, v := range at {
			ticks = append(ticks, tick{at: math.Log10(v), label: numbers(v)[0]})
		}
		return ticks
	}
	return nil
}

// curve draws y over the sizes.
func (d *TestSizeData) curve(s *sheet, y []float64, colour color.NRGBA, dashes []vg.Length) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		tx, ty := p.Transforms(&c)
		var line []vg.Point
		for i, n := range d.N {
			if n > 0 && i < len(y) && drawable(y[i]) {
				line = append(line, vg.Point{X: tx(math.Log10(n)), Y: ty(y[i])})
			}
		}
		if len(line) == 1 {
			s.dot(colour, line[0], 2.2)
			return
		}
		c.StrokeLines(draw.LineStyle{Color: colour, Width: s.pt(1.8), Dashes: dashes}, line)
	})
}

// band fills the interval of the net worth.
func (d *TestSizeData) band() plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		tx, ty := p.Transforms(&c)
		var upper, lower []vg.Point
		for i, n := range d.N {
			if n > 0 && i < len(d.Low) && i < len(d.High) && drawable(d.Low[i]) && drawable(d.High[i]) {
				at := tx(math.Log10(n))
				upper, lower = append(upper, vg.Point{X: at, Y: ty(d.High[i])}), append(lower, vg.Point{X: at, Y: ty(d.Low[i])})
			}
		}
		if len(upper) < 2 {
			return
		}
		slices.Reverse(lower)
		var path vg.Path
		path.Move(upper[0])
		for _, q := range append(upper[1:], lower...) {
			path.Line(q)
		}
		path.Close()
		c.SetColor(withAlpha(gainColour, 0.18))
		c.Fill(path)
	})
}

// mark draws a thin line at a size, its text beside it on one of two rows near
// the foot, on a white ground.
func (d *TestSizeData) mark(s *sheet, n float64, text string, row int) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		at := math.Log10(n)
		if !(at >= p.X.Min && at <= p.X.Max) {
			return
		}
		tx, _ := p.Transforms(&c)
		c.StrokeLines(draw.LineStyle{Color: greyColour, Width: s.pt(1), Dashes: []vg.Length{s.pt(2), s.pt(2)}},
			[]vg.Point{{X: tx(at), Y: c.Min.Y}, {X: tx(at), Y: c.Max.Y}})
		style := axisStyle
		text := shorten(clean(text), s.measure(style), c.Max.X-c.Min.X-s.pt(12))
		width := s.width(style, text)
		from := max(tx(at)-s.pt(5)-width, c.Min.X+s.pt(2))
		s.ground(style, from, c.Min.Y+s.pt(7)+vg.Length(row)*s.leading(style)*1.15, text)
	})
}

// ground draws a text on white, from its left end.
func (s *sheet) ground(style textStyle, x, y vg.Length, text string) {
	if text == "" {
		return
	}
	s.fill(withAlpha(white, 0.85), vg.Rectangle{
		Min: vg.Point{X: x - s.pt(2), Y: y - s.pt(2.5)},
		Max: vg.Point{X: x + s.width(style, text) + s.pt(2), Y: y + s.pt(style.size)},
	})
	s.text(style, x, y, left, text)
}

// dot marks the best size, its text above.
func (d *TestSizeData) dot(s *sheet) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		if d.Best < 0 || d.Best >= len(d.N) || d.Best >= len(d.Net) || !(d.N[d.Best] > 0) || !drawable(d.Net[d.Best]) {
			return
		}
		tx, ty := p.Transforms(&c)
		at := vg.Point{X: tx(math.Log10(d.N[d.Best])), Y: ty(d.Net[d.Best])}
		s.dot(gainColour, at, 4)
		style := nameStyle.in(readable(gainColour))
		text := shorten(clean(d.BestText), s.measure(style), c.Max.X-c.Min.X)
		width := s.width(style, text)
		from := at.X + s.pt(7)
		if from+width > c.Max.X {
			from = at.X - s.pt(7) - width
		}
		y := at.Y - s.pt(16)
		if y < c.Min.Y+s.pt(36) {
			y = at.Y + s.pt(9)
		}
		s.ground(style, max(from, c.Min.X+s.pt(2)), y, text)
	})
}
