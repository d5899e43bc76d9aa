package variate

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// TestGammaIsTheInverse compares P(shape, x) with U by an independent incomplete
// gamma function, and turns the difference into one of x by the density.
func TestGammaIsTheInverse(t *testing.T) {
	for _, shape := range []float64{1e-3, 0.01, 0.1, 0.5, 0.9, 1, 1.5, 3, 10, 30, 99, 101, 150, 199} {
		for _, u := range []float64{1e-12, 1e-6, 0.001, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1 - 1e-6, 1 - 1e-12} {
			x := Gamma(shape, &Point{U: u})
			if x == 0 {
				if corner := gammaCorner(shape, u); corner > 1e-300 {
					t.Errorf("Gamma(%v) at %v = 0, want about %v", shape, u, corner)
				}
				continue
			}
			lg, _ := math.Lgamma(shape)
			perLog := math.Exp(shape*math.Log(x) - x - lg) // dP / dlog x
			diff := mathext.GammaIncReg(shape, x) - u
			if u > 0.5 {
				diff = (1 - u) - mathext.GammaIncRegComp(shape, x)
			}
			if rel := math.Abs(diff / perLog); !(rel < 1e-10) {
				t.Errorf("Gamma(%v) at %v = %v, off by %.2g of itself", shape, u, x, rel)
			}
		}
	}
}

// TestGammaTailsAgree compares the three ways to the incomplete gamma function
// where two of them hold.
func TestGammaTailsAgree(t *testing.T) {
	for _, shape := range []float64{100, 300, 1e3, 1e4, 1e6} {
		for _, z := range []float64{-4, -2, -0.5, 0, 0.1, 1, 3, 6} {
			x := shape + z*math.Sqrt(shape)
			lower, upper, density := gammaTails(shape, x)
			if x < shape+1 {
				term, sum := 1.0, 1.0
				for n := 1.0; term > 1e-17*sum; n++ {
					term *= x / (shape + n)
					sum += term
				}
				if p := density / shape * sum; math.Abs(p/lower-1) > 1e-12 {
					t.Errorf("P(%v, %v) = %v by expansion, %v by series", shape, x, lower, p)
				}
			} else if q := density * gammaFraction(shape, x); math.Abs(q/upper-1) > 1e-12 {
				t.Errorf("Q(%v, %v) = %v by expansion, %v by fraction", shape, x, upper, q)
			}
		}
	}
}

// TestGammaExpansionIsSure compares the expansion, where it claims to be exact,
// with the iteration.
func TestGammaExpansionIsSure(t *testing.T) {
	sure := 0
	for shape := 50.0; shape < 1e12; shape *= 1.7 {
		for _, u := range []float64{0x1p-53, 1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1 - 1e-9, 1 - 0x1p-53} {
			x, ok := gammaExpand(shape, Normal(u))
			if !ok {
				continue
			}
			sure++
			if want := gammaRefine(shape, u, x); math.Abs(x/want-1) > 1e-10 {
				t.Errorf("Gamma(%v) at %v: %v by expansion, %v by iteration, %.2g", shape, u, x, want, x/want-1)
			}
		}
	}
	if sure < 100 {
		t.Errorf("the expansion was sure %d times only", sure)
	}
}

func TestGammaBattery(t *testing.T) {
	const draws, cells = 40000, 32
	for _, shape := range []float64{1e-3, 0.2, 1, 4, 80, 1e4, 1e12} {
		name := fmt.Sprintf("Gamma(%v)", shape)
		key := Root(*seed).With(Name(name))
		observed, expected := make([]float64, cells), make([]float64, cells)
		for i := range uint64(draws) {
			at := key.At(i)
			x := Gamma(shape, &at)
			lower, _, _ := gammaTails(shape, math.Max(x, math.SmallestNonzeroFloat64))
			if shape < 150 && x > 0 {
				lower = mathext.GammaIncReg(shape, x)
			}
			if x == 0 {
				lower = at.U // below the smallest number
			}
			observed[min(cells-1, int(lower*cells))]++
		}
		for i := range expected {
			expected[i] = draws / cells
		}
		chiSquare(t, name, observed, expected)
	}
}
