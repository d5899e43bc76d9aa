package sim

import (
	"fmt"
	"testing"

	"holdfast/sim/dist"
	"pgregory.net/rapid"
)

// drawing draws small valid plans that use any feature, unless told otherwise.
type drawing struct {
	*rapid.T
	m *Model
	// monotone leaves out what breaks the law that more churn never earns more:
	// carried propensities, moves of a cohort's mean MRR, win-backs, elastic
	// churn, terms that change, orders whose worth depends on age.
	monotone bool
}

func (d *drawing) maybe(label string) bool { return rapid.Bool().Draw(d.T, label) }

func (d *drawing) rare(label string) bool { return rapid.IntRange(0, 3).Draw(d.T, label) == 3 }

func (d *drawing) whole(label string, lo, hi int) int { return rapid.IntRange(lo, hi).Draw(d.T, label) }

func (d *drawing) pick(label string, of ...int) int { return rapid.SampledFrom(of).Draw(d.T, label) }

// number is a constant from lo to hi or an uncertain input within them.
func (d *drawing) number(label string, lo, hi float64) Quantity {
	x := lo + (hi-lo)*float64(d.whole(label, 0, 64))/64
	if !d.rare(label + " is uncertain") {
		return Const(x)
	}
	law, err := dist.Uniform(lo, max(x, lo+(hi-lo)/64))
	if err != nil {
		d.Fatal(err)
	}
	d.m.Inputs = append(d.m.Inputs, Input{Name: fmt.Sprintf("%s %d", label, len(d.m.Inputs)), Dist: law})
	return Quantity{Input: len(d.m.Inputs), Factor: 1}
}

func (d *drawing) probability(label string, hi float64) Quantity {
	return d.number(label, 0, hi).Per(UnitProbability, float64(d.pick(label+" per", 1, 1, 12)))
}

func (d *drawing) byAge(label string, lo, hi float64) ByAge {
	b := ByAge{{0, d.number(label, lo, hi)}}
	if d.rare(label + " by age") {
		b = append(b, AgeStep{d.whole(label+" from age", 1, 20), d.number(label+" later", lo, hi)})
	}
	return b
}

// drawPlan draws a plan of one or two scenarios besides the baseline.
func drawPlan(t *rapid.T, monotone bool) *Model {
	m := testPlan(rapid.IntRange(1, 30).Draw(t, "months"))
	d := &drawing{t, m, monotone}
	m.Trials, m.Seed = 40, rapid.Uint64().Draw(t, "seed")
	m.Start, m.FiscalYearStart = YearMonth{2027, d.whole("start", 1, 12)}, d.whole("fiscal year", 1, 12)
	if d.maybe("discounted") {
		m.Discounted, m.Discount = true, d.number("discount", 0.01, 0.3).Per(UnitGrowth, 12)
	}
	if d.rare("fixed") {
		m.FixedCost = d.number("fixed cost", 0, 1000)
	}
	if d.rare("cost growth") {
		m.CostGrowth = d.number("cost growth", -0.05, 0.05).Per(UnitGrowth, 12)
	}
	m.LTVMonth = d.whole("ltv month", 0, m.Months)
	m.LTVMonths = d.pick("ltv months", 0, 0, 24)
	var all []int
	for g := range d.whole("segments", 1, 3) {
		m.Segments = append(m.Segments, d.segment(fmt.Sprintf("s%d", g)))
		all = append(all, g)
	}
	for _, lever := range []Lever{LeverChurn, LeverCustomers, LeverCAC} {
		if d.rare("shock on " + lever.String()) {
			m.Shocks = append(m.Shocks, Shock{Lever: lever, SD: Const(0.2), Persistence: Const(0.6), Segments: all})
		}
	}
	if d.rare("event") {
		e := d.initiative("event", false)
		e.Name = "event"
		e.StartsTo = min(m.Months, e.Starts+d.whole("event range", 0, 5))
		m.Events = []Initiative{filledIn(m, e)}
	}
	for i := range d.whole("scenarios", 1, 2) {
		name := fmt.Sprintf("x%d", i)
		list := []Initiative{d.initiative(name, true)}
		if d.rare(name + " has a second") {
			list = append(list, d.initiative(name+" second", false))
		}
		withScenario(m, name, list...)
	}
	return m
}

func (d *drawing) segment(name string) Segment {
	s := Segment{Name: name, Term: d.pick("term", 1, 1, 1, 3, 12)}
	s.GrossMargin = ByAge{{0, d.number("margin", 0.2, 0.9)}}
	if s.HasPrice = d.maybe("price"); s.HasPrice {
		s.Price = d.number("price", 20, 200)
	}
	if !s.HasPrice || d.rare("orders") {
		s.Orders = &Orders{Rate: d.byAge("order rate", 0, 2), Value: d.number("order value", 10, 50), CV: d.number("order cv", 0, 1)}
	}
	for _, tenure := range []int{0, 5, 17} {
		if d.maybe("opening") {
			s.Opening.Groups = append(s.Opening.Groups, TenureGroup{tenure, float64(d.pick("customers", 0, 1, 7, 300))})
		}
	}
	if s.HasPrice && d.rare("opening price") {
		s.Opening.HasPrice, s.Opening.Price = true, d.number("opening price", 20, 200)
	}
	s.Retention = d.retention()
	if d.rare("reasons") {
		s.Reasons = []Reason{{"service", 0.3}, {"price", 0.7}}
	}
	s.UpfrontBills = s.HasPrice && d.rare("upfront")
	if d.rare("involuntary") {
		s.Involuntary = &Involuntary{d.probability("failure", 0.05), d.number("recovery", 0, 1)}
	}
	d.channels(&s)
	if d.rare("elastic acquisition") {
		s.Elasticity.Acquisition = d.number("elasticity of acquisition", -1, 0)
	}
	s.LikeAverage = d.monotone || d.rare("like average")
	if !d.monotone {
		d.enrich(&s)
	}
	return s
}

// enrich adds what a monotone plan leaves out.
func (d *drawing) enrich(s *Segment) {
	if d.rare("margin by age") {
		s.GrossMargin = append(s.GrossMargin, AgeStep{d.whole("margin from age", 1, 20), d.number("margin later", 0.2, 0.9)})
	}
	s.PaymentFee = d.number("fee", 0, 0.05)
	s.CostToServe = d.byAge("service", 0, 10)
	if s.HasPrice && d.rare("expansion") {
		s.Expansion = &Move{d.byAge("up", 0, 0.1), d.number("uplift", 0, 0.5)}
	}
	if s.HasPrice && d.rare("contraction") {
		s.Contraction = &Move{d.byAge("down", 0, 0.1), d.number("drop", 0, 1)}
	}
	if d.rare("winback") {
		s.Winback = &Winback{d.probability("winback", 0.2), d.whole("within", 1, 12)}
	}
	if d.rare("elastic churn") {
		s.Elasticity.Churn, s.Elasticity.ChurnMonths = d.number("elasticity of churn", 0, 1), d.pick("elastic for", 0, 0, 3)
	}
}

func (d *drawing) retention() Retention {
	r := Retention{Model: rapid.SampledFrom([]string{"constant", "sbg", "weibull", "bdw", "table"}).Draw(d.T, "model"), Per: d.pick("per", 0, 0, 1, 12)}
	switch r.Model {
	case "constant":
		r.Rate = d.probability("churn", 0.2)
	case "sbg", "bdw":
		r.Alpha, r.Beta, r.C = d.number("alpha", 0.3, 3), d.number("beta", 0.5, 12), d.number("c", 0.5, 1.5)
	case "weibull":
		r.Theta, r.C = d.number("theta", 0.01, 0.3), d.number("c", 0.5, 1.5)
	case "table":
		for range d.whole("rates", 1, 3) {
			r.Rates = append(r.Rates, d.number("rate", 0, 0.4))
		}
	}
	if r.HasScale = d.rare("scale"); r.HasScale {
		r.Scale = d.number("scale", 0.7, 1.3)
	}
	return r
}

func (d *drawing) channels(s *Segment) {
	if d.maybe("volume") {
		c := volume(0, 0)
		c.Customers, c.CAC = d.number("volume", 0, 20), d.number("cac", 0, 100)
		c.Growth = d.number("growth", -0.02, 0.02)
		c.Dispersion = Const(float64(d.pick("dispersion", 1, 1, 3)))
		if d.rare("seasonality") {
			c.Seasonality = []float64{1, 1, 1, 2, 1, 1, 0, 1, 1, 1, 0.5, 1}
		}
		s.Channels = append(s.Channels, c)
	}
	if d.maybe("spend") {
		c := spending(0, 0, 0, d.pick("lag", 0, 0, 2))
		c.Spend, c.CAC, c.Saturation = d.number("spend", 100, 1000), d.number("cac", 20, 100), d.number("saturation", 0, 0.6)
		s.Channels = append(s.Channels, c)
	}
	if d.rare("referral") {
		s.Channels = append(s.Channels, Channel{Name: "friends", Kind: ChannelRate, Rate: d.probability("referral", 0.02)})
	}
}

func (d *drawing) initiative(label string, mayChangeTerm bool) Initiative {
	x := Initiative{Starts: d.whole(label+" starts", 1, d.m.Months), Months: d.pick(label+" months", 0, 0, 6),
		Cost: Cost{Upfront: d.number("upfront", 0, 1000), Monthly: d.number("monthly", 0, 100), PerCustomer: d.number("per customer", 0, 1),
			PerNewCustomer: d.number("per new", 0, 5), PerReactivated: d.number("per back", 0, 5), PerOrder: d.number("per order", 0, 1),
			PercentOfRevenue: d.number("percent", 0, 0.02)}}
	x.CountsInCAC = d.rare(label + " counts")
	if d.rare(label + " may fail") {
		x.Success = d.number(label+" success", 0.3, 0.9)
	}
	if mayChangeTerm && !d.monotone && d.rare(label+" changes the term") {
		x.Changes = []Change{change(LeverTerm, OpTo, float64(d.pick("new term", 1, 3, 6, 12)))}
		return x
	}
	x.Ramp = d.pick(label+" ramp", 0, 0, 3)
	if d.rare(label + " fades") {
		x.Fade = d.probability(label+" fade", 0.2)
	}
	if x.HasReach = d.rare(label + " reaches"); x.HasReach {
		x.ReachCustomers, x.ReachChurners = d.number("reach", 0, 0.5), d.number("churners", 0, 1)
	}
	for k := range d.whole(label+" changes", 1, 3) {
		x.Changes = append(x.Changes, d.change(fmt.Sprintf("%s change %d", label, k)))
	}
	return x
}

func (d *drawing) change(label string) Change {
	levers := []Lever{LeverChurn, LeverChurn, LeverInvoluntary, LeverPrice, LeverOrderValue, LeverOrderRate, LeverCAC, LeverSpend,
		LeverCustomers, LeverReferral, LeverGrossMargin, LeverRecovery}
	if !d.monotone {
		levers = append(levers, LeverExpansion, LeverContraction, LeverWinback, LeverCostToServe)
	}
	c := Change{Lever: rapid.SampledFrom(levers).Draw(d.T, label)}
	c.Op = rapid.SampledFrom([]Op{OpReduce, OpReduce, OpIncrease}).Draw(d.T, label+" does")
	c.Value = d.number(label+" by", -0.1, 0.4)
	if c.Lever == LeverChurn && d.rare(label+" in points") {
		c.Op, c.Value = OpAdd, d.number(label+" points", -0.02, 0.02)
		if d.maybe(label + " a year") {
			c.Value = c.Value.Per(UnitPoints, 12)
		}
	} else if c.Lever == LeverChurn && d.rare(label+" by reason") {
		c.Reason = "service"
	}
	if c.Lever == LeverPrice {
		c.Existing = Existing(d.whole(label+" existing", 0, 2))
	}
	byAge := !d.monotone || c.Lever == LeverChurn || c.Lever == LeverOrderRate
	if byAge && c.Lever.LimitedByAge() && d.rare(label+" by age") {
		from := d.whole(label+" from age", 0, 12)
		c.Ages = AgeRange{true, from, from + d.whole(label+" ages", 0, 12)}
	}
	return c
}

// everyPlan checks a property of drawn plans.
func everyPlan(t *testing.T, monotone bool, property func(t *rapid.T, m *Model)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) { property(t, drawPlan(t, monotone)) })
}

// trialsOf is simulated for property tests.
func trialsOf(t *rapid.T, m *Model, n int) [][]trialPart {
	if err := m.Validate(); err != nil {
		t.Fatal(err)
	}
	s, err := newSampler(m, m.Seed, m.Trials)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorker(compile(m), s)
	var all [][]trialPart
	for i := range n {
		w.trial(m.Seed, uint64(i))
		all = append(all, w.seen())
	}
	return all
}
