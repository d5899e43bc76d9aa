package variate

import "math"

const (
	// climbMax bounds the counts that climb can return.
	climbMax = 512
	// climbMean is the mean from which smooth is cheaper than climb.
	climbMean = 4.5
	// climbExactMean is the mean up to which climb decides where smoother cannot.
	climbExactMean = 40.0
	// climbTop is the highest probability that climb inverts: above it the
	// rounding of a sum near 1 would show in the upper tail, and settle takes over.
	climbTop = 1 - 1e-5
)

// reciprocal[k] is 1/k.
var reciprocal = func() (t [climbMax]float64) {
	for k := 1; k < climbMax; k++ {
		t[k] = 1 / float64(k)
	}
	return t
}()

// climb inverts a distribution of the Panjer class,
//
//	f(0) = first,  f(k) = f(k-1) (a + b/k),
//
// by adding up from zero: it returns the number of k with F(k) < u, that is the
// smallest k with F(k) >= u, or -1 if that is not reached below climbMax. Poisson
// is a = 0, binomial a < 0, negative binomial a > 0.
//
// Four candidates are compared per branch and counted by the sign of F(k) - u,
// because the branch of a one-by-one search would be mispredicted once a draw.
func climb(first, a, b, u float64) float64 {
	f0, cum := first, 0.0
	for k := 0; k < climbMax-4; k += 4 {
		rec := reciprocal[k+1 : k+5 : k+5]
		m1 := a + b*rec[0]
		m2 := a + b*rec[1]
		m3 := a + b*rec[2]
		m4 := a + b*rec[3]
		m12 := m1 * m2
		f1 := f0 * m1
		f2 := f0 * m12
		f3 := f2 * m3
		c0 := cum + f0
		c1 := c0 + f1
		c2 := c1 + f2
		c3 := c2 + f3
		below := math.Float64bits(c3-u) >> 63
		if below == 0 {
			below = math.Float64bits(c0-u)>>63 + math.Float64bits(c1-u)>>63 + math.Float64bits(c2-u)>>63
			return float64(k + int(below))
		}
		f0 = f2 * (m3 * m4)
		cum = c3
	}
	return -1
}
