package analysis

import (
	"context"
	"fmt"
	"testing"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// BenchmarkSensitivity times the steps on a plan of 20 uncertain inputs, 3
// segments of carried propensities and 36 months: half-width is that of the
// widest interval of the variance shares.
func BenchmarkSensitivity(b *testing.B) {
	for _, step := range []struct {
		name string
		run  func(r *sensitivityRun) error
	}{
		{"step=tornado", (*sensitivityRun).tornado},
		{"step=trials", (*sensitivityRun).ownTrials},
		{"step=shares", (*sensitivityRun).shares},
		{"step=flips", (*sensitivityRun).decide},
	} {
		for _, against := range []string{"", "baseline"} {
			b.Run(step.name+"/against="+against, func(b *testing.B) {
				var r *sensitivityRun
				for b.Loop() {
					var err error
					r, err = newSensitivityRun(context.Background(), twentyInputs(b), SensitivityOptions{Metric: sim.MetricNPV, Scenario: "all", Against: against})
					if err == nil {
						err = step.run(r)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(r.finished), "evaluations")
				if x := &r.out.Indices; x.Rows > 0 {
					b.ReportMetric(x.HalfWidth, "half-width")
				}
			})
		}
	}
}

// twentyInputs is the plan of the speed target: 20 uncertain inputs, 3
// segments, 36 months.
func twentyInputs(tb testing.TB) *sim.Model {
	tb.Helper()
	m := &sim.Model{Name: "twenty", Months: 36, FiscalYearStart: 1, Trials: 10000, Seed: 1, Discounted: true, Discount: sim.Const(0.08).Per(sim.UnitGrowth, 12)}
	input := func(name string, d dist.Dist, err error) sim.Quantity {
		if err != nil {
			tb.Fatal(err)
		}
		m.Inputs = append(m.Inputs, sim.Input{Name: name, Dist: d})
		return sim.Quantity{Input: len(m.Inputs), Factor: 1}
	}
	log := func(name string, mean, sd float64) sim.Quantity {
		d, err := dist.Lognormal(mean, sd)
		return input(name, d, err)
	}
	pert := func(name string, a, b, c float64) sim.Quantity {
		d, err := dist.PERT(a, b, c)
		return input(name, d, err)
	}
	m.Initiatives = []sim.Initiative{{Name: "care", Segments: []int{0, 1, 2}, Starts: 4, StartsTo: 4, Success: sim.Const(0.8),
		Changes: []sim.Change{{Lever: sim.LeverChurn, Op: sim.OpReduce, Value: pert("cut", 0.02, 0.1, 0.25)}},
		Cost:    sim.Cost{Upfront: pert("upfront", 1e6, 2e6, 4e6), Monthly: sim.Const(1e5)}}}
	for g := range 3 {
		n := func(s string) string { return fmt.Sprintf("%s_%d", s, g) }
		m.Segments = append(m.Segments, sim.Segment{
			Name: n("s"), HasPrice: true, Term: 1,
			Opening:     sim.Opening{Groups: []sim.TenureGroup{{Months: 3, Customers: 3000}, {Months: 12, Customers: 2000}}},
			Price:       log(n("price"), 100, 5),
			GrossMargin: sim.ByAge{{From: 0, Value: pert(n("margin"), 0.6, 0.7, 0.78)}},
			CostToServe: sim.ByAge{{From: 0, Value: log(n("serve"), 9, 1)}},
			Retention:   sim.Retention{Model: "sbg", Alpha: sim.Const(0.9), Beta: sim.Const(15), HasScale: true, Scale: log(n("churn"), 1, 0.12)},
			Channels: []sim.Channel{
				{Name: "ads", Kind: sim.ChannelSpend, Spend: sim.Const(50000), CAC: log(n("cac"), 300, 50), Saturation: sim.Const(0.3)},
				{Name: "organic", Kind: sim.ChannelVolume, Customers: log(n("organic"), 60, 15)}},
		})
	}
	m.Scenarios = []sim.Scenario{{Name: "baseline"}, {Name: "all", Initiatives: []int{0}}}
	return m
}
