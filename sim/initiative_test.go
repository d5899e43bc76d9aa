package sim

import "testing"

// Costs of initiatives: who pays what, when, for how long, and that failure
// costs as much.
func TestInitiativeCosts(t *testing.T) {
	s := base(0.1, 1000)
	s.Channels = []Channel{volume(20, 5)}
	s.Winback = &Winback{Rate: chance(0.02), Within: 6}
	s.Orders = &Orders{Rate: flat(0.5), Value: Const(10)}
	for _, success := range []Quantity{{}, Const(1e-12)} {
		m := withScenario(testPlan(8, s), "x", Initiative{Starts: 3, Months: 4, Ramp: 3, HasReach: true, ReachCustomers: Const(0.25), Success: success,
			Cost: Cost{Upfront: Const(1000), Monthly: Const(100), PerCustomer: Const(2), PerNewCustomer: Const(3), PerReactivated: Const(5),
				PerOrder: Const(7), PercentOfRevenue: Const(0.01)}})
		x := expected(t, m)[1]
		p, own := &x.Whole, &x.Segments[0]
		for month := 1; month <= 8; month++ {
			segment, whole := 0.0, 0.0
			if month >= 3 && month <= 6 {
				segment = 0.25 * (2*p.month(MeasureClosing, month) + 3*20 + 5*p.month(MeasureReactivated, month) +
					7*p.month(MeasureOrders, month) + 0.01*p.month(MeasureRevenue, month))
				whole = segment + 100
			}
			if month == 3 {
				whole += 1000
			}
			wantNear(t, "initiative cost", p.month(MeasureInitiativeCost, month), whole, 1e-12)
			wantNear(t, "the segment's part", own.month(MeasureInitiativeCost, month), segment, 1e-12)
			wantNear(t, "contribution", p.month(MeasureContribution, month),
				p.month(MeasureGrossProfit, month)-p.month(MeasureAcquisitionCost, month)-whole, 1e-12)
		}
	}
}

// Events cost in the trials in which they happen, in every scenario.
func TestEvents(t *testing.T) {
	m := withoutLuck(testPlan(12, base(0.1, 1000)))
	m.Events = []Initiative{{Name: "rival", Segments: []int{0}, Starts: 4, StartsTo: 9, Months: 1, Success: Const(0.3),
		Changes: []Change{change(LeverChurn, OpIncrease, 4)}, Cost: Cost{Upfront: Const(11)}}}
	withScenario(m, "same")
	const n = 12000
	counts := make([]float64, 13)
	eachTrial(t, m, n, func(i int, w *worker) {
		month := 0
		months := &w.outcome[0].months
		for k, lost := range months[MeasureChurned] {
			if lost > 0.3*months[MeasureOpening][k] {
				month = k + 1
				wantNear(t, "cost", months[MeasureInitiativeCost][k], 11, 0)
			}
		}
		counts[month]++
		if d := apart(w.outcome[0].metrics, w.outcome[1].metrics); d != "" {
			t.Fatalf("trial %d: %s", i, d)
		}
	})
	share(t, "no event", counts[0], n, 0.7)
	for month := 1; month <= 12; month++ {
		if p := 0.05; month >= 4 && month <= 9 {
			share(t, "event", counts[month], n, p)
		} else if counts[month] > 0 {
			t.Errorf("the event starts in month %d", month)
		}
	}
}

// Success is one draw per trial and initiative, the same in every scenario and
// independent of other initiatives'.
func TestSuccess(t *testing.T) {
	m := withScenario(testPlan(1, base(0.5, 1000)), "x", Initiative{Success: Const(0.8), Changes: []Change{change(LeverChurn, OpReduce, 1)}})
	m.Scenarios = append(m.Scenarios, Scenario{Name: "y", Initiatives: m.Scenarios[1].Initiatives})
	withScenario(m, "other", Initiative{Success: Const(0.5), Changes: []Change{change(LeverChurn, OpReduce, 1)}})
	const n = 8000
	var works, both float64
	eachTrial(t, withoutLuck(m), n, func(i int, w *worker) {
		closing := func(s int) float64 { return w.outcome[s].metrics[MetricClosingCustomers] }
		if closing(1) == 1000 {
			works++
			if closing(3) == 1000 {
				both++
			}
		}
		if closing(1) != closing(2) {
			t.Fatal("an initiative works in one scenario and fails in another")
		}
	})
	share(t, "success", works, n, 0.8)
	share(t, "success of both", both, n, 0.4)
}
