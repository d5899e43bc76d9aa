package main

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// optimizeOptions are the flags of optimize.
type optimizeOptions struct {
	analysisOptions
	budget    string
	objective choice
	maxLoss   string
	metric    string
}

func optimizeCommand(s streams) *cobra.Command {
	o := &optimizeOptions{analysisOptions: newAnalysisOptions(), objective: choice{"mean", analysis.Objectives()}}
	cmd := &cobra.Command{
		Use:   "optimize PLAN",
		Short: "Choose the initiatives that are best together for a budget",
		Example: `  holdfast optimize plan.yaml --budget 50M
  holdfast optimize plan.yaml --budget 50M --objective p10 --max-loss-probability 10% --out results`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.checkOut(cmd); err != nil {
				return err
			}
			if o.budget == "" {
				return usagef("optimize: name the budget with --budget, such as --budget 50M")
			}
			return runOptimize(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.budget, "budget", "", "most that the set may invest: discounted, mean over the trials")
	f.Var(&o.objective, "objective", "what the best set has most of, against the baseline")
	f.StringVar(&o.maxLoss, "max-loss-probability", "", "limit for the chance that NPV is below the baseline's (default: none)")
	f.StringVar(&o.metric, "metric", "npv", "metric of the objective")
	o.add(cmd)
	complete(cmd, "objective", o.objective.among)
	return cmd
}

func runOptimize(ctx context.Context, s streams, path string, o *optimizeOptions) error {
	rep := &report.Optimize{MaxLoss: 1}
	rep.Objective, _ = analysis.ParseObjective(o.objective.value)
	var err error
	if rep.Metric, err = metricNamed("optimize", o.metric); err != nil {
		return err
	}
	amount := &scenarios.Dial{Lowest: 0, Highest: sim.MaxAmount}
	if rep.Budget, err = amount.Parse(o.budget); err != nil || isShare(o.budget) {
		return usagef("optimize: --budget: want an amount of at least 0, found %q", o.budget)
	}
	if o.maxLoss != "" {
		share := &scenarios.Dial{Percent: true, Lowest: 0, Highest: 1}
		if rep.MaxLoss, err = share.Parse(o.maxLoss); err != nil {
			return usagef("optimize: --max-loss-probability: want 0%% to 100%%, found %q", o.maxLoss)
		}
	}
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	if plan.Model.Trials < analysis.FewestTrials {
		return usagef("optimize: %s too few to tell sets apart; --trials %d is the least", areTrials(plan.Model.Trials), analysis.FewestTrials)
	}
	if len(plan.Model.Initiatives) == 0 {
		return planError{fmt.Errorf("%s: the plan has no initiatives to choose among", plan.Info.File)}
	}
	out, err := o.newOut("optimize")
	if err != nil {
		return err
	}
	if out != nil {
		defer out.discard()
	}
	rep.Manifest = o.manifest(plan, o.arguments())
	rep.Warnings = slices.DeleteFunc(slices.Clone(rep.Warnings), func(w sim.Warning) bool { return w.Code == "unused_initiative" })
	if plan.Model.Sampling.String() != "random" {
		rep.Warn("sampling", "", "the plan's sampling is put aside: the errors rest on independent trials")
		rep.Run.Sampling = "random"
	}
	if err := o.search(ctx, s, plan, rep); err != nil {
		return analysed(plan.Info.File, err)
	}
	rep.OrderMarginals()
	rep.Doubts()
	return o.finish(ctx, s, out, "optimize", rep, rep.Warnings, optimizeCharts(rep))
}

// isShare reports whether a number is written in percent or points.
func isShare(text string) bool {
	text = strings.TrimSpace(text)
	return strings.Contains(text, "%") || strings.HasSuffix(text, "pt")
}

// arguments are those that repeat the request.
func (o *optimizeOptions) arguments() []string {
	args := []string{"optimize", "--budget", o.budget, "--objective", o.objective.value, "--metric", o.metric}
	if o.maxLoss != "" {
		args = append(args, "--max-loss-probability", o.maxLoss)
	}
	return args
}

// search fills the report.
func (o *optimizeOptions) search(ctx context.Context, s streams, plan *scenarios.Plan, rep *report.Optimize) error {
	m := plan.Model
	for i := range m.Initiatives {
		rep.Names = append(rep.Names, report.Named{ID: m.Initiatives[i].Name, Title: m.Initiatives[i].Title})
	}
	for i := range m.Segments {
		segment := report.OptimizeSegment{Named: report.Named{ID: m.Segments[i].Name, Title: m.Segments[i].Title}}
		for _, c := range m.Segments[i].Channels {
			segment.Channels = append(segment.Channels, c.Name)
		}
		rep.Segments = append(rep.Segments, segment)
	}
	rep.Unit = 1e6
	if rep.Budget > 0 && rep.Budget < 1e6 {
		rep.Unit = math.Pow(10, math.Floor(math.Log10(rep.Budget)))
	}
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	options := analysis.OptimizeOptions{
		Budget: rep.Budget, Objective: rep.Objective, Metric: rep.Metric, MaxLoss: rep.MaxLoss,
		Workers: o.workers.value, Progress: progress.update,
	}
	_, err := await(ctx, func() (struct{}, error) {
		var err error
		if rep.Result, err = analysis.Optimize(ctx, m, options); err != nil {
			return struct{}{}, err
		}
		rep.Marginal, rep.Delay, err = analysis.Margins(ctx, m, rep.Result.Chosen.Picks, rep.Unit, options)
		return struct{}{}, err
	})
	return err
}

// optimizeCharts draws the frontier and the next money.
func optimizeCharts(rep *report.Optimize) []chart {
	style := report.English()
	note := fmt.Sprintf("%s: %s trials, seed %d.", planTitle(&rep.Manifest), style.Whole(rep.Run.Trials), rep.Run.Seed)
	frontier := plots.FrontierData{
		Head: plots.Head{Title: rep.ChartTitle(), Subtitle: "The best set of each budget, by the search; bars: two standard errors", Note: note},
		Axis: inCurrency(rep, "Investment, discounted"), Unit: rep.ValueName(), Percent: rep.ValueIsShare(),
		Budget: rep.Budget, BudgetText: "budget " + rep.Money(rep.Budget, 0), Chosen: -1, ChosenText: "chosen",
	}
	for i := range rep.Result.Frontier {
		v := &rep.Result.Frontier[i]
		frontier.Cost, frontier.Value, frontier.SE = append(frontier.Cost, v.Cost), append(frontier.Value, v.Value), append(frontier.SE, v.SE)
		if rep.SameSet(v.Picks, rep.Result.Chosen.Picks) {
			frontier.Chosen = i
		}
	}
	next := plots.MarginalData{
		Head:    plots.Head{Title: rep.MarginHeadline(), Subtitle: "NPV per " + rep.Money(rep.Unit, 0) + " that a step takes; last column: the whole step, as initiatives are had; prices: the NPV of 1 % more. Bars: two standard errors", Note: note},
		Unit:    inCurrency(rep, "NPV"),
		Heading: "Step's NPV",
	}
	for i := range rep.Marginal {
		m := &rep.Marginal[i]
		name, detail := rep.MarginName(m)
		row := plots.MarginalRow{Name: name, Detail: detail, Colour: 1 + int(m.Kind), Value: m.PerUnit, SE: m.PerUnitSE}
		if m.Kind == analysis.MarginalPrice {
			row.Value, row.SE = m.Gain, m.SE
		}
		if !math.IsNaN(m.Gain) {
			row.Text = rep.Gain(m.Gain, m.SE)
		}
		next.Rows = append(next.Rows, row)
	}
	return []chart{{"efficient_frontier", plots.Frontier(frontier)}, {"next_money", plots.MarginalValues(next)}}
}

func inCurrency(rep *report.Optimize, what string) string {
	if currency := report.Clean(rep.Plan.Currency); currency != "" {
		return what + ", " + currency
	}
	return what
}
