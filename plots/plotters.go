package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// series is a line through values[i] at x = first + i, with gaps where a
// value is not drawable.
type series struct {
	first  float64
	values []float64
	colour color.Color
	width  vg.Length
	dashes []vg.Length
	steps  bool // each value holds until the next
}

// Plot implements plot.Plotter.
func (l series) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := draw.LineStyle{Color: l.colour, Width: l.width, Dashes: l.dashes}
	for _, r := range runs(len(l.values), func(i int) bool { return drawable(l.values[i]) }) {
		points := make([]vg.Point, 0, r.end-r.start)
		for i := r.start; i < r.end; i++ {
			if l.steps && i > r.start {
				points = append(points, vg.Point{X: x(l.first + float64(i)), Y: y(l.values[i-1])})
			}
			points = append(points, vg.Point{X: x(l.first + float64(i)), Y: y(l.values[i])})
		}
		if len(points) == 1 {
			half := max(l.width, 1) * 3
			points = []vg.Point{points[0].Sub(vg.Point{X: half}), points[0].Add(vg.Point{X: half})}
		}
		c.StrokeLines(style, points)
	}
}

// band fills between low[i] and high[i] at x = first + i, with gaps where
// either is not drawable. A lone month gets a bar.
type band struct {
	first     float64
	low, high []float64
	colour    color.Color
	loneWidth vg.Length
}

// Plot implements plot.Plotter.
func (b band) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	n := min(len(b.low), len(b.high))
	c.SetColor(b.colour)
	for _, r := range runs(n, func(i int) bool { return drawable(b.low[i]) && drawable(b.high[i]) }) {
		var path vg.Path
		if r.end-r.start == 1 {
			at, half := x(b.first+float64(r.start)), b.loneWidth/2
			path = vg.Rectangle{
				Min: vg.Point{X: at - half, Y: y(b.low[r.start])},
				Max: vg.Point{X: at + half, Y: y(b.high[r.start])},
			}.Path()
		} else {
			path.Move(vg.Point{X: x(b.first + float64(r.start)), Y: y(b.high[r.start])})
			for i := r.start + 1; i < r.end; i++ {
				path.Line(vg.Point{X: x(b.first + float64(i)), Y: y(b.high[i])})
			}
			for i := r.end - 1; i >= r.start; i-- {
				path.Line(vg.Point{X: x(b.first + float64(i)), Y: y(b.low[i])})
			}
			path.Close()
		}
		c.Fill(path)
	}
}

type run struct{ start, end int }

// runs returns the longest stretches of 0..n-1 over which ok holds.
func runs(n int, ok func(int) bool) []run {
	var out []run
	for i := 0; i < n; i++ {
		if !ok(i) {
			continue
		}
		if len(out) == 0 || out[len(out)-1].end != i {
			out = append(out, run{i, i})
		}
		out[len(out)-1].end = i + 1
	}
	return out
}

// plotterFunc makes a plotter of a function.
type plotterFunc func(c draw.Canvas, p *plot.Plot)

// Plot implements plot.Plotter.
func (f plotterFunc) Plot(c draw.Canvas, p *plot.Plot) { f(c, p) }

// lastDrawable returns the last drawable value and its index, or -1.
func lastDrawable(values []float64) (float64, int) {
	for i := len(values) - 1; i >= 0; i-- {
		if drawable(values[i]) {
			return values[i], i
		}
	}
	return 0, -1
}
