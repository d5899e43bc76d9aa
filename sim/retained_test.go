package sim

import (
	"math"
	"testing"
)

// GRR takes expansion as zero and each one's price as min(then, now); NRR takes
// all of it; new and returning customers are in neither.
func TestGRRAndNRR(t *testing.T) {
	const c = 0.03
	kept := math.Pow(1-c, 12)
	for _, x := range []struct {
		name     string
		set      func(*Segment)
		price    float64 // relative change in month 15 of 24
		grr, nrr float64
	}{
		{"churn", func(*Segment) {}, 0, kept, kept},
		{"price rise", func(*Segment) {}, 0.1, kept, 1.1 * kept},
		{"price cut", func(*Segment) {}, -0.1, 0.9 * kept, 0.9 * kept},
		{"expansion", func(s *Segment) { s.Expansion = &Move{ByAge{{0, chance(0.05)}}, Const(0.2)} }, 0,
			kept, kept * math.Pow(1.01, 12)},
		{"contraction", func(s *Segment) { s.Contraction = &Move{ByAge{{0, chance(0.05)}}, Const(0.2)} }, 0,
			kept * math.Pow(0.99, 12), kept * math.Pow(0.99, 12)},
		{"joiners and win-backs", func(s *Segment) {
			s.Channels, s.Winback = []Channel{volume(50, 0)}, &Winback{Rate: chance(0.2), Within: 12}
		}, 0, kept, kept},
	} {
		s := base(c, 1000)
		x.set(&s)
		m := withScenario(testPlan(24, s), "x", Initiative{Starts: 15, Changes: []Change{change(LeverPrice, OpIncrease, x.price)}})
		got := expected(t, m)[1]
		for _, p := range []part{got.Whole, got.Segments[0]} {
			wantNear(t, x.name+": grr", p.Metrics[MetricGRR], x.grr, 1e-12)
			wantNear(t, x.name+": nrr", p.Metrics[MetricNRR], x.nrr, 1e-12)
		}
	}
	// Over exactly a year, from the opening base.
	s := base(c, 1000)
	s.Opening.HasPrice, s.Opening.Price = true, Const(70)
	wantNear(t, "grr of a year", expected(t, testPlan(12, s))[0].Whole.Metrics[MetricGRR], kept, 1e-12)
}

var lastYearMetrics = []Metric{MetricCustomerChurn, MetricAnnualChurn, MetricRevenueChurn, MetricNetRevenueChurn, MetricGRR, MetricNRR}

func TestChurnOfTheLastYear(t *testing.T) {
	const c = 0.03
	s := base(c, 1000)
	s.Expansion = &Move{ByAge{{0, chance(0.05)}}, Const(0.2)}
	s.Contraction = &Move{ByAge{{0, chance(0.04)}}, Const(0.1)}
	s.Channels = []Channel{volume(20, 0)}
	m := withScenario(testPlan(24, s), "x", Initiative{Starts: 7, Changes: []Change{change(LeverPrice, OpIncrease, 0.1)}})
	x := expected(t, m)[1].Whole.Metrics
	wantNear(t, "customer churn", x[MetricCustomerChurn], c, 1e-12)
	wantNear(t, "annual churn", x[MetricAnnualChurn], 1-math.Pow(1-c, 12), 1e-12)
	wantNear(t, "revenue churn", x[MetricRevenueChurn], c+(1-c)*0.004, 1e-12)
	wantNear(t, "net revenue churn", x[MetricNetRevenueChurn], c+(1-c)*(0.004-0.01), 1e-12)
	short := expected(t, testPlan(11, base(c, 1000)))[0].Whole.Metrics
	for _, k := range lastYearMetrics {
		if !math.IsNaN(short[k]) {
			t.Errorf("%s over 11 months is %v", k, short[k])
		}
	}
	// Uneven months: churned and opening are summed, retention multiplied.
	lumpy := withScenario(testPlan(12, base(0, 1000)), "x", Initiative{Starts: 3, Months: 1, Changes: []Change{change(LeverChurn, OpTo, 0.5)}},
		Initiative{Starts: 9, Months: 1, Changes: []Change{change(LeverChurn, OpTo, 0.2)}})
	x = expected(t, lumpy)[1].Whole.Metrics
	wantNear(t, "customer churn", x[MetricCustomerChurn], 600./(3*1000+6*500+3*400), 1e-12)
	wantNear(t, "annual churn", x[MetricAnnualChurn], 0.6, 1e-12)
}

func TestFiscalYears(t *testing.T) {
	m := withoutLuck(testPlan(30, base(0.02, 1000)))
	m.Start, m.FiscalYearStart, m.Trials = YearMonth{2027, 1}, 4, 1
	r := run(t, m, Options{})
	y := &r.Scenarios[0].Yearly
	want := []string{"FY2026", "FY2027", "FY2028", "FY2029"}
	firsts := []int{1, 4, 16, 28, 31}
	if d := apart(y.Labels, want); d != "" {
		t.Fatalf("labels %v, want %v", y.Labels, want)
	}
	months := &r.Scenarios[0].Monthly
	for i := range want {
		from, to := firsts[i]-1, firsts[i+1]-1
		if y.Months[i] != to-from {
			t.Errorf("%s has %d months, want %d", want[i], y.Months[i], to-from)
		}
		for _, k := range []Measure{MeasureRevenue, MeasureChurned, MeasureContribution, MeasureGrossProfit, MeasureCash} {
			wantNear(t, k.String(), y.Measures[k].Mean[i], total(months[k].Mean[from:to]), 1e-12)
		}
		for _, k := range []Measure{MeasureClosing, MeasureMRR, MeasureCumulativeContribution} {
			wantNear(t, k.String(), y.Measures[k].Mean[i], months[k].Mean[to-1], 1e-12)
		}
		wantNear(t, "opening", y.Measures[MeasureOpening].Mean[i], months[MeasureOpening].Mean[from], 1e-12)
		wantNear(t, "churn", y.Measures[MeasureCustomerChurn].Mean[i], 0.02, 1e-12)
	}
	m.Start = YearMonth{}
	if got := run(t, m, Options{}).Scenarios[0].Yearly.Labels; apart(got, []string{"Y1", "Y2", "Y3"}) != "" {
		t.Errorf("labels without a start: %v", got)
	}
	for _, x := range []struct {
		start YearMonth
		first int
		want  string
	}{{YearMonth{2027, 3}, 4, "FY2026"}, {YearMonth{2027, 4}, 4, "FY2027"}, {YearMonth{2027, 12}, 1, "FY2027"}} {
		m.Start, m.FiscalYearStart = x.start, x.first
		if got := run(t, m, Options{}).Scenarios[0].Yearly.Labels[0]; got != x.want {
			t.Errorf("%v is in %s, want %s", x.start, got, x.want)
		}
	}
}

// A target's chance under a uniform price is the share of prices that reach it.
func TestTargets(t *testing.T) {
	m := withoutLuck(testPlan(24, base(0, 10)))
	m.Trials, m.Start, m.FiscalYearStart = 8000, YearMonth{2027, 1}, 4
	m.Segments[0].Price = uniform(t, m, "price", 100, 200)
	m.FixedCost = Const(100)
	m.Targets = []Target{
		{Metric: "revenue", By: 12, Value: Const(120 * 130)},
		{Metric: "revenue", By: 17, FiscalYear: true, Value: Const(20 * 130)},
		{Metric: "mrr", By: 5, AtMost: true, Value: Const(1200)},
		{Metric: "closing_mrr", By: 24, Value: Const(1900)},
		{Metric: "closing_customers", By: 3, Value: Const(10)},
		{Metric: "arpu", Value: Const(150)},
		{Metric: "npv", Value: Const(24*(80*15) - 2400)},
		{Metric: "contribution", By: 1, Value: Const(80*14 - 100)},
		{Metric: "customer_churn", By: 7, AtMost: true, Value: Const(0.01)},
		{Metric: "cac", AtMost: true, Value: Const(10)},
	}
	r := run(t, m, Options{})
	n := float64(m.Trials)
	for i, want := range []float64{.7, .7, .2, .1, 1, .5, .5, .6, 1, math.NaN()} {
		got := r.Scenarios[0].Targets[i].Probability
		if math.IsNaN(want) {
			if !math.IsNaN(got.P) {
				t.Errorf("a target on nothing is hit with probability %v", got.P)
			}
			continue
		}
		share(t, m.Targets[i].Metric, got.P*n, n, want)
		if !(got.Low <= got.P && got.P <= got.High) {
			t.Errorf("probability %v outside its interval %v to %v", got.P, got.Low, got.High)
		}
	}
}
