package analysis

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"holdfast/sim"
)

// Of a metric that is better when it is low, less is a gain.
func TestOptimizeOfAMetricThatShouldFall(t *testing.T) {
	m := shelf(t, 2, 200, 1, sim.NoiseNone)
	got := optimize(t, m, OptimizeOptions{Budget: 1e9, Metric: sim.MetricCustomerChurn, MaxLoss: 1})
	if len(got.Chosen.Picks) == 0 || got.Chosen.Value <= 0 {
		t.Errorf("chosen to lower churn: %+v", got.Chosen)
	}
}

// The second run has other trials, so that uncertain inputs give another value.
func TestOptimizeRunsTheChosenOnFreshTrials(t *testing.T) {
	m := shelf(t, 3, 200, 1, sim.NoiseNone)
	got := optimize(t, m, OptimizeOptions{Budget: 1e9, Metric: sim.MetricNPV, MaxLoss: 1})
	for _, s := range append(got.Runners, got.Chosen) {
		if len(s.Picks) > 0 && s.Search == s.Value {
			t.Errorf("%v: %v in the search and again", s.Picks, s.Value)
		}
	}
}

func TestOptimizeRunnersUpAreWithinTheBudget(t *testing.T) {
	m := shelf(t, 6, 200, 1, sim.NoiseNone)
	got := optimize(t, m, OptimizeOptions{Budget: 20_000, Metric: sim.MetricNPV, MaxLoss: 1})
	if len(got.Runners) == 0 {
		t.Fatal("no runners-up")
	}
	for _, s := range got.Runners {
		if s.Cost > 20_000*(1+1e-12) {
			t.Errorf("%v costs %v", s.Picks, s.Cost)
		}
	}
}

// What changes nothing loses nothing.
func TestOptimizeCountsNoLossWithoutEffect(t *testing.T) {
	m := shelf(t, 1, 200, 1, sim.NoiseCustomers)
	m.Initiatives[0].Changes, m.Initiatives[0].Cost = nil, sim.Cost{}
	got := optimize(t, m, OptimizeOptions{Budget: 1e9, Metric: sim.MetricNPV, MaxLoss: 1})
	if len(got.Chosen.Picks) != 0 || len(got.Runners) != 1 || got.Runners[0].Loss.P != 0 {
		t.Errorf("chosen %+v, runners-up %+v", got.Chosen, got.Runners)
	}
}

// Money is spent in proportion to the scale, whatever it brings.
func TestScaledSpend(t *testing.T) {
	x := sim.Initiative{
		Scalable: &sim.Scalable{To: 4, Step: 1, Exponent: 0.5},
		Changes:  []sim.Change{{Lever: sim.LeverSpend, Value: sim.Const(1)}, {Lever: sim.LeverChurn, Value: sim.Const(1)}},
	}
	got := Scaled(&x, 4)
	if spend, churn := got.Changes[0].Value.Factor, got.Changes[1].Value.Factor; spend != 4*x.Changes[0].Value.Factor || churn != 2*x.Changes[1].Value.Factor {
		t.Errorf("at four times: spend %v, churn %v", spend, churn)
	}
}

// The lowest twentieth of 1 to 100 is 1 to 5.
func TestObjectiveCVaR(t *testing.T) {
	var gains []float64
	for i := range 100 {
		gains = append(gains, float64((i*37)%100+1))
	}
	if got, _ := ObjectiveCVaR5.score(gains, nil); got != 3 {
		t.Errorf("found %v, expected 3", got)
	}
}

// The error of a quantile is sqrt(p (1-p) / n) over the density there. The
// sample is the normal law's own quantiles, so that what is left of a
// difference is the bias of the density: h^2/6 (1 + 2 z^2) / phi^2, 0.8 % for
// h = 0.4 / cbrt(10,000).
func TestObjectiveQuantileError(t *testing.T) {
	const n, p = 10_000, 0.1
	law := distuv.UnitNormal
	gains := make([]float64, n)
	for i := range gains {
		gains[i] = law.Quantile((float64(i) + 0.5) / n)
	}
	value, scores := ObjectiveP10.score(gains, nil)
	z := law.Quantile(p)
	want := math.Sqrt(p*(1-p)/n) / law.Prob(z)
	if got := spread(scores) / math.Sqrt(n); math.Abs(got/want-1) > 0.015 {
		t.Errorf("error %v, expected %v", got, want)
	}
	if math.Abs(value-z) > 1e-3 {
		t.Errorf("quantile %v, expected %v", value, z)
	}
}

// The frontier has the best set of each cost that is better than all cheaper
// ones, and none that left the race, breaks the limit or was run otherwise.
func TestFrontierOfContenders(t *testing.T) {
	set := func(cost, value float64) *contender {
		return &contender{levels: []uint8{1}, gains: []float64{0}, cost: cost, value: value}
	}
	empty := set(0, 0)
	empty.levels = []uint8{0}
	out, losing, calm := set(15, 8), set(16, 9), set(17, 9.5)
	out.out, losing.loss.P, calm.noise = true, 0.3, sim.NoiseNone
	a, b, c := set(10, 5), set(20, 7), set(40, 10)
	r := &race{o: OptimizeOptions{MaxLoss: 0.2}, sets: []*contender{c, set(30, 6), set(50, 10), b, set(20, 6.5), out, a, losing, set(5, -1), calm, set(25, 7), empty}}
	r.noise = sim.NoiseCustomers
	for _, s := range r.sets {
		if s != calm {
			s.noise = r.noise
		}
	}
	if got := r.frontier(); !slices.Equal(got, []*contender{empty, a, b, c}) {
		for _, s := range got {
			t.Errorf("on the frontier: %v for %v", s.value, s.cost)
		}
	}
}
