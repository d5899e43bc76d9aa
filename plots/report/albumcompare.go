package report

import (
	"fmt"
	"math"

	"holdfast/plots"
	"holdfast/sim"
)

// Distribution draws the NPV difference of each scenario that is compared, or of
// one.
func (a *Album) Distribution(v View) *plots.Figure {
	subtitle := "Distribution of the NPV difference from " + a.page.againstLabel() +
		" over the trials, each row scaled to its own peak; in full colour, futures in which it loses"
	if a.page.Certain {
		subtitle = "NPV difference from " + a.page.againstLabel()
	}
	title := a.page.Headline()
	if v.Scenario != All {
		title = a.gains(&a.page.Result.Scenarios[v.Scenario])
	}
	d := plots.DistributionData{
		Head: a.head(title, subtitle),
		Unit: a.unit("NPV difference from " + a.page.againstLabel()),
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
			Name: scenarioLabel(scenario), Colour: a.colour(i), Values: spread(&scenario.Versus.NPVHistogram),
			Loss: scenario.Versus.NPVHistogram.LossShare, LossText: a.page.LossShare(scenario.Versus), Texts: a.page.Differences(npv),
			P10: npv.Q[sim.P10], P50: npv.Q[sim.P50], P90: npv.Q[sim.P90],
		})
	}
	return plots.Distribution(d)
}

// gains says what a scenario brings, and how surely it brings anything.
func (a *Album) gains(scenario *sim.ScenarioResult) string {
	npv := scenario.Versus.Differences[sim.MetricNPV]
	if npv == nil || !npv.Exists() {
		return fmt.Sprintf("%s: NPV difference from %s", scenarioLabel(scenario), a.page.againstLabel())
	}
	title := fmt.Sprintf("%s: NPV difference of %s", scenarioLabel(scenario), a.symbol(a.page.Differences(npv)[1]))
	if a.page.Certain {
		return title
	}
	return title + fmt.Sprintf(" in the middle future; in %s it loses money", a.page.LossShare(scenario.Versus))
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
		Unit:  a.unit("Cumulative difference"),
	}
	for i := range a.page.Result.Scenarios {
		scenario := &a.page.Result.Scenarios[i]
		if scenario.Versus == nil || !v.shows(i) {
			continue
		}
		c := &scenario.Versus.CumulativeDiscounted
		d.Series = append(d.Series, plots.CumulativeSeries{
			Name: scenarioLabel(scenario), Colour: a.colour(i), P10: c.Q[sim.P10], P50: c.Q[sim.P50], P90: c.Q[sim.P90],
			Breakeven: math.Ceil(scenario.Versus.Breakeven.Q[sim.P50]),
		})
	}
	title := "When the scenarios pay back"
	if v.Scenario != All {
		title = a.paidBack(&a.page.Result.Scenarios[v.Scenario])
	} else if best := a.page.Answer.Scenario; best != nil {
		title = a.paidBack(best)
	}
	d.Head = a.head(title, "Cumulative discounted contribution less that of "+a.page.againstLabel()+" in the same future"+a.unlessCertain("; line: P50, band: P10 to P90"))
	return plots.Cumulative(d)
}

// paidBack says when a scenario's median future pays back, and how many do not.
func (a *Album) paidBack(scenario *sim.ScenarioResult) string {
	horizon := monthCount(a.page.Result.Plan.Months)
	breakeven, beyond := &scenario.Versus.Breakeven, a.page.BeyondShare(scenario.Versus)
	median := math.Ceil(breakeven.Q[sim.P50])
	switch comes := !math.IsInf(median, 0) && !math.IsNaN(median); {
	case a.page.Certain && comes:
		return fmt.Sprintf("%s has paid back by %s", scenarioLabel(scenario), a.monthName(int(median)))
	case a.page.Certain, breakeven.Never.P == 1:
		return fmt.Sprintf("%s does not pay back within %s", scenarioLabel(scenario), horizon)
	case comes && breakeven.Never.P == 0:
		return fmt.Sprintf("%s has paid back by %s in half of the futures", scenarioLabel(scenario), a.monthName(int(median)))
	case comes:
		return fmt.Sprintf("%s has paid back by %s in half of the futures; in %s, not within %s", scenarioLabel(scenario), a.monthName(int(median)), beyond, horizon)
	}
	return fmt.Sprintf("%s does not pay back within %s in %s of futures", scenarioLabel(scenario), horizon, beyond)
}
