package summary

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// OrderInterval returns the ranks, 1 the smallest, of the two order statistics
// that enclose the quantile p of the distribution with a probability of at
// least conf, whatever the distribution, given n independent values. With B ~
// Binomial(n, p),
//
//	lo = max{l: P(B <= l-1) <= (1-conf)/2},  hi = min{u: P(B >= u) <= (1-conf)/2}
//
// so that neither end is missed with more than half of what is left. ok is
// false where n is too small for one of the ends to exist. Infinite values are
// ranked like others. Not for Latin hypercube or Sobol trials: see Between.
//
// Source: Conover, "Practical Nonparametric Statistics" (1999), section 3.2;
// David & Nagaraja, "Order Statistics" (2003), section 7.1.
func OrderInterval(n int, p, conf float64) (lo, hi int, ok bool) {
	if n < 1 || !(p > 0 && p < 1) || !(conf > 0 && conf < 1) {
		return 0, 0, false
	}
	tail := (1 - conf) / 2
	// P(B <= l-1) grows with l: the first l above the tail, less one.
	lo = sort.Search(n, func(i int) bool { return binomialUpTo(i, n, p) > tail })
	hi = 1 + sort.Search(n, func(i int) bool { return binomialFrom(i+1, n, p) <= tail })
	return lo, hi, lo >= 1 && hi <= n
}

// binomialUpTo returns P(B <= k), B ~ Binomial(n, p).
func binomialUpTo(k, n int, p float64) float64 {
	switch {
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return mathext.RegIncBeta(float64(n-k), float64(k+1), 1-p)
}

// binomialFrom returns P(B >= k), B ~ Binomial(n, p).
func binomialFrom(k, n int, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n:
		return 0
	}
	return mathext.RegIncBeta(float64(k), float64(n-k+1), p)
}

// Wilson returns the score interval for a probability of which k of n
// independent trials were hits: with z the normal quantile of (1+conf)/2 and
// q = k/n,
//
//	(q + z^2/2n -+ z sqrt(q(1-q)/n + z^2/4n^2)) / (1 + z^2/n)
//
// k may be fractional, where ties share a hit. Without trials the interval is
// 0 to 1; it starts at exactly 0 for k = 0 and ends at exactly 1 for k = n. Not
// for Latin hypercube or Sobol trials: see Between.
//
// Source: Wilson (1927); Brown, Cai & DasGupta, "Interval Estimation for a
// Binomial Proportion" (2001), eq. 4.
func Wilson(k, n, conf float64) (lo, hi float64) {
	if !(n > 0) {
		return 0, 1
	}
	z := distuv.UnitNormal.Quantile((1 + conf) / 2)
	q := k / n
	zz := z * z / n
	centre := q + zz/2
	half := math.Sqrt(zz * (q*(1-q) + zz/4))
	lo = max(0, (centre-half)/(1+zz))
	hi = min(1, (centre+half)/(1+zz))
	if k <= 0 {
		lo = 0
	}
	if k >= n {
		hi = 1
	}
	return lo, hi
}

// Estimate is a mean with its standard error and confidence interval.
type Estimate struct {
	Mean, StdErr float64
	Lo, Hi       float64
	Replicates   int // how many values it rests on
}

// Between estimates from independent replicates of a run, one value for each: a
// block's mean, quantile or share under Latin hypercube or Sobol sampling,
// where trials within a block are not independent but the blocks' scramblings
// are. With R replicates of mean m and standard deviation s,
//
//	StdErr = s / sqrt(R),  interval = m -+ t_{R-1, (1+conf)/2} StdErr
//
// NaN replicates are left out. With fewer than two, or where one is infinite,
// StdErr, Lo and Hi are NaN (the mean may be infinite).
//
// Source: Owen, "Monte Carlo theory, methods and examples", section 17.5.
func Between(replicates []float64, conf float64) Estimate {
	var m Moments
	for _, x := range replicates {
		m.Add(x)
	}
	e := Estimate{Mean: m.Expectation(), StdErr: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), Replicates: m.n + m.negInf + m.posInf}
	if m.n < 2 || m.negInf+m.posInf > 0 {
		return e
	}
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(m.n - 1)}.Quantile((1 + conf) / 2)
	e.StdErr = m.StdErr()
	e.Lo, e.Hi = e.Mean-t*e.StdErr, e.Mean+t*e.StdErr
	return e
}
