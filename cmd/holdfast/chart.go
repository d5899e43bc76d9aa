package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/plots/report/words"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// chartOptions are the flags of chart.
type chartOptions struct {
	runOptions
	kind          kindFlag
	output        string
	scenario      string
	segment       string
	metric        string
	width, height lengthFlag
	dpi           whole
	lang          choice
}

// chartFormats are the endings of the files that chart writes.
var chartFormats = []string{"png", "svg", "pdf"}

func chartCommand(s streams) *cobra.Command {
	o := &chartOptions{
		runOptions: newRunOptions(chartFormats, ""),
		kind:       kindFlag{choice{"", kindNames()}},
		dpi:        whole{low: 1, high: 2400},
		lang:       choice{"", words.Languages},
	}
	cmd := &cobra.Command{
		Use:   "chart PLAN --kind KIND -o FILE.png|svg|pdf",
		Short: "Draw one chart of a run, for a slide or a report",
		Long:  "Chart simulates a plan and draws one chart of the result. The kinds:\n\n" + kindList(),
		Example: `  holdfast chart plan.yaml --kind npv_difference -o npv.pdf
  holdfast chart plan.yaml --kind fan --metric closing --segment smb -o customers.svg
  holdfast chart plan.yaml --kind mrr_bridge --scenario both --width 25cm --dpi 200 -o bridge.png
  holdfast chart plan.yaml --kind ltv_cac --format svg -o - > ltv_cac.svg`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.limited = cmd.Flags().Changed("scenarios")
			return runChart(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.Var(&o.kind, "kind", "which chart, see above")
	f.StringVarP(&o.output, "output", "o", "", "file to write, ending with .png, .svg or .pdf; - for standard output")
	f.Var(&o.format, "format", "what is written (default: by the file's ending)")
	f.StringVar(&o.scenario, "scenario", "", "scenario that is shown (default: all, or the baseline)")
	f.StringVar(&o.segment, "segment", "", "segment that is shown (default: all)")
	f.StringVar(&o.metric, "metric", "", "monthly quantity of a fan (default: revenue)")
	f.Var(&o.width, "width", "width: points, or with mm, cm, in, px (default: as suits the chart)")
	f.Var(&o.height, "height", "height, likewise")
	f.Var(&o.dpi, "dpi", "dots per inch of a PNG (default 144)")
	f.Var(&o.lang, "lang", "language of the chart (default: the plan's, or English)")
	o.add(cmd)
	f.BoolVar(&o.quiet, "quiet", false, "no progress and no warnings on standard error")
	complete(cmd, "kind", o.kind.among)
	complete(cmd, "format", o.format.among)
	complete(cmd, "metric", measureNames())
	complete(cmd, "lang", o.lang.among)
	return cmd
}

func runChart(ctx context.Context, s streams, path string, o *chartOptions) error {
	kind, err := o.check(s, path)
	if err != nil {
		return err
	}
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	if o.scenario != "" {
		if err := checkScenario("chart", "--scenario", o.scenario, plan.Model); err != nil {
			return err
		}
		o.scenarios = append(o.scenarios, o.scenario)
	}
	if err := o.prune("chart", plan.Model); err != nil {
		return err
	}
	v, err := o.view(kind, plan.Model)
	if err != nil {
		return err
	}
	if kind.analyse != nil && plan.Model.Trials < analysis.FewestTrials {
		return usagef("chart: --kind %s: takes %d trials or more, not %d", kind.name, analysis.FewestTrials, plan.Model.Trials)
	}
	var file *pendingFile
	if o.output != "-" {
		if file, err = o.newFile(); err != nil {
			return err
		}
		defer file.discard()
	}
	o.detail = kind.measures && v.Segment != report.All
	result, err := simulate(ctx, s, plan, &o.runOptions)
	if err != nil {
		return err
	}
	rep := o.report(plan, result)
	texts, err := textsIn(o.lang, rep)
	if err != nil {
		return err
	}
	var figure *plots.Figure
	if kind.analyse != nil {
		figure, err = kind.analyse(ctx, s, o, plan, rep, texts)
	} else {
		figure = kind.draw(report.NewAlbum(rep, texts), v)
	}
	if err != nil {
		return err
	}
	if figure == nil {
		return usagef("chart: --kind %s: %s", kind.name, kind.nothing)
	}
	size, err := o.size(figure)
	if err != nil {
		return err
	}
	picture, err := await(ctx, func() ([]byte, error) { return o.drawn(figure, size) })
	if err != nil {
		return err
	}
	tellWarnings(s, &o.runOptions, result)
	if file == nil {
		_, err := s.stdout.Write(picture)
		return printed(err)
	}
	if _, err = (untilDone{ctx, file.file}).Write(picture); err == nil {
		err = file.commit(o.output)
	}
	if err != nil {
		return fmt.Errorf("chart: -o %s: %w", o.output, linkCause(cause(err)))
	}
	return nil
}

// check refuses, before the plan is read, what no plan could satisfy.
func (o *chartOptions) check(s streams, path string) (*chartKind, error) {
	kinds := strings.Join(kindNames(), ", ")
	switch {
	case o.kind.value == "":
		return nil, usagef("chart: --kind is missing; known: %s", kinds)
	case o.output == "":
		return nil, usagef("chart: -o is missing; name a file that ends with .png, .svg or .pdf, or - for standard output")
	}
	kind := chartKinds[slices.Index(kindNames(), o.kind.value)]
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.output), "."))
	switch {
	case o.output == "-" && o.format.value == "":
		return nil, usagef("chart: -o -: say with --format if png, svg or pdf is wanted")
	case o.output == "-" && o.format.value != "svg" && isTerminal(untilDoneWriter(s.stdout)):
		return nil, usagef("chart: -o -: standard output is a terminal, and %s is no text", strings.ToUpper(o.format.value))
	case o.output != "-" && !slices.Contains(chartFormats, ending):
		return nil, usagef("chart: -o %s: the file's name must end with .png, .svg or .pdf", o.output)
	case o.output != "-" && o.format.value != "" && o.format.value != ending:
		return nil, usagef("chart: -o %s: the ending says %s, --format %s", o.output, ending, o.format.value)
	case o.output != "-":
		o.format.value = ending
	}
	if o.dpi.given && o.format.value != "png" {
		return nil, usagef("chart: --dpi is for PNG; %s has no dots", strings.ToUpper(o.format.value))
	}
	if written, err := os.Stat(o.output); err == nil && o.output != "-" {
		if written.IsDir() {
			return nil, fmt.Errorf("chart: -o %s: is a folder; name a file in it", o.output)
		}
		if plan, err := os.Stat(path); err == nil && os.SameFile(plan, written) {
			return nil, usagef("chart: -o %s: is the plan and would be overwritten; name another", o.output)
		}
	}
	for _, f := range []struct {
		flag  string
		given bool
		takes bool
	}{{"--segment", o.segment != "", kind.segments}, {"--metric", o.metric != "", kind.measures}} {
		if f.given && !f.takes {
			return nil, usagef("chart: --kind %s takes no %s", kind.name, f.flag)
		}
	}
	return kind, o.checkSize()
}

// view finds what is to be shown in the plan.
func (o *chartOptions) view(kind *chartKind, m *sim.Model) (report.View, error) {
	v := report.View{Scenario: report.All, Segment: report.All, Measure: sim.MeasureRevenue}
	against := m.Scenarios[0].Name
	if o.against != "" {
		against = o.against
	}
	switch {
	case o.scenario != "":
		v.Scenario = slices.Index(scenarioNames(m), o.scenario)
	case !kind.together:
		v.Scenario = 0
	}
	if kind.compares && o.scenario == against {
		return v, usagef("chart: --kind %s: %s would be compared with itself; name another one with --scenario or --against", kind.name, against)
	}
	if kind.compares && len(m.Scenarios) < 2 {
		return v, usagef("chart: --kind %s: there is no scenario to compare with %s", kind.name, against)
	}
	if o.segment != "" {
		var names []string
		for i := range m.Segments {
			names = append(names, m.Segments[i].Name)
		}
		if v.Segment = slices.Index(names, o.segment); v.Segment < 0 {
			return v, usagef("chart: --segment: the plan has no segment %q%s", o.segment, didYouMean(o.segment, names))
		}
	}
	if o.metric != "" {
		measure, known := sim.ParseMeasure(o.metric)
		if !known {
			return v, usagef("chart: --metric: there is no monthly quantity %q%s", o.metric, didYouMean(o.metric, measureNames()))
		}
		v.Measure = measure
	}
	return v, nil
}

// newFile prepares the file, and finds out before anything is computed if it
// cannot be written.
func (o *chartOptions) newFile() (*pendingFile, error) {
	file, err := newPendingFile(o.output)
	if err != nil {
		return nil, fmt.Errorf("chart: -o %s: %w", o.output, linkCause(cause(err)))
	}
	return file, nil
}

func (o *chartOptions) drawn(figure *plots.Figure, size plots.Size) ([]byte, error) {
	write := map[string]func(io.Writer, plots.Chart, plots.Size) error{"png": plots.PNG, "svg": plots.SVG, "pdf": plots.PDF}[o.format.value]
	var out bytes.Buffer
	err := write(&out, figure, size)
	return out.Bytes(), err
}

// kindFlag takes the name of a kind, also with dashes.
type kindFlag struct{ choice }

func (f *kindFlag) Type() string          { return "KIND" }
func (f *kindFlag) Set(text string) error { return f.choice.Set(strings.ReplaceAll(text, "-", "_")) }
