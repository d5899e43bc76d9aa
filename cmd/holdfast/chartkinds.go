package main

import (
	"fmt"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report"
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
			if kind.each {
				add(kind, kind.file+"_"+name, report.View{Scenario: i, Segment: report.All, Measure: sim.MeasureRevenue})
			}
		}
	}
	for _, kind := range chartKinds {
		alone := !kind.compares && !kind.each // worth it without a scenario to compare with, too
		if kind.together && (alone || rep.Answer.Compared > 0) {
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
