package main

import (
	"fmt"
	"math"

	"holdfast/plots"
	"holdfast/plots/report"
)

// breakevenCharts draws the chance along the range.
func breakevenCharts(rep *report.Breakeven) []chart {
	v, r := &rep.Varied, rep.Result
	style := report.English()
	d := plots.BreakevenData{
		Head: plots.Head{
			Title:    rep.Headline(),
			Subtitle: "Chance that " + rep.Aim() + "; band: 95 % interval",
			Note:     fmt.Sprintf("%s: %s trials near the answer, seed %d.", planTitle(&rep.Manifest), style.Whole(rep.Run.Trials), rep.Run.Seed),
		},
		Axis: axisName(v), Unit: "Chance of reaching the target", Percent: v.Percent || v.Points,
		Level: rep.Confidence, LevelText: style.Rate(rep.Confidence, 0), Value: math.NaN(), Bracket: r.Bracket, Now: v.Now,
		NowText: "in the plan: " + v.Text(v.Now, 0),
	}
	if v.Uncertain {
		d.NowText = "median in the plan: " + v.Text(v.Now, 0)
	}
	if r.Found {
		d.Value, d.ValueText = r.Value, rep.Answer()
	}
	for _, c := range r.Drawn {
		d.X, d.P = append(d.X, c.X), append(d.P, c.Chance.P)
		d.Low, d.High = append(d.Low, c.Chance.Low), append(d.High, c.Chance.High)
	}
	return []chart{{"breakeven", plots.Breakeven(d)}}
}

// axisName is what an axis calls a number that is varied.
func axisName(v *report.Varied) string {
	name := v.Name()
	if v.Title != "" {
		name += " (" + report.Clean(v.Path) + ")"
	}
	switch {
	case v.Points:
		name += ", points" + v.Unit
	case v.Money && v.Currency != "" && v.Unit != "":
		name += ", " + report.Clean(v.Currency) + " per " + v.Unit[1:]
	case v.Money && v.Currency != "":
		name += ", " + report.Clean(v.Currency)
	case v.Unit != "":
		name += ", per " + v.Unit[1:]
	}
	return name
}

// planTitle is what notes call the plan.
func planTitle(m *report.Manifest) string {
	if m.Plan.Name != "" {
		return report.Clean(m.Plan.Name)
	}
	return report.Clean(m.Plan.File)
}

// frontierCharts draws the chance over two numbers.
func frontierCharts(rep *report.BreakevenFrontier) []chart {
	x, y := &rep.Varied[0], &rep.Varied[1]
	style := report.English()
	d := plots.HeatmapData{
		Head: plots.Head{
			Title:    rep.Headline(),
			Subtitle: "Chance that " + rep.Aim(),
			Note:     fmt.Sprintf("%s: %s trials at each pair of values, seed %d.", planTitle(&rep.Manifest), style.Whole(rep.Result.Trials), rep.Run.Seed),
		},
		XAxis: axisName(x), YAxis: axisName(y), XPercent: x.Percent || x.Points, YPercent: y.Percent || y.Points,
		X: rep.Result.A, Y: rep.Result.B, Line: rep.Line(), LineText: style.Rate(rep.Confidence, 0) + " of futures",
	}
	for _, row := range rep.Result.Chance {
		values := make([]float64, len(row))
		for i, c := range row {
			values[i] = c.P
		}
		d.Values = append(d.Values, values)
	}
	return []chart{{"breakeven_frontier", plots.Heatmap(d)}}
}
