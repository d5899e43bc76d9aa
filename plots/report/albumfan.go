package report

import (
	"fmt"
	"math"
	"strings"

	"holdfast/plots"
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
	texts := a.page.Measured(v.Measure.Kind(), p10, p50, p90)
	if titled && v.Measure.Kind() == sim.KindMoney {
		for i := range texts {
			texts[i] = a.symbol(texts[i])
		}
	}
	return texts
}

// fan shows one scenario.
func (a *Album) fan(v View) *plots.Figure {
	words := &measureWords[v.Measure]
	title := fmt.Sprintf("%s: %s by month", a.called(v), words.noun)
	p10, p50, p90 := a.endOf(v)
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, true)
		title = fmt.Sprintf("%s: %s of %s in the last month", a.called(v), words.noun, amounts[1])
		if v.Measure.Kind() == sim.KindCount {
			title = fmt.Sprintf("%s: %s %s in the last month", a.called(v), amounts[1], words.noun)
		}
		if p10 < p90 {
			title += fmt.Sprintf(", %s to %s in eight futures of ten", amounts[0], amounts[2])
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
	noun := measureWords[v.Measure].noun
	noun = strings.ToUpper(noun[:1]) + noun[1:]
	if v.Segment != All {
		noun = a.segmentLabel(v) + ", " + noun
	}
	title := noun + " of the scenarios by month"
	if highest != lowest {
		median := func(v View) string {
			p10, p50, p90 := a.endOf(v)
			return a.amounts(v, p10, p50, p90, true)[1]
		}
		title = fmt.Sprintf("%s in the last month: from %s (%s) to %s (%s)%s", noun, median(lowest),
			scenarioLabel(&a.page.Result.Scenarios[lowest.Scenario]), median(highest), scenarioLabel(&a.page.Result.Scenarios[highest.Scenario]), a.unlessCertain(", medians"))
	}
	return a.fanOf(v, title, series...)
}

func (a *Album) fanOf(v View, title string, series ...plots.FanSeries) *plots.Figure {
	words := &measureWords[v.Measure]
	subtitle := strings.TrimSuffix(words.axis, " a month") + " by month"
	if strings.HasSuffix(words.axis, " of a month") {
		subtitle = strings.TrimSuffix(words.axis, " of a month") + " of each month"
	}
	if v.Segment != All {
		subtitle += ", segment " + a.segmentLabel(v)
	}
	d := plots.FanData{
		Head:  a.head(title, subtitle+a.unlessCertain(": median and quantiles of the trials")),
		Start: a.start, Unit: words.axis, Series: series,
	}
	switch v.Measure.Kind() {
	case sim.KindMoney:
		d.Unit = a.unit(words.axis)
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

func (a *Album) fanSeries(v View) plots.FanSeries {
	q := &a.monthly(v)[v.Measure].Q
	p10, p50, p90 := a.endOf(v)
	detail := ""
	if !math.IsNaN(p50) {
		amounts := a.amounts(v, p10, p50, p90, false)
		if detail = amounts[1]; p10 < p90 {
			detail += fmt.Sprintf(" (%s – %s)", amounts[0], amounts[2])
		}
	}
	return plots.FanSeries{
		Name: scenarioLabel(&a.page.Result.Scenarios[v.Scenario]), Colour: a.colour(v.Scenario), Detail: detail,
		P5: q[sim.P5], P10: q[sim.P10], P25: q[sim.P25], P50: q[sim.P50], P75: q[sim.P75], P90: q[sim.P90], P95: q[sim.P95],
	}
}
