package dist

import (
	"fmt"
	"math"
	"sort"
)

// discrete is a law on finitely many values.
type discrete struct {
	values  []float64 // increasing, each with a probability above 0
	atMost  []float64 // P(X <= values[i])
	atLeast []float64 // P(X >= values[i])
}

// Discrete returns the law that takes values[i] with probabilities[i]. The
// probabilities add up to 1 within 1e-9 (and are then scaled to do so exactly);
// equal values are taken together, and those of probability 0 are dropped.
func Discrete(values, probabilities []float64) (Dist, error) {
	if len(values) == 0 || len(values) != len(probabilities) {
		return nil, fmt.Errorf("discrete needs a probability for each value, found %d values and %d probabilities",
			len(values), len(probabilities))
	}
	sum := 0.0
	for i, p := range probabilities {
		if !finite(values[i]) {
			return nil, fmt.Errorf("discrete needs finite values, found %v", values[i])
		}
		if !(p >= 0 && p <= 1) {
			return nil, fmt.Errorf("discrete needs probabilities from 0 to 1, found %v for the value %v", p, values[i])
		}
		sum += p
	}
	if !(math.Abs(sum-1) <= 1e-9) {
		return nil, fmt.Errorf("discrete needs probabilities that add up to 1, found a sum of %v", sum)
	}
	return newDiscrete(values, probabilities), nil
}

// newDiscrete sorts, merges and scales; some weight is above 0.
func newDiscrete(values, weights []float64) *discrete {
	order := make([]int, 0, len(values))
	for i, w := range weights {
		if w > 0 {
			order = append(order, i)
		}
	}
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if values[a] != values[b] {
			return values[a] < values[b]
		}
		return weights[a] < weights[b] // the order of the arguments must not show in rounding
	})
	d := &discrete{}
	var p []float64
	for _, i := range order {
		if n := len(d.values); n > 0 && d.values[n-1] == values[i] {
			p[n-1] += weights[i]
			continue
		}
		d.values = append(d.values, values[i])
		p = append(p, weights[i])
	}
	d.atMost, d.atLeast = make([]float64, len(p)), make([]float64, len(p))
	sum := 0.0
	for i := range p {
		sum += p[i]
		d.atMost[i] = sum
	}
	back := 0.0
	for i := len(p) - 1; i >= 0; i-- {
		back += p[i]
		d.atLeast[i] = back / sum
		d.atMost[i] /= sum
	}
	d.atLeast[0] = 1
	return d
}

func (d *discrete) Quantile(u float64) float64 {
	if math.IsNaN(u) {
		return u
	}
	i := sort.Search(len(d.values)-1, func(i int) bool { return d.atMost[i] >= u })
	return d.values[i]
}

func (d *discrete) upper(v float64) float64 {
	if math.IsNaN(v) {
		return v
	}
	i := sort.Search(len(d.values)-1, func(i int) bool { return !(d.atLeast[i+1] >= v) })
	return d.values[i]
}

func (d *discrete) CDF(x float64) float64 {
	i := sort.Search(len(d.values), func(i int) bool { return d.values[i] > x })
	if i == 0 {
		return 0
	}
	return d.atMost[i-1]
}

func (d *discrete) below(x float64) float64 {
	i := sort.SearchFloat64s(d.values, x)
	if i == 0 {
		return 0
	}
	return d.atMost[i-1]
}

func (d *discrete) above(x float64) float64 {
	i := sort.Search(len(d.values), func(i int) bool { return d.values[i] > x })
	if i == len(d.values) {
		return 0
	}
	return d.atLeast[i]
}

// probability returns P(X = values[i]) without cancellation in either tail.
func (d *discrete) probability(i int) float64 {
	if d.atMost[i] <= 0.5 {
		if i == 0 {
			return d.atMost[0]
		}
		return d.atMost[i] - d.atMost[i-1]
	}
	if i+1 == len(d.values) {
		return d.atLeast[i]
	}
	return d.atLeast[i] - d.atLeast[i+1]
}

func (d *discrete) Mean() float64 {
	mean := 0.0
	for i, x := range d.values {
		mean += d.probability(i) * x
	}
	return clamp(mean, d.values[0], d.values[len(d.values)-1])
}

func (d *discrete) SD() float64 {
	mean, ss := d.Mean(), 0.0
	for i, x := range d.values {
		ss += d.probability(i) * (x - mean) * (x - mean)
	}
	return math.Sqrt(ss)
}

func (d *discrete) Support() (lo, hi float64) {
	return d.values[0], d.values[len(d.values)-1]
}
