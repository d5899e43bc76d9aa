package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// valueOptions are the flags of value.
type valueOptions struct {
	analysisOptions
	metric      string
	test        string
	testMonths  whole
	testSizes   sizesFlag
	testDelay   whole
	fixed       amountFlag
	perCustomer amountFlag
}

// noTest, for --test, leaves the test out.
const noTest = "none"

func valueCommand(s streams) *cobra.Command {
	o := &valueOptions{
		analysisOptions: newAnalysisOptions(),
		testMonths:      whole{low: 1, high: sim.MaxMonths},
		testDelay:       whole{low: 0, high: sim.MaxMonths},
	}
	cmd := &cobra.Command{
		Use:   "value PLAN",
		Short: "Say what to find out before deciding, and what a test is worth",
		Example: `  holdfast value plan.yaml
  holdfast value plan.yaml --test onboarding --test-months 6 --test-cost 2M --test-cost-per-customer 300
  holdfast value plan.yaml --metric ltv --test none --format json`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.checkOut(cmd); err != nil {
				return err
			}
			return runValue(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.metric, "metric", sim.MetricNPV.String(), "by whose expectation a scenario is taken")
	f.StringVar(&o.test, "test", "", "initiative to test before its roll-out, or none (default: the one worth most to know)")
	f.Var(&o.testMonths, "test-months", "months that the test lasts (default: 6, or a whole contract)")
	f.Var(&o.testSizes, "test-sizes", "customers per arm, with commas between (default: 50 to as many as there are)")
	f.Var(&o.fixed, "test-cost", "fixed cost of the test, such as 2M")
	f.Var(&o.perCustomer, "test-cost-per-customer", "cost of each of its customers, in both arms")
	f.Var(&o.testDelay, "test-delay", "months by which the roll-out waits for it (default: until it ends)")
	o.add(cmd)
	return cmd
}

func runValue(ctx context.Context, s streams, path string, o *valueOptions) error {
	metric, err := metricNamed("value", o.metric)
	if err != nil {
		return err
	}
	plan, err := load(ctx, s, path, o.set.list)
	if err != nil {
		return err
	}
	o.apply(plan.Model)
	request, err := o.request(plan, metric)
	if err != nil {
		return err
	}
	out, err := o.newOut("value")
	if err != nil {
		return err
	}
	if out != nil {
		defer out.discard()
	}
	progress := newProgress(s.stderr, o.quiet)
	request.Progress = progress.update
	result, err := await(ctx, func() (*analysis.ValueResult, error) { return analysis.Value(ctx, plan.Model, request) })
	progress.stop()
	switch {
	case errors.Is(err, analysis.ErrTest), errors.Is(err, analysis.ErrNoMean):
		return usagef("value: %w", err)
	case err != nil:
		return analysed(plan.Info.File, err)
	}
	manifest := o.manifest(plan, o.arguments())
	manifest.Warnings = append(slices.Clone(manifest.Warnings), result.Warnings...)
	rep := &report.Value{Manifest: manifest, Result: result}
	return o.finish(ctx, s, out, "value", rep, rep.Warnings, valueCharts(rep))
}

// request checks the command line against the plan.
func (o *valueOptions) request(plan *scenarios.Plan, metric sim.Metric) (analysis.ValueOptions, error) {
	m := plan.Model
	request := analysis.ValueOptions{Metric: metric, Workers: o.workers.value}
	if m.Trials < analysis.FewestTrials {
		return request, usagef("value: %s too few to learn from; --trials %d is the least", areTrials(m.Trials), analysis.FewestTrials)
	}
	test := &request.Test
	test.Delay = -1
	if o.testDelay.given {
		test.Delay = o.testDelay.value
	}
	test.Months, test.Sizes, test.Fixed, test.PerCustomer = o.testMonths.value, o.testSizes.list, o.fixed.value, o.perCustomer.value
	var names []string
	for i := range m.Initiatives {
		names = append(names, m.Initiatives[i].Name)
	}
	switch known := slices.Contains(names, o.test); {
	case o.test == noTest && !known:
		test.Skip = true
	case o.test != "" && !known:
		return request, usagef("value: --test: the plan has no initiative %q%s", o.test, didYouMean(o.test, names))
	default:
		test.Initiative = o.test
	}
	return request, nil
}

// arguments are those that repeat the request.
func (o *valueOptions) arguments() []string {
	args := []string{"value", "--metric", o.metric}
	add := func(flag, value string) {
		if value != "" {
			args = append(args, flag, value)
		}
	}
	add("--test", o.test)
	add("--test-months", o.testMonths.String())
	add("--test-sizes", o.testSizes.String())
	add("--test-cost", o.fixed.String())
	add("--test-cost-per-customer", o.perCustomer.String())
	add("--test-delay", o.testDelay.String())
	return args
}

// sizesFlag takes numbers of customers with commas between them.
type sizesFlag struct{ list []int }

const largestTest = 10_000_000

func (f *sizesFlag) Type() string { return "N,N,..." }

func (f *sizesFlag) String() string {
	var parts []string
	for _, n := range f.list {
		parts = append(parts, strconv.Itoa(n))
	}
	return strings.Join(parts, ",")
}

func (f *sizesFlag) Set(text string) error {
	f.list = nil
	for _, part := range strings.Split(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || n < 1 || n > largestTest {
			return fmt.Errorf("want whole numbers from 1 to %d with commas between them, such as 200,500,1000", largestTest)
		}
		f.list = append(f.list, n)
	}
	return nil
}

// amountFlag takes an amount of money as plans write it.
type amountFlag struct {
	text  string
	value float64
}

func (f *amountFlag) Type() string   { return "AMOUNT" }
func (f *amountFlag) String() string { return f.text }

func (f *amountFlag) Set(text string) error {
	dial := &scenarios.Dial{Lowest: 0, Highest: sim.MaxAmount}
	v, err := dial.Parse(text)
	if err != nil {
		return err
	}
	f.text, f.value = text, v
	return nil
}

// valueCharts draws what numbers and tests are worth.
func valueCharts(rep *report.Value) []chart {
	r := rep.Result
	if !r.Decides() {
		return nil
	}
	note := fmt.Sprintf("%s: %s trials, seed %d.", planTitle(&rep.Manifest), report.English().Whole(r.Trials), rep.Run.Seed)
	d := plots.InformationData{
		Head: plots.Head{
			Title: rep.Title(),
			Subtitle: "What knowing it before deciding is worth at most, with 95 % intervals. " +
				"Grey: stands for several numbers, or cannot be studied",
			Note: note,
		},
		Unit: "Gain in expected " + rep.Unit(), Heading: "At most",
		Total: r.EVPI.Value, TotalText: "everything: " + rep.Amount(r.EVPI),
	}
	for _, l := range rep.InformationRows() {
		d.Rows = append(d.Rows, plots.InformationRow{
			Name: report.Clean(l.Title), Detail: report.Clean(l.Path), Value: l.Value, Low: l.Value - 1.96*l.SE, High: l.Value + 1.96*l.SE,
			Text: rep.Amount(l.Worth), Pale: !l.Studied,
		})
	}
	charts := []chart{{"information", plots.Information(d)}}
	if t := r.Test; t != nil {
		charts = append(charts, chart{"test_size", testChart(rep, t, note)})
	}
	return charts
}

func testChart(rep *report.Value, t *analysis.Test, note string) *plots.Figure {
	style := report.English()
	d := plots.TestSizeData{
		Head: plots.Head{
			Title:    rep.TestLine(),
			Subtitle: "Expected worth of the test by its size; band: 95 % interval",
			Note:     note,
		},
		Axis: "Customers per arm", Unit: "Gain in expected " + rep.Unit(), GrossName: "What it tells (EVSI)", NetName: "Net of cost and waiting",
		Best: t.Best, Power: t.Power.N, Available: float64(t.Available), MostText: "customers there are: " + style.Whole(t.Available),
	}
	if !math.IsInf(t.Power.N, 1) {
		d.PowerText = "power calculation: " + style.Whole(int(t.Power.N))
	}
	if t.Best >= 0 {
		d.BestText = style.Whole(t.BestN()) + " per arm"
	}
	for _, c := range t.Curve {
		d.N, d.Gross, d.Net = append(d.N, float64(c.N)), append(d.Gross, c.EVSI.Value), append(d.Net, c.Net)
		d.Low, d.High = append(d.Low, c.Net-1.96*c.SE), append(d.High, c.Net+1.96*c.SE)
	}
	return plots.TestSize(d)
}
