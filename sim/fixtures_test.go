package sim

import (
	"context"
	"fmt"
	"math"
	"testing"

	"holdfast/sim/dist"
)

func flat(v float64) ByAge { return ByAge{{0, Const(v)}} }

// chance is a probability per month.
func chance(v float64) Quantity { return Const(v).Per(UnitProbability, 1) }

func testPlan(months int, segments ...Segment) *Model {
	return &Model{
		Name: "test", Currency: "USD", Months: months, FiscalYearStart: 1, Trials: 100, Seed: 1,
		Segments: segments, Scenarios: []Scenario{{Name: "baseline"}},
	}
}

// subscribers pay 100 a month at a margin of 80 % and leave at a constant rate.
func subscribers(churn float64) Segment {
	return Segment{
		Name: "s", HasPrice: true, Price: Const(100), GrossMargin: flat(0.8), Term: 1,
		Retention: Retention{Model: "constant", Rate: chance(churn)},
	}
}

// base is subscribers with an opening base of n customers at age 0.
func base(churn, n float64) Segment {
	s := subscribers(churn)
	s.Opening.Groups = []TenureGroup{{0, n}}
	return s
}

func volume(perMonth, cac float64) Channel {
	return Channel{Name: "volume", Kind: ChannelVolume, Customers: Const(perMonth), CAC: Const(cac)}
}

func spending(perMonth, cac, saturation float64, lag int) Channel {
	return Channel{Name: "ads", Kind: ChannelSpend, Spend: Const(perMonth), CAC: Const(cac), Saturation: Const(saturation), Lag: lag}
}

func withoutLuck(m *Model) *Model {
	m.Noise = NoiseNone
	return m
}

func discounted(m *Model, annual float64) *Model {
	m.Discounted, m.Discount = true, Const(annual).Per(UnitGrowth, 12)
	return m
}

// withScenario adds a scenario of new initiatives, each on all segments from the
// first month for certain unless it says otherwise.
func withScenario(m *Model, name string, initiatives ...Initiative) *Model {
	s := Scenario{Name: name}
	for i, x := range initiatives {
		if x.Name == "" {
			x.Name = fmt.Sprintf("%s%d", name, i)
		}
		s.Initiatives = append(s.Initiatives, len(m.Initiatives))
		m.Initiatives = append(m.Initiatives, filledIn(m, x))
	}
	m.Scenarios = append(m.Scenarios, s)
	return m
}

func filledIn(m *Model, x Initiative) Initiative {
	if x.Segments == nil {
		for g := range m.Segments {
			x.Segments = append(x.Segments, g)
		}
	}
	x.Starts = max(1, x.Starts)
	x.StartsTo = max(x.Starts, x.StartsTo)
	x.Certain = x.Success == Quantity{}
	return x
}

func doing(changes ...Change) Initiative { return Initiative{Changes: changes} }

func change(lever Lever, op Op, v float64) Change {
	return Change{Lever: lever, Op: op, Value: Const(v)}
}

// input adds an uncertain input and returns it as a quantity.
func input(tb testing.TB, m *Model, name string, d dist.Dist, err error) Quantity {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	m.Inputs = append(m.Inputs, Input{Name: name, Dist: d})
	return Quantity{Input: len(m.Inputs), Factor: 1}
}

func uniform(tb testing.TB, m *Model, name string, lo, hi float64) Quantity {
	tb.Helper()
	d, err := dist.Uniform(lo, hi)
	return input(tb, m, name, d, err)
}

// part is what one trial says about a scenario as a whole, or one of its
// segments.
type part struct {
	Name    string
	Months  [NumMeasures][]float64
	Metrics [NumMetrics]float64
}

func (p *part) month(m Measure, t int) float64 { return p.Months[m][t-1] }

// trialPart is one scenario of one trial.
type trialPart struct {
	Whole    part
	Segments []part
}

func prepared(tb testing.TB, m *Model) *worker {
	tb.Helper()
	if err := m.Validate(); err != nil {
		tb.Fatal(err)
	}
	s, err := newSampler(m, m.Seed, m.Trials)
	if err != nil {
		tb.Fatal(err)
	}
	return newWorker(compile(m), s)
}

// seen copies what the worker's last trial gave.
func (w *worker) seen() []trialPart {
	copied := func(months *[NumMeasures][]float64) (to [NumMeasures][]float64) {
		for k := range months {
			to[k] = append([]float64(nil), months[k]...)
		}
		return to
	}
	var all []trialPart
	for s := range w.outcome {
		o := &w.outcome[s]
		x := trialPart{Whole: part{w.p.m.Scenarios[s].Name, copied(&o.months), o.metrics}}
		for g, l := range w.lanes[s] {
			x.Segments = append(x.Segments, part{w.p.m.Segments[g].Name, copied(&l.months), o.segments[g]})
		}
		all = append(all, x)
	}
	return all
}

// simulated gives every scenario of the first n trials: [trial][scenario].
func simulated(tb testing.TB, m *Model, n int) [][]trialPart {
	tb.Helper()
	m.Trials = max(m.Trials, n)
	w := prepared(tb, m)
	var all [][]trialPart
	for i := range n {
		w.trial(m.Seed, uint64(i))
		all = append(all, w.seen())
	}
	return all
}

// eachTrial runs trials and lets f look at the worker after each.
func eachTrial(tb testing.TB, m *Model, trials int, f func(i int, w *worker)) {
	tb.Helper()
	m.Trials = trials
	w := prepared(tb, m)
	for i := range trials {
		w.trial(m.Seed, uint64(i))
		f(i, w)
	}
}

// at is a measure of a month.
type at struct {
	measure Measure
	month   int
}

// monthly lists measures of a scenario by trial: [measure][trial].
func monthly(tb testing.TB, m *Model, trials, scenario int, where ...at) [][]float64 {
	tb.Helper()
	values := make([][]float64, len(where))
	eachTrial(tb, m, trials, func(_ int, w *worker) {
		for k, x := range where {
			values[k] = append(values[k], w.outcome[scenario].months[x.measure][x.month-1])
		}
	})
	return values
}

// expected is the one trial of a plan without luck and uncertain inputs.
func expected(tb testing.TB, m *Model) []trialPart {
	tb.Helper()
	return simulated(tb, withoutLuck(m), 1)[0]
}

func run(tb testing.TB, m *Model, o Options) *Result {
	tb.Helper()
	r, err := Run(context.Background(), m, o)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

// near reports whether got is within a share of want, or both are the same
// infinity or don't exist.
func near(got, want, share float64) bool {
	if math.IsNaN(want) || math.IsInf(want, 0) {
		return math.IsNaN(want) && math.IsNaN(got) || got == want
	}
	return math.Abs(got-want) <= share*math.Abs(want)
}

func wantNear(tb testing.TB, what string, got, want, share float64) {
	tb.Helper()
	if !near(got, want, share) {
		tb.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}
