package dist

import (
	"fmt"
	"math"
)

// lognormal is the law of exp(mu + sigma Z), Q(u) = exp(mu + sigma * Z(u)).
type lognormal struct{ mu, sigma float64 }

// Lognormal returns the lognormal law whose own mean and standard deviation
// (not those of its logarithm) are given, both above 0:
//
//	sigma^2 = ln(1 + (sd/mean)^2),  mu = ln(mean) - sigma^2/2
func Lognormal(mean, sd float64) (Dist, error) {
	if !finite(mean, sd) || !(mean > 0 && sd > 0) {
		return nil, fmt.Errorf("lognormal needs a mean and a standard deviation above 0, found %v, %v", mean, sd)
	}
	cv := sd / mean
	variance := math.Log1p(cv * cv)
	if !finite(variance) || !(variance > 0) {
		return nil, fmt.Errorf("lognormal needs a standard deviation of a size like its mean, found %v, %v", mean, sd)
	}
	d := lognormal{math.Log(mean) - variance/2, math.Sqrt(variance)}
	if !drawable(d) {
		return nil, fmt.Errorf("lognormal of %v, %v has values too large to calculate with", mean, sd)
	}
	return d, nil
}

func (d lognormal) Quantile(u float64) float64 { return math.Exp(d.mu + d.sigma*Z(u)) }
func (d lognormal) upper(v float64) float64    { return math.Exp(d.mu - d.sigma*Z(v)) }
func (d lognormal) CDF(x float64) float64      { return d.below(x) }
func (d lognormal) Mean() float64              { return math.Exp(d.mu + d.sigma*d.sigma/2) }
func (d lognormal) Support() (lo, hi float64)  { return 0, math.Inf(1) }

func (d lognormal) SD() float64 { return d.Mean() * math.Sqrt(math.Expm1(d.sigma*d.sigma)) }

func (d lognormal) below(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return Phi((math.Log(x) - d.mu) / d.sigma)
}

func (d lognormal) above(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return Phi((d.mu - math.Log(x)) / d.sigma)
}
