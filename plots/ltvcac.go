package plots

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// LTVCACData is the ratio of lifetime value to the cost of acquiring a
// customer, with its interval.
type LTVCACData struct {
	Head
	Unit string  // of the horizontal axis: "LTV / CAC"
	Line float64 // a level to compare with, usually 3; 0: none
	Rows []LTVCACRow
}

// LTVCACRow is one scenario in one segment. Rows of one segment should follow
// each other.
type LTVCACRow struct {
	Segment  string // heading of the rows that share it; empty: none
	Scenario string
	Colour   int // index for Colour
	// P10, P50 and P90 may be +Inf (customers that cost nothing, or live for
	// ever: an arrow) or NaN (nobody is acquired: said in words).
	P10, P50, P90 float64
}

// LTVCAC draws a dot at P50 and a bar from P10 to P90 in each row, grouped by
// segment, with a line at the level to compare with. Where single rows are far
// larger than the rest, or further below zero than any is above it, the axis is
// cut and their bars end in arrows.
func LTVCAC(d LTVCACData) *Figure {
	var lines []ltvLine
	for i, r := range d.Rows {
		if r.Segment != "" && (i == 0 || d.Rows[i-1].Segment != r.Segment) {
			lines = append(lines, ltvLine{heading: clean(r.Segment)})
		}
		lines = append(lines, ltvLine{row: &d.Rows[i]})
	}
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if len(d.Rows) == 0 {
			s.noData(area)
			return
		}
		d.draw(s, area, lines)
	})
	fig.height = max(defaultHeight*0.6, vg.Length(150+20*len(lines)))
	return fig
}

// ltvLine is a heading or a row.
type ltvLine struct {
	heading string
	row     *LTVCACRow
}

// axis reaches from zero to the largest quantile, but no further than four
// times the third quartile of the P90s, and holds the line.
func (d *LTVCACData) axis() span {
	axis := span{0, math.Max(1, 1.25*d.line())}
	var highs []float64
	for _, r := range d.Rows {
		axis.add(r.P10, r.P50, r.P90)
		if drawable(r.P90) {
			highs = append(highs, r.P90)
		}
	}
	if len(highs) > 0 {
		slices.Sort(highs)
		axis.max = math.Min(axis.max, 4*math.Max(highs[(len(highs)-1)*3/4], math.Max(1, d.line())))
	}
	axis.min = math.Max(axis.min, -axis.max)
	axis.max += 0.04 * (axis.max - axis.min)
	return axis.proper()
}

// line is the level to compare with, 0 for none.
func (d *LTVCACData) line() float64 {
	if d.Line > 0 && drawable(d.Line) {
		return d.Line
	}
	return 0
}

func (d *LTVCACData) draw(s *sheet, area vg.Rectangle, lines []ltvLine) {
	axis := d.axis()
	t := s.newTable(area, len(lines), 30, []string{"P10", "P50", "P90"}, func(textStyle) (names []string, cells [][]string) {
		for _, l := range lines {
			if l.row == nil {
				names, cells = append(names, ""), append(cells, []string{"", "", ""})
				continue
			}
			names = append(names, clean(l.row.Scenario))
			var row []string
			for _, v := range []float64{l.row.P10, l.row.P50, l.row.P90} {
				row = append(row, clean(s.lang.ratio(v)))
			}
			cells = append(cells, row)
		}
		return names, cells
	})
	t.axis(s, axis, clean(d.Unit), func(values ...float64) []string {
		out := s.lang.Numbers(values...)
		for i := range out {
			out[i] = s.lang.Times(out[i])
		}
		return out
	})
	if line := d.line(); line > 0 {
		t.rule(s, line)
		s.text(axisStyle.in(inkColour), t.x(line), t.data.Max.Y+s.pt(5), centre, s.lang.Times(s.lang.Numbers(line)[0]))
	}
	for i, l := range lines[:t.shown] {
		area := t.rowArea(i)
		middle := (area.Min.Y + area.Max.Y) / 2
		if l.row == nil {
			st := nameStyle.times(t.size)
			heading := shorten(l.heading, s.measure(st), t.data.Max.X-t.nameLeft)
			s.fill(white, vg.Rectangle{
				Min: vg.Point{X: t.nameLeft, Y: middle - s.leading(st)/2},
				Max: vg.Point{X: t.nameLeft + s.width(st, heading) + s.pt(4), Y: middle + s.leading(st)/2},
			})
			s.text(st, t.nameLeft, middle-s.middle(st), left, heading)
			continue
		}
		t.row(s, i, Colour(l.row.Colour), "")
		s.intervalBar(t.x, middle, l.row.P10, l.row.P50, l.row.P90, Colour(l.row.Colour), axis)
		if math.IsNaN(l.row.P50) {
			s.text(detailStyle.times(t.size), t.x(math.Max(axis.min, 0))+s.pt(6), middle-s.middle(detailStyle), left, clean(s.lang.NoCAC))
		}
	}
}
