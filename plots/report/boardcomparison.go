package report

import (
	"math"
	"slices"
	"strings"

	"holdfast/plots/report/document"
	"holdfast/sim"
)

// comparisonSection sets the scenarios side by side.
func (b *board) comparisonSection() (document.Section, bool) {
	if len(b.Result.Scenarios) == 0 {
		return document.Section{}, false
	}
	s := document.Section{ID: "comparison", Title: b.say("slide.comparison"), Short: b.say("comparison.short")}
	if b.Answer.Compared == 0 {
		s.Title = b.say("comparison.alone")
	}
	s.Blocks = append(s.Blocks, b.valueTable())
	if b.Answer.Compared > 0 {
		s.Blocks = append(s.Blocks, chart(b.album.Distribution(View{Scenario: All, Segment: All, Measure: sim.MeasureRevenue}))...)
	}
	s.Blocks = append(s.Blocks, b.economicsTable())
	if b.Answer.Compared > 0 {
		s.Blocks = append(s.Blocks, chart(b.album.Cumulative(View{Scenario: All, Segment: All, Measure: sim.MeasureRevenue}))...)
	}
	if warnings := b.warningTexts(b.aboutScenario); len(warnings) > 0 {
		s.Blocks = append(s.Blocks, document.List{Items: warnings, Tone: document.Warning})
	}
	if meanings := b.meanings(); len(meanings) > 0 {
		s.Blocks = append(s.Blocks, document.Table{Caption: b.say("meanings"), Columns: []document.Column{{Title: b.say("column.scenario")}, {Title: b.say("column.initiatives")}}, Rows: meanings})
	}
	if table, any := b.allTargets(); any {
		s.Blocks = append(s.Blocks, table)
	}
	if years, any := b.yearTable(); any {
		s.Sections = append(s.Sections, document.Section{ID: "years", Title: b.say("years"), Blocks: []document.Block{years}})
	}
	return s, true
}

// valueTable is what the scenarios are worth.
func (b *board) valueTable() document.Table {
	table := document.Table{Caption: b.say("table.value"), Columns: numbers(b.say("column.scenario"))}
	add := func(titles ...string) {
		table.Columns = append(table.Columns, numbers(append([]string{""}, titles...)...)[1:]...)
	}
	compared, several := b.Answer.Compared > 0, !b.Certain && b.Result.Run.Trials > 1
	if several {
		add(b.say("column.npv.q", "P10"), b.say("column.npv.q", "P50"), b.say("column.npv.q", "P90"))
	} else {
		add(b.metric(sim.MetricNPV))
	}
	if compared {
		add(b.say("slide.difference"))
		if several {
			add(b.say("better"), b.say("best"), b.say("slide.cvar"))
		}
	}
	npv := b.npvCells(several)
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		cells := slices.Clone(npv[i])
		if compared {
			cells = append(cells, b.versusCells(scenario, several)...)
		}
		table.Rows = append(table.Rows, document.Row{
			Cells:  append([]document.Cell{b.scenarioCell(i)}, texts(cells...)...),
			Strong: scenario == b.Answer.Scenario && b.Answer.Kind == Gains,
		})
	}
	table.Notes = b.valueNotes(compared, several)
	return table
}

// npvCells are the NPV of each scenario, all in one unit: P10, P50 and P90 or,
// where there are no several futures, the one there is.
func (b *board) npvCells(several bool) [][]string {
	quantiles := []int{sim.P10, sim.P50, sim.P90}
	if !several {
		quantiles = []int{sim.P50}
	}
	var estimates []Estimate
	for i := range b.Result.Scenarios {
		npv := &b.Result.Scenarios[i].Metrics[sim.MetricNPV]
		for _, q := range quantiles {
			estimate := Estimate{math.NaN(), math.NaN()}
			if npv.Exists() {
				estimate = Estimate{npv.Q[q], margin(npv, q)}
			}
			estimates = append(estimates, estimate)
		}
	}
	texts := b.style.Moneys(b.Result.Plan.Currency, estimates, true)
	rows := make([][]string, len(b.Result.Scenarios))
	for i := range rows {
		rows[i] = texts[i*len(quantiles) : (i+1)*len(quantiles)]
	}
	return rows
}

// versusCells are the difference with its range, P(better), P(best) and the
// mean of the worst twentieth.
func (b *board) versusCells(scenario *sim.ScenarioResult, several bool) []string {
	none := b.style.None
	cells := []string{none, none, b.share(scenario.ProbabilityBest), none}
	if versus := scenario.Versus; versus != nil {
		if d := versus.Differences[sim.MetricNPV]; d != nil && d.Exists() {
			cells[0], cells[1], cells[3] = b.differenceCell(d), b.better(d), b.gain(d.CVaR5, halfWidth(&d.Stat))
		}
	}
	if !several {
		return cells[:1]
	}
	return cells
}

func (b *board) valueNotes(compared, several bool) []string {
	var notes []string
	switch {
	case compared && several:
		notes = append(notes, b.say("note.difference", b.words.against(b.Report)))
	case compared:
		notes = append(notes, b.say("note.difference.certain", b.words.against(b.Report)))
	}
	if several {
		notes = append(notes, b.say("note.quantiles"))
	}
	if compared && several {
		notes = append(notes, b.say("note.cvar"))
	}
	if b.anyUnresolved() {
		notes = append(notes, b.say("note.unresolved", b.style.Unresolved, b.these()))
	}
	if b.TerminalValue {
		notes = append(notes, b.say("summary.terminal"))
	}
	return notes
}

// anyUnresolved reports whether some NPV difference is not told from zero.
func (b *board) anyUnresolved() bool {
	for i := range b.Result.Scenarios {
		if d, comparable := npvDifference(&b.Result.Scenarios[i]); comparable && verdict(d) == Unresolved {
			return true
		}
	}
	return false
}

// economicsTable is what the scenarios take, when they return it, and what a
// customer is worth in them.
func (b *board) economicsTable() document.Table {
	table := document.Table{Caption: b.say("table.economics"), Columns: numbers(b.say("column.scenario"))}
	if b.Answer.Compared > 0 {
		table.Columns = append(table.Columns, numbers("", b.say("slide.investment"), b.say("column.roi"), b.say("slide.breakeven"))[1:]...)
	}
	for _, m := range economics {
		table.Columns = append(table.Columns, document.Column{Title: b.say("column." + m.String()), Number: true})
	}
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		row := []document.Cell{b.scenarioCell(i)}
		if b.Answer.Compared > 0 {
			row = append(row, texts(b.investmentCells(scenario.Versus)...)...)
		}
		for _, m := range economics {
			value, _ := b.estimate(m, &scenario.Metrics[m])
			row = append(row, document.Cell{Text: value})
		}
		table.Rows = append(table.Rows, document.Row{Cells: row, Strong: scenario == b.Answer.Scenario && b.Answer.Kind == Gains})
	}
	several := !b.Certain && b.Result.Run.Trials > 1
	if b.Answer.Compared > 0 {
		table.Notes = append(table.Notes, b.say(map[bool]string{true: "note.investment", false: "note.investment.certain"}[several]))
		if b.anyBeyond() && several {
			table.Notes = append(table.Notes, b.say("note.beyond", b.style.Beyond, b.say("months", b.Result.Plan.Months)))
		}
	}
	table.Notes = append(table.Notes, b.say(map[bool]string{true: "note.economics", false: "note.economics.certain"}[several]))
	return table
}

var economics = [...]sim.Metric{sim.MetricLTVCAC, sim.MetricCACPayback, sim.MetricGRR, sim.MetricNRR}

// investmentCells are investment, ROI and breakeven.
func (b *board) investmentCells(versus *sim.Versus) []string {
	cells := []string{b.style.None, b.style.None, b.breakevenCell(versus)}
	if versus != nil && !math.IsNaN(versus.ROI.Ratio) {
		cells[0] = b.money(versus.Investment.Mean, halfWidth(&versus.Investment))
		cells[1] = b.roiCell(&versus.ROI)
	}
	return cells
}

// meanings are the initiatives of each scenario.
func (b *board) meanings() []document.Row {
	var rows []document.Row
	any := false
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		titles := b.initiatives(scenario)
		if titles == "" {
			titles = b.say("meanings.none")
		}
		any = any || len(scenario.Initiatives) > 0
		rows = append(rows, document.Row{Cells: []document.Cell{b.scenarioCell(i), {Text: titles}}})
	}
	if !any {
		return nil
	}
	return rows
}

// initiatives are the titles of a scenario's initiatives.
func (b *board) initiatives(scenario *sim.ScenarioResult) string {
	titles := make([]string, len(scenario.Initiatives))
	for i, title := range scenario.Initiatives {
		titles[i] = Shorten(Clean(title), nameCells)
	}
	return strings.Join(titles, " + ")
}

// meaning is what a scenario does, where its name does not say it.
func (b *board) meaning(scenario *sim.ScenarioResult) string {
	if titles := b.initiatives(scenario); titles != b.called(scenario) {
		return titles
	}
	return ""
}

// yearTable is the means of a few measures by fiscal year, as many years as fit
// on a page.
func (b *board) yearTable() (document.Table, bool) {
	yearly := &b.Result.Scenarios[0].Yearly
	if len(yearly.Labels) == 0 {
		return document.Table{}, false
	}
	shown := make([]int, 0, yearColumns)
	for i := range yearly.Labels {
		shown = append(shown, i)
	}
	if len(shown) > yearColumns {
		shown = append(shown[:yearColumns-1], len(yearly.Labels)-1)
	}
	table := document.Table{Caption: b.say("years.caption"), Columns: numbers(b.say("column.scenario"))}
	if b.Certain {
		table.Caption = b.say("years")
	}
	for _, year := range shown {
		label := b.words.year(yearly.Labels[year], yearly.Months[year])
		table.Columns = append(table.Columns, document.Column{Title: label, Number: true})
	}
	for _, m := range yearMeasures {
		table.Rows = append(table.Rows, document.Row{Head: true, Cells: append(texts(b.measure(m.measure)), make([]document.Cell, len(shown))...)})
		for i, cells := range b.yearRows(m.measure, shown) {
			table.Rows = append(table.Rows, document.Row{Cells: append([]document.Cell{b.scenarioCell(i)}, texts(cells...)...)})
		}
	}
	if n := len(yearly.Labels); n > len(shown) {
		table.Notes = append(table.Notes, b.say("years.some", len(shown), n))
	}
	table.Notes = append(table.Notes, b.say("years.note"))
	return table, true
}
