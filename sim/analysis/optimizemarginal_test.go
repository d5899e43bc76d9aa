package analysis

import (
	"context"
	"math"
	"reflect"
	"testing"

	"holdfast/sim"
)

func marginsOf(tb testing.TB, m *sim.Model, set []Pick, unit float64) ([]Marginal, []Delay) {
	tb.Helper()
	marginals, delays, err := Margins(context.Background(), m, set, unit, OptimizeOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return marginals, delays
}

// meanNPV is the mean NPV of sets of initiatives of a model, each less the first's.
func meanNPV(tb testing.TB, m *sim.Model, sets ...[]int) []float64 {
	tb.Helper()
	c := *m
	c.Scenarios = []sim.Scenario{{Name: "baseline"}}
	for i, set := range sets {
		c.Scenarios = append(c.Scenarios, sim.Scenario{Name: string(rune('a' + i)), Initiatives: set})
	}
	run, err := sim.Run(context.Background(), &c, sim.Options{Against: "a"})
	if err != nil {
		tb.Fatal(err)
	}
	gains := []float64{0}
	for i := 1; i < len(sets); i++ {
		gains = append(gains, run.Scenarios[i+1].Versus.Differences[sim.MetricNPV].Mean)
	}
	return gains
}

func alike(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Max(math.Abs(a), math.Abs(b)) }

// What an initiative needs comes with it, gain and cost alike, and goes where
// what it needs is left out or starts later, through all levels.
func TestMarginsKeepNeedsTogether(t *testing.T) {
	m := shelf(t, 4, 200, 1, sim.NoiseNone)
	m.Initiatives[2].Needs = []int{1}
	m.Initiatives[1].Needs = []int{0}
	cost := func(i int) float64 { return m.Initiatives[i].Cost.Upfront.Factor }

	marginals, _ := marginsOf(t, m, []Pick{{3, 1}}, 1e6)
	x := marginals[2]
	if want := meanNPV(t, m, []int{3}, []int{0, 1, 2, 3})[1]; !alike(x.Gain, want) || !alike(x.Cost, cost(0)+cost(1)+cost(2)) {
		t.Errorf("adding 2 with 1 and 0: gain %v for %v, expected %v for %v", x.Gain, x.Cost, want, cost(0)+cost(1)+cost(2))
	}
	if !reflect.DeepEqual(x.Also, []int{0, 1}) {
		t.Errorf("2 comes with %v", x.Also)
	}

	marginals, delays := marginsOf(t, m, []Pick{{0, 1}, {1, 1}, {2, 1}, {3, 1}}, 1e6)
	x = marginals[0]
	if want := meanNPV(t, m, []int{3}, []int{0, 1, 2, 3})[1]; !alike(x.Gain, want) || !reflect.DeepEqual(x.Also, []int{1, 2}) {
		t.Errorf("leaving out 0: gain %v with %v, expected %v with 1 and 2", x.Gain, x.Also, want)
	}
	late := *m
	for i := range 3 {
		c := m.Initiatives[i]
		c.Name += " late"
		c.Needs = nil
		c.Starts += 6
		c.StartsTo += 6
		late.Initiatives = append(late.Initiatives[:len(late.Initiatives):len(late.Initiatives)], c)
	}
	if want := -meanNPV(t, &late, []int{0, 1, 2, 3}, []int{3, 4, 5, 6})[1]; !alike(delays[0].Loss[2], want) || !reflect.DeepEqual(delays[0].Also, []int{1, 2}) {
		t.Errorf("0 six months late: %v with %v, expected %v with 1 and 2", delays[0].Loss[2], delays[0].Also, want)
	}
}

// Below its highest scale a chosen initiative is looked at one step up, at it
// one step down, and at its only scale against leaving it out.
func TestMarginsOfScales(t *testing.T) {
	m := shelf(t, 2, 200, 1, sim.NoiseNone)
	m.Initiatives[0].Scalable = &sim.Scalable{From: 0.5, To: 2, Step: 0.5, Exponent: 0.5}
	upfront := m.Initiatives[0].Cost.Upfront.Factor
	for _, c := range []struct {
		at, base, scale float64
		onTop           bool
	}{{1, 1, 1.5, true}, {0.5, 0.5, 1, true}, {2, 1.5, 2, false}} {
		marginals, _ := marginsOf(t, m, []Pick{{0, c.at}, {1, 1}}, 1e6)
		x := marginals[0]
		if x.Base != c.base || x.Scale != c.scale || x.OnTop != c.onTop || !alike(x.Cost, 0.5*upfront) {
			t.Errorf("chosen at %v: from %v to %v, on top %v, for %v", c.at, x.Base, x.Scale, x.OnTop, x.Cost)
		}
		all := *m
		all.Initiatives = append(all.Initiatives[:2:2], Scaled(&m.Initiatives[0], c.base), Scaled(&m.Initiatives[0], c.scale))
		if want := meanNPV(t, &all, []int{1, 2}, []int{1, 3})[1]; !alike(x.Gain, want) {
			t.Errorf("chosen at %v: gain %v, expected %v", c.at, x.Gain, want)
		}
		if x := marginals[1]; x.Base != 0 || x.Scale != 1 || x.OnTop {
			t.Errorf("the other: %+v", x)
		}
	}
}

// A price takes no money, and what takes next to none has no figure for the unit.
func TestMarginsPerUnitOfWhatInvests(t *testing.T) {
	m := shelf(t, 2, 200, 1, sim.NoiseCustomers)
	m.Initiatives[1].Cost.Upfront = sim.Const(9)
	marginals, _ := marginsOf(t, m, nil, 1e4)
	for _, x := range marginals {
		switch {
		case x.Kind == MarginalPrice:
			if !math.IsNaN(x.Cost) || !math.IsNaN(x.PerUnit) || math.IsNaN(x.Gain) {
				t.Errorf("a price: %+v", x)
			}
		case x.Kind == MarginalInitiative && x.Initiative == 1:
			if x.Cost != 9 || !math.IsNaN(x.PerUnit) {
				t.Errorf("for next to nothing: %+v", x)
			}
		case math.IsNaN(x.PerUnit):
			t.Errorf("no figure for the unit: %+v", x)
		}
	}
}
