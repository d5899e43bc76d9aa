package purchase

import "math"

// overPropensity returns the expectation of g(p) for p ~ Beta(a, b) by the
// trapezium rule in y = log(p/(1-p)):
//
//	E[g] = sum of w(y) g(p(y)) / sum of w(y),   w(y) = p^a (1-p)^b
//
// g has to be analytic and bounded for |Im y| < pi/2, as negative powers of 1 + pu
// are for u > 0. w decays exponentially on both sides, so the rule's error falls as
// exp(-pi^2 / step); a step of .25, or .6 standard deviations of y where that is
// less, leaves about 1e-15.
//
// g and w have to be proportional to their limits within rounding where p, or
// 1-p, times steepness is below 1e-17: from there the nodes are summed as a
// geometric series, so that their number is some hundreds however small a and b
// are.
func overPropensity(a, b, steepness float64, g func(p float64) float64) float64 {
	step := min(.25, .6*math.Sqrt(1/a+1/b))
	mode := math.Log(a / b)
	logWeight := func(y float64) float64 {
		if y > 0 {
			return -b*y - (a+b)*math.Log1p(math.Exp(-y))
		}
		return a*y - (a+b)*math.Log1p(math.Exp(y))
	}
	top := logWeight(mode)
	mass, sum := 0.0, 0.0
	add := func(w, y float64) {
		mass += w
		sum += w * g(1/(1+math.Exp(-y)))
	}
	// walk adds the nodes on one side of the mode, where w ends as exp(-decay |y|).
	walk := func(stride, decay float64) {
		for y := mode + stride; ; y += stride {
			w := math.Exp(logWeight(y) - top)
			if y*stride > 0 && math.Exp(-math.Abs(y))*steepness < 1e-17 {
				add(w/-math.Expm1(-decay*step), y)
				return
			}
			if add(w, y); w < 1e-18 {
				return
			}
		}
	}
	add(1, mode)
	walk(step, b)
	walk(-step, a)
	return sum / mass
}
