package sim

import (
	"math"

	"holdfast/sim/dist"
	"holdfast/sim/variate"
)

// Purposes of random streams. The numbers are part of every address: changing
// one changes every result.
const (
	purposeTable uint64 = iota + 1
	purposeSuccess
	purposeEventStart
	purposeShock
	purposeRenewal
	purposeExpansion
	purposeContraction
	purposeWinback
	purposeChannel
	purposeOrders
	purposeOrderValue
)

// future is what all scenarios of a trial share: the uncertain inputs, which
// initiatives work, which events happen and when, and the shocks.
type future struct {
	p        *program
	sampler  *sampler
	own      *Draw       // what a trial of a run draws
	luck     variate.Key // of customers
	inputs   []float64
	starts   []int       // by init: month; 0: does not happen
	works    []bool      // by init
	weights  [][]float64 // by init: ramp x fade x reach x success, [t-1]
	churners [][]float64 // the same for churn, where reach names churners
	changed  [][]bool    // by init: whether weights differ from the month before
	values   []float64   // by change
	shocks   [][]float64 // by shock: factor, [t-1]
	growth   []float64   // of unit costs, [t-1]
	discount []float64   // factors, [t-1]
	monthly  float64     // discount factor of one month
	costs    []initCosts
	fixed    float64
}

// initCosts are the costs of one init in one trial.
type initCosts struct {
	upfront, monthly, perCustomer, perNew, perReactivated, perOrder, percent float64
	reach                                                                    float64
	first, last                                                              int // months in which it runs
}

func newFuture(p *program, s *sampler) *future {
	m := p.m
	n := len(p.inits)
	f := &future{
		p: p, sampler: s, own: newDraw(m),
		inputs:   make([]float64, len(m.Inputs)),
		starts:   make([]int, n),
		works:    make([]bool, n),
		weights:  make([][]float64, n),
		churners: make([][]float64, n),
		changed:  make([][]bool, n),
		values:   make([]float64, p.changes),
		shocks:   make([][]float64, len(m.Shocks)),
		growth:   make([]float64, m.Months),
		discount: make([]float64, m.Months),
		costs:    make([]initCosts, n),
	}
	for i := range p.inits {
		f.weights[i] = make([]float64, m.Months)
		f.churners[i] = f.weights[i]
		if p.inits[i].HasReach {
			f.churners[i] = make([]float64, m.Months)
		}
		f.changed[i] = make([]bool, m.Months)
	}
	for i := range f.shocks {
		f.shocks[i] = make([]float64, m.Months)
	}
	return f
}

// drawn fills d with what trial draws in a run.
func (f *future) drawn(seed, trial uint64, d *Draw) {
	key := variate.Root(seed).With(trial)
	f.sampler.draw(key, trial, d.Inputs)
	n := len(d.Success)
	for i := range f.p.inits {
		x := &f.p.inits[i]
		happens := 0.5
		if !x.Certain {
			happens = key.With(purposeSuccess).With(x.key).At(0).U
		}
		if !x.event {
			d.Success[i] = happens
			continue
		}
		d.Happens[i-n], d.Starts[i-n] = happens, 0.5
		if x.StartsTo > x.Starts {
			d.Starts[i-n] = key.With(purposeEventStart).With(x.key).At(0).U
		}
	}
	d.Shocks, d.Luck, d.Calm = trial, trial, false
}

// set fills f with the future that d draws.
func (f *future) set(seed uint64, d *Draw) {
	m := f.p.m
	root := variate.Root(seed)
	f.luck = root.With(d.Luck)
	copy(f.inputs, d.Inputs)
	rate := m.Discount.value(f.inputs, RangeGrowth)
	f.monthly = 1 / (1 + rate)
	cg := m.CostGrowth.value(f.inputs, RangeGrowth)
	costs, worth := 1.0, 1.0
	for t := range f.growth {
		f.growth[t], f.discount[t] = costs, worth
		costs *= 1 + cg
		worth /= 1 + rate
	}
	f.fixed = m.FixedCost.value(f.inputs, RangeAny)
	for i := range f.p.inits {
		f.setInit(i, d)
	}
	for i := range m.Shocks {
		f.setShock(i, root.With(d.Shocks), d.Calm)
	}
}

func (f *future) setInit(i int, d *Draw) {
	x := &f.p.inits[i]
	luck := 0.0
	if x.event {
		luck = d.Happens[i-len(d.Success)]
	} else {
		luck = d.Success[i]
	}
	start, works := x.Starts, x.Certain || luck < x.Success.value(f.inputs, RangeProbability)
	if x.event {
		if n := x.StartsTo - x.Starts + 1; n > 1 {
			start += min(int(d.Starts[i-len(d.Success)]*float64(n)), n-1)
		}
		if !works {
			start = 0
		}
	}
	f.starts[i], f.works[i] = start, works
	for j := range x.Changes {
		f.values[x.change+j] = x.Changes[j].value(f.inputs)
	}
	reach, churners := 1.0, 1.0
	if x.HasReach {
		reach = x.ReachCustomers.value(f.inputs, RangeProbability)
		churners = x.ReachChurners.value(f.inputs, RangeProbability)
	}
	f.setCosts(i, start, reach)
	f.setWeights(i, start, works, reach, churners)
}

func (f *future) setCosts(i, start int, reach float64) {
	x := &f.p.inits[i]
	c := &x.Cost
	in := f.inputs
	f.costs[i] = initCosts{
		upfront:        c.Upfront.value(in, RangeAmount),
		monthly:        c.Monthly.value(in, RangeAmount),
		perCustomer:    c.PerCustomer.value(in, RangeAmount) * reach,
		perNew:         c.PerNewCustomer.value(in, RangeAmount) * reach,
		perReactivated: c.PerReactivated.value(in, RangeAmount) * reach,
		perOrder:       c.PerOrder.value(in, RangeAmount) * reach,
		percent:        c.PercentOfRevenue.value(in, RangeProbability) * reach,
		reach:          reach,
		first:          start,
		last:           f.p.m.Months,
	}
	if x.Months > 0 {
		f.costs[i].last = min(f.p.m.Months, start+x.Months-1)
	}
	if start == 0 {
		f.costs[i].last = -1
	}
}

// runs reports whether the init runs, and costs, in month t.
func (c *initCosts) runs(t int) bool { return t >= c.first && t <= c.last }

// setWeights fills w = ramp x fade x reach by month, 0 where init i failed.
func (f *future) setWeights(i, start int, works bool, reach, churners float64) {
	x := &f.p.inits[i]
	keep := 1 - x.Fade.value(f.inputs, RangeProbability)
	w, wc := f.weights[i], f.churners[i]
	before := 0.0
	shape := 1.0
	for t := 1; t <= len(w); t++ {
		v := 0.0
		if works && f.costs[i].runs(t) {
			switch k := t - start + 1; {
			case k < x.Ramp:
				v = float64(k) / float64(x.Ramp)
			case k > max(1, x.Ramp):
				shape *= keep
				v = shape
			default:
				v = 1
			}
		}
		w[t-1] = v * reach
		wc[t-1] = v * churners
		if !x.HasReach {
			w[t-1] = v
		}
		f.changed[i][t-1] = v != before
		before = v
	}
}

// setShock fills one shock's path: exp(g_t - s²/2), g an AR(1) process.
func (f *future) setShock(i int, trial variate.Key, calm bool) {
	sh := &f.p.m.Shocks[i]
	sd := sh.SD.value(f.inputs, RangeAmount)
	rho := sh.Persistence.value(f.inputs, RangePersistence)
	s2 := math.Log1p(sd * sd)
	s := math.Sqrt(s2)
	key := trial.With(purposeShock).With(uint64(sh.Lever)).With(f.p.shockOrdinal(i))
	g := 0.0
	for t := range f.shocks[i] {
		if calm {
			f.shocks[i][t] = 1
			continue
		}
		at := key.At(uint64(t))
		if t == 0 {
			g = s * at.Z()
		} else {
			g = rho*g + math.Sqrt(1-rho*rho)*s*at.Z()
		}
		f.shocks[i][t] = math.Exp(g - s2/2)
	}
}

// shockOrdinal counts the shocks of the same lever before i, so that a shock on
// another lever leaves its path alone.
func (p *program) shockOrdinal(i int) uint64 {
	n := uint64(0)
	for _, s := range p.m.Shocks[:i] {
		if s.Lever == p.m.Shocks[i].Lever {
			n++
		}
	}
	return n
}

// shock is the product of the shocks on a lever of a segment in month t.
func (f *future) shock(g *segmentProgram, lv Lever, t int) float64 {
	x := 1.0
	for _, i := range g.shocks[lv] {
		x *= f.shocks[i][t-1]
	}
	return x
}

// value is a change's x in one trial: relative ones as fractions, others in the
// unit in which they are applied.
func (c *Change) value(inputs []float64) float64 {
	r := RangeAny
	if c.Op == OpReduce {
		r = RangeReduce
	}
	return c.Value.value(inputs, r)
}

// sampler draws the uncertain inputs of a trial, jointly.
type sampler struct {
	m      *Model
	design *dist.Design
	copula *dist.Copula // nil where nothing correlates
	tables []uint64     // addresses
}

func newSampler(m *Model, seed uint64, trials int) (*sampler, error) {
	s := &sampler{m: m}
	names := make([]string, len(m.Inputs))
	for i, x := range m.Inputs {
		names[i] = x.Name
	}
	var err error
	if s.design, err = dist.NewDesign(m.Sampling, seed, trials, names); err != nil {
		return nil, err
	}
	for _, t := range m.Tables {
		s.tables = append(s.tables, variate.Name(t.Name))
	}
	if len(m.Correlations) == 0 {
		return s, nil
	}
	var pairs []dist.Pair
	for _, c := range m.Correlations {
		pairs = append(pairs, dist.Pair{A: c.A, B: c.B, Rho: c.Rho})
	}
	s.copula, err = dist.NewCopula(names, pairs)
	return s, err
}

func (s *sampler) draw(key variate.Key, trial uint64, inputs []float64) {
	m := s.m
	s.design.Fill(int(trial), inputs)
	if s.copula != nil {
		s.copula.ApplyUniform(inputs)
	}
	for i := range m.Inputs {
		x := &m.Inputs[i]
		if x.Table == 0 {
			inputs[i] = x.Dist.Quantile(inputs[i])
			continue
		}
		rows := m.Tables[x.Table-1].Columns[x.Column]
		at := key.With(purposeTable).With(s.tables[x.Table-1]).At(0)
		inputs[i] = rows[min(int(at.U*float64(len(rows))), len(rows)-1)]
	}
}
