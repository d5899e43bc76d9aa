package analysis

import (
	"context"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// churnCut is a thousand customers who pay 100 a month at a margin of 80 % and
// leave at 4 % a month, and a programme that takes a fifth off that for upfront
// (and, where risky, an uncertain cost beside it of mean 20,000, sd 8,000).
func churnCut(tb testing.TB, upfront float64, risky bool, trials int) *sim.Model {
	tb.Helper()
	m := &sim.Model{
		Name: "cut", Currency: "USD", Months: 24, FiscalYearStart: 1, Trials: trials, Seed: 3, Noise: sim.NoiseNone,
		Segments: []sim.Segment{{
			Name: "s", HasPrice: true, Price: sim.Const(100), GrossMargin: sim.ByAge{{Value: sim.Const(0.8)}}, Term: 1,
			Retention: sim.Retention{Model: "constant", Rate: sim.Const(0.04).Per(sim.UnitProbability, 1)},
			Opening:   sim.Opening{Groups: []sim.TenureGroup{{Customers: 1000}}},
		}},
		Initiatives: []sim.Initiative{
			{Name: "keep", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
				Changes: []sim.Change{{Lever: sim.LeverChurn, Op: sim.OpReduce, Value: sim.Const(0.2)}},
				Cost:    sim.Cost{Upfront: sim.Const(upfront)}},
		},
		Scenarios: []sim.Scenario{{Name: "baseline"}, {Name: "keep", Initiatives: []int{0}}},
	}
	if risky {
		d, err := dist.Normal(20_000, 8_000)
		if err != nil {
			tb.Fatal(err)
		}
		m.Inputs = []sim.Input{{Name: "surprise", Dist: d}}
		m.Initiatives = append(m.Initiatives, sim.Initiative{Name: "surprise", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
			Cost: sim.Cost{Upfront: sim.Quantity{Input: 1, Factor: 1}}})
		m.Scenarios[1].Initiatives = []int{0, 1}
	}
	return m
}

// churnCutGain is what the programme brings, before its cost: a sum of two
// geometric series.
func churnCutGain() float64 {
	gain := 0.0
	for t := 1; t <= 24; t++ {
		gain += 1000 * 80 * (math.Pow(1-0.04*0.8, float64(t)) - math.Pow(1-0.04, float64(t)))
	}
	return gain
}

func request(tb testing.TB, risky bool, trials int) BreakevenRequest {
	return BreakevenRequest{
		Model:    func(x float64) (*sim.Model, error) { return churnCut(tb, x, risky, trials), nil },
		Scenario: "keep", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8, Low: 0, High: 500_000,
	}
}

func find(t *testing.T, r BreakevenRequest) *Breakeven {
	t.Helper()
	b, err := FindBreakeven(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBreakevenOfCertainInputsIsExact(t *testing.T) {
	b := find(t, request(t, false, 100))
	want := churnCutGain()
	if !b.Found || b.Rising || !b.Monotone || math.Abs(b.Value-want) > 2*precision*want || b.Value > want*(1+1e-9) {
		t.Errorf("largest upfront cost: %v, found %+v", want, b)
	}
	if !b.Expected.Found || math.Abs(b.Expected.Value-want) > 2*precision*want {
		t.Errorf("in expectation: %v, found %+v", want, b.Expected)
	}
	if b.Bracket[0] > want*(1+1e-9) || b.Bracket[1] < want*(1-1e-9) || b.Bracket[1]-b.Bracket[0] > 1e-3*want {
		t.Errorf("bracket %v of %v", b.Bracket, want)
	}
	if b.Chance.P != 1 {
		t.Errorf("chance at the value: %v", b.Chance)
	}
}

// With one normal input, NPV is normal: the value at 80 % is its quantile.
func TestBreakevenOfOneNormalInput(t *testing.T) {
	const trials = 4_000
	worst := distuv.UnitNormal.Quantile(1 - 1e-7/2)
	for _, c := range []float64{0.5, 0.8, 0.95} {
		r := request(t, true, trials)
		r.Confidence = c
		b := find(t, r)
		z := distuv.UnitNormal.Quantile(c)
		want := churnCutGain() - 20_000 - z*8_000
		se := 8_000 * math.Sqrt(c*(1-c)/trials) / distuv.UnitNormal.Prob(z)
		if !b.Found || math.Abs(b.Value-want) > worst*se+precision*want {
			t.Errorf("at %v: expected %v +- %v, found %v", c, want, se, b.Value)
		}
		// The bracket is 3.92 standard errors wide, within what the empirical
		// density varies.
		if width := b.Bracket[1] - b.Bracket[0]; width < 3*se || width > 5*se {
			t.Errorf("at %v: bracket %v of width %v, expected %v", c, b.Bracket, width, 3.92*se)
		}
		if b.Bracket[0] > b.Value || b.Bracket[1] < b.Value || b.Chance.P < c || b.Chance.P > c+0.002 {
			t.Errorf("at %v: %v within %v, chance %v", c, b.Value, b.Bracket, b.Chance)
		}
		mean := churnCutGain() - 20_000
		if e := b.Expected; !e.Found || math.Abs(e.Value-mean) > worst*80+precision*mean {
			t.Errorf("in expectation: %v, found %+v", mean, e)
		}
	}
}

// The other direction: the smallest cut, with trials that interpolate curved
// gaps, against bisection on the chance itself.
func TestBreakevenFindsTheSmallestCut(t *testing.T) {
	model := func(x float64) (*sim.Model, error) {
		m := churnCut(t, 100_000, true, 2_000)
		m.Initiatives[0].Changes[0].Value = sim.Const(x)
		return m, nil
	}
	r := BreakevenRequest{Model: model, Scenario: "keep", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8, Low: 0, High: 0.6}
	b := find(t, r)
	s, err := newSearch(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	low, high := 0.0, 0.6
	for high-low > 1e-6 {
		x := (low + high) / 2
		n, err := s.look(x, s.trials)
		if err != nil {
			t.Fatal(err)
		}
		if proportion(n.gaps).P >= 0.8 {
			high = x
		} else {
			low = x
		}
	}
	// The search ends where a look would change less than a twentieth of the
	// Monte Carlo error.
	if width := b.Bracket[1] - b.Bracket[0]; !b.Found || !b.Rising || math.Abs(b.Value-high) > max(3*precision*high, width/20) {
		t.Errorf("bisection finds %v, the search %+v", high, b)
	}
	if b.Regions[0].High != 0.6 || b.Regions[0].Low != b.Value {
		t.Errorf("regions %v", b.Regions)
	}
}

func TestBreakevenNeverAndEverywhere(t *testing.T) {
	r := request(t, true, 500)
	r.Low, r.High = 400_000, 600_000
	b := find(t, r)
	if b.Found || b.Everywhere || !math.IsNaN(b.Value) || b.Chance.P != 0 || b.Expected.Found || len(b.Regions) > 0 {
		t.Errorf("too dear everywhere: %+v", b)
	}
	r.Low, r.High = 0, 1000
	b = find(t, r)
	if b.Found || !b.Everywhere || b.Chance.P != 1 || !b.Expected.Everywhere || b.Regions[0] != (Region{0, 1000}) {
		t.Errorf("cheap everywhere: %+v", b)
	}
}

// A chance that rises and falls has a region, and says so.
func TestBreakevenThatTurnsBack(t *testing.T) {
	gain := churnCutGain()
	r := request(t, true, 2_000)
	r.Model = func(x float64) (*sim.Model, error) {
		return churnCut(t, gain-60_000+math.Abs(x-30)*2000, true, 2_000), nil
	}
	r.Low, r.High = 0, 100
	b := find(t, r)
	if b.Monotone || !b.Found || !b.Rising || len(b.Regions) != 1 {
		t.Fatalf("found %+v", b)
	}
	z := distuv.UnitNormal.Quantile(0.8)
	reach := (60_000 - 20_000 - z*8_000) / 2000
	if g := b.Regions[0]; math.Abs(g.Low-(30-reach)) > 1 || math.Abs(g.High-(30+reach)) > 1 {
		t.Errorf("region %v, expected %v to %v", g, 30-reach, 30+reach)
	}
}

// Both ends of a region are as sharp where nothing is uncertain: the chance turns
// back at a bend that chords across the range miss.
func TestBreakevenTurnsBackSharply(t *testing.T) {
	gain := churnCutGain()
	r := request(t, false, 100)
	r.Model = func(x float64) (*sim.Model, error) {
		return churnCut(t, gain-60_000+(x-30)*(x-30)*100, false, 100), nil
	}
	r.Low, r.High = 0, 97
	reach := math.Sqrt(600)
	if g := find(t, r).Regions[0]; math.Abs(g.Low-(30-reach)) > 0.01 || math.Abs(g.High-(30+reach)) > 0.01 {
		t.Errorf("region %v, expected %v to %v", g, 30-reach, 30+reach)
	}
}

// A metric of which less is better, a relative target, a level, whole numbers.
func TestBreakevenTargets(t *testing.T) {
	r := BreakevenRequest{
		Model: func(x float64) (*sim.Model, error) {
			m := churnCut(t, 0, false, 100)
			m.Initiatives[0].Changes[0].Value = sim.Const(x)
			return m, nil
		},
		Scenario: "keep", Against: "baseline", Confidence: 0.8, Low: 0, High: 0.9,
	}
	check := func(what string, want, tolerance float64) {
		t.Helper()
		if b := find(t, r); !b.Found || !b.Rising || math.Abs(b.Value-want) > tolerance {
			t.Errorf("%s: expected %v, found %+v", what, want, b)
		}
	}
	// Churn of the last twelve months is the rate itself.
	r.Metric, r.Target, r.Relative = sim.MetricCustomerChurn, -0.25, true
	check("a quarter less churn", 0.25, 1e-4)
	r.Target, r.Relative = -0.01, false
	check("a point less churn", 0.25, 1e-4)
	r.Against, r.Target = "", 0.03
	check("churn of 3 %", 0.25, 1e-4)
	// LTV = 80 / churn.
	r.Against, r.Metric, r.Target, r.Relative = "baseline", sim.MetricLTV, 0.15, true
	check("15 % more LTV", 1-1/1.15, 1e-4)

	// Months that a programme of fixed cost must run.
	exact := 0
	sum := 0.0
	for t := 1; t <= 24 && exact == 0; t++ {
		if sum += 80_000 * (math.Pow(0.968, float64(t)) - math.Pow(0.96, float64(t))); sum >= 40_000 {
			exact = t
		}
	}
	r = request(t, false, 100)
	r.Model = func(x float64) (*sim.Model, error) {
		m := churnCut(t, 40_000, false, 100)
		m.Months = int(x)
		return m, nil
	}
	r.Low, r.High, r.Whole = 1, 36, true
	check("months", float64(exact), 0)
}

func TestBreakevenOfBadRequests(t *testing.T) {
	for want, change := range map[string]func(*BreakevenRequest){
		`unknown scenario "keap"`: func(r *BreakevenRequest) { r.Scenario = "keap" },
		`unknown scenario "x"`:    func(r *BreakevenRequest) { r.Against = "x" },
		"lower end":               func(r *BreakevenRequest) { r.Low = r.High },
		"99 trials are too few":   func(r *BreakevenRequest) { *r = request(t, false, 99) },
		"confidence":              func(r *BreakevenRequest) { r.Confidence = 1 },
		"relative target":         func(r *BreakevenRequest) { r.Against, r.Relative = "", true },
	} {
		r := request(t, false, 100)
		change(&r)
		if _, err := FindBreakeven(context.Background(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("expected %q, found %v", want, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := FindBreakeven(ctx, request(t, true, 5000)); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

// 15 % more than an NPV of -100,000 is -85,000.
func TestBreakevenOfARelativeTargetBelowNothing(t *testing.T) {
	const loss = 100_000.0
	r := request(t, false, 100)
	r.Against, r.Target, r.Relative = "loss", 0.15, true
	r.Model = func(x float64) (*sim.Model, error) {
		m := churnCut(t, x, false, 100)
		level := 0.0
		for t := 1; t <= 24; t++ {
			level += 80_000 * math.Pow(0.96, float64(t))
		}
		m.Initiatives = append(m.Initiatives, sim.Initiative{Name: "loss", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
			Cost: sim.Cost{Upfront: sim.Const(level + loss)}})
		m.Initiatives[0].Changes = nil
		m.Scenarios = append(m.Scenarios, sim.Scenario{Name: "loss", Initiatives: []int{1}})
		r.Low, r.High = level, level+2*loss
		return m, nil
	}
	if _, err := r.Model(0); err != nil {
		t.Fatal(err)
	}
	want := r.Low + 0.85*loss
	if b := find(t, r); !b.Found || b.Rising || math.Abs(b.Value-want) > 2*precision*want {
		t.Errorf("expected %v, found %+v", want, b)
	}
}

// A gain that is linear in what is varied: the expectation's bracket is that of
// a mean, over the slope of 1.
func TestBracketOfTheMean(t *testing.T) {
	const trials = 2_000
	b := find(t, request(t, true, trials))
	half := (b.Expected.Bracket[1] - b.Expected.Bracket[0]) / 2
	if want := 1.96 * 8_000 / math.Sqrt(trials); math.Abs(half-want) > 0.1*want || b.Expected.Open != [2]bool{} {
		t.Errorf("half-width %v of %+v, expected %v", half, b.Expected, want)
	}
}

// Where the metric exists in no future, nothing is found and all trials are
// counted as without it.
func TestBreakevenOfWhatDoesNotExist(t *testing.T) {
	r := request(t, true, 200)
	r.Metric = sim.MetricCAC // nobody is acquired
	if b := find(t, r); b.Found || b.Everywhere || b.Nulls != 200 || b.Trials != 200 || b.Expected.Exists {
		t.Errorf("found %+v", b)
	}
}
