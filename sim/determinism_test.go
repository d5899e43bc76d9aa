package sim

import (
	"context"
	"fmt"
	"math"
	"testing"

	"holdfast/sim/dist"
)

var samplings = []dist.Sampling{dist.Random, dist.LatinHypercube, dist.Sobol}

// The bits of a result do not depend on the number of workers.
func TestSameBitsForAnyNumberOfWorkers(t *testing.T) {
	for _, sampling := range samplings {
		m := stratified(fullPlan(t, 8), sampling)
		m.Trials = 200
		want := run(t, m, Options{Workers: 1, Detail: true})
		many := []int{3}
		if sampling == dist.Random {
			many = []int{2, 3, 8}
		}
		for _, workers := range many {
			if d := apart(run(t, m, Options{Workers: workers, Detail: true}), want); d != "" {
				t.Errorf("%v, %d workers: %s", sampling, workers, d)
			}
		}
	}
}

// sharded runs m in shards that begin at the given multiples of the unit.
func sharded(t *testing.T, m *Model, o Options, starts ...int) *Result {
	t.Helper()
	unit, err := ShardUnit(m, o)
	if err != nil {
		t.Fatal(err)
	}
	var whole *Shard
	for i, start := range starts {
		last := m.Trials
		if i+1 < len(starts) {
			last = starts[i+1] * unit
		}
		s, err := RunShard(context.Background(), m, o, start*unit, last)
		if err != nil {
			t.Fatal(err)
		}
		if whole == nil {
			whole = s
		} else if err := whole.Append(s); err != nil {
			t.Fatal(err)
		}
	}
	r, err := whole.Result()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A run assembled from shards is the run, bit by bit.
func TestShardsMakeTheSameBits(t *testing.T) {
	for _, sampling := range samplings {
		m := stratified(fullPlan(t, 5), sampling)
		m.Trials = 200
		want := run(t, m, Options{Detail: true})
		for _, starts := range [][]int{{0, 1, 2, 3}, {0, 2}} {
			if d := apart(sharded(t, m, Options{Detail: true, Workers: 2}, starts...), want); d != "" {
				t.Errorf("%v, shards at %v: %s", sampling, starts, d)
			}
		}
	}
}

// Past the budget of memory, where columns are sketches, too.
func TestShardsOfSketchesMakeTheSameBits(t *testing.T) {
	defer func(headline, detail int) { headlineBytes, detailBytes = headline, detail }(headlineBytes, detailBytes)
	s := joined(base(0.05, 100))
	m := withScenario(testPlan(2, s), "keep", Initiative{Success: Const(0.5), Changes: []Change{change(LeverChurn, OpReduce, 0.5)}, Cost: Cost{Upfront: Const(100)}})
	m.Segments[0].Price = uniform(t, m, "price", 90, 110)
	m.Segments[0].Retention.Rate = uniform(t, m, "churn", 0.02, 0.05).Per(UnitProbability, 1)
	m.Trials = 5000
	exact := run(t, m, Options{})
	if exact.Run.RankError != 0 {
		t.Fatalf("rank error of an exact run is %v", exact.Run.RankError)
	}
	for _, budget := range []struct{ headline, detail int }{{192 << 20, 0}, {0, 0}} {
		headlineBytes, detailBytes = budget.headline, budget.detail
		for _, sampling := range []dist.Sampling{dist.Random, dist.Sobol} {
			m := stratified(m, sampling)
			want := run(t, m, Options{Workers: 1})
			if want.Run.RankError <= 0 || want.Run.RankError > 0.01 {
				t.Errorf("rank error %v", want.Run.RankError)
			}
			if d := apart(run(t, m, Options{Workers: 3}), want); d != "" {
				t.Errorf("%+v %v, 3 workers: %s", budget, sampling, d)
			}
			if d := apart(sharded(t, m, Options{Workers: 2}, 0, 1, 4), want); d != "" {
				t.Errorf("%+v %v, shards: %s", budget, sampling, d)
			}
			if sampling == dist.Random {
				closeToExact(t, want, exact)
			}
		}
	}
}

// closeToExact compares quantiles by what a share of 2 % of the trials spans,
// and means closely.
func closeToExact(t *testing.T, sketch, exact *Result) {
	t.Helper()
	for s := range exact.Scenarios {
		for k := range exact.Scenarios[s].Metrics {
			x, y := &exact.Scenarios[s].Metrics[k], &sketch.Scenarios[s].Metrics[k]
			if !near(y.Mean, x.Mean, 1e-9) || !near(y.SD, x.SD, 1e-9) || x.N != y.N || x.Nulls != y.Nulls {
				t.Errorf("%s of %s: mean %v sd %v, exactly %v %v", Metric(k), exact.Scenarios[s].ID, y.Mean, y.SD, x.Mean, x.SD)
			}
			if math.IsNaN(x.SD) || math.IsNaN(x.Q[P50]) {
				continue
			}
			for i := range x.Q {
				if math.Abs(y.Q[i]-x.Q[i]) > 0.15*x.SD {
					t.Errorf("%s of %s: quantile %v is %v, exactly %v", Metric(k), exact.Scenarios[s].ID, Quantiles[i], y.Q[i], x.Q[i])
				}
			}
		}
	}
}

func TestShardsAreChecked(t *testing.T) {
	m := testPlan(2, base(0.05, 100))
	m.Trials = 200
	ctx := context.Background()
	for _, bounds := range [][2]int{{1, 200}, {0, 100}, {64, 64}, {128, 64}, {0, 201}, {-64, 64}} {
		if _, err := RunShard(ctx, m, Options{}, bounds[0], bounds[1]); err == nil {
			t.Errorf("trials %v make a shard", bounds)
		}
	}
	shard := func(first, last int) *Shard {
		s, err := RunShard(ctx, m, Options{}, first, last)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if err := shard(0, 64).Append(shard(128, 200)); err == nil {
		t.Error("shards with a gap between them are one")
	}
	if _, err := shard(0, 128).Result(); err == nil {
		t.Error("a part of the trials gives a result")
	}
}

func TestSeeds(t *testing.T) {
	m := fullPlan(t, 6)
	m.Trials = 64
	a, b := run(t, m, Options{}), run(t, m, Options{})
	if d := apart(a, b); d != "" {
		t.Errorf("the same seed: %s", d)
	}
	m.Seed++
	c := run(t, m, Options{})
	for s := range a.Scenarios {
		x, y := &a.Scenarios[s].Metrics[MetricNPV], &c.Scenarios[s].Metrics[MetricNPV]
		if x.Mean == y.Mean || x.Q[P50] == y.Q[P50] {
			t.Errorf("another seed gives the same NPV of %s", a.Scenarios[s].ID)
		}
	}
}

// Frozen first values: a change of the random streams or of the kernel's
// arithmetic is seen here.
func TestFrozenFirstValues(t *testing.T) {
	m := fullPlan(t, 12)
	m.Seed = 20270101
	got := ""
	for i, x := range simulated(t, m, 2) {
		for _, s := range []int{0, 5} {
			p := &x[s].Whole.Metrics
			got += fmt.Sprintf("%d %s: closing %v, new %v, churned %v, back %v, orders %v, npv %.6g\n", i, x[s].Whole.Name,
				p[MetricClosingCustomers], p[MetricNewCustomers], p[MetricChurnedCustomers], p[MetricReactivatedCustomers],
				p[MetricOrders], p[MetricNPV])
		}
	}
	if got != frozenFirstValues {
		t.Errorf("first values are\n%swant\n%s", got, frozenFirstValues)
	}
}

const frozenFirstValues = `0 baseline: closing 2149, new 1494, churned 1253, back 78, orders 7237, npv 1.40721e+06
0 all: closing 2289, new 1674, churned 1325, back 110, orders 8242, npv 1.56988e+06
1 baseline: closing 2163, new 1434, churned 1170, back 69, orders 7006, npv 1.40566e+06
1 all: closing 2334, new 1605, churned 1204, back 103, orders 8089, npv 1.56895e+06
`
