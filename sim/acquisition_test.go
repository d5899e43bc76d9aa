package sim

import (
	"math"
	"testing"
)

// At spend s against the plan's own s0 the average CAC is cac (s/s0)^saturation,
// the marginal one that over 1 - saturation.
func TestSpendSaturates(t *testing.T) {
	s := subscribers(0.03)
	s.Channels = []Channel{spending(6000, 50, 0.3, 0)}
	m := withScenario(testPlan(2, s), "more", doing(change(LeverSpend, OpIncrease, 0.5), change(LeverCAC, OpReduce, 0.1)))
	withScenario(m, "none", doing(change(LeverSpend, OpTo, 0)))
	x := expected(t, m)
	for i, cac := range []float64{50, 45 * math.Pow(1.5, 0.3)} {
		spend := []float64{6000, 9000}[i]
		p := x[i].Whole
		wantNear(t, "new", p.month(MeasureNew, 1), spend/cac, 1e-12)
		wantNear(t, "cost", p.month(MeasureAcquisitionCost, 2), spend, 1e-12)
		for _, k := range []Metric{MetricCAC, MetricPaidCAC, MetricCACHorizon} {
			wantNear(t, k.String(), p.Metrics[k], cac, 1e-12)
		}
		wantNear(t, "marginal_cac", p.Metrics[MetricMarginalCAC], cac/0.7, 1e-12)
	}
	p := x[2].Whole
	if n := p.Metrics[MetricNewCustomers]; n != 0 {
		t.Errorf("no spend brings %v customers", n)
	}
	for _, k := range []Metric{MetricCAC, MetricPaidCAC, MetricMarginalCAC, MetricLTVCAC, MetricCACPayback, MetricPaybackSimple} {
		if !math.IsNaN(p.Metrics[k]) {
			t.Errorf("%s without customers is %v", k, p.Metrics[k])
		}
	}
}

// Month t's customers come from month t-lag's spend and cac; before month 1 from
// the plan's own. CAC pairs spend with the customers that it brings.
func TestLag(t *testing.T) {
	s := subscribers(0.03)
	s.Channels = []Channel{spending(1000, 20, 0, 2)}
	m := withScenario(testPlan(6, s), "x", Initiative{Starts: 3, Changes: []Change{change(LeverSpend, OpIncrease, 1), change(LeverCAC, OpTo, 40)}},
		Initiative{Starts: 4, Changes: []Change{change(LeverSpend, OpTo, 300)}})
	p := expected(t, m)[1].Whole
	// to, then relative: from month 4 on 300 x 2.
	for i, want := range []struct{ new, cost float64 }{{50, 1000}, {50, 1000}, {50, 2000}, {50, 600}, {50, 600}, {15, 600}} {
		wantNear(t, "new", p.Months[MeasureNew][i], want.new, 1e-12)
		wantNear(t, "cost", p.Months[MeasureAcquisitionCost][i], want.cost, 1e-12)
	}
	wantNear(t, "cac", p.Metrics[MetricCAC], 40, 1e-12)
	wantNear(t, "cac_horizon", p.Metrics[MetricCACHorizon], (4*1000+2000+600)/265., 1e-12)
}

func TestGrowthAndSeasonality(t *testing.T) {
	s := subscribers(0)
	s.Channels = []Channel{volume(100, 7)}
	c := &s.Channels[0]
	c.Growth = Const(0.5).Per(UnitGrowth, 12)
	for i := range 12 {
		c.Seasonality = append(c.Seasonality, float64(i+1))
	}
	m := testPlan(26, s)
	m.Start = YearMonth{2027, 4}
	p := expected(t, m)[0].Whole
	for month := 1; month <= 26; month++ {
		want := 100 * math.Pow(1.5, float64(month-1)/12) * float64((month+2)%12+1)
		wantNear(t, "new", p.month(MeasureNew, month), want, 1e-12)
		wantNear(t, "cost", p.month(MeasureAcquisitionCost, month), 7*want, 1e-12)
	}
}

// A month's count has a variance of dispersion times its mean.
func TestDispersion(t *testing.T) {
	const mean, d = 30.0, 4.0
	s := subscribers(0)
	s.Channels = []Channel{volume(mean, 0)}
	s.Channels[0].Dispersion = Const(d)
	values := monthly(t, testPlan(2, s), 20000, 0, at{MeasureNew, 1}, at{MeasureNew, 2})
	want := law{mean, mean * d, mean * d * (6*d*d - 6*d + 1)}
	follows(t, "new", values[0], want)
	follows(t, "new", values[1], want)
}

// Referral brings a share of the opening customers: (1+r)^t without churn.
func TestReferral(t *testing.T) {
	s := base(0, 1000)
	s.Channels = []Channel{{Name: "friends", Kind: ChannelRate, Rate: chance(0.02), CAC: Const(5)}}
	p := expected(t, testPlan(24, s))[0].Whole
	for month := 1; month <= 24; month++ {
		wantNear(t, "closing", p.month(MeasureClosing, month), 1000*math.Pow(1.02, float64(month)), 1e-12)
		wantNear(t, "cost", p.month(MeasureAcquisitionCost, month), 5*p.month(MeasureNew, month), 1e-12)
	}
	follows(t, "referred", monthly(t, testPlan(1, s), 10000, 0, at{MeasureNew, 1})[0], poissonLaw(20))
}

// Customers lost in month s return in each of the months s+1 .. s+within with
// the win-back rate, at age 0 and that month's price.
func TestWinback(t *testing.T) {
	const n, rate, within = 400, 0.1, 5
	s := base(0, n)
	s.Opening.HasPrice, s.Opening.Price = true, Const(80)
	s.Winback = &Winback{Rate: chance(rate), Within: within}
	s.Involuntary = &Involuntary{}
	m := withScenario(testPlan(9, s), "x", Initiative{Months: 1, Changes: []Change{change(LeverInvoluntary, OpTo, 1)}},
		Initiative{Starts: 3, Changes: []Change{{Lever: LeverPrice, Op: OpIncrease, Value: Const(0.1), Existing: ExistingNever}}})
	p := expected(t, m)[1].Whole
	for month := 1; month <= 9; month++ {
		want, price := 0.0, 100.0
		if month >= 2 && month <= 1+within {
			want = n * rate * math.Pow(1-rate, float64(month-2))
		}
		if month >= 3 {
			price = 110
		}
		wantNear(t, "reactivated", p.month(MeasureReactivated, month), want, 1e-12)
		wantNear(t, "reactivated mrr", p.month(MeasureMRRReactivated, month), want*price, 1e-12)
	}
	wantNear(t, "churned mrr", p.month(MeasureMRRChurned, 1), -80*n, 1e-12)
	m.Noise = NoiseCustomers
	var back []float64
	eachTrial(t, m, 10000, func(_ int, w *worker) {
		back = append(back, w.outcome[1].metrics[MetricReactivatedCustomers])
	})
	follows(t, "reactivated in total", back, binomialLaw(n, 1-math.Pow(1-rate, within)))
}

// Price elasticity acts on every channel's mean.
func TestElasticityOfAcquisition(t *testing.T) {
	s := base(0, 1000)
	s.Elasticity.Acquisition = Const(-0.8)
	s.Channels = []Channel{volume(10, 0), spending(100, 5, 0, 0), {Name: "friends", Kind: ChannelRate, Rate: chance(0.02)}}
	m := withScenario(testPlan(1, s), "x", doing(Change{Lever: LeverPrice, Op: OpTo, Value: Const(150), Existing: ExistingNever}))
	x := expected(t, m)
	wantNear(t, "new", x[0].Whole.Metrics[MetricNewCustomers], 10+20+20, 1e-12)
	wantNear(t, "new", x[1].Whole.Metrics[MetricNewCustomers], 50*math.Pow(1.5, -0.8), 1e-12)
}

// Shocks on channels and on cac: both of mean 1, each on its own.
func TestShocksOnAcquisition(t *testing.T) {
	s := subscribers(0)
	s.Channels = []Channel{volume(100, 10), spending(1000, 20, 0, 1)}
	m := withoutLuck(testPlan(3, s))
	m.Shocks = []Shock{
		{Lever: LeverCustomers, SD: Const(0.2), Segments: []int{0}},
		{Lever: LeverCAC, SD: Const(0.1), Segments: []int{0}},
	}
	eachTrial(t, m, 200, func(i int, w *worker) {
		months := &w.outcome[0].months
		crowd, cac := w.future.shocks[0], w.future.shocks[1]
		spent := 50.0
		for k := range 3 {
			if k > 0 { // a month's customers come from the month before's cac
				spent = 1000 / (20 * cac[k-1])
			}
			wantNear(t, "new", months[MeasureNew][k], (100+spent)*crowd[k], 1e-12)
			wantNear(t, "cost", months[MeasureAcquisitionCost][k], 1000+100*crowd[k]*10*cac[k], 1e-12)
		}
		wantNear(t, "cac, without shocks", w.outcome[0].metrics[MetricCAC], (1000+1000)/150., 1e-12)
	})
}

// Which channels count in which CAC; initiative costs count where they say so,
// upfront costs in their month alone.
func TestCACMetrics(t *testing.T) {
	s := subscribers(0.03)
	s.Opening.Groups = []TenureGroup{{0, 500}}
	free := volume(25, 0)
	free.Name = "free"
	s.Channels = []Channel{free, volume(10, 30), spending(1000, 50, 0.2, 0), {Name: "friends", Kind: ChannelRate, Rate: chance(0.01)}}
	m := withScenario(testPlan(12, s), "x", Initiative{Starts: 5, Cost: Cost{Upfront: Const(700), Monthly: Const(20), PerNewCustomer: Const(3)}})
	m.Initiatives[0].CountsInCAC = true
	for _, month := range []int{4, 5, 6} {
		m.LTVMonth = month
		x := expected(t, m)
		p := x[1].Whole
		n := 25 + 10 + 20 + 0.01*p.month(MeasureOpening, month)
		extra := []float64{0, 720 + 3*n, 20 + 3*n}[month-4]
		wantNear(t, "new", p.month(MeasureNew, month), n, 1e-12)
		wantNear(t, "cac", p.Metrics[MetricCAC], (300+1000+extra)/n, 1e-12)
		wantNear(t, "paid_cac", p.Metrics[MetricPaidCAC], (300+1000+extra)/30, 1e-12)
		wantNear(t, "marginal_cac", p.Metrics[MetricMarginalCAC], 1000/(20*0.8), 1e-12)
		wantNear(t, "ltv", p.Metrics[MetricLTV], x[0].Whole.Metrics[MetricLTV], 1e-12) // its costs are in CAC
		wantNear(t, "cac_horizon", p.Metrics[MetricCACHorizon],
			(12*1300+700+8*20+3*total(p.Months[MeasureNew][4:]))/p.Metrics[MetricNewCustomers], 1e-12)
	}
}

// A scenario's lifetime is that of the mix expected to join; if nobody joins, of
// those who are there.
func TestLifetimeOfTheMix(t *testing.T) {
	a, b := base(0.02, 100), base(0.05, 300)
	a.Name, b.Name = "a", "b"
	ltv := []float64{80 / 0.02, 80 / 0.05}
	x := expected(t, testPlan(1, a, b))[0].Whole
	na, nb := 100*0.98, 300*0.95
	wantNear(t, "ltv of those who are there", x.Metrics[MetricLTV], (na*ltv[0]+nb*ltv[1])/(na+nb), 1e-12)
	if !math.IsNaN(x.Metrics[MetricCAC]) || !math.IsNaN(x.Metrics[MetricLTVCAC]) || !math.IsNaN(x.Metrics[MetricCACPayback]) {
		t.Errorf("nobody joins, but cac is %v, ltv_cac %v, payback %v", x.Metrics[MetricCAC], x.Metrics[MetricLTVCAC], x.Metrics[MetricCACPayback])
	}
	a.Channels, b.Channels = []Channel{volume(30, 500)}, []Channel{spending(1000, 100, 0, 0)}
	x = expected(t, testPlan(1, a, b))[0].Whole
	mix := (30*ltv[0] + 10*ltv[1]) / 40
	wantNear(t, "ltv of those who join", x.Metrics[MetricLTV], mix, 1e-12)
	wantNear(t, "cac of those who join", x.Metrics[MetricCAC], 16000./40, 1e-12)
	wantNear(t, "ltv_cac", x.Metrics[MetricLTVCAC], mix/400, 1e-12)
	sum, months := 0.0, 0.0
	for sum < 400 {
		sum += 80 * (30*math.Pow(0.98, months) + 10*math.Pow(0.95, months)) / 40
		months++
	}
	wantNear(t, "payback", x.Metrics[MetricCACPayback], months, 0)
}
