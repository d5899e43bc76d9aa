package variate

import "math"

// expand returns the Cornish-Fisher quantile of a count to five terms: k + 1/2
// is to the right of it exactly where F(k) >= Phi(w), up to the margin that
// margin gives. So the count is its nearest whole number.
//
// The count has the given mean and variance v, and the skewness skew/sqrt(v);
// its higher cumulants are those of a law whose variance is a quadratic function
// of the mean (Morris 1982): binomial (skew = 1-2p), Poisson (1), negative
// binomial (2 dispersion - 1). Of each even cumulant Sheppard's correction for
// the unit lattice is taken off: 1/12, -1/120, ... With s = skew, t = s^2 and
// sigma = sqrt(v) the terms are
//
//	mean + sigma w
//	+ s (w^2 - 1)/6
//	+ (w (3-7t) + w^3 (t-3)) / (144 sigma)
//	+ s (9-t) (-1/405 + 7 w^2/6480 + w^4/2160) / v
//	+ (w A + w^3 B + w^5 C) / sigma^3
//
// For Poisson these are the terms of Giles, "Algorithm 955: Approximation of the
// Inverse Poisson Cumulative Distribution Function", ACM TOMS 42 (2016).
func expand(mean, v, s, w float64) float64 {
	t := s * s
	ww := w * w
	e := 1 / v
	odd := e * ((3-7*t)*(1.0/144) + ww*((t-3)*(1.0/144)))
	odd += e * e * ((181.0/23040 + t*(349.0/34560-t*(433.0/622080))) +
		ww*(t*(t*(1.0/2430)-59.0/17280)-1.0/1920) +
		ww*ww*(t*(t*(1.0/69120)-1.0/1280)-13.0/23040))
	even := (ww-1)*(1.0/6) + e*(9-t)*(ww*(7.0/6480)+ww*ww*(1.0/2160)-1.0/405)
	return mean + (s*even + math.Sqrt(v)*w*(1+odd))
}

// expandReach is the |w| up to which the margin of nearest has been established.
const expandReach = 5

// nearest returns the count of expand, and whether it is certain: whether the
// quantile keeps clear of the marks half-way between whole numbers by more than
// its error, and the count is inside 1..last, where there are steps of F on both
// sides to have measured that error at.
//
// The first term left out is of order w^6/v^2. Measured at every step of F, over
// means of 4 and more, the error times v^2 stays below half of 0.03 + 0.0025 w^6
// for |w| <= expandReach; the rest of the margin is rounding.
func nearest(mean, v, s, w, last, coarse float64) (k float64, sure bool) {
	const round = 0x1.8p52
	x := expand(mean, v, s, w)
	k = (x + round) - round
	ww := w * w
	margin := coarse*(0.03+0.0025*(ww*ww*ww))/(v*v) + 4e-16*mean
	sure = math.Abs(x-k) < 0.5-margin && ww < expandReach*expandReach && k >= 1 && k <= last
	return k, sure
}
