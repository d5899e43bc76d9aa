package report

import (
	"math"
	"strconv"
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
		title := Shorten(p.target(&p.Result.Scenarios[0].Targets[t].Target), nameCells)
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

// target says in words what is to be met. A goal that is an assumption keeps
// the assumption's name.
func (p *page) target(t *sim.Target) string {
	if t.Value.Input != 0 {
		return strings.Replace(Clean(t.Label), t.Metric, figureWords(t.Metric), 1)
	}
	goal := " at least "
	if t.AtMost {
		goal = " at most "
	}
	text := figureWords(t.Metric) + goal + p.exactly(t.Metric, t.Value.Factor)
	if t.By > 0 {
		text += " by " + p.month(float64(t.By))
	}
	if t.FiscalYear {
		text += " within the fiscal year"
	}
	return text
}

// exactly writes a value of a metric or measure in full where three digits do
// not tell it.
func (p *page) exactly(metric string, v float64) string {
	full := p.style.group(strconv.FormatFloat(v, 'f', -1, 64))
	switch kindOf(metric) {
	case sim.KindMoney:
		if math.Abs(roundTo(v, lastPlace(v, 0))-v) <= 1e-12*math.Abs(v) {
			return p.money(v, 0)
		}
		if v < 0 {
			return "-" + p.style.currency(p.Result.Plan.Currency).Symbol + full[1:]
		}
		return p.style.currency(p.Result.Plan.Currency).Symbol + full
	case sim.KindRate:
		return strconv.FormatFloat(roundTo(100*v, -9), 'f', -1, 64) + p.style.Percent
	case sim.KindRatio:
		return full + p.style.Times
	}
	return full
}

func kindOf(metric string) sim.Kind {
	if m, known := sim.ParseMeasure(metric); known {
		return m.Kind()
	}
	if m, known := sim.ParseMetric(metric); known {
		return m.Kind()
	}
	return sim.KindCount
}

// figureWords is how people call a metric or monthly measure.
func figureWords(metric string) string {
	switch metric {
	case "closing", "closing_customers":
		return "Customers at the end"
	case "opening":
		return "Customers at the start"
	case "ltv_cac":
		return "LTV/CAC"
	case "new", "churned", "reactivated":
		metric += "_customers"
	}
	parts := strings.Split(Clean(metric), "_")
	for i, part := range parts {
		switch part {
		case "arpu", "cac", "grr", "ltv", "mrr", "npv", "nrr":
			parts[i] = strings.ToUpper(part)
		}
	}
	text := strings.Join(parts, " ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
