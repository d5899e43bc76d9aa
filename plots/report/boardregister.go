package report

import (
	"slices"
	"strconv"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
)

// RegisterRow is an input of the plan as the board's report lists it.
type RegisterRow struct {
	Assumption
	Uncertain bool // drawn in every trial
	Uses      bool // it is uncertain since it uses an assumption
	Default   bool // the plan does not say it
	Numeric   bool // a number of the model, certain or not
	Percent   bool // people read it in percent
	// Shape are quantiles of what is drawn at equally spaced probabilities, or
	// the values it is drawn from, of which a small picture is made; nil: none.
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
		if row.Default || row.Uses || !row.Numeric {
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
		{Title: b.say("column.input")}, {Title: b.say("column.value")}, {Title: b.say("column.unit")}, {Title: b.say("column.shape")},
		{Title: b.say("column.source")}, {Title: b.say("column.place")}}}
	for _, group := range []struct {
		key string
		in  func(*RegisterRow) bool
	}{
		{"register.uncertain", func(r *RegisterRow) bool { return r.Uncertain && !r.Uses && !r.Default }},
		{"register.uses", func(r *RegisterRow) bool { return r.Uses && !r.Default }},
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
	name := document.Cell{Text: Shorten(Clean(row.Name), longestPath), Code: true}
	if title := Clean(row.Title); title != "" {
		name = document.Cell{Text: b.say("with_range", Shorten(title, nameCells), Shorten(Clean(row.Name), longestPath))}
	}
	source := Shorten(Clean(row.Source), longestSource)
	if source == "" && row.Numeric && !row.Default && !row.Uses {
		source = b.say("no_source")
	}
	place := Clean(row.Place)
	if row.Default {
		place = b.say("register.is_default")
	}
	cells := []document.Cell{name, {Text: Shorten(b.valueText(row), longestPath)}, {Text: b.unitText(row.Unit)}, {}, {Text: source}, {Text: place}}
	if len(row.Shape) > 1 {
		called := Clean(row.Title)
		if called == "" {
			called = Clean(row.Name)
		}
		cells[3].Picture = plots.Density(plots.DensityData{
			Head:      plots.Head{Title: b.say("shape", Shorten(called, nameCells)), Subtitle: b.shapeText(row)},
			Quantiles: row.Shape,
		})
	}
	return cells
}

const (
	longestPath   = 200 // cells of a path or value that the register shows
	longestSource = 160
)

// shapeText says a distribution's picture in words.
func (b *board) shapeText(row *RegisterRow) string {
	q := slices.Sorted(slices.Values(row.Shape))
	write := func(v float64) string {
		if row.Percent {
			return b.style.Rate(v, 0)
		}
		return strconv.FormatFloat(v, 'g', significant, 64)
	}
	return b.say("shape.text", write(q[0]), write(q[len(q)/2]), write(q[len(q)-1]))
}

// valueText is an input's value as the plan writes it; what a default is called
// where the plan says nothing is said in the language.
func (b *board) valueText(row *RegisterRow) string {
	if key := "default." + strings.ReplaceAll(row.Value, " ", "_"); row.Default && words.Known("board."+key) {
		return b.say(key)
	}
	return Clean(row.Value)
}

// unitText is a unit as the plan writes it, in the language.
func (b *board) unitText(unit string) string {
	if name, per := strings.CutPrefix(unit, "/"); per {
		if key := "unit." + strings.ReplaceAll(name, " ", "_"); words.Known("board." + key) {
			return b.say(key)
		}
	}
	return Clean(unit)
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
