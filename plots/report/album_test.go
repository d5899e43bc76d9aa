package report

import (
	"math"
	"testing"

	"holdfast/plots/report/words"
	"holdfast/sim"
)

func TestSpreadKeepsTheShape(t *testing.T) {
	values := spread(&sim.Histogram{Low: -10, Width: 5, Counts: []float64{0, 30, 0, 10, 0}})
	counts := map[int]int{}
	for i, v := range values {
		counts[int(math.Floor((v+10)/5))]++
		if i > 0 && v < values[i-1] {
			t.Fatal("values descend")
		}
	}
	if counts[1] != len(values)*3/4 || counts[3] != len(values)/4 {
		t.Errorf("bins %v of %d", counts, len(values))
	}
	for _, empty := range []sim.Histogram{{}, {Counts: []float64{0}}, {Counts: []float64{math.NaN()}}} {
		if got := spread(&empty); got != nil {
			t.Errorf("%v from nothing", got)
		}
	}
}

func TestEveryMeasureHasWords(t *testing.T) {
	for _, c := range []*words.Catalogue{words.English(), japanese(t).Catalogue} {
		a, seen := NewAlbum(New(fixture(), nil), c), map[string]bool{}
		for m := range sim.NumMeasures {
			axis, subtitle := a.axisOf(m)
			for _, text := range [...]string{a.noun(m), "axis: " + axis, "subtitle: " + subtitle} {
				if seen[text] {
					t.Errorf("%v: %q is another's, too", m, text)
				}
				seen[text] = true
			}
		}
	}
}
