package report

import (
	"fmt"
	"math"

	"holdfast/sim"
)

// additive are the metrics whose means over the segments add up to the
// scenario's, but for what stands in the scenario alone.
var additive = map[sim.Metric]bool{
	sim.MetricRevenue: true, sim.MetricGrossProfit: true, sim.MetricContribution: true, sim.MetricNPV: true, sim.MetricCustomerEquity: true,
	sim.MetricAcquisitionCost: true, sim.MetricInitiativeCost: true, sim.MetricNewCustomers: true, sim.MetricChurnedCustomers: true,
	sim.MetricReactivatedCustomers: true, sim.MetricOrders: true, sim.MetricClosingCustomers: true, sim.MetricClosingMRR: true,
}

// segmentSheet writes the segments side by side: the means first, with their
// sum beside the whole scenario, then the quantiles.
func (b *book) segmentSheet() {
	s := b.sheet("segments")
	scenarios := b.report.Result.Scenarios
	if len(scenarios) == 0 {
		return
	}
	segments := scenarios[0].Segments
	titles := []string{b.words.Say("column.statistic"), b.words.Say("column.scenario"), b.words.Say("column.figure"), b.words.Say("column.unit")}
	for i := range segments {
		titles = append(titles, Label(segments[i].ID, segments[i].Title))
	}
	titles = append(titles, b.words.Say("column.sum"), b.words.Say("column.whole"), b.words.Say("column.alone"))
	s.width(1, 1, 10)
	s.width(2, 3, 30)
	s.width(4, 4, 9)
	s.width(firstSegment, len(titles), 18)
	s.header(firstSegment-1, firstSegment-1, titles...)
	row := 1
	for _, statistic := range [...]int{mean, sim.P10, sim.P50, sim.P90} {
		for i := range scenarios {
			for m := range sim.NumMetrics {
				if statistic != mean || !m.Payback() {
					row++
					s.segmentRow(row, statistic, &scenarios[i], m)
				}
			}
		}
	}
}

const firstSegment = 5 // column

func (s *sheet) segmentRow(row, statistic int, scenario *sim.ScenarioResult, m sim.Metric) {
	s.text(1, row, s.words.statistic(statistic))
	s.text(2, row, s.words.scenario(scenario))
	s.text(3, row, s.words.metric(m))
	s.text(4, row, s.words.unit(m.Kind(), s.report.Result.Plan.Currency))
	sum, size := 0.0, 0.0
	for i := range scenario.Segments {
		v := statisticOf(&scenario.Segments[i].Metrics[m], statistic)
		s.number(firstSegment+i, row, v, formatOf(m.Kind()))
		sum += v
		size += math.Abs(v)
	}
	n := len(scenario.Segments)
	whole := statisticOf(&scenario.Metrics[m], statistic)
	s.number(firstSegment+n+1, row, whole, formatOf(m.Kind()))
	if statistic != mean || !additive[m] || n == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return
	}
	format := formatOf(m.Kind())
	s.formula(firstSegment+n, row, sum, format, fmt.Sprintf("SUM(%s:%s)", cell(firstSegment, row), cell(firstSegment+n-1, row)), sum, size)
	if math.IsNaN(whole) || math.IsInf(whole, 0) {
		return
	}
	alone := whole - sum
	if math.Abs(alone) <= 1e-9*size { // what rounding left
		alone = 0
	}
	s.formula(firstSegment+n+2, row, alone, format, cell(firstSegment+n+1, row)+"-"+cell(firstSegment+n, row), whole-sum, size)
}
