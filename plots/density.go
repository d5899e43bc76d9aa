package plots

import (
	"slices"

	"gonum.org/v1/plot/vg"
)

// DensityData is the shape of a distribution.
type DensityData struct {
	Head // its title and subtitle are for those who do not see it
	// Quantiles are values at equally spaced probabilities, or draws, in any
	// order. They give the shape only.
	Quantiles []float64
	Colour    int // index for Colour
}

const (
	densityWidth  = 72 * vg.Length(1)
	densityHeight = 18 * vg.Length(1)
	densityBins   = 24
)

// Density draws a distribution as a small picture to stand in a line of text or
// a cell: a histogram over its range without axis, numbers or margin, on the
// ground that it stands on, and a line at its median. Single values, as of a
// discrete distribution, are bars.
func Density(d DensityData) *Figure {
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) { d.draw(s, area) })
	fig.width, fig.height, fig.bare = densityWidth, densityHeight, true
	return fig
}

func (d *DensityData) draw(s *sheet, area vg.Rectangle) {
	var values []float64
	for _, v := range d.Quantiles {
		if drawable(v) {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return
	}
	slices.Sort(values)
	low, high := values[0], values[len(values)-1]
	colour := Colour(d.Colour)
	base := area.Min.Y + s.pt(1)
	width, height := area.Size().X, area.Size().Y-s.pt(2)
	s.line(gridColour, 0.6, vg.Point{X: area.Min.X, Y: base}, vg.Point{X: area.Max.X, Y: base})
	if !(high > low) || !drawable(high-low) {
		middle := (area.Min.X + area.Max.X) / 2
		s.line(colour, 1.5, vg.Point{X: middle, Y: base}, vg.Point{X: middle, Y: base + height})
		return
	}
	counts := make([]int, densityBins)
	for _, v := range values {
		counts[min(int((v-low)/(high-low)*densityBins), densityBins-1)]++
	}
	peak := slices.Max(counts)
	bin := width / densityBins
	var path vg.Path
	path.Move(vg.Point{X: area.Min.X, Y: base})
	for i, n := range counts {
		y := base + height*vg.Length(n)/vg.Length(peak)
		path.Line(vg.Point{X: area.Min.X + vg.Length(i)*bin, Y: y})
		path.Line(vg.Point{X: area.Min.X + vg.Length(i+1)*bin, Y: y})
	}
	path.Line(vg.Point{X: area.Max.X, Y: base})
	path.Close()
	s.c.SetColor(withAlpha(colour, 0.45))
	s.c.Fill(path)
	median := area.Min.X + width*vg.Length((values[len(values)/2]-low)/(high-low))
	s.line(colour, 1.2, vg.Point{X: median, Y: base}, vg.Point{X: median, Y: base + height})
}
