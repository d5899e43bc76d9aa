package plots

import (
	"image/color"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// BridgeData is the way from the first month's opening MRR to the last month's
// closing MRR. Churned and Contraction are negative. The values should be
// means over trials: means add up, quantiles do not.
type BridgeData struct {
	Head
	Unit                               string // of the vertical axis: "MRR, JPY"
	Opening                            float64
	New, Reactivated, Expansion, Price float64
	Contraction, Churned               float64
	Closing                            float64
	OpeningLabel, ClosingLabel         string // under the first and last bar, such as their months
}

// Bridge draws a waterfall: the opening MRR, each move up or down from where
// the one before it ended, the closing MRR. A move that is not finite gets no
// bar and an "∞" or "–" for its value.
func Bridge(d BridgeData) *Figure {
	lang := d.language()
	w := lang.Bridge
	bars := []bridgeBar{
		{name: w.Opening, detail: clean(d.OpeningLabel), value: d.Opening, total: true},
		{name: w.New, value: d.New}, {name: w.Reactivated, value: d.Reactivated},
		{name: w.Expansion, value: d.Expansion}, {name: w.Price, value: d.Price},
		{name: w.Contraction, value: d.Contraction}, {name: w.Churned, value: d.Churned},
		{name: w.Closing, detail: clean(d.ClosingLabel), value: d.Closing, total: true},
	}
	level, y, drawn := 0.0, emptySpan(), false
	for i := range bars {
		b := &bars[i]
		b.name = clean(b.name)
		if math.Abs(b.value) < 1e-9*math.Max(math.Abs(d.Opening), math.Abs(d.Closing)) {
			b.value = 0 // what rounding left
		}
		if b.total {
			level = 0
		}
		b.from, b.to = level, level
		if drawable(b.value) {
			b.to, drawn = level+b.value, true
		}
		level = b.to
		y.add(b.from, b.to, 0)
	}
	return newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		drawBridge(s, area, bars, y.proper(), clean(d.Unit))
	})
}

type bridgeBar struct {
	name, detail    string
	value, from, to float64
	total           bool
}

func (b bridgeBar) colour() color.NRGBA {
	switch {
	case b.total:
		return Colour(0)
	case b.value == 0:
		return greyColour
	case b.value < 0:
		return lossColour
	}
	return gainColour
}

func drawBridge(s *sheet, area vg.Rectangle, bars []bridgeBar, y span, unit string) {
	f := &frame{x: span{0, float64(len(bars))}, y: y, yUnit: unit, numbers: s.lang.Numbers, xTicks: func(int) []tick { return nil }}
	most := 0
	estimate := (area.Size().X - s.pt(60)) / vg.Length(len(bars))
	for _, b := range bars {
		names, details := b.under(s, underStyle(s, bars, estimate), estimate)
		most = max(most, len(names)+len(details))
	}
	below := s.pt(8) + vg.Length(most)*s.leading(axisStyle)
	data := vg.Rectangle{
		Min: vg.Point{X: area.Min.X, Y: area.Min.Y + below},
		Max: vg.Point{X: area.Max.X - s.pt(8), Y: area.Max.Y - f.topHeight(s) - s.pt(14)},
	}
	f.settle(s, data.Size().Y)
	data.Min.X += f.leftWidth(s)
	f.draw(s, data, true)
	step := data.Size().X / vg.Length(len(bars))
	at := func(v float64) vg.Length {
		return data.Min.Y + vg.Length((v-f.y.min)/(f.y.max-f.y.min))*data.Size().Y
	}
	style := underStyle(s, bars, step)
	for i, b := range bars {
		middle := data.Min.X + step*(vg.Length(i)+0.5)
		low, high := at(math.Min(b.from, b.to)), at(math.Max(b.from, b.to))
		high = max(high, low+s.pt(1))
		if drawable(b.value) {
			s.fill(withAlpha(b.colour(), 0.9), vg.Rectangle{Min: vg.Point{X: middle - step*0.32, Y: low}, Max: vg.Point{X: middle + step*0.32, Y: high}})
		}
		if i+1 < len(bars) {
			end := at(b.to)
			s.line(faintColour, 0.8, vg.Point{X: middle + step*0.32, Y: end}, vg.Point{X: middle + step*0.68, Y: end})
		}
		b.write(s, style, middle, step, high, data.Min.Y)
	}
}

// write labels the bar with its value above and its name under the axis, in the
// given style.
func (b bridgeBar) write(s *sheet, under textStyle, middle, step, high, floor vg.Length) {
	value := s.lang.Numbers(b.value)[0]
	if !b.total {
		value = plus(b.value, value)
	}
	st := nameStyle.in(readable(b.colour()))
	if w := s.width(st, value); w > step*0.96 {
		st = st.times(math.Max(float64(step*0.96/w), 0.6))
	}
	value = shorten(value, s.measure(st), step*1.2)
	half := s.width(st, value)/2 + s.pt(1.5)
	s.fill(white, vg.Rectangle{ // the grid does not run through the number
		Min: vg.Point{X: middle - half, Y: high + s.pt(2.5)},
		Max: vg.Point{X: middle + half, Y: high + s.pt(5) + s.pt(0.8*st.size)},
	})
	s.text(st, middle, high+s.pt(4), centre, value)
	names, details := b.under(s, under, step)
	y := floor - s.pt(5) - s.pt(axisStyle.size)
	for i, l := range append(names, details...) {
		st := under
		if i < len(names) {
			st = st.in(inkColour)
		}
		s.text(st, middle, y-vg.Length(i)*s.leading(st), centre, l)
	}
}

// under breaks a bar's name and detail for a column of width step.
func (b bridgeBar) under(s *sheet, st textStyle, step vg.Length) (names, details []string) {
	measure := s.measure(st)
	return wrap(b.name, measure, step*0.94, 3), wrap(b.detail, measure, step*0.94, 1)
}

// underStyle is the style of the texts under bars, in smaller type where a word
// is wider than its column.
func underStyle(s *sheet, bars []bridgeBar, step vg.Length) textStyle {
	longest := vg.Length(0)
	for _, b := range bars {
		for _, word := range strings.Fields(b.name + " " + b.detail) {
			if !strings.ContainsFunc(word, func(r rune) bool { return r > 0x2E7F }) { // kanji and kana break anywhere
				longest = max(longest, s.width(axisStyle, word))
			}
		}
	}
	if longest <= step*0.94 {
		return axisStyle
	}
	return axisStyle.times(max(float64(step*0.94/longest)*0.99, 0.7))
}
