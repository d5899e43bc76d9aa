package report

import (
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
		Unit: a.unit(a.noun(sim.MeasureMRR)),
		New:  total(sim.MeasureMRRNew), Reactivated: total(sim.MeasureMRRReactivated),
		Expansion: total(sim.MeasureMRRExpansion), Price: total(sim.MeasureMRRPrice),
		Contraction: total(sim.MeasureMRRContraction), Churned: total(sim.MeasureMRRChurned),
		Closing: last(mrr), OpeningLabel: a.say("album.bridge.start"), ClosingLabel: a.monthName(len(mrr)),
	}
	d.Opening = d.Closing - d.New - d.Reactivated - d.Expansion - d.Price - d.Contraction - d.Churned
	if math.Abs(d.Opening) < 1e-9*math.Abs(d.Closing) {
		d.Opening = 0
	}
	d.Head = a.head(a.say("album.bridge", a.called(v), a.money(d.Opening), a.money(d.Closing), a.say("months", len(mrr))),
		a.say(a.unlessCertain("album.bridge.about", "album.bridge.certain")))
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
			after = append(after, a.say("album.retention.share", Label(segment.ID, segment.Title), ChartLanguage(a.page.words.Catalogue).Percent(segment.Retention.Input[age])))
		}
	}
	title := a.say("album.retention", a.page.words.scenario(scenario))
	if len(after) > 0 && len(after) <= 4 {
		title = a.say("album.retention.after", a.page.words.scenario(scenario), age, strings.Join(after, a.say("album.list")))
	}
	return plots.Retention(plots.RetentionData{
		Head: a.head(title, a.say("album.retention.about")), Unit: a.say("album.retention.unit"), Series: series,
	})
}

// LTVCAC compares LTV/CAC of segments and scenarios; it is nil where nothing has
// a CAC.
func (a *Album) LTVCAC(v View) *plots.Figure {
	const healthy = 3
	d := plots.LTVCACData{Unit: a.say("album.ltv_cac.unit"), Line: healthy}
	any := false
	add := func(heading string, index int, stat *sim.Stat) {
		if !v.shows(index) {
			return
		}
		any = any || stat.Exists()
		d.Rows = append(d.Rows, plots.LTVCACRow{
			Segment: heading, Scenario: a.page.words.scenario(&a.page.Result.Scenarios[index]), Colour: a.colour(index),
			P10: stat.Q[sim.P10], P50: stat.Q[sim.P50], P90: stat.Q[sim.P90],
		})
	}
	scenarios := a.page.Result.Scenarios
	several := len(scenarios) > 0 && len(scenarios[0].Segments) > 1
	heading := ""
	if several {
		heading = a.say("album.all_segments")
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
	title := a.say("album.ltv_cac")
	named := View{Scenario: max(v.Scenario, 0), Segment: v.Segment}
	if base := &a.metrics(named)[sim.MetricLTVCAC]; base.Exists() {
		title = a.say("album.ltv_cac.of", a.called(named), a.page.style.Ratio(base.Q[sim.P50]))
		if low, high := a.page.style.Ratio(base.Q[sim.P10]), a.page.style.Ratio(base.Q[sim.P90]); low != high {
			title = a.say("album.range", title, low, high)
		}
	}
	d.Head = a.head(title, a.say(a.unlessCertain("album.ltv_cac.about", "album.ltv_cac.about.certain")))
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
