package dist

import "fmt"

// Bernoulli returns the law that is 1 with probability p and 0 otherwise,
// 0 <= p <= 1.
func Bernoulli(p float64) (Dist, error) {
	if !(p >= 0 && p <= 1) {
		return nil, fmt.Errorf("bernoulli needs a probability from 0 to 1, found %v", p)
	}
	return newDiscrete([]float64{0, 1}, []float64{1 - p, p}), nil
}
