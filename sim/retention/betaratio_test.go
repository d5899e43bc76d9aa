package retention

import (
	"math"
	"math/big"
	"testing"
)

// For a whole number d, B(a, y)/B(a, y+d) is the product of 1 + a/(y+i), i < d.
func TestLogBetaRatioIsTheLogOfAProduct(t *testing.T) {
	for _, a := range []float64{1e-6, 1e-3, .05, .9, 1, 3.8, 20, 1e3, 1e6} {
		for _, y := range []float64{1e-3, .1, 1, 9.99, 10, 11, 200, 1e4, 1e6} {
			sum := new(big.Float).SetPrec(200)
			product := big.NewFloat(1).SetPrec(200)
			for i := range 1000 {
				at := new(big.Float).SetPrec(200).Add(big.NewFloat(y), big.NewFloat(float64(i)))
				product.Mul(product, new(big.Float).SetPrec(200).Quo(new(big.Float).SetPrec(200).Add(at, big.NewFloat(a)), at))
				if d := i + 1; d != 1 && d != 2 && d != 10 && d != 1000 {
					continue
				}
				want := bigLog(sum.Sub(product, big.NewFloat(1)), product)
				got := logBetaRatio(a, y, float64(i+1))
				if !(math.Abs(got-want) <= 3e-14*want) {
					t.Errorf("a %v y %v d %v: %v, want %v (relative %.1e)", a, y, i+1, got, want, got/want-1)
				}
			}
		}
	}
}

// bigLog returns the log of product = 1 + excess.
func bigLog(excess, product *big.Float) float64 {
	if e, _ := excess.Float64(); e < .5 {
		return math.Log1p(e)
	}
	mantissa := new(big.Float)
	exponent := product.MantExp(mantissa)
	m, _ := mantissa.Float64()
	return math.Log(m) + float64(exponent)*math.Ln2
}

// Where y is far beyond a and a^2, B(a, y)/B(a, y+d) is (1 + d/y)^a.
func TestLogBetaRatioOfHugeSecondArguments(t *testing.T) {
	for _, a := range []float64{1e-3, .9, 3.8, 1e3, 1e6} {
		for _, y := range []float64{1e30, 1e60, 1e100, 1e200, 1e256} {
			for _, share := range []float64{1e-30, 1e-9, .3, 1, 40, 1e9} {
				d := y * share
				want := a * math.Log1p(d/y)
				if got := logBetaRatio(a, y, d); !(math.Abs(got-want) <= 1e-13*want+1e-9*math.Min(want, 1)) {
					t.Errorf("a %v y %v d %v: %v, want %v (relative %.1e)", a, y, d, got, want, got/want-1)
				}
			}
		}
	}
}
