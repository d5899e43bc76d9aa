package plots

import (
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// CumulativeData is the cumulative discounted difference of contribution
// against the baseline.
type CumulativeData struct {
	Head
	Start  Month  // of the first value; zero: months are numbered
	Unit   string // of the vertical axis: "Cumulative difference, JPY"
	Series []CumulativeSeries
}

// CumulativeSeries is one scenario, month by month.
type CumulativeSeries struct {
	Name          string
	Colour        int // index for Colour
	P10, P50, P90 []float64
	// Breakeven is the month, counted from 1, in which the investment has
	// paid back (the caller's median over trials, which need not be where
	// the median line crosses zero); +Inf: never; 0 or NaN: not known, and
	// not marked.
	Breakeven float64
}

// Cumulative draws the median and the P10-P90 band of each scenario with a
// line at zero and a dot at each breakeven month; more than four scenarios
// become small multiples.
func Cumulative(d CumulativeData) *Figure {
	lang := d.language()
	y, months := emptySpan(), 1
	for _, s := range d.Series {
		for _, v := range [][]float64{s.P10, s.P50, s.P90} {
			y.add(v...)
			months = max(months, len(v))
		}
	}
	drawn := !y.empty()
	if drawn {
		y.add(0)
	}
	newFrame := func(s *sheet) *frame { return monthFrame(s, d.Start, months, y.proper(), clean(d.Unit)) }
	fig := newFigure(d.Head, []string{lang.BandNote}, func(s *sheet, area vg.Rectangle) {
		switch {
		case !drawn:
			s.noData(area)
		case len(d.Series) <= mostOverlaid:
			f := newFrame(s)
			var labels []endLabel
			for _, c := range d.Series {
				f.plotters = append(f.plotters, bandOf(s, 1, c.P10, c.P90, c.Colour))
			}
			for _, c := range d.Series {
				f.plotters = append(f.plotters, medianOf(s, 1, c.P50, c.Colour))
				if v, i := lastDrawable(c.P50); i >= 0 {
					labels = append(labels, endLabel{at: v, name: clean(c.Name), detail: c.breakevenText(lang, d.Start, months), colour: Colour(c.Colour)})
				}
			}
			for _, c := range d.Series {
				f.plotters = append(f.plotters, c.breakevenDot(s, months))
			}
			s.single(area, f, labels)
		default:
			s.multiples(area, d.panels(s, newFrame, months))
		}
	})
	if len(d.Series) > mostOverlaid {
		fig.height = multiplesHeight(len(d.Series))
	}
	return fig
}

func (d *CumulativeData) panels(s *sheet, newFrame func(*sheet) *frame, months int) []panel {
	var panels []panel
	for i, c := range d.Series {
		f := newFrame(s)
		for j, other := range d.Series {
			if j != i {
				f.plotters = append(f.plotters, context(s, 1, other.P50))
			}
		}
		f.plotters = append(f.plotters, bandOf(s, 1, c.P10, c.P90, c.Colour), medianOf(s, 1, c.P50, c.Colour), c.breakevenDot(s, months))
		panels = append(panels, panel{
			title: clean(c.Name), detail: c.breakevenText(s.lang, d.Start, months), colour: Colour(c.Colour), frame: f,
		})
	}
	return panels
}

// breakevenText names the month; one beyond the horizon counts as never.
func (c *CumulativeSeries) breakevenText(lang *Language, start Month, months int) string {
	switch {
	case math.IsNaN(c.Breakeven) || c.Breakeven < 1:
		return ""
	case c.Breakeven > float64(months):
		return clean(lang.NoBreakeven)
	}
	return clean(lang.Breakeven(lang.monthName(start, int(math.Ceil(c.Breakeven)))))
}

func (c *CumulativeSeries) breakevenDot(s *sheet, months int) plot.Plotter {
	return plotterFunc(func(canvas draw.Canvas, p *plot.Plot) {
		if c.Breakeven >= 1 && c.Breakeven <= float64(months) {
			x, y := p.Transforms(&canvas)
			s.dot(Colour(c.Colour), vg.Point{X: x(math.Ceil(c.Breakeven)), Y: y(0)}, 3.4)
		}
	})
}
