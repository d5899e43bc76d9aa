package report

import (
	"math"
	"strings"

	"holdfast/sim"
)

// between writes both ends of a range.
func (b *board) between(low, high string) string { return b.say("between", low, high) }

// withRange puts the range of nine futures of ten behind an estimate.
func (b *board) withRange(estimate, low, high string) string {
	return b.say("with_range", estimate, b.between(low, high))
}

// differenceCell is the mean of a money difference with P5 to P95.
func (b *board) differenceCell(d *sim.Difference) string {
	if d == nil || !d.Exists() {
		return b.style.None
	}
	mean := b.gain(d.Mean, halfWidth(&d.Stat))
	if d.N > 1 && verdict(d) == Unresolved {
		mean = b.style.Unresolved
	}
	if !spreads(&d.Stat) {
		return mean
	}
	low, high := b.signedEnds(&d.Stat)
	return b.withRange(mean, low, high)
}

// spreads reports whether a stat has a range to speak of.
func spreads(stat *sim.Stat) bool {
	low, high := stat.Q[sim.P5], stat.Q[sim.P95]
	return stat.N > 1 && !math.IsNaN(low) && !math.IsNaN(high) && low != high
}

// roiCell is ROI with P5 to P95 of the single futures.
func (b *board) roiCell(roi *sim.ROI) string {
	estimate, low, high := b.roiTexts(roi)
	if low == "" {
		return estimate
	}
	return b.withRange(estimate, low, high)
}

// breakevenCell is the median month, and how often it lies beyond the horizon.
func (b *board) breakevenCell(versus *sim.Versus) string {
	if versus == nil || math.IsNaN(versus.Breakeven.Q[sim.P50]) {
		return b.style.None
	}
	median, never := versus.Breakeven.Q[sim.P50], versus.Breakeven.Never
	cell := b.style.Beyond
	if !math.IsInf(median, 0) {
		cell = b.month(median)
	}
	if b.Certain || never.P == 0 || never.P == 1 {
		return cell
	}
	return b.say("cell.beyond", cell, b.beyond(versus))
}

// estimate writes a metric, and the range of nine futures of ten: the mean, or
// the median of ratios and paybacks, which have no mean.
func (b *board) estimate(m sim.Metric, stat *sim.Stat) (value, detail string) {
	if !stat.Exists() {
		return b.style.None, ""
	}
	middle, half := stat.Mean, halfWidth(stat)
	if m.Kind() == sim.KindRatio || m.Payback() || m == sim.MetricLowestCashMonth || math.IsInf(middle, 0) {
		middle, half = stat.Q[sim.P50], margin(stat, sim.P50)
	}
	value = b.figure(m.Kind(), middle, half)
	if !spreads(stat) {
		return value, ""
	}
	low, high := b.figureEnds(m.Kind(), stat)
	return value, b.say("range", b.between(low, high))
}

// figure writes a number of a kind.
func (b *board) figure(kind sim.Kind, v, half float64) string {
	switch kind {
	case sim.KindMoney:
		return b.money(v, half)
	case sim.KindCount:
		return b.style.Count(v, half)
	case sim.KindRate:
		return b.style.Rate(v, half)
	case sim.KindRatio:
		return b.style.Ratio(v)
	}
	if math.IsInf(v, 0) || math.IsNaN(v) {
		return b.style.Months(v)
	}
	return b.say("slide.payback.unit", b.style.Months(v))
}

// figureEnds writes P5 and P95 of a figure of a kind.
func (b *board) figureEnds(kind sim.Kind, stat *sim.Stat) (low, high string) {
	from, to := stat.Q[sim.P5], stat.Q[sim.P95]
	switch kind {
	case sim.KindMoney:
		return b.ends(stat)
	case sim.KindCount, sim.KindRate:
		half := rangeMargin(from, to, margin(stat, sim.P10), margin(stat, sim.P90))
		if math.IsInf(from, 0) || math.IsInf(to, 0) {
			half = 0
		}
		return b.figure(kind, from, half), b.figure(kind, to, half)
	case sim.KindMonths:
		return b.style.Months(from), b.style.Months(to)
	}
	return b.figure(kind, from, 0), b.figure(kind, to, 0)
}

// changed writes a difference of a kind with its sign, rates in points; ~ where
// its mean is not resolved.
func (b *board) changed(m sim.Metric, d *sim.Difference) (value, detail string) {
	if d == nil || !d.Exists() {
		return b.style.None, ""
	}
	middle, half := d.Mean, halfWidth(&d.Stat)
	if m.Kind() == sim.KindRatio || math.IsInf(middle, 0) {
		middle, half = d.Q[sim.P50], margin(&d.Stat, sim.P50)
	}
	value = b.changeText(m.Kind(), middle, half)
	if d.N > 1 && verdict(d) == Unresolved && m.Kind() != sim.KindRatio {
		value = b.style.Unresolved
	}
	if !spreads(&d.Stat) {
		return value, ""
	}
	from, to := d.Q[sim.P5], d.Q[sim.P95]
	if m.Kind() == sim.KindMoney {
		low, high := b.signedEnds(&d.Stat)
		return value, b.between(low, high)
	}
	ends := rangeMargin(from, to, margin(&d.Stat, sim.P10), margin(&d.Stat, sim.P90))
	return value, b.between(b.changeText(m.Kind(), from, ends), b.changeText(m.Kind(), to, ends))
}

func (b *board) changeText(kind sim.Kind, v, half float64) string {
	text := b.figure(kind, v, half)
	if kind == sim.KindRate {
		text = b.say("points", strings.TrimSuffix(text, b.style.Percent))
	}
	return b.style.Plus(v, text)
}
