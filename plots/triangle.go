package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// TriangleData is the retention of cohorts by age: a row for each cohort, the
// youngest last, so that the known part is a triangle.
type TriangleData struct {
	Head
	AgeAxis string // above the columns; empty: as the language calls ages in months
	First   int    // the age of the first column
	Step    int    // ages from a column to the next; 0: 1
	Rows    []TriangleRow
}

// TriangleRow is one cohort.
type TriangleRow struct {
	Name   string    // such as "2026-04"
	Detail string    // such as its size
	Values []float64 // shares still active by column; NaN: not known yet
}

// Triangle draws a heat map: each cell is coloured by its share, from white (none)
// to blue (all), with the percentage in it where there is room. Rows that do
// not fit are left out from the oldest on, and the last line says how many.
func Triangle(d TriangleData) *Figure {
	columns, drawn := 0, false
	for _, r := range d.Rows {
		for i, v := range r.Values {
			if drawable(v) {
				columns, drawn = max(columns, i+1), true
			}
		}
	}
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !drawn {
			s.noData(area)
			return
		}
		d.draw(s, area, columns)
	})
	fig.height = max(defaultHeight*0.7, vg.Length(130+17*len(d.Rows)))
	return fig
}

func (d *TriangleData) draw(s *sheet, area vg.Rectangle, columns int) {
	rows := d.Rows
	heading := 2*s.leading(axisStyle) + s.pt(4)
	fits := max(int((area.Size().Y-heading)/s.pt(8)), 1)
	if fits < len(rows) {
		s.text(noteStyle, area.Min.X, area.Min.Y+s.pt(1), left, clean(s.lang.Omitted(len(rows)-fits)))
		area.Min.Y += s.leading(noteStyle)
		fits = max(int((area.Size().Y-heading)/s.pt(8)), 1)
		rows = rows[max(len(rows)-fits, 0):]
	}
	height := min((area.Size().Y-heading)/vg.Length(len(rows)), s.pt(24))
	size := math.Min(1, math.Max(0.6, float64(height/s.pt(13))))
	name, detail := axisStyle.times(size).in(inkColour), axisStyle.times(size)
	var names, details []string
	for _, r := range rows {
		names, details = append(names, clean(r.Name)), append(details, clean(r.Detail))
	}
	nameWidth := min(s.widest(name, names), area.Size().X*0.2)
	detailWidth := min(s.widest(detail, details), area.Size().X*0.15)
	cells := vg.Rectangle{
		Min: vg.Point{X: area.Min.X + nameWidth + detailWidth + s.pt(18), Y: area.Max.Y - heading - height*vg.Length(len(rows))},
		Max: vg.Point{X: area.Max.X, Y: area.Max.Y - heading},
	}
	width := min(cells.Size().X/vg.Length(columns), s.pt(48))
	cells.Max.X = cells.Min.X + width*vg.Length(columns)
	d.columnHeads(s, cells, width, columns)
	for i, r := range rows {
		top := cells.Max.Y - height*vg.Length(i)
		middle := top - height/2
		s.text(name, area.Min.X, middle-s.middle(name), left, shorten(names[i], s.measure(name), nameWidth))
		s.text(detail, cells.Min.X-s.pt(8), middle-s.middle(detail), right, shorten(details[i], s.measure(detail), detailWidth))
		for j, v := range r.Values {
			if !drawable(v) {
				continue
			}
			s.tile(vg.Rectangle{
				Min: vg.Point{X: cells.Min.X + width*vg.Length(j), Y: top - height},
				Max: vg.Point{X: cells.Min.X + width*vg.Length(j+1), Y: top},
			}, v, s.lang.Percent(v))
		}
	}
}

// columnHeads writes the ages, as many as fit, with what they are above.
func (d *TriangleData) columnHeads(s *sheet, cells vg.Rectangle, width vg.Length, columns int) {
	label := shorten(ageAxis(d.AgeAxis, s.lang), s.measure(axisStyle), cells.Size().X)
	s.text(axisStyle, cells.Min.X, cells.Max.Y+s.pt(4)+s.leading(axisStyle), left, label)
	step := max(d.Step, 1)
	last := cells.Min.X - s.pt(100)
	for j := range columns {
		text := s.lang.Numbers(float64(d.First + j*step))[0]
		w := s.width(axisStyle, text)
		at := cells.Min.X + width*(vg.Length(j)+0.5)
		if at-w/2 >= last+s.pt(6) && at+w/2 <= cells.Max.X+s.pt(20) {
			s.text(axisStyle, at, cells.Max.Y+s.pt(4), centre, text)
			last = at + w/2
		}
	}
}

// tile fills a rectangle with the shade of a share and writes its text where it
// fits.
func (s *sheet) tile(r vg.Rectangle, share float64, text string) {
	shade := shadeOf(share)
	gap := s.pt(0.6)
	s.fill(shade, vg.Rectangle{Min: r.Min.Add(vg.Point{X: gap, Y: gap}), Max: r.Max.Sub(vg.Point{X: gap, Y: gap})})
	st := axisStyle.times(0.9).in(inkOn(shade))
	for st.size > 5.5 && (s.width(st, text) > r.Size().X-s.pt(3) || s.pt(st.size) > r.Size().Y) {
		st = st.times(0.92)
	}
	if s.width(st, text) <= r.Size().X-s.pt(3) && s.pt(st.size) <= r.Size().Y {
		s.text(st, (r.Min.X+r.Max.X)/2, (r.Min.Y+r.Max.Y)/2-s.middle(st), centre, text)
	}
}

// shadeOf is between a very light and the full blue, by a share from 0 to 1.
func shadeOf(share float64) color.NRGBA {
	share = math.Min(math.Max(share, 0), 1)
	mix := func(from, to uint8) uint8 {
		return uint8(math.Round(float64(from) + share*(float64(to)-float64(from))))
	}
	return color.NRGBA{mix(0xF1, gainColour.R), mix(0xF6, gainColour.G), mix(0xFA, gainColour.B), 0xFF}
}

// inkOn is white or the colour of ink, whichever has the greater contrast on c.
func inkOn(c color.NRGBA) color.NRGBA {
	if contrast := contrastOnWhite(c); contrast*contrast > contrastOnWhite(inkColour) {
		return white
	}
	return inkColour
}
