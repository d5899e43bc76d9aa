package sim

import (
	"math"
	"testing"
)

// What a lane that follows the baseline arrives at is what it gets to alone.
func TestFollowingChangesNothing(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(m *Model)
	}{
		{"as it is", func(m *Model) {}},
		{"an early LTV month", func(m *Model) { m.LTVMonth = 2 }},
		{"late initiatives", func(m *Model) {
			for i := range m.Initiatives {
				m.Initiatives[i].Starts, m.Initiatives[i].StartsTo = 20, 20
			}
		}},
		{"initiatives of the first segment", func(m *Model) {
			for i := range m.Initiatives {
				m.Initiatives[i].Segments = []int{0}
			}
		}},
		{"no luck", func(m *Model) { m.Noise = NoiseNone }},
	} {
		m := fullPlan(t, 24)
		c.change(m)
		followed, alone := 0, 0
		p, q := compile(m), compile(m)
		for s := range q.lanes {
			for g := range q.lanes[s] {
				if p.lanes[s][g].begins > 1 && s > 0 {
					followed++
				} else {
					alone++
				}
				q.lanes[s][g].begins = 1
			}
		}
		if followed == 0 {
			t.Errorf("%s: no lane follows", c.name)
		}
		sampler, err := newSampler(m, m.Seed, m.Trials)
		if err != nil {
			t.Fatal(err)
		}
		a, b := newWorker(p, sampler), newWorker(q, sampler)
		for trial := range uint64(40) {
			a.trial(m.Seed, trial)
			b.trial(m.Seed, trial)
			for s := range m.Scenarios {
				sameOutcome(t, c.name, m, s, &a.outcome[s], &b.outcome[s])
			}
		}
	}
}

func sameOutcome(t *testing.T, name string, m *Model, s int, a, b *outcome) {
	t.Helper()
	differ := func(x, y float64) bool {
		return x != y && !(math.IsNaN(x) && math.IsNaN(y)) && !(math.Abs(x-y) <= 1e-9*max(math.Abs(x), math.Abs(y), 1))
	}
	for k := range a.metrics {
		if differ(a.metrics[k], b.metrics[k]) {
			t.Errorf("%s: scenario %s: %s is %v, alone %v", name, m.Scenarios[s].Name, Metric(k), a.metrics[k], b.metrics[k])
		}
	}
	for g := range a.segments {
		for k := range a.segments[g] {
			if differ(a.segments[g][k], b.segments[g][k]) {
				t.Errorf("%s: scenario %s, segment %s: %s is %v, alone %v", name, m.Scenarios[s].Name, m.Segments[g].Name,
					Metric(k), a.segments[g][k], b.segments[g][k])
			}
		}
	}
	for k := range a.months {
		for i := range a.months[k] {
			if differ(a.months[k][i], b.months[k][i]) {
				t.Errorf("%s: scenario %s: %s of month %d is %v, alone %v", name, m.Scenarios[s].Name, Measure(k), i+1, a.months[k][i], b.months[k][i])
			}
		}
	}
}

// What scenarios share of a trial (draws, hazards, lifetimes, residual values) is
// what each would have come to without any other.
func TestSharingChangesNothing(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(m *Model)
	}{
		{"as it is", func(m *Model) {}},
		{"one segment, lifetimes that differ in costs alone", func(m *Model) {
			m.Segments, m.Shocks = m.Segments[:1], m.Shocks[:1]
			m.Shocks[0].Segments, m.Events[0].Segments = []int{0}, []int{0}
			for i := range m.Initiatives {
				m.Initiatives[i].Segments = []int{0}
				m.Initiatives[i].Changes = []Change{change(LeverCustomers, OpIncrease, 0.1)}
			}
		}},
		{"no luck", func(m *Model) { m.Noise = NoiseNone }},
	} {
		m := fullPlan(t, 24)
		c.change(m)
		sampler, err := newSampler(m, m.Seed, m.Trials)
		if err != nil {
			t.Fatal(err)
		}
		together := newWorker(compile(m), sampler)
		for s := range m.Scenarios {
			single := *m
			single.Scenarios = m.Scenarios[s : s+1]
			alone := newWorker(compile(&single), sampler)
			for trial := range uint64(30) {
				together.trial(m.Seed, trial)
				alone.trial(m.Seed, trial)
				sameOutcome(t, c.name, m, s, &together.outcome[s], &alone.outcome[0])
			}
		}
	}
}
