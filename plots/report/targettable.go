package report

import (
	"strings"

	"holdfast/sim"
)

// targets writes each target's chance in each scenario.
func (p *page) targets() {
	if len(p.Result.Scenarios) == 0 || len(p.Result.Scenarios[0].Targets) == 0 {
		return
	}
	g := &grid{left: 2, header: []string{"Target", "Scenario", "Probability"}, shorten: 1}
	for t := range p.Result.Scenarios[0].Targets {
		if t > 0 {
			g.group()
		}
		title := p.target(&p.Result.Scenarios[0].Targets[t])
		for i := range p.Result.Scenarios {
			scenario := &p.Result.Scenarios[i]
			g.add(title, Clean(scenario.ID), p.share(scenario.Targets[t].Probability))
			title = ""
		}
	}
	p.line("")
	p.line("Targets")
	p.table(g)
}

func (p *page) target(target *sim.TargetResult) string {
	if target.Value.Input != 0 {
		return Shorten(Clean(target.Label), nameCells)
	}
	kind := sim.KindMoney
	if m, known := sim.ParseMetric(target.Metric); known {
		kind = m.Kind()
	} else if m, known := sim.ParseMeasure(target.Metric); known {
		kind = m.Kind()
	}
	words := []string{Clean(target.Metric)}
	if target.By > 0 {
		words = append(words, "by", p.month(float64(target.By)))
	}
	if target.FiscalYear {
		words = append(words, "in its fiscal year")
	}
	bound := "at least"
	if target.AtMost {
		bound = "at most"
	}
	return strings.Join(append(words, bound, p.exact(kind, target.Value.Factor)), " ")
}

// exact writes a number of the plan, which has no error.
func (p *page) exact(kind sim.Kind, v float64) string {
	switch kind {
	case sim.KindMoney:
		return p.money(v, 0)
	case sim.KindRate:
		return p.style.Rate(v, 0)
	case sim.KindRatio:
		return p.style.Ratio(v)
	case sim.KindMonths:
		return p.style.Months(v)
	}
	return p.style.Count(v, 0)
}
