package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"sync"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/sim"
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

// album makes the charts of a report.
type album struct {
	*report.Report
	style *report.Style
	start plots.Month
}

func newAlbum(rep *report.Report) *album {
	start := rep.Result.Plan.Start
	return &album{Report: rep, style: report.English(), start: plots.Month{Year: start.Year, Month: start.Month}}
}

func (a *album) head(title, subtitle string) plots.Head {
	run := &a.Result.Run
	noise := ""
	if run.Noise == sim.NoiseNone.String() {
		noise = ", noise none"
	}
	trials := a.style.Whole(run.Trials) + " trials"
	if run.Trials == 1 {
		trials = "1 trial"
	}
	note := fmt.Sprintf("%s: %s, seed %d%s.", a.planName(), trials, run.Seed, noise)
	language := plots.English()
	language.SimulatedNote = "Line: expected of a customer who joins in the LTV month. Dots: simulated, all cohorts and trials together, " +
		"so they mix customers from before and after a programme."
	if a.Certain {
		language.BandNote = ""
		language.EndNote = func(string) string { return "" }
		language.Loses = func(share string) string {
			if strings.HasPrefix(share, "100") {
				return "loses money"
			}
			return ""
		}
	}
	return plots.Head{Title: title, Subtitle: subtitle, Note: note, Language: language}
}

// unlessCertain is text about a distribution, where there is one.
func (a *album) unlessCertain(text string) string {
	if a.Certain {
		return ""
	}
	return text
}

func (a *album) planName() string {
	if a.Result.Plan.Name != "" {
		return report.Clean(a.Result.Plan.Name)
	}
	return report.Clean(a.Result.Plan.File)
}

func (a *album) money(v float64) string { return a.style.Money(a.Result.Plan.Currency, v, 0) }

// unit names a quantity with the plan's currency.
func (a *album) unit(what string) string {
	if currency := report.Clean(a.Result.Plan.Currency); currency != "" {
		return what + ", " + currency
	}
	return what
}

// colour is the index of a scenario's colour, its own in every run.
func (a *album) colour(scenario int) int {
	if a.Places != nil {
		return a.Places[scenario]
	}
	return scenario
}

// label is what a title calls a scenario.
func label(scenario *sim.ScenarioResult) string { return report.Label(scenario.ID, scenario.Title) }

// symbol puts the plan's currency before an amount.
func (a *album) symbol(amount string) string {
	text := a.style.Money(a.Result.Plan.Currency, 1e6, 0)
	prefix := text[:strings.IndexAny(text, "1")]
	if rest, negative := strings.CutPrefix(amount, "-"); negative {
		return "-" + prefix + rest
	}
	return prefix + amount
}

// last is the last value of a series; NaN where there is none.
func last(values []float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	return values[len(values)-1]
}

// bridge shows means, which add up; nil where nobody pays a recurring price.
func (a *album) bridge(v view) *plots.Figure {
	monthly := a.monthly(v)
	total := func(m sim.Measure) float64 {
		sum := 0.0
		for _, v := range monthly[m].Mean {
			sum += v
		}
		return sum
	}
	mrr := monthly[sim.MeasureMRR].Mean
	any := false
	for _, v := range mrr {
		any = any || v != 0
	}
	if !any {
		return nil
	}
	d := plots.BridgeData{
		Unit: a.unit("MRR"),
		New:  total(sim.MeasureMRRNew), Reactivated: total(sim.MeasureMRRReactivated),
		Expansion: total(sim.MeasureMRRExpansion), Price: total(sim.MeasureMRRPrice),
		Contraction: total(sim.MeasureMRRContraction), Churned: total(sim.MeasureMRRChurned),
		Closing: last(mrr), OpeningLabel: "at the start", ClosingLabel: a.monthName(len(mrr)),
	}
	d.Opening = d.Closing - d.New - d.Reactivated - d.Expansion - d.Price - d.Contraction - d.Churned
	if math.Abs(d.Opening) < 1e-9*math.Abs(d.Closing) {
		d.Opening = 0
	}
	d.Head = a.head(fmt.Sprintf("%s: MRR from %s to %s in %s", a.called(v), a.money(d.Opening), a.money(d.Closing), count(len(mrr), "month")),
		"What moved monthly recurring revenue"+a.unlessCertain(", means over all trials"))
	return plots.Bridge(d)
}

func (a *album) monthName(t int) string {
	if a.start == (plots.Month{}) {
		return fmt.Sprintf("month %d", t)
	}
	m := a.start.Plus(t - 1)
	return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
}

func (a *album) retention(v view) *plots.Figure {
	const age = 12
	scenario := &a.Result.Scenarios[v.scenario]
	var series []plots.RetentionSeries
	var after []string
	for i := range scenario.Segments {
		if v.segment != all && v.segment != i {
			continue
		}
		segment := &scenario.Segments[i]
		series = append(series, plots.RetentionSeries{
			Name: report.Label(segment.ID, segment.Title), Colour: i + 1, Expected: segment.Retention.Input, P50: segment.Retention.Simulated,
		})
		if len(segment.Retention.Input) > age && !math.IsNaN(segment.Retention.Input[age]) {
			after = append(after, report.Label(segment.ID, segment.Title)+" "+plots.English().Percent(segment.Retention.Input[age]))
		}
	}
	title := fmt.Sprintf("%s: customers who stay", label(scenario))
	if len(after) > 0 && len(after) <= 4 {
		title = fmt.Sprintf("%s: still there after %d months: %s", label(scenario), age, strings.Join(after, ", "))
	}
	return plots.Retention(plots.RetentionData{
		Head: a.head(title, "Share of customers still active, by months since they joined"), Unit: "Customers still active", Series: series,
	})
}

// distribution draws the NPV difference of each scenario, or one.
func (a *album) distribution(v view) *plots.Figure {
	subtitle := "Distribution of the NPV difference from " + a.against() +
		" over the trials, each row scaled to its own peak; in full colour, futures in which it loses"
	if a.Certain {
		subtitle = "NPV difference from " + a.against()
	}
	title := a.Headline()
	if v.scenario != all {
		title = a.gains(&a.Result.Scenarios[v.scenario])
	}
	d := plots.DistributionData{
		Head: a.head(title, subtitle),
		Unit: a.unit("NPV difference from " + a.against()),
	}
	for i := range a.Result.Scenarios {
		scenario := &a.Result.Scenarios[i]
		if scenario.Versus == nil || !v.shows(i) {
			continue
		}
		npv := scenario.Versus.Differences[sim.MetricNPV]
		if npv == nil {
			continue
		}
		d.Series = append(d.Series, plots.DistributionSeries{
			Name: label(scenario), Colour: a.colour(i), Values: spread(&scenario.Versus.NPVHistogram),
			Loss: scenario.Versus.NPVHistogram.LossShare, LossText: a.LossShare(scenario.Versus), Texts: a.Differences(npv),
			P10: npv.Q[sim.P10], P50: npv.Q[sim.P50], P90: npv.Q[sim.P90],
		})
	}
	return plots.Distribution(d)
}

// gains says what a scenario brings, and how surely it brings anything.
func (a *album) gains(scenario *sim.ScenarioResult) string {
	npv := scenario.Versus.Differences[sim.MetricNPV]
	if npv == nil || !npv.Exists() {
		return fmt.Sprintf("%s: NPV difference from %s", label(scenario), a.against())
	}
	title := fmt.Sprintf("%s: NPV difference of %s", label(scenario), a.symbol(a.Differences(npv)[1]))
	if a.Certain {
		return title
	}
	return title + fmt.Sprintf(" in the middle future; in %s it loses money", a.LossShare(scenario.Versus))
}

func (a *album) against() string {
	if a.Answer.Against == nil {
		return report.Label(a.Result.Against, "")
	}
	return label(a.Answer.Against)
}

// spread turns a histogram into values at equally spaced probabilities, evenly
// within each bin.
func spread(h *sim.Histogram) []float64 {
	const points = 2000
	total := 0.0
	for _, n := range h.Counts {
		total += n
	}
	if !(total > 0) {
		return nil
	}
	values := make([]float64, 0, points)
	bin, before := 0, 0.0
	for i := range points {
		rank := (float64(i) + 0.5) / points * total
		for bin < len(h.Counts)-1 && before+h.Counts[bin] < rank {
			before += h.Counts[bin]
			bin++
		}
		within := 0.5
		if h.Counts[bin] > 0 {
			within = min(max((rank-before)/h.Counts[bin], 0), 1)
		}
		values = append(values, h.Low+h.Width*(float64(bin)+within))
	}
	return values
}

func (a *album) cumulative(v view) *plots.Figure {
	d := plots.CumulativeData{
		Start: a.start,
		Unit:  a.unit("Cumulative difference"),
	}
	for i := range a.Result.Scenarios {
		scenario := &a.Result.Scenarios[i]
		if scenario.Versus == nil || !v.shows(i) {
			continue
		}
		c := &scenario.Versus.CumulativeDiscounted
		d.Series = append(d.Series, plots.CumulativeSeries{
			Name: label(scenario), Colour: a.colour(i), P10: c.Q[sim.P10], P50: c.Q[sim.P50], P90: c.Q[sim.P90],
			Breakeven: math.Ceil(scenario.Versus.Breakeven.Q[sim.P50]),
		})
	}
	title := "When the scenarios pay back"
	if v.scenario != all {
		title = a.paidBack(&a.Result.Scenarios[v.scenario])
	} else if best := a.Answer.Scenario; best != nil {
		title = a.paidBack(best)
	}
	d.Head = a.head(title, "Cumulative discounted contribution less that of "+a.against()+" in the same future"+a.unlessCertain("; line: P50, band: P10 to P90"))
	return plots.Cumulative(d)
}

// paidBack says when a scenario's median future pays back, and how many do not.
func (a *album) paidBack(scenario *sim.ScenarioResult) string {
	horizon := count(a.Result.Plan.Months, "month")
	breakeven, beyond := &scenario.Versus.Breakeven, a.BeyondShare(scenario.Versus)
	median := math.Ceil(breakeven.Q[sim.P50])
	switch comes := !math.IsInf(median, 0) && !math.IsNaN(median); {
	case a.Certain && comes:
		return fmt.Sprintf("%s has paid back by %s", label(scenario), a.monthName(int(median)))
	case a.Certain, breakeven.Never.P == 1:
		return fmt.Sprintf("%s does not pay back within %s", label(scenario), horizon)
	case comes && breakeven.Never.P == 0:
		return fmt.Sprintf("%s has paid back by %s in half of the futures", label(scenario), a.monthName(int(median)))
	case comes:
		return fmt.Sprintf("%s has paid back by %s in half of the futures; in %s, not within %s", label(scenario), a.monthName(int(median)), beyond, horizon)
	}
	return fmt.Sprintf("%s does not pay back within %s in %s of futures", label(scenario), horizon, beyond)
}

// ltvCAC compares segments and scenarios; nil where nothing has a CAC.
func (a *album) ltvCAC(v view) *plots.Figure {
	const healthy = 3
	d := plots.LTVCACData{Unit: "LTV / CAC", Line: healthy}
	any := false
	add := func(heading string, index int, stat *sim.Stat) {
		if !v.shows(index) {
			return
		}
		any = any || stat.Exists()
		d.Rows = append(d.Rows, plots.LTVCACRow{
			Segment: heading, Scenario: label(&a.Result.Scenarios[index]), Colour: a.colour(index),
			P10: stat.Q[sim.P10], P50: stat.Q[sim.P50], P90: stat.Q[sim.P90],
		})
	}
	scenarios := a.Result.Scenarios
	several := len(scenarios) > 0 && len(scenarios[0].Segments) > 1
	heading := ""
	if several {
		heading = "All segments"
	}
	if v.segment == all {
		for i := range scenarios {
			add(heading, i, &scenarios[i].Metrics[sim.MetricLTVCAC])
		}
	}
	if several || v.segment != all {
		for g := range scenarios[0].Segments {
			if v.segment != all && v.segment != g || v.segment == all && !tellsMore(scenarios, g) {
				continue
			}
			for i := range scenarios {
				add(report.Label(scenarios[i].Segments[g].ID, scenarios[i].Segments[g].Title), i, &scenarios[i].Segments[g].Metrics[sim.MetricLTVCAC])
			}
		}
	}
	if !any {
		return nil
	}
	title := "LTV/CAC by segment and scenario"
	named := view{scenario: max(v.scenario, 0), segment: v.segment}
	if base := &a.metrics(named)[sim.MetricLTVCAC]; base.Exists() {
		title = fmt.Sprintf("%s: LTV/CAC of %s", a.called(named), a.style.Ratio(base.Q[sim.P50]))
		if low, high := a.style.Ratio(base.Q[sim.P10]), a.style.Ratio(base.Q[sim.P90]); low != high {
			title += fmt.Sprintf(", %s to %s in eight futures of ten", low, high)
		}
	}
	d.Head = a.head(title, "Lifetime value over the cost of acquiring a customer"+a.unlessCertain(": P50 and P10 to P90 of each trial's ratio")+", with a line at 3")
	return plots.LTVCAC(d)
}

// tellsMore reports whether a segment has a CAC and other ratios than all
// segments together.
func tellsMore(scenarios []sim.ScenarioResult, segment int) bool {
	exists, differs := false, false
	for i := range scenarios {
		own, all := &scenarios[i].Segments[segment].Metrics[sim.MetricLTVCAC], &scenarios[i].Metrics[sim.MetricLTVCAC]
		exists = exists || own.Exists()
		differs = differs || own.Exists() != all.Exists() || own.Exists() && own.Q != all.Q
	}
	return exists && differs
}
