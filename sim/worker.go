package sim

import (
	"holdfast/sim/retention"
	"holdfast/sim/variate"
)

// worker simulates trials one after another in memory of its own.
type worker struct {
	p        *program
	future   *future
	segments []*segmentDraw
	lanes    [][]*lane // [scenario][segment]
	outcome  []outcome // by scenario
	values   bool      // whether customer equity is worked out; else it stands at 0
	leads    bool      // only the second of two scenarios is asked for: the baseline leads it, and goes no further

	// Luck of the segment and month that is simulated, shared by all
	// scenarios; first is set while the baseline runs, or who is left where it is idle.
	first                           bool
	renewal, expansion, contraction []cell
	keys                            struct{ renewal, expansion, contraction []variate.Key }
	winback                         []variate.Key
	arrivals                        []arrival
	channels                        []variate.Key
	ordersAt                        arrival
	basket                          basket
	orderKeys                       [2]variate.Key

	// Scratch, whose state on entry does not matter.
	chance      odds
	reasons     []float64
	clocks      []priceClock
	decisions   []decision
	sums        []classSum
	nodes       []float64
	weights     []float64
	lifeWeights []float64
	start       []float64
	part        lifetime
	long        lifetime
	months      []float64
	residuals   residuals
}

func newWorker(p *program, s *sampler) *worker {
	w := &worker{p: p, future: newFuture(p, s), values: true}
	var cohorts, channels, reasons, prices, classes int
	for g := range p.segments {
		seg := &p.segments[g]
		ages := 0
		for s := range p.lanes {
			l := &p.lanes[s][g]
			ages = max(ages, l.tableAges())
			prices = max(prices, len(l.effects[LeverPrice]))
			classes = max(classes, len(l.bounds))
		}
		cohorts = max(cohorts, len(seg.joined))
		channels = max(channels, len(seg.Channels))
		reasons = max(reasons, len(seg.Reasons))
		w.segments = append(w.segments, newSegmentDraw(p, seg, ages))
	}
	for s := range p.lanes {
		row := make([]*lane, len(p.segments))
		for g := range row {
			if s > 0 && p.lanes[s][g].begins > p.m.Months {
				row[g] = w.lanes[0][g]
				continue
			}
			row[g] = newLane(w, &p.lanes[s][g], w.segments[g])
			if s > 0 && row[g].sharesHazards {
				row[g].hazards = w.lanes[0][g].hazards
			}
		}
		w.lanes = append(w.lanes, row)
	}
	w.outcome = make([]outcome, len(p.lanes))
	for s := range w.outcome {
		w.outcome[s] = newOutcome(p.m.Months)
	}
	w.renewal, w.expansion, w.contraction = make([]cell, cohorts), make([]cell, cohorts), make([]cell, cohorts)
	w.keys.renewal = make([]variate.Key, cohorts)
	w.keys.expansion = make([]variate.Key, cohorts)
	w.keys.contraction = make([]variate.Key, cohorts)
	w.winback = make([]variate.Key, p.m.Months)
	w.arrivals, w.channels = make([]arrival, channels), make([]variate.Key, channels)
	w.reasons, w.clocks = make([]float64, reasons), make([]priceClock, prices)
	w.sums = make([]classSum, classes)
	w.nodes, w.weights = make([]float64, retention.MaxNodes), make([]float64, retention.MaxNodes)
	w.lifeWeights, w.start = make([]float64, retention.MaxNodes), make([]float64, retention.MaxNodes)
	w.part, w.long = newLifetime(lifetimeLong), newLifetime(lifetimeLong)
	w.months = make([]float64, p.m.Months)
	return w
}

// trial simulates one trial of every scenario. It is a pure function of the
// program, seed and i: no clock, no I/O, no goroutine. The state of w on entry
// does not matter.
func (w *worker) trial(seed, i uint64) {
	w.future.drawn(seed, i, w.future.own)
	w.future.set(seed, w.future.own)
	w.play()
}

// play simulates every scenario in the future that is set.
func (w *worker) play() {
	f := w.future
	for g := range w.p.segments {
		w.segments[g].set(f.inputs)
		w.address(g)
		for s := range w.lanes {
			if !w.follows(s, g, 1) {
				w.lanes[s][g].reset()
			}
		}
		for t := 1; t <= w.p.m.Months; t++ {
			w.luck(g, t)
			for s := range w.lanes {
				if !w.follows(s, g, t) && !w.idle(s, g, t) {
					w.first = s == 0 || w.idle(0, g, t)
					w.lanes[s][g].month(t)
				}
			}
			for s := range w.lanes {
				if l := w.lanes[s][g]; s > 0 && l.begins == t+1 {
					l.follow(w.lanes[0][g], t)
				}
			}
		}
		w.residuals.forget()
		for s := range w.lanes {
			l := w.lanes[s][g]
			if w.follows(s, g, w.p.m.Months) || w.idle(s, g, w.p.m.Months) {
				continue
			}
			if l.equity = 0; w.values {
				l.equity = l.customerEquity()
			}
		}
	}
	for s := range w.lanes {
		if s > 0 || !w.leads {
			w.outcome[s].close(w, s)
		}
	}
}

// alone reports whether there is but one scenario, which has nobody to share
// its luck in renewals with.
func (w *worker) alone() bool { return len(w.lanes) == 1 }

// baseline is the table of hazards of the same segment in the first scenario.
func (w *worker) baseline(l *lane) *hazardTable { return w.lanes[0][l.index].hazards }

// address derives the keys of a segment's random streams in this trial.
func (w *worker) address(g int) {
	seg := &w.p.segments[g]
	f := w.future
	of := func(purpose uint64) variate.Key { return f.luck.With(purpose).With(seg.key) }
	renewal, up, down := of(purposeRenewal), of(purposeExpansion), of(purposeContraction)
	moves := seg.moves()
	for c, month := range seg.joined {
		w.keys.renewal[c] = renewal.With(uint64(int64(month)))
		if moves {
			w.keys.expansion[c] = up.With(uint64(int64(month)))
			w.keys.contraction[c] = down.With(uint64(int64(month)))
		}
	}
	if seg.Winback != nil {
		back := of(purposeWinback)
		for t := range w.winback {
			w.winback[t] = back.With(uint64(t + 1))
		}
	}
	for i, key := range seg.channels {
		w.channels[i] = of(purposeChannel).With(key)
	}
	w.orderKeys = [2]variate.Key{of(purposeOrders), of(purposeOrderValue)}
}

// luck sets the random numbers of month t.
func (w *worker) luck(g, t int) {
	seg := &w.p.segments[g]
	live := len(seg.opening) + t - 1
	if !w.alone() {
		setCells(w.renewal, w.keys.renewal[:live], t)
	}
	if seg.moves() {
		setCells(w.expansion, w.keys.expansion[:live], t)
		setCells(w.contraction, w.keys.contraction[:live], t)
	}
	for i := range seg.channels {
		w.arrivals[i] = arrival{at: w.channels[i].At(uint64(t)), mean: unused}
	}
	if seg.Orders != nil {
		w.ordersAt = arrival{at: w.orderKeys[0].At(uint64(t)), mean: unused}
		w.basket = basket{at: w.orderKeys[1].At(uint64(t)), shape: unused}
	}
}

// unused marks luck of which the first scenario has made nothing yet.
const unused = -1

func setCells(cells []cell, keys []variate.Key, t int) {
	cells = cells[:len(keys)]
	for c, k := range keys {
		cells[c].at, cells[c].n = k.At(uint64(t)), unused
	}
}
