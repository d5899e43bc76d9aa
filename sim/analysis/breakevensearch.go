package analysis

import (
	"context"
	"math"
	"slices"
	"sort"

	"holdfast/sim"
	"holdfast/sim/summary"
)

// search holds what was simulated at values of the number.
type search struct {
	ctx       context.Context
	r         BreakevenRequest
	low, high float64
	trials    int
	nodes     []*node // ascending by x
	scratch   []float64
	done      int
	expected  int
}

// node is one value of the number, with the gaps of its first trials.
type node struct {
	x     float64
	model *sim.Model
	s, a  int // places of the scenarios
	gaps  []float64
}

// statistic is a function of gaps whose sign is asked for, with its standard
// error.
type statistic func(gaps []float64) (v, se float64)

// turn is two neighbouring nodes between which a statistic changes sign.
type turn struct {
	low, high float64
	rising    bool
}

// root is where a statistic is zero.
type root struct {
	x       float64
	bracket [2]float64
	open    [2]bool
}

func newSearch(ctx context.Context, r BreakevenRequest) (*search, error) {
	m, err := r.Model(r.Low)
	if err != nil {
		return nil, err
	}
	if _, _, err := checkBreakeven(&r, m); err != nil {
		return nil, err
	}
	s := &search{ctx: ctx, r: r, low: r.Low, high: r.High, trials: m.Trials}
	s.expected = scanNodes*min(s.trials, scanTrials) + 8*s.trials
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

// look simulates the first trials at x, those that are not known yet.
func (s *search) look(x float64, trials int) (*node, error) {
	at := sort.Search(len(s.nodes), func(i int) bool { return s.nodes[i].x >= x })
	if at == len(s.nodes) || s.nodes[at].x != x {
		m, err := s.r.Model(x)
		if err != nil {
			return nil, err
		}
		scenario, against, err := checkBreakeven(&s.r, m)
		if err != nil {
			return nil, err
		}
		n := &node{x: x}
		n.model, n.s, n.a = pairOnly(m, scenario, against)
		s.nodes = slices.Insert(s.nodes, at, n)
	}
	n := s.nodes[at]
	from := len(n.gaps)
	if from >= trials {
		return n, nil
	}
	n.gaps = slices.Grow(n.gaps, trials-from)
	progress := func(done, total int) {
		if s.r.Progress != nil {
			s.r.Progress(min(s.done+done, s.expected-1), s.expected)
		}
	}
	err := sim.EvaluateAll(s.ctx, n.model, []sim.Metric{s.r.Metric}, trials-from, sim.EvaluateOptions{Workers: s.r.Workers, Progress: progress},
		func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(from+i, d) },
		func(_ int, v *sim.Valuation) { n.gaps = append(n.gaps, s.gap(n, v)) })
	s.done += trials - from
	return n, err
}

// gap is by how much a trial is beyond the target, on the better side.
func (s *search) gap(n *node, v *sim.Valuation) float64 {
	x, target := v.Metrics[n.s][0], s.r.Target
	if n.a >= 0 {
		other := v.Metrics[n.a][0]
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
	if g == 0 && n.a >= 0 && s.r.Target == 0 {
		return -math.SmallestNonzeroFloat64 // no better is not better
	}
	return g
}

// at interpolates the gaps of n trials at x, between the nearest nodes that
// have as many.
func (s *search) at(x float64, n int) []float64 {
	var below, above *node
	for _, k := range s.nodes {
		if len(k.gaps) < n {
			continue
		}
		if k.x <= x {
			below = k
		}
		if k.x >= x && above == nil {
			above = k
		}
	}
	switch {
	case below == nil:
		return above.gaps[:n]
	case above == nil || below == above:
		return below.gaps[:n]
	}
	s.scratch = slices.Grow(s.scratch[:0], n)[:n]
	w := (x - below.x) / (above.x - below.x)
	for i := range s.scratch {
		a, b := below.gaps[i], above.gaps[i]
		switch {
		case math.IsInf(a, 0) || math.IsInf(b, 0):
			if s.scratch[i] = a; w > 0.5 {
				s.scratch[i] = b
			}
		default:
			s.scratch[i] = a + w*(b-a)
		}
	}
	return s.scratch
}

func (s *search) value(f statistic, x float64, n int) float64 {
	v, _ := f(s.at(x, n))
	return v
}

// turns lists the changes of sign of f over the nodes, by their first trials.
func (s *search) turns(f statistic, first int) []turn {
	var turns []turn
	for i := 1; i < len(s.nodes); i++ {
		a, b := s.nodes[i-1], s.nodes[i]
		if len(a.gaps) < first || len(b.gaps) < first {
			continue
		}
		before, after := s.value(f, a.x, first) >= 0, s.value(f, b.x, first) >= 0
		if before != after {
			turns = append(turns, turn{a.x, b.x, after})
		}
	}
	return turns
}

// zero is the value nearest to the root of f between two values at which its
// signs differ, by interpolation, on the side where f is at least 0.
func (s *search) zero(f statistic, low, high float64, n int, rising bool) float64 {
	for range 60 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		if (s.value(f, middle, n) >= 0) == rising {
			high = middle
		} else {
			low = middle
		}
	}
	if rising {
		return high
	}
	return low
}

// refine finds the root of f in a turn with all trials: with few of them at
// first, then with all of them as far around as the few may err.
func (s *search) refine(f statistic, t turn, first int) (root, error) {
	low, high := t.low, t.high
	if first < s.trials {
		x, err := s.close(f, low, high, first, t.rising)
		if err != nil {
			return root{}, err
		}
		wideLow, wideHigh, passed := s.around(f, x, wideSigmas, first, t.rising)
		if passed[0] {
			low = wideLow
		}
		if passed[1] {
			high = wideHigh
		}
		if s.r.Whole {
			low, high = math.Floor(low), math.Ceil(high)
		} else if width := 1e-3 * (s.high - s.low); high-low < 2*width {
			low, high = max(s.low, x-width), min(s.high, x+width)
		}
	}
	low, high, err := s.enclose(f, low, high, t.rising)
	if err != nil {
		return root{}, err
	}
	x, err := s.close(f, low, high, s.trials, t.rising)
	if err != nil {
		return root{}, err
	}
	return s.bracketed(f, x, t.rising)
}

// refineMean finds the root of the mean in a turn with two looks at all trials:
// at the root of the few, and at where those say that the difference between
// few and all moves it. Means are smooth, so that what is left is of second
// order and goes by the secant.
func (s *search) refineMean(t turn, first int) (root, error) {
	if first == s.trials || s.r.Whole {
		return s.refine(meanOf, t, first)
	}
	x0, err := s.close(meanOf, t.low, t.high, first, t.rising)
	if err != nil {
		return root{}, err
	}
	n0, err := s.look(x0, s.trials)
	if err != nil {
		return root{}, err
	}
	v0, _ := meanOf(n0.gaps)
	few, _ := meanOf(n0.gaps[:first])
	shifted := func(gaps []float64) (float64, float64) {
		v, se := meanOf(gaps)
		return v - few + v0, se
	}
	grid := s.grid(scanNodes)
	low, high := grid[0], grid[len(grid)-1]
	if (s.value(shifted, low, first) >= 0) == t.rising || (s.value(shifted, high, first) >= 0) != t.rising {
		return s.refine(meanOf, t, first)
	}
	x1 := s.zero(shifted, low, high, first, t.rising)
	least := 1e-3 * (s.high - s.low) // for a slope
	if math.Abs(x1-x0) < least {
		if x1 = x0 + least; x1 > s.high {
			x1 = x0 - least
		}
	}
	n1, err := s.look(x1, s.trials)
	if err != nil {
		return root{}, err
	}
	v1, se := meanOf(n1.gaps)
	slope := (v1 - v0) / (x1 - x0)
	if slope == 0 || (slope > 0) != t.rising {
		return s.refine(meanOf, t, first)
	}
	x := min(max(x1-v1/slope, s.low), s.high)
	half := z95 * se / math.Abs(slope)
	return root{x, [2]float64{max(x-half, s.low), min(x+half, s.high)}, [2]bool{x-half < s.low, x+half > s.high}}, nil
}

// bracketed adds the bracket to a root, looking further out with all trials
// while it does not end.
func (s *search) bracketed(f statistic, x float64, rising bool) (root, error) {
	for {
		low, high, passed := s.around(f, x, z95, s.trials, rising)
		moved := false
		for i, step := range [2]int{-1, 1} {
			if passed[i] {
				continue
			}
			out := s.farthest(step)
			if next := s.outwards(out, step); next != out {
				if _, err := s.look(next, s.trials); err != nil {
					return root{}, err
				}
				moved = true
			}
		}
		if moved {
			continue
		}
		if s.r.Whole {
			low, high = math.Floor(low), math.Ceil(high)
		}
		return root{x, [2]float64{min(low, x), max(high, x)}, [2]bool{!passed[0], !passed[1]}}, nil
	}
}

// farthest is the lowest or highest value that was looked at with all trials.
func (s *search) farthest(step int) float64 {
	x := math.NaN()
	for _, n := range s.nodes {
		if len(n.gaps) == s.trials && !(float64(step)*(n.x-x) <= 0) {
			x = n.x
		}
	}
	return x
}

// enclose looks at both ends with all trials and moves them outwards, over the
// nodes, until the signs of f differ. Where they do not even at the ends of the
// range, few trials saw a turn that all of them do not see: the end is the
// root.
func (s *search) enclose(f statistic, low, high float64, rising bool) (float64, float64, error) {
	for {
		a, err := s.look(low, s.trials)
		if err != nil {
			return 0, 0, err
		}
		b, err := s.look(high, s.trials)
		if err != nil {
			return 0, 0, err
		}
		va, _ := f(a.gaps)
		vb, _ := f(b.gaps)
		badLow, badHigh := (va >= 0) == rising, (vb >= 0) != rising
		switch {
		case badLow && low > s.low:
			high, low = low, s.outwards(low, -1)
		case badHigh && high < s.high:
			low, high = high, s.outwards(high, 1)
		default:
			return low, high, nil
		}
	}
}

// outwards is the next value of the first look beyond x.
func (s *search) outwards(x float64, step int) float64 {
	grid := s.grid(scanNodes)
	if step < 0 {
		slices.Reverse(grid)
	}
	for _, g := range grid {
		if float64(step)*(g-x) > 0 {
			return g
		}
	}
	return grid[len(grid)-1]
}

// close looks at the interpolated root of f until it stays where it is, and
// returns a value at which f is at least 0.
func (s *search) close(f statistic, low, high float64, n int, rising bool) (float64, error) {
	passing := func() float64 {
		if rising {
			return high
		}
		return low
	}
	off := math.Inf(1) // of the last look, in standard errors; negative: not reached
	look := func(x float64) error {
		node, err := s.look(x, n)
		if err != nil {
			return err
		}
		v, se := f(node.gaps[:n])
		if off = math.Inf(1); se > 0 {
			off = v / se
		}
		if (v >= 0) == rising {
			high = x
		} else {
			low = x
		}
		return nil
	}
	last, same := math.NaN(), 0 // looks in a row that fell on one side
	for k := range closeSteps {
		// Luck makes the gaps of neighbouring values differ by chance: there
		// is nothing to find far below the Monte Carlo error.
		if off >= 0 && (off <= 0.05 || k >= 2 && off <= 0.2) {
			break
		}
		x := s.zero(f, low, high, n, rising)
		step := max(precision*math.Abs(x), 1e-7*(s.high-s.low))
		if s.r.Whole {
			step = 1
		}
		if high-low <= step {
			break
		}
		if near := math.Abs(x-last) <= step; near && x == passing() && !s.r.Whole {
			break
		} else if near || same >= 2 {
			// Where gaps are curved, every look falls short of the root on one
			// side: the next one goes beyond it.
			out := max(2*math.Abs(x-last), step)
			if math.IsNaN(last) {
				out = step
			}
			if last == low {
				x = last + out
			} else {
				x = last - out
			}
		}
		x = min(max(x, low+(high-low)/64), high-(high-low)/64)
		if s.r.Whole {
			x = min(max(math.Round(x), low+1), high-1)
		}
		before := low
		if err := look(x); err != nil {
			return 0, err
		}
		if math.IsNaN(last) || (low != before) != (last == before) {
			same = 0
		}
		same++
		last = x
	}
	return passing(), nil
}

// around is where f passes k standard errors on either side of its root x, and
// whether it does within the range.
func (s *search) around(f statistic, x, k float64, n int, rising bool) (low, high float64, passed [2]bool) {
	passes := func(at float64, positive bool) bool {
		v, se := f(s.at(at, n))
		if positive {
			return v >= k*se && v >= 0
		}
		return v <= -k*se && v < 0
	}
	low, high = s.low, s.high
	for i := len(s.nodes) - 1; i >= 0 && !passed[0]; i-- {
		if c := s.nodes[i]; c.x < x && len(c.gaps) >= n && passes(c.x, !rising) {
			low, passed[0] = s.edge(c.x, x, func(at float64) bool { return passes(at, !rising) }), true
		}
	}
	for i := 0; i < len(s.nodes) && !passed[1]; i++ {
		if c := s.nodes[i]; c.x > x && len(c.gaps) >= n && passes(c.x, rising) {
			high, passed[1] = s.edge(c.x, x, func(at float64) bool { return passes(at, rising) }), true
		}
	}
	return low, high, passed
}

// edge is the value nearest to `to` at which passed holds, given that it holds
// at from.
func (s *search) edge(from, to float64, passed func(float64) bool) float64 {
	for range 60 {
		middle := from + (to-from)/2
		if middle == from || middle == to {
			break
		}
		if passed(middle) {
			from = middle
		} else {
			to = middle
		}
	}
	return from
}

// chance is the share of gaps that are at least 0, less the confidence. Its
// error is the one at the confidence, so that its interval is Wilson's.
func (s *search) chance() statistic {
	c := s.r.Confidence
	return func(gaps []float64) (v, se float64) {
		hits, n := reached(gaps)
		if n == 0 {
			return -c, 0
		}
		return hits/n - c, math.Sqrt(c * (1 - c) / n)
	}
}

func reached(gaps []float64) (hits, n float64) {
	for _, g := range gaps {
		if g >= 0 {
			hits++
		}
		if !math.IsNaN(g) {
			n++
		}
	}
	return hits, n
}

// proportion is the share of gaps that are at least 0.
func proportion(gaps []float64) Proportion {
	hits, n := reached(gaps)
	p := Proportion{P: math.NaN(), Low: math.NaN(), High: math.NaN(), N: int(n)}
	if n > 0 {
		p.P = hits / n
		p.Low, p.High = summary.Wilson(hits, n, 0.95)
	}
	return p
}

// Proportion is an estimated probability with its 95 % interval.
type Proportion struct {
	P, Low, High float64
	N            int // trials
}

// meanOf is the mean of the gaps that exist.
func meanOf(gaps []float64) (v, se float64) {
	var m summary.Moments
	m.AddAll(gaps)
	v, se = m.Expectation(), m.StdErr()
	if math.IsNaN(se) {
		se = 0
	}
	return v, se
}

// turnSigmas tells a chance that truly turns back from one that seems to, over
// all pairs of nodes.
const turnSigmas = 4

// monotone reports whether no two nodes say that the chance rises where two
// others say that it falls (McNemar's test of paired trials).
func (s *search) monotone(n int) bool {
	rises, falls := false, false
	for i, a := range s.nodes {
		for _, b := range s.nodes[i+1:] {
			if len(a.gaps) < n || len(b.gaps) < n {
				continue
			}
			z := pairedTurn(a.gaps[:n], b.gaps[:n])
			rises, falls = rises || z > turnSigmas, falls || z < -turnSigmas
		}
	}
	return !(rises && falls)
}

// risesOverall compares the ends of the range.
func (s *search) risesOverall(n int) bool {
	a, b := s.nodes[0], s.nodes[len(s.nodes)-1]
	if z := pairedTurn(a.gaps[:n], b.gaps[:n]); z != 0 {
		return z > 0
	}
	low, _ := meanOf(a.gaps[:n])
	high, _ := meanOf(b.gaps[:n])
	return high > low
}

// pairedTurn is (n01 - n10) / sqrt(n01 + n10): the trials that reach the target
// at the second value alone, less those that do at the first alone.
func pairedTurn(a, b []float64) float64 {
	gained, lost := 0.0, 0.0
	for i := range a {
		switch before, after := a[i] >= 0, b[i] >= 0; {
		case after && !before:
			gained++
		case before && !after:
			lost++
		}
	}
	if gained+lost == 0 {
		return 0
	}
	return (gained - lost) / math.Sqrt(gained+lost)
}
