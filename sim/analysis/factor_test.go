package analysis

import (
	"math"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

func TestAtoms(t *testing.T) {
	law := func(d dist.Dist, err error) dist.Dist {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	many := make([]float64, 30)
	for i := range many {
		many[i] = float64(i)
	}
	bernoulli := law(dist.Bernoulli(0.0004))
	for name, c := range map[string]struct {
		d    dist.Dist
		want []Atom
	}{
		"discrete":  {law(dist.Discrete([]float64{5, 0, 2}, []float64{0.3, 0.6, 0.1})), []Atom{{0, 0.6}, {2, 0.1}, {5, 0.3}}},
		"rare":      {bernoulli, []Atom{{0, 0.9996}, {1, 0.0004}}},
		"empirical": {law(dist.Empirical([]float64{3, 1, 3, 3})), []Atom{{1, 0.25}, {3, 0.75}}},
		"scaled":    {law(dist.Affine(bernoulli, -2, 1)), []Atom{{-1, 0.0004}, {1, 0.9996}}},
		"constant":  {law(dist.Discrete([]float64{4}, []float64{1})), []Atom{{4, 1}}},
		"many":      {law(dist.Empirical(many)), nil},
		"normal":    {law(dist.Normal(0, 1)), nil},
		"narrow":    {law(dist.Uniform(1, 1+1e-9)), nil},
		"lognormal": {law(dist.Lognormal(1e-9, 1)), nil},
	} {
		got := Atoms(c.d)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v", name, got)
			continue
		}
		for i, a := range got {
			if a.Value != c.want[i].Value || math.Abs(a.Probability-c.want[i].Probability) > 1e-12 {
				t.Errorf("%s: %v, want %v", name, got, c.want)
			}
		}
	}
}

func TestFactors(t *testing.T) {
	d, err := dist.Uniform(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	one, err := dist.Discrete([]float64{1}, []float64{1})
	if err != nil {
		t.Fatal(err)
	}
	m := &sim.Model{
		Inputs: []sim.Input{{Name: "a", Title: "Alpha", Dist: d}, {Name: "b", Dist: d}, {Name: "t1", Table: 1}, {Name: "certain", Dist: one},
			{Name: "c", Dist: d}, {Name: "t2", Table: 1, Column: 1}, {Name: "plan.discount", Dist: d}, {Name: "segments.s.price", Dist: d}, {Name: "e", Dist: d}},
		Tables:       []sim.Table{{Name: "fit.csv"}},
		Correlations: []sim.Correlation{{A: 0, B: 4, Rho: 0.2}, {A: 8, B: 4, Rho: 0.2}, {A: 0, B: 1, Rho: 0}},
		Initiatives: []sim.Initiative{{Name: "in", Title: "Inside", Success: sim.Const(0.5)}, {Name: "out", Success: sim.Const(0.5)},
			{Name: "sure", Certain: true}, {Name: "one", Success: sim.Const(1)}, {Name: "a.b", Success: sim.Quantity{Input: 1, Factor: 1}}},
		Events: []sim.Initiative{{Name: "fixed", Certain: true, Starts: 2, StartsTo: 2}, {Name: "moving", Certain: true, Starts: 2, StartsTo: 3},
			{Name: "never", Success: sim.Const(0), Starts: 1, StartsTo: 4}, {Name: "may", Success: sim.Const(0.1), Starts: 1, StartsTo: 1}},
		Shocks:    []sim.Shock{{SD: sim.Const(0.1), Segments: []int{0}}},
		Scenarios: []sim.Scenario{{Name: "baseline"}, {Name: "x", Initiatives: []int{0, 2, 3, 4}}},
	}
	want := []struct {
		kind        FactorKind
		title, path string
	}{
		{FactorGroup, "Alpha + c + e", "assumptions.a + assumptions.c + assumptions.e"},
		{FactorInput, "b", "assumptions.b"},
		{FactorTable, "Rows of fit.csv", "assumptions.draws"},
		{FactorInput, "discount", "discount"},
		{FactorInput, "segments.s.price", "segments.s.price"},
		{FactorSuccess, "Success of Inside", "initiatives.in.success"},
		{FactorSuccess, "Success of a.b", `initiatives."a.b".success`},
		{FactorEvent, "moving", "events.moving"},
		{FactorEvent, "may", "events.may"},
		{FactorShocks, "Market shocks", "shocks"},
		{FactorLuck, "Customers' luck", "noise"},
	}
	got := Factors(m)
	for i, f := range got {
		if i >= len(want) || f.Kind != want[i].kind || f.Title != want[i].title || f.Path != want[i].path {
			t.Errorf("factor %d is %+v", i, f)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d factors, want %d", len(got), len(want))
	}
	if in := got[2].Inputs; len(in) != 2 || in[0] != 2 || in[1] != 5 {
		t.Errorf("columns %v", in)
	}
}

// Moving every factor turns one draw into another; each alone changes its own
// part only.
func TestMoveCoversADraw(t *testing.T) {
	m := gamble(t)
	m.Events = []sim.Initiative{{Name: "may", Segments: []int{0}, Success: sim.Const(0.1), Starts: 1, StartsTo: 3}}
	m.Shocks = []sim.Shock{{Lever: sim.LeverChurn, SD: sim.Const(0.1), Segments: []int{0}}}
	e, err := sim.NewEvaluator(m, []sim.Metric{sim.MetricNPV})
	if err != nil {
		t.Fatal(err)
	}
	a, b := e.NewDraw(), e.NewDraw()
	e.Drawn(1, a)
	e.Drawn(2, b)
	for _, f := range Factors(m) {
		f.Move(a, b)
	}
	va, vb := e.NewValuation(), e.NewValuation()
	for _, x := range []struct {
		d *sim.Draw
		v *sim.Valuation
	}{{a, va}, {b, vb}} {
		if err := e.Evaluate(x.d, x.v); err != nil {
			t.Fatal(err)
		}
	}
	if va.Metrics[1][0] != vb.Metrics[1][0] {
		t.Errorf("%v, %v", va, vb)
	}
}

func TestMiddleRowDoesNotDependOnTheOrder(t *testing.T) {
	a := sim.Table{Columns: [][]float64{{1, 2, 3, 4, 5}, {5, 1, 4, 2, 3}}}
	b := sim.Table{Columns: [][]float64{{5, 3, 1, 4, 2}, {3, 4, 5, 2, 1}}}
	i, j := middleRow(&a), middleRow(&b)
	for c := range a.Columns {
		if a.Columns[c][i] != b.Columns[c][j] {
			t.Errorf("rows %d and %d", i, j)
		}
	}
	if a.Columns[0][i] != 3 {
		t.Errorf("row %d", i)
	}
}

// What only other scenarios are made of bears on nothing.
func TestUsedInputs(t *testing.T) {
	m := gamble(t)
	uncertain(t, m, "unused")(dist.Uniform(0, 1))
	m.Segments[0].CostToServe = sim.ByAge{{From: 0, Value: uncertain(t, m, "serve")(dist.Uniform(0, 1))}}
	m.Segments[0].Winback = &sim.Winback{Rate: uncertain(t, m, "winback")(dist.Uniform(0, 1)), Within: 1}
	m.Initiatives[0].Cost.Monthly = uncertain(t, m, "cost")(dist.Uniform(0, 1))
	m.Initiatives[0].Fade = sim.Quantity{Input: 2}
	for scenarios, want := range map[int][]bool{1: {false, false, true, true, false}, 2: {true, false, true, true, true}} {
		few := *m
		few.Scenarios = m.Scenarios[:scenarios]
		for i, got := range usedInputs(&few) {
			if got != want[i] {
				t.Errorf("%d scenarios: input %s is used: %v", scenarios, m.Inputs[i].Name, got)
			}
		}
	}
	s := sensitivity(t, m, SensitivityOptions{Metric: sim.MetricNPV, MaxRows: 64})
	if x := share(t, s, "assumptions.x"); x.Total != (Index{}) || s.Indices.Evaluations != 64*4 {
		t.Errorf("%+v after %d evaluations", x, s.Indices.Evaluations)
	}
}
