package main

import (
	"fmt"
	"io"
	"math"
	"strconv"

	"holdfast/plots/report"
	"holdfast/scenarios"
)

// longestCell is where a long value or source is cut.
const longestCell = 44

// explainPlan lists every input of a plan: as written, its value (the median
// and, where it is uncertain, P5 to P95), per month where it has a unit of
// time, and where it comes from.
func explainPlan(w io.Writer, plan *scenarios.Plan) error {
	rows := make([][]string, len(plan.Explained))
	for i := range plan.Explained {
		input := &plan.Explained[i]
		per := ""
		if input.Unit != "" {
			per = "month"
		}
		rows[i] = []string{
			report.Clean(input.Path),
			report.Shorten(report.Clean(input.Written), longestCell),
			valueOf(input), per,
			report.Clean(input.Where),
			report.Shorten(report.Clean(input.Source), longestCell),
		}
	}
	return report.WriteTable(w, []string{"Input", "Written", "Value", "Per", "Origin", "Source"}, rows)
}

func valueOf(input *scenarios.Explained) string {
	switch {
	case !input.Numeric:
		return ""
	case !input.Uncertain:
		return short(input.P50)
	}
	return fmt.Sprintf("%s (%s to %s)", short(input.P50), short(input.P5), short(input.P95))
}

// short writes a number with at most six significant digits.
func short(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 6, 64), 64)
	if err != nil || math.Abs(rounded) >= 1e15 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
