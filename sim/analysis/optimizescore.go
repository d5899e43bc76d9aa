package analysis

import (
	"math"
	"slices"

	"holdfast/sim/summary"
)

// score is an objective's value of gains and the influence of each trial on it:
// the standard deviation of the influences over the root of their number is
// the value's standard error, and that of their differences the error of a
// difference.
//
//	mean         x
//	p10          (0.1 - [x <= q]) / f(q), f by differences of quantiles
//	cvar5        q + min(x - q, 0) / 0.05
//	probability  [x > 0]
//
// Source: Serfling, "Approximation Theorems of Mathematical Statistics" (1980),
// section 6; Siddiqui (1960) for the density.
func (o Objective) score(gains, scores []float64) (value float64, influence []float64) {
	n := len(gains)
	scores = slices.Grow(scores[:0], n)[:n]
	switch o {
	case ObjectiveP10:
		value = quantileScores(gains, scores)
	case ObjectiveCVaR5:
		sorted := slices.Clone(gains)
		value = summary.CVaR(sorted, 0.05)
		var q [1]float64
		summary.Quantiles(slices.Clone(gains), []float64{0.05}, q[:])
		for i, x := range gains {
			scores[i] = q[0] + math.Min(x-q[0], 0)/0.05
		}
	case ObjectiveProbability:
		hits := 0.0
		for i, x := range gains {
			if scores[i] = 0; x > 0 {
				scores[i] = 1
				hits++
			}
		}
		value = hits / float64(n)
	default:
		sum := 0.0
		for i, x := range gains {
			scores[i] = x
			sum += x
		}
		value = sum / float64(n)
	}
	return value, scores
}

func quantileScores(gains, scores []float64) float64 {
	const p = 0.1
	h := math.Min(0.08, 0.4/math.Cbrt(float64(len(gains))))
	var q [3]float64
	summary.Quantiles(slices.Clone(gains), []float64{p - h, p, p + h}, q[:])
	sparsity := (q[2] - q[0]) / (2 * h)
	for i, x := range gains {
		if scores[i] = p * sparsity; x <= q[1] {
			scores[i] = (p - 1) * sparsity
		}
	}
	return q[1]
}

func spread(values []float64) float64 {
	var m summary.Moments
	m.AddAll(values)
	return m.SD()
}
