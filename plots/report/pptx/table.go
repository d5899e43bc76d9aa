package pptx

import (
	"fmt"
	"strings"
)

const (
	cellInset  = 5.0  // points at either side of a cell's text
	cellAbove  = 2.5  // points above and below it
	underTable = 0.16 // of the room, for the small print below
)

// place is where the table stands: above the small print, if there is any.
func (t *Table) place(withText bool) box {
	place := bodyBox
	if withText {
		place.height = int(float64(place.height) * (1 - underTable))
	}
	return place
}

// below is the place of the small print.
func (t *Table) below() box {
	place := bodyBox
	height := int(float64(place.height) * underTable)
	return box{place.x, place.y + place.height - height, place.width, height}
}

// widths are those of the columns, which add up to the table's.
func (t *Table) widths(total int) []int {
	sum := 0.0
	weights := make([]float64, len(t.Columns))
	for i, c := range t.Columns {
		weights[i] = 1
		if c.Weight > 0 {
			weights[i] = c.Weight
		}
		sum += weights[i]
	}
	widths, left := make([]int, len(weights)), total
	for i, w := range weights {
		widths[i] = int(float64(total) * w / sum)
		left -= widths[i]
	}
	widths[len(widths)-1] += left
	return widths
}

// cellRoom is the width of a line of a cell in units of the font's size.
func cellRoom(width int, size float64) float64 {
	return (float64(width)/point - 2*cellInset) / size
}

// rowHeight is the height of a row in points.
func rowHeight(cells []string, widths []int, size float64, bold bool) float64 {
	most := 1.0
	for i, cell := range cells {
		room := cellRoom(widths[i], size)
		if bold {
			room *= 0.92
		}
		text := clean(cell)
		most = max(most, leading(text)*float64(lines(text, room)))
	}
	return size*most + 2*cellAbove
}

// table writes the table in the largest size in which it fits; at the smallest,
// cells are cut to one line and rows that find no room are left out, which the
// last one says with an ellipsis.
func (b *builder) table(x *strings.Builder, s *Slide) error {
	t := s.Table
	if len(t.Columns) == 0 {
		return fmt.Errorf("its table has no column")
	}
	header := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		header[i] = c.Title
	}
	for i, row := range t.Rows {
		if len(row) != len(header) {
			return fmt.Errorf("row %d of its table has %d cells, not %d", i+1, len(row), len(header))
		}
	}
	place := t.place(len(s.Body) > 0)
	widths := t.widths(place.width)
	rows, size := t.fit(header, widths, float64(place.height)/point)
	height := 0.0
	heights := []float64{rowHeight(header, widths, size, true)}
	for _, row := range rows {
		heights = append(heights, rowHeight(row, widths, size, false))
	}
	for _, h := range heights {
		height += h
	}
	place.height = int(height * point)
	fmt.Fprintf(x, `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="Table" descr="%s"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>%s`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>`, escape(s.Title), place.transform("p"))
	for _, w := range widths {
		fmt.Fprintf(x, `<a:gridCol w="%d"/>`, w)
	}
	x.WriteString(`</a:tblGrid>`)
	b.row(x, t, header, heights[0], size, true)
	for i, row := range rows {
		b.row(x, t, row, heights[i+1], size, false)
	}
	x.WriteString(`</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`)
	return nil
}

// fit chooses the size of the text, and what of the rows is shown.
func (t *Table) fit(header []string, widths []int, room float64) ([][]string, float64) {
	sizes := [...]float64{14, 13, 12, 11, 10, 9}
	for _, size := range sizes {
		if tableHeight(header, t.Rows, widths, size) <= room && wordsFit(header, t.Rows, widths, size) {
			return t.Rows, size
		}
	}
	size := sizes[len(sizes)-1]
	if tableHeight(header, t.Rows, widths, size) <= room {
		return t.Rows, size
	}
	for i := range header {
		header[i] = cut(clean(header[i]), cellRoom(widths[i], size)*0.92, 2)
	}
	var rows [][]string
	for _, row := range t.Rows {
		short := make([]string, len(row))
		for i, cell := range row {
			short[i] = cut(clean(cell), cellRoom(widths[i], size), 1)
		}
		rows = append(rows, short)
		if tableHeight(header, rows, widths, size) > room {
			rows = rows[:len(rows)-1]
			if len(rows) > 0 {
				rows[len(rows)-1] = make([]string, len(row))
				rows[len(rows)-1][0] = ellipsis
			}
			break
		}
	}
	return rows, size
}

// wordsFit reports whether no word is wider than its column.
func wordsFit(header []string, rows [][]string, widths []int, size float64) bool {
	fit := func(cells []string, share float64) bool {
		for i, cell := range cells {
			for word := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ' ' || r == '\n' || breakable(r) }) {
				if width(word) > share*cellRoom(widths[i], size) {
					return false
				}
			}
		}
		return true
	}
	for _, row := range rows {
		if !fit(row, 1) {
			return false
		}
	}
	return fit(header, 0.92)
}

func tableHeight(header []string, rows [][]string, widths []int, size float64) float64 {
	total := rowHeight(header, widths, size, true)
	for _, row := range rows {
		total += rowHeight(row, widths, size, false)
	}
	return total
}

const (
	noLine   = `<a:ln%[1]s w="0"><a:noFill/></a:ln%[1]s>`
	thinLine = `<a:ln%[1]s w="6350"><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:ln%[1]s>`
	baseLine = `<a:ln%[1]s w="12700"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln%[1]s>`
)

func (b *builder) row(x *strings.Builder, t *Table, cells []string, height, size float64, header bool) {
	fmt.Fprintf(x, `<a:tr h="%d">`, int(height*point))
	attributes, fill, below := "", "", thinLine
	if header {
		attributes, fill, below = ` b="1"`, grey, baseLine
	}
	for i, cell := range cells {
		align := "l"
		if t.Columns[i].Right {
			align = "r"
		}
		fmt.Fprintf(x, `<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="%s"/>%s</a:p></a:txBody><a:tcPr marL="%[3]d" marR="%[3]d" marT="%[4]d" marB="%[4]d" anchor="ctr">`,
			align, b.run(cell, size, attributes, fill), int(cellInset*point), int(cellAbove*point))
		for _, side := range [...]string{"L", "R", "T"} {
			fmt.Fprintf(x, noLine, side)
		}
		fmt.Fprintf(x, below, "B")
		x.WriteString(`<a:noFill/></a:tcPr></a:tc>`)
	}
	x.WriteString(`</a:tr>`)
}
