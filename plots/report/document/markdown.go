package document

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"holdfast/plots"
)

// Markdown writes the document as GitHub-flavoured Markdown: what can be read in
// a review, searched and compared line by line.
//
// Texts stay what they are: whatever of them would be markup is escaped, and
// nothing of them becomes a link. A chart is its finding and its description, a
// key figure a column of a table, choices are shown one after the other, and a
// column of nothing but pictures is left out. Sections are linked by the names
// that GitHub gives to headings. The same document gives the same bytes.
//
// Source: GitHub Flavored Markdown Spec 0.29-gfm.
func (d *Document) Markdown(w io.Writer) error {
	m := &markdown{labels: d.Labels, names: map[string]int{}}
	m.heading(1, d.Title)
	m.add(inline(d.Subtitle))
	var first int // of the blocks written: the end of the first section
	for i := range d.Sections {
		m.section(&d.Sections[i], 2)
		if i == 0 && len(d.Sections) > 1 {
			first = len(m.blocks)
			m.heading(2, d.Labels.Contents)
		}
	}
	if first > 0 && len(m.links) > 0 {
		if inline(d.Labels.Contents) != "" {
			first++ // its heading
		}
		m.blocks = slices.Insert(m.blocks, first, strings.Join(m.links, "\n"))
	}
	if len(m.blocks) == 0 {
		return nil
	}
	_, err := io.WriteString(w, strings.Join(m.blocks, "\n\n")+"\n")
	return err
}

// A markdown collects blocks, which empty lines part.
type markdown struct {
	labels Labels
	blocks []string
	links  []string       // items of the contents
	names  map[string]int // how many headings were named so
	bullet string         // of the list just written, if the last block is one
}

func (m *markdown) add(block string) {
	if block != "" {
		m.blocks = append(m.blocks, block)
		m.bullet = ""
	}
}

// heading writes a heading and returns the name by which it can be linked.
func (m *markdown) heading(level int, title string) string {
	title = oneLine(title)
	if title == "" {
		return ""
	}
	m.add(strings.Repeat("#", min(level, 6)) + " " + escape(title))
	name := anchor(title)
	count := m.names[name]
	m.names[name]++
	if count > 0 {
		name = fmt.Sprintf("%s-%d", name, count)
	}
	return name
}

func (m *markdown) section(s *Section, level int) {
	name := m.heading(level, s.Title)
	title := inline(s.Short)
	if title == "" {
		title = inline(s.Title)
	}
	if name != "" && level <= 3 {
		m.links = append(m.links, fmt.Sprintf("%s- [%s](#%s)", strings.Repeat("  ", level-2), title, name))
	}
	m.write(s.Blocks, level)
	for i := range s.Sections {
		m.section(&s.Sections[i], level+1)
	}
}

// write writes blocks of a section whose heading has the given level.
func (m *markdown) write(blocks []Block, level int) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Paragraph:
			m.paragraph(b)
		case List:
			m.list(b)
		case Figures:
			m.figures(b)
		case Table:
			m.table(b)
		case Chart:
			m.chart(b)
		case Choices:
			for _, choice := range b.Items {
				m.heading(level+1, choice.Title)
				m.write(choice.Blocks, level+1)
			}
		case Steps:
			m.steps(b)
		case Definitions:
			m.definitions(b)
		case Code:
			m.code(b)
		}
	}
}

func (m *markdown) paragraph(b Paragraph) {
	text := inline(b.Text)
	switch {
	case text == "":
	case b.Tone == Lead:
		m.add(bold(b.Text))
	case b.Tone == Warning:
		m.add(quote(spaced(bold(m.labels.Warning), text)))
	default:
		m.add(text)
	}
}

func (m *markdown) list(b List) {
	items := make([][]string, len(b.Items))
	for i, item := range b.Items {
		items[i] = []string{inline(item)}
	}
	if b.Tone != Warning {
		m.items(items, b.Ordered)
		return
	}
	inside := &markdown{}
	inside.add(bold(m.labels.Warning))
	before := len(inside.blocks)
	inside.items(items, b.Ordered)
	if len(inside.blocks) > before {
		m.add(quote(strings.Join(inside.blocks, "\n\n")))
	}
}

// items writes a list, each item of which is lines; empty ones are left out. The
// marks differ from those of a list that stands right before, for the two would
// become one.
func (m *markdown) items(items [][]string, ordered bool) {
	bullet := "-"
	if ordered {
		bullet = "."
	}
	if bullet == m.bullet {
		bullet = map[string]string{"-": "*", ".": ")"}[bullet]
	}
	var written []string
	for _, item := range items {
		mark := bullet + " "
		if ordered {
			mark = fmt.Sprintf("%d%s ", len(written)+1, bullet)
		}
		var lines []string
		for _, line := range item {
			if line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			written = append(written, mark+strings.Join(lines, "\\\n"+strings.Repeat(" ", len(mark))))
		}
	}
	m.add(strings.Join(written, "\n"))
	if len(written) > 0 {
		m.bullet = bullet
	}
}

// figures writes a table with a column for each key figure.
func (m *markdown) figures(b Figures) {
	if len(b.Items) == 0 {
		return
	}
	rows := [3][]string{}
	for _, item := range b.Items {
		for i, text := range []string{inline(item.Label), bold(item.Value), inline(item.Detail)} {
			rows[i] = append(rows[i], text)
		}
	}
	lines := []string{tableRow(rows[0]), delimiters(make([]Column, len(b.Items))), tableRow(rows[1])}
	if strings.Join(rows[2], "") != "" {
		lines = append(lines, tableRow(rows[2]))
	}
	m.add(strings.Join(lines, "\n"))
}

// table writes caption, rows and notes. Every row has the same number of cells.
func (m *markdown) table(b Table) {
	m.add(bold(b.Caption))
	if columns := shown(&b); len(columns) > 0 {
		head, titles := make([]Column, 0, len(columns)), make([]string, 0, len(columns))
		for _, k := range columns {
			column := Column{}
			if k < len(b.Columns) {
				column = b.Columns[k]
			}
			head, titles = append(head, column), append(titles, inline(column.Title))
		}
		lines := []string{tableRow(titles), delimiters(head)}
		for _, row := range b.Rows {
			cells := make([]string, len(columns))
			for i, k := range columns {
				if k < len(row.Cells) {
					cells[i] = cellText(row.Cells[k], row.Strong || row.Head)
				}
			}
			lines = append(lines, tableRow(cells))
		}
		m.add(strings.Join(lines, "\n"))
	}
	for _, note := range b.Notes {
		m.add(inline(note))
	}
}

// shown are the columns of a table that are more than pictures.
func shown(b *Table) []int {
	width := len(b.Columns)
	for _, row := range b.Rows {
		width = max(width, len(row.Cells))
	}
	var columns []int
	for k := range width {
		pictures, texts := false, false
		for _, row := range b.Rows {
			if k < len(row.Cells) && !row.Head {
				pictures = pictures || row.Cells[k].Picture != nil
				texts = texts || inline(row.Cells[k].Text) != ""
			}
		}
		if texts || !pictures {
			columns = append(columns, k)
		}
	}
	return columns
}

func cellText(c Cell, strong bool) string {
	text := inline(c.Text)
	if c.Code {
		text = code(c.Text)
	}
	if strong && text != "" {
		return "**" + text + "**"
	}
	return text
}

func tableRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

func delimiters(columns []Column) string {
	marks := make([]string, len(columns))
	for i, column := range columns {
		marks[i] = "---"
		if column.Number {
			marks[i] = "--:"
		}
	}
	return tableRow(marks)
}

func (m *markdown) chart(b Chart) { m.add(chartText(b.Figure, m.labels.Figure)) }

// chartText stands for a chart.
func chartText(figure *plots.Figure, label string) string {
	if figure == nil {
		return ""
	}
	title, detail := figure.Description()
	finding := bold(title)
	if label := inline(label); label != "" && finding != "" {
		finding = label + " · " + finding
	}
	if text := inline(detail); text != "" {
		return quote(strings.TrimPrefix(finding+"\\\n"+text, "\\\n"))
	}
	return quote(finding)
}

func (m *markdown) steps(b Steps) {
	items := make([][]string, len(b.Items))
	for i, s := range b.Items {
		items[i] = []string{spaced(inline(s.Title), bold(s.Value)), inline(s.Detail), code(s.Formula)}
	}
	m.items(items, true)
}

func (m *markdown) definitions(b Definitions) {
	items := make([][]string, len(b.Items))
	for i, d := range b.Items {
		items[i] = []string{bold(d.Term), inline(d.Text), code(d.Formula)}
	}
	m.items(items, false)
}

// code writes a fence that no line of the text can close.
func (m *markdown) code(b Code) {
	text := codeLines(b.Text)
	if text == "" {
		return
	}
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	m.add(fence + "\n" + text + "\n" + fence)
}
