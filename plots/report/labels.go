package report

import (
	"math"

	"holdfast/sim"
)

// labelCells is how much of a title a chart shows.
const labelCells = 40

// Label is what charts call a scenario or segment: its title, or else its
// name, shortened.
func Label(id, title string) string {
	if title = Clean(title); title != "" {
		return Shorten(title, labelCells)
	}
	return Shorten(Clean(id), labelCells)
}

func (r *Report) english() *page { return &page{Report: r, style: English()} }

// Headline is the line that answers, for a title: the interval of the NPV is
// left out, and scenarios are called by their labels.
func (r *Report) Headline() string {
	p := &page{Report: &Report{Result: r.Result, Answer: r.Answer, Certain: r.Certain}, style: English(), brief: true}
	a := &p.Answer
	for _, scenario := range [...]**sim.ScenarioResult{&a.Against, &a.Scenario, &a.Higher} {
		*scenario = labelled(*scenario)
	}
	a.Tied = nil
	for _, scenario := range r.Answer.Tied {
		a.Tied = append(a.Tied, labelled(scenario))
	}
	return p.sentence()
}

// labelled is a scenario whose name is its label.
func labelled(scenario *sim.ScenarioResult) *sim.ScenarioResult {
	if scenario == nil {
		return nil
	}
	named := *scenario
	named.ID = Label(scenario.ID, scenario.Title)
	return &named
}

// LossShare writes the probability that a scenario's NPV difference is below
// zero, rounded together with P(better).
func (r *Report) LossShare(versus *sim.Versus) string {
	p, d, loss := r.english(), versus.Differences[sim.MetricNPV], versus.NPVHistogram.LossShare
	switch {
	case d == nil || math.IsNaN(loss):
		return p.style.None
	case always(d):
		return p.style.Rate(loss, 0)
	case complements(d.Better.P, loss):
		return p.style.Complement(d.Better.P, d.Better.Low, d.Better.High)
	}
	return p.style.Share(wilson(loss, d.N))
}

// wilson is a share of n trials and its 95 % interval.
func wilson(share float64, n int) (p, low, high float64) {
	const z2 = 3.8415 // squared 97.5 % quantile of the normal distribution
	trials := float64(max(n, 1))
	middle := share + z2/(2*trials)
	half := math.Sqrt(z2 / trials * (share*(1-share) + z2/(4*trials)))
	return share, (middle - half) / (1 + z2/trials), (middle + half) / (1 + z2/trials)
}

// BeyondShare writes the probability that a scenario does not break even within
// the horizon.
func (r *Report) BeyondShare(versus *sim.Versus) string { return r.english().beyond(versus) }

// Differences writes P10, P50 and P90 of an NPV difference, without currency,
// rounded as in the tables.
func (r *Report) Differences(d *sim.Difference) [3]string {
	return r.amounts(&d.Stat)
}

// Measured writes P10, P50 and P90 of a month's figures of a kind, without
// currency: amounts with the ends in two digits, as in the tables, the median by
// the spread; others each by what is known of it.
func (r *Report) Measured(kind sim.Kind, p10, p50, p90 float64) [3]string {
	var stat sim.Stat
	stat.Q[sim.P10], stat.Q[sim.P50], stat.Q[sim.P90] = p10, p50, p90
	const error95, deviations = 2.5, 2.5631 // of a median; between P10 and P90; both of a normal distribution
	half := error95 * (p90 - p10) / deviations / math.Sqrt(float64(max(r.Result.Run.Trials, 1)))
	for _, q := range [...]int{sim.P10, sim.P50, sim.P90} {
		stat.Low[q], stat.High[q] = stat.Q[q]-half, stat.Q[q]+half
	}
	write := English().Count
	switch kind {
	case sim.KindMoney:
		return r.amounts(&stat)
	case sim.KindRate:
		write = English().Rate
	}
	return [3]string{write(p10, half), write(p50, half), write(p90, half)}
}

func (r *Report) amounts(stat *sim.Stat) [3]string {
	p := r.english()
	low, high := stat.Q[sim.P10], stat.Q[sim.P90]
	ends := rangeMargin(low, high, margin(stat, sim.P10), margin(stat, sim.P90))
	if low == high {
		ends = 0
	}
	texts := p.style.Moneys(r.Result.Plan.Currency, []Estimate{{low, ends}, {stat.Q[sim.P50], margin(stat, sim.P50)}, {high, ends}}, false)
	return [3]string{p.bare(texts[0]), p.bare(texts[1]), p.bare(texts[2])}
}
