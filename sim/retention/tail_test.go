package retention

import (
	"math"
	"testing"
)

// bruteTail is the definition, to a relative 1e-12 of the sum where g < 1. It
// returns the sum, the last weight and the number of terms.
func bruteTail(c *Curve, x0, step, m, g float64, limit int) (sum, weight float64, n int) {
	weight = 1
	lost := 0.0
	for n = 0; n < limit; n++ {
		y := weight - lost
		t := sum + y
		lost = (t - sum) - y
		sum = t
		weight *= g * (1 - min(1, m*c.HazardBetween(x0+float64(n)*step, x0+float64(n+1)*step)))
		if weight == 0 || g < 1 && weight < 1e-13*(1-g)*sum {
			return sum, weight, n + 1
		}
	}
	return sum, weight, n
}

func TestTailScan(t *testing.T) {
	curves := []Curve{
		{Kind: Constant, Rate: .03, Scale: 1.1},
		{Kind: SBG, Alpha: .9, Beta: 11, Scale: 1},
		{Kind: SBG, Alpha: 1, Beta: 11, Scale: 1},
		{Kind: SBG, Alpha: 3.8, Beta: 15.2, Scale: 1},
		{Kind: SBG, Alpha: .05, Beta: .4, Scale: 1.2},
		{Kind: SBG, Alpha: 20, Beta: .4, Scale: 1.2},
		{Kind: SBG, Alpha: .9, Beta: 200, Scale: .7},
		{Kind: Weibull, Theta: .1, C: .4, Scale: 1},
		{Kind: Weibull, Theta: .001, C: 1.5, Scale: 1.3},
		{Kind: Weibull, Theta: .3, C: .7, Scale: .7},
		{Kind: Weibull, Theta: .003, C: 1.05, Scale: .7},
		{Kind: BDW, Alpha: .9, Beta: 11, C: .6, Scale: 1},
		{Kind: BDW, Alpha: .26, Beta: 1.72, C: 1.58, Scale: 1},
		{Kind: BDW, Alpha: 3, Beta: 10, C: 1.3, Scale: 1.2},
		{Kind: BDW, Alpha: .9, Beta: 200, C: 2.5, Scale: .8},
		{Kind: Table, Rates: []float64{.3, .2, .1, .05}, Scale: 1.1},
	}
	for _, c := range curves {
		worst := 0.0
		var where []float64
		for _, g := range []float64{.5, .9, .99, .994, .999, .9999} {
			for _, m := range []float64{1, .5, .85, 1.2, 3} {
				for _, x0 := range []float64{0, 1, 24, 300} {
					for _, step := range []float64{1, 12, 1. / 12, 5. / 12} {
						got := c.Tail(x0, step, m, g)
						want, _, _ := bruteTail(&c, x0, step, m, g, 1e7)
						if e := math.Abs(got/want - 1); !(e <= worst) {
							worst, where = e, []float64{g, m, x0, step, got, want}
						}
					}
				}
			}
		}
		t.Log(c, worst, where)
	}
}
