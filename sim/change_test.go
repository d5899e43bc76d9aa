package sim

import (
	"math"
	"testing"
)

// Changes of a hazard h: to, relative, add in the unit that it is written in,
// by weight, ramp, fade, age, reason and reach.
func TestChurnChanges(t *testing.T) {
	const h = 0.04
	year := func(points float64) float64 { return 1 - math.Pow(math.Pow(1-h, 12)-points, 1.0/12) }
	cut := change(LeverChurn, OpReduce, 0.5)
	all := func(x float64) [4]float64 { return [4]float64{x, x, x, x} }
	reason := func(name string, op Op, x float64) Change {
		return Change{Lever: LeverChurn, Op: op, Value: Const(x), Reason: name}
	}
	for _, c := range []struct {
		name string
		x    Initiative
		want [4]float64 // hazards of the first months
	}{
		{"reduce", doing(change(LeverChurn, OpReduce, 0.25)), all(.03)},
		{"increase", doing(change(LeverChurn, OpIncrease, 0.25)), all(.05)},
		{"harm", doing(change(LeverChurn, OpReduce, -0.5)), all(.06)},
		{"two", doing(change(LeverChurn, OpReduce, 0.25), change(LeverChurn, OpIncrease, 0.1)), all(.033)},
		{"to", doing(Change{Lever: LeverChurn, Op: OpTo, Value: chance(0.01)}), all(.01)},
		{"add per renewal", doing(change(LeverChurn, OpAdd, -0.015)), all(.025)},
		{"add a year", doing(Change{Lever: LeverChurn, Op: OpAdd, Value: Const(-0.02).Per(UnitPoints, 12)}), all(year(-.02))},
		{"to, reduce, add", doing(change(LeverChurn, OpAdd, 0.01), cut, Change{Lever: LeverChurn, Op: OpTo, Value: chance(0.06)}), all(.04)},
		{"capped at 1", doing(change(LeverChurn, OpIncrease, 30)), all(1)},
		{"capped at 0", doing(change(LeverChurn, OpAdd, -0.5)), all(0)},
		{"starts and ends", Initiative{Starts: 2, Months: 2, Changes: []Change{cut}}, [4]float64{.04, .02, .02, .04}},
		{"ramp", Initiative{Starts: 2, Ramp: 2, Changes: []Change{cut}}, [4]float64{.04, .03, .02, .02}},
		{"ramp and fade", Initiative{Ramp: 2, Fade: chance(0.5), Changes: []Change{cut}}, [4]float64{.03, .02, .03, .035}},
		{"fade", Initiative{Fade: chance(0.5), Changes: []Change{cut}}, [4]float64{.02, .03, .035, .0375}},
		{"fade a year", Initiative{Fade: Const(0.5).Per(UnitProbability, 12), Changes: []Change{cut}},
			[4]float64{.02, .04 - .02*math.Pow(.5, 1./12), .04 - .02*math.Pow(.5, 2./12), .04 - .02*math.Pow(.5, 3./12)}},
		{"ages", doing(Change{Lever: LeverChurn, Op: OpReduce, Value: Const(0.5), Ages: AgeRange{true, 2, 3}}), [4]float64{.04, .02, .02, .04}},
		{"reach", Initiative{HasReach: true, ReachCustomers: Const(0.1), ReachChurners: Const(0.35),
			Changes: []Change{change(LeverChurn, OpReduce, 0.4)}}, all(.0344)},
		{"reach and to", Initiative{HasReach: true, ReachCustomers: Const(0.1), ReachChurners: Const(0.5),
			Changes: []Change{{Lever: LeverChurn, Op: OpTo, Value: chance(0.01)}}}, all(.025)},
		{"reason", doing(reason("service", OpReduce, 0.4)), all(.036)},
		{"whole reason", doing(reason("service", OpReduce, 1), reason("service", OpReduce, 0.5)), all(.03)},
		{"reasons and all", doing(reason("service", OpReduce, 0.4), reason("other", OpIncrease, 0.2), cut), all(.021)},
		{"failed", Initiative{Success: Const(1e-12), Changes: []Change{cut}}, all(.04)},
	} {
		s := base(h, 1)
		s.Reasons = []Reason{{"service", 0.25}, {"other", 0.75}}
		left := expected(t, withScenario(testPlan(4, s), "x", c.x))[1].Whole.Months[MeasureClosing]
		before := 1.0
		for i, want := range c.want {
			if before > 0 {
				if got := 1 - left[i]/before; math.Abs(got-want) > 1e-12 {
					t.Errorf("%s: hazard %.9g in month %d, want %.9g", c.name, got, i+1, want)
				}
			}
			before = left[i]
		}
	}
}

// A curve's renewals may be another distance apart than the contract's: no
// churn is created or removed by relabelling.
func TestTermIsALabel(t *testing.T) {
	s := base(0, 1)
	s.Term = 12
	s.Retention = Retention{Model: "sbg", Alpha: Const(.7), Beta: Const(4)}
	yearly := survivors(t, s, 48)
	s.Term, s.Retention.Per = 1, 12
	monthly := survivors(t, s, 48)
	s.Term = 24
	twoYears := survivors(t, s, 48)
	for _, month := range []int{12, 24, 36, 48} {
		wantNear(t, "monthly contracts", monthly[month-1], yearly[month-1], 1e-12)
	}
	// Geometric between the curve's renewals.
	wantNear(t, "half a year", monthly[5], math.Sqrt(yearly[11]), 1e-12)
	wantNear(t, "two years", twoYears[23], yearly[23], 1e-12)
	wantNear(t, "within two years", twoYears[22], 1, 0)
}

// A new term starts at each customer's next renewal.
func TestChangeOfTerm(t *testing.T) {
	s := base(0.05, 1)
	s.Retention.Per = 1
	s.Term = 3
	s.Channels = []Channel{volume(1, 0)}
	m := withScenario(testPlan(12, s), "longer", Initiative{Starts: 5, Changes: []Change{change(LeverTerm, OpTo, 6)}})
	p := expected(t, m)[1].Whole
	// Joiners of month j renew at ages 3, 6, .. as long as they do so before
	// month 5, then 6 months after their next renewal.
	age := func(j, upTo int) (last int) {
		next := 3
		if j >= 5 {
			next = 6
		}
		for j+next <= upTo {
			last = next
			if j+next >= 5 {
				next += 6
			} else {
				next += 3
			}
		}
		return last
	}
	for month := 1; month <= 12; month++ {
		want := 0.0
		for j := 0; j <= month; j++ {
			want += math.Pow(0.95, float64(age(j, month)))
		}
		wantNear(t, "closing", p.month(MeasureClosing, month), want, 1e-12)
	}
}
