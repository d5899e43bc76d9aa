package summary

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSortFloatsShapes(t *testing.T) {
	for _, n := range []int{0, 1, 2, 128, 129, 1000, 8192} {
		for name, values := range shapes(n) {
			want := slices.Sorted(slices.Values(values))
			got := slices.Clone(values)
			sortFloats(got, make([]float64, n))
			if !slices.Equal(got, want) {
				t.Errorf("%s of %d is not sorted", name, n)
			}
		}
	}
}

func TestSortFloatsAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Map(rapid.Uint64(), func(b uint64) float64 {
			if x := math.Float64frombits(b); x == x {
				return x
			}
			return 0
		})
		values := rapid.SliceOfN(value, 129, 400).Draw(t, "values")
		want := slices.Sorted(slices.Values(values))
		sortFloats(values, make([]float64, len(values)+3))
		if !slices.Equal(values, want) {
			t.Fatal("not sorted")
		}
	})
}

func TestMergeEverySecond(t *testing.T) {
	value := rapid.Map(rapid.IntRange(-9, 9), func(i int) float64 { return float64(i) })
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(value, 0, 20).Draw(t, "a")
		b := rapid.SliceOfN(value, 0, 20).Draw(t, "b")
		start := rapid.IntRange(0, 1).Draw(t, "start")
		slices.Sort(a)
		slices.Sort(b)
		all := slices.Concat(a, b)
		slices.Sort(all)
		var want []float64
		for i := start; i < len(all); i += 2 {
			want = append(want, all[i])
		}
		if got := mergeEverySecond(nil, a, b, start); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func BenchmarkSortFloats(b *testing.B) {
	for _, n := range []int{1024, 4096, 8192} {
		for _, shape := range []string{"normal", "zeros", "two scales", "sorted"} {
			values := shapes(n)[shape]
			a, scratch := make([]float64, n), make([]float64, n)
			b.Run(fmt.Sprintf("n=%d/shape=%s", n, shape), func(b *testing.B) {
				for b.Loop() {
					copy(a, values)
					sortFloats(a, scratch)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
			})
		}
	}
}
