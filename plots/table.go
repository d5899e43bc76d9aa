package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// A table lays out rows that share a horizontal axis: names on the left,
// pictures in the middle, numbers on the right.
type table struct {
	data      vg.Rectangle // of the pictures
	x         func(float64) vg.Length
	rows      []vg.Rectangle
	shown     int // rows that fit
	names     []string
	cells     [][]string
	headings  []string
	nameLeft  vg.Length
	nameWidth vg.Length
	columns   []vg.Length // right edges
	size      float64     // of the text, against the usual
}

const smallestRow = 13 // points

// newTable measures the columns and gives each row at most tallest points. texts
// returns the names and cells of all rows; details stand below names.
func (s *sheet) newTable(area vg.Rectangle, n int, tallest float64, headings []string, texts func(textStyle) (names []string, cells [][]string), details ...string) *table {
	t := &table{headings: headings, nameLeft: area.Min.X}
	t.names, t.cells = texts(detailStyle)
	bottom := s.pt(9) + 2*s.leading(axisStyle)
	heading := s.leading(axisStyle) + s.pt(4)
	room := area.Size().Y - bottom - heading
	t.shown = max(min(n, int(room/s.pt(smallestRow))), 1)
	if t.shown < n {
		s.text(noteStyle, area.Min.X, area.Min.Y+s.pt(1), left, clean(s.lang.Omitted(n-t.shown)))
		bottom += s.leading(noteStyle)
		room -= s.leading(noteStyle)
	}
	rowHeight := min(room/vg.Length(max(t.shown, 1)), s.pt(tallest))
	t.size = math.Min(1, math.Max(0.75, float64(rowHeight/s.pt(16))))
	t.nameWidth = max(s.widest(nameStyle.times(t.size), t.names), s.widest(detailStyle.times(t.size), details))
	t.nameWidth = min(t.nameWidth, area.Size().X*0.26)
	t.nameWidth = max(t.nameWidth, area.Size().X*0.12)
	edge := area.Max.X
	t.columns = make([]vg.Length, len(headings))
	for column := len(headings) - 1; column >= 0; column-- {
		t.columns[column] = edge
		width := s.width(axisStyle, headings[column])
		for _, row := range t.cells {
			width = max(width, s.width(detailStyle.times(t.size), row[column]))
		}
		edge -= min(width, area.Size().X*0.12) + s.pt(12)
	}
	t.data = vg.Rectangle{
		Min: vg.Point{X: area.Min.X + t.nameWidth + s.pt(16), Y: area.Max.Y - heading - rowHeight*vg.Length(t.shown)},
		Max: vg.Point{X: edge - s.pt(6), Y: area.Max.Y - heading},
	}
	for i := range t.shown {
		top := t.data.Max.Y - rowHeight*vg.Length(i)
		t.rows = append(t.rows, vg.Rectangle{
			Min: vg.Point{X: t.data.Min.X, Y: top - rowHeight},
			Max: vg.Point{X: t.data.Max.X, Y: top},
		})
	}
	return t
}

func (t *table) rowArea(i int) vg.Rectangle { return t.rows[i] }

// axis sets the scale and draws grid, ticks, the axis' label and the headings.
func (t *table) axis(s *sheet, x span, label string, numbers func(...float64) []string) {
	t.x = func(v float64) vg.Length {
		return t.data.Min.X + vg.Length((v-x.min)/(x.max-x.min))*t.data.Size().X
	}
	var ticks []tick
	for n := 8; n >= 1; n-- {
		if ticks = innerTicks(x, n, numbers); len(ticks) <= 2 || s.apart(ticks, t.x) {
			break
		}
	}
	for _, k := range ticks {
		s.line(gridColour, 0.6, vg.Point{X: t.x(k.at), Y: t.data.Min.Y}, vg.Point{X: t.x(k.at), Y: t.data.Max.Y})
		s.text(axisStyle, t.x(k.at), t.data.Min.Y-s.pt(5)-s.pt(axisStyle.size), centre, k.label)
	}
	s.line(faintColour, 0.8, t.data.Min, vg.Point{X: t.data.Max.X, Y: t.data.Min.Y})
	width := t.data.Max.X - t.nameLeft
	text := shorten(label, s.measure(axisStyle), width)
	middle := (t.data.Min.X + t.data.Max.X) / 2
	middle = max(middle, t.nameLeft+s.width(axisStyle, text)/2)
	s.text(axisStyle, middle, t.data.Min.Y-s.pt(7)-s.leading(axisStyle)-s.pt(axisStyle.size), centre, text)
	for i, h := range t.headings {
		s.text(axisStyle, t.columns[i], t.data.Max.Y+s.pt(5), right, h)
	}
}

// row draws the name, the detail under it and the numbers of row i.
func (t *table) row(s *sheet, i int, colour color.NRGBA, detail string) {
	area := t.rows[i]
	name, more := nameStyle.times(t.size).in(readable(colour)), detailStyle.times(t.size)
	room := int(area.Size().Y / s.leading(name))
	details := wrap(detail, s.measure(more), t.nameWidth+s.pt(10), min(max(room-1, 0), 2))
	names := wrap(t.names[i], s.measure(name), t.nameWidth, min(max(room-len(details), 1), 3))
	height := vg.Length(len(names))*s.leading(name) + vg.Length(len(details))*s.leading(more)
	middle := (area.Min.Y + area.Max.Y) / 2
	from := s.block(name, t.nameLeft, middle+height/2, names)
	s.block(more.in(inkColour), t.nameLeft, from, details)
	for column, cell := range t.cells[i] {
		st := more
		if t.headings[column] == "P50" {
			st = st.in(inkColour)
			st.bold = true
		}
		s.text(st, t.columns[column], middle-s.middle(st), right, shorten(cell, s.measure(st), t.data.Size().X/2))
	}
}

// rule draws a line through all rows at v.
func (t *table) rule(s *sheet, v float64) {
	s.line(greyColour, 0.9, vg.Point{X: t.x(v), Y: t.data.Min.Y}, vg.Point{X: t.x(v), Y: t.data.Max.Y})
}

// intervalBar draws P10 to P90 as a bar and P50 as a dot, cut at the axis'
// ends, where an arrow says that it goes on.
func (s *sheet) intervalBar(x func(float64) vg.Length, y vg.Length, p10, p50, p90 float64, colour color.NRGBA, axis span) {
	cut := func(v float64) float64 { return math.Min(math.Max(v, axis.min), axis.max) }
	if !math.IsNaN(p10) && !math.IsNaN(p90) {
		from, to := vg.Point{X: x(cut(p10)), Y: y}, vg.Point{X: x(cut(p90)), Y: y}
		if to.X-from.X < s.pt(2) {
			from.X, to.X = from.X-s.pt(1), to.X+s.pt(1)
		}
		s.line(withAlpha(colour, 0.6), 3, from, to)
		if p90 > axis.max {
			s.arrow(colour, to, 1)
		}
		if p10 < axis.min {
			s.arrow(colour, from, -1)
		}
	}
	if p50 >= axis.min && p50 <= axis.max {
		s.dot(colour, vg.Point{X: x(p50), Y: y}, 3.2)
	}
}

// arrow draws a head that points right (1) or left (-1) with its tip at p.
func (s *sheet) arrow(colour color.Color, p vg.Point, direction vg.Length) {
	var path vg.Path
	path.Move(p.Add(vg.Point{X: direction * s.pt(6)}))
	path.Line(p.Add(vg.Point{Y: s.pt(4)}))
	path.Line(p.Sub(vg.Point{Y: s.pt(4)}))
	path.Close()
	s.c.SetColor(colour)
	s.c.Fill(path)
}
