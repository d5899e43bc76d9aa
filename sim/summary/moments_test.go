package summary

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// near says whether got is want to a relative tolerance, NaN and infinities
// being near themselves.
func near(got, want, tolerance float64) bool {
	if got == want || math.IsNaN(got) && math.IsNaN(want) {
		return true
	}
	return !math.IsInf(got, 0) && !math.IsInf(want, 0) && math.Abs(got-want) <= tolerance*math.Abs(want)
}

func TestMomentsByHand(t *testing.T) {
	var m Moments
	for _, x := range []float64{2, 4, 4, 4, 5, 5, 7, 9, math.Inf(1), math.NaN(), math.Inf(-1), math.Inf(1)} {
		m.Add(x)
	}
	if neg, pos := m.Infinite(); neg != 1 || pos != 2 || m.Nulls() != 1 || m.N() != 8 {
		t.Errorf("counts: %d finite, %d -Inf, %d +Inf, %d null", m.N(), neg, pos, m.Nulls())
	}
	if m.Mean() != 5 || !near(m.Variance(), 32.0/7, 1e-15) || m.Min() != 2 || m.Max() != 9 {
		t.Errorf("mean %v variance %v range %v to %v", m.Mean(), m.Variance(), m.Min(), m.Max())
	}
	if want := math.Sqrt(32.0 / 7 / 8); !near(m.StdErr(), want, 1e-15) {
		t.Errorf("standard error %v, want %v", m.StdErr(), want)
	}
	if !math.IsNaN(m.Expectation()) {
		t.Errorf("expectation %v with both infinities", m.Expectation())
	}
}

func TestMomentsFewValues(t *testing.T) {
	var m Moments
	for name, x := range map[string]float64{"mean": m.Mean(), "sd": m.SD(), "stderr": m.StdErr(), "min": m.Min(), "max": m.Max(), "expectation": m.Expectation()} {
		if !math.IsNaN(x) {
			t.Errorf("%s of nothing = %v", name, x)
		}
	}
	m.Add(3)
	if m.Mean() != 3 || !math.IsNaN(m.SD()) || !math.IsNaN(m.StdErr()) {
		t.Errorf("one value: mean %v sd %v", m.Mean(), m.SD())
	}
	m.Add(math.Inf(1))
	if m.Mean() != 3 || !math.IsInf(m.Expectation(), 1) {
		t.Errorf("mean %v expectation %v", m.Mean(), m.Expectation())
	}
	var block Moments
	block.AddAll([]float64{math.Inf(-1), math.NaN()})
	if block.N() != 0 || !math.IsInf(block.Expectation(), -1) || block.Nulls() != 1 {
		t.Errorf("block without finite values: %+v", block)
	}
}

// TestMomentsCancellation has a spread of 1 around 1e9: the sum of squares in
// float64 would have no correct digit left.
func TestMomentsCancellation(t *testing.T) {
	const n = 100_000
	var one, block, parts Moments
	values := make([]float64, n)
	for i := range values {
		values[i] = 1e9 + float64(i%2)*2 - 1 // +-1: variance n/(n-1)
		one.Add(values[i])
	}
	block.AddAll(values)
	for at := 0; at < n; at += 977 {
		var p Moments
		p.AddAll(values[at:min(n, at+977)])
		parts.Merge(&p)
	}
	want := math.Sqrt(float64(n) / (n - 1))
	for name, m := range map[string]*Moments{"Add": &one, "AddAll": &block, "Merge": &parts} {
		if !near(m.SD(), want, 1e-9) || !near(m.Mean(), 1e9, 1e-15) {
			t.Errorf("%s: mean %v sd %v, want 1e9 and %v", name, m.Mean(), m.SD(), want)
		}
	}
}

func TestMomentsConstant(t *testing.T) {
	for _, x := range []float64{0.1, -1e300, 1e-300, 123456789.123} {
		values := make([]float64, 1000)
		fill(values, x)
		var m Moments
		m.AddAll(values)
		m.AddAll(values[:77])
		if m.Mean() != x || m.SD() != 0 {
			t.Errorf("constant %v: mean %v sd %v", x, m.Mean(), m.SD())
		}
	}
}

func TestMomentsHuge(t *testing.T) {
	var m Moments
	m.AddAll([]float64{1.5e308, 1.5e308, 1.5e308})
	if m.Mean() != 1.5e308 {
		t.Errorf("mean %v", m.Mean())
	}
}

// TestMomentsMerge compares any way of cutting and merging with one pass.
func TestMomentsMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		offset := rapid.SampledFrom([]float64{0, 1, -1e6, 1e9}).Draw(t, "offset")
		sizes := rapid.SliceOfN(rapid.IntRange(0, 200), 1, 12).Draw(t, "sizes")
		r := rand.New(rand.NewPCG(seed, 1))
		var one, merged Moments
		for _, n := range sizes {
			var part Moments
			block := make([]float64, n)
			for i := range block {
				block[i] = offset + r.NormFloat64()
				if r.IntN(20) == 0 {
					block[i] = []float64{math.NaN(), math.Inf(1), math.Inf(-1)}[r.IntN(3)]
				}
				one.Add(block[i])
			}
			part.AddAll(block)
			merged.Merge(&part)
		}
		a, b := one, merged
		a.mean, a.m2, b.mean, b.m2 = 0, 0, 0, 0
		if a != b {
			t.Fatalf("counts and range: %+v, want %+v", b, a)
		}
		// One-pass updates are off by up to n roundings of the largest value.
		slack := float64(one.N()) * 0x1p-52 * (math.Abs(offset) + 5)
		if !(math.Abs(merged.Mean()-one.Mean()) <= slack) && one.N() > 0 {
			t.Fatalf("mean %v, want %v", merged.Mean(), one.Mean())
		}
		if !(math.Abs(merged.SD()-one.SD()) <= slack) && one.N() > 1 {
			t.Fatalf("sd %v, want %v", merged.SD(), one.SD())
		}
	})
}
