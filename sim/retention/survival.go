package retention

import "math"

// hazardOneLog stands for log(0): so large that any stretch of a renewal down to
// 1/800 of it still has a hazard of exactly 1, and yet finite, so that customers
// found beyond a renewal that nobody outlasts have a hazard all the same.
const hazardOneLog = -1 << 15

// Survival is S between and at whole renewals, for contracts whose term differs
// from the distance of the curve's renewals. Between renewals log S is linear.
// Its memory is the caller's.
type Survival struct {
	log []float64 // log S by whole renewal
}

// NewSurvival builds S from hazards by renewal, hazards[0] being that of
// renewal 1. scratch has length len(hazards)+1 or more and is kept. Hazards
// of 1 are allowed.
func NewSurvival(scratch, hazards []float64) Survival {
	log := scratch[:len(hazards)+1]
	log[0] = 0
	sum := 0.0
	for i, h := range hazards {
		sum += logOfStaying(h)
		log[i+1] = sum
	}
	return Survival{log}
}

// At returns S(x) for a real x >= 0. Past the last renewal given, its hazard
// holds on; where no renewal was given, nobody leaves.
func (s Survival) At(x float64) float64 { return math.Exp(s.logAt(x)) }

// Hazard returns the probability of leaving at the renewal in position to that
// follows one in position from: 1 - S(to)/S(from), 0 <= from <= to, both in
// renewals of the curve. It is 1 where a hazard of 1 lies between them.
func (s Survival) Hazard(from, to float64) float64 {
	return -math.Expm1(s.logAt(to) - s.logAt(from))
}

func (s Survival) logAt(x float64) float64 {
	last := len(s.log) - 1
	if last < 1 {
		return 0
	}
	i := last - 1
	if x < float64(last) {
		i = int(x)
	}
	return s.log[i] + (x-float64(i))*(s.log[i+1]-s.log[i])
}

// logOfStaying returns log(1-h), finite also for h = 1.
func logOfStaying(h float64) float64 {
	if h >= 1 {
		return hazardOneLog
	}
	return math.Log1p(-h)
}
