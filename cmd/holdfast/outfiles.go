package main

import (
	"context"
	"io"

	"holdfast/plots/report"
)

// chartFolder holds the charts of --out.
const chartFolder = "charts"

// expectedFiles are made by every run with --out.
var expectedFiles = []string{"result.json", "monthly.csv", "yearly.csv", "summary.csv", chartFolder + "/any"}

// writeFolder writes the files of --out and moves them into place. An interrupt
// does not wait for the charts being drawn.
func writeFolder(ctx context.Context, out *folder, rep *report.Report) error {
	tables := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"result.json", rep.JSON},
		{"monthly.csv", rep.MonthlyCSV},
		{"yearly.csv", rep.YearlyCSV},
		{"summary.csv", rep.SummaryCSV},
	}
	_, err := await(ctx, func() (struct{}, error) {
		for _, table := range tables {
			if err := out.write(ctx, table.name, table.write); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, writeCharts(ctx, out, rep)
	})
	if err == nil {
		err = ctx.Err()
	}
	return err
}
