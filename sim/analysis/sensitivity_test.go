package analysis

import (
	"context"
	"math"
	"reflect"
	"strings"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// shop is a plan of segments without churn, whose customers pay for a year at a
// margin of 60 %.
func shop(customers ...float64) *sim.Model {
	m := &sim.Model{Name: "shop", Months: 12, FiscalYearStart: 1, Trials: 4096, Seed: 11, Scenarios: []sim.Scenario{{Name: "baseline"}}}
	for i, n := range customers {
		m.Segments = append(m.Segments, sim.Segment{
			Name: string(rune('a' + i)), HasPrice: true, Price: sim.Const(10), Term: 1,
			GrossMargin: sim.ByAge{{From: 0, Value: sim.Const(0.6)}},
			Opening:     sim.Opening{Groups: []sim.TenureGroup{{Months: 5, Customers: n}}},
			Retention:   sim.Retention{Model: "constant", Rate: sim.Const(0).Per(sim.UnitProbability, 1)},
		})
	}
	return m
}

// uncertain adds an input and returns it as a quantity.
func uncertain(tb testing.TB, m *sim.Model, name string) func(d dist.Dist, err error) sim.Quantity {
	return func(d dist.Dist, err error) sim.Quantity {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		m.Inputs = append(m.Inputs, sim.Input{Name: name, Dist: d})
		return sim.Quantity{Input: len(m.Inputs), Factor: 1}
	}
}

func sensitivity(tb testing.TB, m *sim.Model, o SensitivityOptions) *Sensitivity {
	tb.Helper()
	s, err := AnalyseSensitivity(context.Background(), m, o)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func entry(tb testing.TB, s *Sensitivity, path string) *SensitivityEntry {
	tb.Helper()
	for i := range s.Entries {
		if s.Entries[i].Path == path {
			return &s.Entries[i]
		}
	}
	tb.Fatalf("no entry %s", path)
	return nil
}

func share(tb testing.TB, s *Sensitivity, path string) *VarianceShare {
	tb.Helper()
	for i := range s.Shares {
		if s.Shares[i].Path == path {
			return &s.Shares[i]
		}
	}
	tb.Fatalf("no share of %s", path)
	return nil
}

func closeTo(tb testing.TB, what string, got, want, tolerance float64) {
	tb.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		tb.Errorf("%s is %.8g, want %.8g", what, got, want)
	}
}

// Revenue is 12 x sum of customers x price: linear, so that first and total
// shares are the shares of variance and bars are exact.
func TestLinearModel(t *testing.T) {
	m := shop(100, 300)
	sd := []float64{2, 0.5}
	m.Segments[0].Price = uncertain(t, m, "price_a")(dist.Normal(10, sd[0]))
	m.Segments[1].Price = uncertain(t, m, "price_b")(dist.Normal(10, sd[1]))
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue})
	a, b := math.Pow(100*sd[0], 2), math.Pow(300*sd[1], 2)
	for i, path := range []string{"assumptions.price_a", "assumptions.price_b"} {
		want := []float64{a, b}[i] / (a + b)
		x := share(t, s, path)
		checkIndex(t, path, 0, x.First, want)
		checkIndex(t, path, 1, x.Total, want)
		e := entry(t, s, path)
		n := []float64{100, 300}[i]
		swing := 12 * n * sd[i] * 2 * 1.2815515655446004
		closeTo(t, path+" swing", e.Swing, swing, 1e-6*swing)
		closeTo(t, path+" at P10", e.Low, 48000-swing/2, 1e-6*swing)
		closeTo(t, path+" at P90", e.High, 48000+swing/2, 1e-6*swing)
		if !e.Monotone || e.Flip != nil || e.Values != nil {
			t.Errorf("%s: %+v", path, e)
		}
		// Both normal: Spearman's is 6/pi asin(r/2), within 6 of its standard errors, at most 1/sqrt(n-1).
		r := math.Sqrt(want)
		closeTo(t, path+" rank correlation", e.RankCorrelation, 6/math.Pi*math.Asin(r/2), 6/math.Sqrt(4095))
	}
	if s.Entries[0].Path != "assumptions.price_a" || s.Shares[0].Path != "assumptions.price_a" {
		t.Error("the largest is not first")
	}
	closeTo(t, "middle", s.Middle, 48000, 1e-6)
	// Nobody leaves and nobody joins: luck moves nothing.
	closeTo(t, "luck", s.LuckShare.Value, 0, 1e-12)
	if s.Indices.HalfWidth > 0.02 || !s.Indices.Reached {
		t.Errorf("half-width %v", s.Indices.HalfWidth)
	}
	m.Noise = sim.NoiseNone
	if s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue}); !math.IsNaN(s.LuckShare.Value) {
		t.Errorf("luck of a plan without it: %v", s.LuckShare)
	}
}

// Two correlated prices are one factor, whose share holds their covariance.
func TestCorrelatedInputsAreOneFactor(t *testing.T) {
	m := shop(100, 100, 100)
	for i := range 3 {
		m.Segments[i].Price = uncertain(t, m, string(rune('x'+i)))(dist.Normal(10, 1))
	}
	const rho = 0.7
	m.Correlations = []sim.Correlation{{A: 0, B: 2, Rho: rho}}
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue})
	group := 2 + 2*2*math.Sin(math.Pi*rho/6)
	x := share(t, s, "assumptions.x + assumptions.z")
	checkIndex(t, "group", 0, x.First, group/(group+1))
	checkIndex(t, "group", 1, x.Total, group/(group+1))
	if x.Kind != FactorGroup || len(s.Shares) != 2 || len(s.Entries) != 3 {
		t.Errorf("%d shares, %d entries: %+v", len(s.Shares), len(s.Entries), x)
	}
	closeTo(t, "swing of a member alone", entry(t, s, "assumptions.z").Swing, 1200*2*1.2815515655446004, 1e-3)
}

// gamble is a price rise by x ~ U(0, 20 %) that works with a chance of 60 % and
// costs 1,000 of a revenue of 12,000 (margin 1 - .4/(1+x) of the revenue
// (1+x): the gain is 12,000 x): given x, it gains 7,200 x - 1,000.
func gamble(t *testing.T) *sim.Model {
	m := shop(100)
	x := uncertain(t, m, "x")(dist.Uniform(0, 0.2))
	m.Initiatives = []sim.Initiative{{
		Name: "rise", Title: "The rise", Segments: []int{0}, Starts: 1, StartsTo: 1, Success: sim.Const(0.6),
		Changes: []sim.Change{{Lever: sim.LeverPrice, Op: sim.OpIncrease, Value: x, Existing: sim.ExistingAtOnce}},
		Cost:    sim.Cost{Upfront: sim.Const(500)},
	}}
	m.Scenarios = append(m.Scenarios, sim.Scenario{Name: "rise", Initiatives: []int{0}})
	return m
}

func TestSuccessIsAFactor(t *testing.T) {
	m := gamble(t)
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Scenario: "rise", Against: "baseline"})
	e := entry(t, s, "initiatives.rise.success")
	closeTo(t, "failing", e.Low, -500, 1e-6)
	closeTo(t, "working", e.High, 12000*0.1-500, 1e-6)
	want := []ValueOutcome{{0, 0.4, e.Low}, {1, 0.6, e.High}}
	if !reflect.DeepEqual(e.Values, want) || e.Title != "Success of The rise" {
		t.Errorf("%+v, want %+v", e, want)
	}
	// D = 12,000 w x - 500, w Bernoulli(.6): in units of 12,000
	p, mean, square := 0.6, 0.1, 0.04/3
	variance := p*square - p*p*mean*mean
	first := mean * mean * p * (1 - p) / variance
	checkIndex(t, "success", 0, share(t, s, e.Path).First, first)
	checkIndex(t, "success", 1, share(t, s, e.Path).Total, square*p*(1-p)/variance)
	checkIndex(t, "x", 0, share(t, s, "assumptions.x").First, p*p*(square-mean*mean)/variance)
	checkIndex(t, "x", 1, share(t, s, "assumptions.x").Total, p*(square-mean*mean)/variance)
}

func TestFlips(t *testing.T) {
	for _, o := range []SensitivityOptions{
		{Metric: sim.MetricNPV, Scenario: "rise", Against: "baseline"},
		{Metric: sim.MetricNPV, Scenario: "baseline", Against: "rise"},
		{Metric: sim.MetricNPV},
	} {
		s := sensitivity(t, gamble(t), o)
		if d := s.Decision; d.Best != "rise" || d.Next != "baseline" || !d.Told || math.Abs(d.Lead-220) > 6*d.SE || d.Among[0] != "baseline" {
			t.Errorf("decision %+v", d)
		}
		at := 500.0 / 7200
		f := entry(t, s, "assumptions.x").Flip
		if f == nil || f.To != "baseline" || !f.Below {
			t.Fatalf("flip %+v", f)
		}
		// A standard error at the crossing: that of the residual, 12,000 x
		// sqrt(p q), over the slope and the trials that bear on it.
		closeTo(t, "flip", f.At, at, 6*12000*at*0.49/7200/math.Sqrt(4096)*3)
		if f.Low > at || f.High < at || f.High-f.Low > 0.02 {
			t.Errorf("flip between %v and %v, is at %v", f.Low, f.High, at)
		}
		closeTo(t, "its probability", f.Probability, f.At/0.2, 1.0/flipGrid)
	}
	s := sensitivity(t, gamble(t), SensitivityOptions{Metric: sim.MetricNPV, Scenario: "rise", Against: "baseline"})
	f := entry(t, s, "initiatives.rise.success").Flip
	if f == nil || f.At != 0 || f.To != "baseline" || math.Abs(f.Probability-0.4) > 1e-12 || !f.Below {
		t.Errorf("flip of the success %+v", f)
	}
	// A level, with lower being better, and no choice but the baseline.
	m := gamble(t)
	if s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricInitiativeCost}); s.Decision.Best != "baseline" {
		t.Errorf("by cost, %q is best", s.Decision.Best)
	}
	m.Scenarios = m.Scenarios[:1]
	if s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV}); s.Decision.Best != "" || len(s.Decision.Among) != 1 {
		t.Errorf("alone: %+v", s.Decision)
	}
}

// A flip that the trials cannot resolve is none.
func TestUnresolvedFlips(t *testing.T) {
	m := gamble(t)
	m.Trials = 60
	d, err := dist.Uniform(0.068, 0.0705)
	if err != nil {
		t.Fatal(err)
	}
	m.Inputs[0].Dist = d
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Scenario: "rise", Against: "baseline"})
	if f := entry(t, s, "assumptions.x").Flip; f != nil {
		t.Errorf("flip %+v", f)
	}
	if s.Decision.Told {
		t.Errorf("%+v", s.Decision)
	}
}

func TestNothingUncertain(t *testing.T) {
	s := sensitivity(t, shop(100), SensitivityOptions{Metric: sim.MetricRevenue, Levers: 0.01})
	if len(s.Entries)+len(s.Shares)+len(s.Factors) != 0 || s.Middle != 12000 || s.SD != 0 {
		t.Errorf("%+v", s)
	}
}

func TestOneInput(t *testing.T) {
	m := shop(100)
	m.Segments[0].Price = uncertain(t, m, "segments.a.price")(dist.Lognormal(10, 3))
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue})
	x := share(t, s, "segments.a.price")
	checkIndex(t, "one", 0, x.First, 1)
	checkIndex(t, "one", 1, x.Total, 1)
	closeTo(t, "rank correlation", s.Entries[0].RankCorrelation, 1, 1e-9)
}

func TestConstantOutcome(t *testing.T) {
	m := shop(100)
	m.Segments[0].Price = uncertain(t, m, "p")(dist.Lognormal(10, 3))
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricClosingCustomers})
	if e := s.Entries[0]; e.Swing != 0 || !e.Monotone || !math.IsNaN(e.RankCorrelation) || !math.IsNaN(s.Shares[0].Total.Value) || s.Indices.Variance != 0 {
		t.Errorf("%+v %+v", e, s.Shares)
	}
}

// A price rise earns more until it drives too many customers away.
func TestNonMonotoneInputsAreMarked(t *testing.T) {
	m := shop(1000)
	x := uncertain(t, m, "rise")(dist.Uniform(0, 0.5))
	m.Noise = sim.NoiseNone
	m.Segments[0].Elasticity.Churn = sim.Const(8)
	m.Segments[0].Retention.Rate = sim.Const(0.002).Per(sim.UnitProbability, 1)
	m.Initiatives = []sim.Initiative{{Name: "rise", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
		Changes: []sim.Change{{Lever: sim.LeverPrice, Op: sim.OpIncrease, Value: x, Existing: sim.ExistingAtOnce}}}}
	m.Scenarios = append(m.Scenarios, sim.Scenario{Name: "rise", Initiatives: []int{0}})
	e := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue, Scenario: "rise", MaxRows: 256}).Entries[0]
	if e.Monotone || !(e.Highest > e.Low && e.Highest > e.High) || e.Swing != e.Highest-e.Lowest {
		t.Errorf("%+v", e)
	}
}

// Revenue of one month is price x Binomial(n, 1-h), with price ~ U(9, 11):
// luck's share is E price² n h (1-h) / (that + (n (1-h))² Var price).
func TestLuckShare(t *testing.T) {
	const n, h = 40.0, 0.3
	m := shop(n)
	m.Months = 1
	m.Segments[0].Price = uncertain(t, m, "p")(dist.Uniform(9, 11))
	m.Segments[0].Retention.Rate = sim.Const(h).Per(sim.UnitProbability, 1)
	luck := (100 + 1.0/3) * n * h * (1 - h)
	want := luck / (luck + math.Pow(n*(1-h), 2)/3)
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue, Luck: true})
	se := (s.LuckShare.High - s.LuckShare.Value) / 1.96
	closeTo(t, "luck", s.LuckShare.Value, want, 6*se)
	if se > 0.04 || s.ChanceShare != s.LuckShare {
		t.Errorf("luck %+v, chance %+v", s.LuckShare, s.ChanceShare)
	}
	checkIndex(t, "luck as a factor", 1, share(t, s, "noise").Total, want)
	if got := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue}); len(got.Shares) != 1 {
		t.Errorf("luck is a factor unasked: %+v", got.Shares)
	}
}

// Events, shocks and rows of a table are factors; what nobody knows beforehand
// is more than luck alone.
func TestEventsShocksAndTables(t *testing.T) {
	m := shop(1000)
	m.Segments[0].Retention.Rate = sim.Quantity{Input: 1, Factor: 1, Unit: sim.Unit{Kind: sim.UnitProbability, Months: 1}}
	columns := [][]float64{{0.02, 0.05, 0.03, 0.04}, {9, 12, 10, 11}}
	for i, name := range []string{"churn", "price"} {
		d, err := dist.Empirical(columns[i])
		if err != nil {
			t.Fatal(err)
		}
		m.Inputs = append(m.Inputs, sim.Input{Name: name, Dist: d, Table: 1, Column: i})
	}
	m.Segments[0].Price = sim.Quantity{Input: 2, Factor: 1}
	m.Tables = []sim.Table{{Name: "fit.csv", Columns: columns}}
	m.Shocks = []sim.Shock{{Lever: sim.LeverChurn, SD: sim.Const(0.5), Segments: []int{0}}}
	m.Events = []sim.Initiative{{Name: "rival", Segments: []int{0}, Starts: 2, StartsTo: 6, Success: sim.Const(0.3),
		Changes: []sim.Change{{Lever: sim.LeverChurn, Op: sim.OpIncrease, Value: sim.Const(1)}}}}
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricRevenue, MaxRows: 2048})
	table := entry(t, s, "assumptions.draws")
	if len(table.Columns) != 2 || table.Columns[1].Path != "assumptions.price" || !(table.High > table.Low) || !math.IsNaN(table.P10) {
		t.Errorf("table %+v", table)
	}
	event := entry(t, s, "events.rival")
	if len(event.Values) != 2 || !(event.High < event.Low) || math.Abs(event.Values[1].Probability-0.3) > 1e-12 || !(event.Swing > event.Low-event.High) {
		t.Errorf("event %+v", event)
	}
	if e := entry(t, s, "shocks"); !math.IsNaN(e.Swing) {
		t.Errorf("shocks %+v", e)
	}
	sum := 0.0
	for _, x := range s.Shares {
		if !(x.Total.Value > 0) {
			t.Errorf("share %+v", x)
		}
		sum += x.First.Value
	}
	if sum < 0.8 || sum > 1.05 || len(s.Shares) != 3 {
		t.Errorf("first-order shares add up to %v: %+v", sum, s.Shares)
	}
	if !(s.ChanceShare.Value > s.LuckShare.Value) {
		t.Errorf("luck %+v, chance %+v", s.LuckShare, s.ChanceShare)
	}
}

func TestMiddleOfAnUnlikelySuccessIsSaid(t *testing.T) {
	m := gamble(t)
	m.Initiatives[0].Success = sim.Const(0.3)
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Scenario: "rise", Against: "baseline", MaxRows: 64})
	if entry(t, s, "assumptions.x").Swing != 0 || len(s.Warnings) == 0 || s.Warnings[0].Code != "fails_in_the_middle" || !strings.Contains(s.Warnings[0].Message, "30 %") {
		t.Errorf("%+v", s.Warnings)
	}
	if !(share(t, s, "assumptions.x").Total.Value > 0) {
		t.Error("its share counts no success")
	}
}

// Levers of a plan without churn: price falls to profit in full, margin by
// itself, volume and lifetime not at all.
func TestLevers(t *testing.T) {
	m := shop(100)
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Levers: 0.01})
	want := map[string]float64{"price": 120, "margin": 72, "lifetime": 0}
	for _, l := range s.Levers {
		closeTo(t, l.Name, l.Worth, want[l.Name], 1e-9)
		delete(want, l.Name)
	}
	if len(want) > 0 || s.Levers[0].Name != "price" || math.Abs(s.Levers[0].Share-120/7200.0) > 1e-12 {
		t.Errorf("%+v lack %v", s.Levers, want)
	}
	// 1,000 a month at a CAC of 50 bring 20 customers, who stay: the k-th
	// month's pay 6 of margin for 13 - k months, 78 months in all.
	m.Segments[0].Channels = []sim.Channel{{Name: "ads", Kind: sim.ChannelSpend, Spend: sim.Const(1000), CAC: sim.Const(50), Saturation: sim.Const(0.5)}}
	m.Segments[0].Elasticity.Acquisition = sim.Const(-1)
	s = sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Levers: 0.01})
	joined := 20 * 78.0
	want = map[string]float64{
		"volume": 0.01 * (joined*6 - 12000), "cac": (1/0.99 - 1) * joined * 6,
		"price": 0.1 * (1200 + joined), "margin": 0.06 * (1200 + joined),
		"price_with_elasticity": 0.1*(1200+joined/1.01) + joined*6*(1/1.01-1), "lifetime": 0,
	}
	for _, l := range s.Levers {
		closeTo(t, l.Name, l.Worth, want[l.Name], 1e-6)
		delete(want, l.Name)
	}
	if len(want) > 0 {
		t.Errorf("%+v lack %v", s.Levers, want)
	}
}

// A churn of 10 % is divided by 1.01 in every month.
func TestLeverOfLifetime(t *testing.T) {
	m := shop(100)
	m.Segments[0].Retention.Rate = sim.Const(0.1).Per(sim.UnitProbability, 1)
	want := 0.0
	for k := 1; k <= 12; k++ {
		want += 600 * (math.Pow(1-0.1/1.01, float64(k)) - math.Pow(0.9, float64(k)))
	}
	for _, l := range sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, Levers: 0.01}).Levers {
		if l.Name == "lifetime" {
			closeTo(t, "lifetime", l.Worth, want, 1e-9)
		}
	}
}

func TestSensitivityIsTheSameOnAnyWorkers(t *testing.T) {
	var results []*Sensitivity
	for _, workers := range []int{1, 3} {
		m := gamble(t)
		m.Trials = 300
		m.Segments[0].Retention.Rate = sim.Const(0.03).Per(sim.UnitProbability, 1)
		results = append(results, sensitivity(t, m, SensitivityOptions{Metric: sim.MetricLTV, Scenario: "rise", Workers: workers, Levers: 0.01, MaxRows: 128, Luck: true}))
	}
	for _, r := range results {
		r.LuckShare, r.ChanceShare = Index{}, Index{} // of LTV: NaN or 0
		for i := range r.Entries {
			r.Entries[i].P10, r.Entries[i].P90 = 0, 0
			if math.IsNaN(r.Entries[i].Swing) {
				r.Entries[i] = SensitivityEntry{}
			}
		}
	}
	if !reflect.DeepEqual(results[0], results[1]) {
		t.Errorf("%+v\n%+v", results[0], results[1])
	}
}

func TestBadSensitivityRequests(t *testing.T) {
	for name, o := range map[string]SensitivityOptions{
		"scenario": {Scenario: "x"}, "against": {Against: "x"}, "itself": {Scenario: "rise", Against: "rise"}, "baseline itself": {Against: "baseline"},
		"metric": {Metric: sim.NumMetrics}, "levers": {Levers: 1}, "no levers": {Levers: math.NaN()}, "rows": {MaxRows: 3},
	} {
		if _, err := AnalyseSensitivity(context.Background(), gamble(t), o); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := AnalyseSensitivity(ctx, gamble(t), SensitivityOptions{}); err != context.Canceled {
		t.Errorf("interrupted: %v", err)
	}
}

// The spline of flips is cubic between its outer knots and straight beyond, and
// gives back what is straight.
func TestSplineOfFlips(t *testing.T) {
	var x []float64
	y := [][]float64{nil, nil, nil}
	for i := range 1000 {
		v := float64(i) / 1000
		x = append(x, v)
		y[0], y[1], y[2] = append(y[0], 1), append(y[1], 3*v), append(y[2], math.Sin(2*v))
	}
	f := fitSpline(x, y, 0)
	for _, v := range []float64{-1, 0, 0.3, 0.9, 2} {
		closeTo(t, "straight line", dot(f.row(v), f.beta[1]), 3*v-1, 1e-9)
	}
	for i := range 100 {
		v := float64(i) / 100
		closeTo(t, "sine", dot(f.row(v), f.beta[2]), math.Sin(2*v)-1, 0.012)
	}
	beyond := func(v float64) float64 { return dot(f.row(v), f.beta[2]) }
	for _, v := range []float64{-2, 1.5} {
		closeTo(t, "curvature beyond the knots", beyond(v-0.3)-2*beyond(v)+beyond(v+0.3), 0, 1e-9)
	}
}
