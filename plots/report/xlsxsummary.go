package report

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"holdfast/sim"
)

const (
	// summaryWidth is the number of columns over which texts of the summary run.
	summaryWidth = 6
	firstWidth   = 46.0 // characters, of its first column
	otherWidth   = 20.0
)

// summarySheet writes the answer, the comparison of the scenarios, targets,
// warnings and how to repeat the run.
func (b *book) summarySheet(o *WorkbookOptions) {
	s := b.sheet("summary")
	portrait := "portrait"
	b.fail(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &portrait}))
	s.width(1, 1, firstWidth)
	s.width(2, max(summaryWidth, 1+len(b.report.Result.Scenarios)), otherWidth)
	s.lookText(1, 1, b.report.planName(), look{bold: true, large: true})
	s.height(1, 1.5)
	s.text(1, 2, b.span())
	row := 4
	s.lookText(1, row, b.words.Say("answer"), look{bold: true})
	row++
	sentences := o.Answer
	if sentences == nil {
		sentences = b.report.Answers(b.words.Catalogue)
	}
	for _, sentence := range sentences {
		s.paragraph(row, sentence)
		row++
	}
	row = s.comparison(row + 1)
	row = s.targets(row + 1)
	row = s.warnings(row + 1)
	s.repeat(row + 1)
}

// span says what was run.
func (b *book) span() string {
	run, plan := &b.report.Result.Run, &b.report.Result.Plan
	trials := b.words.Say("trials", run.Trials)
	if plan.Start == (sim.YearMonth{}) {
		return b.words.Say("summary.span", b.words.Say("months", plan.Months), trials, seedText(run))
	}
	return b.words.Say("summary.horizon", b.words.Say("months", plan.Months), b.words.month(b.report.Result.Plan.Start, 1), trials, seedText(run))
}

// paragraph writes a text over the width of the summary, in as many lines as it
// needs.
func (s *sheet) paragraph(row int, text string) {
	const cells = firstWidth + (summaryWidth-1)*otherWidth
	if s.err != nil {
		return
	}
	s.lookText(1, row, text, look{wrap: true})
	s.fail(s.file.MergeCell(s.name, cell(1, row), cell(summaryWidth, row)))
	s.height(row, 1+math.Floor(1.15*float64(Width(Clean(text)))/cells))
}

// comparisonLine is a line of the table of scenarios, which stand in columns.
type comparisonLine struct {
	key    string // of its name
	of     string // of a quantile: its name
	format numberFormat
	value  func(*sim.ScenarioResult) float64
}

// metricLine takes a statistic of a metric where it exists.
func metricLine(key, of string, m sim.Metric, statistic int) comparisonLine {
	return comparisonLine{key, of, formatOf(m.Kind()), func(scenario *sim.ScenarioResult) float64 { return statisticOf(&scenario.Metrics[m], statistic) }}
}

// statisticOf is a mean or quantile; NaN where no trial has a value.
func statisticOf(stat *sim.Stat, statistic int) float64 {
	switch {
	case stat == nil || !stat.Exists():
		return math.NaN()
	case statistic == mean:
		return stat.Mean
	}
	return stat.Q[statistic]
}

// versusLine takes a figure of the comparison, NaN where there is none.
func versusLine(key, of string, format numberFormat, value func(*sim.Versus) float64) comparisonLine {
	return comparisonLine{key, of, format, func(scenario *sim.ScenarioResult) float64 {
		if scenario.Versus == nil {
			return math.NaN()
		}
		return value(scenario.Versus)
	}}
}

func npvStat(versus *sim.Versus) *sim.Stat {
	if d := versus.Differences[sim.MetricNPV]; d != nil {
		return &d.Stat
	}
	return nil
}

// differenceLine takes a statistic of the NPV difference.
func differenceLine(key, of string, statistic int) comparisonLine {
	return versusLine(key, of, asMoney, func(versus *sim.Versus) float64 { return statisticOf(npvStat(versus), statistic) })
}

// wholeMonth counts a part of a month as a whole one.
func wholeMonth(t float64) float64 { return math.Ceil(t - 1e-9) }

// Lines of the comparison that others refer to, counted from its first.
const (
	lineNPV        = 0
	lineDifference = 4
	lineInvestment = 11
	lineROI        = 12
	lineBreakeven  = 13
	lineDate       = 14
)

var comparisonLines = [...]comparisonLine{
	lineNPV: metricLine("summary.npv", "", sim.MetricNPV, mean),
	metricLine("summary.npvq", "P10", sim.MetricNPV, sim.P10),
	metricLine("summary.npvq", "P50", sim.MetricNPV, sim.P50),
	metricLine("summary.npvq", "P90", sim.MetricNPV, sim.P90),
	lineDifference: differenceLine("summary.difference", "", mean),
	differenceLine("summary.differenceq", "P10", sim.P10),
	differenceLine("summary.differenceq", "P50", sim.P50),
	differenceLine("summary.differenceq", "P90", sim.P90),
	versusLine("summary.cvar", "", asMoney, func(versus *sim.Versus) float64 {
		if d := npvStat(versus); d != nil {
			return d.CVaR5
		}
		return math.NaN()
	}),
	versusLine("better", "", asShare, func(versus *sim.Versus) float64 {
		if d := versus.Differences[sim.MetricNPV]; d != nil {
			return d.Better.P
		}
		return math.NaN()
	}),
	{"best", "", asShare, func(scenario *sim.ScenarioResult) float64 { return scenario.ProbabilityBest.P }},
	lineInvestment: versusLine("summary.investment", "", asMoney, func(versus *sim.Versus) float64 { return statisticOf(&versus.Investment, mean) }),
	lineROI:        versusLine("metric.roi", "", asShare, func(versus *sim.Versus) float64 { return versus.ROI.Ratio }),
	lineBreakeven:  versusLine("summary.breakeven", "", asMonths, func(versus *sim.Versus) float64 { return wholeMonth(versus.Breakeven.Q[sim.P50]) }),
	lineDate:       {"summary.date", "", asDate, nil},
	versusLine("summary.beyond", "", asShare, func(versus *sim.Versus) float64 { return versus.Breakeven.Never.P }),
	versusLine("metric.cost_per_customer_saved", "", asMoney, func(versus *sim.Versus) float64 { return versus.CostPerCustomerSaved }),
	metricLine("summary.ltv", "", sim.MetricLTV, sim.P50),
	metricLine("summary.cac", "", sim.MetricCAC, sim.P50),
	metricLine("summary.ltvcac", "", sim.MetricLTVCAC, sim.P50),
	metricLine("summary.payback", "", sim.MetricCACPayback, sim.P50),
	metricLine("summary.churn", "", sim.MetricCustomerChurn, mean),
	metricLine("summary.grr", "", sim.MetricGRR, mean),
	metricLine("summary.nrr", "", sim.MetricNRR, mean),
}

// comparison writes the scenarios side by side, with their chart below.
func (s *sheet) comparison(row int) int {
	s.heading(1, row, s.words.Say("summary.comparison"))
	scenarios, against := s.report.Result.Scenarios, 0
	for i := range scenarios {
		s.numberHeading(i+2, row, s.words.scenario(&scenarios[i]))
		if scenarios[i].ID == s.report.Result.Against {
			against = i + 2
		}
	}
	s.height(row, 2)
	first := row + 1
	for i, line := range comparisonLines {
		title := s.words.Say(line.key)
		if line.of != "" {
			title = s.words.Say(line.key, line.of)
		}
		s.text(1, first+i, title)
		for column := range scenarios {
			s.comparisonCell(column+2, first, i, against, &scenarios[column])
		}
	}
	row = first + len(comparisonLines)
	if s.report.Answer.Compared > 0 {
		s.paragraph(row, s.words.Say("summary.note", s.words.against(s.report)))
		row++
		if s.report.TerminalValue {
			s.paragraph(row, s.words.Say("summary.terminal"))
			row++
		}
	}
	s.comparisonChart(row+1, first, len(scenarios))
	return row + 2 + chartRows
}

// comparisonCell writes a line's figure of a scenario. first is the row of the
// first line, against the column of the scenario compared against, 0 where it
// was not run.
func (s *sheet) comparisonCell(column, first, line, against int, scenario *sim.ScenarioResult) {
	versus, row := scenario.Versus, first+line
	if line == lineDate {
		s.breakevenDate(column, row, versus)
		return
	}
	format := comparisonLines[line].format
	v := comparisonLines[line].value(scenario)
	switch {
	case line == lineDifference && versus != nil && against > 0 && s.report.Answer.Against != nil:
		own, other := &scenario.Metrics[sim.MetricNPV], &s.report.Answer.Against.Metrics[sim.MetricNPV]
		s.formula(column, row, v, format, cell(column, first+lineNPV)+"-"+cell(against, first+lineNPV), own.Mean-other.Mean, max(math.Abs(own.Mean), math.Abs(other.Mean)))
	case line == lineROI && versus != nil && npvStat(versus) != nil:
		ratio := npvStat(versus).Mean / versus.Investment.Mean
		s.formula(column, row, v, format, cell(column, first+lineDifference)+"/"+cell(column, first+lineInvestment), ratio, math.Abs(ratio))
	case line == lineBreakeven && math.IsInf(v, 1):
		s.text(column, row, s.words.Say("beyond"))
	default:
		s.number(column, row, v, format)
	}
}

// breakevenDate writes the month in which half of the futures have paid back.
func (s *sheet) breakevenDate(column, row int, versus *sim.Versus) {
	switch {
	case versus == nil || math.IsNaN(versus.Breakeven.Q[sim.P50]):
	case math.IsInf(versus.Breakeven.Q[sim.P50], 0):
		s.text(column, row, s.words.Say("beyond"))
	default:
		s.date(column, row, int(wholeMonth(versus.Breakeven.Q[sim.P50])))
	}
}

// targets writes each target's chance in each scenario.
func (s *sheet) targets(row int) int {
	scenarios := s.report.Result.Scenarios
	if len(scenarios) == 0 || len(scenarios[0].Targets) == 0 {
		return row - 1
	}
	s.lookText(1, row, s.words.Say("summary.targets"), look{bold: true})
	row++
	s.heading(1, row, s.words.Say("column.target"))
	for i := range scenarios {
		s.numberHeading(i+2, row, s.words.scenario(&scenarios[i]))
	}
	s.height(row, 2)
	for t := range scenarios[0].Targets {
		row++
		title := s.report.in(s.words.Catalogue).targetText(&scenarios[0].Targets[t].Target)
		s.lookText(1, row, title, look{wrap: true})
		s.height(row, 1+math.Floor(1.15*float64(Width(title))/firstWidth))
		for i := range scenarios {
			s.number(i+2, row, scenarios[i].Targets[t].Probability.P, asShare)
		}
	}
	return row + 1
}

// targetText says in words what is to be met.
func (p *page) targetText(t *sim.Target) string {
	if t.Value.Input != 0 {
		return strings.Replace(Clean(t.Label), t.Metric, p.words.figure(t.Metric), 1)
	}
	bound := "target.at_least"
	if t.AtMost {
		bound = "target.at_most"
	}
	text := p.words.Say(bound, p.words.figure(t.Metric), p.exactly(t.Metric, t.Value.Factor))
	if t.By > 0 {
		text = p.words.Say("target.by", text, p.words.month(p.Result.Plan.Start, t.By))
	}
	if t.FiscalYear {
		text = p.words.Say("target.year", text)
	}
	return text
}

func (s *sheet) warnings(row int) int {
	if len(s.report.Result.Warnings) == 0 {
		return row - 1
	}
	s.lookText(1, row, s.words.Say("summary.warnings"), look{bold: true})
	for _, warning := range s.report.Result.Warnings {
		row++
		s.paragraph(row, s.report.WarningSentence(warning, s.words.Catalogue))
	}
	return row + 1
}

// repeat writes all that a second run needs, and how exact this one is.
func (s *sheet) repeat(row int) {
	plan, run := &s.report.Result.Plan, &s.report.Result.Run
	s.lookText(1, row, s.words.Say("summary.repeat"), look{bold: true})
	line := func(key, text string) {
		row++
		s.text(1, row, key)
		s.text(2, row, text)
	}
	noise := "summary.noisy"
	if run.Noise == sim.NoiseNone.String() {
		noise = "summary.still"
	}
	line(s.words.Say("summary.command"), "holdfast "+quoteCommand(s.report.Command))
	line(s.words.Say("summary.plan"), plan.File)
	line("SHA-256", plan.SHA256)
	line(s.words.Say("summary.version"), strings.TrimPrefix(run.Version+", "+run.Platform, ", "))
	line(s.words.Say("summary.sampling"), s.words.sampling(run.Sampling))
	line(s.words.Say("summary.noise"), s.words.Say(noise))
	for i := range s.report.Result.Scenarios {
		scenario := &s.report.Result.Scenarios[i]
		if scenario.Versus != nil && npvStat(scenario.Versus) != nil {
			row++
			s.text(1, row, s.words.Say("summary.error", s.words.scenario(scenario)))
			s.number(2, row, npvStat(scenario.Versus).MCSE, asMoney)
		}
	}
	if run.RankError > 0 {
		row++
		s.text(1, row, s.words.Say("summary.rank"))
		s.number(2, row, run.RankError, asRate)
	}
}
