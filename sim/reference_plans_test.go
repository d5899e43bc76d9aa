package sim

// refPlan is a model of the given segments without changes.
func refPlan(months int, segments ...Segment) *Model {
	m := &Model{
		Name: "reference", Currency: "EUR", Months: months, Start: YearMonth{2027, 3}, FiscalYearStart: 4,
		Trials: 1000, Seed: 7, Segments: segments, Scenarios: []Scenario{{Name: "baseline"}},
	}
	for i := range m.Segments {
		if m.Segments[i].Name == "" {
			m.Segments[i].Name = string(rune('a' + i))
		}
	}
	return m
}

// refFlat is a value that does not depend on age.
func refFlat(v float64) ByAge { return ByAge{{0, Const(v)}} }

// refSteps is a value from age 0, and others from later ages on.
func refSteps(at0 float64, later ...float64) ByAge {
	steps := refFlat(at0)
	for i := 0; i < len(later); i += 2 {
		steps = append(steps, AgeStep{int(later[i]), Const(later[i+1])})
	}
	return steps
}

func refChange(l Lever, op Op, x float64) Change { return Change{Lever: l, Op: op, Value: Const(x)} }

// points is an `add` in percentage points per some months.
func refPoints(l Lever, x, months float64) Change {
	return Change{Lever: l, Op: OpAdd, Value: Const(x).Per(UnitPoints, months)}
}

func (c Change) forAges(from, to int) Change {
	c.Ages = AgeRange{true, from, to}
	return c
}

func (c Change) because(reason string) Change {
	c.Reason = reason
	return c
}

func (c Change) in(channel string) Change {
	c.Channel = channel
	return c
}

func (c Change) existing(e Existing) Change {
	c.Existing = e
	return c
}

func refVolume(mean, cac float64) Channel {
	return Channel{Name: "organic", Kind: ChannelVolume, Customers: Const(mean), CAC: Const(cac)}
}

// initiative adds one on all segments, for certain, with a scenario of its own.
func (m *Model) initiative(name string, starts int, changes ...Change) *Initiative {
	in := Initiative{Name: name, Starts: starts, StartsTo: starts, Certain: true, Changes: changes}
	for i := range m.Segments {
		in.Segments = append(in.Segments, i)
	}
	m.Initiatives = append(m.Initiatives, in)
	m.Scenarios = append(m.Scenarios, Scenario{Name: name, Initiatives: []int{len(m.Initiatives) - 1}})
	return &m.Initiatives[len(m.Initiatives)-1]
}

func (in *Initiative) on(segments ...int) *Initiative {
	in.Segments = segments
	return in
}

// scenario adds a scenario of several initiatives.
func (m *Model) scenario(name string, initiatives ...int) {
	m.Scenarios = append(m.Scenarios, Scenario{Name: name, Initiatives: initiatives})
}

// refComparison is a plan on which engine and reference must agree.
type refComparison struct {
	name  string
	model *Model
	ask   refQuestions
	// looseSD: metrics whose spread may differ, since the engine splits one draw
	// of all orders by expectation, or gives equity as an expectation.
	looseSD map[Metric]bool
}

var refOrderMoney = map[Metric]bool{
	MetricGrossProfit: true, MetricContribution: true, MetricNPV: true, MetricLowestCash: true,
	MetricLowestCashMonth: true, MetricRevenue: true, MetricARPU: true, MetricInitiativeCost: true,
}

func refPlans() []refComparison {
	return []refComparison{
		refCurves(), refSaved(), refSavedYearly(), refSavedHarsh(), refTerms(), refCarriedTerms(), refPrices(),
		refClocks(), refMoves(), refShop(), refAcquisition(), refUncertain(),
	}
}

func refDiscounted(m *Model) *Model {
	m.Discounted, m.Discount = true, Const(0.12).Per(UnitGrowth, 12)
	return m
}

// Average-hazard curves, changed in every way; failed payments; reasons.
func refCurves() refComparison {
	base := Segment{HasPrice: true, Price: Const(100), GrossMargin: refFlat(0.7), Term: 1, Channels: []Channel{refVolume(4, 120)}}
	constant, weibull, table, average := base, base, base, base
	constant.Retention = Retention{Model: "constant", Rate: Const(0.35).Per(UnitProbability, 12)}
	constant.Opening.Groups = []TenureGroup{{0, 20}, {9, 30}}
	constant.Involuntary = &Involuntary{Failure: Const(0.05), Recovery: Const(0.6)}
	constant.Reasons = []Reason{{"price", 0.3}, {"service", 0.45}, {"other", 0.25}}
	weibull.Retention = Retention{Model: "weibull", Theta: Const(0.12), C: Const(0.7), HasScale: true, Scale: Const(1.3)}
	weibull.Opening.Groups = []TenureGroup{{3, 60}}
	table.Retention = Retention{Model: "table", Rates: []Quantity{Const(0.2), Const(0.1), Const(0.05), Const(0.03)}}
	table.Opening.Groups = []TenureGroup{{0, 10}, {1, 30}, {14, 20}}
	average.Retention = Retention{Model: "sbg", Alpha: Const(0.9), Beta: Const(8), HasScale: true, Scale: Const(0.9)}
	average.LikeAverage = true
	average.Opening.Groups = []TenureGroup{{2, 40}}
	m := refDiscounted(refPlan(24, constant, weibull, table, average))
	m.initiative("relative", 3, refChange(LeverChurn, OpReduce, 0.3), refChange(LeverChurn, OpIncrease, 0.5).forAges(4, 9))
	ramped := m.initiative("ramped", 4, refChange(LeverChurn, OpReduce, 0.5))
	ramped.Ramp, ramped.Fade, ramped.Months = 5, Const(0.3).Per(UnitProbability, 3), 14
	reach := m.initiative("reach", 5, refChange(LeverChurn, OpReduce, 0.6), refChange(LeverInvoluntary, OpReduce, 0.5).forAges(2, 30))
	reach.HasReach, reach.ReachCustomers, reach.ReachChurners = true, Const(0.2), Const(0.6)
	m.initiative("points", 3, refPoints(LeverChurn, 0.12, 12)).on(0)
	to := m.initiative("to", 6, Change{Lever: LeverChurn, Op: OpTo, Value: Const(0.1).Per(UnitProbability, 12)})
	to.on(0).Ramp = 6
	m.initiative("plain", 3, refChange(LeverChurn, OpTo, 0.02).forAges(5, 12), refChange(LeverChurn, OpAdd, 0.03).forAges(0, 4)).on(1, 2, 3)
	m.initiative("reasons", 2, refChange(LeverChurn, OpReduce, 0.5).because("service"),
		refChange(LeverChurn, OpReduce, 0.2).because("service"), refChange(LeverChurn, OpIncrease, 0.8).because("price")).on(0)
	m.initiative("payments", 4, refChange(LeverRecovery, OpTo, 0.9), refPoints(LeverInvoluntary, 0.1, 3)).on(0)
	m.scenario("mixed", 0, 3, 6)
	return refComparison{name: "curves", model: m, ask: refQuestions{lifetime: true, equityMonths: 300}}
}

// Own propensities carried through cuts of every shape.
func refSaved() refComparison {
	s := Segment{
		HasPrice: true, Price: Const(100), GrossMargin: refFlat(0.7), Term: 1, Channels: []Channel{refVolume(4, 300)},
		Retention: Retention{Model: "sbg", Alpha: Const(0.9), Beta: Const(11)},
		Opening:   Opening{Groups: []TenureGroup{{0, 100}, {6, 60}}},
		Reasons:   []Reason{{"price", 0.4}, {"other", 0.6}},
	}
	m := refDiscounted(refPlan(36, s))
	m.initiative("cut", 1, refChange(LeverChurn, OpReduce, 0.15))
	m.initiative("deep", 1, refChange(LeverChurn, OpReduce, 0.6)).Months = 12
	reach := m.initiative("reach", 3, refChange(LeverChurn, OpReduce, 0.8), refChange(LeverChurn, OpReduce, 0.5).because("price"))
	reach.HasReach, reach.ReachCustomers, reach.ReachChurners = true, Const(0.2), Const(0.5)
	reach.Ramp, reach.Fade = 4, Const(0.05)
	m.initiative("young", 2, refChange(LeverChurn, OpReduce, 0.5).forAges(1, 3))
	m.initiative("to", 2, refChange(LeverChurn, OpTo, 0.03))
	m.initiative("add", 2, refChange(LeverChurn, OpAdd, -0.01))
	return refComparison{name: "saved", model: m, ask: refQuestions{lifetime: true, nodes: 1000, equityMonths: 400}}
}

// Own propensities under yearly contracts billed ahead.
func refSavedYearly() refComparison {
	s := Segment{
		HasPrice: true, Price: Const(40), GrossMargin: refFlat(0.8), Term: 12, UpfrontBills: true,
		Channels:    []Channel{refVolume(4, 150)},
		Retention:   Retention{Model: "bdw", Alpha: Const(0.9), Beta: Const(2.5), C: Const(1.4)},
		Opening:     Opening{Groups: []TenureGroup{{0, 40}, {5, 50}, {12, 30}, {31, 40}}},
		Involuntary: &Involuntary{Failure: Const(0.02), Recovery: Const(0.5)},
		Expansion:   &Move{Customers: refFlat(0.02), Size: Const(0.25)},
		Contraction: &Move{Customers: refFlat(0.01), Size: Const(0.3)},
		Elasticity:  Elasticity{Churn: Const(1.5), Acquisition: Const(-0.8)},
	}
	m := refDiscounted(refPlan(36, s))
	m.initiative("cut", 2, refChange(LeverChurn, OpReduce, 0.4))
	m.initiative("price", 5, refChange(LeverPrice, OpIncrease, 0.2))
	m.initiative("offer", 6, refChange(LeverPrice, OpReduce, 0.25).existing(ExistingAtOnce)).Months = 10
	m.scenario("both", 0, 1)
	return refComparison{name: "saved yearly", model: m, ask: refQuestions{lifetime: true, nodes: 1000, equityMonths: 400}}
}

// Hazards that reach 1 for the prone ones.
func refSavedHarsh() refComparison {
	s := Segment{
		HasPrice: true, Price: Const(10), GrossMargin: refFlat(0.9), Term: 1, Channels: []Channel{refVolume(6, 10)},
		Retention: Retention{Model: "sbg", Alpha: Const(0.6), Beta: Const(1.2)},
		Opening:   Opening{Groups: []TenureGroup{{0, 120}}},
	}
	m := refDiscounted(refPlan(24, s))
	m.initiative("worse", 2, refChange(LeverChurn, OpIncrease, 0.8))
	m.initiative("more", 4, refChange(LeverChurn, OpAdd, 0.1).forAges(1, 6))
	return refComparison{name: "saved harsh", model: m, ask: refQuestions{lifetime: true, nodes: 4000, equityMonths: 400}}
}
