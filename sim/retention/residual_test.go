package retention

import (
	"math"
	"testing"
)

// Fader & Hardie (2010), table 3, annual discount 10 %; alpha and beta are those
// of the hazards, beta counting from the first renewal faced.
func TestResidualLifetimeAsPublished(t *testing.T) {
	for _, published := range []struct {
		alpha, beta float64
		want        [5]float64
	}{
		{3.8, 15.2, [5]float64{3.31, 3.45, 3.59, 3.72, 3.84}},
		{1. / 15, 4. / 15, [5]float64{7.68, 9.46, 9.86, 10.06, 10.19}},
	} {
		c := Curve{Kind: SBG, Alpha: published.alpha, Beta: published.beta, Scale: 1}
		for i, want := range published.want {
			if got := c.ResidualLifetime(i+1, .1); math.Abs(got-want) > .00501 {
				t.Errorf("alpha %v beta %v renewal %d: %v, published %v", c.Alpha, c.Beta, i+1, got, want)
			}
		}
	}
}
