package retention

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestPolygamma(t *testing.T) {
	// Abramowitz & Stegun 6.3.2, 6.3.3, 6.4.2, 6.4.4.
	const euler = 0.577215664901532860606512090082
	for _, want := range []struct{ x, digamma, trigamma float64 }{
		{1, -euler, math.Pi * math.Pi / 6},
		{.5, -euler - 2*math.Ln2, math.Pi * math.Pi / 2},
		{3, 1.5 - euler, math.Pi*math.Pi/6 - 1.25},
	} {
		digamma, trigamma, _, _ := polygamma(want.x/4, want.x*3/4)
		if math.Abs(digamma-want.digamma) > 1e-14 || math.Abs(trigamma-want.trigamma) > 3e-14 {
			t.Errorf("at %v: %v %v, want %v %v", want.x, digamma, trigamma, want.digamma, want.trigamma)
		}
	}
	// For whole a the rises are finite sums.
	for _, y := range []float64{1e-3, .7, 9.5, 40, 1e5, 1e12} {
		for _, a := range []float64{1, 3, 200} {
			digamma, trigamma := 0.0, 0.0
			for i := range int(a) {
				digamma += 1 / (y + float64(i))
				trigamma -= 1 / (y + float64(i)) / (y + float64(i))
			}
			_, _, gotDigamma, gotTrigamma := polygamma(a, y)
			if math.Abs(gotDigamma/digamma-1) > 1e-13 || math.Abs(gotTrigamma/trigamma-1) > 1e-13 {
				t.Errorf("a %v y %v: rises %v %v, want %v %v", a, y, gotDigamma, gotTrigamma, digamma, trigamma)
			}
		}
	}
}

// Slopes are the differences of values, second derivatives those of slopes, and
// values the log-likelihood of the curve.
func TestDerivatives(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	tally, err := NewTally(observed(r, bdw(.9, 5, 1.2), 400, 30, true, true))
	if err != nil {
		t.Fatal(err)
	}
	const middle = 1.3
	for _, model := range []struct {
		n        int
		evaluate func(*summit)
		curve    func(vector) Curve
		points   []vector
	}{
		{2, tally.evaluateSBG, sbgAt, []vector{{-1, -2}, {-3, 1}, {2, -6}, {-2, -12}}},
		{
			2, func(at *summit) { tally.evaluateWeibull(at, middle) },
			func(x vector) Curve {
				c := math.Exp(x[1])
				return Curve{Kind: Weibull, Theta: -math.Expm1(-math.Exp(x[0] - c*middle)), C: c, Scale: 1}
			},
			[]vector{{0, 0}, {-1, -1}, {.5, .7}, {-3, -4}},
		},
		{
			3, func(at *summit) { tally.evaluateBDW(at, middle) }, func(x vector) Curve { return bdwAt(x, middle) },
			[]vector{{0, 0, 0}, {-1, 1, -1}, {.5, -1, .6}, {-1, -6, .2}, {2, -8, -.3}, {1, 4, 1}},
		},
	} {
		for _, x := range model.points {
			at := summit{x: x}
			model.evaluate(&at)
			curve := model.curve(x)
			if want := tally.LogLikelihood(&curve); !(math.Abs(at.value-want) <= 1e-10*math.Abs(want)) {
				t.Errorf("%+v: log-likelihood %v, want %v", curve, at.value, want)
			}
			for i := range model.n {
				const step = 1e-4
				below, above := summit{x: x}, summit{x: x}
				below.x[i] -= step
				above.x[i] += step
				model.evaluate(&below)
				model.evaluate(&above)
				size := math.Abs(at.value) + math.Abs(at.slope[i])
				if want := (above.value - below.value) / (2 * step); !(math.Abs(at.slope[i]-want) <= 1e-6*size) {
					t.Errorf("%+v: slope %d %v, by differences %v", curve, i, at.slope[i], want)
				}
				for j := i; j < model.n; j++ {
					if want := (above.slope[j] - below.slope[j]) / (2 * step); !(math.Abs(at.bend[j][i]-want) <= 1e-6*(size+math.Abs(want))) {
						t.Errorf("%+v: second derivative %d %d %v, by differences %v", curve, j, i, at.bend[j][i], want)
					}
				}
			}
		}
	}
}

// The score of a falling hazard, of sbg at the geometric and of bdw at weibull.
func TestSlopesAtTheEdges(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	tally, err := NewTally(observed(r, bdw(.9, 5, 1.2), 400, 30, true, true))
	if err != nil {
		t.Fatal(err)
	}
	left, periods, _ := tally.events()
	rate := left / periods
	const psi = 1e-6
	for _, w := range []Curve{{Kind: Weibull, Theta: rate, C: 1, Scale: 1}, {Kind: Weibull, Theta: .1, C: .7, Scale: 1}, {Kind: Weibull, Theta: .01, C: 1.8, Scale: 1}} {
		near := bdw(w.Theta/psi, (1-w.Theta)/psi, w.C)
		want := (tally.LogLikelihood(&near) - tally.LogLikelihood(&w)) / psi
		got := tally.fallAtWeibull(&w)
		if w.C == 1 {
			if other, _ := tally.fallAtGeometric(rate); math.Abs(other/got-1) > 1e-9 {
				t.Errorf("at the geometric %v, at weibull %v", other, got)
			}
		}
		if !(math.Abs(got-want) <= 1e-3*math.Abs(want)) {
			t.Errorf("%+v: %v, by differences %v", w, got, want)
		}
	}
}
