package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// HeatmapData is a share over two numbers of a plan, with the line along which
// it has one value.
type HeatmapData struct {
	Head
	XAxis, YAxis       string // under and above the axes: what is varied
	XPercent, YPercent bool   // the number is a fraction that people read in percent
	X, Y               []float64
	Values             [][]float64 // [y][x], shares; NaN: not known
	Line               [][2]float64
	LineText           string // what the line is
}

// Heatmap draws a tile around each pair of numbers, shaded by its share, from
// white (none) to blue (all), with the percentage in it where there is room,
// and the line over them. Where the line is interrupted by NaN, it ends.
func Heatmap(d HeatmapData) *Figure {
	lang := d.language()
	drawn := false
	for _, row := range d.Values {
		for _, v := range row {
			drawn = drawn || drawable(v)
		}
	}
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn || len(d.X) == 0 || len(d.Y) == 0 {
			s.noData(area)
			return
		}
		xs, ys := edges(d.X), edges(d.Y)
		x, y := span{xs[0], xs[len(xs)-1]}, span{ys[0], ys[len(ys)-1]}
		f := &frame{
			x: x, y: y, yUnit: clean(d.YAxis), xLabel: clean(d.XAxis),
			xTicks:  func(n int) []tick { return innerTicks(x, n, lang.numbersOf(d.XPercent)) },
			numbers: lang.numbersOf(d.YPercent),
			fixed:   true,
		}
		f.plotters = append(f.plotters, d.tiles(s, xs, ys), d.line(s))
		var labels []endLabel
		if last, ok := d.end(); ok && d.LineText != "" {
			labels = append(labels, endLabel{at: last, name: clean(d.LineText), colour: lossColour})
		}
		s.single(area, f, labels)
	})
	fig.height = defaultHeight * 1.15
	return fig
}

// edges are the borders of tiles around ascending centres.
func edges(centres []float64) []float64 {
	n := len(centres)
	if n == 1 {
		half := math.Max(math.Abs(centres[0]), 1) / 2
		return []float64{centres[0] - half, centres[0] + half}
	}
	e := make([]float64, n+1)
	for i := 1; i < n; i++ {
		e[i] = (centres[i-1] + centres[i]) / 2
	}
	e[0], e[n] = centres[0]-(e[1]-centres[0]), centres[n-1]+(centres[n-1]-e[n-1])
	return e
}

func (d *HeatmapData) tiles(s *sheet, xs, ys []float64) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		for j, row := range d.Values {
			for i, v := range row {
				if j+1 >= len(ys) || i+1 >= len(xs) || !drawable(v) {
					continue
				}
				text := s.lang.Percent(v)
				if d.crosses(span{xs[i], xs[i+1]}, span{ys[j], ys[j+1]}) {
					text = ""
				}
				s.tile(vg.Rectangle{Min: vg.Point{X: x(xs[i]), Y: y(ys[j])}, Max: vg.Point{X: x(xs[i+1]), Y: y(ys[j+1])}}, v, text)
			}
		}
	})
}

// crosses reports whether the line goes through a tile.
func (d *HeatmapData) crosses(x, y span) bool {
	const steps = 24 // between two points of the line
	for i := 1; i < len(d.Line); i++ {
		a, b := d.Line[i-1], d.Line[i]
		for k := range steps + 1 {
			w := float64(k) / steps
			px, py := a[0]+w*(b[0]-a[0]), a[1]+w*(b[1]-a[1])
			if px > x.min && px < x.max && py > y.min && py < y.max {
				return true
			}
		}
	}
	return false
}

// line draws the line of one value, on a white rim.
func (d *HeatmapData) line(s *sheet) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		inside := func(i int) bool {
			q := d.Line[i]
			return q[0] >= p.X.Min && q[0] <= p.X.Max && q[1] >= p.Y.Min && q[1] <= p.Y.Max
		}
		for _, r := range runs(len(d.Line), inside) {
			var points []vg.Point
			for _, q := range d.Line[r.start:r.end] {
				points = append(points, vg.Point{X: x(q[0]), Y: y(q[1])})
			}
			if len(points) == 1 {
				s.dot(lossColour, points[0], 2.4)
				continue
			}
			c.StrokeLines(draw.LineStyle{Color: white, Width: s.pt(4.4)}, points)
			c.StrokeLines(draw.LineStyle{Color: lossColour, Width: s.pt(2.4)}, points)
		}
	})
}

// end is the height of the line's last point.
func (d *HeatmapData) end() (float64, bool) {
	for i := len(d.Line) - 1; i >= 0; i-- {
		if drawable(d.Line[i][0]) && drawable(d.Line[i][1]) {
			return d.Line[i][1], true
		}
	}
	return 0, false
}
