package report

import (
	"math"
	"slices"

	"holdfast/plots/report/document"
	"holdfast/sim"
)

// keyFigures are what to do, how sure, what it costs and when it pays back;
// where nothing is compared, what the only scenario comes to.
func (b *board) keyFigures() []document.KeyFigure {
	switch a := &b.Answer; {
	case a.Kind == Incomparable || a.Against == nil:
		return nil
	case a.Kind == Alone:
		return b.aloneFigures(a.Against)
	}
	return []document.KeyFigure{b.whatFigure(), b.sureFigure(), b.costFigure(), b.paysFigure()}
}

func (b *board) whatFigure() document.KeyFigure {
	a, d := &b.Answer, b.Answer.Difference()
	figure := document.KeyFigure{Label: b.say("figure.what"), Detail: b.say("figure.gain", b.differenceCell(d))}
	switch b.advice() {
	case adviseOne:
		figure.Value = b.say("figure.fund", b.called(a.Scenario))
		if len(a.Scenario.Initiatives) == 0 {
			figure.Value = b.say("figure.stay", b.called(a.Scenario))
		}
	case adviseAmong:
		figure.Value = b.say("figure.fund", b.or(append([]*sim.ScenarioResult{a.Scenario}, b.rivals()...)))
		figure.Detail = b.say("figure.of", b.called(a.Scenario), figure.Detail)
	case adviseNone:
		figure.Value = b.say("figure.none")
		if !b.againstBaseline() {
			figure.Value = b.say("figure.stay", b.called(a.Against))
		}
		figure.Detail = b.say("figure.closest", b.called(a.Scenario), figure.Detail)
	default:
		figure.Value = b.say("figure.open")
		figure.Detail = b.say("figure.of", b.called(a.Scenario), figure.Detail)
	}
	return figure
}

func (b *board) sureFigure() document.KeyFigure {
	a, d := &b.Answer, b.Answer.Difference()
	figure := document.KeyFigure{Label: b.say("figure.sure"), Value: b.better(d)}
	switch {
	case b.Certain:
		figure.Value, figure.Detail = b.say("figure.certain"), b.say("figure.certain.detail")
	case d.N < 2:
		figure.Value, figure.Detail = b.style.None, b.say("figure.one")
	case a.Kind == Same:
		figure.Value, figure.Detail = b.style.None, b.say("figure.same")
	case a.Always():
		figure.Detail = b.say("figure.always", b.called(a.Scenario), b.called(a.Against))
	default:
		figure.Detail = b.say("figure.odds", b.say("odds."+oddsKey(d.Better)), b.called(a.Scenario), b.called(a.Against))
	}
	return figure
}

func (b *board) costFigure() document.KeyFigure {
	versus := b.Answer.Scenario.Versus
	figure := document.KeyFigure{Label: b.say("figure.cost"), Value: b.say("figure.free"), Detail: b.say("figure.free.detail")}
	if !math.IsNaN(versus.ROI.Ratio) {
		figure.Value = b.money(versus.Investment.Mean, halfWidth(&versus.Investment))
		figure.Detail = b.say(b.discounting("figure.roi"), b.roiCell(&versus.ROI))
	}
	return figure
}

func (b *board) paysFigure() document.KeyFigure {
	versus := b.Answer.Scenario.Versus
	figure := document.KeyFigure{Label: b.say("figure.pays"), Value: b.style.None}
	median, never := versus.Breakeven.Q[sim.P50], versus.Breakeven.Never
	horizon := b.say("months", b.Result.Plan.Months)
	switch {
	case math.IsNaN(median):
		return figure
	case math.IsInf(median, 1):
		figure.Value = b.say("figure.not")
		figure.Detail = b.say("figure.not.detail", horizon)
		if !b.Certain && never.P < 1 {
			figure.Detail = b.say("figure.beyond", b.beyond(versus), horizon)
		}
	case b.Certain:
		figure.Value = b.month(median)
		if b.Result.Plan.Start != (sim.YearMonth{}) {
			figure.Detail = b.say("figure.month.detail", b.style.Months(wholeMonth(median)))
		}
	case b.Result.Run.Trials == 1:
		figure.Value, figure.Detail = b.month(median), b.say("figure.this")
	default:
		figure.Value, figure.Detail = b.month(median), b.say("figure.half")
		if never.P > 0 {
			figure.Detail = b.say("figure.half.beyond", b.beyond(versus), horizon)
		}
	}
	return figure
}

// aloneFigures are those of a plan that compares nothing.
func (b *board) aloneFigures(scenario *sim.ScenarioResult) []document.KeyFigure {
	var figures []document.KeyFigure
	for _, m := range [...]sim.Metric{sim.MetricNPV, sim.MetricClosingCustomers, sim.MetricLTVCAC, sim.MetricCACPayback} {
		stat := &scenario.Metrics[m]
		value, detail := b.estimate(m, stat)
		figures = append(figures, document.KeyFigure{Label: b.metric(m), Value: value, Detail: detail})
	}
	return figures
}

// mostTargetColumns is how many scenarios fit beside each other.
const mostTargetColumns = 5

// targetChoice are the scenarios whose chances stand with the answer: all of
// them or, where they are many, those that the answer is about.
func (b *board) targetChoice() []int {
	var chosen []int
	scenarios := b.Result.Scenarios
	for i := range scenarios {
		about := &scenarios[i] == b.Answer.Scenario || &scenarios[i] == b.Answer.Against || slices.Contains(b.rivals(), &scenarios[i])
		if len(scenarios) <= mostTargetColumns || about && len(chosen) < mostTargetColumns {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

// targetTable is the chance of each target in some of the scenarios.
func (b *board) targetTable(chosen []int) (document.Table, bool) {
	scenarios := b.Result.Scenarios
	if len(chosen) == 0 || len(scenarios[0].Targets) == 0 {
		return document.Table{}, false
	}
	table := document.Table{Caption: b.say("summary.targets"), Columns: numbers(b.say("column.target"))}
	for _, i := range chosen {
		table.Columns = append(table.Columns, document.Column{Title: b.called(&scenarios[i]), Number: true})
	}
	for t := range scenarios[0].Targets {
		row := texts(b.targetName(&scenarios[0].Targets[t].Target))
		for _, i := range chosen {
			row = append(row, document.Cell{Text: b.share(scenarios[i].Targets[t].Probability)})
		}
		table.Rows = append(table.Rows, document.Row{Cells: row})
	}
	if len(chosen) < len(scenarios) {
		table.Notes = []string{b.say("targets.more")}
	}
	return table, true
}

// allTargets is the chance of each target in every scenario, where they are too
// many for the first page.
func (b *board) allTargets() (document.Table, bool) {
	scenarios := b.Result.Scenarios
	if len(scenarios) <= mostTargetColumns || len(scenarios[0].Targets) == 0 {
		return document.Table{}, false
	}
	table := document.Table{Caption: b.say("summary.targets"), Columns: numbers(b.say("column.scenario"))}
	const mostTargets = 4 // that fit beside each other
	targets := scenarios[0].Targets
	for t := range min(len(targets), mostTargets) {
		table.Columns = append(table.Columns, document.Column{Title: b.targetName(&targets[t].Target), Number: true})
	}
	for i := range scenarios {
		row := []document.Cell{b.scenarioCell(i)}
		for t := range min(len(targets), mostTargets) {
			row = append(row, document.Cell{Text: b.share(scenarios[i].Targets[t].Probability)})
		}
		table.Rows = append(table.Rows, document.Row{Cells: row, Strong: &scenarios[i] == b.Answer.Scenario && b.Answer.Kind == Gains})
	}
	if len(targets) > mostTargets {
		table.Notes = []string{b.say("targets.some", mostTargets, len(targets))}
	}
	return table, true
}

func (b *board) targetName(t *sim.Target) string {
	return Shorten(b.targetText(t), 2*nameCells)
}

// metric names a figure.
func (b *board) metric(m sim.Metric) string {
	return b.words.metric(m)
}

// measure names a monthly quantity.
func (b *board) measure(m sim.Measure) string {
	return b.words.measure(m)
}
