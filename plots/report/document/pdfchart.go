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
	// mostOfPair is the width of a chart of which two stand in a row.
	mostOfPair = 420
	pairGap    = vg.Length(14)
)

func (c *composer) chart(b Chart) {
	if b.Figure == nil {
		return
	}
	it := c.figure(b.Figure, c.x, c.width)
	it.above = 12
	c.add(it)
	c.add(space(4))
}

// pair puts two charts in a row if both are charts and small.
func (c *composer) pair(a, b Block) bool {
	left, ok := small(a)
	right, also := small(b)
	if !ok || !also {
		return false
	}
	width := (c.width - pairGap) / 2
	one, other := c.figure(left, c.x, width), c.figure(right, c.x+width+pairGap, width)
	height := max(one.height, other.height)
	one.draw, one.height = both(one.draw, other.draw), height
	one.give = min(one.give, other.give)
	one.above = 12
	c.add(one, space(4))
	return true
}

func small(b Block) (*plots.Figure, bool) {
	chart, ok := b.(Chart)
	if !ok || chart.Figure == nil {
		return nil, false
	}
	width, _ := chart.Figure.Size()
	return chart.Figure, width <= mostOfPair
}

// figure is a chart of a width on the page. Its texts have the same size in
// each chart: it is laid out for the room that it gets.
func (c *composer) figure(f *plots.Figure, x, width vg.Length) item {
	natural, height := f.Size()
	scale := vg.Length(chartScale)
	wide := width / scale
	if height > natural*9/16 {
		height = max(height*wide/natural, min(height, natural*9/16)) // it grew with its rows; they keep their room
	} else {
		height *= wide / natural
	}
	high := min(height*scale, pageHeight-topMargin-bottomMargin)
	return item{kind: chartItem, height: high, give: chartGive * high, draw: func(p *pen, top, height vg.Length) {
		p.fail(p.pdf.DrawChart(f.Sized(wide, height/scale), x, top, width, height))
	}}
}
