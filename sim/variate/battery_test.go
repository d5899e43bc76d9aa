package variate

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

const batteryDraws = 40000

// battery draws from a count distribution and compares the frequencies in up to
// 24 cells of about equal probability with cdf, an independent distribution
// function. With 40,000 draws and 23 degrees of freedom the bound is met by a
// bias of the mean of 0.05 standard deviations, a variance off by 8 %, or a cell
// off by a quarter, in nine runs out of ten.
func battery(t *testing.T, name string, key Key, mean, sd float64, cdf func(k float64) float64, draw func(*Point) float64) {
	t.Helper()
	const cells = 24
	var edges, probs []float64
	before := 0.0
	add := func(k float64) {
		c := cdf(k)
		if c-before > 1e-3 && 1-c > 1e-3 {
			edges = append(edges, k)
			probs = append(probs, c-before)
			before = c
		}
	}
	last := -1.0
	for i := 1; i < cells; i++ {
		k := math.Floor(mean + sd*Normal(float64(i)/cells))
		if k = math.Max(k, last+1); k >= 0 {
			add(k)
			last = k
		}
	}
	probs = append(probs, 1-before)
	observed := make([]float64, len(probs))
	for i := range uint64(batteryDraws) {
		at := key.At(i)
		k := draw(&at)
		if !(k >= 0) || k != math.Trunc(k) {
			t.Fatalf("%s at U = %v: %v is no count", name, at.U, k)
		}
		cell := 0
		for cell < len(edges) && k > edges[cell] {
			cell++
		}
		observed[cell]++
	}
	for i := range probs {
		probs[i] *= batteryDraws
	}
	if len(probs) == 1 {
		rare(t, name, key, mean, cdf, draw)
		return
	}
	chiSquare(t, name, observed, probs)
}

// rare bounds the number of draws off the usual value, 0 or the largest, where
// the count is nearly always that: by the tails of its own distribution, which
// is Poisson.
func rare(t *testing.T, name string, key Key, mean float64, cdf func(float64) float64, draw func(*Point) float64) {
	t.Helper()
	usual := math.Round(mean)
	expected := batteryDraws * (1 - cdf(0))
	if usual > 0 {
		expected = batteryDraws * cdf(usual-1)
	}
	off := 0.0
	for i := range uint64(batteryDraws) {
		at := key.At(i)
		if draw(&at) != usual {
			off++
		}
	}
	law := distuv.Poisson{Lambda: expected}
	if upper := 1 - law.CDF(off-1); off > 0 && !(upper > falseAt) {
		t.Errorf("%s: %v draws are not %v, %v expected, tail %.2g", name, off, usual, expected, upper)
	}
	if lower := law.CDF(off); !(lower > falseAt) {
		t.Errorf("%s: %v draws are not %v, %v expected, tail %.2g", name, off, usual, expected, lower)
	}
}

func TestBatteryBinomial(t *testing.T) {
	for _, n := range []float64{1, 2, 5, 17, 60, 200, 1e3, 1e4, 1e6, 1e9} {
		for _, p := range []float64{1e-9, 1e-6, 1e-4, 3e-3, 0.03, 0.2, 0.5, 0.71, 0.96, 0.9999, 1 - 1e-6, 1 - 1e-9} {
			name := fmt.Sprintf("Binomial(%v, %v)", n, p)
			battery(t, name, Root(*seed).With(Name(name)), n*p, math.Sqrt(n*p*(1-p)), func(k float64) float64 {
				if k >= n {
					return 1
				}
				if n*p*(1-p) > 1e6 {
					return addedUp(n, p, k)
				}
				return mathext.RegIncBeta(n-k, k+1, 1-p)
			}, func(at *Point) float64 { return Binomial(n, p, at) })
		}
	}
}

func TestBatteryPoisson(t *testing.T) {
	for _, m := range []float64{1e-9, 1e-3, 0.05, 0.3, 1, 3, 4.4, 4.6, 7, 12, 39, 41, 200, 5e3, 1e6, 1e9} {
		name := fmt.Sprintf("Poisson(%v)", m)
		battery(t, name, Root(*seed).With(Name(name)), m, math.Sqrt(m), func(k float64) float64 {
			return mathext.GammaIncRegComp(k+1, m)
		}, func(at *Point) float64 { return Poisson(m, at) })
	}
}

func TestBatteryNegBinomial(t *testing.T) {
	for _, m := range []float64{1e-3, 0.3, 2, 6, 30, 300, 1e4, 1e6} {
		for _, d := range []float64{1.0001, 1.3, 2, 7, 50} {
			name := fmt.Sprintf("NegBinomial(%v, %v)", m, d)
			battery(t, name, Root(*seed).With(Name(name)), m, math.Sqrt(m*d), func(k float64) float64 {
				return mathext.RegIncBeta(m/(d-1), k+1, 1/d)
			}, func(at *Point) float64 { return NegBinomial(m, d, at) })
		}
	}
}

// addedUp returns P(X <= k) of a binomial by adding up probabilities. Gonum's
// incomplete beta function is off by 1e-2 at n = 1e9.
func addedUp(n, p, k float64) float64 {
	if p > 0.5 {
		return 1 - addedUp(n, 1-p, n-k-1)
	}
	l := binomialLaw(n, p)
	if k < l.mean {
		return l.probability(k) * (1 + wholeSum(&l, k, -1))
	}
	return 1 - l.probability(k)*wholeSum(&l, k, +1)
}
