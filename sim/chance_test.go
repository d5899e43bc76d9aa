package sim

import (
	"math"
	"testing"
)

// zBound is the normal quantile beyond which lies 1e-6 / 500 on both sides: the
// package makes fewer than 500 checks of random output.
const zBound = 6.0

// law is what a random count is expected to look like.
type law struct {
	mean, variance, kurtosis float64 // kurtosis: the fourth cumulant
}

func poissonLaw(mean float64) law { return law{mean, mean, mean} }

func binomialLaw(n, p float64) law {
	v := n * p * (1 - p)
	return law{n * p, v, v * (1 - 6*p*(1-p))}
}

func (a law) plus(b law) law {
	return law{a.mean + b.mean, a.variance + b.variance, a.kurtosis + b.kurtosis}
}

// follows checks the mean and the variance of values against a law.
func follows(tb testing.TB, what string, values []float64, want law) {
	tb.Helper()
	n := float64(len(values))
	mean, variance := moments(values)
	if e := zBound * math.Sqrt(want.variance/n); math.Abs(mean-want.mean) > e {
		tb.Errorf("%s: mean %.6g, want %.6g within %.2g", what, mean, want.mean, e)
	}
	spread := math.Sqrt(max(0, want.kurtosis/n) + 2*want.variance*want.variance/(n-1))
	if e := zBound * spread; math.Abs(variance-want.variance) > e {
		tb.Errorf("%s: variance %.6g, want %.6g within %.2g", what, variance, want.variance, e)
	}
}

// share checks how often something happened in n trials.
func share(tb testing.TB, what string, count, n, p float64) {
	tb.Helper()
	if e := zBound * math.Sqrt(n*p*(1-p)); math.Abs(count-n*p) > e {
		tb.Errorf("%s in %v of %v trials, want %.6g within %.3g", what, count, n, n*p, e)
	}
}

func moments(values []float64) (mean, variance float64) {
	mean = total(values) / float64(len(values))
	for _, x := range values {
		variance += (x - mean) * (x - mean)
	}
	return mean, variance / float64(len(values)-1)
}

// betaMean is the mean of f(p) over Beta(a, b): a midpoint rule after p = u^4,
// which tames the density's end at 0, for b >= 1.
func betaMean(a, b float64, f func(p float64) float64) float64 {
	const n = 20000
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	sum := 0.0
	for i := range n {
		u := (float64(i) + 0.5) / n
		p := u * u * u * u
		sum += math.Exp((a-1)*math.Log(p)+(b-1)*math.Log1p(-p)+lab-la-lb) * 4 * u * u * u * f(p)
	}
	return sum / n
}
