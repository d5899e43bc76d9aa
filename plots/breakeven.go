package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// BreakevenData is a chance against the number of a plan that it depends on.
type BreakevenData struct {
	Head
	Axis      string    // under the horizontal axis: what is varied
	Unit      string    // of the vertical one: "Chance of reaching the target"
	Percent   bool      // the number is a fraction that people read in percent
	X         []float64 // ascending
	P         []float64 // by X
	Low, High []float64 // 95 % interval of each P

	Level     float64 // the chance that is wanted
	LevelText string  // beside its line
	Value     float64 // where the chance passes it; NaN: nowhere
	ValueText string
	Bracket   [2]float64 // of Value; NaN: none
	Now       float64    // what the plan says; NaN: nothing
	NowText   string
}

// Breakeven draws the chance as a line with its interval as a band, the chance
// wanted as a line across, and where they meet, with its bracket, as a stripe. The plan's own value is
// a thin dashed line.
func Breakeven(d BreakevenData) *Figure {
	lang := d.language()
	x := emptySpan()
	n := min(len(d.X), len(d.P))
	for i := range n {
		if drawable(d.P[i]) {
			x.add(d.X[i])
		}
	}
	drawn := !x.empty()
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		x := x.proper()
		f := &frame{
			x: x, y: span{0, 1}, yUnit: clean(d.Unit), xLabel: clean(d.Axis),
			xTicks:  func(n int) []tick { return innerTicks(x, n, lang.numbersOf(d.Percent)) },
			numbers: lang.percents,
		}
		f.plotters = append(f.plotters, d.stripe(s), d.line(s))
		if drawable(d.Now) && d.Now >= x.min && d.Now <= x.max {
			f.plotters = append(f.plotters, marker(s, d.Now, 1, d.Now < d.Value || math.IsNaN(d.Value) && d.falls(), greyColour, []vg.Length{s.pt(2), s.pt(2)}, clean(d.NowText)))
		}
		if drawable(d.Value) {
			f.plotters = append(f.plotters, marker(s, d.Value, 0, d.falls(), lossColour, nil, clean(d.ValueText)))
		}
		var labels []endLabel
		if drawable(d.Level) {
			f.plotters = append(f.plotters, across(s, d.Level, lossColour))
			labels = append(labels, endLabel{at: d.Level, name: clean(d.LevelText), colour: lossColour})
		}
		s.single(area, f, labels)
	})
}

// falls reports whether the chance falls along the axis, so that there is room
// for a text before its turn and not after it.
func (d *BreakevenData) falls() bool {
	n := min(len(d.X), len(d.P))
	return n > 0 && d.P[0] > d.P[n-1]
}

// numbersOf writes the ticks of an axis of plain numbers or of fractions.
func (l *Language) numbersOf(percent bool) func(...float64) []string {
	if percent {
		return l.percents
	}
	return l.Numbers
}

// stripe fills the bracket from top to bottom.
func (d *BreakevenData) stripe(s *sheet) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		low, high := math.Max(d.Bracket[0], p.X.Min), math.Min(d.Bracket[1], p.X.Max)
		if !(low < high) {
			return
		}
		x, _ := p.Transforms(&c)
		s.fill(withAlpha(lossColour, 0.13), vg.Rectangle{Min: vg.Point{X: x(low), Y: c.Min.Y}, Max: vg.Point{X: x(high), Y: c.Max.Y}})
	})
}

// line draws the chance, over its band.
func (d *BreakevenData) line(s *sheet) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		var line, upper, lower []vg.Point
		for i := range min(len(d.X), len(d.P)) {
			if !drawable(d.X[i]) || !drawable(d.P[i]) {
				continue
			}
			at := x(d.X[i])
			line = append(line, vg.Point{X: at, Y: y(d.P[i])})
			if i < len(d.Low) && i < len(d.High) && drawable(d.Low[i]) && drawable(d.High[i]) {
				upper, lower = append(upper, vg.Point{X: at, Y: y(d.High[i])}), append(lower, vg.Point{X: at, Y: y(d.Low[i])})
			}
		}
		if len(upper) > 1 {
			var path vg.Path
			path.Move(upper[0])
			for _, q := range upper[1:] {
				path.Line(q)
			}
			for i := len(lower) - 1; i >= 0; i-- {
				path.Line(lower[i])
			}
			path.Close()
			c.SetColor(withAlpha(gainColour, 0.2))
			c.Fill(path)
		}
		if len(line) > 1 {
			c.StrokeLines(draw.LineStyle{Color: gainColour, Width: s.pt(2)}, line)
		} else if len(line) == 1 {
			s.dot(gainColour, line[0], 2.2)
		}
	})
}

// across draws a thin line at a height.
func across(s *sheet, at float64, colour color.Color) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		_, y := p.Transforms(&c)
		if at < p.Y.Min || at > p.Y.Max {
			return
		}
		c.StrokeLines(draw.LineStyle{Color: colour, Width: s.pt(0.9), Dashes: []vg.Length{s.pt(4), s.pt(2.5)}},
			[]vg.Point{{X: c.Min.X, Y: y(at)}, {X: c.Max.X, Y: y(at)}})
	})
}

// marker draws a vertical line, its text beside it near the foot, on one of
// several rows, to the left of the line or, where there is no room, the other side.
func marker(s *sheet, at float64, row int, toLeft bool, colour color.NRGBA, dashes []vg.Length, text string) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, _ := p.Transforms(&c)
		if at < p.X.Min || at > p.X.Max {
			return
		}
		c.StrokeLines(draw.LineStyle{Color: colour, Width: s.pt(1.2), Dashes: dashes}, []vg.Point{{X: x(at), Y: c.Min.Y}, {X: x(at), Y: c.Max.Y}})
		style := axisStyle.in(readable(colour))
		text := shorten(text, s.measure(style), c.Max.X-c.Min.X-s.pt(10))
		y := c.Min.Y + s.pt(6) + vg.Length(row)*s.leading(style)
		w := s.width(style, text) + s.pt(8)
		fitsLeft, fitsRight := x(at)-c.Min.X >= w, c.Max.X-x(at) >= w
		from := min(x(at)+s.pt(5), c.Max.X-w)
		if fitsLeft && (toLeft || !fitsRight) {
			from = x(at) - s.pt(5) - s.width(style, text)
		}
		s.fill(white, vg.Rectangle{ // other lines do not run through the text
			Min: vg.Point{X: from - s.pt(1.5), Y: y - s.pt(2)}, Max: vg.Point{X: from + s.width(style, text) + s.pt(1.5), Y: y + s.pt(style.size)},
		})
		s.text(style, from, y, left, text)
	})
}
