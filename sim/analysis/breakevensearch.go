package analysis

import (
	"context"
	"errors"
	"math"
	"slices"
	"sort"

	"holdfast/sim"
)

// search holds what was simulated at values of the number.
type search struct {
	ctx       context.Context
	r         BreakevenRequest
	low, high float64
	trials    int
	first     int     // trials of the first looks
	size      int     // number of values of the first look
	nodes     []*node // ascending by x
	known     []*valued
	lines     bool // values between the ends were drawn from straight lines
	bent      bool // which are known to be none
	scratch   []float64
	few       []float64
	done      int
	expected  int
}

// node is one value of the number, with the gaps of its first trials.
type node struct {
	x    float64
	s, a *valued // the scenario, and the one it is compared with (nil: none)
	gaps []float64
	// drawn says that the gaps are points of straight lines, not simulated.
	drawn bool
}

// valued is a scenario of a model with the metric of its first trials. Nodes at
// which it is the same to simulate share it.
type valued struct {
	model    *sim.Model
	scenario int
	values   []float64
}

func newSearch(ctx context.Context, r BreakevenRequest) (*search, error) {
	m, err := r.Model(r.Low)
	if err != nil {
		return nil, err
	}
	if _, _, err := checkBreakeven(&r, m); err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, r: r, low: r.Low, high: r.High, trials: m.Trials, first: min(m.Trials, scanTrials), size: scanNodes}
	s.expected = scanNodes*s.first + 4*s.trials
	return s, nil
}

// grid is n values spread over the range, whole ones where they must be.
func (s *search) grid(n int) []float64 {
	var xs []float64
	for i := range n {
		x := s.low + (s.high-s.low)*float64(i)/float64(n-1)
		if i == n-1 {
			x = s.high
		}
		if s.r.Whole {
			x = math.Round(x)
		} else if i > 0 && i < n-1 {
			unit := math.Pow(10, math.Floor(math.Log10(s.high-s.low))-9)
			x = math.Round(x/unit) * unit
		}
		xs = append(xs, x)
	}
	return slices.Compact(xs)
}

// scan takes the first look at the range. Where the gap of every trial turns
// out to be a straight line of the number, as it is of most costs, the ends are
// simulated with all trials and the values between are drawn from them.
func (s *search) scan() error {
	grid := s.grid(s.size)
	last := len(grid) - 1
	if !s.bent {
		straight, err := s.straight(grid)
		if err != nil {
			return err
		}
		if straight {
			for _, x := range [...]float64{grid[0], grid[last]} {
				if _, err := s.look(x, s.trials); err != nil {
					return err
				}
			}
			for _, x := range grid[1:last] {
				n, err := s.node(x)
				if err != nil {
					return err
				}
				n.gaps, n.drawn = slices.Clone(s.line(x, s.trials)), true
			}
			s.lines = true
			return nil
		}
	}
	for _, x := range grid {
		if _, err := s.look(x, s.first); err != nil {
			return err
		}
	}
	return nil
}

// straight reports whether the first trials' gaps at three values between the
// ends lie on the lines between these.
func (s *search) straight(grid []float64) (bool, error) {
	last := len(grid) - 1
	if last < 4 {
		return false, nil
	}
	for _, i := range [...]int{0, last, last / 2, last / 4, last - last/4} {
		n, err := s.look(grid[i], s.first)
		if err != nil {
			return false, err
		}
		if i > 0 && i < last && !s.onLine(n, s.first) {
			return false, nil
		}
	}
	return true, nil
}

// onLine reports whether the gaps of the first trials of a node lie on the lines
// between those of the ends, as far as sums of such amounts are exact.
func (s *search) onLine(n *node, trials int) bool {
	const rounding = 1e-12
	for i, g := range s.line(n.x, trials) {
		size := math.Abs(n.s.values[i])
		if n.a != nil {
			size += math.Abs(n.a.values[i])
		}
		if math.IsNaN(g) && math.IsNaN(n.gaps[i]) {
			continue
		}
		if !(math.Abs(g-n.gaps[i]) <= rounding*size) {
			return false
		}
	}
	return true
}

// line are the gaps at x on the lines between the ends of the range.
func (s *search) line(x float64, trials int) []float64 {
	return s.between(s.nodes[0], s.nodes[len(s.nodes)-1], x, trials)
}

// errBent says that a value lies off the lines that others were drawn from.
var errBent = errors.New("the gaps are not straight")

// erase drops what was drawn from lines that are none.
func (s *search) erase() {
	s.lines, s.bent = false, true
	s.nodes = slices.DeleteFunc(s.nodes, func(n *node) bool { return n.drawn })
}

// node is the node at x, new where there is none.
func (s *search) node(x float64) (*node, error) {
	at := sort.Search(len(s.nodes), func(i int) bool { return s.nodes[i].x >= x })
	if at < len(s.nodes) && s.nodes[at].x == x {
		return s.nodes[at], nil
	}
	m, err := s.r.Model(x)
	if err != nil {
		return nil, err
	}
	scenario, against, err := checkBreakeven(&s.r, m)
	if err != nil {
		return nil, err
	}
	m, scenario, against = pairOnly(m, scenario, against)
	n := &node{x: x, s: s.valued(m, scenario)}
	if against >= 0 {
		n.a = s.valued(m, against)
	}
	s.nodes = slices.Insert(s.nodes, at, n)
	return n, nil
}

// valued is what is known of a scenario: of another value's model where it is
// the same there.
func (s *search) valued(m *sim.Model, scenario int) *valued {
	for _, v := range s.known {
		if sameScenario(v.model, v.scenario, m, scenario) {
			return v
		}
	}
	v := &valued{model: m, scenario: scenario}
	s.known = append(s.known, v)
	return v
}

// look simulates the first trials at x, those that are not known yet.
func (s *search) look(x float64, trials int) (*node, error) {
	n, err := s.node(x)
	if err != nil {
		return nil, err
	}
	if n.drawn {
		n.drawn, n.gaps = false, nil
	}
	if err := s.simulate(n, trials); err != nil {
		return nil, err
	}
	for i := len(n.gaps); i < trials; i++ {
		n.gaps = append(n.gaps, s.gap(n, i))
	}
	if s.lines && !s.onLine(n, trials) {
		return nil, errBent
	}
	return n, nil
}

// simulate values the first trials of both scenarios of a node: together where
// both lack the same, since they share much of their work.
func (s *search) simulate(n *node, trials int) error {
	if n.a != nil && n.a != n.s && n.a.model == n.s.model && len(n.a.values) == len(n.s.values) {
		return s.value(trials, n.s, n.a)
	}
	if err := s.value(trials, n.s); err != nil || n.a == nil {
		return err
	}
	return s.value(trials, n.a)
}

// value extends the values of scenarios of one model to the first trials.
func (s *search) value(trials int, list ...*valued) error {
	from := len(list[0].values)
	if from >= trials {
		return nil
	}
	// Several are evaluated beside the baseline, one alone.
	scenarios, place := []int{list[0].scenario}, []int{0}
	if len(list) > 1 {
		scenarios, place = []int{0}, place[:0]
		for _, v := range list {
			at := slices.Index(scenarios, v.scenario)
			if at < 0 {
				at = len(scenarios)
				scenarios = append(scenarios, v.scenario)
			}
			place = append(place, at)
		}
	}
	progress := func(done, total int) {
		if s.r.Progress != nil {
			s.r.Progress(min(s.done+done, s.expected-1), s.expected)
		}
	}
	err := sim.EvaluateAll(s.ctx, list[0].model, []sim.Metric{s.r.Metric}, trials-from,
		sim.EvaluateOptions{Workers: s.r.Workers, Scenarios: scenarios, Progress: progress},
		func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(from+i, d) },
		func(_ int, v *sim.Valuation) {
			for i, x := range list {
				x.values = append(x.values, v.Metrics[place[i]][0])
			}
		})
	s.done += trials - from
	return err
}

// gap is by how much trial i is beyond the target, on the better side.
func (s *search) gap(n *node, i int) float64 {
	x, target := n.s.values[i], s.r.Target
	if n.a != nil {
		other := n.a.values[i]
		if s.r.Relative {
			target *= math.Abs(other)
		}
		switch {
		case x == other: // both may be infinite
			x = 0
		default:
			x -= other
		}
	}
	g := x - target
	if s.r.Metric.LowerIsBetter() {
		g = target - x
	}
	if g == 0 && n.a != nil && s.r.Target == 0 {
		return -math.SmallestNonzeroFloat64 // no better is not better
	}
	return g
}

// touched reports whether the number bears on either scenario at all.
func (s *search) touched() bool {
	for _, n := range s.nodes[1:] {
		if n.s != s.nodes[0].s || n.a != s.nodes[0].a {
			return true
		}
	}
	return false
}
