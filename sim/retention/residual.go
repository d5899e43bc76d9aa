package retention

// ResidualLifetime returns the expected number of payments still to come, each
// discounted to now, from a customer who pays at renewals and is about to face
// renewal n >= 1 of the curve; discount is the rate per renewal as a fraction:
//
//	DERL = sum over j >= 0 of S(n+j)/S(n-1) / (1+discount)^j
//
// The payment at renewal n itself, if there is one, counts in full. It is +Inf
// where [Curve.Tail] is at g = 1/(1+discount).
//
// Source: Fader & Hardie, "Customer-Base Valuation in a Contractual Setting: The
// Perils of Ignoring Heterogeneity" (2010), whose table 3 it gives.
func (c *Curve) ResidualLifetime(n int, discount float64) float64 {
	stay := 1 - c.Hazard(n)
	if stay == 0 {
		return 0
	}
	return stay * c.Tail(float64(n), 1, 1, 1/(1+discount))
}
