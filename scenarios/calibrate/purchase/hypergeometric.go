package purchase

import "math"

// hypergeometric returns Gauss's 2F1(a, b; c; z) by its series
//
//	sum over n >= 0 of (a)_n (b)_n / (c)_n z^n / n!
//
// for 0 <= z <= seriesLimit and c neither 0 nor a negative whole number. Its
// relative error is a few units of the last place times the largest term over
// the sum, so callers bring a and b above -5 by Euler's transformation.
//
// Source: Abramowitz & Stegun, 15.1.1.
func hypergeometric(a, b, c, z float64) float64 {
	sum, term := 1.0, 1.0
	for n := 0.0; n < 1e6; n++ {
		ratio := (a + n) * (b + n) / ((c + n) * (n + 1)) * z
		term *= ratio
		sum += term
		if math.Abs(term) <= 1e-17*(1-z)*math.Abs(sum) && math.Abs(ratio) < 1 {
			break
		}
	}
	return sum
}

// seriesLimit is the largest z for which the series is short enough (some 800
// terms).
const seriesLimit = .95
