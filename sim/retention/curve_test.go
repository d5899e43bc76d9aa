package retention

import (
	"math"
	"strings"
	"testing"
)

func sbg(alpha, beta float64) Curve { return Curve{Kind: SBG, Alpha: alpha, Beta: beta, Scale: 1} }

func bdw(alpha, beta, c float64) Curve {
	return Curve{Kind: BDW, Alpha: alpha, Beta: beta, C: c, Scale: 1}
}

// Survivors out of 1,000 by year, Fader & Hardie, "How to Project Customer
// Retention" (2007).
var (
	regular = []float64{1000, 631, 468, 382, 326, 289, 262, 241, 223, 207, 194, 183, 173}
	highEnd = []float64{1000, 869, 743, 653, 593, 551, 517, 491, 468, 445, 427, 409, 394}
)

func TestSurvivalAsPublished(t *testing.T) {
	for _, published := range []struct {
		name    string
		curve   Curve
		percent []float64
		digit   float64 // half a unit of the last place printed, and what the parameters' rounding moves
	}{
		// Fader & Hardie (2007), fitted on years 0-7; alpha and beta are printed to
		// three places, which moves survival by up to 0.03 points.
		{"sbg Regular", sbg(.704, 1.182), []float64{62.67, 47.38, 38.80, 33.21, 29.23, 26.25, 23.90, 22.01, 20.44, 19.12, 17.99, 17.00}, .03},
		{"sbg High-End", sbg(.668, 3.806), []float64{85.07, 74.69, 66.98, 60.99, 56.18, 52.22, 48.89, 46.04, 43.58, 41.42, 39.51, 37.80}, .03},
		// Fader et al. (2018), fitted on years 0-4, six places.
		{"bdw High-End", bdw(.259336, 1.722552, 1.584361), []float64{86.91466, 74.19282, 65.47844, 59.29329, 54.66105, 51.03690, 48.10443, 45.66884, 43.60369, 41.82319}, 5e-5},
	} {
		s := 1.0
		for i, want := range published.percent {
			s *= 1 - published.curve.Hazard(i+1)
			if got := 100 * s; !(math.Abs(got-want) <= published.digit) {
				t.Errorf("%s year %d: %.5f %%, published %v", published.name, i+1, got, want)
			}
		}
	}
}

func TestLogLikelihoodAsPublished(t *testing.T) {
	for _, published := range []struct {
		name      string
		curve     Curve
		survivors []float64
		want      float64
		slack     float64 // of the printed parameters' rounding, in second order, and of the value's
	}{
		{"sbg Regular", sbg(.704, 1.182), regular[:8], -1680.265, .001},
		{"sbg High-End", sbg(.668, 3.806), highEnd[:8], -1611.158, .001},
		{"bdw Regular", bdw(.523029, .894282, 1.196399), regular[:5], -1401.3831, 1e-4},
		{"bdw High-End", bdw(.259336, 1.722552, 1.584361), highEnd[:5], -1222.7493, 1e-4},
	} {
		logLikelihood, s := 0.0, 1.0
		last := len(published.survivors) - 1
		for r := 1; r <= last; r++ {
			h := published.curve.Hazard(r)
			logLikelihood += (published.survivors[r-1] - published.survivors[r]) * math.Log(s*h)
			s *= 1 - h
		}
		logLikelihood += published.survivors[last] * math.Log(s)
		if !(math.Abs(logLikelihood-published.want) <= published.slack) {
			t.Errorf("%s: log-likelihood %.4f, published %v", published.name, logLikelihood, published.want)
		}
	}
}

// battery are curves that every property must hold for.
var battery = []Curve{
	{Kind: Constant, Rate: 0, Scale: 1},
	{Kind: Constant, Rate: .03, Scale: 1},
	{Kind: Constant, Rate: 1, Scale: 1},
	sbg(.7, 4), sbg(.9, 11), sbg(1, 1), sbg(1e-3, .5), sbg(3.8, 15.2), sbg(20, .1), sbg(1e6, 1e6), sbg(1e-2, 1e4),
	{Kind: Weibull, Theta: .1, C: .4, Scale: 1},
	{Kind: Weibull, Theta: .05, C: 1, Scale: 1},
	{Kind: Weibull, Theta: 1e-4, C: 2.5, Scale: 1},
	{Kind: Weibull, Theta: 0, C: .7, Scale: 1},
	{Kind: Weibull, Theta: 1, C: 1.7, Scale: 1},
	bdw(.26, 1.72, 1.58), bdw(.9, 11, .4), bdw(1e-3, .5, 1.2), bdw(20, .1, 2.5), bdw(1e6, 1e6, .7), bdw(3, 200, 1), bdw(1e-2, 1e4, 2.5),
	{Kind: Table, Rates: []float64{.3, .2, 0, 1e-3}, Scale: 1},
	{Kind: Table, Rates: []float64{.05}, Scale: 1},
}

func TestProductOfStayingIsTheClosedForm(t *testing.T) {
	for _, c := range battery {
		closed := families[c.Kind].logStay
		if closed == nil {
			continue
		}
		sum := 0.0
		for r := 1; r <= 1000; r++ {
			h := c.Hazard(r)
			if h >= 1-1e-3 || sum < -600 {
				break // the hazard no longer holds what is left
			}
			sum += math.Log1p(-h)
			if want := closed(c, 0, float64(r)); !(math.Abs(sum-want) <= 1e-12*(1-want)) {
				t.Errorf("%+v renewal %d: log S %v, closed form %v", c, r, sum, want)
				break
			}
			if want := closed(c, float64(r-1), float64(r)); !(math.Abs(math.Log1p(-h)-want) <= 1e-12*(1-want)) {
				t.Errorf("%+v renewal %d: hazard %v, closed form %v", c, r, h, -math.Expm1(want))
				break
			}
		}
	}
}

func TestHazardsAreTheHazards(t *testing.T) {
	dst := make([]float64, 2000)
	for _, c := range battery {
		for _, c.Scale = range []float64{1, 0, .7, 3} {
			c.Hazards(dst)
			for i, got := range dst {
				if want := c.Hazard(i + 1); !(math.Abs(got-want) <= 1e-11*want) || got > 1 {
					t.Errorf("%+v renewal %d: %v, want %v (relative %.1e)", c, i+1, got, want, got/want-1)
					break
				}
			}
		}
	}
}

func TestLevelHasTheDifferencesOfLogSurvival(t *testing.T) {
	for _, c := range battery {
		f := families[c.Kind]
		if f.level == nil || c.Theta == 1 || c.Rate == 1 {
			continue
		}
		for _, x := range []float64{0, .5, 1, 7, 33.3, 1000} {
			got, want := f.level(c, x+1)-f.level(c, x), f.logStay(c, x, x+1)
			if size := 1 + math.Abs(f.level(c, x+1)); !(math.Abs(got-want) <= 1e-14*size) {
				t.Errorf("%+v at %v: %v, want %v", c, x, got, want)
			}
		}
	}
}

// At c = 1 weibull is constant and bdw is sbg; theta is the first hazard for
// every c.
func TestShapeOfOne(t *testing.T) {
	near := math.Nextafter(1, 2) // takes the general formulas
	for _, r := range []int{1, 2, 17, 1000, 1_000_000} {
		for _, c := range []float64{1, near} {
			w := Curve{Kind: Weibull, Theta: .07, C: c, Scale: 1}
			if got := w.Hazard(r); math.Abs(got-.07) > 1e-13 {
				t.Errorf("weibull c %v renewal %d: %v", c, r, got)
			}
			b, s := bdw(.9, 11, c), sbg(.9, 11)
			if got, want := b.Hazard(r), s.Hazard(r); math.Abs(got/want-1) > 1e-12 {
				t.Errorf("bdw c %v renewal %d: %v, sbg %v", c, r, got, want)
			}
		}
	}
	for _, c := range []float64{.4, 1, 2.5} {
		w := Curve{Kind: Weibull, Theta: .07, C: c, Scale: 1}
		if got := w.Hazard(1); math.Abs(got-.07) > 1e-15 {
			t.Errorf("weibull c %v: first hazard %v", c, got)
		}
	}
}

// Far out the hazards have expansions of their own.
func TestLateHazards(t *testing.T) {
	const r = 1e6
	for _, alpha := range []float64{1e-3, .9, 20} {
		s := sbg(alpha, 11)
		if got, want := s.Hazard(r), alpha/(alpha+11+r-1); math.Abs(got/want-1) > 1e-15 {
			t.Errorf("sbg alpha %v: %v, want %v", alpha, got, want)
		}
		// S(r) ~ K (r^c + beta + (alpha-1)/2)^-alpha, in relative terms good to the
		// inverse square of the position.
		for _, c := range []float64{.7, 1.5, 2.5} {
			b := bdw(alpha, 11, c)
			at := math.Pow(r, c)
			shift := 11 + (alpha-1)/2
			want := -math.Expm1(-alpha * math.Log1p(powerStep(r, c)/(math.Pow(r-1, c)+shift)))
			if got := b.Hazard(r); math.Abs(got/want-1) > 1e-11+500/(at*at) {
				t.Errorf("bdw alpha %v c %v: %v, want %v", alpha, c, got, want)
			}
		}
	}
	for _, c := range []float64{.4, 1.5} {
		w := Curve{Kind: Weibull, Theta: 1e-9, C: c, Scale: 1}
		// r^c - (r-1)^c = c r^(c-1) (1 - (c-1)/2r + (c-1)(c-2)/6r^2 - ..)
		step := c * math.Pow(r, c-1) * (1 - (c-1)/(2*r) + (c-1)*(c-2)/(6*r*r))
		if got, want := w.Hazard(r), -math.Expm1(math.Log1p(-1e-9)*step); math.Abs(got/want-1) > 1e-13 {
			t.Errorf("weibull c %v: %v, want %v", c, got, want)
		}
	}
	huge := bdw(.9, 11, 40) // positions overflow
	if got, want := huge.Hazard(1e9), -math.Expm1(36*math.Log1p(-1e-9)); math.Abs(got/want-1) > 1e-12 {
		t.Errorf("bdw c 40: %v, want %v", got, want)
	}
}

func TestScale(t *testing.T) {
	for _, c := range battery {
		for _, scale := range []float64{0, .5, 1.3, 50} {
			scaled := c
			scaled.Scale = scale
			for _, r := range []int{1, 2, 30} {
				if got, want := scaled.Hazard(r), min(1, scale*c.Hazard(r)); math.Abs(got-want) > 1e-15 {
					t.Errorf("%+v scale %v renewal %d: %v, want %v", c, scale, r, got, want)
				}
			}
		}
	}
}

func TestPosition(t *testing.T) {
	for _, c := range battery {
		want := 7.5
		if c.Kind == Weibull || c.Kind == BDW {
			want = math.Pow(7.5, c.C)
		}
		if got := c.Position(7.5); got != want {
			t.Errorf("%v: %v, want %v", c.Kind, got, want)
		}
		if got := c.Position(0); got != 0 {
			t.Errorf("%v at 0: %v", c.Kind, got)
		}
	}
}

func TestKindNames(t *testing.T) {
	if got := strings.Join(Kinds(), " "); got != "constant sbg weibull bdw table" {
		t.Errorf("kinds %q", got)
	}
	for i, name := range Kinds() {
		if k, ok := ParseKind(name); !ok || k != Kind(i) || k.String() != name {
			t.Errorf("%s is %v, %v", name, k, ok)
		}
	}
	if k, ok := ParseKind("gompertz"); ok {
		t.Errorf("gompertz is %v", k)
	}
	if got := Kind(9).String(); got != "Kind(9)" {
		t.Error(got)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range battery {
		if err := c.Validate(); err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
	for _, test := range []struct {
		curve Curve
		want  string
	}{
		{Curve{Kind: Constant, Rate: 1.04, Scale: 1}, "rate"},
		{Curve{Kind: Constant, Rate: math.NaN(), Scale: -1}, "rate scale"},
		{Curve{Kind: SBG, Scale: math.Inf(1)}, "alpha beta scale"},
		{Curve{Kind: SBG, Alpha: math.Inf(1), Beta: -1, Scale: 1}, "alpha beta"},
		{Curve{Kind: Weibull, Theta: -.1, C: 0}, "theta c"},
		{Curve{Kind: BDW, Alpha: 1, Beta: 1, C: math.NaN()}, "c"},
		{Curve{Kind: Table}, "rates"},
		{Curve{Kind: Table, Rates: []float64{.1, 2, .3, math.NaN()}}, "rates[1] rates[3]"},
		{Curve{Kind: 17}, "model"},
	} {
		var got []string
		for _, p := range test.curve.Problems() {
			got = append(got, p.Parameter)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%+v: problems with %v, want %v", test.curve, got, test.want)
		}
		if err := test.curve.Validate(); err == nil || strings.Count(err.Error(), "\n") != len(got)-1 {
			t.Errorf("%+v: %v", test.curve, err)
		}
	}
}
