package analysis

import (
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/summary"
)

// Lever says what a small improvement of one quantity, everywhere and from the
// first month, is worth.
type Lever struct {
	Name, Title string
	Change      float64 // relative, of the quantity: 0.01, for costs -0.01
	// Worth is the mean change of the outcome, without luck, and SE its Monte
	// Carlo standard error.
	Worth, SE float64
	// Share is Worth over the size of the mean outcome; NaN where that is 0.
	Share float64
}

// leverTrials is how many of the run's trials levers are valued in.
const leverTrials = 512

// leverChange is a lever before it is valued.
type leverChange struct {
	name, title string
	change      float64
	model       sim.Model
	base        *sim.Model // that it is compared with; nil: the model as it is
}

// levers values every lever of the model.
func (r *sensitivityRun) levers() error {
	if r.o.Levers == 0 {
		return nil
	}
	n := min(r.trials, leverTrials)
	base := make([]float64, n)
	value := func(m *sim.Model, to []float64) error {
		return r.evaluate(m, n, func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i, d) },
			func(i int, v *sim.Valuation) { to[i] = r.outcome(v) })
	}
	if err := value(r.calm, base); err != nil {
		return err
	}
	var all summary.Moments
	all.AddAll(base)
	better := make([]float64, n)
	for _, c := range leverChanges(r.calm, r.o.Levers) {
		if err := value(&c.model, better); err != nil {
			return err
		}
		before := base
		if c.base != nil {
			before = make([]float64, n)
			if err := value(c.base, before); err != nil {
				return err
			}
		}
		var gain summary.Moments
		for i := range better {
			gain.Add(better[i] - before[i])
		}
		x := Lever{Name: c.name, Title: c.title, Change: c.change, Worth: gain.Mean(), SE: gain.SD() / math.Sqrt(float64(gain.N()))}
		if low, high := gain.Infinite(); low+high > 0 || gain.N() == 0 {
			x.Worth, x.SE = math.NaN(), math.NaN()
		}
		x.Share = math.NaN()
		if mean := math.Abs(all.Mean()); mean > 0 {
			x.Share = x.Worth / mean
		}
		r.out.Levers = append(r.out.Levers, x)
	}
	slices.SortStableFunc(r.out.Levers, func(a, b Lever) int {
		switch x, y := math.Abs(a.Worth), math.Abs(b.Worth); {
		case x > y || math.IsNaN(y) && !math.IsNaN(x):
			return -1
		case x < y || math.IsNaN(x) && !math.IsNaN(y):
			return 1
		}
		return 0
	})
	return nil
}

// leverChanges lists the levers that m has, each with the model in which it is
// better by a share x in every segment, from the first month, certain inputs
// included: prices at once for all customers, unit costs as they were, with the
// elasticities of the plan and without any; order rate and value; lifetime, all
// churn hazards divided by 1 + x; gross margin times 1 + x; CAC and cost to
// serve times 1 - x; volume, the customers of every channel times 1 + x at the
// same CAC.
func leverChanges(m *sim.Model, x float64) []leverChange {
	var all []leverChange
	add := func(name, title string, change float64, model sim.Model) {
		all = append(all, leverChange{name, title, change, model, nil})
	}
	change := func(m *sim.Model, changes ...sim.Change) sim.Model { return withChanges(m, changes) }
	of := func(lever sim.Lever, op sim.Op, v float64) sim.Change {
		return sim.Change{Lever: lever, Op: op, Value: sim.Const(v)}
	}
	has := func(is func(s *sim.Segment) bool) bool {
		return slices.ContainsFunc(m.Segments, func(s sim.Segment) bool { return is(&s) })
	}
	zero := sim.Quantity{}
	if has(func(s *sim.Segment) bool { return s.HasPrice }) {
		price := of(sim.LeverPrice, sim.OpIncrease, x)
		price.Existing = sim.ExistingAtOnce
		rigid := *m
		rigid.Segments = slices.Clone(m.Segments)
		for i := range rigid.Segments {
			rigid.Segments[i].Elasticity = sim.Elasticity{}
		}
		if has(func(s *sim.Segment) bool { return s.Elasticity.Acquisition != zero || s.Elasticity.Churn != zero }) {
			add("price_with_elasticity", "Price, customers reacting as the plan says", x, change(m, price))
			add("price", "Price, customers not reacting", x, change(&rigid, price))
			all[len(all)-1].base = &rigid
		} else {
			add("price", "Price", x, change(m, price))
		}
	}
	if has(func(s *sim.Segment) bool { return s.Orders != nil }) {
		add("order_rate", "Order rate", x, change(m, of(sim.LeverOrderRate, sim.OpIncrease, x)))
		add("order_value", "Order value", x, change(m, of(sim.LeverOrderValue, sim.OpIncrease, x)))
	}
	less := 1 - 1/(1+x)
	add("lifetime", "Lifetime (churn)", x, change(m, of(sim.LeverChurn, sim.OpReduce, less), of(sim.LeverInvoluntary, sim.OpReduce, less)))
	add("margin", "Gross margin", x, change(m, of(sim.LeverGrossMargin, sim.OpIncrease, x)))
	if has(func(s *sim.Segment) bool {
		return slices.ContainsFunc(s.CostToServe, func(a sim.AgeStep) bool { return a.Value.Factor != 0 })
	}) {
		add("cost_to_serve", "Cost to serve", -x, change(m, of(sim.LeverCostToServe, sim.OpReduce, x)))
	}
	if has(func(s *sim.Segment) bool {
		return slices.ContainsFunc(s.Channels, func(c sim.Channel) bool { return c.CAC.Factor != 0 })
	}) {
		add("cac", "CAC", -x, change(m, of(sim.LeverCAC, sim.OpReduce, x)))
	}
	if has(func(s *sim.Segment) bool { return len(s.Channels) > 0 }) {
		add("volume", "Acquisition volume at the same CAC", x, moreCustomers(m, x))
	}
	return all
}

// withChanges returns m with an event that is certain, costs nothing and makes
// the changes in all segments from the first month on: in every scenario, and in
// lifetimes and customer equity.
func withChanges(m *sim.Model, changes []sim.Change) sim.Model {
	better := *m
	segments := make([]int, len(m.Segments))
	for i := range segments {
		segments[i] = i
	}
	better.Events = append(slices.Clip(m.Events), sim.Initiative{
		Name: "\x00lever", Segments: segments, Starts: 1, StartsTo: 1, Certain: true, Changes: changes,
	})
	return better
}

// moreCustomers scales the plan's own spend, customers and rates, so that CAC,
// saturation included, stays as it is.
func moreCustomers(m *sim.Model, x float64) sim.Model {
	more := *m
	more.Segments = slices.Clone(m.Segments)
	for g := range more.Segments {
		s := &more.Segments[g]
		s.Channels = slices.Clone(s.Channels)
		for i := range s.Channels {
			c := &s.Channels[i]
			c.Spend.Factor *= 1 + x
			c.Customers.Factor *= 1 + x
			c.Rate.Factor *= 1 + x
		}
	}
	return more
}
