package retention

import "math"

// The beta-discrete-Weibull curve: each customer has an own propensity
// p ~ Beta(alpha, beta) and outlasts renewal r with probability (1-p)^(r^c),
//
//	h(r) = 1 - B(alpha, beta + r^c) / B(alpha, beta + (r-1)^c)
//	S(r) = B(alpha, beta + r^c) / B(alpha, beta)
//
// c = 1 is the sBG curve. h(r) tends to 0 like alpha * c / r.
//
// Source: Fader, Hardie, Liu, Davin & Steenburgh, "'How to Project Customer
// Retention' Revisited" (2018).

// farPosition is where B(alpha, beta+y) has become a plain power of y, to the
// precision of a float64 (and before y itself overflows).
func farPosition(c Curve) float64 { return 1e17 * (1 + c.Alpha*c.Alpha + c.Beta*c.Alpha) }

func bdwHazard(c Curve, r float64) float64 {
	if c.C == 1 {
		return sbgHazard(c, r)
	}
	if math.Pow(r-1, c.C) > farPosition(c) {
		return -math.Expm1(c.Alpha * c.C * math.Log1p(-1/r))
	}
	return -math.Expm1(-logBetaRatio(c.Alpha, c.Beta+math.Pow(r-1, c.C), powerStep(r, c.C)))
}

func bdwHazards(c Curve, dst []float64) {
	if c.C == 1 {
		sbgHazards(c, dst)
		return
	}
	// Differences of levels are precise until the hazard is small beside the
	// levels' rounding.
	last := min(len(dst), 1000)
	if c.Alpha+c.Beta > 1000 {
		last = 0
	}
	before := logGammaRise(c.Alpha, c.Beta)
	for i := range dst {
		y := c.Beta + wholePower(i+1, c.C)
		if i >= last || y > 1e12 {
			dst[i] = bdwHazard(c, float64(i+1))
			continue
		}
		at := logGammaRise(c.Alpha, y)
		dst[i] = -math.Expm1(before - at)
		before = at
	}
}

func bdwLogStay(c Curve, from, to float64) float64 {
	if from == to {
		return 0
	}
	if math.Pow(from, c.C) > farPosition(c) {
		return c.Alpha * c.C * math.Log(from/to)
	}
	return -logBetaRatio(c.Alpha, c.Beta+math.Pow(from, c.C), positionStep(c, from, to))
}

func bdwLevel(c Curve, x float64) float64 {
	return -logGammaRise(c.Alpha, c.Beta+math.Exp(c.C*math.Log(x)))
}

func bdwCheck(c Curve, report func(string, float64, string)) {
	checkPositive("alpha", c.Alpha, report)
	checkPositive("beta", c.Beta, report)
	checkPositive("c", c.C, report)
}
