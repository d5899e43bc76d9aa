package sim

import (
	"math"
	"slices"
	"testing"

	"holdfast/sim/dist"
	"pgregory.net/rapid"
)

// sameTrials fails where the parts of two plans differ in any bit: of segments
// by name, and of whole scenarios where whole is set.
func sameTrials(t *rapid.T, a, b [][]trialPart, whole bool) {
	t.Helper()
	for i := range a {
		for s := range a[i] {
			x := &a[i][s]
			y := &b[i][slices.IndexFunc(b[i], func(y trialPart) bool { return y.Whole.Name == x.Whole.Name })]
			if d := samePart(&x.Whole, &y.Whole); whole && d != "" {
				t.Fatalf("trial %d: %s", i, d)
			}
			for g := range x.Segments {
				k := slices.IndexFunc(y.Segments, func(p part) bool { return p.Name == x.Segments[g].Name })
				if d := samePart(&x.Segments[g], &y.Segments[k]); d != "" {
					t.Fatalf("trial %d of %s: %s", i, x.Whole.Name, d)
				}
			}
		}
	}
}

// Adding, removing and reordering scenarios changes nobody's numbers.
func TestScenariosDoNotTouchEachOther(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		alone, turned := cloned(m), cloned(m)
		alone.Scenarios = []Scenario{m.Scenarios[0], m.Scenarios[len(m.Scenarios)-1]}
		slices.Reverse(turned.Scenarios[1:])
		all := trialsOf(t, m, 3)
		sameTrials(t, trialsOf(t, alone, 3), all, true)
		sameTrials(t, trialsOf(t, turned, 3), all, true)
	})
}

// A scenario that does nothing is the baseline, bit by bit.
func TestIdenticalScenariosDoNotDiffer(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		last := m.Scenarios[len(m.Scenarios)-1]
		m.Scenarios = append(m.Scenarios, Scenario{Name: "nothing"}, Scenario{Name: "again", Initiatives: last.Initiatives})
		n := len(m.Scenarios)
		for i, x := range trialsOf(t, m, 3) {
			for _, pair := range [][2]int{{0, n - 2}, {n - 3, n - 1}} {
				a, b := &x[pair[0]], &x[pair[1]]
				if d := samePart(&a.Whole, &b.Whole); d != "" {
					t.Fatalf("trial %d: %s", i, d)
				}
			}
		}
	})
}

// Adding and reordering segments changes no other segment's numbers, and the
// order of segments changes the scenario's by rounding alone.
func TestSegmentsDoNotTouchEachOther(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		more, turned := cloned(m), cloned(m)
		s := base(0.05, 100)
		s.Name = "another"
		s.Channels = []Channel{volume(5, 10)}
		more.Segments = append(more.Segments, s)
		slices.Reverse(turned.Segments)
		back := func(of []int) {
			for i := range of {
				of[i] = len(m.Segments) - 1 - of[i]
			}
		}
		for i := range turned.Initiatives {
			back(turned.Initiatives[i].Segments)
		}
		for i := range turned.Events {
			back(turned.Events[i].Segments)
		}
		for i := range turned.Shocks {
			back(turned.Shocks[i].Segments)
		}
		all, other := trialsOf(t, m, 3), trialsOf(t, turned, 3)
		sameTrials(t, all, trialsOf(t, more, 3), false)
		sameTrials(t, all, other, false)
		for i := range all {
			for s := range all[i] {
				a, b := &all[i][s].Whole, &other[i][s].Whole
				for k := range a.Months {
					for month, x := range a.Months[k] {
						size := a.Months[MeasureRevenue][month] + math.Abs(a.Months[MeasureCumulativeContribution][month])
						if y := b.Months[k][month]; !near(x, y, 1e-12) && math.Abs(x-y) > 1e-11*size {
							t.Fatalf("trial %d: %s in month %d is %v and %v", i, Measure(k), month+1, x, y)
						}
					}
				}
			}
		}
	})
}

// Adding and reordering assumptions changes nobody's numbers, under Latin
// hypercube sampling too.
func TestAssumptionsDoNotTouchEachOther(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		m.Sampling = rapid.SampledFrom([]dist.Sampling{dist.Random, dist.LatinHypercube}).Draw(t, "sampling")
		more := cloned(m)
		slices.Reverse(more.Inputs)
		unused, err := dist.Uniform(0, 1)
		if err != nil {
			t.Fatal(err)
		}
		more.Inputs = append([]Input{{Name: "unused", Dist: unused}}, more.Inputs...)
		eachQuantity(more, func(q *Quantity) {
			if q.Input > 0 {
				q.Input = len(m.Inputs) - q.Input + 2
			}
		})
		sameTrials(t, trialsOf(t, m, 3), trialsOf(t, more, 3), true)
	})
}

// One more month leaves the earlier ones alone.
func TestALongerHorizonLeavesEarlierMonthsAlone(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		longer := cloned(m)
		longer.Months += rapid.SampledFrom([]int{1, 7}).Draw(t, "longer by")
		a, b := trialsOf(t, m, 3), trialsOf(t, longer, 3)
		for i := range a {
			for s := range a[i] {
				if d := sameMonths(&a[i][s].Whole, &b[i][s].Whole); d != "" {
					t.Fatalf("trial %d: %s", i, d)
				}
				for g := range a[i][s].Segments {
					if d := sameMonths(&a[i][s].Segments[g], &b[i][s].Segments[g]); d != "" {
						t.Fatalf("trial %d: %s", i, d)
					}
				}
			}
		}
	})
}

// In another unit of currency, by a power of two, amounts are other numbers with
// the same digits, and nothing else changes.
func TestUnitOfCurrency(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		const unit = 4
		other := cloned(m)
		for _, q := range amounts(other) {
			q.Factor *= unit
		}
		a, b := trialsOf(t, m, 3), trialsOf(t, other, 3)
		for i := range a {
			for s := range a[i] {
				a[i][s].Whole.multiply(unit)
				for g := range a[i][s].Segments {
					a[i][s].Segments[g].multiply(unit)
				}
			}
		}
		sameTrials(t, a, b, true)
	})
}

// multiply multiplies every amount of money.
func (p *part) multiply(by float64) {
	for k := range p.Months {
		if Measure(k).Kind() == KindMoney {
			for t := range p.Months[k] {
				p.Months[k][t] *= by
			}
		}
	}
	for k := range p.Metrics {
		if Metric(k).Kind() == KindMoney {
			p.Metrics[k] *= by
		}
	}
}

// amounts are the quantities that are amounts of money.
func amounts(m *Model) []*Quantity {
	all := append(prices(m), &m.FixedCost)
	for g := range m.Segments {
		s := &m.Segments[g]
		for i := range s.CostToServe {
			all = append(all, &s.CostToServe[i].Value)
		}
		for i := range s.Channels {
			all = append(all, &s.Channels[i].Spend, &s.Channels[i].CAC)
		}
	}
	for _, list := range [][]Initiative{m.Initiatives, m.Events} {
		for i := range list {
			c := &list[i].Cost
			all = append(all, &c.Upfront, &c.Monthly, &c.PerCustomer, &c.PerNewCustomer, &c.PerReactivated, &c.PerOrder)
		}
	}
	return all
}

func prices(m *Model) (all []*Quantity) {
	for g := range m.Segments {
		s := &m.Segments[g]
		all = append(all, &s.Price, &s.Opening.Price)
		if s.Orders != nil {
			all = append(all, &s.Orders.Value)
		}
	}
	return all
}

// Doubling all prices doubles revenue and leaves customers alone.
func TestDoublePricesDoubleRevenue(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		double := cloned(m)
		for _, q := range prices(double) {
			q.Factor *= 2
		}
		a, b := trialsOf(t, m, 3), trialsOf(t, double, 3)
		for i := range a {
			for s := range a[i] {
				x, y := &a[i][s].Whole, &b[i][s].Whole
				for month := range m.Months {
					if 2*x.Months[MeasureRevenue][month] != y.Months[MeasureRevenue][month] ||
						x.Months[MeasureClosing][month] != y.Months[MeasureClosing][month] {
						t.Fatalf("trial %d, month %d: revenue %v and %v", i, month+1, x.Months[MeasureRevenue][month], y.Months[MeasureRevenue][month])
					}
				}
			}
		}
	})
}

// More churn never earns more, in any trial and month: where hazards are the
// same for all of a cohort, customers earn a profit while they stay, and losing
// one opens no door (win-back) and shifts no mean (moves of a cohort's MRR).
func TestMoreChurnNeverEarnsMore(t *testing.T) {
	everyPlan(t, true, func(t *rapid.T, m *Model) {
		makeWorthIt(m)
		churning := cloned(m)
		for g := range churning.Segments {
			s := &churning.Segments[g]
			if !s.Retention.HasScale {
				s.Retention.HasScale, s.Retention.Scale = true, Const(1)
			}
			s.Retention.Scale.Factor *= 1 + float64(rapid.IntRange(0, 20).Draw(t, "more churn"))/20
			if s.Involuntary != nil && s.Involuntary.Failure.Input == 0 {
				s.Involuntary.Failure.Factor *= 1.5
			}
		}
		a, b := trialsOf(t, m, 3), trialsOf(t, churning, 3)
		for i := range a {
			for s := range a[i] {
				better, worse := &a[i][s].Whole, &b[i][s].Whole
				for _, k := range []Measure{MeasureClosing, MeasureMRR, MeasureRevenue, MeasureGrossProfit, MeasureCumulativeContribution} {
					for month, x := range better.Months[k] {
						if y := worse.Months[k][month]; y > x+1e-9*(math.Abs(x)+better.Months[MeasureRevenue][month]) {
							t.Fatalf("trial %d, %s in month %d: %v, with more churn %v", i, k, month+1, x, y)
						}
					}
				}
				if x, y := better.Metrics[MetricNPV], worse.Metrics[MetricNPV]; y > x+1e-9*better.Metrics[MetricRevenue] {
					t.Fatalf("trial %d: npv %v, with more churn %v", i, x, y)
				}
			}
		}
	})
}

// makeWorthIt lets every customer who stays earn a profit: no costs by customer,
// order or revenue, and a margin that nothing makes negative.
func makeWorthIt(m *Model) {
	m.CostGrowth = Const(0)
	for _, list := range [][]Initiative{m.Initiatives, m.Events} {
		for i := range list {
			list[i].Cost = Cost{Upfront: list[i].Cost.Upfront, Monthly: list[i].Cost.Monthly}
			for j := range list[i].Changes {
				c := &list[i].Changes[j]
				if c.Lever == LeverPrice || c.Lever == LeverGrossMargin || c.Lever == LeverOrderValue {
					c.Op, c.Value = OpIncrease, Const(0.05)
				}
			}
		}
	}
}

// What changes nothing changes nothing: bit by bit, but for what is computed on
// other ways.
func TestChangesWithoutEffect(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		nothing := Initiative{Ramp: 2, Fade: chance(0.1)}
		for lv := range numLevers {
			if lv != LeverTerm {
				nothing.Changes = append(nothing.Changes, change(lv, OpReduce, 0), change(lv, OpIncrease, 0), change(lv, OpAdd, 0))
			}
		}
		m.Scenarios = m.Scenarios[:1]
		withScenario(m, "nothing", nothing, Initiative{Name: "term", Segments: []int{0},
			Changes: []Change{change(LeverTerm, OpTo, float64(m.Segments[0].Term))}})
		for i, trial := range trialsOf(t, m, 3) {
			equalButForRounding(t, i, &trial[0].Whole, &trial[1].Whole)
			for g := range trial[0].Segments {
				equalButForRounding(t, i, &trial[0].Segments[g], &trial[1].Segments[g])
			}
		}
	})
}

// equalButForRounding compares all bits but those of lifetimes and equity, whose
// sums may be closed at other ages; undiscounted ones of shifted propensities,
// which hang on their last customers, by as much as 1 %.
func equalButForRounding(t *rapid.T, trial int, a, b *part) {
	t.Helper()
	x, y := *a, *b
	for k, share := range map[Metric]float64{MetricLTV: 1e-5, MetricLTV60: 1e-5, MetricLTVRevenue: 1e-5, MetricLTVCAC: 1e-5,
		MetricLTVPaidCAC: 1e-5, MetricRetention12: 1e-5, MetricRetention36: 1e-5, MetricCustomerEquity: 1e-2} {
		if !near(x.Metrics[k], y.Metrics[k], share) && math.Abs(x.Metrics[k]-y.Metrics[k]) > 1e-6 {
			t.Fatalf("trial %d: %s of %s: %v and %v", trial, k, a.Name, x.Metrics[k], y.Metrics[k])
		}
		x.Metrics[k], y.Metrics[k] = 0, 0
	}
	if d := samePart(&x, &y); d != "" {
		t.Fatalf("trial %d: %s", trial, d)
	}
}

// Different ways to say the same: full reach, certain success, a run to the
// horizon, a ramp of one month.
func TestWaysToSayTheSame(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		other := cloned(m)
		for i := range m.Initiatives {
			a, b := &m.Initiatives[i], &other.Initiatives[i]
			a.HasReach, a.Certain, a.Months, a.Ramp = false, true, 0, 0
			b.HasReach, b.ReachCustomers, b.ReachChurners = true, Const(1), Const(1)
			b.Certain, b.Success = false, Const(1)
			b.Months = m.Months - b.Starts + 1
			b.Ramp = 1
		}
		a, b := trialsOf(t, m, 3), trialsOf(t, other, 3)
		for i := range a {
			for s := range a[i] {
				equalButForRounding(t, i, &a[i][s].Whole, &b[i][s].Whole)
			}
		}
	})
}

// A change of all ages that occur is one of all ages, in every month; a lifetime
// goes further.
func TestAllAgesThatOccur(t *testing.T) {
	everyPlan(t, false, func(t *rapid.T, m *Model) {
		other := cloned(m)
		for i := range other.Initiatives {
			for j := range other.Initiatives[i].Changes {
				if c := &other.Initiatives[i].Changes[j]; c.Lever.LimitedByAge() && !c.Ages.Limited {
					c.Ages = AgeRange{true, 0, 17 + m.Months}
				}
			}
		}
		a, b := trialsOf(t, m, 3), trialsOf(t, other, 3)
		for i := range a {
			for s := range a[i] {
				if d := sameMonths(&a[i][s].Whole, &b[i][s].Whole); d != "" {
					t.Fatalf("trial %d: %s", i, d)
				}
			}
		}
	})
}
