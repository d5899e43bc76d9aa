package dist

import (
	"fmt"
	"math"
	"sort"
)

// empirical takes each of its values with the same probability.
type empirical struct{ values []float64 } // sorted

// Empirical returns the law that takes each of the n values with probability
// 1/n. Its quantile is a step function over the sorted values,
//
//	Q(u) = x_(ceil(n u))
//
// so the order in which they are given does not matter. The slice is copied.
func Empirical(values []float64) (Dist, error) {
	if len(values) == 0 {
		return nil, fmt.Errorf("empirical needs at least one value, found none")
	}
	for i, x := range values {
		if !finite(x) {
			return nil, fmt.Errorf("empirical needs finite values, found %v as number %d", x, i+1)
		}
	}
	return newEmpirical(append([]float64(nil), values...)), nil
}

// newEmpirical keeps values and sorts them.
func newEmpirical(values []float64) empirical {
	sort.Float64s(values)
	return empirical{values}
}

func (d empirical) Quantile(u float64) float64 {
	if math.IsNaN(u) {
		return u
	}
	return d.values[d.rank(u)]
}

func (d empirical) upper(v float64) float64 {
	if math.IsNaN(v) {
		return v
	}
	return d.values[len(d.values)-1-d.rank(v)]
}

// rank returns ceil(n u) - 1 within 0 to n-1.
func (d empirical) rank(u float64) int {
	n := len(d.values)
	return int(clamp(math.Ceil(u*float64(n))-1, 0, float64(n-1)))
}

func (d empirical) CDF(x float64) float64 {
	return float64(d.firstAbove(x)) / float64(len(d.values))
}

func (d empirical) below(x float64) float64 {
	return float64(sort.SearchFloat64s(d.values, x)) / float64(len(d.values))
}

func (d empirical) above(x float64) float64 {
	return float64(len(d.values)-d.firstAbove(x)) / float64(len(d.values))
}

// firstAbove returns the number of values of x or less.
func (d empirical) firstAbove(x float64) int {
	return sort.Search(len(d.values), func(i int) bool { return d.values[i] > x })
}

func (d empirical) Mean() float64 {
	n, mean := float64(len(d.values)), 0.0
	for _, x := range d.values {
		mean += x / n
	}
	return clamp(mean, d.values[0], d.values[len(d.values)-1])
}

// SD is that of the law itself: it divides by n, not by n-1.
func (d empirical) SD() float64 {
	n, mean, ss := float64(len(d.values)), d.Mean(), 0.0
	for _, x := range d.values {
		ss += (x - mean) * (x - mean) / n
	}
	return math.Sqrt(ss)
}

func (d empirical) Support() (lo, hi float64) {
	return d.values[0], d.values[len(d.values)-1]
}
