package sim

import (
	"math"
	"testing"
)

// upliftPlan raises a price P ~ U(100, 200) of ten customers by 10 % for ten
// months, at an upfront cost of 1,500: a gain of P a month.
func upliftPlan(t *testing.T) *Model {
	m := withoutLuck(testPlan(10, base(0, 10)))
	m.Trials = 8000
	m.Segments[0].Price = uniform(t, m, "price", 100, 200)
	return withScenario(m, "rise", Initiative{Cost: Cost{Upfront: Const(1500)}, Changes: []Change{change(LeverPrice, OpIncrease, 0.1)}})
}

func TestComparisonByHand(t *testing.T) {
	m := upliftPlan(t)
	r := run(t, m, Options{})
	v := r.Scenarios[1].Versus
	n := float64(m.Trials)
	npv := v.Differences[MetricNPV]
	share(t, "better", npv.Better.P*n, n, 0.5)
	// 10 P - 1500 is uniform from -500 to 500.
	sd := 1000 / math.Sqrt(12)
	if e := zBound * sd / math.Sqrt(n); math.Abs(npv.Mean) > e {
		t.Errorf("mean difference %v, want 0 within %.3g", npv.Mean, e)
	}
	wantNear(t, "sd", npv.SD, sd, zBound*0.45/math.Sqrt(n)) // kurtosis 1.8
	wantNear(t, "standard error", npv.MCSE, npv.SD/math.Sqrt(n), 1e-9)
	for i, p := range Quantiles {
		want, e := -500+1000*p, zBound*1000*math.Sqrt(p*(1-p)/n)
		if math.Abs(npv.Q[i]-want) > e {
			t.Errorf("quantile %v of the difference is %v, want %v within %.3g", p, npv.Q[i], want, e)
		}
		wantNear(t, "roi", v.ROI.Q[i], npv.Q[i]/1500, 1e-9)
	}
	for _, i := range []int{P10, P50, P90} {
		if !(npv.Low[i] < npv.Q[i] && npv.Q[i] < npv.High[i]) {
			t.Errorf("interval %v to %v of quantile %v", npv.Low[i], npv.High[i], npv.Q[i])
		}
	}
	if e := zBound * 30 / math.Sqrt(n*0.05); math.Abs(npv.CVaR5+475) > e {
		t.Errorf("cvar %v, want -475 within %.3g", npv.CVaR5, e)
	}
	wantNear(t, "investment", v.Investment.Mean, 1500, 0)
	wantNear(t, "roi", v.ROI.Ratio, npv.Mean/1500, 1e-12)
	wantNear(t, "its standard error", v.ROI.SE, npv.MCSE/1500, 1e-9)
	share(t, "never breaks even", v.Breakeven.Never.P*n, n, 0.5)
	share(t, "best", r.Scenarios[0].ProbabilityBest.P*n, n, 0.5)
	for i := range r.Scenarios {
		// E max(0, 10 P - 1500) = 125, of sd sqrt(500^2/6 - 125^2).
		if e := zBound * 161.4 / math.Sqrt(n); math.Abs(r.Scenarios[i].ExpectedRegret-125) > e {
			t.Errorf("regret of %s is %v, want 125 within %.3g", r.Scenarios[i].ID, r.Scenarios[i].ExpectedRegret, e)
		}
	}
	h := &v.NPVHistogram
	wantNear(t, "trials in the histogram", total(h.Counts), n, 1e-9)
	share(t, "loss", h.LossShare*n, n, 0.5)
}

// Breakeven is the first month from which the cumulative difference stays
// positive: of months x gain - cost.
func TestBreakevenMonth(t *testing.T) {
	for _, x := range []struct{ cost, month float64 }{{0, 1}, {99, 1}, {100, 2}, {450, 5}, {999, 10}, {1000, math.Inf(1)}} {
		m := withoutLuck(testPlan(10, base(0, 10)))
		withScenario(m, "rise", Initiative{Cost: Cost{Upfront: Const(x.cost)}, Changes: []Change{change(LeverPrice, OpIncrease, 0.1)}})
		m.Trials = 3
		v := run(t, m, Options{}).Scenarios[1].Versus
		wantNear(t, "breakeven", v.BreakevenUndiscounted.Q[P50], x.month, 0)
		wantNear(t, "discounted at nothing", v.Breakeven.Q[P50], x.month, 0)
	}
	m := discounted(withoutLuck(testPlan(10, base(0, 10))), 1)
	withScenario(m, "rise", Initiative{Cost: Cost{Upfront: Const(450)}, Changes: []Change{change(LeverPrice, OpIncrease, 0.1)}})
	m.Trials = 3
	v := run(t, m, Options{}).Scenarios[1].Versus
	wantNear(t, "discounted", v.Breakeven.Q[P50], 6, 0) // 100 x sum of 2^(-k/12): 411, 486 after 5, 6... months
	wantNear(t, "undiscounted", v.BreakevenUndiscounted.Q[P50], 5, 0)
}

// Investment: discounted initiative cost, plus what acquisition costs more where
// an initiative changes what is acquired; never less than nothing of the latter.
func TestInvestment(t *testing.T) {
	const annual = 0.2
	factor := func(month int) float64 { return math.Pow(1+annual, -float64(month-1)/12) }
	s := base(0.05, 1000)
	s.Channels = []Channel{spending(1000, 50, 0, 0), {Name: "friends", Kind: ChannelRate, Rate: chance(0.02), CAC: Const(10)}}
	m := discounted(withoutLuck(testPlan(4, s)), annual)
	m.Trials = 2
	cost := Cost{Upfront: Const(300)}
	withScenario(m, "more", Initiative{Starts: 3, Cost: cost, Changes: []Change{{Lever: LeverSpend, Channel: "ads", Op: OpIncrease, Value: Const(0.5)}}})
	withScenario(m, "less", Initiative{Starts: 3, Cost: cost, Changes: []Change{{Lever: LeverSpend, Op: OpReduce, Value: Const(0.5)}}})
	withScenario(m, "keep", Initiative{Starts: 3, Cost: cost, Changes: []Change{change(LeverChurn, OpReduce, 0.5)}})
	withScenario(m, "free", Initiative{Starts: 3, Changes: []Change{change(LeverChurn, OpReduce, 0.5)}})
	r := run(t, m, Options{})
	upfront := 300 * factor(3)
	// 10 customers more in month 3 refer 0.2 in month 4.
	more := 500*(factor(3)+factor(4)) + 0.2*10*factor(4)
	for i, want := range []float64{upfront + more, upfront, upfront, 0} {
		v := r.Scenarios[i+1].Versus
		wantNear(t, "investment of "+r.Scenarios[i+1].ID, v.Investment.Mean, want, 1e-12)
		if want == 0 && (!math.IsNaN(v.ROI.Ratio) || !math.IsNaN(v.CostPerCustomerSaved)) {
			t.Errorf("nothing invested, but roi %v", v.ROI.Ratio)
		}
	}
	extra := r.Scenarios[3].Versus.Differences[MetricClosingCustomers].Mean
	wantNear(t, "cost per customer saved", r.Scenarios[3].Versus.CostPerCustomerSaved, upfront/extra, 1e-12)
	if saved := r.Scenarios[2].Versus.CostPerCustomerSaved; !math.IsNaN(saved) {
		t.Errorf("no customer is saved, at %v each", saved)
	}
}

// Against another scenario the same differences turn round.
func TestAgainstAnotherScenario(t *testing.T) {
	m := upliftPlan(t)
	m.Trials = 500
	forth, back := run(t, m, Options{}), run(t, m, Options{Against: "rise"})
	if back.Against != "rise" || back.Scenarios[1].Versus != nil || forth.Scenarios[0].Versus != nil {
		t.Fatalf("compared with %s", back.Against)
	}
	a, b := forth.Scenarios[1].Versus.Differences[MetricNPV], back.Scenarios[0].Versus.Differences[MetricNPV]
	wantNear(t, "mean", b.Mean, -a.Mean, 1e-12)
	wantNear(t, "better", b.Better.P, 1-a.Better.P, 1e-12)
	wantNear(t, "median", b.Q[P50], -a.Q[P50], 1e-9)
	wantNear(t, "investment", back.Scenarios[0].Versus.Investment.Mean, -1500, 1e-12)
	if d := apart(forth.Scenarios[0].Metrics, back.Scenarios[0].Metrics); d != "" {
		t.Errorf("metrics depend on what they are compared with: %s", d)
	}
}

// Less is better for churn, and better is strictly so.
func TestBetter(t *testing.T) {
	m := withoutLuck(testPlan(12, base(0.05, 1000)))
	m.Trials = 5
	withScenario(m, "keep", doing(change(LeverChurn, OpReduce, 0.5)))
	withScenario(m, "lose", doing(change(LeverChurn, OpIncrease, 0.5)))
	withScenario(m, "same", Initiative{})
	r := run(t, m, Options{})
	for i, want := range []float64{1, 0, 0} {
		for _, k := range []Metric{MetricNPV, MetricCustomerChurn, MetricClosingCustomers, MetricLTV} {
			if got := r.Scenarios[i+1].Versus.Differences[k].Better.P; got != want {
				t.Errorf("%s of %s is better with probability %v, want %v", k, r.Scenarios[i+1].ID, got, want)
			}
		}
	}
}

// Without luck each trial is what luck gives in expectation, month by month,
// in a plan whose expectations are linear in customers.
func TestWithoutLuckIsTheMean(t *testing.T) {
	m := fullPlan(t, 12)
	m.Shocks, m.Events, m.Correlations = nil, nil, nil
	for i := range m.Initiatives {
		m.Initiatives[i].Certain = true
	}
	values := map[int]float64{0: 0.08, 1: 0.9, 2: 10, 3: 100, 4: 250, 5: 0.2}
	eachQuantity(m, func(q *Quantity) {
		if q.Input > 0 {
			q.Factor, q.Input = q.Factor*values[q.Input-1], 0
		}
	})
	m.Inputs, m.Tables = nil, nil
	quiet := expected(t, cloned(m))
	const n = 1500
	var sum, squares [][NumMeasures][]float64
	for range m.Scenarios {
		var x, y [NumMeasures][]float64
		for k := range x {
			x[k], y[k] = make([]float64, m.Months), make([]float64, m.Months)
		}
		sum, squares = append(sum, x), append(squares, y)
	}
	eachTrial(t, m, n, func(_ int, w *worker) {
		for s := range w.outcome {
			for k, months := range w.outcome[s].months {
				for i, x := range months {
					sum[s][k][i] += x
					squares[s][k][i] += x * x
				}
			}
		}
	})
	// Some thousand figures, most of them nearly the same ones.
	const bound = 7
	for s := range sum {
		for k := range NumMeasures {
			if k == MeasureCustomerChurn { // a ratio
				continue
			}
			for i := range m.Months {
				mean := sum[s][k][i] / n
				sd := math.Sqrt(max(0, squares[s][k][i]/n-mean*mean))
				want := quiet[s].Whole.Months[k][i]
				if math.Abs(mean-want) > bound*sd/math.Sqrt(n)+1e-6*math.Abs(want) {
					t.Errorf("%s of %s in month %d: mean %v, without luck %v, sd %v", k, m.Scenarios[s].Name, i+1, mean, want, sd)
				}
			}
		}
	}
}
