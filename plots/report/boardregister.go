package report

import (
	"fmt"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report/document"
)

// RegisterRow is an input of the plan as the board's report lists it.
type RegisterRow struct {
	Assumption
	Uncertain bool // drawn in every trial
	Default   bool // the plan does not say it
	Numeric   bool // a number of the model, certain or not
	// Shape are quantiles of what is drawn at equally spaced probabilities, in
	// ascending order, of which a small picture is made; nil: none.
	Shape []float64
}

// registerSection lists what the result rests on: what is uncertain first, then
// what is fixed, then what the plan leaves to defaults.
func (b *board) registerSection() (document.Section, bool) {
	if len(b.o.Register) == 0 {
		return document.Section{}, false
	}
	s := document.Section{ID: "assumptions", Title: b.say("register"), Short: b.say("register.short"), Break: true}
	sourced, uncertain, open := 0, 0, 0
	for i := range b.o.Register {
		row := &b.o.Register[i]
		if row.Default || !row.Numeric {
			continue
		}
		if row.Uncertain {
			uncertain++
		}
		if row.Source == "" {
			open++
		} else {
			sourced++
		}
	}
	s.Blocks = append(s.Blocks, plain(b.say("register.lead", sourced+open, uncertain, open)))
	if warnings := b.warningTexts(b.aboutInputs); len(warnings) > 0 {
		s.Blocks = append(s.Blocks, document.List{Items: warnings, Tone: document.Warning})
	}
	s.Blocks = append(s.Blocks, b.registerTable())
	return s, true
}

func (b *board) registerTable() document.Table {
	table := document.Table{Columns: []document.Column{
		{Title: b.say("column.input")}, {Title: b.say("column.value")}, {Title: b.say("column.shape")},
		{Title: b.say("column.source")}, {Title: b.say("column.place")}}}
	for _, group := range []struct {
		key string
		in  func(*RegisterRow) bool
	}{
		{"register.uncertain", func(r *RegisterRow) bool { return r.Uncertain && !r.Default }},
		{"register.fixed", func(r *RegisterRow) bool { return !r.Uncertain && !r.Default }},
		{"register.default", func(r *RegisterRow) bool { return r.Default }},
	} {
		headed := false
		for i := range b.o.Register {
			row := &b.o.Register[i]
			if !group.in(row) {
				continue
			}
			if !headed {
				table.Rows = append(table.Rows, document.Row{Head: true, Cells: append(texts(b.say(group.key)), make([]document.Cell, len(table.Columns)-1)...)})
				headed = true
			}
			table.Rows = append(table.Rows, document.Row{Cells: b.registerCells(row)})
		}
	}
	table.Notes = []string{b.say("register.note")}
	return table
}

func (b *board) registerCells(row *RegisterRow) []document.Cell {
	name := document.Cell{Text: Shorten(Clean(row.Name), 2*nameCells), Code: true}
	if title := Clean(row.Title); title != "" {
		name = document.Cell{Text: b.say("register.titled", Shorten(title, nameCells), Shorten(Clean(row.Name), 2*nameCells))}
	}
	value := Shorten(Clean(row.Value), 2*nameCells)
	if row.Unit != "" && !strings.HasSuffix(value, row.Unit) {
		value += row.Unit
	}
	source := Shorten(Clean(row.Source), longestSource)
	if source == "" && row.Numeric && !row.Default {
		source = b.say("register.no_source")
	}
	place := document.Cell{Text: Clean(row.Place)}
	if row.Default {
		place.Text = b.say("register.is_default")
	}
	cells := []document.Cell{name, {Text: value}, {}, {Text: source}, place}
	if len(row.Shape) > 1 {
		cells[2].Picture = plots.Density(plots.DensityData{
			Head:      plots.Head{Title: b.say("shape", Shorten(Clean(row.Name), nameCells))},
			Quantiles: row.Shape,
		})
		cells[2].Text = b.shapeText(row)
	}
	return cells
}

// longestSource is how much of a source the register shows.
const longestSource = 160

// shapeText says a distribution's picture in words.
func (b *board) shapeText(row *RegisterRow) string {
	q := row.Shape
	middle := q[len(q)/2]
	write := func(v float64) string { return fmt.Sprintf("%.3g", v) }
	return b.say("shape.text", write(q[0]), write(middle), write(q[len(q)-1]))
}

// perUnit says a number's unit of time in the language.
func (b *board) perUnit(text string) string {
	for _, unit := range [...]string{"month", "year"} {
		if number, is := strings.CutSuffix(text, "/"+unit); is {
			return b.say("per."+unit, number)
		}
	}
	return text
}
