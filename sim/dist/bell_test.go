package dist

import (
	"math"
	"testing"
)

// TestShapes checks slopes against differences and the series near 0 against
// the closed form where it takes over.
func TestShapes(t *testing.T) {
	for name, s := range map[string]shape{
		"beta":        newBetaShape(0.03, 0.97, 50),
		"turned beta": newBetaShape(0.97, 0.03, 50),
		"narrow beta": newBetaShape(0.4, 0.6, 1e9),
		"wide beta":   newBetaShape(0.4, 0.6, 1e-3),
		"gamma":       newGammaShape(2.25),
	} {
		for _, x := range []float64{-30, -2, -0.3, -0.0999, -0.01, 0.01, 0.0999, 0.3, 2, 30} {
			const h = 1e-5
			want := (s.logDensity(x+h) - s.logDensity(x-h)) / (2 * h)
			if got := s.slope(x); math.Abs(got-want) > 1e-6*math.Abs(want)+1e-9*math.Abs(s.logDensity(x)) {
				t.Errorf("%s: slope at %v is %v, differences give %v", name, x, got, want)
			}
		}
		for _, x := range []float64{-seriesReach, seriesReach} {
			in, out := s.logDensity(x*(1-1e-14)), s.logDensity(x)
			if math.Abs(in-out) > 1e-12*math.Abs(out) {
				t.Errorf("%s: series %v, closed form %v", name, in, out)
			}
			in, out = s.slope(x*(1-1e-14)), s.slope(x)
			if math.Abs(in-out) > 1e-12*math.Abs(out) {
				t.Errorf("%s: slope of series %v, closed form %v", name, in, out)
			}
		}
	}
}

// TestBeyondTheTable looks at tails below 1e-40 of laws known in closed form:
// the exponential and the uniform.
func TestBeyondTheTable(t *testing.T) {
	exponential := asLaw(must(t)(Gamma(1, 1)))
	uniform := asLaw(must(t)(Beta(0.5, math.Sqrt(1.0/12))))
	for _, p := range []float64{1e-45, 1e-80, 1e-200} {
		for name, got := range map[string]float64{
			"exponential below": exponential.below(p), "exponential quantile": exponential.Quantile(p),
			"uniform below": uniform.below(p), "uniform quantile": uniform.Quantile(p),
		} {
			if math.Abs(got-p) > 1e-10*p {
				t.Errorf("%s at %v: %v", name, p, got)
			}
		}
		// The ratio of tail to density / slope is taken as constant.
		if got, want := exponential.above(-math.Log(p)), p; math.Abs(got-want) > 0.02*want {
			t.Errorf("exponential above: %v, want %v", got, want)
		}
		if got, want := exponential.upper(p), -math.Log(p); math.Abs(got-want) > 1e-3*want {
			t.Errorf("exponential upper quantile: %v, want %v", got, want)
		}
	}
}

func TestTriangularNearItsMode(t *testing.T) {
	up, down := must(t)(Triangular(0, 0, 1)), asLaw(must(t)(Triangular(-1, 0, 0)))
	const want = 5.0000000001250000000e-11 // 1 - sqrt(1 - 1e-10)
	if got := up.Quantile(1e-10); math.Abs(got-want) > 1e-15*want {
		t.Errorf("%v, want %v", got, want)
	}
	if got := down.upper(1e-10); math.Abs(got+want) > 1e-15*want {
		t.Errorf("%v, want %v", got, -want)
	}
}
