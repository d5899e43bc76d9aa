package sim

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkCustomers shows that a trial's cost is flat in the number of
// customers.
func BenchmarkCustomers(b *testing.B) {
	for _, customers := range []float64{1e3, 1e6, 1e9} {
		b.Run(fmt.Sprintf("customers=%.0e", customers), func(b *testing.B) {
			s := base(0.03, customers)
			s.Channels = []Channel{volume(customers/50, 100)}
			w := prepared(b, testPlan(36, s))
			b.ReportAllocs()
			i := uint64(0)
			for b.Loop() {
				w.trial(1, i)
				i++
			}
		})
	}
}

// BenchmarkLinear shows that a run's cost is linear in trials and scenarios.
func BenchmarkLinear(b *testing.B) {
	for _, trials := range []int{1000, 4000} {
		for _, scenarios := range []int{1, 2, 4} {
			b.Run(fmt.Sprintf("trials=%d/scenarios=%d", trials, scenarios), func(b *testing.B) {
				m := standardWork(b, trials, false)
				m.Months = 24
				m.Scenarios = m.Scenarios[:scenarios]
				for b.Loop() {
					if _, err := Run(context.Background(), m, Options{Workers: 1}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N*trials*scenarios), "µs/trial·scenario")
			})
		}
	}
}

// BenchmarkPoints times churn changes in points, whose lifetimes have no closed
// form.
func BenchmarkPoints(b *testing.B) {
	for _, points := range []float64{0, -0.01} {
		b.Run(fmt.Sprintf("points=%v", points), func(b *testing.B) {
			s := joined(base(0.03, 1000))
			x := change(LeverChurn, OpReduce, 0.1)
			if points != 0 {
				x = change(LeverChurn, OpAdd, points)
			}
			w := prepared(b, withScenario(testPlan(36, s), "x", doing(x)))
			i := uint64(0)
			for b.Loop() {
				w.trial(1, i)
				i++
			}
		})
	}
}
