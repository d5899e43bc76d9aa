package summary

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestShare(t *testing.T) {
	var s, lower Share
	for _, d := range []float64{1, -1, 0, math.NaN(), inf, -inf, 0.5} {
		s.AddBetter(d, false)
		lower.AddBetter(d, true)
	}
	if s != (Share{Hits: 3, N: 6}) || lower != (Share{Hits: 2, N: 6}) {
		t.Errorf("more is better %+v, less is better %+v", s, lower)
	}
	s.Merge(Share{Hits: 1, N: 2})
	if s.P() != 0.5 {
		t.Errorf("P = %v", s.P())
	}
	lo, hi := s.Wilson(0.95)
	if wantLo, wantHi := Wilson(4, 8, 0.95); lo != wantLo || hi != wantHi {
		t.Errorf("interval %v, %v", lo, hi)
	}
	if !math.IsNaN((Share{}).P()) {
		t.Error("P without trials")
	}
}

func TestBest(t *testing.T) {
	b := NewBest(3)
	b.Add([]float64{1, 2, 0})          // 1 wins
	b.Add([]float64{5, 5, 4})          // 0 and 1 share
	b.Add([]float64{3, 3, 3})          // all share
	b.Add([]float64{math.NaN(), 1, 2}) // left out
	want := []float64{0.5 + 1.0/3, 1 + 0.5 + 1.0/3, 1.0 / 3}
	regrets := []float64{1.0 / 3, 0, 1}
	for i := range want {
		if !near(b.Wins(i), want[i], 1e-15) || !near(b.P(i), want[i]/3, 1e-15) {
			t.Errorf("scenario %d wins %v, want %v", i, b.Wins(i), want[i])
		}
		if got := b.Regret(i).Mean(); !near(got, regrets[i], 1e-15) {
			t.Errorf("scenario %d regret %v, want %v", i, got, regrets[i])
		}
		lo, hi := b.Wilson(i, 0.9)
		if wantLo, wantHi := Wilson(want[i], 3, 0.9); !near(lo, wantLo, 1e-14) || !near(hi, wantHi, 1e-14) {
			t.Errorf("scenario %d: %v to %v", i, lo, hi)
		}
	}
	if b.N() != 3 || b.Nulls() != 1 {
		t.Errorf("%d trials, %d nulls", b.N(), b.Nulls())
	}
}

func TestBestInfinite(t *testing.T) {
	b := NewBest(2)
	b.Add([]float64{-inf, -inf})
	b.Add([]float64{inf, inf})
	if b.P(0) != 0.5 || b.Regret(1).Mean() != 0 {
		t.Errorf("equal infinities: P %v regret %v", b.P(0), b.Regret(1).Mean())
	}
	b.Add([]float64{inf, 3})
	if !math.IsInf(b.Regret(1).Expectation(), 1) {
		t.Errorf("regret %v against an infinite best", b.Regret(1).Expectation())
	}
}

func TestBestMerge(t *testing.T) {
	const scenarios, trials = 4, 1000
	r := rand.New(rand.NewPCG(5, 5))
	one := NewBest(scenarios)
	parts := []*Best{NewBest(scenarios), NewBest(scenarios), NewBest(scenarios)}
	values := make([]float64, scenarios)
	for i := range trials {
		for j := range values {
			values[j] = float64(r.IntN(4))
		}
		one.Add(values)
		parts[i*len(parts)/trials].Add(values)
	}
	merged := NewBest(scenarios)
	for _, p := range parts {
		merged.Merge(p)
	}
	var total float64
	for i := range scenarios {
		if merged.Wins(i) != one.Wins(i) {
			t.Errorf("scenario %d: %v, want %v", i, merged.Wins(i), one.Wins(i))
		}
		if !near(merged.Regret(i).Mean(), one.Regret(i).Mean(), 1e-12) {
			t.Errorf("scenario %d: regret %v, want %v", i, merged.Regret(i).Mean(), one.Regret(i).Mean())
		}
		total += merged.Wins(i)
	}
	if !near(total, trials, 1e-13) {
		t.Errorf("wins add up to %v", total)
	}
	if allocs := testing.AllocsPerRun(10, func() { one.Add(values) }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}
