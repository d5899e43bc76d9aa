package analysis

import (
	"context"
	"errors"
	"math"
	"slices"

	"holdfast/sim"
)

// FrontierRequest asks for the pairs of values of two numbers of a plan at which
// a scenario reaches a target. Model, Low, High and Whole of the embedded
// request are those of the second number.
type FrontierRequest struct {
	BreakevenRequest
	Pair              func(a, b float64) (*sim.Model, error) // in place of Model
	FirstLow          float64
	FirstHigh         float64
	FirstWhole        bool
	Columns           int // values of the first number; 0: 13
	TrialsAtEachPoint int // 0: 500, or those of the model if they are fewer
}

// Frontier is the chance over two numbers, and where it turns.
type Frontier struct {
	A, B   []float64      // values of the two numbers, ascending
	Chance [][]Proportion // [value of B][value of A]
	Turns  []FrontierTurn // by value of A
	Trials int            // at each pair
}

// FrontierTurn is the turning point of the second number at one value of the
// first.
type FrontierTurn struct {
	A          float64
	Found      bool // there is one within the range
	Everywhere bool // the whole range has the chance
	B          float64
	Bracket    [2]float64
	Rising     bool
}

// Values of either number, and trials at each pair of them.
const (
	frontierNodes  = 13
	frontierTrials = 500
)

// FindFrontier searches, for each of a grid of values of the first number, the
// value of the second at which the chance passes the confidence, all with the
// same random numbers.
func FindFrontier(ctx context.Context, r FrontierRequest) (*Frontier, error) {
	if r.Columns == 0 {
		r.Columns = frontierNodes
	}
	f := &Frontier{}
	columns := &search{r: BreakevenRequest{Whole: r.FirstWhole}, low: r.FirstLow, high: r.FirstHigh}
	if !(r.FirstLow < r.FirstHigh) {
		return nil, errRange
	}
	f.A = columns.grid(r.Columns)
	var known []*valued
	for i, a := range f.A {
		one := r.BreakevenRequest
		one.Model = func(b float64) (*sim.Model, error) { return r.Pair(a, b) }
		one.Progress = func(done, total int) {
			if r.Progress != nil {
				r.Progress(i*total+done, len(f.A)*total)
			}
		}
		s, err := newSearch(ctx, one)
		if err != nil {
			return nil, err
		}
		most := frontierTrials
		if r.TrialsAtEachPoint > 0 {
			most = r.TrialsAtEachPoint
		}
		s.trials = min(s.trials, most)
		s.first, s.size, s.expected = s.trials, frontierNodes, (frontierNodes+3)*s.trials
		s.known = known
		err = f.column(s, i)
		if errors.Is(err, errBent) {
			s.erase()
			err = f.column(s, i)
		}
		if err != nil {
			return nil, err
		}
		// What the second number does not bear on, the first may not either.
		known = known[:0]
		for _, v := range []*valued{s.nodes[0].a, s.nodes[0].s} {
			if v != nil {
				known = append(known, v)
			}
		}
	}
	return f, nil
}

// column searches one value of the first number.
func (f *Frontier) column(s *search, i int) error {
	if err := s.scan(); err != nil {
		return err
	}
	grid := slices.Clone(s.nodes)
	if i == 0 {
		f.Trials, f.B = s.trials, nil
		f.Chance = make([][]Proportion, len(grid))
		for j, n := range grid {
			f.B = append(f.B, n.x)
			f.Chance[j] = make([]Proportion, len(f.A))
		}
	}
	for j, n := range grid {
		f.Chance[j][i] = proportion(n.gaps)
	}
	t := FrontierTurn{A: f.A[i], B: math.NaN(), Bracket: [2]float64{math.NaN(), math.NaN()}}
	chance := s.chance()
	turns := s.turns(chance)
	if len(turns) == 0 {
		v, _ := chance.at(grid[0].x)
		t.Everywhere = v >= 0
	} else {
		root, err := s.refine(chance, turns[0], manyLooks)
		if err != nil {
			return err
		}
		t.Found, t.B, t.Bracket, t.Rising = true, root.x, root.bracket, turns[0].rising
	}
	f.Turns = append(f.Turns, t)
	return nil
}
