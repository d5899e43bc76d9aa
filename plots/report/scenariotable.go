package report

import (
	"math"
	"strings"

	"holdfast/sim"
)

// scenarios writes one row for each scenario: an estimate, and below it the
// range from P10 to P90.
func (p *page) scenarios() {
	compared := p.Answer.Compared > 0
	g := &grid{left: 1, header: []string{"Scenario", "NPV\nmean"}}
	if compared {
		g.header = append(g.header, "Difference\nmean", "P(better)\n", "ROI", "Breakeven\nP50")
	}
	g.header = append(g.header, "LTV/CAC\nP50", "Payback\nmonths", "Closing\nMRR")
	unresolved := false
	for i := range p.Result.Scenarios {
		scenario := &p.Result.Scenarios[i]
		npv, mrr := &scenario.Metrics[sim.MetricNPV], &scenario.Metrics[sim.MetricClosingMRR]
		row := []string{Clean(scenario.ID), p.estimate(npv)}
		if compared {
			cells := p.versusCells(scenario.Versus)
			unresolved = unresolved || strings.HasPrefix(cells[0], p.style.Unresolved) || strings.HasPrefix(cells[2], p.style.Unresolved)
			row = append(row, cells[:]...)
		}
		ratio, payback := &scenario.Metrics[sim.MetricLTVCAC], &scenario.Metrics[sim.MetricCACPayback]
		row = append(row,
			p.quantiles(ratio, p.style.Ratio, func(v float64) string { return strings.TrimSuffix(p.style.Ratio(v), p.style.Times) }),
			p.quantiles(payback, p.style.Months, p.style.Months),
			p.estimate(mrr))
		g.add(row...)
	}
	p.line("")
	p.table(g)
	p.legend(compared, unresolved)
}

func (p *page) legend(compared, unresolved bool) {
	p.line("")
	note := "Below each: P10 to P90 of futures."
	if compared {
		note += " Differences are from " + name(p.Answer.Against) + " in the same future."
	}
	p.paragraph("  ", "  "+note)
	if unresolved {
		p.paragraph("  ", "  "+p.style.Unresolved+" within two standard errors of zero: "+p.these()+
			" do not resolve it, which does not mean that there is no effect.")
	}
	for i := range p.Result.Scenarios {
		scenario := &p.Result.Scenarios[i]
		if meaning := meaning(scenario); meaning != "" {
			p.paragraph("    ", "  "+name(scenario)+": "+meaning)
		}
	}
}

// meaning spells a scenario out, where its name does not.
func meaning(scenario *sim.ScenarioResult) string {
	titles := make([]string, len(scenario.Initiatives))
	for i, title := range scenario.Initiatives {
		titles[i] = Shorten(Clean(title), nameCells)
	}
	meaning := strings.Join(titles, " + ")
	if title := Clean(scenario.Title); title != "" && title != scenario.ID {
		if meaning == "" {
			return title
		}
		return title + " = " + meaning
	}
	if meaning == Clean(scenario.ID) {
		return ""
	}
	return meaning
}

func (p *page) estimate(stat *sim.Stat) string {
	if !stat.Exists() {
		return p.style.None
	}
	return p.money(stat.Mean, halfWidth(stat))
}

// versusCells are the difference, P(better), ROI and breakeven.
func (p *page) versusCells(versus *sim.Versus) [4]string {
	none := p.style.None
	if versus == nil {
		return [4]string{none, none, none, none}
	}
	d := versus.Differences[sim.MetricNPV]
	cells := [4]string{none, none, p.roi(&versus.ROI), p.breakeven(&versus.Breakeven)}
	if d == nil || !d.Exists() {
		return cells
	}
	estimate := p.gain(d.Mean, halfWidth(&d.Stat))
	if verdict(d) == Unresolved {
		estimate = p.style.Unresolved
	}
	cells[0], cells[1] = estimate, p.share(d.Better)
	if d.SD > 0 {
		low, high := d.Q[sim.P10], d.Q[sim.P90]
		rounding := rangeMargin(low, high, margin(&d.Stat, sim.P10), margin(&d.Stat, sim.P90))
		cells[0] += "\n" + p.amount(low, rounding) + " to " + p.amount(high, rounding)
	}
	return cells
}

func (p *page) roi(roi *sim.ROI) string {
	if math.IsNaN(roi.Ratio) {
		return p.style.None
	}
	estimate := p.style.Rate(roi.Ratio, 2*roi.SE)
	if roi.Ratio != 0 && !math.IsNaN(roi.SE) && !resolved(roi.Ratio, 2*roi.SE) {
		estimate = p.style.Unresolved
	}
	low, high := roi.Q[sim.P10], roi.Q[sim.P90]
	if math.IsNaN(low) || math.IsNaN(high) || low == high {
		return estimate
	}
	rounding := rangeMargin(low, high, 0.005, 0.005)
	return estimate + "\n" + strings.TrimSuffix(p.style.Rate(low, rounding), p.style.Percent) + " to " + p.style.Rate(high, rounding)
}

// breakeven is the median month, and how often it never comes.
func (p *page) breakeven(b *sim.Breakeven) string {
	cell := p.month(b.Q[sim.P50])
	if b.Never.P > 0 && !(math.IsInf(b.Q[sim.P5], 1) && b.Never.P == 1) {
		cell += "\n" + p.style.Never + ": " + p.share(b.Never)
	}
	return cell
}

// month names the plan's t-th month; a part of a month counts as a whole one.
func (p *page) month(t float64) string {
	if math.IsNaN(t) || math.IsInf(t, 0) {
		return p.style.Months(t)
	}
	whole := int(math.Ceil(t - 1e-9))
	if date := calendar(p.Result.Plan.Start, whole); date != "" {
		return date
	}
	return "month " + p.style.Months(float64(whole))
}

func (p *page) quantiles(stat *sim.Stat, first, second func(v float64) string) string {
	if !stat.Exists() {
		return p.style.None
	}
	cell := first(stat.Q[sim.P50])
	if low, high := stat.Q[sim.P10], stat.Q[sim.P90]; low != high {
		cell += "\n" + second(low) + " to " + second(high)
	}
	return cell
}
