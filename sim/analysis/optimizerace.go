package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"holdfast/sim"
	"holdfast/sim/metric"
	"holdfast/sim/summary"
)

// race holds sets and what their trials gave.
type race struct {
	ctx   context.Context
	o     OptimizeOptions
	m     *sim.Model // of the space: with the scaled copies
	space *space
	sets  []*contender

	tolerance float64 // of a lead in rounds without luck
	screened  int
	noise     sim.Noise // of the current rounds
	expected  int       // simulations in all, for the progress
	done      int
}

// contender is one set in the race.
type contender struct {
	levels []uint8
	gains  []float64 // by trial, on the better side of the metric
	costs  []float64 // investment by trial
	losses float64   // trials in which NPV is below the baseline's
	noise  sim.Noise
	out    bool // another set is surely better and costs no more, or it surely breaks the loss limit

	value, se, cost, costSE float64
	loss                    Proportion
	scores                  []float64 // influence of each trial on the value
}

func (s *contender) trials() int { return len(s.gains) }

func newRace(ctx context.Context, m *sim.Model, o OptimizeOptions) (*race, error) {
	s := newSpace(m)
	r := &race{ctx: ctx, o: o, m: s.m, space: s, noise: m.Noise}
	return r, s.m.Validate()
}

// firstTrials is what the first round of an objective needs to say anything.
func (r *race) firstTrials() int {
	switch r.o.Objective {
	case ObjectiveP10:
		return 128
	case ObjectiveCVaR5:
		return 256
	}
	return 32
}

var errInfinite = errors.New("is infinite or absent in some trials, so that sets cannot be compared by it")

// simulate runs sets up to a number of trials, as many sets at a time as there
// is memory for.
func (r *race) simulate(sets []*contender, trials int, noise sim.Noise) error {
	for _, s := range sets {
		if s.noise != noise && s.trials() > 0 {
			s.gains, s.costs, s.losses = s.gains[:0], s.costs[:0], 0
		}
		s.noise = noise
	}
	// Sets that have as many trials go together.
	waiting := slices.DeleteFunc(slices.Clone(sets), func(s *contender) bool { return s.trials() >= trials })
	slices.SortStableFunc(waiting, func(a, b *contender) int { return a.trials() - b.trials() })
	for len(waiting) > 0 {
		n := 1
		for n < min(len(waiting), chunkSets) && waiting[n].trials() == waiting[0].trials() {
			n++
		}
		if err := r.chunk(waiting[:n], trials, noise); err != nil {
			return err
		}
		waiting = waiting[n:]
	}
	return nil
}

func (r *race) chunk(sets []*contender, trials int, noise sim.Noise) error {
	m := *r.m
	m.Noise = noise
	m.Scenarios = []sim.Scenario{r.m.Scenarios[0]}
	buys := make([]bool, len(sets))
	for i, s := range sets {
		m.Scenarios = append(m.Scenarios, r.space.scenario(s.levels))
		buys[i] = r.space.buys(s.levels)
	}
	from := sets[0].trials()
	sign := 1.0
	if r.o.Metric.LowerIsBetter() {
		sign = -1
	}
	wrong := false
	progress := func(done, total int) {
		if r.o.Progress != nil {
			r.o.Progress(min(r.done+done*len(sets), r.expected-1), max(r.expected, 1))
		}
	}
	err := sim.EvaluateAll(r.ctx, &m, []sim.Metric{r.o.Metric, sim.MetricNPV}, trials-from, sim.EvaluateOptions{Workers: r.o.Workers, Progress: progress},
		func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(from+i, d) },
		func(_ int, v *sim.Valuation) {
			base := v.Metrics[0]
			for i, s := range sets {
				x := v.Metrics[i+1]
				gain := sign * (x[0] - base[0])
				if x[0] == base[0] {
					gain = 0
				}
				wrong = wrong || math.IsNaN(gain) || math.IsInf(gain, 0)
				s.gains = append(s.gains, gain)
				extra := 0.0
				if buys[i] {
					extra = v.Acquired[i+1] - v.Acquired[0]
				}
				s.costs = append(s.costs, metric.Investment(v.Invested[i+1]-v.Invested[0], extra))
				if x[1] < base[1] {
					s.losses++
				}
			}
		})
	r.done += (trials - from) * len(sets)
	if err == nil && wrong {
		return fmt.Errorf("%s %w", r.o.Metric, errInfinite)
	}
	return err
}

// estimate sets what the trials of a set say.
func (r *race) estimate(s *contender) {
	n := float64(s.trials())
	s.value, s.scores = r.o.Objective.score(s.gains, s.scores)
	s.se = spread(s.scores) / math.Sqrt(n)
	if r.o.Objective == ObjectiveProbability {
		s.se = math.Sqrt(s.value*(1-s.value)/n + 1/(n*n))
	}
	var cost summary.Moments
	cost.AddAll(s.costs)
	s.cost, s.costSE = cost.Mean(), cost.StdErr()
	s.loss = Proportion{P: s.losses / n, N: s.trials()}
	s.loss.Low, s.loss.High = summary.Wilson(s.losses, n, 0.95)
}

// lead is by how much a is ahead of b, with the error of the paired difference,
// over the trials that both have.
func (r *race) lead(a, b *contender) (d, se float64) {
	n := min(a.trials(), b.trials())
	if n == 0 || a == b {
		return 0, 0
	}
	x, y := a, b
	if a.trials() > n {
		x = r.cut(a, n)
	}
	if b.trials() > n {
		y = r.cut(b, n)
	}
	d = x.value - y.value
	var m summary.Moments
	disagree := 0.0
	for i := range n {
		m.Add(x.scores[i] - y.scores[i])
		if (x.gains[i] > 0) != (y.gains[i] > 0) {
			disagree++
		}
	}
	se = m.StdErr()
	if r.o.Objective == ObjectiveProbability {
		se = math.Sqrt(disagree+1) / float64(n)
		if d == 0 && disagree == 0 {
			se = 0
		}
	}
	return d, se
}

// cut is a set with its first n trials alone.
func (r *race) cut(s *contender, n int) *contender {
	c := &contender{levels: s.levels, gains: s.gains[:n], costs: s.costs[:n], noise: s.noise}
	r.estimate(c)
	return c
}

// quantile is the number of standard errors by which a lead is sure, at the
// level that each comparison of the race has.
func (r *race) quantile(trials int) float64 {
	const rounds = 10
	level := raceRisk / float64(rounds*max(len(r.sets), 2))
	return distuv.StudentsT{Sigma: 1, Nu: float64(max(trials-1, 2))}.Quantile(1 - level)
}

func (r *race) slack() float64 {
	if r.noise != r.m.Noise {
		return r.tolerance
	}
	return 0
}

// surely reports whether a set meets the budget and the loss limit, or breaks
// one of them, beyond doubt.
func (r *race) surelyKeepsLoss(s *contender) bool {
	return r.o.MaxLoss >= 1 || s.losses == 0 && len(r.space.picks(s.levels)) == 0 || s.loss.P+r.quantile(s.trials())*r.lossError(s) <= r.o.MaxLoss
}

func (r *race) surelyBreaksLoss(s *contender) bool {
	return r.o.MaxLoss < 1 && s.loss.P-r.quantile(s.trials())*r.lossError(s) > r.o.MaxLoss
}

func (r *race) lossError(s *contender) float64 {
	n := float64(s.trials())
	return math.Sqrt(s.loss.P*(1-s.loss.P)/n + 1/(n*n))
}

// run races the sets until what is left cannot be told apart, or runs out of
// trials or of work.
func (r *race) run() error {
	trials := min(r.firstTrials(), r.m.Trials)
	if err := r.screen(trials); err != nil {
		return err
	}
	for {
		alive := r.alive()
		r.expected = max(r.expected, r.done+2*len(alive)*trials)
		if err := r.simulate(alive, trials, r.noise); err != nil {
			return err
		}
		for _, s := range alive {
			r.estimate(s)
		}
		r.drop()
		if trials == r.m.Trials {
			if r.noise == r.m.Noise {
				return nil
			}
			trials = min(r.firstTrials(), r.m.Trials)
		}
		alive = r.alive()
		next := min(2*trials, r.m.Trials)
		work := next
		if r.noise == r.m.Noise {
			work = next - trials
		}
		if len(alive)*work > raceWork {
			return r.finals(next)
		}
		r.noise, trials = r.m.Noise, next
		if len(alive) == 1 {
			trials = min(r.m.Trials, max(trials, 1000))
			if alive[0].trials() >= trials && alive[0].noise == r.noise {
				return nil
			}
		}
	}
}

// finals goes on with the sets that may be the best within the budget, and
// with the frontier as it is known, alone.
func (r *race) finals(trials int) error {
	rivals := r.rivals()
	stay := slices.Clone(rivals)
	for _, s := range r.frontier() {
		if !slices.Contains(stay, s) && len(stay) < len(rivals)+mostFrontier {
			stay = append(stay, s)
		}
	}
	if r.noise != r.m.Noise { // none has been run with luck yet
		r.noise = r.m.Noise
		trials = min(r.firstTrials(), r.m.Trials)
	}
	r.expected = r.done + len(stay)*trials + raceWork
	if err := r.simulate(stay, trials, r.noise); err != nil {
		return err
	}
	for _, s := range stay {
		r.estimate(s)
	}
	for trials < r.m.Trials {
		rivals = r.rivals()
		trials = min(2*trials, r.m.Trials)
		if len(rivals)*trials > 3*raceWork {
			break
		}
		if err := r.simulate(rivals, trials, r.noise); err != nil {
			return err
		}
		for _, s := range rivals {
			r.estimate(s)
		}
	}
	return nil
}

// mostFrontier is the number of sets of the frontier that the last rounds keep.
const mostFrontier = 60

// rivals are the sets that may meet the budget and are not surely behind the
// best one that does.
func (r *race) rivals() []*contender {
	within := r.within(r.o.Budget)
	best := r.best(within)
	rivals := []*contender{best}
	for _, s := range r.alive() {
		if s == best || s.noise != r.noise || s.cost-4*s.costSE > r.o.Budget {
			continue
		}
		if d, se := r.lead(best, s); !(d > r.quantile(min(s.trials(), best.trials()))*se+r.slack()) {
			rivals = append(rivals, s)
		}
	}
	return rivals
}

func (r *race) alive() []*contender {
	return slices.DeleteFunc(slices.Clone(r.sets), func(s *contender) bool { return s.out })
}

// drop takes out the sets that surely break the loss limit, and those that
// another set beats surely at no more cost.
func (r *race) drop() {
	alive := r.alive()
	for _, s := range alive {
		if r.surelyBreaksLoss(s) {
			s.out = true
		}
	}
	alive = r.alive()
	slices.SortStableFunc(alive, func(a, b *contender) int { return compareFloats(b.value, a.value) })
	q := r.quantile(alive[0].trials())
	for i, s := range alive {
		tried := 0
		for _, better := range alive[:i] {
			if better.cost > s.cost || !r.surelyKeepsLoss(better) || better.out {
				continue
			}
			if r.costsNoMore(better, s, q) {
				if d, se := r.lead(better, s); d > q*se+r.slack() {
					s.out = true
					break
				}
				if tried++; tried == 12 {
					break
				}
			}
		}
	}
}

// costsNoMore reports whether a costs no more than b, beyond the error of their
// paired difference.
func (r *race) costsNoMore(a, b *contender, q float64) bool {
	var m summary.Moments
	for i := range min(a.trials(), b.trials()) {
		m.Add(a.costs[i] - b.costs[i])
	}
	return m.Mean()+q*m.StdErr() <= 0
}

// within are the sets still in the race that meet a budget and the loss limit
// by their estimates. The empty set always does.
func (r *race) within(budget float64) []*contender {
	var sets []*contender
	for _, s := range r.sets {
		empty := !slices.ContainsFunc(s.levels, func(l uint8) bool { return l != 0 })
		fits := s.cost <= budget*(1+1e-12) && s.loss.P <= r.o.MaxLoss
		if s.trials() > 0 && s.noise == r.noise && (empty || fits) {
			sets = append(sets, s)
		}
	}
	return sets
}

// best has the highest value; of equal ones, the cheapest, then the smallest.
func (r *race) best(sets []*contender) *contender {
	return slices.MinFunc(sets, func(a, b *contender) int {
		if a.out != b.out {
			if a.out {
				return 1
			}
			return -1
		}
		if by := compareFloats(b.value, a.value); by != 0 {
			return by
		}
		if by := compareFloats(a.cost, b.cost); by != 0 {
			return by
		}
		return slices.Compare(a.levels, b.levels)
	})
}

// frontier is the best set of each budget, by ascending cost.
func (r *race) frontier() []*contender {
	sets := r.within(math.Inf(1))
	sets = slices.DeleteFunc(sets, func(s *contender) bool { return s.out })
	slices.SortStableFunc(sets, func(a, b *contender) int {
		if by := compareFloats(a.cost, b.cost); by != 0 {
			return by
		}
		return compareFloats(b.value, a.value)
	})
	var best []*contender
	for _, s := range sets {
		if len(best) == 0 || s.value > best[len(best)-1].value {
			best = append(best, s)
		}
	}
	return best
}
