package sim

import (
	"math"
	"testing"
)

// Month t has the factor (1+d)^(-(t-1)/12), and NPV is what it makes of
// contribution.
func TestDiscounting(t *testing.T) {
	m := discounted(testPlan(25, base(0, 1)), 0.12)
	m.FixedCost = Const(30)
	p := expected(t, m)[0].Whole
	want := 0.0
	for month := 1; month <= 25; month++ {
		factor := math.Pow(1.12, -float64(month-1)/12)
		want += 50 * factor
		wantNear(t, "discounted contribution", p.month(MeasureDiscountedContribution, month), 50*factor, 1e-12)
		wantNear(t, "cumulative contribution", p.month(MeasureCumulativeContribution, month), 50*float64(month), 1e-12)
	}
	wantNear(t, "npv", p.Metrics[MetricNPV], want, 1e-12)
	wantNear(t, "contribution", p.Metrics[MetricContribution], 25*50, 1e-12)
	wantNear(t, "arpu", p.Metrics[MetricARPU], 100, 1e-12)
}

func TestGrossProfitByHand(t *testing.T) {
	s := base(0, 10)
	s.Opening.Groups = []TenureGroup{{0, 4}, {11, 6}}
	s.Opening.HasPrice, s.Opening.Price = true, Const(60)
	s.PaymentFee = Const(0.03)
	s.GrossMargin = ByAge{{0, Const(0.5)}, {12, Const(0.75)}}
	s.CostToServe = ByAge{{0, Const(9)}, {13, Const(2)}}
	s.Orders = &Orders{Rate: ByAge{{0, Const(2)}, {13, Const(0.5)}}, Value: Const(20), CV: Const(1)}
	m := testPlan(2, s)
	m.CostGrowth = Const(0.24).Per(UnitGrowth, 12)
	p := expected(t, m)[0].Whole
	growth := math.Pow(1.24, 1.0/12)
	// Month 1: ages 1 and 12; month 2: ages 2 and 13. The base pays 60.
	wantNear(t, "orders", p.month(MeasureOrders, 1), 20, 1e-12)
	wantNear(t, "revenue", p.month(MeasureRevenue, 1), 600+400, 1e-12)
	wantNear(t, "gross profit", p.month(MeasureGrossProfit, 1),
		1000*0.97-(4*30+6*15)-(4*2*10+6*2*5)-10*9, 1e-12)
	wantNear(t, "orders", p.month(MeasureOrders, 2), 8+3, 1e-12)
	wantNear(t, "gross profit", p.month(MeasureGrossProfit, 2),
		(600+220)*0.97-growth*(4*30+6*15+4*2*10+6*0.5*5+4*9+6*2), 1e-12)
}

// The value of k orders has mean k x value and sd value_cv x value x sqrt(k).
func TestOrdersLuck(t *testing.T) {
	const customers, rate, value, cv = 40, 0.5, 30.0, 0.6
	s := base(0, customers)
	s.HasPrice, s.Price, s.GrossMargin = false, Quantity{}, flat(0.4)
	s.Orders = &Orders{Rate: flat(rate), Value: Const(value), CV: Const(cv)}
	values := monthly(t, testPlan(1, s), 30000, 0, at{MeasureOrders, 1}, at{MeasureRevenue, 1}, at{MeasureGrossProfit, 1})
	follows(t, "orders", values[0], poissonLaw(customers*rate))
	// A Poisson number of gamma variables: cumulants are mean times raw moments.
	mean, shape := customers*rate, 1/(cv*cv)
	raw := func(k int) float64 {
		x := 1.0
		for i := range k {
			x *= (shape + float64(i)) * value / shape
		}
		return x
	}
	follows(t, "revenue", values[1], law{mean * value, mean * raw(2), mean * raw(4)})
	for i := range 100 {
		wantNear(t, "gross profit of orders", values[2][i], 0.4*values[1][i], 1e-12)
	}
}

// Orders all of one value, or nearly, are worth their number times the value.
func TestOrdersOfOneValue(t *testing.T) {
	for _, cv := range []float64{0, 1e-170, 1e-12, 1e-6} {
		s := base(0, 40)
		s.Orders = &Orders{Rate: flat(0.5), Value: Const(30), CV: Const(cv)}
		s.HasPrice, s.Price = false, Quantity{}
		values := monthly(t, testPlan(1, s), 50, 0, at{MeasureOrders, 1}, at{MeasureRevenue, 1})
		for i, n := range values[0] {
			if !near(values[1][i], 30*n, 1e-4) {
				t.Fatalf("cv %v: %v orders are worth %v", cv, n, values[1][i])
			}
		}
	}
}

// Upgrades are Binomial(n, up), downgrades Binomial of the others; each moves
// the cohort's mean MRR.
func TestExpansionAndContractionLuck(t *testing.T) {
	const n, up, down, uplift, drop = 500.0, 0.1, 0.2, 0.25, 0.5
	s := base(0, n)
	s.Expansion = &Move{ByAge{{0, chance(up)}}, Const(uplift)}
	s.Contraction = &Move{ByAge{{0, chance(down)}}, Const(drop)}
	values := monthly(t, testPlan(2, s), 15000, 0, at{MeasureMRRExpansion, 1}, at{MeasureMRRContraction, 1}, at{MeasureMRR, 1})
	for k, by := range []float64{100 * uplift, -100 * drop, 100} {
		for i := range values[k] {
			values[k][i] /= by
		}
	}
	follows(t, "upgrades", values[0], binomialLaw(n, up))
	follows(t, "downgrades", values[1], binomialLaw(n, down))
	// Multinomial: upgrades and downgrades of a month have covariance -n up down.
	variance := n * (up*(1-up)*uplift*uplift + down*(1-down)*drop*drop + 2*up*down*uplift*drop)
	follows(t, "mrr", values[2], law{n * (1 + up*uplift - down*drop), variance, 3 * variance})
	both := expected(t, testPlan(24, s))[0].Whole
	wantNear(t, "mrr without luck", both.month(MeasureMRR, 24), 100*n*math.Pow(1+up*uplift-down*drop, 24), 1e-12)
}

// Expansion goes first where the two add up to more than everybody.
func TestExpansionBeforeContraction(t *testing.T) {
	s := base(0, 100)
	s.Expansion = &Move{ByAge{{0, chance(0.7)}}, Const(0.1)}
	s.Contraction = &Move{ByAge{{0, chance(0.6)}}, Const(0.2)}
	p := expected(t, testPlan(1, s))[0].Whole
	wantNear(t, "expansion", p.month(MeasureMRRExpansion, 1), 700, 1e-12)
	wantNear(t, "contraction", p.month(MeasureMRRContraction, 1), -600, 1e-12)
}

// Price changes reach existing customers at their renewal, at once or never.
func TestPriceForExistingCustomers(t *testing.T) {
	s := base(0, 10)
	s.Opening.HasPrice, s.Opening.Price = true, Const(50)
	s.Term = 6
	s.Channels = []Channel{volume(1, 0)}
	for _, x := range []struct {
		existing Existing
		old      [8]float64 // what the base pays in each month
		first    [8]float64 // what the joiner of month 1 pays
	}{
		{ExistingAtRenewal, [8]float64{50, 50, 50, 50, 50, 60, 60, 60}, [8]float64{100, 100, 100, 100, 100, 100, 120, 120}},
		{ExistingAtOnce, [8]float64{50, 50, 60, 60, 60, 60, 60, 60}, [8]float64{100, 100, 120, 120, 120, 120, 120, 120}},
		{ExistingNever, [8]float64{50, 50, 50, 50, 50, 50, 50, 50}, [8]float64{100, 100, 100, 100, 100, 100, 100, 100}},
	} {
		m := withScenario(testPlan(8, s), "x", Initiative{Starts: 3,
			Changes: []Change{{Lever: LeverPrice, Op: OpAdd, Value: Const(20), Existing: x.existing}}})
		p := expected(t, m)[1].Whole
		for i := range 8 {
			want := 10*x.old[i] + x.first[i]
			for joined := 2; joined <= i+1; joined++ {
				switch {
				case joined >= 3 || x.existing == ExistingAtOnce && i >= 2 || x.existing == ExistingAtRenewal && i+1 >= joined+6:
					want += 120
				default:
					want += 100
				}
			}
			wantNear(t, "mrr", p.Months[MeasureMRR][i], want, 1e-12)
		}
	}
}

// When a price change ends, the price goes back by the same rules.
func TestPriceChangeEnds(t *testing.T) {
	m := withScenario(testPlan(6, base(0, 10)), "x", Initiative{Starts: 2, Months: 3, Changes: []Change{change(LeverPrice, OpTo, 80)}})
	p := expected(t, m)[1].Whole
	for i, want := range []float64{1000, 800, 800, 800, 1000, 1000} {
		wantNear(t, "mrr", p.Months[MeasureMRR][i], want, 1e-12)
	}
}

// The elasticity of churn acts from the decision that would first be paid at the
// new price.
func TestElasticityOfChurn(t *testing.T) {
	s := base(0.04, 1000)
	s.Elasticity.Churn = Const(0.5)
	rise := Initiative{Starts: 3, Changes: []Change{change(LeverPrice, OpIncrease, 0.21)}}
	check := func(what string, want ...float64) {
		t.Helper()
		p := expected(t, withScenario(testPlan(6, s), "x", rise))[1].Whole
		for i := range want {
			wantNear(t, what, p.Months[MeasureChurned][i]/p.Months[MeasureOpening][i], want[i], 1e-12)
		}
	}
	check("for good", .04, .04, .044, .044, .044, .044)
	s.Elasticity.ChurnMonths = 2
	check("for two months", .04, .04, .044, .044, .04, .04)
	late, early := rise, s
	s.Opening.Groups, s.Channels = nil, []Channel{volume(10, 0)}
	rise.Starts = 1
	check("joiners at the new price", math.NaN(), .04, .04, .04, .04, .04)
	s, rise = early, late
	s.Elasticity.ChurnMonths = 0
	rise.Changes[0].Existing = ExistingNever
	check("never", .04, .04, .04, .04, .04, .04)
}

// A cut and a price's pull multiply the hazard together, and the cap comes last.
func TestElasticityBeforeTheCap(t *testing.T) {
	s := base(0.6, 1000)
	s.Elasticity.Churn = Const(1)
	m := withScenario(testPlan(1, s), "x", doing(change(LeverChurn, OpIncrease, 1), change(LeverPrice, OpReduce, 0.5)))
	p := expected(t, m)[1].Whole
	wantNear(t, "churned", p.month(MeasureChurned, 1), 1000*0.6*2*0.5, 1e-12)
}
