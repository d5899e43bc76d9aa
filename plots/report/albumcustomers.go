package report

import (
	"fmt"
	"math"
	"strings"

	"holdfast/plots"
	"holdfast/sim"
)

// Bridge draws how MRR moved over the horizon, of one scenario: means, which add
// up. It is nil where nobody pays a recurring price.
func (a *Album) Bridge(v View) *plots.Figure {
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
	d.Head = a.head(fmt.Sprintf("%s: MRR from %s to %s in %s", a.called(v), a.money(d.Opening), a.money(d.Closing), monthCount(len(mrr))),
		"What moved monthly recurring revenue"+a.unlessCertain(", means over all trials"))
	return plots.Bridge(d)
}

// Retention draws who stays, by segment, of one scenario.
func (a *Album) Retention(v View) *plots.Figure {
	const age = 12
	scenario := &a.page.Result.Scenarios[v.Scenario]
	var series []plots.RetentionSeries
	var after []string
	for i := range scenario.Segments {
		if v.Segment != All && v.Segment != i {
			continue
		}
		segment := &scenario.Segments[i]
		series = append(series, plots.RetentionSeries{
			Name: Label(segment.ID, segment.Title), Colour: i + 1, Expected: segment.Retention.Input, P50: segment.Retention.Simulated,
		})
		if len(segment.Retention.Input) > age && !math.IsNaN(segment.Retention.Input[age]) {
			after = append(after, Label(segment.ID, segment.Title)+" "+plots.English().Percent(segment.Retention.Input[age]))
		}
	}
	title := fmt.Sprintf("%s: customers who stay", scenarioLabel(scenario))
	if len(after) > 0 && len(after) <= 4 {
		title = fmt.Sprintf("%s: still there after %d months: %s", scenarioLabel(scenario), age, strings.Join(after, ", "))
	}
	return plots.Retention(plots.RetentionData{
		Head: a.head(title, "Share of customers still active, by months since they joined"), Unit: "Customers still active", Series: series,
	})
}

// LTVCAC compares LTV/CAC of segments and scenarios; it is nil where nothing has
// a CAC.
func (a *Album) LTVCAC(v View) *plots.Figure {
	const healthy = 3
	d := plots.LTVCACData{Unit: "LTV / CAC", Line: healthy}
	any := false
	add := func(heading string, index int, stat *sim.Stat) {
		if !v.shows(index) {
			return
		}
		any = any || stat.Exists()
		d.Rows = append(d.Rows, plots.LTVCACRow{
			Segment: heading, Scenario: scenarioLabel(&a.page.Result.Scenarios[index]), Colour: a.colour(index),
			P10: stat.Q[sim.P10], P50: stat.Q[sim.P50], P90: stat.Q[sim.P90],
		})
	}
	scenarios := a.page.Result.Scenarios
	several := len(scenarios) > 0 && len(scenarios[0].Segments) > 1
	heading := ""
	if several {
		heading = "All segments"
	}
	if v.Segment == All {
		for i := range scenarios {
			add(heading, i, &scenarios[i].Metrics[sim.MetricLTVCAC])
		}
	}
	if several || v.Segment != All {
		for g := range scenarios[0].Segments {
			if v.Segment != All && v.Segment != g || v.Segment == All && !tellsMore(scenarios, g) {
				continue
			}
			for i := range scenarios {
				add(Label(scenarios[i].Segments[g].ID, scenarios[i].Segments[g].Title), i, &scenarios[i].Segments[g].Metrics[sim.MetricLTVCAC])
			}
		}
	}
	if !any {
		return nil
	}
	title := "LTV/CAC by segment and scenario"
	named := View{Scenario: max(v.Scenario, 0), Segment: v.Segment}
	if base := &a.metrics(named)[sim.MetricLTVCAC]; base.Exists() {
		title = fmt.Sprintf("%s: LTV/CAC of %s", a.called(named), a.page.style.Ratio(base.Q[sim.P50]))
		if low, high := a.page.style.Ratio(base.Q[sim.P10]), a.page.style.Ratio(base.Q[sim.P90]); low != high {
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
		own, whole := &scenarios[i].Segments[segment].Metrics[sim.MetricLTVCAC], &scenarios[i].Metrics[sim.MetricLTVCAC]
		exists = exists || own.Exists()
		differs = differs || own.Exists() != whole.Exists() || own.Exists() && own.Q != whole.Q
	}
	return exists && differs
}
