package retention

import "math"

// The constant curve: h(r) = rate. Lifetimes are geometric.

func constantHazard(c Curve, _ float64) float64 { return c.Rate }

func constantHazards(c Curve, dst []float64) {
	for i := range dst {
		dst[i] = c.Rate
	}
}

func constantLogStay(c Curve, from, to float64) float64 {
	if from == to {
		return 0
	}
	return math.Log1p(-c.Rate) * (to - from)
}

func constantLevel(c Curve, x float64) float64 { return math.Log1p(-c.Rate) * x }

func constantCheck(c Curve, report func(string, float64, string)) {
	checkFraction("rate", c.Rate, report)
}
