package analysis

import (
	"context"
	"math"
	"slices"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// twoUncertain is a plan of two segments with inputs of their own, one of which
// an initiative of the second scenario has, and a table.
func twoUncertain(tb testing.TB) *sim.Model {
	tb.Helper()
	m := churnCut(tb, 1000, true, 128)
	m.Noise = sim.NoiseCustomers
	law, err := dist.Uniform(0.7, 0.9)
	if err != nil {
		tb.Fatal(err)
	}
	m.Inputs = append(m.Inputs, sim.Input{Name: "margin", Dist: law}, sim.Input{Name: "rate", Table: 1})
	m.Tables = []sim.Table{{Name: "fit", Columns: [][]float64{{0.03, 0.04, 0.05}}}}
	m.Segments[0].GrossMargin = sim.ByAge{{Value: sim.Quantity{Input: 2, Factor: 1}}}
	m.Segments[0].Retention.Rate = sim.Quantity{Input: 3, Factor: 1}.Per(sim.UnitProbability, 1)
	m.Segments[0].Involuntary = &sim.Involuntary{Failure: sim.Const(0.01), Recovery: sim.Const(0.5)}
	return m
}

// Whatever changes in a model: where two scenarios count as the same, their
// trials are the same bit by bit, and where a change can't bear on a scenario, it
// counts as the same.
func TestSameScenario(t *testing.T) {
	reference := twoUncertain(t)
	price, err := dist.Normal(20_000, 9_000)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change         func(*sim.Model)
		baseline, keep bool // the same as before
	}{
		"nothing":               {func(*sim.Model) {}, true, true},
		"a cost":                {func(m *sim.Model) { m.Initiatives[0].Cost.Upfront = sim.Const(7) }, true, false},
		"an effect":             {func(m *sim.Model) { m.Initiatives[0].Changes[0].Value = sim.Const(0.3) }, true, false},
		"a law of an effect":    {func(m *sim.Model) { m.Inputs[0].Dist = price }, true, false},
		"a choice's rules":      {func(m *sim.Model) { m.Initiatives[0].Needs = []int{1} }, true, true},
		"a target":              {func(m *sim.Model) { m.Targets = []sim.Target{{Metric: "npv", Value: sim.Const(1)}} }, true, true},
		"the discount":          {func(m *sim.Model) { m.Discount = sim.Const(0.1) }, false, false},
		"the months":            {func(m *sim.Model) { m.Months = 23 }, false, false},
		"the table":             {func(m *sim.Model) { m.Tables[0].Columns[0][1] = 0.06 }, false, false},
		"the table's name":      {func(m *sim.Model) { m.Tables[0].Name = "feet" }, false, false},
		"an input's name":       {func(m *sim.Model) { m.Inputs[1].Name = "gross" }, false, false},
		"an input's factor":     {func(m *sim.Model) { m.Segments[0].GrossMargin[0].Value.Factor = 0.5 }, false, false},
		"a pointer's end":       {func(m *sim.Model) { m.Segments[0].Involuntary.Failure = sim.Const(0.02) }, false, false},
		"a pointer":             {func(m *sim.Model) { m.Segments[0].Involuntary = nil }, false, false},
		"a correlation":         {func(m *sim.Model) { m.Correlations = []sim.Correlation{{A: 0, B: 1, Rho: 0.5}} }, false, false},
		"a segment's name":      {func(m *sim.Model) { m.Segments[0].Name = "t" }, false, false},
		"another initiative":    {func(m *sim.Model) { m.Initiatives = append(m.Initiatives, m.Initiatives[0]) }, true, true},
		"an event":              {func(m *sim.Model) { m.Events = m.Initiatives[:1] }, false, false},
		"an input in its place": {func(m *sim.Model) { m.Inputs[0], m.Inputs[1] = m.Inputs[1], m.Inputs[0] }, false, false},
		"inputs in other places": {func(m *sim.Model) {
			m.Inputs = append(m.Inputs[1:], m.Inputs[0])
			m.Segments[0].GrossMargin[0].Value.Input, m.Segments[0].Retention.Rate.Input = 1, 2
			m.Initiatives[1].Cost.Upfront.Input = 3
		}, true, true},
		"fewer inputs": {func(m *sim.Model) {
			m.Inputs = m.Inputs[1:]
			m.Segments[0].GrossMargin[0].Value.Input, m.Segments[0].Retention.Rate.Input = 1, 2
			m.Initiatives[1].Cost.Upfront = sim.Const(20_000)
		}, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := twoUncertain(t)
			c.change(m)
			for s, want := range []bool{c.baseline, c.keep} {
				if got := sameScenario(reference, s, m, s); got != want {
					t.Errorf("%s: same is %v, expected %v", m.Scenarios[s].Name, got, want)
				}
				if want && !slices.Equal(trialsOf(t, reference, s), trialsOf(t, m, s)) {
					t.Errorf("%s: counts as the same, and its trials are not", m.Scenarios[s].Name)
				}
			}
		})
	}
	quiet := twoUncertain(t)
	quiet.Sampling = dist.Sobol
	if sameScenario(quiet, 0, quiet, 0) {
		t.Error("a design is drawn by the place of an input among all")
	}
}

func trialsOf(t *testing.T, m *sim.Model, s int) []float64 {
	t.Helper()
	var npv []float64
	err := sim.EvaluateAll(context.Background(), m, []sim.Metric{sim.MetricNPV}, m.Trials, sim.EvaluateOptions{},
		func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i, d) },
		func(_ int, v *sim.Valuation) { npv = append(npv, v.Metrics[s][0]) })
	if err != nil {
		t.Fatal(err)
	}
	return npv
}

// The search values each scenario alone, and the one that the number does not
// touch once: the gaps are those of both simulated together at every value, bit
// by bit.
func TestGapsAreThoseOfPairs(t *testing.T) {
	r := BreakevenRequest{
		Model: func(x float64) (*sim.Model, error) {
			m := twoUncertain(t)
			m.Initiatives[0].Changes[0].Value = sim.Const(x)
			return m, nil
		},
		Scenario: "keep", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8, Low: 0, High: 0.5,
	}
	s, err := newSearch(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []float64{0.5, 0, 0.3, 0.1} {
		for _, trials := range []int{20, 128} {
			n, err := s.look(x, trials)
			if err != nil {
				t.Fatal(err)
			}
			m, _ := r.Model(x)
			base, keep := trialsOf(t, m, 0), trialsOf(t, m, 1)
			for i := range trials {
				if g := keep[i] - base[i]; n.gaps[i] != g && !(g == 0 && n.gaps[i] == -math.SmallestNonzeroFloat64) {
					t.Fatalf("at %v, trial %d: gap %v, together %v", x, i, n.gaps[i], g)
				}
			}
		}
	}
	if s.done != 4*128 {
		t.Errorf("%d trials were simulated, expected those of the baseline once", s.done)
	}
}
