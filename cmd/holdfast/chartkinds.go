package main

import (
	"context"
	"fmt"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/plots/report/words"
	"holdfast/scenarios"
	"holdfast/sim"
)

// A chartKind is one of the charts of a run. Run --out draws it of each scenario,
// of all together, or both; chart draws any one.
type chartKind struct {
	name, about string
	file        string // its name in the folder of --out
	each        bool   // of one scenario at a time
	together    bool   // of all scenarios
	compares    bool   // with another scenario
	segments    bool   // takes a segment
	measures    bool   // takes a measure
	draw        func(a *report.Album, v report.View) *plots.Figure
	nothing     string // why draw returns nil
	// analyse draws what a run alone does not tell; nil for charts of a run. Such
	// a chart is in no folder of --out.
	analyse func(ctx context.Context, s streams, o *chartOptions, plan *scenarios.Plan, rep *report.Report, texts *words.Catalogue) (*plots.Figure, error)
}

// chartKinds are the charts of a run, in the order of the manual.
var chartKinds = []*chartKind{
	{
		name: "fan", about: "a monthly quantity with its quantile bands, of all scenarios or one",
		file: "revenue", each: true, together: true, segments: true, measures: true,
		draw: (*report.Album).Fan,
	},
	{
		name: "npv_difference", about: "the distribution of each scenario's NPV difference, losses shaded",
		file: "npv_difference", together: true, compares: true, draw: (*report.Album).Distribution,
	},
	{
		name: "cumulative_difference", about: "when each scenario pays back, with bands and breakeven",
		file: "cumulative_difference", together: true, compares: true, draw: (*report.Album).Cumulative,
	},
	{
		name: "ltv_cac", about: "LTV/CAC by segment and scenario",
		file: "ltv_cac", together: true, segments: true, draw: (*report.Album).LTVCAC,
		nothing: "nothing that it shows has a CAC: the plan pays for no acquisition",
	},
	{
		name: "retention", about: "expected and simulated survival by segment, of one scenario",
		file: "retention", each: true, segments: true, draw: (*report.Album).Retention,
	},
	{
		name: "mrr_bridge", about: "from opening to closing MRR, move by move, of one scenario",
		file: "mrr_bridge", each: true, segments: true, draw: (*report.Album).Bridge,
		nothing: "nobody pays a recurring price",
	},
	{
		name: "tornado", about: "what drives the NPV difference of one scenario (default: the best), input by input",
		together: true, analyse: drawTornado,
		nothing: "nothing uncertain moves the NPV",
	},
	{
		name: "information", about: "what it is worth to find out before choosing, input by input",
		together: true, compares: true, analyse: drawInformation,
		nothing: "nothing that could be found out is worth enough for this to tell; \"holdfast value\" looks closer",
	},
}

// drawTornado draws what drives the scenario asked for, or else the answer's, or
// else the only one.
func drawTornado(ctx context.Context, s streams, o *chartOptions, plan *scenarios.Plan, rep *report.Report, texts *words.Catalogue) (*plots.Figure, error) {
	if !uncertain(plan, rep) {
		return nil, nil
	}
	scenario, against := o.scenario, rep.Result.Against
	if best := rep.Answer.Scenario; scenario == "" && best != nil {
		scenario = best.ID
	}
	if scenario == "" || scenario == against {
		scenario, against = rep.Result.Against, ""
	}
	found, err := o.drivers(ctx, s, plan, scenario, against)
	if err != nil {
		return nil, err
	}
	return rep.Tornado(report.BoardOptions{Words: texts, Sensitivity: found}), nil
}

func drawInformation(ctx context.Context, s streams, o *chartOptions, plan *scenarios.Plan, rep *report.Report, texts *words.Catalogue) (*plots.Figure, error) {
	if !uncertain(plan, rep) {
		return nil, nil
	}
	found, err := o.learnings(ctx, s, plan)
	if err != nil || found == nil {
		return nil, err
	}
	return rep.Information(report.BoardOptions{Words: texts, Value: found}), nil
}

func kindNames() []string {
	names := make([]string, len(chartKinds))
	for i, kind := range chartKinds {
		names[i] = kind.name
	}
	return names
}

// kindList describes the kinds, a line each.
func kindList() string {
	var out strings.Builder
	for _, kind := range chartKinds {
		fmt.Fprintf(&out, "  %-22s %s\n", kind.name, kind.about)
	}
	return strings.TrimRight(out.String(), "\n")
}

// charts makes the charts of run --out, in the plan's language.
func charts(rep *report.Report) []chart {
	a := report.NewAlbum(rep, rep.Words())
	var figures []chart
	add := func(kind *chartKind, file string, v report.View) {
		if figure := kind.draw(a, v); figure != nil {
			figures = append(figures, chart{file, figure})
		}
	}
	var names fileNames
	for i := range rep.Result.Scenarios {
		name := names.of(rep.Result.Scenarios[i].ID)
		for _, kind := range chartKinds {
			if kind.each && kind.draw != nil {
				add(kind, kind.file+"_"+name, report.View{Scenario: i, Segment: report.All, Measure: sim.MeasureRevenue})
			}
		}
	}
	for _, kind := range chartKinds {
		alone := !kind.compares && !kind.each // worth it without a scenario to compare with, too
		if kind.draw != nil && kind.together && (alone || rep.Answer.Compared > 0) {
			add(kind, kind.file, report.View{Scenario: report.All, Segment: report.All, Measure: sim.MeasureRevenue})
		}
	}
	return figures
}

func measureNames() []string {
	names := make([]string, sim.NumMeasures)
	for m := range sim.NumMeasures {
		names[m] = m.String()
	}
	return names
}
