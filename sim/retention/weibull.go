package retention

import "math"

// The discrete Weibull curve: all customers are alike and the hazard changes
// with the renewal,
//
//	h(r) = 1 - (1-theta)^(r^c - (r-1)^c)
//	S(r) = (1-theta)^(r^c)
//
// rising for c > 1, falling for c < 1, constant at theta for c = 1.

func weibullHazard(c Curve, r float64) float64 {
	if c.Theta == 0 || c.Theta == 1 {
		return c.Theta
	}
	return -math.Expm1(math.Log1p(-c.Theta) * powerStep(r, c.C))
}

func weibullHazards(c Curve, dst []float64) {
	if c.Theta == 0 || c.Theta == 1 || c.C == 1 {
		for i := range dst {
			dst[i] = c.Theta
		}
		return
	}
	logStay, before := math.Log1p(-c.Theta), 0.0
	for i := range dst {
		at := wholePower(i+1, c.C)
		if math.IsInf(at, 1) {
			dst[i] = 1
			continue
		}
		dst[i] = -math.Expm1(logStay * (at - before))
		before = at
	}
}

func weibullLogStay(c Curve, from, to float64) float64 {
	if from == to || c.Theta == 0 {
		return 0
	}
	return math.Log1p(-c.Theta) * positionStep(c, from, to)
}

// positionStep returns to^c - from^c without cancellation.
func positionStep(c Curve, from, to float64) float64 {
	if c.C == 1 {
		return to - from
	}
	return math.Pow(to, c.C) * -math.Expm1(c.C*math.Log1p((from-to)/to))
}

func weibullLevel(c Curve, x float64) float64 {
	return math.Log1p(-c.Theta) * math.Exp(c.C*math.Log(x))
}

func weibullCheck(c Curve, report func(string, float64, string)) {
	checkFraction("theta", c.Theta, report)
	checkPositive("c", c.C, report)
}
