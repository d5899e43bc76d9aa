package dist

import "math"

// numericMean returns the mean of l as an integral over its quantile.
func numericMean(l law) float64 {
	return expectation(l, func(x float64) float64 { return x })
}

// numericSD returns the standard deviation of l as an integral over its
// quantile.
func numericSD(l law) float64 {
	mean := numericMean(l)
	variance := expectation(l, func(x float64) float64 { return (x - mean) * (x - mean) })
	return math.Sqrt(variance)
}

// expectation returns E h(X) as
//
//	integral over z of h(Q(Phi(z))) phi(z) dz
//
// each tail being entered from its own side, over |z| <= 30: beyond, even the
// square of a lognormal with a coefficient of variation of 1e30 adds nothing,
// and up to there Phi is far from underflow.
func expectation(l law, h func(x float64) float64) float64 {
	f := func(z float64) float64 {
		weight := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		if z <= 0 {
			return weight * h(l.Quantile(Phi(z)))
		}
		return weight * h(l.upper(Phi(-z)))
	}
	const step, edge = 0.5, 30
	scale := 0.0
	for z := -float64(edge); z < edge; z += step {
		scale += math.Abs(gauss(f, z, z+step))
	}
	total, halvings := 0.0, mostHalvings
	for z := -float64(edge); z < edge; z += step {
		total += refine(f, z, z+step, gauss(f, z, z+step), 1e-15*scale, 40, &halvings)
	}
	return total
}

// mostHalvings bounds the work on a quantile that is rough from rounding: a
// law truncated to a sliver of its range has no more digits to give.
const mostHalvings = 4000

// refine halves [lo, hi], whose integral is estimated as whole, until the
// halves agree with the whole within tolerance, at most depth times in a row
// and while halvings last.
func refine(f func(float64) float64, lo, hi, whole, tolerance float64, depth int, halvings *int) float64 {
	mid := lo + (hi-lo)/2
	left, right := gauss(f, lo, mid), gauss(f, mid, hi)
	*halvings--
	if depth == 0 || *halvings < 0 || !(math.Abs(left+right-whole) > tolerance) {
		return left + right
	}
	return refine(f, lo, mid, left, tolerance, depth-1, halvings) + refine(f, mid, hi, right, tolerance, depth-1, halvings)
}

// Gauss-Legendre nodes and weights with eight points, upper half.
var gaussNodes = [4]float64{0.18343464249564980, 0.52553240991632899, 0.79666647741362674, 0.96028985649753623}
var gaussWeights = [4]float64{0.36268378337836198, 0.31370664587788729, 0.22238103445337447, 0.10122853629037626}

// gauss returns the integral of f over [lo, hi] by eight points.
func gauss(f func(float64) float64, lo, hi float64) float64 {
	mid, half := (lo+hi)/2, (hi-lo)/2
	sum := 0.0
	for i, x := range gaussNodes {
		sum += gaussWeights[i] * (f(mid-half*x) + f(mid+half*x))
	}
	return half * sum
}
