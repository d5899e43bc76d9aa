package report

import (
	"math"

	"holdfast/plots/report/words"
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

// in is a page of the report in the language of a catalogue.
func (r *Report) in(c *words.Catalogue) *page {
	return &page{Report: r, style: StyleOf(c), words: vocabulary{c}}
}

// lossShare writes the probability that a scenario's NPV difference is below
// zero, rounded together with P(better).
func (p *page) lossShare(versus *sim.Versus) string {
	d, loss := versus.Differences[sim.MetricNPV], versus.NPVHistogram.LossShare
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

// measured writes P10, P50 and P90 of a month's figures of a kind, without
// currency: amounts with the ends in two digits, as in the tables, the median by
// the spread; others each by what is known of it.
func (p *page) measured(kind sim.Kind, p10, p50, p90 float64) [3]string {
	var stat sim.Stat
	stat.Q[sim.P10], stat.Q[sim.P50], stat.Q[sim.P90] = p10, p50, p90
	const error95, deviations = 2.5, 2.5631 // of a median; between P10 and P90; both of a normal distribution
	half := error95 * (p90 - p10) / deviations / math.Sqrt(float64(max(p.Result.Run.Trials, 1)))
	for _, q := range [...]int{sim.P10, sim.P50, sim.P90} {
		stat.Low[q], stat.High[q] = stat.Q[q]-half, stat.Q[q]+half
	}
	write := p.style.Count
	switch kind {
	case sim.KindMoney:
		return p.amounts(&stat)
	case sim.KindRate:
		write = p.style.Rate
	}
	return [3]string{write(p10, half), write(p50, half), write(p90, half)}
}

// amounts writes P10, P50 and P90 of an amount, without currency, rounded as in
// the tables.
func (p *page) amounts(stat *sim.Stat) [3]string {
	low, high := stat.Q[sim.P10], stat.Q[sim.P90]
	ends := rangeMargin(low, high, margin(stat, sim.P10), margin(stat, sim.P90))
	if low == high {
		ends = 0
	}
	texts := p.style.Moneys(p.Result.Plan.Currency, []Estimate{{low, ends}, {stat.Q[sim.P50], margin(stat, sim.P50)}, {high, ends}}, false)
	return [3]string{p.bare(texts[0]), p.bare(texts[1]), p.bare(texts[2])}
}
