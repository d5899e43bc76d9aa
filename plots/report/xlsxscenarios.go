package report

import (
	"math"

	"holdfast/sim"
)

// statisticColumns is where the numbers of the table of scenarios begin.
const statisticColumns = 7

// scenarioSheet writes each figure of each scenario with all its statistics.
func (b *book) scenarioSheet() {
	s := b.sheet("scenarios")
	say := b.words.Say
	titles := []string{say("column.scenario"), say("column.title"), say("column.against"), say("column.figure"), say("column.key"), say("column.unit"),
		say("column.value"), say("column.mean"), say("column.sd"), say("column.mcse"), "P5", "P10", "P25", "P50", "P75", "P90", "P95", say("column.cvar"),
		say("column.probability"), say("column.low"), say("column.high"), say("column.within12"), say("column.within24"), say("column.never"), say("column.nulls")}
	s.width(1, 3, 22)
	s.width(4, 4, 30)
	s.width(5, 5, 24)
	s.width(6, 6, 9)
	s.width(statisticColumns, len(titles), 17)
	s.header(4, 6, titles...)
	t := &statisticTable{sheet: s, row: 1}
	for i := range b.report.Result.Scenarios {
		t.scenario(&b.report.Result.Scenarios[i])
	}
	s.filter(len(titles), t.row)
}

// statisticTable writes one figure a row, as [Report.SummaryCSV] does.
type statisticTable struct {
	*sheet
	row                int
	name, title, other string
}

func (t *statisticTable) scenario(scenario *sim.ScenarioResult) {
	t.name, t.title, t.other = scenario.ID, scenario.Title, ""
	for m := range sim.NumMetrics {
		t.figure(m.String(), m.Kind())
		t.stat(&scenario.Metrics[m], m)
	}
	t.figure("probability_best", sim.KindRate)
	t.share(scenario.ProbabilityBest)
	t.figure("expected_regret", sim.KindMoney)
	t.number(statisticColumns, t.row, scenario.ExpectedRegret, asMoney)
	t.number(statisticColumns+3, t.row, scenario.RegretMCSE, asMoney)
	versus := scenario.Versus
	if versus == nil {
		return
	}
	t.other = versus.Against
	for _, m := range sim.Differences() {
		if d := versus.Differences[m]; d != nil {
			t.figure(m.String(), m.Kind())
			t.stat(&d.Stat, m)
			t.share(d.Better)
		}
	}
	t.figure("investment", sim.KindMoney)
	t.stat(&versus.Investment, sim.MetricInitiativeCost)
	t.figure("roi", sim.KindRate)
	t.number(statisticColumns, t.row, versus.ROI.Ratio, asShare)
	t.number(statisticColumns+3, t.row, versus.ROI.SE, asShare)
	t.quantiles(&versus.ROI.Q, asShare)
	t.breakeven("breakeven_month", &versus.Breakeven)
	t.breakeven("breakeven_month_undiscounted", &versus.BreakevenUndiscounted)
	t.figure("cost_per_customer_saved", sim.KindMoney)
	t.number(statisticColumns, t.row, versus.CostPerCustomerSaved, asMoney)
}

// figure begins a row.
func (t *statisticTable) figure(key string, kind sim.Kind) {
	t.row++
	t.text(1, t.row, t.name)
	t.text(2, t.row, t.title)
	t.text(3, t.row, t.other)
	t.text(4, t.row, t.words.Say("metric."+key))
	t.text(5, t.row, key)
	t.text(6, t.row, t.words.unit(kind, t.report.Result.Plan.Currency))
}

func (t *statisticTable) stat(stat *sim.Stat, m sim.Metric) {
	if !stat.Exists() {
		t.number(statisticColumns+18, t.row, float64(stat.Nulls), asWhole)
		return
	}
	format := formatOf(m.Kind())
	if !m.Payback() {
		t.number(statisticColumns+1, t.row, stat.Mean, format)
		t.number(statisticColumns+2, t.row, stat.SD, format)
		t.number(statisticColumns+3, t.row, stat.MCSE, format)
	}
	t.quantiles(&stat.Q, format)
	if m.Kind() == sim.KindMoney {
		t.number(statisticColumns+11, t.row, stat.CVaR5, asMoney)
	}
	if m.Payback() {
		t.number(statisticColumns+15, t.row, stat.Within12, asShare)
		t.number(statisticColumns+16, t.row, stat.Within24, asShare)
		t.number(statisticColumns+17, t.row, stat.Never, asShare)
	}
	t.number(statisticColumns+18, t.row, float64(stat.Nulls), asWhole)
}

func (t *statisticTable) quantiles(q *[sim.NumQuantiles]float64, format numberFormat) {
	for i, v := range q {
		t.number(statisticColumns+4+i, t.row, v, format)
	}
}

func (t *statisticTable) share(share sim.Share) {
	for i, v := range [...]float64{share.P, share.Low, share.High} {
		t.number(statisticColumns+12+i, t.row, v, asShare)
	}
}

// breakeven writes quantiles in whole months.
func (t *statisticTable) breakeven(key string, breakeven *sim.Breakeven) {
	t.figure(key, sim.KindMonths)
	for i, v := range breakeven.Q {
		if math.IsInf(v, 1) {
			t.text(statisticColumns+4+i, t.row, t.words.Say("beyond"))
			continue
		}
		t.number(statisticColumns+4+i, t.row, wholeMonth(v), asMonths)
	}
	t.number(statisticColumns+17, t.row, breakeven.Never.P, asShare)
}
