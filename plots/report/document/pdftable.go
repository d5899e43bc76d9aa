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
	wholeTable    = vg.Length(190) // a table that is lower stays on a page
	wholeGroup    = vg.Length(150) // as do rows under a heading within it
	mostRowLines  = 30             // of one item; a row of more lines goes on in the next
	cellLeading   = 1.42
	rowPad        = 0.38          // above and below the texts of a row, by size
	mostPicture   = vg.Length(84) // side of a picture
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
		size, bands := fit(&b, c.width)
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
	c.add(after(5))
}

// A tableSetter sets rows of one band of a table.
type tableSetter struct {
	table *Table
	band  band
	x     vg.Length
	width vg.Length
	cell  text
	pad   vg.Length // beside the texts of a cell
	over  vg.Length // above and below them
}

// A setRow is a row broken into lines.
type setRow struct {
	cells   []Cell
	lines   [][]string
	style   text
	picture vg.Length // height of its pictures, above the texts of their cells
	strong  bool
}

// tableOf composes a band of a table as its head and its rows.
func (c *composer) tableOf(b *Table, of band, size vg.Length) []item {
	s := &tableSetter{table: b, band: of, x: c.x, pad: padOf(size), over: rowPad * size}
	for _, w := range of.widths {
		s.width += w
	}
	s.cell = text{style: plots.PDFStyle{Size: size, Colour: plots.Ink}, leading: cellLeading * size}
	head := s.head()
	again := []item{head}
	items := []item{head}
	var groups [][2]int // of rows under a heading, as items
	for i := range b.Rows {
		row := &b.Rows[i]
		if row.Head {
			set := s.heading(row)
			again = []item{head, set}
			set.again, set.keep = again[:1], true
			groups = append(groups, [2]int{len(items), len(items)})
			items = append(items, set)
			continue
		}
		for _, part := range s.row(row) {
			part.again = again
			items = append(items, part)
		}
		if len(groups) > 0 {
			groups[len(groups)-1][1] = len(items)
		}
	}
	items[0].keep = len(items) > 1
	var height vg.Length
	for _, it := range items {
		height += it.height
	}
	if height < wholeTable {
		return together(items)
	}
	items[1].keep, items[2].keep, items[len(items)-2].keep = true, true, true // no row is alone
	for _, group := range groups {
		var height vg.Length
		for i := group[0]; i < group[1]; i++ {
			height += items[i].height
		}
		if height < wholeGroup {
			together(items[group[0]:group[1]])
		}
	}
	return items
}

// room is the width of the texts of a column, with some for sums of rounded
// lengths.
func (s *tableSetter) room(column int) vg.Length { return s.band.widths[column] - 2*s.pad + slack }

// head is the row of the columns' titles.
func (s *tableSetter) head() item {
	t := s.cell
	t.style.Bold, t.style.Colour = true, plots.Grey
	titles := make([][]string, len(s.band.columns))
	most := 0
	for i, k := range s.band.columns {
		titles[i] = t.style.Wrap(plots.Clean(s.table.Columns[k].Title, mostCellBytes, "…"), s.room(i), mostHeadLines)
		most = max(most, len(titles[i]))
	}
	height := vg.Length(most)*t.leading + 2*s.over
	return item{kind: tableHeadItem, height: height, draw: func(p *pen, top, _ vg.Length) {
		x := s.x
		for i, k := range s.band.columns {
			from := top + s.over + vg.Length(most-len(titles[i]))*t.leading // titles stand on the rule
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
	height := vg.Length(max(len(lines), 1))*t.leading + 2*s.over
	return item{kind: tableRowItem, height: height, draw: func(p *pen, top, _ vg.Length) {
		p.fill(tintColour, s.x, top, s.width, height)
		p.fill(plots.Grid, s.x, top+height-0.5, s.width, 0.5)
		p.lines(t, s.x+s.pad, top+s.over, lines)
	}}
}

// row is the items of a row, more than one where it has very many lines.
func (s *tableSetter) row(row *Row) []item {
	r := &setRow{style: s.cell, strong: row.Strong}
	r.style.style.Bold = row.Strong
	r.cells = make([]Cell, len(s.band.columns))
	r.lines = make([][]string, len(r.cells))
	most := 1
	for i, k := range s.band.columns {
		if k >= len(row.Cells) {
			continue
		}
		cell := row.Cells[k]
		room := s.room(i)
		if cell.Colour != 0 {
			room -= markWidth * r.style.style.Size
		}
		r.cells[i] = cell
		r.lines[i] = r.style.style.Wrap(plots.Clean(cell.Text, mostCellBytes, "…"), room, 0)
		most = max(most, len(r.lines[i]))
		if cell.Picture != nil {
			_, high := pictureSize(cell.Picture, room)
			r.picture = max(r.picture, high)
		}
	}
	var items []item
	for from := 0; from < most; from += mostRowLines {
		n := min(most-from, mostRowLines)
		height := vg.Length(n) * r.style.leading
		if from == 0 {
			height = max(height, s.heightWithPictures(r))
		}
		items = append(items, item{kind: tableRowItem, height: height + 2*s.over, draw: func(p *pen, top, height vg.Length) {
			s.drawRow(p, r, from, n, top, height)
		}})
	}
	return items
}

// heightWithPictures is the height of the cells of a row that have pictures.
func (s *tableSetter) heightWithPictures(r *setRow) (height vg.Length) {
	for i, cell := range r.cells {
		if cell.Picture != nil {
			height = max(height, r.picture+vg.Length(min(len(r.lines[i]), mostRowLines))*r.style.leading)
		}
	}
	return height
}

// drawRow draws the n lines from a given one of a row's cells.
func (s *tableSetter) drawRow(p *pen, r *setRow, from, n int, top, height vg.Length) {
	if r.strong {
		p.fill(strongColour, s.x, top, s.width, height)
	}
	x := s.x
	for i, cell := range r.cells {
		width := s.band.widths[i]
		below := top + s.over
		if cell.Picture != nil && from == 0 {
			wide, high := pictureSize(cell.Picture, width-2*s.pad)
			p.fail(p.pdf.DrawChart(cell.Picture, x+s.pad, below, wide, high))
			below += high
		}
		colour := cell.Colour
		if from > 0 {
			colour = 0
		}
		lines := r.lines[i][min(from, len(r.lines[i])):min(from+n, len(r.lines[i]))]
		s.set(p, r.style, x, below, width, lines, s.table.Columns[s.band.columns[i]].Number, colour)
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

// pictureSize is the size of a picture in a cell: its own, or smaller.
func pictureSize(f *plots.Figure, room vg.Length) (wide, high vg.Length) {
	wide, high = f.Size()
	scale := min(1, min(room, mostPicture)/wide, mostPicture/high)
	return scale * wide, scale * high
}
