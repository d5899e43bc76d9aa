package analysis

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"holdfast/sim"
	"holdfast/sim/dist"
	"holdfast/sim/summary"
)

// ValueOptions say what information is valued, and how to compute it.
type ValueOptions struct {
	Metric   sim.Metric // by whose expectation a scenario is taken
	Test     TestOptions
	Workers  int                   // 0: GOMAXPROCS; changes no number
	Progress func(done, total int) // trials; called from one goroutine at a time; may be nil
}

// FewestTrials is the number of trials below which no regression is tried.
const FewestTrials = 100

// MostValueTrials bounds the trials that [Value] keeps in memory.
const MostValueTrials = 200_000

// ErrNoMean is the cause of an error of a metric whose expectation does not
// exist, so that no decision can go by it.
var ErrNoMean = errors.New("has no mean to decide by")

// Worth is an estimated value of information, in the metric's unit and never
// below 0, with its standard error.
type Worth struct {
	Value, SE float64
}

// Unresolved reports whether the value lies within two standard errors of 0.
func (w Worth) Unresolved() bool { return !(w.Value > 2*w.SE) }

// Option is a scenario that can be taken.
type Option struct {
	ID, Title string
	Mean      float64 // of the metric over the trials, luck and shocks averaged out
	Gain, SE  float64 // mean improvement on the baseline: above 0 is better, whatever the metric
	Best      float64 // share of trials whose inputs make it the best
}

// ValueResult says what it is worth to learn before deciding.
//
// The decision is which scenario to take by the expectation of the metric. With
// G(s, x) the improvement of scenario s on the baseline expected given the
// inputs x (luck and shocks averaged out),
//
//	EVPI  = E max_s G(s, x) - max_s E G(s, x)
//	EVPPI = E max_s E[G(s, x) | part of x] - max_s E G(s, x)
//
// and EVSI is the same with what a test shows in place of a part of x. No study
// of a number is worth more than its EVPPI, and nothing more than the EVPI.
type ValueResult struct {
	Metric  sim.Metric
	Trials  int // that were run
	Nulls   int // of them left out: the metric is infinite or does not exist in some scenario
	Options []Option
	Best    int // index into Options: what to take with what is known today
	EVPI    Worth
	// Learnings are in descending order of value.
	Learnings []Learning
	Test      *Test  // nil where there is none
	NoTest    string // why
	Warnings  []sim.Warning
}

// Decides reports whether there is anything to decide.
func (r *ValueResult) Decides() bool { return len(r.Options) > 1 }

// Study is the learning that a study should look at first: the one of the
// highest value that is resolved, events and whole groups excepted, since the
// future is not for sale and a group has members; nil where there is none.
func (r *ValueResult) Study() *Learning {
	for i := range r.Learnings {
		l := &r.Learnings[i]
		if l.Studied && !l.Unresolved() {
			return l
		}
	}
	return nil
}

// Value computes what information is worth in the decision among the scenarios
// of m, from m.Trials trials.
func Value(ctx context.Context, m *sim.Model, o ValueOptions) (*ValueResult, error) {
	if o.Metric.Payback() {
		return nil, fmt.Errorf("%s %w: it may be infinite", o.Metric, ErrNoMean)
	}
	if m.Trials < FewestTrials {
		return nil, fmt.Errorf("%d trials are too few to learn from; %d are the least", m.Trials, FewestTrials)
	}
	r := &ValueResult{Metric: o.Metric}
	if m.Trials > MostValueTrials {
		m = withTrials(m, MostValueTrials)
		r.warn("trials_limited", "", "only %d trials are used; more would change little", MostValueTrials)
	}
	r.Trials = m.Trials
	if err := o.Test.check(m, o.Metric); err != nil {
		return nil, err
	}
	p := &passes{progress: o.Progress, workers: o.Workers, total: m.Trials*(2+len(m.Segments)) + checkTrials(m)}
	d, err := decide(ctx, m, o.Metric, p, r)
	if err != nil {
		return nil, err
	}
	r.options(m, d)
	r.EVPI = d.worth(d.gain, d.gain)
	if err := r.learn(ctx, m, d, o.Workers); err != nil {
		return nil, err
	}
	if o.Test.Skip {
		r.NoTest = "none was asked for"
		return r, nil
	}
	return r, r.test(ctx, m, d, &o, p)
}

func withTrials(m *sim.Model, n int) *sim.Model {
	fewer := *m
	fewer.Trials = n
	return &fewer
}

func (r *ValueResult) warn(code, where, format string, args ...any) {
	r.Warnings = append(r.Warnings, sim.NewWarning(code, where, format, args...))
}

// decision is what the options are worth in every trial that counts.
type decision struct {
	trials    []int       // numbers of the trials, in order
	gain      [][]float64 // [option][index into trials]: improvement on option 0
	level     [][]float64 // [option][index]: the metric itself
	draws     *draws
	folds     folds
	replicate []int     // by index, under stratified sampling; else nil
	shift     []float64 // by option: what luck and shocks add to expectations
	sign      float64   // -1 where less is better
	blocks    []block
	explained *additive // fit of gain to blocks
}

// draws are the parts of each trial's draw, [which][trial number].
type draws struct {
	inputs, success, happens, starts [][]float64
}

func newDraws(m *sim.Model) *draws {
	rows := func(n int) [][]float64 {
		all := make([][]float64, n)
		for i := range all {
			all[i] = make([]float64, m.Trials)
		}
		return all
	}
	return &draws{rows(len(m.Inputs)), rows(len(m.Initiatives)), rows(len(m.Events)), rows(len(m.Events))}
}

func (x *draws) keep(i int, d *sim.Draw) {
	for _, part := range [...]struct {
		to   [][]float64
		from []float64
	}{{x.inputs, d.Inputs}, {x.success, d.Success}, {x.happens, d.Happens}, {x.starts, d.Starts}} {
		for k, v := range part.from {
			part.to[k][i] = v
		}
	}
}

// compact leaves the trials that count.
func (x *draws) compact(trials []int) {
	for _, part := range [...][][]float64{x.inputs, x.success, x.happens, x.starts} {
		for k := range part {
			part[k] = pick(part[k], trials)
		}
	}
}

func pick(x []float64, at []int) []float64 {
	if len(at) == len(x) {
		return x
	}
	picked := make([]float64, len(at))
	for i, j := range at {
		picked[i] = x[j]
	}
	return picked
}

// decide values every scenario in every trial, luck and shocks averaged out.
func decide(ctx context.Context, m *sim.Model, metric sim.Metric, p *passes, r *ValueResult) (*decision, error) {
	d := &decision{draws: newDraws(m), sign: 1}
	if metric.LowerIsBetter() {
		d.sign = -1
	}
	levels, err := p.expectations(ctx, m, metric, d.draws)
	if err != nil {
		return nil, err
	}
	if d.shift, err = p.check(ctx, m, metric, levels, r); err != nil {
		return nil, err
	}
	for s, shift := range d.shift {
		for i := range levels[s] {
			levels[s][i] += shift
		}
	}
	for i := range m.Trials {
		if finite(levels, i) {
			d.trials = append(d.trials, i)
		}
	}
	r.Nulls = m.Trials - len(d.trials)
	if len(d.trials) < FewestTrials {
		return nil, fmt.Errorf("%s %w: it is infinite or does not exist in %d of %d trials", metric, ErrNoMean, r.Nulls, m.Trials)
	}
	if r.Nulls > 0 {
		r.warn("nulls", metric.String(), "%s is infinite or does not exist in %d of %d trials, which are left out: its mean is that of the others",
			metric, r.Nulls, m.Trials)
	}
	d.draws.compact(d.trials)
	for s := range levels {
		level := pick(levels[s], d.trials)
		gain := make([]float64, len(level))
		for i, v := range level {
			gain[i] = d.sign * (v - levels[0][d.trials[i]])
		}
		d.level, d.gain = append(d.level, level), append(d.gain, gain)
	}
	return d, d.divide(m)
}

func finite(levels [][]float64, i int) bool {
	for s := range levels {
		if v := levels[s][i]; math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// divide sets the folds: ten, or whole replicates, since trials within one
// depend on each other.
func (d *decision) divide(m *sim.Model) error {
	const tenfold = 10
	design, err := dist.NewDesign(m.Sampling, m.Seed, m.Trials, nil)
	if err != nil {
		return err
	}
	d.folds = folds{make([]int, len(d.trials)), tenfold}
	if design.Replicates() > 1 {
		d.folds.count = design.Replicates()
		d.replicate = d.folds.of
	}
	for i, trial := range d.trials {
		if d.replicate != nil {
			d.folds.of[i] = design.Replicate(trial)
		} else {
			d.folds.of[i] = i % tenfold
		}
	}
	return nil
}

// worth is the value of choosing in each trial the option of the highest
// prediction, [option][index], over choosing once and for all.
func (d *decision) worth(predicted, gain [][]float64) Worth {
	mean, se := d.mean(d.added(predicted, gain))
	return Worth{max(0, mean), se}
}

// added is what choosing by the predictions adds in each trial to the gain of
// the option that is taken with nothing learnt. Options are judged by their
// gains in trials that neither the predictions nor the choice once and for all
// have seen, so that picking a maximum does not flatter it: its mean errs, if at
// all, on the low side, by what the regression fails to see.
func (d *decision) added(predicted, gain [][]float64) []float64 {
	once := d.once()
	added := make([]float64, len(d.trials))
	for i := range added {
		best := 0
		for s := range predicted {
			if predicted[s][i] > predicted[best][i] {
				best = s
			}
		}
		added[i] = gain[best][i] - gain[once[d.folds.of[i]]][i]
	}
	return added
}

// once is the option to take in each fold with what the others tell and nothing
// learnt.
func (d *decision) once() []int {
	sums := make([][]float64, len(d.gain))
	total := make([]float64, len(d.gain))
	counts := make([]float64, d.folds.count)
	for _, fold := range d.folds.of {
		counts[fold]++
	}
	for s, gain := range d.gain {
		sums[s] = make([]float64, d.folds.count)
		for i, v := range gain {
			sums[s][d.folds.of[i]] += v
			total[s] += v
		}
	}
	once := make([]int, d.folds.count)
	for k := range once {
		for s := range sums {
			if total[s]-sums[s][k] > total[once[k]]-sums[once[k]][k] {
				once[k] = s
			}
		}
	}
	return once
}

// mean is that of one number for each trial, and its standard error.
func (d *decision) mean(x []float64) (mean, se float64) {
	var m summary.Moments
	m.AddAll(x)
	if d.replicate == nil {
		return m.Expectation(), m.StdErr()
	}
	sums, counts := make([]float64, d.folds.count), make([]float64, d.folds.count)
	for i, v := range x {
		sums[d.replicate[i]] += v
		counts[d.replicate[i]]++
	}
	for k := range sums {
		sums[k] /= counts[k]
	}
	return m.Expectation(), summary.Between(sums, 0.95).StdErr
}

// options describes the scenarios.
func (r *ValueResult) options(m *sim.Model, d *decision) {
	best := make([]float64, len(d.gain))
	for i := range d.trials {
		top := slices.MaxFunc(d.gain, func(a, b []float64) int {
			switch {
			case a[i] < b[i]:
				return -1
			case a[i] > b[i]:
				return 1
			}
			return 0
		})[i]
		ties := 0.0
		for s := range d.gain {
			if d.gain[s][i] == top {
				ties++
			}
		}
		for s := range d.gain {
			if d.gain[s][i] == top {
				best[s] += 1 / ties
			}
		}
	}
	for s := range m.Scenarios {
		x := Option{ID: m.Scenarios[s].Name, Title: m.Scenarios[s].Title, Best: best[s] / float64(len(d.trials))}
		x.Mean, _ = d.mean(d.level[s])
		x.Gain, x.SE = d.mean(d.gain[s])
		r.Options = append(r.Options, x)
		if x.Gain > r.Options[r.Best].Gain {
			r.Best = s
		}
	}
}
