package analysis

import (
	"context"
	"math"

	"holdfast/sim"
	"holdfast/sim/dist"
	"holdfast/sim/summary"
)

// passes runs a model's trials several times, counting progress over all.
type passes struct {
	workers     int
	progress    func(done, total int)
	done, total int
}

// run evaluates n draws.
func (p *passes) run(ctx context.Context, m *sim.Model, metric sim.Metric, n int,
	draw func(e *sim.Evaluator, i int, d *sim.Draw), take func(i int, v *sim.Valuation)) error {
	before := p.done
	o := sim.EvaluateOptions{Workers: p.workers}
	if p.progress != nil {
		o.Progress = func(done, _ int) { p.progress(before+done, p.total) }
	}
	err := sim.EvaluateAll(ctx, m, []sim.Metric{metric}, n, o, draw, take)
	p.done = before + n
	return err
}

// expectations values every scenario, [scenario][trial], given each trial's
// inputs, successes and events: customers' luck is replaced by its expectation
// and shocks stand at 1. kept receives the draws; it may be nil.
func (p *passes) expectations(ctx context.Context, m *sim.Model, metric sim.Metric, kept *draws) ([][]float64, error) {
	calm := *m
	calm.Noise = sim.NoiseNone
	values := matrix(len(m.Scenarios), m.Trials)
	err := p.run(ctx, &calm, metric, m.Trials, func(e *sim.Evaluator, i int, d *sim.Draw) {
		e.Drawn(i, d)
		d.Calm = true
		if kept != nil {
			kept.keep(i, d)
		}
	}, func(i int, v *sim.Valuation) {
		for s := range values {
			values[s][i] = v.Metrics[s][0]
		}
	})
	return values, err
}

func matrix(rows, columns int) [][]float64 {
	x := make([][]float64, rows)
	for i := range x {
		x[i] = make([]float64, columns)
	}
	return x
}

// checkTrials is how many trials are run again with luck and shocks, to measure
// what leaving them out does to expectations: a metric may not be linear in
// them. On the plans of package library, NPV shows no such effect in 4,000 trials:
// of 47 gains none was off by more than 2.2 standard errors, which were 0.3 % of
// the gain at the median, with shocks on churn and on customers among them.
func checkTrials(m *sim.Model) int {
	if m.Noise == sim.NoiseNone && len(m.Shocks) == 0 {
		return 0
	}
	return min(m.Trials, 1000)
}

// check returns for each scenario what has to be added to its values: the mean
// difference between trials as they are run and their expectations, where it can
// be told from 0 for any scenario's improvement on the baseline; otherwise 0.
func (p *passes) check(ctx context.Context, m *sim.Model, metric sim.Metric, calm [][]float64, r *ValueResult) ([]float64, error) {
	shift := make([]float64, len(m.Scenarios))
	n := checkTrials(m)
	if n == 0 {
		return shift, nil
	}
	level, gain := make([]summary.Moments, len(shift)), make([]summary.Moments, len(shift))
	stride := m.Trials / n
	err := p.run(ctx, m, metric, n, func(e *sim.Evaluator, i int, d *sim.Draw) { e.Drawn(i*stride, d) }, func(i int, v *sim.Valuation) {
		if finite(calm, i*stride) && finite(v.Metrics, 0) {
			for s := range shift {
				off := v.Metrics[s][0] - calm[s][i*stride]
				level[s].Add(off)
				gain[s].Add(off - (v.Metrics[0][0] - calm[0][i*stride]))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	const falseAlarm = 0.001
	z := -dist.Z(falseAlarm / 2 / float64(max(1, len(shift)-1)))
	worst := 0.0
	for s := range shift {
		if off := math.Abs(gain[s].Expectation()); off > z*gain[s].StdErr() {
			worst = max(worst, off)
		}
	}
	if !(worst > 0) {
		return shift, nil
	}
	for s := range shift {
		shift[s] = level[s].Expectation()
	}
	r.warn("not_linear", metric.String(), "luck and shocks move the expected %s by up to %.3g between scenarios: "+
		"expectations are corrected by their mean effect, measured in %d trials", metric, worst, n)
	return shift, nil
}
