package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
)

// Objective is what the best set of initiatives has most of.
type Objective int

// Objectives, of the difference that a set makes against the baseline, on the
// better side of the metric.
const (
	ObjectiveMean        Objective = iota
	ObjectiveP10                   // the 10 % quantile
	ObjectiveCVaR5                 // the mean of the lowest twentieth
	ObjectiveProbability           // the chance of an improvement
)

var objectiveNames = [...]string{"mean", "p10", "cvar5", "probability"}

func (o Objective) String() string { return objectiveNames[o] }

// Objectives lists the names of the objectives.
func Objectives() []string { return objectiveNames[:] }

// ParseObjective finds an objective by its name.
func ParseObjective(name string) (Objective, bool) {
	i := slices.Index(objectiveNames[:], name)
	return Objective(i), i >= 0
}

// OptimizeOptions say what is chosen, and how long the search may take.
type OptimizeOptions struct {
	// Budget bounds the mean discounted investment of the set, at least 0.
	Budget    float64
	Objective Objective
	Metric    sim.Metric
	// MaxLoss bounds the chance that the set's NPV is below the baseline's; 1: no bound.
	MaxLoss float64
	// Runners is the number of runners-up that are run again; 0: 4.
	Runners int
	// Search forces the method for large plans, for tests of it.
	Search bool

	Workers  int
	Progress func(done, total int) // total is an estimate
}

// Pick is one initiative of a set and the scale at which it is done.
type Pick struct {
	Initiative int // index into Model.Initiatives
	Scale      float64
}

// ValuedSet is a set of initiatives with what it gives.
type ValuedSet struct {
	Picks         []Pick // in the model's order; none: the baseline
	Value, SE     float64
	Cost          float64 // mean discounted investment
	CostSE        float64
	Loss          Proportion // that NPV is below the baseline's
	Trials        int
	Noise         sim.Noise // with which these figures were found
	Search        float64   // the value by which it was found in the search; NaN where these figures are it
	SearchSE      float64
	Behind        float64 // of a runner-up, on fresh trials: by how much the chosen set is ahead
	BehindSE      float64
	ToldApart     bool    // that lead is beyond its error
	SearchBehind  float64 // the same in the search
	MayBreakLimit bool    // its loss limit is met by the estimate, but not beyond its error
}

// Optimum is the best set of initiatives for a budget.
type Optimum struct {
	Chosen   ValuedSet
	Runners  []ValuedSet
	Frontier []ValuedSet // by ascending cost: the best set of each budget

	Sets       int    // possible ones
	Looked     int    // that were simulated
	Exhaustive bool   // every possible set was
	Method     string // in words
	Rivals     int    // sets within the budget that the search could not tell from the chosen one
	Tolerance  float64
	Screened   int // trials of the first pass without luck, 0 where there was none
	Dropped    int // sets that break a rule of the plan
}

// Sizes of the search.
const (
	mostExhaustive = 1 << 15 // sets
	chunkSets      = 64      // simulated together
	raceRisk       = 1e-3    // that the best set is dropped, in the whole race
	raceWork       = 60_000  // simulations of a set that one round may take
	freshTrials    = 4000    // most trials of the second run
	freshSeed      = 0x9e3779b97f4a7c15
)

// Optimize chooses among the model's initiatives.
//
// Up to 32,768 sets (15 yes/no initiatives) are all simulated; with more, a
// search goes from several starts to the best set that no addition, removal,
// exchange or change of scale improves. In both cases the sets race: all are
// run on few trials with common random numbers; a set stays as long as no other
// set that costs no more is ahead of it by more than the error of their paired
// difference (Student's t at a level that keeps the chance of losing the best
// set in the whole race at one in a thousand); those that stay are run on twice
// as many trials, and so on. For the mean the first rounds run without luck in
// customers, and a lead counts there only beyond what luck can change, as
// measured on all single initiatives.
//
// The chosen set and its runners-up are then run again on fresh trials. Fewer
// trials than [FewestTrials] are an error.
func Optimize(ctx context.Context, m *sim.Model, o OptimizeOptions) (*Optimum, error) {
	switch {
	case !(o.Budget >= 0):
		return nil, fmt.Errorf("the budget is %v, want at least 0", o.Budget)
	case !(o.MaxLoss >= 0 && o.MaxLoss <= 1):
		return nil, fmt.Errorf("the loss limit is %v, want 0 to 1", o.MaxLoss)
	case m.Trials < FewestTrials:
		return nil, fmt.Errorf("%d trials are too few to tell sets apart; %d are the least", m.Trials, FewestTrials)
	case len(m.Initiatives) == 0:
		return nil, errors.New("the plan has no initiatives to choose among")
	}
	if o.Runners == 0 {
		o.Runners = 4
	}
	c := *m
	c.Sampling = dist.Random
	r, err := newRace(ctx, &c, o)
	if err != nil {
		return nil, err
	}
	result := &Optimum{Sets: r.space.count, Exhaustive: !o.Search && r.space.count <= mostExhaustive}
	if result.Exhaustive {
		r.sets = r.space.all()
		result.Dropped = r.space.count - len(r.sets)
		result.Method = fmt.Sprintf("exhaustive: all %d sets", len(r.sets))
	} else {
		if err := r.climb(); err != nil {
			return nil, err
		}
		result.Method = fmt.Sprintf("local search over %.3g possible sets: from %d starts to sets that no addition, removal, exchange or change of scale improves; %d sets were simulated", float64(r.space.count), climbStarts, len(r.sets))
	}
	result.Looked = len(r.sets)
	if err := r.run(); err != nil {
		return nil, err
	}
	result.Tolerance, result.Screened = r.tolerance, r.screened
	return result, r.conclude(result)
}

// conclude picks the winner of the race, runs it and its runners-up again, and
// draws up the frontier.
func (r *race) conclude(result *Optimum) error {
	within := r.within(r.o.Budget)
	best := r.best(within)
	rest := r.others(best)
	for _, s := range rest {
		if s.out || s.noise != r.noise {
			continue
		}
		if d, se := r.lead(best, s); !(d > r.quantile(s.trials())*se) {
			result.Rivals++
		}
	}
	// Twice as many as are reported: early estimates may have their order wrong.
	top := append([]*contender{best}, rest[:min(2*r.o.Runners, len(rest))]...)
	fresh, err := r.again(top)
	if err != nil {
		return err
	}
	for i, s := range top {
		v := r.valued(fresh[i])
		v.Search, v.SearchSE = s.value, s.se
		v.MayBreakLimit = r.o.MaxLoss < 1 && v.Loss.High > r.o.MaxLoss
		if i == 0 {
			result.Chosen = v
			continue
		}
		v.Behind, v.BehindSE = r.lead(fresh[0], fresh[i])
		v.SearchBehind, _ = r.lead(best, s)
		v.ToldApart = math.Abs(v.Behind) > z95*v.BehindSE && v.Behind != 0
		result.Runners = append(result.Runners, v)
	}
	slices.SortStableFunc(result.Runners, func(a, b ValuedSet) int { return compareFloats(b.Value, a.Value) })
	result.Runners = result.Runners[:min(r.o.Runners, len(result.Runners))]
	for _, s := range r.frontier() {
		v := r.valued(s)
		v.Search = math.NaN()
		result.Frontier = append(result.Frontier, v)
	}
	return nil
}

// others are the sets that fit the budget and the limit besides the best one, by
// value; those that left the race know it by fewer trials.
func (r *race) others(best *contender) []*contender {
	fits := slices.DeleteFunc(slices.Clone(r.sets), func(s *contender) bool {
		return s == best || s.trials() == 0 || s.cost > r.o.Budget || s.loss.P > r.o.MaxLoss
	})
	slices.SortStableFunc(fits, func(a, b *contender) int {
		return compareFloats(b.value, a.value)
	})
	return fits
}

// again runs sets on trials of another seed.
func (r *race) again(sets []*contender) ([]*contender, error) {
	fresh := *r
	m := *r.m
	m.Seed ^= freshSeed
	fresh.m = &m
	var copies []*contender
	for _, s := range sets {
		copies = append(copies, &contender{levels: s.levels})
	}
	err := fresh.simulate(copies, min(m.Trials, freshTrials), m.Noise)
	for _, s := range copies {
		fresh.estimate(s)
	}
	return copies, err
}

func (r *race) valued(s *contender) ValuedSet {
	return ValuedSet{
		Picks: r.space.picks(s.levels), Value: s.value, SE: s.se, Cost: s.cost, CostSE: s.costSE, Loss: s.loss,
		Trials: s.trials(), Noise: s.noise, Search: math.NaN(), SearchSE: math.NaN(),
	}
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
