package sim

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Options say how to run, never what to simulate: no field may change the
// distribution of an outcome.
type Options struct {
	Workers  int                   // 0: GOMAXPROCS; the result is bit-identical for any value
	Against  string                // scenario that the others are compared with; "" is the baseline
	Detail   bool                  // keep the quantiles of segments' months too
	Progress func(done, total int) // called from one goroutine at a time; may be nil
	// Bands are measures of segments' months whose quantiles are kept without
	// Detail, as long as there is room for every value of all trials. Nothing else
	// in the result depends on them.
	Bands []Measure
}

// ErrUnbounded is the cause of an error of a model whose customers or amounts
// grow past what can be counted.
var ErrUnbounded = errors.New("grow past what can be counted")

// Run simulates every scenario of m in all its trials and returns the answer.
// It stops early with ctx's error. The bits of the result depend on m alone, on
// one architecture.
func Run(ctx context.Context, m *Model, o Options) (*Result, error) {
	shard, err := RunShard(ctx, m, o, 0, m.Trials)
	if err != nil {
		return nil, err
	}
	return shard.Result()
}

// Shard is a run of some of the trials.
type Shard struct {
	m     *Model
	store *store
	o     Options
}

// ShardUnit is the number of trials at whose multiples a shard of m may begin.
func ShardUnit(m *Model, o Options) (int, error) {
	s, err := prepare(m, o, 0, m.Trials)
	if err != nil {
		return 0, err
	}
	return s.unit(), nil
}

// RunShard simulates trials first to last-1 of m. first is a multiple of
// ShardUnit, and last too unless it is the number of trials.
func RunShard(ctx context.Context, m *Model, o Options, first, last int) (*Shard, error) {
	store, err := prepare(m, o, first, last)
	if err != nil {
		return nil, err
	}
	unit := store.unit()
	if first < 0 || last > m.Trials || first >= last || first%unit != 0 || last%unit != 0 && last != m.Trials {
		return nil, fmt.Errorf("trials %d to %d of %d are no shard: its bounds are multiples of %d", first, last, m.Trials, unit)
	}
	sampler, err := newSampler(m, m.Seed, m.Trials)
	if err != nil {
		return nil, err
	}
	e := newEngine(store, sampler, o)
	if err := e.run(ctx); err != nil {
		return nil, err
	}
	return &Shard{m, store, o}, nil
}

// prepare checks a request and makes the store for it.
func prepare(m *Model, o Options, first, last int) (*store, error) {
	if err := m.Validate(); err != nil {
		return nil, err
	}
	against := 0
	if o.Against != "" {
		against = slices.IndexFunc(m.Scenarios, func(s Scenario) bool { return s.Name == o.Against })
		if against < 0 {
			return nil, fmt.Errorf("unknown scenario %q to compare with", o.Against)
		}
	}
	p := compile(m)
	if len(o.Bands) > 0 && !o.Detail {
		if s := newStore(newLayout(p, against, false, o.Bands), first, last, m.Trials); s.detailExact {
			return s, nil
		}
	}
	return newStore(newLayout(p, against, o.Detail, nil), first, last, m.Trials), nil
}

// Append adds the shard of the trials that follow those of s. Both must have
// been run with the same model and options; next must not be used any more.
func (s *Shard) Append(next *Shard) error {
	if s.store.last != next.store.first {
		return fmt.Errorf("trials %d do not follow trials %d", next.store.first, s.store.last-1)
	}
	s.store.merge(next.store)
	return nil
}

// Result returns the answer, once all trials are there. s must not be used any
// more.
func (s *Shard) Result() (*Result, error) {
	if s.store.first != 0 || s.store.last != s.m.Trials {
		return nil, fmt.Errorf("trials %d to %d of %d are missing", s.store.last, s.m.Trials-1, s.m.Trials)
	}
	return s.store.result(s.o), nil
}

// flightBytes bounds the memory of blocks that are being simulated or wait to be
// taken in: with very many columns fewer workers run.
const flightBytes = 256 << 20

// engine schedules blocks of trials on workers and takes them in in order.
type engine struct {
	store   *store
	sampler *sampler
	workers int
	o       Options

	mu      sync.Mutex
	next    int // block to be started
	due     int // block to be taken in
	end     int
	waiting map[int]*block
	free    []*block
	err     error
	failed  atomic.Bool // err is set
	arrived *sync.Cond
}

func newEngine(s *store, sampler *sampler, o Options) *engine {
	e := &engine{store: s, sampler: sampler, o: o, workers: o.Workers, waiting: map[int]*block{}}
	if e.workers <= 0 {
		e.workers = runtime.GOMAXPROCS(0)
	}
	e.next = s.first / blockTrials
	e.due = e.next
	e.end = (s.last + blockTrials - 1) / blockTrials
	inFlight := 2 * 8 * blockTrials * s.layout.columns // bytes of blocks, by worker
	e.workers = max(1, min(e.workers, e.end-e.next, flightBytes/inFlight))
	e.arrived = sync.NewCond(&e.mu)
	return e
}

func (e *engine) run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.fail(context.Cause(ctx))
	})
	defer stop()
	var wg sync.WaitGroup
	for range e.workers {
		wg.Go(e.work)
	}
	wg.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.err == nil {
		e.err = ctx.Err()
	}
	return e.err
}

// fail stops the run; e.mu is held.
func (e *engine) fail(err error) {
	if e.err == nil {
		e.err = err
		e.failed.Store(true)
	}
	e.arrived.Broadcast()
}

func (e *engine) work() {
	w := newWorker(e.store.layout.p, e.sampler)
	for {
		b := e.claim()
		if b == nil {
			return
		}
		for i := range b.trials {
			w.trial(e.store.layout.p.m.Seed, uint64(b.index*blockTrials+i))
			if b.err = w.check(); b.err != nil {
				break
			}
			b.record(e.store.layout, w, i)
			if e.failed.Load() {
				return
			}
		}
		b.capped = w.capped()
		e.deliver(b)
	}
}

// claim returns the next block to simulate; nil where there is none. No worker
// runs so far ahead that blocks pile up.
func (e *engine) claim() *block {
	e.mu.Lock()
	defer e.mu.Unlock()
	for e.err == nil && e.next < e.end && e.next >= e.due+2*e.workers {
		e.arrived.Wait()
	}
	if e.err != nil || e.next >= e.end {
		return nil
	}
	var b *block
	if n := len(e.free); n > 0 {
		b, e.free = e.free[n-1], e.free[:n-1]
	} else {
		b = newBlock(e.store.layout)
	}
	clear(b.sums)
	b.index, b.err, b.capped = e.next, nil, nil
	b.trials = min(blockTrials, e.store.last-b.index*blockTrials)
	e.next++
	return b
}

// deliver takes in finished blocks in their order.
func (e *engine) deliver(b *block) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.waiting[b.index] = b
	for e.err == nil {
		b, ok := e.waiting[e.due]
		if !ok {
			return
		}
		delete(e.waiting, e.due)
		if b.err != nil {
			e.fail(b.err)
			return
		}
		e.store.add(b)
		e.free = append(e.free, b)
		e.due++
		e.arrived.Broadcast()
		if e.o.Progress != nil {
			e.o.Progress(min(e.due*blockTrials, e.store.last)-e.store.first, e.store.last-e.store.first)
		}
	}
}

// check reports customers or amounts that have grown past what can be counted.
func (w *worker) check() error {
	for s := range w.outcome {
		o := &w.outcome[s]
		x := &o.metrics
		flows := 0.0 // a sum that any amount out of bounds takes out of bounds
		for _, k := range [...]Measure{MeasureRevenue, MeasureGrossProfit, MeasureContribution, MeasureDiscountedContribution, MeasureBillings} {
			for _, v := range o.months[k] {
				flows += math.Abs(v)
			}
		}
		most := max(x[MetricNewCustomers], x[MetricOrders], slices.Max(o.months[MeasureClosing]))
		if flows <= maxMoney && most <= maxCount {
			continue
		}
		return w.unbounded(s)
	}
	return nil
}

// maxCount is the largest count that a float64 holds exactly.
const maxCount = 1 << 53

// maxMoney is the largest sum of amounts: beyond it, squares and products would
// overflow.
const maxMoney = 1e100

// unbounded names the first segment, month and measure of scenario s that is
// too large.
func (w *worker) unbounded(s int) error {
	m := w.p.m
	for t := range m.Months {
		for g, l := range w.lanes[s] {
			for k := range NumMeasures {
				x := l.months[k][t]
				large := k.Kind() == KindCount && !(x <= maxCount) || k.Kind() == KindMoney && !(math.Abs(x) <= maxMoney/1e6)
				if large {
					return fmt.Errorf("%s of segment %s in month %d of scenario %s %w", k, m.Segments[g].Name, t+1,
						m.Scenarios[s].Name, ErrUnbounded)
				}
			}
		}
	}
	return fmt.Errorf("the amounts of scenario %s %w", m.Scenarios[s].Name, ErrUnbounded)
}

// capped lists the inputs that were cut to their natural range since the last
// call.
func (w *worker) capped() []string {
	var names []string
	for s := range w.lanes {
		for _, l := range w.lanes[s] {
			for lv, hit := range l.capped {
				if hit {
					names = append(names, fmt.Sprintf("%s\x00%s\x00%s", w.p.m.Scenarios[s].Name, l.seg.Name, Lever(lv)))
				}
			}
		}
	}
	for s := range w.lanes {
		for _, l := range w.lanes[s] {
			clear(l.capped[:])
		}
	}
	return names
}
