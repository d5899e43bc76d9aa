package variate

import (
	"math"
	"testing"
)

// TestMargins measures the expansions at every step of exact distribution
// functions with w^2 <= expansionReach, and asks for half the margin to spare.
func TestMargins(t *testing.T) {
	check := func(l *bigLaw, mean, v, s float64) {
		for k := range l.cdf {
			w := Normal(l.cdf[k])
			if l.cdf[k] > 0.5 {
				w = -Normal(l.sf[k])
			}
			if w*w > expansionReach || math.IsInf(w, 0) {
				continue
			}
			for i, f := range []func(mean, v, s, w float64) (float64, float64){smooth, smoother} {
				x, margin := f(mean, v, s, w)
				margin *= math.Max(1, math.Pow(s, 4+float64(i)))
				if off := math.Abs(x - (float64(k) + 0.5)); off > margin/2+1e-12*(1+mean) {
					t.Errorf("expansion %d, mean %v, variance %v, skew %v: off by %.3g at the step of %d (w = %.2f), margin %.3g", i, mean, v, s, off, k, w, margin)
				}
			}
		}
	}
	for mean := 4.0; mean < 1500; mean *= 1.19 {
		check(bigPoisson(mean), mean, mean, 1)
		for _, p := range []float64{0.5, 0.48, 0.4, 0.3, 0.2, 0.12, 0.05, 0.01, 1e-3} {
			n := math.Round(mean / p)
			check(bigBinomial(int(n), p), n*p, n*p*(1-p), 1-2*p)
		}
		for _, d := range []float64{1.05, 1.5, 2.5, 5, 12} {
			if s := 2*d - 1; s*s <= 0.2*mean*d && mean*d < 2000 {
				check(bigNegBinomial(mean, d), mean, mean*d, s)
			}
		}
	}
}

// TestExpansionsRise: where the margin is below 1/2, so that a count may be
// called certain, the quantile increases with w.
func TestExpansionsRise(t *testing.T) {
	for mean := 4.0; mean < 1e6; mean *= 1.1 {
		for _, p := range []float64{0.5, 0.45, 0.35, 0.2, 0.1, 0.01, 0} {
			v, s := mean*(1-p), 1-2*p
			for i, f := range []func(mean, v, s, w float64) (float64, float64){smooth, smoother} {
				last := math.Inf(-1)
				for w := -5.0; w <= 5; w += 0.01 {
					x, margin := f(mean, v, s, w)
					if margin >= 0.5 {
						continue
					}
					if x <= last {
						t.Fatalf("expansion %d, variance %v, skew %v falls at w = %v", i, v, s, w)
					}
					last = x
				}
			}
		}
	}
}
