package sim

import (
	"context"
	"math"
	"testing"

	"holdfast/sim/dist"
)

// constantPlan is one segment with constant churn, no opening base.
func constantPlan() *Model {
	return &Model{
		Name: "constant", Months: 36, FiscalYearStart: 1, Trials: 2000, Seed: 1, Sampling: dist.Random,
		Segments: []Segment{{
			Name: "s", HasPrice: true, Price: Const(100), GrossMargin: ByAge{{0, Const(0.8)}}, Term: 1,
			Opening:   Opening{Groups: []TenureGroup{{0, 1000}}},
			Retention: Retention{Model: "constant", Rate: Const(0.03).Per(UnitProbability, 1)},
			Channels:  []Channel{{Name: "ads", Kind: ChannelVolume, Customers: Const(50), CAC: Const(300)}},
		}},
		Initiatives: []Initiative{{
			Name: "keep", Segments: []int{0}, Starts: 4, StartsTo: 4, Certain: true,
			Changes: []Change{{Lever: LeverChurn, Op: OpReduce, Value: Const(0.1)}},
			Cost:    Cost{Upfront: Const(1000), PerCustomer: Const(0.5)},
		}},
		Scenarios: []Scenario{{Name: "baseline"}, {Name: "keep", Initiatives: []int{0}}},
	}
}

func TestConstantChurnClosedForm(t *testing.T) {
	m := constantPlan()
	r, err := Run(context.Background(), m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := &r.Scenarios[0]
	q := 0.97
	for i := range m.Months {
		n := float64(i + 1)
		want := 1000*math.Pow(q, n) + 50*(1-math.Pow(q, n))/(1-q)
		got := b.Monthly[MeasureClosing].Mean[i]
		if math.Abs(got-want) > 5 {
			t.Errorf("month %d: closing %v, want %v", i+1, got, want)
		}
	}
	if got, want := b.Metrics[MetricLTV].Mean, 100*0.8/0.03; math.Abs(got/want-1) > 1e-9 {
		t.Errorf("LTV %v, want %v", got, want)
	}
	t.Logf("%+v", r.Scenarios[1].Versus.Differences[MetricNPV])
	t.Logf("%+v", r.Scenarios[1].Versus.ROI)
	t.Logf("%+v", r.Scenarios[1].Versus.Breakeven)
}
