package summary

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var inf = math.Inf(1)

// slowQuantile is type 7 written out over a full sort, its rank in exact
// arithmetic: p is num/den.
func slowQuantile(values []float64, num, den int) float64 {
	x := slices.Sorted(slices.Values(values))
	h := big.NewRat(int64((len(x)-1)*num), int64(den))
	lo := new(big.Int).Quo(h.Num(), h.Denom())
	weight, _ := h.Sub(h, new(big.Rat).SetInt(lo)).Float64()
	i := int(lo.Int64())
	switch {
	case weight == 0 || x[i] == x[i+1]:
		return x[i]
	case math.IsInf(x[i], 0) && math.IsInf(x[i+1], 0):
		if weight < 0.5 {
			return x[i]
		}
		return x[i+1]
	case math.IsInf(x[i], 0):
		return x[i]
	case math.IsInf(x[i+1], 0):
		return x[i+1]
	}
	return x[i] + weight*(x[i+1]-x[i])
}

func quantiles(values []float64, ps ...float64) []float64 {
	dst := make([]float64, len(ps))
	Quantiles(slices.Clone(values), ps, dst)
	return dst
}

func TestQuantilesByHand(t *testing.T) {
	one2ten := []float64{7, 3, 10, 1, 9, 2, 8, 4, 6, 5}
	tests := []struct {
		name   string
		values []float64
		p      float64
		want   float64
	}{
		{"R quantile(1:10)", one2ten, 0.25, 3.25},
		{"R quantile(1:10)", one2ten, 0.75, 7.75},
		{"R quantile(1:10, .1)", one2ten, 0.1, 1.9},
		{"R quantile(1:10, .05)", one2ten, 0.05, 1.45},
		{"numpy median", []float64{10, 7, 4, 3, 2, 1}, 0.5, 3.5},
		{"R quantile(c(1,3,3,8), .9)", []float64{8, 3, 1, 3}, 0.9, 6.5},
		{"minimum", one2ten, 0, 1},
		{"maximum", one2ten, 1, 10},
		{"one value", []float64{4}, 0.05, 4},
		{"two values", []float64{4, 2}, 0.75, 3.5},
		{"none", nil, 0.5, math.NaN()},
		{"one infinite value", []float64{inf}, 0.5, inf},
		{"infinite neighbour above with weight", []float64{1, 2, inf}, 0.75, inf},
		{"infinite neighbour above, little weight", []float64{1, 2, inf}, 0.5000001, inf},
		{"infinite neighbour above, no weight", []float64{1, 2, inf}, 0.5, 2},
		{"infinite neighbour below with weight", []float64{-inf, 2, 3}, 0.25, -inf},
		{"infinite neighbour below, all but no weight", []float64{-inf, 2, 3}, 0.49, -inf},
		{"infinite neighbour below, no weight", []float64{-inf, 2, 3}, 0.5, 2},
		{"between equal infinities", []float64{inf, inf, 1}, 0.75, inf},
		{"between both, below the middle", []float64{-inf, inf}, 0.49, -inf},
		{"between both, in the middle", []float64{-inf, inf}, 0.5, inf},
		{"too far apart to subtract", []float64{-1.5e308, 1.5e308}, 0.5, 0},
	}
	for _, test := range tests {
		if got := quantiles(test.values, test.p)[0]; !near(got, test.want, 1e-15) {
			t.Errorf("%s: Q(%v) of %v = %v, want %v", test.name, test.p, test.values, got, test.want)
		}
	}
}

// TestQuantilesWholeRanks has an infinite value just above a rank that is whole
// in decimal, where p * (n-1) in float64 often is not.
func TestQuantilesWholeRanks(t *testing.T) {
	for _, percent := range []int{1, 5, 7, 10, 25, 29, 50, 57, 58, 75, 90, 95, 99} {
		for _, hundreds := range []int{1, 3, 7, 10, 57, 100, 999} {
			rank := percent * hundreds
			values := make([]float64, 100*hundreds+1)
			for i := range values {
				values[i] = float64(i)
				if i > rank {
					values[i] = inf
				}
			}
			if got := quantiles(values, float64(percent)/100)[0]; got != float64(rank) {
				t.Fatalf("P%d of %d values = %v, want %d", percent, len(values), got, rank)
			}
		}
	}
}

func TestQuantilesAgainstSort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SampledFrom([]*rapid.Generator[float64]{
			rapid.Float64Range(-1e6, 1e6),
			rapid.Map(rapid.IntRange(-2, 2), func(i int) float64 { return float64(i) }),
			rapid.SampledFrom([]float64{-inf, -1, 0, 1, inf}),
		}).Draw(t, "kind")
		values := rapid.SliceOfN(value, 1, 300).Draw(t, "values")
		percents := rapid.SliceOfN(rapid.IntRange(0, 100), 1, 40).Draw(t, "percents")
		slices.Sort(percents)
		ps := make([]float64, len(percents))
		for i, k := range percents {
			ps[i] = float64(k) / 100
		}
		for i, got := range quantiles(values, ps...) {
			// A rank is off by up to a rounding, the value by that times a gap.
			want := slowQuantile(values, percents[i], 100)
			if !(got == want || math.Abs(got-want) < 1e-6) || math.IsInf(got, 0) != math.IsInf(want, 0) {
				t.Fatalf("P%d = %v, want %v", percents[i], got, want)
			}
		}
	})
}

// shapes are inputs that selection, sorting and sketches find hard.
func shapes(n int) map[string][]float64 {
	r := rand.New(rand.NewPCG(7, uint64(n)))
	make := func(f func(i int) float64) []float64 {
		values := make([]float64, n)
		for i := range values {
			values[i] = f(i)
		}
		return values
	}
	return map[string][]float64{
		"sorted":     make(func(i int) float64 { return float64(i) }),
		"reversed":   make(func(i int) float64 { return -float64(i) }),
		"constant":   make(func(int) float64 { return 3 }),
		"normal":     make(func(int) float64 { return r.NormFloat64() }),
		"heavy tail": make(func(int) float64 { return math.Pow(r.Float64(), -3) - 100*math.Pow(r.Float64(), -2) }),
		"two atoms":  make(func(int) float64 { return float64(r.IntN(2)) }),
		"few atoms":  make(func(int) float64 { return float64(r.IntN(7)) }),
		"organ pipe": make(func(i int) float64 { return float64(min(i, n-i)) }),
		"sawtooth":   make(func(i int) float64 { return float64(i % 64) }),
		"two scales": make(func(int) float64 { return float64(r.IntN(2))*1e9 + r.Float64() }),
		"zeros":      make(func(int) float64 { return max(0, r.NormFloat64()) }),
		"infinities": make(func(int) float64 { return []float64{-inf, inf, r.NormFloat64(), 0}[r.IntN(4)] }),
		"alternate":  make(func(i int) float64 { return float64(i%2*2-1) * float64(i) }),
	}
}

func TestSelectRanksShapes(t *testing.T) {
	percents := []int{0, 5, 10, 25, 50, 75, 90, 95, 100}
	ps := make([]float64, len(percents))
	for i, k := range percents {
		ps[i] = float64(k) / 100
	}
	for _, n := range []int{1, 2, 31, 33, 500, 10_000} {
		for name, values := range shapes(n) {
			for i, got := range quantiles(values, ps...) {
				if want := slowQuantile(values, percents[i], 100); !near(got, want, 1e-12) && !(math.Abs(got-want) <= 1e-12) {
					t.Errorf("%s of %d: P%d = %v, want %v", name, n, percents[i], got, want)
				}
			}
		}
	}
}

// TestSelectRanksDepth makes the fallback sort every part.
func TestSelectRanksDepth(t *testing.T) {
	for name, values := range shapes(1000) {
		want := slices.Sorted(slices.Values(values))
		for depth := range 4 {
			got := slices.Clone(values)
			ranks := []int{0, 17, 18, 500, 998}
			selectWithin(got, 0, ranks, depth)
			for _, rank := range ranks {
				if got[rank] != want[rank] {
					t.Errorf("%s, depth %d: rank %d = %v, want %v", name, depth, rank, got[rank], want[rank])
				}
			}
		}
	}
}

func TestSkipEqual(t *testing.T) {
	a := []float64{1, 3, 1, 2, 1, 9, 1}
	if n := skipEqual(a); n != 4 || !slices.Equal(a[:4], []float64{1, 1, 1, 1}) {
		t.Errorf("%d equal, %v", n, a)
	}
}

func TestCompact(t *testing.T) {
	nan := math.NaN()
	got := Compact([]float64{nan, 3, nan, inf, 1, nan})
	if !slices.Equal(got, []float64{3, inf, 1}) {
		t.Errorf("got %v", got)
	}
	if len(Compact([]float64{nan})) != 0 || len(Compact(nil)) != 0 {
		t.Error("nothing should be left")
	}
}

func TestCVaRByHand(t *testing.T) {
	tests := []struct {
		values []float64
		share  float64
		want   float64
	}{
		{[]float64{5, 1, 4, 2, 3}, 0.4, 1.5},
		{[]float64{5, 1, 4, 2, 3}, 0.5, (1 + 2 + 0.5*3) / 2.5},
		{[]float64{5, 1, 4, 2, 3}, 1, 3},
		{[]float64{5, 1, 4, 2, 3}, 0.05, 1},
		{[]float64{7}, 0.05, 7},
		{nil, 0.05, math.NaN()},
		{[]float64{-inf, 1, 2, 3}, 0.5, -inf},
		{[]float64{1, 2, 3, inf}, 0.75, 2},
		{[]float64{1, 2, 3, inf}, 0.76, inf},
		{[]float64{-inf, inf}, 1, math.NaN()},
	}
	for _, test := range tests {
		if got := CVaR(slices.Clone(test.values), test.share); !near(got, test.want, 1e-15) {
			t.Errorf("CVaR(%v, %v) = %v, want %v", test.values, test.share, got, test.want)
		}
	}
}

// TestCVaROrder has the result free of the order of the values, to the bit.
func TestCVaROrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	values := shapes(5003)["heavy tail"]
	want := CVaR(slices.Clone(values), 0.05)
	for range 20 {
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		if got := CVaR(slices.Clone(values), 0.05); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestPanics(t *testing.T) {
	tests := map[string]func(){
		"descending":   func() { Quantiles([]float64{1}, []float64{0.5, 0.4}, make([]float64, 2)) },
		"above 1":      func() { Quantiles([]float64{1}, []float64{1.1}, make([]float64, 1)) },
		"NaN":          func() { Quantiles([]float64{1}, []float64{math.NaN()}, make([]float64, 1)) },
		"no room":      func() { Quantiles([]float64{1}, []float64{0.5}, nil) },
		"tail 0":       func() { CVaR([]float64{1}, 0) },
		"tail above 1": func() { CVaR([]float64{1}, 1.5) },
		"leaf of 1":    func() { NewSketch(1) },
		"leaf twice":   func() { s := NewSketch(4); s.AddLeaf(0, nil); s.AddLeaf(1, nil); s.AddLeaf(1, nil) },
		"leaf below 0": func() { NewSketch(4).AddLeaf(-1, nil) },
		"leaf too big": func() { NewSketch(4).AddLeaf(0, make([]float64, 5)) },
		"mixed kinds":  func() { NewSketch(4).Merge(NewExact(4)) },
		"mixed leaves": func() { NewSketch(4).Merge(NewSketch(8)) },
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			f()
		})
	}
}

func TestQuantilesAllocateNothing(t *testing.T) {
	values := shapes(10_000)["normal"]
	scratch := make([]float64, len(values))
	ps := []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}
	dst := make([]float64, len(ps))
	if allocs := testing.AllocsPerRun(10, func() {
		copy(scratch, values)
		Quantiles(scratch, ps, dst)
		CVaR(scratch, 0.05)
	}); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func BenchmarkQuantiles(b *testing.B) {
	ps := []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}
	dst := make([]float64, len(ps))
	for _, shape := range []string{"normal", "constant", "sorted", "two atoms"} {
		values := shapes(10_000)[shape]
		scratch := make([]float64, len(values))
		b.Run("trials=10000/quantiles=7/shape="+shape, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				copy(scratch, values)
				Quantiles(scratch, ps, dst)
			}
		})
	}
}
