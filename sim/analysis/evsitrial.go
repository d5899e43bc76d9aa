package analysis

import (
	"context"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/variate"
)

// Measurement is what a test reads off every customer at its end.
type Measurement int

const (
	MeasureActive   Measurement = iota // whether they are a customer
	MeasureOrders                      // how often they have ordered
	MeasureRevenue                     // what they have paid
	MeasureMRR                         // their MRR
	MeasureReferred                    // how many customers they have brought
)

// String is the measurement's name in results.
func (k Measurement) String() string {
	return [...]string{"active", "orders", "revenue", "mrr", "referred"}[k]
}

func (k Measurement) metric() sim.Metric {
	return [...]sim.Metric{sim.MetricClosingCustomers, sim.MetricOrders, sim.MetricRevenue, sim.MetricClosingMRR, sim.MetricNewCustomers}[k]
}

// measureOf is what shows everything that an initiative does to a customer, as
// far as one number can: whether they stay, where nothing else changes; else
// what they order or pay, which is nothing once they have left.
func measureOf(x *sim.Initiative) (Measurement, bool) {
	var stay, orders, value, mrr, refer bool
	for i := range x.Changes {
		switch x.Changes[i].Lever {
		case sim.LeverChurn, sim.LeverInvoluntary, sim.LeverRecovery, sim.LeverWinback, sim.LeverTerm, sim.LeverPrice:
			stay = true
		case sim.LeverOrderRate:
			orders = true
		case sim.LeverOrderValue:
			value = true
		case sim.LeverExpansion, sim.LeverContraction:
			mrr = true
		case sim.LeverReferral:
			refer = true
		}
	}
	switch {
	case value || orders && mrr:
		return MeasureRevenue, true
	case mrr:
		return MeasureMRR, true
	case orders:
		return MeasureOrders, true
	case stay:
		return MeasureActive, true
	}
	return MeasureReferred, refer
}

// experiment is a test of one initiative in every trial.
type experiment struct {
	m          *sim.Model
	x          int
	months     int
	measure    Measurement
	d          *decision
	p          *passes
	segments   []int
	share      []float64 // of the test's customers, by segments
	works      []float64 // by trial that counts: 1 where the initiative works
	control    [][]float64
	treated    [][]float64 // expected of a customer, [segment][index]
	difference []float64   // observed, [index]
	noise      float64     // variance per customer of what an arm shows, pooled
}

// newExperiment prepares the test; nil where there are no customers for it.
func newExperiment(ctx context.Context, m *sim.Model, x int, o *TestOptions, d *decision, p *passes) (*Test, *experiment, error) {
	init := &m.Initiatives[x]
	e := &experiment{m: m, x: x, d: d, p: p, segments: init.Segments}
	e.measure, _ = measureOf(init)
	e.months = o.Months
	if e.months == 0 {
		e.months = 6
		term := math.MaxInt
		for _, g := range e.segments {
			term = min(term, m.Segments[g].Term)
		}
		e.months = min(max(e.months, term), m.Months-1)
	}
	f := Factor{Kind: FactorSuccess, Index: x}
	e.works = f.numbers(m, d.draws)[0]
	delay := o.Delay
	if delay < 0 {
		delay = max(0, e.months+1-init.Starts)
	}
	available, err := e.customers(ctx, delay)
	if err != nil || available < 1 {
		return nil, nil, err
	}
	t := &Test{Initiative: init.Name, Title: titleOf(init), Months: e.months, Delay: delay, Measure: e.measure, Available: int(available), Best: -1,
		Power: Power{Alpha: 0.05, Power: 0.8}}
	for _, g := range e.segments {
		t.Segments = append(t.Segments, m.Segments[g].Name)
	}
	return t, e, nil
}

// customers is how many there are for each arm: half of those who join early
// enough to be followed for all of the test's months before the roll-out, and
// before the plan ends. Those who are customers already are too old to be among
// them. It sets the segments' shares.
func (e *experiment) customers(ctx context.Context, delay int) (float64, error) {
	e.share = make([]float64, len(e.segments))
	total := 0.0
	for k, g := range e.segments {
		joining := e.model(g, 0)
		joining.Months = e.recruits(delay)
		joining.Segments[g].Channels, joining.Segments[g].Opening = e.m.Segments[g].Channels, e.m.Segments[g].Opening
		joining.Scenarios = joining.Scenarios[:1]
		n := min(100, e.m.Trials)
		err := sim.EvaluateAll(ctx, joining, []sim.Metric{sim.MetricNewCustomers}, n, sim.EvaluateOptions{Workers: e.p.workers},
			func(ev *sim.Evaluator, i int, d *sim.Draw) { ev.Drawn(i, d) },
			func(_ int, v *sim.Valuation) { e.share[k] += v.Metrics[0][0] / float64(n) })
		if err != nil {
			return 0, err
		}
		total += e.share[k]
	}
	if !(total > 0) {
		return 0, nil
	}
	for k := range e.share {
		e.share[k] /= total
	}
	return math.Floor(total / 2), nil
}

// recruits is in how many months, from the plan's first, the test takes in
// customers: as long as they can be followed for its months before a roll-out
// that starts a delay later than planned, the first month in any case, and
// before the plan ends.
func (e *experiment) recruits(delay int) int {
	before := e.m.Initiatives[e.x].Starts + delay - e.months
	return min(max(1, before), e.m.Months-e.months+1)
}

// model is the test as a model of its own: n customers of segment g have just
// joined, nobody joins later, and the initiative starts at once in its second
// scenario.
func (e *experiment) model(g int, n float64) *sim.Model {
	test := *e.m
	test.Months, test.LTVMonth, test.Targets, test.Events = e.months, 0, nil, nil
	test.Noise = sim.NoiseNone
	test.TerminalValue = false
	test.Segments = slices.Clone(e.m.Segments)
	for i := range test.Segments {
		s := &test.Segments[i]
		channels := s.Channels
		s.Channels, s.Opening = nil, sim.Opening{}
		if i == g {
			s.Opening.Groups = []sim.TenureGroup{{Customers: n}}
			if e.measure == MeasureReferred {
				s.Channels = slices.DeleteFunc(slices.Clone(channels), func(c sim.Channel) bool { return c.Kind != sim.ChannelRate })
			}
		}
	}
	test.Initiatives = slices.Clone(e.m.Initiatives)
	test.Initiatives[e.x].Starts, test.Initiatives[e.x].StartsTo = 1, 1
	test.Scenarios = []sim.Scenario{e.m.Scenarios[0], {Name: "treated", Initiatives: []int{e.x}}}
	return &test
}

// expect sets what is expected of a customer of either arm in every trial, given
// its inputs and shocks, and whether the initiative works.
func (e *experiment) expect(ctx context.Context) error {
	const customers = 1e6
	e.control, e.treated = matrix(len(e.segments), len(e.d.trials)), matrix(len(e.segments), len(e.d.trials))
	for k, g := range e.segments {
		if e.share[k] == 0 {
			continue
		}
		err := e.p.run(ctx, e.model(g, customers), e.measure.metric(), len(e.d.trials),
			func(ev *sim.Evaluator, i int, d *sim.Draw) { ev.Drawn(e.d.trials[i], d) },
			func(i int, v *sim.Valuation) {
				e.control[k][i], e.treated[k][i] = v.Metrics[0][0]/customers, v.Metrics[1][0]/customers
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// expected is the difference between the arms that a test without luck shows.
func (e *experiment) expected() []float64 {
	x := make([]float64, len(e.d.trials))
	for k, w := range e.share {
		for i := range x {
			x[i] += w * (e.treated[k][i] - e.control[k][i])
		}
	}
	return x
}

// shows reports whether the initiative makes any difference within the test.
func (e *experiment) shows() bool {
	return slices.ContainsFunc(e.expected(), func(v float64) bool { return math.Abs(v) > 1e-9 })
}

// seen lists the blocks that what a test shows depends on: those that change it
// when they alone are drawn anew. What the others explain of the gains is not
// learnt by it and would only be noise.
func (e *experiment) seen(ctx context.Context) ([]int, error) {
	const draws, customers = 16, 1000
	depends := make([]bool, len(e.d.blocks))
	for k, g := range e.segments {
		if e.share[k] == 0 {
			continue
		}
		for _, noise := range [...]sim.Noise{sim.NoiseNone, sim.NoiseCustomers} {
			test := e.model(g, customers)
			test.Noise = noise
			var as []float64
			err := sim.EvaluateAll(ctx, test, []sim.Metric{e.measure.metric()}, draws*(1+len(depends)), sim.EvaluateOptions{Workers: e.p.workers},
				func(ev *sim.Evaluator, i int, d *sim.Draw) {
					ev.Drawn(e.d.trials[i%draws], d)
					if i >= draws {
						other := ev.NewDraw()
						ev.Drawn(e.d.trials[draws+i%draws], other)
						e.d.blocks[i/draws-1].move(d, other)
					}
				},
				func(i int, v *sim.Valuation) {
					if i < draws {
						as = append(as, v.Metrics[0][0], v.Metrics[1][0])
						return
					}
					if b := i/draws - 1; v.Metrics[0][0] != as[2*(i%draws)] || v.Metrics[1][0] != as[2*(i%draws)+1] {
						depends[b] = true
					}
				})
			if err != nil {
				return nil, err
			}
		}
	}
	var seen []int
	for b, yes := range depends {
		if yes {
			seen = append(seen, b)
		}
	}
	return seen, nil
}

// move copies the block's part of a draw, events left out: a test has none.
func (b *block) move(to, from *sim.Draw) {
	for i := range b.factors {
		if f := &b.factors[i]; f.Kind != FactorEvent {
			f.Move(to, from)
		}
	}
}

// split shares n customers out among the segments, by largest remainder.
func (e *experiment) split(n int) []float64 {
	parts := make([]float64, len(e.share))
	left := float64(n)
	order := make([]int, len(parts))
	for k, w := range e.share {
		parts[k] = math.Floor(w * float64(n))
		left -= parts[k]
		order[k] = k
	}
	rest := func(k int) float64 { return e.share[k]*float64(n) - parts[k] }
	remainders := make([]float64, len(parts))
	for k := range parts {
		remainders[k] = rest(k)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case remainders[a] > remainders[b]:
			return -1
		case remainders[a] < remainders[b]:
			return 1
		}
		return 0
	})
	for k := 0; left > 0; k = (k + 1) % len(order) {
		parts[order[k]]++
		left--
	}
	return parts
}

// observe sets the difference that a test of n customers per arm shows in each
// trial. How many of an arm are customers at its end is binomial with the
// expected share, since each one's fate is its own given inputs and shocks;
// anything else is drawn by running the test customer by customer.
func (e *experiment) observe(ctx context.Context, n int) error {
	e.difference = make([]float64, len(e.d.trials))
	variance := 0.0
	for k, customers := range e.split(n) {
		if customers == 0 {
			continue
		}
		if e.measure == MeasureActive {
			e.count(k, customers, float64(n))
			continue
		}
		test := e.model(e.segments[k], customers)
		test.Noise = sim.NoiseCustomers
		err := sim.EvaluateAll(ctx, test, []sim.Metric{e.measure.metric()}, 2*len(e.d.trials), sim.EvaluateOptions{Workers: e.p.workers},
			func(ev *sim.Evaluator, i int, d *sim.Draw) {
				ev.Drawn(e.d.trials[i/2], d)
				d.Luck = uint64(e.m.Trials + i) // beyond the plan's trials, and another for each arm
			},
			func(i int, v *sim.Valuation) {
				arm := i % 2
				shown := v.Metrics[arm][0]
				off := shown - customers*[2][]float64{e.control[k], e.treated[k]}[arm][i/2]
				variance += off * off
				e.difference[i/2] += float64(2*arm-1) * shown / float64(n)
			})
		if err != nil {
			return err
		}
	}
	e.noise = variance / float64(2*len(e.d.trials)) / float64(n)
	return nil
}

// count draws how many customers of segment k are left in each arm.
func (e *experiment) count(k int, customers, n float64) {
	root := variate.Root(e.m.Seed).With(variate.Name("test before the roll-out")).With(variate.Name(e.m.Segments[e.segments[k]].Name))
	for i, trial := range e.d.trials {
		key := root.With(uint64(trial))
		control, treated := key.At(0), key.At(1)
		e.difference[i] += (variate.Binomial(customers, min(1, e.treated[k][i]), &treated) - variate.Binomial(customers, min(1, e.control[k][i]), &control)) / n
	}
}

// threshold is the observed difference from which on the predictions favour
// scenarios with the initiative: the cut at which following them gains most.
func (e *experiment) threshold(m *sim.Model, predicted [][]float64) float64 {
	order := make([]int, len(e.difference))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case e.difference[a] > e.difference[b]:
			return -1
		case e.difference[a] < e.difference[b]:
			return 1
		}
		return 0
	})
	sum, most, cut := 0.0, 0.0, math.Inf(1)
	for k, i := range order {
		with, without := math.Inf(-1), math.Inf(-1)
		for s := range predicted {
			if slices.Contains(m.Scenarios[s].Initiatives, e.x) {
				with = max(with, predicted[s][i])
			} else {
				without = max(without, predicted[s][i])
			}
		}
		sum += with - without
		last := k+1 == len(order)
		if sum > most && (last || e.difference[order[k+1]] != e.difference[i]) {
			most, cut = sum, e.difference[i]
			if last {
				cut = math.Inf(-1)
			}
		}
	}
	return cut
}

// describe sets the expected arms where the initiative works, and the power
// calculation for their difference.
func (e *experiment) describe(t *Test) {
	trials := 0.0
	for i, works := range e.works {
		if works == 0 {
			continue
		}
		trials++
		for k, w := range e.share {
			t.Control += w * e.control[k][i]
			t.Treated += w * e.treated[k][i]
		}
	}
	t.Control, t.Treated = t.Control/trials, t.Treated/trials
	p := &t.Power
	switch {
	case !(math.Abs(t.Treated-t.Control) > 1e-9):
		p.N = math.Inf(1)
	case e.measure == MeasureActive:
		p.N = twoProportions(t.Control, t.Treated, p.Alpha, p.Power)
	default:
		p.N = twoMeans(t.Treated-t.Control, math.Sqrt(e.noise), p.Alpha, p.Power)
	}
}

// sizes are the numbers of customers per arm of the curve: those asked for, or
// 50, 100, 200, 500 and so on up to as many as there are, in two digits.
func sizes(asked []int, available int) []int {
	if len(asked) > 0 {
		sorted := slices.Clone(asked)
		slices.Sort(sorted)
		return slices.Compact(sorted)
	}
	const least, most = 50, 200_000
	var all []int
	for decade := 10; decade <= most; decade *= 10 {
		for _, digit := range [...]int{1, 2, 5} {
			if n := digit * decade; n >= least && n <= min(most, available) {
				all = append(all, n)
			}
		}
	}
	if n := len(all); n == 0 {
		all = []int{available}
	} else if available <= most && float64(available) > 1.2*float64(all[n-1]) {
		unit := int(math.Pow10(int(math.Log10(float64(available))) - 1))
		all = append(all, available/unit*unit)
	}
	return all
}
