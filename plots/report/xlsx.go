package report

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

// WorkbookOptions say what a workbook holds besides the result.
type WorkbookOptions struct {
	Words  *words.Catalogue // nil: those of the plan's language
	Answer []string         // the sentences that answer; nil: those of [Report.Answers]
	// Assumptions are the inputs of the plan; without any there is no sheet of
	// them.
	Assumptions []Assumption
	// Trials are values by trial; without any there is no sheet of them.
	Trials []TrialColumn
}

// TrialColumn holds a metric of a scenario in each trial, in the order of the
// trials.
type TrialColumn struct {
	Scenario string // its name, or title, as people read it
	Metric   sim.Metric
	Values   []float64
}

// Workbook writes the report as an Excel workbook (xlsx):
//
//   - summary: the answer, the comparison of the scenarios with its chart,
//     targets, warnings, how to reproduce the run;
//   - charts: fans of revenue, MRR and customers by scenario, medians and
//     cumulative differences side by side, as native charts over their data;
//   - scenarios: every statistic of every metric and difference, one a row;
//   - years: fiscal years, means with totals and differences, then quantiles;
//   - monthly: each month, scenario, segment and statistic in a row;
//   - segments: the segments side by side, with their sum and what stands in
//     the scenario alone;
//   - assumptions and trials, where given.
//
// Differences, ROI, totals and sums of means are formulas wherever they give
// the result's figure to within rounding, with that figure as their value; all
// else is a value. A value that does not exist is an empty cell, an infinite
// one a word; a breakeven within a month counts as the whole month. Text is
// never taken for a formula, and names are as [Clean] leaves them.
//
// The same report and options give the same bytes. Workbook fails where the
// language is not known, or a sheet would need more rows than Excel has.
func (r *Report) Workbook(w io.Writer, o WorkbookOptions) error {
	b, err := r.newBook(r.vocabularyOf(o.Words))
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	defer b.file.Close()
	b.summarySheet(&o)
	b.chartSheet()
	b.scenarioSheet()
	b.yearSheet()
	b.monthSheet()
	b.segmentSheet()
	if len(o.Assumptions) > 0 {
		b.assumptionSheet(o.Assumptions)
	}
	if len(o.Trials) > 0 {
		b.trialSheet(o.Trials)
	}
	if b.err != nil {
		return fmt.Errorf("workbook: %w", b.err)
	}
	return b.write(w)
}

// newBook is an empty workbook in the fonts and with the properties of a
// report.
func (r *Report) newBook(words vocabulary) (*book, error) {
	f := excelize.NewFile()
	b := &book{file: f, report: r, words: words, style: StyleOf(words.Catalogue), looks: map[look]int{}}
	font, language := "Calibri", "en-GB"
	if words.Japanese() {
		font, language = "Yu Gothic", "ja-JP"
	}
	if err := f.SetDefaultFont(font); err != nil {
		return nil, err
	}
	// A report has no clock; excelize's own date of 2006 is as good as any.
	const created = "2006-09-16T00:00:00Z"
	return b, f.SetDocProps(&excelize.DocProperties{Title: r.planName(), Creator: "holdfast", Language: language, Created: created, Modified: created})
}

// planName is the plan's name, or else its file's.
func (r *Report) planName() string {
	if name := Clean(r.Result.Plan.Name); name != "" {
		return name
	}
	return Clean(r.Result.Plan.File)
}
