package variate

import "math"

// expansionReach is the square of the |w| up to which the margins of smooth and
// smoother have been established.
const expansionReach = 25

// smooth returns the Cornish-Fisher quantile x of a count to four terms, and a
// margin: the smallest k with F(k) >= Phi(w) is the nearest whole number to x
// where x keeps farther than margin from the marks half-way between them.
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
//
// For Poisson these are the terms of Giles, "Algorithm 955: Approximation of the
// Inverse Poisson Cumulative Distribution Function", ACM TOMS 42 (2016).
//
// The first term left out is of order w^5/v^(3/2). Measured at every step of F
// for means from 4 up, the error times v^(3/2) stays below half of 0.05 +
// 0.002 w^6 while w^2 <= expansionReach and s <= 1; the last part of the margin
// is rounding. Wherever the margin is below 1/2, x increases with w.
func smooth(mean, v, s, w float64) (x, margin float64) {
	t := s * s
	ww := w * w
	e := 1 / v
	sigma := math.Sqrt(v)
	odd := 1 + e*((3-7*t)+ww*(t-3))*(1.0/144)
	even := (ww-1)*(1.0/6) + e*(9-t)*(ww*(7.0/6480)+ww*ww*(1.0/2160)-1.0/405)
	x = mean + (s*even + sigma*w*odd)
	margin = (0.05+0.002*(ww*ww*ww))*(e*e*sigma) + rounding(mean)
	return x, margin
}

// smoother is smooth with a fifth term,
//
//	(w A + w^3 B + w^5 C) / sigma^3,
//
// and a narrower margin: the error times v^2 stays below half of 0.05 +
// 0.0036 w^6.
func smoother(mean, v, s, w float64) (x, margin float64) {
	x, _ = smooth(mean, v, s, w)
	t := s * s
	ww := w * w
	e := 1 / v
	x += w * math.Sqrt(v) * e * e * ((181.0/23040 + t*(349.0/34560-t*(433.0/622080))) +
		ww*(t*(t*(1.0/2430)-59.0/17280)-1.0/1920) +
		ww*ww*(t*(t*(1.0/69120)-1.0/1280)-13.0/23040))
	margin = (0.05+0.0036*(ww*ww*ww))*(e*e) + rounding(mean)
	return x, margin
}

// nearest returns the count at x, and whether the margin lets it be certain.
func nearest(x, margin, w float64) (k float64, sure bool) {
	const round = 0x1.8p52
	k = (x + round) - round
	return k, math.Abs(x-k) < 0.5-margin && w*w < expansionReach
}

// quick is nearest at the quantile of smooth.
func quick(mean, v, s, w float64) (k float64, sure bool) {
	x, margin := smooth(mean, v, s, w)
	return nearest(x, margin, w)
}

// rounding bounds the error that float64 adds to an expansion.
func rounding(mean float64) float64 { return 4e-16 * mean }
