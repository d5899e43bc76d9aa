package variate

// Poisson returns a Poisson count of the given mean: the smallest k with
// P(X <= k) >= U. It is 0 for mean <= 0, and NaN for NaN. From a mean of 2^52 on,
// where float64 ends to hold every whole number, it is the mean itself.
func Poisson(mean float64, at *Point) float64 {
	if !(mean > 0 && mean < maxMean) {
		return extremeMean(mean)
	}
	if mean < climbMean {
		if at.U < climbTop {
			return climb(expNeg(mean), 0, mean, at.U)
		}
	} else if k, sure := quick(mean, mean, 1, at.Z()); sure {
		return max(k, 0)
	}
	x, margin := smoother(mean, mean, 1, at.Z())
	if mean >= climbMean {
		if k, sure := nearest(x, margin, at.Z()); sure {
			return max(k, 0)
		}
		if mean < climbExactMean && at.U < climbTop {
			if k := climb(expNeg(mean), 0, mean, at.U); k >= 0 {
				return k
			}
		}
	}
	l := poissonLaw(mean)
	return l.settle(target{u: at.U, v: 1 - at.U}, x)
}

// maxMean is the largest mean whose counts are all whole numbers of a float64.
const maxMean = 0x1p52

// extremeMean is the count for a mean of no chance, or too large for a whole
// number: the mean itself.
func extremeMean(mean float64) float64 {
	if mean <= 0 {
		return 0
	}
	return mean
}
