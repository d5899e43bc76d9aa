package report

import (
	"fmt"
	"math"

	"holdfast/plots"
	"holdfast/plots/report/document"
	"holdfast/sim"
)

// Bounds of what is drawn, for the size of the report: scenarios with all their
// charts, and segments in a table and with charts.
const (
	mostDrawnScenarios = 6
	mostSegments       = 12
	mostBridges        = 4 // segments with a bridge of their own
)

// scenariosSection shows each scenario by month, with its segments.
func (b *board) scenariosSection() (document.Section, bool) {
	if len(b.Result.Scenarios) == 0 {
		return document.Section{}, false
	}
	s := document.Section{ID: "scenarios", Title: b.say("scenarios"), Short: b.say("scenarios.short"), Break: true}
	s.Blocks = append(s.Blocks, note(b.say("scenarios.note")))
	s.Blocks = append(s.Blocks, chart(b.album.LTVCAC(View{Scenario: All, Segment: All}))...)
	drawn := b.drawn()
	if all := len(b.Result.Scenarios); len(drawn) < all {
		s.Blocks = append(s.Blocks, note(b.say("scenarios.some", len(drawn), all)))
	}
	choices := document.Choices{Group: "scenario"}
	for _, i := range drawn {
		choices.Items = append(choices.Items, document.Choice{
			ID: fmt.Sprintf("scenario-%d", i), Title: b.called(&b.Result.Scenarios[i]), Colour: b.album.colour(i), Blocks: b.scenarioBlocks(i),
		})
	}
	s.Blocks = append(s.Blocks, choices)
	return s, true
}

// drawn are the scenarios with charts: all of them or, where they are many, the
// one compared against and those of the highest NPV differences.
func (b *board) drawn() []int {
	scenarios := b.Result.Scenarios
	kept := make([]bool, len(scenarios))
	count := 0
	keep := func(i int) {
		if i >= 0 && !kept[i] && count < mostDrawnScenarios {
			kept[i] = true
			count++
		}
	}
	for i := range scenarios {
		if scenarios[i].Versus == nil || &scenarios[i] == b.Answer.Scenario {
			keep(i)
		}
	}
	for range scenarios {
		next, highest := -1, math.Inf(-1)
		for i := range scenarios {
			d, comparable := npvDifference(&scenarios[i])
			switch {
			case kept[i]:
			case comparable && d.Mean > highest:
				next, highest = i, d.Mean
			case next < 0:
				next = i
			}
		}
		keep(next)
	}
	var drawn []int
	for i := range kept {
		if kept[i] {
			drawn = append(drawn, i)
		}
	}
	return drawn
}

func (b *board) scenarioBlocks(i int) []document.Block {
	scenario := &b.Result.Scenarios[i]
	view := func(m sim.Measure) View { return View{Scenario: i, Segment: All, Measure: m} }
	blocks := chart(b.album.Fan(view(sim.MeasureRevenue)))
	bridge := b.album.Bridge(view(sim.MeasureMRR))
	if bridge != nil {
		blocks = append(blocks, chart(b.album.Fan(view(sim.MeasureMRR)))...)
	}
	blocks = append(blocks, chart(b.album.Fan(view(sim.MeasureClosing)), bridge, b.album.Retention(view(sim.MeasureClosing)), b.cash(i))...)
	if low := b.cashSentence(scenario); low != "" {
		blocks = append(blocks, plain(low))
	}
	if table, any := b.segmentTable(scenario); any {
		blocks = append(blocks, table)
	}
	for _, m := range SegmentMeasures() {
		if m == sim.MeasureMRR && bridge == nil || len(scenario.Segments) > mostSegments {
			continue
		}
		blocks = append(blocks, chart(b.album.Segments(view(m)))...)
	}
	for segment := range scenario.Segments {
		if n := len(scenario.Segments); n > 1 && n <= mostBridges {
			blocks = append(blocks, chart(b.album.Bridge(View{Scenario: i, Segment: segment, Measure: sim.MeasureMRR}))...)
		}
	}
	return blocks
}

// cash is the cumulative contribution by month.
func (b *board) cash(i int) *plots.Figure {
	view := View{Scenario: i, Segment: All, Measure: sim.MeasureCumulativeContribution}
	return b.album.Fan(view)
}

// cashSentence says how low cumulative cash gets, and when.
func (b *board) cashSentence(scenario *sim.ScenarioResult) string {
	low, month := &scenario.Metrics[sim.MetricLowestCash], &scenario.Metrics[sim.MetricLowestCashMonth]
	if !low.Exists() || !month.Exists() {
		return ""
	}
	value, span := b.estimate(sim.MetricLowestCash, low)
	at := b.month(month.Q[sim.P50])
	if span == "" {
		return b.say("cash", value, at)
	}
	return b.say("cash.range", value, at, span)
}

// SegmentMeasures are the monthly quantities that the board's report shows by
// segment: a run for it keeps their quantiles.
func SegmentMeasures() []sim.Measure {
	return []sim.Measure{sim.MeasureRevenue, sim.MeasureMRR, sim.MeasureClosing}
}

// segmentMetrics are the columns of the table of segments.
var segmentMetrics = [...]sim.Metric{sim.MetricClosingCustomers, sim.MetricRevenue, sim.MetricCustomerChurn, sim.MetricLTV,
	sim.MetricCAC, sim.MetricLTVCAC, sim.MetricCACPayback}

// segmentTable sets the segments of a scenario side by side.
func (b *board) segmentTable(scenario *sim.ScenarioResult) (document.Table, bool) {
	if len(scenario.Segments) < 2 {
		return document.Table{}, false
	}
	table := document.Table{Caption: b.say("segments", b.called(scenario)), Columns: numbers(b.say("column.segment"))}
	for _, m := range segmentMetrics {
		table.Columns = append(table.Columns, document.Column{Title: b.say("column." + m.String()), Number: true})
	}
	row := func(name string, metrics *[sim.NumMetrics]sim.Stat, strong bool) {
		cells := texts(name)
		for _, m := range segmentMetrics {
			value, _ := b.estimate(m, &metrics[m])
			cells = append(cells, document.Cell{Text: value})
		}
		table.Rows = append(table.Rows, document.Row{Cells: cells, Strong: strong})
	}
	for i := range scenario.Segments {
		if i == mostSegments {
			table.Notes = append(table.Notes, b.say("segments.some", mostSegments, len(scenario.Segments)))
			break
		}
		segment := &scenario.Segments[i]
		row(Label(segment.ID, segment.Title), &segment.Metrics, false)
	}
	row(b.say("segments.all"), &scenario.Metrics, true)
	table.Notes = append(table.Notes, b.say("segments.note"))
	return table, true
}
