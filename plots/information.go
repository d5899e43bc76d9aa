package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// InformationData is what it is worth to know single numbers before deciding.
type InformationData struct {
	Head
	Unit      string // of the horizontal axis
	Total     float64
	TotalText string // at the line of what knowing everything is worth
	Heading   string // of the column of values
	Rows      []InformationRow
}

// InformationRow is one thing that could be found out.
type InformationRow struct {
	Name, Detail string
	Value        float64
	Low, High    float64 // 95 % interval
	Text         string  // the value, as tables write it
	Pale         bool    // it cannot be studied, or stands for others in the list
}

// Information draws a bar for each number with its interval as a whisker, and a
// line at what knowing everything is worth.
func Information(d InformationData) *Figure {
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if len(d.Rows) == 0 {
			s.noData(area)
			return
		}
		d.draw(s, area)
	})
	fig.height = max(defaultHeight*0.6, vg.Length(150+30*len(d.Rows)))
	return fig
}

func (d *InformationData) draw(s *sheet, area vg.Rectangle) {
	axis := span{0, 0}
	if drawable(d.Total) {
		axis.add(1.02 * d.Total)
	}
	for _, r := range d.Rows {
		if drawable(r.Value) {
			axis.add(r.Value)
		}
		if drawable(r.High) {
			axis.add(r.High)
		}
	}
	axis = axis.proper()
	axis.min = 0
	t := s.newTable(area, len(d.Rows), 30, []string{clean(d.Heading)}, func(textStyle) (names []string, cells [][]string) {
		for _, r := range d.Rows {
			names, cells = append(names, clean(r.Name)), append(cells, []string{clean(r.Text)})
		}
		return names, cells
	})
	t.axis(s, axis, clean(d.Unit), s.lang.Numbers)
	for i, r := range d.Rows[:t.shown] {
		colour := gainColour
		if r.Pale {
			colour = greyColour
		}
		row := t.rowArea(i)
		middle, half := (row.Min.Y+row.Max.Y)/2, row.Size().Y*0.28
		t.row(s, i, colour, clean(r.Detail))
		if !drawable(r.Value) || r.Value <= 0 {
			continue
		}
		s.fill(withAlpha(colour, 0.75), vg.Rectangle{Min: vg.Point{X: t.x(0), Y: middle - half}, Max: vg.Point{X: t.x(r.Value), Y: middle + half}})
		if drawable(r.Low) && drawable(r.High) && r.High > r.Low {
			low := math.Max(r.Low, 0)
			s.line(inkColour, 1, vg.Point{X: t.x(low), Y: middle}, vg.Point{X: t.x(r.High), Y: middle})
			for _, end := range [...]float64{low, r.High} {
				s.line(inkColour, 1, vg.Point{X: t.x(end), Y: middle - half/2}, vg.Point{X: t.x(end), Y: middle + half/2})
			}
		}
	}
	if drawable(d.Total) && d.Total > 0 {
		t.rule(s, d.Total)
		style := axisStyle.in(inkColour)
		text := shorten(clean(d.TotalText), s.measure(style), t.data.Size().X)
		s.text(style, t.x(d.Total), t.data.Max.Y+s.pt(5), right, text)
	}
}
