package main

import (
	"context"
	"errors"

	"holdfast/plots/report"
	"holdfast/scenarios"
	"holdfast/sim"
	"holdfast/sim/analysis"
)

// Trials of the analyses in reports and charts, which are the short form of the
// commands of their own: enough to name what matters, quick enough not to be
// waited for.
const (
	driverTrials = 500
	driverRows   = fewestRows
	valueTrials  = 4000 // over all scenarios together
	fewestValued = 400
)

// uncertain reports whether there is anything to analyse.
func uncertain(plan *scenarios.Plan, rep *report.Report) bool {
	return !rep.Certain && plan.Model.Trials >= analysis.FewestTrials && len(analysis.Factors(plan.Model)) > 0
}

// drivers looks into what drives the NPV of a scenario, or its difference from
// another; against is empty for the NPV itself.
func (o *runOptions) drivers(ctx context.Context, s streams, plan *scenarios.Plan, scenario, against string) (*report.Sensitivity, error) {
	fewer := *plan.Model
	fewer.Trials = min(fewer.Trials, driverTrials)
	fewer.Scenarios = nil
	for i, s := range plan.Model.Scenarios {
		if i == 0 || s.Name == scenario || s.Name == against {
			fewer.Scenarios = append(fewer.Scenarios, s)
		}
	}
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	found, err := await(ctx, func() (*analysis.Sensitivity, error) {
		return analysis.AnalyseSensitivity(ctx, &fewer, analysis.SensitivityOptions{
			Metric: sim.MetricNPV, Scenario: scenario, Against: against, MaxRows: driverRows, Workers: o.workers.value, Progress: progress.update,
		})
	})
	if err != nil {
		return nil, analysed(plan.Info.File, err)
	}
	arguments := []string{"sensitivity", "--scenario", scenario}
	if against != "" {
		arguments = append(arguments, "--against", against)
	}
	rep := &report.Sensitivity{Manifest: o.shortManifest(plan, arguments), Result: found, Inputs: inputStyles(plan)}
	rep.Warnings = found.Warnings
	return rep, nil
}

// learnings looks into what it is worth to find out before choosing among the
// scenarios; nil where their outcome has no mean to decide by.
func (o *runOptions) learnings(ctx context.Context, s streams, plan *scenarios.Plan) (*report.Value, error) {
	fewer := *plan.Model
	fewer.Trials = min(plan.Model.Trials, max(valueTrials/len(fewer.Scenarios), fewestValued))
	progress := newProgress(s.stderr, o.quiet)
	defer progress.stop()
	request := analysis.ValueOptions{Metric: sim.MetricNPV, Test: analysis.TestOptions{Skip: true}, Workers: o.workers.value, Progress: progress.update}
	found, err := await(ctx, func() (*analysis.ValueResult, error) { return analysis.Value(ctx, &fewer, request) })
	switch {
	case errors.Is(err, analysis.ErrNoMean):
		return nil, nil
	case err != nil:
		return nil, analysed(plan.Info.File, err)
	}
	rep := &report.Value{Manifest: o.shortManifest(plan, []string{"value"}), Result: found}
	rep.Warnings = found.Warnings
	return rep, nil
}

// shortManifest is that of the command that does it in full. The plan's warnings
// stand in the result.
func (o *runOptions) shortManifest(plan *scenarios.Plan, arguments []string) report.Manifest {
	a := analysisOptions{set: o.set, workers: o.workers}
	m := a.manifest(plan, arguments)
	m.Warnings = nil
	m.Run.Trials = plan.Model.Trials
	return m
}
