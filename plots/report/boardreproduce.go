package report

import (
	"holdfast/plots/report/document"
	"holdfast/sim"
)

// definitionsSection explains every metric that the report names.
func (b *board) definitionsSection() (document.Section, bool) {
	s := document.Section{ID: "definitions", Title: b.say("definitions"), Short: b.say("definitions.short"), Break: true}
	var items []document.Definition
	for _, key := range definedTerms {
		items = append(items, document.Definition{
			Term: b.say("term." + key), Text: b.say("term." + key + ".text"), Formula: b.say("term." + key + ".formula"),
		})
	}
	s.Blocks = []document.Block{document.Definitions{Items: items}}
	return s, true
}

// reproduceSection says how the numbers come about again, how exact they are,
// and repeats every warning.
func (b *board) reproduceSection() (document.Section, bool) {
	s := document.Section{ID: "reproduce", Title: b.say("reproduce"), Short: b.say("reproduce.short")}
	command := b.o.Command
	if command == nil {
		command = b.Command
	}
	s.Blocks = append(s.Blocks, plain(b.say("reproduce.lead")), document.Code{Text: "holdfast " + quoteCommand(command)}, b.manifestTable())
	if table, any := b.errorTable(); any {
		s.Blocks = append(s.Blocks, table)
	}
	all := b.warningTexts(func(sim.Warning) bool { return true })
	all = append(all, b.analysisWarnings()...)
	warnings := document.Section{ID: "warnings", Title: b.say("warnings")}
	if len(all) == 0 {
		warnings.Blocks = []document.Block{plain(b.say("warnings.none"))}
	} else {
		warnings.Blocks = []document.Block{plain(b.say("warnings.lead", len(all))), document.List{Items: all, Tone: document.Warning}}
	}
	s.Sections = []document.Section{warnings}
	return s, true
}

func (b *board) manifestTable() document.Table {
	plan, run := &b.Result.Plan, &b.Result.Run
	table := document.Table{Columns: []document.Column{{Title: b.say("column.item")}, {Title: b.say("column.value")}}}
	row := func(key, value string, code bool) {
		if value != "" {
			table.Rows = append(table.Rows, document.Row{Cells: []document.Cell{{Text: b.say(key)}, {Text: value, Code: code}}})
		}
	}
	row("summary.plan", Clean(plan.File), true)
	row("run.sha", Clean(plan.SHA256), true)
	row("run.trials", b.style.Whole(run.Trials), false)
	row("run.seed", seedText(run), false)
	row("summary.sampling", b.words.sampling(run.Sampling), false)
	luck := b.say("summary.noisy")
	if run.Noise == sim.NoiseNone.String() {
		luck = b.say("summary.still")
	}
	row("summary.noise", luck, false)
	for _, set := range run.Set {
		row("run.set", Clean(set.Path+"="+set.Value), true)
	}
	row("run.version", Clean(run.Version), false)
	row("run.platform", Clean(run.Platform), false)
	if run.RankError > 0 {
		row("summary.rank", b.style.Rate(run.RankError, 0), false)
	}
	return table
}

// errorTable is how exact the headline figures are.
func (b *board) errorTable() (document.Table, bool) {
	if b.Certain || b.Result.Run.Trials < 2 {
		return document.Table{}, false
	}
	compared := b.Answer.Compared > 0
	table := document.Table{Caption: b.say("errors"), Columns: numbers(b.say("column.scenario"), b.say("errors.npv"))}
	if compared {
		table.Columns = append(table.Columns, numbers("", b.say("errors.difference"), b.say("errors.better"), b.say("column.roi"))[1:]...)
	}
	exact := func(stat *sim.Stat) string {
		if !stat.Exists() {
			return b.style.None
		}
		return b.say("plus_minus", b.money(stat.Mean, stat.MCSE/10), b.money(stat.MCSE, stat.MCSE/10))
	}
	for i := range b.Result.Scenarios {
		scenario := &b.Result.Scenarios[i]
		cells := []string{exact(&scenario.Metrics[sim.MetricNPV])}
		if compared {
			row := []string{b.style.None, b.style.None, b.style.None}
			if versus := scenario.Versus; versus != nil {
				if d := versus.Differences[sim.MetricNPV]; d != nil && d.Exists() {
					row[0] = exact(&d.Stat)
					row[1] = b.between(b.style.Rate(d.Better.Low, 0), b.style.Rate(d.Better.High, 0))
				}
				row[2] = b.roiError(&versus.ROI)
			}
			cells = append(cells, row...)
		}
		table.Rows = append(table.Rows, document.Row{Cells: append([]document.Cell{b.scenarioCell(i)}, texts(cells...)...)})
	}
	table.Notes = []string{b.say("errors.note")}
	return table, true
}

func (b *board) roiError(roi *sim.ROI) string {
	if roi.Ratio != roi.Ratio || roi.SE != roi.SE {
		return b.style.None
	}
	return b.say("plus_minus", b.style.Rate(roi.Ratio, roi.SE/10), b.style.Rate(roi.SE, roi.SE/10))
}
