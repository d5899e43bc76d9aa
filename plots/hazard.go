package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// HazardData is the share of customers who left at each age, of those who got
// there, with the hazards of the curves fitted. All slices are fractions by age
// and begin with age 1.
type HazardData struct {
	Head
	Unit      string    // of the vertical axis: "Leave at this age"
	AgeAxis   string    // under the horizontal one; empty: as the language calls ages in months
	Observed  []float64 // events over customers at risk
	Low, High []float64 // interval of each observed hazard; nil: none
	Fits      []FittedCurve
	Name      string // of the dots: "Observed"
}

// Hazard draws the observed hazards as dots with their intervals and each curve
// as a line. The axis ends where all curves and dots, and nine in ten of the
// intervals, have room: at ages that few customers reached, intervals say
// nothing and would flatten the rest; those are cut at the top.
func Hazard(d HazardData) *Figure {
	lang := d.language()
	y, ages := emptySpan(), 2
	for _, v := range append([][]float64{d.Observed}, curvesOf(d.Fits)...) {
		y.add(v...)
		ages = max(ages, len(v))
	}
	drawn := !y.empty()
	var highs []float64
	for _, v := range d.High {
		if drawable(v) {
			highs = append(highs, v)
		}
	}
	y.add(0, quantileOf(highs, 0.9))
	y.min = math.Max(y.min, 0)
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn || !(y.max > 0) {
			s.noData(area)
			return
		}
		f := &frame{
			x: span{0, float64(ages)}, y: y.proper(), yUnit: clean(d.Unit), xLabel: ageAxis(d.AgeAxis, lang),
			xTicks:  func(n int) []tick { return ageTicks(ages, n) },
			numbers: lang.percents,
		}
		f.plotters = append(f.plotters, d.dots(s))
		labels := addFits(s, f, 1, d.Fits)
		if v, i := lastDrawable(d.Observed); i >= 0 && d.Name != "" {
			labels = append(labels, endLabel{at: v, name: clean(d.Name), colour: greyColour})
		}
		s.single(area, f, labels)
	})
}

// dots draws the observed hazards.
func (d *HazardData) dots(s *sheet) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		for i, v := range d.Observed {
			at := x(float64(i + 1))
			if i < len(d.Low) && i < len(d.High) && drawable(d.Low[i]) && drawable(d.High[i]) {
				low, high := math.Max(d.Low[i], p.Y.Min), math.Min(d.High[i], p.Y.Max)
				if low < high {
					s.line(faintColour, 0.8, vg.Point{X: at, Y: y(low)}, vg.Point{X: at, Y: y(high)})
				}
			}
			if drawable(v) && v >= p.Y.Min && v <= p.Y.Max {
				s.dot(greyColour, vg.Point{X: at, Y: y(v)}, 1.7)
			}
		}
	})
}

// quantileOf is a value that the share p of the values does not exceed; NaN
// where there are none.
func quantileOf(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := append([]float64(nil), values...)
	slices.Sort(sorted)
	return sorted[int(p*float64(len(sorted)-1))]
}
