package dist

import (
	"fmt"
	"math"
)

// leastMass is the least probability that a truncation may keep.
const leastMass = 1e-12

// truncated is the law of X given lo <= X <= hi, X without atoms.
type truncated struct {
	inner  law
	lo, hi float64 // within the support of inner
	under  float64 // P(X < lo)
	over   float64 // P(X > hi)
	mass   float64 // P(lo <= X <= hi)
}

// Truncated returns the law of X given that lo <= X <= hi, X having the law d:
//
//	Q(u) = Q_d(P(X < lo) + u P(lo <= X <= hi))
//
// Either end may be infinite. Keeping a probability below 1e-12 is an error.
func Truncated(d Dist, lo, hi float64) (Dist, error) {
	if !(lo < hi) {
		return nil, fmt.Errorf("truncated needs low < high, found %v, %v", lo, hi)
	}
	l := asLaw(d)
	under, over := l.below(lo), l.above(hi)
	mass := 1 - under - over
	switch {
	case under > 0.5:
		mass = l.above(lo) - over
	case over > 0.5:
		mass = l.below(hi) - under
	}
	first, last := l.Support()
	if first >= lo && last <= hi {
		return d, nil
	}
	switch atoms := l.(type) {
	case constant:
		mass = 0
	case empirical:
		var kept []float64
		for _, x := range atoms.values {
			if x >= lo && x <= hi {
				kept = append(kept, x)
			}
		}
		if len(kept) > 0 {
			return newEmpirical(kept), nil
		}
		mass = 0
	case *discrete:
		var kept, p []float64
		mass = 0
		for i, x := range atoms.values {
			if x >= lo && x <= hi {
				kept, p = append(kept, x), append(p, atoms.probability(i))
				mass += atoms.probability(i)
			}
		}
		if mass >= leastMass {
			return newDiscrete(kept, p), nil
		}
	}
	if !(mass >= leastMass) {
		return nil, fmt.Errorf("truncated to %v to %v keeps a probability of %.2g of its distribution, and needs %.0g or more",
			lo, hi, math.Max(0, mass), leastMass)
	}
	return truncated{l, math.Max(lo, first), math.Min(hi, last), under, over, mass}, nil
}

func (d truncated) Quantile(u float64) float64 { return d.at(u, 1-u) }
func (d truncated) upper(v float64) float64    { return d.at(1-v, v) }
func (d truncated) CDF(x float64) float64      { return d.below(x) }
func (d truncated) Mean() float64              { return numericMean(d) }
func (d truncated) SD() float64                { return numericSD(d) }
func (d truncated) Support() (lo, hi float64)  { return d.lo, d.hi }

// at returns the quantile at u = 1-v, looking at inner from its nearer tail.
func (d truncated) at(u, v float64) float64 {
	switch {
	case math.IsNaN(u):
		return u
	case u <= 0:
		return d.lo
	case v <= 0:
		return d.hi
	}
	if p := d.under + u*d.mass; p <= 0.5 {
		return clamp(d.inner.Quantile(p), d.lo, d.hi)
	}
	return clamp(d.inner.upper(d.over+v*d.mass), d.lo, d.hi)
}

func (d truncated) below(x float64) float64 {
	switch {
	case x <= d.lo:
		return 0
	case x >= d.hi:
		return 1
	}
	if p := d.inner.below(x); p <= 0.5 {
		return clamp((p-d.under)/d.mass, 0, 1)
	}
	return clamp(1-(d.inner.above(x)-d.over)/d.mass, 0, 1)
}

func (d truncated) above(x float64) float64 {
	switch {
	case x <= d.lo:
		return 1
	case x >= d.hi:
		return 0
	}
	if p := d.inner.above(x); p <= 0.5 {
		return clamp((p-d.over)/d.mass, 0, 1)
	}
	return clamp(1-(d.inner.below(x)-d.under)/d.mass, 0, 1)
}
