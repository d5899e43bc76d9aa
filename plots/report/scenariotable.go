package report

import (
	"fmt"
	"math"
	"strings"

	"holdfast/sim"
)

// scenarios writes one row for each scenario: an estimate, and below it the
// range from P5 to P95.
func (p *page) scenarios() {
	compared := p.Answer.Compared > 0
	g := &grid{left: 1, header: []string{"Scenario", p.headed("NPV", "mean")}}
	if compared {
		g.header = append(g.header, p.headed("Difference", "mean"), "P(better)", "ROI", p.headed("Breakeven", "P50"))
	}
	g.header = append(g.header, p.headed("LTV/CAC", "P50"), "Payback\nmonths", "Closing\nMRR")
	if !p.Certain {
		for i, title := range g.header {
			if !strings.Contains(title, "\n") && i > 0 {
				g.header[i] = title + "\n"
			}
		}
	}
	unresolved := false
	npv, mrr := p.means(p.stats(sim.MetricNPV), true), p.means(p.stats(sim.MetricClosingMRR), true)
	differences := p.means(p.differences(), false)
	for i := range p.Result.Scenarios {
		scenario := &p.Result.Scenarios[i]
		row := []string{Clean(scenario.ID), npv[i]}
		if compared {
			cells := p.versusCells(scenario.Versus, differences[i])
			unresolved = unresolved || strings.HasPrefix(cells[0], p.style.Unresolved) || strings.HasPrefix(cells[2], p.style.Unresolved)
			row = append(row, cells[:]...)
		}
		ratio, payback := &scenario.Metrics[sim.MetricLTVCAC], &scenario.Metrics[sim.MetricCACPayback]
		row = append(row,
			p.quantiles(ratio, p.style.Ratio, func(v float64) string { return strings.TrimSuffix(p.style.Ratio(v), p.style.Times) }),
			p.quantiles(payback, p.style.Months, p.style.Months),
			mrr[i])
		g.add(row...)
	}
	p.line("")
	p.table(g)
	p.legend(compared, unresolved)
}

// headed is a column's title with the statistic below it; where nothing is
// uncertain, there is none.
func (p *page) headed(title, statistic string) string {
	if p.Certain {
		return title
	}
	return title + "\n" + statistic
}

// stats are a metric's in each scenario.
func (p *page) stats(m sim.Metric) []*sim.Stat {
	stats := make([]*sim.Stat, len(p.Result.Scenarios))
	for i := range stats {
		stats[i] = &p.Result.Scenarios[i].Metrics[m]
	}
	return stats
}

// differences are those of NPV, nil where there is none.
func (p *page) differences() []*sim.Stat {
	stats := make([]*sim.Stat, len(p.Result.Scenarios))
	for i := range stats {
		if versus := p.Result.Scenarios[i].Versus; versus != nil && versus.Differences[sim.MetricNPV] != nil {
			stats[i] = &versus.Differences[sim.MetricNPV].Stat
		}
	}
	return stats
}

func (p *page) legend(compared, unresolved bool) {
	p.line("")
	var notes []string
	if !p.Certain && p.Result.Run.Trials > 1 {
		notes = append(notes, "Below each: P5 to P95, between which 90"+p.style.Percent+" of futures lie.")
	}
	if compared {
		notes = append(notes, "Differences are from "+name(p.Answer.Against)+" in the same future.")
	}
	if p.anyBeyond() {
		notes = append(notes, fmt.Sprintf("Breakeven %s: not within the horizon of %s.", p.style.Beyond, months(p.Result.Plan.Months)))
	}
	if p.TerminalValue {
		notes = append(notes, "NPV, its difference and ROI include customer equity; breakeven does not.")
	}
	if len(notes) > 0 {
		p.paragraph("  ", "  "+strings.Join(notes, " "))
	}
	if unresolved {
		do := "do"
		if p.Result.Run.Trials == 1 {
			do = "does"
		}
		p.paragraph("  ", "  "+p.style.Unresolved+" within two standard errors of zero: "+p.these()+" "+do+
			" not resolve it, which does not mean that there is no effect.")
	}
	for i := range p.Result.Scenarios {
		scenario := &p.Result.Scenarios[i]
		if meaning := meaning(scenario); meaning != "" {
			p.paragraph("    ", "  "+name(scenario)+": "+meaning)
		}
	}
}

func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

// anyBeyond reports whether some breakeven lies beyond the horizon in some future.
func (p *page) anyBeyond() bool {
	for i := range p.Result.Scenarios {
		if versus := p.Result.Scenarios[i].Versus; versus != nil && versus.Breakeven.Never.P > 0 {
			return true
		}
	}
	return false
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

// versusCells are the difference, whose mean is written already, P(better),
// ROI and breakeven.
func (p *page) versusCells(versus *sim.Versus, mean string) [4]string {
	none := p.style.None
	if versus == nil {
		return [4]string{none, none, none, none}
	}
	d := versus.Differences[sim.MetricNPV]
	cells := [4]string{none, none, p.roi(&versus.ROI), p.breakeven(versus)}
	if d == nil || !d.Exists() {
		return cells
	}
	cells[0], cells[1] = p.style.Plus(d.Mean, mean), p.better(d)
	if verdict(d) == Unresolved {
		cells[0] = p.style.Unresolved
	}
	if d.SD > 0 {
		low, high := p.ends(&d.Stat)
		cells[0] += "\n" + p.bare(low) + " to " + p.bare(high)
	}
	return cells
}

func (p *page) roi(roi *sim.ROI) string {
	estimate, low, high := p.roiTexts(roi)
	if low == "" {
		return estimate
	}
	return estimate + "\n" + strings.TrimSuffix(low, p.style.Percent) + " to " + high
}

// roiTexts are an ROI and P5 and P95 of the single futures, empty where there is
// no range.
func (p *page) roiTexts(roi *sim.ROI) (estimate, low, high string) {
	if math.IsNaN(roi.Ratio) {
		return p.style.None, "", ""
	}
	estimate = p.style.Rate(roi.Ratio, 2*roi.SE)
	if roi.Ratio != 0 && !math.IsNaN(roi.SE) && !resolved(roi.Ratio, 2*roi.SE) {
		estimate = p.style.Unresolved
	}
	from, to := roi.Q[sim.P5], roi.Q[sim.P95]
	if math.IsNaN(from) || math.IsNaN(to) || from == to || p.Certain {
		return estimate, "", ""
	}
	const points = 0.005 // half a percent: finer says nothing of single futures
	half := rangeMargin(from, to, points, points)
	return estimate, p.style.Rate(from, half), p.style.Rate(to, half)
}

// breakeven is the median month, and how often it lies beyond the horizon.
func (p *page) breakeven(versus *sim.Versus) string {
	b := &versus.Breakeven
	if math.IsInf(b.Q[sim.P50], 1) {
		if b.Never.P == 1 {
			return p.style.Beyond
		}
		return p.style.Beyond + "\n" + p.style.Beyond + ": " + p.beyond(versus)
	}
	cell := p.month(b.Q[sim.P50])
	if b.Never.P > 0 {
		cell += "\n" + p.style.Beyond + ": " + p.beyond(versus)
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
	if low, high := stat.Q[sim.P5], stat.Q[sim.P95]; low != high {
		cell += "\n" + second(low) + " to " + second(high)
	}
	return cell
}
