package dist

import "math"

// Dist is a one-dimensional law of an uncertain input, drawn through its
// quantile function: one uniform gives one value, and a larger uniform never
// gives a smaller value.
type Dist interface {
	// Quantile returns the smallest x with P(X <= x) >= u, for u in (0, 1). At
	// and beyond 0 and 1 it returns the ends of the support; NaN gives NaN.
	Quantile(u float64) float64

	// CDF returns P(X <= x).
	CDF(x float64) float64

	// Mean returns the expectation of X.
	Mean() float64

	// SD returns the standard deviation of X, +Inf where it overflows.
	SD() float64

	// Support returns the smallest interval that holds every value; its ends
	// may be infinite.
	Support() (lo, hi float64)
}

// law is what the laws of this package can do beyond Dist: look at both tails
// without the cancellation in 1 - CDF, and tell "below" from "at most" where
// single values have a probability.
type law interface {
	Dist
	below(x float64) float64 // P(X < x)
	above(x float64) float64 // P(X > x)
	upper(v float64) float64 // largest x with P(X >= x) >= v: the quantile at 1-v
}

// asLaw returns d itself, or wraps a Dist from elsewhere as a law without
// atoms, whose upper tail is only as precise as 1 - CDF.
func asLaw(d Dist) law {
	if l, ok := d.(law); ok {
		return l
	}
	return foreign{d}
}

type foreign struct{ Dist }

func (f foreign) below(x float64) float64 { return f.CDF(x) }
func (f foreign) above(x float64) float64 { return 1 - f.CDF(x) }
func (f foreign) upper(v float64) float64 { return f.Quantile(1 - v) }

// Outside returns the probability that a draw leaves [lo, hi], the ends being
// inside. It keeps its relative precision in far tails. NaN bounds give NaN.
func Outside(d Dist, lo, hi float64) float64 {
	if math.IsNaN(lo) || math.IsNaN(hi) {
		return math.NaN()
	}
	if lo > hi {
		return 1
	}
	l := asLaw(d)
	return math.Min(1, l.below(lo)+l.above(hi))
}

// largest bounds what this package calculates with, so that sums and products
// of a few numbers of a law cannot overflow.
const largest = 1e300

// finite reports whether every x is a number within -largest to largest.
func finite(xs ...float64) bool {
	for _, x := range xs {
		if !(math.Abs(x) <= largest) {
			return false
		}
	}
	return true
}

// drawable reports whether every draw of l is finite: uniforms lie between
// 2^-53 and 1 - 2^-53.
func drawable(l law) bool {
	return finite(l.Quantile(smallestUniform), l.upper(smallestUniform))
}

// clamp returns x moved into [lo, hi].
func clamp(x, lo, hi float64) float64 {
	if x < lo {
		return lo
	}
	if x > hi {
		return hi
	}
	return x
}
