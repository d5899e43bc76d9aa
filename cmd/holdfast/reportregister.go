package main

import (
	"slices"
	"strconv"
	"strings"

	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// register lists the inputs of a plan, with the shape of what is drawn. Lists
// stand in one row, and defaults that are the same in several segments,
// initiatives or events, too.
func register(plan *scenarios.Plan) []report.RegisterRow {
	shapes, titles := map[string][]float64{}, map[string]string{}
	for i := range plan.Model.Inputs {
		path := analysis.InputPath(plan.Model, i)
		shapes[path] = shapeOf(plan.Model, i)
		titles[path] = plan.Model.Inputs[i].Title
	}
	var rows []report.RegisterRow
	defaults := map[string]bool{}
	for i := range plan.Explained {
		e := &plan.Explained[i]
		if strings.HasSuffix(e.Path, ".title") || strings.HasSuffix(e.Path, ".source") || strings.HasPrefix(e.Path, "assumptions.draws.") {
			continue // they stand beside what they name
		}
		row := report.RegisterRow{
			Assumption: report.Assumption{Name: e.Path, Title: titles[e.Path], Value: e.Written, Unit: e.Unit, Source: e.Source, Place: place(plan, e)},
			Uncertain:  e.Uncertain, Default: e.Where == defaultPlace, Numeric: e.Numeric, Percent: e.Percent, Shape: shapes[e.Path],
		}
		if e.Unit != "" {
			row.Value = strings.TrimSuffix(row.Value, e.Unit)
		}
		if e.Per != "" {
			row.Unit = "/" + e.Per
			if e.Unit == "/year" {
				row.Unit = "/" + strings.ReplaceAll(e.Per, "month", "year")
			}
		}
		row.Uses = e.Uncertain && row.Shape == nil
		if row.Uses {
			row.Value = e.Written + ": " + e.Value()
			if e.Per != "" {
				row.Unit = "/" + e.Per // values are per month
			}
		}
		if row.Default {
			row.Name = everywhere(e.Path)
			if key := row.Name + "=" + row.Value; !defaults[key] {
				defaults[key] = true
				rows = append(rows, row)
			}
			continue
		}
		if !join(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

// defaultPlace is the place of what the plan does not say.
const defaultPlace = "default"

// place is the line of an input in the plan, or where else it is from.
func place(plan *scenarios.Plan, e *scenarios.Explained) string {
	return strings.TrimPrefix(e.Where, plan.Info.File+":")
}

// everywhere is the path of a default with the names of the plan left out.
func everywhere(path string) string {
	parts := strings.Split(path, ".")
	if len(parts) < 2 || !slices.Contains([]string{"segments", "initiatives", "events"}, parts[0]) {
		return path
	}
	parts[1] = "*"
	for i := 2; i < len(parts); i++ {
		if _, err := strconv.Atoi(parts[i]); err == nil || parts[i-1] == "acquisition" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, ".")
}

// join puts a number of a list, or of steps by age, behind those before it.
func join(rows []report.RegisterRow, row report.RegisterRow) bool {
	parent, key := cut(row.Name)
	if !isNumber(key) || !isPlain(&row) || len(rows) == 0 {
		return false
	}
	last := &rows[len(rows)-1]
	if last.Unit != row.Unit || last.Source != row.Source || last.Uncertain || last.Default {
		return false
	}
	before, first := cut(last.Name)
	switch {
	case last.Name == parent && strings.Contains(last.Value, ": "):
	case before == parent && isNumber(first) && isPlain(last):
		last.Name, last.Value = parent, first+": "+last.Value
	default:
		return false
	}
	last.Value += ", " + key + ": " + row.Value
	if from, _, _ := strings.Cut(last.Place, "–"); from != row.Place {
		last.Place = from + "–" + row.Place
	}
	return true
}

// isPlain reports whether a row is of one certain number.
func isPlain(row *report.RegisterRow) bool {
	return !row.Uncertain && (row.Numeric || isNumber(row.Value))
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// cut takes the last key off a path.
func cut(path string) (parent, key string) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return "", path
	}
	return path[:i], path[i+1:]
}

// shapeOf are quantiles of an input at equally spaced probabilities, or the rows
// that it is drawn from.
func shapeOf(m *sim.Model, i int) []float64 {
	input := &m.Inputs[i]
	if input.Table > 0 {
		return m.Tables[input.Table-1].Columns[input.Column]
	}
	const points = 199
	shape := make([]float64, points)
	for k := range shape {
		shape[k] = input.Dist.Quantile((float64(k) + 0.5) / points)
	}
	return shape
}
