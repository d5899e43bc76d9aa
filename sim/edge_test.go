package sim

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"time"
)

// sound fails where a result holds a statistic that contradicts another.
func sound(t *testing.T, r *Result) {
	t.Helper()
	best := 0.0
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		best += s.ProbabilityBest.P
		for k := range s.Metrics {
			x := &s.Metrics[k]
			if x.N+x.Nulls != r.Run.Trials {
				t.Errorf("%s of %s: %d values and %d nulls in %d trials", Metric(k), s.ID, x.N, x.Nulls, r.Run.Trials)
			}
			for q := 1; q < NumQuantiles; q++ {
				if x.Q[q] < x.Q[q-1] {
					t.Errorf("%s of %s: quantiles %v", Metric(k), s.ID, x.Q)
				}
			}
			if x.N == 0 && (!math.IsNaN(x.Mean) || !math.IsNaN(x.Q[P50])) {
				t.Errorf("%s of %s exists in no trial, but has mean %v", Metric(k), s.ID, x.Mean)
			}
		}
	}
	if math.Abs(best-1) > 1e-9 {
		t.Errorf("the probabilities of being best add up to %v", best)
	}
}

func TestFewTrialsUnderEverySampling(t *testing.T) {
	for _, sampling := range samplings {
		for _, trials := range []int{1, 2, 15, 31, 65} {
			m := stratified(fullPlan(t, 3), sampling)
			m.Trials = trials
			sound(t, run(t, m, Options{}))
		}
	}
}

func TestShortestAndLongestHorizon(t *testing.T) {
	m := fullPlan(t, 1)
	m.Trials = 10
	m.Events[0].Starts, m.Events[0].StartsTo = 1, 1
	sound(t, run(t, m, Options{}))

	s := base(0.01, 100)
	s.Channels = []Channel{volume(1, 10)}
	long := withScenario(testPlan(600, s), "keep", Initiative{Starts: 300, Changes: []Change{change(LeverChurn, OpReduce, 0.1)}})
	long.Trials = 3
	r := run(t, long, Options{})
	sound(t, r)
	if n := len(r.Scenarios[0].Monthly[MeasureClosing].Mean); n != 600 {
		t.Errorf("%d months", n)
	}
}

// Nobody for months, then somebody; and a segment that dies out.
func TestZeroCustomers(t *testing.T) {
	late := subscribers(0.05)
	late.Name = "late"
	late.Channels = []Channel{volume(10, 5)}
	gone := base(1, 50)
	gone.Name = "gone"
	m := testPlan(14, late, gone)
	m.Initiatives = []Initiative{filledIn(m, Initiative{Name: "not yet", Months: 6, Segments: []int{0}, Changes: []Change{change(LeverCustomers, OpTo, 0)}})}
	m.Scenarios = append(m.Scenarios, Scenario{Name: "late", Initiatives: []int{0}})
	m.Trials = 50
	r := run(t, m, Options{})
	sound(t, r)
	x := &r.Scenarios[1]
	if got := x.Segments[0].Monthly[MeasureClosing].Mean; got[5] != 0 || got[6] == 0 {
		t.Errorf("closing customers %v", got)
	}
	if !math.IsNaN(x.Segments[0].Metrics[MetricAnnualChurn].Mean) {
		t.Errorf("annual churn over months without customers is %v", x.Segments[0].Metrics[MetricAnnualChurn].Mean)
	}
	if got := x.Segments[1].Monthly[MeasureClosing].Mean; got[0] != 0 || got[13] != 0 {
		t.Errorf("of customers who all leave there are %v", got)
	}
	if churn := x.Monthly[MeasureCustomerChurn]; !math.IsNaN(churn.Mean[2]) || !math.IsNaN(churn.Q[P50][2]) {
		t.Errorf("churn of nobody is %v", churn.Mean[2])
	}
	if got := x.Metrics[MetricClosingCustomers]; got.Mean <= 0 {
		t.Errorf("closing customers %v", got.Mean)
	}
}

// No customers at all: every rate is null, every sum 0, nothing panics.
func TestAnEmptyPlan(t *testing.T) {
	m := withScenario(testPlan(13, subscribers(0.05)), "x", doing(change(LeverChurn, OpReduce, 0.1)))
	m.Trials = 20
	r := run(t, m, Options{})
	sound(t, r)
	for _, k := range append(lastYearMetrics, MetricLTV, MetricCAC, MetricPaidCAC, MetricMarginalCAC, MetricCACHorizon, MetricLTVCAC,
		MetricCACPayback, MetricPaybackSimple, MetricARPU) {
		if x := &r.Scenarios[0].Metrics[k]; x.N != 0 || x.Nulls != 20 || !math.IsNaN(x.Mean) {
			t.Errorf("%s of nobody: %+v", k, *x)
		}
	}
	if x := r.Scenarios[0].Metrics[MetricNPV]; x.Mean != 0 || x.SD != 0 || x.MCSE != 0 {
		t.Errorf("npv of nobody: %+v", x)
	}
	v := r.Scenarios[1].Versus
	if v.Differences[MetricNPV].Mean != 0 || v.Differences[MetricNPV].Better.P != 0 || !math.IsNaN(v.ROI.Ratio) || !math.IsNaN(v.CostPerCustomerSaved) {
		t.Errorf("nothing against nothing: %+v", v)
	}
	for i := range r.Scenarios {
		if r.Scenarios[i].ProbabilityBest.P != 0.5 || r.Scenarios[i].ExpectedRegret != 0 {
			t.Errorf("tied scenario %d is best with probability %v", i, r.Scenarios[i].ProbabilityBest.P)
		}
	}
}

func TestChurnOfZeroAndOne(t *testing.T) {
	for _, churn := range []float64{0, 1} {
		s := base(churn, 1000)
		s.Channels = []Channel{volume(10, 1)}
		r := run(t, testPlan(13, s), Options{})
		sound(t, r)
		closing := r.Scenarios[0].Monthly[MeasureClosing].Mean
		if churn == 0 && closing[12] < 1000 || churn == 1 && closing[12] > 20 {
			t.Errorf("churn of %v leaves %v", churn, closing)
		}
	}
}

func TestPricesAndMarginsOfNothing(t *testing.T) {
	for _, x := range []struct{ price, margin float64 }{{0, 0.8}, {100, 0}, {100, -0.5}, {100, 1}} {
		s := base(0.05, 100)
		s.Price, s.GrossMargin = Const(x.price), flat(x.margin)
		s.Elasticity = Elasticity{Acquisition: Const(-0.5), Churn: Const(0.5)}
		s.Channels = []Channel{volume(10, 30)}
		m := withScenario(testPlan(13, s), "rise", doing(change(LeverPrice, OpIncrease, 0.1)), doing(change(LeverPrice, OpAdd, 5)))
		m.Trials = 30
		r := run(t, m, Options{})
		sound(t, r)
		ltv := r.Scenarios[0].Metrics[MetricLTV].Mean
		wantNear(t, "ltv", ltv+1, 1+x.price*x.margin/0.05, 1e-12)
		payback := r.Scenarios[0].Metrics[MetricCACPayback].Q[P50]
		if math.IsInf(payback, 1) != (x.price*x.margin <= 0) {
			t.Errorf("price %v, margin %v: payback %v", x.price, x.margin, payback)
		}
	}
}

// A plan that grows past what can be counted ends with an error that says where.
func TestGrowthWithoutBound(t *testing.T) {
	calm := base(0.1, 10)
	calm.Name = "calm"
	wild := subscribers(0.05)
	wild.Name = "wild"
	wild.Channels = []Channel{volume(10, 1)}
	wild.Channels[0].Growth = Const(9).Per(UnitGrowth, 1) // tenfold a month
	for _, noise := range []Noise{NoiseCustomers, NoiseNone} {
		m := testPlan(40, calm, wild)
		m.Noise = noise
		for _, workers := range []int{1, 3} {
			_, err := Run(context.Background(), m, Options{Workers: workers})
			if !errors.Is(err, ErrUnbounded) {
				t.Fatalf("%v: error %v", noise, err)
			}
			for _, part := range []string{"wild", "month 16", "baseline", "new"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v: %q does not name %s", noise, err, part)
				}
			}
		}
	}
	rich := base(0, 1e12)
	rich.Price = Const(1e18)
	rich.Expansion = &Move{ByAge{{0, chance(1)}}, Const(1e6)}
	if _, err := Run(context.Background(), testPlan(60, rich), Options{}); !errors.Is(err, ErrUnbounded) {
		t.Errorf("error %v", err)
	}
}

func TestCancel(t *testing.T) {
	m := fullPlan(t, 36)
	m.Trials = 1_000_000
	ctx, cancel := context.WithCancel(context.Background())
	started := make(chan bool, 1)
	go func() {
		<-started
		cancel()
	}()
	var at time.Time
	_, err := Run(ctx, m, Options{Workers: 2, Progress: func(done, total int) {
		select {
		case started <- true:
			at = time.Now()
		default:
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if late := time.Since(at); late > 5*time.Second {
		t.Errorf("stopped %v after it was asked to", late)
	}
	if _, err := Run(ctx, m, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that is cancelled before it starts: %v", err)
	}
}

func TestProgress(t *testing.T) {
	m := testPlan(3, base(0.1, 100))
	m.Trials = 700
	last, calls := 0, 0
	run(t, m, Options{Workers: 3, Progress: func(done, total int) {
		if done <= last || total != 700 || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last, calls = done, calls+1
	}})
	if last != 700 || calls < 2 {
		t.Errorf("progress ends at %d after %d calls", last, calls)
	}
}

func TestInvalidModels(t *testing.T) {
	for _, x := range []struct {
		say string
		set func(*Model)
	}{
		{"months", func(m *Model) { m.Months = 0 }},
		{"months", func(m *Model) { m.Months = 601 }},
		{"trials", func(m *Model) { m.Trials = 0 }},
		{"trials", func(m *Model) { m.Trials = -5 }},
		{"trials", func(m *Model) { m.Trials = 1 << 40 }},
		{"LTV month", func(m *Model) { m.LTVMonth = 13 }},
		{"baseline", func(m *Model) { m.Scenarios = nil }},
		{"segment", func(m *Model) { m.Segments = nil }},
		{"term", func(m *Model) { m.Segments[0].Term = 0 }},
		{"customers of tenure", func(m *Model) { m.Segments[0].Opening.Groups[0].Customers = math.NaN() }},
		{"seasonal", func(m *Model) { m.Segments[0].Channels[0].Seasonality = []float64{1} }},
		{"initiative 7", func(m *Model) { m.Scenarios[1].Initiatives = []int{7} }},
		{"target", func(m *Model) { m.Targets = []Target{{Metric: "happiness", By: 3}} }},
		{"steps by age", func(m *Model) { m.Segments[0].GrossMargin = ByAge{{3, Const(1)}} }},
	} {
		s := joined(base(0.1, 10))
		m := withScenario(testPlan(12, s), "x", doing(change(LeverChurn, OpReduce, 0.1)))
		x.set(m)
		if _, err := Run(context.Background(), m, Options{}); err == nil || !strings.Contains(err.Error(), x.say) {
			t.Errorf("%s: error %v", x.say, err)
		}
	}
	if _, err := Run(context.Background(), testPlan(3, base(0, 1)), Options{Against: "nobody"}); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("error %v", err)
	}
}
