package document

import (
	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

const (
	mostCards = 4 // side by side
	cardGap   = vg.Length(10)
)

var (
	cardLabel  = text{style: plots.PDFStyle{Size: 8, Colour: plots.Grey}, leading: 11.5}
	cardValue  = text{style: plots.PDFStyle{Size: 20, Bold: true, Colour: plots.Ink}, leading: 28}
	cardDetail = text{style: plots.PDFStyle{Size: 7.8, Colour: plots.Grey}, leading: 11.5}
)

// A card is a key figure broken into lines.
type card struct{ label, value, detail []string }

// cards composes rows of key figures.
func (c *composer) cards(b Figures) {
	n := len(b.Items)
	if n == 0 {
		return
	}
	rows := (n + mostCards - 1) / mostCards
	perRow := (n + rows - 1) / rows
	if n > mostCards {
		perRow = max(perRow, 3)
	}
	columns := max(perRow, 2)
	width := (c.width - vg.Length(columns-1)*cardGap) / vg.Length(columns)
	for from := 0; from < n; from += perRow {
		row := c.cardRow(b.Items[from:min(from+perRow, n)], width)
		row.above = cardGap
		c.add(row)
	}
	c.add(after(4))
}

func (c *composer) cardRow(figures []KeyFigure, width vg.Length) item {
	const side, over, under = vg.Length(10), vg.Length(9), vg.Length(9)
	inside := width - 2*side
	value := cardValue
	for _, f := range figures {
		value = value.toFit(f.Value, inside, 12)
	}
	cards := make([]card, len(figures))
	var labels, values, details int
	for i, f := range figures {
		cards[i] = card{
			cardLabel.style.Wrap(f.Label, inside, 3),
			value.style.Wrap(f.Value, inside, 3),
			cardDetail.style.Wrap(f.Detail, inside, 8),
		}
		labels, values, details = max(labels, len(cards[i].label)), max(values, len(cards[i].value)), max(details, len(cards[i].detail))
	}
	valueTop := over + vg.Length(labels)*cardLabel.leading + 2
	detailTop := valueTop + vg.Length(values)*value.leading + 2
	return item{
		height: detailTop + vg.Length(details)*cardDetail.leading + under,
		draw: func(p *pen, top, height vg.Length) {
			for i, k := range cards {
				x := c.x + vg.Length(i)*(width+cardGap)
				p.fill(tintColour, x, top, width, height)
				p.fill(plots.Gain, x, top, width, 2)
				p.lines(cardLabel, x+side, top+over, k.label)
				p.lines(value, x+side, top+valueTop, k.value)
				p.lines(cardDetail, x+side, top+detailTop, k.detail)
			}
		},
	}
}

// toFit is the text in a size, not below the least one, in which a line has
// the width.
func (t text) toFit(line string, width, least vg.Length) text {
	if wide := t.style.Width(line); wide > width {
		smaller := max(t.style.Size*width/wide*0.995, least)
		t.leading *= smaller / t.style.Size
		t.style.Size = smaller
	}
	return t
}

// lines draws lines below one another.
func (p *pen) lines(t text, x, top vg.Length, lines []string) {
	for i, line := range lines {
		p.text(t.style, x, t.baseline(top+vg.Length(i)*t.leading), line)
	}
}
