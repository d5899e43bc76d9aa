package main

import (
	"context"
	"errors"

	"holdfast/plots/report"
	"holdfast/plots/report/document"
	"holdfast/plots/report/words"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// Trials of the analyses in a report, which are the short form of the commands
// of their own: enough to name what matters, quick enough not to be waited for.
const (
	driverTrials = 500
	driverRows   = fewestRows
	valueTrials  = 4000 // over all scenarios together
	fewestValued = 400
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
	texts := rep.Words()
	if o.lang.value != "" {
		var err error
		if texts, err = words.In(o.lang.value); err != nil {
			return nil, err
		}
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
	if rep.Certain || rep.Answer.Scenario == nil || plan.Model.Trials < analysis.FewestTrials || len(analysis.Factors(plan.Model)) == 0 {
		return nil
	}
	manifest := func(trials int, arguments ...string) report.Manifest {
		a := analysisOptions{set: o.set, workers: o.workers}
		m := a.manifest(plan, arguments)
		m.Warnings = nil // those of the plan stand in the result
		m.Run.Trials = trials
		return m
	}
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	scenario, against := rep.Answer.Scenario.ID, rep.Result.Against
	fewer := *plan.Model
	fewer.Trials = min(fewer.Trials, driverTrials)
	fewer.Scenarios = nil
	for i, s := range plan.Model.Scenarios {
		if i == 0 || s.Name == scenario || s.Name == against {
			fewer.Scenarios = append(fewer.Scenarios, s)
		}
	}
	drivers, err := await(ctx, func() (*analysis.Sensitivity, error) {
		return analysis.AnalyseSensitivity(ctx, &fewer, analysis.SensitivityOptions{
			Metric: sim.MetricNPV, Scenario: scenario, Against: against, MaxRows: driverRows, Workers: o.workers.value, Progress: progress.update,
		})
	})
	if err != nil {
		return analysed(plan.Info.File, err)
	}
	options.Sensitivity = &report.Sensitivity{
		Manifest: manifest(plan.Model.Trials, "sensitivity", "--scenario", scenario, "--against", against), Result: drivers, Inputs: inputStyles(plan)}
	options.Sensitivity.Warnings = drivers.Warnings

	fewer.Scenarios = plan.Model.Scenarios
	fewer.Trials = min(plan.Model.Trials, max(valueTrials/len(fewer.Scenarios), fewestValued))
	request := analysis.ValueOptions{Metric: sim.MetricNPV, Test: analysis.TestOptions{Skip: true}, Workers: o.workers.value, Progress: progress.update}
	value, err := await(ctx, func() (*analysis.ValueResult, error) { return analysis.Value(ctx, &fewer, request) })
	switch {
	case errors.Is(err, analysis.ErrNoMean):
		return nil // without a mean there is nothing to decide by, and nothing to say of it
	case err != nil:
		return analysed(plan.Info.File, err)
	}
	options.Value = &report.Value{Manifest: manifest(plan.Model.Trials, "value"), Result: value}
	options.Value.Warnings = value.Warnings
	return nil
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
