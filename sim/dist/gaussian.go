package dist

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Z returns the standard normal quantile at u (Wichura 1988, AS 241), -Inf at
// and below 0, +Inf at and above 1.
func Z(u float64) float64 {
	switch {
	case u <= 0:
		return math.Inf(-1)
	case u >= 1:
		return math.Inf(1)
	}
	return mathext.NormalQuantile(u)
}

// Phi returns the standard normal probability of a value of z or less. Its
// relative precision holds in the lower tail; the upper tail is Phi(-z).
func Phi(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// z95 is the standard normal quantile at 0.95.
const z95 = 1.6448536269514727
