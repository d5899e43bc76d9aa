package main

import (
	"context"
	"io"
	"runtime"
	"sync"

	"holdfast/plots"
	"holdfast/plots/report"
)

// chart is a figure and the name of its files, without folder and ending.
type chart struct {
	name   string
	figure *plots.Figure
}

// writeCharts draws the charts of a run.
func writeCharts(ctx context.Context, out *folder, rep *report.Report) error {
	return drawCharts(ctx, out, charts(rep))
}

// drawCharts draws every chart as PNG and SVG, as many at a time as there are
// processors. It stops at the first error.
func drawCharts(ctx context.Context, out *folder, figures []chart) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var drawing sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	draw := func(name string, figure *plots.Figure, write func(io.Writer, plots.Chart, plots.Size) error) {
		free <- struct{}{}
		drawing.Go(func() {
			defer func() { <-free }()
			if ctx.Err() != nil {
				return
			}
			err := out.write(ctx, chartFolder+"/"+name, func(w io.Writer) error { return write(w, figure, plots.Size{}) })
			if err != nil {
				stop(err)
			}
		})
	}
	for _, c := range figures {
		draw(c.name+".png", c.figure, plots.PNG)
		draw(c.name+".svg", c.figure, plots.SVG)
	}
	drawing.Wait()
	return context.Cause(ctx)
}
