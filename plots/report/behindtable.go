package report

import (
	"math"
	"strconv"
	"strings"

	"holdfast/sim"
)

// behindColumn is a column of the table behind the scenarios; it is left out
// where no scenario has a figure.
type behindColumn struct {
	title, statistic string
	cells            []string
}

// behind writes the figures from which the scenarios' NPV, ROI and LTV/CAC
// come. Customer equity has its difference below it.
func (p *page) behind() {
	columns := []behindColumn{
		{"Investment", "mean", p.investments()},
		{"LTV", "P50", p.medians(p.stats(sim.MetricLTV))},
		{"CAC", "P50", p.medians(p.stats(sim.MetricCAC))},
		{"Churn", "a month", p.rates(sim.MetricCustomerChurn)},
		{"GRR", "mean", p.rates(sim.MetricGRR)},
		{"NRR", "mean", p.rates(sim.MetricNRR)},
		{"Customer", "equity", p.equity()},
	}
	if p.Answer.Compared > 0 && p.Result.Run.Trials > 1 {
		columns = append(columns, behindColumn{"P(best)", "", p.bests()})
	}
	g := &grid{left: 1, header: []string{"Scenario"}}
	var kept []behindColumn
	for _, c := range columns {
		if !p.empty(c.cells) {
			kept = append(kept, c)
			if p.Certain && (c.statistic == "mean" || c.statistic == "P50") {
				c.statistic = ""
			}
			g.header = append(g.header, c.title+"\n"+c.statistic)
		}
	}
	if len(kept) == 0 {
		return
	}
	for i := range p.Result.Scenarios {
		row := []string{Clean(p.Result.Scenarios[i].ID)}
		for _, c := range kept {
			row = append(row, c.cells[i])
		}
		g.add(row...)
	}
	p.line("")
	mean := ", a mean"
	if p.Certain {
		mean = ""
	}
	p.line("Behind it (investment: discounted; churn%s, GRR and NRR: last 12 months; customer equity%s: its difference below)", mean, mean)
	p.table(g)
}

// empty reports whether no cell says anything.
func (p *page) empty(cells []string) bool {
	for _, cell := range cells {
		if zero := p.money(0, 0); cell != p.style.None && cell != zero && strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

func (p *page) investments() []string {
	stats := make([]*sim.Stat, len(p.Result.Scenarios))
	for i := range stats {
		if versus := p.Result.Scenarios[i].Versus; versus != nil && !math.IsNaN(versus.ROI.Ratio) {
			stats[i] = &versus.Investment
		}
	}
	return p.means(stats, true)
}

func (p *page) rates(m sim.Metric) []string {
	var cells []string
	place := math.MinInt
	for _, stat := range p.stats(m) {
		if stat.Exists() && stat.Mean != 0 && !math.IsInf(stat.Mean, 0) {
			place = max(place, lastPlace(100*stat.Mean, 100*halfWidth(stat)))
		}
	}
	for _, stat := range p.stats(m) {
		cell := p.style.None
		if stat.Exists() {
			decimals := min(max(0, -place), 2)
			cell = strconv.FormatFloat(roundTo(100*stat.Mean, max(place, -2)), 'f', decimals, 64) + p.style.Percent
		}
		cells = append(cells, cell)
	}
	return cells
}

// equity writes the mean and below it how much that is above the one compared
// against. Nothing tells how both vary together, so the difference is rounded
// by the larger error of the two.
func (p *page) equity() []string {
	stats := p.stats(sim.MetricCustomerEquity)
	cells := p.means(stats, true)
	if p.Answer.Against == nil || p.Answer.Compared == 0 {
		return cells
	}
	base := &p.Answer.Against.Metrics[sim.MetricCustomerEquity]
	differences := make([]Estimate, len(stats))
	for i, stat := range stats {
		differences[i] = Estimate{stat.Mean - base.Mean, max(halfWidth(stat), halfWidth(base))}
	}
	texts := p.style.Moneys(p.Result.Plan.Currency, differences, false)
	for i, d := range differences {
		if stats[i] == base || !stats[i].Exists() || math.IsNaN(d.Value) {
			continue
		}
		text := p.bare(p.style.Plus(d.Value, texts[i]))
		if d.Value != 0 && text == "0" {
			text = p.style.Unresolved
		}
		cells[i] += "\n" + text
	}
	return cells
}

func (p *page) bests() []string {
	var cells []string
	for i := range p.Result.Scenarios {
		cells = append(cells, p.share(p.Result.Scenarios[i].ProbabilityBest))
	}
	return cells
}
