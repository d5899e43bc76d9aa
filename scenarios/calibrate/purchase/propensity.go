package purchase

import "math"

// overPropensity returns the expectation of g(p) for p ~ Beta(a, b), g being
// smooth and bounded by a power of 1/(1+pu), by the trapezium rule in
// y = log(p/(1-p)):
//
//	E[g] = sum of w(y) g(p(y)) / sum of w(y),   w(y) = p^a (1-p)^b
//
// Everything is analytic for |Im y| < pi and w decays exponentially on both
// sides, so the rule's error falls as exp(-2 pi^2 / step); a step of .5, or .6
// standard deviations of y where that is less, leaves about 1e-15.
func overPropensity(a, b float64, g func(p float64) float64) float64 {
	step := min(.5, .6*math.Sqrt(1/a+1/b))
	mode := math.Log(a / b)
	logWeight := func(y float64) float64 {
		if y > 0 {
			return -b*y - (a+b)*math.Log1p(math.Exp(-y))
		}
		return a*y - (a+b)*math.Log1p(math.Exp(y))
	}
	top := logWeight(mode)
	mass, sum := 0.0, 0.0
	add := func(y float64) bool {
		w := math.Exp(logWeight(y) - top)
		mass += w
		sum += w * g(1/(1+math.Exp(-y)))
		return w > 1e-18
	}
	add(mode)
	for k := 1.0; add(mode + k*step); k++ {
	}
	for k := 1.0; add(mode - k*step); k++ {
	}
	return sum / mass
}
