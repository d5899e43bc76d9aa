package sim

import (
	"testing"

	"holdfast/sim/dist"
)

// fullPlan has every feature: three segments, all kinds of channels, all levers,
// events, shocks, correlations, a table of draws, every cost.
func fullPlan(tb testing.TB, months int) *Model {
	tb.Helper()
	m := testPlan(months)
	m.Start, m.FiscalYearStart = YearMonth{2027, 1}, 4
	m.Discounted, m.Discount = true, uniform(tb, m, "discount", 0.05, 0.1).Per(UnitGrowth, 12)
	m.CostGrowth, m.FixedCost = Const(0.02).Per(UnitGrowth, 12), Const(2000)
	m.Tables = []Table{{Name: "fit", Columns: [][]float64{{0.8, 0.9, 1.1}, {9, 10, 12}}}}
	for i, name := range []string{"alpha", "beta"} {
		m.Inputs = append(m.Inputs, Input{Name: name, Table: 1, Column: i})
	}
	alpha, beta := Quantity{Input: 2, Factor: 1}, Quantity{Input: 3, Factor: 1}
	price := uniform(tb, m, "price", 90, 110)
	cac := uniform(tb, m, "cac", 200, 300)
	cut := uniform(tb, m, "cut", -0.05, 0.3)
	m.Correlations = []Correlation{{A: 3, B: 4, Rho: 0.4}}

	subscription := Segment{
		Name: "subscription", HasPrice: true, Price: price, GrossMargin: ByAge{{0, Const(0.6)}, {12, Const(0.8)}}, Term: 1,
		Opening:   Opening{Groups: []TenureGroup{{0, 200}, {6, 400}, {18, 600}}, HasPrice: true, Price: Const(95)},
		Retention: Retention{Model: "sbg", Alpha: alpha, Beta: beta},
		Reasons:   []Reason{{"service", 0.4}, {"other", 0.6}}, PaymentFee: Const(0.03), CostToServe: ByAge{{0, Const(9)}, {3, Const(5)}},
		Involuntary: &Involuntary{chance(0.012), Const(0.6)},
		Expansion:   &Move{ByAge{{0, chance(0.015)}, {6, chance(0.02)}}, Const(0.2)},
		Contraction: &Move{ByAge{{0, chance(0.01)}}, Const(0.2)},
		Elasticity:  Elasticity{Acquisition: Const(-0.8), Churn: Const(0.5)},
		Winback:     &Winback{chance(0.01), 12},
	}
	organic := volume(25, 0)
	organic.Name, organic.Growth, organic.Dispersion = "organic", Const(0.01).Per(UnitGrowth, 1), Const(2)
	organic.Seasonality = []float64{1, 1, 1, 1, 1, 1, 0.8, 0.8, 1, 1, 1.2, 1.4}
	ads := spending(6000, 0, 0.3, 1)
	ads.CAC = cac
	subscription.Channels = []Channel{ads, organic, {Name: "referral", Kind: ChannelRate, Rate: chance(0.004), CAC: Const(20)}}

	contracts := Segment{
		Name: "contracts", HasPrice: true, Price: Const(500), GrossMargin: flat(0.8), Term: 12, UpfrontBills: true,
		Opening:     Opening{Groups: []TenureGroup{{3, 50}, {11, 80}}},
		Retention:   Retention{Model: "bdw", Alpha: Const(.6), Beta: Const(1.7), C: Const(1.2), HasScale: true, Scale: Const(1.1)},
		Elasticity:  Elasticity{Churn: Const(0.4), ChurnMonths: 12},
		Involuntary: &Involuntary{chance(0.005), Const(0.5)}, Channels: []Channel{volume(4, 900)},
	}
	shop := Segment{
		Name: "shop", GrossMargin: flat(0.4), Term: 1, LikeAverage: true,
		Opening:   Opening{Groups: []TenureGroup{{2, 500}}},
		Retention: Retention{Model: "weibull", Theta: Const(.1), C: Const(.8)},
		Orders:    &Orders{ByAge{{0, Const(0.8)}, {6, Const(1)}}, Const(50), Const(0.6)},
		Channels:  []Channel{volume(60, 15)}, Winback: &Winback{chance(0.02), 6},
	}
	m.Segments = []Segment{subscription, contracts, shop}
	m.Shocks = []Shock{
		{Lever: LeverChurn, SD: Const(0.15), Persistence: Const(0.7), Segments: []int{0, 2}},
		{Lever: LeverCustomers, SD: Const(0.1), Segments: []int{0, 1, 2}},
		{Lever: LeverCAC, SD: Const(0.1), Segments: []int{0}},
	}
	m.Events = []Initiative{filledIn(m, Initiative{Name: "rival", Starts: 4, StartsTo: 9, Success: Const(0.3),
		Changes: []Change{change(LeverChurn, OpIncrease, 0.1)}, Cost: Cost{Upfront: Const(100)}})}
	addScenarios(m, cut)
	m.Targets = []Target{{Metric: "revenue", By: min(12, months), Value: Const(1e6)}, {Metric: "npv", Value: Const(0)}}
	return m
}

func addScenarios(m *Model, cut Quantity) {
	reduce := func(lv Lever) Change { return change(lv, OpReduce, 0.1) }
	care := Initiative{Name: "care", Starts: 3, Ramp: 3, Fade: Const(0.2).Per(UnitProbability, 12), Success: Const(0.8), HasReach: true,
		ReachCustomers: Const(0.2), ReachChurners: Const(0.5), Cost: Cost{Upfront: Const(1000), Monthly: Const(100), PerCustomer: Const(0.5),
			PerNewCustomer: Const(2), PerReactivated: Const(3), PerOrder: Const(0.1), PercentOfRevenue: Const(0.001)},
		Changes: []Change{{Lever: LeverChurn, Op: OpReduce, Value: cut, Ages: AgeRange{true, 1, 12}},
			{Lever: LeverChurn, Op: OpReduce, Value: Const(0.2), Reason: "service"}, reduce(LeverInvoluntary), change(LeverRecovery, OpIncrease, 0.1)}}
	grow := Initiative{Name: "grow", Starts: 2, Months: 12, CountsInCAC: true, Cost: Cost{Monthly: Const(50), PerNewCustomer: Const(1)},
		Changes: []Change{change(LeverSpend, OpIncrease, 0.3), reduce(LeverCAC), change(LeverCustomers, OpIncrease, 0.1),
			change(LeverReferral, OpIncrease, 0.5), change(LeverWinback, OpIncrease, 0.5), change(LeverExpansion, OpIncrease, 0.2),
			reduce(LeverContraction), reduce(LeverCostToServe), change(LeverGrossMargin, OpAdd, 0.01), change(LeverOrderRate, OpIncrease, 0.1),
			change(LeverOrderValue, OpIncrease, 0.05)}}
	reprice := Initiative{Name: "reprice", Starts: 5, Changes: []Change{{Lever: LeverPrice, Op: OpIncrease, Value: Const(0.08), Existing: ExistingAtRenewal}}}
	longer := Initiative{Name: "longer", Starts: 6, Segments: []int{1}, Changes: []Change{change(LeverTerm, OpTo, 24)}}
	points := Initiative{Name: "points", Starts: 4, Segments: []int{2}, Changes: []Change{{Lever: LeverChurn, Op: OpAdd, Value: Const(-0.01).Per(UnitPoints, 12)}}}
	withScenario(m, "care", care)
	withScenario(m, "grow", grow)
	withScenario(m, "reprice", reprice, longer)
	withScenario(m, "points", points)
	m.Scenarios = append(m.Scenarios, Scenario{Name: "all", Initiatives: []int{0, 1, 2, 3}})
}

// stratified is m under a sampling.
func stratified(m *Model, s dist.Sampling) *Model {
	m = cloned(m)
	m.Sampling = s
	return m
}
