package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"holdfast/plots"
	"holdfast/plots/report/document"
	"holdfast/sim"
)

// mostStepped is how many scenarios the way from churn to return is shown of.
const mostStepped = 4

// stepsSection leads, for each scenario that lowers churn, from churn to
// customers, revenue and lifetime value, cost and return.
func (b *board) stepsSection() (document.Section, bool) {
	if b.Answer.Compared == 0 || b.Answer.Against == nil {
		return document.Section{}, false
	}
	s := document.Section{ID: "churn-roi", Title: b.say("steps"), Short: b.say("steps.short"), Break: true}
	lowering := b.lowering()
	if len(lowering) == 0 {
		s.Blocks = []document.Block{plain(b.say("steps.none", b.called(b.Answer.Against)))}
		return s, true
	}
	s.Blocks = append(s.Blocks, plain(b.say("steps.lead", b.called(b.Answer.Against))))
	choices := document.Choices{Group: "churn"}
	for i, scenario := range lowering {
		if i == mostStepped {
			s.Blocks = append(s.Blocks, note(b.say("steps.more", mostStepped, len(lowering))))
			break
		}
		choices.Items = append(choices.Items, document.Choice{
			ID: fmt.Sprintf("churn-%d", b.index(scenario)), Title: b.called(scenario), Colour: b.album.colour(b.index(scenario)), Blocks: b.steps(scenario),
		})
	}
	s.Blocks = append(s.Blocks, choices)
	return s, true
}

// lowering are the scenarios that keep customers whom the one compared against
// loses, by more than the trials leave open: the answer's first, then by NPV
// difference.
func (b *board) lowering() []*sim.ScenarioResult {
	var found []*sim.ScenarioResult
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		if versus := scenario.Versus; versus != nil && lowersChurn(versus) {
			found = append(found, scenario)
		}
	}
	value := func(s *sim.ScenarioResult) float64 {
		if s == b.Answer.Scenario {
			return math.Inf(1)
		}
		if d, comparable := npvDifference(s); comparable {
			return d.Mean
		}
		return math.Inf(-1)
	}
	slices.SortStableFunc(found, func(x, y *sim.ScenarioResult) int { return cmp.Compare(value(y), value(x)) })
	return found
}

// lowersChurn reports whether a scenario keeps customers: its churn is lower, and
// it has more of them at the end (a price rise that drives the restless away
// lowers churn, too). A horizon without a churn of twelve months has the latter
// alone to go by.
func lowersChurn(versus *sim.Versus) bool {
	told := func(m sim.Metric) (d *sim.Difference, mean float64) {
		if d = versus.Differences[m]; d == nil || !d.Exists() || d.N < 2 || !resolved(d.Mean, halfWidth(&d.Stat)) {
			return d, 0
		}
		return d, d.Mean
	}
	_, kept := told(sim.MetricClosingCustomers)
	churn, less := told(sim.MetricCustomerChurn)
	return kept > 0 && (less < 0 || churn == nil || !churn.Exists())
}

// steps are the stations of one scenario, with their pictures.
func (b *board) steps(scenario *sim.ScenarioResult) []document.Block {
	against, versus := b.Answer.Against, scenario.Versus
	blocks := []document.Block{document.Steps{Items: b.stations(scenario)}}
	view := View{Scenario: b.index(scenario), Segment: All}
	blocks = append(blocks, chart(
		b.pair(against, scenario, sim.MeasureCustomerChurn),
		b.pair(against, scenario, sim.MeasureClosing),
		b.album.Cumulative(view))...)
	if table, any := b.keepAndWin(against, versus); any {
		blocks = append(blocks, table)
	}
	return blocks
}

func (b *board) stations(scenario *sim.ScenarioResult) []document.Step {
	against, versus := b.Answer.Against, scenario.Versus
	var items []document.Step
	step := func(key, value, detail string) {
		items = append(items, document.Step{Title: b.say("step." + key), Value: value, Detail: detail, Formula: b.say("step." + key + ".formula")})
	}
	compared := func(m sim.Metric) string {
		d := versus.Differences[m]
		change, span := b.changed(m, d)
		switch {
		case d == nil || !d.Exists():
			return ""
		case span == "" || always(d):
			return b.say("step.change.always", change, b.called(against))
		}
		return b.say("step.change", change, b.called(against), span, b.better(d))
	}
	level := func(s *sim.ScenarioResult, m sim.Metric) (string, string) { return b.estimate(m, &s.Metrics[m]) }

	if against.Metrics[sim.MetricCustomerChurn].Exists() {
		value, span := level(against, sim.MetricCustomerChurn)
		step("churn", value, span)
		value, _ = level(scenario, sim.MetricCustomerChurn)
		step("improved", value, compared(sim.MetricCustomerChurn))
	}
	value, _ := level(scenario, sim.MetricClosingCustomers)
	step("customers", value, compared(sim.MetricClosingCustomers))
	for _, m := range [...]sim.Metric{sim.MetricRevenue, sim.MetricGrossProfit} {
		value, span := b.changed(m, versus.Differences[m])
		step(m.String(), value, b.better90(m, span, versus))
	}
	value, _ = level(scenario, sim.MetricLTV)
	step("ltv", value, compared(sim.MetricLTV))
	cost, span := b.style.None, ""
	if !math.IsNaN(versus.ROI.Ratio) {
		cost = b.money(versus.Investment.Mean, halfWidth(&versus.Investment))
		if spreads(&versus.Investment) {
			low, high := b.ends(&versus.Investment)
			span = b.say("range", b.between(low, high))
		}
	}
	step("cost", cost, span)
	value, span = b.changed(sim.MetricNPV, versus.Differences[sim.MetricNPV])
	step("npv", value, b.better90(sim.MetricNPV, span, versus))
	step("roi", b.roiCell(&versus.ROI), b.paysBack(versus))
	return items
}

// better90 says the range of nine futures of ten, and in how many futures there
// is an improvement.
func (b *board) better90(m sim.Metric, span string, versus *sim.Versus) string {
	d := versus.Differences[m]
	if span == "" || d == nil || always(d) {
		return ""
	}
	return b.say("step.better", span, b.better(d))
}

// keepAndWin sets what it costs to keep a customer against what it costs to win
// one.
func (b *board) keepAndWin(against *sim.ScenarioResult, versus *sim.Versus) (document.Block, bool) {
	saved := versus.CostPerCustomerSaved
	if math.IsNaN(saved) || math.IsInf(saved, 0) || !(saved > 0) {
		return plain(b.say("keep.none")), true
	}
	table := document.Table{Caption: b.say("keep"), Columns: numbers(b.say("column.figure"), b.say("column.value"), b.say("column.ratio"))}
	table.Rows = append(table.Rows, document.Row{Strong: true, Cells: texts(b.say("keep.saved"), b.toThree(saved), b.say("keep.one"))})
	for _, m := range [...]sim.Metric{sim.MetricCAC, sim.MetricPaidCAC, sim.MetricMarginalCAC} {
		stat := &against.Metrics[m]
		if !stat.Exists() || !(stat.Mean > 0) || math.IsInf(stat.Mean, 0) {
			continue
		}
		table.Rows = append(table.Rows, document.Row{Cells: texts(
			b.say("keep.win", b.metric(m)), b.money(stat.Mean, halfWidth(stat)), b.style.Ratio(stat.Mean/saved))})
	}
	if len(table.Rows) == 1 {
		return plain(b.say("keep.free", b.toThree(saved))), true
	}
	table.Notes = []string{b.say("keep.note"), b.say("keep.rule")}
	return table, true
}

// toThree writes an amount to three digits.
func (b *board) toThree(v float64) string {
	return b.money(v, math.Pow10(exponentOf(v)-significant+1))
}

// pair draws a monthly quantity of two scenarios.
func (b *board) pair(one, other *sim.ScenarioResult, m sim.Measure) *plots.Figure {
	a := b.album
	of := func(s *sim.ScenarioResult) View { return View{Scenario: b.index(s), Segment: All, Measure: m} }
	_, before, _ := a.endOf(of(one))
	_, after, _ := a.endOf(of(other))
	if math.IsNaN(before) || math.IsNaN(after) {
		return nil
	}
	written := func(s *sim.ScenarioResult) string {
		p10, p50, p90 := a.endOf(of(s))
		return a.amounts(of(s), p10, p50, p90, true)[1]
	}
	title := b.say("pair", b.measure(m), written(one), b.called(one), written(other), b.called(other))
	return a.fanOf(of(other), title, a.fanSeries(of(one)), a.fanSeries(of(other)))
}
