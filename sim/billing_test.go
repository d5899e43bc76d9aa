package sim

import (
	"math"
	"testing"
)

// contractPlan has yearly contracts billed ahead and everything that moves MRR
// in mid-term; customers join in month 1 alone.
func contractPlan(months int) *Model {
	s := subscribers(0.02)
	s.Term, s.UpfrontBills = 12, true
	s.Involuntary = &Involuntary{chance(0.02), Const(0.5)}
	s.Expansion = &Move{ByAge{{0, chance(0.03)}}, Const(0.2)}
	s.Contraction = &Move{ByAge{{0, chance(0.02)}}, Const(0.3)}
	s.Channels = []Channel{volume(50, 0)}
	return withScenario(testPlan(months, s), "x",
		Initiative{Starts: 2, Changes: []Change{change(LeverCustomers, OpTo, 0)}},
		Initiative{Starts: 9, Changes: []Change{{Lever: LeverPrice, Op: OpIncrease, Value: Const(0.1), Existing: ExistingAtOnce}}},
		Initiative{Starts: 15, Changes: []Change{change(LeverPrice, OpReduce, 0.05)}})
}

func TestUpfrontBillingByHand(t *testing.T) {
	s := base(0, 0)
	s.Retention.Per, s.Retention.Rate = 12, Const(0.4)
	s.Term, s.UpfrontBills = 12, true
	s.Opening.Groups = []TenureGroup{{9, 10}}
	s.Channels = []Channel{volume(2, 0)}
	p := expected(t, testPlan(16, s))[0].Whole
	for month := 1; month <= 16; month++ {
		want := 12 * 200.0 // joiners
		if month == 3 || month == 15 {
			// The base renews at ages 12 and 24.
			want += 12 * 1000 * math.Pow(0.6, float64((month+9)/12))
		}
		if month >= 13 {
			want += 12 * 200 * 0.6 // joiners of a year ago
		}
		wantNear(t, "billings", p.month(MeasureBillings, month), want, 1e-12)
		wantNear(t, "cash", p.month(MeasureCash, month),
			p.month(MeasureContribution, month)-p.month(MeasureRevenue, month)+want, 1e-12)
	}
}

// Over whole contracts billings add up to revenue, whatever moves MRR.
func TestBillingsOfWholeContractsAreRevenue(t *testing.T) {
	for _, months := range []int{12, 24, 36} {
		for i, x := range simulated(t, contractPlan(months), 50) {
			p := &x[1].Whole
			if billed := total(p.Months[MeasureBillings]); !near(billed, p.Metrics[MetricRevenue], 1e-11) {
				t.Fatalf("%d months, trial %d: billed %v, revenue %v", months, i, billed, p.Metrics[MetricRevenue])
			}
		}
	}
}

// The opening base has paid up to its next renewal: what is billed until then
// is revenue less what was paid ahead.
func TestOpeningBaseHasPaidAhead(t *testing.T) {
	m := contractPlan(7 + 12) // ages 5 to 11 are paid for, then a contract of 12
	m.Segments[0].Channels = []Channel{volume(0, 0)}
	m.Segments[0].Opening.Groups = []TenureGroup{{4, 300}}
	for i, x := range simulated(t, m, 50) {
		p := &x[1].Whole
		if billed := total(p.Months[MeasureBillings]); !near(billed, p.Metrics[MetricRevenue]-7*300*100, 1e-11) {
			t.Fatalf("trial %d: billed %v, revenue %v", i, billed, p.Metrics[MetricRevenue])
		}
	}
}

// A new term bills its own length.
func TestBillingsUnderAnotherTerm(t *testing.T) {
	s := base(0, 10)
	s.Term, s.UpfrontBills = 1, true
	s.Retention = Retention{Model: "constant", Rate: chance(0.1), Per: 1}
	m := withScenario(testPlan(13, s), "x", Initiative{Starts: 3, Changes: []Change{change(LeverTerm, OpTo, 6)}})
	p := expected(t, m)[1].Whole
	n := 1000 * math.Pow(0.9, 3)
	for i, want := range []float64{900, 810, 6 * n, 0, 0, 0, 0, 0, 6 * n * math.Pow(0.9, 6), 0, 0, 0, 0} {
		if got := p.Months[MeasureBillings][i]; math.Abs(got-want) > 1e-9 {
			t.Errorf("month %d is billed %v, want %v", i+1, got, want)
		}
	}
}

func TestLowestCash(t *testing.T) {
	m := withScenario(testPlan(6, base(0, 10)), "x", Initiative{Starts: 2, Cost: Cost{Upfront: Const(5000), Monthly: Const(100)}})
	x := expected(t, m)
	for i, want := range []struct{ cash, month float64 }{{800, 1}, {800 + 800 - 5100, 2}} {
		wantNear(t, "lowest cash", x[i].Whole.Metrics[MetricLowestCash], want.cash, 1e-12)
		wantNear(t, "its month", x[i].Whole.Metrics[MetricLowestCashMonth], want.month, 0)
	}
}
