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

	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// breakevenOptions are the flags of breakeven.
type breakevenOptions struct {
	analysisOptions
	scenario   string
	against    string
	vary       []string
	between    []string
	metric     string
	target     string
	confidence string
}

// breakevenTrials is the most that a value is looked at with where --trials does
// not say more: the answer stays a matter of seconds, and its bracket tells what
// more of them could add.
const breakevenTrials = 2500

// apply is that of every analysis, with fewer trials.
func (o *breakevenOptions) apply(m *sim.Model) {
	o.analysisOptions.apply(m)
	if !o.trials.given {
		m.Trials = min(m.Trials, breakevenTrials)
	}
}

// noScenario, for --against, makes the target a level.
const noScenario = "none"

func breakevenCommand(s streams) *cobra.Command {
	o := &breakevenOptions{analysisOptions: newAnalysisOptions()}
	cmd := &cobra.Command{
		Use:   "breakeven PLAN",
		Short: "Find the value of a number of the plan at which a scenario turns",
		Example: `  holdfast breakeven plan.yaml --scenario onboarding --vary initiatives.onboarding.cost.upfront
  holdfast breakeven plan.yaml --scenario onboarding --vary assumptions.onboarding_cut --between 0%,40% --confidence 90%
  holdfast breakeven plan.yaml --scenario price --vary initiatives.price_rise.changes.0.increase --metric ltv --target +15%
  holdfast breakeven plan.yaml --scenario baseline --vary segments.smb.acquisition.ads.cac --metric ltv_cac --target 3`,
		Args: onePlan,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.checkOut(cmd); err != nil {
				return err
			}
			return runBreakeven(cmd.Context(), s, args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.scenario, "scenario", "", "scenario that has to reach the target (default: the plan's only one)")
	f.StringArrayVar(&o.vary, "vary", nil, "path of the number that is varied; twice for the frontier of two")
	f.StringArrayVar(&o.between, "between", nil, "range A,B that is searched; once for each --vary (default: around the plan's value, or its P5 and P95)")
	f.StringVar(&o.metric, "metric", "npv", "metric of the target")
	f.StringVar(&o.target, "target", "0", "what its difference must reach: 0, 5M, +15%, -0.5pt")
	f.StringVar(&o.confidence, "confidence", "80%", "chance with which the target must be reached")
	f.StringVar(&o.against, "against", "", "scenario that it is compared with, or none (default: baseline; for the baseline none)")
	o.add(cmd)
	f.Lookup("trials").Usage = fmt.Sprintf("number of trials at each value, `N` (default: as the plan says, at most %d)", breakevenTrials)
	return cmd
}

// breakevenAsked is a request of breakeven that has been checked.
type breakevenAsked struct {
	src        scenarios.Source
	plan       *scenarios.Plan
	dials      []*scenarios.Dial
	ranges     []report.Varied
	scenario   string
	against    string
	metric     sim.Metric
	target     float64
	relative   bool
	confidence float64
}

// goal is what has to be reached.
func (a *breakevenAsked) goal() report.Goal {
	return report.Goal{
		Scenario: a.scenario, Against: a.against, Metric: a.metric, Target: a.target, Relative: a.relative, Confidence: a.confidence,
	}
}

func runBreakeven(ctx context.Context, s streams, path string, o *breakevenOptions) error {
	src, err := source(ctx, s, path)
	if err != nil {
		return err
	}
	a, err := await(ctx, func() (*breakevenAsked, error) { return o.ask(src) })
	if err != nil {
		return err
	}
	name := "breakeven"
	out, err := o.newOut(name)
	if err != nil {
		return err
	}
	if out != nil {
		defer out.discard()
	}
	manifest := o.manifest(a.plan, o.arguments(a))
	manifest.Run.Sampling = "random"
	if a.plan.Model.Sampling.String() != "random" {
		manifest.Warn("sampling", "", "the plan's %s sampling is put aside: the bracket rests on independent trials", strings.ReplaceAll(a.plan.Model.Sampling.String(), "_", " "))
	}
	for i := range a.ranges {
		if v := &a.ranges[i]; v.Uncertain {
			manifest.Warn("replaced", v.Path, "is uncertain in the plan (%s) and is replaced by certain values; numbers that use the same assumption move with it", v.Written)
		}
	}
	if len(a.dials) == 2 {
		return o.frontier(ctx, s, a, manifest, out)
	}
	result, err := search(ctx, s, o, a)
	if err != nil {
		return analysed(a.plan.Info.File, err)
	}
	rep := &report.Breakeven{
		Manifest: manifest, Goal: a.goal(), Varied: a.ranges[0], Result: result,
	}
	rep.Doubts()
	return o.finish(ctx, s, out, name, rep, rep.Warnings, breakevenCharts(rep))
}

// search runs the analysis with a progress bar.
func search(ctx context.Context, s streams, o *breakevenOptions, a *breakevenAsked) (*analysis.Breakeven, error) {
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	request := o.request(a)
	request.Model = func(x float64) (*sim.Model, error) { return o.model(a, x) }
	request.Low, request.High, request.Whole = a.ranges[0].Low, a.ranges[0].High, a.dials[0].Whole
	request.Progress = progress.update
	return await(ctx, func() (*analysis.Breakeven, error) { return analysis.FindBreakeven(ctx, request) })
}

func (o *breakevenOptions) request(a *breakevenAsked) analysis.BreakevenRequest {
	return analysis.BreakevenRequest{
		Scenario: a.scenario, Against: a.against, Metric: a.metric, Target: a.target, Relative: a.relative,
		Confidence: a.confidence, Workers: o.workers.value,
	}
}

// model makes the plan's model with its dials at the given values.
func (o *breakevenOptions) model(a *breakevenAsked, at ...float64) (*sim.Model, error) {
	set := slices.Clone(o.set.list)
	for i, x := range at {
		set = append(set, a.dials[i].Setting(x)...)
	}
	plan, err := scenarios.Load(a.src, set)
	if err != nil {
		return nil, planError{err}
	}
	o.apply(plan.Model)
	return plan.Model, nil
}

// ask checks the command line against the plan.
func (o *breakevenOptions) ask(src scenarios.Source) (*breakevenAsked, error) {
	a := &breakevenAsked{src: src}
	var err error
	if a.plan, err = scenarios.Load(src, o.set.list); err != nil {
		return nil, planError{err}
	}
	o.apply(a.plan.Model)
	if trials := a.plan.Model.Trials; trials < analysis.FewestTrials {
		return nil, usagef("breakeven: %s too few to find a chance with; --trials %d is the least", areTrials(trials), analysis.FewestTrials)
	}
	if a.metric, err = metricNamed("breakeven", o.metric); err != nil {
		return nil, err
	}
	if err := o.scenarios(a); err != nil {
		return nil, err
	}
	if a.target, a.relative, err = targetOf(o.target, a.metric, a.against != ""); err != nil {
		return nil, err
	}
	share := &scenarios.Dial{Percent: true, Lowest: math.SmallestNonzeroFloat64, Highest: math.Nextafter(1, 0)}
	if a.confidence, err = share.Parse(o.confidence); err != nil {
		return nil, usagef("breakeven: --confidence: want more than 0%% and less than 100%%, found %q", o.confidence)
	}
	return a, o.dials(a)
}

// scenarios settles what is compared with what.
func (o *breakevenOptions) scenarios(a *breakevenAsked) error {
	m := a.plan.Model
	a.scenario, a.against = o.scenario, o.against
	if a.scenario == "" {
		names := scenarioNames(m)
		if len(names) > 2 {
			return usagef("breakeven: name the scenario with --scenario%s", didYouMean("", names))
		}
		a.scenario = names[len(names)-1]
	}
	if err := checkScenario("breakeven", "--scenario", a.scenario, m); err != nil {
		return err
	}
	switch {
	case a.against == noScenario && !slices.Contains(scenarioNames(m), noScenario):
		a.against = ""
		return nil
	case a.against == "" && a.scenario == m.Scenarios[0].Name:
		return nil
	case a.against == "":
		a.against = m.Scenarios[0].Name
	}
	if a.against == a.scenario {
		return usagef("breakeven: --against: %q is compared with itself; write --against none for a target that is a level", a.against)
	}
	return checkScenario("breakeven", "--against", a.against, m)
}

// dials finds the numbers that are varied and their ranges.
func (o *breakevenOptions) dials(a *breakevenAsked) error {
	switch n := len(o.vary); {
	case n == 0:
		return usagef("breakeven: name the number that is varied with --vary, such as --vary initiatives.NAME.cost.upfront")
	case n > 2:
		return usagef("breakeven: --vary: one number, or two for their frontier, not %d", n)
	case n == 2 && o.vary[0] == o.vary[1]:
		return usagef("breakeven: --vary: %q is there twice", o.vary[0])
	case len(o.between) > n:
		return usagef("breakeven: --between: %d ranges for %s", len(o.between), count(n, "number"))
	}
	for i, path := range o.vary {
		d, err := scenarios.Vary(a.src, o.set.list, path)
		if err != nil {
			return planError{err}
		}
		a.dials = append(a.dials, d)
		v := report.Varied{
			Path: d.Path, Title: d.Title, Written: d.Written, Now: d.Value, Uncertain: d.Uncertain,
			Unit: d.Unit, Percent: d.Percent, Points: d.Points, Whole: d.Whole,
			Money: o.isMoney(a, d), Currency: a.plan.Model.Currency,
		}
		if title := analysis.PlaceTitle(a.plan.Model, d.Path); v.Title == "" && title != d.Path {
			v.Title = title
		}
		if name, is := strings.CutPrefix(d.Path, "assumptions."); is && v.Title == "" {
			v.Title = strings.TrimSuffix(name, ".value")
		}
		if i < len(o.between) {
			if v.Low, v.High, err = between(d, o.between[i]); err != nil {
				return usagef("breakeven: --between %s: %w", o.between[i], err)
			}
			v.Chosen = true
		} else if v.Low, v.High, err = o.usual(a, i); err != nil {
			return err
		}
		a.ranges = append(a.ranges, v)
	}
	return nil
}

// between reads a range.
func between(d *scenarios.Dial, text string) (low, high float64, err error) {
	from, to, two := strings.Cut(text, ",")
	if !two {
		return 0, 0, errors.New("want two values with a comma between them")
	}
	if low, err = d.Parse(from); err != nil {
		return 0, 0, err
	}
	if high, err = d.Parse(to); err != nil {
		return 0, 0, err
	}
	if !(low < high) {
		return 0, 0, errors.New("want the lower value first")
	}
	return low, high, nil
}

// usual is the range that is searched where none is given: of an uncertain
// number from P5 to P95 and, alone, half that width beyond either, of another from
// nothing to four times the plan's value (twice, for whole numbers); within what
// the number can be, and all of that for shares of which the plan says none.
func (o *breakevenOptions) usual(a *breakevenAsked, i int) (low, high float64, err error) {
	d := a.dials[i]
	times := 4.0
	if d.Whole {
		times = 2
	}
	low, high = min(0, times*d.Value), max(0, times*d.Value)
	if d.Uncertain && d.P5 < d.P95 {
		beyond := (d.P95 - d.P5) / 2
		if len(o.vary) == 2 {
			beyond = 0 // most of the map should be where the number may well be
		}
		low, high = d.P5-beyond, d.P95+beyond
	}
	if !(low < high) {
		if !(d.Highest <= 1) || d.Whole {
			return 0, 0, usagef("breakeven: the plan says no value of %s to search around; say --between A,B", a.dials[i].Path)
		}
		low, high = 0, 1
	}
	low, high = tidy(low, high)
	low, high = max(low, d.Lowest), min(high, d.Highest)
	// A few numbers may not be 0, and some not as large, for reasons that only
	// the whole plan knows.
	at := make([]float64, i+1)
	for j := range i {
		at[j] = a.ranges[j].Low
	}
	possible := func(x float64) bool {
		at[i] = x
		_, err := o.model(a, at...)
		return err == nil
	}
	for range 40 {
		if possible(low) || low == d.Value {
			break
		}
		if low += (d.Value - low) / 4; d.Whole {
			low = math.Ceil(low)
		}
	}
	for range 8 {
		if possible(high) {
			break
		}
		high = max(d.Value, low+(high-low)*0.75)
	}
	return low, high, nil
}

// tidy widens a range so that eighths of it, at which it is looked at first, are
// round numbers.
func tidy(low, high float64) (float64, float64) {
	step := (high - low) / 8
	unit := math.Pow(10, math.Floor(math.Log10(step))) / 2
	round := func(x float64) float64 {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
		return x
	}
	low = math.Floor(round(low/unit)) * unit
	step = math.Ceil(round((high-low)/8/unit)) * unit
	return round(low), round(low + 8*step)
}

// targetOf reads a target: a number in the metric's unit, in % a fraction of
// the other scenario's value (of a level, a share), in pt a difference of shares.
func targetOf(text string, metric sim.Metric, compared bool) (target float64, relative bool, err error) {
	points := strings.HasSuffix(strings.TrimSpace(text), "pt")
	percent := strings.ContainsAny(text, "%％")
	any := &scenarios.Dial{Lowest: -sim.MaxAmount, Highest: sim.MaxAmount}
	if target, err = any.Parse(text); err != nil {
		return 0, false, usagef("breakeven: --target: %w", err)
	}
	rate := metric.Kind() == sim.KindRate
	switch {
	case points && !(rate && compared):
		return 0, false, usagef("breakeven: --target: pt is for differences of rates; %s takes a number or, against a scenario, %%", metric)
	case percent && !compared && !rate:
		return 0, false, usagef("breakeven: --target: %s of what? A target in %% needs a scenario to compare with: --against", text)
	}
	return target, percent && compared, nil
}

// arguments are those that repeat the request.
func (o *breakevenOptions) arguments(a *breakevenAsked) []string {
	args := []string{"breakeven", "--scenario", a.scenario}
	for i, d := range a.dials {
		args = append(args, "--vary", o.vary[i], "--between", fmt.Sprintf("%s,%s", plainSetting(d, a.ranges[i].Low), plainSetting(d, a.ranges[i].High)))
	}
	against := a.against
	if against == "" {
		against = noScenario
	}
	return append(args, "--metric", a.metric.String(), "--target", o.target, "--confidence", o.confidence, "--against", against)
}

// plainSetting is how a value is written on the command line.
func plainSetting(d *scenarios.Dial, x float64) string {
	set := d.Setting(x)
	return set[len(set)-1].Value
}

// frontier answers for two numbers.
func (o *breakevenOptions) frontier(ctx context.Context, s streams, a *breakevenAsked, manifest report.Manifest, out *folder) error {
	progress := newProgress(s.stderr, o.quiet)
	request := analysis.FrontierRequest{
		BreakevenRequest: o.request(a),
		Pair:             func(x, y float64) (*sim.Model, error) { return o.model(a, x, y) },
		FirstLow:         a.ranges[0].Low, FirstHigh: a.ranges[0].High, FirstWhole: a.dials[0].Whole,
	}
	request.Low, request.High, request.Whole = a.ranges[1].Low, a.ranges[1].High, a.dials[1].Whole
	request.Progress = progress.update
	result, err := await(ctx, func() (*analysis.Frontier, error) { return analysis.FindFrontier(ctx, request) })
	progress.stop()
	if err != nil {
		return analysed(a.plan.Info.File, err)
	}
	rep := &report.BreakevenFrontier{
		Manifest: manifest, Goal: a.goal(), Varied: [2]report.Varied{a.ranges[0], a.ranges[1]}, Result: result,
	}
	rep.Doubts()
	return o.finish(ctx, s, out, "breakeven", rep, rep.Warnings, frontierCharts(rep))
}
