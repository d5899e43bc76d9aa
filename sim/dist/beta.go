package dist

import (
	"fmt"
	"math"
)

// beta is the beta law stretched to [low, high]. In terms of
// t = logit(x) - logit(mean) of the law on [0, 1], with p = mean, q = 1 - p
// and n = alpha + beta, its density is log-concave with its maximum at t = 0:
//
//	ln density = n (p t - ln(1 + p (e^t - 1))) + constant
type beta struct {
	bell      *bell
	p, q, n   float64
	low, high float64
}

// Beta returns the beta law on 0 to 1 with a mean and a standard deviation:
//
//	n = mean (1-mean)/sd^2 - 1,  alpha = n mean,  beta = n (1-mean)
//
// 0 < mean < 1 and 0 < sd < sqrt(mean (1-mean)), the standard deviation of a
// variable that is only ever 0 or 1.
func Beta(mean, sd float64) (Dist, error) {
	if !(mean > 0 && mean < 1 && sd > 0) {
		return nil, fmt.Errorf("beta needs a mean above 0 and below 1 and a standard deviation above 0, found %v, %v", mean, sd)
	}
	most := math.Sqrt(mean * (1 - mean))
	if !(sd < most) {
		return nil, fmt.Errorf("beta with mean %v needs a standard deviation below %.6g, found %v", mean, most, sd)
	}
	ratio := sd / most
	n := (1 - ratio) * (1 + ratio) / (ratio * ratio)
	d, err := newBeta(mean, 1-mean, n, 0, 1)
	if err != nil {
		return nil, fmt.Errorf("beta with mean %v and standard deviation %v: %w", mean, sd, err)
	}
	return d, nil
}

// newBeta returns the beta law on [low, high] with alpha = n p, beta = n q, or
// an error where it is a constant or two points to double precision.
func newBeta(p, q, n, low, high float64) (beta, error) {
	s := newBetaShape(p, q, n)
	switch {
	case !(s.width() >= 1e-12):
		return beta{}, fmt.Errorf("the spread is too small to calculate with; write the number itself")
	case !(n*math.Min(p, q) >= 1e-12):
		return beta{}, fmt.Errorf("the values are all but only the two ends; use bernoulli")
	}
	return beta{newBell(s), p, q, n, low, high}, nil
}

func (d beta) Quantile(u float64) float64 { return d.value(d.bell.quantile(u)) }
func (d beta) upper(v float64) float64    { return d.value(d.bell.quantileAbove(v)) }
func (d beta) CDF(x float64) float64      { return d.below(x) }
func (d beta) Mean() float64              { return between(d.low, d.high, d.p, d.q) }
func (d beta) Support() (lo, hi float64)  { return d.low, d.high }

func (d beta) SD() float64 {
	return (d.high - d.low) * math.Sqrt(d.p*d.q/(d.n+1))
}

func (d beta) below(x float64) float64 {
	switch {
	case x <= d.low:
		return 0
	case x >= d.high:
		return 1
	}
	return d.bell.below(d.logOdds(x))
}

func (d beta) above(x float64) float64 {
	switch {
	case x <= d.low:
		return 1
	case x >= d.high:
		return 0
	}
	return d.bell.above(d.logOdds(x))
}

// value returns the x at log-odds t from the mean.
func (d beta) value(t float64) float64 {
	if t > 0 {
		e := math.Exp(-t)
		s := d.p + d.q*e
		return between(d.low, d.high, d.p/s, d.q*e/s)
	}
	e := math.Exp(t)
	s := d.p*e + d.q
	return between(d.low, d.high, d.p*e/s, d.q/s)
}

// logOdds is the inverse of value.
func (d beta) logOdds(x float64) float64 {
	width := d.high - d.low
	y, z := (x-d.low)/width, (d.high-x)/width
	off := y - d.p
	if y > z {
		off = d.q - z
	}
	if math.Abs(off) < math.Min(d.p, d.q)/2 {
		return math.Log1p(off/d.p) - math.Log1p(-off/d.q)
	}
	return math.Log(y/d.p) - math.Log(z/d.q)
}

// betaShape is the density of a beta law in log-odds from its mean.
type betaShape struct {
	p, q, n float64
	near    series
}

func newBetaShape(p, q, n float64) *betaShape {
	s := &betaShape{p: p, q: q, n: n}
	// Cumulants of a Bernoulli variable: k_1 = p, k_(j+1) = p (1-p) dk_j/dp, as
	// polynomials in the smaller of p and q; k_j(q) = (-1)^j k_j(p).
	small, sign := p, 1.0
	if q < p {
		small, sign = q, -1
	}
	k := []float64{0, 1}
	for j := 2; j < len(s.near)+2; j++ {
		next := make([]float64, len(k)+1)
		for i := 1; i < len(k); i++ {
			next[i] += float64(i) * k[i]
			next[i+1] -= float64(i) * k[i]
		}
		k = next
		value := 0.0
		for i := len(k) - 1; i >= 0; i-- {
			value = value*small + k[i]
		}
		if j%2 == 1 {
			value *= sign
		}
		s.near[j-2] = -n * value
	}
	return s
}

func (s *betaShape) width() float64 { return 1 / math.Sqrt(s.n*s.p*s.q) }

func (s *betaShape) logDensity(t float64) float64 {
	switch {
	case math.Abs(t) < seriesReach:
		return s.near.value(t)
	case s.p <= s.q:
		return s.n * tilt(s.p, s.q, t)
	}
	return s.n * tilt(s.q, s.p, -t)
}

// tilt returns p t - ln(1 + p (e^t - 1)) for p <= q = 1-p: with p the smaller
// of the two its terms do not cancel.
func tilt(p, q, t float64) float64 {
	const nearOverflow = 700
	if t < nearOverflow {
		return p*t - math.Log1p(p*math.Expm1(t))
	}
	return p*t - (t + math.Log(p+q*math.Exp(-t)))
}

func (s *betaShape) slope(t float64) float64 {
	switch {
	case math.Abs(t) < seriesReach:
		return s.near.slope(t)
	case t > 0:
		e := math.Exp(-t)
		return s.n * s.p * s.q * math.Expm1(-t) / (s.p + s.q*e)
	}
	return -s.n * s.p * s.q * math.Expm1(t) / (s.q + s.p*math.Exp(t))
}
