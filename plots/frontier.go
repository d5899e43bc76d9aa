package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// FrontierData is what the best choice of each budget is worth.
type FrontierData struct {
	Head
	Axis       string    // under the horizontal axis: "Investment, JPY"
	Unit       string    // of the vertical one
	Percent    bool      // the value is a fraction that people read in percent
	Cost       []float64 // ascending
	Value      []float64
	SE         []float64
	Budget     float64 // NaN: none
	BudgetText string
	Chosen     int // index of the chosen one; -1: none
	ChosenText string
}

// Frontier draws the value of the best choice as steps that rise with the
// budget, a dot with two standard errors for each choice, the chosen one
// strong, and a line at the budget.
func Frontier(d FrontierData) *Figure {
	lang := d.language()
	n := min(len(d.Cost), len(d.Value))
	x, y := emptySpan(), emptySpan()
	for i := range n {
		x.add(d.Cost[i])
		y.add(d.Value[i])
		if i < len(d.SE) && drawable(d.Value[i]) && drawable(d.SE[i]) {
			y.add(d.Value[i]-2*d.SE[i], d.Value[i]+2*d.SE[i])
		}
	}
	drawn := !x.empty() && !y.empty()
	x.add(0, d.Budget)
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		x := x.proper()
		x.max += 0.04 * (x.max - x.min)
		f := &frame{
			x: x, y: y.withZero(), yUnit: clean(d.Unit), xLabel: clean(d.Axis),
			xTicks:  func(n int) []tick { return innerTicks(x, n, lang.Numbers) },
			numbers: lang.numbersOf(d.Percent),
		}
		f.plotters = append(f.plotters, d.steps(s, n))
		if drawable(d.Budget) {
			f.plotters = append(f.plotters, marker(s, d.Budget, 0, d.Budget > (x.min+x.max)/2, greyColour, []vg.Length{s.pt(3), s.pt(2)}, clean(d.BudgetText)))
		}
		var labels []endLabel
		if d.Chosen >= 0 && d.Chosen < n && d.ChosenText != "" {
			labels = append(labels, endLabel{at: d.Value[d.Chosen], name: clean(d.ChosenText), colour: lossColour})
		}
		s.single(area, f, labels)
	})
}

func (d *FrontierData) steps(s *sheet, n int) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		var line []vg.Point
		for i := range n {
			if !drawable(d.Cost[i]) || !drawable(d.Value[i]) {
				continue
			}
			at := vg.Point{X: x(d.Cost[i]), Y: y(d.Value[i])}
			if len(line) > 0 {
				line = append(line, vg.Point{X: at.X, Y: line[len(line)-1].Y})
			}
			line = append(line, at)
		}
		if len(line) > 0 {
			line = append(line, vg.Point{X: c.Max.X, Y: line[len(line)-1].Y})
			c.StrokeLines(draw.LineStyle{Color: gainColour, Width: s.pt(1.6)}, line)
		}
		for i := range n {
			if !drawable(d.Cost[i]) || !drawable(d.Value[i]) {
				continue
			}
			colour, radius := gainColour, 2.6
			if i == d.Chosen {
				colour, radius = lossColour, 4
			}
			if i < len(d.SE) && drawable(d.SE[i]) {
				low, high := math.Max(d.Value[i]-2*d.SE[i], p.Y.Min), math.Min(d.Value[i]+2*d.SE[i], p.Y.Max)
				if low < high {
					s.line(colour, 0.9, vg.Point{X: x(d.Cost[i]), Y: y(low)}, vg.Point{X: x(d.Cost[i]), Y: y(high)})
				}
			}
			s.dot(colour, vg.Point{X: x(d.Cost[i]), Y: y(d.Value[i])}, radius)
		}
	})
}
