package variate

import "math"

// NegBinomial returns a negative binomial count of the given mean and of
// variance dispersion x mean: the smallest k with P(X <= k) >= U. It is a
// Poisson count whose mean is gamma distributed with shape r =
// mean/(dispersion-1), so that P(X = 0) = dispersion^-r.
//
// dispersion <= 1 gives Poisson. The count is 0 for mean <= 0, +Inf for +Inf,
// and NaN if mean or dispersion is NaN or dispersion is infinite.
func NegBinomial(mean, dispersion float64, at *Point) float64 {
	if dispersion <= 1 {
		return Poisson(mean, at)
	}
	if !(dispersion < math.Inf(1)) {
		return math.NaN()
	}
	if !(mean > 0 && mean < maxMean) {
		return extremeMean(mean)
	}
	extra := dispersion - 1
	skew := 2*dispersion - 1
	v := mean * dispersion
	// The expansion is one in skew/sqrt(v); its error, not that of rounding, grows
	// as skew^5.
	expands := skew*skew <= 0.2*v && mean >= climbMean
	var guess float64
	if expands {
		x, margin := smoother(mean, v, skew, at.Z())
		if k, sure := nearest(x, rounding(mean)+(margin-rounding(mean))*skew*skew*skew*skew*skew, at.Z()); sure {
			return max(k, 0)
		}
		guess = x
	}
	zeroLog := mean * (math.Log1p(extra) / extra) // -log P(X = 0)
	most := climbExactMean
	if !expands {
		most = 200
	}
	if mean < most && at.U < climbTop && zeroLog < 700 {
		theta := extra / dispersion
		if k := climb(expNeg(zeroLog), theta, mean/dispersion-theta, at.U); k >= 0 {
			return k
		}
	}
	if !expands {
		guess = Gamma(mean/extra, at) * extra
	}
	l := negBinomialLaw(mean, dispersion)
	return l.settle(target{u: at.U, v: 1 - at.U}, guess)
}
