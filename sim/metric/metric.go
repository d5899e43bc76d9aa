// Package metric holds the formulas of the figures that a plan is judged by:
// one formula, one place, one unit. Amounts are in the plan's currency, months
// count from 1, fractions are fractions. Where a figure does not exist, because
// it is a rate over nothing, it is NaN; where it is never reached, +Inf.
package metric

import "math"

// Ratio is a / b: NaN where b is 0 or either does not exist.
func Ratio(a, b float64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return a / b
}

// LTVtoCAC is lifetime value over the cost of winning a customer. A CAC of 0
// makes a positive LTV infinitely worth it.
func LTVtoCAC(ltv, cac float64) float64 {
	if cac == 0 && ltv > 0 {
		return math.Inf(1)
	}
	return Ratio(ltv, cac)
}

// NPV is the sum of flows[t] x discount[t].
func NPV(flows, discount []float64) float64 {
	sum := 0.0
	for t, x := range flows {
		sum += x * discount[t]
	}
	return sum
}

// Breakeven is the first month, counted from 1, from which the cumulative sum
// stays positive; +Inf if it is not positive in the last month.
func Breakeven(cumulative []float64) float64 {
	month := math.Inf(1)
	for t := len(cumulative) - 1; t >= 0 && cumulative[t] > 0; t-- {
		month = float64(t + 1)
	}
	return month
}

// Payback is the number of monthly payments after which a new customer's
// cumulative expected gross profit covers cac; +Inf if those given do not.
// stream holds the expected, undiscounted gross profit by age in months.
func Payback(stream []float64, cac float64) float64 {
	sum := 0.0
	if sum >= cac {
		return 0
	}
	for a, x := range stream {
		if sum += x; sum >= cac {
			return float64(a + 1)
		}
	}
	return math.Inf(1)
}

// PaybackSimple is cac over the first month's gross profit, +Inf where that is
// not positive.
func PaybackSimple(cac, first float64) float64 {
	if cac == 0 {
		return 0
	}
	if !(first > 0) {
		return math.Inf(1)
	}
	return cac / first
}

// AnnualChurn is 1 minus the product of (1 - churned/opening) over months: NaN
// where a month opens with nobody.
func AnnualChurn(churned, opening []float64) float64 {
	kept := 1.0
	for t, n := range opening {
		kept *= 1 - Ratio(churned[t], n)
	}
	return 1 - kept
}

// Lowest is the lowest cumulative sum of flows and the month, from 1, in which
// it first occurs.
func Lowest(flows []float64) (least, month float64) {
	sum := 0.0
	least, month = math.Inf(1), math.NaN()
	for t, x := range flows {
		if sum += x; sum < least {
			least, month = sum, float64(t+1)
		}
	}
	return least, month
}

// ROI is what an investment returns beyond the comparison, per unit of it: NaN
// where nothing is invested.
func ROI(gain, investment float64) float64 {
	if !(investment > 0) {
		return math.NaN()
	}
	return gain / investment
}

// Investment is the discounted initiative cost, plus what acquisition costs more
// where an initiative changes what is acquired.
func Investment(initiativeCost, acquisitionIncrease float64) float64 {
	return initiativeCost + max(0, acquisitionIncrease)
}

// CostPerSaved is the investment per extra customer active at the horizon: NaN
// where there are none.
func CostPerSaved(investment, extra float64) float64 {
	if !(extra > 0) {
		return math.NaN()
	}
	return investment / extra
}
