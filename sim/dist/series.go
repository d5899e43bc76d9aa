package dist

// seriesReach is how far from 0 a series is used: the nearest singularity of
// the cumulant functions below lies at a distance of pi or more.
const seriesReach = 0.1

// series is sum over j = 2..15 of series[j-2] t^j / j!: a log density near its
// maximum, where its closed form would cancel.
type series [14]float64

func (s *series) value(t float64) float64 {
	sum := 0.0
	for j := len(s) + 1; j >= 2; j-- {
		sum = (sum*t + s[j-2]) / float64(j)
	}
	return sum * t * t
}

// slope is the derivative of value.
func (s *series) slope(t float64) float64 {
	sum := 0.0
	for j := len(s) + 1; j >= 2; j-- {
		sum = (sum*t + s[j-2]) / float64(j-1)
	}
	return sum * t
}
