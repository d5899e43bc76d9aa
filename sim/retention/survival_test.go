package retention

import (
	"math"
	"testing"
)

// A curve per 12 months under a monthly term, and the other way round, has the
// same survival at every renewal that both have.
func TestRelabellingATermMovesNoChurn(t *testing.T) {
	for _, c := range battery {
		var hazards [10]float64
		var scratch [11]float64
		c.Hazards(hazards[:])
		s := NewSurvival(scratch[:], hazards[:])
		for _, term := range []float64{1, 2, 3, 4, 6, 12, 24, 36, 60} {
			stay := 1.0
			for age := term; age <= 120; age += term {
				stay *= 1 - s.Hazard((age-term)/12, age/12)
				whole := 1.0
				for _, h := range hazards[:int(age/12)] {
					whole *= 1 - h
				}
				if math.Mod(age, 12) == 0 && !(math.Abs(stay-whole) <= 1e-12 && math.Abs(s.At(age/12)-whole) <= 1e-12) {
					t.Errorf("%+v term %v age %v: survival %v, at once %v, curve %v", c, term, age, stay, s.At(age/12), whole)
				}
			}
		}
	}
}

func TestSurvivalBetweenRenewals(t *testing.T) {
	s := NewSurvival(make([]float64, 9), []float64{.5, .2, 1, .1})
	for _, test := range []struct{ from, to, want float64 }{
		{0, 1, .5},
		{0, .5, 1 - math.Sqrt(.5)},
		{.5, 1.5, 1 - math.Sqrt(.5*.8)},
		{1.75, 1.75, 0},
		{2, 3, 1},
		{2, 2.01, 1},
		{1.99, 2.002, 1},
		{0, 3, 1},
		{3, 4, .1}, // beyond a renewal that nobody outlasts
		{3.5, 4, 1 - math.Sqrt(.9)},
		{4, 6, 1 - .81}, // the last hazard holds on
		{3.5, 5, 1 - math.Pow(.9, 1.5)},
	} {
		if got := s.Hazard(test.from, test.to); !(math.Abs(got-test.want) <= 2e-11) {
			t.Errorf("hazard from %v to %v: %v, want %v", test.from, test.to, got, test.want)
		}
	}
	if got := s.At(3); got != 0 {
		t.Errorf("S(3) = %v", got)
	}
	nobody := NewSurvival(make([]float64, 1), nil)
	if got := nobody.Hazard(2, 5); got != 0 {
		t.Errorf("hazard of an empty curve: %v", got)
	}
}

func TestHazardBetweenIsSurvivalWithoutATable(t *testing.T) {
	for _, c := range battery {
		for _, c.Scale = range []float64{1, .6, 2} {
			var hazards [40]float64
			var scratch [41]float64
			c.Hazards(hazards[:])
			s := NewSurvival(scratch[:], hazards[:])
			for _, from := range []float64{0, .25, 3, 3.5, 7.0 / 12} {
				for _, length := range []float64{1, 1. / 12, .75, 12, 5.5} {
					got, want := c.HazardBetween(from, from+length), s.Hazard(from, from+length)
					if !(math.Abs(got-want) <= 1e-10) {
						t.Errorf("%+v from %v by %v: %v, want %v", c, from, length, got, want)
					}
				}
			}
		}
	}
}
