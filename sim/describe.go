package sim

import (
	"math"
	"slices"

	"holdfast/sim/dist"
	"holdfast/sim/summary"
)

// confidence of every interval that is printed.
const confidence = 0.95

// replicates are the independently scrambled blocks of a stratified run, from
// between which all errors come. Under random sampling there is one.
type replicates struct {
	design *dist.Design
	trials int
}

func (s *store) replicates() replicates {
	d, err := dist.NewDesign(s.layout.p.m.Sampling, s.layout.p.m.Seed, s.total, nil)
	if err != nil {
		panic(err) // the run itself has used such a design
	}
	return replicates{d, s.total}
}

func (r replicates) count() int { return r.design.Replicates() }

// values gives a column's values by trial, as long as they are in order.
func (s *store) values(column int) func(i int) float64 {
	c := &s.columns[column]
	if c.raw == nil {
		return func(int) float64 { return c.value }
	}
	return func(i int) float64 { return c.raw[i] }
}

// describe computes a column's statistics; those of a headline column with their
// intervals. It leaves raw values sorted as quantiles need them, nulls left out.
func (c *column) describe(s *store, headline bool, r replicates) Stat {
	st := Stat{CVaR5: math.NaN()}
	for i := range st.Low {
		st.Low[i], st.High[i] = math.NaN(), math.NaN()
	}
	switch {
	case !c.varies:
		c.describeConstant(&st, s.total)
		return st
	case c.sample != nil:
		m := c.sample.Moments()
		fillMoments(&st, &m)
		c.sample.Quantiles(Quantiles[:], st.Q[:])
		if headline {
			st.CVaR5 = c.sample.CVaR(0.05)
			c.rankIntervals(&st, c.sample.Quantiles)
		}
		return st
	}
	var m summary.Moments
	m.AddAll(c.raw)
	fillMoments(&st, &m)
	if headline && r.count() > 1 {
		c.describeReplicates(&st, r)
	}
	c.raw = summary.Compact(c.raw)
	if len(c.raw) == 0 {
		return st
	}
	summary.Quantiles(c.raw, Quantiles[:], st.Q[:])
	if headline {
		if r.count() <= 1 {
			c.rankIntervals(&st, func(ps, dst []float64) { summary.Quantiles(c.raw, ps, dst) })
		} else {
			for i := range st.Low {
				st.Low[i], st.High[i] = st.Q[i]-st.Low[i], st.Q[i]+st.High[i]
			}
		}
		st.CVaR5 = summary.CVaR(c.raw, 0.05)
	}
	return st
}

func (c *column) describeConstant(st *Stat, n int) {
	x := c.value
	if math.IsNaN(x) {
		st.Nulls = n
		st.Mean, st.SD, st.MCSE = math.NaN(), math.NaN(), math.NaN()
		for i := range st.Q {
			st.Q[i] = math.NaN()
		}
		return
	}
	st.N, st.Mean, st.CVaR5 = n, x, x
	if n == 1 || math.IsInf(x, 0) {
		st.SD, st.MCSE = math.NaN(), math.NaN()
	}
	for i := range st.Q {
		st.Q[i] = x
	}
}

func fillMoments(st *Stat, m *summary.Moments) {
	neg, pos := m.Infinite()
	st.N, st.Nulls = m.N()+neg+pos, m.Nulls()
	st.Mean, st.SD, st.MCSE = m.Expectation(), m.SD(), m.StdErr()
	if neg+pos > 0 {
		st.SD, st.MCSE = math.NaN(), math.NaN()
	}
	for i := range st.Q {
		st.Q[i] = math.NaN()
	}
}

// intervalsOf are the quantiles that have an interval.
var intervalsOf = [...]int{P10, P50, P90}

// rankIntervals sets the order-statistic intervals.
func (c *column) rankIntervals(st *Stat, quantiles func(ps, dst []float64)) {
	for _, i := range intervalsOf {
		lo, hi, ok := summary.OrderInterval(st.N, Quantiles[i], confidence)
		if !ok {
			continue
		}
		ps := [2]float64{summary.RankShare(lo, st.N), summary.RankShare(hi, st.N)}
		var ends [2]float64
		quantiles(ps[:], ends[:])
		st.Low[i], st.High[i] = ends[0], ends[1]
	}
}

// describeReplicates sets the errors that come from between the replicates: the
// standard error of the mean, and half the widths of the quantiles' intervals.
func (c *column) describeReplicates(st *Stat, r replicates) {
	n := r.count()
	means := make([]float64, n)
	var parts [NumQuantiles][]float64
	for i := range parts {
		parts[i] = make([]float64, n)
	}
	for j := range n {
		first, last := r.design.Bounds(j)
		values := summary.Compact(slices.Clone(c.raw[first:last]))
		var m summary.Moments
		m.AddAll(values)
		means[j] = m.Expectation()
		var q [NumQuantiles]float64
		for i := range q {
			q[i] = math.NaN()
		}
		if len(values) > 0 {
			summary.Quantiles(values, Quantiles[:], q[:])
		}
		for i := range q {
			parts[i][j] = q[i]
		}
	}
	if !math.IsNaN(st.MCSE) {
		st.MCSE = summary.Between(means, confidence).StdErr
	}
	for _, i := range intervalsOf {
		e := summary.Between(parts[i], confidence)
		half := (e.Hi - e.Lo) / 2
		st.Low[i], st.High[i] = half, half
	}
	if st.N > 0 {
		c.byReplicate = slices.Clone(c.raw)
	}
}

// shares is the share of values above x in each replicate; nil where errors do
// not come from between them.
func (st *Stat) shares(s *store, column int, x float64, r replicates) []float64 {
	c := &s.columns[column]
	if r.count() <= 1 || c.byReplicate == nil {
		return nil
	}
	parts := make([]float64, r.count())
	for j := range parts {
		first, last := r.design.Bounds(j)
		above, n := 0, 0
		for _, v := range c.byReplicate[first:last] {
			if !math.IsNaN(v) {
				n++
				if v > x {
					above++
				}
			}
		}
		parts[j] = float64(above) / float64(n)
	}
	return parts
}

// below is the share of values that are at most x.
func (c *column) below(s *store, x float64) float64 {
	switch {
	case !c.varies:
		if c.value <= x {
			return 1
		}
		return 0
	case c.sample != nil:
		return c.sample.Below(x)
	}
	n := 0
	for _, v := range c.raw {
		if v <= x {
			n++
		}
	}
	return float64(n) / float64(len(c.raw))
}

// bounds are the least and the largest value.
func (c *column) bounds(s *store) (lo, hi float64) {
	if !c.varies {
		return c.value, c.value
	}
	if c.sample != nil {
		m := c.sample.Moments()
		return m.Min(), m.Max()
	}
	if len(c.raw) == 0 {
		return math.NaN(), math.NaN()
	}
	return slices.Min(c.raw), slices.Max(c.raw)
}
