package plots

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// FanData is a monthly quantity of one or several scenarios.
type FanData struct {
	Head
	Start  Month  // of the first value; zero: months are numbered
	Unit   string // of the vertical axis: "Revenue, JPY a month"
	Series []FanSeries
}

// FanSeries holds the quantiles, month by month, of one scenario. Missing
// slices are left out of the picture.
type FanSeries struct {
	Name                             string
	Colour                           int // index for Colour
	P5, P10, P25, P50, P75, P90, P95 []float64
	Detail                           string // the last values as they are written; empty: as Numbers writes them
}

// Fan draws quantile bands and the median: P5-P95, P10-P90 and P25-P75 for one
// scenario, P10-P90 for up to four in one panel, and small multiples with the
// other scenarios' medians in grey for more.
func Fan(d FanData) *Figure {
	lang := d.language()
	y, months := emptySpan(), 1
	for i := range d.Series {
		s := &d.Series[i]
		for _, v := range s.all(len(d.Series) == 1) {
			y.add(v...)
			months = max(months, len(v))
		}
	}
	unit := clean(d.Unit)
	if axis := y.withZero(); axis.min > 0 || axis.max < 0 {
		unit = lang.sentences([]string{unit, clean(lang.CutAxis)})
	}
	newFrame := func(s *sheet) *frame { return monthFrame(s, d.Start, months, y.withZero(), unit) }
	remarks := []string{lang.BandNote}
	if len(d.Series) > 1 && !y.empty() {
		remarks = append(remarks, lang.EndNote(lang.monthName(d.Start, months)))
	}
	fig := newFigure(d.Head, remarks, func(s *sheet, area vg.Rectangle) {
		switch {
		case y.empty():
			s.noData(area)
		case len(d.Series) == 1:
			f, labels := newFrame(s), []endLabel(nil)
			f.plotters, labels = d.Series[0].wholeFan(s)
			s.single(area, f, labels)
		case len(d.Series) <= mostOverlaid:
			f := newFrame(s)
			var labels []endLabel
			for _, series := range d.Series {
				f.plotters = append(f.plotters, bandOf(s, 1, series.P10, series.P90, series.Colour))
			}
			for _, series := range d.Series {
				f.plotters = append(f.plotters, medianOf(s, 1, series.P50, series.Colour))
				labels = append(labels, series.label(lang)...)
			}
			s.single(area, f, labels)
		default:
			s.multiples(area, d.panels(s, newFrame))
		}
	})
	if len(d.Series) > mostOverlaid {
		fig.height = multiplesHeight(len(d.Series))
	}
	return fig
}

// all returns the slices that are drawn.
func (s *FanSeries) all(whole bool) [][]float64 {
	if whole {
		return [][]float64{s.P5, s.P10, s.P25, s.P50, s.P75, s.P90, s.P95}
	}
	return [][]float64{s.P10, s.P50, s.P90}
}

// wholeFan is the picture of a lone scenario, every quantile named at its end.
func (s *FanSeries) wholeFan(sh *sheet) ([]plot.Plotter, []endLabel) {
	colour := Colour(s.Colour)
	var plotters []plot.Plotter
	for _, b := range []struct {
		low, high []float64
		alpha     float64
	}{{s.P5, s.P95, 0.14}, {s.P10, s.P90, 0.16}, {s.P25, s.P75, 0.26}} {
		plotters = append(plotters, band{first: 1, low: b.low, high: b.high, colour: withAlpha(colour, b.alpha), loneWidth: sh.pt(40)})
	}
	plotters = append(plotters, medianOf(sh, 1, s.P50, s.Colour))
	var labels []endLabel
	for _, q := range []struct {
		name   string
		values []float64
	}{{"P5", s.P5}, {"P10", s.P10}, {"P25", s.P25}, {"P50", s.P50}, {"P75", s.P75}, {"P90", s.P90}, {"P95", s.P95}} {
		if v, i := lastDrawable(q.values); i >= 0 {
			l := endLabel{at: v, detail: q.name + "  " + sh.lang.Numbers(v)[0], colour: faintColour}
			if q.name == "P50" {
				l.name, l.detail, l.colour = l.detail, "", colour
			}
			labels = append(labels, l)
		}
	}
	return plotters, labels
}

func (s *FanSeries) label(lang *Language) []endLabel {
	v, i := lastDrawable(s.P50)
	if i < 0 {
		return nil
	}
	detail := clean(s.Detail)
	if detail == "" {
		detail = interval(lang, v, at(s.P10, i), at(s.P90, i))
	}
	return []endLabel{{at: v, name: clean(s.Name), detail: detail, colour: Colour(s.Colour)}}
}

func (d *FanData) panels(s *sheet, newFrame func(*sheet) *frame) []panel {
	var panels []panel
	for i, series := range d.Series {
		f := newFrame(s)
		for j, other := range d.Series {
			if j != i {
				f.plotters = append(f.plotters, context(s, 1, other.P50))
			}
		}
		f.plotters = append(f.plotters, bandOf(s, 1, series.P10, series.P90, series.Colour), medianOf(s, 1, series.P50, series.Colour))
		p := panel{title: clean(series.Name), colour: Colour(series.Colour), frame: f}
		if l := series.label(s.lang); len(l) > 0 {
			p.detail = l[0].detail
		}
		panels = append(panels, p)
	}
	return panels
}

// monthFrame has the plan's months 1..months on its horizontal axis.
func monthFrame(s *sheet, start Month, months int, y span, unit string) *frame {
	f := &frame{x: span{1, float64(months)}, y: y, yUnit: unit, numbers: s.lang.Numbers}
	if months == 1 {
		f.x = span{0.5, 1.5}
	}
	f.xTicks = func(n int) []tick { return monthTicks(s.lang, start, 1, months, n) }
	if start == (Month{}) {
		f.xLabel = clean(s.lang.MonthAxis)
	}
	return f
}

func bandOf(s *sheet, first float64, low, high []float64, colour int) plot.Plotter {
	return band{first: first, low: low, high: high, colour: withAlpha(Colour(colour), 0.16), loneWidth: s.pt(24)}
}

func medianOf(s *sheet, first float64, values []float64, colour int) plot.Plotter {
	return series{first: first, values: values, colour: Colour(colour), width: s.pt(2)}
}

// context is another scenario's line, there for comparison only.
func context(s *sheet, first float64, values []float64) plot.Plotter {
	return series{first: first, values: values, colour: withAlpha(faintColour, 0.55), width: s.pt(0.7)}
}

func at(values []float64, i int) float64 {
	if i < 0 || i >= len(values) {
		return math.NaN()
	}
	return values[i]
}

// interval writes a median and, where they exist, the quantiles around it.
func interval(lang *Language, p50, p10, p90 float64) string {
	middle := lang.Numbers(p50)[0]
	if math.IsNaN(p10) || math.IsNaN(p90) {
		return middle
	}
	return fmt.Sprintf("%s (%s – %s)", middle, lang.Numbers(p10)[0], lang.Numbers(p90)[0])
}
