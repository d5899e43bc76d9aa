package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// MarginalData is what one step more brings in each of several places.
type MarginalData struct {
	Head
	Unit    string // of the horizontal axis: "NPV of the next million, JPY"
	Heading string // above the last column
	Rows    []MarginalRow
}

// MarginalRow is one place.
type MarginalRow struct {
	Name   string
	Detail string  // below the name: "channel of SMB"
	Colour int     // index for Colour
	Value  float64 // NaN: Text says why there is none
	SE     float64
	Text   string // in the last column
}

// MarginalValues draws a bar from zero for each row, with two standard errors
// around its end.
func MarginalValues(d MarginalData) *Figure {
	x := emptySpan()
	for _, r := range d.Rows {
		if drawable(r.Value) && drawable(r.SE) {
			x.add(r.Value-2*r.SE, r.Value+2*r.SE)
		}
	}
	drawn := len(d.Rows) > 0
	x.add(0)
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		d.draw(s, area, x.proper())
	})
	fig.height = max(defaultHeight*0.6, vg.Length(150+26*len(d.Rows)))
	return fig
}

func (d *MarginalData) draw(s *sheet, area vg.Rectangle, x span) {
	room := 0.04 * (x.max - x.min)
	if x.min < 0 {
		x.min -= room
	}
	x.max += room
	t := s.newTable(area, len(d.Rows), 30, []string{clean(d.Heading)}, func(textStyle) (names []string, cells [][]string) {
		for _, r := range d.Rows {
			names, cells = append(names, clean(r.Name)), append(cells, []string{clean(r.Text)})
		}
		return names, cells
	})
	t.axis(s, x, clean(d.Unit), s.lang.Numbers)
	for i, r := range d.Rows[:t.shown] {
		t.row(s, i, Colour(r.Colour), clean(r.Detail))
		if !drawable(r.Value) {
			continue
		}
		row := t.rowArea(i)
		middle, half := (row.Min.Y+row.Max.Y)/2, min(row.Size().Y*0.3, s.pt(8))
		from, to := t.x(math.Min(0, r.Value)), t.x(math.Max(0, r.Value))
		s.fill(withAlpha(Colour(r.Colour), 0.75), vg.Rectangle{Min: vg.Point{X: from, Y: middle - half}, Max: vg.Point{X: to, Y: middle + half}})
		if drawable(r.SE) && r.SE > 0 {
			low, high := t.x(math.Max(x.min, r.Value-2*r.SE)), t.x(math.Min(x.max, r.Value+2*r.SE))
			s.whisker(inkColour, low, high, middle)
		}
	}
	t.rule(s, 0)
}

// whisker draws an interval with ends.
func (s *sheet) whisker(c color.Color, low, high, y vg.Length) {
	s.line(c, 1, vg.Point{X: low, Y: y}, vg.Point{X: high, Y: y})
	for _, end := range [...]vg.Length{low, high} {
		s.line(c, 1, vg.Point{X: end, Y: y - s.pt(3)}, vg.Point{X: end, Y: y + s.pt(3)})
	}
}
