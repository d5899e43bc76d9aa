package summary

import (
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"
)

// addAll adds a whole run to s, its leaves in the given order.
func addAll(s *Sample, values []float64, order []int) {
	leaf := s.pool.leaf
	for _, i := range order {
		s.AddLeaf(i, values[i*leaf:min(len(values), (i+1)*leaf)])
	}
}

func inOrder(values []float64, leaf int) []int {
	order := make([]int, (len(values)+leaf-1)/leaf)
	for i := range order {
		order[i] = i
	}
	return order
}

func sketchOf(values []float64, leaf int) *Sample {
	s := NewSketch(leaf)
	addAll(s, values, inOrder(values, leaf))
	return s
}

// content is all that a sample holds, to the bit.
func content(s *Sample) []uint64 {
	c := []uint64{uint64(s.over), uint64(s.under)}
	for _, d := range s.nodes {
		m := d.moments
		c = append(c, uint64(d.level), uint64(d.index), uint64(m.n), uint64(m.negInf), uint64(m.posInf), uint64(m.nulls))
		for _, x := range append([]float64{m.mean, m.m2, m.min, m.max}, d.values...) {
			c = append(c, math.Float64bits(x))
		}
	}
	return c
}

// randomRun draws the values of a run with ties, nulls and infinities.
func randomRun(t *rapid.T, most int) []float64 {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 11))
	kind := rapid.IntRange(0, 3).Draw(t, "kind")
	values := make([]float64, rapid.IntRange(0, most).Draw(t, "trials"))
	for i := range values {
		switch {
		case kind == 1:
			values[i] = float64(r.IntN(5))
		case kind == 2 && r.IntN(3) == 0:
			values[i] = math.NaN()
		case kind == 3 && r.IntN(3) == 0:
			values[i] = []float64{math.NaN(), inf, -inf}[r.IntN(3)]
		default:
			values[i] = r.NormFloat64()
		}
	}
	return values
}

// TestSampleOrder has any order of arrival, cut into any shards that are merged
// in any order, hold and answer the same bits.
func TestSampleOrder(t *testing.T) {
	ps := []float64{0, 0.05, 0.5, 0.9, 1}
	rapid.Check(t, func(t *rapid.T) {
		leaf := rapid.IntRange(2, 9).Draw(t, "leaf")
		values := randomRun(t, 300)
		order := inOrder(values, leaf)
		shuffled := rapid.Permutation(order).Draw(t, "order")
		for _, kind := range []func(*Pool) *Sample{(*Pool).Sketch, (*Pool).Exact} {
			want := kind(NewPool(leaf))
			addAll(want, values, order)

			pool := NewPool(leaf)
			shards := make([]*Sample, rapid.IntRange(1, 5).Draw(t, "shards"))
			for i := range shards {
				shards[i] = kind(pool)
			}
			for _, i := range shuffled {
				addAll(shards[rapid.IntRange(0, len(shards)-1).Draw(t, "shard")], values, []int{i})
			}
			got := kind(pool)
			for _, shard := range rapid.Permutation(shards).Draw(t, "merging") {
				got.Merge(shard)
				if shard.N() != 0 || !shard.Exact() {
					t.Fatal("a merged shard is not empty")
				}
			}
			if !slices.Equal(content(got), content(want)) {
				t.Fatalf("content differs:\n%+v\n%+v", got.nodes, want.nodes)
			}
			a, b := make([]float64, len(ps)), make([]float64, len(ps))
			got.Quantiles(ps, a)
			want.Quantiles(ps, b)
			for i := range ps {
				if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
					t.Fatalf("quantiles %v, want %v", a, b)
				}
			}
			if math.Float64bits(got.CVaR(0.1)) != math.Float64bits(want.CVaR(0.1)) {
				t.Fatalf("CVaR %v, want %v", got.CVaR(0.1), want.CVaR(0.1))
			}
		}
	})
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkRanks fails where an answer of s leaves the bound that Sample documents.
func checkRanks(t failer, name string, s *Sample, values []float64) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(Compact(slices.Clone(values))))
	n := len(sorted)
	if s.N() != n || s.Nulls() != len(values)-n {
		t.Fatalf("%s: %d values and %d nulls, want %d and %d", name, s.N(), s.Nulls(), n, len(values)-n)
	}
	if n == 0 {
		return
	}
	e := float64(s.over+s.under) / 2
	if got := s.RankError(); got != min(1, e/float64(n)) {
		t.Fatalf("%s: rank error %v, want %v", name, got, e/float64(n))
	}
	for i, x := range sorted {
		exact := float64(sort.Search(n, func(j int) bool { return sorted[j] > x }))
		if got := s.Below(x) * float64(n); math.Abs(got-exact) > e+1e-9*float64(n) {
			t.Fatalf("%s: Below(%v) = %v, want %v +- %v", name, x, got, exact, e)
		}
		if i > 0 {
			continue
		}
		if got := s.Below(math.Nextafter(x, -inf)); got != 0 && !math.IsInf(x, -1) {
			t.Fatalf("%s: %v below the minimum", name, got)
		}
	}
	ps := make([]float64, 201)
	for i := range ps {
		ps[i] = float64(i) / 200
	}
	got := make([]float64, len(ps))
	s.Quantiles(ps, got)
	for i, p := range ps {
		h := snap(p * float64(n-1))
		lo := sorted[max(0, int(math.Floor(h-e)))]
		hi := sorted[min(n-1, int(math.Floor(h+e))+1)]
		if !(got[i] >= lo && got[i] <= hi) {
			t.Fatalf("%s: Q(%v) = %v outside %v to %v", name, p, got[i], lo, hi)
		}
		if i > 0 && got[i] < got[i-1] {
			t.Fatalf("%s: Q(%v) = %v below Q(%v) = %v", name, p, got[i], ps[i-1], got[i-1])
		}
	}
	if got[0] != sorted[0] || got[200] != sorted[n-1] {
		t.Fatalf("%s: range %v to %v, want %v to %v", name, got[0], got[200], sorted[0], sorted[n-1])
	}
}

func TestSketchBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		leaf := rapid.IntRange(2, 40).Draw(t, "leaf")
		values := randomRun(t, 700)
		checkRanks(t, "sketch", sketchOf(values, leaf), values)
	})
}

func TestSketchShapes(t *testing.T) {
	for _, n := range []int{1, 2, 100, 5_000, 20_000} {
		for name, values := range shapes(n) {
			for _, leaf := range []int{2, 7, 64, 1000} {
				s := sketchOf(values, leaf)
				checkRanks(t, fmt.Sprintf("%s of %d in %d", name, n, leaf), s, values)
			}
		}
	}
}

// TestSketchAdversary builds, from the top of the tree down, a run in which
// every collapse errs to the same side at 0, and finds the bound attained.
func TestSketchAdversary(t *testing.T) {
	const leaf, levels, kept = 64, 6, 32
	for _, up := range []bool{true, false} {
		var values []float64
		var build func(level, index, negative int)
		build = func(level, index, negative int) {
			if level == 0 {
				for j := range leaf {
					x := float64(len(values) + 1)
					if j < negative {
						x = -x
					}
					values = append(values, x)
				}
				return
			}
			// An odd count rounds up from the first value, down from the second.
			merged := 2 * negative
			switch first := startOf(level, index) == 0; {
			case first && up:
				merged--
			case !first && !up:
				merged++
			}
			build(level-1, 2*index, merged/2)
			build(level-1, 2*index+1, merged-merged/2)
		}
		build(levels, 0, kept)
		negative := 0
		for _, x := range values {
			negative += oneIf(x < 0)
		}
		s := sketchOf(values, leaf)
		n := float64(len(values))
		if got := math.Abs(s.Below(0)-float64(negative)/n) - s.RankError(); math.Abs(got) > 1e-12 {
			t.Errorf("up %v: Below(0) = %v for %v, rank error %v", up, s.Below(0), float64(negative)/n, s.RankError())
		}
		checkRanks(t, "adversary", s, values)
	}
}

// TestSketchErrorFormula has E/n of full leaves equal to levels / (4 leaf).
func TestSketchErrorFormula(t *testing.T) {
	for levels := range 8 {
		for _, leaf := range []int{4, 32} {
			s := sketchOf(shapes(leaf << levels)["normal"], leaf)
			if got, want := s.RankError(), float64(levels)/float64(4*leaf); got != want {
				t.Errorf("%d levels of %d: %v, want %v", levels, leaf, got, want)
			}
			var excess float64
			for i := range s.nodes {
				excess += s.nodes[i].excess()
			}
			if excess != s.correction() {
				t.Errorf("%d levels of %d: excess of nodes %v, correction %v", levels, leaf, excess, s.correction())
			}
		}
	}
}

// TestSketchTypicalError holds the root mean square of the rank errors of
// random data to what independent roundings would give, 1 / (2.8 leaf).
func TestSketchTypicalError(t *testing.T) {
	const leaf, runs, n = 128, 40, 128 * 100
	r := rand.New(rand.NewPCG(21, 1))
	values := make([]float64, n)
	var squares, sum float64
	var count int
	for range runs {
		for i := range values {
			values[i] = r.Float64()
		}
		s := sketchOf(values, leaf)
		sorted := slices.Sorted(slices.Values(values))
		for p := 0.05; p < 0.96; p += 0.05 {
			i := int(p * n)
			e := s.Below(sorted[i]) - float64(i+1)/n
			squares += e * e
			sum += e
			count++
		}
	}
	rms := math.Sqrt(squares / float64(count))
	if limit := 1 / (2.8 * leaf); rms > limit {
		t.Errorf("root mean square rank error %v, above %v", rms, limit)
	}
	// Without the correction the mean is off by half of the root mean square.
	if bias := sum / float64(count); math.Abs(bias) > rms/5 {
		t.Errorf("mean rank error %v, root mean square %v", bias, rms)
	}
}

// TestSketchCVaR holds tail means to a fiftieth of a standard deviation.
func TestSketchCVaR(t *testing.T) {
	for _, name := range []string{"normal", "sorted", "reversed", "constant", "few atoms", "zeros"} {
		values := shapes(50_000)[name]
		s := sketchOf(values, 512)
		got, want := s.CVaR(0.05), CVaR(slices.Clone(values), 0.05)
		m := s.Moments()
		if math.Abs(got-want) > 0.02*m.SD() {
			t.Errorf("%s: %v, want %v (sd %v)", name, got, want, m.SD())
		}
		if whole := s.CVaR(1); math.Abs(whole-m.Mean()) > 0.005*m.SD() {
			t.Errorf("%s: mean of all %v, want %v (sd %v)", name, whole, m.Mean(), m.SD())
		}
	}
	infinite := sketchOf(shapes(5000)["infinities"], 64)
	if got := infinite.CVaR(0.1); !math.IsInf(got, -1) {
		t.Errorf("tail of -Inf: %v", got)
	}
}

// TestSampleExact has an exact sample, and a sketch of one leaf, give what the
// functions give, to the bit.
func TestSampleExact(t *testing.T) {
	ps := []float64{0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1}
	rapid.Check(t, func(t *rapid.T) {
		values := randomRun(t, 200)
		exact := NewExact(7)
		addAll(exact, values, inOrder(values, 7))
		for _, s := range []*Sample{exact, sketchOf(values, 256)} {
			kept := Compact(slices.Clone(values))
			n := len(kept)
			want, got := make([]float64, len(ps)), make([]float64, len(ps))
			Quantiles(kept, ps, want)
			s.Quantiles(ps, got)
			for i := range ps {
				if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
					t.Fatalf("Q(%v) = %v, want %v", ps[i], got[i], want[i])
				}
			}
			if a, b := s.CVaR(0.05), CVaR(kept, 0.05); math.Float64bits(a) != math.Float64bits(b) && !(math.IsNaN(a) && math.IsNaN(b)) {
				t.Fatalf("CVaR %v, want %v", a, b)
			}
			if !s.Exact() || s.RankError() != 0 {
				t.Fatalf("rank error %v", s.RankError())
			}
			checkRanks(t, "exact", s, values)
			var m Moments
			for _, x := range values {
				m.Add(x)
			}
			got2 := s.Moments()
			if got2.N() != m.N() || got2.Nulls() != m.Nulls() || n > 0 && !near(got2.Mean(), m.Mean(), 1e-10) && math.Abs(m.Mean()-got2.Mean()) > 1e-14 {
				t.Fatalf("moments %+v, want %+v", got2, m)
			}
		}
	})
}

// TestSketchMemory counts the buffers a run of a thousand leaves ever needs.
func TestSketchMemory(t *testing.T) {
	const leaf, leaves = 16, 1000
	pool := NewPool(leaf)
	s := pool.Sketch()
	block := make([]float64, leaf)
	for i := range leaves {
		s.AddLeaf(i, block)
		if len(s.nodes) > bits.Len(uint(i+1)) {
			t.Fatalf("%d nodes after %d leaves", len(s.nodes), i+1)
		}
	}
	for i := range s.nodes {
		if got := cap(s.nodes[i].values); got != leaf {
			t.Errorf("a buffer of %d", got)
		}
	}
	if held, limit := len(s.nodes)+len(pool.leaves), bits.Len(leaves)+2; held > limit {
		t.Errorf("%d buffers, more than %d", held, limit)
	}
	if s.Release(); s.N() != 0 || !s.Exact() || len(s.nodes) != 0 {
		t.Errorf("released: %+v", s)
	}
}

func TestSampleAllocatesNothing(t *testing.T) {
	const leaf = 256
	values := shapes(8000)["normal"]
	order := inOrder(values, leaf)
	ps := []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}
	dst := make([]float64, len(ps))
	for name, s := range map[string]*Sample{"sketch": NewSketch(leaf), "exact": NewExact(leaf)} {
		if allocs := testing.AllocsPerRun(10, func() {
			s.Release()
			addAll(s, values, order)
			s.Quantiles(ps, dst)
			s.CVaR(0.05)
			s.Below(0)
		}); allocs != 0 {
			t.Errorf("%s: %v allocations", name, allocs)
		}
	}
}

// TestPoolShared uses one pool from several goroutines.
func TestPoolShared(t *testing.T) {
	values := shapes(4000)["normal"]
	want := content(sketchOf(values, 64))
	pool := NewPool(64)
	results := make(chan []uint64)
	for range 4 {
		go func() {
			s := pool.Sketch()
			for range 5 {
				s.Release()
				addAll(s, values, inOrder(values, 64))
			}
			results <- content(s)
		}()
	}
	for range 4 {
		if !slices.Equal(<-results, want) {
			t.Error("content differs")
		}
	}
}

func BenchmarkSampleAdd(b *testing.B) {
	for _, shape := range []string{"normal", "zeros", "two scales", "heavy tail"} {
		values := shapes(100_000)[shape]
		for _, leaf := range []int{1024, 4096} {
			order := inOrder(values, leaf)
			for kind, s := range map[string]*Sample{"sketch": NewSketch(leaf), "exact": NewExact(leaf)} {
				b.Run(fmt.Sprintf("kind=%s/leaf=%d/shape=%s", kind, leaf, shape), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						s.Release()
						addAll(s, values, order)
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
				})
			}
		}
	}
}

func BenchmarkSampleQuantiles(b *testing.B) {
	ps := []float64{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}
	dst := make([]float64, len(ps))
	for _, trials := range []int{10_000, 1_000_000} {
		s := sketchOf(shapes(trials)["normal"], 1024)
		b.Run(fmt.Sprintf("kind=sketch/leaf=1024/trials=%d", trials), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Quantiles(ps, dst)
			}
		})
	}
}
