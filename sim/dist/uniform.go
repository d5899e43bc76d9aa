package dist

import (
	"fmt"
	"math"
)

// uniform has the same density everywhere between low and high.
type uniform struct{ low, high float64 }

// Uniform returns the uniform law between low and high, low < high.
func Uniform(low, high float64) (Dist, error) {
	if !finite(low, high, high-low) || !(low < high) {
		return nil, fmt.Errorf("uniform needs low < high, found %v, %v", low, high)
	}
	return uniform{low, high}, nil
}

func (d uniform) Quantile(u float64) float64 { return between(d.low, d.high, u, 1-u) }
func (d uniform) upper(v float64) float64    { return between(d.low, d.high, 1-v, v) }
func (d uniform) CDF(x float64) float64      { return d.below(x) }
func (d uniform) Mean() float64              { return d.low/2 + d.high/2 }
func (d uniform) SD() float64                { return (d.high - d.low) / math.Sqrt(12) }
func (d uniform) Support() (lo, hi float64)  { return d.low, d.high }

func (d uniform) below(x float64) float64 {
	return clamp((x-d.low)/(d.high-d.low), 0, 1)
}

func (d uniform) above(x float64) float64 {
	return clamp((d.high-x)/(d.high-d.low), 0, 1)
}

// between returns the point a fraction p of the way from low to high, q being
// 1-p, measured from the nearer end and never outside the two.
func between(low, high, p, q float64) float64 {
	if p <= q {
		return clamp(low+(high-low)*p, low, high)
	}
	return clamp(high-(high-low)*q, low, high)
}
