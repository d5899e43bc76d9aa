package main

import (
	"context"

	"holdfast/plots/report"
	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
	"holdfast/scenarios"
	"holdfast/sim"
)

// mostSheetTrials is how many trials a sheet has room for below its header.
const mostSheetTrials = 1<<20 - 10

// reportContent is what the writers write.
type reportContent struct {
	report   *report.Report
	document *document.Document
	workbook report.WorkbookOptions
	slides   report.SlideOptions
}

// content looks into what drives the result and composes the report.
func (o *reportOptions) content(ctx context.Context, s streams, plan *scenarios.Plan, rep *report.Report) (*reportContent, error) {
	texts, err := textsIn(o.lang, rep)
	if err != nil {
		return nil, err
	}
	options := report.BoardOptions{Words: texts, Register: register(plan), Command: o.command(rep, texts)}
	if err := o.analyse(ctx, s, plan, rep, &options); err != nil {
		return nil, err
	}
	content := &reportContent{report: rep, document: rep.Board(options), workbook: rep.BoardWorkbook(options), slides: rep.BoardSlides(options)}
	if o.withTrials {
		columns, err := o.trialColumns(ctx, s, plan.Model, rep, texts)
		if err != nil {
			return nil, analysed(plan.Info.File, err)
		}
		content.workbook.Trials = columns
	}
	return content, nil
}

// command lists the arguments that write the report again, as a page: the same
// in all its formats.
func (o *reportOptions) command(rep *report.Report, texts *words.Catalogue) []string {
	run := rep.Command
	args := append([]string{"report", run[1], "-o", "report.html", "--lang", texts.Language()}, run[2:]...)
	return args
}

// analyse adds what drives the answer and what it is worth to find out, where
// the plan has something uncertain and something to choose.
func (o *reportOptions) analyse(ctx context.Context, s streams, plan *scenarios.Plan, rep *report.Report, options *report.BoardOptions) error {
	if rep.Answer.Scenario == nil || !uncertain(plan, rep) {
		return nil
	}
	var err error
	if options.Sensitivity, err = o.drivers(ctx, s, plan, rep.Answer.Scenario.ID, rep.Result.Against); err != nil {
		return err
	}
	options.Value, err = o.learnings(ctx, s, plan)
	return err
}

// trialMetrics are the figures of single trials that a workbook lists.
var trialMetrics = []sim.Metric{sim.MetricNPV, sim.MetricRevenue, sim.MetricContribution, sim.MetricClosingCustomers, sim.MetricLTV, sim.MetricCAC}

// trialColumns runs the trials again, for the figures of each.
func (o *reportOptions) trialColumns(ctx context.Context, s streams, m *sim.Model, rep *report.Report, texts *words.Catalogue) ([]report.TrialColumn, error) {
	var columns []report.TrialColumn
	for i := range rep.Result.Scenarios {
		for _, metric := range trialMetrics {
			columns = append(columns, report.TrialColumn{Scenario: rep.ScenarioLabel(texts, i), Metric: metric, Values: make([]float64, m.Trials)})
		}
	}
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	_, err := await(ctx, func() (struct{}, error) {
		return struct{}{}, sim.EvaluateAll(ctx, m, trialMetrics, m.Trials, sim.EvaluateOptions{Workers: o.workers.value, Progress: progress.update},
			func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i, d) },
			func(i int, v *sim.Valuation) {
				for scenario := range v.Metrics {
					for k, value := range v.Metrics[scenario] {
						columns[scenario*len(trialMetrics)+k].Values[i] = value
					}
				}
			})
	})
	return columns, err
}
