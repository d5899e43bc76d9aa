package report

import (
	"math"

	"holdfast/plots"
	"holdfast/plots/report/words"
	"holdfast/sim"
)

// Fan shows a quantity month by month, of one scenario or of all.
func (a *Album) Fan(v View) *plots.Figure {
	if v.Scenario == All {
		return a.fans(v)
	}
	return a.fan(v)
}

// endOf is the last month's P10, P50 and P90 of the view's measure.
func (a *Album) endOf(v View) (p10, p50, p90 float64) {
	q := &a.monthly(v)[v.Measure].Q
	return last(q[sim.P10]), last(q[sim.P50]), last(q[sim.P90])
}

// amounts writes P10, P50 and P90 of the view's measure, without currency; in
// a title, with it.
func (a *Album) amounts(v View, p10, p50, p90 float64, titled bool) [3]string {
	texts := a.page.measured(v.Measure.Kind(), p10, p50, p90)
	if titled && v.Measure.Kind() == sim.KindMoney {
		for i := range texts {
			texts[i] = a.symbol(texts[i])
		}
	}
	return texts
}

// fan shows one scenario.
func (a *Album) fan(v View) *plots.Figure {
	noun := a.noun(v.Measure)
	title := a.say("album.fan", a.called(v), noun)
	p10, p50, p90 := a.endOf(v)
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, true)
		title = a.say("album.fan.end", a.called(v), noun, amounts[1])
		if v.Measure.Kind() == sim.KindCount {
			title = a.say("album.fan.count", a.called(v), noun, amounts[1])
		}
		if p10 < p90 {
			title = a.say("album.range", title, amounts[0], amounts[2])
		}
	}
	return a.fanOf(v, title, a.fanSeries(v))
}

// fans shows the scenarios together.
func (a *Album) fans(v View) *plots.Figure {
	var series []plots.FanSeries
	highest, lowest := v, v
	highest.Scenario, lowest.Scenario = 0, 0
	at := func(v View) float64 { _, p50, _ := a.endOf(v); return p50 }
	for i := range a.page.Result.Scenarios {
		one := v
		one.Scenario = i
		series = append(series, a.fanSeries(one))
		if at(one) > at(highest) {
			highest = one
		}
		if at(one) < at(lowest) {
			lowest = one
		}
	}
	noun := words.Capitalised(a.noun(v.Measure))
	if v.Segment != All {
		noun = a.say("album.part", a.segmentLabel(v), noun)
	}
	title := a.say("album.fans", noun)
	if highest != lowest {
		median := func(v View) string {
			p10, p50, p90 := a.endOf(v)
			return a.amounts(v, p10, p50, p90, true)[1]
		}
		title = a.say(a.unlessCertain("album.fans.range", "album.fans.certain"), noun, median(lowest),
			a.page.words.scenario(&a.page.Result.Scenarios[lowest.Scenario]), median(highest), a.page.words.scenario(&a.page.Result.Scenarios[highest.Scenario]))
	}
	return a.fanOf(v, title, series...)
}

func (a *Album) fanOf(v View, title string, series ...plots.FanSeries) *plots.Figure {
	axis, subtitle := a.axisOf(v.Measure)
	if v.Segment != All {
		subtitle = a.say("album.fan.segment", subtitle, a.segmentLabel(v))
	}
	if !a.page.Certain {
		subtitle = a.say("album.fan.about", subtitle)
	}
	d := plots.FanData{
		Head:  a.head(title, subtitle),
		Start: a.start, Unit: axis, Series: series,
	}
	switch v.Measure.Kind() {
	case sim.KindMoney:
		d.Unit = a.unit(axis)
	case sim.KindRate:
		d.Language.Numbers = func(values ...float64) []string {
			texts := make([]string, len(values))
			for i, value := range values {
				texts[i] = a.page.style.Rate(value, 0)
			}
			return texts
		}
	}
	return plots.Fan(d)
}

// Segments shows a quantity of one scenario month by month, segment by segment;
// nil where the run has not kept its quantiles, or there is but one segment.
func (a *Album) Segments(v View) *plots.Figure {
	segments := a.page.Result.Scenarios[v.Scenario].Segments
	if len(segments) < 2 {
		return nil
	}
	var series []plots.FanSeries
	lowest, highest := v, v
	lowest.Segment, highest.Segment = 0, 0
	end := func(v View) float64 { _, p50, _ := a.endOf(v); return p50 }
	for g := range segments {
		one := v
		one.Segment = g
		if a.monthly(one)[v.Measure].Q[sim.P50] == nil {
			return nil
		}
		x := a.fanSeries(one)
		x.Name, x.Colour = a.segmentLabel(one), g+1
		series = append(series, x)
		if end(one) < end(lowest) {
			lowest = one
		}
		if end(one) > end(highest) {
			highest = one
		}
	}
	scenario, noun := a.page.words.scenario(&a.page.Result.Scenarios[v.Scenario]), a.noun(v.Measure)
	title := a.say("album.segments", scenario, noun)
	if lowest != highest {
		median := func(v View) string {
			p10, p50, p90 := a.endOf(v)
			return a.amounts(v, p10, p50, p90, true)[1]
		}
		title = a.say(a.unlessCertain("album.segments.range", "album.segments.certain"), scenario, noun,
			median(lowest), a.segmentLabel(lowest), median(highest), a.segmentLabel(highest))
	}
	v.Segment = All
	return a.fanOf(v, title, series...)
}

func (a *Album) fanSeries(v View) plots.FanSeries {
	q := &a.monthly(v)[v.Measure].Q
	p10, p50, p90 := a.endOf(v)
	detail := ""
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, false)
		if detail = amounts[1]; p10 < p90 {
			detail = a.say("album.fan.detail", amounts[1], amounts[0], amounts[2])
		}
	}
	return plots.FanSeries{
		Name: a.page.words.scenario(&a.page.Result.Scenarios[v.Scenario]), Colour: a.colour(v.Scenario), Detail: detail,
		P5: q[sim.P5], P10: q[sim.P10], P25: q[sim.P25], P50: q[sim.P50], P75: q[sim.P75], P90: q[sim.P90], P95: q[sim.P95],
	}
}
