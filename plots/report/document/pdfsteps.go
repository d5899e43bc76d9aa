package document

import (
	"image/color"
	"strconv"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

var (
	stepTitle   = text{style: plots.PDFStyle{Size: 10.5, Bold: true, Colour: plots.Ink}, leading: 17}
	stepValue   = text{style: plots.PDFStyle{Size: 14, Bold: true, Colour: plots.Ink}, leading: 20}
	stepDetail  = text{style: plots.PDFStyle{Size: 8.5, Colour: plots.Grey}, leading: 12.8}
	stepFormula = text{style: plots.PDFStyle{Size: 8.5, Colour: plots.Ink}, leading: 12.8}
	stepNumber  = plots.PDFStyle{Size: 8.5, Bold: true, Colour: color.White}
	termText    = text{style: plots.PDFStyle{Size: 9, Bold: true, Colour: plots.Ink}, leading: 13.8}
	meaningText = text{style: plots.PDFStyle{Size: 9, Colour: plots.Ink}, leading: 13.8}
	formulaText = text{style: plots.PDFStyle{Size: 8.5, Colour: plots.Grey}, leading: 13.8}
)

// steps composes a ladder: numbers joined by a line at the left, values at
// the right.
func (c *composer) steps(b Steps) {
	const radius = vg.Length(9)
	start := len(c.items)
	for i, s := range b.Items {
		lines := c.step(s, 2*radius+12)
		lines[0].above = 8
		last := i == len(b.Items)-1
		for k := range lines {
			draw := lines[k].draw
			lines[k].draw = func(p *pen, top, height vg.Length) {
				if !last || k == 0 {
					p.rung(c.x+radius, top, height, k == 0 && i == 0, last)
				}
				if k == 0 {
					p.disc(plots.Gain, c.x+radius, top+stepTitle.leading/2, radius)
					number := strconv.Itoa(i + 1)
					p.text(stepNumber, c.x+radius-stepNumber.Width(number)/2, top+stepTitle.leading/2+0.36*stepNumber.Size, number)
				}
				draw(p, top, height)
			}
		}
		if i > 0 { // the line reaches over the gap
			above := lines[0].above
			lines[0].above = 0
			gap := space(above)
			gap.keep = true
			gap.draw = func(p *pen, top, height vg.Length) { p.rung(c.x+radius, top, height, false, false) }
			lines = append([]item{gap}, lines...)
		}
		c.add(lines...)
	}
	if height, _ := stacked(c.items[start:]); height < wholeLadder {
		together(c.items[start:])
	}
	c.add(after(4))
}

// wholeLadder is the height of steps that stay on a page.
const wholeLadder = vg.Length(560)

// rung draws a part of the line that joins numbers: the first number has none
// above it, the last none below.
func (p *pen) rung(x, top, height vg.Length, first, last bool) {
	from, to := top, top+height
	if first {
		from = top + stepTitle.leading/2
	}
	if last {
		to = top + stepTitle.leading/2
	}
	p.fill(plots.Faint, x-0.5, from, 1, to-from)
}

// step composes one step as lines that keep together.
func (c *composer) step(s Step, indent vg.Length) []item {
	inner := c.indented(indent)
	value := stepValue.toFit(s.Value, 0.4*inner.width, 10)
	values := value.style.Wrap(s.Value, 0.4*inner.width, 3)
	var wide vg.Length
	for _, v := range values {
		wide = max(wide, value.style.Width(v))
	}
	full := inner.width
	if wide > 0 {
		inner.width -= wide + 20
	}
	titles := inner.lines(stepTitle, s.Title, 3)
	if len(titles) == 0 {
		titles = []item{space(stepTitle.leading)}
	}
	titles[0].draw = both(titles[0].draw, func(p *pen, top, _ vg.Length) {
		for i, v := range values {
			p.text(value.style, c.x+c.width-value.style.Width(v), stepTitle.baseline(top)+0.5+vg.Length(i)*value.leading, v)
		}
	})
	if len(values) < 2 {
		inner.width = min(full, inner.width+wide)
	}
	lines := append(titles, inner.lines(stepDetail, s.Detail, 0)...)
	lines = append(lines, inner.lines(stepFormula, s.Formula, 0)...)
	if n := vg.Length(len(values)); n > 1 { // room for a value of several lines
		var height vg.Length
		for _, l := range lines {
			height += l.height
		}
		if short := n*value.leading - height; short > 0 {
			lines = append(lines, space(short))
		}
	}
	if len(lines) < 30 {
		return together(lines)
	}
	return withoutWidows(lines)
}

// definitions composes terms at the left of their meanings.
func (c *composer) definitions(b Definitions) {
	terms := c.indented(0)
	terms.width = 0.27 * c.width
	meanings := c.indented(terms.width + 14)
	for i, d := range b.Items {
		left := terms.lines(termText, d.Term, 12)
		right := meanings.lines(meaningText, d.Text, 0)
		right = append(right, meanings.lines(formulaText, d.Formula, 0)...)
		var rows []item
		for k := range max(len(left), len(right)) {
			row := space(meaningText.leading)
			if k < len(left) {
				row.draw = both(row.draw, left[k].draw)
			}
			if k < len(right) {
				row.draw = both(row.draw, right[k].draw)
			}
			rows = append(rows, row)
		}
		if len(rows) == 0 {
			continue
		}
		rows = withoutWidows(rows)
		if len(rows) < 8 {
			rows = together(rows)
		}
		rows[0].above = 8
		if i > 0 {
			rows[0].draw = both(rows[0].draw, func(p *pen, top, _ vg.Length) {
				p.fill(plots.Grid, c.x, top-4.3, c.width, 0.5)
			})
		}
		c.add(rows...)
	}
}
