package plots

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// KaplanMeierData is the survival that was observed in a group of customers,
// with the curves fitted to it. All slices are fractions by age and begin with
// age 0.
type KaplanMeierData struct {
	Head
	Unit     string // of the vertical axis: "Customers still active"
	AgeAxis  string // under the horizontal one; empty: as the language calls ages in months
	Observed []float64
	// Low and High are the chosen curve's band; nil: none.
	Low, High []float64
	Fits      []FittedCurve
	Name      string // of the observed steps: "Observed"
	Until     string // beside the line at the last age observed; empty: no line
}

// FittedCurve is one model's curve.
type FittedCurve struct {
	Name, Detail string
	Colour       int // index for Colour
	Chosen       bool
	Values       []float64
}

// KaplanMeier draws the observed survival as dark steps, each fitted curve as a
// line, the chosen one strong with its band, the others thin and dashed, from 0 to
// 100 %. A line marks the last age observed: what lies beyond is extrapolated.
func KaplanMeier(d KaplanMeierData) *Figure {
	lang := d.language()
	y, ages := emptySpan(), 1
	for _, v := range append([][]float64{d.Observed, d.Low, d.High}, curvesOf(d.Fits)...) {
		y.add(v...)
		ages = max(ages, len(v)-1)
	}
	drawn := !y.empty()
	y.add(0, 1)
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		f := &frame{
			x: span{0, float64(ages)}, y: y, yUnit: clean(d.Unit), xLabel: ageAxis(d.AgeAxis, lang),
			xTicks:  func(n int) []tick { return ageTicks(ages, n) },
			numbers: lang.percents,
		}
		f.plotters = append(f.plotters, bandOf(s, 0, d.Low, d.High, chosenColour(d.Fits)))
		if d.Until != "" && len(d.Observed) > 1 && len(d.Observed)-1 < ages {
			f.plotters = append(f.plotters, until(s, float64(len(d.Observed)-1), clean(d.Until)))
		}
		labels := addFits(s, f, 0, d.Fits)
		f.plotters = append(f.plotters, series{values: d.Observed, colour: inkColour, width: s.pt(1.6), steps: true})
		if v, i := lastDrawable(d.Observed); i >= 0 && d.Name != "" {
			labels = append(labels, endLabel{at: v, name: clean(d.Name), detail: clean(lang.AfterMonths(lang.Percent(v), i)), colour: inkColour})
			if d.AgeAxis != "" {
				labels[len(labels)-1].detail = lang.Percent(v)
			}
		}
		s.single(area, f, labels)
	})
}

// percents writes fractions that stand together, such as the ticks of an axis:
// as Percent does, or with so many decimals, where that would round one of them
// away from its place or write two of them alike.
func (l *Language) percents(values ...float64) []string {
	out := make([]string, len(values))
	for decimals := -1; decimals <= 4; decimals++ {
		seen, good := map[string]float64{}, true
		for i, v := range values {
			if out[i] = l.Percent(v); decimals >= 0 {
				out[i] = special(v, func(v float64) string { return signed(fmt.Sprintf("%.*f", decimals, 100*v)) + l.PercentSign })
			}
			other, known := seen[out[i]]
			good = good && (!known || other == v) && (!drawable(v) || l.saysPercent(out[i], v))
			seen[out[i]] = v
		}
		if good {
			break
		}
	}
	return out
}

// saysPercent reports whether a text in percent is the fraction itself, not one
// that was rounded to it.
func (l *Language) saysPercent(text string, fraction float64) bool {
	number, err := strconv.ParseFloat(strings.Replace(strings.TrimSuffix(text, l.PercentSign), "−", "-", 1), 64)
	return err == nil && math.Abs(number-100*fraction) <= 1e-9*math.Max(1, math.Abs(number))
}

func ageAxis(given string, lang *Language) string {
	if given != "" {
		return clean(given)
	}
	return clean(lang.AgeAxis)
}

func curvesOf(fits []FittedCurve) [][]float64 {
	var all [][]float64
	for _, f := range fits {
		all = append(all, f.Values)
	}
	return all
}

// chosenColour is the colour index of the chosen curve, 0 without one.
func chosenColour(fits []FittedCurve) int {
	for _, f := range fits {
		if f.Chosen {
			return f.Colour
		}
	}
	return 0
}

// addFits adds the curves to the frame, whose values begin at x = first, and
// returns their labels. The chosen one is drawn over the others.
func addFits(s *sheet, f *frame, first float64, fits []FittedCurve) []endLabel {
	var labels []endLabel
	var over []plot.Plotter
	for _, c := range fits {
		line := series{first: first, values: c.Values, colour: Colour(c.Colour), width: s.pt(1), dashes: []vg.Length{s.pt(4), s.pt(2.5)}}
		if c.Chosen {
			line.width, line.dashes = s.pt(2.2), nil
			over = append(over, line)
		} else {
			f.plotters = append(f.plotters, line)
		}
		if v, i := lastDrawable(c.Values); i >= 0 {
			labels = append(labels, endLabel{at: v, name: clean(c.Name), detail: clean(c.Detail), colour: Colour(c.Colour)})
		}
	}
	f.plotters = append(f.plotters, over...)
	return labels
}

// until draws a vertical line at an age, its text beside it at the top.
func until(s *sheet, age float64, text string) plot.Plotter {
	return plotterFunc(func(c draw.Canvas, p *plot.Plot) {
		x, _ := p.Transforms(&c)
		at := x(age)
		c.StrokeLines(draw.LineStyle{Color: faintColour, Width: s.pt(0.9), Dashes: []vg.Length{s.pt(2), s.pt(2)}},
			[]vg.Point{{X: at, Y: c.Min.Y}, {X: at, Y: c.Max.Y}})
		y := c.Max.Y - s.pt(axisStyle.size)
		text := shorten(text, s.measure(axisStyle), c.Max.X-c.Min.X)
		if w := s.width(axisStyle, text); at-c.Min.X >= w+s.pt(8) {
			s.text(axisStyle, at-s.pt(5), y, right, text)
		} else {
			s.text(axisStyle, min(at+s.pt(5), c.Max.X-w), y, left, text)
		}
	})
}
