package sim

import "holdfast/sim/dist"

// Contracts whose length is not the curve's, and changes.
func refTerms() refComparison {
	base := Segment{HasPrice: true, Price: Const(30), GrossMargin: refFlat(0.75), Channels: []Channel{refVolume(5, 60)}, UpfrontBills: true}
	monthly, yearly, table := base, base, base
	monthly.Term, monthly.Retention = 1, Retention{Model: "constant", Rate: Const(0.04).Per(UnitProbability, 1), Per: 12}
	monthly.Opening.Groups = []TenureGroup{{0, 30}, {7, 30}}
	yearly.Term, yearly.Retention = 12, Retention{Model: "weibull", Theta: Const(0.08), C: Const(0.8), Per: 1}
	yearly.Opening.Groups = []TenureGroup{{2, 30}, {12, 20}, {17, 20}}
	yearly.Involuntary = &Involuntary{Failure: Const(0.02), Recovery: Const(0.3)}
	table.Term, table.Retention = 3, Retention{Model: "table", Per: 2, Rates: []Quantity{Const(0.3), Const(0.1), Const(0.06)}}
	table.Opening.Groups = []TenureGroup{{0, 20}, {4, 40}}
	m := refDiscounted(refPlan(36, monthly, yearly, table))
	m.initiative("yearly", 5, refChange(LeverTerm, OpTo, 12)).on(0, 2)
	m.initiative("monthly", 4, refChange(LeverTerm, OpTo, 1)).on(1, 2)
	back := m.initiative("for a while", 3, refChange(LeverTerm, OpTo, 6))
	back.Months = 9
	m.initiative("two years", 2, refChange(LeverTerm, OpTo, 24), refChange(LeverChurn, OpReduce, 0.3)).on(1)
	m.initiative("points", 2, refPoints(LeverChurn, -0.06, 12), refChange(LeverTerm, OpTo, 4)).on(0)
	return refComparison{name: "terms", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}}
}

// Own propensities under contracts whose length is not the curve's.
func refCarriedTerms() refComparison {
	base := Segment{HasPrice: true, Price: Const(30), GrossMargin: refFlat(0.75), Channels: []Channel{refVolume(5, 60)}}
	monthly, yearly, between := base, base, base
	monthly.Term, monthly.Retention = 1, Retention{Model: "sbg", Alpha: Const(0.8), Beta: Const(9)}
	monthly.Opening.Groups = []TenureGroup{{0, 40}, {7, 30}}
	yearly.Term, yearly.Retention = 12, Retention{Model: "bdw", Alpha: Const(0.7), Beta: Const(1.5), C: Const(1.2)}
	yearly.Opening.Groups = []TenureGroup{{2, 40}, {12, 30}, {17, 20}}
	between.Term, between.Retention = 1, Retention{Model: "sbg", Alpha: Const(1.2), Beta: Const(6), Per: 12}
	between.Opening.Groups = []TenureGroup{{3, 60}}
	m := refDiscounted(refPlan(36, monthly, yearly, between))
	m.initiative("yearly", 5, refChange(LeverTerm, OpTo, 12)).on(0)
	m.initiative("two years", 4, refChange(LeverTerm, OpTo, 24)).on(1)
	m.initiative("cut", 2, refChange(LeverChurn, OpReduce, 0.35))
	m.initiative("monthly", 4, refChange(LeverTerm, OpTo, 1)).on(1)
	m.scenario("both", 0, 1, 2)
	return refComparison{name: "carried terms", model: m, ask: refQuestions{lifetime: true, nodes: 1000, equityMonths: 300}}
}

// Price changes of every kind, on monthly and yearly contracts.
func refPrices() refComparison {
	base := Segment{
		HasPrice: true, Price: Const(50), GrossMargin: refFlat(0.6), PaymentFee: Const(0.03), CostToServe: refFlat(4),
		Channels:   []Channel{refVolume(4, 200)},
		Retention:  Retention{Model: "constant", Rate: Const(0.03).Per(UnitProbability, 1)},
		Expansion:  &Move{Customers: refFlat(0.03), Size: Const(0.2)},
		Elasticity: Elasticity{Churn: Const(0.8), Acquisition: Const(-1.2)},
	}
	monthly, yearly := base, base
	monthly.Term = 1
	monthly.Opening = Opening{Groups: []TenureGroup{{4, 60}}, HasPrice: true, Price: Const(42)}
	yearly.Term, yearly.UpfrontBills = 12, true
	yearly.Opening = Opening{Groups: []TenureGroup{{0, 20}, {5, 40}, {14, 20}}, HasPrice: true, Price: Const(45)}
	m := refDiscounted(refPlan(30, monthly, yearly))
	m.initiative("rise", 4, refChange(LeverPrice, OpIncrease, 0.15))
	m.initiative("to", 6, refChange(LeverPrice, OpTo, 65).existing(ExistingAtOnce)).Ramp = 3
	m.initiative("new only", 3, refChange(LeverPrice, OpAdd, 12).existing(ExistingNever))
	m.initiative("sale", 8, refChange(LeverPrice, OpReduce, 0.3).existing(ExistingAtOnce)).Months = 5
	m.initiative("promise", 5, refChange(LeverPrice, OpReduce, 0.2)).Months = 8
	m.initiative("loyal", 3, refChange(LeverPrice, OpReduce, 0.1).forAges(12, 24))
	add := m.initiative("add", 10, Change{Lever: LeverPrice, Op: OpAdd, Value: Const(-60).Per(UnitAmount, 12), Existing: ExistingAtOnce})
	add.HasReach, add.ReachCustomers, add.ReachChurners = true, Const(0.5), Const(0.5)
	m.scenario("together", 0, 2, 4)
	m.scenario("all kinds", 1, 3, 6)
	return refComparison{name: "prices", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}}
}

// Effects of prices on churn that wear off.
func refClocks() refComparison {
	base := Segment{
		HasPrice: true, Price: Const(20), GrossMargin: refFlat(0.6), Channels: []Channel{refVolume(4, 31)},
		Elasticity: Elasticity{Churn: Const(3), ChurnMonths: 3},
	}
	monthly, quarterly, carried := base, base, base
	monthly.Term, monthly.Retention = 1, Retention{Model: "constant", Rate: Const(0.04).Per(UnitProbability, 1)}
	monthly.Opening.Groups = []TenureGroup{{4, 60}}
	quarterly.Term, quarterly.Retention = 3, Retention{Model: "weibull", Theta: Const(0.15), C: Const(0.9)}
	quarterly.Elasticity.ChurnMonths = 4
	quarterly.Opening.Groups = []TenureGroup{{0, 20}, {1, 30}, {5, 30}}
	carried.Term, carried.Retention = 1, Retention{Model: "sbg", Alpha: Const(1.1), Beta: Const(14)}
	carried.Opening.Groups = []TenureGroup{{2, 60}}
	m := refDiscounted(refPlan(24, monthly, quarterly, carried))
	m.initiative("rise", 6, refChange(LeverPrice, OpIncrease, 0.25))
	m.initiative("again", 10, refChange(LeverPrice, OpIncrease, 0.15).existing(ExistingAtOnce))
	m.initiative("loyal", 4, refChange(LeverPrice, OpIncrease, 0.3).forAges(8, 14))
	m.initiative("short", 5, refChange(LeverPrice, OpReduce, 0.4).existing(ExistingAtOnce)).Months = 2
	m.initiative("late", 23, refChange(LeverPrice, OpIncrease, 0.25))
	m.scenario("both", 0, 1)
	return refComparison{name: "clocks", model: m, ask: refQuestions{lifetime: true, nodes: 1000, equityMonths: 300}}
}

// Expansion, contraction, margins and service by age; every kind of cost.
func refMoves() refComparison {
	base := Segment{
		HasPrice: true, Price: Const(60), PaymentFee: Const(0.02), Channels: []Channel{refVolume(4, 100)},
		GrossMargin: refSteps(0.5, 3, 0.65, 12, 0.8), CostToServe: refSteps(9, 2, 5, 10, 3),
		Retention:   Retention{Model: "constant", Rate: Const(0.03).Per(UnitProbability, 1)},
		Expansion:   &Move{Customers: refSteps(0, 2, 0.06, 12, 0.02), Size: Const(0.3)},
		Contraction: &Move{Customers: refSteps(0.01, 6, 0.04), Size: Const(0.25)},
		Winback:     &Winback{Rate: Const(0.05), Within: 4},
	}
	monthly, yearly := base, base
	monthly.Term = 1
	monthly.Opening.Groups = []TenureGroup{{1, 30}, {11, 30}}
	yearly.Term, yearly.UpfrontBills = 12, true
	yearly.Opening.Groups = []TenureGroup{{3, 30}, {20, 30}}
	yearly.Involuntary = &Involuntary{Failure: Const(0.02), Recovery: Const(0.4)}
	m := refDiscounted(refPlan(26, monthly, yearly))
	m.CostGrowth, m.FixedCost = Const(0.06).Per(UnitGrowth, 12), Const(12_000).Per(UnitAmount, 12)
	m.LTVMonth = 13
	m.initiative("upsell", 4, refPoints(LeverExpansion, 0.05, 3), refChange(LeverContraction, OpReduce, 0.5).forAges(6, 20))
	m.initiative("most", 4, refChange(LeverExpansion, OpTo, 0.7), refChange(LeverContraction, OpTo, 0.6)).Months = 2
	m.initiative("margins", 6, refChange(LeverGrossMargin, OpAdd, 0.05), refChange(LeverCostToServe, OpReduce, 0.3).forAges(0, 9))
	costs := m.initiative("costs", 5, refChange(LeverChurn, OpReduce, 0.2))
	costs.Months, costs.CountsInCAC = 16, false
	costs.HasReach, costs.ReachCustomers, costs.ReachChurners = true, Const(0.4), Const(0.7)
	costs.Cost = Cost{
		Upfront: Const(3000), Monthly: Const(2400).Per(UnitAmount, 12), PerCustomer: Const(2), PerNewCustomer: Const(11),
		PerReactivated: Const(15), PercentOfRevenue: Const(0.02),
	}
	pitch := m.initiative("pitch", 13, refChange(LeverChurn, OpReduce, 0.1))
	pitch.CountsInCAC, pitch.Cost = true, Cost{Upfront: Const(500), Monthly: Const(40), PerNewCustomer: Const(7)}
	m.initiative("return", 3, refChange(LeverWinback, OpIncrease, 1), refPoints(LeverWinback, 0.02, 1))
	m.scenario("all", 0, 2, 3, 4, 5)
	return refComparison{name: "moves", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}}
}

// Orders, and a paid membership with both.
func refShop() refComparison {
	shop := Segment{
		Orders:      &Orders{Rate: refSteps(1.2, 1, 0.5, 6, 0.3), Value: Const(52), CV: Const(0.6)},
		GrossMargin: refFlat(0.35), PaymentFee: Const(0.025), CostToServe: refFlat(0.5), Term: 1,
		Retention: Retention{Model: "weibull", Theta: Const(0.15), C: Const(0.75)},
		Opening:   Opening{Groups: []TenureGroup{{0, 20}, {5, 50}}},
		Channels:  []Channel{refVolume(6, 25)}, Winback: &Winback{Rate: Const(0.03), Within: 12},
	}
	member := shop
	member.HasPrice, member.Price, member.Term, member.UpfrontBills = true, Const(9), 12, true
	member.Orders = &Orders{Rate: refFlat(0.7), Value: Const(48)}
	member.Retention = Retention{Model: "constant", Rate: Const(0.03).Per(UnitProbability, 1)}
	member.GrossMargin = refSteps(0.4, 12, 0.5)
	m := refDiscounted(refPlan(24, shop, member))
	m.initiative("basket", 4, refChange(LeverOrderValue, OpIncrease, 0.1), refChange(LeverOrderRate, OpReduce, 0.05)).Cost =
		Cost{PercentOfRevenue: Const(0.01), PerOrder: Const(0.8)}
	remind := m.initiative("remind", 6, refChange(LeverOrderRate, OpAdd, 0.2).forAges(3, 12), refChange(LeverOrderValue, OpTo, 40).forAges(6, 99))
	remind.HasReach, remind.ReachCustomers, remind.ReachChurners = true, Const(0.6), Const(0.6)
	remind.Cost = Cost{PerOrder: Const(1)}
	m.initiative("fee", 5, refChange(LeverPrice, OpIncrease, 0.5).existing(ExistingAtOnce)).on(1)
	m.initiative("return", 2, refChange(LeverWinback, OpTo, 0.1)).Cost = Cost{PerReactivated: Const(20)}
	return refComparison{name: "shop", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}, looseSD: refOrderMoney}
}

// Every kind of channel, and what changes them.
func refAcquisition() refComparison {
	s := Segment{
		HasPrice: true, Price: Const(30), GrossMargin: refFlat(0.7), Term: 1, Elasticity: Elasticity{Acquisition: Const(-1.5)},
		Retention: Retention{Model: "constant", Rate: Const(0.05).Per(UnitProbability, 1)}, Opening: Opening{Groups: []TenureGroup{{0, 60}}},
		Channels: []Channel{
			{Name: "ads", Kind: ChannelSpend, Spend: Const(6000).Per(UnitAmount, 12), CAC: Const(120), Saturation: Const(0.4)},
			{Name: "fairs", Kind: ChannelSpend, Spend: Const(400), CAC: Const(200), Lag: 3, Dispersion: Const(2.5)},
			{Name: "organic", Kind: ChannelVolume, Customers: Const(3), Growth: Const(0.2).Per(UnitGrowth, 12),
				Seasonality: []float64{1.4, 1.1, 0.9, 0.8, 1, 1, 0.7, 0.6, 1, 1.2, 1.3, 1}},
			{Name: "partners", Kind: ChannelVolume, Customers: Const(2), CAC: Const(70), Dispersion: Const(3)},
			{Name: "referral", Kind: ChannelRate, Rate: Const(0.02), CAC: Const(15)},
		},
	}
	quiet := s
	quiet.Channels = []Channel{{Name: "ads", Kind: ChannelSpend, Spend: Const(300), CAC: Const(100), Lag: 1},
		{Name: "referral", Kind: ChannelRate, Rate: Const(0.03)}}
	quiet.Retention = Retention{Model: "constant", Rate: Const(0.08).Per(UnitProbability, 1)}
	m := refDiscounted(refPlan(18, s, quiet))
	m.initiative("spend", 5, refChange(LeverSpend, OpIncrease, 1.5).in("ads"), refChange(LeverSpend, OpTo, 0).in("fairs"))
	m.initiative("cheaper", 4, refChange(LeverCAC, OpReduce, 0.3), refChange(LeverCAC, OpAdd, 10).in("partners")).Ramp = 3
	m.initiative("more", 3, refChange(LeverCustomers, OpIncrease, 0.5), refChange(LeverReferral, OpIncrease, 0.6)).on(0)
	m.initiative("to", 3, refChange(LeverCustomers, OpTo, 5).in("partners"), refChange(LeverCustomers, OpAdd, 2).in("organic")).on(0)
	m.initiative("price", 6, refChange(LeverPrice, OpIncrease, 0.2))
	m.initiative("early", 1, refChange(LeverSpend, OpIncrease, 1), refChange(LeverCAC, OpReduce, 0.2))
	m.scenario("all", 0, 1, 2, 4)
	return refComparison{name: "acquisition", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}}
}

// Inputs that are not known, events, shocks, and goals.
func refUncertain() refComparison {
	must := func(d dist.Dist, err error) dist.Dist {
		if err != nil {
			panic(err)
		}
		return d
	}
	a := Segment{
		HasPrice: true, Price: Quantity{Input: 1, Factor: 1}, GrossMargin: refFlat(0.7), Term: 1,
		Retention: Retention{Model: "weibull", Theta: Quantity{Input: 2, Factor: 1}, C: Quantity{Input: 3, Factor: 1},
			HasScale: true, Scale: Quantity{Input: 4, Factor: 1}},
		Opening:  Opening{Groups: []TenureGroup{{6, 60}}},
		Channels: []Channel{{Name: "ads", Kind: ChannelSpend, Spend: Const(500), CAC: Quantity{Input: 5, Factor: 1}, Saturation: Const(0.2), Lag: 1}, refVolume(2, 20)},
	}
	b := a
	b.Retention = Retention{Model: "sbg", Alpha: Quantity{Input: 6, Factor: 1}, Beta: Quantity{Input: 7, Factor: 1}}
	b.Opening.Groups = []TenureGroup{{2, 60}}
	m := refDiscounted(refPlan(24, a, b))
	m.Inputs = []Input{
		{Name: "price", Dist: must(dist.Lognormal(50, 10))},
		{Name: "theta", Table: 1, Column: 0},
		{Name: "c", Table: 1, Column: 1},
		{Name: "scale", Dist: must(dist.Uniform(0.7, 1.4))},
		{Name: "cac", Dist: must(dist.Lognormal(120, 40))},
		{Name: "alpha", Dist: must(dist.Uniform(0.6, 1.2))},
		{Name: "beta", Dist: must(dist.Uniform(8, 14))},
		{Name: "cut", Dist: must(dist.Uniform(-0.1, 0.6))},
	}
	m.Tables = []Table{{Name: "fit", Columns: [][]float64{{0.05, 0.1, 0.2, 0.15}, {1, 0.8, 0.6, 1.1}}}}
	m.Correlations = []Correlation{{0, 4, 0.6}, {3, 5, -0.5}, {4, 6, 0.3}}
	m.LTVMonths = 60
	m.Shocks = []Shock{
		{Lever: LeverChurn, SD: Const(0.3), Persistence: Const(0.7), Segments: []int{0}},
		{Lever: LeverCustomers, SD: Const(0.25), Persistence: Const(0.5), Segments: []int{0, 1}},
		{Lever: LeverCAC, SD: Const(0.2), Persistence: Const(0.9), Segments: []int{1}},
	}
	cut := m.initiative("cut", 4, Change{Lever: LeverChurn, Op: OpReduce, Value: Quantity{Input: 8, Factor: 1}})
	cut.Certain, cut.Success, cut.Cost = false, Const(0.6), Cost{Upfront: Const(2000), Monthly: Const(50)}
	m.initiative("price", 8, refChange(LeverPrice, OpIncrease, 0.1))
	m.Events = []Initiative{
		{Name: "rival", Segments: []int{0, 1}, Starts: 3, StartsTo: 20, Months: 9, Ramp: 2, Success: Const(0.4),
			Changes: []Change{refChange(LeverChurn, OpIncrease, 0.5), refChange(LeverCAC, OpIncrease, 0.3)}, Cost: Cost{Upfront: Const(800)}},
		{Name: "rules", Segments: []int{1}, Starts: 10, StartsTo: 12, Certain: true,
			Changes: []Change{refChange(LeverPrice, OpReduce, 0.05).existing(ExistingAtOnce)}},
	}
	m.Targets = []Target{
		{Metric: "revenue", By: 14, Value: Const(100_000)},
		{Metric: "revenue", By: 20, Value: Const(43_000), FiscalYear: true},
		{Metric: "closing", By: 18, Value: Const(90)},
		{Metric: "npv", Value: Const(60_000), AtMost: true},
	}
	return refComparison{name: "uncertain", model: m, ask: refQuestions{lifetime: true, nodes: 300}}
}
