package sim

import (
	"math"
	"testing"
)

// life is a customer's lifetime by brute force: the sum of survival x profit x
// discount over enough ages.
func life(ages int, annual float64, survival, profit func(a int) float64) float64 {
	sum := 0.0
	for a := range ages {
		sum += survival(a) * profit(a) * math.Pow(1+annual, -float64(a)/12)
	}
	return sum
}

func power(q float64) func(int) float64 {
	return func(a int) float64 { return math.Pow(q, float64(a)) }
}

func always(x float64) func(int) float64 { return func(int) float64 { return x } }

// joined is a segment that ten customers a month join, at 300 each.
func joined(s Segment) Segment {
	s.Channels = []Channel{volume(10, 300)}
	return s
}

// metricsOf is the scenario's metrics, which for a plan of one segment are the
// segment's too.
func metricsOf(t *testing.T, m *Model, scenario int) *[NumMetrics]float64 {
	t.Helper()
	x := expected(t, m)[scenario]
	for _, k := range []Metric{MetricLTV, MetricLTV60, MetricLTVRevenue, MetricRetention12, MetricRetention36, MetricCAC, MetricCACPayback} {
		exists := x.Whole.Metrics[MetricNewCustomers] > 0
		if len(x.Segments) == 1 && exists && !near(x.Segments[0].Metrics[k], x.Whole.Metrics[k], 1e-12) {
			t.Errorf("%s of the only segment is %v, of the scenario %v", k, x.Segments[0].Metrics[k], x.Whole.Metrics[k])
		}
	}
	return &x.Whole.Metrics
}

func TestLifetimeClosedForms(t *testing.T) {
	const c, d = 0.03, 0.08
	v := math.Pow(1+d, -1.0/12)
	failing := &Involuntary{chance(0.02), Const(0.25)}
	for _, x := range []struct {
		name     string
		set      func(*Segment)
		discount float64
		want     float64
	}{
		{"price x margin / churn", func(*Segment) {}, 0, 80 / c},
		{"discounted", func(*Segment) {}, d, 80 / (1 - (1-c)*v)},
		{"yearly contract", func(s *Segment) { s.Term = 12 }, d,
			80 * (1 - math.Pow(v, 12)) / (1 - v) / (1 - math.Pow((1-c)*v, 12))},
		{"failed payments", func(s *Segment) { s.Involuntary = failing }, d, 80 / (1 - (1-c)*(1-0.015)*v)},
		{"failed payments in contracts", func(s *Segment) { s.Term, s.Involuntary = 12, failing }, d,
			life(20000, d, func(a int) float64 {
				return math.Pow(1-c, float64(a/12*12)) * math.Pow(1-0.015, float64(a))
			}, always(80))},
		{"expansion", func(s *Segment) { s.Expansion = &Move{ByAge{{0, chance(0.015)}}, Const(0.2)} }, 0,
			80 / (1 - (1-c)*1.003)},
		{"expansion, contraction, service", func(s *Segment) {
			s.Expansion = &Move{ByAge{{0, chance(0.015)}}, Const(0.2)}
			s.Contraction = &Move{ByAge{{0, chance(0.01)}}, Const(0.1)}
			s.CostToServe = flat(9)
		}, d, 80/(1-(1-c)*1.002*v) - 9/(1-(1-c)*v)},
		{"fee and service", func(s *Segment) { s.PaymentFee, s.CostToServe = Const(0.03), flat(7) }, 0, (80 - 3 - 7) / c},
		{"margin and service by age", func(s *Segment) {
			s.GrossMargin = ByAge{{0, Const(0.5)}, {12, Const(0.8)}}
			s.CostToServe = ByAge{{0, Const(20)}, {3, Const(5)}}
		}, d, life(20000, d, power(1-c), func(a int) float64 {
			profit := 45.0
			if a >= 12 {
				profit = 75
			}
			if a < 3 {
				profit -= 15
			}
			return profit
		})},
		{"orders", func(s *Segment) {
			s.HasPrice, s.Price = false, Quantity{}
			s.Orders = &Orders{Rate: ByAge{{0, Const(0.8)}, {80, Const(1.2)}}, Value: Const(50)}
			s.PaymentFee = Const(0.05)
		}, d, life(20000, d, power(1-c), func(a int) float64 {
			if a < 80 {
				return 0.8 * 50 * 0.75
			}
			return 1.2 * 50 * 0.75
		})},
		{"no margin", func(s *Segment) { s.GrossMargin = flat(0) }, 0, 0},
		{"negative margin", func(s *Segment) { s.GrossMargin = flat(-0.5) }, 0, -50 / c},
		{"table", func(s *Segment) {
			s.Retention = Retention{Model: "table", Rates: []Quantity{Const(0.5), Const(0.2), Const(0.1)}}
		}, 0, 80 * (1 + 0.5 + 0.4/0.1)},
		{"weibull", func(s *Segment) { s.Retention = Retention{Model: "weibull", Theta: Const(0.1), C: Const(0.8)} }, d,
			life(20000, d, func(a int) float64 { return math.Pow(0.9, math.Pow(float64(a), 0.8)) }, always(80))},
		{"sbg", func(s *Segment) { s.Retention = Retention{Model: "sbg", Alpha: Const(3.8), Beta: Const(15.2)} }, 0,
			80 * (3.8 + 15.2 - 1) / (3.8 - 1)},
		{"everybody leaves", func(s *Segment) { s.Retention.Rate = chance(1) }, 0, 80},
	} {
		s := joined(subscribers(c))
		x.set(&s)
		m := testPlan(3, s)
		if x.discount != 0 {
			discounted(m, x.discount)
		}
		got := metricsOf(t, m, 0)
		if !near(got[MetricLTV], x.want, 1e-9) && math.Abs(got[MetricLTV]-x.want) > 1e-9 {
			t.Errorf("%s: ltv %.12g, want %.12g", x.name, got[MetricLTV], x.want)
		}
		wantNear(t, x.name+": ltv_cac", got[MetricLTVCAC], got[MetricLTV]/300, 1e-12)
	}
}

func TestLifetimeStops(t *testing.T) {
	s := joined(subscribers(0.03))
	m := metricsOf(t, testPlan(12, s), 0)
	wantNear(t, "ltv_60", m[MetricLTV60], 80*(1-math.Pow(0.97, 60))/0.03, 1e-12)
	wantNear(t, "ltv_revenue", m[MetricLTVRevenue], 100/0.03, 1e-12)
	for _, months := range []int{1, 7, 60, 61, 400} {
		plan := testPlan(12, s)
		plan.LTVMonths = months
		m := metricsOf(t, plan, 0)
		wantNear(t, "ltv that stops", m[MetricLTV], 80*(1-math.Pow(0.97, float64(months)))/0.03, 1e-12)
		wantNear(t, "ltv_60 that stops", m[MetricLTV60], 80*(1-math.Pow(0.97, float64(min(60, months))))/0.03, 1e-12)
	}
}

func TestRetentionOverMonths(t *testing.T) {
	s := joined(subscribers(0.03))
	m := metricsOf(t, testPlan(3, s), 0)
	wantNear(t, "retention_12m", m[MetricRetention12], math.Pow(0.97, 12), 1e-12)
	wantNear(t, "retention_36m", m[MetricRetention36], math.Pow(0.97, 36), 1e-12)
	s.Term = 12
	s.Retention = Retention{Model: "sbg", Alpha: Const(.668), Beta: Const(3.806)}
	m = metricsOf(t, testPlan(3, s), 0)
	// Fader & Hardie (2007), High-End, years 1 and 3.
	if math.Abs(m[MetricRetention12]-.8507) > 5e-5 || math.Abs(m[MetricRetention36]-.6698) > 5e-5 {
		t.Errorf("retention %v and %v, published .8507 and .6698", m[MetricRetention12], m[MetricRetention36])
	}
	cut := metricsOf(t, withScenario(testPlan(3, s), "cut", doing(change(LeverChurn, OpReduce, 0.5))), 1)
	wantNear(t, "retention under a change", cut[MetricRetention36],
		betaMean(.668, 3.806, func(p float64) float64 { return math.Pow(1-p/2, 3) }), 2e-4)
}

// "inf" by rule: customers stay, or grow, at least as fast as money is
// discounted.
func TestLifetimesWithoutEnd(t *testing.T) {
	sbg := func(alpha, scale float64) Retention {
		return Retention{Model: "sbg", Alpha: Const(alpha), Beta: Const(4), HasScale: true, Scale: Const(scale)}
	}
	bdw := func(alpha, c float64) Retention {
		return Retention{Model: "bdw", Alpha: Const(alpha), Beta: Const(4), C: Const(c)}
	}
	weibull := Retention{Model: "weibull", Theta: Const(.1), C: Const(.5)}
	constant := func(rate float64) Retention { return Retention{Model: "constant", Rate: chance(rate)} }
	for _, x := range []struct {
		name   string
		r      Retention
		annual float64
		up     float64 // expansion per month, all customers
		leave  float64 // failed payments
		months int
		inf    bool
	}{
		{name: "sbg alpha below 1", r: sbg(.9, 1), inf: true},
		{name: "sbg alpha 1", r: sbg(1, 1), inf: true},
		{name: "sbg alpha above 1", r: sbg(1.2, 1)},
		{name: "sbg scaled down", r: sbg(1.2, .8), inf: true},
		{name: "sbg scaled up", r: sbg(.9, 1.3)},
		{name: "sbg discounted", r: sbg(.5, 1), annual: .01},
		{name: "sbg with failed payments", r: sbg(.5, 1), leave: .001},
		{name: "sbg for a while", r: sbg(.5, 1), months: 120},
		{name: "sbg growing faster than the discount", r: sbg(3, 1), annual: .05, up: .01, inf: true},
		{name: "sbg growing slower than the discount", r: sbg(3, 1), annual: .05, up: .002},
		{name: "bdw alpha c below 1", r: bdw(.5, 1.5), inf: true},
		{name: "bdw alpha c above 1", r: bdw(.9, 1.5)},
		{name: "bdw alpha above 1, c below", r: bdw(1.5, .6), inf: true},
		{name: "bdw discounted", r: bdw(.5, .5), annual: .01},
		{name: "weibull", r: weibull},
		{name: "weibull growing", r: weibull, up: .001, inf: true},
		{name: "constant growing slower", r: constant(.05), up: .05},
		{name: "constant growing faster", r: constant(.05), up: .06, inf: true},
		{name: "no churn", r: constant(0), inf: true},
		{name: "no churn, discounted", r: constant(0), annual: .05},
		{name: "table that ends at no churn", r: Retention{Model: "table", Rates: []Quantity{Const(.5), Const(0)}}, inf: true},
	} {
		s := subscribers(0)
		s.Retention = x.r
		if x.up > 0 {
			s.Expansion = &Move{ByAge{{0, chance(1)}}, Const(x.up)}
		}
		if x.leave > 0 {
			s.Involuntary = &Involuntary{chance(x.leave), Const(0)}
		}
		s.Channels = []Channel{volume(1, 10)}
		m := testPlan(3, s)
		m.LTVMonths = x.months
		if x.annual > 0 {
			discounted(m, x.annual)
		}
		got := metricsOf(t, m, 0)
		if math.IsInf(got[MetricLTV], 1) != x.inf || math.IsInf(got[MetricLTVCAC], 1) != x.inf ||
			math.IsNaN(got[MetricLTV]) || math.IsInf(got[MetricLTV60], 0) {
			t.Errorf("%s: ltv %v, ltv_cac %v, ltv_60 %v, want infinite: %v", x.name, got[MetricLTV], got[MetricLTVCAC], got[MetricLTV60], x.inf)
		}
		warned := false
		for _, w := range run(t, m, Options{}).Warnings {
			warned = warned || w.Code == "infinite_ltv"
		}
		if warned != x.inf {
			t.Errorf("%s: warned of an infinite lifetime: %v", x.name, warned)
		}
	}
}

// Points added to a hazard that do not act in the LTV month leave the rule for
// infinite lifetimes as it is; points that act end the lifetime, or take the
// last of the hazard.
func TestLifetimesWithoutEndUnderPoints(t *testing.T) {
	s := subscribers(0)
	s.Retention, s.LikeAverage = Retention{Model: "sbg", Alpha: Const(.9), Beta: Const(4)}, true
	s.Channels = []Channel{volume(1, 10)}
	for _, x := range []struct {
		name   string
		points float64
		starts int
		inf    bool
	}{
		{"more", 0.01, 1, false},
		{"less", -0.001, 1, true},
		{"not yet", 0.01, 3, true},
		{"none", 0, 1, true},
	} {
		m := withScenario(testPlan(3, s), "x", Initiative{Starts: x.starts, Changes: []Change{change(LeverChurn, OpAdd, x.points)}})
		m.LTVMonth = 2
		if got := metricsOf(t, m, 1)[MetricLTV]; math.IsInf(got, 1) != x.inf || math.IsNaN(got) {
			t.Errorf("%s: ltv %v, want infinite: %v", x.name, got, x.inf)
		}
	}
}

// Discounted expected residual lifetimes of yearly contracts about to face
// renewal n (Fader & Hardie 2010, table 3). The price makes a contract's twelve
// payments worth 1 at its start.
func TestLifetimesArePublishedResiduals(t *testing.T) {
	const annual = 0.1
	v := math.Pow(1+annual, -1.0/12)
	year := (1 - math.Pow(v, 12)) / (1 - v)
	for _, x := range []struct {
		alpha, beta float64
		want        [5]float64
	}{
		{3.8, 15.2, [5]float64{3.31, 3.45, 3.59, 3.72, 3.84}},
		{1.0 / 15, 4.0 / 15, [5]float64{7.68, 9.46, 9.86, 10.06, 10.19}},
	} {
		s := joined(subscribers(0))
		s.Price, s.GrossMargin, s.Term = Const(1/year), flat(1), 12
		s.Retention = Retention{Model: "sbg", Alpha: Const(x.alpha), Beta: Const(x.beta)}
		ltv := metricsOf(t, discounted(testPlan(1, s), annual), 0)[MetricLTV]
		if got := (ltv - 1) * (1 + annual); math.Abs(got-x.want[0]) > 0.0051 {
			t.Errorf("alpha %.3g: lifetime after the first contract %.4f, published %.2f", x.alpha, got, x.want[0])
		}
		for n, want := range x.want {
			// One month passes before renewal n+1.
			s.Channels, s.Opening.Groups = nil, []TenureGroup{{12*n + 10, 7}}
			equity := metricsOf(t, discounted(testPlan(1, s), annual), 0)[MetricCustomerEquity]
			if got := equity / 7 / v; math.Abs(got-want) > 0.0051 {
				t.Errorf("alpha %.3g: equity before renewal %d is %.4f, published %.2f", x.alpha, n+1, got, want)
			}
		}
	}
}

// A lifetime is frozen at the LTV month: what runs then runs on, what has not
// begun never does.
func TestLifetimeOfAMonth(t *testing.T) {
	s := joined(subscribers(0.04))
	s.PaymentFee = Const(0.02)
	m := withScenario(testPlan(24, s), "x",
		Initiative{Starts: 5, Months: 6, Changes: []Change{change(LeverChurn, OpReduce, 0.5)},
			Cost: Cost{Upfront: Const(1e6), Monthly: Const(1e5), PerCustomer: Const(2), PerNewCustomer: Const(50), PercentOfRevenue: Const(0.01)}})
	m.CostGrowth = Const(0.02).Per(UnitGrowth, 12)
	for _, x := range []struct {
		month     int
		churn     float64
		cost, one float64
	}{{4, .04, 0, 0}, {5, .02, 3, 50}, {10, .02, 3, 50}, {11, .04, 0, 0}} {
		m.LTVMonth = x.month
		unit := 20 * math.Pow(1.02, float64(x.month-1)/12)
		wantNear(t, "ltv of a month", metricsOf(t, m, 1)[MetricLTV], (98-unit-x.cost)/x.churn-x.one, 1e-12)
	}
}

// A customer's elasticity to price: hazard x f^elasticity, joiners' too.
func TestLifetimeUnderElasticity(t *testing.T) {
	s := joined(subscribers(0.04))
	s.Elasticity = Elasticity{Churn: Const(0.5), Acquisition: Const(-0.8)}
	rise := doing(change(LeverPrice, OpIncrease, 0.21))
	x := metricsOf(t, withScenario(testPlan(6, s), "rise", rise), 1)
	wantNear(t, "ltv", x[MetricLTV], (121-20)/(0.04*1.1), 1e-12)
	wantNear(t, "new", x[MetricNewCustomers], 60*math.Pow(1.21, -0.8), 1e-12)
	s.Elasticity.ChurnMonths = 3 // existing customers' decisions alone
	x = metricsOf(t, withScenario(testPlan(6, s), "rise", rise), 1)
	wantNear(t, "ltv", x[MetricLTV], (121-20)/0.04, 1e-12)
}

// Where propensities are carried, the lifetime under a change is that of
// customers whose own hazards are multiplied.
func TestLifetimeOfCarriedPropensities(t *testing.T) {
	const alpha, beta, m, annual = 0.9, 11.0, 0.85, 0.08
	v := math.Pow(1+annual, -1.0/12)
	s := joined(subscribers(0))
	s.Retention = Retention{Model: "sbg", Alpha: Const(alpha), Beta: Const(beta)}
	plan := discounted(withScenario(testPlan(3, s), "cut", doing(change(LeverChurn, OpReduce, 1-m))), annual)
	want := 80 * betaMean(alpha, beta, func(p float64) float64 { return 1 / (1 - (1-m*p)*v) })
	wantNear(t, "ltv", metricsOf(t, plan, 1)[MetricLTV], want, 1e-4)
}
