package sim

import (
	"math"
	"math/rand/v2"
	"testing"
)

// refMoments gathers a figure over trials.
type refMoments struct {
	n, nulls           int
	mean, sd, kurtosis float64
}

// refDescribe leaves out values that do not exist.
func refDescribe(values []float64) refMoments {
	m := refMoments{}
	for _, x := range values {
		if math.IsNaN(x) {
			m.nulls++
			continue
		}
		m.n++
		m.mean += x
	}
	m.mean /= float64(m.n)
	var m2, m4 float64
	for _, x := range values {
		if d := x - m.mean; !math.IsNaN(x) {
			m2 += d * d
			m4 += d * d * d * d
		}
	}
	m.sd = math.Sqrt(m2 / float64(m.n-1))
	m.kurtosis = 3
	if m2 > 0 {
		m.kurtosis = m4 * float64(m.n) / (m2 * m2)
	}
	return m
}

// refSelfBound is the normal quantile of a tail of 1e-6 / 200, for the fewer
// than 200 checks of the reference simulator against closed forms.
const refSelfBound = 5.84

func refNear(t *testing.T, what string, values []float64, want float64) {
	t.Helper()
	m := refDescribe(values)
	if e := refSelfBound * m.sd / math.Sqrt(float64(m.n)); !(math.Abs(m.mean-want) <= e+1e-9*math.Abs(want)) {
		t.Errorf("%s: mean %.6g, want %.6g within %.2g", what, m.mean, want, e)
	}
}

func TestReferenceDraws(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 100_000
	draw := func(f func() float64) (x, squares []float64) {
		for range n {
			v := f()
			x = append(x, v)
			squares = append(squares, v*v)
		}
		return x, squares
	}
	x, xx := draw(func() float64 { return float64(refPoisson(rng, 3.7)) })
	refNear(t, "poisson", x, 3.7)
	refNear(t, "poisson squared", xx, 3.7+3.7*3.7)
	x, xx = draw(func() float64 { return float64(refOverdispersed(rng, 5, 3)) })
	refNear(t, "overdispersed", x, 5)
	refNear(t, "overdispersed squared", xx, 15+25)
	for _, shape := range []float64{0.3, 1, 6.5} {
		x, xx = draw(func() float64 { return refGamma(rng, shape) })
		refNear(t, "gamma", x, shape)
		refNear(t, "gamma squared", xx, shape+shape*shape)
	}
	x, xx = draw(func() float64 { return refWorth(rng, 20, 0.6) })
	refNear(t, "worth", x, 20)
	refNear(t, "worth squared", xx, 400*(1+0.36))
	x, xx = draw(func() float64 { return refBeta(rng, 0.9, 11) })
	refNear(t, "beta", x, 0.9/11.9)
	refNear(t, "beta squared", xx, 0.9*1.9/(11.9*12.9))
}

// The closed form: under constant churn c a base of n keeps n (1-c)^t, joiners
// of j a month add j (1 - (1-c)^t) / c.
func TestReferenceConstantChurn(t *testing.T) {
	m := refPlan(24, Segment{
		HasPrice: true, Price: Const(100), GrossMargin: refFlat(0.7), Term: 1,
		Opening:   Opening{Groups: []TenureGroup{{0, 100}}},
		Retention: Retention{Model: "constant", Rate: Const(0.05).Per(UnitProbability, 1)},
		Channels:  []Channel{{Name: "own", Kind: ChannelVolume, Customers: Const(3), CAC: Const(50)}},
	})
	runs := refRun(m, &m.Scenarios[0], 2000, 1, refQuestions{lifetime: true, equityMonths: 600, equityOneIn: 10})
	kept := math.Pow(0.95, 24)
	closing := 100*kept + 3*(1-kept)/0.05
	for part := range 2 {
		refNear(t, "closing", refValues(runs, part, MetricClosingCustomers), closing)
		refNear(t, "closing mrr", refValues(runs, part, MetricClosingMRR), 100*closing)
		refNear(t, "new", refValues(runs, part, MetricNewCustomers), 72)
		refNear(t, "churned", refValues(runs, part, MetricChurnedCustomers), 172-closing)
		refNear(t, "customer churn", refValues(runs, part, MetricCustomerChurn), 0.05)
		refNear(t, "grr", refValues(runs, part, MetricGRR), math.Pow(0.95, 12))
		refNear(t, "ltv", refValues(runs, part, MetricLTV), 70/0.05)
		refNear(t, "cac", refValues(runs, part, MetricCAC), 50)
		refNear(t, "retention", refValues(runs, part, MetricRetention12), math.Pow(0.95, 12))
		refNear(t, "equity", refValues(runs, part, MetricCustomerEquity), closing*0.95*70/0.05)
	}
}

// Customers with own propensities leave, taken together, by the curve; sBG
// Regular and High-End are the published tables' fits.
func TestReferenceOwnPropensities(t *testing.T) {
	for _, c := range []struct {
		r    Retention
		want []float64 // survival by renewal
	}{
		{Retention{Model: "sbg", Alpha: Const(.704), Beta: Const(1.182)},
			[]float64{.6267, .4738, .3880, .3321, .2923, .2625, .2390, .2201, .2044, .1912, .1799, .1700}},
		{Retention{Model: "bdw", Alpha: Const(.259336), Beta: Const(1.722552), C: Const(1.584361)},
			[]float64{.8691466, .7419282, .6547844, .5929329, .5466105, .5103690, .4810443, .4566884, .4360369, .4182319}},
	} {
		m := refPlan(120, Segment{
			HasPrice: true, Price: Const(1), GrossMargin: refFlat(1), Term: 12, Retention: c.r,
			Opening: Opening{Groups: []TenureGroup{{0, 100}}},
		})
		m.Discounted, m.Discount = true, Const(0.1).Per(UnitGrowth, 12)
		m.LTVMonths = 200
		runs := refRun(m, &m.Scenarios[0], 1000, 2, refQuestions{lifetime: true, nodes: 4000})
		for r, want := range c.want {
			if age := 12 * (r + 1); age <= 120 {
				refNear(t, c.r.Model, refMonth(runs, 1, MeasureClosing, age), 100*want)
			}
		}
		if got := runs[0][1].metrics[MetricRetention36]; math.Abs(got-c.want[2]) > 1e-4 {
			t.Errorf("%s: retention over 36 months %.6f, want %.6f", c.r.Model, got, c.want[2])
		}
	}
}

// Every month of a plan with all features conserves customers and MRR.
func TestReferenceConserves(t *testing.T) {
	for _, plan := range refPlans() {
		for s := range plan.model.Scenarios {
			for _, trial := range refRun(plan.model, &plan.model.Scenarios[s], 3, 3, refQuestions{}) {
				for _, p := range trial {
					p.checkConservation(t, plan.name)
				}
			}
		}
	}
}

func (p *refPart) checkConservation(t *testing.T, name string) {
	for i := range p.monthly[MeasureNew] {
		at := func(m Measure) float64 { return p.monthly[m][i] }
		if got := at(MeasureOpening) - at(MeasureChurned) + at(MeasureNew) + at(MeasureReactivated); got != at(MeasureClosing) {
			t.Errorf("%s: month %d closes with %g customers, moves give %g", name, i+1, at(MeasureClosing), got)
		}
		if i == 0 {
			continue
		}
		if p.monthly[MeasureClosing][i-1] != at(MeasureOpening) {
			t.Errorf("%s: month %d opens with %g, closed with %g", name, i+1, at(MeasureOpening), p.monthly[MeasureClosing][i-1])
		}
		moved := p.monthly[MeasureMRR][i-1]
		for m := MeasureMRRNew; m <= MeasureMRRReactivated; m++ {
			moved += at(m)
		}
		if math.Abs(moved-at(MeasureMRR)) > 1e-9*(1+moved) {
			t.Errorf("%s: month %d has MRR %g, moves give %g", name, i+1, at(MeasureMRR), moved)
		}
	}
}

// refValues lists a metric over trials; part 0 is the scenario.
func refValues(runs [][]refPart, part int, m Metric) []float64 {
	values := make([]float64, len(runs))
	for i := range runs {
		values[i] = runs[i][part].metrics[m]
	}
	return values
}

// refMonth lists a measure of a month over trials.
func refMonth(runs [][]refPart, part int, m Measure, month int) []float64 {
	values := make([]float64, len(runs))
	for i := range runs {
		values[i] = runs[i][part].monthly[m][month-1]
	}
	return values
}
