package sim

import (
	"math"
	"testing"
)

// Of a base of n customers Binomial(n, (1-c)^t) are left after t months; Poisson
// joiners thinned by the same churn stay Poisson. The bounds catch a bias of the
// hazard of 1 %, and draws that are not binomial.
func TestConstantChurnThinsBaseAndJoiners(t *testing.T) {
	const c, n, joiners = 0.05, 1000.0, 20.0
	s := base(c, n)
	s.Channels = []Channel{volume(joiners, 0)}
	var where []at
	for month := 1; month <= 24; month++ {
		where = append(where, at{MeasureClosing, month}, at{MeasureNew, month}, at{MeasureChurned, month})
	}
	values := monthly(t, testPlan(24, s), 15000, 0, where...)
	churned := make([]float64, len(values[0]))
	for i := range churned {
		for month := range 24 {
			churned[i] += values[3*month+2][i]
		}
	}
	for _, month := range []int{1, 2, 12, 24} {
		q := math.Pow(1-c, float64(month))
		follows(t, "closing", values[3*month-3], binomialLaw(n, q).plus(poissonLaw(joiners*(1-q)/c)))
		follows(t, "new", values[3*month-2], poissonLaw(joiners))
	}
	q := math.Pow(1-c, 24)
	follows(t, "churned", churned, binomialLaw(n, 1-q).plus(poissonLaw(joiners*(24-(1-q)/c))))
}

// What the base leaves by tenure follows the residual survival of its curve: of
// customers of tenure tau, S(tau+t)/S(tau) are there after t months.
func TestOpeningBaseByTenureUnderSBG(t *testing.T) {
	const alpha, beta = 0.704, 1.182
	survival := func(r int) float64 {
		x := 1.0
		for i := 1; i <= r; i++ {
			x *= 1 - alpha/(alpha+beta+float64(i)-1)
		}
		return x
	}
	groups := []TenureGroup{{0, 500}, {6, 300}, {40, 800}}
	s := subscribers(0)
	s.Opening.Groups = groups
	s.Retention = Retention{Model: "sbg", Alpha: Const(alpha), Beta: Const(beta)}
	months := []int{1, 7, 18}
	values := monthly(t, testPlan(18, s), 8000, 0, at{MeasureClosing, 1}, at{MeasureClosing, 7}, at{MeasureClosing, 18})
	for i, month := range months {
		var want law
		for _, g := range groups {
			want = want.plus(binomialLaw(g.Customers, survival(g.Months+month)/survival(g.Months)))
		}
		follows(t, "closing", values[i], want)
	}
}

// survivors is the expected closing count of a plan of one segment.
func survivors(t *testing.T, s Segment, months int) []float64 {
	t.Helper()
	return expected(t, testPlan(months, s))[0].Whole.Months[MeasureClosing]
}

// Published survival of yearly contracts (Fader & Hardie 2007, Fader et al.
// 2018), in percent.
func TestYearlyContractsFollowPublishedSurvival(t *testing.T) {
	for _, x := range []struct {
		r    Retention
		want []float64
	}{
		{Retention{Model: "sbg", Alpha: Const(.704), Beta: Const(1.182)},
			[]float64{62.67, 47.38, 38.80, 33.21, 29.23, 26.25, 23.90, 22.01, 20.44, 19.12, 17.99, 17.00}},
		{Retention{Model: "bdw", Alpha: Const(.259336), Beta: Const(1.722552), C: Const(1.584361)},
			[]float64{86.91466, 74.19282, 65.47844, 59.29329, 54.66105, 51.03690, 48.10443, 45.66884, 43.60369, 41.82319}},
	} {
		s := base(0, 100)
		s.Term, s.Retention = 12, x.r
		left := survivors(t, s, 12*len(x.want))
		for year, want := range x.want {
			if got := left[12*year+11]; math.Abs(got-want) > 0.011 {
				t.Errorf("%s: %.4f %% survive year %d, published %.4f", x.r.Model, got, year+1, want)
			}
			if left[12*year+10] != left[max(0, 12*year-1)] {
				t.Errorf("%s: customers leave within contract year %d", x.r.Model, year+1)
			}
		}
	}
}

// Voluntary and involuntary churn are independent: of each month's customers
// (1-v)(1-f(1-r)) stay; under a term the voluntary part comes at renewals alone.
func TestInvoluntaryChurnEveryMonth(t *testing.T) {
	s := base(0.03, 1)
	s.Term = 3
	s.Involuntary = &Involuntary{Failure: chance(0.012), Recovery: Const(0.6)}
	left := survivors(t, s, 24)
	for month := 1; month <= 24; month++ {
		// A rate per month is 1-(1-r)^3 at a renewal after three.
		want := math.Pow(0.97, float64(month/3*3)) * math.Pow(1-0.012*0.4, float64(month))
		wantNear(t, "survivors", left[month-1], want, 1e-12)
	}
}

// A rate per u months is 1-(1-r)^(k/u) per k months.
func TestRatesPerYear(t *testing.T) {
	s := base(0, 1)
	s.Retention.Rate = Const(0.3).Per(UnitProbability, 12)
	wantNear(t, "survivors of a year", survivors(t, s, 12)[11], 0.7, 1e-12)
	s.Term = 12
	wantNear(t, "survivors of a contract", survivors(t, s, 12)[11], 0.7, 1e-12)
	s.Retention.Rate = Const(0.3) // without a unit: per renewal
	wantNear(t, "survivors of a renewal", survivors(t, s, 12)[11], 0.7, 1e-12)
}

// Who is saved: under sbg a cut of every customer's own propensity to m p leaves
// E[(1-mp)^t] after t months; like_average cuts the average hazard instead.
func TestCarriedPropensities(t *testing.T) {
	const alpha, beta, m, months = 0.9, 11.0, 0.85, 36
	s := base(0, 1)
	s.Retention = Retention{Model: "sbg", Alpha: Const(alpha), Beta: Const(beta)}
	plan := func(s Segment) *Model {
		return withScenario(testPlan(months, s), "cut", doing(change(LeverChurn, OpReduce, 1-m)))
	}
	own := expected(t, plan(s))[1].Whole.Months[MeasureClosing]
	s.LikeAverage = true
	alike := expected(t, plan(s))[1].Whole.Months[MeasureClosing]
	average := 1.0
	for month := 1; month <= months; month++ {
		want := betaMean(alpha, beta, func(p float64) float64 { return math.Pow(1-m*p, float64(month)) })
		if math.Abs(own[month-1]-want) > 1e-4 {
			t.Errorf("own propensities: %.7f left after %d months, want %.7f", own[month-1], month, want)
		}
		average *= 1 - m*alpha/(alpha+beta+float64(month)-1)
		wantNear(t, "like average", alike[month-1], average, 1e-12)
	}
}

// A churn shock multiplies the voluntary hazard by exp(g - s²/2), of mean 1.
func TestShockOnChurn(t *testing.T) {
	const h, sd, persistence = 0.02, 0.3, 0.7
	m := withoutLuck(testPlan(6, base(h, 1e6)))
	m.Shocks = []Shock{{Lever: LeverChurn, SD: Const(sd), Persistence: Const(persistence), Segments: []int{0}}}
	s2 := math.Log1p(sd * sd)
	var logs [6][]float64
	eachTrial(t, m, 6000, func(_ int, w *worker) {
		months := &w.outcome[0].months
		for i := range logs {
			logs[i] = append(logs[i], math.Log(months[MeasureChurned][i]/months[MeasureOpening][i]/h)+s2/2)
		}
	})
	n := float64(len(logs[0]))
	for i := range logs {
		follows(t, "log shock", logs[i], law{mean: 0, variance: s2})
		if i == 0 {
			continue
		}
		cov := 0.0
		for k := range logs[i] {
			cov += logs[i][k] * logs[i-1][k] / n
		}
		if e := zBound * s2 * math.Sqrt((1+persistence*persistence)/n); math.Abs(cov-persistence*s2) > e {
			t.Errorf("covariance of months %d and %d is %.5g, want %.5g within %.2g", i, i+1, cov, persistence*s2, e)
		}
	}
}
