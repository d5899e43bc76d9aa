package analysis

import (
	"math"
	"slices"
)

// turn is two neighbouring nodes between which a statistic changes sign.
type turn struct {
	low, high *node
	rising    bool
}

// root is where a statistic is zero.
type root struct {
	x       float64
	bracket [2]float64
	open    [2]bool
}

// turns lists the changes of sign of f over the nodes.
func (s *search) turns(f statistic) []turn {
	var turns []turn
	var last *node
	before := false
	for _, n := range s.nodes {
		if len(n.gaps) < s.first {
			continue
		}
		v, _ := f.at(n.x)
		if after := v >= 0; last == nil || after == before {
			before = after
		} else {
			turns = append(turns, turn{last, n, after})
			before = after
		}
		last = n
	}
	return turns
}

// nearest is the turn of the given direction that is nearest to x; nil where
// there is none.
func (s *search) nearest(f statistic, x float64, rising bool) *turn {
	var best *turn
	distance := func(t *turn) float64 { return max(t.low.x-x, x-t.high.x, 0) }
	for _, t := range s.turns(f) {
		if t.rising == rising && (best == nil || distance(&t) < distance(best)) {
			best = &t
		}
	}
	return best
}

// zero is the value nearest to the root of f - aim standard errors between two
// values at which its signs differ, on the side where it is at least 0.
func (s *search) zero(f statistic, aim, low, high float64, rising bool) float64 {
	for range 60 {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			break
		}
		v, se := f.at(middle)
		if (v >= aim*se) == rising {
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

// refine finds the root of f in a turn by looking, with all trials, at where
// what is known so far has it, until it lies between two such values that are
// as good as one, or stays where it is; the root is a value at which f is at
// least 0. Where all trials see no turn that few of them saw, it is the end of
// the range. After most looks it is where they say.
func (s *search) refine(f statistic, t turn, most int) (root, error) {
	last, same := math.NaN(), 0 // looks in a row that fell on one side
	from := t.low.x + (t.high.x-t.low.x)/2
	for k := 0; ; k++ {
		now := s.nearest(f, from, t.rising)
		if now == nil {
			return s.without(f, t.rising)
		}
		pass, fail := now.low, now.high
		if t.rising {
			pass, fail = fail, pass
		}
		low, high := now.low.x, now.high.x
		x := s.zero(f, 0, low, high, t.rising)
		step := max(precision*math.Abs(x), 1e-7*(s.high-s.low))
		if s.r.Whole {
			step = 1
		}
		switch {
		case k >= most && !s.r.Whole:
			return s.bracketed(f, x, t.rising), nil
		case s.looked(pass) && s.looked(fail) && s.near(f, pass, fail):
			return s.bracketed(f, x, t.rising), nil
		case s.looked(pass) && (high-low <= step && (!s.r.Whole || s.looked(fail)) || k > closeSteps || s.onRoot(f, pass)):
			return s.bracketed(f, pass.x, t.rising), nil
		case s.r.Whole && high-low <= 1 && s.looked(pass):
			x = fail.x
		case k > closeSteps || s.r.Whole && high-low <= 1:
			x = pass.x
		default:
			x = s.next(f, now, last, step, same)
		}
		n, err := s.look(x, s.trials)
		if err != nil {
			return root{}, err
		}
		side := 1
		if v, _ := f.of(n.gaps); v < 0 {
			side = -1
		}
		if side*same <= 0 {
			same = 0
		}
		same += side
		last, from = x, x
	}
}

// looked reports whether all trials were simulated at a node.
func (s *search) looked(n *node) bool { return !n.drawn && len(n.gaps) >= s.trials }

// nearSigmas is how far f may move, in standard errors, between two values with
// all trials for what lies between to need no look: what curves there is then
// far below the Monte Carlo error.
const nearSigmas = 6

// near reports whether f moves so little between two nodes.
func (s *search) near(f statistic, a, b *node) bool {
	va, se := f.of(a.gaps)
	vb, _ := f.of(b.gaps)
	return !s.r.Whole && math.Abs(va-vb) <= nearSigmas*se
}

// onRoot reports whether there is nothing to find between a passing node and the
// root: luck makes the gaps of neighbouring values differ by chance, far below
// the Monte Carlo error.
func (s *search) onRoot(f statistic, pass *node) bool {
	v, se := f.of(pass.gaps)
	return !s.r.Whole && v <= 0.1*se && se > 0
}

// next is where to look within a turn.
func (s *search) next(f statistic, t *turn, last, step float64, same int) float64 {
	low, high := t.low.x, t.high.x
	aim := 0.0
	switch {
	case s.lines:
		aim = 0.02 // the simulated sum may fall short of the line's by its rounding
	case same > 0: // beyond the root, so that it lies between two looks
		aim = -1.5
	case same < 0:
		aim = 1.5
	}
	x := s.zero(f, aim, low, high, t.rising)
	if x == low || x == high {
		x = s.zero(f, 0, low, high, t.rising)
	}
	if math.Abs(x-last) <= step || same >= 2 || same <= -2 {
		// Where gaps are curved, every look falls short of the root on one
		// side: the next one goes beyond it.
		out := max(2*math.Abs(x-last), step)
		if last == low {
			x = last + out
		} else if last == high {
			x = last - out
		}
	}
	x = min(max(x, low+(high-low)/64), high-(high-low)/64)
	if s.r.Whole {
		x = min(max(math.Round(x), low+1), high-1)
	}
	return x
}

// without is the root where no turn is left: the end of the range towards which
// f comes nearest to turning.
func (s *search) without(f statistic, rising bool) (root, error) {
	low, high := s.nodes[0].x, s.nodes[len(s.nodes)-1].x
	x := high
	if v, _ := f.at(low); (v >= 0) == rising {
		x = low
	}
	_, err := s.look(x, s.trials)
	return s.bracketed(f, x, rising), err
}

// refineMean finds the root of the mean in a turn. Means are smooth: after a
// look with all trials within three standard errors of it, nothing is left
// beside these.
func (s *search) refineMean(t turn) (root, error) {
	f := s.mean()
	if s.r.Whole {
		return s.refine(f, t, manyLooks)
	}
	from := t.low.x + (t.high.x-t.low.x)/2
	for k := 0; ; k++ {
		now := s.nearest(f, from, t.rising)
		if now == nil {
			return s.without(f, t.rising)
		}
		x := s.zero(f, 0, now.low.x, now.high.x, t.rising)
		if s.lines || k == closeSteps {
			return s.bracketed(f, x, t.rising), nil
		}
		near, far := s.around(x, s.trials)
		known := near
		if math.Abs(far.x-x) < math.Abs(near.x-x) {
			known = far
		}
		v, se := f.of(known.gaps)
		if k > 0 && (math.Abs(v) <= 3*se || math.Abs(known.x-x) <= precision*math.Abs(x)) {
			return s.bracketed(f, x, t.rising), nil
		}
		if _, err := s.look(x, s.trials); err != nil {
			return root{}, err
		}
		from = x
	}
}

// bracketed adds to a root where f passes 1.96 standard errors on either side
// of it.
func (s *search) bracketed(f statistic, x float64, rising bool) root {
	passes := func(at float64, positive bool) bool {
		v, se := f.at(at)
		if positive {
			return v >= z95*se && v >= 0
		}
		return v <= -z95*se && v < 0
	}
	r := root{x: x, bracket: [2]float64{s.low, s.high}, open: [2]bool{true, true}}
	for _, n := range slices.Backward(s.nodes) {
		if r.open[0] && n.x < x && len(n.gaps) >= s.first && passes(n.x, !rising) {
			r.bracket[0], r.open[0] = edge(n.x, x, func(at float64) bool { return passes(at, !rising) }), false
		}
	}
	for _, n := range s.nodes {
		if r.open[1] && n.x > x && len(n.gaps) >= s.first && passes(n.x, rising) {
			r.bracket[1], r.open[1] = edge(n.x, x, func(at float64) bool { return passes(at, rising) }), false
		}
	}
	if s.r.Whole {
		r.bracket = [2]float64{math.Floor(r.bracket[0]), math.Ceil(r.bracket[1])}
	}
	r.bracket = [2]float64{min(r.bracket[0], x), max(r.bracket[1], x)}
	return r
}

// edge is the value nearest to `to` at which passed holds, given that it holds
// at from.
func edge(from, to float64, passed func(float64) bool) float64 {
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
