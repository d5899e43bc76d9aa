package document

import (
	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

const (
	// chartScale is the size of a chart's texts on paper, as a part of the
	// size they are designed in for a screen.
	chartScale = 0.8
	// chartGive is the part of its height that a chart gives up for the page
	// that it would else leave.
	chartGive = 0.18
	// chartFlat makes charts lower than on a screen, and pairFlat those in
	// pairs higher, for there the texts take more of the room.
	chartFlat, pairFlat = 0.9, 1.2
	// pairScale is the size of texts where two charts stand in a row: those
	// as narrow as mostOfPair, and those of choices.
	pairScale  = 0.68
	mostOfPair = 420
	pairGap    = vg.Length(24)
	// Margins within a figure, which on the page lie outside the text.
	figureSide, figureTop, figureBottom = 24, 14, 16
)

// chartGap is the room above and below a chart, in which it has its margins.
const chartGap = vg.Length(13)

func (c *composer) chart(b Chart) {
	if b.Figure == nil {
		return
	}
	it := figure(b.Figure, c.x, c.width, chartScale, chartFlat)
	it.above = chartGap
	c.add(it, after(chartGap))
}

// pair puts two charts in a row if both are charts and small.
func (c *composer) pair(a, b Block) bool {
	left, ok := c.small(a)
	right, also := c.small(b)
	if !ok || !also {
		return false
	}
	width := (c.width - pairGap) / 2
	one, other := figure(left, c.x, width, pairScale, pairFlat), figure(right, c.x+width+pairGap, width, pairScale, pairFlat)
	one.draw, one.height = both(one.draw, other.draw), max(one.height, other.height)
	one.give = chartGive * one.height
	one.above = chartGap
	c.add(one, after(chartGap))
	return true
}

// small finds the charts that stand in pairs: not those that are high for their
// many rows.
func (c *composer) small(b Block) (*plots.Figure, bool) {
	chart, ok := b.(Chart)
	if !ok || chart.Figure == nil {
		return nil, false
	}
	width, height := chart.Figure.Size()
	return chart.Figure, width <= mostOfPair || c.paired && height <= usualShape*width
}

// usualShape is the most height, by width, of a chart that has not grown with
// its rows.
const usualShape = 0.6

// figure is a chart whose texts are as wide as given. They have the same size in
// each chart, for it is laid out for the room that it gets: the shape of a chart
// on a slide is made flatter, one that is higher for its many rows keeps them.
func figure(f *plots.Figure, x, width, scale, flat vg.Length) item {
	natural, height := f.Size()
	wide := width/scale + 2*figureSide
	if usual := height * wide / natural * flat; height <= usualShape*natural {
		height = usual
	} else {
		height = max(height, usual)
	}
	const most = pageHeight - topMargin - bottomMargin - 60 // room for headings
	high := min((height-figureTop-figureBottom)*scale, most)
	return item{kind: chartItem, height: high, give: chartGive * high, draw: func(p *pen, top, height vg.Length) {
		full := height/scale + figureTop + figureBottom
		p.fail(p.pdf.DrawChart(f.Sized(wide, full), x-figureSide*scale, top-figureTop*scale, wide*scale, full*scale))
	}}
}
