package plots

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// RFMData is a map of customers by the quintiles of how lately and how often they
// bought.
type RFMData struct {
	Head
	RecencyAxis   string // under the map: "Recency quintile (5: bought lately)"
	FrequencyAxis string // above its vertical axis
	Cells         []RFMCell
}

// RFMCell is one pair of quintiles.
type RFMCell struct {
	Recency, Frequency int // from 1 to 5, the best being 5
	Segment            string
	Customers          float64
}

// RFM draws five by five tiles, the shade by the share of all customers relative to
// the fullest tile, with the name of the segment and the share in each, and lines
// between segments. Cells outside of 1 to 5 are left out; those given twice are
// added.
func RFM(d RFMData) *Figure {
	var customers [5][5]float64
	var names [5][5]string
	total, most := 0.0, 0.0
	for _, c := range d.Cells {
		if c.Recency < 1 || c.Recency > 5 || c.Frequency < 1 || c.Frequency > 5 || !drawable(c.Customers) || c.Customers < 0 {
			continue
		}
		at := &customers[c.Recency-1][c.Frequency-1]
		*at += c.Customers
		names[c.Recency-1][c.Frequency-1] = clean(c.Segment)
		total += c.Customers
		most = math.Max(most, *at)
	}
	fig := newFigure(d.Head, nil, func(s *sheet, area vg.Rectangle) {
		if !(total > 0) {
			s.noData(area)
			return
		}
		d.draw(s, area, func(r, f int) (string, float64, float64) {
			return names[r][f], customers[r][f] / total, customers[r][f] / most
		})
	})
	fig.height = defaultHeight * 1.15
	return fig
}

func (d *RFMData) draw(s *sheet, area vg.Rectangle, cell func(r, f int) (name string, share, shade float64)) {
	above, below := s.leading(axisStyle)+s.pt(5), 2*s.leading(axisStyle)+s.pt(6)
	s.text(axisStyle, area.Min.X, area.Max.Y-s.pt(axisStyle.size), left, shorten(clean(d.FrequencyAxis), s.measure(axisStyle), area.Size().X))
	tiles := vg.Rectangle{
		Min: vg.Point{X: area.Min.X + s.pt(16), Y: area.Min.Y + below},
		Max: vg.Point{X: area.Max.X, Y: area.Max.Y - above},
	}
	width, height := tiles.Size().X/5, tiles.Size().Y/5
	for r := range 5 {
		for f := range 5 {
			name, share, shade := cell(r, f)
			box := vg.Rectangle{
				Min: vg.Point{X: tiles.Min.X + width*vg.Length(r), Y: tiles.Min.Y + height*vg.Length(f)},
				Max: vg.Point{X: tiles.Min.X + width*vg.Length(r+1), Y: tiles.Min.Y + height*vg.Length(f+1)},
			}
			s.rfmTile(box, name, share, shade)
			if r < 4 {
				if other, _, _ := cell(r+1, f); other != name {
					s.line(white, 3, vg.Point{X: box.Max.X, Y: box.Min.Y}, box.Max)
				}
			}
			if f < 4 {
				if other, _, _ := cell(r, f+1); other != name {
					s.line(white, 3, vg.Point{X: box.Min.X, Y: box.Max.Y}, box.Max)
				}
			}
		}
	}
	for i := range 5 {
		text := s.lang.Numbers(float64(i + 1))[0]
		s.text(axisStyle, tiles.Min.X+width*(vg.Length(i)+0.5), tiles.Min.Y-s.pt(4)-s.pt(axisStyle.size), centre, text)
		s.text(axisStyle, tiles.Min.X-s.pt(6), tiles.Min.Y+height*(vg.Length(i)+0.5)-s.middle(axisStyle), right, text)
	}
	label := shorten(clean(d.RecencyAxis), s.measure(axisStyle), tiles.Size().X)
	s.text(axisStyle, (tiles.Min.X+tiles.Max.X)/2, tiles.Min.Y-s.pt(6)-s.leading(axisStyle)-s.pt(axisStyle.size), centre, label)
}

// rfmTile fills a tile and writes the segment with the share below it.
func (s *sheet) rfmTile(box vg.Rectangle, name string, share, shade float64) {
	colour := shadeOf(0.08 + 0.92*shade)
	gap := s.pt(0.5)
	s.fill(colour, vg.Rectangle{Min: box.Min.Add(vg.Point{X: gap, Y: gap}), Max: box.Max.Sub(vg.Point{X: gap, Y: gap})})
	if share == 0 && name == "" {
		return
	}
	st, small := nameStyle.times(0.9).in(inkOn(colour)), axisStyle.in(inkOn(colour))
	lines := wrap(name, s.measure(st), box.Size().X-s.pt(8), 2)
	total := vg.Length(len(lines))*s.leading(st) + s.leading(small)
	if total > box.Size().Y {
		lines = nil
		total = s.leading(small)
	}
	text := s.lang.Percent(share)
	if total > box.Size().Y || s.width(small, text) > box.Size().X {
		return
	}
	y := (box.Min.Y+box.Max.Y)/2 + total/2
	for _, l := range lines {
		s.text(st, (box.Min.X+box.Max.X)/2, y-s.pt(1.02*st.size), centre, l)
		y -= s.leading(st)
	}
	s.text(small, (box.Min.X+box.Max.X)/2, y-s.pt(1.02*small.size), centre, text)
}
