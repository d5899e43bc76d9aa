package sim

import (
	"math"
	"testing"
)

// remaining is customer equity by brute force: of n customers active in month T,
// with profit by month after it, discounted to month 1.
func remaining(n float64, months, T int, annual float64, survival, profit func(k int) float64) float64 {
	sum := 0.0
	for k := 1; k <= months; k++ {
		sum += survival(k) * profit(k) * math.Pow(1+annual, -float64(T+k-1)/12)
	}
	return n * sum
}

func equityOf(t *testing.T, m *Model, scenario int) float64 {
	t.Helper()
	x := expected(t, m)[scenario]
	wantNear(t, "equity of the segment", x.Segments[0].Metrics[MetricCustomerEquity], x.Whole.Metrics[MetricCustomerEquity], 1e-12)
	return x.Whole.Metrics[MetricCustomerEquity]
}

func TestEquityOfConstantChurn(t *testing.T) {
	const c, d, T = 0.04, 0.08, 18
	closing := 1000 * math.Pow(1-c, T)
	for _, x := range []struct {
		name     string
		set      func(*Model)
		scenario int
		want     float64
	}{
		{"plain", func(*Model) {}, 0, remaining(closing, 5000, T, d, power(1-c), always(80))},
		{"undiscounted", func(m *Model) { m.Discounted, m.Discount = false, Const(0) }, 0, closing * 80 * (1 - c) / c},
		{"fee, service, growing costs", func(m *Model) {
			m.CostGrowth = Const(0.02).Per(UnitGrowth, 12)
			m.Segments[0].PaymentFee, m.Segments[0].CostToServe = Const(0.03), flat(5)
		}, 0, remaining(closing, 5000, T, d, power(1-c), always(97-25*math.Pow(1.02, (T-1)/12.0)))},
		{"failed payments", func(m *Model) { m.Segments[0].Involuntary = &Involuntary{chance(0.02), Const(0.5)} }, 0,
			remaining(closing*math.Pow(0.99, T), 5000, T, d, power((1-c)*0.99), always(80))},
		{"expansion", func(m *Model) { m.Segments[0].Expansion = &Move{ByAge{{0, chance(0.1)}}, Const(0.1)} }, 0,
			remaining(closing, 5000, T, d, power(1-c), func(k int) float64 { return 80 * math.Pow(1.01, float64(T+k)) })},
		{"orders by age", func(m *Model) {
			m.Segments[0].Orders = &Orders{Rate: ByAge{{0, Const(0)}, {30, Const(0.5)}}, Value: Const(40)}
		}, 0, remaining(closing, 5000, T, d, power(1-c), func(k int) float64 {
			if T+k >= 30 {
				return 80 + 0.5*40*0.8
			}
			return 80
		})},
		{"changes end with the horizon, costs too", func(m *Model) {
			withScenario(m, "x", Initiative{Changes: []Change{change(LeverChurn, OpReduce, 0.5), change(LeverGrossMargin, OpAdd, 0.1)},
				Cost: Cost{PerCustomer: Const(7), PercentOfRevenue: Const(0.05)}})
		}, 1, remaining(1000*math.Pow(1-c/2, T), 5000, T, d, power(1-c), always(80))},
		{"events stay", func(m *Model) {
			m.Events = []Initiative{{Name: "rival", Segments: []int{0}, Starts: 7, StartsTo: 7, Certain: true,
				Changes: []Change{change(LeverChurn, OpIncrease, 0.5)}}}
		}, 0, remaining(1000*math.Pow(1-c, 6)*math.Pow(1-1.5*c, T-6), 5000, T, d, power(1-1.5*c), always(80))},
		{"events in points and on margins stay", func(m *Model) {
			m.Events = []Initiative{{Name: "rival", Segments: []int{0}, Starts: 7, StartsTo: 7, Certain: true,
				Changes: []Change{change(LeverChurn, OpAdd, 0.01), change(LeverGrossMargin, OpAdd, -0.1)}}}
		}, 0, remaining(1000*math.Pow(1-c, 6)*math.Pow(1-c-0.01, T-6), 5000, T, d, power(1-c-0.01), always(70))},
		{"a price stays", func(m *Model) { withScenario(m, "x", doing(change(LeverPrice, OpIncrease, 0.1))) }, 1,
			remaining(closing, 5000, T, d, power(1-c), always(90))},
		{"its effect on churn stays", func(m *Model) {
			m.Segments[0].Elasticity.Churn = Const(0.5)
			withScenario(m, "x", Initiative{Starts: 10, Changes: []Change{change(LeverPrice, OpIncrease, 0.21)}})
		}, 1, remaining(1000*math.Pow(1-c, 9)*math.Pow(1-1.1*c, 9), 5000, T, d, power(1-1.1*c), always(101))},
		{"unless it has run out", func(m *Model) {
			m.Segments[0].Elasticity = Elasticity{Churn: Const(0.5), ChurnMonths: 3}
			withScenario(m, "x", Initiative{Starts: 10, Changes: []Change{change(LeverPrice, OpIncrease, 0.21)}})
		}, 1, remaining(1000*math.Pow(1-c, 15)*math.Pow(1-1.1*c, 3), 5000, T, d, power(1-c), always(101))},
		{"a price that waits for the renewal", func(m *Model) {
			m.Segments[0].Term = 12
			withScenario(m, "x", Initiative{Starts: 15, Changes: []Change{change(LeverPrice, OpIncrease, 0.1)}})
		}, 1, remaining(1000*math.Pow(1-c, 12), 5000, T, d, func(k int) float64 { return math.Pow(1-c, float64((k+6)/12*12)) },
			func(k int) float64 {
				if k >= 6 {
					return 90
				}
				return 80
			})},
	} {
		m := discounted(testPlan(T, base(c, 1000)), d)
		x.set(m)
		wantNear(t, x.name, equityOf(t, m, x.scenario), x.want, 1e-10)
	}
}

// The contract's end decides, whatever the term is that follows it.
func TestEquityOfContracts(t *testing.T) {
	const c, d, T, tenure, first = 0.03, 0.08, 18, 4, 24
	contracts := func(next int) func(k int) float64 {
		return func(k int) float64 { // renewals at ages first, first+next, ..
			age, last := tenure+T+k, first-12
			for a := first; a <= age; a += next {
				last = a
			}
			return math.Pow(1-c, float64(last-(first-12)))
		}
	}
	for _, to := range []int{12, 1, 6, 24, 5} {
		s := base(c, 0)
		s.Term, s.Retention.Per = 12, 1
		s.Opening.Groups = []TenureGroup{{tenure, 1000}}
		m := discounted(withScenario(testPlan(T, s), "x", Initiative{Starts: 15, Changes: []Change{change(LeverTerm, OpTo, float64(to))}}), d)
		closing := 1000 * math.Pow(1-c, 12)
		wantNear(t, "equity under a new term", equityOf(t, m, 1), remaining(closing, 5000, T, d, contracts(to), always(80)), 1e-9)
	}
}

// A term that is changed to itself, or to another at the horizon, is worth what
// it is worth without the change, however young the base is.
func TestEquityOfAChangeToTheSameTerm(t *testing.T) {
	for _, term := range []int{3, 12, 24} {
		s := subscribers(0)
		s.Term = term
		s.Retention = Retention{Model: "sbg", Alpha: Const(.3), Beta: Const(.5)}
		s.Opening.Groups = []TenureGroup{{0, 1}, {5, 1}, {17, 1}}
		m := discounted(withScenario(testPlan(1, s), "x", doing(change(LeverTerm, OpTo, float64(term)))), 0.01)
		x := expected(t, m)
		wantNear(t, "equity", x[1].Whole.Metrics[MetricCustomerEquity], x[0].Whole.Metrics[MetricCustomerEquity], 1e-5)
	}
}

// The residual life of an opening base by tenure under sbg, by brute force; and
// of one whose mix a change has shifted: E[(1-mp)^T (1-p)^k].
func TestEquityOfOwnPropensities(t *testing.T) {
	const alpha, beta, d, T = 0.9, 4.0, 0.1, 12
	s := subscribers(0)
	s.Retention = Retention{Model: "sbg", Alpha: Const(alpha), Beta: Const(beta)}
	s.Opening.Groups = []TenureGroup{{0, 400}, {25, 600}}
	survival := make([]float64, 20100)
	survival[0] = 1
	for r := 1; r < len(survival); r++ {
		survival[r] = survival[r-1] * (1 - alpha/(alpha+beta+float64(r)-1))
	}
	want := 0.0
	for _, g := range s.Opening.Groups {
		want += remaining(g.Customers/survival[g.Months], 20000, T, d, func(k int) float64 { return survival[g.Months+T+k] }, always(80))
	}
	plan := func() *Model { return discounted(testPlan(T, s), d) }
	wantNear(t, "undisturbed", equityOf(t, plan(), 0), want, 1e-9)

	const m = 0.7
	v := math.Pow(1+d, -1.0/12)
	mean := func(f func(p float64) float64) (sum float64) {
		for _, g := range s.Opening.Groups {
			sum += g.Customers * math.Pow(v, T-1) * betaMean(alpha, beta+float64(g.Months), f)
		}
		return sum
	}
	want = 80 * mean(func(p float64) float64 { return math.Pow(1-m*p, T) * (1 - p) * v / (1 - (1-p)*v) })
	cut := withScenario(plan(), "cut", doing(change(LeverChurn, OpReduce, 1-m)))
	wantNear(t, "shifted", equityOf(t, cut, 1), want, 2e-4)

	s.Elasticity.Churn = Const(1)
	want = 100 * mean(func(p float64) float64 {
		q := 1 - min(1, 1.2*p)
		return math.Pow(q, T) * q * v / (1 - q*v)
	})
	rise := withScenario(plan(), "rise", doing(change(LeverPrice, OpIncrease, 0.2)))
	wantNear(t, "shifted for good", equityOf(t, rise, 1), want, 2e-3)
}

// An equity without end is infinite, not unknown: its profit outweighs its costs.
func TestEquityWithoutEnd(t *testing.T) {
	s := subscribers(0)
	s.Retention = Retention{Model: "sbg", Alpha: Const(.9), Beta: Const(4)}
	s.Opening.Groups = []TenureGroup{{6, 1000}}
	s.CostToServe = flat(3)
	if got := equityOf(t, testPlan(12, s), 0); !math.IsInf(got, 1) {
		t.Errorf("equity of customers who stay for ever is %v", got)
	}
	s.Opening.Groups = []TenureGroup{{6, 0}}
	if got := equityOf(t, testPlan(12, s), 0); got != 0 {
		t.Errorf("equity of nobody is %v", got)
	}
}

func TestTerminalValueIsAddedToNPV(t *testing.T) {
	m := discounted(testPlan(12, base(0.05, 100)), 0.1)
	x := expected(t, m)[0].Whole.Metrics
	m.TerminalValue = true
	y := expected(t, m)[0].Whole.Metrics
	wantNear(t, "npv with equity", y[MetricNPV], x[MetricNPV]+x[MetricCustomerEquity], 1e-14)
	wantNear(t, "contribution", y[MetricContribution], x[MetricContribution], 0)
}
