package purchase

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// fewSteps is the length up to which a rise is summed by its recurrence, without
// the cancellation of two values at large arguments.
const fewSteps = 16

// logRise returns ln(Gamma(y+d) / Gamma(y)) for y > 0, d >= 0.
func logRise(y, d float64) float64 {
	if d <= fewSteps && d == math.Trunc(d) {
		product := 1.0
		for k := range int(d) {
			product *= y + float64(k)
		}
		return math.Log(product)
	}
	upper, _ := math.Lgamma(y + d)
	lower, _ := math.Lgamma(y)
	return upper - lower
}

// digammaRise returns psi(y+d) - psi(y), the derivative of logRise in y.
func digammaRise(y, d float64) (sum float64) {
	if d <= fewSteps && d == math.Trunc(d) {
		for k := range int(d) {
			sum += 1 / (y + float64(k))
		}
		return sum
	}
	return mathext.Digamma(y+d) - mathext.Digamma(y)
}

// trigammaRise returns psi'(y+d) - psi'(y), the derivative of digammaRise in y.
func trigammaRise(y, d float64) (sum float64) {
	if d <= fewSteps && d == math.Trunc(d) {
		for k := range int(d) {
			sum -= 1 / ((y + float64(k)) * (y + float64(k)))
		}
		return sum
	}
	return trigamma(y+d) - trigamma(y)
}

// trigamma is psi', Hurwitz's zeta(2, y).
func trigamma(y float64) float64 { return mathext.Zeta(2, y) }
