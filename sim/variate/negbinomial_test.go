package variate

import (
	"fmt"
	"math/big"
	"testing"
)

// bigNegBinomial takes f(0) from the sum of all ratios to it: dispersion^-r has
// no short exact form where r is a fraction.
func bigNegBinomial(mean, dispersion float64) *bigLaw {
	r := new(big.Float).Quo(newBig(mean), new(big.Float).Sub(newBig(dispersion), newBig(1)))
	theta := new(big.Float).Quo(new(big.Float).Sub(newBig(dispersion), newBig(1)), newBig(dispersion))
	ratio := func(k int) *big.Float {
		x := new(big.Float).Add(r, newBig(float64(k-1)))
		x.Mul(x, theta)
		return x.Quo(x, newBig(float64(k)))
	}
	total, f := newBig(1), newBig(1)
	last := 0
	for k := 1; ; k++ {
		f.Mul(f, ratio(k))
		total.Add(total, f)
		if float64(k) > mean && new(big.Float).Quo(f, total).Cmp(newBig(0x1p-130)) < 0 {
			last = k
			break
		}
	}
	var l bigLaw
	l.sumUp(new(big.Float).Quo(newBig(1), total), last, ratio)
	return &l
}

func TestNegBinomialIsTheInverse(t *testing.T) {
	for _, c := range []struct{ m, d float64 }{{1e-4, 700}, {0.5, 1000}, {30, 200}, {45, 300}, {400, 60}, {2000, 300}, {3000, 2000}} {
		l := bigNegBinomial(c.m, c.d)
		checkQuantile(t, l, fmt.Sprintf("NegBinomial(%v, %v)", c.m, c.d), func(at *Point) float64 { return NegBinomial(c.m, c.d, at) })
	}
	for _, m := range []float64{1e-6, 0.01, 0.5, 2, 4, 5, 10, 30, 45, 100, 400, 1500} {
		for _, d := range []float64{1 + 1e-9, 1.01, 1.1, 1.5, 2, 3, 5, 10, 30, 100} {
			l := bigNegBinomial(m, d)
			checkQuantile(t, l, fmt.Sprintf("NegBinomial(%v, %v)", m, d), func(at *Point) float64 { return NegBinomial(m, d, at) })
		}
	}
}
