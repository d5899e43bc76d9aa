package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

type sensitivityOptions struct {
	analysisOptions
	metric   string
	scenario string
	against  string
	levers   shareFlag
	luck     bool
	rows     whole
}

// shareFlag takes a share such as 1% or 0.01, above 0 and below 1.
type shareFlag struct {
	value float64
	text  string
}

func (f *shareFlag) Type() string   { return "SHARE" }
func (f *shareFlag) String() string { return f.text }

func (f *shareFlag) Set(text string) error {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		v /= 100
	}
	if err != nil || !(v > 0 && v < 1) {
		return fmt.Errorf("want a share above 0 and below 100%%, such as 1%%")
	}
	f.value, f.text = v, text
	return nil
}

// Bounds of --rows.
const (
	fewestRows = 32
	mostRows   = 1 << 22
)

func sensitivityCommand(s streams) *cobra.Command {
	o := &sensitivityOptions{analysisOptions: newAnalysisOptions(), rows: whole{low: fewestRows, high: mostRows}}
	cmd := &cobra.Command{
		Use:   "sensitivity PLAN",
		Short: "What drives the answer, and what would have to be true for another choice",
		Example: `  holdfast sensitivity plan.yaml --scenario onboarding --against baseline
  holdfast sensitivity plan.yaml --metric ltv --levers 1%
  holdfast sensitivity plan.yaml --scenario both --against baseline --luck --format json`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.checkOut(cmd); err != nil {
				return err
			}
			return runSensitivity(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.metric, "metric", sim.MetricNPV.String(), "what is looked at")
	f.StringVar(&o.scenario, "scenario", "", "scenario that is looked at (default: baseline)")
	f.StringVar(&o.against, "against", "", "look at the difference from this scenario (default: at the level itself)")
	f.Var(&o.levers, "levers", "also value price, churn, CAC, .. made better by a share, such as 1%")
	f.BoolVar(&o.luck, "luck", false, "customers' luck as one of the factors of the variance shares")
	f.Var(&o.rows, "rows", "most rows of the design of the variance shares (default 65536)")
	o.add(cmd)
	return cmd
}

func runSensitivity(ctx context.Context, s streams, path string, o *sensitivityOptions) error {
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	metric, err := o.check(plan.Model)
	if err != nil {
		return err
	}
	out, err := o.newOut("sensitivity")
	if err != nil {
		return err
	}
	if out != nil {
		defer out.discard()
	}
	progress := newProgress(s.stderr, o.quiet)
	found, err := await(ctx, func() (*analysis.Sensitivity, error) {
		return analysis.AnalyseSensitivity(ctx, plan.Model, analysis.SensitivityOptions{
			Metric: metric, Scenario: o.scenario, Against: o.against, Levers: o.levers.value, Luck: o.luck,
			MaxRows: o.rows.value, Workers: o.workers.value, Progress: progress.update,
		})
	})
	progress.stop()
	if err != nil {
		return analysed(plan.Info.File, err)
	}
	rep := &report.Sensitivity{Manifest: o.manifest(plan, o.command()), Result: found, Inputs: inputStyles(plan), Lever: o.levers.value}
	rep.Warnings = append(append([]sim.Warning(nil), rep.Warnings...), found.Warnings...)
	var figures []chart
	if out != nil {
		figures = []chart{{"tornado", tornadoChart(rep)}}
	}
	return o.finish(ctx, s, out, "sensitivity", rep, rep.Warnings, figures)
}

// check refuses what the plan does not have.
func (o *sensitivityOptions) check(m *sim.Model) (sim.Metric, error) {
	metric, err := metricNamed("sensitivity", o.metric)
	if err != nil {
		return 0, err
	}
	for _, f := range []struct{ flag, name string }{{"--scenario", o.scenario}, {"--against", o.against}} {
		if f.name == "" {
			continue
		}
		if err := checkScenario("sensitivity", f.flag, f.name, m); err != nil {
			return 0, err
		}
	}
	scenario := o.scenario
	if scenario == "" {
		scenario = m.Scenarios[0].Name
	}
	if o.against == scenario {
		return 0, usagef("sensitivity: %s would be compared with itself; name another one with --scenario", scenario)
	}
	if o.luck && m.Noise == sim.NoiseNone {
		return 0, usagef("sensitivity: --luck needs luck in customers; leave noise: none out or give --noise customers")
	}
	return metric, nil
}

// command lists the arguments that repeat it.
func (o *sensitivityOptions) command() []string {
	args := []string{"sensitivity", "--metric", o.metric}
	for _, f := range [][2]string{{"--scenario", o.scenario}, {"--against", o.against}, {"--levers", o.levers.text}, {"--rows", o.rows.String()}} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	if o.luck {
		args = append(args, "--luck")
	}
	return args
}

// inputStyles says how each number of the plan is written.
func inputStyles(plan *scenarios.Plan) map[string]report.InputStyle {
	styles := map[string]report.InputStyle{}
	for _, e := range plan.Explained {
		if e.Uncertain {
			styles[e.Path] = report.InputStyle{Percent: e.Percent, Points: e.Points, Unit: e.Unit, Money: analysis.IsMoney(plan.Model, e.Path)}
		}
	}
	return styles
}

// mostDrawn is how many bars the chart has room for.
const mostDrawn = 20

func tornadoChart(rep *report.Sensitivity) *plots.Figure {
	r := rep.Result
	unit := rep.Subject()
	if currency := report.Clean(rep.Plan.Currency); currency != "" && r.Metric.Kind() == sim.KindMoney {
		unit += ", " + currency
	}
	d := plots.TornadoData{
		Head: plots.Head{
			Title:    rep.Headline(),
			Subtitle: "Each input at its P10 and P90, all others at their medians; what is uncertain whether it works or happens: both ways",
			Note:     rep.Note(),
		},
		Unit: unit, Base: r.Middle, LowKey: "at P10", HighKey: "at P90",
	}
	for i := range r.Entries {
		e := &r.Entries[i]
		if e.Kind == analysis.FactorShocks || e.Kind == analysis.FactorLuck || rep.Still(e) || len(d.Rows) == mostDrawn {
			continue
		}
		low, high := rep.Ends(e)
		detail := e.Path
		if detail == e.Title {
			detail = ""
		}
		d.Rows = append(d.Rows, plots.TornadoRow{
			Name: rep.Name(e), Detail: detail, Low: e.Low, High: e.High, Lowest: e.Lowest, Highest: e.Highest, LowText: low, HighText: high,
		})
	}
	return plots.Tornado(d)
}
