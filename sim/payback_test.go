package sim

import (
	"math"
	"testing"
)

// Payback counts payments: 80, 72, 64.8, .. at a churn of 10 %.
func TestPaybackByHand(t *testing.T) {
	for _, x := range []struct{ cac, months, simple float64 }{
		{0, 0, 0}, {79, 1, 79. / 80}, {80, 1, 1}, {80.5, 2, 80.5 / 80}, {152, 2, 1.9}, {300, 5, 3.75},
		{799, 64, 799. / 80}, {799.999, 130, 799.999 / 80}, {801, math.Inf(1), 801. / 80},
	} {
		s := subscribers(0.1)
		s.Channels = []Channel{volume(10, x.cac)}
		m := metricsOf(t, testPlan(3, s), 0)
		wantNear(t, "payback", m[MetricCACPayback], x.months, 0)
		wantNear(t, "payback_simple", m[MetricPaybackSimple], x.simple, 1e-12)
	}
}

// Under a uniform CAC, 12 payments cover a share of it: 800(1-.9^12) of 1600.
func TestPaybackProbabilities(t *testing.T) {
	m := withoutLuck(testPlan(3, subscribers(0.1)))
	m.Trials = 4000
	m.Segments[0].Channels = []Channel{volume(10, 0)}
	m.Segments[0].Channels[0].CAC = uniform(t, m, "cac", 0, 1600)
	x := &run(t, m, Options{}).Scenarios[0].Metrics[MetricCACPayback]
	n := float64(x.N)
	share(t, "paid back within 12", x.Within12*n, n, (1-math.Pow(.9, 12))/2)
	share(t, "paid back within 24", x.Within24*n, n, (1-math.Pow(.9, 24))/2)
	share(t, "never paid back", x.Never*n, n, .5)
	if !math.IsNaN(x.Mean) || !math.IsNaN(x.SD) || !math.IsInf(x.Q[P95], 1) {
		t.Errorf("payback has mean %v, sd %v, P95 %v", x.Mean, x.SD, x.Q[P95])
	}
}

// A price rise by a factor f leaves unit cost alone: the margin becomes
// 1 - (1-gm)/f; fees move with revenue.
func TestPriceRiseLeavesUnitCostAlone(t *testing.T) {
	const f, c = 1.1, 0.05
	s := base(c, 1000)
	s.PaymentFee = Const(0.03)
	m := withScenario(testPlan(12, s), "rise", Initiative{Starts: 4, Changes: []Change{change(LeverPrice, OpIncrease, f-1)}})
	p := expected(t, m)[1].Whole
	wantNear(t, "ltv", p.Metrics[MetricLTV], (100*f*(1-(1-0.8)/f)-3*f)/c, 1e-12)
	for month := 1; month <= 12; month++ {
		n, price := 1000*math.Pow(1-c, float64(month)), 100.0
		if month >= 4 {
			price *= f
		}
		wantNear(t, "mrr", p.month(MeasureMRR, month), n*price, 1e-12)
		wantNear(t, "gross profit", p.month(MeasureGrossProfit, month), n*(price*0.97-20), 1e-12)
	}
	wantNear(t, "price move", p.month(MeasureMRRPrice, 4), 1000*math.Pow(1-c, 4)*10, 1e-12)
}
