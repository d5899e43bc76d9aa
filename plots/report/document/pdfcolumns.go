package document

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// The type of tables, from the largest; the smallest is for tables that are
// too wide for the others.
var tableSizes = [...]vg.Length{8.5, 8, 7.5, 7, 6.5}

// Widths of columns in ems, the unit in which they are measured.
const (
	leastTitle = 4.2  // of a column's title
	markWidth  = 1.1  // of a colour mark before a text
	shortText  = 9.0  // a column of text is as wide if it can be
	leastText  = 5.0  // and as wide if it must
	leastName  = 7.5  // the first column, of names
	widestWord = 14.0 // longer words are broken
	widestText = 40.0
)

// padOf is the room at each side of a cell, in points.
func padOf(size vg.Length) vg.Length { return 1.1*size - 5 }

// A columnWidth is how wide a column wants to be, in ems without padding.
type columnWidth struct{ least, good, natural vg.Length }

// measureColumns measures the columns of a table at one point.
func measureColumns(b *Table) []columnWidth {
	widths := make([]columnWidth, len(b.Columns))
	plain, bold := plots.PDFStyle{Size: 1}, plots.PDFStyle{Size: 1, Bold: true}
	for k, column := range b.Columns {
		longest, whole := bold.Longest(column.Title), bold.Width(column.Title)
		w := columnWidth{least: max(min(longest, widestWord), min(whole, leastTitle))}
		w.good = max(w.least, min(whole, leastText))
		w.natural = max(w.good, min(0.55*whole, widestText))
		widths[k] = w
	}
	for _, row := range b.Rows {
		if row.Head {
			continue
		}
		style := plain
		if row.Strong {
			style = bold
		}
		for k := range min(len(widths), len(row.Cells)) {
			least := vg.Length(leastText)
			if k == 0 {
				least = leastName
			}
			widths[k].widen(style, row.Cells[k], b.Columns[k].Number, least)
		}
	}
	return widths
}

// widen makes room for a cell; a text has at least the given width, or its own.
func (w *columnWidth) widen(style plots.PDFStyle, cell Cell, number bool, least vg.Length) {
	var mark vg.Length
	if cell.Colour != 0 {
		mark = markWidth
	}
	whole := style.Width(cell.Text) + mark
	if cell.Picture != nil {
		natural, _ := cell.Picture.Size()
		picture := min(natural, mostPicture) / tableSizes[0]
		w.least, w.good, w.natural = max(w.least, 0.6*picture), max(w.good, picture), max(w.natural, picture)
	}
	w.natural = max(w.natural, min(whole, widestText))
	if number {
		w.least, w.good = max(w.least, min(whole, widestWord)), max(w.good, min(whole, widestWord))
		return
	}
	if whole <= w.least {
		return
	}
	longest := min(style.Longest(cell.Text)+mark, widestWord)
	w.least = max(w.least, longest, min(whole, least))
	w.good = max(w.good, longest, min(whole, shortText))
}

// A band is columns of a table that stand side by side.
type band struct {
	columns []int
	widths  []vg.Length // with padding, in points
}

// fit chooses the size of a table's type and the widths of its columns: the
// largest size in which texts have good widths, else in which they have the
// least, else bands in the smallest size.
//
// Long tables, which are looked up rather than read, have small type, and the
// widths with which they have the fewest lines.
func fit(b *Table, width vg.Length) (size vg.Length, bands []band) {
	columns := measureColumns(b)
	sizes := tableSizes[:]
	if len(b.Rows) > longTable {
		sizes = tableSizes[longTableSize:]
	}
	for _, want := range []func(columnWidth) vg.Length{
		func(w columnWidth) vg.Length { return w.good },
		func(w columnWidth) vg.Length { return w.least },
	} {
		for _, size := range sizes {
			var sum vg.Length
			for _, w := range columns {
				sum += want(w)*size + 2*padOf(size)
			}
			if sum <= width {
				return size, []band{narrowing(b, columns, want, size, width)}
			}
		}
	}
	smallest := len(sizes) - 1
	size, bands = sizes[smallest], parted(columns, sizes[smallest], width)
	for _, larger := range sizes[:smallest] {
		if same := parted(columns, larger, width); len(same) == len(bands) {
			return larger, same
		}
	}
	return size, bands
}

// A table of more rows is long.
const (
	longTable     = 40
	longTableSize = 2 // of tableSizes, the largest for it
)

// narrowing gives columns what they want, and the rest of the width step by
// step to the column whose cells lose the most lines by it; where none does,
// they share it.
func narrowing(b *Table, columns []columnWidth, want func(columnWidth) vg.Length, size, width vg.Length) band {
	cells := cellWidths(b)
	widths := make([]vg.Length, len(columns))
	rest := width / size
	for k, w := range columns {
		widths[k] = want(w)
		rest -= widths[k] + 2*padOf(size)/size
	}
	for rest > 0 {
		best, gain, step := -1, 0.0, vg.Length(0)
		for k := range columns {
			for _, by := range []vg.Length{1, 3, 6, 12} {
				wider := min(widths[k]+by, columns[k].natural)
				if more := wider - widths[k]; more > 0.01 && more <= rest {
					if saved := linesSaved(cells, widths, k, wider) / float64(more); saved > gain {
						best, gain, step = k, saved, more
					}
				}
			}
		}
		if best < 0 {
			break
		}
		widths[best] += step
		rest -= step
	}
	granted := make([]columnWidth, len(columns))
	for k, w := range columns {
		granted[k] = columnWidth{least: widths[k], good: widths[k], natural: max(w.natural, widths[k])}
	}
	return shared(granted, every(len(columns)), func(w columnWidth) vg.Length { return w.good }, size, width)
}

// mostLookedAt is how many rows of a table decide on the widths of its columns.
const mostLookedAt = 200

// A cellWidth is the width of a cell's text at one point, and the lines that its
// picture takes.
type cellWidth struct{ text, picture float64 }

// lines estimates the lines of a cell; those of several are not full.
func (w cellWidth) lines(width vg.Length) float64 {
	if w.text <= width.Points()+slack {
		return 1 + w.picture
	}
	return math.Ceil(1.1*w.text/max(width.Points(), 1)) + w.picture
}

// cellWidths measures the cells of rows spread over a table.
func cellWidths(b *Table) [][]cellWidth {
	var rows [][]cellWidth
	every := 1 + len(b.Rows)/mostLookedAt
	for i := 0; i < len(b.Rows); i += every {
		if b.Rows[i].Head {
			continue
		}
		style := plots.PDFStyle{Size: 1, Bold: b.Rows[i].Strong}
		row := make([]cellWidth, len(b.Columns))
		for k := range min(len(row), len(b.Rows[i].Cells)) {
			cell := b.Rows[i].Cells[k]
			row[k].text = style.Width(cell.Text).Points()
			if cell.Picture != nil && cell.Text != "" {
				row[k].picture = 1.5
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// linesSaved estimates how much lower rows become when a column is wider: the
// lines of the whole row count, and a little those of the cell alone, for
// another column may follow.
func linesSaved(rows [][]cellWidth, widths []vg.Length, column int, wider vg.Length) float64 {
	saved := 0.0
	for _, row := range rows {
		others := 1.0
		for k, w := range row {
			if k != column {
				others = max(others, w.lines(widths[k]))
			}
		}
		before, after := row[column].lines(widths[column]), row[column].lines(wider)
		saved += max(others, before) - max(others, after) + 0.05*(before-after)
	}
	return saved
}

func every(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// shared gives columns what they want and shares the rest of the width among
// those that would be wider, and what is then left among all.
func shared(columns []columnWidth, members []int, want func(columnWidth) vg.Length, size, width vg.Length) band {
	b := band{columns: members, widths: make([]vg.Length, len(members))}
	var sum, wish vg.Length
	for i, k := range members {
		b.widths[i] = want(columns[k])*size + 2*padOf(size)
		sum += b.widths[i]
		wish += (columns[k].natural - want(columns[k])) * size
	}
	rest := max(width-sum, 0)
	if wish > 0 {
		share := min(rest/wish, 1)
		for i, k := range members {
			b.widths[i] += share * (columns[k].natural - want(columns[k])) * size
		}
		rest -= share * wish
	}
	if sum = width - rest; rest > 0 && sum > 0 {
		for i := range b.widths {
			b.widths[i] *= width / sum
		}
	}
	return b
}

// parted makes bands of columns with their least widths, each with the first
// column and about as wide as the others.
func parted(columns []columnWidth, size, width vg.Length) []band {
	needed := func(k int) vg.Length { return columns[k].least*size + 2*padOf(size) }
	first := min(needed(0), 0.3*width)
	narrow := slices.Clone(columns)
	narrow[0].least = min(narrow[0].least, (first-2*padOf(size))/size)
	narrow[0].natural = max(narrow[0].least, min(narrow[0].natural, 0.3*width/size))
	bands := packed(narrow, needed, first, width)
	for low, high := width/2, width; high-low > 2; { // the narrowest room of as many bands
		middle := (low + high) / 2
		if tried := packed(narrow, needed, first, middle); len(tried) == len(bands) {
			high, bands = middle, tried
		} else {
			low = middle
		}
	}
	least := func(w columnWidth) vg.Length { return w.least }
	for i := range bands {
		bands[i] = shared(narrow, bands[i].columns, least, size, width)
	}
	return bands
}

// packed fills bands one after the other.
func packed(columns []columnWidth, needed func(int) vg.Length, first, width vg.Length) []band {
	bands := []band{{columns: []int{0}}}
	sum := first
	for k := 1; k < len(columns); k++ {
		last := &bands[len(bands)-1]
		if sum+needed(k) > width && len(last.columns) > 1 {
			bands = append(bands, band{columns: []int{0}})
			last, sum = &bands[len(bands)-1], first
		}
		last.columns, sum = append(last.columns, k), sum+needed(k)
	}
	return bands
}
