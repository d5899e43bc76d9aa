package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// TornadoData is how far an outcome moves with each of its inputs, one at a
// time.
type TornadoData struct {
	Head
	Unit string  // of the outcome: "NPV difference, ¥"
	Base float64 // outcome with every input in the middle
	// LowKey and HighKey say what the two tones are: "input at P10", "at P90".
	LowKey, HighKey string
	Rows            []TornadoRow // the longest first
}

// TornadoRow is one input.
type TornadoRow struct {
	Name, Detail string // its title, and below it its path in the plan
	// Low and High are the outcomes with the input at its low and at its high
	// end; what is infinite or NaN is left out.
	Low, High float64
	// Lowest and Highest are the outcomes on the way between the ends: a thin
	// line where they lie beyond both.
	Lowest, Highest   float64
	LowText, HighText string // the input's own values there, beside the ends
}

var (
	lowTone  = color.NRGBA{0x7F, 0xB8, 0xDE, 0xFF}
	highTone = color.NRGBA{0x00, 0x4F, 0x86, 0xFF}
)

const (
	tornadoRow     = 30   // points, of a row
	tornadoTallRow = 41   // where names take two lines
	tornadoName    = 15   // em of the longest name on one line
	tornadoLabel   = 0.42 // of the width, for the texts at both ends
)

// rowHeight is taller where a name needs two lines: Latin letters are about
// half an em wide.
func (d *TornadoData) rowHeight() float64 {
	for _, r := range d.Rows {
		em := 0.0
		for _, c := range r.Name {
			if em++; c < 0x1100 {
				em -= 0.45
			}
		}
		if em > tornadoName {
			return tornadoTallRow
		}
	}
	return tornadoRow
}

// Tornado draws a bar for each input from the base to the outcome at either of
// its ends, in two tones, the input's values beside the ends, and the outcomes
// in columns.
func Tornado(d TornadoData) *Figure {
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if len(d.Rows) == 0 || !drawable(d.Base) {
			s.noData(area)
			return
		}
		d.draw(s, area)
	})
	fig.height = max(defaultHeight*0.6, vg.Length(165+d.rowHeight()*float64(len(d.Rows))))
	return fig
}

func (d *TornadoData) draw(s *sheet, area vg.Rectangle) {
	key := s.leading(axisStyle)
	d.drawKey(s, area)
	area.Max.Y -= key + s.pt(3)
	t := s.newTable(area, len(d.Rows), d.rowHeight(), []string{clean(d.LowKey), clean(d.HighKey)}, func(textStyle) (names []string, cells [][]string) {
		values := make([]float64, 0, 2*len(d.Rows))
		for _, r := range d.Rows {
			values = append(values, r.Low, r.High)
		}
		for i, r := range d.Rows {
			names = append(names, clean(r.Name))
			cells = append(cells, []string{tornadoNumber(s, values[2*i]), tornadoNumber(s, values[2*i+1])})
		}
		return names, cells
	}, d.details()...)
	axis, labels := d.axis(s, t)
	t.axis(s, axis, clean(d.Unit), s.lang.Numbers)
	for i := range d.Rows[:t.shown] {
		d.drawRow(s, t, i, labels)
	}
	t.rule(s, d.Base)
	s.text(axisStyle.in(inkColour), t.x(d.Base), t.data.Max.Y+s.pt(5), centre, tornadoNumber(s, d.Base))
}

// details are the paths of the rows.
func (d *TornadoData) details() []string {
	texts := make([]string, len(d.Rows))
	for i, r := range d.Rows {
		texts[i] = clean(r.Detail)
	}
	return texts
}

func tornadoNumber(s *sheet, v float64) string { return clean(s.lang.Numbers(v)[0]) }

// drawKey says what the tones are.
func (d *TornadoData) drawKey(s *sheet, area vg.Rectangle) {
	x, y := area.Min.X, area.Max.Y-s.pt(axisStyle.size)
	for _, k := range []struct {
		tone color.NRGBA
		text string
	}{{lowTone, clean(d.LowKey)}, {highTone, clean(d.HighKey)}} {
		if k.text == "" {
			continue
		}
		side := s.pt(7)
		s.fill(k.tone, vg.Rectangle{Min: vg.Point{X: x, Y: y - s.pt(0.5)}, Max: vg.Point{X: x + side, Y: y + side - s.pt(0.5)}})
		text := shorten(k.text, s.measure(axisStyle), area.Size().X/2-s.pt(30))
		s.text(axisStyle, x+side+s.pt(4), y, left, text)
		x += side + s.pt(18) + s.width(axisStyle, text)
	}
}

// axis holds all outcomes, with room at both ends for the texts beside them, of
// which labels is the style.
func (d *TornadoData) axis(s *sheet, t *table) (axis span, labels textStyle) {
	axis = emptySpan()
	axis.add(d.Base)
	for _, r := range d.Rows {
		axis.add(r.Low, r.High, r.Lowest, r.Highest)
	}
	axis = axis.proper()
	labels = detailStyle.times(0.92 * t.size)
	widest := vg.Length(0)
	for _, r := range d.Rows {
		widest = max(widest, s.width(labels, clean(r.LowText)), s.width(labels, clean(r.HighText)))
	}
	room := math.Min(tornadoLabel/2, float64((widest+s.pt(10))/t.data.Size().X))
	extra := (axis.max - axis.min) * room / (1 - 2*room)
	return span{axis.min - extra, axis.max + extra}, labels
}

func (d *TornadoData) drawRow(s *sheet, t *table, i int, labels textStyle) {
	r := &d.Rows[i]
	t.row(s, i, inkColour, clean(r.Detail))
	area := t.rows[i]
	middle, half := (area.Min.Y+area.Max.Y)/2, area.Size().Y*0.3
	base := t.x(d.Base)
	bar := func(v float64, tone color.NRGBA) {
		if drawable(v) {
			from, to := min(base, t.x(v)), max(base, t.x(v))
			s.fill(tone, vg.Rectangle{Min: vg.Point{X: from, Y: middle - half}, Max: vg.Point{X: to, Y: middle + half}})
		}
	}
	if drawable(r.Lowest) && drawable(r.Highest) {
		s.line(greyColour, 1, vg.Point{X: t.x(r.Lowest), Y: middle}, vg.Point{X: t.x(r.Highest), Y: middle})
	}
	sameSide := (r.Low-d.Base)*(r.High-d.Base) > 0
	if sameSide && math.Abs(r.High-d.Base) > math.Abs(r.Low-d.Base) {
		bar(r.High, highTone)
		bar(r.Low, lowTone)
	} else {
		bar(r.Low, lowTone)
		bar(r.High, highTone)
	}
	d.drawEnds(s, t, r, middle, labels, sameSide)
}

// drawEnds writes the input's values beside the ends: outwards, or, where both
// lie on one side of the base, that of the shorter bar on the other side of it.
func (d *TornadoData) drawEnds(s *sheet, t *table, r *TornadoRow, middle vg.Length, labels textStyle, sameSide bool) {
	y, gap := middle-s.middle(labels), s.pt(4)
	write := func(v float64, text string, rightwards bool) {
		if !drawable(v) {
			return
		}
		text = shorten(clean(text), s.measure(labels), t.data.Size().X*tornadoLabel/2)
		switch {
		case rightwards && drawable(r.Highest):
			s.text(labels, t.x(math.Max(v, r.Highest))+gap, y, left, text)
		case rightwards:
			s.text(labels, t.x(v)+gap, y, left, text)
		case drawable(r.Lowest):
			s.text(labels, t.x(math.Min(v, r.Lowest))-gap, y, right, text)
		default:
			s.text(labels, t.x(v)-gap, y, right, text)
		}
	}
	low, high := r.Low, r.High
	switch {
	case sameSide && math.Abs(high-d.Base) >= math.Abs(low-d.Base):
		write(high, r.HighText, high > d.Base)
		write(d.Base, r.LowText, high < d.Base)
	case sameSide:
		write(low, r.LowText, low > d.Base)
		write(d.Base, r.HighText, low < d.Base)
	case low == d.Base && high == d.Base:
		write(high, r.HighText, true)
		write(low, r.LowText, false)
	default:
		rising := high > low
		write(high, r.HighText, rising)
		write(low, r.LowText, !rising)
	}
}
