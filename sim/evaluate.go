package sim

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
)

// Evaluator simulates single trials of a model, for analyses that choose what is
// drawn. It belongs to one goroutine.
type Evaluator struct {
	m       *Model
	metrics []Metric
	w       *worker
	outcome []outcome // of the scenarios that are asked for
}

// Valuation is what one trial gave in the scenarios of the evaluator.
type Valuation struct {
	Metrics            [][]float64 // [scenario][metric of the evaluator]; NaN where it does not exist
	Invested, Acquired []float64   // [scenario]: discounted initiative cost, discounted acquisition cost
}

var errWithoutBaseline = errors.New("the first of several scenarios to evaluate must be the baseline")

// NewEvaluator returns an evaluator of the metrics in the given scenarios of m,
// a single one or the baseline and others, or in every one where none is given.
// m must not change as long as it is used. What a scenario gives does not
// depend on which others are evaluated with it.
func NewEvaluator(m *Model, metrics []Metric, scenarios ...int) (*Evaluator, error) {
	if err := m.Validate(); err != nil {
		return nil, err
	}
	if len(scenarios) > 1 && scenarios[0] != 0 {
		return nil, errWithoutBaseline // whom the others follow
	}
	leads := len(scenarios) == 1 && scenarios[0] != 0
	if len(scenarios) > 0 {
		few := *m
		few.Scenarios = m.Scenarios[:1:1]
		for _, s := range scenarios {
			if s != 0 {
				few.Scenarios = append(few.Scenarios, m.Scenarios[s])
			}
		}
		m = &few
	}
	sampler, err := newSampler(m, m.Seed, m.Trials)
	if err != nil {
		return nil, err
	}
	w := newWorker(compile(m), sampler)
	// Customer equity takes as long as the months themselves.
	w.values = m.TerminalValue || slices.Contains(metrics, MetricCustomerEquity)
	w.leads = leads
	e := &Evaluator{m: m, metrics: metrics, w: w, outcome: w.outcome}
	if leads {
		e.outcome = w.outcome[1:]
	}
	return e, nil
}

// NewDraw returns a draw fit for the evaluator's model, to be filled.
func (e *Evaluator) NewDraw() *Draw { return newDraw(e.m) }

// NewValuation returns a valuation fit for Evaluate.
func (e *Evaluator) NewValuation() *Valuation {
	n := len(e.outcome)
	v := &Valuation{Metrics: make([][]float64, n), Invested: make([]float64, n), Acquired: make([]float64, n)}
	for s := range v.Metrics {
		v.Metrics[s] = make([]float64, len(e.metrics))
	}
	return v
}

// Drawn fills d with what [Run] draws in a trial from 0 to Model.Trials-1;
// valued, it gives that trial's outcome bit for bit.
func (e *Evaluator) Drawn(trial int, d *Draw) {
	e.w.future.drawn(e.m.Seed, uint64(trial), d)
}

// Evaluate simulates d in every scenario of the evaluator. Its error wraps [ErrUnbounded].
func (e *Evaluator) Evaluate(d *Draw, v *Valuation) error {
	e.w.future.set(e.m.Seed, d)
	e.w.play()
	if err := e.w.check(); err != nil {
		return err
	}
	for s := range e.outcome {
		o := &e.outcome[s]
		for i, k := range e.metrics {
			v.Metrics[s][i] = o.metrics[k]
		}
		v.Invested[s], v.Acquired[s] = o.invested, o.acquired
	}
	return nil
}

// EvaluateOptions say how to evaluate, and how much of a model.
type EvaluateOptions struct {
	Workers   int                   // 0: GOMAXPROCS
	Scenarios []int                 // those that are evaluated, as NewEvaluator takes them
	Progress  func(done, total int) // called from one goroutine at a time; may be nil
}

// EvaluateAll evaluates n draws of m. draw fills the i-th one, on the goroutine
// of the evaluator that it is given; take is given the valuations in the order
// of i, one at a time, and must not keep them. It stops early with ctx's error.
func EvaluateAll(ctx context.Context, m *Model, metrics []Metric, n int, o EvaluateOptions,
	draw func(e *Evaluator, i int, d *Draw), take func(i int, v *Valuation)) error {
	const size = 16 // draws that a worker claims at once
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	workers = max(1, min(workers, (n+size-1)/size))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	next, due := 0, 0
	turn := sync.NewCond(&mu)
	defer context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		turn.Broadcast()
	})()
	work := func() {
		e, err := NewEvaluator(m, metrics, o.Scenarios...)
		if err != nil {
			cancel(err)
			return
		}
		d := e.NewDraw()
		values := make([]*Valuation, size)
		for i := range values {
			values[i] = e.NewValuation()
		}
		for {
			mu.Lock()
			from := next
			next += size
			mu.Unlock()
			to := min(from+size, n)
			for i := from; i < to; i++ {
				if ctx.Err() != nil {
					return
				}
				draw(e, i, d)
				if err := e.Evaluate(d, values[i-from]); err != nil {
					cancel(err)
					return
				}
			}
			if from >= n {
				return
			}
			mu.Lock()
			for due != from && ctx.Err() == nil {
				turn.Wait()
			}
			if ctx.Err() == nil {
				for i := from; i < to; i++ {
					take(i, values[i-from])
				}
				due = from + size
				if o.Progress != nil {
					o.Progress(to, n)
				}
				turn.Broadcast()
			}
			mu.Unlock()
		}
	}
	var wg sync.WaitGroup
	for range workers {
		wg.Go(work)
	}
	wg.Wait()
	return context.Cause(ctx)
}
