package plots

import (
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// RetentionData is survival by age, from joining.
type RetentionData struct {
	Head
	Unit   string // of the vertical axis: "Customers still active"
	Series []RetentionSeries
}

// RetentionSeries is one segment. Slices are fractions by age in months and
// begin with age 0.
type RetentionSeries struct {
	Name          string
	Colour        int       // index for Colour
	Expected      []float64 // the input curve
	P10, P50, P90 []float64 // simulated survivors / customers who joined
}

// Retention draws each segment's expected survival as steps (it holds from one
// age to the next, under a contract until it is renewed), its simulated
// median as dots and P10-P90 as a band, from 0 to 100 %; more than four
// segments become small multiples.
func Retention(d RetentionData) *Figure {
	lang := d.language()
	y, ages := emptySpan(), 1
	for _, s := range d.Series {
		for _, v := range [][]float64{s.Expected, s.P10, s.P50, s.P90} {
			y.add(v...)
			ages = max(ages, len(v)-1)
		}
	}
	drawn := !y.empty()
	y.add(0, 1)
	newFrame := func(s *sheet) *frame {
		return &frame{
			x: span{0, float64(ages)}, y: y, yUnit: clean(d.Unit), xLabel: clean(lang.AgeAxis),
			xTicks: func(n int) []tick { return ageTicks(ages, n) },
			numbers: func(values ...float64) []string {
				out := make([]string, len(values))
				for i, v := range values {
					out[i] = lang.Percent(v)
				}
				return out
			},
		}
	}
	fig := newFigure(d.Head, []string{lang.SimulatedNote}, func(s *sheet, area vg.Rectangle) {
		switch {
		case !drawn:
			s.noData(area)
		case len(d.Series) <= mostOverlaid:
			f := newFrame(s)
			var labels []endLabel
			for _, r := range d.Series {
				f.plotters = append(f.plotters, r.plotters(s)...)
				if v, _, ok := r.end(); ok {
					labels = append(labels, endLabel{at: v, name: clean(r.Name), detail: r.detail(lang), colour: Colour(r.Colour)})
				}
			}
			s.single(area, f, labels)
		default:
			var panels []panel
			for _, r := range d.Series {
				f := newFrame(s)
				f.plotters = r.plotters(s)
				panels = append(panels, panel{title: clean(r.Name), detail: r.detail(lang), colour: Colour(r.Colour), frame: f})
			}
			s.multiples(area, panels)
		}
	})
	if len(d.Series) > mostOverlaid {
		fig.height = multiplesHeight(len(d.Series))
	}
	return fig
}

// end is the last point of the expected curve, or else of the simulated one.
func (r *RetentionSeries) end() (v float64, age int, ok bool) {
	if v, i := lastDrawable(r.Expected); i >= 0 {
		return v, i, true
	}
	v, i := lastDrawable(r.P50)
	return v, i, i >= 0
}

func (r *RetentionSeries) detail(lang *Language) string {
	v, age, ok := r.end()
	if !ok {
		return ""
	}
	return clean(lang.AfterMonths(lang.Percent(v), age))
}

func (r *RetentionSeries) plotters(s *sheet) []plot.Plotter {
	colour := Colour(r.Colour)
	dots := plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, y := p.Transforms(&c)
		step := monthSteps[len(monthSteps)-1]
		for _, months := range monthSteps {
			if x(float64(months))-x(0) >= s.pt(15) {
				step = months
				break
			}
		}
		for age := 0; age < len(r.P50); age += step {
			if v := r.P50[age]; drawable(v) {
				s.dot(colour, vg.Point{X: x(float64(age)), Y: y(v)}, 2.2)
			}
		}
	})
	return []plot.Plotter{
		bandOf(s, 0, r.P10, r.P90, r.Colour),
		series{first: 0, values: r.Expected, colour: colour, width: s.pt(1.5), steps: true},
		dots,
	}
}
