package dist

import (
	"fmt"
	"math"
)

// gamma is the gamma law with shape k. In terms of t = ln(x/mean) its density
// is log-concave with its maximum at t = 0:
//
//	ln density = k (t - (e^t - 1)) + constant
type gamma struct {
	bell    *bell
	k, mean float64
}

// Gamma returns the gamma law with a mean and a standard deviation above 0:
// shape k = (mean/sd)^2, scale mean/k.
func Gamma(mean, sd float64) (Dist, error) {
	if !finite(mean, sd) || !(mean > 0 && sd > 0) {
		return nil, fmt.Errorf("gamma needs a mean and a standard deviation above 0, found %v, %v", mean, sd)
	}
	ratio := mean / sd
	if !(ratio >= 1e-6 && ratio <= 1e12) {
		return nil, fmt.Errorf("gamma needs a standard deviation of a size like its mean, found %v, %v", mean, sd)
	}
	k := ratio * ratio
	d := gamma{newBell(newGammaShape(k)), k, mean}
	if !drawable(d) {
		return nil, fmt.Errorf("gamma of %v, %v has values too large to calculate with", mean, sd)
	}
	return d, nil
}

func (d gamma) Quantile(u float64) float64 { return d.mean * math.Exp(d.bell.quantile(u)) }
func (d gamma) upper(v float64) float64    { return d.mean * math.Exp(d.bell.quantileAbove(v)) }
func (d gamma) CDF(x float64) float64      { return d.below(x) }
func (d gamma) Mean() float64              { return d.mean }
func (d gamma) SD() float64                { return d.mean / math.Sqrt(d.k) }
func (d gamma) Support() (lo, hi float64)  { return 0, math.Inf(1) }

func (d gamma) below(x float64) float64 {
	if x <= 0 {
		return 0
	}
	return d.bell.below(d.logRatio(x))
}

func (d gamma) above(x float64) float64 {
	if x <= 0 {
		return 1
	}
	return d.bell.above(d.logRatio(x))
}

// logRatio returns ln(x/mean).
func (d gamma) logRatio(x float64) float64 {
	if math.Abs(x-d.mean) < d.mean/2 {
		return math.Log1p((x - d.mean) / d.mean)
	}
	return math.Log(x / d.mean)
}

// gammaShape is the density of a gamma law in the logarithm of x/mean.
type gammaShape struct {
	k    float64
	near series
}

func newGammaShape(k float64) *gammaShape {
	s := &gammaShape{k: k}
	for j := range s.near {
		s.near[j] = -k
	}
	return s
}

func (s *gammaShape) width() float64 { return 1 / math.Sqrt(s.k) }

func (s *gammaShape) logDensity(t float64) float64 {
	if math.Abs(t) < seriesReach {
		return s.near.value(t)
	}
	return s.k * (t - math.Expm1(t))
}

func (s *gammaShape) slope(t float64) float64 { return -s.k * math.Expm1(t) }
