package retention

// The shifted beta-geometric curve: each customer leaves with an own constant
// hazard p ~ Beta(alpha, beta), so that
//
//	h(r) = alpha / (alpha + beta + r - 1)
//	S(r) = B(alpha, beta + r) / B(alpha, beta)
//
// Source: Fader & Hardie, "How to Project Customer Retention" (2007).

func sbgHazard(c Curve, r float64) float64 { return c.Alpha / (c.Alpha + (c.Beta + (r - 1))) }

func sbgHazards(c Curve, dst []float64) {
	before := 0.0
	for i := range dst {
		dst[i] = c.Alpha / (c.Alpha + (c.Beta + before))
		before++
	}
}

func sbgLogStay(c Curve, from, to float64) float64 {
	return -logBetaRatio(c.Alpha, c.Beta+from, to-from)
}

func sbgLevel(c Curve, x float64) float64 { return -logGammaRise(c.Alpha, c.Beta+x) }

func sbgCheck(c Curve, report func(string, float64, string)) {
	checkPositive("alpha", c.Alpha, report)
	checkPositive("beta", c.Beta, report)
}
