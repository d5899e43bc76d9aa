package report

import (
	"math"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report/pptx"
	"holdfast/sim"
)

const (
	scenariosOnSlide   = 6
	assumptionsOnSlide = 12
	warningsOnSlide    = 6
	warningCells       = 400
)

// pages splits n rows into slides of at most most, and calls each with its
// rows and title.
func (s *slideShow) pages(n, most int, title string, each func(first, last int, title string)) {
	count := max(1, (n+most-1)/most)
	for i := range count {
		heading := title
		if count > 1 {
			heading = s.words.Say("slide.page", title, i+1, count)
		}
		each(i*n/count, (i+1)*n/count, heading)
	}
}

// comparison is the table of the scenarios, which stand in its columns.
func (s *slideShow) comparison() {
	say := s.words.Say
	rows := [][]string{{say("slide.npv")}}
	keys := []string{"metric.ltv_cac", "slide.payback", "slide.grr", "slide.nrr"}
	if s.Answer.Compared > 0 {
		keys = append(versusKeys[:], keys...)
	}
	for _, key := range keys {
		rows = append(rows, []string{say(key)})
	}
	npv := s.means(s.stats(sim.MetricNPV), true)
	for i := range s.Result.Scenarios {
		scenario := &s.Result.Scenarios[i]
		texts := []string{npv[i]}
		if s.Answer.Compared > 0 {
			texts = append(texts, s.versusTexts(scenario)...)
		}
		for row, text := range append(texts, s.economics(scenario)...) {
			rows[row] = append(rows[row], text)
		}
	}
	body := s.readingNotes()
	s.pages(len(s.Result.Scenarios), scenariosOnSlide, say("slide.comparison"), func(first, last int, title string) {
		table := &pptx.Table{Columns: []pptx.Column{{Weight: 0.8}}}
		for i := first; i < last; i++ {
			scenario := &s.Result.Scenarios[i]
			table.Columns = append(table.Columns, pptx.Column{Title: s.words.scenario(scenario), Right: true})
		}
		for _, row := range rows {
			table.Rows = append(table.Rows, append([]string{row[0]}, row[1+first:1+last]...))
		}
		s.add(pptx.Slide{Title: title, Table: table, Body: body, Notes: paragraphs(body)})
	})
}

// readingNotes say how the table of scenarios is read.
func (s *slideShow) readingNotes() []pptx.Paragraph {
	if s.Answer.Compared == 0 {
		return nil
	}
	notes := []pptx.Paragraph{{Text: s.words.Say("slide.equation", s.words.against(s.Report)), Small: true}}
	if s.TerminalValue {
		notes = append(notes, pptx.Paragraph{Text: s.words.Say("summary.terminal"), Small: true})
	}
	if s.anyUnresolved() {
		notes = append(notes, pptx.Paragraph{Text: s.words.Say("slide.unresolved", s.style.Unresolved), Small: true})
	}
	return notes
}

// versusKeys name the texts of versusTexts.
var versusKeys = [...]string{"slide.difference", "better", "best", "slide.cvar", "slide.investment", "metric.roi", "slide.breakeven"}

func paragraphs(body []pptx.Paragraph) string {
	var texts []string
	for _, p := range body {
		texts = append(texts, p.Text)
	}
	return strings.Join(texts, "\n")
}

func (s *slideShow) anyUnresolved() bool {
	for i := range s.Result.Scenarios {
		if d, comparable := npvDifference(&s.Result.Scenarios[i]); comparable && verdict(d) == Unresolved {
			return true
		}
	}
	return false
}

// versusTexts are the difference with its range, P(better), P(best), the worst
// twentieth, investment, ROI and breakeven.
func (s *slideShow) versusTexts(scenario *sim.ScenarioResult) []string {
	none, versus := s.style.None, scenario.Versus
	texts := []string{none, none, s.share(scenario.ProbabilityBest), none, none, none, none}
	if versus == nil {
		return texts
	}
	if d := versus.Differences[sim.MetricNPV]; d != nil && d.Exists() {
		texts[0], texts[1] = s.differenceText(d), s.better(d)
		texts[3] = s.gain(d.CVaR5, halfWidth(&d.Stat))
	}
	if !math.IsNaN(versus.ROI.Ratio) {
		texts[4] = s.money(versus.Investment.Mean, halfWidth(&versus.Investment))
		texts[5] = s.roiText(&versus.ROI)
	}
	texts[6] = s.breakevenText(versus)
	return texts
}

// differenceText is the mean with P10 and P90.
func (s *slideShow) differenceText(d *sim.Difference) string {
	middle := s.gain(d.Mean, halfWidth(&d.Stat))
	if verdict(d) == Unresolved {
		middle = s.style.Unresolved
	}
	low, high := d.Q[sim.P10], d.Q[sim.P90]
	if low == high || math.IsNaN(low) || math.IsNaN(high) {
		return middle
	}
	from, to := s.pair(low, high, rangeMargin(low, high, margin(&d.Stat, sim.P10), margin(&d.Stat, sim.P90)))
	return s.words.Say("slide.range", middle, s.style.Plus(low, from), s.style.Plus(high, to))
}

func (s *slideShow) roiText(roi *sim.ROI) string {
	if roi.Ratio != 0 && !math.IsNaN(roi.SE) && !resolved(roi.Ratio, 2*roi.SE) {
		return s.style.Unresolved
	}
	return s.style.Rate(roi.Ratio, 2*roi.SE)
}

func (s *slideShow) breakevenText(versus *sim.Versus) string {
	median := versus.Breakeven.Q[sim.P50]
	switch {
	case math.IsNaN(median):
		return s.style.None
	case math.IsInf(median, 0):
		return s.words.Say("beyond")
	}
	return s.words.month(s.Result.Plan.Start, int(wholeMonth(median)))
}

// economics are LTV/CAC, CAC payback, GRR and NRR.
func (s *slideShow) economics(scenario *sim.ScenarioResult) []string {
	ratio, payback := &scenario.Metrics[sim.MetricLTVCAC], &scenario.Metrics[sim.MetricCACPayback]
	texts := []string{s.style.None, s.style.None, s.rate(scenario, sim.MetricGRR), s.rate(scenario, sim.MetricNRR)}
	if ratio.Exists() {
		texts[0] = s.style.Ratio(ratio.Q[sim.P50])
	}
	if payback.Exists() {
		texts[1] = s.style.Months(payback.Q[sim.P50])
		if !math.IsInf(payback.Q[sim.P50], 0) {
			texts[1] = s.words.Say("slide.payback.unit", texts[1])
		}
	}
	return texts
}

func (s *slideShow) rate(scenario *sim.ScenarioResult, m sim.Metric) string {
	stat := &scenario.Metrics[m]
	if !stat.Exists() {
		return s.style.None
	}
	return s.style.Rate(stat.Mean, halfWidth(stat))
}

// scenario is a scenario's slide: its figures, and its chart.
func (s *slideShow) scenario(scenario *sim.ScenarioResult, figure *plots.Figure) {
	say := s.words.Say
	slide := pptx.Slide{Title: s.words.scenario(scenario)}
	var detail, finding string
	slide.Picture, finding, detail = s.besideText(figure)
	if finding != "" {
		slide.Title = finding
	}
	line := func(key, text string) {
		if text != s.style.None {
			slide.Body = append(slide.Body, pptx.Paragraph{Text: say("named", say(key), text), Bullet: true})
		}
	}
	initiatives := say("slide.none")
	if titles := cleaned(scenario.Initiatives); len(titles) > 0 {
		initiatives = say("slide.initiatives", strings.Join(titles, " + "))
	}
	slide.Body = append(slide.Body, pptx.Paragraph{Text: Shorten(initiatives, 4*nameCells), Strong: true})
	npv := &scenario.Metrics[sim.MetricNPV]
	line("slide.npv", s.money(npv.Mean, halfWidth(npv)))
	versus := s.versusTexts(scenario)
	if scenario.Versus != nil {
		for i, key := range versusKeys {
			line(key, versus[i])
		}
	}
	economics := s.economics(scenario)
	for i, key := range [...]string{"metric.ltv_cac", "slide.payback", "slide.grr", "slide.nrr"} {
		line(key, economics[i])
	}
	line("slide.churn", s.rate(scenario, sim.MetricCustomerChurn))
	closing := &scenario.Metrics[sim.MetricClosingCustomers]
	line("metric.closing_customers", s.style.Count(closing.Mean, halfWidth(closing)))
	if scenario.Versus != nil && !s.Certain {
		slide.Body = append(slide.Body, pptx.Paragraph{Text: say("slide.p10p90"), Small: true})
	}
	slide.Notes = strings.TrimSpace(initiatives + "\n" + detail)
	s.add(slide)
}

func cleaned(names []string) []string {
	var out []string
	for _, each := range names {
		out = append(out, Shorten(Clean(each), nameCells))
	}
	return out
}

// assumptions is the register, over as many slides as it needs.
func (s *slideShow) assumptions(all []Assumption) {
	if len(all) == 0 {
		return
	}
	say := s.words.Say
	columns := []pptx.Column{{Title: say("column.name"), Weight: 3}, {Title: say("column.value"), Weight: 2.4}, {Title: say("column.source"), Weight: 2.4}, {Title: say("column.place"), Weight: 1.4}}
	var rows [][]string
	var missing []string
	for _, a := range all {
		source := Shorten(Clean(a.Source), 2*nameCells)
		if source == "" {
			source = say("no_source")
			missing = append(missing, Label(a.Name, a.Title))
		}
		value := Shorten(Clean(a.Value), nameCells)
		if unit := Clean(a.Unit); unit != "" && !strings.HasSuffix(value, unit) {
			value += " " + unit
		}
		rows = append(rows, []string{Shorten(Label(a.Name, a.Title), nameCells), value, source, Shorten(Clean(a.Place), nameCells)})
	}
	var body []pptx.Paragraph
	notes := ""
	if len(missing) > 0 {
		text := say("slide.unsourced", len(missing), len(all))
		body = []pptx.Paragraph{{Text: text, Small: true}}
		notes = text + "\n" + strings.Join(missing, "\n")
	}
	s.pages(len(rows), assumptionsOnSlide, say("sheet.assumptions"), func(first, last int, title string) {
		s.add(pptx.Slide{Title: title, Table: &pptx.Table{Columns: columns, Rows: rows[first:last]}, Body: body, Notes: notes})
	})
}

// limits are the warnings, all of them, and how to repeat the run.
func (s *slideShow) limits() {
	say, run, plan := s.words.Say, &s.Result.Run, &s.Result.Plan
	var warnings []pptx.Paragraph
	for _, warning := range s.Result.Warnings {
		warnings = append(warnings, pptx.Paragraph{Text: Shorten(s.WarningSentence(warning, s.words.Catalogue), warningCells), Bullet: true})
	}
	repeat := []pptx.Paragraph{
		{Text: say("summary.repeat"), Strong: true},
		{Text: "holdfast " + quoteCommand(s.Command)},
		{Text: say("slide.sha", Clean(plan.File), Clean(plan.SHA256)), Small: true},
		{Text: say("slide.versions", Clean(run.Version), Clean(run.Platform), s.words.sampling(run.Sampling), say("trials", run.Trials), seedText(run)), Small: true},
	}
	if best := s.Answer.Scenario; best != nil && !s.Certain {
		d := s.Answer.Difference()
		repeat = append(repeat, pptx.Paragraph{Text: say("slide.mcse", s.money(d.MCSE, 0)), Small: true})
	}
	s.pages(len(warnings), warningsOnSlide, say("slide.reproduce"), func(first, last int, title string) {
		var body []pptx.Paragraph
		if last > first {
			body = append([]pptx.Paragraph{{Text: say("summary.warnings"), Strong: true}}, warnings[first:last]...)
		}
		if last == len(warnings) {
			body = append(body, repeat...)
		}
		s.add(pptx.Slide{Title: title, Body: body, Notes: paragraphs(body)})
	})
}
