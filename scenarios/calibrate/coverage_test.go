package calibrate

import (
	"context"
	"flag"
	"testing"

	"holdfast/sim/retention"
	"holdfast/sim/variate"
)

var coverage = flag.Int("coverage", 0, "data sets of the test of the intervals' coverage; 500 take minutes")

// TestIntervalsHoldTheTruth simulates data sets with known curves, fits each with
// the choice among the models made again, and counts how often the 90 % interval of
// 12-month survival holds the true one.
//
//	go test ./scenarios/calibrate -run IntervalsHoldTheTruth -coverage 500 -timeout 30m -v
func TestIntervalsHoldTheTruth(t *testing.T) {
	if *coverage == 0 {
		t.Skip("-coverage 500 runs it")
	}
	truths := []retention.Curve{
		{Kind: retention.Constant, Rate: 0.05, Scale: 1},
		{Kind: retention.SBG, Alpha: 0.9, Beta: 11, Scale: 1},
		{Kind: retention.Weibull, Theta: 0.1, C: 0.7, Scale: 1},
		{Kind: retention.BDW, Alpha: 0.8, Beta: 12, C: 1.3, Scale: 1},
	}
	held, all, width := 0, 0, 0.0
	perKind := make([][2]int, len(truths))
	for i := range *coverage {
		kind := i % len(truths)
		truth := truths[kind]
		s := Segment{Name: "x", Term: 1}
		if err := s.fit(context.Background(), simulated(&truth, 1000, uint64(i)), 200); err != nil {
			t.Fatal(err)
		}
		want := survivalOf(&truth, 12)[12]
		all++
		perKind[kind][1]++
		width += s.High[12] - s.Low[12]
		if s.Low[12] <= want && want <= s.High[12] {
			held++
			perKind[kind][0]++
		}
	}
	for i, c := range truths {
		t.Logf("%s: %d of %d", c.Kind.Model(), perKind[i][0], perKind[i][1])
	}
	share := float64(held) / float64(all)
	t.Logf("all: %d of %d, %.1f %%; mean width %.3f", held, all, 100*share, width/float64(all))
	if share < 0.86 || share > 0.94 {
		t.Errorf("90 %% intervals held the truth in %.1f %%", 100*share)
	}
}

// simulated draws customers who joined at any time of the last 36 months.
func simulated(c *retention.Curve, n int, seed uint64) tally {
	survival := survivalOf(c, 40)
	key := variate.Root(77).With(seed)
	t := tally{}
	for i := range n {
		at := key.At(uint64(2 * i))
		seen := 1 + int(36*at.U)
		u := key.At(uint64(2*i + 1))
		lived := 1
		for lived <= seen && u.U <= survival[lived] {
			lived++
		}
		t.add(spell{at: min(lived, seen), left: lived <= seen})
	}
	return t
}
