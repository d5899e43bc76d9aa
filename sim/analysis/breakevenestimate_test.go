package analysis

import (
	"context"
	"math"
	"slices"
	"testing"

	"holdfast/sim"
)

// A gap that leaves its line only where no first look sees it is found to by the
// look at the answer, and the range is searched again without lines.
func TestBreakevenThatLeavesItsLine(t *testing.T) {
	gain := churnCutGain()
	const low, bump = 0.3, 5_000.0
	cost := func(x float64) float64 { // a line with a tent from 0.3 to 0.4
		return gain + 50_000*(x-0.36) + bump*max(0, 1-math.Abs(x-0.35)/0.05)
	}
	r := request(t, false, 1_000)
	r.Model = func(x float64) (*sim.Model, error) { return churnCut(t, cost(x), false, 1_000), nil }
	r.Low, r.High = 0, 1
	s, err := newSearch(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.scan(); err != nil || !s.lines {
		t.Fatalf("the first look should see lines alone: %v", err)
	}
	want, least := low, math.Inf(1)
	for x := low; x < 0.4; x += 1e-6 { // the first root
		if d := math.Abs(cost(x) - gain); d < least {
			want, least = x, d
		}
	}
	if b := find(t, r); !b.Found || math.Abs(b.Value-want) > 1e-3 {
		t.Errorf("expected %v, found %+v", want, b)
	}
}

// The chance of all values is that of all trials, as far as these are known:
// where every trial's gap rises, so does the curve, through the values with
// all trials and those with few, and it is near to what all of them say.
func TestBreakevenCurveIsOfOnePiece(t *testing.T) {
	const trials = 2_000
	r := BreakevenRequest{
		Model: func(x float64) (*sim.Model, error) {
			m := churnCut(t, 40_000*x, true, trials)
			m.Seed = 8
			m.Initiatives[0].Changes[0].Value = sim.Const(0.4 * x * x)
			return m, nil
		},
		Scenario: "keep", Against: "baseline", Metric: sim.MetricNPV, Confidence: 0.8, Low: 0.42, High: 0.6,
	}
	s, err := newSearch(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.find()
	if err != nil {
		t.Fatal(err)
	}
	few, before := 0, 0.0
	var off, plainOff float64
	for _, c := range b.Curve {
		if c.Chance.P < before {
			t.Errorf("the chance falls to %v at %v", c.Chance.P, c.X)
		}
		before = c.Chance.P
		if c.Chance.Low > c.Chance.P || c.Chance.High < c.Chance.P {
			t.Errorf("%v lies outside its interval", c.Chance)
		}
		if c.Chance.N == trials {
			continue
		}
		few++
		mean, first := c.Mean, proportion(s.nodes[slices.IndexFunc(s.nodes, func(n *node) bool { return n.x == c.X })].gaps).P
		n, err := s.look(c.X, trials)
		if err != nil {
			t.Fatal(err)
		}
		p := proportion(n.gaps).P
		off, plainOff = off+math.Abs(c.Chance.P-p), plainOff+math.Abs(first-p)
		if all, se := meanOf(n.gaps); math.Abs(mean-all) > 0.1*se {
			t.Errorf("at %v: mean %v, all trials say %v +- %v", c.X, mean, all, se)
		}
	}
	if off >= plainOff/2 {
		t.Errorf("the first trials alone are off by %v, with those like them still by %v", plainOff, off)
	}
	if few < 5 {
		t.Errorf("%d values have few trials: nothing is tested", few)
	}
}

// A number that bears on neither scenario is simulated once, and its result
// says that it doesn't.
func TestBreakevenOfWhatDoesNotBear(t *testing.T) {
	r := request(t, true, 500)
	r.Model = func(x float64) (*sim.Model, error) {
		m := churnCut(t, 1000, true, 500)
		m.Initiatives = append(m.Initiatives, sim.Initiative{Name: "other", Segments: []int{0}, Starts: 1, StartsTo: 1, Certain: true,
			Cost: sim.Cost{Upfront: sim.Const(x)}})
		m.Scenarios = append(m.Scenarios, sim.Scenario{Name: "other", Initiatives: []int{2}})
		return m, nil
	}
	s, err := newSearch(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := s.find(); err != nil || b.Found || b.Touched || !b.Everywhere || s.done != 500 {
		t.Errorf("%d trials, error %v, found %+v", s.done, err, b)
	}
	if b := find(t, request(t, true, 500)); !b.Touched {
		t.Error("a cost bears on what it is of")
	}
}
