package sim

import (
	"context"
	"fmt"
	"testing"

	"holdfast/sim/dist"
)

// standardWork is the model of the benchmark plan: 60 months, five sBG segments
// of 10,000 customers each and 200 joiners a month, four scenarios.
func standardWork(tb testing.TB, trials int, carried bool) *Model {
	tb.Helper()
	must := func(d dist.Dist, err error) dist.Dist {
		if err != nil {
			tb.Fatal(err)
		}
		return d
	}
	input := func(m *Model, name string, d dist.Dist) Quantity {
		m.Inputs = append(m.Inputs, Input{Name: name, Dist: d})
		return Quantity{Input: len(m.Inputs), Factor: 1}
	}
	m := &Model{
		Name: "standard work", Currency: "USD", Months: 60, Start: YearMonth{2027, 1}, FiscalYearStart: 1,
		Trials: trials, Seed: 1, Sampling: dist.Random,
		Discounted: true, Discount: Const(0.12682503013196977).Per(UnitGrowth, 12),
	}
	scale := input(m, "churn_scale", must(dist.Triangular(0.8, 1, 1.3)))
	if carried {
		scale = Const(1)
	}
	all := []int{0, 1, 2, 3, 4}
	for i := range all {
		x := float64(i)
		m.Segments = append(m.Segments, Segment{
			Name: fmt.Sprintf("s%d", i), HasPrice: true, Term: 1, LikeAverage: !carried,
			Price:       input(m, fmt.Sprintf("price_%d", i), must(dist.Lognormal(50, 5.012521))),
			GrossMargin: ByAge{{0, Const(0.8)}},
			Opening:     Opening{Groups: []TenureGroup{{12, 10000}}},
			Retention:   Retention{Model: "sbg", Alpha: Const(0.7 + 0.2*x), Beta: Const(4 + 2*x), HasScale: true, Scale: scale},
			Channels: []Channel{{Name: "paid", Kind: ChannelVolume, Customers: Const(200),
				CAC: input(m, fmt.Sprintf("cac_%d", i), must(dist.Lognormal(300, 60.606046)))}},
		})
	}
	m.Initiatives = []Initiative{
		{Name: "keep", Segments: all, Starts: 7, StartsTo: 7, Ramp: 6, Certain: true,
			Changes: []Change{{Lever: LeverChurn, Op: OpReduce, Value: Const(0.1)}},
			Cost:    Cost{Upfront: Const(200e3), Monthly: Const(10e3)}},
		{Name: "hunt", Segments: all, Starts: 7, StartsTo: 7, Certain: true,
			Changes: []Change{{Lever: LeverCAC, Op: OpReduce, Value: Const(0.15)}, {Lever: LeverCustomers, Op: OpIncrease, Value: Const(0.1)}},
			Cost:    Cost{Monthly: Const(15e3)}},
		{Name: "reprice", Segments: all, Starts: 13, StartsTo: 13, Certain: true,
			Changes: []Change{{Lever: LeverPrice, Op: OpIncrease, Value: Const(0.05)}}, Cost: Cost{Upfront: Const(50e3)}},
	}
	m.Scenarios = []Scenario{{Name: "baseline"}, {Name: "keep", Initiatives: []int{0}}, {Name: "hunt", Initiatives: []int{1}},
		{Name: "reprice", Initiatives: []int{2}}}
	return m
}

// cells is the number of cohort-months of one trial of one scenario.
func cells(m *Model) int {
	n := 0
	for _, s := range m.Segments {
		n += m.Months*(m.Months-1)/2 + m.Months*len(s.Opening.Groups)
	}
	return n
}

// BenchmarkTrial times the kernel alone, on one core.
func BenchmarkTrial(b *testing.B) {
	for _, bench := range []struct {
		name      string
		carried   bool
		scenarios int
	}{
		{"mix=average/scenarios=1", false, 1},
		{"mix=average/scenarios=4", false, 4},
		{"mix=carried/scenarios=2", true, 2},
	} {
		b.Run(bench.name, func(b *testing.B) {
			m := standardWork(b, 1000, bench.carried)
			m.Scenarios = m.Scenarios[:bench.scenarios]
			s, err := newSampler(m, 1, m.Trials)
			if err != nil {
				b.Fatal(err)
			}
			w := newWorker(compile(m), s)
			b.ReportAllocs()
			i := uint64(0)
			for b.Loop() {
				w.trial(1, i%1000)
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(cells(m)*bench.scenarios), "ns/cell")
		})
	}
}

// BenchmarkRun times whole runs, statistics included.
func BenchmarkRun(b *testing.B) {
	for _, scenarios := range []int{1, 4} {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("scenarios=%d/workers=%d", scenarios, workers), func(b *testing.B) {
				m := standardWork(b, 10000, false)
				m.Scenarios = m.Scenarios[:scenarios]
				for b.Loop() {
					if _, err := Run(context.Background(), m, Options{Workers: workers}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(m.Trials)*float64(b.N)/b.Elapsed().Seconds(), "trials/s")
			})
		}
	}
}

// BenchmarkPlan runs a plan of the usual size whole: 36 months, three segments,
// four scenarios, 10,000 trials.
func BenchmarkPlan(b *testing.B) {
	m := standardWork(b, 10000, false)
	m.Months, m.Segments = 36, m.Segments[:3]
	for i := range m.Initiatives {
		m.Initiatives[i].Segments = []int{0, 1, 2}
	}
	for b.Loop() {
		if _, err := Run(context.Background(), m, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
