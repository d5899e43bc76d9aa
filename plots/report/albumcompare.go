package report

import (
	"math"

	"holdfast/plots"
	"holdfast/sim"
)

// Distribution draws the NPV difference of each scenario that is compared, or of
// one.
func (a *Album) Distribution(v View) *plots.Figure {
	unit := a.say("album.difference", a.page.words.against(a.page.Report))
	subtitle := a.say(a.unlessCertain("album.distribution.about", "album.difference"), a.page.words.against(a.page.Report))
	title := a.page.Headline(a.page.words.Catalogue)
	if v.Scenario != All {
		title = a.gains(&a.page.Result.Scenarios[v.Scenario])
	}
	d := plots.DistributionData{
		Head: a.head(title, subtitle),
		Unit: a.unit(unit),
	}
	for i := range a.page.Result.Scenarios {
		scenario := &a.page.Result.Scenarios[i]
		if scenario.Versus == nil || !v.shows(i) {
			continue
		}
		npv := scenario.Versus.Differences[sim.MetricNPV]
		if npv == nil {
			continue
		}
		d.Series = append(d.Series, plots.DistributionSeries{
			Name: a.page.words.scenario(scenario), Colour: a.colour(i), Values: spread(&scenario.Versus.NPVHistogram),
			Loss: scenario.Versus.NPVHistogram.LossShare, LossText: a.page.lossShare(scenario.Versus), Texts: a.page.amounts(&npv.Stat),
			P10: npv.Q[sim.P10], P50: npv.Q[sim.P50], P90: npv.Q[sim.P90],
		})
	}
	return plots.Distribution(d)
}

// gains says what a scenario brings, and how surely it brings anything.
func (a *Album) gains(scenario *sim.ScenarioResult) string {
	npv := scenario.Versus.Differences[sim.MetricNPV]
	if npv == nil || !npv.Exists() {
		return a.say("album.gains.unknown", a.page.words.scenario(scenario), a.page.words.against(a.page.Report))
	}
	difference := a.symbol(a.page.amounts(&npv.Stat)[1])
	if a.page.Certain {
		return a.say("album.gains.certain", a.page.words.scenario(scenario), difference)
	}
	return a.say("album.gains", a.page.words.scenario(scenario), difference, a.page.lossShare(scenario.Versus))
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

// Cumulative draws when the scenarios pay back, or one.
func (a *Album) Cumulative(v View) *plots.Figure {
	d := plots.CumulativeData{
		Start: a.start,
		Unit:  a.unit(a.say("album.cumulative.unit")),
	}
	for i := range a.page.Result.Scenarios {
		scenario := &a.page.Result.Scenarios[i]
		if scenario.Versus == nil || !v.shows(i) {
			continue
		}
		c := &scenario.Versus.CumulativeDiscounted
		d.Series = append(d.Series, plots.CumulativeSeries{
			Name: a.page.words.scenario(scenario), Colour: a.colour(i), P10: c.Q[sim.P10], P50: c.Q[sim.P50], P90: c.Q[sim.P90],
			Breakeven: math.Ceil(scenario.Versus.Breakeven.Q[sim.P50]),
		})
	}
	title := a.say("album.cumulative")
	if v.Scenario != All {
		title = a.paidBack(&a.page.Result.Scenarios[v.Scenario])
	} else if best := a.page.Answer.Scenario; best != nil {
		title = a.paidBack(best)
	}
	d.Head = a.head(title, a.say(a.unlessCertain("album.cumulative.about", "album.cumulative.certain"), a.page.words.against(a.page.Report)))
	return plots.Cumulative(d)
}

// paidBack says when a scenario's median future pays back, and how many do not.
func (a *Album) paidBack(scenario *sim.ScenarioResult) string {
	horizon := a.say("months", a.page.Result.Plan.Months)
	breakeven, beyond := &scenario.Versus.Breakeven, a.page.beyond(scenario.Versus)
	median := math.Ceil(breakeven.Q[sim.P50])
	switch comes := !math.IsInf(median, 0) && !math.IsNaN(median); {
	case a.page.Certain && comes:
		return a.say("album.pays.certain", a.page.words.scenario(scenario), a.monthName(int(median)))
	case a.page.Certain, breakeven.Never.P == 1:
		return a.say("album.pays.never", a.page.words.scenario(scenario), horizon)
	case comes && breakeven.Never.P == 0:
		return a.say("album.pays.all", a.page.words.scenario(scenario), a.monthName(int(median)))
	case comes:
		return a.say("album.pays", a.page.words.scenario(scenario), a.monthName(int(median)), beyond, horizon)
	}
	return a.say("album.pays.not", a.page.words.scenario(scenario), horizon, beyond)
}
