package purchase

import "math"

// Survival returns the probability that a new customer is still alive at time t
// after the first purchase, t >= 0:
//
//	S(t) = E[exp(-lambda p t)] = 2F1(r, a; a+b; -t/alpha)
//
// for drop-outs are the share p of a Poisson process of rate lambda.
func (m BGNBD) Survival(t float64) float64 {
	u := t / m.Alpha
	z := u / (1 + u)
	if m.series(u, z) {
		// 15.3.4 of Abramowitz & Stegun keeps the series' terms of one sign.
		return math.Exp(-m.A*math.Log1p(u)) * hypergeometric(m.A+m.B-m.R, m.A, m.A+m.B, z)
	}
	return overPropensity(m.A, m.B, m.steepness(u), func(p float64) float64 {
		return math.Exp(-m.R * math.Log1p(p*u))
	})
}

// ExpectedPurchases returns the expected number of repeat purchases of a new
// customer by time t >= 0 after the first one:
//
//	E[X(t)] = (a+b-1)/(a-1) [1 - (alpha/(alpha+t))^r 2F1(r, b; a+b-1; t/(alpha+t))]
//
// and its limits where a = 1 or a + b = 1. Source: Fader, Hardie & Lee (2005),
// eq. 9.
func (m BGNBD) ExpectedPurchases(t float64) float64 {
	u := t / m.Alpha
	z := u / (1 + u)
	if m.series(u, z) && math.Abs(m.A-1) > 1e-3 && math.Abs(m.A+m.B-1) > .02 && u > 1e-3 {
		// Euler's transformation (15.3.3) takes the power of 1 - z = alpha/(alpha+t)
		// out of the series.
		c := m.A + m.B - 1
		rest := math.Exp((1-m.A)*math.Log1p(u)) * hypergeometric(c-m.R, m.A-1, c, z)
		return c / (m.A - 1) * (1 - rest)
	}
	// Given lambda and p, E[X] = (1 - exp(-lambda p t))/p; lambda integrated out.
	return overPropensity(m.A, m.B, m.steepness(u), func(p float64) float64 {
		if p*u < 1e-290 {
			return m.R * u
		}
		return -math.Expm1(-m.R*math.Log1p(p*u)) / p
	})
}

// series says whether the hypergeometric series is short and free of
// cancellation and overflow: with its terms of one sign it is at most
// (1-z)^-a = (1+u)^a.
func (m BGNBD) series(u, z float64) bool {
	return z <= seriesLimit && m.A+m.B-m.R > -4 && m.A*math.Log1p(u) < 500
}

// steepness bounds how fast the logarithms of what is averaged over p change in p
// and in 1-p.
func (m BGNBD) steepness(u float64) float64 { return 1 + m.A + m.B + (m.R+1)*(1+u) }

// PAlive returns the probability that a customer with history s is still alive at
// T, in the form that cannot overflow:
//
//	P = 1 / (1 + [x > 0] a/(b+x-1) ((alpha+T)/(alpha+t_x))^(r+x))
//
// It is 1 for a customer without repeat purchases. Source: Fader, Hardie & Lee,
// "Computing P(alive) Using the BG/NBD Model" (2008).
func (m BGNBD) PAlive(s Summary) float64 {
	if s.X == 0 {
		return 1
	}
	logOdds := math.Log(m.A) - math.Log(m.B+s.X-1) +
		(m.R+s.X)*math.Log1p((s.T-s.Tx)/(m.Alpha+s.Tx))
	return 1 / (1 + math.Exp(logOdds))
}

// Posterior returns what a customer with history s is from T on if still alive: a
// new customer of a BG/NBD with parameters r+x, alpha+T, a, b+x (the likelihood
// of having survived is lambda^x (1-p)^x exp(-lambda T), conjugate to the
// priors). It depends on s by x and T alone.
func (m BGNBD) Posterior(s Summary) BGNBD {
	return BGNBD{R: m.R + s.X, Alpha: m.Alpha + s.T, A: m.A, B: m.B + s.X}
}

// ConditionalPurchases returns the expected number of purchases, in the time t
// after T, of a customer with history s:
//
//	E[Y(t) | x, t_x, T] = P(alive) E[X(t)] of the Posterior
//
// which is eq. 10 of Fader, Hardie & Lee (2005).
func (m BGNBD) ConditionalPurchases(s Summary, t float64) float64 {
	return m.PAlive(s) * m.Posterior(s).ExpectedPurchases(t)
}

// ConditionalSurvival returns the probability that a customer with history s is
// alive at time t after T; at t = 0 it is PAlive.
func (m BGNBD) ConditionalSurvival(s Summary, t float64) float64 {
	return m.PAlive(s) * m.Posterior(s).Survival(t)
}
