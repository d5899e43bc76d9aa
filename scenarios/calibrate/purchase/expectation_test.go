package purchase

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mathext"
)

// Reference values are mpmath's, 40 digits.
func TestHypergeometric(t *testing.T) {
	for _, c := range []struct{ a, b, c, z, want float64 }{
		{0.5, 1.5, 2.5, 0.3, 1.1080625510569319933},
		{-0.2071, 2.2188, 2.2188, 0.876, 0.64900438481304699879},
		{2.9762, -0.2071, 2.2188, 0.876, 0.36149390483941633331},
		{0.1, -3.7, 12.5, 0.93, 0.97508027648612412061},
		{25, 13.5, 60.2, 0.5, 27.191563359905439116},
		{1, 1, 2, 0.5, 2 * math.Ln2},
		{-0.2, 0.3, 0.4, 0.95, 0.69123259966346178883},
		{0.001, 5, 0.1, 0.7, 4.1361500439789169447},
		{40.5, -0.4, 55.25, 0.949, 0.61883082703003998769},
		{3, 4, 5, 0, 1},
	} {
		near(t, fmt.Sprintf("2F1(%v, %v; %v; %v)", c.a, c.b, c.c, c.z), hypergeometric(c.a, c.b, c.c, c.z), c.want, 1e-14)
	}
}

// Reference values are mpmath's: the mixture over p, integrated in logit p with
// 30 digits, and for the last five, at the edges, eq. 9 with 60. They take in both ways of computing and the singular a = 1, a+b = 1.
var expectations = []struct {
	m                   BGNBD
	t                   float64
	purchases, survival float64
}{
	{BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}, 32, 1.0437639538152024, 0.81440964772019352},
	{BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}, 78, 1.8580239048662915, 0.72032765934680394},
	{BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}, 1000, 6.5732668336820822, 0.4434177330177406},
	{BGNBD{R: 1, Alpha: 10, A: 1, B: 3}, 20, 1.4156329485097404, 0.70781647425487021},
	{BGNBD{R: .5, Alpha: 5, A: .6, B: .4}, 12, 0.6666279123928877, 0.6774785596176465},
	{BGNBD{R: 3.25, Alpha: 2, A: 1.5, B: .7}, 600, 2.3381451150268655, 5.9009309989109824e-5},
	{BGNBD{R: 40.25, Alpha: 40, A: .8, B: 42.5}, 52, 36.945304035815288, 0.53075848597182033},
	{BGNBD{R: 120, Alpha: 30, A: 25, B: 70}, 40, 3.9166666665413195, 1.3874964767989918e-11},
	{BGNBD{R: 9000, Alpha: 4000, A: 9000, B: 8000}, 3, 1.8359237776123199, 0.028085930219307605},
	{BGNBD{R: .5, Alpha: 1000, A: 1.0004, B: 3}, .5, 0.00024997655937648898, 0.99993749062885869},
	{BGNBD{R: 20, Alpha: 3, A: 900, B: 4000}, 6, 5.4387504110716437, 0.0019426153546797204},
	{BGNBD{R: .7384, Alpha: 64, A: .001, B: 10000}, 365, 4.2111854135353251, 0.99999957909001781},
	{BGNBD{R: 300, Alpha: 64, A: .001, B: 10000}, 365, 1710.7984241250688, 0.99984210885995035},
	{BGNBD{R: 8, Alpha: 1, A: .001, B: .002}, 100, 530.31159573106753, 0.66188891726226145},
	{BGNBD{R: 8, Alpha: 1, A: .3, B: .01}, 100, 5.3957663250382755, 0.0040145341496486239},
	{BGNBD{R: 500, Alpha: 10, A: .02, B: 3}, 1e4, 399765.12108671501, 0.78357188579209678},
}

func TestExpectationsAreThoseOfReference(t *testing.T) {
	for _, c := range expectations {
		name := fmt.Sprintf("r %v alpha %v a %v b %v, t %v: ", c.m.R, c.m.Alpha, c.m.A, c.m.B, c.t)
		near(t, name+"E[X]", c.m.ExpectedPurchases(c.t), c.purchases, 1e-11)
		near(t, name+"S", c.m.Survival(c.t), c.survival, 1e-11)
	}
}

// The published formula as printed, eq. 9, with gonum's 2F1.
func TestExpectedPurchasesIsEquationNine(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 300 {
		m := BGNBD{R: .1 + 2*random.Float64(), Alpha: .5 + 20*random.Float64(), A: 1.05 + 2*random.Float64(), B: .2 + 4*random.Float64()}
		at := 30 * random.Float64()
		printed := (m.A + m.B - 1) / (m.A - 1) * (1 - math.Pow(m.Alpha/(m.Alpha+at), m.R)*
			mathext.Hypergeo(m.R, m.B, m.A+m.B-1, at/(m.Alpha+at)))
		near(t, fmt.Sprintf("%v at %v", m, at), m.ExpectedPurchases(at), printed, 1e-8)
	}
}

// The slope of E[X] is E[lambda exp(-lambda p t)], whose p is integrated here by
// Gauss-Legendre; no code is shared but Beta's density.
func TestExpectedPurchasesIsTheIntegralOfTheRate(t *testing.T) {
	m := BGNBD{R: .7, Alpha: 6, A: 2.2, B: 3.1}
	beta := math.Exp(mathext.Lbeta(m.A, m.B))
	rate := func(at float64) float64 {
		return quad.Fixed(func(p float64) float64 {
			return math.Pow(p, m.A-1) * math.Pow(1-p, m.B-1) / beta *
				m.R * math.Pow(m.Alpha, m.R) / math.Pow(m.Alpha+p*at, m.R+1)
		}, 0, 1, 200, nil, 0)
	}
	for _, at := range []float64{.01, 1, 10, 70} {
		near(t, fmt.Sprint("E[X] at ", at), m.ExpectedPurchases(at), quad.Fixed(rate, 0, at, 60, nil, 0), 1e-5)
	}
}

func TestSeriesAndQuadratureMeet(t *testing.T) {
	for _, m := range []BGNBD{
		{R: .24, Alpha: 4, A: .8, B: 2.4}, {R: 2, Alpha: 9, A: .05, B: .99}, {R: 1.5, Alpha: 2, A: 1.0011, B: .3}, {R: 4, Alpha: 1, A: .3, B: .2},
	} {
		limit := m.Alpha * seriesLimit / (1 - seriesLimit)
		below, above := limit*(1-1e-9), limit*(1+1e-9)
		near(t, fmt.Sprint("E[X] of ", m), m.ExpectedPurchases(below), m.ExpectedPurchases(above), 1e-8)
		near(t, fmt.Sprint("S of ", m), m.Survival(below), m.Survival(above), 1e-8)
	}
}

func TestExpectationsAtTheStart(t *testing.T) {
	m := BGNBD{R: .2426, Alpha: 4.4136, A: .7929, B: 2.4259}
	if x, s := m.ExpectedPurchases(0), m.Survival(0); x != 0 || s != 1 {
		t.Errorf("at t = 0: %v purchases, survival %v", x, s)
	}
	near(t, "the first purchases", m.ExpectedPurchases(1e-9), 1e-9*m.R/m.Alpha, 1e-6)
}

// Customers simulated from the process, grouped by what was seen of them, buy on
// as the conditional expectation says and are alive as often as P(alive) says.
func TestConditionalExpectationsOnSimulatedCustomers(t *testing.T) {
	m := BGNBD{R: .8, Alpha: 8, A: .9, B: 2.1}
	random := rand.New(rand.NewPCG(2, 3))
	type group struct{ n, later, later2, want, alive, p, p2 float64 }
	groups := map[string]*group{}
	for range 200000 {
		s := shop(m, 60, random)
		seen := s.seenUntil(30)
		name := "0"
		switch {
		case seen.X > 4:
			name = "5+"
		case seen.X > 0 && seen.Tx > 22:
			name = "1-4, lately"
		case seen.X > 0:
			name = "1-4, long ago"
		}
		g := groups[name]
		if g == nil {
			g = &group{}
			groups[name] = g
		}
		later := s.seenUntil(60).X - seen.X
		g.n++
		g.later += later
		g.later2 += later * later
		g.want += m.ConditionalPurchases(seen, 30)
		p := m.PAlive(seen)
		g.p += p
		g.p2 += p * (1 - p)
		if s.dies > 30 {
			g.alive++
		}
	}
	for name, g := range groups {
		sd := math.Sqrt(g.later2 - g.later*g.later/g.n)
		if math.Abs(g.later-g.want) > sigmas*sd {
			t.Errorf("%s: %v later purchases, expected %.1f +- %.1f", name, g.later, g.want, sd)
		}
		if math.Abs(g.alive-g.p) > sigmas*math.Sqrt(g.p2)+1e-6 {
			t.Errorf("%s: %v alive, expected %.1f +- %.1f", name, g.alive, g.p, math.Sqrt(g.p2))
		}
	}
}
