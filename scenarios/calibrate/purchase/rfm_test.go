package purchase

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGridNamesEveryCell(t *testing.T) {
	// By R from 1 to 5, F from 1 to 5; the regular expressions in common use.
	want := [5][5]Segment{}
	for r := 1; r <= 5; r++ {
		for f := 1; f <= 5; f++ {
			names := []Segment{}
			is := func(match bool, s Segment) {
				if match {
					names = append(names, s)
				}
			}
			is(r <= 2 && f <= 2, Hibernating)
			is(r <= 2 && (f == 3 || f == 4), AtRisk)
			is(r <= 2 && f == 5, CantLose)
			is(r == 3 && f <= 2, AboutToSleep)
			is(r == 3 && f == 3, NeedAttention)
			is((r == 3 || r == 4) && f >= 4, Loyal)
			is(r == 4 && f == 1, Promising)
			is(r == 5 && f == 1, New)
			is(r >= 4 && (f == 2 || f == 3), PotentialLoyalist)
			is(r == 5 && f >= 4, Champions)
			if len(names) != 1 {
				t.Fatalf("cell %d,%d has %v", r, f, names)
			}
			want[r-1][f-1] = names[0]
		}
	}
	if diff := cmp.Diff(want, grid); diff != "" {
		t.Error(diff)
	}
	known := map[Segment]bool{}
	for _, s := range Segments() {
		known[s] = true
	}
	if len(known) != 10 {
		t.Errorf("%d segments", len(known))
	}
	for _, s := range []Scores{{}, {6, 1, 1}, {1, 0, 1}, {3, 6, 3}} {
		if s.Segment() != "" {
			t.Errorf("%v is %q", s, s.Segment())
		}
	}
}

// scored are customers with the given recency, frequency and spend.
func scored(values ...[3]float64) []Customer {
	list := make([]Customer, len(values))
	for i, v := range values {
		list[i] = Customer{ID: i, Spend: v[2], Summary: Summary{X: v[1], T: 100, Tx: 100 - v[0], Count: 1}}
	}
	return list
}

func TestQuintilesWithoutTies(t *testing.T) {
	var list [][3]float64
	for i := range 10 {
		list = append(list, [3]float64{float64(10 - i), float64(i), float64(100 - i)})
	}
	for i, s := range Score(scored(list...)) {
		if want := (Scores{1 + i/2, 1 + i/2, 5 - i/2}); s != want {
			t.Errorf("customer %d: %v, want %v", i, s, want)
		}
	}
}

func TestTiesGetTheScoreOfTheirWorstPlace(t *testing.T) {
	// Six of ten bought once, two twice, one three times, one nine times.
	list := scored([3]float64{5, 0, 1}, [3]float64{5, 0, 1}, [3]float64{5, 0, 1}, [3]float64{5, 0, 1}, [3]float64{5, 0, 1},
		[3]float64{5, 0, 1}, [3]float64{5, 1, 1}, [3]float64{5, 1, 1}, [3]float64{5, 2, 1}, [3]float64{5, 8, .3})
	want := []int{1, 1, 1, 1, 1, 1, 4, 4, 5, 5}
	for i, s := range Score(list) {
		if s.F != want[i] || s.R != 1 {
			t.Errorf("customer %d: %v, want F = %d and R = 1", i, s, want[i])
		}
	}
	// .1 + .2 is .3: equal to a millionth.
	list[0].Spend, list[1].Spend = .1+.2, .3
	if s := Score(list); s[0].M != s[1].M || s[0].M != s[9].M {
		t.Errorf("equal spends have %d, %d and %d", s[0].M, s[1].M, s[9].M)
	}
}

// Counts are customers: one row of 60 among 100 reaches over three fifths.
func TestScoresWeighByCount(t *testing.T) {
	list := scored([3]float64{9, 0, 1}, [3]float64{7, 1, 2}, [3]float64{5, 2, 3}, [3]float64{3, 3, 4})
	for i, n := range []float64{60, 10, 10.5, 19.5} {
		list[i].Count = n
	}
	want := []int{1, 4, 4, 5}
	for i, s := range Score(list) {
		if s.R != want[i] || s.F != want[i] || s.M != want[i] {
			t.Errorf("row %d: %v, want %d", i, s, want[i])
		}
	}
}

func TestScoresDoNotDependOnOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	list := make([]Customer, 500)
	for i := range list {
		x := float64(random.IntN(5))
		list[i] = Customer{ID: i, Spend: float64(random.IntN(50)), Summary: Summary{
			X: x, T: 90, Tx: min(x, 1) * float64(1+random.IntN(90)), Count: float64(1+random.IntN(4)) / 4}}
	}
	scores := Score(list)
	byID := map[int]Scores{}
	for i, c := range list {
		byID[c.ID] = scores[i]
	}
	random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	for i, s := range Score(list) {
		if s != byID[list[i].ID] {
			t.Fatalf("customer %d has %v and, in another order, %v", list[i].ID, byID[list[i].ID], s)
		}
	}
	total := 0.0
	for _, n := range CountSegments(list, Score(list)) {
		total += n
	}
	want := 0.0
	for _, c := range list {
		want += c.Count
	}
	near(t, "customers in segments", total, want, 1e-12)
}

func TestSegmentsOfCDNOW(t *testing.T) {
	list := cdnow(t)
	scores := Score(list)
	counts := CountSegments(list, scores)
	total := 0.0
	for s, n := range counts {
		if s == "" {
			t.Errorf("%v customers without a segment", n)
		}
		total += n
	}
	if total != 2357 || len(counts) != 10 {
		t.Errorf("%v customers in %d segments", total, len(counts))
	}
	for i, c := range list {
		if (c.X == 0) != (scores[i].F == 1) {
			t.Fatalf("customer %d with x = %v has F = %d", i, c.X, scores[i].F)
		}
	}
}
