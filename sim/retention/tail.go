package retention

import "math"

// Tail returns the value of the rest of a lifetime,
//
//	sum over j >= 0 of g^j S_j,   S_j = prod over i = 1..j of (1 - min(1, m h_i))
//
// that is 1 now, for a customer who has outlasted x0 renewals of the curve and
// decides again and again, step renewals of the curve apart (term / per,
// usually 1). h_i is the i-th decision's hazard with the curve's scale in it,
//
//	h_i = 1 - S(x0 + i step) / S(x0 + (i-1) step)
//
// with S interpolated as in [Survival]: Hazard(x0+i) for step 1 and a whole x0.
// g is what one decision's period does to a payment, growth times discount.
//
// The result is good to a relative 1e-9. It is +Inf where the sum diverges: for
// g above lim 1/(1 - min(1, m h_i)), and for sbg and bdw at g = 1 if m x scale x
// alpha (x c) <= 1. x0 and m are 0 or more, step and g above 0; a step that is no
// ratio of whole numbers with a denominator up to 120 is taken for the nearest.
//
// Source: Fader & Hardie, "Customer-Base Valuation in a Contractual Setting"
// (2010), for sbg; the other slow tails are summed by Euler and Maclaurin.
func (c *Curve) Tail(x0, step, m, g float64) float64 {
	curve := c.reduced()
	if g <= 0 || m < 0 {
		return 1
	}
	if m*curve.Scale == 0 {
		return geometric(0, m, g)
	}
	switch curve.Kind {
	case Constant:
		return geometric(stepHazard(curve.Scale*curve.Rate, step), m, g)
	case Table:
		return tableTail(&curve, x0, step, m, g)
	case SBG:
		if step == 1 && x0 == math.Floor(x0) {
			return sbgTail(&curve, x0, m, g)
		}
	case Weibull:
		if curve.C > 1 && curve.Scale > 1 && m < 1 {
			return cappedTail(&curve, x0, step, m, g)
		}
	}
	return smoothTail(&curve, x0, step, m, g)
}

// Tails sets dst[i] to Tail(x0+i step, step, m, g): what customers of all ages
// are worth, at little more than the price of one.
func (c *Curve) Tails(dst []float64, x0, step, m, g float64) {
	if len(dst) == 0 {
		return
	}
	last := len(dst) - 1
	dst[last] = c.Tail(x0+float64(last)*step, step, m, g)
	for i := last - 1; i >= 0; i-- {
		stay := 1 - min(1, m*c.HazardBetween(x0+float64(i)*step, x0+float64(i+1)*step))
		if stay == 0 {
			dst[i] = 1
			continue
		}
		dst[i] = 1 + g*stay*dst[i+1]
	}
}

// HazardBetween returns the probability of leaving at a renewal in position to
// that follows one in position from, 1 - S(to)/S(from), as [Survival.Hazard]
// does, for any positions and without a table. 0 <= from <= to.
func (c *Curve) HazardBetween(from, to float64) float64 {
	if to == from+1 && from == math.Floor(from) {
		return min(1, c.Scale*families[c.Kind].hazard(*c, to))
	}
	return -math.Expm1(c.logStayBetween(from, to))
}

// logStayBetween adds up log(1 - hazard) over the parts of renewals that lie
// between from and to.
func (c *Curve) logStayBetween(from, to float64) float64 {
	hazard := families[c.Kind].hazard
	sum := 0.0
	for r := math.Floor(from) + 1; from < to; r++ {
		end := min(r, to)
		sum += (end - from) * logOfStaying(min(1, c.Scale*hazard(*c, r)))
		from = end
	}
	return sum
}

// reduced returns the curve in its simplest form: a shape of 1 is no shape.
func (c *Curve) reduced() Curve {
	curve := *c
	switch {
	case c.Kind == Weibull && (c.C == 1 || c.Theta == 0 || c.Theta == 1):
		curve.Kind, curve.Rate = Constant, c.Theta
	case c.Kind == BDW && c.C == 1:
		curve.Kind = SBG
	}
	if curve.Kind == Constant {
		curve.Rate = min(curve.Rate, 1/max(curve.Scale, 1))
	}
	return curve
}

// stepHazard is a hazard per renewal over a step of renewals.
func stepHazard(h, step float64) float64 {
	if step == 1 {
		return h
	}
	return -math.Expm1(step * logOfStaying(h))
}

// geometric is the tail where every decision's hazard is h.
func geometric(h, m, g float64) float64 {
	h = min(1, m*h)
	fall := (1 - g) + g*h
	if !(fall > 0) {
		return math.Inf(1)
	}
	return 1 / fall
}

// tableTail adds up to the end of the table; beyond it the hazard is constant.
func tableTail(c *Curve, x0, step, m, g float64) float64 {
	sum, weight, from := 0.0, 1.0, x0
	for i := 1.0; from < float64(len(c.Rates)-1); i++ {
		to := x0 + i*step
		sum += weight
		weight *= g * (1 - min(1, m*c.HazardBetween(from, to)))
		if weight == 0 {
			return sum
		}
		from = to
	}
	last := min(1, c.Scale*c.Rates[len(c.Rates)-1])
	return sum + weight*geometric(stepHazard(last, step), m, g)
}

// cappedTail is the tail of a rising curve whose scaled hazard becomes 1 at some
// renewal, where there is a kink, and is m for ever after.
func cappedTail(c *Curve, x0, step, m, g float64) float64 {
	sum, weight, from := 0.0, 1.0, x0
	for i := 1.0; i <= 20_000; i++ {
		to := x0 + i*step
		h := c.HazardBetween(from, to)
		if h == 1 {
			return sum + weight*geometric(1, m, g)
		}
		sum += weight
		fall := 1 - g*(1-m*h) // hazards rise, so that it never gets less
		if fall > 0 && weight < 1e-14*fall*sum {
			return sum
		}
		weight *= 1 - fall
		from = to
	}
	return sum + weight*smoothTail(c, from, step, m, g)
}

// diverges applies the rule to the curves whose hazard changes for ever. It is
// asked only where nobody is sure to leave at the next decision.
func (c *Curve) diverges(step, m, g float64) bool {
	switch c.Kind {
	case SBG:
		return g > 1 || g == 1 && m*c.Scale*c.Alpha <= 1
	case BDW:
		return g > 1 || g == 1 && m*c.Scale*c.Alpha*c.C <= 1
	}
	if c.C < 1 {
		return g > 1
	}
	return g*(1-min(1, m*stepHazard(min(1, c.Scale), step))) >= 1
}
