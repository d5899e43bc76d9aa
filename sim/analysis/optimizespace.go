package analysis

import (
	"math"
	"slices"

	"holdfast/sim"
)

// space is the sets of initiatives that can be chosen: a level for each
// initiative, 0 for none, i for its i-th scale.
type space struct {
	m      *sim.Model // with a copy of an initiative for every scale but 1
	n      int        // initiatives of the plan
	scales [][]float64
	index  [][]int // by initiative and level: its place in m.Initiatives
	count  int     // of sets, rules put aside; math.MaxInt where they are more
}

func newSpace(m *sim.Model) *space {
	c := *m
	s := &space{m: &c, n: len(m.Initiatives), count: 1}
	c.Initiatives = slices.Clone(m.Initiatives)
	for i := range m.Initiatives {
		x := &m.Initiatives[i]
		scales, index := []float64{0}, []int{-1}
		for _, scale := range scalesOf(x.Scalable) {
			place := i
			if scale != 1 {
				place = len(c.Initiatives)
				c.Initiatives = append(c.Initiatives, Scaled(x, scale))
			}
			scales, index = append(scales, scale), append(index, place)
		}
		s.scales, s.index = append(s.scales, scales), append(s.index, index)
		if s.count > math.MaxInt/len(scales) {
			s.count = math.MaxInt
		} else {
			s.count *= len(scales)
		}
	}
	return s
}

// scalesOf lists the scales at which an initiative may be done.
func scalesOf(s *sim.Scalable) []float64 {
	if s == nil {
		return []float64{1}
	}
	var scales []float64
	for i := 0; ; i++ {
		x := s.From + float64(i)*s.Step
		if x > s.To*(1+1e-9) {
			return scales
		}
		if x > 0 {
			scales = append(scales, min(x, s.To))
		}
	}
}

// Scaled returns an initiative at another scale s: its costs and its changes of
// spend are multiplied by s, all other changes by s^exponent. It has the same
// name, and so the same luck.
func Scaled(x *sim.Initiative, scale float64) sim.Initiative {
	c := *x
	times := func(q *sim.Quantity, by float64) { q.Factor *= by }
	for _, q := range [...]*sim.Quantity{&c.Cost.Upfront, &c.Cost.Monthly, &c.Cost.PerCustomer, &c.Cost.PerNewCustomer,
		&c.Cost.PerReactivated, &c.Cost.PerOrder, &c.Cost.PercentOfRevenue} {
		times(q, scale)
	}
	exponent := 1.0
	if x.Scalable != nil {
		exponent = x.Scalable.Exponent
	}
	c.Changes = slices.Clone(x.Changes)
	for i := range c.Changes {
		by := math.Pow(scale, exponent)
		if c.Changes[i].Lever == sim.LeverSpend {
			by = scale
		}
		times(&c.Changes[i].Value, by)
	}
	return c
}

// allowed reports whether a set keeps the rules of the plan.
func (s *space) allowed(levels []uint8) bool {
	for i := range s.n {
		if levels[i] == 0 {
			continue
		}
		for _, j := range s.m.Initiatives[i].Excludes {
			if levels[j] != 0 {
				return false
			}
		}
		for _, j := range s.m.Initiatives[i].Needs {
			if levels[j] == 0 {
				return false
			}
		}
	}
	return true
}

// all lists the sets that keep the rules.
func (s *space) all() []*contender {
	var sets []*contender
	levels := make([]uint8, s.n)
	for {
		if s.allowed(levels) {
			sets = append(sets, &contender{levels: slices.Clone(levels)})
		}
		i := 0
		for i < s.n && int(levels[i]) == len(s.scales[i])-1 {
			levels[i] = 0
			i++
		}
		if i == s.n {
			return sets
		}
		levels[i]++
	}
}

func (s *space) picks(levels []uint8) []Pick {
	var picks []Pick
	for i, level := range levels {
		if level != 0 {
			picks = append(picks, Pick{i, s.scales[i][level]})
		}
	}
	return picks
}

// scenario is a set as a scenario of s.m.
func (s *space) scenario(levels []uint8) sim.Scenario {
	x := sim.Scenario{Name: "set"}
	for i, level := range levels {
		if level != 0 {
			x.Initiatives = append(x.Initiatives, s.index[i][level])
		}
	}
	return x
}

// buys reports whether a set changes what is spent on new customers.
func (s *space) buys(levels []uint8) bool {
	for i, level := range levels {
		if level != 0 && BuysCustomers(&s.m.Initiatives[i]) {
			return true
		}
	}
	return false
}

// BuysCustomers reports whether an initiative changes what is spent on new
// customers, so that an increase in acquisition cost is part of its investment.
func BuysCustomers(x *sim.Initiative) bool {
	return slices.ContainsFunc(x.Changes, func(c sim.Change) bool {
		return c.Lever == sim.LeverSpend || c.Lever == sim.LeverCustomers || c.Lever == sim.LeverCAC
	})
}
