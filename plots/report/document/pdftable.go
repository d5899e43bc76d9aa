package document

import (
	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

var (
	captionText   = text{style: plots.PDFStyle{Size: 9.5, Bold: true, Colour: plots.Ink}, leading: 14}
	tableNoteText = text{style: plots.PDFStyle{Size: 7.5, Colour: plots.Grey}, leading: 11}
)

const (
	mostCellBytes = 2000
	mostHeadLines = 6
	mostRowLines  = 30 // of one item; a row of more lines goes on in the next
	cellLeading   = 1.42
	rowPad        = vg.Length(3.2) // above and below the texts of a row
	pictureHeight = vg.Length(26)
)

// table composes a table: caption, head, rows, notes.
func (c *composer) table(b Table) {
	caption := together(c.lines(captionText, b.Caption, 6))
	for i := range caption {
		caption[i].keep = true
	}
	if len(caption) > 0 {
		caption[0].above = 12
		c.add(caption...)
		caption[len(caption)-1].height += 3
	}
	if len(b.Columns) > 0 {
		size, bands := fit(measureColumns(&b), c.width)
		for i, band := range bands {
			t := c.tableOf(&b, band, size)
			if i > 0 || len(caption) == 0 {
				t[0].above = 12
			}
			if i == len(bands)-1 && len(b.Notes) > 0 {
				t[len(t)-1].keep = true
			}
			c.add(t...)
		}
	}
	for i, note := range b.Notes {
		lines := withoutWidows(c.lines(tableNoteText, note, 0))
		if len(lines) > 0 && i == 0 {
			lines[0].above = 5
		}
		c.add(lines...)
	}
	c.add(space(5))
}

// A tableSetter sets rows of one band of a table.
type tableSetter struct {
	table *Table
	band  band
	x     vg.Length
	width vg.Length
	cell  text
	pad   vg.Length
}

// tableOf composes a band of a table as its head and its rows.
func (c *composer) tableOf(b *Table, of band, size vg.Length) []item {
	s := &tableSetter{table: b, band: of, x: c.x, pad: cellPad * size}
	for _, w := range of.widths {
		s.width += w
	}
	s.cell = text{style: plots.PDFStyle{Size: size, Colour: plots.Ink}, leading: cellLeading * size}
	head := s.head()
	again := []item{head}
	items := []item{head}
	for i := range b.Rows {
		row := &b.Rows[i]
		if row.Head {
			set := s.heading(row)
			again = []item{head, set}
			set.again, set.keep = again[:1], true
			items = append(items, set)
			continue
		}
		for _, part := range s.row(row) {
			part.again = again
			items = append(items, part)
		}
	}
	items[0].keep = len(items) > 1
	if n := len(items); n > 3 { // no row of a longer table is alone
		items[1].keep, items[n-2].keep = true, true
	}
	return items
}

// head is the row of the columns' titles.
func (s *tableSetter) head() item {
	t := s.cell
	t.style.Bold, t.style.Colour = true, plots.Grey
	titles := make([][]string, len(s.band.columns))
	most := 0
	for i, k := range s.band.columns {
		titles[i] = t.style.Wrap(plots.Clean(s.table.Columns[k].Title, mostCellBytes, "…"), s.band.widths[i]-2*s.pad, mostHeadLines)
		most = max(most, len(titles[i]))
	}
	height := vg.Length(most)*t.leading + 2*rowPad
	return item{kind: tableHeadItem, height: height, draw: func(p *pen, top, _ vg.Length) {
		x := s.x
		for i, k := range s.band.columns {
			from := top + rowPad + vg.Length(most-len(titles[i]))*t.leading // titles stand on the rule
			s.set(p, t, x, from, s.band.widths[i], titles[i], s.table.Columns[k].Number, 0)
			x += s.band.widths[i]
		}
		p.fill(plots.Ink, s.x, top+height-0.8, s.width, 0.8)
	}}
}

// heading is a row that heads those below it.
func (s *tableSetter) heading(row *Row) item {
	t := s.cell
	t.style.Bold = true
	var lines []string
	if len(row.Cells) > 0 {
		lines = t.style.Wrap(plots.Clean(row.Cells[0].Text, mostCellBytes, "…"), s.width-2*s.pad, mostHeadLines)
	}
	height := vg.Length(max(len(lines), 1))*t.leading + 2*rowPad
	return item{kind: tableRowItem, height: height, draw: func(p *pen, top, _ vg.Length) {
		p.fill(tintColour, s.x, top, s.width, height)
		p.fill(plots.Grid, s.x, top+height-0.5, s.width, 0.5)
		p.lines(t, s.x+s.pad, top+rowPad, lines)
	}}
}

// row is the items of a row, more than one where it has very many lines.
func (s *tableSetter) row(row *Row) []item {
	t := s.cell
	t.style.Bold = row.Strong
	cells := make([]Cell, len(s.band.columns))
	lines := make([][]string, len(cells))
	most, pictures := 1, false
	for i, k := range s.band.columns {
		if k >= len(row.Cells) {
			continue
		}
		cells[i] = row.Cells[k]
		room := s.band.widths[i] - 2*s.pad
		if cells[i].Colour != 0 {
			room -= markWidth * t.style.Size
		}
		lines[i] = t.style.Wrap(plots.Clean(cells[i].Text, mostCellBytes, "…"), room, 0)
		most = max(most, len(lines[i]))
		pictures = pictures || cells[i].Picture != nil
	}
	var items []item
	for from := 0; from < most; from += mostRowLines {
		n := min(most-from, mostRowLines)
		height := vg.Length(n) * t.leading
		if pictures && from == 0 {
			height = max(height, pictureHeight)
		}
		items = append(items, item{kind: tableRowItem, height: height + 2*rowPad, draw: func(p *pen, top, height vg.Length) {
			s.drawRow(p, t, cells, lines, from, n, top, height, row.Strong)
		}})
	}
	return items
}

// drawRow draws the n lines from a given one of a row's cells.
func (s *tableSetter) drawRow(p *pen, t text, cells []Cell, lines [][]string, from, n int, top, height vg.Length, strong bool) {
	if strong {
		p.fill(strongColour, s.x, top, s.width, height)
	}
	x := s.x
	for i, cell := range cells {
		width := s.band.widths[i]
		set := lines[i][min(from, len(lines[i])):min(from+n, len(lines[i]))]
		colour := cell.Colour
		if from > 0 {
			colour = 0
		}
		if cell.Picture != nil && from == 0 {
			s.picture(p, cell.Picture, x+s.pad, top+rowPad, width-2*s.pad)
		}
		s.set(p, t, x, top+rowPad, width, set, s.table.Columns[s.band.columns[i]].Number, colour)
		x += width
	}
	p.fill(plots.Grid, s.x, top+height-0.5, s.width, 0.5)
}

// set draws the lines of a cell, at its right side if it is a number.
func (s *tableSetter) set(p *pen, t text, x, top, width vg.Length, lines []string, number bool, colour int) {
	left := x + s.pad
	if colour != 0 {
		mark := 0.62 * t.style.Size
		p.fill(plots.Colour(colour), left, top+(t.leading-mark)/2, mark, mark)
		left += markWidth * t.style.Size
	}
	for i, line := range lines {
		at := left
		if number {
			at = x + width - s.pad - t.style.Width(line)
		}
		p.text(t.style, at, t.baseline(top+vg.Length(i)*t.leading), line)
	}
}

// picture draws a small chart into a cell.
func (s *tableSetter) picture(p *pen, f *plots.Figure, x, top, width vg.Length) {
	natural, high := f.Size()
	scale := min(min(width, pictureWidth)/natural, pictureHeight/high)
	p.fail(p.pdf.DrawChart(f.Bare(), x, top, natural*scale, high*scale))
}
