package plots

import (
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
)

// DistributionData is the distribution of a difference, usually of the NPV
// against the baseline.
type DistributionData struct {
	Head
	Unit   string // of the horizontal axis: "NPV against the baseline, JPY"
	Series []DistributionSeries
}

// DistributionSeries is one scenario.
type DistributionSeries struct {
	Name   string
	Colour int // index for Colour
	// Values are the trials' values in any order or, where those were not
	// kept, quantiles at equally spaced probabilities. They give the shape
	// only.
	Values []float64
	// Loss is the probability of a value below zero; NaN: not written.
	Loss          float64
	P10, P50, P90 float64   // NaN: not marked
	LossText      string    // Loss as it is written; empty: as Percent writes it
	Texts         [3]string // P10, P50 and P90 as they are written; empty: as Numbers writes them
}

// Distribution draws one row for each scenario: a histogram scaled to its own
// peak, the part below zero in full colour with the probability of loss beside
// it, a bar from P10 to P90 with a dot at P50, and those three as numbers. All
// rows share bins, whose edges include zero. The axis leaves out tails of less
// than half a percent on either side, and the note says how much lies beyond.
func Distribution(d DistributionData) *Figure {
	h := histogramsOf(d.Series)
	head := d.Head
	if beyond := h.beyond(); beyond > 0 {
		lang := d.language()
		head.Note = lang.sentences([]string{clean(head.Note), clean(lang.OutsideNote(lang.Percent(beyond)))})
	}
	fig := newFigure(head, nil, func(s *sheet, area vg.Rectangle) {
		if h.axis.empty() {
			s.noData(area)
			return
		}
		d.draw(s, area, h)
	})
	fig.height = max(defaultHeight*0.9, vg.Length(130+52*len(d.Series)))
	return fig
}

// histograms are the rows' histograms over common bins.
type histograms struct {
	axis  span
	width float64 // of a bin; an edge lies at zero
	first float64 // left edge of bin 0
	rows  [][]int
	all   []int // values of each row, those beyond the axis too
}

const binsWanted = 80

func histogramsOf(series []DistributionSeries) histograms {
	h := histograms{axis: emptySpan()}
	sorted := make([][]float64, len(series))
	for i, s := range series {
		for _, v := range s.Values {
			if drawable(v) {
				sorted[i] = append(sorted[i], v)
			}
		}
		slices.Sort(sorted[i])
		if n := len(sorted[i]); n > 0 {
			tail := n / 200
			h.axis.add(sorted[i][tail], sorted[i][n-1-tail])
		}
		h.axis.add(s.P10, s.P50, s.P90)
	}
	h.rows, h.all = make([][]int, len(series)), make([]int, len(series))
	if h.axis.empty() {
		return h
	}
	h.axis.add(0)
	h.axis = h.axis.proper()
	h.width = niceStep((h.axis.max - h.axis.min) / binsWanted)
	first, last := math.Floor(h.axis.min/h.width), math.Floor(h.axis.max/h.width)+1
	h.first = first * h.width
	h.axis = span{h.first, last * h.width}
	for i, values := range sorted {
		h.rows[i], h.all[i] = make([]int, int(last-first)), len(values)
		for _, v := range values {
			if bin := math.Floor(v/h.width) - first; bin >= 0 && bin < last-first {
				h.rows[i][int(bin)]++
			}
		}
	}
	return h
}

// beyond is the largest share of a row's values that the axis leaves out.
func (h histograms) beyond() float64 {
	most := 0.0
	for i, row := range h.rows {
		inside := 0
		for _, n := range row {
			inside += n
		}
		if h.all[i] > 0 {
			most = max(most, 1-float64(inside)/float64(h.all[i]))
		}
	}
	return most
}

func (d *DistributionData) draw(s *sheet, area vg.Rectangle, h histograms) {
	t := s.newTable(area, len(d.Series), 260, []string{"P10", "P50", "P90"}, func(st textStyle) (names []string, cells [][]string) {
		for _, r := range d.Series {
			names = append(names, clean(r.Name))
			var row []string
			for i, v := range []float64{r.P10, r.P50, r.P90} {
				if text := clean(r.Texts[i]); text != "" {
					row = append(row, strings.ReplaceAll(text, "-", minus))
					continue
				}
				row = append(row, s.lang.Numbers(v)[0])
			}
			cells = append(cells, row)
		}
		return names, cells
	})
	t.axis(s, h.axis, clean(d.Unit), s.lang.Numbers)
	for i, r := range d.Series[:t.shown] {
		detail := ""
		if !math.IsNaN(r.Loss) {
			share := clean(r.LossText)
			if share == "" {
				share = s.lang.Percent(r.Loss)
			}
			detail = clean(s.lang.Loses(share))
		}
		t.row(s, i, Colour(r.Colour), detail)
		row := t.rowArea(i)
		base := row.Min.Y + row.Size().Y*0.22
		h.draw(s, i, t.x, base, row.Size().Y*0.68, r)
		s.intervalBar(t.x, row.Min.Y+row.Size().Y*0.1, r.P10, r.P50, r.P90, Colour(r.Colour), h.axis)
	}
	t.rule(s, 0)
}

// draw draws row i as steps on a base line: losses strong, gains light.
func (h histograms) draw(s *sheet, i int, x func(float64) vg.Length, base, height vg.Length, r DistributionSeries) {
	peak := 0
	for _, n := range h.rows[i] {
		peak = max(peak, n)
	}
	s.line(gridColour, 0.6, vg.Point{X: x(h.axis.min), Y: base}, vg.Point{X: x(h.axis.max), Y: base})
	if peak == 0 {
		return
	}
	colour := Colour(r.Colour)
	zero := int(math.Round(-h.first / h.width))
	top := func(bin int) vg.Length { return base + height*vg.Length(h.rows[i][bin])/vg.Length(peak) }
	edge := func(bin int) vg.Length { return x(h.first + float64(bin)*h.width) }
	filled := func(bin int) bool { return h.rows[i][bin] > 0 }
	for _, part := range runs(len(h.rows[i]), filled) {
		for _, half := range []struct {
			run
			alpha float64
		}{{run{part.start, min(part.end, zero)}, 0.85}, {run{max(part.start, zero), part.end}, 0.3}} {
			if half.start >= half.end {
				continue
			}
			var path vg.Path
			path.Move(vg.Point{X: edge(half.start), Y: base})
			for bin := half.start; bin < half.end; bin++ {
				path.Line(vg.Point{X: edge(bin), Y: top(bin)})
				path.Line(vg.Point{X: edge(bin + 1), Y: top(bin)})
			}
			path.Line(vg.Point{X: edge(half.end), Y: base})
			path.Close()
			s.c.SetColor(withAlpha(colour, half.alpha))
			s.c.Fill(path)
		}
	}
}
