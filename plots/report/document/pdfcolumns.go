package document

import (
	"slices"

	"gonum.org/v1/plot/vg"
	"holdfast/plots"
)

// The type of tables, from the largest; the smallest is for tables that are
// too wide for the others.
var tableSizes = [...]vg.Length{8.5, 8, 7.5, 7, 6.5}

// Widths of columns in ems, the unit in which they are measured.
const (
	cellPad      = 0.55 // at each side of a cell
	markWidth    = 1.1  // of a colour mark before a text
	shortText    = 9.0  // a column of text is as wide if it can be
	leastText    = 5.0  // and as wide if it must
	widestWord   = 14.0 // longer words are broken
	widestText   = 40.0
	pictureWidth = vg.Length(84) // of a picture, in points
	pictureEms   = 10.5
)

// A columnWidth is how wide a column wants to be, in ems without padding.
type columnWidth struct{ least, good, natural vg.Length }

// measureColumns measures the columns of a table at one point.
func measureColumns(b *Table) []columnWidth {
	widths := make([]columnWidth, len(b.Columns))
	plain, bold := plots.PDFStyle{Size: 1}, plots.PDFStyle{Size: 1, Bold: true}
	for k, column := range b.Columns {
		longest, whole := bold.Longest(column.Title), bold.Width(column.Title)
		w := columnWidth{least: min(longest, widestWord)}
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
			widths[k].widen(style, row.Cells[k], b.Columns[k].Number)
		}
	}
	return widths
}

// widen makes room for a cell.
func (w *columnWidth) widen(style plots.PDFStyle, cell Cell, number bool) {
	var mark vg.Length
	if cell.Colour != 0 {
		mark = markWidth
	}
	whole := style.Width(cell.Text) + mark
	if cell.Picture != nil {
		whole = max(whole, pictureEms)
		w.least, w.good = max(w.least, pictureEms*0.7), max(w.good, pictureEms)
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
	w.least = max(w.least, longest, min(whole, leastText))
	w.good = max(w.good, longest, min(whole, shortText))
}

// A band is columns of a table that stand side by side.
type band struct {
	columns []int
	widths  []vg.Length // with padding
}

// fit chooses the size of a table's type and the widths of its columns: the
// largest size in which texts have good widths, else in which they have the
// least, else bands in the smallest size.
func fit(columns []columnWidth, width vg.Length) (size vg.Length, bands []band) {
	for _, want := range []func(columnWidth) vg.Length{
		func(w columnWidth) vg.Length { return w.good },
		func(w columnWidth) vg.Length { return w.least },
	} {
		for _, size := range tableSizes {
			var sum vg.Length
			for _, w := range columns {
				sum += (want(w) + 2*cellPad) * size
			}
			if sum <= width {
				return size, []band{shared(columns, every(len(columns)), want, size, width)}
			}
		}
	}
	size = tableSizes[len(tableSizes)-1]
	return size, parted(columns, size, width)
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
		b.widths[i] = (want(columns[k]) + 2*cellPad) * size
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
// column.
func parted(columns []columnWidth, size, width vg.Length) []band {
	needed := func(k int) vg.Length { return (columns[k].least + 2*cellPad) * size }
	first := min(needed(0), 0.3*width)
	var bands []band
	least := func(w columnWidth) vg.Length { return w.least }
	members, sum := []int{0}, first
	flush := func() {
		narrow := slices.Clone(columns)
		narrow[0].least = min(narrow[0].least, first/size-2*cellPad)
		narrow[0].natural = max(narrow[0].least, min(narrow[0].natural, 0.3*width/size))
		bands = append(bands, shared(narrow, members, least, size, width))
		members, sum = []int{0}, first
	}
	for k := 1; k < len(columns); k++ {
		if w := needed(k); sum+w > width && len(members) > 1 {
			flush()
		}
		members, sum = append(members, k), sum+needed(k)
	}
	if len(members) > 1 || len(columns) == 1 {
		flush()
	}
	return bands
}
