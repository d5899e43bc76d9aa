package summary

import "math"

// Share counts how often something held among the trials in which it could:
// the estimate of a probability. The zero value is empty and ready.
type Share struct {
	Hits, N int
}

// Add counts one trial in.
func (s *Share) Add(hit bool) {
	s.N++
	s.Hits += oneIf(hit)
}

// AddBetter counts one pair in, given its difference (scenario less the other):
// a hit if it is strictly better, more or, with lowerIsBetter, less. A NaN
// difference is left out.
func (s *Share) AddBetter(difference float64, lowerIsBetter bool) {
	if math.IsNaN(difference) {
		return
	}
	if lowerIsBetter {
		difference = -difference
	}
	s.Add(difference > 0)
}

// Merge counts in what o has counted. The order of merging does not matter.
func (s *Share) Merge(o Share) {
	s.Hits += o.Hits
	s.N += o.N
}

// P returns hits / trials, NaN without trials.
func (s Share) P() float64 {
	return float64(s.Hits) / float64(s.N)
}

// Wilson returns the score interval of P.
func (s Share) Wilson(conf float64) (lo, hi float64) {
	return Wilson(float64(s.Hits), float64(s.N), conf)
}
