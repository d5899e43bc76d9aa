package sim

import (
	"context"
	"errors"
	"math"
	"testing"
)

// What Drawn draws is what Run draws, down to the last bit.
func TestEvaluateAllRepeatsRun(t *testing.T) {
	m := fullPlan(t, 24)
	m.Trials = 200
	metrics := []Metric{MetricNPV, MetricRevenue, MetricClosingCustomers}
	want, err := Run(context.Background(), m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 3} {
		sums := make([][]float64, len(m.Scenarios))
		for s := range sums {
			sums[s] = make([]float64, len(metrics))
		}
		last := -1
		err := EvaluateAll(context.Background(), m, metrics, m.Trials, EvaluateOptions{Workers: workers},
			func(e *Evaluator, i int, d *Draw) { e.Drawn(i, d) },
			func(i int, v *Valuation) {
				if i != last+1 {
					t.Fatalf("draw %d is taken after %d", i, last)
				}
				last = i
				for s := range sums {
					for k, x := range v.Metrics[s] {
						sums[s][k] += x
					}
				}
			})
		if err != nil {
			t.Fatal(err)
		}
		for s := range sums {
			for k, metric := range metrics {
				got, mean := sums[s][k]/float64(m.Trials), want.Scenarios[s].Metrics[metric].Mean
				if math.Abs(got-mean) > 1e-12*math.Abs(mean) {
					t.Errorf("%d workers, scenario %s: %s is %v on average, a run says %v", workers, m.Scenarios[s].Name, metric, got, mean)
				}
			}
		}
	}
}

// A draw is a pure function's argument: parts of two trials make a third one,
// and what it was valued after does not matter.
func TestEvaluateDependsOnItsDrawAlone(t *testing.T) {
	m := fullPlan(t, 24)
	e, err := NewEvaluator(m, []Metric{MetricNPV})
	if err != nil {
		t.Fatal(err)
	}
	a, b := e.NewDraw(), e.NewDraw()
	e.Drawn(1, a)
	e.Drawn(2, b)
	value := func(d *Draw) float64 {
		v := e.NewValuation()
		if err := e.Evaluate(d, v); err != nil {
			t.Fatal(err)
		}
		return v.Metrics[len(v.Metrics)-1][0]
	}
	first := value(a)
	mixed := a.Clone()
	mixed.Luck = b.Luck
	lucky := value(mixed)
	if lucky == first {
		t.Error("other luck changes nothing")
	}
	mixed = a.Clone()
	mixed.Shocks = b.Shocks
	shocked := value(mixed)
	if shocked == first {
		t.Error("other shocks change nothing")
	}
	mixed.Calm = true
	if calm := value(mixed); calm == first || calm == shocked {
		t.Error("calm changes nothing")
	}
	copy(mixed.Inputs, b.Inputs)
	copy(mixed.Success, b.Success)
	copy(mixed.Happens, b.Happens)
	copy(mixed.Starts, b.Starts)
	mixed.Calm, mixed.Shocks, mixed.Luck = false, b.Shocks, b.Luck
	if value(mixed) != value(b) {
		t.Error("a draw made of another's parts is not that one")
	}
	if value(a) != first {
		t.Error("a draw's value changes with what was valued before")
	}
}

func TestEvaluateAllStops(t *testing.T) {
	m := fullPlan(t, 24)
	ctx, cancel := context.WithCancel(context.Background())
	draw := func(e *Evaluator, i int, d *Draw) { e.Drawn(i, d) }
	err := EvaluateAll(ctx, m, []Metric{MetricNPV}, 1000, EvaluateOptions{}, draw, func(i int, v *Valuation) {
		if i == 20 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled evaluation returns %v", err)
	}
	if err := EvaluateAll(context.Background(), m, nil, 0, EvaluateOptions{}, draw, nil); err != nil {
		t.Errorf("no draw at all: %v", err)
	}
}

// A scenario alone, or beside some others, gives what it gives beside
// all of them, down to the last bit: no luck depends on who else is simulated.
func TestEvaluateDoesNotDependOnOtherScenarios(t *testing.T) {
	m := fullPlan(t, 24)
	var metrics []Metric
	for k := range NumMetrics {
		metrics = append(metrics, k)
	}
	const trials = 20
	whole, err := NewEvaluator(m, metrics)
	if err != nil {
		t.Fatal(err)
	}
	want := whole.NewValuation()
	last := len(m.Scenarios) - 1
	sets := [][]int{{0, last}}
	for s := range m.Scenarios {
		sets = append(sets, []int{s})
	}
	if _, err := NewEvaluator(m, metrics, last, 0); err == nil {
		t.Error("the baseline, whom others follow, may come last")
	}
	for _, set := range sets {
		part, err := NewEvaluator(m, metrics, set...)
		if err != nil {
			t.Fatal(err)
		}
		d, got := part.NewDraw(), part.NewValuation()
		for i := range trials {
			part.Drawn(i, d)
			if err := whole.Evaluate(d, want); err != nil {
				t.Fatal(err)
			}
			if err := part.Evaluate(d, got); err != nil {
				t.Fatal(err)
			}
			for j, s := range set {
				if got.Invested[j] != want.Invested[s] || got.Acquired[j] != want.Acquired[s] {
					t.Fatalf("scenarios %v, trial %d, %s: invested %v and %v", set, i, m.Scenarios[s].Name, got.Invested[j], want.Invested[s])
				}
				for k, metric := range metrics {
					if math.Float64bits(got.Metrics[j][k]) != math.Float64bits(want.Metrics[s][k]) {
						t.Fatalf("scenarios %v, trial %d, %s: %s is %v, among all %v", set, i, m.Scenarios[s].Name, metric, got.Metrics[j][k], want.Metrics[s][k])
					}
				}
			}
		}
	}
}
