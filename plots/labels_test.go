package plots

import (
	"math"
	"testing"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"
)

func TestSpreadLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 8).Draw(t, "n")
		targets, heights := make([]vg.Length, n), make([]vg.Length, n)
		total := vg.Length(0)
		for i := range n {
			targets[i] = vg.Length(rapid.Float64Range(-20, 220).Draw(t, "target"))
			heights[i] = vg.Length(rapid.Float64Range(5, 25).Draw(t, "height"))
			total += heights[i]
		}
		got := spread(targets, heights, 0, 200)
		for i := range n {
			if total <= 200 && (got[i]-heights[i]/2 < -1e-9 || got[i]+heights[i]/2 > 200+1e-9) {
				t.Fatalf("box %d at %v leaves 0..200", i, got[i])
			}
			for j := range n {
				if i != j && math.Abs(float64(got[i]-got[j])) < float64(heights[i]+heights[j])/2-1e-9 {
					t.Fatalf("boxes %d and %d overlap: %v", i, j, got)
				}
				if targets[i] < targets[j] && got[i]-heights[i]/2 > got[j]+heights[j]/2+1e-9 {
					t.Fatalf("boxes %d and %d changed places", i, j)
				}
			}
		}
	})
}

func TestSpreadMovesOnlyWhatItMust(t *testing.T) {
	got := spread([]vg.Length{100, 104, 20}, []vg.Length{10, 10, 10}, 0, 200)
	for i, want := range []vg.Length{97, 107, 20} {
		if math.Abs(float64(got[i]-want)) > 1e-9 {
			t.Errorf("box %d at %v, want %v", i, got[i], want)
		}
	}
}
