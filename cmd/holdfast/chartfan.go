package main

import (
	"fmt"
	"math"
	"strings"

	"holdfast/plots"
	"holdfast/plots/report"
	"holdfast/sim"
)

// shows reports whether a scenario is among those of the view.
func (v view) shows(scenario int) bool { return v.scenario == all || v.scenario == scenario }

// monthly are the months of the view's scenario and segment.
func (a *album) monthly(v view) *[sim.NumMeasures]sim.Series {
	scenario := &a.Result.Scenarios[v.scenario]
	if v.segment == all {
		return &scenario.Monthly
	}
	return &scenario.Segments[v.segment].Monthly
}

// metrics are the figures of the view's scenario and segment.
func (a *album) metrics(v view) *[sim.NumMetrics]sim.Stat {
	scenario := &a.Result.Scenarios[v.scenario]
	if v.segment == all {
		return &scenario.Metrics
	}
	return &scenario.Segments[v.segment].Metrics
}

// called is what a title calls the view's scenario and segment.
func (a *album) called(v view) string {
	name := label(&a.Result.Scenarios[v.scenario])
	if v.segment != all {
		name += ", " + a.segmentLabel(v)
	}
	return name
}

func (a *album) segmentLabel(v view) string {
	segment := &a.Result.Scenarios[max(v.scenario, 0)].Segments[v.segment]
	return report.Label(segment.ID, segment.Title)
}

// endOf is the last month's P10, P50 and P90 of the view's measure.
func (a *album) endOf(v view) (p10, p50, p90 float64) {
	q := &a.monthly(v)[v.measure].Q
	return last(q[sim.P10]), last(q[sim.P50]), last(q[sim.P90])
}

// amounts writes P10, P50 and P90 of the view's measure, without currency; in
// a title, with it.
func (a *album) amounts(v view, p10, p50, p90 float64, titled bool) [3]string {
	texts := a.Measured(v.measure.Kind(), p10, p50, p90)
	if titled && v.measure.Kind() == sim.KindMoney {
		for i := range texts {
			texts[i] = a.symbol(texts[i])
		}
	}
	return texts
}

// fan shows one scenario.
func (a *album) fan(v view) *plots.Figure {
	words := &measureWords[v.measure]
	title := fmt.Sprintf("%s: %s by month", a.called(v), words.noun)
	p10, p50, p90 := a.endOf(v)
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, true)
		title = fmt.Sprintf("%s: %s of %s in the last month", a.called(v), words.noun, amounts[1])
		if v.measure.Kind() == sim.KindCount {
			title = fmt.Sprintf("%s: %s %s in the last month", a.called(v), amounts[1], words.noun)
		}
		if p10 < p90 {
			title += fmt.Sprintf(", %s to %s in eight futures of ten", amounts[0], amounts[2])
		}
	}
	return a.fanOf(v, title, a.fanSeries(v))
}

// fans shows the scenarios together.
func (a *album) fans(v view) *plots.Figure {
	var series []plots.FanSeries
	highest, lowest := v, v
	highest.scenario, lowest.scenario = 0, 0
	at := func(v view) float64 { _, p50, _ := a.endOf(v); return p50 }
	for i := range a.Result.Scenarios {
		one := v
		one.scenario = i
		series = append(series, a.fanSeries(one))
		if at(one) > at(highest) {
			highest = one
		}
		if at(one) < at(lowest) {
			lowest = one
		}
	}
	noun := measureWords[v.measure].noun
	noun = strings.ToUpper(noun[:1]) + noun[1:]
	if v.segment != all {
		noun = a.segmentLabel(v) + ", " + noun
	}
	title := noun + " of the scenarios by month"
	if highest != lowest {
		median := func(v view) string {
			p10, p50, p90 := a.endOf(v)
			return a.amounts(v, p10, p50, p90, true)[1]
		}
		title = fmt.Sprintf("%s in the last month: from %s (%s) to %s (%s)%s", noun, median(lowest),
			label(&a.Result.Scenarios[lowest.scenario]), median(highest), label(&a.Result.Scenarios[highest.scenario]), a.unlessCertain(", medians"))
	}
	return a.fanOf(v, title, series...)
}

func (a *album) fanOf(v view, title string, series ...plots.FanSeries) *plots.Figure {
	words := &measureWords[v.measure]
	subtitle := strings.TrimSuffix(words.axis, " a month") + " by month"
	if strings.HasSuffix(words.axis, " of a month") {
		subtitle = strings.TrimSuffix(words.axis, " of a month") + " of each month"
	}
	if v.segment != all {
		subtitle += ", segment " + a.segmentLabel(v)
	}
	d := plots.FanData{
		Head:  a.head(title, subtitle+a.unlessCertain(": median and quantiles of the trials")),
		Start: a.start, Unit: words.axis, Series: series,
	}
	switch v.measure.Kind() {
	case sim.KindMoney:
		d.Unit = a.unit(words.axis)
	case sim.KindRate:
		d.Language.Numbers = func(values ...float64) []string {
			texts := make([]string, len(values))
			for i, value := range values {
				texts[i] = a.style.Rate(value, 0)
			}
			return texts
		}
	}
	return plots.Fan(d)
}

func (a *album) fanSeries(v view) plots.FanSeries {
	q := &a.monthly(v)[v.measure].Q
	p10, p50, p90 := a.endOf(v)
	detail := ""
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, false)
		if detail = amounts[1]; p10 < p90 {
			detail += fmt.Sprintf(" (%s – %s)", amounts[0], amounts[2])
		}
	}
	return plots.FanSeries{
		Name: label(&a.Result.Scenarios[v.scenario]), Colour: a.colour(v.scenario), Detail: detail,
		P5: q[sim.P5], P10: q[sim.P10], P25: q[sim.P25], P50: q[sim.P50], P75: q[sim.P75], P90: q[sim.P90], P95: q[sim.P95],
	}
}
