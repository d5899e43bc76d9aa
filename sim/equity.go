package sim

import "math"

// customerEquity is the expected gross profit still to come after the horizon
// from the customers active then, discounted to the start of the plan. Changes
// of initiatives have ended, price and term excepted; events stay; everything
// else is as in the last month, without shocks and win-backs.
func (l *lane) customerEquity() float64 {
	months := l.w.p.m.Months
	l.setInputs(&l.after, months, true)
	f := l.w.future
	cg := f.growth[months-1]
	keep := 1 - l.base.fee
	tables := &l.w.residuals
	tables.reset(l)
	total := 0.0
	for c := range l.live {
		if l.n[c] == 0 {
			continue
		}
		age := months - l.seg.joined[c]
		from, next := l.paidUntil(c, age)
		later := l.laterFactor(c)
		v := tables.at(c, from, next, age, l.pull(later))
		paid := l.factor[c] * v.recurring
		if later != l.factor[c] {
			mid := tables.untilRenewal(age, next)
			paid = l.factor[c]*mid + later*(v.recurring-mid)
		}
		value := l.unit[c]*(times(keep, paid)-times(cg, v.unit)) + v.flat
		if math.IsInf(v.recurring, 1) {
			value = tables.endless(l.unit[c], later*keep, cg)
		}
		total += times(l.n[c], value)
	}
	return total * f.discount[months-1]
}

// laterFactor is the price factor of cohort c from its next renewal on.
func (l *lane) laterFactor(c int) float64 {
	if !l.prices.live {
		return l.factor[c]
	}
	x := 1.0
	for j := range l.effects[LeverPrice] {
		x *= l.laterRatio(c, j)
	}
	return x
}

// laterRatio is the ratio of price change j for cohort c from its next renewal
// on.
func (l *lane) laterRatio(c, j int) float64 {
	if l.effects[LeverPrice][j].Existing != ExistingAtRenewal {
		return l.prices.ratio[j][c]
	}
	class := l.class(l.w.p.m.Months - l.seg.joined[c])
	return l.after.price[j*len(l.after.class)+class]
}

// pull is what a price factor that stays multiplies the hazard by.
func (l *lane) pull(factor float64) float64 {
	if e := l.base.churnElasticity; e != 0 && factor != 1 && l.seg.Elasticity.ChurnMonths == 0 {
		return math.Pow(factor, e)
	}
	return 1
}
