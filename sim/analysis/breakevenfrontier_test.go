package analysis

import (
	"context"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"holdfast/sim"
)

func pairs(t *testing.T) FrontierRequest {
	r := FrontierRequest{BreakevenRequest: request(t, true, 2_000), FirstLow: 0.1, FirstHigh: 0.3, Columns: 5}
	r.Pair = func(cut, upfront float64) (*sim.Model, error) {
		m := churnCut(t, upfront, true, 2_000)
		m.Initiatives[0].Changes[0].Value = sim.Const(cut)
		return m, nil
	}
	r.Low, r.High = 0, 120_000
	r.TrialsAtEachPoint = 1_000
	return r
}

// With one normal input the largest upfront cost is known for every cut: what
// the cut brings less the quantile of the surprise; beyond the range it is said
// on which side.
func TestFrontierOfOneNormalInput(t *testing.T) {
	f, err := FindFrontier(context.Background(), pairs(t))
	if err != nil {
		t.Fatal(err)
	}
	z := distuv.UnitNormal.Quantile(0.8)
	worst := distuv.UnitNormal.Quantile(1 - 1e-7/2)
	se := 8_000 * math.Sqrt(0.8*0.2/1_000) / distuv.UnitNormal.Prob(z)
	if len(f.A) != 5 || len(f.B) != frontierNodes || len(f.Chance) != len(f.B) || len(f.Chance[0]) != len(f.A) || f.Trials != 1_000 {
		t.Fatalf("%d by %d values, %d trials", len(f.A), len(f.B), f.Trials)
	}
	found := 0
	for i, turn := range f.Turns {
		gain := 0.0
		for t := 1; t <= 24; t++ {
			gain += 80_000 * (math.Pow(1-0.04*(1-turn.A), float64(t)) - math.Pow(1-0.04, float64(t)))
		}
		want := gain - 20_000 - z*8_000
		switch {
		case want > 120_000+worst*se:
			if turn.Found || !turn.Everywhere {
				t.Errorf("cut %v: expected the whole range, found %+v", turn.A, turn)
			}
		case !turn.Found || turn.Rising || math.Abs(turn.B-want) > worst*se+precision*want || turn.Bracket[0] > turn.B || turn.Bracket[1] < turn.B:
			t.Errorf("cut %v: expected %v +- %v, found %+v", turn.A, want, se, turn)
		default:
			found++
		}
		for j, b := range f.B {
			p := distuv.Normal{Mu: gain - 20_000, Sigma: 8_000}.Survival(b)
			if c := f.Chance[j][i]; c.N != 1_000 || math.Abs(c.P-p) > worst*math.Sqrt(max(p*(1-p), 0.001)/1_000)+1e-3 {
				t.Errorf("cut %v, cost %v: chance %v, expected %v", turn.A, b, c, p)
			}
		}
	}
	if found < 3 {
		t.Errorf("%d turns within the range: too few to test", found)
	}
}

// A column of the frontier is the break-even of its own.
func TestFrontierIsManyBreakevens(t *testing.T) {
	r := pairs(t)
	f, err := FindFrontier(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	one := r.BreakevenRequest
	one.Model = func(b float64) (*sim.Model, error) {
		m, err := r.Pair(f.A[1], b)
		if err == nil {
			m.Trials = r.TrialsAtEachPoint
		}
		return m, err
	}
	if b := find(t, one); math.Abs(b.Value-f.Turns[1].B) > 2*precision*b.Value {
		t.Errorf("alone %v, in the frontier %v", b.Value, f.Turns[1].B)
	}
}

func TestFrontierWhereNothingExists(t *testing.T) {
	r := pairs(t)
	r.Metric = sim.MetricCAC // nobody is acquired
	f, err := FindFrontier(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	for i, turn := range f.Turns {
		if turn.Found || turn.Everywhere || f.Chance[0][i].N != 0 {
			t.Errorf("found %+v, chance %+v", turn, f.Chance[0][i])
		}
	}
	r = pairs(t)
	r.FirstLow = r.FirstHigh
	if _, err := FindFrontier(context.Background(), r); err == nil {
		t.Error("a range without width is searched")
	}
}
