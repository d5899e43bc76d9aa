package variate

import (
	"fmt"
	"testing"
)

func TestBinomialIsTheInverse(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 10000, 100000} {
		for _, p := range []float64{1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2, 0.3, 0.45, 0.5, 0.55, 0.7, 0.9, 0.97, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12} {
			if float64(n)*p > 2000 {
				continue
			}
			l := bigBinomial(n, p)
			checkQuantile(t, l, fmt.Sprintf("Binomial(%d, %v)", n, p), func(at *Point) float64 { return Binomial(float64(n), p, at) })
		}
	}
}
func TestPoissonIsTheInverse(t *testing.T) {
	for _, m := range []float64{1e-12, 1e-9, 1e-6, 1e-3, 0.01, .1, .5, 1, 2, 4, 4.6, 5, 6, 8, 10, 15, 20, 30, 39, 41, 60, 100, 200, 500, 1000, 3000} {
		l := bigPoisson(m)
		checkQuantile(t, l, fmt.Sprintf("Poisson(%v)", m), func(at *Point) float64 { return Poisson(m, at) })
	}
}
