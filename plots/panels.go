package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// mostOverlaid is how many series share one panel; more become small
// multiples, where bands can still be told apart.
const mostOverlaid = 4

// A panel is one of several small charts with the same axes.
type panel struct {
	title, detail string
	colour        color.NRGBA
	frame         *frame
}

// single draws one frame over the whole area, with end labels at its right.
func (s *sheet) single(area vg.Rectangle, f *frame, labels []endLabel) {
	data := vg.Rectangle{
		Min: vg.Point{X: area.Min.X, Y: area.Min.Y + f.bottomHeight(s)},
		Max: vg.Point{X: area.Max.X, Y: area.Max.Y - f.topHeight(s)},
	}
	height := data.Size().Y
	f.overhang = 16
	f.settle(s, height)
	data.Min.X += f.leftWidth(s)
	column := s.endLabels(labels, area.Size().X*0.24, height+s.pt(10))
	if len(column.labels) > 0 {
		data.Max.X -= column.width + s.pt(leaderWidth)
	} else {
		data.Max.X -= s.pt(16)
	}
	f.draw(s, data, true)
	y := func(v float64) vg.Length {
		return data.Min.Y + vg.Length((v-f.y.min)/(f.y.max-f.y.min))*height
	}
	column.draw(s, data.Max.X, data.Min.Y-s.pt(5), data.Max.Y+s.pt(5), y)
}

// multiples draws panels in rows and columns, the vertical axis labelled in
// the first column. Panels that would be too small to read are left out, and
// the last line says how many.
func (s *sheet) multiples(area vg.Rectangle, panels []panel) {
	if len(panels) == 0 {
		s.noData(area)
		return
	}
	shown, columns, rows := s.arrange(area, len(panels))
	if shown < len(panels) {
		s.text(noteStyle, area.Min.X, area.Min.Y+s.pt(1), left, clean(s.lang.Omitted(len(panels)-shown)))
		area.Min.Y += s.leading(noteStyle) + s.pt(2)
		panels = panels[:shown]
	}
	first := panels[0].frame
	unit := first.topHeight(s) - s.pt(5)
	gap := s.pt(18)
	xLabel := first.xLabel
	if xLabel != "" {
		area.Min.Y += s.leading(axisStyle)
	}
	cellHeight := (area.Size().Y - unit - gap*vg.Length(rows-1)*0.6) / vg.Length(rows)
	first.settle(s, cellHeight*0.6)
	leftWidth := first.leftWidth(s)
	cellWidth := (area.Size().X - leftWidth - gap*vg.Length(columns-1) - s.pt(14)) / vg.Length(columns)
	title := nameStyle.times(0.95)
	titleLines, detailLines := 1, 0
	for _, p := range panels {
		titleLines = max(titleLines, len(wrap(p.title, s.measure(title), cellWidth, 2)))
		if p.detail != "" {
			detailLines = 1
		}
	}
	header := vg.Length(titleLines)*s.leading(title) + vg.Length(detailLines)*s.leading(detailStyle) + s.pt(5)
	if first.yUnit != "" {
		s.text(axisStyle, area.Min.X, area.Max.Y-s.pt(axisStyle.size), left, shorten(first.yUnit, s.measure(axisStyle), area.Size().X))
	}
	if xLabel != "" {
		text := shorten(xLabel, s.measure(axisStyle), area.Size().X-leftWidth)
		s.text(axisStyle, (area.Min.X+leftWidth+area.Max.X)/2, area.Min.Y-s.pt(axisStyle.size), centre, text)
	}
	for i, p := range panels {
		column, row := i%columns, i/columns
		x := area.Min.X + leftWidth + vg.Length(column)*(cellWidth+gap)
		top := area.Max.Y - unit - vg.Length(row)*(cellHeight+gap*0.6)
		f := p.frame
		f.xLabel, f.yUnit, f.overhang = "", "", 6
		f.y, f.yTicks = first.y, first.yTicks
		data := vg.Rectangle{
			Min: vg.Point{X: x, Y: top - cellHeight + f.bottomHeight(s)},
			Max: vg.Point{X: x + cellWidth, Y: top - header},
		}
		titles := wrap(p.title, s.measure(title), cellWidth, titleLines)
		details := wrap(p.detail, s.measure(detailStyle), cellWidth, detailLines)
		from := data.Max.Y + s.pt(5) + vg.Length(len(titles))*s.leading(title) + vg.Length(len(details))*s.leading(detailStyle)
		from = s.block(title.in(readable(p.colour)), x, from, titles)
		s.block(detailStyle, x, from, details)
		f.draw(s, data, column == 0)
	}
}

// arrange chooses the columns and rows whose cells are nearest to 3:2, and
// how many of n panels can be shown at a readable size.
func (s *sheet) arrange(area vg.Rectangle, n int) (shown, columns, rows int) {
	const smallestWidth, smallestHeight = 88, 84
	mostColumns := max(int(area.Size().X/s.pt(smallestWidth)), 1)
	mostRows := max(int(area.Size().Y/s.pt(smallestHeight)), 1)
	shown = min(n, mostColumns*mostRows)
	best := math.Inf(1)
	for c := 1; c <= min(mostColumns, shown); c++ {
		r := (shown + c - 1) / c
		if r > mostRows {
			continue
		}
		shape := float64(area.Size().X) / float64(c) / (float64(area.Size().Y) / float64(r)) / 1.5
		badness := math.Abs(math.Log(shape)) + 0.15*float64(c*r-shown)
		if badness < best {
			best, columns, rows = badness, c, r
		}
	}
	return shown, columns, rows
}

// multiplesHeight is the height at which n panels are comfortable.
func multiplesHeight(n int) vg.Length {
	rows := math.Ceil(float64(n) / 4)
	return max(defaultHeight, vg.Length(130+rows*135))
}
