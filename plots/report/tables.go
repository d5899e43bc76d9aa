package report

import (
	"bytes"
	"io"
	"math"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// grid is a table of text: a header, rows whose cells may have two lines, the
// first columns flush left, the others flush right.
type grid struct {
	left    int // columns that are flush left
	header  []string
	rows    [][]string
	breaks  map[int]bool // rows that start a group
	shorten int          // column whose text is cut where the table gets too wide
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// group puts a blank line before the next row.
func (g *grid) group() {
	if g.breaks == nil {
		g.breaks = map[int]bool{}
	}
	g.breaks[len(g.rows)] = true
}

const indent = "  " // of tables and notes

const (
	longestName  = 40
	shortestName = 16
)

// lines lays the table out; names are shortened so that it fits on the page,
// though never below a recognisable length.
func (g *grid) lines() []string {
	cells := longestName
	rendered := g.render(cells)
	if excess := len(indent) + widest(rendered) - pageWidth; excess > 0 {
		cells = max(shortestName, min(cells, g.longest())-excess)
		rendered = g.render(cells)
	}
	return rendered
}

func (g *grid) longest() int {
	longest := 0
	for _, row := range g.rows {
		longest = max(longest, Width(row[g.shorten]))
	}
	return longest
}

func (g *grid) render(cells int) []string {
	w := table.NewWriter()
	style := table.StyleDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	style.Format = table.FormatOptions{Header: text.FormatDefault, Row: text.FormatDefault, Footer: text.FormatDefault}
	style.Options = table.Options{DoNotColorBordersAndSeparators: true, SeparateHeader: false}
	w.SetStyle(style)
	w.SuppressTrailingSpaces()
	configs := make([]table.ColumnConfig, len(g.header))
	for i := range configs {
		align := text.AlignRight
		if i < g.left {
			align = text.AlignLeft
		}
		configs[i] = table.ColumnConfig{Number: i + 1, Align: align, AlignHeader: align, VAlignHeader: text.VAlignTop}
	}
	w.SetColumnConfigs(configs)
	w.AppendHeader(tableRow(g.header))
	for i, row := range g.rows {
		if g.breaks[i] {
			w.AppendRow(tableRow(make([]string, len(row))))
		}
		row := append([]string(nil), row...)
		row[g.shorten] = Shorten(row[g.shorten], cells)
		w.AppendRow(tableRow(row))
	}
	return strings.Split(w.Render(), "\n")
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, cell := range cells {
		row[i] = cell
	}
	return row
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, Width(line))
	}
	return width
}

// table writes a grid.
func (p *page) table(g *grid) {
	for _, line := range g.lines() {
		p.line("%s", strings.TrimRight(indent+line, " "))
	}
}

// WriteTable writes clean texts as a table that lines up in terminal cells.
func WriteTable(w io.Writer, header []string, rows [][]string) error {
	g := &grid{left: len(header), header: header, rows: rows}
	var b bytes.Buffer
	for _, line := range g.render(math.MaxInt32) {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}
