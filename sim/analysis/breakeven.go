package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// BreakevenRequest asks for which values of one number of a plan a scenario
// reaches a target.
type BreakevenRequest struct {
	// Model makes the plan's model with the number at x. Models of all x must
	// have the same scenarios and the same trials and seed; inputs keep their
	// draws by their names. Its errors are returned as they are.
	Model func(x float64) (*sim.Model, error)

	Scenario string
	Against  string // the scenario it is compared with; "": none, the target is a level
	Metric   sim.Metric
	// Target is what the metric's difference against the other scenario must
	// reach, in the direction that is better for the metric: at least Target,
	// or at most it where less is better; for a target of 0 it must be better
	// than the other one, strictly. Relative: Target is a fraction of
	// the other scenario's value in the same trial.
	Target   float64
	Relative bool

	Confidence float64 // chance with which the target must be reached, in (0,1)
	Low, High  float64 // range that is searched
	Whole      bool    // whole numbers only

	Workers  int
	Progress func(done, total int) // total is an estimate
}

// Breakeven says where the chance of reaching a target turns.
type Breakeven struct {
	// Found: within the range there is a value with the chance on one side
	// and without it on the other. Everywhere: there is none because the
	// whole range has it.
	Found, Everywhere bool

	Value   float64    // NaN where none is found
	Bracket [2]float64 // between which it lies with 95 %, by the Monte Carlo error
	// Open says that the error reaches beyond an end of the range.
	Open [2]bool
	// Rising: the chance grows with the number, and Value is the smallest that
	// has it; otherwise the largest.
	Rising bool
	Chance Proportion // at Value; where none is found, the highest that was seen
	At     float64    // where Chance was seen

	// Touched: the number bears on what is compared, by construction of the
	// models. Where it does not, all values are as good.
	Touched bool

	// Monotone is false where the chance both rises and falls within the
	// range by more than its error; Regions has where it is high enough.
	Monotone bool
	Regions  []Region

	Expected Expectation
	Curve    []BreakevenPoint // the values that were looked at, ascending
	// Drawn is the curve with what lies between, interpolated trial by trial.
	Drawn  []BreakevenPoint
	Trials int // at and around At
	Nulls  int // trials at At in which the metric does not exist: left out
}

// Region is a stretch of the range; an end that is not the range's own is
// where the chance turns.
type Region struct{ Low, High float64 }

// Expectation says where the mean reaches the target.
type Expectation struct {
	Exists            bool // false where the mean is infinite, or all but one trial lack the metric
	Found, Everywhere bool
	Value             float64
	Bracket           [2]float64
	Open              [2]bool
}

// BreakevenPoint is what is known of one value of the number. The values that
// have few trials of their own are known the better by the nearest ones that
// have all.
type BreakevenPoint struct {
	X      float64
	Chance Proportion // N: the trials of its own
	Mean   float64    // of what is beyond the target: above 0 it is reached on average
	SE     float64
}

// Search sizes: how the first look at the range is taken, and where the search
// ends. The looks that follow it take all trials.
const (
	scanNodes   = 9
	scanTrials  = 400
	closeSteps  = 10   // most looks for one root
	manyLooks   = 100  // no bound on looks but the steps
	drawnPoints = 120  // over the range, of a drawn curve
	precision   = 1e-4 // of the value, at which it counts as found
)

var errRange = errors.New("the range that is searched must have a lower end below its upper one")

// FindBreakeven searches the range for the values at which the chance of the
// target passes the confidence, and at which the mean does, with the same
// random numbers at every value. The trials are independent ones: another
// sampling of the plan is put aside. A scenario on which the number does not
// bear is simulated once.
//
// In each trial, what the metric is beyond its target (the gap) is followed
// from value to value. Between two values that were simulated it is
// interpolated trial by trial; the root of that is simulated with all trials,
// and so on, until two such values enclose it so closely that what lies between
// needs no look, or it moves by less than a ten-thousandth. The first look over the range takes few trials, and
// they are taken for all trials that are like them at the nearest value that
// has all. Where every trial's gap is a straight line of the number, no such
// look is needed. The bracket is where the 95 % score interval of the chance
// (Wilson 1927) leaves the confidence.
func FindBreakeven(ctx context.Context, r BreakevenRequest) (*Breakeven, error) {
	s, err := newSearch(ctx, r)
	if err != nil {
		return nil, err
	}
	b, err := s.find()
	if errors.Is(err, errBent) {
		s.erase()
		b, err = s.find()
	}
	return b, err
}

func (s *search) find() (*Breakeven, error) {
	if err := s.scan(); err != nil {
		return nil, err
	}
	b := &Breakeven{Value: math.NaN(), Bracket: [2]float64{math.NaN(), math.NaN()}, Monotone: true}
	err := b.search(s)
	if err != nil {
		return nil, err
	}
	if b.Expected, err = s.expectation(); err != nil {
		return nil, err
	}
	b.Touched = s.touched()
	for i, n := range s.nodes {
		if i > 0 && !s.r.Whole {
			before := s.nodes[i-1].x
			steps := math.Ceil((n.x - before) / (s.high - s.low) * drawnPoints)
			for k := 1.0; k < steps; k++ {
				b.Drawn = append(b.Drawn, s.point(before+(n.x-before)*k/steps))
			}
		}
		p := s.point(n.x)
		b.Curve, b.Drawn = append(b.Curve, p), append(b.Drawn, p)
	}
	return b, nil
}

// point is what is known at x.
func (s *search) point(x float64) BreakevenPoint {
	p := BreakevenPoint{X: x, Chance: s.proportionAt(x)}
	p.Mean, p.SE = s.meanAt(x)
	return p
}

// proportionAt is the chance at x, as far as is known.
func (s *search) proportionAt(x float64) Proportion {
	p, like, n := s.chanceAt(x)
	if near, _ := s.around(x, s.first); near.x == x {
		_, n = reached(near.gaps)
	}
	return proportionOf(p, like, int(n))
}

// search finds the turns of the chance.
func (b *Breakeven) search(s *search) error {
	chance := s.chance()
	turns := s.turns(chance)
	for range scanNodes {
		if len(turns) > 0 {
			break
		}
		// With all trials, what is nearest to turning may yet turn.
		n := s.extreme(chance)
		if s.looked(n) {
			break
		}
		if _, err := s.look(n.x, s.trials); err != nil {
			return err
		}
		turns = s.turns(chance)
	}
	b.Monotone = s.monotone()
	if len(turns) == 0 {
		v, _ := chance.at(s.nodes[0].x)
		b.Everywhere, b.Rising = v >= 0, s.risesOverall()
		if b.Everywhere {
			b.Regions = []Region{{s.low, s.high}}
		}
		return b.at(s, slices.MaxFunc(s.nodes, func(x, y *node) int {
			return cmp.Compare(s.proportionAt(x.x).P, s.proportionAt(y.x).P)
		}).x)
	}
	open := s.low // where the current region began
	for i, t := range turns {
		most := manyLooks
		if i > 1 { // both ends of the first region are as sharp as each other
			most = 1
		}
		root, err := s.refine(chance, t, most)
		if err != nil {
			return err
		}
		if i == 0 {
			b.Found, b.Rising, b.Value, b.Bracket, b.Open = true, t.rising, root.x, root.bracket, root.open
		}
		if t.rising {
			open = root.x
		} else {
			b.Regions = append(b.Regions, Region{open, root.x})
		}
	}
	if turns[len(turns)-1].rising {
		b.Regions = append(b.Regions, Region{open, s.high})
	}
	return b.at(s, b.Value)
}

// at says with all trials what the chance is at x: a value with all trials, or
// between two of them.
func (b *Breakeven) at(s *search, x float64) error {
	below, above := s.around(x, s.trials)
	if below == above && (below == nil || below.x != x || below.drawn) {
		n, err := s.look(x, s.trials)
		if err != nil {
			return err
		}
		below, above = n, n
	}
	b.Chance, b.At, b.Trials = proportion(s.between(below, above, x, s.trials)), x, s.trials
	b.Nulls = s.trials - b.Chance.N
	return nil
}

// extreme is the node at which a statistic that does not turn is nearest to it.
func (s *search) extreme(f statistic) *node {
	var nearest *node
	least := math.Inf(1)
	for _, n := range s.nodes {
		if v, _ := f.at(n.x); math.Abs(v) < least || nearest == nil {
			nearest, least = n, math.Abs(v)
		}
	}
	return nearest
}

// expectation finds where the mean gap is zero.
func (s *search) expectation() (Expectation, error) {
	e := Expectation{Exists: true, Value: math.NaN(), Bracket: [2]float64{math.NaN(), math.NaN()}}
	for _, n := range s.nodes {
		_, exist := reached(n.gaps)
		if m, _ := meanOf(n.gaps); exist < 2 || math.IsInf(m, 0) || math.IsNaN(m) {
			e.Exists = false
			return e, nil
		}
	}
	turns := s.turns(s.mean())
	if len(turns) == 0 {
		v, _ := s.meanAt(s.nodes[0].x)
		e.Everywhere = v >= 0
		return e, nil
	}
	root, err := s.refineMean(turns[0])
	e.Found, e.Value, e.Bracket, e.Open = true, root.x, root.bracket, root.open
	return e, err
}

// checkBreakeven reports a request that makes no sense.
func checkBreakeven(r *BreakevenRequest, m *sim.Model) (scenario, against int, err error) {
	find := func(name string) int {
		return slices.IndexFunc(m.Scenarios, func(s sim.Scenario) bool { return s.Name == name })
	}
	scenario, against = find(r.Scenario), -1
	if r.Against != "" {
		if against = find(r.Against); against < 0 {
			return 0, 0, fmt.Errorf("unknown scenario %q", r.Against)
		}
	}
	switch {
	case scenario < 0:
		return 0, 0, fmt.Errorf("unknown scenario %q", r.Scenario)
	case !(r.Low < r.High) || math.IsInf(r.Low, 0) || math.IsInf(r.High, 0):
		return 0, 0, errRange
	case m.Trials < FewestTrials:
		return 0, 0, fmt.Errorf("%d trials are too few to find a chance with; %d are the least", m.Trials, FewestTrials)
	case !(r.Confidence > 0 && r.Confidence < 1):
		return 0, 0, fmt.Errorf("the confidence is %v, want more than 0 and less than 1", r.Confidence)
	case r.Relative && against < 0:
		return 0, 0, errors.New("a relative target needs a scenario to compare with")
	}
	return scenario, against, nil
}

// pairOnly returns the model with the baseline and the two scenarios alone, and
// where they are in it.
func pairOnly(m *sim.Model, scenario, against int) (pruned *sim.Model, s, a int) {
	c := *m
	c.Sampling = dist.Random
	c.Scenarios, a = m.Scenarios[:1:1], -1
	place := func(i int) int {
		if i <= 0 {
			return i
		}
		c.Scenarios = append(c.Scenarios, m.Scenarios[i])
		return len(c.Scenarios) - 1
	}
	s = place(scenario)
	if against == scenario {
		return &c, s, s
	}
	return &c, s, place(against)
}
