package plots

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A frame is one pair of axes and what is drawn between them. The data area
// is a plot.Plot without axes, so any gonum/plot plotter can be used in it;
// grid, ticks and labels are drawn here, where their size is known.
type frame struct {
	x, y     span
	xTicks   func(n int) []tick // at most n of them
	numbers  func(...float64) []string
	xLabel   string
	yUnit    string
	plotters []plot.Plotter
	overhang float64 // points by which tick labels may leave the data area at the sides
	fixed    bool    // the vertical axis ends where it is told to

	yTicks []tick // set by settle
}

// settle chooses the vertical ticks for a data area of the given height. An end
// of the axis moves out to the next tick where that costs little room, and
// otherwise gets a margin; zero stays where it is.
func (f *frame) settle(s *sheet, height vg.Length) {
	n := int(height / s.pt(26))
	given := f.y
	for n = min(max(n, 2), 6); ; n++ {
		if f.settleAt(given, n); len(f.yTicks) >= fewestTicks || n >= 12 {
			return
		}
	}
}

const fewestTicks = 3

// settleAt settles for about n ticks.
func (f *frame) settleAt(given span, n int) {
	f.y = given
	wide, ticks := niceTicks(f.y, n, f.numbers)
	room := f.y.max - f.y.min
	fit := span{f.y.min - 0.05*room, f.y.max + 0.05*room}
	if f.fixed {
		fit, wide = f.y, f.y
	}
	if f.y.min == 0 || f.y.min-wide.min < 0.08*room && wide.min < f.y.min {
		fit.min = wide.min
	}
	if f.y.max == 0 || wide.max-f.y.max < 0.08*room && wide.max > f.y.max {
		fit.max = wide.max
	}
	f.y, f.yTicks = fit, nil
	for _, t := range ticks {
		if t.at >= fit.min && t.at <= fit.max {
			f.yTicks = append(f.yTicks, t)
		}
	}
}

func (f *frame) leftWidth(s *sheet) vg.Length {
	var labels []string
	for _, t := range f.yTicks {
		labels = append(labels, t.label)
	}
	return s.widest(axisStyle, labels) + s.pt(8)
}

func (f *frame) bottomHeight(s *sheet) vg.Length {
	h := s.pt(8) + s.leading(axisStyle)
	if f.xLabel != "" {
		h += s.leading(axisStyle) + s.pt(2)
	}
	return h
}

func (f *frame) topHeight(s *sheet) vg.Length {
	if f.yUnit == "" {
		return s.pt(5)
	}
	return s.leading(axisStyle) + s.pt(6)
}

// draw draws the frame around the data area. Without labels the vertical axis
// has its grid only.
func (f *frame) draw(s *sheet, data vg.Rectangle, yLabels bool) {
	p := f.plot()
	c := draw.Canvas{Canvas: s.c.Canvas, Rectangle: data}
	x, y := p.Transforms(&c)
	for _, t := range f.yTicks {
		at := y(t.at)
		if t.at != 0 || t.at == f.y.min {
			s.line(gridColour, 0.6, vg.Point{X: data.Min.X, Y: at}, vg.Point{X: data.Max.X, Y: at})
		}
		if yLabels {
			s.text(axisStyle, data.Min.X-s.pt(6), at-s.middle(axisStyle), right, t.label)
		}
	}
	if yLabels && f.yUnit != "" {
		from := data.Min.X - f.leftWidth(s)
		unit := shorten(f.yUnit, s.measure(axisStyle), data.Max.X-from)
		s.text(axisStyle, from, data.Max.Y+s.pt(9), left, unit)
	}
	p.Draw(c)
	s.line(faintColour, 0.8, data.Min, vg.Point{X: data.Max.X, Y: data.Min.Y})
	if f.y.min < 0 && f.y.max > 0 && !f.fixed {
		s.line(greyColour, 0.8, vg.Point{X: data.Min.X, Y: y(0)}, vg.Point{X: data.Max.X, Y: y(0)})
	}
	f.drawXTicks(s, data, x)
}

// drawXTicks draws as many ticks as fit without touching.
func (f *frame) drawXTicks(s *sheet, data vg.Rectangle, x func(float64) vg.Length) {
	for n := 13; n >= 1; n-- {
		ticks := f.xTicks(n)
		if len(ticks) > 2 && !s.apart(ticks, x) {
			continue
		}
		last := data.Min.X - s.pt(100)
		for _, t := range ticks {
			w := s.width(axisStyle, t.label)
			from := max(min(x(t.at)-w/2, data.Max.X+s.pt(f.overhang)-w), data.Min.X-s.pt(f.overhang))
			s.line(faintColour, 0.8, vg.Point{X: x(t.at), Y: data.Min.Y}, vg.Point{X: x(t.at), Y: data.Min.Y - s.pt(3)})
			if from >= last+s.pt(5) {
				s.text(axisStyle, from, data.Min.Y-s.pt(7)-s.pt(axisStyle.size), left, t.label)
				last = from + w
			}
		}
		break
	}
	if f.xLabel != "" {
		label := shorten(f.xLabel, s.measure(axisStyle), data.Size().X)
		s.text(axisStyle, (data.Min.X+data.Max.X)/2, data.Min.Y-s.pt(9)-s.leading(axisStyle)-s.pt(axisStyle.size), centre, label)
	}
}

func (s *sheet) apart(ticks []tick, x func(float64) vg.Length) bool {
	for i := 1; i < len(ticks); i++ {
		half := (s.width(axisStyle, ticks[i].label) + s.width(axisStyle, ticks[i-1].label)) / 2
		if x(ticks[i].at)-x(ticks[i-1].at) < half+s.pt(14) {
			return false
		}
	}
	return true
}

// plot returns the data area as a plot.Plot that fills its canvas.
func (f *frame) plot() *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.Transparent
	p.HideAxes()
	p.X.Padding, p.Y.Padding = 0, 0
	p.X.Min, p.X.Max = f.x.min, f.x.max
	p.Y.Min, p.Y.Max = f.y.min, f.y.max
	p.Add(f.plotters...)
	return p
}
