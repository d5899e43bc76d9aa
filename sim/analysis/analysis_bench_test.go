package analysis

import (
	"context"
	"fmt"
	"testing"

	"holdfast/sim"
)

// BenchmarkBreakeven times one answer at 2,500 trials on the plan of 20
// uncertain inputs, 3 segments and 36 months: of a cost, which every trial's gap
// is a straight line of, and of an effect.
func BenchmarkBreakeven(b *testing.B) {
	for _, vary := range []string{"cost", "effect"} {
		b.Run("vary="+vary, func(b *testing.B) {
			for b.Loop() {
				r := BreakevenRequest{
					Model: func(x float64) (*sim.Model, error) {
						m := twentyInputs(b)
						m.Trials = 2500
						all := &m.Initiatives[0]
						if vary == "cost" {
							all.Cost.Upfront = sim.Const(x * 1e6)
						} else {
							all.Changes[0].Value = sim.Const(x)
						}
						return m, nil
					},
					Scenario: "all", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8, Low: 0, High: 0.6,
				}
				if _, err := FindBreakeven(context.Background(), r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOptimize times the choice among all sets of n yes/no initiatives, run
// again included, for a plan of 12 months and 500 trials.
func BenchmarkOptimize(b *testing.B) {
	for _, n := range []int{6, 12} {
		b.Run(fmt.Sprintf("initiatives=%d", n), func(b *testing.B) {
			for b.Loop() {
				m := shelf(b, n, 500, 1, sim.NoiseCustomers)
				if _, err := Optimize(context.Background(), m, OptimizeOptions{Budget: 60_000, Metric: sim.MetricNPV, MaxLoss: 1}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(int(1)<<n), "sets")
		})
	}
}
