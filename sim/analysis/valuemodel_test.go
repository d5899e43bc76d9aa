package analysis

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

func law(d dist.Dist, err error) dist.Dist {
	if err != nil {
		panic(err)
	}
	return d
}

// cutModel is a segment with constant churn and an uncertain cut of it that
// costs money: inputs churn, cut, and one that nothing uses. Another segment
// alike, which pays nothing, has those who join: 10,000 a month.
func cutModel(trials int) *sim.Model {
	m := &sim.Model{
		Name: "cut", Months: 12, Trials: trials, Seed: 7, FiscalYearStart: 1,
		Inputs: []sim.Input{
			{Name: "churn", Dist: law(dist.Uniform(0.03, 0.05))},
			{Name: "cut", Title: "The cut", Dist: law(dist.Uniform(0, 0.3))},
			{Name: "unused", Dist: law(dist.Normal(0, 1))},
		},
		Segments: []sim.Segment{{
			Name: "all", HasPrice: true, Price: sim.Const(100), GrossMargin: sim.ByAge{{Value: sim.Const(0.8)}}, Term: 1,
			Opening:   sim.Opening{Groups: []sim.TenureGroup{{Months: 5, Customers: 10000}}},
			Retention: sim.Retention{Model: "constant", Rate: sim.Quantity{Input: 1, Factor: 1}},
		}},
		Initiatives: []sim.Initiative{{
			Name: "mail", Segments: []int{0, 1}, Starts: 1, StartsTo: 1, Success: sim.Const(0.7),
			Changes: []sim.Change{{Lever: sim.LeverChurn, Op: sim.OpReduce, Value: sim.Quantity{Input: 2, Factor: 1}}},
			Cost:    sim.Cost{Upfront: sim.Const(150000)},
		}},
		Scenarios: []sim.Scenario{{Name: "baseline"}, {Name: "mail", Initiatives: []int{0}}},
	}
	joining := m.Segments[0]
	joining.Name, joining.Price, joining.Opening = "joining", sim.Const(0), sim.Opening{}
	joining.Channels = []sim.Channel{{Name: "ads", Kind: sim.ChannelVolume, Customers: sim.Const(10000)}}
	m.Segments = append(m.Segments, joining)
	return m
}

func valueOf(t *testing.T, m *sim.Model, o ValueOptions) *ValueResult {
	t.Helper()
	o.Workers = 2
	r, err := Value(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func npv(test TestOptions) ValueOptions { return ValueOptions{Metric: sim.MetricNPV, Test: test} }

func learning(t *testing.T, r *ValueResult, path string) Learning {
	t.Helper()
	i := slices.IndexFunc(r.Learnings, func(l Learning) bool { return l.Path == path })
	if i < 0 {
		t.Fatalf("nothing about %s", path)
	}
	return r.Learnings[i]
}

// TestValueOfModel compares the value of information about a model with sums over
// its inputs, worked out without it: expected customers are n (1 - h)^t.
func TestValueOfModel(t *testing.T) {
	m := cutModel(6000)
	r := valueOf(t, m, npv(TestOptions{Delay: -1}))
	npvAt := func(churn, cut float64) float64 {
		sum, alive := 0.0, 10000.0
		for range m.Months {
			alive *= 1 - churn*(1-cut)
			sum += alive * 80
		}
		return sum
	}
	const grid = 200
	mean, perfect, ofCut, ofSuccess := 0.0, 0.0, 0.0, [2]float64{}
	for i := range grid {
		cut := 0.3 * (float64(i) + 0.5) / grid
		given := 0.0
		for j := range grid {
			churn := 0.03 + 0.02*(float64(j)+0.5)/grid
			gain := npvAt(churn, cut) - npvAt(churn, 0)
			perfect += 0.7*max(0, gain-150000) + 0
			given += 0.7*gain - 150000
			ofSuccess[1] += gain - 150000
		}
		mean += given
		ofCut += max(0, given)
	}
	mean, perfect, ofCut = mean/grid/grid, perfect/grid/grid, ofCut/grid/grid
	worth := max(0, mean)
	slack := 0.004 * perfect
	near(t, "EVPI", r.EVPI, perfect-worth, slack)
	near(t, "EVPPI of the cut", learning(t, r, "assumptions.cut").Worth, ofCut-worth, slack)
	near(t, "EVPPI of success", learning(t, r, "initiatives.mail.success").Worth, 0.7*max(0, ofSuccess[1]/grid/grid)-worth, slack)
	if u := learning(t, r, "assumptions.unused"); u.Value > bound*u.SE {
		t.Errorf("an unused input is worth %v ± %v", u.Value, u.SE)
	}
	if l := learning(t, r, "initiatives.mail"); !(l.Value > 0.8*r.EVPI.Value) || l.Studied {
		t.Errorf("all effects of the initiative are worth %v of %v", l.Value, r.EVPI.Value)
	}
	test := r.Test
	if test == nil || test.Initiative != "mail" || test.Delay != 6 || test.Available != 5000 {
		t.Fatalf("test is %+v", test)
	}
	last := test.Curve[len(test.Curve)-1]
	if first := test.Curve[0]; !(last.EVSI.Value > first.EVSI.Value) {
		t.Errorf("more customers tell less: %+v, %+v", first, last)
	}
	limit := learning(t, r, "initiatives.mail").Worth
	if last.EVSI.Value > limit.Value+bound*math.Hypot(limit.SE, last.EVSI.SE) || test.Ceiling.Value < last.EVSI.Value-bound*last.EVSI.SE {
		t.Errorf("EVSI %v, without luck %v, of everything that it could tell %v", last.EVSI, test.Ceiling, limit)
	}
	if !(last.DelayCost > 0) || math.Abs(last.Net-(last.EVSI.Value-last.DelayCost-last.Cost)) > 1e-6*last.EVSI.Value {
		t.Errorf("%+v does not add up", last)
	}
}

// TestNothingToDecide: one scenario alone, and one that is always best.
func TestNothingToDecide(t *testing.T) {
	m := cutModel(400)
	m.Scenarios = m.Scenarios[:1]
	r := valueOf(t, m, npv(TestOptions{}))
	if r.Decides() || r.EVPI != (Worth{}) || r.Test != nil || r.Study() != nil {
		t.Errorf("one scenario: %+v", r)
	}
	m = cutModel(400)
	m.Initiatives[0].Cost.Upfront = sim.Const(1e9)
	r = valueOf(t, m, npv(TestOptions{Delay: 0}))
	if r.Best != 0 || r.EVPI != (Worth{}) || learning(t, r, "assumptions.cut").Value != 0 {
		t.Errorf("far too dear: %+v", r)
	}
	if r.Test == nil || r.Test.Best >= 0 || !math.IsInf(r.Test.Threshold, 1) {
		t.Errorf("a test of what is far too dear: %+v", r.Test)
	}
}

// TestAgesSeen: a cut at ages that no customer of the test reaches is not seen
// by it, one within reach is.
func TestAgesSeen(t *testing.T) {
	for _, from := range []int{1, 4} {
		m := cutModel(1000)
		m.Initiatives[0].Cost.Upfront = sim.Const(60000)
		m.Initiatives[0].Changes[0].Ages = sim.AgeRange{Limited: true, From: from, To: 100}
		r := valueOf(t, m, npv(TestOptions{Months: 3, Sizes: []int{4000}, Delay: 0}))
		blind := from > 3
		warned := slices.ContainsFunc(r.Warnings, func(w sim.Warning) bool { return w.Code == "test_sees_nothing" })
		if warned != blind || blind != math.IsInf(r.Test.Power.N, 1) {
			t.Errorf("cut from age %d: warnings %v, power %v", from, r.Warnings, r.Test.Power)
		}
		if c := r.Test.Curve[0].EVSI; blind == (c.Value > bound*c.SE) {
			t.Errorf("cut from age %d: a test of three months is worth %v", from, c)
		}
	}
}

// TestMeasures runs a test of each lever that customers show, and refuses others.
func TestMeasuresOfTests(t *testing.T) {
	for lever, want := range map[sim.Lever]Measurement{
		sim.LeverChurn: MeasureActive, sim.LeverExpansion: MeasureMRR, sim.LeverOrderRate: MeasureOrders,
		sim.LeverOrderValue: MeasureRevenue, sim.LeverReferral: MeasureReferred,
	} {
		m := cutModel(200)
		s := &m.Segments[0]
		s.Orders = &sim.Orders{Rate: sim.ByAge{{Value: sim.Const(0.5)}}, Value: sim.Const(60), CV: sim.Const(0.5)}
		s.Expansion = &sim.Move{Customers: sim.ByAge{{Value: sim.Const(0.02)}}, Size: sim.Const(0.3)}
		s.Channels = []sim.Channel{{Name: "referral", Kind: sim.ChannelRate, Rate: sim.Const(0.02)}}
		c := &m.Initiatives[0].Changes[0]
		c.Lever, c.Op = lever, sim.OpIncrease
		if lever == sim.LeverChurn {
			c.Op = sim.OpReduce
		}
		r := valueOf(t, m, npv(TestOptions{Initiative: "mail", Sizes: []int{1000}, Delay: -1}))
		if r.Test == nil || r.Test.Measure != want || r.Test.Control == r.Test.Treated || !(r.Test.Power.N > 1) || math.IsInf(r.Test.Power.N, 1) {
			t.Errorf("%v: %+v", lever, r.Test)
		}
	}
	m := cutModel(200)
	m.Initiatives[0].Changes[0].Lever = sim.LeverCostToServe
	for _, o := range []TestOptions{{Initiative: "mail"}, {Initiative: "nobody"}, {Months: 12}} {
		if _, err := Value(context.Background(), m, npv(o)); !errors.Is(err, ErrTest) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := Value(context.Background(), m, ValueOptions{Metric: sim.MetricCACPayback}); !errors.Is(err, ErrNoMean) {
		t.Errorf("payback: %v", err)
	}
}

// TestLessIsBetter: by a metric of which less is better, gains have the same sign.
func TestLessIsBetter(t *testing.T) {
	m := cutModel(500)
	r := valueOf(t, m, ValueOptions{Metric: sim.MetricChurnedCustomers, Test: TestOptions{Skip: true}})
	if r.Best != 1 || !(r.Options[1].Gain > 0) || r.Options[1].Mean >= r.Options[0].Mean || r.NoTest == "" {
		t.Errorf("%+v", r.Options)
	}
}

// TestValueWorkers: any number of workers gives the same bits, and so
// does stratified sampling, whose errors come from between its replicates.
func TestValueWorkers(t *testing.T) {
	for _, sampling := range []dist.Sampling{dist.Random, dist.Sobol} {
		m := cutModel(640)
		m.Sampling = sampling
		var first *ValueResult
		for _, workers := range []int{1, 3} {
			o := npv(TestOptions{Sizes: []int{500}})
			o.Workers = workers
			r, err := Value(context.Background(), m, o)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = r
				continue
			}
			if r.EVPI != first.EVPI || !slices.EqualFunc(r.Learnings, first.Learnings, func(a, b Learning) bool { return a.Worth == b.Worth && a.Path == b.Path }) ||
				!slices.Equal(r.Test.Curve, first.Test.Curve) {
				t.Errorf("%v: %d workers differ", sampling, workers)
			}
		}
	}
}

func TestValueInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Value(ctx, cutModel(400), npv(TestOptions{})); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestTestOfModel compares the value of a test with Bayes' rule on the exact law
// of the difference between its arms, for a cut that is one of two.
func TestTestOfModel(t *testing.T) {
	const churn, upfront, months = 0.04, 120000.0, 6
	cuts := [2]float64{0.05, 0.4}
	m := cutModel(20000)
	m.Inputs[0].Dist = law(dist.Constant(churn))
	m.Inputs[1].Dist = law(dist.Discrete(cuts[:], []float64{0.5, 0.5}))
	m.Initiatives[0].Certain, m.Initiatives[0].Success = true, sim.Quantity{}
	m.Initiatives[0].Cost.Upfront = sim.Const(upfront)
	r := valueOf(t, m, npv(TestOptions{Months: months, Sizes: []int{400, 3000}, Delay: 0}))

	alive := func(cut float64, months int) float64 { return math.Pow(1-churn*(1-cut), float64(months)) }
	var gain [2]float64
	for s, cut := range cuts {
		gain[s] = -upfront
		for age := 1; age <= m.Months; age++ {
			gain[s] += 10000 * 80 * (alive(cut, age) - alive(0, age))
		}
	}
	mass := func(n int, p float64) []float64 {
		x := make([]float64, n+1)
		for k := range x {
			a, _ := math.Lgamma(float64(n + 1))
			b, _ := math.Lgamma(float64(k + 1))
			c, _ := math.Lgamma(float64(n - k + 1))
			x[k] = math.Exp(a - b - c + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
		}
		return x
	}
	for _, c := range r.Test.Curve {
		control := mass(c.N, alive(0, months))
		posterior := make([]float64, 2*c.N+1) // gain x probability, by difference + n
		for s, cut := range cuts {
			for k, p := range mass(c.N, alive(cut, months)) {
				for l, q := range control {
					posterior[k-l+c.N] += 0.5 * gain[s] * p * q
				}
			}
		}
		want := -max(0, (gain[0]+gain[1])/2)
		for _, v := range posterior {
			want += max(0, v)
		}
		near(t, "EVSI of a test", c.EVSI, want, 0.01*want)
		if math.Abs(c.Net-c.EVSI.Value) > 1e-9*want || c.DelayCost != 0 {
			t.Errorf("neither cost nor delay: %+v", c)
		}
	}
	if p, q := r.Test.Control, r.Test.Treated; math.Abs(p-alive(0, months)) > 1e-9 || math.Abs(q-(alive(cuts[0], months)+alive(cuts[1], months))/2) > 0.002 {
		t.Errorf("arms of %v and %v", p, q)
	}
}

// TestCustomersForTest: those for a test are half of the new ones that it can
// follow to its end before the roll-out; a base does not count.
func TestCustomersForTest(t *testing.T) {
	for _, c := range []struct{ starts, months, delay, want int }{
		{1, 6, -1, 5000},  // those of the first month
		{1, 6, 8, 15_000}, // the roll-out in month 9: those of months 1 to 3
		{10, 6, -1, 20_000},
		{12, 3, 100, 50_000}, // no later than a test of three months in a plan of twelve: ten months
		{1, 11, 0, 5000},
	} {
		m := cutModel(200)
		m.Initiatives[0].Starts, m.Initiatives[0].StartsTo = c.starts, c.starts
		r := valueOf(t, m, npv(TestOptions{Months: c.months, Delay: c.delay}))
		if r.Test == nil || r.Test.Available != c.want {
			t.Errorf("%+v: %+v", c, r.Test)
		} else if r.Test.BestN() > c.want {
			t.Errorf("%+v: best with %d", c, r.Test.BestN())
		}
	}
	m := cutModel(200)
	m.Segments[1].Channels = nil
	if r := valueOf(t, m, npv(TestOptions{})); r.Test != nil || r.NoTest == "" {
		t.Errorf("nobody joins: %+v, %q", r.Test, r.NoTest)
	}
}
